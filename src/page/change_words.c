#include "page/change_words.h"

#include <string.h>

#include "page/admin.h"
#include "page/permission.h"
#include "store/session.h"
#include "util/clock.h"
#include "view/format.h"

static const struct {
	const char *action, *one, *many;
} SENTENCES[] = {
	{ "program.save", TR("{n} listing was saved."),
	  TR("{n} listings were saved.") },
	{ "program.publish", TR("{n} listing was published."),
	  TR("{n} listings were published.") },
	{ "program.unpublish", TR("{n} listing was taken off the site."),
	  TR("{n} listings were taken off the site.") },
	{ "program.pause", TR("{n} listing was paused."),
	  TR("{n} listings were paused.") },
	{ "program.close", TR("{n} listing was closed."),
	  TR("{n} listings were closed.") },
	{ "program.confirm", TR("{n} listing was confirmed."),
	  TR("{n} listings were confirmed.") },
	{ "program.restore", TR("{n} listing went back to an older version."),
	  TR("{n} listings went back to older versions.") },
	{ "comment.publish", TR("{n} comment was published."),
	  TR("{n} comments were published.") },
	{ "comment.spam", TR("{n} comment was marked as spam."),
	  TR("{n} comments were marked as spam.") },
	{ "comment.remove", TR("{n} comment was removed."),
	  TR("{n} comments were removed.") },
	{ "comment.hold", TR("{n} comment was put back to be read."),
	  TR("{n} comments were put back to be read.") },
	{ "comment.edit", TR("{n} comment was edited."),
	  TR("{n} comments were edited.") },
	{ "comment.keep", TR("{n} reported comment was kept."),
	  TR("{n} reported comments were kept.") },
	{ "comment.reply", TR("{n} reply was posted."),
	  TR("{n} replies were posted.") },
	{ "measure.add", TR("{n} measure was added."),
	  TR("{n} measures were added.") },
	{ "measure.save", TR("{n} measure was saved."),
	  TR("{n} measures were saved.") },
	{ "measure.retire", TR("{n} measure was retired."),
	  TR("{n} measures were retired.") },
	{ "figure.save", TR("{n} figure was saved."),
	  TR("{n} figures were saved.") },
	{ "figure.remove", TR("{n} draft figure was removed."),
	  TR("{n} draft figures were removed.") },
	{ "figure.publish", TR("{n} figure was published."),
	  TR("{n} figures were published.") },
	{ "figure.correct", TR("{n} figure was corrected."),
	  TR("{n} figures were corrected.") },
	{ "page.save", TR("{n} page was saved."), TR("{n} pages were saved.") },
	{ "page.restore", TR("{n} page went back to an older version."),
	  TR("{n} pages went back to older versions.") },
	{ "import.run", TR("{n} listing was imported."),
	  TR("{n} listings were imported.") },
	{ "change.undo", TR("{n} change was undone."),
	  TR("{n} changes were undone.") },
};

#define COUNT(table) (sizeof(table) / sizeof(*(table)))

static const char *sentence(const struct ctx *c, const struct change_set *set)
{
	int64_t n = (int64_t)set->count;
	size_t i = 0;

	if (n == 0)
		return tr(c->s, "What was changed here was erased since.");
	while (i < COUNT(SENTENCES) &&
	       strcmp(SENTENCES[i].action, set->action) != 0)
		i++;
	return str_fill(
		c->arena,
		i < COUNT(SENTENCES)
			? trn(c->s, SENTENCES[i].one, SENTENCES[i].many, n)
			: trn(c->s, "{n} thing was changed.",
			      "{n} things were changed.", n),
		"n", format_int(c->arena, c->s, n), NULL);
}

const char *change_words(struct ctx *c, const struct change_set *set)
{
	const char *words = sentence(c, set);

	if (!set->undone_at)
		return words;
	return arena_printf(c->arena, "%s %s", words,
			    tr(c->s, "That was undone."));
}

enum permission change_permission(const char *action)
{
	static const struct {
		const char *begins;
		enum permission may;
	} KINDS[] = {
		{ "program.", MAY_EDIT_LISTINGS },
		{ "import.", MAY_IMPORT },
		{ "comment.", MAY_MODERATE },
		{ "measure.", MAY_EDIT_PLAN },
		{ "figure.", MAY_EDIT_PLAN },
		{ "page.", MAY_EDIT_PAGES },
	};

	for (size_t i = 0; i < COUNT(KINDS); i++)
		if (strncmp(action, KINDS[i].begins, strlen(KINDS[i].begins)) ==
		    0)
			return KINDS[i].may;
	return MAY_NOTHING;
}

bool change_may_undo(const struct ctx *c, const struct change_set *set)
{
	return !set->undone_at && set->count > 0 &&
	       set->at + (int64_t)CHANGE_DAYS * CLOCK_DAY > c->now &&
	       permission_has(c->user->role, change_permission(set->action)) &&
	       admin_may_open(c, POST, "/admin/undo/1");
}
