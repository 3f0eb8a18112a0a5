/* user add, user link: staff accounts. */
#include "command/commands.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "store/session.h"
#include "store/user.h"
#include "store/user_secret.h"
#include "util/cell.h"
#include "util/clock.h"
#include "util/password.h"
#include "util/password_rule.h"
#include "util/token.h"
#include "util/utf8.h"

/* Addresses are kept in lower case, so that one person has one account. */
static const char *read_email(const struct command_env *env)
{
	char *email = utf8_clean(env->arena, env->words[0], true);

	for (char *c = email; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return utf8_is_valid(env->words[0], strlen(env->words[0])) &&
			       strlen(email) <= 254 && cell_is_account(email)
		       ? email
		       : NULL;
}

static int print_link(const struct command_env *env, struct db *db, int64_t id)
{
	char token[TOKEN_TEXT];

	if (store_user_link(db, id, clock_now(), "command", token) != STATUS_OK)
		return command_failed("the link could not be stored");
	printf("%s/sign-in/link/%s\n"
	       "works once, for %d days\n",
	       env->config.base_url, token, USER_LINK_DAYS);
	return 0;
}

static int judge_password(struct arena *arena, const char *password,
			  const char *email)
{
	switch (password_problem(arena, password, NULL, email)) {
	case PASSWORD_FINE:
		return 0;
	case PASSWORD_MISSING:
		return command_failed("no password came on stdin");
	case PASSWORD_SHORT:
		return command_failed("the password needs at least %d bytes",
				      PASSWORD_MIN);
	case PASSWORD_LONG:
		return command_failed("the password has more than %d bytes",
				      PASSWORD_MAX);
	case PASSWORD_NAMED:
		return command_failed("the password contains the e-mail "
				      "address");
	case PASSWORD_COMMON:
	default:
		return command_failed("the password is among those that are "
				      "tried first");
	}
}

/* The first line of stdin, hashed. */
static int read_password(struct arena *arena, const char *email,
			 char hash[PASSWORD_HASH])
{
	char line[PASSWORD_MAX + 3];
	int code;

	if (!fgets(line, sizeof(line), stdin))
		return command_failed("no password came on stdin");
	line[strcspn(line, "\n")] = '\0';
	code = utf8_is_valid(line, strlen(line))
		       ? judge_password(arena, line, email)
		       : command_failed("the password is not UTF-8 text");
	if (code == 0 && password_hash(line, hash) != STATUS_OK)
		code = command_failed("the password could not be hashed");
	password_wipe(line);
	return code;
}

static int add(const struct command_env *env, const char *email, enum role role,
	       const char *hash)
{
	struct db *db;
	enum status st;
	int64_t id = 0;
	int code = COMMAND_FAILED;

	if (command_open(env, DB_WRITE, &db) != STATUS_OK)
		return COMMAND_FAILED;
	st = store_user_add(db, email, role, hash, "command", &id);
	if (st == STATUS_CONFLICT)
		command_failed("%s has an account already; northstar user link "
			       "gives it a new link",
			       email);
	else if (st != STATUS_OK)
		command_failed("the account could not be stored (%s)",
			       status_name(st));
	else if (!hash)
		code = print_link(env, db, id);
	else
		code = 0;
	if (code == 0)
		printf("added: %s, %s\n", email, role_name(role));
	db_close(db);
	return code;
}

int command_user_add(int argc, char **argv)
{
	const char *role = NULL, *email;
	bool has_password = false;
	const struct command_option options[] = { { "role", .value = &role },
						  { "password-stdin",
						    .is_given = &has_password },
						  { 0 } };
	char hash[PASSWORD_HASH];
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code >= 0)
		goto out;
	email = read_email(&env);
	if (!email)
		code = command_misuse("\"%s\" is not an e-mail address",
				      env.words[0]);
	else if (!role)
		code = command_misuse("--role is missing");
	else if (role_of(role) < ROLE_MODERATOR)
		code = command_misuse("there is no role \"%s\"", role);
	else if (!has_password ||
		 (code = read_password(env.arena, email, hash)) == 0)
		code = add(&env, email, role_of(role),
			   has_password ? hash : NULL);
out:
	command_end(&env);
	return code;
}

/* Run work on the account whose address the command names. */
static int on_account(int argc, char **argv,
		      int (*work)(const struct command_env *env, struct db *db,
				  int64_t id))
{
	static const struct command_option options[] = { { 0 } };
	const char *email;
	struct command_env env;
	struct db *db;
	int64_t id;
	enum status st;
	int code = command_begin(&env, argc, argv, options, 1, 1);

	if (code >= 0)
		goto out;
	email = read_email(&env);
	code = COMMAND_FAILED;
	if (command_open(&env, DB_WRITE, &db) != STATUS_OK)
		goto out;
	st = store_user_find(db, email ? email : env.words[0], &id);
	if (st == STATUS_OK)
		code = work(&env, db, id);
	else
		command_failed("%s has no account (%s)", env.words[0],
			       status_name(st));
	db_close(db);
out:
	command_end(&env);
	return code;
}

int command_user_link(int argc, char **argv)
{
	return on_account(argc, argv, print_link);
}

static int reset_factor(const struct command_env *env, struct db *db,
			int64_t id)
{
	enum status st;

	(void)env;
	db_begin(db);
	st = store_user_drop_second_factor(db, id, "command");
	if (st == STATUS_OK)
		st = store_session_end_all(db, id, 0, "command");
	st = db_end(db, st);
	if (st == STATUS_OK)
		return 0;
	return command_failed("the second factor could not be taken off (%s)",
			      status_name(st));
}

int command_user_reset_second_factor(int argc, char **argv)
{
	return on_account(argc, argv, reset_factor);
}
