#include "util/sealed.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/file.h"
#include "util/log.h"
#include "util/token.h"

#define MAGIC      "northstar-seal-1"
#define MAGIC_SIZE 16
#define BOX_SIZE   80 /* a sealed key of a stream */
#define HEADER     24
#define MIDDLE     crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
#define LAST       crypto_secretstream_xchacha20poly1305_TAG_FINAL
#define KEY_LINE   200

static_assert(BOX_SIZE ==
		      crypto_box_SEALBYTES +
			      crypto_secretstream_xchacha20poly1305_KEYBYTES,
	      "the sealed key");
static_assert(HEADER == crypto_secretstream_xchacha20poly1305_HEADERBYTES &&
		      SEALED_MORE ==
			      crypto_secretstream_xchacha20poly1305_ABYTES,
	      "the stream");
static_assert(SEALED_HEAD == MAGIC_SIZE + BOX_SIZE + HEADER, "the beginning");

/* Key files ---------------------------------------------------------------- */

static const char *const PREFIX[] = {
	[SEALED_PUBLIC] = "northstar-backup-public-1 ",
	[SEALED_SECRET] = "northstar-backup-secret-1 ",
};

static enum status write_key(const char *path, enum sealed_kind kind,
			     const unsigned char key[SEALED_KEY])
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		      kind == SEALED_SECRET ? 0600 : 0644);
	char text[TOKEN_TEXT];
	char line[KEY_LINE];
	enum status st = STATUS_OK;
	int len;

	token_text(key, text);
	len = snprintf(line, sizeof(line), "%s%s\n", PREFIX[kind], text);
	if (fd < 0 || !file_write(fd, line, (size_t)len) || fsync(fd) != 0) {
		st = errno == EEXIST   ? STATUS_CONFLICT
		     : errno == ENOSPC ? STATUS_FULL
				       : STATUS_FAILED;
		log_error("%s: %s", path, strerror(errno));
		if (fd >= 0)
			unlink(path);
	}
	if (fd >= 0)
		close(fd);
	sodium_memzero(text, sizeof(text));
	sodium_memzero(line, sizeof(line));
	return st;
}

enum status sealed_keys_make(struct arena *arena, const char *public_path,
			     const char *secret_path)
{
	unsigned char *public = arena_alloc(arena, SEALED_KEY);
	unsigned char *secret = arena_alloc(arena, SEALED_KEY);
	enum status st;

	token_random(secret, 1); /* libsodium is ready */
	crypto_box_keypair(public, secret);
	st = write_key(secret_path, SEALED_SECRET, secret);
	sodium_memzero(secret, SEALED_KEY);
	if (st != STATUS_OK)
		return st;
	st = write_key(public_path, SEALED_PUBLIC, public);
	if (st != STATUS_OK)
		unlink(secret_path);
	return st;
}

/* The first line of the file; "" when it is none. */
static bool read_first_line(const char *path, char line[KEY_LINE],
			    struct stat *file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = -1;

	if (fd >= 0 && fstat(fd, file) == 0)
		got = read(fd, line, KEY_LINE - 1);
	if (got < 0)
		log_error("%s: %s", path, strerror(errno));
	if (fd >= 0)
		close(fd);
	if (got < 0)
		return false;
	line[got] = '\0';
	line[strcspn(line, "\r\n")] = '\0';
	return true;
}

enum status sealed_key_read(const char *path, enum sealed_kind kind,
			    unsigned char key[SEALED_KEY])
{
	enum sealed_kind other =
		kind == SEALED_PUBLIC ? SEALED_SECRET : SEALED_PUBLIC;
	size_t len = strlen(PREFIX[kind]);
	enum status st = STATUS_BAD;
	char line[KEY_LINE];
	struct stat file;

	if (!read_first_line(path, line, &file))
		return STATUS_BAD;
	if (strncmp(line, PREFIX[other], strlen(PREFIX[other])) == 0)
		log_error(kind == SEALED_PUBLIC
				  ? "%s: this is the secret key; backups are "
				    "sealed with the public one"
				  : "%s: this is the public key; only the "
				    "secret one opens a backup",
			  path);
	else if (kind == SEALED_SECRET && file.st_mode & 07)
		log_error("%s: everybody can read it; chmod 600", path);
	else if (strncmp(line, PREFIX[kind], len) != 0 ||
		 !token_decode(line + len, key, SEALED_KEY))
		log_error("%s: it holds no key that northstar backup-keys "
			  "makes",
			  path);
	else
		st = STATUS_OK;
	sodium_memzero(line, sizeof(line));
	return st;
}

bool sealed_is(int fd)
{
	char magic[MAGIC_SIZE];

	return pread(fd, magic, sizeof(magic), 0) == (ssize_t)sizeof(magic) &&
	       memcmp(magic, MAGIC, sizeof(magic)) == 0;
}

/* Reading ------------------------------------------------------------------ */

struct sealed_in {
	struct arena *arena;
	int fd;
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char sealed[SEALED_CHUNK + SEALED_MORE];
	unsigned char plain[SEALED_CHUNK];
	size_t at, len; /* of plain */
	bool is_last;
	int64_t total; /* bytes given */
	const char *fault;
};

/* As many bytes as there are, at most len; -1: cannot be read. */
static ssize_t read_up_to(int fd, void *bytes, size_t len)
{
	char *to = bytes;
	size_t done = 0;

	while (done < len) {
		ssize_t got = read(fd, to + done, len - done);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

static void cannot_read(struct sealed_in *in)
{
	in->fault = arena_printf(in->arena, "it cannot be read: %s",
				 strerror(errno));
}

/* The next chunk into plain, or a fault. */
static void open_chunk(struct sealed_in *in)
{
	ssize_t len = read_up_to(in->fd, in->sealed, sizeof(in->sealed));
	bool is_full = len == (ssize_t)sizeof(in->sealed);
	unsigned long long plain = 0;
	unsigned char tag = 0, more;

	in->at = in->len = 0;
	if (len < 0) {
		cannot_read(in);
		return;
	}
	if (len < SEALED_MORE) {
		in->fault = "it is cut short";
		return;
	}
	if (crypto_secretstream_xchacha20poly1305_pull(
		    &in->state, in->plain, &plain, &tag, in->sealed,
		    (unsigned long long)len, NULL, 0) != 0) {
		in->fault = is_full ? "a part of it was changed or stands in "
				      "another's place"
				    : "it is cut short, or its end was changed";
		return;
	}
	in->is_last = tag == LAST;
	if (!in->is_last && (!is_full || tag != MIDDLE))
		in->fault = "it is not written as this program writes";
	else if (in->is_last && read_up_to(in->fd, &more, 1) != 0)
		in->fault = "something follows its end";
	else
		in->len = (size_t)plain;
}

static struct sealed_in *new_in(struct arena *arena, int fd)
{
	struct sealed_in *in = arena_alloc(arena, sizeof(*in));

	token_random(in->plain, 1); /* libsodium is ready */
	in->arena = arena;
	in->fd = fd;
	return in;
}

static void begin_stream(struct sealed_in *in, const unsigned char *header,
			 const unsigned char *key)
{
	if (!in->fault && crypto_secretstream_xchacha20poly1305_init_pull(
				  &in->state, header, key) != 0)
		in->fault = "its beginning was changed";
}

struct sealed_in *sealed_in_begin(struct arena *arena, int fd,
				  const unsigned char key[SEALED_KEY])
{
	struct sealed_in *in = new_in(arena, fd);
	unsigned char head[SEALED_HEAD], public[SEALED_KEY];
	unsigned char stream[32] = { 0 };
	ssize_t len = read_up_to(fd, head, sizeof(head));

	if (len < 0)
		cannot_read(in);
	else if (len < MAGIC_SIZE || memcmp(head, MAGIC, MAGIC_SIZE) != 0)
		in->fault = "it is not sealed";
	else if (len < SEALED_HEAD)
		in->fault = "it is cut short";
	else if (crypto_scalarmult_base(public, key) != 0 ||
		 crypto_box_seal_open(stream, head + MAGIC_SIZE, BOX_SIZE,
				      public, key) != 0)
		in->fault = "it was sealed for another key, or its beginning "
			    "was changed";
	begin_stream(in, head + MAGIC_SIZE + BOX_SIZE, stream);
	sodium_memzero(stream, sizeof(stream));
	return in;
}

/* Is there a byte left in plain? The next chunk is opened for it. */
static bool has_more(struct sealed_in *in)
{
	while (!in->fault && in->at == in->len && !in->is_last)
		open_chunk(in);
	return !in->fault && in->at < in->len;
}

size_t sealed_in_get(struct sealed_in *in, void *bytes, size_t len)
{
	unsigned char *to = bytes;
	size_t done = 0;

	while (done < len && has_more(in)) {
		size_t part = in->len - in->at;

		if (part > len - done)
			part = len - done;
		memcpy(to + done, in->plain + in->at, part);
		in->at += part;
		done += part;
	}
	in->total += (int64_t)done;
	return done;
}

bool sealed_in_end(struct sealed_in *in)
{
	return !has_more(in) && !in->fault;
}

const char *sealed_in_fault(const struct sealed_in *in)
{
	return in->fault;
}

void sealed_in_close(struct sealed_in *in)
{
	sodium_memzero(in, sizeof(*in));
}

/* Writing ------------------------------------------------------------------ */

struct sealed_out {
	struct arena *arena;
	int fd;
	crypto_secretstream_xchacha20poly1305_state state;
	unsigned char key[32], header[HEADER]; /* of the stream */
	unsigned char plain[SEALED_CHUNK];
	unsigned char sealed[SEALED_CHUNK + SEALED_MORE];
	size_t len; /* of plain */
	int64_t total;
	enum status status;
};

static void put_bytes(struct sealed_out *out, const void *bytes, size_t len)
{
	if (out->status != STATUS_OK || file_write(out->fd, bytes, len))
		return;
	out->status = status_of_errno(errno);
	log_error("the sealed copy cannot be written: %s", strerror(errno));
}

struct sealed_out *sealed_out_begin(struct arena *arena, int fd,
				    const unsigned char key[SEALED_KEY])
{
	struct sealed_out *out = arena_alloc(arena, sizeof(*out));
	unsigned char box[BOX_SIZE];

	out->arena = arena;
	out->fd = fd;
	token_random(out->key, sizeof(out->key));
	if (crypto_box_seal(box, out->key, sizeof(out->key), key) != 0 ||
	    crypto_secretstream_xchacha20poly1305_init_push(
		    &out->state, out->header, out->key) != 0) {
		log_error("libsodium cannot seal for this key");
		out->status = STATUS_FAILED;
	}
	put_bytes(out, MAGIC, MAGIC_SIZE);
	put_bytes(out, box, sizeof(box));
	put_bytes(out, out->header, sizeof(out->header));
	return out;
}

static void put_chunk(struct sealed_out *out, unsigned char tag)
{
	crypto_secretstream_xchacha20poly1305_push(&out->state, out->sealed,
						   NULL, out->plain, out->len,
						   NULL, 0, tag);
	put_bytes(out, out->sealed, out->len + SEALED_MORE);
	out->len = 0;
}

void sealed_out_put(struct sealed_out *out, const void *bytes, size_t len)
{
	const unsigned char *from = bytes;

	while (len > 0 && out->status == STATUS_OK) {
		size_t part = SEALED_CHUNK - out->len;

		if (part == 0) { /* more follows, so it is not the last */
			put_chunk(out, MIDDLE);
			continue;
		}
		if (part > len)
			part = len;
		memcpy(out->plain + out->len, from, part);
		out->len += part;
		out->total += (int64_t)part;
		from += part;
		len -= part;
	}
}

/* The secret key is elsewhere, the stream's is still here. */
static enum status read_again(struct sealed_out *out)
{
	struct sealed_in *in = new_in(out->arena, out->fd);
	unsigned char bytes[4096];
	bool is_same;

	posix_fadvise(out->fd, 0, 0, POSIX_FADV_DONTNEED);
	if (lseek(out->fd, SEALED_HEAD, SEEK_SET) != SEALED_HEAD)
		cannot_read(in);
	begin_stream(in, out->header, out->key);
	while (sealed_in_get(in, bytes, sizeof(bytes)) > 0)
		;
	is_same = sealed_in_end(in) && in->total == out->total;
	if (!is_same)
		log_error("the sealed copy is not what was written: %s",
			  in->fault ? in->fault : "its length is another");
	sealed_in_close(in);
	return is_same ? STATUS_OK : STATUS_FAILED;
}

enum status sealed_out_end(struct sealed_out *out)
{
	enum status st;

	put_chunk(out, LAST);
	if (out->status == STATUS_OK && fsync(out->fd) != 0) {
		out->status = status_of_errno(errno);
		log_error("the sealed copy does not reach the disk: %s",
			  strerror(errno));
	}
	if (out->status == STATUS_OK)
		out->status = read_again(out);
	st = out->status;
	sodium_memzero(out, sizeof(*out));
	return st;
}
