#include "store/spam_text.h"

#include <stdint.h>
#include <string.h>

#include "util/buf.h"
#include "util/skeleton.h"
#include "util/token.h"
#include "util/utf8_alike.h"

#define TABLE        512 /* more than three times SPAM_WORDS_MAX */
#define SINGLES_MIN  4   /* "c a s i n o": letters one by one are a word */
#define HASH_MIN     24  /* bytes of letters: shorter texts repeat honestly */
#define HOST_MAX     50
#define FEW_WORDS    3 /* a web address, and this many words at most */
#define CAPITALS_MIN 20
#define SIGNS        12 /* places for what is remarkable, "#links" */

/* Ends of web addresses that are written without http or www. */
static const char *const TLDS[] = {
	"com",  "org",  "net",    "info",   "biz",     "ru",    "cn",  "xyz",
	"top",  "club", "online", "site",   "shop",    "store", "io",  "co",
	"me",   "us",   "de",     "uk",     "example", "test",  "app", "pro",
	"live", "win",  "bet",    "casino", "invalid",
};

struct reader {
	struct arena *arena;
	struct spam_text *out;
	uint16_t table[TABLE]; /* 1 + index of a word */
	struct buf letters;    /* of the body without its links, for the hash */
	struct buf singles;    /* letters that stand alone, so far */
	const char *mark;      /* before each word: "" or "name:" */
	bool is_body;
	size_t plain;   /* words of the body that are no links */
	bool has_noise; /* "sdfghjkl" */
};

static size_t slot_of(const struct reader *r, const char *word)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	size_t slot;

	for (const char *at = word; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619u;
	slot = hash % TABLE;
	while (r->table[slot] &&
	       strcmp(r->out->words[r->table[slot] - 1], word) != 0)
		slot = (slot + 1) % TABLE;
	return slot;
}

static void add_word(struct reader *r, const char *mark, const char *text,
		     size_t len)
{
	size_t before = strlen(mark), slot;
	char word[SPAM_WORD_MAX + 1];
	size_t room = *mark == '#' ? SPAM_WORDS_MAX : SPAM_WORDS_MAX - SIGNS;

	if (len + before > SPAM_WORD_MAX || r->out->count >= room)
		return;
	memcpy(word, mark, before);
	memcpy(word + before, text, len);
	word[before + len] = '\0';
	slot = slot_of(r, word);
	if (r->table[slot])
		return;
	r->out->words[r->out->count++] = arena_strdup(r->arena, word);
	r->table[slot] = (uint16_t)r->out->count;
}

static void add_sign(struct reader *r, const char *sign)
{
	add_word(r, "#", sign, strlen(sign));
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

static bool is_inside(char c)
{
	return is_letter(c) || is_digit(c);
}

/* Letters one by one were a word, if there were enough of them. */
static void end_singles(struct reader *r)
{
	struct buf *s = &r->singles;

	if (s->len >= SINGLES_MIN) {
		add_word(r, r->mark, s->data, s->len);
		if (r->is_body)
			add_sign(r, "spaced");
	}
	s->len = 0;
}

/* Six letters and more without one that could be a vowel: also w, for
 * Hmong. */
static bool is_noise(const char *word, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (!strchr("bcdfghjklmnpqrstvxz", word[i]))
			return false;
	return len >= 6;
}

static void read_word(struct reader *r, const char *word, size_t len)
{
	size_t digits = 0;

	for (size_t i = 0; i < len; i++)
		digits += is_digit(word[i]);
	if (r->is_body)
		buf_add(&r->letters, word, len);
	if (len == 1 && !digits) {
		buf_char(&r->singles, *word);
		return;
	}
	end_singles(r);
	r->has_noise = r->has_noise || is_noise(word, len);
	if (digits == len && len > 1)
		add_sign(r, "number");
	else if (len > 1)
		add_word(r, r->mark, word, len);
}

/* Letters and digits from text to end; an apostrophe inside is left out. */
static size_t read_words(struct reader *r, const char *text, const char *end)
{
	char word[SPAM_WORD_MAX + 2];
	size_t count = 0, len = 0;

	for (const char *at = text; at <= end; at++) {
		if (at < end && *at == '\'' && len)
			continue;
		if (at < end && is_inside(*at)) {
			if (len < sizeof(word))
				word[len++] = *at;
			continue;
		}
		if (len)
			read_word(r, word,
				  len < sizeof(word) ? len : SPAM_WORD_MAX + 1);
		count += len > 0;
		len = 0;
	}
	return count;
}

/* Links ---------------------------------------------------------------- */

static const char *find(const char *text, const char *end, const char *what)
{
	return memmem(text, (size_t)(end - text), what, strlen(what));
}

/* Does a bare web address begin at at: "pills.example/buy"? */
static bool is_bare_host(const char *at, const char *end)
{
	const char *point = NULL;
	size_t len;

	if (memchr(at, '@', (size_t)(end - at)))
		return false; /* an e-mail address */
	for (; at < end && (is_inside(*at) || *at == '-' || *at == '.'); at++)
		if (*at == '.' && at + 1 < end && is_letter(at[1]))
			point = at;
	if (!point)
		return false;
	len = (size_t)(at - point - 1);
	while (len && !is_inside(point[len]))
		len--;
	if (at < end && *at == '/' && len >= 2)
		return true;
	for (size_t i = 0; i < sizeof(TLDS) / sizeof(TLDS[0]); i++)
		if (strlen(TLDS[i]) == len && !memcmp(TLDS[i], point + 1, len))
			return true;
	return false;
}

/* Where the first web address between at and end has its host; NULL: there
 * is none. */
static const char *find_host(const char *at, const char *end)
{
	const char *found = find(at, end, "://");

	if (found)
		return found + 3;
	found = find(at, end, "www.");
	if (found)
		return found;
	while (at < end && !is_inside(*at))
		at++;
	return at < end && is_bare_host(at, end) ? at : NULL;
}

static void add_host(struct reader *r, const char *mark, const char *at,
		     const char *end)
{
	size_t len;

	if (end - at > 4 && !memcmp(at, "www.", 4))
		at += 4;
	for (len = 0; at + len < end && len < HOST_MAX; len++)
		if (!is_inside(at[len]) && at[len] != '-' && at[len] != '.')
			break;
	while (len && at + len < end && ((unsigned char)at[len] & 0xc0) == 0x80)
		len--; /* not within a character */
	while (len && !is_inside(at[len - 1]))
		len--;
	if (len)
		add_word(r, mark, at, len);
}

/* The words around and in the web addresses of what stands between spaces;
 * false when it holds none. */
static bool read_links(struct reader *r, const char *at, const char *end)
{
	const char *host = find_host(at, end);

	if (!host)
		return false;
	while (host) {
		r->out->links++;
		add_host(r, "link:", host, end);
		while (host < end &&
		       (is_inside(*host) || *host == '-' || *host == '.'))
			host++;
		at = host;
		host = find(at, end, "://");
		host = host ? host + 3 : NULL;
		/* What the address says of the page behind it. */
		r->is_body = false;
		read_words(r, at, host ? host - 3 : end);
		r->is_body = true;
	}
	return true;
}

/* The body, as it reads. */
static void read_body(struct reader *r, const char *text)
{
	r->mark = "";
	r->is_body = true;
	while (*text) {
		const char *end = strchrnul(text, ' ');

		if (!read_links(r, text, end))
			r->plain += read_words(r, text, end);
		text = *end ? end + 1 : end;
	}
	end_singles(r);
	r->is_body = false;
}

static void read_marked(struct reader *r, const char *mark, const char *text)
{
	r->mark = mark;
	read_words(r, text, text + strlen(text));
	end_singles(r);
}

/* What is remarkable ---------------------------------------------------- */

static bool has_markup(const char *folded)
{
	static const char *const signs[] = { "<a ",  "<a\xc2", "</a>",
					     "[url", "[link",  "href=" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(folded, signs[i]))
			return true;
	return false;
}

static bool is_shouted(const char *body)
{
	size_t big = 0, small = 0;

	for (; *body; body++) {
		big += *body >= 'A' && *body <= 'Z';
		small += *body >= 'a' && *body <= 'z';
	}
	return big + small >= CAPITALS_MIN && big > small;
}

static bool has_price(const char *folded)
{
	for (const char *at = folded; *at; at++)
		if ((*at == '$' && is_digit(at[1])) ||
		    (is_digit(at[0]) && at[1] == '%'))
			return true;
	return strstr(folded, "\xe2\x82\xac") || strstr(folded, "\xc2\xa3");
}

static void add_signs(struct reader *r, const char *body, const char *folded)
{
	const struct spam_text *t = r->out;

	add_sign(r, t->links == 0   ? "no-links"
		    : t->links == 1 ? "link"
				    : "links");
	if (t->has_website)
		add_sign(r, "website");
	if (t->has_markup)
		add_sign(r, "markup");
	if (t->odd_words)
		add_sign(r, "odd");
	if (is_shouted(body))
		add_sign(r, "shout");
	if (strstr(folded, "!!"))
		add_sign(r, "exclaim");
	if (has_price(folded))
		add_sign(r, "price");
	if (r->has_noise)
		add_sign(r, "noise");
}

/* Punctuation beyond ASCII becomes spaces: the only kinds that utf8_fold()
 * leaves are of Latin-1 (all but the pound sign), "General Punctuation" and
 * that of Chinese and Japanese. */
static char *part_words(char *text)
{
	for (char *at = text; *at; at++) {
		unsigned char a = (unsigned char)at[0];
		unsigned char b = (unsigned char)at[1];
		size_t len = a == 0xc2 && b != 0xa3 ? 2
			     : (a == 0xe2 && (b == 0x80 || b == 0x81)) ||
					     (a == 0xe3 && b == 0x80)
				     ? 3
				     : 0;

		if (len)
			memset(at, ' ', strnlen(at, len));
	}
	return text;
}

static bool has_link(const char *text)
{
	while (*text) {
		const char *end = strchrnul(text, ' ');

		if (find_host(text, end))
			return true;
		text = *end ? end + 1 : end;
	}
	return false;
}

static void add_email(struct reader *r, const char *email)
{
	const char *at = email ? strrchr(email, '@') : NULL;
	const char *domain = at ? utf8_alike(r->arena, at + 1) : NULL;

	if (domain)
		add_host(r, "mail:", domain, strchr(domain, '\0'));
}

static void add_website(struct reader *r, const char *website)
{
	const char *site, *end, *host;

	if (!website || !*website)
		return;
	r->out->has_website = true;
	site = utf8_alike(r->arena, website);
	end = site + strlen(site);
	host = find(site, end, "://");
	add_host(r, "link:", host ? host + 3 : site, end);
}

static void make_hash(struct reader *r, const char *folded)
{
	unsigned char digest[TOKEN_HASH];
	struct buf *b = &r->letters;
	const char *tight;

	if (b->len < HASH_MIN) { /* of nothing but links: these, then */
		b->len = 0;
		for (const char *at = folded; *at; at++)
			if (is_inside(*at))
				buf_char(b, *at);
	}
	if (b->len < HASH_MIN)
		return;
	tight = skeleton_tight(r->arena, b->data);
	token_digest(tight, strlen(tight), digest);
	memcpy(r->out->hash, digest, SPAM_WORDS_HASH);
	r->out->has_hash = true;
}

static struct reader *reader_new(struct arena *arena, struct spam_text *out)
{
	struct reader *r = arena_alloc(arena, sizeof(*r));

	r->arena = arena;
	r->out = out;
	r->mark = "";
	buf_init(&r->letters, arena);
	buf_init(&r->singles, arena);
	out->words = arena_array(arena, SPAM_WORDS_MAX, sizeof(*out->words));
	return r;
}

void spam_text_read(struct arena *arena, const char *name, const char *email,
		    const char *website, const char *body,
		    struct spam_text *out)
{
	const char *folded = part_words(utf8_alike(arena, body));
	const char *name_folded = part_words(utf8_alike(arena, name));
	struct reader *r;

	*out = (struct spam_text){
		.odd_words = utf8_alike_count(name) + utf8_alike_count(body),
		.has_markup = has_markup(folded),
		.has_name_link = has_link(name_folded),
	};
	r = reader_new(arena, out);
	add_email(r, email);
	add_website(r, website);
	read_marked(r, "name:", name_folded);
	read_body(r, folded);
	out->has_noise = r->has_noise;
	out->is_all_links = out->links > 0 && r->plain <= FEW_WORDS;
	add_signs(r, body, folded);
	make_hash(r, folded);
	out->line = spam_text_phrase(arena,
				     arena_printf(arena, "%s\n%s", name, body));
}

const char *spam_text_phrase(struct arena *arena, const char *phrase)
{
	return arena_printf(arena, " %s ", skeleton_words(arena, phrase));
}
