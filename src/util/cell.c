#include "util/cell.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "util/utf8.h"

bool cell_int(const char *cell, int64_t *out)
{
	const char *digits = cell + (*cell == '-');
	size_t count = strspn(digits, "0123456789");

	if (count == 0 || count > 15 || digits[count] != '\0')
		return false;
	*out = strtoll(cell, NULL, 10);
	return true;
}

bool cell_real(const char *cell, double *out)
{
	const char *at = cell + (*cell == '-');
	size_t count = strspn(at, "0123456789");

	if (count == 0 || count > 15)
		return false;
	at += count;
	if (*at == '.') {
		count = strspn(at + 1, "0123456789");
		at += count > 0 && count < 20 ? count + 1 : 0;
	}
	if (*at != '\0')
		return false;
	*out = strtod(cell, NULL);
	return true;
}

bool cell_flag(const char *cell, bool *out)
{
	static const char *const words[] = { "",    "no",   "false", "0",
					     "yes", "true", "1" };

	for (size_t i = 0; i < 7; i++)
		if (strcasecmp(cell, words[i]) == 0) {
			*out = i >= 4;
			return true;
		}
	return false;
}

bool cell_time(const char *cell, int64_t *out)
{
	static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
	struct tm tm = { .tm_hour = 18 }, check;
	size_t len = strlen(cell);
	time_t at;

	if (len != 10 && len != 20)
		return false;
	for (size_t i = 0; i < len; i++)
		if (shape[i] == 'd' ? !isdigit((unsigned char)cell[i])
				    : cell[i] != shape[i])
			return false;
	tm.tm_year = atoi(cell) - 1900;
	tm.tm_mon = atoi(cell + 5) - 1;
	tm.tm_mday = atoi(cell + 8);
	if (len == 20) {
		tm.tm_hour = atoi(cell + 11);
		tm.tm_min = atoi(cell + 14);
		tm.tm_sec = atoi(cell + 17);
	}
	check = tm;
	at = timegm(&check); /* sets right what is no date */
	if (tm.tm_year < 70 || check.tm_mon != tm.tm_mon ||
	    check.tm_mday != tm.tm_mday || check.tm_hour != tm.tm_hour ||
	    check.tm_min != tm.tm_min || check.tm_sec != tm.tm_sec)
		return false;
	*out = (int64_t)at;
	return true;
}

/* Where the item at text ends: at a semicolon, or at the Greek question mark,
 * which is one as soon as text is cleaned (NFC). */
static size_t item_length(const char *text, size_t *gap)
{
	static const char GREEK[] = "\u037e";
	const char *greek = strstr(text, GREEK);
	size_t len = strcspn(text, ";");

	*gap = text[len] == ';';
	if (greek && greek < text + len) {
		len = (size_t)(greek - text);
		*gap = sizeof(GREEK) - 1;
	}
	return len;
}

char *cell_item(struct arena *arena, const char **cursor)
{
	while (**cursor) {
		size_t gap, len = item_length(*cursor, &gap);
		char *item = utf8_clean(
			arena, arena_strndup(arena, *cursor, len), true);

		*cursor += len + gap;
		if (*item)
			return item;
	}
	return NULL;
}

/* Nothing that would end a header, or that nobody sees. */
static bool has_control(const char *text)
{
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			return true;
	return false;
}

bool cell_is_account(const char *cell)
{
	const char *at = strchr(cell, '@');

	return !has_control(cell) && at && at != cell && at[1] &&
	       !strchr(at + 1, '@') && at[1] != '.' &&
	       cell[strlen(cell) - 1] != '.' &&
	       cell[strcspn(cell, " \",;<>()\\[]")] == '\0';
}

bool cell_is_email(const char *cell)
{
	return cell_is_account(cell) && strchr(strchr(cell, '@'), '.');
}

bool cell_is_phone(const char *cell)
{
	size_t digits = 0;

	if (cell[strspn(cell, "0123456789 +().-/extEXT")] != '\0')
		return false;
	for (; *cell; cell++)
		digits += isdigit((unsigned char)*cell) != 0;
	return digits >= 3;
}

#define NEAR_BYTES 80

/* Levenshtein's distance, of the first NEAR_BYTES. */
static size_t distance(const char *a, const char *b)
{
	size_t row[NEAR_BYTES + 1];
	size_t m = strnlen(a, NEAR_BYTES), n = strnlen(b, NEAR_BYTES);

	for (size_t j = 0; j <= n; j++)
		row[j] = j;
	for (size_t i = 1; i <= m; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= n; j++) {
			size_t best = diagonal + (a[i - 1] != b[j - 1]);

			diagonal = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[n];
}

const char *cell_nearest(struct arena *arena, const char *wrong,
			 const char *const *words, size_t count)
{
	const char *folded = utf8_fold(arena, wrong), *nearest = NULL;
	size_t best = 2 + strlen(folded) / 4;

	for (size_t i = 0; i < count; i++) {
		size_t d = distance(folded, utf8_fold(arena, words[i]));

		if (d < best) {
			best = d;
			nearest = words[i];
		}
	}
	return nearest;
}
