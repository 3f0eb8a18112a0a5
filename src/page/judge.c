#include "page/judge.h"

#include <inttypes.h>

#include "page/safety.h"
#include "util/token.h"

const char *judge_stamp(struct ctx *c)
{
	const char *when = arena_printf(c->arena, "%" PRId64, c->now);
	unsigned char mac[TOKEN_HASH];
	char text[TOKEN_TEXT];

	if (!c->has_cookies)
		return NULL;
	token_mac(mac, c->site->key, "made", when, NULL);
	token_text(mac, text);
	return arena_printf(c->arena, "%s.%s", when, text);
}

/* Held like all others, for a browser's memory may have filled the trap. */
static bool is_bait(const struct ctx *c)
{
	const char *bait = form_value(c->form, "topic");

	return bait && *bait;
}

enum status comment_judge(struct ctx *c, struct comment_draft *draft)
{
	draft->flags = safety_flags(c->arena, arena_printf(c->arena, "%s\n%s",
							   draft->author_name,
							   draft->body));
	if (is_bait(c))
		draft->flags |= COMMENT_IS_BAIT;
	return STATUS_OK;
}
