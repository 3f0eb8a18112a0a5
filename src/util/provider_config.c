#include "util/provider_config.h"

#include <string.h>

#include "util/utf8.h"

#define SECTION      "provider "
#define SECTION_LEN  (sizeof(SECTION) - 1)
#define ID_MAX       32
#define VALUE_MAX    190
#define FOR_OAUTH2   " (kind oauth2)"
#define LOWER_DIGITS "abcdefghijklmnopqrstuvwxyz0123456789-"

/* Reading, explaining and the unknown-key error all follow from a row. */
static const struct key {
	const char *name;
	enum { TEXT, WORD, URL, CHOICE } kind;
	size_t offset;       /* of the member of struct provider_config */
	const char *choices; /* " one other " */
	const char *standard;
	const char *help;
} KEYS[] = {
#define MEMBER(name) #name, .offset = offsetof(struct provider_config, name)
	{ MEMBER(label), .kind = TEXT, .standard = "",
	  .help = "what people know it as" },
	{ MEMBER(kind), .kind = CHOICE, .choices = " oidc oauth2 ",
	  .standard = "oidc",
	  .help = "oidc: OpenID Connect; oauth2: OAuth 2.0 with PKCE and a "
		  "page that says who" },
	{ MEMBER(issuer), .kind = URL, .standard = "",
	  .help = "where an oidc one is found, to the letter; with the subject "
		  "it is the identity, so keep it" },
	{ MEMBER(authorize_url), .kind = URL, .standard = "",
	  .help = "where the browser is sent" FOR_OAUTH2 },
	{ MEMBER(token_url), .kind = URL, .standard = "",
	  .help = "where the code is exchanged" FOR_OAUTH2 },
	{ MEMBER(userinfo_url), .kind = URL, .standard = "",
	  .help = "what says who it is, in JSON" FOR_OAUTH2 },
	{ MEMBER(client_id), .kind = WORD, .standard = "",
	  .help = "ours, from the provider; without it nobody is offered this "
		  "way" },
	{ MEMBER(secret_file), .kind = TEXT, .standard = "",
	  .help = "file whose first line is the client's secret" },
	{ MEMBER(scopes), .kind = TEXT, .standard = "openid profile email",
	  .help = "what we ask for" },
	{ MEMBER(name_claim), .kind = WORD, .standard = "name",
	  .help = "member that is the name; data.name is name within data" },
	{ MEMBER(email_claim), .kind = WORD, .standard = "email",
	  .help = "member that is the e-mail address; empty: not taken" },
	{ MEMBER(verified_claim), .kind = WORD, .standard = "email_verified",
	  .help = "member that says the address was verified; the same as "
		  "email_claim if it gives no other; empty: not taken" },
	{ MEMBER(subject_claim), .kind = WORD, .standard = "sub",
	  .help = "member that is the lasting number of a person; always sub "
		  "with oidc" },
	{ MEMBER(algorithm), .kind = CHOICE,
	  .choices = " RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 ",
	  .standard = "RS256", .help = "of the signature of its ID tokens" },
	{ MEMBER(token_auth), .kind = CHOICE, .choices = " basic post ",
	  .standard = "basic",
	  .help = "how we say who we are: basic (a header) or post (a field)" },
	{ MEMBER(appsecret_proof), .kind = CHOICE, .choices = " no yes ",
	  .standard = "no", .help = "send Facebook's proof with requests" },
};
#define KEY_COUNT (sizeof(KEYS) / sizeof(KEYS[0]))

static const char **member_of(struct provider_config *p, const struct key *key)
{
	return (const char **)(void *)((char *)p + key->offset);
}

/* What differs from the standards of KEYS. */
static const struct provider_config KNOWN[] = {
	{ .id = "google",
	  .label = "Google",
	  .issuer = "https://accounts.google.com",
	  .token_auth = "post" },
	{ .id = "wordpress",
	  .label = "WordPress.com",
	  .issuer = "https://public-api.wordpress.com",
	  .token_auth = "post" },
	/* Its addresses without a version mean the oldest one that lives. It
	 * does not say whether an address was verified, so none is taken. */
	{ .id = "facebook",
	  .label = "Facebook",
	  .kind = "oauth2",
	  .issuer = "https://www.facebook.com",
	  .authorize_url = "https://www.facebook.com/dialog/oauth",
	  .token_url = "https://graph.facebook.com/oauth/access_token",
	  .userinfo_url = "https://graph.facebook.com/me?fields=id,name",
	  .scopes = "public_profile",
	  .email_claim = "",
	  .verified_claim = "",
	  .subject_claim = "id",
	  .token_auth = "post",
	  .appsecret_proof = "yes" },
	{ .id = "x",
	  .label = "X",
	  .kind = "oauth2",
	  .issuer = "https://x.com",
	  .authorize_url = "https://x.com/i/oauth2/authorize",
	  .token_url = "https://api.x.com/2/oauth2/token",
	  .userinfo_url = "https://api.x.com/2/users/me",
	  .scopes = "users.read tweet.read",
	  .name_claim = "data.name",
	  .email_claim = "",
	  .verified_claim = "",
	  .subject_claim = "data.id" },
};
#define KNOWN_COUNT (sizeof(KNOWN) / sizeof(KNOWN[0]))

/* Words that stand for something else behind /sign-in/. */
static const char *const TAKEN[] = { "code", "email", "forgot", "link",
				     "return" };

static void set_standards(struct provider_config *p)
{
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (!*member_of(p, &KEYS[i]))
			*member_of(p, &KEYS[i]) = KEYS[i].standard;
}

void provider_configs_begin(struct provider_configs *configs)
{
	*configs = (struct provider_configs){ .count = KNOWN_COUNT };
	memcpy(configs->all, KNOWN, sizeof(KNOWN));
	for (size_t i = 0; i < KNOWN_COUNT; i++)
		set_standards(&configs->all[i]);
}

bool provider_config_is(const char *section)
{
	return strncmp(section, SECTION, SECTION_LEN) == 0;
}

static bool is_id(const char *id)
{
	size_t len = strlen(id);

	for (size_t i = 0; i < sizeof(TAKEN) / sizeof(TAKEN[0]); i++)
		if (strcmp(id, TAKEN[i]) == 0)
			return false;
	return len > 0 && len <= ID_MAX && *id != '-' &&
	       strspn(id, LOWER_DIGITS) == len;
}

static struct provider_config *find(struct provider_configs *configs,
				    const char *id)
{
	for (size_t i = 0; i < configs->count; i++)
		if (strcmp(configs->all[i].id, id) == 0)
			return &configs->all[i];
	return NULL;
}

static struct provider_config *
add(struct arena *arena, struct provider_configs *configs, const char *id)
{
	struct provider_config *p = &configs->all[configs->count++];

	*p = (struct provider_config){ .id = arena_strdup(arena, id) };
	set_standards(p);
	return p;
}

/* Visible ASCII, and spaces if they may be. */
static bool is_visible(const char *text, bool may_have_spaces)
{
	for (; *text; text++)
		if (*text < (may_have_spaces ? ' ' : '!') || *text > '~')
			return false;
	return true;
}

const char *provider_config_origin(struct arena *arena, const char *url)
{
	const char *host = strstr(url, "://");

	if (!host)
		return "";
	host += 3;
	return arena_strndup(arena, url,
			     (size_t)(host - url) + strcspn(host, "/?#"));
}

/* The host ends at a port, a path or the end. */
static bool begins_with_host(const char *text, const char *host)
{
	size_t len = strlen(host);

	return strncmp(text, host, len) == 0 &&
	       strchr(":/?", text[len]) != NULL;
}

bool provider_config_is_here(const char *url)
{
	return strncmp(url, "http://", 7) == 0 &&
	       (begins_with_host(url + 7, "127.0.0.1") ||
		begins_with_host(url + 7, "localhost") ||
		begins_with_host(url + 7, "[::1]"));
}

/* Nothing in it that one program might read otherwise than another. */
static bool is_url(const char *url)
{
	const char *host;

	if (!is_visible(url, false) || strpbrk(url, "\\\"'<>^`{}|@#"))
		return false;
	if (provider_config_is_here(url))
		return true;
	if (strncmp(url, "https://", 8) != 0)
		return false;
	host = url + 8;
	return *host && host[strcspn(host, "/?")] != '?' &&
	       strspn(host, LOWER_DIGITS ".:[]") == strcspn(host, "/?") &&
	       strchr(LOWER_DIGITS "[", *host);
}

static const char *value_fault(const struct key *key, const char *value)
{
	if (strlen(value) > VALUE_MAX)
		return "is too long";
	if (key->kind == TEXT && !utf8_is_valid(value, strlen(value)))
		return "must be UTF-8";
	if (key->kind == WORD && !is_visible(value, false))
		return "must be one word in ASCII";
	if (key->kind == URL && *value && !is_url(value))
		return "must be an https:// address with its host in lower "
		       "case; http:// only on 127.0.0.1, localhost or [::1]";
	return NULL;
}

/* " one other " as "one or other". */
static const char *choice_fault(struct arena *arena, const struct key *key,
				const char *value)
{
	const char *word = arena_printf(arena, " %s ", value);

	if (*value && !strchr(value, ' ') && strstr(key->choices, word))
		return NULL;
	return arena_printf(arena, "must be one of%.*s",
			    (int)strlen(key->choices) - 1, key->choices);
}

static const char *set_key(struct arena *arena, struct provider_config *p,
			   size_t at, const char *value)
{
	const char *fault = KEYS[at].kind == CHOICE
				    ? choice_fault(arena, &KEYS[at], value)
				    : value_fault(&KEYS[at], value);

	if (p->seen & 1u << at)
		fault = "is set twice";
	p->seen |= 1u << at;
	p->is_wrong |= fault != NULL;
	if (!fault)
		*member_of(p, &KEYS[at]) = arena_strdup(arena, value);
	return fault ? arena_printf(arena, "[" SECTION "%s] %s %s", p->id,
				    KEYS[at].name, fault)
		     : NULL;
}

const char *provider_config_set(struct arena *arena,
				struct provider_configs *configs,
				const char *section, const char *key,
				const char *value, int line)
{
	const char *id = section + SECTION_LEN;
	struct provider_config *p;

	if (!is_id(id))
		return arena_printf(arena,
				    "[%s]: a provider's name is 1 to 32 of "
				    "a-z, 0-9 and -, and not code, email, "
				    "forgot, link or return",
				    section);
	p = find(configs, id);
	if (!p && configs->count == PROVIDERS_MAX)
		return arena_printf(arena, "[%s]: there are too many", section);
	if (!p)
		p = add(arena, configs, id);
	if (!p->line)
		p->line = line;
	for (size_t i = 0; i < KEY_COUNT; i++)
		if (strcmp(key, KEYS[i].name) == 0)
			return set_key(arena, p, i, value);
	return arena_printf(arena, "unknown key [%s] %s", section, key);
}

static const char *oidc_fault(const struct provider_config *p)
{
	if (!*p->issuer)
		return "issuer is needed";
	if (strchr(p->issuer, '?'))
		return "issuer must have no query";
	if (*p->authorize_url || *p->token_url || *p->userinfo_url)
		return "authorize_url, token_url and userinfo_url are for kind "
		       "oauth2; an oidc one tells them itself";
	if (strcmp(p->subject_claim, "sub") != 0)
		return "subject_claim must be sub with kind oidc";
	if (!strstr(p->scopes, "openid"))
		return "scopes must hold openid with kind oidc";
	return NULL;
}

static const char *oauth2_fault(const struct provider_config *p)
{
	if (!*p->authorize_url || !*p->token_url || !*p->userinfo_url)
		return "authorize_url, token_url and userinfo_url are needed";
	if (!*p->subject_claim)
		return "subject_claim is needed";
	return NULL;
}

/* The same person at two sections of one issuer could be two subjects that
 * look alike. */
static bool has_twin(const struct provider_configs *configs,
		     const struct provider_config *p)
{
	for (size_t i = 0; i < configs->count; i++) {
		const struct provider_config *other = &configs->all[i];

		if (other != p && *other->client_id &&
		    strcmp(other->issuer, p->issuer) == 0)
			return true;
	}
	return false;
}

const char *provider_config_finish(struct arena *arena,
				   const struct provider_configs *configs,
				   struct provider_config *p)
{
	const char *fault = NULL;

	p->is_oidc = strcmp(p->kind, "oidc") == 0;
	if (!p->is_oidc && !*p->issuer && *p->authorize_url)
		p->issuer = provider_config_origin(arena, p->authorize_url);
	if (!*p->client_id || p->is_wrong)
		return NULL;
	if (!*p->label)
		fault = "label is needed: what people know it as";
	else if (!*p->secret_file)
		fault = "secret_file is needed";
	else
		fault = p->is_oidc ? oidc_fault(p) : oauth2_fault(p);
	if (!fault && has_twin(configs, p))
		fault = "issuer is another provider's too";
	return fault ? arena_printf(arena, "[" SECTION "%s] %s", p->id, fault)
		     : NULL;
}

void provider_configs_explain(const struct provider_configs *configs, FILE *out)
{
	fprintf(out, "\n# Sites to sign in with, a section [provider NAME] "
		     "each; one without client_id\n# is not offered. The "
		     "redirect URI to register is base_url/sign-in/NAME/"
		     "return.\n");
	for (size_t i = 0; i < KEY_COUNT; i++)
		fprintf(out, "#   %-15s  %s\n", KEYS[i].name, KEYS[i].help);
	for (size_t i = 0; i < configs->count; i++) {
		struct provider_config p = configs->all[i];

		fprintf(out, "\n[" SECTION "%s]\n", p.id);
		for (size_t j = 0; j < KEY_COUNT; j++)
			fprintf(out, "%s = %s\n", KEYS[j].name,
				*member_of(&p, &KEYS[j]));
	}
}
