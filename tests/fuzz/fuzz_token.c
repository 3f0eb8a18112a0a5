/* Signed things that come back: a form's token, a link in a mail. Only what we
 * made is taken. The input is sent as it is; and it changes a true one: pairs
 * of bytes, where and by what. */
#include <stdio.h>

#include "fuzz.h"
#include "fuzz_db.h"
#include "page/form_token.h"
#include "page/mail_link.h"
#include "page/routes.h"
#include "store/session.h"
#include "util/config.h"

#define NOW        INT64_C(1795449600)
#define TOKEN_ROOM 100

static struct site site;
static struct session session = { .id = 7 };
static const struct route route = { POST, FOR_STAFF,       "/admin/x",
				    NULL, ROUTE_WRITES,    FORM_TOKEN,
				    4096, .may = MAY_ENTER };

struct post {
	struct form form;
	struct form_field fields[2], link[1];
	struct request request;
	struct ctx c;
};

static void begin(struct post *p, struct arena *arena)
{
	static struct config config = { .base_url = "https://a.example" };

	site.config = &config;
	*p = (struct post){ .fields = { { "note", "words" } } };
	p->form = (struct form){ .arena = arena,
				 .fields = p->fields,
				 .count = 2 };
	p->request = (struct request){ .arena = arena, .path = "/admin/x" };
	p->request.query =
		(struct form){ .arena = arena, .fields = p->link, .count = 1 };
	p->c = (struct ctx){ .site = &site,
			     .request = &p->request,
			     .arena = arena,
			     .route = &route,
			     .form = &p->form,
			     .db = fuzz_db(),
			     .user = &session,
			     .now = NOW };
}

static enum form_token_state send(struct post *p, const char *token)
{
	enum form_token_state state;
	const char *location;

	p->fields[1] = (struct form_field){ FORM_TOKEN_FIELD, token };
	MUST(form_token_check(&p->c, &state, &location) == STATUS_OK);
	MUST(!location);
	MUST(form_token_answer(&p->c, &location) == STATUS_OK && !location);
	return state;
}

/* A form that was carried out: sent again as it was, it gives the first
 * answer; with other words it does not. */
static void send_again(struct post *p, char *words, size_t size)
{
	static char token[TOKEN_ROOM];
	struct form_file file = { "file", "a", words, size };
	enum form_token_state state;
	const char *location, *answer;
	bool is_same = strcmp(words, "words") == 0;

	if (!*token) {
		snprintf(token, sizeof(token), "%s",
			 form_token_new(&p->c, "/admin/x"));
		p->fields[1] = (struct form_field){ FORM_TOKEN_FIELD, token };
		MUST(form_token_spend(&p->c, "/done") == STATUS_OK);
	}
	p->fields[0].value = words;
	p->fields[1] = (struct form_field){ FORM_TOKEN_FIELD, token };
	for (int i = 0; i < 2; i++) {
		p->form.file = i ? &file : NULL;
		MUST(form_token_check(&p->c, &state, &location) == STATUS_OK);
		MUST(state ==
		     (is_same && !i ? FORM_TOKEN_REPEATED : FORM_TOKEN_USED));
		MUST(form_token_answer(&p->c, &answer) == STATUS_OK);
		MUST(!location == !answer && !location == !(is_same && !i));
	}
	p->form.file = NULL;
	p->fields[0].value = "words";
}

static enum mail_link_state follow(struct post *p, const char *t)
{
	int64_t number;
	enum mail_link_state state;

	p->link[0] = (struct form_field){ "t", t };
	state = mail_link_read(&p->c, MAIL_LINK_CONFIRM, &number);
	MUST(number == (state == MAIL_LINK_FORGED ? 0 : 12));
	return state;
}

/* text, changed; is it another text? */
static bool change(char *text, const uint8_t *data, size_t size)
{
	size_t len = strlen(text);
	bool is_other = false;

	for (size_t i = 0; i + 1 < size && i < 16; i += 2)
		text[data[i] % len] = (char)(text[data[i] % len] ^ data[i + 1]);
	for (size_t i = 0; i + 1 < size && i < 16; i += 2)
		is_other = is_other || data[i + 1];
	return is_other;
}

static void change_token(struct post *p, const uint8_t *data, size_t size)
{
	const char *made = form_token_new(&p->c, "/admin/x");
	char *text = arena_strdup(p->c.arena, made);

	p->c.now = NOW;
	MUST(send(p, made) == FORM_TOKEN_FINE);
	if (size > 0)
		p->c.now = NOW + (int64_t)data[0] * 3600;
	change(text, data, size);
	if (strcmp(text, made) != 0)
		MUST(send(p, text) == FORM_TOKEN_MISSING);
	else
		MUST(send(p, made) == (p->c.now - NOW > FORM_TOKEN_SECONDS
					       ? FORM_TOKEN_OLD
					       : FORM_TOKEN_FINE));
	p->c.now = NOW;
}

static void change_link(struct post *p, const uint8_t *data, size_t size)
{
	const char *made = mail_link_new(&p->c, MAIL_LINK_CONFIRM, 12);
	char *text;

	made = strstr(made, "?t=") + 3;
	text = arena_strdup(p->c.arena, made);
	change(text, data, size);
	if (size > 0)
		p->c.now = NOW + (int64_t)data[0] * 3600;
	if (strcmp(text, made) != 0)
		MUST(follow(p, text) == MAIL_LINK_FORGED);
	else
		MUST(follow(p, made) == (p->c.now - NOW > MAIL_LINK_SECONDS
						 ? MAIL_LINK_OLD
						 : MAIL_LINK_FINE));
	p->c.now = NOW;
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	struct post p;

	begin(&p, arena);
	MUST(send(&p, text) == FORM_TOKEN_MISSING);
	/* libFuzzer reads what is compared, so it may send the true link. */
	MUST(follow(&p, text) == MAIL_LINK_FORGED ||
	     strstr(mail_link_new(&p.c, MAIL_LINK_CONFIRM, 12), text));
	send_again(&p, text, size);
	change_token(&p, data, size);
	change_link(&p, data, size);
}
