/* A pattern and a path, with a line break between them. */
#include "fuzz.h"
#include "http/router.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *pattern = fuzz_text(arena, data, size);
	char *gap = strchr(pattern, '\n');
	struct router_params params;
	const char *path;
	size_t i;

	if (!gap)
		return;
	*gap = '\0';
	pattern = arena_strdup(arena, pattern);
	path = arena_strdup(arena, gap + 1);
	if (!router_match(pattern, path, arena, &params))
		return;
	MUST(params.count <= ROUTER_PARAMS_MAX);
	for (i = 0; i < params.count; i++) {
		MUST(*params.items[i].value);
		MUST(!strchr(params.items[i].value, '/'));
		MUST(strstr(path, params.items[i].value));
		MUST(router_param(&params, params.items[i].name));
	}
	MUST(!*router_param(&params, "a name/of none"));
	if (params.count == 0)
		MUST(strcmp(pattern, path) == 0);
}
