/* What somebody signed in with, in words for their list of sign-ins. */
#ifndef UTIL_DEVICE_H
#define UTIL_DEVICE_H

#include "util/arena.h"

/* "Firefox on Linux", from a User-Agent header. Names of products are the same
 * in every language; an unknown one is "Browser". */
const char *device_name(struct arena *arena, const char *user_agent);

#endif
