#include "job/mail_page.h"

#include <string.h>

#include "util/utf8.h"

#define COLUMNS 72

void mail_page_begin(struct mail_page *page, struct ctx *c, const char *subject)
{
	*page = (struct mail_page){
		.c = c,
		.subject = utf8_clean(c->arena, subject, true),
		.dict = view_dict_new(c->arena),
	};
	buf_init(&page->text, c->arena);
	view_set(page->dict, "SUBJECT", page->subject);
	view_set(page->dict, "LANG", strings_language(c->s));
	view_set(page->dict, "BASE_URL", c->site->config->base_url);
}

/* A line of words, broken between them; prefix begins each line. */
static void add_line(struct buf *out, const char *words, size_t len,
		     const char *prefix)
{
	struct arena *arena = out->arena;
	size_t column = 0;

	while (len > 0) {
		size_t word = 0, wide;

		while (word < len && words[word] != ' ')
			word++;
		wide = utf8_length(arena_strndup(arena, words, word));
		if (column && column + 1 + wide > COLUMNS) {
			buf_char(out, '\n');
			column = 0;
		}
		buf_text(out, column ? " " : prefix);
		column += (column ? 1 : strlen(prefix)) + wide;
		buf_add(out, words, word);
		word += word < len;
		words += word;
		len -= word;
	}
	buf_char(out, '\n');
}

static void add_lines(struct buf *out, const char *words, const char *prefix)
{
	for (;;) {
		size_t len = strcspn(words, "\n");

		if (len)
			add_line(out, words, len, prefix);
		else
			buf_printf(out, "%s\n", prefix);
		if (!words[len] || !words[len + 1])
			return;
		words += len + 1;
	}
}

static struct view_dict *add_block(struct mail_page *page, const char *name)
{
	if (page->text.len)
		buf_char(&page->text, '\n');
	return view_section(view_section(page->dict, "BLOCK"), name);
}

void mail_page_text(struct mail_page *page, const char *words)
{
	view_set(add_block(page, "P"), "WORDS", words);
	add_lines(&page->text, words, "");
}

void mail_page_heading(struct mail_page *page, const char *words)
{
	view_set(add_block(page, "H"), "WORDS", words);
	buf_text(&page->text, "== ");
	add_lines(&page->text, words, "");
}

void mail_page_quote(struct mail_page *page, const char *words)
{
	struct view_dict *quote = add_block(page, "QUOTE");

	add_lines(&page->text, words, "> ");
	for (;;) {
		size_t len = strcspn(words, "\n");

		view_set_n(view_section(quote, "LINE"), "WORDS", words, len);
		if (!words[len] || !words[len + 1])
			return;
		words += len + 1;
	}
}

static void add_way(struct mail_page *page, const char *block,
		    const char *label, const char *url)
{
	struct view_dict *way = add_block(page, block);

	view_set(way, "LABEL", label);
	view_set(way, "URL", url);
	buf_printf(&page->text, "%s:\n%s\n", label, url);
}

void mail_page_button(struct mail_page *page, const char *label,
		      const char *url)
{
	add_way(page, "BUTTON", label, url);
}

void mail_page_link(struct mail_page *page, const char *label, const char *url)
{
	add_way(page, "WAY", label, url);
}

enum status mail_page_end(struct mail_page *page, const struct mail_end *end,
			  struct mail *out)
{
	struct ctx *c = page->c;
	struct buf html;
	struct view_dict *stop;
	enum status st;

	view_set(page->dict, "REASON", end->why);
	buf_text(&page->text, "\n____\n");
	add_lines(&page->text, end->why, "");
	if (end->stop_url) {
		stop = view_section(page->dict, "STOP");
		view_set(stop, "LABEL", end->stop_label);
		view_set(stop, "URL", end->stop_url);
		buf_printf(&page->text, "%s:\n%s\n", end->stop_label,
			   end->stop_url);
	}
	buf_printf(&page->text, "\n%s\n%s\n",
		   tr(c->s, "Mentoring Partnership of Minnesota"),
		   c->site->config->base_url);
	buf_init(&html, c->arena);
	st = view_expand(c->site->view, "mail/mail.tpl", page->dict, &html);
	if (st != STATUS_OK)
		return st;
	out->subject = page->subject;
	out->text = page->text.data;
	out->html = html.data;
	out->stop_url = end->is_one_click ? end->stop_url : NULL;
	return STATUS_OK;
}
