/* What is typed into "near": a place's own label leads back to it. */
#include "fuzz.h"
#include "fuzz_db.h"
#include "util/utf8.h"

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct place place, again;
	enum status st = store_place_find(fuzz_db(), arena,
					  fuzz_text(arena, data, size), &place);

	MUST(st == STATUS_OK || st == STATUS_NOT_FOUND);
	if (st != STATUS_OK)
		return;
	MUST(utf8_is_valid(place.label, strlen(place.label)));
	MUST(place.lat > 40 && place.lat < 50);
	MUST(store_place_find(fuzz_db(), arena, place.label, &again) ==
	     STATUS_OK);
	MUST(strcmp(again.label, place.label) == 0);
	MUST(again.county_id == place.county_id);
}
