#include "page/assets.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/buf.h"
#include "util/log.h"
#include "util/token.h"

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static enum status add_file(struct buf *all, const char *path, size_t size)
{
	ssize_t n;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0) {
		log_error("cannot read %s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	buf_text(all, path);
	n = read(fd, buf_room(all, size), size);
	close(fd);
	if (n > 0)
		buf_wrote(all, (size_t)n);
	return n < 0 || (size_t)n < size ? STATUS_FAILED : STATUS_OK;
}

static enum status add_folder(struct buf *all, const char *path)
{
	struct dirent **entries;
	enum status st = STATUS_OK;
	int count = scandir(path, &entries, is_visible, alphasort);

	if (count < 0) {
		log_error("cannot read %s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	for (int i = 0; i < count; i++) {
		char *child = arena_printf(all->arena, "%s/%s", path,
					   entries[i]->d_name);
		struct stat info;

		if (st == STATUS_OK && stat(child, &info) == 0)
			st = S_ISDIR(info.st_mode)
				     ? add_folder(all, child)
				     : add_file(all, child,
						(size_t)info.st_size);
		free(entries[i]);
	}
	free(entries);
	return st;
}

/* The folder that make has prepared with .gz and .br files beside each, or
 * the source folder. */
static char *static_folder(struct arena *arena, const struct config *config)
{
	char *built = arena_printf(arena, "%s/build/static", config->share);

	if (access(built, R_OK) == 0)
		return built;
	return arena_printf(arena, "%s/static", config->share);
}

static enum status link_folder(struct arena *arena, const char *folder,
			       const char *name, const char *state)
{
	char *parent = arena_printf(arena, "%s/static", state);
	char *path = arena_printf(arena, "%s/%s", parent, name);
	char *fresh = arena_printf(arena, "%s.%d", path, (int)getpid());
	char *target = realpath(folder, NULL);
	bool is_made;

	mkdir(parent, 0755);
	unlink(fresh);
	is_made = target && symlink(target, fresh) == 0 &&
		  rename(fresh, path) == 0;
	if (!is_made)
		log_error("cannot link %s: %s", path, strerror(errno));
	free(target);
	return is_made ? STATUS_OK : STATUS_FAILED;
}

enum status assets_open(const struct config *config, struct assets **out)
{
	struct arena *arena = arena_new();
	struct assets *assets = calloc(1, sizeof(*assets));
	const char *folder = static_folder(arena, config);
	unsigned char hash[TOKEN_HASH];
	char name[17] = "";
	struct buf all;
	enum status st;

	buf_init(&all, arena);
	st = assets ? add_folder(&all, folder) : STATUS_FAILED;
	if (st != STATUS_OK)
		goto out;
	token_digest(all.data, all.len, hash);
	for (int i = 0; i < 8; i++)
		snprintf(name + 2 * i, 3, "%02x", hash[i]);
	snprintf(assets->prefix, sizeof(assets->prefix), "/static/%s", name);
	st = link_folder(arena, folder, name, config->state);
out:
	if (st == STATUS_OK)
		*out = assets;
	else
		free(assets);
	arena_free(arena);
	return st;
}

void assets_close(struct assets *assets)
{
	free(assets);
}
