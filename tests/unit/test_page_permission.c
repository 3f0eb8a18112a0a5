#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "page/routes.h"

static enum status handle(struct ctx *c)
{
	(void)c;
	return STATUS_OK;
}

static const struct route READS = { GET, FOR_STAFF, "/admin/x", handle,
				    .may = MAY_MODERATE };
static const struct route WRITES = { POST, FOR_STAFF, "/admin/x", handle,
				     ROUTE_WRITES, FORM_TOKEN, 4096,
				     .may = MAY_MODERATE };

/* What the build says to a table of this one row; "" when nothing. */
static const char *fault_of(const struct route *row)
{
	static char kept[200];
	struct arena *arena = arena_new();
	const char *fault = routes_fault(arena, row, 1);

	kept[0] = '\0';
	if (fault)
		strncat(kept, fault, sizeof(kept) - 1);
	arena_free(arena);
	return kept;
}

static void a_table_that_says_all_is_taken(void **state)
{
	const struct route both[] = { READS, WRITES };
	struct arena *arena = arena_new();

	(void)state;
	assert_null(routes_fault(arena, both, 2));
	assert_null(routes_fault(arena, page_routes, page_route_count));
	arena_free(arena);
}

static void a_row_without_a_rule_is_refused(void **state)
{
	struct route row = READS;

	(void)state;
	row.may = MAY_NOTHING;
	assert_string_equal(fault_of(&row),
			    "GET /admin/x: a row FOR_STAFF needs .may");
	row = READS;
	row.who = FOR_NOBODY;
	assert_string_equal(fault_of(&row), "GET /admin/x: nobody may enter");
	row = READS;
	row.who = FOR_ANYONE;
	assert_non_null(strstr(fault_of(&row), "only a row FOR_STAFF"));
	row = READS;
	row.may = MAY_EDIT_OWN_LISTINGS;
	assert_non_null(strstr(fault_of(&row), "without :id"));
	row.pattern = "/admin/programs/:id";
	assert_string_equal(fault_of(&row), "");
	row = READS;
	row.flags = ROUTE_READY_MADE;
	assert_non_null(strstr(fault_of(&row), "nobody else's"));
}

static void who_has_no_password_is_not_asked_for_it(void **state)
{
	struct route row = READS;

	(void)state;
	row.who = FOR_MEMBER;
	row.may = MAY_NOTHING;
	assert_string_equal(fault_of(&row), "");
	row.flags = ROUTE_CONFIRMED;
	assert_non_null(strstr(fault_of(&row), "only staff have a password"));
	row.who = FOR_COLLEAGUE;
	assert_string_equal(fault_of(&row), "");
}

static void a_row_lets_in_whom_it_is_for(void **state)
{
	struct route row = READS;

	(void)state;
	assert_true(routes_lets_in(&row, ROLE_MODERATOR));
	assert_false(routes_lets_in(&row, ROLE_READER));
	row.who = FOR_COLLEAGUE;
	row.may = MAY_NOTHING;
	assert_true(routes_lets_in(&row, ROLE_OWNER));
	assert_false(routes_lets_in(&row, ROLE_READER));
	row.who = FOR_MEMBER;
	assert_true(routes_lets_in(&row, ROLE_READER));
}

static void a_form_without_its_guard_is_refused(void **state)
{
	struct route row = WRITES;

	(void)state;
	row.guard = FORM_NONE;
	assert_non_null(strstr(fault_of(&row), "needs a guard"));
	row.guard = FORM_SAME_SITE;
	assert_non_null(strstr(fault_of(&row), "needs a token"));
	row = WRITES;
	row.body_max = 0;
	assert_non_null(strstr(fault_of(&row), "needs a limit"));
	row = WRITES;
	row.flags = 0;
	assert_non_null(strstr(fault_of(&row), "needs ROUTE_WRITES"));
	row = WRITES;
	row.body_max = 1 << 20;
	assert_non_null(strstr(fault_of(&row), "cannot be kept"));
	row.flags |= ROUTE_UPLOAD;
	assert_string_equal(fault_of(&row), "");
	row = READS;
	row.flags = ROUTE_WRITES;
	assert_non_null(strstr(fault_of(&row), "reading writes nothing"));
}

static void a_signed_link_is_nobodys_session(void **state)
{
	struct route row = { POST,
			     FOR_ANYONE,
			     "/x",
			     handle,
			     ROUTE_WRITES | ROUTE_PRIVATE,
			     FORM_SIGNED,
			     4096 };

	(void)state;
	assert_string_equal(fault_of(&row), "");
	row.flags = ROUTE_WRITES;
	assert_non_null(strstr(fault_of(&row), "FOR_ANYONE and ROUTE_PRIVATE"));
	row = WRITES;
	row.guard = FORM_SIGNED;
	assert_non_null(strstr(fault_of(&row), "needs a token"));
}

static void a_row_stands_there_once(void **state)
{
	const struct route twice[] = { READS, READS };
	struct arena *arena = arena_new();

	(void)state;
	assert_non_null(strstr(routes_fault(arena, twice, 2), "twice"));
	arena_free(arena);
}

static void each_role_may_what_it_is_for(void **state)
{
	static const struct {
		enum permission may;
		const char *roles; /* admin, editor, moderator, owner */
	} EXPECTED[] = {
		{ MAY_NOTHING, "----" },
		{ MAY_ENTER, "aemo" },
		{ MAY_EDIT_LISTINGS, "ae--" },
		{ MAY_LIST_LISTINGS, "ae-o" },
		{ MAY_EDIT_OWN_LISTINGS, "ae-o" },
		{ MAY_MODERATE, "a-m-" },
		{ MAY_EDIT_PLAN, "ae--" },
		{ MAY_EDIT_PAGES, "ae--" },
		{ MAY_IMPORT, "ae--" },
		{ MAY_EXPORT, "aem-" },
		{ MAY_READ_AUDIT, "a---" },
		{ MAY_MANAGE_USERS, "a---" },
		{ MAY_ERASE, "a---" },
	};
	static const enum role ROLES[] = { ROLE_ADMIN, ROLE_EDITOR,
					   ROLE_MODERATOR, ROLE_OWNER };

	(void)state;
	assert_int_equal(sizeof(EXPECTED) / sizeof(EXPECTED[0]), PERMISSIONS);
	for (int i = 0; i < PERMISSIONS; i++) {
		assert_false(permission_has(ROLE_NONE, EXPECTED[i].may));
		assert_false(permission_has(ROLE_READER, EXPECTED[i].may));
		for (int r = 0; r < 4; r++)
			assert_int_equal(permission_has(ROLES[r],
							EXPECTED[i].may),
					 EXPECTED[i].roles[r] != '-');
	}
}

static void what_is_no_role_may_nothing(void **state)
{
	(void)state;
	assert_false(permission_has((enum role)99, MAY_ENTER));
	assert_false(permission_has((enum role)-1, MAY_ENTER));
	assert_false(permission_has(ROLE_ADMIN, (enum permission)99));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_that_says_all_is_taken),
		cmocka_unit_test(a_row_without_a_rule_is_refused),
		cmocka_unit_test(who_has_no_password_is_not_asked_for_it),
		cmocka_unit_test(a_row_lets_in_whom_it_is_for),
		cmocka_unit_test(a_form_without_its_guard_is_refused),
		cmocka_unit_test(a_signed_link_is_nobodys_session),
		cmocka_unit_test(a_row_stands_there_once),
		cmocka_unit_test(each_role_may_what_it_is_for),
		cmocka_unit_test(what_is_no_role_may_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
