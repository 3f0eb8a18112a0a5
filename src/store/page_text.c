#include "store/page_text.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "store/audit.h"
#include "util/json.h"
#include "util/utf8.h"

/* The record holds this much; the whole words stay with the versions. */
#define RECORD_MAX 2000

const char *const page_text_pages[PAGE_TEXT_PAGES] = {
	"home",       "about",  "network", "region",
	"innovation", "policy", "quality", "sustainability"
};
const char *const page_text_langs[PAGE_TEXT_LANGS] = { "en", "es", "so",
						       "hmn" };

static int place_in(const char *const *list, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (strcmp(list[i], name) == 0)
			return i;
	return -1;
}

bool store_page_text_is(const char *page, const char *lang)
{
	return place_in(page_text_pages, PAGE_TEXT_PAGES, page) >= 0 &&
	       place_in(page_text_langs, PAGE_TEXT_LANGS, lang) >= 0;
}

/* A change set knows things by a number. */
static int64_t number_of(const char *page, const char *lang)
{
	return 1 + place_in(page_text_langs, PAGE_TEXT_LANGS, lang) +
	       PAGE_TEXT_LANGS *
		       place_in(page_text_pages, PAGE_TEXT_PAGES, page);
}

static bool of_number(int64_t number, struct page_text *out)
{
	if (number < 1 || number > PAGE_TEXT_PAGES * PAGE_TEXT_LANGS)
		return false;
	out->page = page_text_pages[(number - 1) / PAGE_TEXT_LANGS];
	out->lang = page_text_langs[(number - 1) % PAGE_TEXT_LANGS];
	return true;
}

/* Reading ------------------------------------------------------------- */

#define COLUMNS                                                                \
	"SELECT r.page, r.lang, r.body, r.version, r.created_at, r.actor,"     \
	"       r.note"                                                        \
	"  FROM page_text_revision r"
#define PRESENT                                                                \
	COLUMNS                                                                \
	"  JOIN page_text t ON t.page = r.page AND t.lang = r.lang"            \
	"   AND t.version = r.version"

static const char SQL_GET[] = PRESENT " WHERE t.page = $1 AND t.lang = $2";
static const char SQL_LIST[] = PRESENT " ORDER BY t.page, t.lang LIMIT 1000";
static const char SQL_REVISIONS[] = COLUMNS " WHERE r.page = $1 AND r.lang = $2"
					    " ORDER BY r.version DESC LIMIT $3";
static const char SQL_REVISION[] =
	COLUMNS " WHERE r.page = $1 AND r.lang = $2 AND r.version = $3";

static struct page_text read_text(struct db_query *q, struct arena *arena)
{
	return (struct page_text){
		.page = db_text(q, 0, arena),
		.lang = db_text(q, 1, arena),
		.body = db_text(q, 2, arena),
		.version = db_int(q, 3),
		.at = db_int(q, 4),
		.actor = db_text(q, 5, arena),
		.note = db_text(q, 6, arena),
	};
}

enum status store_page_text_get(struct db *db, struct arena *arena,
				const char *page, const char *lang,
				struct page_text *out)
{
	struct db_query *q = db_query(db, SQL_GET);

	*out = (struct page_text){ .page = page, .lang = lang, .body = "" };
	db_bind_text(q, 1, page);
	db_bind_text(q, 2, lang);
	if (db_row(q))
		*out = read_text(q, arena);
	return db_finish(q);
}

static enum status read_all(struct db_query *q, struct arena *arena, size_t max,
			    struct page_text **out, size_t *count)
{
	*out = arena_array(arena, max + 1, sizeof(**out));
	*count = 0;
	while (*count < max && db_row(q))
		(*out)[(*count)++] = read_text(q, arena);
	return db_finish(q);
}

enum status store_page_text_list(struct db *db, struct arena *arena,
				 struct page_text **out, size_t *count)
{
	return read_all(db_query(db, SQL_LIST), arena,
			PAGE_TEXT_PAGES * PAGE_TEXT_LANGS, out, count);
}

enum status store_page_text_revisions(struct db *db, struct arena *arena,
				      const char *page, const char *lang,
				      size_t limit, struct page_text **out,
				      size_t *count)
{
	struct db_query *q = db_query(db, SQL_REVISIONS);

	db_bind_text(q, 1, page);
	db_bind_text(q, 2, lang);
	db_bind_int(q, 3, (int64_t)limit);
	return read_all(q, arena, limit, out, count);
}

enum status store_page_text_revision(struct db *db, struct arena *arena,
				     const char *page, const char *lang,
				     int64_t version, struct page_text *out)
{
	struct db_query *q = db_query(db, SQL_REVISION);

	db_bind_text(q, 1, page);
	db_bind_text(q, 2, lang);
	db_bind_int(q, 3, version);
	if (db_row(q))
		*out = read_text(q, arena);
	return db_finish_one(q);
}

/* Writing ------------------------------------------------------------- */

static const char SQL_PUT[] =
	"INSERT INTO page_text (page, lang, body, version, updated_at)"
	" VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (page, lang) DO UPDATE SET body = excluded.body,"
	"    version = excluded.version, updated_at = excluded.updated_at";
static const char SQL_ADD[] =
	"INSERT INTO page_text_revision"
	" (page, lang, body, version, created_at, actor, note)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7)";

static enum status write_version(struct db *db, const char *sql,
				 const struct page_text *text)
{
	struct db_query *q = db_query(db, sql);

	db_bind_text(q, 1, text->page);
	db_bind_text(q, 2, text->lang);
	db_bind_text(q, 3, text->body);
	db_bind_int(q, 4, text->version);
	db_bind_int(q, 5, text->at);
	if (sql == SQL_ADD) {
		db_bind_text(q, 6, text->actor);
		db_bind_text(q, 7,
			     text->note && *text->note ? text->note : NULL);
	}
	return db_finish(q);
}

static enum status record(struct db *db, struct arena *arena,
			  const struct page_text *before,
			  const struct page_text *after, int64_t restored)
{
	json_t *detail = json_pack(
		"{s:I, s:{s:s, s:s}}", "version", (json_int_t)after->version,
		"body", "before", utf8_shorten(arena, before->body, RECORD_MAX),
		"after", utf8_shorten(arena, after->body, RECORD_MAX));
	struct audit_entry entry = {
		.actor = after->actor,
		.action = restored ? "page.restore" : "page.save",
		.object = arena_printf(arena, "page %s %s", after->page,
				       after->lang),
	};

	if (restored)
		json_object_set_new(detail, "restored", json_integer(restored));
	if (after->note && *after->note)
		json_object_set_new(detail, "note", json_string(after->note));
	entry.detail = json_text(arena, detail, 0);
	return store_audit_add(db, &entry);
}

static enum status save_over(struct db *db, struct arena *arena,
			     const struct page_text *before,
			     const struct page_text *text, int64_t restored,
			     struct change_item *item)
{
	struct page_text after = *text;
	enum status st;

	if (strcmp(before->body, text->body) == 0)
		return STATUS_OK;
	after.version = before->version + 1;
	st = write_version(db, SQL_PUT, &after);
	if (st == STATUS_OK)
		st = write_version(db, SQL_ADD, &after);
	item->object_id = number_of(text->page, text->lang);
	item->before = arena_printf(arena, "%" PRId64, before->version);
	item->after_version = after.version;
	if (st == STATUS_OK)
		st = record(db, arena, before, &after, restored);
	return st;
}

enum status store_page_text_save(struct db *db, struct arena *arena,
				 const struct page_text *text, int64_t restored,
				 struct change_item *item)
{
	struct page_text before;
	enum status st;

	*item = (struct change_item){ .kind = CHANGE_PAGE };
	if (!store_page_text_is(text->page, text->lang))
		return STATUS_NOT_FOUND;
	db_begin(db);
	st = store_page_text_get(db, arena, text->page, text->lang, &before);
	if (st == STATUS_OK && before.version != text->version)
		st = STATUS_CONFLICT;
	if (st == STATUS_OK)
		st = save_over(db, arena, &before, text, restored, item);
	return db_end(db, st);
}

enum status store_page_text_undo(struct db *db, struct arena *arena,
				 const struct change_item *item,
				 const char *actor, int64_t now)
{
	struct page_text old = { .body = "" }, text = { .body = "" };
	int64_t version = strtoll(item->before, NULL, 10);
	struct change_item undone;
	enum status st = STATUS_OK;

	if (!of_number(item->object_id, &text))
		return STATUS_NOT_FOUND;
	db_begin(db);
	if (version)
		st = store_page_text_revision(db, arena, text.page, text.lang,
					      version, &old);
	text.body = old.body;
	text.version = item->after_version;
	text.actor = actor;
	text.at = now;
	if (st == STATUS_OK)
		st = store_page_text_save(db, arena, &text, version, &undone);
	return db_end(db, st);
}
