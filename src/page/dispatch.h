/* From a request to an answer: finds the row of the route table, does what
 * the row demands, calls the handler, and turns its status into a page. */
#ifndef PAGE_DISPATCH_H
#define PAGE_DISPATCH_H

#include "http/request.h"
#include "http/response.h"
#include "page/ctx.h"

/* Handlers for struct fcgi_worker; context is a struct dispatcher. */
struct dispatcher {
	struct site *site;
	struct ctx *at_hand; /* between the two calls of one request */
	int64_t started_us;
};

void dispatch_handle(void *dispatcher, struct request *request,
		     struct response *response);
void dispatch_after(void *dispatcher, struct request *request,
		    struct response *response);

/* For what the transport refused, with code 400, 414 or 431. */
void dispatch_refuse(void *dispatcher, struct request *request,
		     struct response *response, int code);

#endif
