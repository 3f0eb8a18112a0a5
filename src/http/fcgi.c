#include "http/fcgi.h"

#include <errno.h>
#include <fcgiapp.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "http/fcgi_params.h"
#include "http/fcgi_send.h"
#include "http/last_words.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/memory.h"

/* The peer is nginx, which sends a request in one go and reads an answer as
 * fast as it comes. */
#define RECEIVE_SECONDS 2
#define SEND_SECONDS    5
#define RESPONDER       1 /* FCGI_RESPONDER of the protocol */

#define SHORT_SECONDS 10 /* between two words about too few descriptors */

struct loop {
	struct fcgi_worker *worker;
	struct arena *arena;
	FCGX_Request fcgi;
	int epoll_fd;
	int spare_fd;       /* given up to accept one more, see below */
	int64_t told_at_ms; /* that descriptors or memory are short */
	bool is_cut; /* the body could not be read: no answer can be right */
	sigset_t wait_mask; /* lets the ending signals in */
	sigset_t busy_mask; /* keeps them out */
};

static void set_timeout(int fd, int option, long seconds)
{
	struct timeval t = { .tv_sec = seconds };

	setsockopt(fd, SOL_SOCKET, option, &t, sizeof t);
}

static size_t read_body(void *stream, char *to, size_t len)
{
	struct loop *loop = stream;
	int got, error;

	if (len > INT_MAX)
		return 0;
	got = FCGX_GetStr(to, (int)len, loop->fcgi.in);
	error = FCGX_GetError(loop->fcgi.in);
	/* Above 0 it is the system's. A body that does not come is no fault. */
	if (error > 0 && error != EAGAIN) {
		log_warning("a body could not be read: %s", strerror(error));
		loop->is_cut = true;
	}
	return got < 0 || error ? 0 : (size_t)got;
}

/* Read BEGIN and PARAMS from a connection just accepted. libfcgi would close
 * the connection first unless it believed that it was kept, and would accept
 * another if this one turned out bad; with no listening socket of its own it
 * returns instead. */
static int read_params(FCGX_Request *fcgi, int fd)
{
	fcgi->ipcFd = fd;
	fcgi->keepConnection = 1;
	if (FCGX_Accept_r(fcgi) < 0)
		return -1; /* it has closed fd */
	fcgi->keepConnection = 0;
	return fcgi->role == RESPONDER ? 0 : -1;
}

/* What nobody should have sent: a plain answer, or a page if the layers
 * above make one. */
static void refuse(struct loop *loop, struct request *request,
		   struct response *response, int code)
{
	response->code = code;
	if (loop->worker->refuse) {
		loop->worker->refuse(loop->worker->context, request, response,
				     code);
	} else {
		response->type = "text/plain; charset=utf-8";
		response_header(response, "Cache-Control", "no-store");
		buf_printf(&response->body, "%d %s\n", code,
			   response_reason(code));
	}
}

/* One request, its parameters read, to its end. */
static void answer(struct loop *loop)
{
	FCGX_Request *fcgi = &loop->fcgi;
	struct fcgi_worker *worker = loop->worker;
	struct request request;
	struct response response;
	int code = fcgi_params_read(&request, loop->arena, fcgi->envp);

	request.read_body = read_body;
	request.stream = loop;
	last_words_begin(fcgi->ipcFd, fcgi->requestId, &request);
	response_init(&response, loop->arena);
	log_set_request(request.id);
	if (code)
		refuse(loop, &request, &response, code);
	else
		worker->handle(worker->context, &request, &response);
	/* Without an answer nginx, which has all of it, asks another worker. */
	if (!loop->is_cut &&
	    fcgi_send(fcgi->ipcFd, fcgi->requestId, &request, &response) == 0)
		fcgi_close(fcgi->ipcFd,
			   request.body_length != 0 && !fcgi->in->isClosed);
	else
		close(fcgi->ipcFd);
	fcgi->ipcFd = -1;
	last_words_end();
	if (!code && worker->after)
		worker->after(worker->context, &request, &response);
	log_set_request(NULL);
}

static void serve_connection(struct loop *loop, int fd)
{
	struct fcgi_worker *worker = loop->worker;

	if (worker->beat)
		worker->beat(worker->context, 1);
	set_timeout(fd, SO_RCVTIMEO, RECEIVE_SECONDS);
	set_timeout(fd, SO_SNDTIMEO, SEND_SECONDS);
	loop->is_cut = false;
	memory_may_borrow(true);
	if (read_params(&loop->fcgi, fd) == 0)
		answer(loop);
	memory_may_borrow(false);
	/* frees what libfcgi holds; closes only what answer() did not */
	FCGX_Free(&loop->fcgi, loop->fcgi.ipcFd >= 0);
	loop->fcgi.ipcFd = -1;
	arena_reset(loop->arena);
	if (worker->beat)
		worker->beat(worker->context, 0);
}

/* Wait for a connection or an ending signal. EPOLLEXCLUSIVE wakes one worker
 * for one connection, not all of them. */
static void wait_for_connection(struct loop *loop)
{
	struct epoll_event event;

	epoll_pwait(loop->epoll_fd, &event, 1, -1, &loop->wait_mask);
}

static void open_spare(struct loop *loop)
{
	if (loop->spare_fd < 0)
		loop->spare_fd = fcntl(loop->epoll_fd, F_DUPFD_CLOEXEC, 0);
}

static void tell_shortage(struct loop *loop, int error)
{
	int64_t now = clock_monotonic_ms();

	if (loop->told_at_ms && now - loop->told_at_ms < SHORT_SECONDS * 1000)
		return;
	loop->told_at_ms = now;
	log_error("accept: %s", strerror(error));
}

static int accept_one(const struct loop *loop)
{
	return accept4(loop->worker->listen_fd, NULL, NULL, SOCK_CLOEXEC);
}

/* A worker has all that a page takes open before it begins, so one descriptor
 * is enough to go on: the spare one is given up for the connection, and taken
 * back when that is closed. */
static int accept_with_spare(struct loop *loop)
{
	int fd = accept_one(loop), error;

	if (fd >= 0 || loop->spare_fd < 0 ||
	    (errno != EMFILE && errno != ENFILE))
		return fd;
	tell_shortage(loop, errno);
	close(loop->spare_fd);
	loop->spare_fd = -1;
	fd = accept_one(loop);
	error = errno;
	if (fd < 0)
		open_spare(loop);
	errno = error;
	return fd;
}

/* Accept fails for want of files or memory: the connection stays in the
 * queue, so do not spin on it. -1 when the socket itself is of no use. */
static int rest_after(struct loop *loop, int error)
{
	switch (error) {
	case EBADF:
	case EINVAL:
	case ENOTSOCK:
	case EOPNOTSUPP:
		log_error("accept: %s", strerror(error));
		return -1;
	case EINTR:
	case ECONNABORTED:
		return 0;
	}
	tell_shortage(loop, error);
	usleep(50000);
	return 0;
}

/* Woken for a connection and told to stop at once: nobody else was woken for
 * it, and on a quiet site it would wait for the next one. */
static void serve_last(struct loop *loop)
{
	int fd = accept_with_spare(loop);

	if (fd >= 0)
		serve_connection(loop, fd);
}

static int serve_until_stopped(struct loop *loop)
{
	struct fcgi_worker *worker = loop->worker;

	while (!*worker->stop) {
		int fd = accept_with_spare(loop);

		if (fd >= 0) {
			serve_connection(loop, fd);
			open_spare(loop);
			/* a signal that came meanwhile is delivered here */
			sigprocmask(SIG_SETMASK, &loop->wait_mask, NULL);
			sigprocmask(SIG_SETMASK, &loop->busy_mask, NULL);
		} else if (errno == EAGAIN) {
			wait_for_connection(loop);
		} else if (rest_after(loop, errno) < 0) {
			return -1;
		}
	}
	serve_last(loop);
	return 0;
}

/* Signals that end a worker wait while it works: a request is finished
 * first, and no system call in a handler fails with EINTR. */
static void hold_signals(struct loop *loop)
{
	static const int ending[] = { SIGTERM, SIGINT, SIGHUP, SIGUSR1 };
	size_t i;

	sigprocmask(SIG_BLOCK, NULL, &loop->wait_mask);
	loop->busy_mask = loop->wait_mask;
	for (i = 0; i < sizeof ending / sizeof *ending; i++) {
		sigdelset(&loop->wait_mask, ending[i]);
		sigaddset(&loop->busy_mask, ending[i]);
	}
	sigprocmask(SIG_SETMASK, &loop->busy_mask, NULL);
}

static int prepare(struct loop *loop)
{
	struct epoll_event event = { .events = EPOLLIN | EPOLLEXCLUSIVE };
	int fd = loop->worker->listen_fd;
	int flags = fcntl(fd, F_GETFL);

	/* libfcgi lingers 2 s on a bad peer otherwise */
	setenv("LIBFCGI_OS_CLOSE_POLL_TIMEOUT", "50", 1);
	if (FCGX_Init() != 0 || FCGX_InitRequest(&loop->fcgi, -1, 0) != 0) {
		log_error("libfcgi does not start");
		return -1;
	}
	loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
	if (loop->epoll_fd < 0 || flags < 0 ||
	    fcntl(fd, F_SETFL, flags | O_NONBLOCK) < 0 ||
	    epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) {
		log_error("listening socket: %s", strerror(errno));
		return -1;
	}
	return 0;
}

int fcgi_serve(struct fcgi_worker *worker)
{
	struct loop loop = { .worker = worker, .epoll_fd = -1, .spare_fd = -1 };
	int rc = -1;

	loop.arena = arena_new();
	hold_signals(&loop);
	if (prepare(&loop) == 0) {
		open_spare(&loop);
		if (worker->beat)
			worker->beat(worker->context, 0); /* ready */
		rc = serve_until_stopped(&loop);
	}
	if (loop.epoll_fd >= 0)
		close(loop.epoll_fd);
	if (loop.spare_fd >= 0)
		close(loop.spare_fd);
	sigprocmask(SIG_SETMASK, &loop.wait_mask, NULL);
	arena_free(loop.arena);
	return rc;
}
