/* What a search costs, without nginx, pages or templates.
 *
 *	search_bench DATABASE [--rebuild] [words…]
 *
 * prints CPU microseconds for each kind of search over the listings of
 * DATABASE, what loading a generation costs, and memory. The words are the
 * searches to measure; without any, three common ones. */
#include <inttypes.h>
#include <malloc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/search.h"
#include "util/clock.h"

#define ROUNDS 200

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Memory of this process that it shares with nobody and that is not the
 * database file, in MB. */
static double private_mb(void)
{
	FILE *file = fopen("/proc/self/smaps_rollup", "r");
	char line[200];
	double kb = 0, n;

	while (file && fgets(line, sizeof line, file))
		if (sscanf(line, "Private_Dirty: %lf", &n) == 1)
			kb += n;
	if (file)
		fclose(file);
	return kb / 1024;
}

static size_t search(struct db *db, struct arena *arena, const struct search *s)
{
	struct search_result result;
	enum status st = store_search(db, arena, s, &result);

	if (st != STATUS_OK && st != STATUS_NOT_FOUND)
		exit(1);
	return result.total;
}

static void measure(struct db *db, struct arena *arena, const char *name,
		    const struct search *s)
{
	double first, start = cpu_us();
	size_t total = search(db, arena, s);

	first = cpu_us() - start;
	arena_reset(arena);
	start = cpu_us();
	for (int i = 0; i < ROUNDS; i++) {
		search(db, arena, s);
		arena_reset(arena);
	}
	printf("%-36s %8.0f first %8.0f then %8zu found\n", name, first,
	       (cpu_us() - start) / ROUNDS, total);
}

static void measure_lists(struct db *db, struct arena *arena)
{
	struct search s = { .words = "", .page = 1, .want_facets = true };

	measure(db, arena, "all, facets (first loads)", &s);
	s.page = 2;
	measure(db, arena, "page 2, facets", &s);
	s.page = 1;
	s.chosen[FACET_TYPE][s.chosen_count[FACET_TYPE]++] = "group";
	measure(db, arena, "type, facets", &s);
	s.chosen[FACET_COUNTY][s.chosen_count[FACET_COUNTY]++] = "st-louis";
	s.chosen[FACET_AGE][s.chosen_count[FACET_AGE]++] = "12";
	measure(db, arena, "county, type, age, facets", &s);
	s.want_facets = false;
	measure(db, arena, "county, type, age, no facets", &s);
}

static void measure_place(struct db *db, struct arena *arena)
{
	struct search s = { .words = "",
			    .page = 1,
			    .want_facets = true,
			    .has_place = true,
			    .place = { "Minneapolis", 27053, 44.98, -93.27 } };

	measure(db, arena, "near Minneapolis, facets", &s);
	s.words = "school";
	measure(db, arena, "near Minneapolis, school, facets", &s);
	s.place = (struct place){ "Duluth", 27137, 46.78, -92.10 };
	s.words = "";
	measure(db, arena, "near Duluth, facets", &s);
}

static void measure_figures(struct db *db, struct arena *arena)
{
	struct directory_figures figures;
	double start = cpu_us();

	for (int i = 0; i < ROUNDS; i++) {
		if (store_directory_figures(db, arena, clock_now(), &figures) !=
		    STATUS_OK)
			exit(1);
		arena_reset(arena);
	}
	printf("%-36s %29.0f\n", "figures", (cpu_us() - start) / ROUNDS);
}

static void measure_words(struct db *db, struct arena *arena, char **words,
			  int count)
{
	static char *common[] = { "mentor", "school mentor", "sch", "shcool" };
	struct search s = { .page = 1, .want_facets = true };
	double start;

	if (count == 0) {
		words = common;
		count = 4;
	}
	for (int i = 0; i < count; i++) {
		s.words = words[i];
		measure(db, arena, words[i], &s);
	}
	start = cpu_us();
	for (int i = 0; i < count; i++) {
		s.words = words[i];
		search(db, arena, &s);
		arena_reset(arena);
	}
	printf("%-36s %29.0f\n", "all of these, each",
	       (cpu_us() - start) / count);
}

int main(int argc, char **argv)
{
	bool is_rebuild = argc > 2 && strcmp(argv[2], "--rebuild") == 0;
	struct arena *arena = arena_new();
	double start;
	struct db *db;

	if (argc < 2 ||
	    db_open(argv[1], is_rebuild ? DB_WRITE : DB_READ, &db) != STATUS_OK)
		return 1;
	if (is_rebuild) {
		start = cpu_us();
		if (store_search_rebuild(db) != STATUS_OK)
			return 1;
		printf("rebuild %.1f s\n", (cpu_us() - start) / 1e6);
		start = cpu_us();
		if (store_search_verify(db) != STATUS_OK)
			return 1;
		printf("verify %.1f s\n", (cpu_us() - start) / 1e6);
		db_close(db);
		return 0;
	}
	printf("private memory %.1f MB at first\n", private_mb());
	measure_lists(db, arena);
	measure_figures(db, arena);
	printf("private memory %.1f MB after lists\n", private_mb());
	measure_words(db, arena, argv + 2, argc - 2);
	printf("private memory %.1f MB after words\n", private_mb());
	measure_place(db, arena);
	printf("private memory %.1f MB after places\n", private_mb());
	db_close(db);
	arena_free(arena);
	return 0;
}
