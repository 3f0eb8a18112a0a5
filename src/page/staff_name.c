#include "page/staff_name.h"

#include <string.h>

#include "store/who.h"
#include "util/skeleton.h"

/* What nobody else is called, whatever stands before or behind, as
 * skeletons: staff, moderator, administrator, admin, and so on. */
static const char *const OURS[] = {
	"staff",
	"rnoderator",
	"rnoderators",
	"rnoderatlon",
	"rnod",
	"rnods",
	"adrnlnlstrator",
	"adrnlnlstrators",
	"adrnln",
	"adrnlns",
	"sysadrnln",
	"rnprn",
	"north star",
	"northstar",
	"rnentorlng partnershlp",
};

/* Too long to be part of a name by chance, however it is spaced. */
static const char OUR_NAME[] = "rnentorlngpartnershlp";

/* What stands for letters in some names ("$taff") parts words in others
 * ("Ana|Staff"). */
static const char SIGNS[] = "|!@$";

static const char *without_signs(struct arena *arena, const char *name)
{
	char *out = arena_strdup(arena, name);

	for (char *at = out; *at; at++)
		if (strchr(SIGNS, *at))
			*at = ' ';
	return out;
}

/* Does the word, or do the words, stand among words? */
static bool stands_in(const char *words, const char *word)
{
	size_t len = strlen(word);

	for (const char *at = words; (at = strstr(at, word)); at++)
		if ((at == words || at[-1] == ' ') &&
		    (at[len] == ' ' || !at[len]))
			return true;
	return false;
}

/* Are both the same but for their spaces? */
static bool is_same_tight(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (*a == ' ')
			a++;
		while (*b == ' ')
			b++;
		if (*a != *b)
			return false;
		if (!*a)
			return true;
	}
}

static bool is_ours(struct arena *arena, const char *name)
{
	const char *words = skeleton_words(arena, name);

	for (size_t i = 0; i < sizeof(OURS) / sizeof(OURS[0]); i++)
		if (stands_in(words, OURS[i]) || is_same_tight(words, OURS[i]))
			return true;
	return strstr(skeleton_tight(arena, name), OUR_NAME) != NULL;
}

enum status staff_name_is(struct ctx *c, int64_t user_id, enum role role,
			  const char *name, bool *answer)
{
	const char *words = skeleton_words(c->arena, name);
	const char **names;
	enum status st;
	size_t count;

	*answer = false;
	if (role >= ROLE_MODERATOR)
		return STATUS_OK;
	*answer = is_ours(c->arena, name) ||
		  (strpbrk(name, SIGNS) &&
		   is_ours(c->arena, without_signs(c->arena, name)));
	if (*answer)
		return STATUS_OK;
	st = store_who_staff(c->db, c->arena, user_id, &names, &count);
	for (size_t i = 0; st == STATUS_OK && i < count; i++)
		if (*names[i] &&
		    is_same_tight(words, skeleton_words(c->arena, names[i])))
			*answer = true;
	return st;
}

enum status staff_name_refuse(struct ctx *c, int64_t user_id, enum role role,
			      const char *name)
{
	bool is_ours = false;
	enum status st = STATUS_OK;

	if (*name)
		st = staff_name_is(c, user_id, role, name, &is_ours);
	if (st == STATUS_OK && is_ours)
		form_say(c->form, "name",
			 tr(c->s, "Choose another name: this one is our "
				  "staff's"));
	return st;
}
