/* Markdown: whatever goes in, what comes out is a few known elements, closed
 * in order, with links that lead where links may. */
#include <strings.h>

#include "fuzz.h"
#include "util/utf8.h"
#include "view/markdown.h"

#define OPEN_MAX 256

static const char *const COMMENT_TAGS[] = { "p",    "em", "strong",
					    "code", "ul", "ol",
					    "li",   "a",  "blockquote",
					    "pre",  NULL };
static const char *const PAGE_TAGS[] = { "h3", "h4", "h5", "h6", NULL };
static const char *const VOID_TAGS[] = { "br /", "hr /", NULL };

static bool is_one_of(const char *const *list, const char *tag, size_t len)
{
	for (; *list; list++)
		if (strlen(*list) == len && memcmp(*list, tag, len) == 0)
			return true;
	return false;
}

static bool starts(const char *text, const char *with)
{
	return strncasecmp(text, with, strlen(with)) == 0;
}

/* The attributes of an element, up to its ">". */
static void check_attributes(const char *tag, size_t len, const char *rest)
{
	static const char LINK[] = " rel=\"nofollow ugc noopener\" href=\"";

	if (*rest == '>')
		return;
	if (len == 1 && *tag == 'a') {
		MUST(starts(rest, LINK));
		rest += strlen(LINK);
		MUST(starts(rest, "http://") || starts(rest, "https://") ||
		     starts(rest, "mailto:"));
		rest += strcspn(rest, "\"<>");
		MUST(rest[0] == '"' && rest[1] == '>');
		return;
	}
	if (len == 2 && memcmp(tag, "ol", 2) == 0) {
		MUST(starts(rest, " start=\""));
		rest += strlen(" start=\"");
		rest += strspn(rest, "0123456789");
		MUST(rest[0] == '"' && rest[1] == '>');
		return;
	}
	/* A code block names its language. */
	MUST(len == 4 && memcmp(tag, "code", 4) == 0);
	MUST(starts(rest, " class=\"language-"));
	rest += strlen(" class=\"");
	rest += strcspn(rest, "\"<>");
	MUST(rest[0] == '"' && rest[1] == '>');
}

struct nest {
	const char *tags[OPEN_MAX];
	size_t lengths[OPEN_MAX], depth;
};

static void check_tag(struct nest *nest, const char *tag, bool is_comment)
{
	bool is_end = *tag == '/';
	size_t len = strcspn(tag += is_end, " >");
	size_t whole = strcspn(tag, ">");

	if (is_one_of(VOID_TAGS, tag, whole))
		return;
	MUST(is_one_of(COMMENT_TAGS, tag, len) ||
	     (!is_comment && is_one_of(PAGE_TAGS, tag, len)));
	if (is_end) {
		MUST(nest->depth > 0 && tag[len] == '>');
		nest->depth--;
		MUST(nest->lengths[nest->depth] == len);
		MUST(memcmp(nest->tags[nest->depth], tag, len) == 0);
		return;
	}
	check_attributes(tag, len, tag + len);
	MUST(nest->depth < OPEN_MAX);
	nest->tags[nest->depth] = tag;
	nest->lengths[nest->depth++] = len;
}

static void check_html(const char *html, bool is_comment)
{
	struct nest nest = { .depth = 0 };

	MUST(utf8_is_valid(html, strlen(html)));
	for (; *html; html++) {
		if (*html == '<')
			check_tag(&nest, html + 1, is_comment);
	}
	MUST(nest.depth == 0);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	const char *plain;

	if (!utf8_is_valid(text, strlen(text)))
		return;
	check_html(markdown_comment(arena, text), true);
	check_html(markdown_page(arena, text), false);
	plain = markdown_text(arena, text, 2);
	MUST(utf8_is_valid(plain, strlen(plain)));
	plain = markdown_plain(arena, text);
	MUST(utf8_is_valid(plain, strlen(plain)));
	MUST(!strpbrk(plain, "\r\n\t"));
}
