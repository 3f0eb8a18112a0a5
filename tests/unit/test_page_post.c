#include "fixture.h"

#include "http/form.h"
#include "page/form_token.h"
#include "page/post.h"
#include "page/render.h"
#include "page/routes.h"
#include "store/event.h"
#include "store/session.h"

/* A POST to a handler that writes an event and then answers as told. */
struct post {
	struct fixture *f;
	struct site site;
	struct config config;
	struct request request;
	struct response response;
	struct route route;
	struct form form;
	struct form_field fields[2];
	struct ctx c;
};

static int answer_code;
static enum status answer_status;

static enum status write_and_answer(struct ctx *c)
{
	enum status st = store_event_put(c->db, "test", true, NULL, c->now);

	if (st != STATUS_OK || answer_status != STATUS_OK)
		return st != STATUS_OK ? st : answer_status;
	if (answer_code == 303)
		return page_redirect(c, 303, "/admin?done=saved");
	c->response->code = answer_code;
	return STATUS_OK;
}

static int open_post(void **state)
{
	struct post *p = calloc(1, sizeof(*p));
	void *f;

	fixture_open(&f);
	p->f = f;
	p->site.config = &p->config;
	p->route = (struct route){ POST, FOR_ANYONE, "/x", write_and_answer,
				   ROUTE_WRITES, FORM_TOKEN, 4096 };
	p->request = (struct request){ .arena = p->f->arena,
				       .path = "/x",
				       .cookies = "",
				       .method = POST };
	response_init(&p->response, p->f->arena);
	p->form = (struct form){ .arena = p->f->arena,
				 .fields = p->fields,
				 .count = 2 };
	p->c = (struct ctx){ .site = &p->site,
			     .request = &p->request,
			     .response = &p->response,
			     .arena = p->f->arena,
			     .route = &p->route,
			     .form = &p->form,
			     .db = p->f->db,
			     .now = 1795449600 };
	p->fields[0] = (struct form_field){ "note", "words" };
	p->fields[1] = (struct form_field){ "token",
					    form_token_new(&p->c, "/x") };
	answer_status = STATUS_OK;
	answer_code = 303;
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

static bool has_written(struct post *p)
{
	struct system_event event;

	assert_int_equal(store_event_get(p->f->db, p->f->arena, "test", &event),
			 STATUS_OK);
	return event.at != 0;
}

static bool is_spent(struct post *p)
{
	enum form_token_state state;
	const char *location;

	assert_int_equal(form_token_check(&p->c, &state, &location), STATUS_OK);
	return state == FORM_TOKEN_REPEATED;
}

static void a_redirect_is_kept_and_spends_the_token(void **state)
{
	struct post *p = *state;

	assert_int_equal(post_carry_out(&p->c), STATUS_OK);
	assert_true(has_written(p));
	assert_true(is_spent(p));
}

static void a_page_leaves_no_trace(void **state)
{
	static const int CODES[] = { 200, 409, 422 };
	struct post *p = *state;

	for (int i = 0; i < 3; i++) {
		answer_code = CODES[i];
		assert_int_equal(post_carry_out(&p->c), STATUS_OK);
		assert_int_equal(p->response.code, CODES[i]);
		assert_false(has_written(p));
		assert_false(is_spent(p));
	}
}

static void a_failure_leaves_no_trace(void **state)
{
	struct post *p = *state;

	answer_status = STATUS_NOT_FOUND;
	assert_int_equal(post_carry_out(&p->c), STATUS_NOT_FOUND);
	assert_false(has_written(p));
	assert_false(is_spent(p));
}

static void an_empty_answer_is_kept(void **state)
{
	struct post *p = *state;

	p->route.flags |= ROUTE_KEEPS_TOKEN;
	answer_code = 204;
	assert_int_equal(post_carry_out(&p->c), STATUS_OK);
	assert_true(has_written(p));
}

static void whoever_was_signed_out_meanwhile_does_nothing(void **state)
{
	struct post *p = *state;
	struct session gone = { .id = 3, .user_id = 1, .role = ROLE_ADMIN };

	p->c.user = &gone;
	p->fields[1].value = form_token_new(&p->c, "/x");
	assert_int_equal(post_carry_out(&p->c), STATUS_FORBIDDEN);
	assert_false(has_written(p));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_post, close_post)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_redirect_is_kept_and_spends_the_token),
		TEST(a_page_leaves_no_trace),
		TEST(a_failure_leaves_no_trace),
		TEST(an_empty_answer_is_kept),
		TEST(whoever_was_signed_out_meanwhile_does_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
