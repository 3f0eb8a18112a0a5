/* Names of places as people may type them, for comparing. */
#ifndef STORE_PLACE_FOLD_H
#define STORE_PLACE_FOLD_H

#include "util/arena.h"

/* Folded, without . and ', with "saint", "mount" and "fort" as st, mt and ft:
 * "St. Louis", "Saint Louis" and "st louis" are one. */
char *place_fold(struct arena *arena, const char *name);

#endif
