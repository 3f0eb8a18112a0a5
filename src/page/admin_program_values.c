/* A listing as texts, and the texts in words for people. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "page/admin_program.h"
#include "page/words.h"
#include "view/format.h"

const char *const admin_program_badges[3] = { "none", "dedicated", "expert" };
const char *const admin_program_stages[4] = { "draft", "published", "paused",
					      "closed" };

static const char *whole(struct ctx *c, int n)
{
	return n < 0 ? "" : arena_printf(c->arena, "%d", n);
}

static const char *amount(struct ctx *c, double n)
{
	return n < 0 ? "" : arena_printf(c->arena, "%.10g", n);
}

static const char *day(struct ctx *c, int64_t at)
{
	return at ? format_day_iso(c->arena, at) : "";
}

static const char *terms(struct ctx *c, const struct program *p,
			 enum term_kind kind)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == kind)
			buf_printf(&b, "%s%s", b.len ? " " : "",
				   p->terms[i].slug);
	return b.data;
}

static const char *counties(struct ctx *c, const struct program *p)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < p->county_count; i++)
		if (strcmp(p->counties[i].state, "MN") == 0)
			buf_printf(&b, "%s%" PRId64, b.len ? " " : "",
				   p->counties[i].id);
	return b.data;
}

/* The end of the address of the listing that took its place. */
static const char *successor(struct ctx *c, const struct program *p)
{
	struct program other;

	if (p->successor_id &&
	    store_program_by_id(c->db, c->arena, p->successor_id, &other) ==
		    STATUS_OK)
		return other.slug;
	return "";
}

/* What has no member of its own kind. */
static const char *special(struct ctx *c, const struct program *p,
			   enum program_kind kind)
{
	switch (kind) {
	case KIND_COUNTY:
		return p->county.id ? arena_printf(c->arena, "%" PRId64,
						   p->county.id)
				    : "";
	case KIND_POINT:
		return p->has_point ? arena_printf(c->arena, "%.10g, %.10g",
						   p->lat, p->lon)
				    : "";
	case KIND_COUNTIES:
		return counties(c, p);
	case KIND_OTHERS:
		return admin_program_other_counties(c, p);
	case KIND_BADGE:
		return admin_program_badges[p->badge];
	case KIND_PROGRAM:
		return successor(c, p);
	case KIND_STAGE:
		return admin_program_stages[p->stage];
	case KIND_CONFIRMED:
		return p->confirmed_at ? arena_printf(c->arena, "%s %s",
						      day(c, p->confirmed_at),
						      p->confirmed_how
							      ? p->confirmed_how
							      : "")
				       : "";
	case KIND_SLUG:
		return p->slug ? p->slug : "";
	default:
		return "";
	}
}

static const char *value(struct ctx *c, const struct program *p,
			 const struct program_field_info *info)
{
	const void *member = (const char *)p + info->offset;
	const char *text;

	switch (info->kind) {
	case KIND_LINE:
	case KIND_PROSE:
	case KIND_MARKDOWN:
	case KIND_URL:
	case KIND_EMAIL:
	case KIND_STATE:
		text = *(const char *const *)member;
		return text ? text : "";
	case KIND_WHOLE:
		return whole(c, *(const int *)member);
	case KIND_AMOUNT:
		return amount(c, *(const double *)member);
	case KIND_FLAG:
		return *(const bool *)member ? "1" : "";
	case KIND_DATE:
		return day(c, *(const int64_t *)member);
	case KIND_TERMS:
		return terms(c, p, info->terms);
	default:
		return special(c, p, info->kind);
	}
}

void admin_program_values(struct ctx *c, const struct program *p,
			  struct program_values *out)
{
	for (size_t f = 0; f < PROGRAM_FIELDS; f++)
		out->text[f] = value(c, p, &program_fields[f]);
}

bool admin_program_has(const char *list, const char *word)
{
	size_t len = strlen(word);

	while (*list) {
		size_t item = strcspn(list, " ");

		if (item == len && memcmp(list, word, len) == 0)
			return true;
		list += item + (list[item] == ' ');
	}
	return false;
}

/* In words ---------------------------------------------------------------- */

static void add_item(struct buf *b, const char *item)
{
	if (b->len)
		buf_text(b, ", ");
	buf_text(b, item);
}

static const char *term_words(struct ctx *c, const struct program_edit *edit,
			      enum term_kind kind, const char *text)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < edit->term_count; i++)
		if (edit->terms[i].kind == kind &&
		    admin_program_has(text, edit->terms[i].slug))
			add_item(&b, tr(c->s, edit->terms[i].name));
	return b.data;
}

static const char *county_words(struct ctx *c, const struct program_edit *edit,
				const char *text)
{
	struct buf b;

	buf_init(&b, c->arena);
	for (size_t i = 0; i < edit->county_count; i++) {
		const struct county *county = &edit->counties[i];

		if (admin_program_has(text, arena_printf(c->arena, "%" PRId64,
							 county->id)))
			add_item(&b, words_county_short(c, county));
	}
	return b.data;
}

static const char *choice_words(struct ctx *c, const char *text)
{
	static const struct {
		const char *value, *words;
	} CHOICES[] = {
		{ "none", TR("No badge") },
		{ "dedicated", TR("Dedicated Partner") },
		{ "expert", TR("Expert Partner") },
		{ "draft", TR("Draft") },
		{ "published", TR("Published") },
		{ "paused", TR("Paused") },
		{ "closed", TR("Closed") },
		{ "phone", TR("by phone") },
		{ "email", TR("by email") },
		{ "visit", TR("on a visit") },
	};

	for (size_t i = 0; i < sizeof(CHOICES) / sizeof(CHOICES[0]); i++)
		if (strcmp(CHOICES[i].value, text) == 0)
			return tr(c->s, CHOICES[i].words);
	return text;
}

const char *admin_program_words(struct ctx *c, const struct program_edit *edit,
				enum program_field field, const char *text)
{
	const struct program_field_info *info = &program_fields[field];
	const char *how;

	if (!*text && info->kind != KIND_FLAG)
		return "";
	switch (info->kind) {
	case KIND_FLAG:
		return *text ? tr(c->s, "Yes") : tr(c->s, "No");
	case KIND_TERMS:
		return term_words(c, edit, info->terms, text);
	case KIND_COUNTY:
	case KIND_COUNTIES:
		return county_words(c, edit, text);
	case KIND_STATE:
		return words_state(c, text);
	case KIND_BADGE:
	case KIND_STAGE:
		return choice_words(c, text);
	case KIND_CONFIRMED:
		how = strchr(text, ' ');
		return arena_printf(c->arena, "%.10s %s", text,
				    how ? choice_words(c, how + 1) : "");
	default:
		return text;
	}
}
