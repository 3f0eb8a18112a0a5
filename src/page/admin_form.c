/* Forms of the staff's pages: tokens, what is wrong, and pages of a list. */
#include <string.h>

#include "http/url.h"
#include "page/admin.h"
#include "page/form_token.h"
#include "page/routes.h"
#include "view/format.h"

void admin_form(struct ctx *c, struct view_dict *dict, const char *path)
{
	view_set(dict, "FORM_TOKEN", form_token_new(c, path));
}

/* What is wrong ------------------------------------------------------------ */

static const char *fix_words(const struct ctx *c, enum form_problem problem)
{
	switch (problem) {
	case FORM_MISSING:
		return tr(c->s, "Fill in this field");
	case FORM_TOO_SHORT:
		return tr(c->s, "Write at least {n} characters");
	case FORM_TOO_LONG:
		return tr(c->s, "Shorten this to {n} characters");
	case FORM_NOT_EMAIL:
		return tr(c->s, "Enter an email address such as "
				"name@example.org");
	case FORM_NOT_URL:
		return tr(c->s, "Enter a web address such as "
				"https://example.org");
	case FORM_NOT_CHOICE:
		return tr(c->s, "Choose one of the values offered");
	case FORM_TAKEN:
		return tr(c->s, "Another one has this already");
	case FORM_SAID:
	case FORM_FINE:
	default:
		return tr(c->s, "Check this field");
	}
}

const char *admin_field_fix(struct ctx *c, const char *field)
{
	const struct form_error *error =
		c->form ? form_error_of(c->form, field) : NULL;

	if (!error)
		return NULL;
	if (error->words)
		return error->words;
	return str_fill(c->arena, fix_words(c, error->problem), "n",
			format_int(c->arena, c->s, (int64_t)error->limit),
			NULL);
}

static const char *token_words(const struct ctx *c)
{
	switch (c->token_state) {
	case FORM_TOKEN_OLD:
		return tr(c->s, "This form was open for more than 12 hours. "
				"Look at what you typed, and save again.");
	case FORM_TOKEN_USED:
		return tr(c->s, "This form was sent before, with other words. "
				"Look at what you typed, and save again if it "
				"still holds.");
	case FORM_TOKEN_MISSING:
	case FORM_TOKEN_FINE:
	case FORM_TOKEN_REPEATED:
	default:
		return tr(c->s, "This form was made for another sign-in. Look "
				"at what you typed, and save again.");
	}
}

static void show_field(struct ctx *c, struct view_dict *list,
		       const struct form_error *error, const char *label)
{
	struct view_dict *item = view_section(list, "FIELD");
	const char *fix = admin_field_fix(c, error->field);

	view_setf(item, "FIELD_ID", "f-%s", error->field);
	view_set(item, "FIELD_FIX",
		 label ? str_fill(c->arena, tr(c->s, "{field}: {fix}"), "field",
				  label, "fix", fix, NULL)
		       : fix);
}

bool admin_problem(struct ctx *c, struct view_dict *dict,
		   const char *(*label)(struct ctx *c, const char *field))
{
	struct view_dict *box, *list = NULL;
	bool is_token = c->token_state != FORM_TOKEN_FINE;

	if (!c->form || form_ok(c->form))
		return false;
	c->response->code = is_token ? 409 : 422;
	box = view_include(dict, "PROBLEM", "partials/problem.tpl");
	if (is_token)
		view_show_text(box, "PROBLEM_TEXT", token_words(c));
	for (size_t i = 0; i < c->form->error_count; i++) {
		const struct form_error *error = &c->form->errors[i];

		if (strcmp(error->field, FORM_TOKEN_FIELD) == 0)
			continue;
		if (!list)
			list = view_section(box, "FIELDS");
		show_field(c, list, error,
			   label ? label(c, error->field) : NULL);
	}
	return true;
}

/* Pages of a list ---------------------------------------------------------- */

/* The present address on another page. */
static const char *page_path(struct ctx *c, size_t n)
{
	const struct form *query = &c->request->query;
	struct buf b;
	char mark = '?';

	buf_init(&b, c->arena);
	buf_text(&b, url_escape_path(c->arena, c->request->path));
	for (size_t i = 0; i < query->count; i++) {
		const char *name = query->fields[i].name;

		if (strcmp(name, "page") == 0 || strcmp(name, "done") == 0)
			continue;
		buf_char(&b, mark);
		url_escape(&b, name);
		buf_char(&b, '=');
		url_escape(&b, query->fields[i].value);
		mark = '&';
	}
	if (n > 1)
		buf_printf(&b, "%cpage=%zu", mark, n);
	return b.data;
}

static void show_page(struct ctx *c, struct view_dict *list, size_t n,
		      size_t current)
{
	struct view_dict *item = view_section(list, "PAGE");

	view_show_text(item, "PAGE_HREF", page_path(c, n));
	view_set(item, "PAGE_NUMBER", format_int(c->arena, c->s, (int64_t)n));
	if (n == current)
		view_show(item, "PAGE_THIS");
}

static void show_step(struct ctx *c, struct view_dict *list,
		      const char *section, size_t n)
{
	view_set(view_section(list, section), "STEP_HREF", page_path(c, n));
}

void admin_pages(struct ctx *c, struct view_dict *dict, size_t n, size_t pages)
{
	struct view_dict *list;

	if (pages < 2)
		return;
	list = view_include(dict, "PAGES", "partials/pages.tpl");
	if (n > 1)
		show_step(c, list, "PREVIOUS", n - 1);
	for (size_t i = 1; i <= pages; i++) {
		bool is_near = i + 2 >= n && i <= n + 2;

		if (i == 1 || i == pages || is_near)
			show_page(c, list, i, n);
		else if (i == 2 || i == pages - 1)
			view_show(view_section(list, "PAGE"), "PAGE_GAP");
		else /* the rest of a gap, however long */
			i = i < n ? n - 3 : pages - 2;
	}
	if (n < pages)
		show_step(c, list, "NEXT", n + 1);
}
