#include "view/strings.h"

#include <errno.h>
#include <gettext-po.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#include "util/buf.h"
#include "util/log.h"
#include "util/sanitized.h"
#include "view/plural.h"
#include "view/pseudo.h"

#define FORMS_MAX 6

struct entry {
	uint32_t hash;
	const char *msgid;
	const char *forms[FORMS_MAX]; /* the first alone if not plural */
};

struct strings {
	struct arena *arena;
	const char *language;
	struct plural plural;
	struct entry *entries; /* open addressing, half full at most */
	size_t mask, count;
};

static uint32_t hash_of(const char *text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	while (*text)
		hash = (hash ^ (unsigned char)*text++) * 16777619u;
	return hash;
}

/* The entry of msgid, or the free place where it belongs. */
static struct entry *find(const struct strings *s, const char *msgid)
{
	uint32_t hash = hash_of(msgid);
	size_t i = hash & s->mask;

	while (s->entries[i].msgid && (s->entries[i].hash != hash ||
				       strcmp(s->entries[i].msgid, msgid) != 0))
		i = (i + 1) & s->mask;
	return &s->entries[i];
}

static void grow(struct strings *s)
{
	struct entry *old = s->entries;
	size_t old_size = s->mask + 1;

	s->mask = 2 * old_size - 1;
	s->entries = arena_array(s->arena, 2 * old_size, sizeof(*old));
	for (size_t i = 0; i < old_size; i++)
		if (old[i].msgid)
			*find(s, old[i].msgid) = old[i];
}

/* The length of the {name} that text begins with, or 0. */
static size_t name_length(const char *text)
{
	size_t len = 1;

	if (*text != '{')
		return 0;
	while ((text[len] >= 'a' && text[len] <= 'z') || text[len] == '_')
		len++;
	return len > 1 && text[len] == '}' ? len + 1 : 0;
}

/* Does text hold every {name} that other holds? */
static bool has_names_of(const char *text, const char *other)
{
	char name[64];
	size_t len;

	for (; *other; other++) {
		len = name_length(other);
		if (!len || len >= sizeof(name))
			continue;
		memcpy(name, other, len);
		name[len] = '\0';
		if (!strstr(text, name))
			return false;
	}
	return true;
}

/* One form of a message into the table; false when its names differ. The
 * form for a single thing may leave names out: "1 program", "One program". */
static bool add_form(struct strings *s, struct entry *entry, int form,
		     const char *words, bool is_pseudo, bool is_plural)
{
	const char *msgid = entry->msgid;

	if (!words || !*words)
		return true;
	if (!is_plural &&
	    (!has_names_of(words, msgid) || !has_names_of(msgid, words)))
		return false;
	entry->forms[form] = is_pseudo ? pseudo_text(s->arena, words)
				       : arena_strdup(s->arena, words);
	return true;
}

static bool add_message(struct strings *s, po_message_t message, bool is_pseudo)
{
	const char *msgid = po_message_msgid(message);
	bool is_plural = po_message_msgid_plural(message), ok = true;
	struct entry *entry;

	if (!*msgid || po_message_is_fuzzy(message) ||
	    po_message_is_obsolete(message))
		return true;
	if (2 * ++s->count > s->mask)
		grow(s);
	entry = find(s, msgid);
	entry->hash = hash_of(msgid);
	entry->msgid = arena_strdup(s->arena, msgid);
	if (!is_plural)
		ok = add_form(s, entry, 0, po_message_msgstr(message),
			      is_pseudo, false);
	for (int i = 0; is_plural && i < s->plural.count; i++)
		ok &= add_form(s, entry, i,
			       po_message_msgstr_plural(message, i), is_pseudo,
			       true);
	if (!ok)
		log_error("strings/%s.po: other {names} in the words for "
			  "\"%s\"",
			  s->language, msgid);
	return ok;
}

/* libgettextpo 0.21 forgets the name of every file it reads. */
#if IS_SANITIZED
#include <sanitizer/lsan_interface.h>
#else
#define __lsan_disable() ((void)0)
#define __lsan_enable()  ((void)0)
#endif

/* libgettextpo's handlers take no pointer of ours. */
static jmp_buf reader_gives_up;
static bool reader_met_error;

static void on_error(int severity, po_message_t message, const char *file,
		     size_t line, size_t column, int is_multiline,
		     const char *text)
{
	(void)message, (void)column, (void)is_multiline;
	if (severity == PO_SEVERITY_WARNING) {
		log_warning("%s:%zu: %s", file ? file : "strings", line, text);
		return;
	}
	log_error("%s:%zu: %s", file ? file : "strings", line, text);
	reader_met_error = true;
	if (severity == PO_SEVERITY_FATAL_ERROR)
		longjmp(reader_gives_up, 1); /* it must not return */
}

static void on_two_errors(int severity, po_message_t message, const char *file,
			  size_t line, size_t column, int is_multiline,
			  const char *text, po_message_t message2,
			  const char *file2, size_t line2, size_t column2,
			  int is_multiline2, const char *text2)
{
	(void)message2, (void)file2, (void)line2, (void)column2;
	(void)is_multiline2, (void)text2;
	on_error(severity, message, file, line, column, is_multiline, text);
}

static po_file_t read_file(const char *path)
{
	const struct po_xerror_handler handler = { on_error, on_two_errors };
	po_file_t file;

	reader_met_error = false;
	if (setjmp(reader_gives_up)) {
		__lsan_enable();
		return NULL;
	}
	errno = 0;
	__lsan_disable();
	file = po_file_read(path, &handler);
	__lsan_enable();
	if (!file)
		log_error("%s: %s", path, strerror(errno));
	if (file && reader_met_error) {
		po_file_free(file);
		return NULL;
	}
	return file;
}

/* The header is the message without a msgid. (po_file_domain_header() gives a
 * copy that nobody may free.) */
static enum status read_header(struct strings *s, const char *path,
			       po_file_t file)
{
	po_message_iterator_t it = po_message_iterator(file, NULL);
	enum status st = STATUS_BAD;
	po_message_t message;

	while ((message = po_next_message(it)))
		if (!*po_message_msgid(message))
			st = plural_parse(s->arena, po_message_msgstr(message),
					  &s->plural);
	po_message_iterator_free(it);
	if (st != STATUS_OK)
		log_error("%s: no Plural-Forms that can be understood", path);
	return st;
}

static enum status read_all(struct strings *s, const char *path, po_file_t file,
			    bool is_pseudo)
{
	po_message_iterator_t it;
	po_message_t message;
	bool ok = true;

	if (read_header(s, path, file) != STATUS_OK)
		return STATUS_FAILED;
	it = po_message_iterator(file, NULL);
	while ((message = po_next_message(it)))
		ok = add_message(s, message, is_pseudo) && ok;
	po_message_iterator_free(it);
	return ok ? STATUS_OK : STATUS_FAILED;
}

enum status strings_open(const char *dir, const char *language,
			 struct strings **out)
{
	bool is_pseudo = strcmp(language, PSEUDO_LANGUAGE) == 0;
	struct arena *arena = arena_new();
	struct strings *s = arena_alloc(arena, sizeof(*s));
	const char *path = arena_printf(arena, "%s/%s.po", dir,
					is_pseudo ? "en" : language);
	enum status st = STATUS_FAILED;
	po_file_t file;

	s->arena = arena;
	s->language = arena_strdup(arena, language);
	s->mask = 1023;
	s->entries = arena_array(arena, s->mask + 1, sizeof(*s->entries));
	file = read_file(path);
	if (file) {
		st = read_all(s, path, file, is_pseudo);
		po_file_free(file);
	}
	if (st == STATUS_OK)
		*out = s;
	else
		strings_close(s);
	return st;
}

void strings_close(struct strings *strings)
{
	if (strings)
		arena_free(strings->arena);
}

const char *strings_language(const struct strings *strings)
{
	return strings->language;
}

const char *tr(const struct strings *strings, const char *msgid)
{
	const struct entry *entry = find(strings, msgid);

	return entry->msgid && entry->forms[0] ? entry->forms[0] : msgid;
}

const char *trn(const struct strings *strings, const char *one,
		const char *many, int64_t n)
{
	const struct entry *entry = find(strings, one);
	uint64_t size = n < 0 ? -(uint64_t)n : (uint64_t)n;
	int form = plural_form(&strings->plural, size);

	if (entry->msgid && entry->forms[form])
		return entry->forms[form];
	return size == 1 ? one : many;
}

/* The value of the {name} in text[0..len) in the list, or NULL. */
static const char *value_of(const char *text, size_t len, va_list list)
{
	const char *name, *value;

	while ((name = va_arg(list, const char *))) {
		value = va_arg(list, const char *);
		if (strlen(name) == len - 2 &&
		    strncmp(name, text + 1, len - 2) == 0)
			return value ? value : "";
	}
	return NULL;
}

char *str_fill(struct arena *arena, const char *text, ...)
{
	const char *value;
	struct buf out;
	va_list list;
	size_t len;

	buf_init(&out, arena);
	while (*text) {
		len = name_length(text);
		value = NULL;
		if (len) {
			va_start(list, text);
			value = value_of(text, len, list);
			va_end(list);
		}
		if (value)
			buf_text(&out, value);
		else
			buf_add(&out, text, len ? len : 1);
		text += len ? len : 1;
	}
	return out.data;
}
