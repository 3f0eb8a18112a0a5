#include "job/mail_text.h"

#include <string.h>

#include "util/json.h"

static const struct words {
	const char *kind, *path, *subject, *text;
} WORDS[] = {
	{ "sign-in-link", "/sign-in/email/", TR("Your link to sign in"),
	  TR("Hello,\n\nsomebody, we hope you, wants to sign in at the "
	     "directory of the Mentoring Partnership of Minnesota. Open this "
	     "page and press its button:\n\n{link}\n\nThe link works once, "
	     "for ten minutes. If it was not you, do nothing: nobody is "
	     "signed in without it.\n") },
	{ "sign-in-staff", "/sign-in", TR("Sign in with your password"),
	  TR("Hello,\n\nsomebody, we hope you, asked for a link to sign in at "
	     "the directory of the Mentoring Partnership of Minnesota. This "
	     "address has a staff account, so use your password instead:"
	     "\n\n{link}\n\nIf it was not you, do nothing.\n") },
	{ "invitation", "/sign-in/link/",
	  TR("Your account at the mentoring directory"),
	  TR("Hello,\n\nyou are invited to help keep the directory of the "
	     "Mentoring Partnership of Minnesota true. Choose your password "
	     "here:\n\n{link}\n\nThe link works once, for seven days. If you "
	     "did not expect it, do nothing: no account can be used without "
	     "it.\n") },
	{ "password-reset", "/sign-in/link/", TR("Choose a new password"),
	  TR("Hello,\n\nsomebody, we hope you, asked for a new password at the "
	     "directory of the Mentoring Partnership of Minnesota. Choose it "
	     "here:\n\n{link}\n\nThe link works once, for one hour. If it was "
	     "not you, do nothing: your password stays as it is.\n") },
};

bool mail_text(struct site *site, struct arena *arena,
	       const struct outbox_mail *row, struct mail *mail)
{
	json_t *detail = json_loads(row->detail ? row->detail : "", 0, NULL);
	const char *token = json_string_value(json_object_get(detail, "link"));
	bool is_known = false;

	for (size_t i = 0; token && i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
		if (strcmp(WORDS[i].kind, row->kind) != 0)
			continue;
		mail->subject = tr(site->strings, WORDS[i].subject);
		mail->text = str_fill(
			arena, tr(site->strings, WORDS[i].text), "link",
			arena_printf(arena, "%s%s%s", site->config->base_url,
				     WORDS[i].path, token),
			NULL);
		is_known = true;
	}
	json_decref(detail);
	return is_known;
}
