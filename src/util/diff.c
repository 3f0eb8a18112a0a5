/* E. W. Myers, "An O(ND) Difference Algorithm and Its Variations",
 * Algorithmica 1 (1986): the variation in linear space, which looks from both
 * ends for the middle of a shortest way and goes on in the two halves. */
#include "util/diff.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Steps that a comparison may take; some 3 ms, and less than 25 with
 * sanitizers (tests/fuzz). Two texts of 10,000 characters that share half
 * their words need 400,000. */
#define STEPS_MAX 500000

struct token {
	const char *text;
	size_t len;
	uint32_t hash;
};

struct tokens {
	struct token *list;
	size_t count;
};

/* A part of each text, by tokens: [a0, a1) and [b0, b1). */
struct box {
	ptrdiff_t a0, a1, b0, b1;
};

struct differ {
	struct tokens a, b;
	bool *is_removed, *is_added; /* by token of a, of b */
	ptrdiff_t *reach[2]; /* from the start and from the end, by diagonal */
	size_t ring; /* room in each, which are rings: a power of two, less 1 */
	long steps;
};

/* Tokens ------------------------------------------------------------------ */

static bool is_space(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Letters and digits; every byte of a longer character counts as one. */
static bool is_word(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
	       (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* A word, a run of white space, or one other character. */
static size_t token_length(const char *text)
{
	size_t len = 1;

	if (is_word(*text))
		while (is_word(text[len]))
			len++;
	else if (is_space(*text))
		while (is_space(text[len]))
			len++;
	return len;
}

static struct token read_token(const char *text)
{
	struct token token = { text, token_length(text), 2166136261u };

	for (size_t i = 0; i < token.len; i++) /* FNV-1a */
		token.hash = (token.hash ^ (unsigned char)text[i]) * 16777619u;
	return token;
}

static struct tokens cut(struct arena *arena, const char *text)
{
	struct tokens tokens = { 0 };
	const char *at;
	size_t most = 1;

	for (at = text; *at; at += token_length(at))
		most++;
	tokens.list = arena_array(arena, most, sizeof(*tokens.list));
	for (at = text; *at; at += tokens.list[tokens.count++].len)
		tokens.list[tokens.count] = read_token(at);
	return tokens;
}

static bool is_same(const struct differ *d, ptrdiff_t i, ptrdiff_t k)
{
	const struct token *a = &d->a.list[i], *b = &d->b.list[k];

	return a->hash == b->hash && a->len == b->len &&
	       memcmp(a->text, b->text, a->len) == 0;
}

/* The middle of a shortest way --------------------------------------------- */

/* A run of equal tokens in the middle of a way, relative to its box; it may
 * be empty. */
struct snake {
	ptrdiff_t x, y, u, v;
};

/* One direction's search of a box: from its start, or from its end, where
 * everything counts backwards. */
struct search {
	const struct box *box;
	ptrdiff_t width, height;
	ptrdiff_t *own, *other;
	bool is_back;
};

static ptrdiff_t *at(const struct differ *d, ptrdiff_t *reach, ptrdiff_t k)
{
	return &reach[(size_t)k & d->ring];
}

static bool is_equal(const struct differ *d, const struct search *s,
		     ptrdiff_t x, ptrdiff_t y)
{
	return s->is_back ? is_same(d, s->box->a1 - 1 - x, s->box->b1 - 1 - y)
			  : is_same(d, s->box->a0 + x, s->box->b0 + y);
}

/* As far as n changes lead on diagonal k: *from is where the last run of
 * equal tokens begins, the result where it ends. */
static ptrdiff_t reach_on(struct differ *d, const struct search *s, ptrdiff_t n,
			  ptrdiff_t k, ptrdiff_t *from)
{
	ptrdiff_t below = *at(d, s->own, k - 1);
	ptrdiff_t above = *at(d, s->own, k + 1);
	ptrdiff_t x = k == -n || (k != n && below < above) ? above : below + 1;

	*from = x;
	while (x < s->width && x - k < s->height && is_equal(d, s, x, x - k)) {
		x++;
		d->steps++;
	}
	d->steps++;
	*at(d, s->own, k) = x;
	return x;
}

/* n changes from this side; true when they meet the other side's way. */
static bool advance(struct differ *d, const struct search *s, ptrdiff_t n,
		    struct snake *out)
{
	ptrdiff_t shift = s->width - s->height, from;
	ptrdiff_t most = s->is_back ? n : n - 1; /* changes of the other */
	bool may_meet = ((shift % 2 == 0) == s->is_back);
	ptrdiff_t low = n > s->height ? n - 2 * (n - s->height) : n;
	ptrdiff_t high = n > s->width ? n - 2 * (n - s->width) : n;

	for (ptrdiff_t k = -low; k <= high; k += 2) {
		ptrdiff_t x = reach_on(d, s, n, k, &from);
		ptrdiff_t facing = shift - k;

		if (!may_meet || facing < -most || facing > most ||
		    x + *at(d, s->other, facing) < s->width)
			continue;
		*out = s->is_back ? (struct snake){ s->width - x,
						    s->height - (x - k),
						    s->width - from,
						    s->height - (from - k) }
				  : (struct snake){ from, from - k, x, x - k };
		return true;
	}
	return false;
}

/* False when it would take too long. */
static bool find_middle(struct differ *d, const struct box *box,
			struct snake *out)
{
	struct search ahead = {
		box,         box->a1 - box->a0, box->b1 - box->b0,
		d->reach[0], d->reach[1],       false
	};
	struct search back = { box,         ahead.width, ahead.height,
			       d->reach[1], d->reach[0], true };
	ptrdiff_t most = ahead.width + ahead.height;

	*at(d, d->reach[0], 1) = *at(d, d->reach[1], 1) = 0;
	*at(d, d->reach[0], 0) = *at(d, d->reach[1], 0) = 0;
	*at(d, d->reach[0], -1) = *at(d, d->reach[1], -1) = 0;
	for (ptrdiff_t n = 0; n <= (most + 1) / 2; n++) {
		if (d->steps > STEPS_MAX)
			return false;
		if (advance(d, &ahead, n, out) || advance(d, &back, n, out))
			return true;
	}
	return false;
}

/* Mark what is in one of the texts only. What both begin or end with is taken
 * off first, so each half is smaller than the whole. */
static void compare(struct differ *d, struct box box)
{
	struct snake snake;

	while (box.a0 < box.a1 && box.b0 < box.b1 &&
	       is_same(d, box.a0, box.b0)) {
		box.a0++;
		box.b0++;
	}
	while (box.a0 < box.a1 && box.b0 < box.b1 &&
	       is_same(d, box.a1 - 1, box.b1 - 1)) {
		box.a1--;
		box.b1--;
	}
	if (box.a0 < box.a1 && box.b0 < box.b1 &&
	    find_middle(d, &box, &snake)) {
		compare(d, (struct box){ box.a0, box.a0 + snake.x, box.b0,
					 box.b0 + snake.y });
		compare(d, (struct box){ box.a0 + snake.u, box.a1,
					 box.b0 + snake.v, box.b1 });
		return;
	}
	for (ptrdiff_t i = box.a0; i < box.a1; i++)
		d->is_removed[i] = true;
	for (ptrdiff_t k = box.b0; k < box.b1; k++)
		d->is_added[k] = true;
}

/* Runs -------------------------------------------------------------------- */

/* How many tokens from here on are in both texts. */
static size_t next_same(const struct differ *d, size_t i, size_t k)
{
	size_t n = 0;

	while (i + n < d->a.count && !d->is_removed[i + n] &&
	       k + n < d->b.count && !d->is_added[k + n])
		n++;
	return n;
}

/* White space between two changes reads better as part of them. */
static void join_changes(struct differ *d)
{
	size_t i = 0, k = 0;

	while (i < d->a.count || k < d->b.count) {
		bool has_change = false;
		size_t n;

		for (; i < d->a.count && d->is_removed[i]; i++)
			has_change = true;
		for (; k < d->b.count && d->is_added[k]; k++)
			has_change = true;
		n = next_same(d, i, k);
		if (has_change && n == 1 && is_space(*d->a.list[i].text) &&
		    (i + 1 < d->a.count || k + 1 < d->b.count))
			d->is_removed[i] = d->is_added[k] = true;
		i += n;
		k += n;
	}
}

static void add_run(struct diff_run *runs, size_t *count, enum diff_kind kind,
		    const struct tokens *tokens, size_t from, size_t to)
{
	const struct token *last = &tokens->list[to - 1];
	const char *text = tokens->list[from].text;

	runs[(*count)++] =
		(struct diff_run){ kind, text,
				   (size_t)(last->text + last->len - text) };
}

static size_t write_runs(const struct differ *d, struct diff_run *runs)
{
	size_t i = 0, k = 0, count = 0;

	while (i < d->a.count || k < d->b.count) {
		size_t i0 = i, k0 = k, n;

		while (i < d->a.count && d->is_removed[i])
			i++;
		while (k < d->b.count && d->is_added[k])
			k++;
		if (i > i0)
			add_run(runs, &count, DIFF_REMOVED, &d->a, i0, i);
		if (k > k0)
			add_run(runs, &count, DIFF_ADDED, &d->b, k0, k);
		n = next_same(d, i, k);
		if (n > 0)
			add_run(runs, &count, DIFF_SAME, &d->a, i, i + n);
		i += n;
		k += n;
	}
	return count;
}

void diff_words(struct arena *arena, const char *before, const char *after,
		struct diff_run **out, size_t *count)
{
	struct differ d = { .a = cut(arena, before), .b = cut(arena, after) };
	size_t least = d.a.count < d.b.count ? d.a.count : d.b.count;

	d.is_removed = arena_array(arena, d.a.count + 1, sizeof(bool));
	d.is_added = arena_array(arena, d.b.count + 1, sizeof(bool));
	while (d.ring < 2 * least + 4)
		d.ring = 2 * d.ring + 1;
	d.reach[0] = arena_array(arena, d.ring + 1, sizeof(*d.reach[0]));
	d.reach[1] = arena_array(arena, d.ring + 1, sizeof(*d.reach[1]));
	compare(&d, (struct box){ 0, (ptrdiff_t)d.a.count, 0,
				  (ptrdiff_t)d.b.count });
	join_changes(&d);
	*out = arena_array(arena, 2 * (d.a.count + d.b.count) + 1,
			   sizeof(**out));
	*count = write_runs(&d, *out);
}
