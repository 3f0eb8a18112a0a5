/* LD_PRELOAD for tests: the n-th call of a kind fails, counted while a worker
 * has a request at hand. What is to fail stands in the file FAIL_AT (struct
 * orders, which the test writes and reads as 32-bit numbers); all processes
 * of one site share it. A request begins when accept4() gives a connection and
 * ends when the next one is asked for, so what a worker does after its answer
 * counts too; the job process, which accepts nothing, is left alone. When more
 * than one call fails, nginx still gets through: who can neither hear nor
 * speak cannot answer. */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

enum kind { ALLOC = 1, READ, WRITE, SYNC, OPEN, MAP };

struct orders {
	uint32_t kind;  /* 0: none */
	uint32_t first; /* the n-th call, from 1 */
	uint32_t last;  /* and those up to this one */
	uint32_t error; /* errno */
	uint32_t count; /* calls of that kind so far */
	uint32_t fired; /* how many of them failed */
	uint32_t busy;  /* the process with a request at hand, or 0 */
	uint32_t begun; /* requests so far */
	char what[32];  /* the call that failed first */
};

static struct orders *orders;
static int is_serving;

__attribute__((constructor)) static void begin(void)
{
	const char *path = getenv("FAIL_AT");
	int fd;

	if (!path || strcmp(program_invocation_short_name, "northstar") != 0)
		return;
	fd = open(path, O_RDWR | O_CLOEXEC);
	orders = mmap(NULL, sizeof *orders, PROT_READ | PROT_WRITE, MAP_SHARED,
		      fd, 0);
	if (orders == MAP_FAILED)
		orders = NULL;
	close(fd);
}

static int fails(enum kind kind, const char *what)
{
	uint32_t n;

	if (!is_serving || !orders || orders->kind != kind)
		return 0;
	n = __atomic_add_fetch(&orders->count, 1, __ATOMIC_SEQ_CST);
	if (n < orders->first || n > orders->last)
		return 0;
	if (__atomic_fetch_add(&orders->fired, 1, __ATOMIC_SEQ_CST) == 0)
		strncpy(orders->what, what, sizeof orders->what - 1);
	errno = (int)orders->error;
	return 1;
}

static int is_spared(int fd)
{
	struct stat file;

	return is_serving && orders && orders->last > orders->first &&
	       fstat(fd, &file) == 0 && S_ISSOCK(file.st_mode);
}

/* The next one of that name, as a function of this one's type. */
#define NEXT(name)                                                             \
	static __typeof__(&name) next;                                         \
	if (!next)                                                             \
	next = (__typeof__(&name))dlsym(RTLD_NEXT, #name)
#define CALL(kind, type, name, params, args, failed)                           \
	type name params                                                       \
	{                                                                      \
		NEXT(name);                                                    \
		if (fails(kind, #name))                                        \
			return failed;                                         \
		return next args;                                              \
	}

/* Of a descriptor. */
#define CALL_FD(kind, type, name, params, args)                                \
	type name params                                                       \
	{                                                                      \
		NEXT(name);                                                    \
		if (!is_spared(fd) && fails(kind, #name))                      \
			return -1;                                             \
		return next args;                                              \
	}

int accept4(int fd, struct sockaddr *restrict address,
	    socklen_t *restrict length, int flags)
{
	int got;

	NEXT(accept4);
	if (is_serving && orders->busy == (uint32_t)getpid())
		orders->busy = 0;
	is_serving = 0;
	got = next(fd, address, length, flags);
	if (got >= 0 && orders) {
		orders->begun++;
		orders->busy = (uint32_t)getpid();
		is_serving = 1;
	}
	return got;
}

/* What src/util/memory.c asks. */
void *__libc_malloc(size_t);
void *__libc_calloc(size_t, size_t);
void *__libc_realloc(void *, size_t);
void *__libc_memalign(size_t, size_t);
CALL(ALLOC, void *, __libc_malloc, (size_t n), (n), NULL)
CALL(ALLOC, void *, __libc_calloc, (size_t c, size_t n), (c, n), NULL)
CALL(ALLOC, void *, __libc_realloc, (void *p, size_t n), (p, n), NULL)
CALL(ALLOC, void *, __libc_memalign, (size_t a, size_t n), (a, n), NULL)

ssize_t __read_chk(int, void *, size_t, size_t);
ssize_t __pread_chk(int, void *, size_t, off_t, size_t);
ssize_t __pread64_chk(int, void *, size_t, off64_t, size_t);
ssize_t __recv_chk(int, void *, size_t, size_t, int);
size_t __fread_chk(void *, size_t, size_t, size_t, FILE *);
CALL_FD(READ, ssize_t, read, (int fd, void *b, size_t n), (fd, b, n))
CALL_FD(READ, ssize_t, __read_chk, (int fd, void *b, size_t n, size_t m),
	(fd, b, n, m))
CALL_FD(READ, ssize_t, pread, (int fd, void *b, size_t n, off_t at),
	(fd, b, n, at))
CALL_FD(READ, ssize_t, pread64, (int fd, void *b, size_t n, off64_t at),
	(fd, b, n, at))
CALL_FD(READ, ssize_t, __pread_chk,
	(int fd, void *b, size_t n, off_t at, size_t m), (fd, b, n, at, m))
CALL_FD(READ, ssize_t, __pread64_chk,
	(int fd, void *b, size_t n, off64_t at, size_t m), (fd, b, n, at, m))
CALL_FD(READ, ssize_t, recv, (int fd, void *b, size_t n, int f), (fd, b, n, f))
CALL_FD(READ, ssize_t, __recv_chk, (int fd, void *b, size_t n, size_t m, int f),
	(fd, b, n, m, f))
CALL(READ, ssize_t, readlink,
     (const char *restrict p, char *restrict b, size_t n), (p, b, n), -1)

CALL_FD(WRITE, ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
CALL_FD(WRITE, ssize_t, pwrite, (int fd, const void *b, size_t n, off_t at),
	(fd, b, n, at))
CALL_FD(WRITE, ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t at),
	(fd, b, n, at))
CALL_FD(WRITE, ssize_t, writev, (int fd, const struct iovec *v, int n),
	(fd, v, n))
CALL_FD(WRITE, ssize_t, send, (int fd, const void *b, size_t n, int f),
	(fd, b, n, f))
CALL_FD(WRITE, ssize_t, sendmsg, (int fd, const struct msghdr *m, int f),
	(fd, m, f))
/* As the C library does it: the stream remembers. */
size_t fwrite(const void *restrict b, size_t n, size_t c, FILE *restrict f)
{
	NEXT(fwrite);
	if (!fails(WRITE, "fwrite"))
		return next(b, n, c, f);
	f->_flags |= 0x20; /* _IO_ERR_SEEN */
	return 0;
}
CALL_FD(WRITE, int, ftruncate, (int fd, off_t n), (fd, n))
CALL_FD(WRITE, int, ftruncate64, (int fd, off64_t n), (fd, n))
CALL_FD(WRITE, int, fallocate64, (int fd, int m, off64_t a, off64_t n),
	(fd, m, a, n))
CALL(WRITE, int, posix_fallocate64, (int fd, off64_t a, off64_t n), (fd, a, n),
     (int)orders->error)

CALL_FD(SYNC, int, fsync, (int fd), (fd))
CALL_FD(SYNC, int, fdatasync, (int fd), (fd))

CALL(MAP, void *, mmap, (void *p, size_t n, int r, int f, int fd, off_t at),
     (p, n, r, f, fd, at), MAP_FAILED)
CALL(MAP, void *, mmap64, (void *p, size_t n, int r, int f, int fd, off64_t at),
     (p, n, r, f, fd, at), MAP_FAILED)
CALL(MAP, void *, mremap, (void *p, size_t o, size_t n, int f, ...),
     (p, o, n, f), MAP_FAILED)

int __open_2(const char *, int);
int __open64_2(const char *, int);
#define MODE(flags)                                                            \
	mode_t mode = 0;                                                       \
	if (flags & (O_CREAT | O_TMPFILE)) {                                   \
		va_list ap;                                                    \
		va_start(ap, flags);                                           \
		mode = va_arg(ap, mode_t);                                     \
		va_end(ap);                                                    \
	}
#define OPENS(name)                                                            \
	int name(const char *path, int flags, ...)                             \
	{                                                                      \
		MODE(flags)                                                    \
		NEXT(name);                                                    \
		return fails(OPEN, #name) ? -1 : next(path, flags, mode);      \
	}
#define OPENS_AT(name)                                                         \
	int name(int at, const char *path, int flags, ...)                     \
	{                                                                      \
		MODE(flags)                                                    \
		NEXT(name);                                                    \
		return fails(OPEN, #name) ? -1 : next(at, path, flags, mode);  \
	}
OPENS(open)
OPENS(open64)
OPENS_AT(openat)
OPENS_AT(openat64)
CALL(OPEN, int, __open_2, (const char *p, int f), (p, f), -1)
CALL(OPEN, int, __open64_2, (const char *p, int f), (p, f), -1)
CALL(OPEN, FILE *, fopen, (const char *restrict p, const char *restrict m),
     (p, m), NULL)
CALL(OPEN, FILE *, fopen64, (const char *restrict p, const char *restrict m),
     (p, m), NULL)
CALL(OPEN, FILE *, tmpfile, (void), (), NULL)
CALL(OPEN, FILE *, tmpfile64, (void), (), NULL)
CALL(OPEN, FILE *, fdopen, (int fd, const char *m), (fd, m), NULL)
CALL(OPEN, int, mkstemp, (char *p), (p), -1)
CALL(OPEN, int, mkstemp64, (char *p), (p), -1)
CALL(OPEN, DIR *, opendir, (const char *p), (p), NULL)
CALL(OPEN, int, socket, (int d, int t, int p), (d, t, p), -1)
CALL(OPEN, int, rename, (const char *a, const char *b), (a, b), -1)
CALL(OPEN, int, symlink, (const char *a, const char *b), (a, b), -1)
CALL(OPEN, int, unlink, (const char *a), (a), -1)
CALL(OPEN, int, mkdir, (const char *a, mode_t m), (a, m), -1)
