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

static const char *pass_variable(const struct listener *l)
{
	static char name[40];

	if (l->position == 0)
		return PASS_VARIABLE;
	snprintf(name, sizeof name, PASS_VARIABLE "_%d", l->position);
	return name;
}

/* The socket that the program before us, in this very process, passed. */
static bool take_passed(struct listener *l)
{
	const char *text = getenv(pass_variable(l));
	unsigned long long device, inode;
	int is_ours;

	if (!text || sscanf(text, "%d %d %llu %llu", &l->fd, &is_ours, &device,
			    &inode) != 4)
		return false;
	unsetenv(pass_variable(l));
	l->is_ours = is_ours;
	l->device = (dev_t)device;
	l->inode = (ino_t)inode;
	return is_listening(l->fd) && set_flag(l->fd, true);
}

/* The name of the socket at position, of names parted by colons. A unit's
 * own name, which systemd gives to a socket without one, is none. */
static bool is_named(const char *names, int position, const char *name)
{
	size_t len;

	for (; position > 0 && names; position--) {
		names = strchr(names, ':');
		names = names ? names + 1 : NULL;
	}
	if (!names)
		return !name;
	len = strcspn(names, ":");
	if (!name)
		return len == 0 || memmem(names, len, ".socket", 7) ||
		       (len == 7 && memcmp(names, "unknown", 7) == 0);
	return len == strlen(name) && memcmp(names, name, len) == 0;
}

/* sd_listen_fds_with_names(3). */
static bool take_systemds(struct listener *l, const char *name)
{
	const char *pid = getenv("LISTEN_PID"), *told = getenv("LISTEN_FDS");
	const char *names = getenv("LISTEN_FDNAMES");
	int count = pid && told && atol(pid) == (long)getpid() ? atoi(told) : 0;
	int found = -1, i;

	for (i = 0; i < count && found < 0; i++)
		if (is_named(names, i, name))
			found = i;
	if (found < 0 && l->position < count &&
	    is_named(names, l->position, NULL))
		found = l->position;
	l->fd = SYSTEMD_FD + found;
	return found >= 0 && is_listening(l->fd) && set_flag(l->fd, true);
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

int listen_open(struct listener *listener, const char *name, const char *path,
		int position)
{
	const struct listener nothing = { .fd = -1,
					  .position = position,
					  .path = path };

	*listener = nothing;
	if (take_passed(listener))
		return 0;
	*listener = nothing;
	if (take_systemds(listener, name))
		return 0;
	*listener = nothing;
	return make_new(listener);
}

int listen_pass(const struct listener *listener)
{
	char text[100];

	snprintf(text, sizeof text, "%d %d %llu %llu", listener->fd,
		 listener->is_ours, (unsigned long long)listener->device,
		 (unsigned long long)listener->inode);
	return setenv(pass_variable(listener), text, 1) == 0 &&
			       set_flag(listener->fd, false)
		       ? 0
		       : -1;
}

void listen_keep(const struct listener *listener)
{
	unsetenv(pass_variable(listener));
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
