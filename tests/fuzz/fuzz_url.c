/* Paths, addresses, and the way there and back of what is escaped. */
#include "fuzz.h"
#include "http/form.h"
#include "http/url.h"
#include "util/utf8.h"

static void check_path(struct arena *arena, const char *path)
{
	const char *again =
		url_decode_path(arena, url_escape_path(arena, path));

	MUST(again && strcmp(again, path) == 0);
	MUST(path[0] == '/');
	MUST(utf8_is_valid(path, strlen(path)));
	MUST(!strchr(path, '\\'));
	MUST(!strstr(path, "/../"));
}

static void check_escape(struct arena *arena, const char *text)
{
	struct form form;
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, "a=");
	url_escape(&b, text);
	MUST(form_parse(&form, arena, b.data, b.len) == STATUS_OK);
	MUST(form.count == 1);
	MUST(strcmp(form.fields[0].value, text) == 0);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	const char *path = url_decode_path(arena, text);
	const char *host = url_host(arena, text);
	const char *origin = url_origin(arena, text);

	if (path)
		check_path(arena, path);
	MUST(!host == !origin);
	if (host)
		MUST(*host && !strpbrk(host, "@\\ \r\n/"));
	if (origin)
		MUST(strncmp(origin, "http", 4) == 0);
	url_is_local(text);
	if (utf8_is_valid(text, strlen(text)))
		check_escape(arena, text);
}
