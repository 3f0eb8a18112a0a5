/* STATE/northstar.conf: one INI file (inih). An unknown section or key, or a
 * value out of bounds, is an error with its line. */
#ifndef UTIL_CONFIG_H
#define UTIL_CONFIG_H

#include <stdbool.h>
#include <stdio.h>

#include "util/arena.h"
#include "util/provider_config.h"
#include "util/status.h"

struct config {
	const char *state;     /* the state folder, without a trailing slash */
	const char *base_url;  /* "https://example.org", no trailing slash */
	bool is_https;         /* base_url is https: cookies get __Host- */
	const char *language;  /* "en", or "en-XA" for the pseudo-language */
	int workers;           /* 0: two per core */
	int outside_workers;   /* processes that may ask other sites */
	int staff_workers;     /* for who is signed in; 0: one per core */
	int stuck_seconds;     /* a worker busy for longer is killed */
	const char *share;     /* holds templates/ static/ strings/ data/ */
	int comments_per_hour; /* guest comments per hashed address */
	const char *mail_server; /* "smtp://host:587"; "": none */
	const char *mail_user, *mail_password_file, *mail_from; /* "" */
	/* Those that people are offered, in the order of buttons: the known
	 * ones, then others as the file has them. */
	struct provider_config *providers;
	size_t provider_count;
	struct provider_configs *provider_sections; /* all, for check-config */
	const char *mail_reply_to; /* "": answers go to mail_from */
	int mail_timeout_seconds, mail_retry_seconds;
	const char *backup_folder; /* where backup writes without FILE; "" */
	const char *backup_key;    /* file with a public key; "": not sealed */
	int backup_keep_days;
	const char *backup_check; /* "full" or "quick" */
};

/* The provider called id that people are offered, or NULL. */
const struct provider_config *config_provider(const struct config *config,
					      const char *id);

/* Read state/northstar.conf into config; a missing file means defaults. Each
 * error is logged with its line; STATUS_BAD then. Strings live in arena.
 * share comes from the environment variable NORTHSTAR_SHARE, else from where
 * the program was built or installed. */
MUST_CHECK enum status config_read(struct arena *arena, const char *state,
				   struct config *config);

/* Look at the files of [provider] secret_file, [mail] password_file and
 * [backup] key, once config is read: each that cannot be read is logged, and a
 * provider without its secret is offered no more. True: all can be read. */
bool config_look_for_secrets(struct arena *arena, struct config *config);

/* Every key with its value, its default and what it does (check-config). */
void config_explain(const struct config *config, FILE *out);

/* A path below the state folder. */
char *config_path(struct arena *arena, const struct config *config,
		  const char *name);

#endif
