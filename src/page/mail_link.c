#include "page/mail_link.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "util/token.h"

#define FUTURE_SECONDS 300 /* clocks may be set back a little */

static const struct {
	const char *purpose, *path;
	int64_t seconds; /* 0: for ever */
} USES[] = {
	[MAIL_LINK_CONFIRM] = { "confirm", "/comments/confirm",
				MAIL_LINK_SECONDS },
	[MAIL_LINK_STOP] = { "stop", "/comments/stop", 0 },
	[MAIL_LINK_DIGEST] = { "digest", "/comments/stop", 0 },
};

/* head: "12.1700000000" */
static void sign(const struct ctx *c, enum mail_link_use use, const char *head,
		 unsigned char mac[TOKEN_HASH])
{
	unsigned char key[32];

	token_subkey(c->site->key, "maillink", key);
	token_mac(mac, key, USES[use].purpose, head, NULL);
	explicit_bzero(key, sizeof(key));
}

const char *mail_link_new(const struct ctx *c, enum mail_link_use use,
			  int64_t number)
{
	const char *head =
		arena_printf(c->arena, "%" PRId64 ".%" PRId64, number, c->now);
	unsigned char mac[TOKEN_HASH];
	char text[TOKEN_TEXT];

	sign(c, use, head, mac);
	token_text(mac, text);
	return arena_printf(c->arena, "%s%s?t=%s.%s", c->site->config->base_url,
			    USES[use].path, head, text);
}

enum mail_link_state mail_link_read(const struct ctx *c, enum mail_link_use use,
				    int64_t *number)
{
	const char *t = form_value(&c->request->query, "t");
	const char *dot = t ? strrchr(t, '.') : NULL;
	unsigned char mac[TOKEN_HASH], given[TOKEN_HASH];
	char *head, *end;
	int64_t made_at;

	*number = 0;
	if (!dot || !token_decode(dot + 1, given, sizeof(given)))
		return MAIL_LINK_FORGED;
	head = arena_strndup(c->arena, t, (size_t)(dot - t));
	sign(c, use, head, mac);
	if (!token_equal(mac, given, sizeof(mac)))
		return MAIL_LINK_FORGED;
	*number = strtoll(head, &end, 10);
	made_at = *end == '.' ? strtoll(end + 1, NULL, 10) : 0;
	if (USES[use].seconds && (c->now - made_at > USES[use].seconds ||
				  made_at - c->now > FUTURE_SECONDS))
		return MAIL_LINK_OLD;
	return MAIL_LINK_FINE;
}
