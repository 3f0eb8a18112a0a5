#include "http/last_words.h"

#include <stdint.h>
#include <string.h>
#include <sys/mman.h>

#include "http/fcgi_send.h"
#include "util/memory.h"

#define FALLEN     64 /* requests that are remembered; few fall at a time */
#define CHUNK      8192
#define SHORT_MAX  80     /* bytes; longer values are shown */
#define RETRY_TEXT "body" /* shown however short: what people write */

/* In shared memory: the requests that ended a worker, by their ids' hash. */
struct fallen {
	uint64_t requests[FALLEN];
	unsigned next;
};

static struct last_words page;
static struct fallen *fallen; /* NULL: every worker speaks at once */

static struct {
	int fd, request_id;
	const struct request *request;
	const struct form *form;
} now = { .fd = -1 };

static struct {
	char bytes[CHUNK];
	size_t len;
} out;

/* FNV-1a, 64 bits (Fowler, Noll, Vo); never 0. */
static uint64_t hash_of(const char *id)
{
	uint64_t hash = 14695981039346656037u;

	for (; *id; id++)
		hash = (hash ^ (unsigned char)*id) * 1099511628211u;
	return hash ? hash : 1;
}

/* Has the request at hand ended another worker? It is noted. */
static bool has_fallen(const char *id)
{
	uint64_t hash = hash_of(id);
	unsigned place;
	size_t i;

	if (!fallen)
		return true;
	for (i = 0; i < FALLEN; i++)
		if (__atomic_load_n(&fallen->requests[i], __ATOMIC_SEQ_CST) ==
		    hash)
			return true;
	place = __atomic_fetch_add(&fallen->next, 1, __ATOMIC_SEQ_CST);
	__atomic_store_n(&fallen->requests[place % FALLEN], hash,
			 __ATOMIC_SEQ_CST);
	return false;
}

static void flush(void)
{
	fcgi_send_piece(now.fd, now.request_id, out.bytes, out.len);
	out.len = 0;
}

static void put_byte(char c)
{
	if (out.len == CHUNK)
		flush();
	out.bytes[out.len++] = c;
}

static void put(const char *html)
{
	for (; *html; html++)
		put_byte(*html);
}

static void put_text(const char *text)
{
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '&')
			put("&amp;");
		else if (c == '<')
			put("&lt;");
		else if (c == '>')
			put("&gt;");
		else if (c == '"')
			put("&quot;");
		else if (c >= ' ' || c == '\n' || c == '\t' || c == '\r')
			put_byte((char)c);
	}
}

/* The path was decoded when it was read. */
static void put_path(const char *path)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyz"
				    "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789/-._~";
	static const char digits[] = "0123456789ABCDEF";

	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (strchr(plain, c)) {
			put_byte((char)c);
			continue;
		}
		put_byte('%');
		put_byte(digits[c >> 4]);
		put_byte(digits[c & 15]);
	}
}

/* What no page shows. Its handler asks for it again, and takes the rest
 * along. */
static bool is_secret(const char *name)
{
	return strncmp(name, "password", 8) == 0 ||
	       strncmp(name, "code", 4) == 0;
}

static bool is_shown(const struct form_field *field)
{
	return strcmp(field->name, RETRY_TEXT) == 0 ||
	       strlen(field->value) > SHORT_MAX || strchr(field->value, '\n');
}

static void put_field(const struct form_field *field)
{
	if (is_shown(field)) {
		put("<textarea rows=\"8\" readonly aria-label=\"");
		put_text(field->name);
		put("\" name=\"");
		put_text(field->name);
		put("\">\n"); /* which HTML takes away again */
		put_text(field->value);
		put("</textarea>");
	} else {
		put("<input type=\"hidden\" name=\"");
		put_text(field->name);
		put("\" value=\"");
		put_text(field->value);
		put("\">");
	}
}

/* All of it, its one-time token too: what was stored after all is not stored
 * again, and the answer is then that of the first time. */
static void put_form(void)
{
	put(page.sent);
	put("<form method=\"post\" action=\"");
	put_path(now.request->path);
	if (*now.request->query_text) {
		put("?");
		put_text(now.request->query_text);
	}
	put("\">");
	for (size_t i = 0; i < now.form->count; i++)
		if (!is_secret(now.form->fields[i].name))
			put_field(&now.form->fields[i]);
	put(page.button);
	put("</form>");
}

static void put_page(void)
{
	put(page.head);
	if (now.request->method != POST)
		put(page.words);
	else if (!now.form || now.form->file)
		put(page.lost);
	else
		put_form();
	put(page.foot);
	flush();
}

static void say(void)
{
	if (now.fd < 0 || !now.request || !page.head ||
	    !has_fallen(now.request->id))
		return;
	put_page();
	fcgi_send_end(now.fd, now.request_id);
	fcgi_close(now.fd, true);
}

void last_words_open(const struct last_words *words)
{
	void *shared = mmap(NULL, sizeof *fallen, PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	page = *words;
	fallen = shared == MAP_FAILED ? NULL : shared;
	memory_at_end(say);
}

void last_words_begin(int fd, int request_id, const struct request *request)
{
	now.fd = fd;
	now.request_id = request_id;
	now.request = request;
	now.form = NULL;
}

void last_words_form(const struct form *form)
{
	now.form = form;
}

void last_words_end(void)
{
	now.fd = -1;
	now.request = NULL;
	now.form = NULL;
}
