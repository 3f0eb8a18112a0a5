#include "job/mail.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "job/mail_digest.h"
#include "job/mail_text.h"
#include "net/mail.h"
#include "page/site.h"
#include "store/event.h"
#include "store/outbox.h"
#include "util/clock.h"
#include "util/fault.h"
#include "util/log.h"

#define AT_ONCE        1000 /* then the process begins anew */
#define LEASE_MORE     5    /* seconds beyond what one mail may take */
#define CRASHES_MAX    3    /* ends of the process with one mail in hand */
#define PASSWORD_MAX   1024
#define PAUSE_STEPS    4 /* 1, 2, 4, 8, 16 times the first wait */
#define CLEAR_SECONDS  60
#define FINISH_SECONDS 8

/* Exit codes of the sending process: nothing is left; the server is the
 * trouble; it is, after it took some. */
enum { SENT_ALL, SERVER_TROUBLE, SENT_SOME };

/* Sending ------------------------------------------------------------------ */

/* 1, 4, 16 … times the first wait, at most 720 times: half a day. */
static int64_t wait_after(const struct config *config, int tries)
{
	int64_t times = 1;

	while (--tries > 0 && times < 720)
		times *= 4;
	return (times < 720 ? times : 720) * config->mail_retry_seconds;
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

struct sending {
	struct site *site;
	struct db *db;
	const struct mail_server *server;
	struct mail_line *line;
	int sent; /* by this process */
};

static enum status compose(const struct sending *s, struct arena *arena,
			   const struct outbox_mail *row, struct mail *mail)
{
	struct ctx c = {
		.site = s->site,
		.arena = arena,
		.s = s->site->strings,
		.db = s->db,
		.now = clock_now(),
	};
	const char *domain = domain_of(s->server->from);
	enum status st;

	*mail = (struct mail){ .to = row->recipient, .at = row->created_at };
	st = mail_text(&c, row, mail);
	if (st != STATUS_OK)
		return st;
	mail->message_id =
		arena_printf(arena, "%s-%" PRId64 "-%" PRId64 "@%s", row->kind,
			     row->id, row->created_at, domain);
	if (mail->thread_id)
		mail->thread_id =
			arena_printf(arena, "%s@%s", mail->thread_id, domain);
	return STATUS_OK;
}

/* *problem says why not, when it is not sent. */
static enum status send_row(const struct sending *s, struct arena *arena,
			    const struct outbox_mail *row, const char **problem)
{
	struct mail mail;
	enum status st;

	/* Each of them may have arrived: enough. */
	if (row->tries > OUTBOX_TRIES_MAX ||
	    (!row->error && row->tries > CRASHES_MAX)) {
		*problem = "sending it ended without an answer, each time";
		return STATUS_BAD;
	}
	st = compose(s, arena, row, &mail);
	switch (st) {
	case STATUS_OK:
		break;
	case STATUS_NOT_FOUND:
		return st;
	case STATUS_GONE:
		*problem = "what it was for ended before it could be sent";
		return STATUS_BAD;
	case STATUS_BAD:
		*problem = "no text for this kind of mail";
		return st;
	default:
		*problem = "it could not be written";
		return STATUS_FAILED;
	}
	st = net_mail_send(s->line, arena, &mail, problem);
	if (st == STATUS_OK)
		FAULT_POINT("mail.sent");
	return st;
}

static enum status note_failure(const struct sending *s,
				const struct outbox_mail *row, enum status st,
				const char *problem)
{
	bool is_over = st == STATUS_BAD || row->tries >= OUTBOX_TRIES_MAX;
	int64_t now = clock_now();
	enum status noted;

	log_warning("mail %" PRId64 " (%s) was not sent: %s", row->id,
		    row->kind, problem);
	noted = store_outbox_failed(
		s->db, row->id, problem,
		is_over ? 0 : now + wait_after(s->site->config, row->tries));
	if (noted != STATUS_OK)
		return noted;
	return store_event_put(s->db, "mail", 0, problem, now);
}

/* What became of it goes into the outbox and onto the system line. */
static enum status note(const struct sending *s, const struct outbox_mail *row,
			enum status st, const char *problem)
{
	int64_t now = clock_now();

	if (st == STATUS_NOT_FOUND)
		return store_outbox_drop(s->db, row->id);
	if (st != STATUS_OK)
		return note_failure(s, row, st, problem);
	db_begin(s->db);
	st = store_outbox_sent(s->db, row->id, now);
	if (st == STATUS_OK)
		st = store_event_put(s->db, "mail", 1, NULL, now);
	return db_end(s->db, st);
}

/* STATUS_NOT_FOUND: nothing is due. STATUS_BUSY: the server is the trouble.
 * Else what the database said. */
static enum status send_next(struct sending *s)
{
	struct arena *arena = arena_new();
	struct outbox_mail row;
	const char *problem = "";
	enum status sent = STATUS_OK, st;

	st = store_outbox_take(
		s->db, arena, clock_now(),
		s->site->config->mail_timeout_seconds + LEASE_MORE, &row);
	if (st == STATUS_OK) {
		sent = send_row(s, arena, &row, &problem);
		st = note(s, &row, sent, problem);
		s->sent += sent == STATUS_OK;
	}
	arena_free(arena);
	return st == STATUS_OK && sent == STATUS_BUSY ? STATUS_BUSY : st;
}

static int send_all(struct sending *s, volatile sig_atomic_t *stop)
{
	enum status st = STATUS_OK;

	s->line = net_mail_open(s->server);
	if (!s->line || site_database(s->site, DB_WRITE, &s->db) != STATUS_OK) {
		net_mail_close(s->line);
		return SERVER_TROUBLE;
	}
	for (int i = 0; i < AT_ONCE && st == STATUS_OK && !*stop; i++)
		st = send_next(s);
	net_mail_close(s->line);
	if (st != STATUS_OK && st != STATUS_NOT_FOUND && st != STATUS_BUSY)
		log_error("the outbox could not be read: %s", status_name(st));
	if (st == STATUS_OK || st == STATUS_NOT_FOUND)
		return SENT_ALL;
	return s->sent ? SENT_SOME : SERVER_TROUBLE;
}

static int send_due(struct site *site, volatile sig_atomic_t *stop)
{
	const struct config *config = site->config;
	struct arena *arena = arena_new();
	const struct mail_server server = {
		.url = config->mail_server,
		.user = config->mail_user,
		.password = read_password(arena, config->mail_password_file),
		.from = config->mail_from,
		.from_name =
			tr(site->strings, "Mentoring Partnership of Minnesota"),
		.reply_to = config->mail_reply_to,
		.seconds = config->mail_timeout_seconds,
		.stop = stop,
	};
	struct sending s = { .site = site, .server = &server };
	int code = send_all(&s, stop);

	site_close_databases(site);
	arena_free(arena);
	return code;
}

/* The process -------------------------------------------------------------- */

static pid_t sender;         /* 0: none */
static int troubles;         /* in a row */
static int64_t not_until_ms; /* because of them */

/* The child ends with its parent, but first leaves its mail as told. A
 * database handle does not survive fork(): SQLite would believe to hold locks
 * that the child has not. */
static void begin_sender(struct site *site, volatile sig_atomic_t *stop)
{
	pid_t parent = getpid(), pid;

	site_close_databases(site);
	fflush(NULL);
	pid = fork();
	if (pid == 0) {
		prctl(PR_SET_NAME, "northstar-mail");
		prctl(PR_SET_PDEATHSIG, SIGTERM);
		if (getppid() != parent)
			_exit(SENT_ALL);
		_exit(send_due(site, stop));
	}
	if (pid < 0)
		log_error("fork: %s", strerror(errno));
	else
		sender = pid;
}

/* Trouble with the server, or whatever killed the process, is not tried again
 * at once. */
static void take_end(const struct config *config, int status)
{
	int code = WIFEXITED(status) ? WEXITSTATUS(status) : SERVER_TROUBLE;
	int64_t pause = (int64_t)config->mail_retry_seconds * 1000;

	sender = 0;
	if (code != SERVER_TROUBLE)
		troubles = 0;
	if (code == SENT_ALL) {
		not_until_ms = 0;
		return;
	}
	if (WIFSIGNALED(status))
		log_error("the mail process was ended by signal %d",
			  WTERMSIG(status));
	pause <<= troubles < PAUSE_STEPS ? troubles : PAUSE_STEPS;
	troubles++;
	not_until_ms = clock_monotonic_ms() + pause;
}

static bool is_sending(const struct config *config)
{
	int status;
	pid_t pid;

	if (!sender)
		return false;
	pid = waitpid(sender, &status, WNOHANG);
	if (pid == sender)
		take_end(config, status);
	else if (pid < 0)
		sender = 0;
	return sender != 0;
}

static bool is_due(struct site *site)
{
	struct db *db;
	bool is_due = false;

	if (site_database(site, DB_READ, &db) != STATUS_OK ||
	    store_outbox_is_due(db, clock_now(), &is_due) != STATUS_OK)
		log_error("the outbox could not be read");
	return is_due;
}

/* Nobody will ever send it, and it must not grow for ever. */
static void clear(struct site *site)
{
	static int64_t cleared_at_ms;
	int64_t now = clock_monotonic_ms();
	struct db *db;

	if (cleared_at_ms && now - cleared_at_ms < CLEAR_SECONDS * 1000)
		return;
	cleared_at_ms = now;
	if (site_database(site, DB_WRITE, &db) != STATUS_OK ||
	    store_outbox_drop_notices(db) != STATUS_OK)
		log_error("mail that nobody can send could not be removed");
}

void mail_tick(struct site *site, volatile sig_atomic_t *stop)
{
	if (!*site->config->mail_server) {
		clear(site);
		return;
	}
	mail_digest_due(site);
	if (!is_sending(site->config) && clock_monotonic_ms() >= not_until_ms &&
	    is_due(site))
		begin_sender(site, stop);
}

void mail_finish(void)
{
	int64_t end = clock_monotonic_ms() + FINISH_SECONDS * 1000;

	if (!sender)
		return;
	kill(sender, SIGTERM);
	while (waitpid(sender, NULL, WNOHANG) == 0) {
		if (clock_monotonic_ms() > end) {
			kill(sender, SIGKILL);
			waitpid(sender, NULL, 0);
			return;
		}
		usleep(20 * 1000);
	}
	sender = 0;
}
