/* A FastCGI client by hand, for tests: what nginx would send, and what no
 * nginx ever would. */
#ifndef TESTS_FCGI_CLIENT_H
#define TESTS_FCGI_CLIENT_H

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

struct client {
	char out[256 * 1024]; /* the request */
	size_t out_len;
	char params[128 * 1024];
	size_t params_len;
	char answer[512 * 1024]; /* STDOUT, put together */
	size_t answer_len;
	bool has_ended; /* END_REQUEST came */
};

static inline int client_connect(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct timeval wait = { .tv_sec = 10 };
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) < 0) {
		close(fd);
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &wait, sizeof wait);
	setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &wait, sizeof wait);
	return fd;
}

static inline void client_record(struct client *c, int type, const void *data,
				 size_t len)
{
	unsigned char header[8] = {
		1, (unsigned char)type,       0,
		1, (unsigned char)(len >> 8), (unsigned char)len
	};

	memcpy(c->out + c->out_len, header, 8);
	if (len)
		memcpy(c->out + c->out_len + 8, data, len);
	c->out_len += 8 + len;
}

static inline void client_param(struct client *c, const char *name,
				const char *value)
{
	size_t lengths[2] = { strlen(name), strlen(value) };
	char *to = c->params + c->params_len;
	int i;

	for (i = 0; i < 2; i++) {
		if (lengths[i] > 127) {
			*to++ = (char)(0x80 | lengths[i] >> 24);
			*to++ = (char)(lengths[i] >> 16);
			*to++ = (char)(lengths[i] >> 8);
		}
		*to++ = (char)lengths[i];
	}
	memcpy(to, name, lengths[0]);
	memcpy(to + lengths[0], value, lengths[1]);
	c->params_len = (size_t)(to - c->params) + lengths[0] + lengths[1];
}

/* Begin a request; more parameters may follow. */
static inline void client_begin(struct client *c, const char *method,
				const char *uri)
{
	static const char responder[8] = { 0, 1 };

	c->out_len = c->params_len = c->answer_len = 0;
	c->has_ended = false;
	client_record(c, 1, responder, 8);
	client_param(c, "REQUEST_METHOD", method);
	client_param(c, "REQUEST_URI", uri);
	client_param(c, "REMOTE_ADDR", "192.0.2.7");
	client_param(c, "REQUEST_ID", "0123456789abcdef");
}

/* The rest of the request: parameters, then body as it is. */
static inline void client_finish(struct client *c, const char *body)
{
	size_t at, len;

	for (at = 0; at < c->params_len; at += len) {
		len = c->params_len - at;
		if (len > 65535)
			len = 65535;
		client_record(c, 4, c->params + at, len);
	}
	client_record(c, 4, NULL, 0);
	if (body && *body)
		client_record(c, 5, body, strlen(body));
	client_record(c, 5, NULL, 0);
}

static inline bool client_send(struct client *c, int fd)
{
	return send(fd, c->out, c->out_len, MSG_NOSIGNAL) ==
	       (ssize_t)c->out_len;
}

static inline bool client_read_all(int fd, void *to, size_t len)
{
	char *at = to;
	ssize_t got;

	for (; len > 0; at += got, len -= (size_t)got) {
		got = read(fd, at, len);
		if (got <= 0)
			return false;
	}
	return true;
}

/* Read the answer to its end; false when it is not whole. Closes fd. */
static inline bool client_receive(struct client *c, int fd)
{
	static char padding[256];
	unsigned char h[8];

	while (!c->has_ended && client_read_all(fd, h, 8)) {
		size_t len = (size_t)(h[4] << 8 | h[5]);
		char *to = h[1] == 6 ? c->answer + c->answer_len : padding;

		if (h[1] == 6 && c->answer_len + len >= sizeof c->answer)
			break;
		if (!client_read_all(fd, to, len) ||
		    !client_read_all(fd, padding, h[6]))
			break;
		if (h[1] == 6)
			c->answer_len += len;
		c->has_ended = h[1] == 3;
	}
	c->answer[c->answer_len] = '\0';
	close(fd);
	return c->has_ended;
}

/* Send what was begun and finished; true when an answer came. */
static inline bool client_ask(struct client *c, const char *path)
{
	int fd = client_connect(path);

	if (fd < 0)
		return false;
	if (!client_send(c, fd)) {
		close(fd);
		return false;
	}
	return client_receive(c, fd);
}

static inline bool client_get(struct client *c, const char *path,
			      const char *uri)
{
	client_begin(c, "GET", uri);
	client_finish(c, NULL);
	return client_ask(c, path);
}

/* The status code of the answer. */
static inline int client_code(const struct client *c)
{
	int code = 0;

	sscanf(c->answer, "Status: %d", &code);
	return code;
}

static inline const char *client_body(const struct client *c)
{
	const char *gap = strstr(c->answer, "\r\n\r\n");

	return gap ? gap + 4 : "";
}

#endif
