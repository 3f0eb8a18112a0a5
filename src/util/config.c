#include "util/config.h"

#include <errno.h>
#include <ini.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "util/log.h"

#ifndef NORTHSTAR_SHARE
#define NORTHSTAR_SHARE "/usr/local/share/northstar"
#endif

#define FILE_NAME    "northstar.conf"
#define KEY_TEXT_MAX 250

/* One row per key: reading, explaining and the unknown-key error all follow
 * from it. */
struct key {
	const char *section, *name;
	enum { KEY_NUMBER, KEY_BASE_URL, KEY_LANGUAGE, KEY_TEXT } kind;
	size_t offset; /* of the member of struct config */
	long min, max; /* of a number */
	const char *standard;
	const char *help;
};

static const struct key KEYS[] = {
	{ "site", "base_url", KEY_BASE_URL, offsetof(struct config, base_url),
	  0, 0, "http://127.0.0.1:8080",
	  "where visitors reach the site; all absolute links begin with it, "
	  "and with https cookies get the __Host- prefix" },
	{ "site", "language", KEY_LANGUAGE, offsetof(struct config, language),
	  0, 0, "en", "language of the pages: a file in strings/" },
	{ "server", "workers", KEY_NUMBER, offsetof(struct config, workers), 0,
	  256, "0", "worker processes; 0 means two per core" },
	{ "server", "stuck_seconds", KEY_NUMBER,
	  offsetof(struct config, stuck_seconds), 1, 600, "8",
	  "a worker busy with one request for longer is killed" },
	{ "server", "outside_workers", KEY_NUMBER,
	  offsetof(struct config, outside_workers), 1, 64, "4",
	  "processes that may ask other sites, when somebody signs in with "
	  "one; half of them at most wait for the same site" },
	{ "server", "staff_workers", KEY_NUMBER,
	  offsetof(struct config, staff_workers), 0, 64, "0",
	  "worker processes for signing in and for whoever is signed in, so "
	  "that a flood of readers keeps no moderator waiting; 0 means one per "
	  "core, two at least" },
	{ "comments", "per_hour", KEY_NUMBER,
	  offsetof(struct config, comments_per_hour), 1, 10000, "6",
	  "comments that one network address may send in an hour; when the "
	  "whole site gets 10 times as many, each waits to be read, and 100 "
	  "times as many are the most it takes" },
	{ "mail", "server", KEY_TEXT, offsetof(struct config, mail_server), 0,
	  0, "",
	  "smtp://host:587 (STARTTLS) or smtps://host:465; empty: no mail is "
	  "sent" },
	{ "mail", "user", KEY_TEXT, offsetof(struct config, mail_user), 0, 0,
	  "", "name to sign in with at the mail server; empty for none" },
	{ "mail", "password_file", KEY_TEXT,
	  offsetof(struct config, mail_password_file), 0, 0, "",
	  "file whose first line is the password at the mail server" },
	{ "mail", "from", KEY_TEXT, offsetof(struct config, mail_from), 0, 0,
	  "", "address that mails come from, such as hello@example.org" },
	{ "mail", "reply_to", KEY_TEXT, offsetof(struct config, mail_reply_to),
	  0, 0, "", "address that answers to mails go to; empty: to from" },
	{ "mail", "timeout_seconds", KEY_NUMBER,
	  offsetof(struct config, mail_timeout_seconds), 1, 900, "600",
	  "how long the mail server may take for one mail; shorter than 600, "
	  "a slow server may get a mail twice (RFC 5321 4.5.3.2.6)" },
	{ "mail", "retry_seconds", KEY_NUMBER,
	  offsetof(struct config, mail_retry_seconds), 1, 3600, "60",
	  "wait before the second try of a mail; later ones wait longer" },
	{ "backup", "folder", KEY_TEXT, offsetof(struct config, backup_folder),
	  0, 0, "",
	  "folder that northstar backup writes to unless told a file; "
	  "it must be there" },
	{ "backup", "key", KEY_TEXT, offsetof(struct config, backup_key), 0, 0,
	  "",
	  "public key that backups are sealed to (northstar backup-keys); "
	  "empty: they are not sealed" },
	{ "backup", "keep_days", KEY_NUMBER,
	  offsetof(struct config, backup_keep_days), 1, 3650, "30",
	  "older ones in that folder are removed once a new one is whole" },
	{ "backup", "check", KEY_TEXT, offsetof(struct config, backup_check), 0,
	  0, "full",
	  "how a copy is looked at before it counts: full, or "
	  "quick for the file's pages alone" },
};
#define KEY_COUNT (sizeof KEYS / sizeof *KEYS)

struct reading {
	struct arena *arena;
	struct config *config;
	FILE *file;
	const char *path;
	int line, section_line;
	int mail_line, backup_line;         /* of these sections */
	struct provider_configs *providers; /* of config */
	bool seen[KEY_COUNT];
	bool is_wrong;
};

/* "http://host[:port]" or https, lower case, nothing behind it. */
static bool is_base_url(const char *text)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyz"
				      "0123456789.-:[]";
	const char *host;

	if (strncmp(text, "https://", 8) == 0)
		host = text + 8;
	else if (strncmp(text, "http://", 7) == 0)
		host = text + 7;
	else
		return false;
	return *host && *host != ':' && strlen(text) < 300 &&
	       host[strspn(host, allowed)] == '\0';
}

static bool is_language(const char *text)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz"
				      "ABCDEFGHIJKLMNOPQRSTUVWXYZ-";
	size_t len = strlen(text);

	return len >= 2 && len <= 20 && text[0] != '-' &&
	       strspn(text, letters) == len;
}

static bool read_number(const char *text, long min, long max, int *out)
{
	char *end;
	long number;

	errno = 0;
	number = strtol(text, &end, 10);
	if (errno || end == text || *end || number < min || number > max)
		return false;
	*out = (int)number;
	return true;
}

/* Set the member of config that key names; what is wrong with value, or
 * NULL. */
static const char *set_value(struct arena *arena, struct config *config,
			     const struct key *key, const char *value)
{
	char *member = (char *)config + key->offset;
	const char *text;

	if (key->kind == KEY_NUMBER) {
		if (read_number(value, key->min, key->max,
				(int *)(void *)member))
			return NULL;
		return arena_printf(arena,
				    "must be a whole number from %ld to %ld",
				    key->min, key->max);
	}
	if (key->kind == KEY_BASE_URL && !is_base_url(value))
		return "must be http:// or https:// and a host name in lower "
		       "case, without a path or a slash at the end";
	if (key->kind == KEY_LANGUAGE && !is_language(value))
		return "must be a language tag such as en";
	if (key->kind == KEY_TEXT && strlen(value) > KEY_TEXT_MAX)
		return "is too long";
	text = arena_strdup(arena, value);
	memcpy(member, &text, sizeof text);
	return NULL;
}

static void complain_at(struct reading *r, int line, const char *what)
{
	log_error("%s line %d: %s", r->path, line, what);
	r->is_wrong = true;
}

static void complain(struct reading *r, const char *what)
{
	complain_at(r, r->line, what);
}

static int take_value(void *context, const char *section, const char *name,
		      const char *value)
{
	struct reading *r = context;
	const char *problem;
	size_t i;

	if (provider_config_is(section)) {
		problem = provider_config_set(r->arena, r->providers, section,
					      name, value, r->section_line);
		if (problem)
			complain(r, problem);
		return 1;
	}
	for (i = 0; i < KEY_COUNT; i++)
		if (strcmp(section, KEYS[i].section) == 0 &&
		    strcmp(name, KEYS[i].name) == 0)
			break;
	if (i == KEY_COUNT) {
		complain(r, arena_printf(r->arena, "unknown key [%s] %s",
					 section, name));
		return 1;
	}
	if (!r->mail_line && strcmp(section, "mail") == 0)
		r->mail_line = r->section_line;
	if (!r->backup_line && strcmp(section, "backup") == 0)
		r->backup_line = r->section_line;
	problem = r->seen[i] ? "is set twice"
			     : set_value(r->arena, r->config, &KEYS[i], value);
	if (problem)
		complain(r, arena_printf(r->arena, "[%s] %s %s", section, name,
					 problem));
	r->seen[i] = true;
	return 1;
}

/* fgets(), counting lines: inih tells only the line of its first error. */
static char *read_line(char *line, int size, void *context)
{
	struct reading *r = context;
	char *got = fgets(line, size, r->file);

	if (!got)
		return NULL;
	r->line++;
	if (line[strspn(line, " \t")] == '[')
		r->section_line = r->line;
	if (!strchr(line, '\n') && !feof(r->file)) {
		complain(r, "is too long");
		return NULL;
	}
	return got;
}

/* systemd runs it in another folder than you. */
static void check_backup(struct reading *r)
{
	const struct config *config = r->config;

	if (*config->backup_folder && config->backup_folder[0] != '/')
		complain_at(r, r->backup_line,
			    "[backup] folder must begin with /");
	if (*config->backup_key && config->backup_key[0] != '/')
		complain_at(r, r->backup_line,
			    "[backup] key must begin with /");
	if (strcmp(config->backup_check, "full") != 0 &&
	    strcmp(config->backup_check, "quick") != 0)
		complain_at(r, r->backup_line,
			    "[backup] check must be full or quick");
}

/* What single keys cannot say. */
static void check_together(struct reading *r)
{
	const struct config *config = r->config;
	const char *server = config->mail_server;

	if (*server && strncmp(server, "smtp://", 7) != 0 &&
	    strncmp(server, "smtps://", 8) != 0)
		complain_at(r, r->mail_line,
			    "[mail] server must begin with smtp:// or "
			    "smtps://");
	if (*server && !strchr(config->mail_from, '@'))
		complain_at(r, r->mail_line,
			    "[mail] from is needed with a server: an address");
	if (*config->mail_reply_to && !strchr(config->mail_reply_to, '@'))
		complain_at(r, r->mail_line,
			    "[mail] reply_to must be an address");
	check_backup(r);
}

/* Those that are offered, from now on in one row. */
static void gather_providers(struct reading *r)
{
	struct config *config = r->config;
	size_t i;

	config->providers =
		arena_array(r->arena, PROVIDERS_MAX, sizeof *config->providers);
	for (i = 0; i < r->providers->count; i++) {
		struct provider_config *p = &r->providers->all[i];
		const char *problem =
			provider_config_finish(r->arena, r->providers, p);

		if (problem)
			complain_at(r, p->line, problem);
		if (*p->client_id)
			config->providers[config->provider_count++] = *p;
	}
}

static enum status read_file(struct reading *r)
{
	int rc;

	r->file = fopen(r->path, "re");
	if (!r->file && errno == ENOENT) {
		gather_providers(r);
		return STATUS_OK;
	}
	if (!r->file) {
		log_error("%s: %s", r->path, strerror(errno));
		return STATUS_BAD;
	}
	rc = ini_parse_stream(read_line, r, take_value, r);
	if (rc > 0) {
		log_error("%s line %d: neither a [section] nor key = value",
			  r->path, rc);
		r->is_wrong = true;
	}
	fclose(r->file);
	check_together(r);
	gather_providers(r);
	return r->is_wrong || rc < 0 ? STATUS_BAD : STATUS_OK;
}

static void set_standards(struct arena *arena, struct config *config)
{
	size_t i;

	for (i = 0; i < KEY_COUNT; i++)
		if (set_value(arena, config, &KEYS[i], KEYS[i].standard))
			abort(); /* a row of KEYS contradicts itself */
}

enum status config_read(struct arena *arena, const char *state,
			struct config *config)
{
	const char *share = getenv("NORTHSTAR_SHARE");
	const char *base_url = getenv("NORTHSTAR_BASE_URL");
	struct reading r = { .arena = arena, .config = config };
	size_t len = strlen(state);
	enum status st;

	while (len > 1 && state[len - 1] == '/')
		len--;
	*config = (struct config){ 0 };
	r.providers = arena_alloc(arena, sizeof *r.providers);
	provider_configs_begin(r.providers);
	config->provider_sections = r.providers;
	config->state = arena_strndup(arena, state, len);
	config->share =
		arena_strdup(arena, share && *share ? share : NORTHSTAR_SHARE);
	set_standards(arena, config);
	r.path = config_path(arena, config, FILE_NAME);
	st = read_file(&r);
	if (st == STATUS_OK && base_url && *base_url) {
		const char *problem =
			set_value(arena, config, &KEYS[0], base_url);

		if (problem) {
			log_error("NORTHSTAR_BASE_URL %s", problem);
			st = STATUS_BAD;
		}
	}
	config->is_https = strncmp(config->base_url, "https:", 6) == 0;
	return st;
}

void config_explain(const struct config *config, FILE *out)
{
	const char *section = "";
	size_t i;

	fprintf(out,
		"# file: %s/" FILE_NAME "\n"
		"# templates, static files and starter data: %s\n",
		config->state, config->share);
	for (i = 0; i < KEY_COUNT; i++) {
		const struct key *key = &KEYS[i];
		const char *member = (const char *)config + key->offset;
		const char *text;
		int number;

		if (strcmp(section, key->section) != 0)
			fprintf(out, "\n[%s]\n", key->section);
		section = key->section;
		fprintf(out, "# %s (default: %s)\n", key->help, key->standard);
		if (key->kind == KEY_NUMBER) {
			memcpy(&number, member, sizeof number);
			fprintf(out, "%s = %d\n", key->name, number);
		} else {
			memcpy(&text, member, sizeof text);
			fprintf(out, "%s = %s\n", key->name, text);
		}
	}
	provider_configs_explain(config->provider_sections, out);
}

static bool is_readable(const char *section, const char *key, const char *path)
{
	if (access(path, R_OK) == 0)
		return true;
	log_error("[%s] %s %s: %s", section, key, path, strerror(errno));
	return false;
}

bool config_look_for_secrets(struct arena *arena, struct config *config)
{
	size_t count = config->provider_count;
	bool are_all = true;

	config->provider_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct provider_config p = config->providers[i];

		if (is_readable(arena_printf(arena, "provider %s", p.id),
				"secret_file", p.secret_file))
			config->providers[config->provider_count++] = p;
		else
			are_all = false;
	}
	if (*config->mail_password_file &&
	    !is_readable("mail", "password_file", config->mail_password_file))
		are_all = false;
	if (*config->backup_key &&
	    !is_readable("backup", "key", config->backup_key))
		are_all = false;
	return are_all;
}

const struct provider_config *config_provider(const struct config *config,
					      const char *id)
{
	size_t i;

	for (i = 0; i < config->provider_count; i++)
		if (strcmp(config->providers[i].id, id) == 0)
			return &config->providers[i];
	return NULL;
}

char *config_path(struct arena *arena, const struct config *config,
		  const char *name)
{
	return arena_printf(arena, "%s/%s", config->state, name);
}
