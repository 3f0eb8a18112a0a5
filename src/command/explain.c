/* routes, check-config: what this program would do. */
#include "command/commands.h"

#include <stdio.h>
#include <string.h>

#include "page/routes.h"
#include "util/buf.h"
#include "util/json.h"

static const char *access_name(enum access who)
{
	static const char *const names[] = { "nobody", "anyone",    "loopback",
					     "member", "colleague", "staff" };

	return names[who];
}

static const char *guard_name(const struct route *route)
{
	static const char *const names[] = { "-", "same-site", "token",
					     "signed" };

	return names[route->guard];
}

static const struct {
	unsigned flag;
	const char *name;
} FLAGS[] = {
	{ ROUTE_READY_MADE, "ready-made" },
	{ ROUTE_WRITES, "writes" },
	{ ROUTE_NO_DATABASE, "no-database" },
	{ ROUTE_OWN_TRANSACTION, "own-transaction" },
	{ ROUTE_UPLOAD, "upload" },
	{ ROUTE_SHOWS_AGAIN, "shows-again" },
	{ ROUTE_CONFIRMED, "confirmed" },
	{ ROUTE_KEEPS_TOKEN, "keeps-token" },
	{ ROUTE_PRIVATE, "private" },
	{ ROUTE_OUTSIDE, "outside" },
};

static const char *flags_text(struct arena *arena, const struct route *route)
{
	struct buf b;

	buf_init(&b, arena);
	for (size_t i = 0; i < sizeof(FLAGS) / sizeof(FLAGS[0]); i++)
		if (route->flags & FLAGS[i].flag)
			buf_printf(&b, "%s%s", b.len ? "," : "", FLAGS[i].name);
	return b.len > 0 ? b.data : "-";
}

/* "admin,editor", or "-" for a row that asks for no role. */
static const char *roles_text(struct arena *arena, const struct route *route)
{
	bool asks = route->who == FOR_STAFF || route->who == FOR_COLLEAGUE;
	struct buf b;

	buf_init(&b, arena);
	for (int role = ROLE_ADMIN; asks && role >= ROLE_READER; role--)
		if (routes_lets_in(route, (enum role)role))
			buf_printf(&b, "%s%s", b.len ? "," : "",
				   role_name((enum role)role));
	return b.len > 0 ? b.data : "-";
}

static const char *method_text(const struct route *route)
{
	return route->methods & POST ? "POST" : "GET";
}

static const char *pool_text(const struct route *route)
{
	static const char *const NAMES[POOLS] = {
		[POOL_APP] = "app",
		[POOL_OUTSIDE] = "outside",
		[POOL_STAFF] = "staff",
	};

	return NAMES[routes_pool(route)];
}

static void print_routes(struct arena *arena)
{
	printf("%-6s  %-9s  %-44s  %-7s  %-17s  %-28s  %-9s  %7s  %-24s  %s\n",
	       "method", "who", "pattern", "pool", "may", "roles", "form",
	       "body", "flags", "parameters");
	for (size_t i = 0; i < page_route_count; i++) {
		const struct route *r = &page_routes[i];

		printf("%-6s  %-9s  %-44s  %-7s  %-17s  %-28s  %-9s  %7zu  "
		       "%-24s  %s\n",
		       method_text(r), access_name(r->who), r->pattern,
		       pool_text(r), permission_name(r->may),
		       roles_text(arena, r), guard_name(r), r->body_max,
		       flags_text(arena, r),
		       r->queries && *r->queries ? r->queries : "-");
	}
}

static json_t *row_json(struct arena *arena, const struct route *r)
{
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:s, s:I, s:s}",
			 "method", method_text(r), "who", access_name(r->who),
			 "pattern", r->pattern, "pool", pool_text(r), "may",
			 permission_name(r->may), "roles", roles_text(arena, r),
			 "form", guard_name(r), "body", (json_int_t)r->body_max,
			 "flags", flags_text(arena, r));
}

/* For tests: an array of one object for each row, in the order of the table. */
static void print_routes_json(struct arena *arena)
{
	json_t *rows = json_array();

	for (size_t i = 0; i < page_route_count; i++) {
		const struct route *r = &page_routes[i];

		json_array_append_new(rows, row_json(arena, r));
	}
	puts(json_text(arena, rows, 1));
}

static int check_routes(struct arena *arena)
{
	const char *fault = routes_fault(arena, page_routes, page_route_count);

	return fault ? command_failed("src/page/routes.c: %s", fault) : 0;
}

int command_routes(int argc, char **argv)
{
	bool is_json = false, is_check = false;
	const struct command_option options[] = {
		{ "json", .is_given = &is_json },
		{ "check", .is_given = &is_check },
		{ 0 }
	};
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code >= 0)
		goto out;
	code = check_routes(env.arena);
	if (is_json)
		print_routes_json(env.arena);
	else if (!is_check)
		print_routes(env.arena);
out:
	command_end(&env);
	return code;
}

int command_check_config(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);

	if (code < 0 && !command_has_state(&env))
		code = COMMAND_FAILED; /* a name mistyped is no faultless one */
	if (code < 0) {
		config_explain(&env.config, stdout);
		code = config_look_for_secrets(env.arena, &env.config)
			       ? 0
			       : COMMAND_FAILED;
	}
	command_end(&env);
	return code;
}
