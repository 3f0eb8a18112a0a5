#include "talk_fixture.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "store/audit.h"
#include "store/blocked_sender.h"
#include "store/erase.h"
#include "store/outbox.h"

/* Words of the one who is erased, which stand nowhere else. */
#define MAIL "zephyrine.quill@erase.example"
#define NAME "Zephyrine Quillfeather"
#define SITE "https://quillfeather.example/"
#define BODY "Wobbegong lanterns over Kabetogama, "

static const char *const markers[] = { "zephyrine", "Zephyrine",  "uillfeather",
				       "Wobbegong", "Kabetogama", "Tullibee" };

static int open_file(void **state)
{
	static const char SQL_ORGANIZATION[] =
		"INSERT INTO organization (id, slug, name, created_at)"
		" VALUES (1, 'kinship', 'Kinship', 1)";
	static const char SQL_PROGRAM[] =
		"INSERT INTO program (id, slug, organization_id, name,"
		"       name_folded, summary, state, stage, created_at,"
		"       updated_at)"
		" VALUES (1, 'one', 1, 'One', 'one', 'x', 'MN', 'published',"
		"         1, 1)";
	struct fixture *f;

	fixture_file(state);
	f = *state;
	assert_int_equal(fixture_run(f->db, SQL_ORGANIZATION), STATUS_OK);
	assert_int_equal(fixture_run(f->db, SQL_PROGRAM), STATUS_OK);
	return 0;
}

static int64_t write_as(struct fixture *f, const char *email, const char *body,
			int64_t parent_id, enum comment_state state)
{
	struct comment_draft draft = draft_of(body, parent_id);
	int64_t id;

	draft.author_email = email;
	if (strcasecmp(email, MAIL) == 0) {
		draft.author_name = NAME;
		draft.website = SITE;
		draft.body = arena_printf(f->arena, BODY "%s", body);
	}
	id = add_draft(f, &draft);
	if (state != COMMENT_HELD)
		move(f, id, state);
	return id;
}

static void run(struct fixture *f, const char *const *all)
{
	for (; *all; all++)
		assert_int_equal(fixture_run(f->db, *all), STATUS_OK);
}

static void audit(struct fixture *f, const char *actor, const char *action,
		  const char *object, const char *detail)
{
	const struct audit_entry entry = { actor, action, object, detail };

	assert_int_equal(store_audit_add(f->db, &entry), STATUS_OK);
}

/* Two administrators (1 is the person), and everything that can hang on a
 * person, on comments of every kind. Comments: 1 published, answered by 2
 * (another's); 3 published, answered by the person's own 4; 5 held, 6 spam, 7
 * removed, 8 another's, answered by the person's 9. */
static void fill(struct fixture *f)
{
	static const char *const SQL_ALL[] = {
		"INSERT INTO user (id, email, name, role, created_at,"
		"       password_hash, totp_secret)"
		" VALUES (1, '" MAIL "', '" NAME "', 'admin', 5, 'x', x'01'),"
		"        (2, 'other@example.org', 'Other', 'admin', 5, 'x',"
		"         NULL)",
		"UPDATE comment SET user_id = 1, author_email = NULL"
		" WHERE id = 7",
		"INSERT INTO comment_revision VALUES"
		" (1, 1, '" NAME "', '" SITE "', '" BODY "first', 'user 2', 9)",
		"INSERT INTO comment_report (comment_id, reason, note,"
		"       created_at)"
		" VALUES (1, 'other', 'Tullibee wrote this', 9)",
		"INSERT INTO session (token_hash, user_id, created_at, seen_at,"
		"       ends_at, confirmed_at, device)"
		" VALUES (zeroblob(32), 1, 1, 1, 1, 1, 'Tullibee phone')",
		"INSERT INTO user_link VALUES (zeroblob(32), 1, 1, 2, NULL,"
		" 'invite')",
		"INSERT INTO recovery_code VALUES (1, zeroblob(32), NULL)",
		"INSERT INTO draft VALUES (1, 'page about en',"
		" '[[\"body\",\"Tullibee\"]]', 1, 1),"
		" (2, 'comment 1', '[[\"body\",\"Dear Zephyrine\"]]', 1, 1),"
		" (2, 'page home en', '[[\"body\",\"ask " MAIL "\"]]', 1, 1),"
		" (2, 'page about en', '[[\"body\",\"mine\"]]', 1, 1)",
		"INSERT INTO assignment VALUES ('comment 5', 2, 1),"
		" ('program 1', 1, 1)",
		"INSERT INTO saved_view (user_id, list, name, query)"
		" VALUES (1, 'comments', 'Tullibee', 'q=x'),"
		"        (2, 'comments', 'hers',"
		"         'q=zephyrine.quill%40erase.example')",
		"INSERT INTO form_use VALUES (zeroblob(16), zeroblob(32),"
		" '/admin/comments?q=zephyrine.quill%40erase.example', 1)",
		"INSERT INTO change_set (id, user_id, action, at)"
		" VALUES (1, 2, 'comment.publish', 1)",
		"INSERT INTO change_item VALUES (1, 'comment', 1, 'held', 1)",
		"INSERT INTO import_upload (user_id, created_at, name, content)"
		" VALUES (1, 1, 'Tullibee.csv', 'Tullibee'),"
		"        (2, 1, 'other.csv', 'a,b'),"
		"        (2, 1, 'contact.csv', 'x," MAIL "')",
		"INSERT INTO outbox (kind, recipient, object, created_at,"
		"       detail, error)"
		" VALUES ('reply', 'Zephyrine.Quill@erase.example',"
		"         'comment 2', 1, NULL, 'no host of " MAIL "'),"
		"        ('invite', 'other@example.org', 'user 1 17', 1, NULL,"
		"         NULL),"
		"        ('reply', 'other@example.org', 'comment 9', 1,"
		"         '{\"name\":\"" NAME "\"}', NULL)",
		"INSERT INTO system_event VALUES ('mail', 1, 0, 'not to " MAIL
		"')",
		NULL,
	};

	write_as(f, MAIL, "one", 0, COMMENT_PUBLISHED);
	write_as(f, "b@example.org", "two", 1, COMMENT_PUBLISHED);
	write_as(f, "ZEPHYRINE.quill@erase.example", "three", 0,
		 COMMENT_PUBLISHED);
	write_as(f, MAIL, "four", 3, COMMENT_PUBLISHED);
	write_as(f, MAIL, "five", 0, COMMENT_HELD);
	write_as(f, MAIL, "six", 0, COMMENT_SPAM);
	write_as(f, MAIL, "seven", 0, COMMENT_REMOVED);
	write_as(f, "a." MAIL, "eight", 0, COMMENT_PUBLISHED);
	write_as(f, MAIL, "nine", 8, COMMENT_PUBLISHED);
	assert_int_equal(store_blocked_sender_add(f->db, 1, "Tullibee again",
						  "user 2", NOW, NOW + 9),
			 STATUS_OK);
	run(f, SQL_ALL);
	audit(f, "user 2", "comment.edit", "comment 1",
	      "{\"body\":{\"before\":\"" BODY "\",\"after\":\"x\"}}");
	audit(f, "user 2", "program.save", "program 1",
	      "{\"note\":\"asked " MAIL "\"}");
	audit(f, "user 2", "program.save", "program 1",
	      "{\"note\":\"asked a." MAIL "\"}");
	audit(f, "user 1", "session.begin", "session 1",
	      "{\"device\":\"Tullibee phone\"}");
	audit(f, "user 2", "user.add", "user 1", "{\"name\":\"" NAME "\"}");
}

static struct erase_result erase(struct fixture *f, struct erase_target target)
{
	struct erase_result result;

	assert_int_equal(store_erase_run(f->db, f->arena, &target, "user 2",
					 NOW, &result),
			 STATUS_OK);
	return result;
}

static bool file_holds(const char *path, const char *word)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	char *bytes;
	bool is_there;

	if (fd < 0)
		return false;
	assert_int_equal(fstat(fd, &st), 0);
	bytes = malloc((size_t)st.st_size + 1);
	assert_int_equal(read(fd, bytes, (size_t)st.st_size), st.st_size);
	close(fd);
	is_there =
		memmem(bytes, (size_t)st.st_size, word, strlen(word)) != NULL;
	free(bytes);
	return is_there;
}

/* "a.zephyrine…" is somebody else, who stays: rename them for the search. */
static void no_byte_is_left_in_the_files(void **state)
{
	static const char *const SQL_OTHER[] = {
		"UPDATE comment SET author_email = 'c@example.org'"
		" WHERE id = 8",
		NULL,
	};
	struct fixture *f = *state;
	char *log = arena_printf(f->arena, "%s-wal", f->path);
	struct erase_result result;

	fill(f);
	for (size_t i = 0; i < sizeof(markers) / sizeof(*markers); i++)
		assert_true(file_holds(log, markers[i]) ||
			    file_holds(f->path, markers[i]));
	result = erase(f, (struct erase_target){ .email = MAIL });
	run(f, SQL_OTHER);
	assert_int_equal(result.comment_count, 7);
	assert_int_equal(result.persons[0].user.id, 1);
	assert_int_equal(result.persons[0].user.created_at, 5);
	/* The note about somebody else is theirs. */
	assert_int_equal(
		store_audit_erase(
			f->db, f->arena,
			&(struct audit_entry){ "test", NULL, "guest" },
			(int64_t[]){ number(f, "SELECT audit_id FROM"
					       " audit_detail WHERE"
					       " detail LIKE '%a.z%'") },
			1),
		STATUS_OK);
	assert_int_equal(store_erase_traces(f->db), STATUS_OK);
	for (size_t i = 0; i < sizeof(markers) / sizeof(*markers); i++) {
		assert_false(file_holds(log, markers[i]));
		assert_false(file_holds(f->path, markers[i]));
	}
	assert_int_equal(db_check(f->db), STATUS_OK);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void what_others_built_on_it_stays(void **state)
{
	struct fixture *f = *state;
	struct erase_result result;

	fill(f);
	result = erase(f, (struct erase_target){ .email = MAIL });
	assert_int_equal(result.stub_count, 1);
	/* The answered one is an empty place in the thread. */
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 3);
	assert_int_equal(number(f, "SELECT count(*) FROM comment WHERE id = 1"
				   " AND state = 'removed' AND is_shown = 1"
				   " AND author_name = 'erased'"
				   " AND guest_hash IS NULL"),
			 1);
	assert_int_equal(number(f, "SELECT comment_count FROM thread"), 2);
	assert_int_equal(number(f, "SELECT comment_count FROM program"), 2);
	assert_int_equal(number(f, "SELECT count(*) FROM draft"
				   " WHERE fields LIKE '%mine%'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM draft"), 1);
	assert_int_equal(number(f, "SELECT count(*) FROM import_upload"), 1);
	assert_int_equal(number(f, "SELECT count(*) FROM change_item"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM blocked_sender"), 0);
	assert_int_equal(number(f, "SELECT count(*) FROM user WHERE id = 1 AND"
				   " erased_at > 0 AND is_disabled = 1 AND"
				   " password_hash IS NULL"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit_detail"
				   " WHERE detail LIKE '%asked a.z%'"),
			 1);
	assert_int_equal(number(f, "SELECT count(*) FROM audit WHERE action ="
				   " 'person.erase' AND object = 'user 1'"
				   " AND actor = 'user 2'"),
			 1);
	assert_int_equal(store_audit_verify(f->db), STATUS_OK);
}

static void the_plan_says_what_goes(void **state)
{
	static const char *const SQL_CONTACT[] = {
		"UPDATE program SET email = '" MAIL "'",
		NULL,
	};
	struct fixture *f = *state;
	const struct erase_target target = { .email = "Zephyrine.QUILL@erase"
						      ".example" };
	struct erase_plan plan, later;

	fill(f);
	run(f, SQL_CONTACT);
	assert_int_equal(store_erase_plan(f->db, f->arena, &target, &plan),
			 STATUS_OK);
	assert_string_equal(plan.email, MAIL);
	assert_int_equal(plan.user_id, 1);
	assert_string_equal(plan.user_name, NAME);
	assert_int_equal(plan.comment_count, 7);
	assert_int_equal(plan.comments[0].id, 9);
	assert_false(plan.comments[0].is_answered);
	assert_int_equal(plan.comments[6].id, 1);
	assert_true(plan.comments[6].is_answered);
	assert_false(plan.comments[5].is_answered); /* but by themselves */
	assert_non_null(strstr(plan.comments[6].beginning, "Wobbegong"));
	assert_int_equal(plan.session_count, 1);
	assert_int_equal(plan.mail_count, 1);
	assert_int_equal(plan.draft_count, 1);
	assert_int_equal(plan.upload_count, 1);
	assert_int_equal(plan.listing_count, 1);
	assert_false(plan.is_last_admin);
	/* One more comment, and what was seen is not all any more. */
	write_as(f, MAIL, "ten", 0, COMMENT_HELD);
	assert_int_equal(store_erase_plan(f->db, f->arena, &target, &later),
			 STATUS_OK);
	assert_string_not_equal(plan.seen, later.seen);
}

static void a_comment_or_an_account_leads_to_the_person(void **state)
{
	struct fixture *f = *state;
	struct erase_plan plan;

	fill(f);
	assert_int_equal(
		store_erase_plan(f->db, f->arena,
				 &(struct erase_target){ .comment_id = 6 },
				 &plan),
		STATUS_OK);
	assert_int_equal(plan.user_id, 1);
	assert_int_equal(plan.comment_count, 7);
	/* 7 has no address, but an account. */
	assert_int_equal(
		store_erase_plan(f->db, f->arena,
				 &(struct erase_target){ .comment_id = 7 },
				 &plan),
		STATUS_OK);
	assert_string_equal(plan.email, MAIL);
	assert_int_equal(
		store_erase_plan(f->db, f->arena,
				 &(struct erase_target){ .user_id = 2 }, &plan),
		STATUS_OK);
	assert_int_equal(plan.comment_count, 0);
	assert_int_equal(
		store_erase_plan(
			f->db, f->arena,
			&(struct erase_target){ .email = "nobody@example.org" },
			&plan),
		STATUS_NOT_FOUND);
}

static void the_last_administrator_is_not_erased(void **state)
{
	static const char *const SQL_ALONE[] = {
		"UPDATE user SET is_disabled = 1 WHERE id = 2",
		NULL,
	};
	struct fixture *f = *state;
	const struct erase_target target = { .user_id = 1 };
	struct erase_result result;
	struct erase_plan plan;

	fill(f);
	run(f, SQL_ALONE);
	assert_int_equal(store_erase_plan(f->db, f->arena, &target, &plan),
			 STATUS_OK);
	assert_true(plan.is_last_admin);
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "command",
					 NOW, &result),
			 STATUS_CONFLICT);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"), 9);
	assert_int_equal(number(f, "SELECT count(*) FROM user"
				   " WHERE erased_at IS NOT NULL"),
			 0);
}

static void what_is_younger_than_the_erasure_stays(void **state)
{
	static const char *const SQL_LATER[] = {
		"UPDATE comment SET created_at = 2000000000 WHERE id = 5",
		"UPDATE user SET created_at = 2000000000 WHERE id = 1",
		NULL,
	};
	struct fixture *f = *state;
	struct erase_result result;

	fill(f);
	run(f, SQL_LATER);
	result = erase(
		f, (struct erase_target){ .email = MAIL, .until = NOW + 99 });
	assert_int_equal(result.comment_count, 5); /* nor 7, by account */
	assert_int_equal(result.persons[0].user.id, 0);
	assert_int_equal(number(f, "SELECT count(*) FROM comment"
				   " WHERE id = 5"),
			 1);
}

static void erasing_twice_finds_nobody(void **state)
{
	struct fixture *f = *state;
	const struct erase_target target = { .email = MAIL };
	struct erase_result result;

	fill(f);
	erase(f, target);
	assert_int_equal(store_erase_run(f->db, f->arena, &target, "command",
					 NOW, &result),
			 STATUS_NOT_FOUND);
}

#define ON_FILE(name)                                                          \
	cmocka_unit_test_setup_teardown(name, open_file, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_FILE(no_byte_is_left_in_the_files),
		ON_FILE(what_others_built_on_it_stays),
		ON_FILE(the_plan_says_what_goes),
		ON_FILE(a_comment_or_an_account_leads_to_the_person),
		ON_FILE(the_last_administrator_is_not_erased),
		ON_FILE(what_is_younger_than_the_erasure_stays),
		ON_FILE(erasing_twice_finds_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
