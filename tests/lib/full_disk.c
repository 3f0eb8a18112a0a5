/* A full disk without a disk: loaded before the C library, this refuses what
 * would take room while the file that FULL_DISK names is there. Sockets,
 * pipes and terminals go on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static int is_full(int fd)
{
	const char *mark = getenv("FULL_DISK");
	struct stat file;

	return mark && access(mark, F_OK) == 0 && fstat(fd, &file) == 0 &&
	       S_ISREG(file.st_mode);
}

#define REFUSE(fd)                                                             \
	if (is_full(fd)) {                                                     \
		errno = ENOSPC;                                                \
		return -1;                                                     \
	}

ssize_t write(int fd, const void *bytes, size_t count)
{
	ssize_t (*real)(int, const void *, size_t) =
		dlsym(RTLD_NEXT, "write");

	REFUSE(fd)
	return real(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t at)
{
	ssize_t (*real)(int, const void *, size_t, off_t) =
		dlsym(RTLD_NEXT, "pwrite");

	REFUSE(fd)
	return real(fd, bytes, count, at);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t at)
{
	ssize_t (*real)(int, const void *, size_t, off64_t) =
		dlsym(RTLD_NEXT, "pwrite64");

	REFUSE(fd)
	return real(fd, bytes, count, at);
}

int ftruncate(int fd, off_t size)
{
	int (*real)(int, off_t) = dlsym(RTLD_NEXT, "ftruncate");

	REFUSE(fd)
	return real(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
	int (*real)(int, off64_t) = dlsym(RTLD_NEXT, "ftruncate64");

	REFUSE(fd)
	return real(fd, size);
}
