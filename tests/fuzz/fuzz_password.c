/* A password, a name and an address, one a line; and a code of a phone. */
#include "fuzz.h"
#include "util/password_rule.h"
#include "util/totp.h"
#include "util/utf8.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	static const unsigned char SECRET[TOTP_SECRET] = { 1, 2, 3 };
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size), *second, *third;
	enum password_problem problem;
	int64_t step;

	step = totp_check(SECRET, text, 1795449600, 0);
	MUST(step == 0 ||
	     (step >= 1795449600 / 30 - 1 && step <= 1795449600 / 30 + 1));
	totp_check(SECRET, text, 0, 0);
	second = strchr(text, '\n');
	third = second ? strchr(second + 1, '\n') : NULL;
	if (!third || !utf8_is_valid(text, strlen(text)))
		return;
	*second++ = '\0';
	*third++ = '\0';
	problem = password_problem(arena, text, *second ? second : NULL, third);
	if (!*text)
		MUST(problem == PASSWORD_MISSING);
	else if (strlen(text) < PASSWORD_MIN)
		MUST(problem == PASSWORD_SHORT);
	else if (strlen(text) > PASSWORD_MAX)
		MUST(problem == PASSWORD_LONG);
}
