/* The head of a mail: whatever is taken stands in one header, on lines that
 * mail servers take. */
#include "fuzz.h"
#include "net/mail_head.h"

/* Line breaks only where a line is folded, and nothing too long between. */
static void check_head(const char *head)
{
	size_t column = 0;

	MUST(strchr(head, ':'));
	for (; *head; head++) {
		if (*head == '\r') {
			MUST(head[1] == '\n' && head[2] == ' ');
			MUST(head[3] && head[3] != '\r');
			head++;
			column = 0;
			continue;
		}
		MUST((unsigned char)*head >= ' ' && (unsigned char)*head < 127);
		MUST(++column <= 998);
	}
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size);
	char *second = strchr(text, '\n'), *third;
	struct mail_server server = { .from = "hello@example.org",
				      .reply_to = "" };
	struct mail mail = { .message_id = "a@b", .at = 1795449600 };
	const char *heads[MAIL_HEADS_MAX];
	size_t count;

	if (!second)
		return;
	*second++ = '\0';
	third = strchr(second, '\n');
	if (!third)
		return;
	*third++ = '\0';
	mail.to = text;
	mail.subject = second;
	mail.stop_url = size % 2 ? text : NULL;
	mail.thread_id = size % 3 ? NULL : second;
	server.from_name = third;
	if (size % 7 == 0)
		server.from = second;
	server.reply_to = size % 5 ? "" : text;
	if (net_mail_fault(&server, &mail))
		return;
	count = net_mail_heads(arena, &server, &mail, heads);
	MUST(count <= MAIL_HEADS_MAX);
	for (size_t i = 0; i < count; i++)
		check_head(heads[i]);
}
