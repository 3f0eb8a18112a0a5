#include "util/status.h"

#include <errno.h>

enum status status_of_errno(int e)
{
	return e == ENOSPC || e == EDQUOT || e == EFBIG ? STATUS_FULL
							: STATUS_TROUBLE;
}

const char *status_name(enum status st)
{
	switch (st) {
	case STATUS_OK:
		return "ok";
	case STATUS_NOT_FOUND:
		return "not_found";
	case STATUS_GONE:
		return "gone";
	case STATUS_BAD:
		return "bad";
	case STATUS_FORBIDDEN:
		return "forbidden";
	case STATUS_CROSS_SITE:
		return "cross_site";
	case STATUS_TOO_FAST:
		return "too_fast";
	case STATUS_TOO_LARGE:
		return "too_large";
	case STATUS_WRONG_TYPE:
		return "wrong_type";
	case STATUS_CONFLICT:
		return "conflict";
	case STATUS_BUSY:
		return "busy";
	case STATUS_TROUBLE:
		return "trouble";
	case STATUS_FULL:
		return "full";
	case STATUS_NEWER:
		return "newer";
	case STATUS_FAILED:
		return "failed";
	}
	return "unknown";
}
