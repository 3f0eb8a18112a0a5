#include "util/archive.h"

#include <errno.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "util/file.h"
#include "util/log.h"

#define BLOCK     512
#define SIZE_MOST (1LL << 50)

static const char CUT_SHORT[] = "it is cut short";
static const char NO_ARCHIVE[] = "what is sealed in it is no archive";

/* The head of a member, as POSIX lays it out. */
struct head {
	char name[100], mode[8], uid[8], gid[8], size[12], at[12], sum[8];
	char kind, link[100], magic[6], version[2], owner[32], group[32];
	char device[16], prefix[155], nothing[12];
};
_Static_assert(sizeof(struct head) == BLOCK, "a head is a block");

/* The sum of all bytes, those of the sum itself as spaces. */
static unsigned sum_of(const struct head *head)
{
	const unsigned char *bytes = (const unsigned char *)head;
	const size_t from = offsetof(struct head, sum);
	unsigned sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum += i >= from && i < from + sizeof(head->sum) ? ' '
								 : bytes[i];
	return sum;
}

/* In octal; what is too long for that (8 GB), in binary as GNU and star have
 * it. */
static void write_number(char *out, size_t room, int64_t n)
{
	char text[24];

	if (n < 1LL << 33) {
		snprintf(text, sizeof(text), "%0*llo", (int)room - 1,
			 (unsigned long long)n);
		memcpy(out, text, room);
		return;
	}
	memset(out, 0, room);
	out[0] = (char)0x80;
	for (size_t i = room - 1; n > 0; i--, n >>= 8)
		out[i] = (char)(n & 0xff);
}

/* -1: none. */
static int64_t read_number(const char *text, size_t room)
{
	int64_t n = 0;

	if ((unsigned char)text[0] == 0x80) {
		for (size_t i = 1; i < room && n <= SIZE_MOST; i++)
			n = n << 8 | (unsigned char)text[i];
		return n <= SIZE_MOST ? n : -1;
	}
	for (size_t i = 0; i < room && text[i]; i++) {
		if (text[i] < '0' || text[i] > '7')
			return -1;
		n = n << 3 | (text[i] - '0');
	}
	return n;
}

static void put_head(struct sealed_out *out, const char *name, int64_t size,
		     int64_t at)
{
	struct head head = { .kind = '0' };

	snprintf(head.name, sizeof(head.name), "%s", name);
	write_number(head.mode, sizeof(head.mode), 0600);
	write_number(head.uid, sizeof(head.uid), 0);
	write_number(head.gid, sizeof(head.gid), 0);
	write_number(head.size, sizeof(head.size), size);
	write_number(head.at, sizeof(head.at), at);
	memcpy(head.magic, "ustar", 6);
	memcpy(head.version, "00", 2);
	write_number(head.sum, sizeof(head.sum) - 1, sum_of(&head));
	head.sum[7] = ' ';
	sealed_out_put(out, &head, sizeof(head));
}

static size_t padding(int64_t size)
{
	return (size_t)(BLOCK - size % BLOCK) % BLOCK;
}

enum status archive_put(struct sealed_out *out, const char *name, int fd,
			int64_t size, int64_t at)
{
	static const char zeros[BLOCK];
	char bytes[65536];
	int64_t done = 0;

	put_head(out, name, size, at);
	while (done < size) {
		size_t want = size - done < (int64_t)sizeof(bytes)
				      ? (size_t)(size - done)
				      : sizeof(bytes);
		ssize_t got = pread(fd, bytes, want, done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0) {
			log_error("%s: %s", name,
				  got ? strerror(errno) : "it became shorter");
			return STATUS_FAILED;
		}
		sealed_out_put(out, bytes, (size_t)got);
		done += got;
	}
	sealed_out_put(out, zeros, padding(size));
	return STATUS_OK;
}

void archive_put_end(struct sealed_out *out)
{
	static const char zeros[2 * BLOCK];

	sealed_out_put(out, zeros, sizeof(zeros));
}

static const char *fault_of(const struct sealed_in *in, const char *otherwise)
{
	const char *fault = sealed_in_fault(in);

	return fault ? fault : otherwise;
}

static bool is_nothing(const struct head *head)
{
	static const struct head nothing;

	return memcmp(head, &nothing, sizeof(nothing)) == 0;
}

/* After the first empty block there is another, and nothing else. */
static const char *read_end(struct sealed_in *in, struct head *head)
{
	if (sealed_in_get(in, head, BLOCK) != BLOCK)
		return fault_of(in, NO_ARCHIVE);
	if (!is_nothing(head) || !sealed_in_end(in))
		return fault_of(in, NO_ARCHIVE);
	return NULL;
}

const char *archive_next(struct sealed_in *in, struct archive_member *member,
			 bool *is_end)
{
	struct head head;

	*is_end = false;
	*member = (struct archive_member){ 0 };
	if (sealed_in_get(in, &head, sizeof(head)) != sizeof(head))
		return fault_of(in, CUT_SHORT);
	if (is_nothing(&head)) {
		*is_end = true;
		return read_end(in, &head);
	}
	memcpy(member->name, head.name, sizeof(head.name));
	member->size = read_number(head.size, sizeof(head.size));
	if (memcmp(head.magic, "ustar", 6) != 0 || head.kind != '0' ||
	    head.prefix[0] || !memchr(head.name, '\0', sizeof(head.name)) ||
	    member->size < 0 ||
	    read_number(head.sum, sizeof(head.sum) - 1) != sum_of(&head))
		return NO_ARCHIVE;
	return NULL;
}

const char *archive_save(struct sealed_in *in,
			 const struct archive_member *member, int fd)
{
	char bytes[65536];
	int64_t left = member->size;

	while (left > 0) {
		size_t want = left < (int64_t)sizeof(bytes) ? (size_t)left
							    : sizeof(bytes);

		if (sealed_in_get(in, bytes, want) != want)
			return fault_of(in, CUT_SHORT);
		if (!file_write(fd, bytes, want))
			return status_of_errno(errno) == STATUS_FULL
				       ? "the disk is full"
				       : "it cannot be written";
		left -= (int64_t)want;
	}
	if (sealed_in_get(in, bytes, padding(member->size)) !=
	    padding(member->size))
		return fault_of(in, CUT_SHORT);
	return NULL;
}
