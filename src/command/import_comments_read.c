/* From rows of an export to comments as they will stand here. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "command/import_comments.h"
#include "http/url.h"
#include "page/safety.h"
#include "util/cell.h"
#include "util/clock.h"
#include "util/html_text.h"
#include "util/utf8.h"
#include "view/markdown.h"

#define EMAIL_MAX   254
#define WEBSITE_MAX 500
#define LATE        CLOCK_DAY /* clocks and zones differ */

void old_say(struct old_talk *talk, struct old_said *said, size_t line,
	     const char *format, ...)
{
	va_list ap;
	char *text;

	if (said->count++ >= OLD_SAID_MAX)
		return;
	va_start(ap, format);
	text = arena_vprintf(talk->arena, format, ap);
	va_end(ap);
	if (line)
		text = arena_printf(talk->arena, "line %zu: %s", line, text);
	said->lines[said->count - 1] = text;
}

/* One comment -------------------------------------------------------------- */

/* "2014-11-03 16:05:00" in UTC. */
static bool read_gmt(const char *text, int64_t *at)
{
	char copy[21] = "";

	if (strlen(text) != 19 || text[10] != ' ')
		return false;
	memcpy(copy, text, 19);
	copy[10] = 'T';
	copy[19] = 'Z';
	return cell_time(copy, at);
}

/* The same by the clock of Minnesota, for what has no other date. */
static bool read_local(struct arena *arena, const char *text, int64_t *at)
{
	const char *day = arena_strndup(arena, text, strcspn(text, " "));
	int64_t start, noon;

	if (!clock_day_start(day, &start) ||
	    !read_gmt(arena_printf(arena, "2000-01-01%s", text + strlen(day)),
		      &noon))
		return false;
	*at = start + (noon - INT64_C(946684800)); /* that day's midnight */
	return true;
}

static void read_date(struct old_talk *talk, struct old_comment *c)
{
	const struct wxr_comment *from = c->from;

	if (!read_gmt(from->date_gmt, &c->at) &&
	    !read_local(talk->arena, from->date, &c->at))
		old_say(talk, &talk->errors, from->line,
			"comment %" PRId64 " has no date; give it a "
			"wp:comment_date_gmt such as 2014-11-03 16:05:00",
			from->id);
	else if (c->at > talk->now + LATE)
		old_say(talk, &talk->errors, from->line,
			"comment %" PRId64 " is of the future; mend its "
			"wp:comment_date_gmt",
			from->id);
}

static void read_state(struct old_talk *talk, struct old_comment *c)
{
	static const struct {
		const char *approved;
		enum comment_state state;
	} states[] = {
		{ "1", COMMENT_PUBLISHED },
		{ "approve", COMMENT_PUBLISHED },
		{ "0", COMMENT_HELD },
		{ "hold", COMMENT_HELD },
		{ "spam", COMMENT_SPAM },
		{ "trash", COMMENT_REMOVED },
		{ "post-trashed", COMMENT_REMOVED },
	};

	for (size_t i = 0; i < sizeof(states) / sizeof(*states); i++) {
		if (strcmp(states[i].approved, c->from->approved) == 0) {
			c->state = states[i].state;
			return;
		}
	}
	old_say(talk, &talk->errors, c->from->line,
		"comment %" PRId64 " has the state \"%.20s\"; write 1, 0, spam "
		"or trash as its wp:comment_approved",
		c->from->id, c->from->approved);
}

static void read_writer(struct old_talk *talk, struct old_comment *c)
{
	struct arena *arena = talk->arena;
	const char *email = utf8_clean(arena, c->from->email, true);
	const char *url = html_line(arena, c->from->url);
	const char *host;

	c->name = html_line(arena, c->from->author);
	if (!*c->name)
		c->name = "Anonymous"; /* as WordPress shows it */
	if (utf8_length(c->name) > COMMENT_NAME_MAX) {
		c->name = utf8_shorten(arena, c->name, COMMENT_NAME_MAX - 1);
		talk->names_cut++;
	}
	if (strlen(email) <= EMAIL_MAX && cell_is_email(email))
		c->email = email;
	talk->emails_lost += *email && !c->email;
	host = url_host(arena, url);
	if (host && strchr(host, '.') && strlen(url) <= WEBSITE_MAX)
		c->website = url;
	talk->websites_lost +=
		*url && strcmp(url, "http://") != 0 && !c->website;
}

/* Long texts --------------------------------------------------------------- */

/* Where the first part of text ends that has at most so many characters: with
 * a paragraph, a line or a word, if one ends in its second half. */
static size_t end_of_part(const char *text, size_t characters)
{
	static const char *const ends[] = { "\n\n", "\n", " " };
	size_t bytes = 0;

	while (text[bytes] && characters--)
		for (bytes++; ((unsigned char)text[bytes] & 0xC0) == 0x80;)
			bytes++;
	if (!text[bytes])
		return bytes;
	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++)
		for (size_t at = bytes; at > bytes / 2; at--)
			if (strncmp(text + at, ends[i], strlen(ends[i])) == 0)
				return at;
	return bytes;
}

/* The next part of *rest as Markdown, with *rest behind it. */
static const char *next_part(struct arena *arena, const char **rest)
{
	for (size_t room = COMMENT_BODY_MAX;; room = room * 3 / 4) {
		size_t len = end_of_part(*rest, room);
		const char *part =
			markdown_quote(arena, arena_strndup(arena, *rest, len));

		if (utf8_length(part) > COMMENT_BODY_MAX)
			continue; /* signs of Markdown take two */
		*rest += len;
		*rest += strspn(*rest, " \n");
		return part;
	}
}

static void read_words(struct old_talk *talk, struct old_comment *c)
{
	const char *rest = html_text(talk->arena, c->from->text);
	/* A part holds a thousand characters at the least. */
	size_t room = utf8_length(rest) / 1000 + 2;

	c->flags = safety_flags(talk->arena, arena_printf(talk->arena, "%s\n%s",
							  c->name, rest));
	c->parts = arena_array(talk->arena, room, sizeof(*c->parts));
	while (*rest && c->part_count < room)
		c->parts[c->part_count++] = next_part(talk->arena, &rest);
	if (c->part_count > 1)
		old_say(talk, &talk->notes, c->from->line,
			"comment %" PRId64 " is longer than %d characters; its "
			"rest stands below it, in %zu more",
			c->from->id, COMMENT_BODY_MAX, c->part_count - 1);
}

/* Is it one that is taken along? Counts why not. */
static bool is_wanted(struct old_talk *talk, struct old_comment *c)
{
	const char *type = c->from->type;
	bool is_ping =
		strcmp(type, "pingback") == 0 || strcmp(type, "trackback") == 0;

	if (*type && strcmp(type, "comment") != 0) {
		talk->pings += is_ping;
		talk->other_kinds += !is_ping;
		return false;
	}
	if (!c->part_count) {
		talk->wordless++;
		old_say(talk, &talk->notes, c->from->line,
			"comment %" PRId64 " has no words and is left out",
			c->from->id);
		return false;
	}
	if (erasure_has(talk->erasures, talk->arena, c->email, c->at)) {
		talk->erased++;
		return false;
	}
	return true;
}

static void read_page(struct old_talk *talk, const struct old_page *page)
{
	for (size_t i = 0; i < page->from->count; i++) {
		struct old_comment c = { .from = &page->from->comments[i],
					 .page = page };

		read_writer(talk, &c);
		read_words(talk, &c);
		if (!*c.from->type || strcmp(c.from->type, "comment") == 0) {
			read_date(talk, &c);
			read_state(talk, &c);
		}
		if (is_wanted(talk, &c))
			talk->comments[talk->count++] = c;
	}
}

/* Threads and order -------------------------------------------------------- */

static int by_number(const void *a, const void *b)
{
	const struct old_comment *const *x = a, *const *y = b;

	return ((*x)->from->id > (*y)->from->id) -
	       ((*x)->from->id < (*y)->from->id);
}

static int by_date(const void *a, const void *b)
{
	const struct old_comment *const *x = a, *const *y = b;

	if ((*x)->at != (*y)->at)
		return ((*x)->at > (*y)->at) - ((*x)->at < (*y)->at);
	return by_number(a, b);
}

static struct old_comment *find(struct old_comment **sorted, size_t count,
				int64_t id)
{
	const struct wxr_comment from = { .id = id };
	const struct old_comment wanted = { .from = &from };
	const struct old_comment *key = &wanted;
	struct old_comment **found =
		bsearch(&key, sorted, count, sizeof(*sorted), by_number);

	return found ? *found : NULL;
}

static void find_parents(struct old_talk *talk, struct old_comment **sorted)
{
	for (size_t i = 0; i < talk->count; i++) {
		struct old_comment *c = sorted[i], *parent;

		if (i > 0 && sorted[i - 1]->from->id == c->from->id)
			old_say(talk, &talk->errors, c->from->line,
				"comment %" PRId64 " stands here and on line "
				"%zu; remove one of them",
				c->from->id, sorted[i - 1]->from->line);
		if (!c->from->parent)
			continue;
		parent = find(sorted, talk->count, c->from->parent);
		if (parent && parent->page == c->page) {
			c->parent = parent;
			continue;
		}
		talk->orphans++;
		old_say(talk, &talk->notes, c->from->line,
			"comment %" PRId64 " answers %" PRId64 ", which is not "
			"taken along; it stands by itself",
			c->from->id, c->from->parent);
	}
}

/* Marks: 0 not seen, else the walk that saw it first. */
static void check_circles(struct old_talk *talk, struct old_comment **sorted)
{
	for (size_t i = 0; i < talk->count; i++) {
		struct old_comment *c = sorted[i];

		for (; c && !c->mark; c = c->parent)
			c->mark = (int)i + 1;
		if (c && c->mark == (int)i + 1)
			old_say(talk, &talk->errors, c->from->line,
				"comment %" PRId64 " answers itself, by way of "
				"others or not; write 0 as its "
				"wp:comment_parent",
				c->from->id);
	}
}

/* The oldest first, but what is answered before its answers, whatever the
 * clocks said: a thread is read by its numbers. */
static void put_in_order(struct old_talk *talk, struct old_comment **sorted)
{
	struct old_comment **chain =
		arena_array(talk->arena, talk->count + 1, sizeof(*chain));
	size_t count = 0, depth;

	for (size_t i = 0; i < talk->count; i++)
		sorted[i]->mark = 0;
	for (size_t i = 0; i < talk->count; i++) {
		struct old_comment *c = sorted[i];

		for (depth = 0; c && !c->mark; c = c->parent) {
			c->mark = 1;
			chain[depth++] = c;
		}
		while (depth > 0)
			talk->order[count++] = chain[--depth];
	}
}

void old_talk_read(struct old_talk *talk)
{
	size_t room = talk->wxr->comment_count + 1;
	struct old_comment **sorted =
		arena_array(talk->arena, room, sizeof(*sorted));

	talk->comments =
		arena_array(talk->arena, room, sizeof(*talk->comments));
	talk->order = arena_array(talk->arena, room, sizeof(*talk->order));
	for (size_t i = 0; i < talk->wxr->page_count; i++)
		if (talk->pages[i].is_taken)
			read_page(talk, &talk->pages[i]);
	for (size_t i = 0; i < talk->count; i++)
		sorted[i] = &talk->comments[i];
	qsort(sorted, talk->count, sizeof(*sorted), by_number);
	find_parents(talk, sorted);
	check_circles(talk, sorted);
	if (talk->errors.count > 0)
		return; /* circles have no order */
	qsort(sorted, talk->count, sizeof(*sorted), by_date);
	put_in_order(talk, sorted);
}
