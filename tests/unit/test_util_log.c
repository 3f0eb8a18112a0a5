#include "util/log.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include <fcntl.h>
#include <jansson.h>

static int real_stderr, file;

/* What was logged since the last call, as JSON: each line must be such. */
static json_t *logged(void)
{
	static char text[10000];
	off_t size = lseek(file, 0, SEEK_END);
	ssize_t got = pread(file, text, sizeof text, 0);
	json_t *line;

	assert_int_equal(got, size);
	assert_true(got > 0 && text[got - 1] == '\n');
	assert_true(got <= 4096);
	assert_null(memchr(text, '\n', (size_t)got - 1));
	line = json_loadb(text, (size_t)got, 0, NULL);
	assert_non_null(line);
	assert_int_equal(ftruncate(file, 0), 0);
	return line;
}

static const char *member(json_t *line, const char *key)
{
	return json_string_value(json_object_get(line, key));
}

static void every_line_is_json_whatever_is_in_it(void **state)
{
	char huge[20000];
	json_t *line;

	(void)state;
	log_error("quote \" backslash \\ newline \n bell \a é %d", 7);
	line = logged();
	assert_string_equal(member(line, "level"), "error");
	assert_string_equal(member(line, "message"),
			    "quote \" backslash \\ newline \n bell \a é 7");
	json_decref(line);
	log_warning("broken \xff text");
	line = logged();
	assert_string_equal(member(line, "message"), "broken ? text");
	json_decref(line);
	memset(huge, '\n', sizeof huge - 1);
	huge[sizeof huge - 1] = '\0';
	log_info("%s", huge);
	json_decref(logged());
	for (size_t i = 0; i + 3 < sizeof huge; i += 3)
		memcpy(huge + i, "日", 4);
	log_info("x%s", huge);
	line = logged();
	assert_int_equal(member(line, "message")[0], 'x');
	assert_true(strlen(member(line, "message")) > 2900);
	json_decref(line);
}

/* Bytes from within code points, behind others that grow to six letters each:
 * where a text is cut must not depend on where its code points begin. */
static void a_line_has_an_end_though_its_text_is_none(void **state)
{
	char huge[2901];
	json_t *line;

	(void)state;
	memset(huge, '\a', 600);
	memset(huge + 600, '\x80', sizeof huge - 601);
	huge[sizeof huge - 1] = '\0';
	log_info("%s", huge);
	line = logged();
	assert_int_equal(member(line, "message")[0], '\a');
	json_decref(line);
}

static void request_id_is_on_every_line_until_it_is_taken_back(void **state)
{
	json_t *line;

	(void)state;
	log_set_request("r-1");
	log_info("one");
	line = logged();
	assert_string_equal(member(line, "request"), "r-1");
	json_decref(line);
	log_set_request(NULL);
	log_info("two");
	line = logged();
	assert_null(member(line, "request"));
	json_decref(line);
}

static const char *network_of(const char *address)
{
	static char network[100];
	struct log_access access = { "GET", "/p", "/:x", address, 200, 5, 7 };
	json_t *line;

	log_access(&access);
	line = logged();
	assert_int_equal(json_integer_value(json_object_get(line, "status")),
			 200);
	snprintf(network, sizeof network, "%s", member(line, "network"));
	json_decref(line);
	return network;
}

static void addresses_are_cut_to_their_network(void **state)
{
	(void)state;
	assert_string_equal(network_of("192.0.2.77"), "192.0.2.0");
	assert_string_equal(network_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1::");
	assert_string_equal(network_of("::ffff:192.0.2.77"), "::");
	assert_string_equal(network_of("nonsense"), "");
	assert_string_equal(network_of(NULL), "");
}

static int begin(void **state)
{
	(void)state;
	real_stderr = dup(STDERR_FILENO);
	file = fileno(tmpfile());
	fcntl(file, F_SETFL, O_APPEND); /* it is emptied between lines */
	dup2(file, STDERR_FILENO);
	return 0;
}

static int end(void **state)
{
	(void)state;
	dup2(real_stderr, STDERR_FILENO);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_line_is_json_whatever_is_in_it),
		cmocka_unit_test(a_line_has_an_end_though_its_text_is_none),
		cmocka_unit_test(
			request_id_is_on_every_line_until_it_is_taken_back),
		cmocka_unit_test(addresses_are_cut_to_their_network),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
