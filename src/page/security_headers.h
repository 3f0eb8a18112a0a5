/* Headers on every answer of the app; nginx adds the same to its own
 * (src/conf/headers.conf). */
#ifndef PAGE_SECURITY_HEADERS_H
#define PAGE_SECURITY_HEADERS_H

#include <stddef.h>

extern const struct security_header {
	const char *name, *value;
} security_headers[];
extern const size_t security_header_count;

#endif
