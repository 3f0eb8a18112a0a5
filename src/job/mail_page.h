/* One mail in two twins, plain text and HTML (templates/mail/mail.tpl), from
 * one description, so that they cannot say different things. Words are the
 * reader's language, unescaped. */
#ifndef JOB_MAIL_PAGE_H
#define JOB_MAIL_PAGE_H

#include "net/mail.h"
#include "page/ctx.h"

struct mail_page {
	struct ctx *c;
	const char *subject;
	struct buf text;
	struct view_dict *dict;
};

void mail_page_begin(struct mail_page *page, struct ctx *c,
		     const char *subject);

/* Blocks, in the order of the mail. */
void mail_page_text(struct mail_page *page, const char *words);
void mail_page_heading(struct mail_page *page, const char *words);
/* What somebody wrote, as it is; lines end with \n. */
void mail_page_quote(struct mail_page *page, const char *words);
/* What the reader came for; and a further way. */
void mail_page_button(struct mail_page *page, const char *label,
		      const char *url);
void mail_page_link(struct mail_page *page, const char *label, const char *url);

/* How a mail ends: why it came, and how to have no more of its kind. */
struct mail_end {
	const char *why;
	const char *stop_label, *stop_url; /* NULL: it cannot be stopped */
	/* One POST to stop_url is enough (RFC 8058). */
	bool is_one_click;
};

/* Set subject, text, html and stop_url of out; all in the arena of c. */
MUST_CHECK enum status mail_page_end(struct mail_page *page,
				     const struct mail_end *end,
				     struct mail *out);

#endif
