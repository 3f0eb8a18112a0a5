#include "job/mail_text.h"

#include <string.h>

#include "util/json.h"

static const struct words {
	const char *kind, *subject, *text;
} WORDS[] = {
	{ "invitation", TR("Your account at the mentoring directory"),
	  TR("Hello,\n\nyou are invited to help keep the directory of the "
	     "Mentoring Partnership of Minnesota true. Choose your password "
	     "here:\n\n{link}\n\nThe link works once, for seven days. If you "
	     "did not expect it, do nothing: no account can be used without "
	     "it.\n") },
	{ "password-reset", TR("Choose a new password"),
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
			arena_printf(arena, "%s/sign-in/link/%s",
				     site->config->base_url, token),
			NULL);
		is_known = true;
	}
	json_decref(detail);
	return is_known;
}
