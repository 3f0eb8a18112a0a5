/* What any operation can come to. page/dispatch.c alone turns these into HTTP
 * status codes; command/ turns them into exit codes. */
#ifndef UTIL_STATUS_H
#define UTIL_STATUS_H

#define MUST_CHECK __attribute__((warn_unused_result))

enum status {
	STATUS_OK = 0,
	STATUS_NOT_FOUND,  /* no such thing, or hidden: 404 */
	STATUS_GONE,       /* was here, closed for good: 410 */
	STATUS_BAD,        /* cannot be meant: 400 */
	STATUS_FORBIDDEN,  /* not by this visitor: 403 */
	STATUS_CROSS_SITE, /* a form posted from another site: 403 */
	STATUS_TOO_FAST,   /* over a rate: 429 */
	STATUS_TOO_LARGE,  /* a body over its limit: 413 */
	STATUS_WRONG_TYPE, /* a body of another media type: 415 */
	STATUS_CONFLICT,   /* a constraint or another writer said no: 409 */
	STATUS_BUSY,       /* the database is locked; try again: 503 */
	STATUS_TROUBLE,    /* memory, a file or the disk was refused: 503 */
	STATUS_FULL,       /* no space left: 507 */
	STATUS_NEWER,      /* the database belongs to a newer version */
	STATUS_FAILED      /* a fault, already logged: 500 */
};

/* What a system call that failed with e comes to: STATUS_FULL or _TROUBLE. */
enum status status_of_errno(int e);

/* Name of st for logs, such as "not_found"; a constant. */
const char *status_name(enum status st);

#endif
