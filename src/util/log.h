/* One JSON object per line on stderr. Never a secret, an e-mail address, a
 * full network address or what somebody searched for. */
#ifndef UTIL_LOG_H
#define UTIL_LOG_H

#include <stdint.h>

/* The id that every line written from now on carries; NULL for none. The
 * string must live until the next call. */
void log_set_request(const char *request_id);

/* {"at":…,"level":"error","request":…,"message":…}; an error is something a
 * person must look at, a warning something that was dealt with. */
void log_error(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_warning(const char *format, ...) __attribute__((format(printf, 1, 2)));
void log_info(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The one line of a finished request. path is without the query; the address
 * is cut to its network (IPv4 /24, IPv6 /48) here. */
struct log_access {
	const char *method, *path, *route, *address;
	int status;
	int64_t bytes, microseconds;
};
void log_access(const struct log_access *access);

#endif
