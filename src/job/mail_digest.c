#include "job/mail_digest.h"

#include <inttypes.h>

#include "job/mail_page.h"
#include "job/mail_text.h"
#include "page/mail_link.h"
#include "page/permission.h"
#include "page/safety.h"
#include "page/site.h"
#include "page/words.h"
#include "store/digest.h"
#include "store/moderation_link.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/token.h"
#include "util/utf8.h"
#include "view/format.h"
#include "view/markdown.h"

#define LOOK_SECONDS 5
#define EXCERPT_MAX  300 /* letters */

static bool may_moderate(enum role role)
{
	return permission_has(role, MAY_MODERATE);
}

void mail_digest_due(struct site *site)
{
	static int64_t looked_at_ms;
	int64_t now_ms = clock_monotonic_ms();
	struct db *db;

	if (looked_at_ms && now_ms - looked_at_ms < LOOK_SECONDS * 1000)
		return;
	looked_at_ms = now_ms;
	if (site_database(site, DB_WRITE, &db) != STATUS_OK ||
	    store_digest_queue(db, may_moderate, clock_now()) != STATUS_OK)
		log_error("the digests could not be queued");
}

static const char *number(struct ctx *c, const char *words, int64_t n)
{
	return str_fill(c->arena, words, "n", format_int(c->arena, c->s, n),
			NULL);
}

static const char *subject_of(struct ctx *c, const struct digest *digest)
{
	int64_t n = (int64_t)digest->total;

	if (n > DIGEST_COUNT_MAX)
		return number(c,
			      tr(c->s, "More than {n} comments wait to be "
				       "read"),
			      DIGEST_COUNT_MAX);
	return number(c,
		      trn(c->s, "{n} comment waits to be read",
			  "{n} comments wait to be read", n),
		      n);
}

/* What to look at with care, in one line; NULL for nothing. */
static const char *care_of(struct ctx *c, const struct digest_item *item)
{
	const char *may_hold = safety_reasons(c, item->comment.flags);
	struct buf b;

	buf_init(&b, c->arena);
	if (may_hold)
		buf_printf(&b, "%s ",
			   str_fill(c->arena,
				    tr(c->s, "It may hold {reasons}."),
				    "reasons", may_hold, NULL));
	if (item->reports)
		buf_printf(
			&b, "%s ",
			number(c,
			       trn(c->s, "{n} reader reported it.",
				   "{n} readers reported it.", item->reports),
			       item->reports));
	if (item->score)
		buf_text(&b, number(c, tr(c->s, "Speaks for spam: {n} of 100."),
				    item->score));
	return b.len ? utf8_clean(c->arena, b.data, true) : NULL;
}

static enum status add_item(struct ctx *c, struct mail_page *page,
			    int64_t user_id, const struct digest_item *item)
{
	const struct comment *comment = &item->comment;
	const char *care = care_of(c, item);
	char token[TOKEN_TEXT];
	enum status st;

	st = store_moderation_link_add(c->db, user_id, comment->id,
				       item->version, c->now, token);
	if (st != STATUS_OK)
		return st;
	mail_page_heading(page,
			  str_fill(c->arena, tr(c->s, "{name} on “{page}”"),
				   "name", comment->author_name, "page",
				   words_thread(c, &comment->thread), NULL));
	if (care)
		mail_page_text(page, care);
	mail_page_quote(page,
			utf8_shorten(c->arena,
				     markdown_plain(c->arena, comment->body),
				     EXCERPT_MAX));
	mail_page_link(page, tr(c->s, "Read it and decide"),
		       arena_printf(c->arena, "%s/moderate/%s",
				    c->site->config->base_url, token));
	return STATUS_OK;
}

static enum status add_items(struct ctx *c, struct mail_page *page,
			     const struct digest *digest)
{
	enum status st = STATUS_OK;

	db_begin(c->db);
	for (size_t i = 0; st == STATUS_OK && i < digest->count; i++)
		st = add_item(c, page, digest->user_id, &digest->items[i]);
	return db_end(c->db, st);
}

enum status mail_text_digest(struct ctx *c, const struct outbox_mail *row,
			     struct mail *mail)
{
	struct digest *digest = arena_alloc(c->arena, sizeof(*digest));
	struct mail_end end = { .is_one_click = true };
	struct mail_page page;
	int64_t more;
	enum status st =
		store_digest_read(c->db, c->arena, may_moderate, row->object,
				  row->created_at, digest);

	if (st != STATUS_OK)
		return st;
	mail_page_begin(&page, c, subject_of(c, digest));
	mail_page_text(&page,
		       digest->name
			       ? str_fill(c->arena, tr(c->s, "Hello {name},"),
					  "name", digest->name, NULL)
			       : tr(c->s, "Hello,"));
	mail_page_text(&page, tr(c->s, "This is new in the list of comments "
				       "to read, what may need care first."));
	st = add_items(c, &page, digest);
	if (st != STATUS_OK)
		return st;
	more = (int64_t)(digest->total - digest->count);
	if (more > 0)
		mail_page_text(&page, number(c,
					     trn(c->s, "And {n} more.",
						 "And {n} more.", more),
					     more));
	mail_page_button(&page, tr(c->s, "Open the list"),
			 arena_printf(c->arena, "%s/admin/comments",
				      c->site->config->base_url));
	end.why = tr(c->s, "You get this because you read comments for the "
			   "Partnership. Each link works once, for three "
			   "days, in your name: pass this mail on to nobody.");
	end.stop_label = tr(c->s, "Stop these mails");
	end.stop_url = mail_link_new(c, MAIL_LINK_DIGEST, digest->user_id);
	return mail_page_end(&page, &end, mail);
}
