#include "page/sign_in_ways.h"

#include <string.h>

#include "page/admin.h"
#include "page/admin_again.h"
#include "page/sign_in_attempt.h"
#include "page/sign_in_lost.h"

static bool has_email(const struct ctx *c)
{
	return *c->site->config->mail_server != '\0';
}

bool sign_in_ways_exist(const struct ctx *c)
{
	return c->site->config->provider_count > 0 || has_email(c);
}

/* Whose mark is in templates/partials/sign_in_mark.tpl; any other provider
 * has its first letter. */
static const struct {
	const char *id, *section;
} MARKS[] = {
	{ "google", "GOOGLE" },     { "wordpress", "WORDPRESS" },
	{ "facebook", "FACEBOOK" }, { "x", "X" },
	{ SIGN_IN_EMAIL, "EMAIL" },
};

static void fill_mark(struct view_dict *way, const char *id, const char *label)
{
	struct view_dict *mark =
		view_include(way, "MARK", "partials/sign_in_mark.tpl");
	size_t len = *label ? 1 : 0;

	for (size_t i = 0; i < sizeof(MARKS) / sizeof(MARKS[0]); i++) {
		if (strcmp(MARKS[i].id, id) == 0) {
			view_show(mark, MARKS[i].section);
			return;
		}
	}
	while (len && ((unsigned char)label[len] & 0xC0) == 0x80)
		len++; /* the rest of one letter */
	view_set_n(view_section(mark, "LETTER"), "FIRST", label, len);
}

static void fill_way(struct view_dict *dict, const char *id, const char *label)
{
	view_set(dict, "WAY_ID", id);
	view_set(dict, "WAY_LABEL", label);
	fill_mark(dict, id, label);
}

void sign_in_ways_fill(struct ctx *c, struct view_dict *dict)
{
	const struct config *config = c->site->config;
	struct view_dict *ways;

	if (c->user || !sign_in_ways_exist(c))
		return;
	ways = view_include(dict, "SIGN_IN_WAYS", "partials/sign_in_ways.tpl");
	for (size_t i = 0; i < config->provider_count; i++)
		fill_way(view_section(ways, "WAY"), config->providers[i].id,
			 config->providers[i].label);
	if (has_email(c))
		fill_way(view_section(ways, "WAY"), SIGN_IN_EMAIL,
			 tr(c->s, "A link by email"));
}

static void carry(struct ctx *c, struct view_dict *form, const char *to)
{
	view_set(form, "TO", to);
	if (!sign_in_kept_form(c))
		return;
	form = view_section(form, "FIELDS");
	view_set(form, "KEPT_TO", admin_again_kept_to(c));
	view_set(form, "KEPT_FIELDS", admin_again_kept_fields(c));
}

void sign_in_forms_fill(struct ctx *c, struct view_dict *dict,
			const char *return_to, const char *email)
{
	const struct config *config = c->site->config;
	struct view_dict *forms, *list = NULL, *form;

	if (!sign_in_ways_exist(c))
		return;
	forms = view_include(dict, "SIGN_IN_FORMS",
			     "partials/sign_in_forms.tpl");
	for (size_t i = 0; i < config->provider_count; i++) {
		if (!list)
			list = view_section(forms, "PROVIDERS");
		form = view_section(list, "PROVIDER");
		fill_way(form, config->providers[i].id,
			 config->providers[i].label);
		carry(c, form, return_to);
	}
	if (!has_email(c))
		return;
	form = view_section(forms, "MAIL");
	if (config->provider_count)
		view_show(form, "OR");
	view_set(form, "EMAIL", email);
	admin_form(c, form, "/sign-in/email");
	carry(c, form, return_to);
}

enum status sign_in_leave(struct ctx *c, const char *way, const char *return_to,
			  const char *kept)
{
	const struct sign_in_lost lost = { .return_to = return_to,
					   .kept = kept };
	bool is_email = strcmp(way, SIGN_IN_EMAIL) == 0;
	const char *state;
	enum status st;

	if (is_email ? !has_email(c) : !config_provider(c->site->config, way))
		return STATUS_NOT_FOUND;
	st = sign_in_attempt_begin(c, way, return_to, kept, &state);
	if (st != STATUS_OK)
		return sign_in_lost_begin(c, st, lost);
	return page_redirect(c, 303, "/sign-in/%s?state=%s", way, state);
}
