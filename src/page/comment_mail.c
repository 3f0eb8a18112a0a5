/* Yes and no to mail about comments: the pages that links in mails lead to.
 * Opening one changes nothing, for mail programs look, too; a button does. A
 * mail program's own "unsubscribe" posts without asking anybody (RFC 8058). */
#include <string.h>

#include "page/mail_link.h"
#include "page/pages.h"
#include "page/render.h"
#include "store/comment.h"
#include "store/digest.h"
#include "store/mail_address.h"

/* "k…@example.org", which no line end takes apart: enough for its owner,
 * nothing for a finder. */
static const char *veiled(struct ctx *c, const char *email)
{
	const char *at = strrchr(email, '@');
	char *first = arena_strdup(c->arena, email);
	size_t len = 1;

	while (((unsigned char)first[len] & 0xc0) == 0x80)
		len++;
	first[len] = '\0';
	return arena_printf(c->arena, "%s…\u2060%s", first, at ? at : "");
}

/* The way back to the page that they wrote on. */
static enum status show_place(struct ctx *c, struct view_dict *part,
			      const char *email)
{
	struct thread thread;
	enum status st =
		store_mail_address_place(c->db, c->arena, email, &thread);

	if (st == STATUS_OK)
		view_set(view_section(part, "PLACE"), "PATH", thread.path);
	return st == STATUS_NOT_FOUND ? STATUS_OK : st;
}

/* One state of the page: a section of the template, and its title. */
static enum status show(struct ctx *c, const char *title, const char *section,
			const char *email)
{
	enum status st = STATUS_OK;
	struct page page = { .title = title,
			     .is_noindex = true,
			     .crumbs = { { "/", tr(c->s, "Home") } } };
	struct view_dict *dict = page_dict(c), *part;

	view_set(dict, "TITLE", title);
	part = view_section(dict, section);
	view_set(part, "T", form_value(&c->request->query, "t"));
	if (email)
		view_set(part, "EMAIL", veiled(c, email));
	if (email && !strcmp(section, "CONFIRMED"))
		st = show_place(c, part, email);
	if (st != STATUS_OK)
		return st;
	return page_show(c, &page, "pages/comment_mail.tpl", dict);
}

/* An old link, a broken one, an address that was erased. */
static enum status show_over(struct ctx *c, enum mail_link_state state)
{
	c->response->code = state == MAIL_LINK_FORGED ? 404 : 410;
	return show(c, tr(c->s, "This link is over"),
		    state == MAIL_LINK_FORGED ? "BROKEN" : "OVER", NULL);
}

/* Saying yes --------------------------------------------------------------- */

static enum status read_address(struct ctx *c, enum mail_link_use use,
				struct mail_address *out,
				enum mail_link_state *state)
{
	int64_t id;
	enum status st;

	*state = mail_link_read(c, use, &id);
	if (*state != MAIL_LINK_FINE)
		return STATUS_OK;
	st = store_mail_address_get(c->db, c->arena, id, out);
	if (st != STATUS_NOT_FOUND)
		return st;
	*state = MAIL_LINK_OLD;
	return STATUS_OK;
}

/* GET /comments/confirm */
enum status page_comment_confirm(struct ctx *c)
{
	struct mail_address address;
	enum mail_link_state state;
	enum status st = read_address(c, MAIL_LINK_CONFIRM, &address, &state);

	if (st != STATUS_OK)
		return st;
	if (state != MAIL_LINK_FINE)
		return show_over(c, state);
	if (address.confirmed_at && !address.stopped_at)
		return show(c, tr(c->s, "We write to you"), "CONFIRMED",
			    address.email);
	return show(c, tr(c->s, "May we write to you?"), "CONFIRM",
		    address.email);
}

/* POST /comments/confirm */
enum status page_comment_confirm_save(struct ctx *c)
{
	struct mail_address address;
	enum mail_link_state state;
	enum status st = read_address(c, MAIL_LINK_CONFIRM, &address, &state);

	if (st != STATUS_OK)
		return st;
	if (state != MAIL_LINK_FINE)
		return show_over(c, state);
	st = store_mail_address_confirm(c->db, address.id, c->now);
	if (st == STATUS_NOT_FOUND)
		return show_over(c, MAIL_LINK_OLD);
	if (st != STATUS_OK)
		return st;
	return page_redirect(c, 303, "/comments/confirm?t=%s",
			     form_value(&c->request->query, "t"));
}

/* Saying no ---------------------------------------------------------------- */

static enum status show_address(struct ctx *c)
{
	struct mail_address address;
	enum mail_link_state state;
	enum status st = read_address(c, MAIL_LINK_STOP, &address, &state);

	if (st != STATUS_OK)
		return st;
	if (state != MAIL_LINK_FINE)
		return show_over(c, state);
	if (address.stopped_at)
		return show(c, tr(c->s, "No more mail about comments"),
			    "STOPPED", address.email);
	return show(c, tr(c->s, "Stop mail about comments?"), "STOP",
		    address.email);
}

static enum status show_digest(struct ctx *c, int64_t user_id)
{
	bool is_on;
	enum status st = store_digest_is_on(c->db, user_id, &is_on);

	if (st == STATUS_NOT_FOUND)
		return show_over(c, MAIL_LINK_OLD);
	if (st != STATUS_OK)
		return st;
	return is_on ? show(c, tr(c->s, "Stop mail about what waits?"),
			    "DIGEST_STOP", NULL)
		     : show(c, tr(c->s, "No more mail about what waits"),
			    "DIGEST_STOPPED", NULL);
}

/* GET /comments/stop */
enum status page_comment_stop(struct ctx *c)
{
	int64_t user_id;

	if (mail_link_read(c, MAIL_LINK_DIGEST, &user_id) == MAIL_LINK_FINE)
		return show_digest(c, user_id);
	return show_address(c);
}

static enum status stop_digest(struct ctx *c, int64_t user_id)
{
	const char *actor =
		arena_printf(c->arena, "user %lld", (long long)user_id);
	enum status st = store_digest_switch(
		c->db, user_id, form_flag(c->form, "again"), actor);

	return st == STATUS_OK ? show_digest(c, user_id) : st;
}

/* POST /comments/stop: of the page's button, and of mail programs, which get
 * 200 as often as they ask, and no redirect. */
enum status page_comment_stop_save(struct ctx *c)
{
	enum mail_link_state state;
	enum status st;
	int64_t id;

	if (mail_link_read(c, MAIL_LINK_DIGEST, &id) == MAIL_LINK_FINE)
		return stop_digest(c, id);
	state = mail_link_read(c, MAIL_LINK_STOP, &id);
	if (state != MAIL_LINK_FINE)
		return show_over(c, state);
	if (form_flag(c->form, "again"))
		st = store_mail_address_confirm(c->db, id, c->now);
	else
		st = store_mail_address_stop(c->db, id, c->now);
	if (st == STATUS_NOT_FOUND) /* erased: nothing is left to stop */
		return show(c, tr(c->s, "No more mail about comments"), "GONE",
			    NULL);
	return st == STATUS_OK ? show_address(c) : st;
}
