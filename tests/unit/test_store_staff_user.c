#include "fixture.h"

#include "store/audit.h"
#include "store/session.h"
#include "store/staff_user.h"
#include "util/clock.h"
#include "util/token.h"

static int64_t add(struct fixture *f, const char *email, enum role role,
		   const char *password_hash)
{
	int64_t id = 0;

	assert_int_equal(
		store_user_add(f->db, email, role, password_hash, "test", &id),
		STATUS_OK);
	return id;
}

static struct staff_user get(struct fixture *f, int64_t id)
{
	struct staff_user user;

	assert_int_equal(
		store_staff_user_get(f->db, f->arena, id, clock_now(), &user),
		STATUS_OK);
	return user;
}

static void the_last_administrator_who_can_sign_in_stays_one(void **state)
{
	struct fixture *f = *state;
	int64_t admin = add(f, "a@example.org", ROLE_ADMIN, "hash");

	/* Neither an invited administrator nor a disabled one counts. */
	int64_t disabled = add(f, "b@example.org", ROLE_ADMIN, "hash");
	int64_t invited = add(f, "c@example.org", ROLE_ADMIN, NULL);

	assert_int_equal(store_staff_user_disable(f->db, disabled, "test"),
			 STATUS_OK);
	assert_int_equal(
		store_staff_user_set_role(f->db, admin, ROLE_EDITOR, "test"),
		STATUS_CONFLICT);
	assert_int_equal(store_staff_user_disable(f->db, admin, "test"),
			 STATUS_CONFLICT);
	assert_int_equal(get(f, admin).role, ROLE_ADMIN);
	assert_false(get(f, admin).is_disabled);
	/* The invited one may go: somebody is left. */
	assert_int_equal(store_staff_user_disable(f->db, invited, "test"),
			 STATUS_OK);
	assert_int_equal(store_staff_user_enable(f->db, disabled, "test"),
			 STATUS_OK);
	assert_int_equal(
		store_staff_user_set_role(f->db, admin, ROLE_EDITOR, "test"),
		STATUS_OK);
	assert_int_equal(get(f, admin).role, ROLE_EDITOR);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void a_new_role_ends_all_sign_ins(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "e@example.org", ROLE_EDITOR, "hash");
	char token[TOKEN_TEXT];
	struct session session;

	assert_int_equal(
		store_session_begin(f->db, id, "Test", clock_now(), token),
		STATUS_OK);
	assert_int_equal(get(f, id).session_count, 1);
	assert_int_equal(
		store_staff_user_set_role(f->db, id, ROLE_MODERATOR, "user 9"),
		STATUS_OK);
	assert_int_equal(get(f, id).session_count, 0);
	assert_int_equal(store_session_find(f->db, f->arena, token, clock_now(),
					    &session),
			 STATUS_NOT_FOUND);
}

static void a_disabled_account_has_no_links_and_no_sign_ins(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "m@example.org", ROLE_MODERATOR, "hash");
	char token[TOKEN_TEXT];

	assert_int_equal(
		store_session_begin(f->db, id, "Test", clock_now(), token),
		STATUS_OK);
	assert_int_equal(store_staff_user_disable(f->db, id, "user 9"),
			 STATUS_OK);
	assert_true(get(f, id).is_disabled);
	assert_int_equal(get(f, id).session_count, 0);
	assert_int_equal(get(f, id).link_ends_at, 0);
}

static void an_invited_person_has_a_name_and_no_password(void **state)
{
	struct fixture *f = *state;
	int64_t id = 0;

	assert_int_equal(store_staff_user_invite(f->db, "n@example.org", "Nina",
						 ROLE_EDITOR, "user 1", &id),
			 STATUS_OK);
	assert_string_equal(get(f, id).name, "Nina");
	assert_false(get(f, id).has_password);
	assert_int_equal(store_staff_user_invite(f->db, "n@example.org", NULL,
						 ROLE_EDITOR, "user 1", &id),
			 STATUS_CONFLICT);
}

static void owners_are_given_listings_by_their_address(void **state)
{
	struct fixture *f = *state;
	int64_t id = add(f, "o@example.org", ROLE_OWNER, "hash");
	struct owned_program *programs;
	struct program program;
	size_t count;

	assert_int_equal(
		store_staff_user_give_program(f->db, id, "nothing", "user 1"),
		STATUS_NOT_FOUND);
	program = fixture_listing("Pals", "Friends");
	fixture_save(f, &program);
	for (int i = 0; i < 2; i++)
		assert_int_equal(store_staff_user_give_program(
					 f->db, id, "pals", "user 1"),
				 STATUS_OK);
	assert_int_equal(store_staff_user_programs(f->db, f->arena, id,
						   &programs, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(programs[0].id, program.id);
	assert_int_equal(
		store_staff_user_take_program(f->db, id, program.id, "user 1"),
		STATUS_OK);
	assert_int_equal(store_staff_user_programs(f->db, f->arena, id,
						   &programs, &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
}

#define IN_MEMORY(name)                                                        \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_MEMORY(the_last_administrator_who_can_sign_in_stays_one),
		IN_MEMORY(a_new_role_ends_all_sign_ins),
		IN_MEMORY(a_disabled_account_has_no_links_and_no_sign_ins),
		IN_MEMORY(an_invited_person_has_a_name_and_no_password),
		IN_MEMORY(owners_are_given_listings_by_their_address),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
