#include "view/markdown.h"

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "util/buf.h"
#include "util/utf8.h"

/* Raw HTML never reaches the renderer: see as_plain_words(). */
#define OPTIONS CMARK_OPT_DEFAULT

/* How far a writer is trusted. */
struct style {
	int heading;     /* level of the first; 0: no headings */
	bool is_comment; /* a line that was ended by hand ends there */
	bool is_site;    /* the site's own text: its links are the site's */
	int last;        /* level of the heading before; 0: none */
};

/* Does a quote or a list item begin here? */
static bool is_marker(const char *at)
{
	size_t digits = strspn(at, "0123456789");

	if (*at == '>')
		return true;
	if (digits && at[digits] != '.' && at[digits] != ')')
		return false; /* or the text ends here */
	if (!digits && !strchr("-+*", *at))
		return false;
	return isspace((unsigned char)at[digits + 1]) || !at[digits + 1];
}

static bool is_block(cmark_node *node)
{
	return (cmark_node_get_type(node) & CMARK_NODE_TYPE_MASK) ==
	       CMARK_NODE_TYPE_BLOCK;
}

/* text, at most MARKDOWN_BYTES_MAX, with a backslash before the container
 * mark that would nest a line too deep: cmark goes through all open
 * containers for every line, so depth times lines must stay small. */
static void limit(struct buf *out, const char *text)
{
	const char *end = text + strnlen(text, MARKDOWN_BYTES_MAX);
	bool in_marks = true;
	int depth = 0;

	while (*end && ((unsigned char)*end & 0xC0) == 0x80)
		end--; /* not within a character */
	for (; text < end; text++) {
		if (*text == '\n') {
			in_marks = true;
			depth = 0;
		} else if (in_marks && is_marker(text)) {
			while (text + 1 < end && isdigit((unsigned char)*text))
				buf_char(out, *text++);
			if (++depth > MARKDOWN_DEPTH_MAX) {
				buf_char(out, '\\');
				in_marks = false;
			}
		} else if (!isspace((unsigned char)*text)) {
			in_marks = false;
		}
		buf_char(out, *text);
	}
}

static cmark_node *parse(struct arena *arena, const char *text)
{
	cmark_parser *parser;
	cmark_node *root;
	struct buf input;

	buf_init(&input, arena);
	limit(&input, text);
	cmark_gfm_core_extensions_ensure_registered();
	parser = cmark_parser_new(OPTIONS);
	cmark_parser_attach_syntax_extension(
		parser, cmark_find_syntax_extension("autolink"));
	cmark_parser_feed(parser, input.data, input.len);
	root = cmark_parser_finish(parser);
	cmark_parser_free(parser);
	return root;
}

/* The words in and below node; a space where blocks and lines end. */
static void add_words(struct buf *out, cmark_node *node)
{
	cmark_iter *iter = cmark_iter_new(node);
	cmark_event_type event;

	while ((event = cmark_iter_next(iter)) != CMARK_EVENT_DONE) {
		cmark_node *at = cmark_iter_get_node(iter);
		const char *literal = cmark_node_get_literal(at);

		if (literal && event == CMARK_EVENT_ENTER)
			buf_text(out, literal);
		if (is_block(at) ||
		    cmark_node_get_type(at) == CMARK_NODE_SOFTBREAK ||
		    cmark_node_get_type(at) == CMARK_NODE_LINEBREAK)
			buf_char(out, ' ');
	}
	cmark_iter_free(iter);
}

/* Put a node that holds only words in node's place; free node. */
static cmark_node *as_plain_words(struct arena *arena, cmark_node *node)
{
	cmark_node *words = cmark_node_new(CMARK_NODE_TEXT);
	cmark_node *place = words;
	struct buf text;

	buf_init(&text, arena);
	add_words(&text, node);
	cmark_node_set_literal(words, text.data);
	if (is_block(node)) {
		place = cmark_node_new(CMARK_NODE_PARAGRAPH);
		cmark_node_append_child(place, words);
	}
	if (cmark_node_get_type(node) == CMARK_NODE_ITEM) {
		/* A list takes items only. */
		cmark_node *item = cmark_node_new(CMARK_NODE_ITEM);

		cmark_node_append_child(item, place);
		place = item;
	}
	cmark_node_replace(node, place);
	cmark_node_free(node);
	return place;
}

static bool is_safe_url(const char *url, const struct style *style)
{
	if (style->is_site && url[0] == '/')
		return url[1] != '/' && url[1] != '\\';
	return strncasecmp(url, "http://", 7) == 0 ||
	       strncasecmp(url, "https://", 8) == 0 ||
	       strncasecmp(url, "mailto:", 7) == 0;
}

/* What we do not show as it is: raw HTML, images, links elsewhere than
 * http, https and mailto, and what is nested too deep. */
static bool is_unwanted(cmark_node *node, int depth, const struct style *style)
{
	switch (cmark_node_get_type(node)) {
	case CMARK_NODE_HTML_BLOCK:
	case CMARK_NODE_HTML_INLINE:
	case CMARK_NODE_IMAGE:
		return true;
	case CMARK_NODE_LINK:
		return !is_safe_url(cmark_node_get_url(node), style) ||
		       depth > MARKDOWN_DEPTH_MAX;
	case CMARK_NODE_TEXT:
		return false;
	default:
		return depth > MARKDOWN_DEPTH_MAX &&
		       cmark_node_first_child(node);
	}
}

static void make_plainer(cmark_node *node, struct style *style)
{
	cmark_node_type type = cmark_node_get_type(node);
	int level;

	if (type == CMARK_NODE_LINK)
		cmark_node_set_title(node, "");
	if (type == CMARK_NODE_HEADING && style->heading) {
		level = cmark_node_get_heading_level(node) + style->heading - 1;
		/* an outline goes down step by step */
		if (style->is_site && level > style->last + 1)
			level = style->last ? style->last + 1 : style->heading;
		style->last = level;
		cmark_node_set_heading_level(node, level > 6 ? 6 : level);
	}
	if (type == CMARK_NODE_HEADING && !style->heading)
		cmark_node_set_type(node, CMARK_NODE_PARAGRAPH);
}

/* Walks by hand, for an iterator would not survive what is replaced. */
static void clean(struct arena *arena, cmark_node *root, struct style *style)
{
	cmark_node *node = cmark_node_first_child(root), *next;
	int depth = 1;

	while (node) {
		if (is_unwanted(node, depth, style)) {
			node = as_plain_words(arena, node);
		} else {
			make_plainer(node, style);
			next = cmark_node_first_child(node);
			if (next) {
				node = next;
				depth++;
				continue;
			}
		}
		while (node != root && !cmark_node_next(node)) {
			node = cmark_node_parent(node);
			depth--;
		}
		node = node == root ? NULL : cmark_node_next(node);
	}
}

/* In the renderer's output every other < is an entity, so this finds links
 * and nothing else. */
static char *with_rel(struct arena *arena, const char *html)
{
	static const char LINK[] = "<a href=";
	const char *link;
	struct buf out;

	buf_init(&out, arena);
	while ((link = strstr(html, LINK))) {
		buf_add(&out, html, (size_t)(link - html));
		buf_text(&out, "<a rel=\"nofollow ugc noopener\" href=");
		html = link + strlen(LINK);
	}
	buf_text(&out, html);
	return out.data;
}

static char *render(struct arena *arena, const char *text, struct style *style)
{
	cmark_node *root = parse(arena, text);
	int options = OPTIONS | (style->is_comment ? CMARK_OPT_HARDBREAKS : 0);
	const char *visible;
	char *html, *out;

	clean(arena, root, style);
	html = cmark_render_html(root, options, NULL);
	/* an entity may stand for what nobody may type */
	visible = utf8_visible(arena, html);
	out = style->is_site ? arena_strdup(arena, visible)
			     : with_rel(arena, visible);
	free(html);
	cmark_node_free(root);
	return out;
}

char *markdown_comment(struct arena *arena, const char *text)
{
	return render(arena, text, &(struct style){ .is_comment = true });
}

char *markdown_page(struct arena *arena, const char *text)
{
	return render(arena, text, &(struct style){ .heading = 3 });
}

char *markdown_text(struct arena *arena, const char *text, int heading)
{
	return render(arena, text,
		      &(struct style){ .heading = heading, .is_site = true });
}

char *markdown_plain(struct arena *arena, const char *text)
{
	cmark_node *root = parse(arena, text);
	struct buf words, line;

	buf_init(&words, arena);
	buf_init(&line, arena);
	add_words(&words, root);
	cmark_node_free(root);
	for (const char *at = utf8_visible(arena, words.data); *at; at++) {
		if (!isspace((unsigned char)*at))
			buf_char(&line, *at);
		else if (line.len && line.data[line.len - 1] != ' ')
			buf_char(&line, ' ');
	}
	if (line.len && line.data[line.len - 1] == ' ')
		line.data[--line.len] = '\0';
	return line.data;
}
