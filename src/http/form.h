/* Names and values: a query string or an urlencoded body (WHATWG URL §5.1),
 * and what is wrong with what somebody typed. A form remembers its problems,
 * so a page checks once, at the end, with form_ok(). */
#ifndef HTTP_FORM_H
#define HTTP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/status.h"

#define FORM_FIELDS_MAX 200

struct form_field {
	const char *name, *value; /* valid UTF-8, NUL-terminated */
};

enum form_problem {
	FORM_FINE = 0,
	FORM_MISSING, /* nothing entered */
	FORM_TOO_SHORT,
	FORM_TOO_LONG,
	FORM_NOT_EMAIL,
	FORM_NOT_URL,    /* not an http or https address */
	FORM_NOT_CHOICE, /* not one of the values offered */
	FORM_TAKEN,      /* another one has it already */
	FORM_SAID        /* see words */
};

struct form_error {
	const char *field;
	enum form_problem problem;
	size_t limit; /* of TOO_SHORT and TOO_LONG, in code points */
	const char *words; /* of SAID: what to do, in words of the site */
};

/* A file that came with a form (http/multipart.h). */
struct form_file {
	const char *field;
	const char *name; /* to be shown; never a path */
	char *bytes;      /* anything, and a NUL behind it */
	size_t len;
};

struct form {
	struct arena *arena;
	struct form_field *fields;
	size_t count;
	struct form_file *file; /* NULL: none */
	struct form_error errors[32];
	size_t error_count;
};

/* A form without fields. */
void form_init(struct form *form, struct arena *arena);

/* Parse bytes[0..len) into form. A broken %-escape is kept as typed ("100%"),
 * as browsers do. STATUS_BAD for a NUL, invalid UTF-8 or more than
 * FORM_FIELDS_MAX; the form is empty then. */
MUST_CHECK enum status form_parse(struct form *form, struct arena *arena,
				  const char *bytes, size_t len);

/* The same where the bytes stand, without a copy: bytes[len] must be
 * writable, and bytes must live as long as the form. */
MUST_CHECK enum status form_parse_here(struct form *form, struct arena *arena,
				       char *bytes, size_t len);

/* The first value of name, or NULL; the n-th (from 0), or NULL. */
const char *form_value(const struct form *form, const char *name);
const char *form_value_at(const struct form *form, const char *name, size_t n);

/* The value of name cleaned (utf8_clean) with min to max code points; ""
 * with a remembered problem otherwise. form_line is for one-line fields. */
const char *form_text(struct form *form, const char *name, size_t min,
		      size_t max);
const char *form_line(struct form *form, const char *name, size_t min,
		      size_t max);

/* An address of the subset local@domain that mail servers take, at most 254
 * bytes; "" when empty and not required. */
const char *form_email(struct form *form, const char *name, bool is_required);
/* The address of an account: whatever one can have (cell_is_account), at most
 * 254 bytes. Required. */
const char *form_account(struct form *form, const char *name);

/* An http(s) URL without user part, at most 500 bytes; "example.org" gets
 * https://. "" when empty. */
const char *form_url(struct form *form, const char *name);

/* A positive id, or 0 when missing or not a number. */
int64_t form_id(const struct form *form, const char *name);

/* Is a checkbox ticked? Anything but "" and "0". */
bool form_flag(const struct form *form, const char *name);

/* Remember a problem found elsewhere. */
void form_fail(struct form *form, const char *field, enum form_problem problem,
	       size_t limit);
/* The same for one that only its page knows: words tell what to do about it,
 * and must outlive the form. */
void form_say(struct form *form, const char *field, const char *words);
bool form_ok(const struct form *form);
const struct form_error *form_error_of(const struct form *form,
				       const char *field);

#endif
