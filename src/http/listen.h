/* The listening Unix socket, and who owns its name. */
#ifndef HTTP_LISTEN_H
#define HTTP_LISTEN_H

#include <stdbool.h>
#include <sys/types.h>

struct listener {
	int fd;
	int position; /* of several */
	const char *path;
	bool is_ours; /* we made its name, and we remove it */
	dev_t device; /* the name's file, so that only ours is removed */
	ino_t inode;
};

/* The socket handed over by listen_pass(), else systemd's, else a new one at
 * path (mode 0660). A new one takes the place of a dead one by rename; while
 * another process answers at path, it is refused. 0, or -1 after logging.
 *
 * systemd's is the one that FileDescriptorName= calls name, or the one at
 * position (0 is the first) if it has no name of its own. name is a constant;
 * path must live as long as listener. */
int listen_open(struct listener *listener, const char *name, const char *path,
		int position);

/* Let the program that is about to be exec'ed find the socket; -1 when it
 * cannot. */
int listen_pass(const struct listener *listener);

/* Undo listen_pass(), when exec failed. */
void listen_keep(const struct listener *listener);

/* Stop listening in this process, and remove the name if it is ours. */
void listen_close(struct listener *listener);

#endif
