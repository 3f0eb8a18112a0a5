#include "net/mail_head.h"

#include <stdio.h>
#include <string.h>

#include "util/buf.h"
#include "util/clock.h"

#define ADDRESS_MAX 254
#define LINE_MAX    450 /* bytes, before quoting; a line holds 998 */

static bool is_one_line(const char *text)
{
	const char *from = text;

	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 127)
			return false;
	return text - from <= LINE_MAX;
}

static bool is_ascii(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text >= 128)
			return false;
	return true;
}

/* Between < and > nothing of it may have a meaning of its own. */
static bool is_bracketed(const char *text)
{
	return is_one_line(text) && is_ascii(text) && !strpbrk(text, " <>");
}

static bool is_address(const char *text)
{
	const char *at = strrchr(text, '@');

	return is_bracketed(text) && at && at > text && at[1] &&
	       strlen(text) <= ADDRESS_MAX && !strpbrk(text, ",;:\"()[]\\");
}

const char *net_mail_fault(const struct mail_server *server,
			   const struct mail *mail)
{
	if (!is_address(mail->to))
		return "the address cannot be one";
	if (!is_address(server->from) ||
	    (*server->reply_to && !is_address(server->reply_to)))
		return "the sender's address cannot be one";
	if (!is_one_line(mail->subject) || !is_one_line(server->from_name))
		return "the subject has a line break or is too long";
	if (!is_bracketed(mail->message_id) ||
	    (mail->thread_id && !is_bracketed(mail->thread_id)) ||
	    (mail->stop_url && !is_bracketed(mail->stop_url)))
		return "a header cannot be one";
	return NULL;
}

/* An encoded word (RFC 2047, "Q") holds at most 75 letters; a code point is
 * never cut. */
static void add_word(struct buf *out, const char *from, const char *to)
{
	buf_text(out, "=?utf-8?Q?");
	for (; from < to; from++)
		buf_printf(out, "=%02X", (unsigned char)*from);
	buf_text(out, "?=");
}

static void add_encoded(struct buf *out, const char *text)
{
	const char *from = text;

	while (*from) {
		const char *to = from + strnlen(from, 18);

		while (to > from && ((unsigned char)*to & 0xc0) == 0x80)
			to--;
		if (to == from) /* not UTF-8 */
			to = from + strnlen(from, 18);
		if (from != text)
			buf_text(out, "\r\n ");
		add_word(out, from, to);
		from = to;
	}
}

/* Long words are folded (RFC 5322 2.2.3), at most at column 76. */
static void add_folded(struct buf *out, const char *text)
{
	size_t column = 10;

	while (*text) {
		size_t len = strcspn(text + 1, " ") + 1;

		if (column + len > 76 && *text == ' ') {
			buf_text(out, "\r\n");
			column = 0;
		}
		buf_add(out, text, len);
		column += len;
		text += len;
	}
}

/* What looks like an encoded word is encoded, so that nobody's name is read as
 * something else. A line of white space only would end the head. */
static void add_words(struct buf *out, const char *text)
{
	bool is_plain = is_ascii(text) && !strstr(text, "=?") &&
			!strstr(text, "  ") && *text != ' ' && *text &&
			text[strlen(text) - 1] != ' ';

	if (is_plain)
		add_folded(out, text);
	else
		add_encoded(out, text);
}

/* A display name: words, or a quoted string. */
static void add_phrase(struct buf *out, const char *text)
{
	if (!is_ascii(text) || strstr(text, "=?")) {
		add_encoded(out, text);
		return;
	}
	buf_char(out, '"');
	for (; *text; text++) {
		if (*text == '"' || *text == '\\')
			buf_char(out, '\\');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

/* "Mon, 23 Nov 2026 20:05:00 +0000" (RFC 5322). */
static const char *date_of(struct arena *arena, int64_t at)
{
	static const char *const MONTHS[] = { "Jan", "Feb", "Mar", "Apr",
					      "May", "Jun", "Jul", "Aug",
					      "Sep", "Oct", "Nov", "Dec" };
	/* 1 January 1970 was a Thursday. */
	static const char *const DAYS[] = { "Thu", "Fri", "Sat", "Sun",
					    "Mon", "Tue", "Wed" };
	char iso[21];
	int year, month, day;

	clock_rfc3339(at, iso);
	if (sscanf(iso, "%d-%d-%d", &year, &month, &day) != 3)
		return "";
	return arena_printf(arena, "%s, %d %s %d %.8s +0000",
			    DAYS[at / CLOCK_DAY % 7], day, MONTHS[month - 1],
			    year, iso + 11);
}

static const char *from_of(struct arena *arena,
			   const struct mail_server *server)
{
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, "From: ");
	add_phrase(&b, server->from_name);
	buf_printf(&b, " <%s>", server->from);
	return b.data;
}

static const char *subject_of(struct arena *arena, const struct mail *mail)
{
	struct buf b;

	buf_init(&b, arena);
	buf_text(&b, "Subject: ");
	add_words(&b, mail->subject);
	return b.data;
}

size_t net_mail_heads(struct arena *arena, const struct mail_server *server,
		      const struct mail *mail,
		      const char *heads[MAIL_HEADS_MAX])
{
	size_t n = 0;

	heads[n++] = from_of(arena, server);
	if (*server->reply_to)
		heads[n++] =
			arena_printf(arena, "Reply-To: %s", server->reply_to);
	heads[n++] = arena_printf(arena, "To: %s", mail->to);
	heads[n++] = subject_of(arena, mail);
	heads[n++] = arena_printf(arena, "Date: %s", date_of(arena, mail->at));
	heads[n++] = arena_printf(arena, "Message-ID: <%s>", mail->message_id);
	if (mail->thread_id) {
		heads[n++] = arena_printf(arena, "In-Reply-To: <%s>",
					  mail->thread_id);
		heads[n++] = arena_printf(arena, "References: <%s>",
					  mail->thread_id);
	}
	if (mail->stop_url) {
		heads[n++] = arena_printf(arena, "List-Unsubscribe: <%s>",
					  mail->stop_url);
		heads[n++] = "List-Unsubscribe-Post: "
			     "List-Unsubscribe=One-Click";
	}
	heads[n++] = "Auto-Submitted: auto-generated";
	heads[n++] = "Content-Type: multipart/alternative";
	return n;
}
