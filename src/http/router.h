/* Matching a path against patterns such as "/programs/:slug". A ":name" takes
 * one segment without a slash; ":name.csv" takes a segment that ends so. */
#ifndef HTTP_ROUTER_H
#define HTTP_ROUTER_H

#include <stdbool.h>
#include <stddef.h>

#include "util/arena.h"

#define ROUTER_PARAMS_MAX 4

struct router_params {
	struct {
		const char *name, *value;
	} items[ROUTER_PARAMS_MAX];
	size_t count;
};

/* Does path match pattern? Values go to params, in arena. */
bool router_match(const char *pattern, const char *path, struct arena *arena,
		  struct router_params *params);

/* The value of name, or "" when the pattern has none. */
const char *router_param(const struct router_params *params, const char *name);

#endif
