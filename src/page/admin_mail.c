#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "page/admin.h"
#include "page/admin_comment_view.h"
#include "page/pages.h"
#include "store/digest.h"
#include "store/notice.h"
#include "store/outbox.h"
#include "view/format.h"

#define SHOWN_MAX 100

static const char *kind_word(struct ctx *c, const char *kind)
{
	static const struct {
		const char *kind, *words;
	} KINDS[] = {
		{ "invitation", TR("Invitation") },
		{ "password-reset", TR("New password") },
		{ "sign-in-link", TR("Link to sign in") },
		{ NOTICE_CONFIRM, TR("May we write to you?") },
		{ NOTICE_HELD, TR("Your comment waits") },
		{ NOTICE_PUBLISHED, TR("Your comment is published") },
		{ NOTICE_REPLY, TR("A reply to you") },
		{ DIGEST_KIND, TR("Comments to read") },
	};

	for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++)
		if (strcmp(kind, KINDS[i].kind) == 0)
			return tr(c->s, KINDS[i].words);
	return tr(c->s, "Another mail");
}

static const char *state_of(struct ctx *c, size_t waiting)
{
	if (!*c->site->config->mail_server)
		return tr(c->s,
			  "No mail server is set up, so no mail is sent. Hand "
			  "over one-time links yourself.");
	if (waiting == 0)
		return tr(c->s, "No mail waits to be sent.");
	return str_fill(c->arena,
			trn(c->s, "{n} mail waits to be sent.",
			    "{n} mails wait to be sent.", (int64_t)waiting),
			"n", format_int(c->arena, c->s, (int64_t)waiting),
			NULL);
}

/* "550" of "… (SMTP 550)"; NULL when the server said nothing. */
static const char *code_of(struct ctx *c, const char *error)
{
	const char *at = error ? strstr(error, "(SMTP ") : NULL;
	int code;

	if (!at || sscanf(at, "(SMTP %d)", &code) != 1 || code < 400)
		return NULL;
	return arena_printf(c->arena, "%d", code);
}

static void show_mail(struct ctx *c, struct view_dict *row,
		      const struct outbox_mail *mail)
{
	view_set_int(row, "MAIL_ID", mail->id);
	view_set(row, "RECIPIENT", mail->recipient);
	view_set(row, "KIND", kind_word(c, mail->kind));
	view_set(row, "SINCE", format_date(c->arena, c->s, mail->created_at));
	view_set(row, "MAIL_ERROR", mail->error);
	view_set(row, "TRIES", format_int(c->arena, c->s, mail->tries));
	view_show_text(row, "CODE", code_of(c, mail->error));
	if (!mail->is_failed) {
		view_set(view_section(row, "AGAIN"), "AGAIN_AT",
			 comment_when(c, mail->next_at));
		return;
	}
	row = view_section(row, "RETRY");
	admin_form(c, row,
		   arena_printf(c->arena, "/admin/mail/%" PRId64 "/retry",
				mail->id));
}

/* GET /admin/mail */
enum status page_admin_mail(struct ctx *c)
{
	struct admin_page page = { .title = tr(c->s, "Mail"),
				   .nav = ADMIN_MAIL };
	struct view_dict *dict = page_dict(c), *failed = NULL;
	size_t waiting, failures, count;
	struct outbox_mail *mails;
	enum status st = store_outbox_count(c->db, &waiting, &failures);

	if (st == STATUS_OK)
		st = store_outbox_list(c->db, c->arena, SHOWN_MAX, &mails,
				       &count);
	if (st != STATUS_OK)
		return st;
	view_set(dict, "STATE_OF_MAIL", state_of(c, waiting));
	if (count > 0)
		failed = view_section(dict, "FAILED");
	for (size_t i = 0; i < count; i++)
		show_mail(c, view_section(failed, "MAILS"), &mails[i]);
	return admin_show(c, &page, "pages/admin_mail.tpl", dict);
}

/* POST /admin/mail/:id/retry */
enum status page_admin_mail_retry(struct ctx *c)
{
	int64_t id = ctx_id(c, "id");
	enum status st = store_outbox_retry(c->db, id, admin_actor(c), c->now);

	/* Another one was faster, and it waits already. */
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		return st;
	return admin_done(c, 0, "/admin/mail");
}
