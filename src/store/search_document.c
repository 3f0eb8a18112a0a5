#include "store/search_document.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "util/buf.h"

/* Words of organization, place and terms are the listing's own here: whoever
 * renames one of those says so for each listing. */
static const char SQL_PROGRAM[] =
	"SELECT p.name, o.name, p.city, c.name, p.zip, p.summary,"
	"       p.description, p.mentor_role, p.state, p.county_id,"
	"       p.organization_id, p.ages_min, p.ages_max, p.is_statewide,"
	"       p.is_online, p.needs_mentors, p.badge, p.training_hours"
	"  FROM public_program p"
	"  JOIN organization o ON o.id = p.organization_id"
	"  LEFT JOIN county c ON c.id = p.county_id"
	" WHERE p.id = $1";
static const char SQL_TERMS[] =
	"SELECT t.id, t.name, t.kind, t.slug"
	"  FROM program_term pt JOIN term t ON t.id = pt.term_id"
	" WHERE pt.program_id = $1";
static const char SQL_COUNTIES[] =
	"SELECT c.id, c.name"
	"  FROM program_county pc JOIN county c ON c.id = pc.county_id"
	" WHERE pc.program_id = $1";
static const char SQL_FORWARD_PUT[] =
	"INSERT INTO search_forward (program_id, keys) VALUES ($1, $2)"
	" ON CONFLICT (program_id) DO UPDATE SET keys = excluded.keys";
static const char SQL_FORWARD_DROP[] =
	"DELETE FROM search_forward WHERE program_id = $1";

enum {
	NAME,
	ORGANIZATION,
	CITY,
	COUNTY,
	ZIP,
	SUMMARY,
	DESCRIPTION,
	ROLE,
	STATE,
	COUNTY_ID,
	ORGANIZATION_ID,
	AGES_MIN,
	AGES_MAX,
	STATEWIDE,
	ONLINE,
	NEEDS,
	BADGE,
	TRAINING
};

struct reader {
	struct search_tokenizer *tokenizer;
	struct arena *arena;
	const char **facets;
	size_t facet_count, facet_cap;
	struct search_word *words;
	size_t word_count, word_cap;
	unsigned where;
	int64_t county_id;
	bool is_statewide, is_online, has_training;
};

static void add_facet(struct reader *r, const char *facet)
{
	if (r->facet_count == r->facet_cap) {
		size_t cap = r->facet_cap ? r->facet_cap * 2 : 32;
		const char **more = arena_array(r->arena, cap, sizeof *more);

		if (r->facet_count)
			memcpy(more, r->facets, r->facet_count * sizeof *more);
		r->facets = more;
		r->facet_cap = cap;
	}
	r->facets[r->facet_count++] = facet;
}

static void add_number(struct reader *r, const char *kind, int64_t key)
{
	add_facet(r, arena_printf(r->arena, "%s\t%" PRId64, kind, key));
}

static bool add_word(void *context, const char *word, size_t from, size_t to)
{
	struct reader *r = context;

	(void)from, (void)to;
	if (r->word_count == r->word_cap) {
		size_t cap = r->word_cap ? r->word_cap * 2 : 256;
		struct search_word *more =
			arena_array(r->arena, cap, sizeof *more);

		if (r->word_count)
			memcpy(more, r->words, r->word_count * sizeof *more);
		r->words = more;
		r->word_cap = cap;
	}
	r->words[r->word_count++] = (struct search_word){
		.word = arena_strdup(r->arena, word),
		.where = r->where,
	};
	return true;
}

static void add_words(struct reader *r, const char *text, unsigned where)
{
	r->where = where;
	search_split(r->tokenizer, text, add_word, r);
}

static void add_ages(struct reader *r, struct db_query *q)
{
	if (db_is_null(q, AGES_MIN) && db_is_null(q, AGES_MAX))
		return;
	add_number(r, "age_from", db_int(q, AGES_MIN)); /* NULL reads as 0 */
	add_number(r, "age_to",
		   db_is_null(q, AGES_MAX) ? 99 : db_int(q, AGES_MAX));
}

static void add_facts(struct reader *r, struct db_query *q)
{
	const char *state = db_peek_text(q, STATE);

	add_facet(r, "set\tall");
	add_facet(r, arena_printf(r->arena, "state\t%s", state));
	add_number(r, "organization", db_int(q, ORGANIZATION_ID));
	add_ages(r, q);
	r->county_id = db_int(q, COUNTY_ID);
	if (r->county_id)
		add_number(r, "based", r->county_id);
	r->is_statewide = db_int(q, STATEWIDE);
	if (r->is_statewide)
		add_facet(r, arena_printf(r->arena, "statewide\t%s", state));
	r->is_online = db_int(q, ONLINE);
	if (r->is_online)
		add_facet(r, "set\tonline");
	if (db_int(q, NEEDS))
		add_facet(r, "set\tneeds");
	if (strcmp(db_peek_text(q, BADGE), "none") != 0)
		add_facet(r, "set\tbadge");
	r->has_training = db_real(q, TRAINING) > 0;
}

static enum status read_program(struct reader *r, struct db *db, int64_t id)
{
	struct db_query *q = db_query(db, SQL_PROGRAM);

	db_bind_int(q, 1, id);
	if (db_row(q)) {
		add_facts(r, q);
		add_words(r, db_peek_text(q, NAME), WORD_IN_NAME);
		add_words(r, db_peek_text(q, ORGANIZATION),
			  WORD_IN_ORGANIZATION);
		add_words(r, db_peek_text(q, CITY), WORD_IN_PLACE);
		add_words(r, db_peek_text(q, COUNTY), WORD_IN_PLACE);
		add_words(r, db_peek_text(q, ZIP), WORD_IN_PLACE);
		add_words(r, db_peek_text(q, SUMMARY), 0);
		add_words(r, db_peek_text(q, DESCRIPTION), 0);
		add_words(r, db_peek_text(q, ROLE), 0);
	}
	return db_finish_one(q);
}

static enum status read_terms(struct reader *r, struct db *db, int64_t id)
{
	struct db_query *q = db_query(db, SQL_TERMS);

	db_bind_int(q, 1, id);
	while (db_row(q)) {
		add_number(r, "term", db_int(q, 0));
		add_words(r, db_peek_text(q, 1), 0);
		if (strcmp(db_peek_text(q, 2), "requirement") == 0 &&
		    strcmp(db_peek_text(q, 3), "training") == 0)
			r->has_training = true;
	}
	if (r->has_training)
		add_facet(r, "set\ttraining");
	return db_finish(q);
}

/* A listing that names no service area serves the county it is based in,
 * unless it serves the whole state; online, it can be joined from anywhere. */
static enum status read_counties(struct reader *r, struct db *db, int64_t id)
{
	struct db_query *q = db_query(db, SQL_COUNTIES);
	bool has_area = false;

	db_bind_int(q, 1, id);
	while (db_row(q)) {
		has_area = true;
		add_number(r, "county", db_int(q, 0));
		add_words(r, db_peek_text(q, 1), 0);
	}
	if (!has_area && !r->is_statewide && r->county_id)
		add_number(r, "county", r->county_id);
	if (!has_area && !r->is_statewide && r->is_online)
		add_facet(r, "set\tanywhere");
	return db_finish(q);
}

static int by_word(const void *a, const void *b)
{
	const struct search_word *x = a, *y = b;

	return strcmp(x->word, y->word);
}

static size_t merge_words(struct search_word *words, size_t count)
{
	size_t kept = 0;

	if (count)
		qsort(words, count, sizeof *words, by_word);
	for (size_t i = 0; i < count; i++) {
		if (kept && strcmp(words[kept - 1].word, words[i].word) == 0)
			words[kept - 1].where |= words[i].where;
		else
			words[kept++] = words[i];
	}
	return kept;
}

enum status search_document_read(struct db *db, struct arena *arena, int64_t id,
				 struct search_document *out)
{
	struct reader r = { .arena = arena };
	enum status st = search_tokenizer(db, &r.tokenizer);

	*out = (struct search_document){ 0 };
	if (st == STATUS_OK)
		st = read_program(&r, db, id);
	if (st == STATUS_OK)
		st = read_terms(&r, db, id);
	if (st == STATUS_OK)
		st = read_counties(&r, db, id);
	if (st != STATUS_OK)
		return st;
	out->facets = r.facets;
	out->facet_count = r.facet_count;
	out->words = r.words;
	out->word_count = merge_words(r.words, r.word_count);
	return STATUS_OK;
}

/* Lines: facets as they are, words after the digit that says where. */
char *search_document_text(struct arena *arena,
			   const struct search_document *document)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < document->facet_count; i++) {
		buf_text(&b, document->facets[i]);
		buf_char(&b, '\n');
	}
	for (size_t i = 0; i < document->word_count; i++) {
		buf_char(&b, (char)('0' + document->words[i].where));
		buf_text(&b, document->words[i].word);
		buf_char(&b, '\n');
	}
	return b.data;
}

void search_document_parse(struct arena *arena, const char *text,
			   struct search_document *out)
{
	struct reader r = { .arena = arena };
	const char *end;

	for (; (end = strchr(text, '\n')) != NULL; text = end + 1) {
		char *line = arena_strndup(arena, text, (size_t)(end - text));

		if (line[0] >= '0' && line[0] <= '7') {
			r.where = (unsigned)(line[0] - '0');
			add_word(&r, line + 1, 0, 0);
		} else {
			add_facet(&r, line);
		}
	}
	*out = (struct search_document){
		.facets = r.facets,
		.facet_count = r.facet_count,
		.words = r.words,
		.word_count = r.word_count,
	};
}

enum status search_document_keep(struct db *db, struct arena *arena, int64_t id,
				 const struct search_document *document)
{
	struct db_query *q =
		db_query(db, document ? SQL_FORWARD_PUT : SQL_FORWARD_DROP);

	db_bind_int(q, 1, id);
	if (document)
		db_bind_text(q, 2, search_document_text(arena, document));
	return db_finish(q);
}

static int by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

const char **search_document_keys(struct search_tokenizer *tokenizer,
				  struct arena *arena,
				  const struct search_document *document,
				  size_t *count)
{
	static const char letters[] = "nop";
	const char **keys = arena_array(
		arena, document->facet_count + 4 * document->word_count + 1,
		sizeof *keys);
	size_t n = document->facet_count, kept = 0;
	char stem[SEARCH_WORD_BYTES + 1];

	if (n)
		memcpy(keys, document->facets, n * sizeof *keys);
	for (size_t i = 0; i < document->word_count; i++) {
		search_stem(tokenizer, document->words[i].word, stem);
		keys[n++] = arena_printf(arena, "word\t%s a", stem);
		for (size_t j = 0; letters[j]; j++)
			if (document->words[i].where & (1U << j))
				keys[n++] = arena_printf(arena, "word\t%s %c",
							 stem, letters[j]);
	}
	if (n)
		qsort(keys, n, sizeof *keys, by_text);
	for (size_t i = 0; i < n; i++)
		if (!kept || strcmp(keys[kept - 1], keys[i]) != 0)
			keys[kept++] = keys[i];
	*count = kept;
	return keys;
}

bool search_word_is_offered(const char *word)
{
	return strlen(word) >= 3 && !strpbrk(word, "0123456789");
}
