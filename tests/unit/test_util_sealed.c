#include "util/sealed.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/archive.h"

#define SEALED_PART (SEALED_CHUNK + SEALED_MORE)

struct world {
	struct arena *arena;
	char folder[64];
	char *public_path, *secret_path;
	unsigned char public[SEALED_KEY], secret[SEALED_KEY];
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof(*w));

	w->arena = arena_new();
	snprintf(w->folder, sizeof(w->folder), "/tmp/northstar-seal-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	w->public_path = arena_printf(w->arena, "%s/public", w->folder);
	w->secret_path = arena_printf(w->arena, "%s/secret", w->folder);
	assert_int_equal(
		sealed_keys_make(w->arena, w->public_path, w->secret_path),
		STATUS_OK);
	assert_int_equal(
		sealed_key_read(w->public_path, SEALED_PUBLIC, w->public),
		STATUS_OK);
	assert_int_equal(
		sealed_key_read(w->secret_path, SEALED_SECRET, w->secret),
		STATUS_OK);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	char *command = arena_printf(w->arena, "rm -rf %s", w->folder);

	assert_int_equal(system(command), 0);
	arena_free(w->arena);
	free(w);
	return 0;
}

static unsigned char *some_bytes(struct world *w, size_t len)
{
	unsigned char *bytes = arena_alloc(w->arena, len + 1);

	for (size_t i = 0; i < len; i++)
		bytes[i] = (unsigned char)(i * 7 + (i >> 9));
	return bytes;
}

/* A file in memory with bytes, sealed. */
static int seal(struct world *w, const void *bytes, size_t len)
{
	int fd = memfd_create("sealed", 0);
	struct sealed_out *out = sealed_out_begin(w->arena, fd, w->public);

	sealed_out_put(out, bytes, len / 3);
	sealed_out_put(out, (const char *)bytes + len / 3, len - len / 3);
	assert_int_equal(sealed_out_end(out), STATUS_OK);
	return fd;
}

/* What is wrong with the file; NULL when it holds exactly bytes. */
static const char *open_with(struct world *w, int fd, const void *bytes,
			     size_t len, const unsigned char *key)
{
	unsigned char *got = arena_alloc(w->arena, len + 1);
	struct sealed_in *in;
	const char *fault;
	size_t count;

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	in = sealed_in_begin(w->arena, fd, key);
	count = sealed_in_get(in, got, len);
	fault = sealed_in_end(in) ? NULL : "it does not end";
	if (!fault)
		assert_true(count == len && memcmp(got, bytes, len) == 0);
	else if (sealed_in_fault(in))
		fault = sealed_in_fault(in);
	sealed_in_close(in);
	return fault;
}

static void what_was_sealed_is_read_again(void **state)
{
	static const size_t sizes[] = { 0,     1,     65535,
					65536, 65537, 3 * 65536 + 99 };
	struct world *w = *state;

	for (size_t i = 0; i < sizeof(sizes) / sizeof(*sizes); i++) {
		unsigned char *bytes = some_bytes(w, sizes[i]);
		int fd = seal(w, bytes, sizes[i]);

		assert_true(sealed_is(fd));
		assert_null(open_with(w, fd, bytes, sizes[i], w->secret));
		close(fd);
	}
}

static void no_part_of_it_is_in_the_file(void **state)
{
	static const char words[] = "Kari Nordmann, kari@example.org";
	struct world *w = *state;
	unsigned char file[4096];
	int fd = seal(w, words, sizeof(words));
	ssize_t len = pread(fd, file, sizeof(file), 0);

	assert_true(len > SEALED_HEAD);
	assert_null(memmem(file, (size_t)len, "Kari", 4));
	close(fd);
}

static void one_cut_anywhere_is_refused(void **state)
{
	const size_t len = 2 * SEALED_CHUNK + 1000;
	struct world *w = *state;
	unsigned char *bytes = some_bytes(w, len);
	static const off_t cuts[] = {
		0,
		15,
		16,
		95,
		SEALED_HEAD - 1,
		SEALED_HEAD,
		SEALED_HEAD + 1,
		SEALED_HEAD + SEALED_MORE,
		SEALED_HEAD + SEALED_PART - 1,
		SEALED_HEAD + SEALED_PART, /* between two chunks */
		SEALED_HEAD + 2 * SEALED_PART,
		SEALED_HEAD + 2 * SEALED_PART + 16,
		SEALED_HEAD + 2 * SEALED_PART + 1016,
	};

	for (size_t i = 0; i < sizeof(cuts) / sizeof(*cuts); i++) {
		int fd = seal(w, bytes, len);

		assert_int_equal(ftruncate(fd, cuts[i]), 0);
		assert_non_null(open_with(w, fd, bytes, len, w->secret));
		close(fd);
	}
}

static void one_changed_byte_is_refused_wherever_it_is(void **state)
{
	const size_t len = SEALED_CHUNK + 500;
	struct world *w = *state;
	unsigned char *bytes = some_bytes(w, len);
	int fd = seal(w, bytes, len);
	off_t size = lseek(fd, 0, SEEK_END);

	for (off_t at = 0; at < size; at += at < 160 ? 1 : 997) {
		unsigned char byte, other;

		assert_int_equal(pread(fd, &byte, 1, at), 1);
		other = byte ^ 0x40;
		assert_int_equal(pwrite(fd, &other, 1, at), 1);
		assert_non_null(open_with(w, fd, bytes, len, w->secret));
		assert_int_equal(pwrite(fd, &byte, 1, at), 1);
	}
	assert_null(open_with(w, fd, bytes, len, w->secret));
	close(fd);
}

static void swapped_or_repeated_parts_are_refused(void **state)
{
	const size_t len = 3 * SEALED_CHUNK + 5;
	struct world *w = *state;
	unsigned char *bytes = some_bytes(w, len);
	unsigned char *one = arena_alloc(w->arena, SEALED_PART);
	unsigned char *two = arena_alloc(w->arena, SEALED_PART);
	int fd = seal(w, bytes, len);

	assert_int_equal(pread(fd, one, SEALED_PART, SEALED_HEAD), SEALED_PART);
	assert_int_equal(pread(fd, two, SEALED_PART, SEALED_HEAD + SEALED_PART),
			 SEALED_PART);
	assert_int_equal(
		pwrite(fd, one, SEALED_PART, SEALED_HEAD + SEALED_PART),
		SEALED_PART);
	assert_non_null(open_with(w, fd, bytes, len, w->secret));
	assert_int_equal(pwrite(fd, two, SEALED_PART, SEALED_HEAD),
			 SEALED_PART);
	assert_string_equal(open_with(w, fd, bytes, len, w->secret),
			    "a part of it was changed or stands in another's "
			    "place");
	close(fd);
}

/* After a full chunk, which is read without it, and after a short one. */
static void what_follows_the_end_is_refused(void **state)
{
	static const size_t sizes[] = { SEALED_CHUNK, 3 };
	struct world *w = *state;

	for (size_t i = 0; i < 2; i++) {
		unsigned char *bytes = some_bytes(w, sizes[i]);
		int fd = seal(w, bytes, sizes[i]);

		assert_int_equal(lseek(fd, 0, SEEK_END),
				 SEALED_HEAD + sizes[i] + SEALED_MORE);
		assert_int_equal(write(fd, "x", 1), 1);
		assert_non_null(open_with(w, fd, bytes, sizes[i], w->secret));
		close(fd);
	}
}

static void a_key_of_somebody_else_opens_nothing(void **state)
{
	struct world *w = *state;
	char *public_path = arena_printf(w->arena, "%s/p2", w->folder);
	char *secret_path = arena_printf(w->arena, "%s/s2", w->folder);
	unsigned char other[SEALED_KEY];
	int fd = seal(w, "abc", 3);

	assert_int_equal(sealed_keys_make(w->arena, public_path, secret_path),
			 STATUS_OK);
	assert_int_equal(sealed_key_read(secret_path, SEALED_SECRET, other),
			 STATUS_OK);
	assert_string_equal(open_with(w, fd, "abc", 3, other),
			    "it was sealed for another key, or its beginning "
			    "was changed");
	close(fd);
}

static void keys_are_told_apart_and_kept_from_others(void **state)
{
	struct world *w = *state;
	char *third = arena_printf(w->arena, "%s/third", w->folder);
	unsigned char key[SEALED_KEY];
	struct stat file;

	assert_int_equal(stat(w->secret_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0600);
	assert_int_equal(sealed_key_read(w->secret_path, SEALED_PUBLIC, key),
			 STATUS_BAD);
	assert_int_equal(sealed_key_read(w->public_path, SEALED_SECRET, key),
			 STATUS_BAD);
	assert_int_equal(chmod(w->secret_path, 0604), 0);
	assert_int_equal(sealed_key_read(w->secret_path, SEALED_SECRET, key),
			 STATUS_BAD);
	assert_int_equal(sealed_key_read(third, SEALED_PUBLIC, key),
			 STATUS_BAD);
	/* One that is there is never overwritten, nor half a pair left. */
	assert_int_equal(sealed_keys_make(w->arena, w->public_path, third),
			 STATUS_CONFLICT);
	assert_int_not_equal(access(third, F_OK), 0);
}

/* Archive ------------------------------------------------------------------ */

static int file_of(const char *text)
{
	int fd = memfd_create("member", 0);

	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	return fd;
}

static int sealed_archive(struct world *w)
{
	int fd = memfd_create("sealed", 0);
	struct sealed_out *out = sealed_out_begin(w->arena, fd, w->public);
	int one = file_of("first words\n"), two = file_of("");

	assert_int_equal(archive_put(out, "one", one, 12, 1700000000),
			 STATUS_OK);
	assert_int_equal(archive_put(out, "two", two, 0, 1700000000),
			 STATUS_OK);
	archive_put_end(out);
	assert_int_equal(sealed_out_end(out), STATUS_OK);
	close(one);
	close(two);
	return fd;
}

static void an_archive_gives_back_its_members(void **state)
{
	struct world *w = *state;
	int fd = sealed_archive(w), to = memfd_create("to", 0);
	struct archive_member member;
	struct sealed_in *in;
	char text[100] = "";
	bool is_end;

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	in = sealed_in_begin(w->arena, fd, w->secret);
	assert_null(archive_next(in, &member, &is_end));
	assert_string_equal(member.name, "one");
	assert_null(archive_save(in, &member, to));
	assert_int_equal(pread(to, text, sizeof(text), 0), 12);
	assert_string_equal(text, "first words\n");
	assert_null(archive_next(in, &member, &is_end));
	assert_string_equal(member.name, "two");
	assert_int_equal(member.size, 0);
	assert_null(archive_save(in, &member, to));
	assert_false(is_end);
	assert_null(archive_next(in, &member, &is_end));
	assert_true(is_end);
	close(fd);
	close(to);
}

/* What others need to take one apart, once it is unsealed. */
static void tar_reads_an_archive(void **state)
{
	struct world *w = *state;
	char *path = arena_printf(w->arena, "%s/plain.tar", w->folder);
	int fd = sealed_archive(w);
	unsigned char bytes[8192];
	struct sealed_in *in;
	size_t len;
	FILE *file;

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	in = sealed_in_begin(w->arena, fd, w->secret);
	len = sealed_in_get(in, bytes, sizeof(bytes));
	assert_true(sealed_in_end(in));
	file = fopen(path, "w");
	assert_int_equal(fwrite(bytes, 1, len, file), len);
	fclose(file);
	assert_int_equal(
		system(arena_printf(w->arena,
				    "cd %s && tar xf plain.tar &&"
				    " test \"$(cat one)\" = 'first words' &&"
				    " test -e two",
				    w->folder)),
		0);
	close(fd);
}

static void what_is_no_archive_is_refused(void **state)
{
	struct world *w = *state;
	unsigned char *bytes = some_bytes(w, 5000);
	struct archive_member member;
	struct sealed_in *in;
	bool is_end;
	int fd = seal(w, bytes, 5000);

	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	in = sealed_in_begin(w->arena, fd, w->secret);
	assert_non_null(archive_next(in, &member, &is_end));
	close(fd);
	/* One that has no end is no archive either. */
	memset(bytes, 0, 512);
	fd = seal(w, bytes, 512);
	assert_int_equal(lseek(fd, 0, SEEK_SET), 0);
	in = sealed_in_begin(w->arena, fd, w->secret);
	assert_non_null(archive_next(in, &member, &is_end));
	close(fd);
}

int main(void)
{
#define TEST(name)                                                             \
	cmocka_unit_test_setup_teardown(name, open_world, close_world)
	const struct CMUnitTest tests[] = {
		TEST(what_was_sealed_is_read_again),
		TEST(no_part_of_it_is_in_the_file),
		TEST(one_cut_anywhere_is_refused),
		TEST(one_changed_byte_is_refused_wherever_it_is),
		TEST(swapped_or_repeated_parts_are_refused),
		TEST(what_follows_the_end_is_refused),
		TEST(a_key_of_somebody_else_opens_nothing),
		TEST(keys_are_told_apart_and_kept_from_others),
		TEST(an_archive_gives_back_its_members),
		TEST(tar_reads_an_archive),
		TEST(what_is_no_archive_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
