/* An answer as FastCGI records, past libfcgi's 8 KB streams: one system call
 * for a whole page. */
#ifndef HTTP_FCGI_SEND_H
#define HTTP_FCGI_SEND_H

#include "http/request.h"
#include "http/response.h"

/* Send response as the answer to request_id on fd. 0, or -1 when the peer
 * is gone or does not read. */
int fcgi_send(int fd, int request_id, const struct request *request,
	      const struct response *response);

/* The same by hand, without any memory: pieces of at most 65528 bytes of the
 * header lines and of the body, and the end. -1 as above. */
int fcgi_send_piece(int fd, int request_id, const char *bytes, size_t len);
int fcgi_send_end(int fd, int request_id);

/* Close fd so that the peer still gets all that was sent: closing with
 * something unread, or while the peer sends (has_unread: it will), would throw
 * the answer away. */
void fcgi_close(int fd, bool has_unread);

#endif
