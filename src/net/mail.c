#include "net/mail.h"

#include <curl/curl.h>
#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/clock.h"

/* A line break in an address or a header would begin another header, or
 * another command (libcurl passes it on). */
static bool is_one_line(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 127)
			return false;
	return true;
}

static bool is_address(const char *text)
{
	return is_one_line(text) && strchr(text, '@') && !strchr(text, ' ') &&
	       !strchr(text, '<') && !strchr(text, '>');
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 128)
			return false;
	return true;
}

/* An encoded word (RFC 2047, "Q") holds at most 75 letters; a code point is
 * never cut. */
static void add_word(struct buf *out, const char *from, const char *to)
{
	buf_text(out, "=?utf-8?Q?");
	for (; from < to; from++) {
		char code[4];

		snprintf(code, sizeof(code), "=%02X", (unsigned char)*from);
		buf_text(out, code);
	}
	buf_text(out, "?=");
}

static void add_words(struct buf *out, const char *text)
{
	const char *from = text;

	if (is_ascii(text)) {
		buf_text(out, text);
		return;
	}
	while (*from) {
		const char *to = from + strnlen(from, 18);

		while (to > from && ((unsigned char)*to & 0xc0) == 0x80)
			to--;
		if (from != text)
			buf_text(out, "\r\n ");
		add_word(out, from, to);
		from = to;
	}
}

/* "Mon, 23 Nov 2026 20:05:00 +0000" (RFC 5322). */
static const char *date_of(struct arena *arena, int64_t at)
{
	static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	char iso[21];
	int year, month, day;

	clock_rfc3339(at, iso);
	if (sscanf(iso, "%d-%d-%d", &year, &month, &day) != 3)
		return "";
	return arena_printf(arena, "%d %s %d %.8s +0000", day,
			    MONTHS[month - 1], year, iso + 11);
}

static struct curl_slist *add_header(struct arena *arena,
				     struct curl_slist *list, const char *name,
				     const char *text)
{
	struct buf line;

	buf_init(&line, arena);
	buf_text(&line, name);
	buf_text(&line, ": ");
	buf_text(&line, text);
	return curl_slist_append(list, line.data);
}

static struct curl_slist *headers_of(struct arena *arena,
				     const struct mail_server *server,
				     const struct mail *mail)
{
	struct curl_slist *list = NULL;
	struct buf from, subject;

	buf_init(&from, arena);
	add_words(&from, server->from_name);
	buf_text(&from, arena_printf(arena, " <%s>", server->from));
	buf_init(&subject, arena);
	add_words(&subject, mail->subject);
	list = add_header(arena, list, "From", from.data);
	list = add_header(arena, list, "To", mail->to);
	list = add_header(arena, list, "Subject", subject.data);
	list = add_header(arena, list, "Date", date_of(arena, mail->at));
	list = add_header(arena, list, "Message-ID",
			  arena_printf(arena, "<%s>", mail->message_id));
	return add_header(arena, list, "Auto-Submitted", "auto-generated");
}

/* A server here, as in tests, may have no certificate. */
static bool is_here(const char *url)
{
	const char *host = strstr(url, "://");

	host = host ? host + 3 : url;
	return strncmp(host, "127.0.0.1:", 10) == 0 ||
	       strncmp(host, "localhost:", 10) == 0;
}

static void set_server(CURL *curl, const struct mail_server *server)
{
	curl_easy_setopt(curl, CURLOPT_URL, server->url);
	curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
	curl_easy_setopt(curl, CURLOPT_USE_SSL,
			 is_here(server->url) ? (long)CURLUSESSL_NONE
					      : (long)CURLUSESSL_ALL);
	curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(curl, CURLOPT_NOPROXY, "*");
	curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, 10L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)MAIL_SECONDS);
	if (*server->user) {
		curl_easy_setopt(curl, CURLOPT_USERNAME, server->user);
		curl_easy_setopt(curl, CURLOPT_PASSWORD, server->password);
	}
}

/* What became of it: the server's code says whether to come back. */
static enum status judge(struct arena *arena, CURL *curl, CURLcode code,
			 const char **problem)
{
	long answer = 0;

	if (code == CURLE_OK)
		return STATUS_OK;
	curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
	*problem = arena_printf(arena, "%s (SMTP %ld)",
				curl_easy_strerror(code), answer);
	/* A wrong password is the operator's to mend: try again. */
	return answer >= 500 && code != CURLE_LOGIN_DENIED ? STATUS_BAD
							   : STATUS_FAILED;
}

enum status net_mail_send(struct arena *arena, const struct mail_server *server,
			  const struct mail *mail, const char **problem)
{
	struct curl_slist *headers = NULL, *to = NULL;
	curl_mime *mime = NULL;
	enum status st = STATUS_FAILED;
	CURL *curl = NULL;

	*problem = "the address cannot be one";
	if (!is_address(mail->to) || !is_address(server->from) ||
	    !is_one_line(mail->subject) || !is_one_line(server->from_name))
		return STATUS_BAD;
	*problem = "out of memory";
	curl = curl_easy_init();
	mime = curl ? curl_mime_init(curl) : NULL;
	to = curl_slist_append(NULL, mail->to);
	headers = headers_of(arena, server, mail);
	if (!mime || !to || !headers)
		goto out;
	set_server(curl, server);
	curl_mimepart *part = curl_mime_addpart(mime);
	curl_mime_data(part, mail->text, CURL_ZERO_TERMINATED);
	curl_mime_type(part, "text/plain; charset=utf-8");
	curl_mime_encoder(part, "quoted-printable");
	curl_easy_setopt(curl, CURLOPT_MAIL_FROM, server->from);
	curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
	curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
	curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
	st = judge(arena, curl, curl_easy_perform(curl), problem);
out:
	curl_mime_free(mime);
	curl_slist_free_all(headers);
	curl_slist_free_all(to);
	curl_easy_cleanup(curl);
	return st;
}
