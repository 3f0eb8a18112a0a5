#include "http/fcgi_send.h"

#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "http/last_words.h"
#include "util/clock.h"
#include "util/log.h"

/* FastCGI 1.0, §3.3 and §8 */
#define VERSION       1
#define TYPE_END      3
#define TYPE_STDOUT   6
#define HEADER_BYTES  8
#define CONTENT_MAX   ((size_t)65528) /* a multiple of 8: no padding */
#define LINGER_MS     1000
#define NOT_ONE(code) ((code) == 204 || (code) == 304)

static void write_header(unsigned char *to, int type, int id, size_t len)
{
	memset(to, 0, HEADER_BYTES);
	to[0] = VERSION;
	to[1] = (unsigned char)type;
	to[2] = (unsigned char)(id >> 8);
	to[3] = (unsigned char)id;
	to[4] = (unsigned char)(len >> 8);
	to[5] = (unsigned char)len;
}

/* The header lines. Their values were checked when they were set. */
static void build_head(struct buf *head, const struct response *response)
{
	size_t i;

	buf_printf(head, "Status: %d %s\r\n", response->code,
		   response_reason(response->code));
	if (!NOT_ONE(response->code)) {
		buf_printf(head, "Content-Type: %s\r\n", response->type);
		buf_printf(head, "Content-Length: %zu\r\n", response->body.len);
	}
	for (i = 0; i < response->header_count; i++) {
		buf_text(head, response->headers[i].name);
		buf_add(head, ": ", 2);
		buf_text(head, response->headers[i].value);
		buf_add(head, "\r\n", 2);
	}
	buf_add(head, "\r\n", 2);
}

/* Send count parts, whatever the kernel takes at a time. */
static int send_all(int fd, struct iovec *parts, size_t count)
{
	while (count > 0) {
		struct msghdr message = {
			.msg_iov = parts,
			.msg_iovlen = count < IOV_MAX ? count : IOV_MAX,
		};
		ssize_t sent = sendmsg(fd, &message, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		if (sent < 0)
			return -1;
		while (count > 0 && (size_t)sent >= parts->iov_len) {
			sent -= (ssize_t)parts->iov_len;
			parts++;
			count--;
		}
		if (count > 0) {
			parts->iov_base = (char *)parts->iov_base + sent;
			parts->iov_len -= (size_t)sent;
		}
	}
	return 0;
}

/* The records being put together. */
struct records {
	struct iovec *parts;
	unsigned char *headers; /* room for all of them */
	size_t count, left;     /* parts so far; content left in this record */
	size_t total;           /* content still to come */
	int id;
};

static void add_part(struct records *r, void *base, size_t len)
{
	r->parts[r->count++] = (struct iovec){ base, len };
}

static void begin_record(struct records *r, int type, size_t len)
{
	write_header(r->headers, type, r->id, len);
	add_part(r, r->headers, HEADER_BYTES);
	r->headers += HEADER_BYTES;
}

/* Cut bytes into STDOUT records; one record may hold the end of the headers
 * and the beginning of the body. */
static void add_content(struct records *r, char *bytes, size_t len)
{
	while (len > 0) {
		size_t piece;

		if (r->left == 0) {
			r->left =
				r->total < CONTENT_MAX ? r->total : CONTENT_MAX;
			begin_record(r, TYPE_STDOUT, r->left);
		}
		piece = len < r->left ? len : r->left;
		add_part(r, bytes, piece);
		bytes += piece;
		len -= piece;
		r->left -= piece;
		r->total -= piece;
	}
}

static int send_record(int fd, int type, int id, const char *bytes, size_t len)
{
	unsigned char header[HEADER_BYTES];
	struct iovec parts[2] = { { header, sizeof header },
				  { (char *)(uintptr_t)bytes, len } };

	write_header(header, type, id, len);
	return send_all(fd, parts, len ? 2 : 1);
}

int fcgi_send_piece(int fd, int request_id, const char *bytes, size_t len)
{
	return send_record(fd, TYPE_STDOUT, request_id, bytes, len);
}

int fcgi_send_end(int fd, int request_id)
{
	static const char end[8]; /* application and protocol status 0 */

	if (send_record(fd, TYPE_STDOUT, request_id, NULL, 0) < 0)
		return -1;
	return send_record(fd, TYPE_END, request_id, end, sizeof end);
}

int fcgi_send(int fd, int request_id, const struct request *request,
	      const struct response *response)
{
	static unsigned char end[8]; /* application and protocol status 0 */
	bool has_body = !request->is_head && !NOT_ONE(response->code);
	size_t body_len = has_body ? response->body.len : 0;
	struct records r = { .id = request_id };
	struct buf head;
	size_t most;

	buf_init(&head, request->arena);
	build_head(&head, response);
	r.total = head.len + body_len;
	most = r.total / CONTENT_MAX + 3;
	r.headers = arena_alloc(request->arena, most * HEADER_BYTES);
	r.parts = arena_array(request->arena, 2 * most + 2, sizeof *r.parts);
	add_content(&r, head.data, head.len);
	add_content(&r, response->body.data, body_len);
	begin_record(&r, TYPE_STDOUT, 0);
	begin_record(&r, TYPE_END, sizeof end);
	add_part(&r, end, sizeof end);
	last_words_end();
	if (send_all(fd, r.parts, r.count) == 0)
		return 0;
	log_warning("the answer was not taken: %s", strerror(errno));
	return -1;
}

void fcgi_close(int fd, bool has_unread)
{
	int64_t give_up = clock_monotonic_ms() + LINGER_MS;
	struct timeval wait = { .tv_usec = 100000 };
	char unread[16384];
	ssize_t got = recv(fd, unread, sizeof unread, MSG_DONTWAIT);

	/* Mostly nothing is left, and all is over now. Else the peer is still
	 * sending a body that nobody wants, or is about to: let it finish. */
	if (got > 0 || (has_unread && got < 0 && errno == EAGAIN)) {
		shutdown(fd, SHUT_WR);
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
		do
			got = recv(fd, unread, sizeof unread, 0);
		while (got > 0 && clock_monotonic_ms() < give_up);
	}
	close(fd);
}
