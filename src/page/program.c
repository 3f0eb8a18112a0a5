/* /programs/{slug}: one listing, with only what is known of it. */
#include "page/program.h"

#include <inttypes.h>
#include <string.h>

#include "page/pages.h"
#include "page/render.h"
#include "page/thread_view.h"
#include "page/words.h"
#include "store/program_revision.h"
#include "util/clock.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/map.h"
#include "view/markdown.h"

#define LEDE_LETTERS   320 /* of the summary, under the name */
#define CONFIRMED_DAYS 365 /* later, the page asks to check first */

/* Digits of an American number with its country code, for tel: links. */
static char *phone_link(struct arena *arena, const char *phone)
{
	char digits[32];
	size_t n = 0;

	for (; *phone && n + 1 < sizeof(digits); phone++)
		if (*phone >= '0' && *phone <= '9')
			digits[n++] = *phone;
	digits[n] = '\0';
	return arena_printf(arena, "%s%s", n == 10 ? "+1" : "+", digits);
}

static void set_crumbs(struct ctx *c, struct page *page,
		       const struct program *p)
{
	page->crumbs[0] = (struct crumb){ "/", tr(c->s, "Home") };
	page->crumbs[1] = (struct crumb){ "/programs", tr(c->s, "Programs") };
	if (p && p->county.id)
		page->crumbs[2] = (struct crumb){
			arena_printf(c->arena, "/counties/%s", p->county.slug),
			words_county(c, &p->county),
		};
}

/* The first fact opens the list, so that there is never an empty one. */
static struct view_dict *open_facts(struct view_dict *dict,
				    struct view_dict **facts)
{
	if (!*facts)
		*facts = view_section(dict, "FACTS");
	return *facts;
}

static void add_fact(struct view_dict *dict, struct view_dict **facts,
		     const char *text)
{
	if (text)
		view_set(view_section(open_facts(dict, facts), "FACT"), "TEXT",
			 text);
}

static void show_facts(struct ctx *c, struct view_dict *dict,
		       const struct program *p)
{
	struct view_dict *facts = NULL;
	size_t i;

	if (p->stage == PROGRAM_PAUSED)
		view_show(open_facts(dict, &facts), "PAUSED");
	else if (p->needs_mentors)
		view_show(open_facts(dict, &facts), "NEEDS");
	for (i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == TERM_TYPE)
			add_fact(dict, &facts, tr(c->s, p->terms[i].name));
	add_fact(dict, &facts, words_ages_tag(c, p));
	add_fact(dict, &facts, words_service_area(c, p));
}

/* A plain band: nobody at MPM has confirmed this, or not for a long time. */
static const char *unconfirmed(struct ctx *c, const struct program *p)
{
	const char *ask = p->phone ? tr(c->s, "Call before you go.")
				   : tr(c->s, "Ask before you go.");
	const char *text;

	if (!p->confirmed_at)
		text = str_fill(c->arena,
				p->source_url
					? tr(c->s, "This listing comes from a "
						   "public source. We have not "
						   "confirmed it yet. {ask}")
					: tr(c->s, "We have not confirmed this "
						   "listing yet. {ask}"),
				"ask", ask, NULL);
	else if (c->now - p->confirmed_at > CONFIRMED_DAYS * CLOCK_DAY)
		text = str_fill(c->arena,
				tr(c->s, "Not confirmed since {month}. {ask}"),
				"month",
				format_month(c->arena, c->s, p->confirmed_at),
				"ask", ask, NULL);
	else
		text = NULL;
	return text;
}

static void show_pause(struct ctx *c, struct view_dict *dict,
		       const struct program *p)
{
	struct view_dict *pause;

	if (p->stage != PROGRAM_PAUSED)
		return;
	pause = view_section(dict, "PAUSE");
	view_set(pause, "PAUSE_REASON", p->pause_reason);
	if (p->returns_at)
		view_set(pause, "PAUSE_UNTIL",
			 str_fill(c->arena, tr(c->s, "Back on {date}."), "date",
				  format_date(c->arena, c->s, p->returns_at),
				  NULL));
}

static const char *badge(struct ctx *c, const struct program *p)
{
	enum badge held = program_badge(p, c->now);
	const char *name = held == BADGE_EXPERT ? tr(c->s, "Expert Partner")
						: tr(c->s, "Dedicated Partner");

	if (held == BADGE_NONE)
		return NULL;
	if (!p->badge_until)
		return str_fill(c->arena,
				tr(c->s, "This program holds our {badge} "
					 "badge for quality mentoring."),
				"badge", name, NULL);
	return str_fill(c->arena,
			tr(c->s, "This program holds our {badge} badge for "
				 "quality mentoring, until {date}."),
			"badge", name, "date",
			format_date(c->arena, c->s, p->badge_until), NULL);
}

/* "410 East Skyline Road, Duluth, MN 55805", only with a street. */
static const char *address(struct ctx *c, const struct program *p)
{
	if (!p->address)
		return NULL;
	return arena_printf(c->arena, "%s%s%s, %s%s%s", p->address,
			    p->city ? ", " : "", p->city ? p->city : "",
			    p->state, p->zip ? " " : "", p->zip ? p->zip : "");
}

static void show_contact(struct ctx *c, struct view_dict *dict,
			 const struct program *p)
{
	const char *website = p->website ? p->website : p->organization.website;
	const char *found_at = NULL;
	struct view_dict *part;

	if (p->contact_role || p->phone || p->email || p->address) {
		part = view_section(dict, "CONTACT");
		view_show_text(part, "CONTACT_ROLE", p->contact_role);
		if (p->phone)
			view_set(part, "PHONE_LINK",
				 phone_link(c->arena, p->phone));
		view_show_text(part, "PHONE", p->phone);
		view_show_text(part, "EMAIL", p->email);
		view_show_text(part, "ADDRESS", address(c, p));
	}
	if (!p->phone && !p->email)
		view_show_text(dict, "NO_CONTACT",
			       website ? tr(c->s, "We have no phone number or "
						  "email address for this "
						  "program yet. Their website "
						  "is the place to ask.")
				       : tr(c->s, "We have no phone number or "
						  "email address for this "
						  "program yet."));
	/* Whoever asks is not left without any way on. */
	if (!p->phone && !p->email && !website)
		found_at = p->source_url;
	if (!p->email && !website && !found_at)
		return;
	part = view_section(dict, "BUTTONS");
	view_show_text(part, "WRITE", p->email);
	view_show_text(part, "WEBSITE", website);
	view_show_text(part, "FOUND_AT", found_at);
}

/* The county picture with the service area lit, when any of it shows. */
static enum status show_map(struct ctx *c, struct view_dict *where,
			    const struct program *p)
{
	struct map_pin pin = { p->lat, p->lon };
	struct map_county *shapes;
	struct county *all = p->counties;
	size_t count = p->county_count, n = 0, i;

	if (p->is_statewide && strcmp(p->state, "MN") == 0) {
		enum status st =
			store_county_list(c->db, c->arena, "MN", &all, &count);
		if (st != STATUS_OK)
			return st;
	}
	shapes = arena_array(c->arena, count ? count : 1, sizeof(*shapes));
	for (i = 0; i < count; i++) {
		if (strcmp(all[i].state, "MN") != 0)
			continue;
		shapes[n].id = all[i].id;
		shapes[n].depth = 3;
		shapes[n].is_here = true;
		n++;
	}
	if (n)
		view_set(view_section(where, "MAP"), "MAP_SVG",
			 map_svg(c->site->map, c->arena, shapes, n, &pin,
				 p->has_point));
	return STATUS_OK;
}

/* "Based in Duluth, St. Louis County." */
static const char *based(struct ctx *c, const struct program *p)
{
	const char *place = p->city;

	if (p->county.id)
		place = p->city ? arena_printf(c->arena, "%s, %s", p->city,
					       words_county(c, &p->county))
				: words_county(c, &p->county);
	if (!place)
		return NULL;
	return str_fill(c->arena, tr(c->s, "Based in {place}."), "place", place,
			NULL);
}

static enum status show_where(struct ctx *c, struct view_dict *dict,
			      const struct program *p)
{
	const char *base = based(c, p);
	struct view_dict *where, *serves, *item;
	size_t i;

	if (!base && !p->is_statewide && !p->county_count && !p->is_online)
		return STATUS_OK;
	where = view_section(dict, "WHERE");
	if (p->is_statewide)
		view_show_text(
			where, "SERVES_ALL",
			str_fill(c->arena, tr(c->s, "Serves all of {state}."),
				 "state", words_state(c, p->state), NULL));
	if (p->county_count) {
		serves = view_section(where, "SERVES");
		for (i = 0; i < p->county_count; i++) {
			item = view_section(serves, "SERVED");
			view_set(item, "COUNTY_SLUG", p->counties[i].slug);
			view_set(item, "COUNTY",
				 words_county(c, &p->counties[i]));
		}
	}
	view_show_text(where, "BASED", base);
	if (p->is_online)
		view_show(where, "ONLINE");
	return show_map(c, where, p);
}

static const char *how_confirmed(struct ctx *c, const struct program *p)
{
	static const struct {
		const char *how, *text;
	} HOW[] = {
		{ "phone", TR("We checked this listing by phone on {date}.") },
		{ "email", TR("We checked this listing by email on {date}.") },
		{ "visit", TR("We checked this listing on a visit on "
			      "{date}.") },
	};
	const char *text = TR("We checked this listing on {date}.");
	size_t i;

	for (i = 0; p->confirmed_how && i < sizeof(HOW) / sizeof(*HOW); i++)
		if (strcmp(HOW[i].how, p->confirmed_how) == 0)
			text = HOW[i].text;
	return str_fill(c->arena, tr(c->s, text), "date",
			format_date(c->arena, c->s, p->confirmed_at), NULL);
}

/* What the newest change was, in the words of who made it. */
static enum status show_news(struct ctx *c, struct view_dict *dict,
			     const struct program *p)
{
	const char *note;
	struct view_dict *news;
	int64_t at;
	enum status st = store_program_news(c->db, c->arena, p->id, &note, &at);

	if (st != STATUS_OK || !note)
		return st;
	news = view_section(dict, "NEWS");
	view_set(news, "NEWS_DAY", format_date(c->arena, c->s, at));
	view_set(news, "NEWS_TEXT", note);
	return STATUS_OK;
}

static enum status show_listing(struct ctx *c, struct view_dict *dict,
				const struct program *p)
{
	if (p->confirmed_at)
		view_set(view_section(dict, "CHECKED"), "CHECKED_TEXT",
			 how_confirmed(c, p));
	else
		view_show(dict, "NOT_CHECKED");
	view_show_text(dict, "SOURCE", p->source_url);
	if (p->stage == PROGRAM_PUBLISHED || p->stage == PROGRAM_PAUSED)
		view_set(view_section(dict, "DATA"), "SLUG", p->slug);
	return show_news(c, dict, p);
}

static void show_talk(struct ctx *c, struct view_dict *dict,
		      const struct program *p)
{
	view_show_text(
		dict, "TALK_TEXT",
		!p->comment_count
			? tr(c->s, "Leave a reply")
			: str_fill(c->arena,
				   trn(c->s, "Read {n} comment",
				       "Read {n} comments", p->comment_count),
				   "n",
				   format_int(c->arena, c->s, p->comment_count),
				   NULL));
}

static void show_head(struct ctx *c, struct view_dict *dict,
		      const struct program *p)
{
	struct view_dict *call;

	view_set(dict, "NAME", p->name);
	view_set(dict, "SUMMARY",
		 utf8_shorten(c->arena, p->summary, LEDE_LETTERS));
	show_facts(c, dict, p);
	view_show_text(dict, "UNCONFIRMED", unconfirmed(c, p));
	show_pause(c, dict, p);
	if (!p->phone)
		return;
	call = view_section(dict, "CALL");
	view_set(call, "PHONE_LINK", phone_link(c->arena, p->phone));
	view_set(call, "CALL_TEXT",
		 str_fill(c->arena, tr(c->s, "Call {phone}"), "phone", p->phone,
			  NULL));
}

/* What happens here; a long summary without it stands here whole. */
static void show_description(struct ctx *c, struct view_dict *dict,
			     const struct program *p)
{
	const char *text = p->description;

	if (!text && utf8_length(p->summary) > LEDE_LETTERS)
		text = p->summary;
	if (text)
		view_set(view_section(dict, "DESCRIPTION"), "DESCRIPTION_HTML",
			 markdown_page(c->arena, text));
}

enum status program_fill(struct ctx *c, struct page *page,
			 struct view_dict *dict, const struct program *p)
{
	enum status st;

	page->json_ld = program_json_ld(c, p);
	set_crumbs(c, page, p);
	show_head(c, dict, p);
	show_description(c, dict, p);
	program_show_rows(c, dict, p);
	view_show_text(dict, "BADGE", badge(c, p));
	show_contact(c, dict, p);
	st = show_listing(c, dict, p);
	if (st == STATUS_OK)
		st = show_where(c, dict, p);
	return st == STATUS_OK ? program_show_similar(c, dict, p) : st;
}

/* Only when the page's part is not kept: the listing is read once more. */
static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	struct program program;
	const char *moved_to;
	enum status st = store_program_get(
		c->db, c->arena, ctx_param(c, "slug"), &program, &moved_to);

	if (st != STATUS_OK)
		return st;
	show_talk(c, dict, &program);
	return program_fill(c, page, dict, &program);
}

static enum status show(struct ctx *c, const struct program *p)
{
	struct page page = {
		.title = arena_printf(c->arena, "%s, %s", p->name,
				      p->organization.name),
		.description = utf8_shorten(c->arena, p->summary, 155),
		.canonical = arena_printf(c->arena, "/programs/%s", p->slug),
		.nav = NAV_PROGRAMS,
	};
	const char *key = arena_printf(c->arena, "%" PRId64, p->id);
	struct buf thread;
	enum status st;

	buf_init(&thread, c->arena);
	st = page_thread(c, THREAD_PROGRAM, key, &page, &thread);
	if (st != STATUS_OK)
		return st;
	return page_show_talk(c, &page, "pages/program.tpl", fill, &thread);
}

/* Find the program; an old slug has been answered when *is_done. */
enum status program_find(struct ctx *c, const char *suffix, struct program *out,
			 bool *is_done)
{
	const char *slug = ctx_param(c, "slug"), *moved_to = NULL;
	enum status st =
		store_program_get(c->db, c->arena, slug, out, &moved_to);

	*is_done = st == STATUS_NOT_FOUND && moved_to;
	if (*is_done)
		return page_redirect(c, 301, "/programs/%s%s", moved_to,
				     suffix);
	return st;
}

/* GET /programs/{slug} */
enum status page_program_show(struct ctx *c)
{
	struct program program;
	bool is_done;
	enum status st = program_find(c, "", &program, &is_done);

	if (is_done)
		return st;
	if (st == STATUS_NOT_FOUND)
		return program_show_missing(c, ctx_param(c, "slug"));
	if (st == STATUS_GONE)
		return program_show_closed(c, &program);
	return st == STATUS_OK ? show(c, &program) : st;
}
