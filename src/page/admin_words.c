#include "page/admin_words.h"

#include "util/diff.h"

void admin_words_show(struct ctx *c, struct view_dict *dict, const char *marker,
		      const char *before, const char *after,
		      enum words_side side)
{
	static const char *const SECTIONS[] = {
		[DIFF_SAME] = "SAME",
		[DIFF_REMOVED] = "GONE",
		[DIFF_ADDED] = "ADDED",
	};
	struct view_dict *own =
		view_include(dict, marker, "partials/admin_words.tpl");
	struct diff_run *runs;
	size_t count;

	diff_words(c->arena, before, after, &runs, &count);
	for (size_t i = 0; i < count; i++) {
		struct view_dict *run;

		if ((side == WORDS_BEFORE && runs[i].kind == DIFF_ADDED) ||
		    (side == WORDS_AFTER && runs[i].kind == DIFF_REMOVED))
			continue;
		run = view_section(own, "RUN");
		view_set_n(view_section(run, SECTIONS[runs[i].kind]), "TEXT",
			   runs[i].text, runs[i].len);
	}
}
