#include "util/text.h"

#include <stddef.h>
#include <string.h>

bool text_is_same(const char *a, const char *b)
{
	return a && b ? strcmp(a, b) == 0 : a == b;
}

const char *text_or_null(const char *text)
{
	return text && *text ? text : NULL;
}
