/* The list as a table, as JSON and as a feed, and one program as JSON: the
 * same query as the page, all of its results. Very long ones come in parts,
 * so that no answer grows without bound. */
#include <inttypes.h>
#include <string.h>

#include "page/atom.h"
#include "page/pages.h"
#include "page/program.h"
#include "page/program_list.h"
#include "page/render.h"
#include "page/words.h"
#include "util/clock.h"
#include "util/csv.h"
#include "util/json.h"

#define BATCH     100  /* listings read at a time */
#define PART      5000 /* listings of one answer */
#define FEED_MAX  50   /* entries of a feed, the latest of the list's */
#define JSON_TYPE "application/json; charset=utf-8"
#define CSV_TYPE  "text/csv; charset=utf-8; header=present"

/* Give write every program of the list, in order. Each batch lives in an
 * arena of its own, so that a long list costs no more memory than its
 * text. */
static enum status each(struct list *list,
			void (*write)(struct ctx *c, const struct program *p,
				      struct buf *out),
			struct buf *out)
{
	struct ctx batch = *list->c;
	int64_t ids[BATCH];
	struct program *programs;
	enum status st = STATUS_OK;
	size_t at = 0, count, i;

	batch.arena = arena_new();
	while (st == STATUS_OK && at < list->result.hit_count) {
		count = list->result.hit_count - at;
		count = count < BATCH ? count : BATCH;
		for (i = 0; i < count; i++)
			ids[i] = list->result.hits[at + i].id;
		at += count;
		st = store_program_cards(batch.db, batch.arena, ids, count,
					 &programs, &count);
		for (i = 0; st == STATUS_OK && i < count; i++)
			write(&batch, &programs[i], out);
		arena_reset(batch.arena);
	}
	arena_free(batch.arena);
	return st;
}

/* Read the query, find all of it, and take the part that page= asks for. */
static enum status find_part(struct ctx *c, struct list *list)
{
	enum status st = list_read(c, list);
	size_t first;

	if (st != STATUS_OK)
		return st;
	list->query.view = QUERY_VIEW_LIST;
	list->search.page = 1;
	list->search.want_all_ids = true;
	st = list_find(list);
	if (st != STATUS_OK)
		return st;
	first = (list->query.page - 1) * PART;
	if (first && first >= list->result.hit_count)
		return STATUS_NOT_FOUND;
	list->result.hits += first;
	list->result.hit_count -= first;
	if (list->result.hit_count > PART)
		list->result.hit_count = PART;
	return STATUS_OK;
}

/* Where the next part is, or NULL after the last. */
static const char *next_part(const struct list *list, const char *path)
{
	struct ctx *c = list->c;
	struct query next = list->query;

	if (next.page * PART >= list->result.total)
		return NULL;
	next.page++;
	return ctx_absolute(c, query_path(c->arena, &next, path));
}

static void link_next(const struct list *list, const char *path)
{
	struct ctx *c = list->c;
	const char *next = next_part(list, path);

	if (next)
		response_header(
			c->response, "Link",
			arena_printf(c->arena, "<%s>; rel=\"next\"", next));
}

static const char *number_text(struct arena *arena, int n)
{
	return n < 0 ? NULL : arena_printf(arena, "%d", n);
}

static const char *terms_text(const struct program *p, enum term_kind kind,
			      struct arena *arena)
{
	struct buf b;
	size_t i;

	buf_init(&b, arena);
	for (i = 0; i < p->term_count; i++)
		if (p->terms[i].kind == kind)
			buf_printf(&b, "%s%s", b.len ? ";" : "",
				   p->terms[i].slug);
	return b.data;
}

/* A county of another state than the program's carries it: "Clay (MN)". */
static void add_county(struct buf *b, const struct program *p,
		       const struct county *county)
{
	buf_printf(b, "%s%s", b->len ? ";" : "", county->name);
	if (strcmp(county->state, p->state) != 0)
		buf_printf(b, " (%s)", county->state);
}

static const char *area_text(const struct program *p, struct arena *arena)
{
	struct buf b;
	size_t i;

	buf_init(&b, arena);
	for (i = 0; i < p->county_count; i++)
		add_county(&b, p, &p->counties[i]);
	return b.data;
}

static const char *county_text(const struct program *p, struct arena *arena)
{
	struct buf b;

	buf_init(&b, arena);
	if (p->county.id)
		add_county(&b, p, &p->county);
	return b.data;
}

/* The columns are those that `northstar import programs` reads. */
static const char CSV_HEADER[] =
	"slug,name,organization,description,program_types,settings,ages_min,"
	"ages_max,city,county,state,zip,service_area_counties,statewide,"
	"online,populations,languages,needs_mentors,phone,email,website,"
	"confirmed,source_url\n";

static void write_csv(struct ctx *c, const struct program *p, struct buf *out)
{
	char confirmed[21] = "";

	if (p->confirmed_at)
		clock_rfc3339(p->confirmed_at, confirmed);
	csv_put(out, p->slug, ',');
	csv_put(out, p->name, ',');
	csv_put(out, p->organization.name, ',');
	csv_put(out, p->summary, ',');
	csv_put(out, terms_text(p, TERM_TYPE, c->arena), ',');
	csv_put(out, terms_text(p, TERM_SETTING, c->arena), ',');
	csv_put(out, number_text(c->arena, p->ages_min), ',');
	csv_put(out, number_text(c->arena, p->ages_max), ',');
	csv_put(out, p->city, ',');
	csv_put(out, county_text(p, c->arena), ',');
	csv_put(out, p->state, ',');
	csv_put(out, p->zip, ',');
	csv_put(out, area_text(p, c->arena), ',');
	csv_put(out, p->is_statewide ? "yes" : "no", ',');
	csv_put(out, p->is_online ? "yes" : "no", ',');
	csv_put(out, terms_text(p, TERM_POPULATION, c->arena), ',');
	csv_put(out, terms_text(p, TERM_LANGUAGE, c->arena), ',');
	csv_put(out, p->needs_mentors ? "yes" : "no", ',');
	csv_put(out, p->phone, ',');
	csv_put(out, p->email, ',');
	csv_put(out, p->website, ',');
	csv_put(out, confirmed, ',');
	csv_put(out, p->source_url, '\n');
}

/* GET /programs.csv */
enum status page_program_csv(struct ctx *c)
{
	struct list list;
	struct buf *out = &c->response->body;
	enum status st = find_part(c, &list);

	if (st != STATUS_OK)
		return st;
	c->response->type = CSV_TYPE;
	link_next(&list, LIST_PATH ".csv");
	response_header(c->response, "Content-Disposition",
			"attachment; filename=\"mentoring-programs.csv\"");
	buf_text(out, CSV_HEADER);
	return each(&list, write_csv, out);
}

static void write_json(struct ctx *c, const struct program *p, struct buf *out)
{
	if (out->data[out->len - 1] != '[')
		buf_char(out, ',');
	buf_char(out, '\n');
	buf_text(out, json_text(c->arena, program_json(c, p), 0));
}

static json_t *left_out(const struct list *list)
{
	json_t *notes = json_array();
	size_t i;

	for (i = 0; i < list->query.note_count; i++)
		json_array_append_new(
			notes, json_pack("{s:s, s:s}", "parameter",
					 list->query.notes[i].name, "value",
					 list->query.notes[i].value));
	if (list->is_near_unknown)
		json_array_append_new(
			notes, json_pack("{s:s, s:s}", "parameter", "near",
					 "value", list->near_typed));
	return notes;
}

static void write_json_head(const struct list *list, struct buf *out)
{
	struct ctx *c = list->c;
	struct query first = list->query;
	const char *next = next_part(list, LIST_PATH ".json");
	const char *url;

	first.page = 1;
	url = ctx_absolute(c, query_path(c->arena, &first, LIST_PATH));
	buf_printf(out, "{\"url\": %s,\n\"total\": %zu,\n",
		   json_text(c->arena, json_string(url), 0),
		   list->result.total);
	buf_printf(out, "\"next\": %s,\n",
		   json_text(c->arena, json_text_or_null(next), 0));
	buf_printf(out, "\"left_out\": %s,\n",
		   json_text(c->arena, left_out(list), 0));
	buf_text(out, "\"programs\": [");
}

/* GET /programs.json */
enum status page_program_json(struct ctx *c)
{
	struct list list;
	struct buf *out = &c->response->body;
	enum status st = find_part(c, &list);

	if (st != STATUS_OK)
		return st;
	c->response->type = JSON_TYPE;
	link_next(&list, LIST_PATH ".json");
	write_json_head(&list, out);
	st = each(&list, write_json, out);
	buf_text(out, "\n]}\n");
	return st;
}

static void add_to_feed(struct atom *feed, const struct program *p)
{
	struct ctx *c = feed->c;
	const char *area = words_service_area(c, p);
	struct atom_entry entry = {
		.id = arena_printf(c->arena, "program:%" PRId64, p->id),
		.title = p->name,
		.path = arena_printf(c->arena, LIST_PATH "/%s", p->slug),
		.author = p->organization.name,
		.text = !area ? p->summary
			      : arena_printf(c->arena, "%s %s.", p->summary,
					     area),
		.published_at = p->created_at,
		.updated_at = p->updated_at,
	};

	atom_add(feed, &entry);
}

/* GET /programs.atom (RFC 4287): the first of the list, in its order. */
enum status page_program_atom(struct ctx *c)
{
	struct list list;
	struct atom feed;
	int64_t ids[FEED_MAX];
	struct program *programs;
	size_t count, i;
	enum status st = find_part(c, &list);

	if (st != STATUS_OK)
		return st;
	count = list.result.hit_count;
	count = count < FEED_MAX ? count : FEED_MAX;
	for (i = 0; i < count; i++)
		ids[i] = list.result.hits[i].id;
	st = store_program_cards(c->db, c->arena, ids, count, &programs,
				 &count);
	if (st != STATUS_OK)
		return st;
	atom_begin(&feed, c, list_heading(&list),
		   query_path(c->arena, &list.query, LIST_PATH ".atom"),
		   query_path(c->arena, &list.query, LIST_PATH));
	for (i = 0; i < count; i++)
		add_to_feed(&feed, &programs[i]);
	return atom_send(&feed);
}

/* GET /programs/{slug}.json */
enum status page_program_data(struct ctx *c)
{
	struct program program;
	bool is_done;
	const char *text;
	enum status st = program_find(c, ".json", &program, &is_done);

	if (is_done || st != STATUS_OK)
		return st;
	text = json_text(c->arena, program_json(c, &program), 1);
	return page_send(c, JSON_TYPE, text, strlen(text));
}
