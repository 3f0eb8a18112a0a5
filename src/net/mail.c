#include "net/mail.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>

#include "net/mail_head.h"
#include "util/buf.h"
#include "util/clock.h"

#define CONNECT_SECONDS 30 /* greeting, TLS and signing in with it */
#define COMMAND_SECONDS 60 /* for an answer, before the text is sent */
#define LEAVE_SECONDS   3  /* when told to stop, for the text to be taken */
#define WORDS_MAX       200

/* How far a mail has come, by the last command. */
enum phase {
	PHASE_CONNECT,
	PHASE_FROM,
	PHASE_TO,
	PHASE_DATA, /* from here on the server may have it */
	PHASE_QUIT
};

struct mail_line {
	const struct mail_server *server;
	CURL *curl;
	enum phase phase;
	int64_t since_ms;      /* of the phase */
	int64_t stopped_ms;    /* when the stop was seen; 0: not */
	char words[WORDS_MAX]; /* the server's last line */
};

static bool begins(const char *text, size_t len, const char *word)
{
	return len >= strlen(word) && !strncmp(text, word, strlen(word));
}

/* libcurl tells each command that goes out. */
static int watch(CURL *curl, curl_infotype type, char *text, size_t len,
		 void *context)
{
	static const char *const COMMANDS[] = {
		[PHASE_FROM] = "MAIL FROM",
		[PHASE_TO] = "RCPT TO",
		[PHASE_DATA] = "DATA",
		[PHASE_QUIT] = "QUIT",
	};
	struct mail_line *line = context;

	(void)curl;
	if (type != CURLINFO_HEADER_OUT)
		return 0;
	for (int i = PHASE_FROM; i <= PHASE_QUIT; i++)
		if (begins(text, len, COMMANDS[i]))
			line->phase = (enum phase)i;
	line->since_ms = clock_monotonic_ms();
	return 0;
}

/* What the server said, for staff to read: the last line, printable. */
static size_t take_words(char *text, size_t size, size_t count, void *context)
{
	struct mail_line *line = context;
	size_t len = size * count, n = 0;

	for (size_t i = 0; i < len && n + 1 < WORDS_MAX; i++)
		if (text[i] >= ' ' && text[i] < 127)
			line->words[n++] = text[i];
	line->words[n] = '\0';
	return len;
}

/* How long the phase may last. */
static int patience(const struct mail_line *line)
{
	int seconds = line->server->seconds;

	if (line->phase == PHASE_QUIT)
		return LEAVE_SECONDS;
	return line->phase < PHASE_DATA && seconds > COMMAND_SECONDS
		       ? COMMAND_SECONDS
		       : seconds;
}

/* Called about once a second while something is under way; 1 ends it. */
static int look(void *context, curl_off_t a, curl_off_t b, curl_off_t c,
		curl_off_t d)
{
	struct mail_line *line = context;
	int64_t now = clock_monotonic_ms();

	(void)a, (void)b, (void)c, (void)d;
	if (line->server->stop && *line->server->stop) {
		if (!line->stopped_ms)
			line->stopped_ms = now;
		if (line->phase < PHASE_DATA ||
		    now - line->stopped_ms > LEAVE_SECONDS * 1000)
			return 1;
	}
	return now - line->since_ms > (int64_t)patience(line) * 1000;
}

/* A server here, as in tests, may have no certificate. */
static bool is_here(const char *url)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	return strncmp(host, "127.0.0.1:", 10) == 0 ||
	       strncmp(host, "localhost:", 10) == 0;
}

static void set_server(struct mail_line *line)
{
	const struct mail_server *server = line->server;
	long seconds = server->seconds;
	CURL *curl = line->curl;

	curl_easy_reset(curl); /* the connection stays */
	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
			 is_here(server->url) ? (long)CURLUSESSL_NONE
					      : (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT,
			 seconds < CONNECT_SECONDS ? seconds
						   : (long)CONNECT_SECONDS);
	curl_easy_setopt(curl, CURLOPT_SERVER_RESPONSE_TIMEOUT, seconds);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, seconds);
	curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, take_words);
	curl_easy_setopt(curl, CURLOPT_HEADERDATA, line);
	curl_easy_setopt(curl, CURLOPT_DEBUGFUNCTION, watch);
	curl_easy_setopt(curl, CURLOPT_DEBUGDATA, line);
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 1L);
	curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, look);
	curl_easy_setopt(curl, CURLOPT_XFERINFODATA, line);
	curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
	if (*server->user) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
	}
}

/* What became of it: the server's code says whether to come back, and the
 * phase, whether it is about this mail. A server that does not want to be
 * signed in to, or refuses who we are, is the operator's to mend. */
static enum status judge(struct mail_line *line, struct arena *arena,
			 CURLcode code, const char **problem)
{
	long answer = 0;
	bool is_about_mail;

	if (code == CURLE_OK)
		return STATUS_OK;
	curl_easy_getinfo(line->curl, CURLINFO_RESPONSE_CODE, &answer);
	if (answer < 400)
		*line->words = '\0';
	*problem = arena_printf(arena, "%s%s%s (SMTP %ld)",
				code == CURLE_ABORTED_BY_CALLBACK
					? "Given up while waiting"
					: curl_easy_strerror(code),
				*line->words ? ": " : "", line->words, answer);
	is_about_mail = (line->phase == PHASE_TO || line->phase == PHASE_DATA ||
			 line->phase == PHASE_QUIT) &&
			answer >= 400 && answer < 600 && answer != 421 &&
			answer != 530 && code != CURLE_LOGIN_DENIED;
	if (!is_about_mail)
		return STATUS_BUSY;
	return answer >= 500 ? STATUS_BAD : STATUS_FAILED;
}

/* Lines of a mail end with CR LF (RFC 2045 6.7), whatever they had. */
static bool add_part(curl_mime *mime, struct arena *arena, const char *text,
		     const char *type)
{
	curl_mimepart *part = curl_mime_addpart(mime);
	struct buf lines;

	buf_init(&lines, arena);
	for (; *text; text++) {
		if (*text == '\n')
			buf_char(&lines, '\r');
		if (*text != '\r')
			buf_char(&lines, *text);
	}
	return part &&
	       curl_mime_data(part, lines.data, lines.len) == CURLE_OK &&
	       curl_mime_type(part, type) == CURLE_OK &&
	       curl_mime_encoder(part, "quoted-printable") == CURLE_OK;
}

static struct curl_slist *heads_of(struct arena *arena,
				   const struct mail_server *server,
				   const struct mail *mail)
{
	const char *heads[MAIL_HEADS_MAX];
	size_t count = net_mail_heads(arena, server, mail, heads);
	struct curl_slist *list = NULL;

	for (size_t i = 0; i < count; i++) {
		struct curl_slist *longer = curl_slist_append(list, heads[i]);

		if (!longer) {
			curl_slist_free_all(list);
			return NULL;
		}
		list = longer;
	}
	return list;
}

static enum status perform(struct mail_line *line, struct arena *arena,
			   struct curl_slist *to, struct curl_slist *heads,
			   curl_mime *mime, const char **problem)
{
	curl_easy_setopt(line->curl, CURLOPT_MAIL_FROM, line->server->from);
	curl_easy_setopt(line->curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(line->curl, CURLOPT_HTTPHEADER, heads);
	curl_easy_setopt(line->curl, CURLOPT_MIMEPOST, mime);
	line->phase = PHASE_CONNECT;
	line->since_ms = clock_monotonic_ms();
	*line->words = '\0';
	return judge(line, arena, curl_easy_perform(line->curl), problem);
}

enum status net_mail_send(struct mail_line *line, struct arena *arena,
			  const struct mail *mail, const char **problem)
{
	struct curl_slist *heads = NULL, *to = NULL;
	curl_mime *mime = NULL;
	enum status st = STATUS_BUSY;

	*problem = net_mail_fault(line->server, mail);
	if (*problem)
		return STATUS_BAD;
	*problem = "out of memory";
	set_server(line);
	mime = curl_mime_init(line->curl);
	to = curl_slist_append(NULL, mail->to);
	heads = heads_of(arena, line->server, mail);
	if (mime && to && heads &&
	    add_part(mime, arena, mail->text, "text/plain; charset=utf-8") &&
	    add_part(mime, arena, mail->html, "text/html; charset=utf-8"))
		st = perform(line, arena, to, heads, mime, problem);
	curl_easy_setopt(line->curl, CURLOPT_MIMEPOST, NULL);
	curl_easy_setopt(line->curl, CURLOPT_HTTPHEADER, NULL);
	curl_easy_setopt(line->curl, CURLOPT_MAIL_RCPT, NULL);
	curl_mime_free(mime);
	curl_slist_free_all(heads);
	curl_slist_free_all(to);
	return st;
}

struct mail_line *net_mail_open(const struct mail_server *server)
{
	struct mail_line *line = calloc(1, sizeof(*line));

	if (line)
		line->curl = curl_easy_init();
	if (!line || !line->curl) {
		free(line);
		return NULL;
	}
	line->server = server;
	return line;
}

void net_mail_close(struct mail_line *line)
{
	if (!line)
		return;
	curl_easy_cleanup(line->curl); /* says QUIT */
	free(line);
}
