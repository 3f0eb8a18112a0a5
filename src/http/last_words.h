/* What a worker says when memory is out while somebody waits for an answer
 * (util/memory.h): a plain page, 503, with the form that was sent in it, so
 * that nothing typed is lost and one press sends it again. It is written by
 * hand from what is there already; nothing is allocated.
 *
 * The first worker that a request ends says nothing, for nginx asks another,
 * which may have room and then gives the right answer. The second one speaks:
 * where two had no room a third will hardly have it. */
#ifndef HTTP_LAST_WORDS_H
#define HTTP_LAST_WORDS_H

#include "http/form.h"
#include "http/request.h"

/* The page around the form; everything is HTML and must live as long as the
 * process. */
struct last_words {
	const char *head;   /* CGI headers, an empty line, HTML to the words */
	const char *words;  /* for who only wanted to read */
	const char *sent;   /* for who sent a form that can be sent again */
	const char *button; /* that sends it again */
	const char *lost;   /* for who sent one that cannot: a file, mostly */
	const char *foot;   /* the rest of the page */
};

/* Before the first fork: which page, and who has fallen, for all workers. */
void last_words_open(const struct last_words *page);

/* A connection to answer; NULL as long as its request is not read. */
void last_words_begin(int fd, int request_id, const struct request *request);

/* Its form, which lives as long as the request. */
void last_words_form(const struct form *form);

/* From here on nobody waits: the answer is on its way, or there is none. */
void last_words_end(void);

#endif
