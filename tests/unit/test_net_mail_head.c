/* The head of a mail, and what cannot stand in one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "net/mail_head.h"
#include "util/buf.h"

static struct mail_server server_of(void)
{
	return (struct mail_server){
		.url = "smtp://127.0.0.1:1",
		.user = "",
		.password = "",
		.from = "hello@example.org",
		.from_name = "Mentoring Partnership of Minnesota",
		.reply_to = "",
		.seconds = 1,
	};
}

static struct mail mail_of(void)
{
	return (struct mail){
		.to = "kim@example.org",
		.subject = "Lee answered your comment",
		.text = "text",
		.html = "<p>text",
		.message_id = "comment-reply-1-2@example.org",
		.at = INT64_C(1795449600),
	};
}

static const char *heads(struct arena *arena, const struct mail_server *server,
			 const struct mail *mail)
{
	const char *list[MAIL_HEADS_MAX];
	size_t count = net_mail_heads(arena, server, mail, list);
	struct buf b;

	assert_true(count <= MAIL_HEADS_MAX);
	buf_init(&b, arena);
	for (size_t i = 0; i < count; i++)
		buf_printf(&b, "%s\n", list[i]);
	return b.data;
}

static void a_plain_mail_has_a_plain_head(void **state)
{
	struct arena *arena = arena_new();
	struct mail_server server = server_of();
	struct mail mail = mail_of();

	(void)state;
	assert_string_equal(heads(arena, &server, &mail),
			    "From: \"Mentoring Partnership of Minnesota\""
			    " <hello@example.org>\n"
			    "To: kim@example.org\n"
			    "Subject: Lee answered your comment\n"
			    "Date: Mon, 23 Nov 2026 16:00:00 +0000\n"
			    "Message-ID: <comment-reply-1-2@example.org>\n"
			    "Auto-Submitted: auto-generated\n"
			    "Content-Type: multipart/alternative\n");
	arena_free(arena);
}

static void what_can_be_stopped_says_how(void **state)
{
	struct arena *arena = arena_new();
	struct mail_server server = server_of();
	struct mail mail = mail_of();
	const char *text;

	(void)state;
	server.reply_to = "answers@example.org";
	mail.stop_url = "https://example.org/comments/stop?t=1.2.x";
	mail.thread_id = "thread-4@example.org";
	text = heads(arena, &server, &mail);
	assert_non_null(strstr(text, "\nReply-To: answers@example.org\n"));
	assert_non_null(strstr(text, "\nIn-Reply-To: <thread-4@example.org>\n"
				     "References: <thread-4@example.org>\n"));
	assert_non_null(strstr(
		text, "\nList-Unsubscribe:"
		      " <https://example.org/comments/stop?t=1.2.x>\n"
		      "List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"));
	assert_null(net_mail_fault(&server, &mail));
	arena_free(arena);
}

static void names_and_subjects_are_only_words(void **state)
{
	struct arena *arena = arena_new();
	struct mail_server server = server_of();
	struct mail mail = mail_of();
	const char *text;

	(void)state;
	server.from_name = "A \"B\", C\\D <x@y>";
	mail.subject = "=?utf-8?Q?Not_what_it_says?=";
	text = heads(arena, &server, &mail);
	assert_non_null(strstr(text, "From: \"A \\\"B\\\", C\\\\D <x@y>\""
				     " <hello@example.org>\n"));
	assert_null(strstr(text, "=?utf-8?Q?Not"));
	mail.subject = "Ελένη answered your comment about something long";
	text = heads(arena, &server, &mail);
	assert_non_null(strstr(text, "Subject: =?utf-8?Q?=CE=95=CE=BB"));
	for (const char *line = text; *line; line++) {
		size_t len = strcspn(line, "\n");

		assert_true(len < 130); /* folded pieces are in one string */
		line += len;
	}
	arena_free(arena);
}

static void a_long_subject_is_folded(void **state)
{
	struct arena *arena = arena_new();
	struct mail_server server = server_of();
	struct mail mail = mail_of();

	(void)state;
	mail.subject = "one two three four five six seven eight nine ten eleven"
		       " twelve thirteen fourteen";
	assert_non_null(strstr(
		heads(arena, &server, &mail),
		"Subject: one two three four five six seven eight nine ten"
		" eleven twelve\r\n thirteen fourteen\n"));
	arena_free(arena);
}

static void no_header_begins_another(void **state)
{
	static const char *const bad_addresses[] = {
		"a@b.c\r\nBcc: d@e.f",
		"a@b.c\nd",
		"a@b.c d",
		"<a@b.c>",
		"a@b.c,d@e.f",
		"a",
		"@b.c",
		"a@",
		"",
		"é@example.org",
		"a\"b@c.d",
	};
	struct mail_server server = server_of();
	struct mail mail = mail_of();

	(void)state;
	for (size_t i = 0; i < sizeof(bad_addresses) / sizeof(char *); i++) {
		mail = mail_of();
		mail.to = bad_addresses[i];
		assert_non_null(net_mail_fault(&server, &mail));
	}
	mail = mail_of();
	mail.subject = "Hello\r\nBcc: d@e.f";
	assert_non_null(net_mail_fault(&server, &mail));
	mail = mail_of();
	mail.message_id = "a@b\r\nBcc: d@e.f";
	assert_non_null(net_mail_fault(&server, &mail));
	mail = mail_of();
	mail.stop_url = "https://example.org/> , <https://evil.example";
	assert_non_null(net_mail_fault(&server, &mail));
	mail = mail_of();
	mail.thread_id = "a b";
	assert_non_null(net_mail_fault(&server, &mail));
	mail = mail_of();
	server.from_name = "A\nB";
	assert_non_null(net_mail_fault(&server, &mail));
	server = server_of();
	server.reply_to = "x\ny@example.org";
	assert_non_null(net_mail_fault(&server, &mail));
}

/* Nothing goes out unencrypted but to this machine: here there is nobody, and
 * what cannot be one is not even tried. */
static void a_mail_that_cannot_be_one_is_refused_for_good(void **state)
{
	struct arena *arena = arena_new();
	struct mail_server server = server_of();
	struct mail mail = mail_of();
	struct mail_line *line = net_mail_open(&server);
	const char *problem;

	(void)state;
	assert_non_null(line);
	assert_int_equal(net_mail_send(line, arena, &mail, &problem),
			 STATUS_BUSY);
	mail.to = "a@b.c\r\nRCPT TO:<d@e.f>";
	assert_int_equal(net_mail_send(line, arena, &mail, &problem),
			 STATUS_BAD);
	net_mail_close(line);
	net_mail_close(NULL);
	arena_free(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_plain_mail_has_a_plain_head),
		cmocka_unit_test(what_can_be_stopped_says_how),
		cmocka_unit_test(names_and_subjects_are_only_words),
		cmocka_unit_test(a_long_subject_is_folded),
		cmocka_unit_test(no_header_begins_another),
		cmocka_unit_test(a_mail_that_cannot_be_one_is_refused_for_good),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
