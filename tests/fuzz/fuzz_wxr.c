/* Exports of WordPress, and what pretends to be one. */
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "util/utf8.h"
#include "util/wxr.h"

static void must_be_text(const char *text)
{
	MUST(text && strlen(text) <= WXR_TEXT_MAX);
	MUST(utf8_is_valid(text, strlen(text)));
}

static void look_at(const struct wxr *wxr)
{
	size_t count = 0;

	must_be_text(wxr->site);
	for (size_t i = 0; i < wxr->page_count; i++) {
		const struct wxr_page *page = &wxr->pages[i];

		must_be_text(page->title);
		must_be_text(page->slug);
		must_be_text(page->link);
		MUST(page->count > 0);
		for (size_t n = 0; n < page->count; n++) {
			must_be_text(page->comments[n].author);
			must_be_text(page->comments[n].text);
			must_be_text(page->comments[n].approved);
			MUST(page->comments[n].id >= 0);
			MUST(page->comments[n].line >= page->line);
		}
		count += page->count;
	}
	MUST(count == wxr->comment_count);
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	int fd = memfd_create("fuzz", 0);
	struct wxr wxr;
	enum status st;

	MUST(fd >= 0 && write(fd, data, size) == (ssize_t)size);
	st = wxr_read(arena, arena_printf(arena, "/proc/self/fd/%d", fd), &wxr);
	close(fd);
	MUST((st == STATUS_OK) == !wxr.problem);
	if (st == STATUS_OK)
		look_at(&wxr);
}
