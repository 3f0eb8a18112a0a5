#include "page/report_reason.h"

#include <string.h>

#include "view/strings.h"

static const struct {
	const char *code, *words;
} REASONS[REPORT_REASONS] = {
	{ "hurtful", TR("It is rude, hurtful or threatening") },
	{ "private", TR("It tells private details of a person") },
	{ "advert", TR("It is advertising or spam") },
	{ "wrong", TR("It is wrong or misleading") },
	{ "other", TR("Something else") },
};

const char *report_reason_code(size_t i)
{
	return REASONS[i].code;
}

const char *report_reason_words(const struct strings *s, const char *code)
{
	for (size_t i = 0; i < REPORT_REASONS; i++)
		if (!strcmp(REASONS[i].code, code))
			return tr(s, REASONS[i].words);
	return code;
}

const char *report_reason_of(const char *chosen)
{
	for (size_t i = 0; chosen && i < REPORT_REASONS; i++)
		if (!strcmp(REASONS[i].code, chosen))
			return REASONS[i].code;
	return NULL;
}
