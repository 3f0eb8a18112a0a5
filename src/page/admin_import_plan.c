/* What a table of listings would do, written down. */
#include <inttypes.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_import.h"
#include "store/change.h"
#include "util/json.h"
#include "util/token.h"
#include "util/utf8.h"

/* Bytes of each list in a report, which has 100,000. */
#define ADDED_MAX    20000
#define CHANGED_MAX  55000
#define PROBLEMS_MAX 20000

#define VALUE_MAX 600 /* characters of a value that changed */
#define LEAD_MAX  150 /* bytes before the first difference */
#define TEXT_MAX  500 /* characters of a problem */

struct planning {
	struct ctx *c;
	struct import_plan *plan;
	int64_t change_set;  /* 0: nothing is stored */
	struct arena *arena; /* of one row */
	unsigned char digest[TOKEN_HASH];
};

/* One more item, unless the list is long enough. */
static void put_item(struct buf *list, size_t max, struct arena *arena,
		     json_t *item)
{
	const char *text = json_text(arena, item, 0);
	size_t len = strlen(text);

	if (list->len + len + 3 > max)
		return;
	if (list->len > 1)
		buf_char(list, ',');
	buf_add(list, text, len);
}

/* The digest so far, and this. */
static void add_to_digest(struct planning *p, const struct buf *more)
{
	struct buf b;

	buf_init(&b, p->arena);
	buf_add(&b, p->digest, sizeof(p->digest));
	buf_add(&b, more->data, more->len);
	token_digest(b.data, b.len, p->digest);
}

static void digest_row(struct planning *p, const struct program_import_row *row)
{
	struct buf b;

	buf_init(&b, p->arena);
	if (row->before)
		buf_printf(&b, "%zu %" PRId64 " %" PRId64, row->line,
			   row->before->id, row->before->version);
	else
		buf_printf(&b, "%zu new", row->line);
	for (size_t i = 0; i < program_column_count; i++) {
		const char *text = program_column_text(&program_columns[i],
						       row->after, p->arena);

		buf_add(&b, text, strlen(text) + 1);
	}
	add_to_digest(p, &b);
}

/* How many bytes from the start are the same, in whole characters. */
static size_t same_bytes(const char *a, const char *b)
{
	size_t len = 0;

	while (a[len] && a[len] == b[len])
		len++;
	while (len > 0 && ((unsigned char)a[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* The part of a long value where it begins to differ. */
static json_t *excerpt(struct arena *arena, const char *value, size_t same)
{
	size_t from = same > 2 * LEAD_MAX ? same - LEAD_MAX : 0;

	while (from > 0 && ((unsigned char)value[from] & 0xc0) == 0x80)
		from--;
	return json_string(utf8_shorten(
		arena, from ? arena_printf(arena, "… %s", value + from) : value,
		VALUE_MAX));
}

static json_t *fields_of(struct arena *arena,
			 const struct program_import_row *row)
{
	json_t *list = json_array();

	for (size_t i = 0; i < program_column_count; i++) {
		const char *before, *after;
		json_t *field;
		size_t same;

		if (!program_import_changes(row, &program_columns[i], arena,
					    &before, &after))
			continue;
		same = same_bytes(before, after);
		field = json_array();
		json_array_append_new(field,
				      json_string(program_columns[i].name));
		json_array_append_new(field, excerpt(arena, before, same));
		json_array_append_new(field, excerpt(arena, after, same));
		json_array_append_new(list, field);
	}
	return list;
}

static void list_row(struct planning *p, const struct program_import_row *row)
{
	const struct program *after = row->after;

	if (row->change == PROGRAM_ADDED)
		put_item(&p->plan->added, ADDED_MAX, p->arena,
			 json_pack("[I, I, s, s]", (json_int_t)row->line,
				   (json_int_t)after->id, after->name,
				   after->organization.name));
	else
		put_item(&p->plan->changed, CHANGED_MAX, p->arena,
			 json_pack("{s:I, s:I, s:s, s:o}", "line",
				   (json_int_t)row->line, "id",
				   (json_int_t)after->id, "name", after->name,
				   "fields", fields_of(p->arena, row)));
}

/* A new listing was nothing before: undone, it is a draft (version 0). */
static enum status add_to_set(struct planning *p,
			      const struct program_import_row *row)
{
	const struct change_item item = {
		.kind = CHANGE_PROGRAM,
		.object_id = row->after->id,
		.before = arena_printf(p->arena, "%" PRId64,
				       row->before ? row->before->version : 0),
		.after_version = row->after->version,
	};

	return store_change_add(p->c->db, p->change_set, &item);
}

static enum status visit(void *context, const struct program_import_row *row)
{
	struct planning *p = context;
	enum status st = STATUS_OK;

	digest_row(p, row);
	list_row(p, row);
	if (p->change_set)
		st = add_to_set(p, row);
	arena_reset(p->arena);
	return st;
}

static void list_problems(struct planning *p, const struct csv_file *csv)
{
	const struct csv_error *error;

	for (size_t i = 0; (error = csv_file_error_at(csv, i)); i++) {
		json_t *item = json_array();

		json_array_append_new(item,
				      json_integer((json_int_t)error->line));
		json_array_append_new(item, json_text_or_null(error->column));
		json_array_append_new(
			item, json_string(utf8_shorten(p->arena, error->text,
						       TEXT_MAX)));
		put_item(&p->plan->problems, PROBLEMS_MAX, p->arena, item);
	}
}

static void finish(struct planning *p, const struct program_import *job)
{
	struct import_plan *plan = p->plan;
	struct buf end;

	memcpy(plan->counts, job->counts, sizeof(plan->counts));
	plan->errors = csv_file_errors(job->csv);
	plan->wrong = job->wrong;
	plan->is_cut = csv_file_is_cut(job->csv);
	list_problems(p, job->csv);
	buf_char(&plan->added, ']');
	buf_char(&plan->changed, ']');
	buf_char(&plan->problems, ']');
	buf_init(&end, p->arena);
	buf_printf(&end, "%zu errors", plan->errors);
	add_to_digest(p, &end);
	plan->digest = token_encode(p->c->arena, p->digest, sizeof(p->digest));
}

static void begin(struct planning *p, struct ctx *c, struct import_plan *plan)
{
	struct buf *const lists[] = { &plan->added, &plan->changed,
				      &plan->problems };

	for (size_t i = 0; i < 3; i++) {
		buf_init(lists[i], c->arena);
		buf_char(lists[i], '[');
	}
	p->c = c;
	p->plan = plan;
	p->arena = arena_new();
}

enum status import_plan_make(struct ctx *c, const struct import_table *table,
			     int64_t change_set, struct import_plan *out)
{
	struct planning p = { .change_set = change_set };
	struct program_import job = {
		.db = c->db,
		.may_publish = table->may_publish,
		.is_storing = change_set != 0,
		.skips_wrong = true,
		.rows_max = IMPORT_ROWS_MAX,
		.actor = admin_actor(c),
		.note = arena_printf(c->arena, "Import of %s", table->name),
		.visit = visit,
		.context = &p,
	};
	enum status st;

	begin(&p, c, out);
	job.csv = csv_file_of(table->name, table->bytes, table->len,
			      table->is_pasted);
	st = program_import_run(&job);
	finish(&p, &job);
	csv_file_close(job.csv);
	arena_free(p.arena);
	return st;
}

char *import_plan_report(struct arena *arena, const struct import_plan *plan,
			 const struct import_table *table, bool is_renewed)
{
	return arena_printf(
		arena,
		"{\"publish\":%s,\"pasted\":%s,\"renewed\":%s,"
		"\"new\":%zu,\"changed\":%zu,\"unchanged\":%zu,"
		"\"wrong\":%zu,\"errors\":%zu,\"shown\":\"%s\","
		"\"added\":%s,\"changes\":%s,\"problems\":%s}",
		table->may_publish ? "true" : "false",
		table->is_pasted ? "true" : "false",
		is_renewed ? "true" : "false", plan->counts[PROGRAM_ADDED],
		plan->counts[PROGRAM_CHANGED], plan->counts[PROGRAM_UNCHANGED],
		plan->wrong, plan->errors, plan->digest, plan->added.data,
		plan->changed.data, plan->problems.data);
}
