#include "util/log.h"

#include <arpa/inet.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util/clock.h"
#include "util/utf8.h"

/* Shorter than PIPE_BUF, so that lines of several workers never mix. */
#define LINE_MAX_BYTES 4000

struct line {
	char data[LINE_MAX_BYTES + 8];
	size_t len;
};

static const char *current_request;

void log_set_request(const char *request_id)
{
	current_request = request_id;
}

static void add_raw(struct line *l, const char *text)
{
	size_t len = strlen(text);

	if (len > LINE_MAX_BYTES - l->len)
		return;
	memcpy(l->data + l->len, text, len);
	l->len += len;
}

/* text as the inside of a JSON string. A text that is not UTF-8 keeps its
 * ASCII letters only: a log that does not parse helps nobody. */
static void add_escaped(struct line *l, const char *text, size_t room)
{
	int is_utf8 = utf8_is_valid(text, strlen(text));
	size_t end = l->len + room;

	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		/* never end within a code point or an escape; what is no
		 * text may be nothing but bytes from within code points */
		if (l->len + 10 > end && (!is_utf8 || (c & 0xc0) != 0x80))
			break;
		if (c == '"' || c == '\\') {
			l->data[l->len++] = '\\';
			l->data[l->len++] = (char)c;
		} else if (c < ' ' || c == 0x7f) {
			l->len += (size_t)snprintf(l->data + l->len, 7,
						   "\\u%04x", c);
		} else if (c >= 0x80 && !is_utf8) {
			l->data[l->len++] = '?';
		} else {
			l->data[l->len++] = (char)c;
		}
	}
}

static void add_text(struct line *l, const char *key, const char *value,
		     size_t max)
{
	size_t left = LINE_MAX_BYTES - l->len;
	size_t need = strlen(key) + 8;

	if (!value || left < need)
		return;
	left -= need;
	add_raw(l, ",\"");
	add_raw(l, key);
	add_raw(l, "\":\"");
	add_escaped(l, value, left < max ? left : max);
	add_raw(l, "\"");
}

static void add_number(struct line *l, const char *key, int64_t value)
{
	char text[64];

	snprintf(text, sizeof text, ",\"%s\":%lld", key, (long long)value);
	add_raw(l, text);
}

static void begin_line(struct line *l, const char *level)
{
	char at[21];

	l->len = 0;
	clock_rfc3339(clock_now(), at);
	add_raw(l, "{\"at\":\"");
	add_raw(l, at);
	add_raw(l, "\"");
	add_text(l, "level", level, 20);
	add_text(l, "request", current_request, 80);
}

/* One write, so that a line is whole or not there. A log that cannot be
 * written is no reason to fail. */
static void end_line(struct line *l)
{
	ssize_t rc;

	memcpy(l->data + l->len, "}\n", 2);
	l->len += 2;
	do {
		rc = write(STDERR_FILENO, l->data, l->len);
	} while (rc < 0 && errno == EINTR);
}

static void write_message(const char *level, const char *format, va_list ap)
{
	int saved_errno = errno;
	char message[3000];
	struct line l;

	vsnprintf(message, sizeof message, format, ap);
	utf8_cut(message, sizeof message - 1);
	begin_line(&l, level);
	add_text(&l, "message", message, LINE_MAX_BYTES);
	end_line(&l);
	errno = saved_errno;
}

void log_error(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	write_message("error", format, ap);
	va_end(ap);
}

void log_warning(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	write_message("warning", format, ap);
	va_end(ap);
}

void log_info(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	write_message("info", format, ap);
	va_end(ap);
}

/* The network of address: IPv4 /24, IPv6 /48; "" for anything else. */
static void cut_address(const char *address, char out[INET6_ADDRSTRLEN])
{
	unsigned char bytes[16];

	out[0] = '\0';
	if (!address)
		return;
	if (inet_pton(AF_INET, address, bytes) == 1) {
		bytes[3] = 0;
		inet_ntop(AF_INET, bytes, out, INET6_ADDRSTRLEN);
	} else if (inet_pton(AF_INET6, address, bytes) == 1) {
		/* a mapped IPv4 address is all in the last 32 bits */
		memset(bytes + 6, 0, 10);
		inet_ntop(AF_INET6, bytes, out, INET6_ADDRSTRLEN);
	}
}

void log_access(const struct log_access *access)
{
	char network[INET6_ADDRSTRLEN];
	struct line l;

	cut_address(access->address, network);
	begin_line(&l, "access");
	add_text(&l, "method", access->method, 20);
	add_text(&l, "path", access->path, 1100);
	add_text(&l, "route", access->route, 200);
	add_text(&l, "network", network, 60);
	add_number(&l, "status", access->status);
	add_number(&l, "bytes", access->bytes);
	add_number(&l, "us", access->microseconds);
	end_line(&l);
}
