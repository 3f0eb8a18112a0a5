/* From FastCGI parameters to a request: what of them is believed. */
#ifndef HTTP_FCGI_PARAMS_H
#define HTTP_FCGI_PARAMS_H

#include "http/request.h"

/* Fill request from params, "NAME=VALUE" each, NULL at the end. The strings
 * of params must outlive the request. 0, or the HTTP code with which to
 * refuse: 400, 414, 431; the request is whole then too, with the path "/"
 * and no query, so that a page can be made for it. */
int fcgi_params_read(struct request *request, struct arena *arena,
		     char **params);

#endif
