/* routes, check-config: what this program would do. */
#include "command/commands.h"

#include <stdio.h>
#include <string.h>

#include "page/routes.h"
#include "util/buf.h"

static const char *access_name(enum access who)
{
	static const char *const names[] = { "nobody", "anyone", "loopback",
					     "member", "staff" };

	return names[who];
}

static const char *guard_name(const struct route *route)
{
	static const char *const names[] = { "-", "same-site", "token" };

	return names[route->guard];
}

static const char *flags_text(struct arena *arena, const struct route *route)
{
	struct buf b;

	buf_init(&b, arena);
	if (route->flags & ROUTE_READY_MADE)
		buf_text(&b, "ready-made ");
	if (route->flags & ROUTE_WRITES)
		buf_text(&b, "writes ");
	if (route->flags & ROUTE_NO_DATABASE)
		buf_text(&b, "no-database ");
	return b.len > 0 ? b.data : "- ";
}

static const char *methods_text(const struct route *route)
{
	if ((route->methods & GET) && (route->methods & POST))
		return "GET,POST";
	return route->methods & POST ? "POST" : "GET";
}

int command_routes(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code >= 0)
		goto out;
	printf("%-8s  %-8s  %-34s  %-9s  %7s  %-12s  %s\n", "method", "who",
	       "pattern", "form", "body", "flags", "parameters");
	for (size_t i = 0; i < page_route_count; i++) {
		const struct route *r = &page_routes[i];

		printf("%-8s  %-8s  %-34s  %-9s  %7zu  %-12s  %s\n",
		       methods_text(r), access_name(r->who), r->pattern,
		       guard_name(r), r->body_max, flags_text(env.arena, r),
		       r->queries && *r->queries ? r->queries : "-");
	}
	code = 0;
out:
	command_end(&env);
	return code;
}

int command_check_config(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code < 0) {
		config_explain(&env.config, stdout);
		code = 0;
	}
	command_end(&env);
	return code;
}
