/* Another site, as a test makes it up: a process that answers on a port of
 * 127.0.0.1, each connection in a process of its own. */
#ifndef TESTS_STUB_SERVER_H
#define TESTS_STUB_SERVER_H

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

/* Write the whole answer to fd; request is what came, body included. */
typedef void stub_answer(int fd, const char *request);

struct stub {
	pid_t pid;
	int port;
	int *count; /* connections so far */
	char url[40];
};

static inline void stub_read(int fd, char *request, size_t size)
{
	size_t len = 0;
	const char *end, *told;
	ssize_t got;

	for (;;) {
		got = read(fd, request + len, size - 1 - len);
		if (got <= 0)
			return;
		len += (size_t)got;
		request[len] = '\0';
		end = strstr(request, "\r\n\r\n");
		told = strstr(request, "Content-Length: ");
		if (end &&
		    (!told || strlen(end + 4) >= (size_t)atoi(told + 16)))
			return;
	}
}

static inline void stub_serve(int listen_fd, int *count, stub_answer *answer)
{
	static char request[20000];

	for (;;) {
		int fd = accept(listen_fd, NULL, NULL);

		__atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
		if (fork() == 0) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			signal(SIGPIPE, SIG_DFL);
			stub_read(fd, request, sizeof(request));
			answer(fd, request);
			_exit(0);
		}
		close(fd);
	}
}

static inline void stub_begin(struct stub *stub, stub_answer *answer)
{
	struct sockaddr_in at = { .sin_family = AF_INET,
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t size = sizeof(at);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&at, size) < 0 || listen(fd, 50) < 0 ||
	    getsockname(fd, (struct sockaddr *)&at, &size) < 0)
		abort();
	stub->port = ntohs(at.sin_port);
	snprintf(stub->url, sizeof(stub->url), "http://127.0.0.1:%d",
		 stub->port);
	stub->count = mmap(NULL, sizeof(int), PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	fflush(NULL);
	stub->pid = fork();
	if (stub->pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		signal(SIGCHLD, SIG_IGN);
		stub_serve(fd, stub->count, answer);
	}
	close(fd);
}

static inline void stub_end(struct stub *stub)
{
	kill(stub->pid, SIGKILL);
	waitpid(stub->pid, NULL, 0);
	munmap(stub->count, sizeof(int));
}

static inline void stub_say(int fd, const char *head, const char *body)
{
	dprintf(fd,
		"HTTP/1.1 %s\r\nConnection: close\r\nContent-Length: %zu\r\n"
		"\r\n%s",
		head, strlen(body), body);
}

static inline int stub_asks(const char *request, const char *line)
{
	return strncmp(request, line, strlen(line)) == 0;
}

#endif
