#include "fixture.h"

#include "http/form.h"
#include "page/form_token.h"
#include "page/routes.h"
#include "store/session.h"

#define NOW INT64_C(1795449600)

/* A POST to /admin/x with one field, by session 7. */
struct post {
	struct fixture *f;
	struct site site;
	struct request request;
	struct route route;
	struct session session;
	struct form form;
	struct form_field fields[2];
	struct ctx c;
};

static int open_post(void **state)
{
	struct post *p = calloc(1, sizeof(*p));
	void *f;

	fixture_open(&f);
	p->f = f;
	p->site.key[0] = 7;
	p->session.id = 7;
	p->route = (struct route){ POST, FOR_STAFF, "/admin/x", NULL,
				   ROUTE_WRITES, FORM_TOKEN, 4096,
				   .may = MAY_ENTER };
	p->request = (struct request){ .arena = p->f->arena,
				       .path = "/admin/x" };
	p->fields[0] = (struct form_field){ "note", "first words" };
	p->form = (struct form){ .arena = p->f->arena,
				 .fields = p->fields,
				 .count = 2 };
	p->c = (struct ctx){ .site = &p->site,
			     .request = &p->request,
			     .arena = p->f->arena,
			     .route = &p->route,
			     .form = &p->form,
			     .db = p->f->db,
			     .user = &p->session,
			     .now = NOW };
	*state = p;
	return 0;
}

static int close_post(void **state)
{
	struct post *p = *state;
	void *f = p->f;

	fixture_close(&f);
	free(p);
	return 0;
}

static void send(struct post *p, const char *token)
{
	p->fields[1] = (struct form_field){ "token", token };
}

static enum form_token_state look(struct post *p)
{
	enum form_token_state found;
	const char *location;

	assert_int_equal(form_token_check(&p->c, &found, &location), STATUS_OK);
	if (found == FORM_TOKEN_REPEATED)
		assert_string_equal(location, "/admin/y?done=3");
	return found;
}

static void a_token_is_fine_for_its_form(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(look(p), FORM_TOKEN_FINE);
}

static void no_token_or_a_forged_one_is_missing(void **state)
{
	struct post *p = *state;
	char *token = arena_strdup(p->c.arena,
				   form_token_new(&p->c, "/admin/x"));

	p->form.count = 1;
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
	p->form.count = 2;
	send(p, "");
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
	for (size_t i = 0; token[i]; i++) {
		char was = token[i];

		token[i] = was == 'A' ? 'B' : 'A';
		send(p, token);
		assert_int_equal(look(p), FORM_TOKEN_MISSING);
		token[i] = was;
	}
	p->site.key[0]++;
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
}

static void another_forms_token_is_missing(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x/1"));
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
}

static void another_sessions_token_is_missing(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	p->session.id++;
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
	p->c.user = NULL;
	assert_int_equal(look(p), FORM_TOKEN_MISSING);
	p->session.id--;
	p->c.user = &p->session;
	assert_int_equal(look(p), FORM_TOKEN_FINE);
}

static void a_token_lasts_for_twelve_hours(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	p->c.now = NOW + FORM_TOKEN_SECONDS;
	assert_int_equal(look(p), FORM_TOKEN_FINE);
	p->c.now++;
	assert_int_equal(look(p), FORM_TOKEN_OLD);
	p->c.now = NOW - 3600; /* the clock was set back */
	assert_int_equal(look(p), FORM_TOKEN_OLD);
}

static void a_used_token_gives_the_first_answer(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(form_token_spend(&p->c, "/admin/y?done=3"), STATUS_OK);
	assert_int_equal(look(p), FORM_TOKEN_REPEATED);
	p->c.now += 2 * FORM_TOKEN_SECONDS; /* however late */
	assert_int_equal(look(p), FORM_TOKEN_REPEATED);
}

static void a_used_token_takes_no_other_words(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(form_token_spend(&p->c, "/admin/y?done=3"), STATUS_OK);
	p->fields[0].value = "second words";
	assert_int_equal(look(p), FORM_TOKEN_USED);
	p->fields[0] = (struct form_field){ "notefirst", " words" };
	assert_int_equal(look(p), FORM_TOKEN_USED);
}

static void a_token_is_spent_once(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(form_token_spend(&p->c, "/admin/y"), STATUS_OK);
	assert_int_equal(form_token_spend(&p->c, "/admin/y"), STATUS_CONFLICT);
}

static void a_row_that_keeps_its_token_takes_it_again(void **state)
{
	struct post *p = *state;

	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(form_token_spend(&p->c, "/admin/y"), STATUS_OK);
	p->route.flags |= ROUTE_KEEPS_TOKEN;
	assert_int_equal(look(p), FORM_TOKEN_FINE);
}

static void a_long_way_is_kept_without_its_filters(void **state)
{
	struct post *p = *state;
	char *path = arena_alloc(p->c.arena, 2000);
	enum form_token_state found;
	const char *location;

	memset(path, 'x', 1999);
	memcpy(path, "/admin?q=", 9);
	send(p, form_token_new(&p->c, "/admin/x"));
	assert_int_equal(form_token_spend(&p->c, path), STATUS_OK);
	assert_int_equal(form_token_check(&p->c, &found, &location), STATUS_OK);
	assert_string_equal(location, "/admin");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_post, close_post)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_token_is_fine_for_its_form),
		TEST(no_token_or_a_forged_one_is_missing),
		TEST(another_forms_token_is_missing),
		TEST(another_sessions_token_is_missing),
		TEST(a_token_lasts_for_twelve_hours),
		TEST(a_used_token_gives_the_first_answer),
		TEST(a_used_token_takes_no_other_words),
		TEST(a_token_is_spent_once),
		TEST(a_row_that_keeps_its_token_takes_it_again),
		TEST(a_long_way_is_kept_without_its_filters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
