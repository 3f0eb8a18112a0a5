#include "job/mail_text.h"

#include <string.h>

#include "job/mail_page.h"
#include "store/digest.h"
#include "store/notice.h"
#include "util/clock.h"
#include "util/json.h"

/* Mails that open an account: a one-time link, good for a while. */
static const struct words {
	const char *kind, *path;
	int64_t seconds;
	const char *subject, *hello, *text, *button, *life, *why;
} LINKS[] = {
	{ "invitation", "/sign-in/link/", 7 * CLOCK_DAY,
	  TR("Your account at the mentoring directory"), TR("Hello,"),
	  TR("You are invited to help keep the directory of the Mentoring "
	     "Partnership of Minnesota true. Choose your password, and the "
	     "staff pages are yours."),
	  TR("Choose your password"),
	  TR("The link works once, for seven days."),
	  TR("You get this because somebody of our staff invited you. If you "
	     "did not expect it, do nothing: no account can be used without "
	     "the link.") },
	{ "password-reset", "/sign-in/link/", 3600, TR("Choose a new password"),
	  TR("Hello,"),
	  TR("Somebody, we hope you, asked for a new password at the directory "
	     "of the Mentoring Partnership of Minnesota."),
	  TR("Choose a new password"), TR("The link works once, for one hour."),
	  TR("You get this because somebody asked for it with your address. If "
	     "it was not you, do nothing: your password stays as it is.") },
	{ "sign-in-link", "/sign-in/email/", 600, TR("Your link to sign in"),
	  TR("Hello,"),
	  TR("Somebody, we hope you, wants to sign in at the directory of the "
	     "Mentoring Partnership of Minnesota with this address."),
	  TR("Sign in"), TR("The link works once, for ten minutes."),
	  TR("You get this because somebody asked for it with your address. If "
	     "it was not you, do nothing: nobody is signed in without the "
	     "link.") },
	{ "sign-in-staff", "/sign-in", 600, TR("Sign in with your password"),
	  TR("Hello,"),
	  TR("Somebody, we hope you, asked for a link to sign in at the "
	     "directory of the Mentoring Partnership of Minnesota. This "
	     "address has a staff account, so use your password instead."),
	  TR("Go to the sign-in page"),
	  TR("With your password, and the code of your phone if you set it "
	     "up."),
	  TR("You get this because somebody asked for it with your address. If "
	     "it was not you, do nothing.") },
};

static enum status link_text(struct ctx *c, const struct words *words,
			     const struct outbox_mail *row, struct mail *mail)
{
	json_t *detail = json_loads(row->detail ? row->detail : "", 0, NULL);
	const char *token = json_string_value(json_object_get(detail, "link"));
	const struct mail_end end = { .why = tr(c->s, words->why) };
	struct mail_page page;
	const char *url;

	url = token ? arena_printf(c->arena, "%s%s%s",
				   c->site->config->base_url, words->path,
				   token)
		    : NULL;
	json_decref(detail);
	if (!url)
		return STATUS_BAD;
	if (c->now - row->created_at > words->seconds)
		return STATUS_GONE;
	mail_page_begin(&page, c, tr(c->s, words->subject));
	mail_page_text(&page, tr(c->s, words->hello));
	mail_page_text(&page, tr(c->s, words->text));
	mail_page_button(&page, tr(c->s, words->button), url);
	mail_page_text(&page, tr(c->s, words->life));
	return mail_page_end(&page, &end, mail);
}

enum status mail_text(struct ctx *c, const struct outbox_mail *row,
		      struct mail *mail)
{
	for (size_t i = 0; i < sizeof(LINKS) / sizeof(LINKS[0]); i++)
		if (!strcmp(LINKS[i].kind, row->kind))
			return link_text(c, &LINKS[i], row, mail);
	if (!strcmp(row->kind, DIGEST_KIND))
		return mail_text_digest(c, row, mail);
	return mail_text_comment(c, row, mail);
}
