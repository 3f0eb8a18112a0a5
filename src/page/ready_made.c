#include "page/ready_made.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page/routes.h"
#include "page/site.h"
#include "util/compress.h"
#include "util/fault.h"
#include "util/log.h"
#include "util/token.h"

/* Quick, for the worker serves nobody meanwhile; nginx sends it many times. */
#define GZIP_LEVEL     6
#define BROTLI_QUALITY 5

/* In shared memory. The counters belong to one generation and start anew
 * with the next; two workers that see a new one at once may lose a few
 * counts, which a limit can bear. */
struct ready_made {
	char pages[512]; /* STATE/pages */
	char epoch[17];
	uint32_t stamp; /* of generation 0 in this epoch */
	atomic_llong generation, files, bytes;
};

static char *folder_name(const struct ready_made *ready, struct arena *arena,
			 int64_t generation)
{
	return arena_printf(arena, "%lld-%s", (long long)generation,
			    ready->epoch);
}

static enum status write_file(const char *path, const char *bytes, size_t len,
			      int64_t stamp)
{
	struct timespec age[2] = { { .tv_sec = stamp }, { .tv_sec = stamp } };
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	bool is_whole;

	if (fd < 0)
		return STATUS_FAILED;
	is_whole =
		write(fd, bytes, len) == (ssize_t)len && futimens(fd, age) == 0;
	if (close(fd) != 0 || !is_whole) {
		unlink(path);
		return STATUS_FULL;
	}
	return STATUS_OK;
}

/* Appear whole or not at all. */
static enum status put_file(struct arena *arena, const char *path,
			    const char *bytes, size_t len, int64_t stamp)
{
	char *fresh = arena_printf(arena, "%s.%d", path, (int)getpid());
	enum status st = write_file(fresh, bytes, len, stamp);

	FAULT_POINT("page-written");
	if (st == STATUS_OK && rename(fresh, path) != 0)
		st = STATUS_FAILED;
	if (st != STATUS_OK)
		unlink(fresh);
	return st;
}

/* The epoch is written and the link removed under the write lock, so that a
 * worker of the last epoch, which reads it under that lock before it links,
 * cannot put its own pages back. */
static enum status begin_epoch(struct ready_made *ready, struct db *db)
{
	struct arena *arena = arena_new();
	char *path = arena_printf(arena, "%s/epoch", ready->pages);
	enum status st;

	db_begin(db);
	st = put_file(arena, path, ready->epoch, strlen(ready->epoch), 0);
	FAULT_POINT("epoch-written");
	if (st == STATUS_OK)
		unlink(arena_printf(arena, "%s/current", ready->pages));
	else
		log_error("cannot write %s: %s", path, strerror(errno));
	FAULT_POINT("epoch-unlinked");
	st = db_end(db, st);
	arena_free(arena);
	return st;
}

enum status ready_made_open(const char *state, struct db *db,
			    struct ready_made **out)
{
	struct ready_made *ready;
	unsigned char random[8];

	ready = mmap(NULL, sizeof(*ready), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (ready == MAP_FAILED)
		return STATUS_FAILED;
	snprintf(ready->pages, sizeof(ready->pages), "%s/pages", state);
	token_random(random, sizeof(random));
	for (int i = 0; i < 8; i++)
		snprintf(ready->epoch + 2 * i, 3, "%02x", random[i]);
	memcpy(&ready->stamp, random, sizeof(ready->stamp));
	mkdir(ready->pages, 0755);
	*out = ready;
	return begin_epoch(ready, db);
}

enum status ready_made_try(const char *state)
{
	struct arena *arena = arena_new();
	char *path = arena_printf(arena, "%s/pages/epoch.try", state);
	enum status st = put_file(arena, path, "0123456789abcdef", 16, 0);

	if (st != STATUS_OK)
		log_error("cannot write %s: %s", path, strerror(errno));
	unlink(path);
	arena_free(arena);
	return st;
}

int64_t ready_made_stamp(const struct ready_made *ready, int64_t generation)
{
	return (int64_t)ready->stamp + generation;
}

static bool is_safe(const char *text, const char *also)
{
	for (; *text; text++)
		if (!(*text >= 'a' && *text <= 'z') &&
		    !(*text >= '0' && *text <= '9') && !strchr(also, *text))
			return false;
	return true;
}

/* Is name one of the words in list? */
static bool is_listed(const char *list, const char *name)
{
	size_t len = strlen(name);

	for (const char *at = list; at && (at = strstr(at, name)); at += len)
		if ((at == list || at[-1] == ' ') &&
		    (at[len] == ' ' || at[len] == '\0'))
			return true;
	return false;
}

/* Handlers redirect other spellings of an address, or say that it is a one-off
 * (ctx.h), so a name stands for one page. */
static bool has_known_query(const struct ctx *c)
{
	const struct form *query = &c->request->query;

	if (strlen(c->request->query_text) > 200 ||
	    !is_safe(c->request->query_text,
		     "ABCDEFGHIJKLMNOPQRSTUVWXYZ_=&+.,~-"))
		return false;
	for (size_t i = 0; i < query->count; i++)
		if (!is_listed(c->route->queries, query->fields[i].name))
			return false;
	return query->count > 0 || !*c->request->query_text;
}

bool ready_made_wants(const struct ctx *c)
{
	return c->site->ready_made && c->route &&
	       (c->route->flags & ROUTE_READY_MADE) &&
	       c->request->method == GET && !c->request->is_head &&
	       c->response->code == 200 && !c->has_cookies && !c->is_one_off &&
	       c->generation && is_safe(c->request->path, "/.-") &&
	       !strstr(c->request->path, "/.") &&
	       strlen(c->request->path) < 200 && has_known_query(c);
}

/* Addresses with a query are endless; they get half of the room, so that they
 * never crowd out the pages proper. */
static bool has_room(const struct ctx *c)
{
	struct ready_made *ready = c->site->ready_made;
	int64_t generation = c->generation;
	long long bytes = (long long)c->response->body.len * 3 / 2;
	int part = *c->request->query_text ? 2 : 1;

	if (atomic_load(&ready->generation) != generation) {
		atomic_store(&ready->generation, generation);
		atomic_store(&ready->files, 0);
		atomic_store(&ready->bytes, 0);
	}
	if (atomic_load(&ready->files) >= READY_MADE_FILES_MAX / part ||
	    atomic_load(&ready->bytes) >= READY_MADE_BYTES_MAX / part)
		return false;
	atomic_fetch_add(&ready->files, 3);
	atomic_fetch_add(&ready->bytes, bytes);
	return true;
}

static void make_parents(char *path, size_t from)
{
	for (char *at = path + from; (at = strchr(at, '/')); at++) {
		*at = '\0';
		mkdir(path, 0755);
		*at = '/';
	}
}

static enum status keep_files(struct ctx *c, const char *path)
{
	const struct buf *body = &c->response->body;
	int64_t stamp = ready_made_stamp(c->site->ready_made, c->generation);
	struct buf gz, br;
	enum status st;

	buf_init(&gz, c->arena);
	buf_init(&br, c->arena);
	st = compress_gzip(&gz, body->data, body->len, GZIP_LEVEL);
	if (st == STATUS_OK)
		st = compress_brotli(&br, body->data, body->len,
				     BROTLI_QUALITY);
	if (st == STATUS_OK)
		st = put_file(c->arena, arena_printf(c->arena, "%s.gz", path),
			      gz.data, gz.len, stamp);
	FAULT_POINT("page-gz");
	if (st == STATUS_OK)
		st = put_file(c->arena, arena_printf(c->arena, "%s.br", path),
			      br.data, br.len, stamp);
	FAULT_POINT("page-br");
	/* Last: nginx looks for the others only once this one is there. */
	if (st == STATUS_OK)
		st = put_file(c->arena, path, body->data, body->len, stamp);
	return st;
}

static bool is_linked(const char *link, const char *folder)
{
	char target[64];
	ssize_t n = readlink(link, target, sizeof(target) - 1);

	if (n < 0)
		return false;
	target[n] = '\0';
	return strcmp(target, folder) == 0;
}

static bool is_own_epoch(const struct ready_made *ready, struct arena *arena)
{
	char *path = arena_printf(arena, "%s/epoch", ready->pages);
	char epoch[17] = "";
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return false;
	if (read(fd, epoch, 16) != 16)
		epoch[0] = '\0';
	close(fd);
	return strcmp(epoch, ready->epoch) == 0;
}

static enum status link_locked(struct ctx *c, struct db *db, const char *link,
			       const char *folder)
{
	char *fresh = arena_printf(c->arena, "%s.%d", link, (int)getpid());
	int64_t present, directory;
	enum status st = db_generation(db, &present, &directory);

	if (st != STATUS_OK)
		return st;
	if (present != c->generation ||
	    !is_own_epoch(c->site->ready_made, c->arena))
		return STATUS_OK;
	unlink(fresh);
	if (symlink(folder, fresh) != 0)
		return STATUS_FAILED;
	FAULT_POINT("page-link");
	st = rename(fresh, link) == 0 ? STATUS_OK : STATUS_FAILED;
	FAULT_POINT("page-linked");
	return st;
}

static enum status link_folder(struct ctx *c, const char *folder)
{
	char *link = arena_printf(c->arena, "%s/current",
				  c->site->ready_made->pages);
	struct db *db;
	enum status st;

	if (is_linked(link, folder))
		return STATUS_OK;
	st = site_database(c->site, DB_WRITE, &db);
	if (st != STATUS_OK)
		return st;
	db_begin(db);
	st = link_locked(c, db, link, folder);
	return db_end(db, st);
}

void ready_made_keep(struct ctx *c)
{
	struct ready_made *ready = c->site->ready_made;
	char *folder = folder_name(ready, c->arena, c->generation);
	char *path =
		arena_printf(c->arena, "%s/%s%s@%s.html", ready->pages, folder,
			     c->request->path, c->request->query_text);
	enum status st = STATUS_OK;

	/* Other spellings of an address are the same page: once will do. */
	if (access(path, F_OK) != 0) {
		if (!has_room(c))
			return;
		make_parents(path, strlen(ready->pages) + 1);
		st = keep_files(c, path);
	}
	FAULT_POINT("page-kept");
	if (st == STATUS_OK)
		st = link_folder(c, folder);
	if (st != STATUS_OK)
		log_warning("a page was not kept: %s", status_name(st));
}

static int remove_entry(const char *path, const struct stat *info, int type,
			struct FTW *ftw)
{
	(void)info, (void)type, (void)ftw;
	return remove(path);
}

/* An old folder: of an epoch that is over, or of a generation before. One
 * that came since generation was read is none. */
static bool is_over(const struct ready_made *ready, const char *name,
		    int64_t generation)
{
	char *end;
	int64_t number = strtoll(name, &end, 10);

	return *end == '-' &&
	       (strcmp(end + 1, ready->epoch) != 0 || number < generation);
}

void ready_made_sweep(struct ready_made *ready, int64_t generation)
{
	struct arena *arena = arena_new();
	DIR *dir = NULL;
	struct dirent *entry;

	/* After HUP the folders are those of the new program. */
	if (is_own_epoch(ready, arena))
		dir = opendir(ready->pages);
	while (dir && (entry = readdir(dir)))
		if (is_over(ready, entry->d_name, generation))
			nftw(arena_printf(arena, "%s/%s", ready->pages,
					  entry->d_name),
			     remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	if (dir)
		closedir(dir);
	arena_free(arena);
}

void ready_made_forget(const char *state)
{
	struct arena *arena = arena_new();
	const char *pages = arena_printf(arena, "%s/pages", state);
	struct dirent *entry;
	DIR *dir;

	unlink(arena_printf(arena, "%s/current", pages));
	dir = opendir(pages);
	while (dir && (entry = readdir(dir)))
		if (entry->d_name[0] >= '0' && entry->d_name[0] <= '9')
			nftw(arena_printf(arena, "%s/%s", pages, entry->d_name),
			     remove_entry, 8, FTW_DEPTH | FTW_PHYS);
	if (dir)
		closedir(dir);
	arena_free(arena);
}
