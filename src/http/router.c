#include "http/router.h"

#include <string.h>

/* A parameter as it was found: pieces of the pattern and of the path. */
struct found {
	const char *name, *value;
	size_t name_len, value_len;
};

/* Does the segment at path (len bytes) fit the ":name" or ":name.csv" at
 * pattern (pattern_len bytes)? */
static bool take_segment(const char *pattern, size_t pattern_len,
			 const char *path, size_t len, struct found *out)
{
	size_t name_len = strcspn(pattern + 1, "./");
	const char *suffix = pattern + 1 + name_len;
	size_t suffix_len = pattern_len - 1 - name_len;

	if (len <= suffix_len ||
	    memcmp(path + len - suffix_len, suffix, suffix_len) != 0)
		return false;
	*out = (struct found){ pattern + 1, path, name_len, len - suffix_len };
	return true;
}

bool router_match(const char *pattern, const char *path, struct arena *arena,
		  struct router_params *params)
{
	struct found found[ROUTER_PARAMS_MAX];
	size_t count = 0, i;

	for (;;) {
		size_t pattern_len, len;

		if (*pattern != '/' || *path != '/')
			break;
		pattern_len = strcspn(++pattern, "/");
		len = strcspn(++path, "/");
		if (*pattern == ':' && count < ROUTER_PARAMS_MAX) {
			if (!take_segment(pattern, pattern_len, path, len,
					  &found[count++]))
				return false;
		} else if (len != pattern_len ||
			   memcmp(pattern, path, len) != 0) {
			return false;
		}
		pattern += pattern_len;
		path += len;
	}
	if (*pattern || *path)
		return false;
	params->count = count;
	for (i = 0; i < count; i++) {
		params->items[i].name =
			arena_strndup(arena, found[i].name, found[i].name_len);
		params->items[i].value = arena_strndup(arena, found[i].value,
						       found[i].value_len);
	}
	return true;
}

const char *router_param(const struct router_params *params, const char *name)
{
	size_t i;

	for (i = 0; i < params->count; i++)
		if (strcmp(params->items[i].name, name) == 0)
			return params->items[i].value;
	return "";
}
