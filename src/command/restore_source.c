#include "command/restore_source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/erasure_file.h"
#include "util/archive.h"
#include "util/file.h"
#include "util/token.h"

#define WAITING ".restoring" /* what waits for its place */

static char *waiting(const struct command_env *env, const char *name)
{
	return arena_printf(env->arena, "%s/%s" WAITING, env->config.state,
			    name);
}

/* Unsealing ---------------------------------------------------------------- */

/* Where a member goes: each once, nothing else. NULL: it has no place. */
static const char **place_of(struct restore_source *out, const char *name)
{
	const char **place = NULL;

	if (strcmp(name, COMMAND_DATABASE) == 0)
		place = &out->copy;
	else if (strcmp(name, BACKUP_SECRET) == 0)
		place = &out->secret;
	else if (strcmp(name, BACKUP_CONFIG) == 0)
		place = &out->config;
	else if (strcmp(name, ERASURE_FILE) == 0)
		place = &out->erased;
	return place && !*place ? place : NULL;
}

static const char *save(const struct command_env *env, struct sealed_in *in,
			const struct archive_member *member,
			struct restore_source *out)
{
	const char **place = place_of(out, member->name);
	const char *path, *fault;
	int fd;

	if (!place)
		return "it holds what belongs to no backup";
	path = waiting(env, member->name);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (fd < 0)
		return strerror(errno);
	fault = archive_save(in, member, fd);
	if (!fault && fsync(fd) != 0)
		fault = strerror(errno);
	close(fd);
	*place = path;
	return fault;
}

static const char *unseal(const struct command_env *env, struct sealed_in *in,
			  struct restore_source *out)
{
	struct archive_member member;
	bool is_end = false;
	const char *fault;

	for (;;) {
		fault = sealed_in_fault(in);
		if (!fault)
			fault = archive_next(in, &member, &is_end);
		if (fault || is_end)
			break;
		fault = save(env, in, &member, out);
		if (fault)
			break;
	}
	return !fault && !out->copy ? "it holds no database" : fault;
}

static int open_sealed(const struct command_env *env, int fd, const char *path,
		       const char *key_path, struct restore_source *out)
{
	unsigned char key[SEALED_KEY];
	struct sealed_in *in;
	const char *fault;

	if (!key_path)
		return command_failed("%s is sealed: give the secret key that "
				      "opens it, --key FILE",
				      path);
	if (sealed_key_read(key_path, SEALED_SECRET, key) != STATUS_OK)
		return command_failed("%s cannot be used; the reason stands "
				      "above",
				      key_path);
	in = sealed_in_begin(env->arena, fd, key);
	token_random(key, sizeof(key)); /* forget it */
	fault = unseal(env, in, out);
	sealed_in_close(in);
	if (fault)
		return command_failed("%s: %s; nothing was changed", path,
				      fault);
	return 0;
}

/* -------------------------------------------------------------------------- */

static int open_plain(const struct command_env *env, const char *path,
		      struct restore_source *out)
{
	out->copy = waiting(env, COMMAND_DATABASE);
	if (file_copy(path, out->copy))
		return 0;
	return command_failed("%s: %s; nothing was changed", path,
			      strerror(errno));
}

/* Once another secret stands here, what this one made cannot be read: sign-ins
 * with a second step, and whom the list of the erased means. */
static int compare_secrets(const struct command_env *env, const char *secret)
{
	const char *own = config_path(env->arena, &env->config, BACKUP_SECRET);
	unsigned char one[32], other[32];

	if (!secret || access(own, F_OK) != 0)
		return 0;
	if (token_key_file(own, one) == STATUS_OK &&
	    token_key_file(secret, other) == STATUS_OK &&
	    token_equal(one, other, sizeof(one)))
		return 0;
	return command_failed("%s is another than the backup's; move it "
			      "away, and the backup's takes its place. "
			      "Nothing was changed",
			      own);
}

/* The list of who was erased that backup keeps in its folder; not our own. */
static void find_beside(const struct command_env *env, const char *path,
			struct restore_source *out)
{
	const char *list = arena_printf(env->arena, "%s/" ERASURE_FILE,
					file_folder(env->arena, path));
	struct stat file, own;

	if (stat(list, &file) != 0 || !S_ISREG(file.st_mode))
		return;
	if (stat(config_path(env->arena, &env->config, ERASURE_FILE), &own) ==
		    0 &&
	    own.st_dev == file.st_dev && own.st_ino == file.st_ino)
		return;
	out->beside = list;
}

int restore_source_open(const struct command_env *env, const char *path,
			const char *key, struct restore_source *out)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t count = 0;
	int code;

	*out = (struct restore_source){ 0 };
	restore_source_remove(env); /* of one that was killed */
	if (fd < 0)
		return command_failed("%s: %s", path, strerror(errno));
	code = sealed_is(fd) ? open_sealed(env, fd, path, key, out)
			     : open_plain(env, path, out);
	close(fd);
	if (code == 0)
		code = compare_secrets(env, out->secret);
	find_beside(env, path, out);
	if (out->erased)
		out->lists[count++] = out->erased;
	if (out->beside)
		out->lists[count++] = out->beside;
	return code;
}

enum status restore_source_key(const struct command_env *env,
			       const struct restore_source *source,
			       unsigned char key[32])
{
	const char *own = config_path(env->arena, &env->config, BACKUP_SECRET);

	if (source->secret && access(own, F_OK) != 0)
		return token_key_file(source->secret, key);
	if (access(own, F_OK) != 0)
		printf("There was no %s: a new one is made. If there is an "
		       "old one, put it there and restore again, or all "
		       "phones have to be set up anew.\n",
		       own);
	return token_key_file(own, key);
}

void restore_take_owner(const char *from, const char *to)
{
	struct stat st;

	if (stat(from, &st) != 0)
		return;
	if (chown(to, st.st_uid, st.st_gid) != 0)
		fprintf(stderr, "northstar: note: %s keeps its owner: %s\n", to,
			strerror(errno));
}

/* A file of the backup where the state folder has none. */
static int place_file(const struct command_env *env, const char *from,
		      const char *name, bool is_quiet)
{
	const char *to = config_path(env->arena, &env->config, name);

	if (!from || access(to, F_OK) == 0)
		return 0;
	restore_take_owner(env->config.state, from);
	if (!file_name(env->arena, from, to))
		return command_failed("%s: %s", to, strerror(errno));
	if (!is_quiet)
		printf("restored: %s\n", to);
	return 0;
}

int restore_source_place(const struct command_env *env,
			 const struct restore_source *source, bool is_quiet)
{
	const char *own = config_path(env->arena, &env->config, ERASURE_FILE);
	int code;

	for (const char *const *list = source->lists; *list; list++)
		if (erasure_file_merge(env->arena, own, *list) != STATUS_OK)
			return command_failed("%s could not be written; "
					      "nothing was changed",
					      own);
	code = place_file(env, source->secret, BACKUP_SECRET, is_quiet);
	if (code == 0)
		code = place_file(env, source->config, BACKUP_CONFIG, is_quiet);
	return code;
}

void restore_source_remove(const struct command_env *env)
{
	static const char *const names[] = {
		COMMAND_DATABASE WAITING "-wal",
		COMMAND_DATABASE WAITING "-shm",
		COMMAND_DATABASE WAITING "-journal",
		COMMAND_DATABASE WAITING,
		BACKUP_SECRET WAITING,
		BACKUP_CONFIG WAITING,
		ERASURE_FILE WAITING,
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		unlink(config_path(env->arena, &env->config, names[i]));
}
