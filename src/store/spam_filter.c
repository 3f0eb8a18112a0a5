/* The filter: naive Bayes over the words of comments. Each word's weight is
 * Robinson's f(w), an estimate that leans to "says nothing" while the word is
 * rare; the weights of the most telling words are combined by Fisher's method
 * (G. Robinson, "A Statistical Approach to the Spam Problem", Linux Journal
 * 107, March 2003; after P. Graham, "A Plan for Spam", 2002). */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "store/spam.h"
#include "store/spam_text.h"

#define STRENGTH 0.45 /* of the belief that a new word says nothing */
#define TELLING  0.1  /* words nearer to the middle do not count */
#define SPEAKS   0.7  /* words that are named */
#define SMALLEST 1e-9

static const char SQL_WORD[] =
	"SELECT spam, honest FROM spam_word WHERE word = $1";

struct counts {
	int64_t spam, honest;
};

struct weight {
	const char *word;
	double spam; /* how much it speaks for spam: 0 to 1 */
};

/* A word that is not there was never seen. */
static enum status get_counts(struct db *db, const char *word,
			      struct counts *out)
{
	struct db_query *q = db_query(db, SQL_WORD);

	*out = (struct counts){ 0 };
	db_bind_text(q, 1, word);
	if (db_row(q))
		*out = (struct counts){ .spam = db_int(q, 0),
					.honest = db_int(q, 1) };
	return db_finish(q);
}

static double weigh(const struct counts *word, const struct counts *all)
{
	double spam = (double)word->spam / (double)all->spam;
	double honest = (double)word->honest / (double)all->honest;
	double seen = (double)(word->spam + word->honest);

	if (word->spam + word->honest == 0)
		return 0.5;
	return (STRENGTH * 0.5 + seen * spam / (spam + honest)) /
	       (STRENGTH + seen);
}

/* The most telling first; of equals, by the alphabet. */
static int by_weight(const void *a, const void *b)
{
	const struct weight *x = a, *y = b;
	double tells_x = fabs(x->spam - 0.5), tells_y = fabs(y->spam - 0.5);

	if (tells_x != tells_y)
		return tells_x < tells_y ? 1 : -1;
	return strcmp(x->word, y->word);
}

/* The chance that chi-square with 2n degrees of freedom is above x2. */
static double chance(double x2, size_t n)
{
	double m = x2 / 2, term = exp(-m), sum = term;

	for (size_t i = 1; i < n; i++) {
		term *= m / (double)i;
		sum += term;
	}
	return sum < 1 ? sum : 1;
}

static double combine(const struct weight *weights, size_t count)
{
	double spam = 0, honest = 0;

	if (count == 0)
		return 0.5;
	for (size_t i = 0; i < count; i++) {
		spam += log(fmax(weights[i].spam, SMALLEST));
		honest += log(fmax(1 - weights[i].spam, SMALLEST));
	}
	spam = chance(-2 * spam, count);
	honest = chance(-2 * honest, count);
	return (1 + spam - honest) / 2;
}

/* Only words that somebody wrote are shown; signs have reasons of their own,
 * and names are people's. */
static void name_words(struct spam_opinion *out, const struct weight *weights,
		       size_t count)
{
	for (size_t i = 0; i < count && out->word_count < SPAM_SHOWN_MAX; i++)
		if (weights[i].spam >= SPEAKS &&
		    !strpbrk(weights[i].word, "#:"))
			out->words[out->word_count++] = weights[i].word;
}

enum status store_spam_opinion(struct db *db, struct arena *arena,
			       const struct spam_text *text,
			       struct spam_opinion *out)
{
	struct weight *weights;
	struct counts all, word;
	enum status st = get_counts(db, "", &all);
	size_t count = 0;

	*out = (struct spam_opinion){ .percent = 50 };
	if (st != STATUS_OK || all.spam < SPAM_TRAINING_MIN ||
	    all.honest < SPAM_TRAINING_MIN)
		return st;
	out->is_known = true;
	out->is_sure = all.spam >= SPAM_SURE_MIN && all.honest >= SPAM_SURE_MIN;
	weights = arena_array(arena, text->count + 1, sizeof(*weights));
	for (size_t i = 0; st == STATUS_OK && i < text->count; i++) {
		double weight;

		st = get_counts(db, text->words[i], &word);
		weight = weigh(&word, &all);
		if (fabs(weight - 0.5) >= TELLING)
			weights[count++] =
				(struct weight){ text->words[i], weight };
	}
	if (st != STATUS_OK)
		return st;
	qsort(weights, count, sizeof(*weights), by_weight);
	if (count > SPAM_TELLING_MAX)
		count = SPAM_TELLING_MAX;
	out->percent = (int)lround(100 * combine(weights, count));
	name_words(out, weights, count);
	return STATUS_OK;
}
