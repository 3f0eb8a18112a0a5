#include "util/file.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define FOLDERS_OPEN 8

bool file_write(int fd, const void *bytes, size_t len)
{
	const char *from = bytes;

	while (len > 0) {
		ssize_t put = write(fd, from, len);

		if (put < 0 && errno == EINTR)
			continue;
		if (put <= 0)
			return false;
		from += put;
		len -= (size_t)put;
	}
	return true;
}

char *file_folder(struct arena *arena, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (!slash)
		return arena_strdup(arena, ".");
	return arena_strndup(arena, path,
			     slash == path ? 1 : (size_t)(slash - path));
}

/* close() without touching errno. */
static void close_quietly(int fd)
{
	int why = errno;

	if (fd >= 0)
		close(fd);
	errno = why;
}

static bool sync_path(const char *path, int flags)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | flags);
	/* Some file systems have nothing to say of a folder. */
	bool is_kept = fd >= 0 && (fsync(fd) == 0 ||
				   ((flags & O_DIRECTORY) &&
				    (errno == EINVAL || errno == ENOTSUP)));

	close_quietly(fd);
	return is_kept;
}

bool file_sync_folder(const char *folder)
{
	return sync_path(folder, O_DIRECTORY);
}

bool file_sync(const char *path)
{
	return sync_path(path, 0);
}

static bool copy_bytes(int from, int to)
{
	char block[65536];
	ssize_t got;

	while ((got = read(from, block, sizeof(block))) > 0)
		if (!file_write(to, block, (size_t)got))
			return false;
	return got == 0 && fsync(to) == 0;
}

bool file_copy(const char *from, const char *to)
{
	int in = open(from, O_RDONLY | O_CLOEXEC);
	int out = in < 0 ? -1
			 : open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC,
				0600);
	bool is_done = out >= 0 && copy_bytes(in, out);
	int why = errno;

	if (out >= 0 && !is_done)
		unlink(to);
	errno = why;
	close_quietly(in);
	close_quietly(out);
	return is_done;
}

bool file_name(struct arena *arena, const char *from, const char *to)
{
	if (renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) != 0) {
		if (errno != EINVAL && errno != ENOSYS)
			return false;
		if (access(to, F_OK) == 0) { /* shares know no better way */
			errno = EEXIST;
			return false;
		}
		if (rename(from, to) != 0)
			return false;
	}
	return file_sync_folder(file_folder(arena, to));
}

static int remove_one(const char *path, const struct stat *file, int kind,
		      struct FTW *where)
{
	(void)file, (void)kind, (void)where;
	remove(path);
	return 0;
}

void file_remove_folder(const char *folder)
{
	nftw(folder, remove_one, FOLDERS_OPEN, FTW_DEPTH | FTW_PHYS);
}

int64_t file_room(const char *folder)
{
	struct statvfs disk;

	if (statvfs(folder, &disk) != 0)
		return -1;
	return (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
}

char *file_read(struct arena *arena, const char *path, size_t max, size_t *len)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat file;
	char *text = NULL;
	ssize_t got = 0;

	*len = 0;
	if (fd < 0 || fstat(fd, &file) != 0)
		goto out;
	if (file.st_size > (off_t)max) {
		errno = EFBIG;
		goto out;
	}
	text = arena_alloc(arena, (size_t)file.st_size + 1);
	while (*len < (size_t)file.st_size &&
	       (got = read(fd, text + *len, (size_t)file.st_size - *len)) > 0)
		*len += (size_t)got;
	if (got < 0)
		text = NULL;
out:
	close_quietly(fd);
	return text;
}
