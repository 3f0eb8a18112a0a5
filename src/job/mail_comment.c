/* Mails to who writes comments. */
#include <inttypes.h>
#include <string.h>

#include "job/mail_page.h"
#include "job/mail_text.h"
#include "page/mail_link.h"
#include "page/words.h"
#include "store/notice.h"
#include "util/utf8.h"
#include "view/markdown.h"

#define OWN_MAX   300  /* letters of one's own words */
#define REPLY_MAX 1500 /* of an answer */

static const char *url_of(struct ctx *c, const char *format, const char *path,
			  int64_t id)
{
	const char *number = arena_printf(c->arena, "%" PRId64, id);

	return str_fill(c->arena, format, "base", c->site->config->base_url,
			"path", path, "id", number, NULL);
}

/* The words of a comment as paragraphs, without its marks. */
static const char *plain_words(struct ctx *c, const char *body, size_t max)
{
	struct buf b;

	buf_init(&b, c->arena);
	while (*body) {
		const char *end = strstr(body, "\n\n");
		size_t len = end ? (size_t)(end - body) : strlen(body);
		const char *words = markdown_plain(
			c->arena, arena_strndup(c->arena, body, len));

		if (*words)
			buf_printf(&b, "%s%s", b.len ? "\n\n" : "", words);
		body += len;
		body += strspn(body, "\n");
	}
	return utf8_shorten(c->arena, b.data, max);
}

static const char *greeting(struct ctx *c, const char *name)
{
	return str_fill(c->arena, tr(c->s, "Hello {name},"), "name", name,
			NULL);
}

static const char *fill_page(struct ctx *c, const char *words,
			     const struct comment *comment)
{
	return str_fill(c->arena, words, "page",
			words_thread(c, &comment->thread), NULL);
}

/* Nothing that a stranger typed stands in it, neither words nor name: it may
 * go to somebody who never wrote here. */
static void confirm_text(struct ctx *c, const struct notice *n,
			 struct mail_page *page)
{
	mail_page_begin(page, c,
			tr(c->s, "May we write to you about your comment?"));
	mail_page_text(page, tr(c->s, "Hello,"));
	mail_page_text(
		page,
		fill_page(c,
			  tr(c->s, "Somebody, we hope you, left a comment on "
				   "“{page}” and asked for mail about it. Our "
				   "staff read it before it shows."),
			  &n->comment));
	mail_page_text(page,
		       tr(c->s, "Was it you? Then say yes, and we tell you "
				"when your comment can be read and when "
				"somebody answers it."));
	mail_page_button(page, tr(c->s, "Yes, write to me"),
			 mail_link_new(c, MAIL_LINK_CONFIRM, n->address.id));
	mail_page_text(page,
		       tr(c->s, "The link is good for seven days. If it was "
				"not you, do nothing: without your yes we do "
				"not write about comments."));
}

/* Nobody has read the comment yet, and a guest's address may be somebody
 * else's: of theirs nothing stands in it that they typed. */
static void held_text(struct ctx *c, const struct notice *n,
		      struct mail_page *page)
{
	mail_page_begin(page, c, tr(c->s, "Your comment waits to be read"));
	mail_page_text(page,
		       n->user_id ? greeting(c, n->name) : tr(c->s, "Hello,"));
	mail_page_text(
		page,
		fill_page(c,
			  tr(c->s, "Thank you for your comment on “{page}”. "
				   "Our staff read it before it shows. We "
				   "write again when it can be read."),
			  &n->comment));
}

static void published_text(struct ctx *c, const struct notice *n,
			   struct mail_page *page)
{
	const struct comment *own = &n->comment;

	mail_page_begin(page, c, tr(c->s, "Your comment can be read now"));
	mail_page_text(page, greeting(c, n->name));
	mail_page_text(
		page,
		fill_page(c, tr(c->s, "Your comment on “{page}” is published:"),
			  own));
	mail_page_quote(page, plain_words(c, own->body, OWN_MAX));
	mail_page_button(page, tr(c->s, "See it in its place"),
			 url_of(c, "{base}/comments/{id}", "", own->id));
}

static const char *reply_subject(struct ctx *c, const struct comment *reply)
{
	return str_fill(c->arena,
			reply->is_staff
				? tr(c->s, "{name}, Partnership staff, "
					   "answered your comment")
				: tr(c->s, "{name} answered your comment"),
			"name", reply->author_name, NULL);
}

static void reply_text(struct ctx *c, const struct notice *n,
		       struct mail_page *page)
{
	const struct comment *reply = &n->comment;
	const char *subject = reply_subject(c, reply);

	mail_page_begin(page, c, subject);
	mail_page_text(page, greeting(c, n->name));
	mail_page_text(page, str_fill(c->arena, tr(c->s, "{who} on “{page}”:"),
				      "who", subject, "page",
				      words_thread(c, &reply->thread), NULL));
	mail_page_quote(page, plain_words(c, reply->body, REPLY_MAX));
	mail_page_button(page, tr(c->s, "See it in its place"),
			 url_of(c, "{base}/comments/{id}", "", reply->id));
	mail_page_link(page, tr(c->s, "Reply"),
		       url_of(c, "{base}{path}?reply_to={id}#reply",
			      reply->thread.path, reply->id));
	mail_page_text(page, tr(c->s, "You wrote:"));
	mail_page_quote(page, plain_words(c, n->answered, OWN_MAX));
}

static const struct {
	const char *kind;
	void (*write)(struct ctx *c, const struct notice *n,
		      struct mail_page *page);
	const char *why, *stop;
} KINDS[] = {
	{ NOTICE_CONFIRM, confirm_text,
	  TR("You get this one mail because somebody entered your address "
	     "below a comment."),
	  TR("Never ask me again") },
	{ NOTICE_HELD, held_text,
	  TR("You get this because you asked for mail about your comments."),
	  TR("Stop mail about comments") },
	{ NOTICE_PUBLISHED, published_text,
	  TR("You get this because you asked for mail about your comments."),
	  TR("Stop mail about comments") },
	{ NOTICE_REPLY, reply_text,
	  TR("You get this because you asked for mail about your comments."),
	  TR("Stop mail about comments") },
};

enum status mail_text_comment(struct ctx *c, const struct outbox_mail *row,
			      struct mail *mail)
{
	struct mail_end end = { .is_one_click = true };
	struct mail_page page;
	struct notice notice;
	enum status st;
	size_t i = 0;

	while (i < sizeof(KINDS) / sizeof(KINDS[0]) &&
	       strcmp(KINDS[i].kind, row->kind) != 0)
		i++;
	if (i == sizeof(KINDS) / sizeof(KINDS[0]))
		return STATUS_BAD;
	st = store_notice_get(c->db, c->arena, row->kind, row->object,
			      row->recipient, &notice);
	if (st != STATUS_OK)
		return st;
	KINDS[i].write(c, &notice, &page);
	end.why = notice.user_id ? tr(c->s, "You get this because you have an "
					    "account here.")
				 : tr(c->s, KINDS[i].why);
	end.stop_label = tr(c->s, KINDS[i].stop);
	end.stop_url = mail_link_new(c, MAIL_LINK_STOP, notice.address.id);
	mail->thread_id = arena_printf(c->arena, "thread-%" PRId64,
				       notice.comment.thread.id);
	return mail_page_end(&page, &end, mail);
}
