/* The cookies of this site: one table, which /about/privacy shows and a test
 * compares with what is set. */
#ifndef PAGE_PRIVACY_H
#define PAGE_PRIVACY_H

#include <stddef.h>
#include <stdint.h>

struct privacy_cookie {
	const char *name;  /* without "__Host-" */
	const char *what;  /* msgid: when it is set, what for */
	const char *until; /* msgid with {time}, or NULL: {time} alone */
	int64_t seconds;
};

extern const struct privacy_cookie privacy_cookies[];
extern const size_t privacy_cookie_count;

#endif
