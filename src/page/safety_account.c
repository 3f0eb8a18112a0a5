/* Names of accounts elsewhere, which are as good as an address: "my insta is
 * @maria.ruiz", "snap: maria_99", "add me on discord", t.me/maria. */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

#define NEAR 4 /* words between the network and the name */

static const char NETWORKS[] =
	"snap|snapchat|insta|instagram|ig|discord|kik|telegram|whatsapp|"
	"tiktok|messenger|facebook|fb|skype|wechat|viber|twitter|roblox|wsp|"
	"gmail|hotmail|yahoo|outlook|icloud";
/* Words that mean much else as well. */
static const char OTHER_NETWORKS[] = "signal|line|steam|xbox";

/* "Add me", "hit me up", "búscame": then naming the network is enough. */
static const char INVITES[] =
	"agregame|agreguenme|anademe|buscame|busquenme|sigueme|siganme|"
	"contactame|escribeme|escribanme";
static const char VERBS[] = "add|find|dm|message|msg|follow|text|reach|hit|"
			    "contact|snap|write|email|ping";

/* What stands where a name could, and is none. */
static const char NOT_A_NAME[] =
	"a|also|called|closed|for|full|gone|great|hacked|just|mine|new|not|"
	"old|on|only|open|private|so|the|very|down|too|better|best|good|bad|"
	"fun|free|un|una|el|la|muy|nuevo|privado|solo|para|no|buena|bueno";

static const char *const LINKS[] = {
	"t.me/",       "wa.me/",         "snapchat.com/add",
	"discord.gg/", "instagram.com/", "m.me/",
};

/* Small letters with a digit, an underscore, a point or # inside: nobody's
 * word, but the name of an account. "10th" and "p.m" are none. */
static bool is_handle(const char *word)
{
	size_t letters = 0, others = 0, len = strlen(word);
	const char *end = strrchr(word, '.');

	if (strstr(word, "//") || strchr(word, '@') ||
	    (end && safety_is(end + 1, "org|com|net|edu|gov|us|example")))
		return false;
	for (size_t i = 0; i < len; i++) {
		letters += word[i] >= 'a' && word[i] <= 'z';
		others += i > 1 && strchr("0123456789_.#", word[i]) != NULL;
	}
	return letters >= 3 && others > 0 && len >= 5 && len <= 40;
}

/* "@maria", "(@maria)" */
static bool is_at_name(const struct safety_text *t, size_t i)
{
	const char *at = i < t->count ? strchr(t->words[i].raw, '@') : NULL;

	return at && (at == t->words[i].raw || strchr("(:\"'", at[-1])) &&
	       strlen(at) > 3;
}

static bool is_network(const struct safety_text *t, size_t i)
{
	return safety_is(t->words[i].text, NETWORKS) ||
	       safety_is(t->words[i].text, OTHER_NETWORKS);
}

/* Near the network at i stands the name of an account. Where; or i. */
static size_t name_near(const struct safety_text *t, size_t i)
{
	for (size_t j = i + 1; j < t->count && j <= i + NEAR; j++)
		if (is_at_name(t, j) || is_handle(t->words[j].text))
			return j;
	return i > 0 && is_at_name(t, i - 1) ? i - 1 : i;
}

/* "my instagram is mariaruiz": any word that could be one. */
static bool is_told(const struct safety_text *t, size_t i)
{
	const char *name = safety_word_at(t, i + 2);
	bool is_mail = safety_is(t->words[i].text,
				 "gmail|hotmail|yahoo|outlook|icloud");

	if (i == 0 || is_mail || !safety_is(t->words[i - 1].text, "my|mi") ||
	    !safety_is(safety_word_at(t, i + 1), "is|es"))
		return false;
	return strlen(name) > 4 && !safety_is(name, NOT_A_NAME);
}

/* "add me on snap", "búscame en facebook como María" */
static bool is_invited(const struct safety_text *t, size_t i)
{
	if (i < 2 || !safety_is(t->words[i - 1].text, "on|en|at|por|via|in"))
		return false;
	for (size_t j = i - 1; j > 0 && i - j <= NEAR; j--) {
		const char *word = t->words[j - 1].text;

		if (safety_is(word, INVITES) ||
		    (safety_is(word, VERBS) &&
		     safety_is(t->words[j].text, "me|us")))
			return true;
	}
	return false;
}

static bool has_account_link(const char *word)
{
	if (!strchr(word, '/'))
		return false;
	for (size_t i = 0; i < sizeof(LINKS) / sizeof(LINKS[0]); i++)
		if (strstr(word, LINKS[i]))
			return true;
	return false;
}

/* "dm me @maria" */
static bool is_asked(const struct safety_text *t, size_t i)
{
	return is_at_name(t, i) && i > 0 &&
	       (safety_is(t->words[i - 1].text, INVITES) ||
		(i > 1 && safety_is(t->words[i - 1].text, "me|us|at|up") &&
		 safety_is_near(t, i, 3, VERBS)));
}

void safety_find_accounts(struct safety_text *t)
{
	for (size_t i = 0; i < t->count; i++) {
		size_t name = i;

		if (has_account_link(t->words[i].raw) || is_asked(t, i)) {
			safety_mark(t, COMMENT_HAS_EMAIL, i, i);
			continue;
		}
		if (!is_network(t, i))
			continue;
		name = name_near(t, i);
		if (name < i)
			safety_mark(t, COMMENT_HAS_EMAIL, name, i);
		else if (name > i)
			safety_mark(t, COMMENT_HAS_EMAIL, i, name);
		else if (is_told(t, i))
			safety_mark(t, COMMENT_HAS_EMAIL, i - 1, i + 2);
		else if (is_invited(t, i))
			safety_mark(t, COMMENT_HAS_EMAIL, i - 2, i);
	}
}
