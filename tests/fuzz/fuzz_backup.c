/* Sealed backups. A file of any bytes is refused, or read to its true end; an
 * archive of any bytes, well sealed, never leads out of itself. */
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "util/archive.h"

static struct {
	unsigned char public[SEALED_KEY], secret[SEALED_KEY];
	bool is_there;
} keys;

static void make_keys(struct arena *arena)
{
	char folder[] = "/tmp/northstar-fuzz-XXXXXX";
	char *public, *secret;

	if (keys.is_there)
		return;
	MUST(mkdtemp(folder));
	public = arena_printf(arena, "%s/public", folder);
	secret = arena_printf(arena, "%s/secret", folder);
	MUST(sealed_keys_make(arena, public, secret) == STATUS_OK);
	MUST(sealed_key_read(public, SEALED_PUBLIC, keys.public) == STATUS_OK);
	MUST(sealed_key_read(secret, SEALED_SECRET, keys.secret) == STATUS_OK);
	unlink(public);
	unlink(secret);
	rmdir(folder);
	keys.is_there = true;
}

/* Everything that an archive holds; is it one? */
static bool read_archive(struct sealed_in *in, int to)
{
	struct archive_member member;
	bool is_end;

	for (int count = 0; count < 100; count++) {
		if (archive_next(in, &member, &is_end))
			return false;
		if (is_end)
			return true;
		MUST(memchr(member.name, '\0', sizeof(member.name)));
		MUST(member.size >= 0);
		MUST(ftruncate(to, 0) == 0 && lseek(to, 0, SEEK_SET) == 0);
		if (archive_save(in, &member, to))
			return false;
		MUST(lseek(to, 0, SEEK_END) == member.size);
	}
	return false;
}

static bool read_file(struct arena *arena, int fd, int to)
{
	struct sealed_in *in;
	bool is_archive;

	MUST(lseek(fd, 0, SEEK_SET) == 0);
	in = sealed_in_begin(arena, fd, keys.secret);
	is_archive = read_archive(in, to);
	MUST(!is_archive || !sealed_in_fault(in));
	sealed_in_close(in);
	return is_archive;
}

void fuzz_one(const uint8_t *data, size_t size)
{
	static int fd = -1, to = -1;
	struct arena *arena = fuzz_arena();
	struct sealed_out *out;
	off_t end;

	if (fd < 0) {
		fd = memfd_create("fuzz", 0);
		to = memfd_create("fuzz", 0);
		make_keys(arena);
	}
	MUST(ftruncate(fd, 0) == 0 && lseek(fd, 0, SEEK_SET) == 0);
	/* As it is: nobody seals by chance. */
	if (size > 0 && data[0] == 'n') {
		MUST(write(fd, data, size) == (ssize_t)size);
		MUST(!read_file(arena, fd, to));
		return;
	}
	/* Sealed, it is an archive or none; cut by a byte it is none. */
	out = sealed_out_begin(arena, fd, keys.public);
	sealed_out_put(out, data, size);
	MUST(sealed_out_end(out) == STATUS_OK);
	if (!read_file(arena, fd, to))
		return;
	end = lseek(fd, 0, SEEK_END);
	MUST(ftruncate(fd, end - 1) == 0);
	MUST(!read_file(arena, fd, to));
}
