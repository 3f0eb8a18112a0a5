#include "page/address_key.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/arena.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/token.h"

#define FOLDER   "address-keys"
#define KEY_SIZE 32

/* The key of this process for days whose file it could not have. */
static void own_key(int64_t day, unsigned char key[KEY_SIZE])
{
	static unsigned char own[KEY_SIZE];
	static bool is_made;
	char text[24];

	if (!is_made)
		token_random(own, sizeof(own));
	is_made = true;
	snprintf(text, sizeof(text), "%" PRId64, day);
	token_mac(key, own, text, NULL);
}

bool address_key_get(const struct config *config, int64_t day,
		     unsigned char key[KEY_SIZE])
{
	struct arena *arena = arena_new();
	const char *folder = config_path(arena, config, FOLDER);
	const char *path = arena_printf(arena, "%s/%" PRId64, folder, day);
	bool is_there;

	if (mkdir(folder, 0700) != 0 && errno != EEXIST)
		log_error("cannot make %s: %s", folder, strerror(errno));
	is_there = token_key_file(path, key) == STATUS_OK;
	if (!is_there)
		own_key(day, key);
	arena_free(arena);
	return is_there;
}

/* The bytes first: a name that is gone says nothing of what the disk keeps. */
static bool destroy(int folder, const char *name)
{
	static const unsigned char nothing[KEY_SIZE];
	int fd = openat(folder, name, O_WRONLY | O_CLOEXEC | O_NOFOLLOW);
	bool is_done = fd >= 0 &&
		       write(fd, nothing, KEY_SIZE) == (ssize_t)KEY_SIZE &&
		       fsync(fd) == 0;

	if (fd >= 0)
		close(fd);
	if (!is_done)
		log_warning("the key %s could not be overwritten: %s", name,
			    strerror(errno));
	return unlinkat(folder, name, 0) == 0;
}

/* "20788", and "20788.x1Yz3a" of a process that died while it made one. */
static bool is_over(const char *name, int64_t now)
{
	int64_t day;
	int end = 0;

	return sscanf(name, "%" SCNd64 "%n", &day, &end) == 1 &&
	       (name[end] == '\0' || name[end] == '.') &&
	       now >= (day + 1 + ADDRESS_KEY_DAYS) * CLOCK_DAY;
}

enum status address_key_sweep(const struct config *config, int64_t now,
			      size_t *count)
{
	struct arena *arena = arena_new();
	const char *path = config_path(arena, config, FOLDER);
	DIR *folder = opendir(path);
	enum status st = STATUS_OK;
	struct dirent *entry;

	*count = 0;
	if (!folder && errno != ENOENT) {
		log_error("cannot read %s: %s", path, strerror(errno));
		st = STATUS_FAILED;
	}
	while (folder && (entry = readdir(folder))) {
		if (!is_over(entry->d_name, now))
			continue;
		if (destroy(dirfd(folder), entry->d_name)) {
			(*count)++;
			continue;
		}
		log_error("the key %s/%s could not be removed: %s", path,
			  entry->d_name, strerror(errno));
		st = STATUS_FAILED;
	}
	if (folder)
		closedir(folder);
	arena_free(arena);
	return st;
}
