#include "http/form.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "http/url.h"
#include "util/cell.h"
#include "util/utf8.h"

#define EMAIL_MAX 254
#define LOCAL_MAX 64
#define LABEL_MAX 63
#define URL_MAX   500

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/* Decode from..end to *to, with a NUL behind it, and move *to past that. The
 * decoded text is never longer, so it may overwrite what was read. The NUL
 * takes the place of the separator. False unless the result is text. */
static bool decode_piece(const char *from, const char *end, char **to)
{
	char *start = *to, *at = *to;
	int high, low;

	for (; from < end; from++) {
		*at = *from == '+' ? ' ' : *from;
		if (*from == '%' && end - from > 2) {
			high = hex_value(from[1]);
			low = hex_value(from[2]);
			if (high >= 0 && low >= 0) {
				*at = (char)(high << 4 | low);
				from += 2;
			}
		}
		at++;
	}
	*at = '\0';
	*to = at + 1;
	return utf8_is_valid(start, (size_t)(at - start));
}

static size_t count_fields(const char *bytes, size_t len)
{
	const char *at = bytes, *end = bytes + len;
	size_t count = 1;

	while ((at = memchr(at, '&', (size_t)(end - at)))) {
		count++;
		at++;
	}
	return count;
}

static bool parse_field(struct form *form, const char *at, const char *end,
			char **to)
{
	struct form_field *field = &form->fields[form->count];
	const char *equals = memchr(at, '=', (size_t)(end - at));

	field->name = *to;
	field->value = "";
	if (!decode_piece(at, equals ? equals : end, to))
		return false;
	if (equals) {
		field->value = *to;
		if (!decode_piece(equals + 1, end, to))
			return false;
	}
	form->count++;
	return true;
}

void form_init(struct form *form, struct arena *arena)
{
	/* not zeroed as a whole: the errors alone are half a kilobyte */
	form->arena = arena;
	form->fields = NULL;
	form->count = 0;
	form->file = NULL;
	form->error_count = 0;
}

enum status form_parse_here(struct form *form, struct arena *arena, char *bytes,
			    size_t len)
{
	const char *at = bytes, *end = bytes + len, *stop;
	char *to = bytes;
	size_t most = len ? count_fields(bytes, len) : 0;

	form_init(form, arena);
	if (most > FORM_FIELDS_MAX)
		return STATUS_BAD;
	if (most)
		form->fields = arena_array(arena, most, sizeof *form->fields);
	for (; at < end; at = stop + 1) {
		stop = memchr(at, '&', (size_t)(end - at));
		if (!stop)
			stop = end;
		if (stop > at && !parse_field(form, at, stop, &to)) {
			form->count = 0;
			return STATUS_BAD;
		}
	}
	return STATUS_OK;
}

enum status form_parse(struct form *form, struct arena *arena,
		       const char *bytes, size_t len)
{
	return form_parse_here(form, arena, arena_strndup(arena, bytes, len),
			       len);
}

const char *form_value_at(const struct form *form, const char *name, size_t n)
{
	size_t i;

	for (i = 0; i < form->count; i++)
		if (strcmp(form->fields[i].name, name) == 0 && n-- == 0)
			return form->fields[i].value;
	return NULL;
}

const char *form_value(const struct form *form, const char *name)
{
	return form_value_at(form, name, 0);
}

static void add_error(struct form *form, struct form_error error)
{
	const size_t max = sizeof form->errors / sizeof *form->errors;

	if (form->error_count == max)
		return; /* enough to send the form back */
	form->errors[form->error_count++] = error;
}

void form_fail(struct form *form, const char *field, enum form_problem problem,
	       size_t limit)
{
	add_error(form, (struct form_error){ .field = field,
					     .problem = problem,
					     .limit = limit });
}

void form_say(struct form *form, const char *field, const char *words)
{
	add_error(form, (struct form_error){ .field = field,
					     .problem = FORM_SAID,
					     .words = words });
}

bool form_ok(const struct form *form)
{
	return form->error_count == 0;
}

const struct form_error *form_error_of(const struct form *form,
				       const char *field)
{
	size_t i;

	for (i = 0; i < form->error_count; i++)
		if (strcmp(form->errors[i].field, field) == 0)
			return &form->errors[i];
	return NULL;
}

static const char *cleaned(struct form *form, const char *name, bool is_line)
{
	const char *value = form_value(form, name);

	return value ? utf8_clean(form->arena, value, is_line) : "";
}

static const char *bounded(struct form *form, const char *name, bool is_line,
			   size_t min, size_t max)
{
	const char *text = cleaned(form, name, is_line);
	size_t length = utf8_length(text);

	if (length == 0 && min > 0)
		form_fail(form, name, FORM_MISSING, 0);
	else if (length > max)
		form_fail(form, name, FORM_TOO_LONG, max);
	else if (length > 0 && length < min)
		form_fail(form, name, FORM_TOO_SHORT, min);
	else
		return text;
	return "";
}

const char *form_text(struct form *form, const char *name, size_t min,
		      size_t max)
{
	return bounded(form, name, false, min, max);
}

const char *form_line(struct form *form, const char *name, size_t min,
		      size_t max)
{
	return bounded(form, name, true, min, max);
}

static bool is_letter_or_digit(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* Dot-separated runs of RFC 5322 atoms, which mail servers take unquoted. */
static bool is_local_part(const char *text, size_t len)
{
	char before = '.';
	size_t i;

	if (len == 0 || len > LOCAL_MAX)
		return false;
	for (i = 0; i < len; before = text[i++]) {
		if (text[i] == '.'
			    ? before == '.'
			    : !is_letter_or_digit(text[i]) &&
				      !strchr("!#$%&'*+-/=?^_`{|}~", text[i]))
			return false;
	}
	return before != '.';
}

/* Two labels or more of letters, digits and inner hyphens; the last is not a
 * number. */
static bool is_domain(const char *text)
{
	size_t labels = 0, len;
	bool has_letter = false;

	for (;; text += len + 1) {
		size_t i;

		len = strcspn(text, ".");
		if (len == 0 || len > LABEL_MAX || text[0] == '-' ||
		    text[len - 1] == '-')
			return false;
		has_letter = false;
		for (i = 0; i < len; i++) {
			if (!is_letter_or_digit(text[i]) && text[i] != '-')
				return false;
			has_letter |= text[i] > '9';
		}
		labels++;
		if (!text[len])
			return labels >= 2 && has_letter;
	}
}

const char *form_email(struct form *form, const char *name, bool is_required)
{
	const char *text = cleaned(form, name, true);
	const char *at = strrchr(text, '@');

	if (!*text) {
		if (is_required)
			form_fail(form, name, FORM_MISSING, 0);
		return "";
	}
	if (strlen(text) > EMAIL_MAX || !at ||
	    !is_local_part(text, (size_t)(at - text)) || !is_domain(at + 1)) {
		form_fail(form, name, FORM_NOT_EMAIL, 0);
		return "";
	}
	return text;
}

const char *form_account(struct form *form, const char *name)
{
	const char *text = cleaned(form, name, true);

	if (*text && strlen(text) <= EMAIL_MAX && cell_is_account(text))
		return text;
	form_fail(form, name, *text ? FORM_NOT_EMAIL : FORM_MISSING, 0);
	return "";
}

const char *form_url(struct form *form, const char *name)
{
	const char *text = cleaned(form, name, true);
	const char *host;

	if (!*text)
		return "";
	if (strlen(text) > URL_MAX) {
		form_fail(form, name, FORM_TOO_LONG, URL_MAX);
		return "";
	}
	if (strncasecmp(text, "http://", 7) != 0 &&
	    strncasecmp(text, "https://", 8) != 0)
		text = arena_printf(form->arena, "https://%s", text);
	host = url_host(form->arena, text);
	if (!host || !strchr(host, '.')) {
		form_fail(form, name, FORM_NOT_URL, 0);
		return "";
	}
	return text;
}

int64_t form_id(const struct form *form, const char *name)
{
	const char *text = form_value(form, name);
	int64_t id = 0;

	if (!text)
		return 0;
	for (; *text >= '0' && *text <= '9'; text++)
		if (__builtin_mul_overflow(id, 10, &id) ||
		    __builtin_add_overflow(id, *text - '0', &id))
			return 0;
	return *text ? 0 : id;
}

bool form_flag(const struct form *form, const char *name)
{
	const char *value = form_value(form, name);

	return value && *value && strcmp(value, "0") != 0;
}
