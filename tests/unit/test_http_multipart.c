#include "http/multipart.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "http/request.h"
#include "util/buf.h"

#define PART(name)  "--b\r\nContent-Disposition: form-data; " name "\r\n"
#define FIELD(n, v) PART("name=\"" n "\"") "\r\n" v "\r\n"
#define END         "--b--\r\n"

static struct arena *a;
static struct form form;

static int begin(void **state)
{
	(void)state;
	a = arena_new();
	return 0;
}

static int end(void **state)
{
	(void)state;
	arena_free(a);
	return 0;
}

/* In memory of its own length, so that a byte too far is seen. */
static enum status parse(const char *text, size_t len)
{
	char *bytes = arena_alloc(a, len + 1);
	const char *why;
	enum status st;

	memcpy(bytes, text, len);
	st = multipart_parse(&form, a, "b", bytes, len, &why);
	assert_true((st == STATUS_OK) == !why);
	if (st != STATUS_OK) {
		assert_int_equal(form.count, 0);
		assert_null(form.file);
	}
	return st;
}

#define PARSE(text) parse(text, sizeof(text) - 1)

static void boundary_is_what_the_type_says(void **state)
{
	static const char *const none[] = {
		"",
		"application/x-www-form-urlencoded",
		"multipart/form-data",
		"multipart/form-data; charset=utf-8",
		"multipart/form-data; boundary=",
		"multipart/form-data; boundary=\"b",
		"multipart/form-data; boundary=\"a b\"",
		"multipart/form-datax; boundary=b",
		"multipart/mixed; boundary=b",
		"multipart/form-data; boundary="
		"12345678901234567890123456789012345678901234567890"
		"123456789012345678901",
	};

	(void)state;
	assert_string_equal(
		multipart_boundary(
			a, "multipart/form-data; boundary=----WebKitAb12"),
		"----WebKitAb12");
	assert_string_equal(
		multipart_boundary(
			a, "Multipart/Form-Data;charset=x; Boundary=\"a:b\""),
		"a:b");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_null(multipart_boundary(a, none[i]));
}

static void fields_and_one_file_are_cut_out(void **state)
{
	static const char text[] =
		FIELD("token", "t1") FIELD("note", "two\r\nlines")
		PART("name=\"file\"; filename=\"a.csv\"")
		"Content-Type: text/csv\r\n\r\n"
		"name\r\n\0\xff--b\r\n--bb\r\n\r\n" END;

	(void)state;
	assert_int_equal(PARSE(text), STATUS_OK);
	assert_int_equal(form.count, 2);
	assert_string_equal(form_value(&form, "token"), "t1");
	assert_string_equal(form_value(&form, "note"), "two\r\nlines");
	assert_string_equal(form.file->field, "file");
	assert_string_equal(form.file->name, "a.csv");
	assert_int_equal(form.file->len, 19);
	assert_memory_equal(form.file->bytes,
			    "name\r\n\0\xff--b\r\n--bb\r\n", 20);
}

static void empty_is_no_field_less_and_no_file_more(void **state)
{
	(void)state;
	assert_int_equal(
		PARSE(FIELD("x", "") PART(
			"name=\"file\"; filename=\"\"") "\r\n\r\n" END),
		STATUS_OK);
	assert_string_equal(form_value(&form, "x"), "");
	assert_null(form.file);
	assert_int_equal(PARSE(END), STATUS_OK);
	assert_int_equal(form.count, 0);
}

static const char *name_of(const char *written)
{
	const char *text = arena_printf(
		a,
		"--b\r\nContent-Disposition: form-data; name=\"f\"; "
		"filename=%s\r\n\r\nx\r\n--b--",
		written);

	assert_int_equal(parse(text, strlen(text)), STATUS_OK);
	return form.file->name;
}

static void file_name_is_shown_and_never_a_path(void **state)
{
	char *longest = arena_alloc(a, 1000);

	(void)state;
	assert_string_equal(name_of("\"a%22b.csv\""), "a\"b.csv");
	assert_string_equal(name_of("\"a\\\"b.csv\""), "a\"b.csv");
	assert_string_equal(name_of("\"C:\\Users\\x\\list.csv\""), "list.csv");
	assert_string_equal(name_of("\"../../etc/passwd\""), "passwd");
	assert_string_equal(name_of("\"..%0D%0A\xe2\x80\xae.csv\""), ".. .csv");
	assert_string_equal(name_of("plain.csv"), "plain.csv");
	assert_string_equal(name_of("\"dir/\""), "file");
	memset(longest, 'n', 900);
	assert_true(strlen(name_of(longest)) <= 202);
}

static void what_no_browser_sends_is_refused(void **state)
{
	(void)state;
	assert_int_equal(PARSE(""), STATUS_BAD);
	assert_int_equal(PARSE("preamble\r\n" FIELD("x", "1") END), STATUS_BAD);
	assert_int_equal(PARSE(FIELD("x", "1")), STATUS_BAD);
	assert_int_equal(PARSE("--b\r\n\r\nno headers\r\n" END), STATUS_BAD);
	assert_int_equal(PARSE(PART("name=\"\"") "\r\n1\r\n" END), STATUS_BAD);
	assert_int_equal(PARSE(PART("filename=\"x\"") "\r\n1\r\n" END),
			 STATUS_BAD);
	assert_int_equal(PARSE(PART("name=\"x") "\r\n1\r\n" END), STATUS_BAD);
	assert_int_equal(PARSE(PART("name=\"x\"; name=\"y\"") "\r\n1\r\n" END),
			 STATUS_BAD);
	assert_int_equal(PARSE("--b\nContent-Disposition: form-data; "
			       "name=\"x\"\n\n1\n--b--\n"),
			 STATUS_BAD);
	assert_int_equal(PARSE("--b\r\nContent-Disposition: attachment; "
			       "name=\"x\"\r\n\r\n1\r\n" END),
			 STATUS_BAD);
	assert_int_equal(PARSE("--b\r\nContent-Disposition: form-data; "
			       "name=\"x\"\r\n--b\r\n\r\n1\r\n" END),
			 STATUS_BAD);
}

static void a_field_is_text(void **state)
{
	(void)state;
	assert_int_equal(PARSE(FIELD("x", "caf\xc3\xa9") END), STATUS_OK);
	assert_int_equal(PARSE(FIELD("x", "caf\xe9") END), STATUS_BAD);
	assert_int_equal(PARSE(FIELD("x", "a\0b") END), STATUS_BAD);
	assert_int_equal(PARSE(FIELD("caf\xe9", "1") END), STATUS_BAD);
}

static void one_file_is_the_limit(void **state)
{
	(void)state;
	assert_int_equal(
		PARSE(PART("name=\"f\"; filename=\"1\"") "\r\n1\r\n" PART(
			"name=\"f\"; filename=\"2\"") "\r\n2\r\n" END),
		STATUS_BAD);
}

static enum status parse_parts(int count)
{
	struct buf b;

	buf_init(&b, a);
	for (int i = 0; i < count; i++)
		buf_text(&b, FIELD("x", "1"));
	buf_text(&b, END);
	return parse(b.data, b.len);
}

static void parts_names_and_headers_have_limits(void **state)
{
	char *name = arena_alloc(a, 8000);

	(void)state;
	assert_int_equal(parse_parts(MULTIPART_PARTS_MAX), STATUS_OK);
	assert_int_equal(form.count, MULTIPART_PARTS_MAX);
	assert_int_equal(parse_parts(MULTIPART_PARTS_MAX + 1), STATUS_BAD);
	for (int i = 0; i < 3; i++) {
		static const size_t lengths[] = { MULTIPART_NAME_MAX,
						  MULTIPART_NAME_MAX + 1,
						  MULTIPART_HEAD_MAX };
		const char *text;

		memset(name, 'n', lengths[i]);
		text = arena_printf(a,
				    "--b\r\nContent-Disposition: form-data; "
				    "name=\"%s\"\r\n\r\n1\r\n--b--",
				    name);
		assert_int_equal(parse(text, strlen(text)),
				 i == 0 ? STATUS_OK : STATUS_BAD);
	}
}

struct body {
	const char *bytes;
	size_t len;
};

static size_t read_body(void *stream, char *to, size_t len)
{
	struct body *body = stream;

	len = len < body->len ? len : body->len;
	memcpy(to, body->bytes, len);
	body->bytes += len;
	body->len -= len;
	return len;
}

static enum status read_request(bool is_upload, const char *type, size_t max)
{
	static const char text[] = FIELD("x", "1") END;
	struct body body = { text, sizeof text - 1 };
	struct request r = { .arena = a,
			     .content_type = type,
			     .body_length = sizeof text - 1,
			     .read_body = read_body,
			     .stream = &body };

	return is_upload ? request_read_upload(&r, max, &form)
			 : request_read_form(&r, max, &form);
}

static void only_a_row_that_takes_uploads_reads_one(void **state)
{
	static const char type[] = "multipart/form-data; boundary=b";

	(void)state;
	assert_int_equal(read_request(true, type, 1000), STATUS_OK);
	assert_string_equal(form_value(&form, "x"), "1");
	assert_int_equal(read_request(false, type, 1000), STATUS_WRONG_TYPE);
	assert_int_equal(read_request(true, "text/csv", 1000),
			 STATUS_WRONG_TYPE);
	assert_int_equal(read_request(true, type, 20), STATUS_TOO_LARGE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(boundary_is_what_the_type_says),
		cmocka_unit_test(fields_and_one_file_are_cut_out),
		cmocka_unit_test(empty_is_no_field_less_and_no_file_more),
		cmocka_unit_test(file_name_is_shown_and_never_a_path),
		cmocka_unit_test(what_no_browser_sends_is_refused),
		cmocka_unit_test(a_field_is_text),
		cmocka_unit_test(one_file_is_the_limit),
		cmocka_unit_test(parts_names_and_headers_have_limits),
		cmocka_unit_test(only_a_row_that_takes_uploads_reads_one),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
