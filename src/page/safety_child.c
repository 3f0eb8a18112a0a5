/* A child's name together with a school: enough to wait for somebody at a
 * door. Each alone is fine. */
#include <string.h>

#include "page/safety_words.h"
#include "store/comment.h"

static const char CHILDREN[] =
	"son|daughter|child|kid|boy|girl|grandson|granddaughter|grandchild|"
	"nephew|niece|stepson|stepdaughter|brother|sister|cousin|mentee|"
	"student|hijo|hija|nieto|nieta|sobrino|sobrina|hermano|hermana|"
	"hermanito|hermanita|nino|nina|primo|prima|alumno|alumna|grader|twin|"
	"grandkid|toddler";
/* Several; only of somebody's: "my kids Ana and Ben". */
static const char SEVERAL[] =
	"sons|daughters|kids|children|boys|girls|twins|grandsons|"
	"granddaughters|grandchildren|grandkids|nephews|nieces|brothers|"
	"sisters|hijos|hijas|ninos|ninas|nietos|nietas|sobrinos|sobrinas|"
	"gemelos|gemelas";
static const char OURS[] = "my|our|his|her|their|mi|nuestro|nuestra|su";
static const char SCHOOLS[] =
	"school|elementary|academy|kindergarten|preschool|escuela|primaria|"
	"secundaria|preparatoria|colegio|kinder";
/* Between a school's name and the word: "Duluth East Senior High School". */
static const char KINDS_OF_SCHOOL[] =
	"high|middle|junior|senior|jr|sr|public|charter|primary|elementary|"
	"community|magnet|montessori";
static const char SPANISH_BETWEEN[] =
	"elemental|primaria|secundaria|publica|de|la|el|los|las|san|santa";

/* What somebody does at a school. */
static const char DOES[] = "goes|attends|attending|starts|started|va|asiste|"
			   "estudia|asistio|empieza";
/* Small words that stand where a name could. */
static const char NO_PLAIN_NAMES[] =
	"also|now|who|never|always|still|just|already|only|really|usually|"
	"then|that|which|finally|recently|loves|no|ya|tambien|siempre|nunca|"
	"ahora|todavia|solo|que";
static const char NO_SCHOOLS[] =
	"todos|cada|y|para|porque|en|con|de|del|por|los|las|que|cuando|pero|"
	"desde|hasta|a|al|publica|privada|primaria|secundaria|elemental|"
	"nueva|mas|donde|o|aqui|alli|mi|su|sin|como|ahora|bien|muy|este|esta";

/* Capitals that are no names of children or schools. */
static const char NO_NAMES[] =
	"i|the|a|an|my|our|his|her|their|this|that|in|at|to|from|after|before|"
	"every|each|all|most|some|any|no|and|but|or|so|he|she|they|we|it|when|"
	"what|big|brothers|sisters|scouts|scout|clubs|club|power|english|"
	"spanish|somali|hmong|ojibwe|american|monday|tuesday|wednesday|"
	"thursday|friday|saturday|sunday|january|february|march|april|may|"
	"june|july|august|september|october|november|december|el|la|los|las|"
	"un|una|mi|su|en|de|que|y|o|otra|otro|cada|esta|este|inc|mentors|"
	"mentoring|program|minnesota|which|your|go|goes|went|new|old|same|"
	"good|great|local|own|first|last|one|grade|of|for|with|on|is|was|as|"
	"by|if|how|why|because|through|during|between|while|than|finish|"
	"start|starts|started|finished|leave|left|needs|enjoy|enjoys|likes";

static bool is_name(const struct safety_text *t, size_t i)
{
	return i < t->count && t->words[i].is_capital &&
	       strlen(t->words[i].text) > 1 &&
	       !safety_is_number(t->words[i].text) &&
	       !safety_is(t->words[i].text, NO_NAMES);
}

/* "my son Jacob", "our daughter, Ana", "my nephew is Sam". */
static bool is_named_after(const struct safety_text *t, size_t i)
{
	size_t next = i + 1;

	if (safety_ends(t, i) ||
	    (!safety_is(t->words[i].text, CHILDREN) &&
	     !(i > 0 && safety_is(t->words[i].text, SEVERAL) &&
	       safety_is(t->words[i - 1].text,
			 "my|our|mis|nuestros|nuestras"))))
		return false;
	if (safety_is(safety_word_at(t, next), "is|es"))
		next++;
	return is_name(t, next);
}

/* "my daughter ana goes to": in small letters, before what a child does. */
static bool is_named_plainly(const struct safety_text *t, size_t i)
{
	const char *name = safety_word_at(t, i + 1);

	return i > 0 && safety_is(t->words[i].text, CHILDREN) &&
	       !safety_ends(t, i) && safety_is(t->words[i - 1].text, OURS) &&
	       strlen(name) > 1 && !safety_is(name, NO_NAMES) &&
	       !safety_is(name, NO_PLAIN_NAMES) && !safety_is(name, DOES) &&
	       safety_is(safety_word_at(t, i + 2), DOES);
}

/* "Ana goes to", "pick up Ana from": a name when a child is spoken of, or
 * picked up. */
static bool is_named_by_deed(const struct safety_text *t, size_t i,
			     bool has_child)
{
	const char *next = safety_word_at(t, i + 1);

	if (!is_name(t, i) || safety_ends(t, i))
		return false;
	if (i > 1 && safety_is(t->words[i - 1].text, "up") &&
	    safety_is(t->words[i - 2].text, "pick|picks|picked|picking"))
		return safety_is(next, "from|at");
	if (i > 1 && safety_is(t->words[i - 1].text, "a") &&
	    safety_is(t->words[i - 2].text, "recoger|recojo|recoge|recogemos"))
		return true;
	return has_child && safety_is(next, DOES) &&
	       safety_is(safety_word_at(t, i + 2), "to|a|en");
}

/* "Jacob Olson, age 9", "Ana, de 9 años", "Ana, 3rd grader" */
static bool is_with_age(const struct safety_text *t, size_t i)
{
	const char *next = safety_word_at(t, i + 1);
	const char *then = safety_word_at(t, i + 2);

	if (!is_name(t, i) || safety_ends(t, i))
		return false;
	if (safety_is(next, "age|aged|edad|de"))
		return safety_is_number(then) && strlen(then) < 3 &&
		       (!safety_is(next, "de") ||
			safety_is(safety_word_at(t, i + 3), "anos"));
	return safety_is(then, "grader|grado");
}

/* "Jacob, my son", "Ana es mi hija". */
static bool is_named_before(const struct safety_text *t, size_t i)
{
	size_t at;

	if (!safety_is(t->words[i].text, CHILDREN) || i < 2 ||
	    !safety_is(t->words[i - 1].text, OURS))
		return false;
	at = i - 2;
	if (safety_is(t->words[at].text, "is|es|and|y") && at > 0)
		at--;
	return is_name(t, at) && !safety_ends(t, at);
}

/* "Jacob is 9", "Ana tiene 9", "Sam is in 5th grade". */
static bool is_of_age(const struct safety_text *t, size_t i)
{
	const char *next = safety_word_at(t, i + 2);

	if (!is_name(t, i) || safety_ends(t, i) ||
	    !safety_is(safety_word_at(t, i + 1), "is|tiene"))
		return false;
	if (safety_is(next, "a|an")) /* Ana is a 3rd grader */
		return safety_is(safety_word_at(t, i + 3), "grader|freshman") ||
		       safety_is(safety_word_at(t, i + 4), "grader");
	if (safety_is(next, "in"))
		return safety_is(safety_word_at(t, i + 4), "grade") ||
		       safety_is(safety_word_at(t, i + 3), "kindergarten");
	return safety_is_number(next) && strlen(next) < 3;
}

/* "His name is jacob", "se llama Ana", "a boy named Sam": however spelled,
 * when a child is spoken of. */
static bool is_called(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	const char *next = safety_word_at(t, i + 1);

	if (i + 1 >= t->count)
		return false;
	if (safety_is(word, "named|llamado|llamada") ||
	    (safety_is(word, "llama") && i > 0 &&
	     safety_is(t->words[i - 1].text, "se")))
		return !safety_is(next, NO_NAMES);
	return safety_is(word, "name|nombre") && safety_is(next, "is|es") &&
	       i + 2 < t->count &&
	       !safety_is(safety_word_at(t, i + 2), NO_NAMES);
}

/* Mark how children are named; false when nobody is. */
static bool find_names(struct safety_text *t)
{
	size_t before = t->span_count, called, sure = 0;
	bool has_child = false;

	for (size_t i = 0; i < t->count; i++) {
		has_child = has_child ||
			    safety_is(t->words[i].text, CHILDREN) ||
			    safety_is(t->words[i].text, SEVERAL);
		if (is_called(t, i))
			safety_mark(t, COMMENT_HAS_CHILD, i, i + 2);
	}
	called = t->span_count;
	if (!has_child)
		called = t->span_count = before;
	for (size_t i = 0; i < t->count; i++) {
		if (is_named_after(t, i) || is_of_age(t, i) ||
		    is_with_age(t, i) || is_named_plainly(t, i) ||
		    is_named_by_deed(t, i, has_child))
			safety_mark(t, COMMENT_HAS_CHILD, i, i + 2);
		else if (is_named_before(t, i))
			safety_mark(t, COMMENT_HAS_CHILD, i > 3 ? i - 3 : 0, i);
		else
			continue;
		sure++;
	}
	return sure > 0 || called > before;
}

/* "Lincoln Elementary", "lincoln middle school", "Duluth East High": the word
 * behind the one that it begins with; 0 for none. */
static size_t school_after_name(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	bool has_kind = safety_is(word, "elementary|academy|montessori");
	size_t at = i;

	if (!safety_is(word, SCHOOLS) &&
	    !(safety_is(word, "high") && t->words[i].is_capital))
		return 0;
	while (at > 0 && safety_is(t->words[at - 1].text, KINDS_OF_SCHOOL)) {
		has_kind = true;
		at--;
	}
	if (at == 0 || safety_ends(t, at - 1))
		return 0;
	return is_name(t, at - 1) ||
			       (has_kind && *t->words[at - 1].text &&
				!safety_is(t->words[at - 1].text, NO_NAMES))
		       ? at
		       : 0;
}

/* "la escuela Emerson", "la escuela primaria San Miguel". */
static bool is_name_after_school(const struct safety_text *t, size_t i)
{
	size_t next = i + 1;

	if (!safety_is(t->words[i].text,
		       "escuela|primaria|secundaria|preparatoria|colegio") ||
	    safety_ends(t, i))
		return false;
	while (safety_is(safety_word_at(t, next), SPANISH_BETWEEN))
		next++;
	return is_name(t, next);
}

/* "va a la primaria lincoln": in small letters, after what a child does. */
static bool is_plain_school(const struct safety_text *t, size_t i)
{
	const char *name = safety_word_at(t, i + 1);

	return i > 2 && !safety_ends(t, i) &&
	       safety_is(t->words[i].text,
			 "escuela|primaria|secundaria|preparatoria|colegio") &&
	       safety_is(t->words[i - 1].text, "la|el|al") &&
	       safety_is_near(t, i - 1, 2,
			      "va|van|asiste|asisten|estudia|"
			      "estudian") &&
	       strlen(name) > 3 && !safety_is(name, NO_SCHOOLS);
}

/* "goes to Denfeld", "attends Denfeld", "va a Denfeld", "a fifth grader at
 * Lowell": a place for children by what they do there. */
static bool is_attended(const struct safety_text *t, size_t i)
{
	const char *word = t->words[i].text;
	const char *next = safety_word_at(t, i + 1);

	if (safety_is(word, "attends|attend|attending|attended"))
		return is_name(t, i + 1);
	if (safety_is(word,
		      "goes|go|grade|grader|student|freshman|sophomore") &&
	    safety_is(next, "to|at"))
		return is_name(t, i + 2);
	return safety_is(word, "va|van|asiste|asisten|estudia|estudian|alumno|"
			       "alumna") &&
	       safety_is(next, "a|en|de") && is_name(t, i + 2);
}

static bool find_schools(struct safety_text *t)
{
	size_t before = t->span_count;

	for (size_t i = 0; i < t->count; i++) {
		size_t second = school_after_name(t, i);

		if (second)
			safety_mark(t, COMMENT_HAS_CHILD, second - 1, i);
		else if (is_name_after_school(t, i) || is_attended(t, i) ||
			 is_plain_school(t, i))
			safety_mark(t, COMMENT_HAS_CHILD, i, i + 2);
	}
	return t->span_count > before;
}

void safety_find_children(struct safety_text *t)
{
	size_t before = t->span_count;

	if (!find_schools(t) || !find_names(t))
		t->span_count = before;
}
