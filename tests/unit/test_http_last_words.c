#include "http/last_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/memory.h"

static const struct last_words page = {
	.head = "Status: 503 Service Unavailable\r\n\r\n<h1>Short</h1>",
	.words = "[words]",
	.sent = "[sent]",
	.button = "<button>Again</button>",
	.lost = "[lost]",
	.foot = "</html>",
};

static struct form_field fields[] = {
	{ "token", "abc" },
	{ "body", "<b>\"&\n</textarea>" },
	{ "password", "a secret" },
	{ "name", "Ana" },
};

static char said[65536];

/* What the peer of a worker hears whose memory is out with this request at
 * hand; without is_waiting it is answered already. */
static const char *hear(const struct request *request, const struct form *form,
			int is_waiting)
{
	size_t len = 0, at;
	unsigned char record[8];
	int ends[2], status;
	pid_t worker;

	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
	worker = fork();
	if (worker == 0) {
		close(ends[0]);
		last_words_begin(ends[1], 7, request);
		last_words_form(form);
		if (!is_waiting)
			last_words_end();
		memory_must(NULL);
		_exit(0);
	}
	close(ends[1]);
	while (read(ends[0], record, 8) == 8) {
		size_t content = (size_t)record[4] << 8 | record[5];

		assert_int_equal(record[0], 1);
		assert_int_equal(record[3], 7);
		for (at = 0; at < content;) {
			ssize_t got =
				read(ends[0], said + len + at, content - at);

			assert_true(got > 0);
			at += (size_t)got;
		}
		if (record[1] == 6) /* STDOUT; the end's bytes are no text */
			len += content;
	}
	said[len] = '\0';
	close(ends[0]);
	waitpid(worker, &status, 0);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 71);
	return said;
}

static struct request ask(enum method method, const char *id)
{
	return (struct request){ .method = method,
				 .id = id,
				 .path = "/a b/é",
				 .query_text = "x=1&y" };
}

static void first_worker_leaves_it_to_another(void **state)
{
	struct request request = ask(GET, "first");

	(void)state;
	assert_string_equal(hear(&request, NULL, 1), "");
	assert_string_equal(hear(&request, NULL, 1),
			    "Status: 503 Service Unavailable\r\n\r\n"
			    "<h1>Short</h1>[words]</html>");
}

static void second_worker_shows_what_was_typed_and_no_secret(void **state)
{
	struct form form = { .fields = fields, .count = 4 };
	struct request request = ask(POST, "form");
	const char *text;

	(void)state;
	hear(&request, &form, 1);
	text = hear(&request, &form, 1);
	assert_non_null(strstr(text, "[sent]<form method=\"post\" "
				     "action=\"/a%20b/%C3%A9?x=1&amp;y\">"));
	assert_non_null(strstr(text, "name=\"token\" value=\"abc\">"));
	assert_non_null(strstr(text, "name=\"body\">\n&lt;b&gt;&quot;&amp;\n"
				     "&lt;/textarea&gt;</textarea>"));
	assert_non_null(strstr(text, "name=\"name\" value=\"Ana\">"));
	assert_non_null(strstr(text, "<button>Again</button></form></html>"));
	assert_null(strstr(text, "secret"));
}

static void long_text_comes_whole(void **state)
{
	static char text[30001];
	struct form_field field = { "body", memset(text, 'x', 30000) };
	struct form form = { .fields = &field, .count = 1 };
	struct request request = ask(POST, "long");
	const char *found;

	(void)state;
	hear(&request, &form, 1);
	found = strstr(hear(&request, &form, 1), "\nx");
	assert_non_null(found);
	assert_int_equal(strspn(found + 1, "x"), 30000);
	assert_non_null(strstr(found, "</html>"));
}

static void form_that_cannot_be_sent_again_is_told_so(void **state)
{
	struct form_file file = { .name = "list.csv" };
	struct form form = { .fields = fields, .count = 1, .file = &file };
	struct request request = ask(POST, "file");

	(void)state;
	hear(&request, &form, 1);
	assert_non_null(strstr(hear(&request, &form, 1), "[lost]</html>"));
	assert_non_null(strstr(hear(&request, NULL, 1), "[lost]</html>"));
}

static void nobody_is_told_twice(void **state)
{
	struct request request = ask(GET, "answered");

	(void)state;
	assert_string_equal(hear(&request, NULL, 1), "");
	assert_string_equal(hear(&request, NULL, 0), "");
	assert_string_equal(hear(NULL, NULL, 1), "");
}

static int open_page(void **state)
{
	(void)state;
	last_words_open(&page);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_worker_leaves_it_to_another),
		cmocka_unit_test(
			second_worker_shows_what_was_typed_and_no_secret),
		cmocka_unit_test(long_text_comes_whole),
		cmocka_unit_test(form_that_cannot_be_sent_again_is_told_so),
		cmocka_unit_test(nobody_is_told_twice),
	};

	return cmocka_run_group_tests(tests, open_page, NULL);
}
