#include "page/erasure_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/buf.h"
#include "util/file.h"
#include "util/log.h"

#define LIST_MOST ((size_t)256 << 20)

/* Does the file end in the middle of a line? Then that is ended first, or the
 * new one would be lost with it. */
static bool is_cut(int fd, off_t size)
{
	char last;

	return size > 0 && pread(fd, &last, 1, size - 1) == 1 && last != '\n';
}

/* On the disk before the transaction commits: a power cut in between leaves a
 * line about somebody who is still there, never the other way round. The list
 * belongs to whom the folder belongs, whoever began it. */
enum status erasure_file_append(const char *folder, const char *path,
				const char *line)
{
	int fd = open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	struct stat owner, file;
	bool is_kept;

	if (fd < 0)
		goto fail;
	if (geteuid() == 0 && stat(folder, &owner) == 0 &&
	    fchown(fd, owner.st_uid, owner.st_gid) != 0)
		log_warning("%s keeps its owner: %s", path, strerror(errno));
	is_kept = fstat(fd, &file) == 0 &&
		  (!is_cut(fd, file.st_size) || file_write(fd, "\n", 1)) &&
		  file_write(fd, line, strlen(line)) && fsync(fd) == 0;
	if (close(fd) == 0 && is_kept)
		return STATUS_OK;
fail:
	log_error("cannot write %s: %s", path, strerror(errno));
	return status_of_errno(errno);
}

/* Merging ------------------------------------------------------------------ */

struct lines {
	char **all;
	size_t count;
};

/* The whole lines of the file at path; none when it is not there. */
static enum status read_lines(struct arena *arena, const char *path,
			      struct lines *out)
{
	size_t len, count = 0;
	char *text = file_read(arena, path, LIST_MOST, &len);

	*out = (struct lines){ 0 };
	if (!text && errno == ENOENT)
		return STATUS_OK;
	if (!text) {
		log_error("cannot read %s: %s", path, strerror(errno));
		return STATUS_FAILED;
	}
	for (size_t i = 0; i < len; i++)
		count += text[i] == '\n';
	out->all = arena_array(arena, count + 1, sizeof(*out->all));
	for (char *end, *last = text + len;
	     (end = memchr(text, '\n', (size_t)(last - text)));
	     text = end + 1) {
		*end = '\0';
		if (*text)
			out->all[out->count++] = text;
	}
	return STATUS_OK;
}

static int compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

enum status erasure_file_merge(struct arena *arena, const char *path,
			       const char *from)
{
	struct lines here, there;
	struct buf lacking;
	enum status st = read_lines(arena, path, &here);

	if (st == STATUS_OK)
		st = read_lines(arena, from, &there);
	if (st != STATUS_OK)
		return st;
	if (here.count > 0)
		qsort(here.all, here.count, sizeof(*here.all), compare);
	buf_init(&lacking, arena);
	for (size_t i = 0; i < there.count; i++)
		if (here.count == 0 ||
		    !bsearch(&there.all[i], here.all, here.count,
			     sizeof(*here.all), compare))
			buf_printf(&lacking, "%s\n", there.all[i]);
	if (lacking.len == 0)
		return STATUS_OK;
	return erasure_file_append(file_folder(arena, path), path,
				   lacking.data);
}
