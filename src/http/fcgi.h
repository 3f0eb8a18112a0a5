/* FastCGI (the home of libfcgi): one worker's loop. Accepts on a listening
 * Unix socket that a parent owns, one request at a time, with time limits on
 * both directions; a peer that lies or hangs costs one connection. */
#ifndef HTTP_FCGI_H
#define HTTP_FCGI_H

#include <signal.h>

#include "http/request.h"
#include "http/response.h"

/* Fill response for request. Must not keep anything of request->arena: the
 * arena is reset when the answer has been sent. */
typedef void fcgi_handler(void *context, struct request *request,
			  struct response *response);

struct fcgi_worker {
	int listen_fd;
	fcgi_handler *handle;
	/* After the answer is out and before the arena is reset; work that the
	 * reader need not wait for (ready-made pages). May be NULL. */
	void (*after)(void *context, struct request *request,
		      struct response *response);
	/* Make the answer to what cannot be a request: code is 400, 414 or
	 * 431, and request holds no path or query. May be NULL: plain text. */
	void (*refuse)(void *context, struct request *request,
		       struct response *response, int code);
	void *context;
	/* Set by a signal handler: finish the request at hand and return. */
	volatile sig_atomic_t *stop;
	/* Told once when ready (not busy), then at the start (busy) and end of
	 * each request; may be NULL. */
	void (*beat)(void *context, int is_busy);
};

/* Serve until *stop; returns 0, or -1 when the socket is not usable. */
int fcgi_serve(struct fcgi_worker *worker);

#endif
