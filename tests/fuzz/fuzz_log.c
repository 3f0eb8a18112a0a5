/* What is logged of strangers' words: whatever they are, one line, one JSON
 * object, short enough to be written at once. */
#include <limits.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "util/json.h"
#include "util/log.h"

/* Where standard error leads while something is logged. */
static int lines = -1, before = -1;

static void begin(void)
{
	if (lines < 0) {
		lines = memfd_create("fuzz", MFD_CLOEXEC);
		before = dup(STDERR_FILENO);
	}
	MUST(lines >= 0 && before >= 0 && ftruncate(lines, 0) == 0);
	MUST(lseek(lines, 0, SEEK_SET) == 0);
	MUST(dup2(lines, STDERR_FILENO) == STDERR_FILENO);
}

/* The one line that was written. */
static void end(const char *member)
{
	char line[PIPE_BUF + 1];
	ssize_t len;
	json_t *root;

	MUST(dup2(before, STDERR_FILENO) == STDERR_FILENO);
	len = pread(lines, line, sizeof(line), 0);
	MUST(len > 0 && len <= PIPE_BUF);
	MUST(memchr(line, '\n', (size_t)len) == line + len - 1);
	root = json_loadb(line, (size_t)len, JSON_REJECT_DUPLICATES, NULL);
	MUST(json_is_string(json_object_get(root, member)));
	json_decref(root);
}

/* Four texts, one a line, are a request; all of it is a message. */
void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	char *text = fuzz_text(arena, data, size), *rest = NULL;
	struct log_access access = { .status = (int)size, .bytes = -1 };

	begin();
	if (size % 3 == 0)
		log_info("%s", text);
	else if (size % 3 == 1)
		log_warning("%s", text);
	else
		log_error("%s", text);
	end("message");
	access.path = strtok_r(text, "\n", &rest);
	if (!access.path)
		return;
	access.address = strtok_r(NULL, "\n", &rest);
	access.method = strtok_r(NULL, "\n", &rest);
	access.route = strtok_r(NULL, "\n", &rest);
	log_set_request(access.route);
	begin();
	log_access(&access);
	log_set_request(NULL);
	end("path");
}
