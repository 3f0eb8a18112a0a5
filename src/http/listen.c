#include "http/listen.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "util/log.h"

#define BACKLOG        1024
#define SYSTEMD_FD     3
#define PASS_VARIABLE  "NORTHSTAR_LISTEN" /* fd, ours, device, inode */
#define TEMPORARY_NAME "%s.%d"

static bool set_flag(int fd, bool close_on_exec)
{
	return fcntl(fd, F_SETFD, close_on_exec ? FD_CLOEXEC : 0) == 0;
}

static bool is_listening(int fd)
{
	socklen_t size = sizeof(int);
	int answer = 0;

	return getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &answer, &size) == 0 &&
	       answer;
}

/* The socket that the program before us, in this very process, passed. */
static bool take_passed(struct listener *l)
{
	const char *text = getenv(PASS_VARIABLE);
	unsigned long long device, inode;
	int is_ours;

	if (!text || sscanf(text, "%d %d %llu %llu", &l->fd, &is_ours, &device,
			    &inode) != 4)
		return false;
	unsetenv(PASS_VARIABLE);
	l->is_ours = is_ours;
	l->device = (dev_t)device;
	l->inode = (ino_t)inode;
	return is_listening(l->fd) && set_flag(l->fd, true);
}

/* sd_listen_fds(3), for one socket. */
static bool take_systemds(struct listener *l)
{
	const char *pid = getenv("LISTEN_PID"), *count = getenv("LISTEN_FDS");

	if (!pid || !count || atol(pid) != (long)getpid() || atoi(count) < 1)
		return false;
	l->fd = SYSTEMD_FD;
	return is_listening(l->fd) && set_flag(l->fd, true);
}

static bool fill_address(struct sockaddr_un *address, const char *path)
{
	size_t len = strlen(path);

	*address = (struct sockaddr_un){ .sun_family = AF_UNIX };
	if (len >= sizeof address->sun_path) {
		log_error("socket path %s: longer than %zu bytes", path,
			  sizeof address->sun_path - 1);
		return false;
	}
	memcpy(address->sun_path, path, len + 1);
	return true;
}

/* Does somebody answer at path? */
static bool is_alive(const char *path)
{
	struct sockaddr_un address;
	bool is_up;
	int fd;

	if (!fill_address(&address, path))
		return false;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return false;
	is_up = connect(fd, (struct sockaddr *)&address, sizeof address) == 0 ||
		errno == EAGAIN;
	close(fd);
	return is_up;
}

/* A socket listening at path, which must not exist. Nobody can connect
 * before it listens, nor with wider rights than meant. */
static int listen_at(const char *path)
{
	struct sockaddr_un address;
	mode_t mask;
	int fd, rc;

	if (!fill_address(&address, path))
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	unlink(path); /* of a process that had our number and died here */
	mask = umask(0117);
	rc = bind(fd, (struct sockaddr *)&address, sizeof address);
	umask(mask);
	if (rc < 0 || listen(fd, BACKLOG) < 0) {
		log_error("socket %s: %s", path, strerror(errno));
		close(fd);
		return -1;
	}
	return fd;
}

static int make_new(struct listener *l)
{
	char temporary[4096];
	struct stat file;

	if (is_alive(l->path)) {
		log_error("socket %s: another server answers there", l->path);
		return -1;
	}
	if (snprintf(temporary, sizeof temporary, TEMPORARY_NAME, l->path,
		     (int)getpid()) >= (int)sizeof temporary)
		return -1;
	l->fd = listen_at(temporary);
	if (l->fd < 0)
		return -1;
	if (stat(temporary, &file) < 0 || rename(temporary, l->path) < 0) {
		log_error("socket %s: %s", l->path, strerror(errno));
		unlink(temporary);
		close(l->fd);
		return -1;
	}
	l->is_ours = true;
	l->device = file.st_dev;
	l->inode = file.st_ino;
	return 0;
}

int listen_open(struct listener *listener, const char *path)
{
	*listener = (struct listener){ .fd = -1, .path = path };
	if (take_passed(listener))
		return 0;
	*listener = (struct listener){ .fd = -1, .path = path };
	if (take_systemds(listener))
		return 0;
	return make_new(listener);
}

int listen_pass(const struct listener *listener)
{
	char text[100];

	snprintf(text, sizeof text, "%d %d %llu %llu", listener->fd,
		 listener->is_ours, (unsigned long long)listener->device,
		 (unsigned long long)listener->inode);
	return setenv(PASS_VARIABLE, text, 1) == 0 &&
			       set_flag(listener->fd, false)
		       ? 0
		       : -1;
}

void listen_keep(const struct listener *listener)
{
	unsetenv(PASS_VARIABLE);
	set_flag(listener->fd, true);
}

void listen_close(struct listener *listener)
{
	struct stat file;

	if (listener->fd < 0)
		return;
	if (listener->is_ours && stat(listener->path, &file) == 0 &&
	    file.st_dev == listener->device && file.st_ino == listener->inode)
		unlink(listener->path);
	close(listener->fd);
	listener->fd = -1;
}
