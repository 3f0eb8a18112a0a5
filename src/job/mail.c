#include "job/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "http/url.h"
#include "job/mail_text.h"
#include "net/mail.h"
#include "page/site.h"
#include "store/event.h"
#include "store/outbox.h"
#include "util/clock.h"
#include "util/log.h"

#define AT_ONCE       10
#define LEASE_SECONDS (10 * 60)
#define PASSWORD_MAX  1024

/* 1, 4, 16 … minutes, at most half a day. */
static int64_t wait_after(int tries)
{
	int64_t seconds = 60;

	while (--tries > 0 && seconds < CLOCK_DAY / 2)
		seconds *= 4;
	return seconds < CLOCK_DAY / 2 ? seconds : CLOCK_DAY / 2;
}

/* The first line of the password's file; "" when there is none. */
static const char *read_password(struct arena *arena, const char *path)
{
	char line[PASSWORD_MAX];
	FILE *in;

	if (!*path)
		return "";
	in = fopen(path, "re");
	if (!in || !fgets(line, sizeof(line), in))
		line[0] = '\0';
	if (in)
		fclose(in);
	else
		log_error("the mail password's file cannot be read");
	line[strcspn(line, "\r\n")] = '\0';
	return arena_strdup(arena, line);
}

/* "example.org" of "who@example.org", for Message-ID. */
static const char *domain_of(const char *address)
{
	const char *at = strrchr(address, '@');

	return at ? at + 1 : "localhost";
}

static enum status send_one(struct site *site, struct arena *arena,
			    const struct mail_server *server,
			    const struct outbox_mail *row, const char **problem)
{
	struct mail mail = { .to = row->recipient, .at = row->created_at };

	if (!mail_text(site, arena, row, &mail)) {
		*problem = "no text for this kind of mail";
		return STATUS_BAD;
	}
	mail.message_id =
		arena_printf(arena, "%s-%" PRId64 "-%" PRId64 "@%s", row->kind,
			     row->id, row->created_at, domain_of(server->from));
	return net_mail_send(arena, server, &mail, problem);
}

/* What became of it goes into the outbox and onto the system line. */
static enum status note(struct db *db, const struct outbox_mail *row,
			enum status st, const char *problem)
{
	bool is_over = st == STATUS_BAD || row->tries >= OUTBOX_TRIES_MAX;
	int64_t now = clock_now();
	enum status noted;

	if (st == STATUS_OK) {
		noted = store_outbox_sent(db, row->id, now);
	} else {
		log_warning("mail %" PRId64 " (%s) was not sent: %s", row->id,
			    row->kind, problem);
		noted = store_outbox_failed(
			db, row->id, problem,
			is_over ? 0 : now + wait_after(row->tries));
	}
	if (noted != STATUS_OK)
		return noted;
	return store_event_put(db, "mail", st == STATUS_OK,
			       st == STATUS_OK ? NULL : problem, now);
}

static enum status send_next(struct site *site, struct db *db,
			     const struct mail_server *server)
{
	struct arena *arena = arena_new();
	struct outbox_mail row;
	const char *problem = NULL;
	enum status st =
		store_outbox_take(db, arena, clock_now(), LEASE_SECONDS, &row);

	if (st == STATUS_OK) {
		st = send_one(site, arena, server, &row, &problem);
		st = note(db, &row, st, problem);
	}
	arena_free(arena);
	return st;
}

void mail_send_due(struct site *site, volatile sig_atomic_t *stop)
{
	const struct config *config = site->config;
	struct arena *arena;
	struct mail_server server;
	struct db *db;
	enum status st = STATUS_OK;

	if (!*config->mail_server ||
	    site_database(site, DB_WRITE, &db) != STATUS_OK)
		return;
	arena = arena_new();
	server = (struct mail_server){
		.url = config->mail_server,
		.user = config->mail_user,
		.password = read_password(arena, config->mail_password_file),
		.from = config->mail_from,
		.from_name = "Mentoring Partnership of Minnesota",
	};
	for (int i = 0; i < AT_ONCE && st == STATUS_OK && !*stop; i++)
		st = send_next(site, db, &server);
	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		log_error("the outbox could not be read: %s", status_name(st));
	arena_free(arena);
}
