/* The Cookie header. */
#include "fuzz.h"
#include "http/request.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct request request = {
		.arena = arena,
		.cookies = fuzz_text(arena, data, size),
	};
	const char *value = request_cookie(&request, "sid");

	if (value) {
		MUST(!strchr(value, ';'));
		MUST(strstr(request.cookies, "sid="));
	}
	request_cookie(&request, "");
}
