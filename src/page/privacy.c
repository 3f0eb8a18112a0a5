/* What is known of people, in plain words: what code does, from its tables. */
#include "page/privacy.h"

#include "page/guard.h"
#include "page/guest.h"
#include "page/pages.h"
#include "page/preferences.h"
#include "page/render.h"
#include "page/retention.h"
#include "page/sign_in_attempt.h"
#include "page/sign_in_delay.h"
#include "store/mail_address.h"
#include "store/session.h"
#include "view/format.h"

const struct privacy_cookie privacy_cookies[] = {
	{ THEME_COOKIE, TR("When you choose light or dark colors: which ones"),
	  NULL, THEME_SECONDS },
	{ GUEST_COOKIE,
	  TR("When you comment without an account: you see your own comment "
	     "while it waits, and can change it for 15 minutes"),
	  TR("{time} after your last comment"), GUEST_SECONDS },
	{ CONNECT_COOKIE,
	  TR("When you begin to sign in: nobody else can finish it"), NULL,
	  SIGN_IN_ATTEMPT_KEEP },
	{ SESSION_COOKIE, TR("When you are signed in: that it is you"),
	  TR("{time} at most, and when you sign out"),
	  SESSION_READER_LONGEST_SECONDS },
	{ DEVICE_COOKIE,
	  TR("When staff sign in with a password: their browser is known, so "
	     "nobody can lock them out by guessing"),
	  NULL, DEVICE_SECONDS },
};
const size_t privacy_cookie_count =
	sizeof(privacy_cookies) / sizeof(privacy_cookies[0]);

/* words with {time}, or the time alone. */
static const char *with_time(struct ctx *c, const char *words, int64_t seconds)
{
	const char *time = retention_time(c->arena, c->s, seconds);

	return words ? str_fill(c->arena, tr(c->s, words), "time", time, NULL)
		     : time;
}

static void show_cookies(struct ctx *c, struct view_dict *dict)
{
	for (size_t i = 0; i < privacy_cookie_count; i++) {
		const struct privacy_cookie *cookie = &privacy_cookies[i];
		struct view_dict *row = view_section(dict, "COOKIE");

		view_set(row, "COOKIE_NAME", cookie->name);
		view_set(row, "COOKIE_WHAT", tr(c->s, cookie->what));
		view_set(row, "COOKIE_TIME",
			 with_time(c, cookie->until, cookie->seconds));
	}
}

static void show_table(struct ctx *c, struct view_dict *dict)
{
	static const char *const parts[RETENTION_PARTS] = {
		[RETENTION_WRITING] = TR("What you write"),
		[RETENTION_ADDRESSES] = TR("Codes, against abuse"),
		[RETENTION_MAIL] = TR("Mail"),
		[RETENTION_SIGN_IN] = TR("Signing in"),
		[RETENTION_STAFF] = TR("The work of our staff"),
		[RETENTION_COPIES] = TR("The server"),
	};
	struct view_dict *tables[RETENTION_PARTS];

	for (size_t i = 0; i < RETENTION_PARTS; i++) {
		tables[i] = view_section(dict, "PART");
		view_set(tables[i], "PART_NAME", tr(c->s, parts[i]));
	}
	for (size_t i = 0; i < retention_count; i++) {
		const struct retention *kept = &retention_table[i];
		struct view_dict *row = view_section(tables[kept->part], "ROW");

		view_set(row, "ROW_ID", kept->id);
		view_set(row, "WHAT", tr(c->s, kept->what));
		view_set(row, "HOW_LONG",
			 with_time(c, kept->until,
				   retention_shown(kept, c->site->config)));
	}
}

/* Only who can be chosen here is named. */
static void show_providers(struct ctx *c, struct view_dict *dict)
{
	const struct config *config = c->site->config;
	const char **names = arena_array(c->arena, config->provider_count + 1,
					 sizeof(*names));

	for (size_t i = 0; i < config->provider_count; i++)
		names[i] = config->providers[i].label;
	if (config->provider_count > 0)
		view_set(view_section(dict, "PROVIDERS"), "PROVIDER_NAMES",
			 format_list(c->arena, c->s, names,
				     config->provider_count));
}

static enum status fill(struct ctx *c, struct page *page,
			struct view_dict *dict)
{
	(void)page;
	show_cookies(c, dict);
	show_table(c, dict);
	show_providers(c, dict);
	view_set(dict, "ASK_DAYS",
		 retention_time(c->arena, c->s,
				(int64_t)MAIL_ADDRESS_DAYS * 86400));
	return STATUS_OK;
}

/* GET /about/privacy */
enum status page_privacy(struct ctx *c)
{
	struct page page = {
		.title = tr(c->s, "Privacy"),
		.description = tr(c->s, "What this site knows of you, how long "
					"it keeps that, and how to delete it."),
		.canonical = "/about/privacy",
		.nav = NAV_ABOUT,
		.crumbs = { { "/", tr(c->s, "Home") },
			    { "/about", tr(c->s, "About us") } },
	};

	return page_show_kept(c, &page, "pages/privacy.tpl", fill);
}
