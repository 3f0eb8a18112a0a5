/* Plural rules of translations: what is accepted gives a form for each
 * number. */
#include "fuzz.h"
#include "view/plural.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	static const uint64_t NUMBERS[] = { 0,         1,         2,    5,
					    11,        111,       1000, 1000001,
					    INT64_MAX, UINT64_MAX };
	struct arena *arena = fuzz_arena();
	struct plural plural;

	if (plural_parse(arena, fuzz_text(arena, data, size), &plural) !=
	    STATUS_OK)
		return;
	for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(*NUMBERS); i++) {
		int form = plural_form(&plural, NUMBERS[i]);

		MUST(form >= 0 && form < plural.count);
	}
}
