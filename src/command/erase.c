/* erase: a person leaves the directory. */
#include "command/commands.h"

#include <inttypes.h>
#include <stdio.h>

#include "page/erasure.h"
#include "util/clock.h"
#include "util/token.h"

static void say(size_t count, const char *one, const char *many)
{
	if (count)
		printf("  %zu %s\n", count, count == 1 ? one : many);
}

static void print_plan(const struct erase_plan *plan)
{
	if (plan->user_id)
		printf("  the account user %" PRId64 " (%s)\n", plan->user_id,
		       role_name(plan->role));
	say(plan->user_count > 1 ? plan->user_count - 1 : 0, "other account",
	    "other accounts");
	say(plan->identity_count, "way to sign in through a provider",
	    "ways to sign in through a provider");
	say(plan->comment_count, "comment", "comments");
	for (size_t i = 0; i < plan->comments_shown; i++)
		printf("    %" PRId64 " %s%s\n", plan->comments[i].id,
		       plan->comments[i].state,
		       plan->comments[i].is_answered
			       ? ", answered: its place stays, empty"
			       : "");
	if (plan->comments_shown < plan->comment_count)
		printf("    …\n");
	say(plan->session_count, "sign-in", "sign-ins");
	say(plan->mail_count, "mail", "mails");
	say(plan->draft_count, "draft", "drafts");
	say(plan->view_count, "saved filter", "saved filters");
	say(plan->upload_count, "uploaded table", "uploaded tables");
	say(plan->detail_count, "detail in the record of changes",
	    "details in the record of changes");
}

/* They belong to an organization, which may well keep the person. */
static void print_listings(const struct erase_plan *plan)
{
	if (plan->listing_count == 0)
		return;
	printf("The address stays where it is the contact of a listing; edit "
	       "there:\n");
	for (size_t i = 0; i < plan->listings_shown; i++)
		printf("  %" PRId64 " %s\n", plan->listings[i].id,
		       plan->listings[i].name);
	if (plan->listings_shown < plan->listing_count)
		printf("  …\n");
}

static int carry_out(const struct command_env *env, struct db *db,
		     const struct erase_target *target)
{
	unsigned char key[32];
	struct erase_result result;
	enum status st;

	st = token_key_file(config_path(env->arena, &env->config, "secret"),
			    key);
	if (st == STATUS_OK)
		st = erasure_run(db, env->arena, &env->config, key, target,
				 "command", clock_now(), &result);
	if (st != STATUS_OK)
		return command_failed("nothing was erased (%s)",
				      status_name(st));
	st = erasure_finish(db, env->arena, &env->config, false, clock_now());
	if (st != STATUS_OK)
		return command_failed("erased, but the file could not be "
				      "written anew (%s); the server does it "
				      "within a minute",
				      status_name(st));
	printf("erased\n");
	return 0;
}

static int erase(const struct command_env *env, struct db *db, bool is_dry)
{
	const struct erase_target target = { .email = env->words[0] };
	struct erase_plan plan;
	enum status st = store_erase_plan(db, env->arena, &target, &plan);

	if (st == STATUS_NOT_FOUND)
		return command_failed("nobody is known by %s", env->words[0]);
	if (st != STATUS_OK)
		return command_failed("the database could not be read (%s)",
				      status_name(st));
	if (plan.is_last_admin)
		return command_failed("%s is the last active administrator; "
				      "add another first",
				      env->words[0]);
	printf("%s\n", is_dry ? "Would go:" : "Goes:");
	print_plan(&plan);
	print_listings(&plan);
	return is_dry ? 0 : carry_out(env, db, &target);
}

int command_erase(int argc, char **argv)
{
	bool is_dry = false;
	const struct command_option options[] = {
		{ "dry-run", .is_given = &is_dry }, { 0 }
	};
	struct command_env env;
	struct db *db;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code < 0) {
		code = COMMAND_FAILED;
		if (command_open(&env, is_dry ? DB_READ : DB_WRITE, &db) ==
		    STATUS_OK) {
			code = erase(&env, db, is_dry);
			db_close(db);
		}
	}
	command_end(&env);
	return code;
}
