#include "fixture.h"

#include "store/audit.h"
#include "store/form_use.h"
#include "store/session.h"
#include "store/sign_in_failure.h"
#include "util/token.h"

#define NOW 1800000000

static int64_t account(struct fixture *f, const char *email, enum role role)
{
	int64_t id = 0;

	assert_int_equal(store_user_add(f->db, email, role, NULL, "test", &id),
			 STATUS_OK);
	return id;
}

static int64_t begin(struct fixture *f, int64_t user, char *token)
{
	struct session s;

	assert_int_equal(store_session_begin(f->db, user, "Firefox on Linux",
					     NOW, token),
			 STATUS_OK);
	assert_int_equal(store_session_find(f->db, f->arena, token, NOW, &s),
			 STATUS_OK);
	return s.id;
}

static enum status find(struct fixture *f, const char *token, int64_t now)
{
	struct session s;

	return store_session_find(f->db, f->arena, token, now, &s);
}

/* As the job does at that second (page/retention.c). */
static void sweep(struct fixture *f, int64_t now)
{
	fixture_sweep(f->db, SWEEP_SESSIONS, now);
	fixture_sweep(f->db, SWEEP_IDLE_STAFF, now - SESSION_IDLE_SECONDS);
	fixture_sweep(f->db, SWEEP_IDLE_READERS,
		      now - SESSION_READER_IDLE_SECONDS);
	fixture_sweep(f->db, SWEEP_USER_LINKS, now);
	fixture_sweep(f->db, SWEEP_FORM_USES, now - FORM_USE_SECONDS);
	fixture_sweep(f->db, SWEEP_SIGN_IN_FAILURES,
		      now - SIGN_IN_FAILURE_SECONDS);
}

static void a_session_says_who_it_is(void **state)
{
	struct fixture *f = *state;
	int64_t user = account(f, "ana.b@example.org", ROLE_MODERATOR);
	char token[TOKEN_TEXT];
	struct session s;

	begin(f, user, token);
	assert_int_equal(store_session_find(f->db, f->arena, token, NOW, &s),
			 STATUS_OK);
	assert_int_equal(s.user_id, user);
	assert_string_equal(s.email, "ana.b@example.org");
	assert_string_equal(s.name, "ana.b");
	assert_int_equal(s.role, ROLE_MODERATOR);
	assert_string_equal(s.device, "Firefox on Linux");
	assert_false(s.has_second_factor);
	assert_true(s.has_shortcuts);
	assert_int_equal(s.created_at, NOW);
	assert_int_equal(s.confirmed_at, NOW);
	assert_int_equal(s.ends_at, NOW + SESSION_LONGEST_SECONDS);
}

static void a_token_is_in_the_database_only_as_its_hash(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	unsigned char hash[TOKEN_HASH];
	struct db_query *q;
	size_t len;

	begin(f, account(f, "a@example.org", ROLE_EDITOR), token);
	token_hash(token, hash);
	q = db_query(f->db, "SELECT token_hash FROM session");
	assert_true(db_row(q));
	assert_memory_equal(db_peek_blob(q, 0, &len), hash, TOKEN_HASH);
	assert_int_equal(len, TOKEN_HASH);
	assert_int_equal(db_finish(q), STATUS_OK);
	assert_int_equal(find(f, "nobody", NOW), STATUS_NOT_FOUND);
}

static void a_session_ends_when_idle_and_at_its_longest(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t id = begin(f, account(f, "a@example.org", ROLE_EDITOR), token);
	int64_t at = NOW;

	assert_int_equal(find(f, token, NOW + SESSION_IDLE_SECONDS - 1),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_IDLE_SECONDS),
			 STATUS_NOT_FOUND);
	for (; at < NOW + SESSION_LONGEST_SECONDS; at += 3600)
		assert_int_equal(store_session_seen(f->db, id, at), STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_LONGEST_SECONDS - 1),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_LONGEST_SECONDS),
			 STATUS_NOT_FOUND);
}

static void a_reader_stays_longer_than_staff(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t user = account(f, "r@example.org", ROLE_READER);
	int64_t id = begin(f, user, token), at = NOW;
	struct session *list;
	size_t count;

	assert_int_equal(find(f, token, NOW + SESSION_READER_IDLE_SECONDS - 1),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_READER_IDLE_SECONDS),
			 STATUS_NOT_FOUND);
	assert_int_equal(
		store_session_lives(f->db, id,
				    NOW + SESSION_READER_IDLE_SECONDS - 1),
		STATUS_OK);
	assert_int_equal(store_session_list(f->db, f->arena, user,
					    NOW + SESSION_LONGEST_SECONDS,
					    &list, &count),
			 STATUS_OK);
	assert_int_equal(count, 1);
	sweep(f, NOW + SESSION_READER_IDLE_SECONDS - 1);
	for (; at < NOW + SESSION_READER_LONGEST_SECONDS; at += 86400)
		assert_int_equal(store_session_seen(f->db, id, at), STATUS_OK);
	assert_int_equal(
		find(f, token, NOW + SESSION_READER_LONGEST_SECONDS - 1),
		STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_READER_LONGEST_SECONDS),
			 STATUS_NOT_FOUND);
	assert_int_equal(store_session_longest(ROLE_READER),
			 SESSION_READER_LONGEST_SECONDS);
	assert_int_equal(store_session_longest(ROLE_ADMIN),
			 SESSION_LONGEST_SECONDS);
}

static void a_reader_who_becomes_staff_is_out_as_staff_are(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];

	begin(f, account(f, "r@example.org", ROLE_READER), token);
	assert_int_equal(
		fixture_run(f->db, "UPDATE user SET role = 'moderator'"),
		STATUS_OK);
	assert_int_equal(find(f, token, NOW + SESSION_IDLE_SECONDS),
			 STATUS_NOT_FOUND);
}

static void what_readers_left_is_swept(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];

	begin(f, account(f, "r@example.org", ROLE_READER), token);
	sweep(f, NOW + SESSION_READER_IDLE_SECONDS);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM session"),
			 0);
}

static void a_disabled_or_erased_account_is_out_at_once(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT], other[TOKEN_TEXT];
	int64_t user = account(f, "a@example.org", ROLE_EDITOR);

	begin(f, user, token);
	assert_int_equal(fixture_run(f->db, "UPDATE user SET is_disabled = 1"),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW), STATUS_NOT_FOUND);
	assert_int_equal(store_session_begin(f->db, user, "x", NOW, other),
			 STATUS_NOT_FOUND);
	assert_int_equal(fixture_run(f->db, "UPDATE user SET is_disabled = 0,"
					    " erased_at = 1"),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW), STATUS_NOT_FOUND);
}

static void a_renewed_session_has_a_new_token_only(void **state)
{
	struct fixture *f = *state;
	char old[TOKEN_TEXT], token[TOKEN_TEXT];
	int64_t id = begin(f, account(f, "a@example.org", ROLE_EDITOR), old);
	struct session s;

	assert_int_equal(store_session_renew(f->db, id, false, NOW + 50, token),
			 STATUS_OK);
	assert_int_equal(find(f, old, NOW + 50), STATUS_NOT_FOUND);
	assert_int_equal(
		store_session_find(f->db, f->arena, token, NOW + 50, &s),
		STATUS_OK);
	assert_int_equal(s.id, id);
	assert_int_equal(s.confirmed_at, NOW);
	assert_int_equal(store_session_renew(f->db, id, true, NOW + 60, token),
			 STATUS_OK);
	assert_int_equal(
		store_session_find(f->db, f->arena, token, NOW + 60, &s),
		STATUS_OK);
	assert_int_equal(s.confirmed_at, NOW + 60);
	assert_int_equal(s.ends_at, NOW + SESSION_LONGEST_SECONDS);
	assert_int_equal(store_session_renew(f->db, 99, true, NOW, token),
			 STATUS_NOT_FOUND);
}

static void nobody_ends_the_session_of_another(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t ana = account(f, "a@example.org", ROLE_EDITOR);
	int64_t ben = account(f, "b@example.org", ROLE_ADMIN);
	int64_t id = begin(f, ana, token);

	assert_int_equal(store_session_end(f->db, ben, id, "user 2"),
			 STATUS_NOT_FOUND);
	assert_int_equal(find(f, token, NOW), STATUS_OK);
	assert_int_equal(store_session_end(f->db, ana, id, "user 1"),
			 STATUS_OK);
	assert_int_equal(find(f, token, NOW), STATUS_NOT_FOUND);
}

static void all_but_one_can_be_ended_together(void **state)
{
	struct fixture *f = *state;
	char token[3][TOKEN_TEXT], other[TOKEN_TEXT];
	int64_t ana = account(f, "a@example.org", ROLE_EDITOR), id[3];
	struct session *list;
	size_t count;

	begin(f, account(f, "b@example.org", ROLE_EDITOR), other);
	for (int i = 0; i < 3; i++)
		id[i] = begin(f, ana, token[i]);
	assert_int_equal(store_session_end_all(f->db, ana, id[1], "user 1"),
			 STATUS_OK);
	assert_int_equal(
		store_session_list(f->db, f->arena, ana, NOW, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 1);
	assert_int_equal(list[0].id, id[1]);
	assert_int_equal(store_session_end_all(f->db, ana, 0, "user 1"),
			 STATUS_OK);
	assert_int_equal(find(f, token[1], NOW), STATUS_NOT_FOUND);
	assert_int_equal(find(f, other, NOW), STATUS_OK);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM audit"
					       " WHERE action = 'session.end'"
					       "   AND actor = 'user 1'"),
			 3);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void the_list_is_newest_first_and_alive(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t user = account(f, "a@example.org", ROLE_EDITOR);
	int64_t first = begin(f, user, token), second = begin(f, user, token);
	struct session *list;
	size_t count;

	assert_int_equal(
		store_session_list(f->db, f->arena, user, NOW, &list, &count),
		STATUS_OK);
	assert_int_equal(count, 2);
	assert_int_equal(list[0].id, second);
	assert_int_equal(list[1].id, first);
	assert_int_equal(store_session_list(f->db, f->arena, user,
					    NOW + SESSION_IDLE_SECONDS, &list,
					    &count),
			 STATUS_OK);
	assert_int_equal(count, 0);
}

static void a_sweep_takes_what_is_over_and_nothing_else(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t user = account(f, "a@example.org", ROLE_EDITOR);
	int64_t kept = begin(f, user, token);

	begin(f, user, token);
	assert_int_equal(store_session_seen(f->db, kept, NOW + 3600),
			 STATUS_OK);
	assert_int_equal(store_user_link(f->db, user, NOW, "command", token),
			 STATUS_OK);
	assert_int_equal(fixture_run(f->db,
				     "INSERT INTO form_use (nonce, digest,"
				     " location, used_at) VALUES"
				     " (zeroblob(16), zeroblob(32), '/', 5)"),
			 STATUS_OK);
	assert_int_equal(fixture_run(f->db, "INSERT INTO sign_in_failure VALUES"
					    " (zeroblob(32), 9, 5)"),
			 STATUS_OK);
	sweep(f, NOW + SESSION_IDLE_SECONDS);
	assert_int_equal(fixture_number(f->db, "SELECT id FROM session"), kept);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM session"),
			 1);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM user_link"), 1);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM form_use"),
			 0);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM sign_in_failure"),
		0);
	sweep(f, NOW + 8 * 86400);
	assert_int_equal(fixture_number(f->db, "SELECT count(*) FROM session"),
			 0);
	assert_int_equal(
		fixture_number(f->db, "SELECT count(*) FROM user_link"), 0);
}

static void the_last_visit_is_noted_with_the_account(void **state)
{
	struct fixture *f = *state;
	char token[TOKEN_TEXT];
	int64_t id = begin(f, account(f, "a@example.org", ROLE_EDITOR), token);

	assert_int_equal(fixture_number(f->db, "SELECT seen_at FROM user"),
			 NOW);
	assert_int_equal(store_session_seen(f->db, id, NOW + 400), STATUS_OK);
	assert_int_equal(fixture_number(f->db, "SELECT seen_at FROM user"),
			 NOW + 400);
}

#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_session_says_who_it_is),
		TEST(a_token_is_in_the_database_only_as_its_hash),
		TEST(a_session_ends_when_idle_and_at_its_longest),
		TEST(a_reader_stays_longer_than_staff),
		TEST(a_reader_who_becomes_staff_is_out_as_staff_are),
		TEST(what_readers_left_is_swept),
		TEST(a_disabled_or_erased_account_is_out_at_once),
		TEST(a_renewed_session_has_a_new_token_only),
		TEST(nobody_ends_the_session_of_another),
		TEST(all_but_one_can_be_ended_together),
		TEST(the_list_is_newest_first_and_alive),
		TEST(a_sweep_takes_what_is_over_and_nothing_else),
		TEST(the_last_visit_is_noted_with_the_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
