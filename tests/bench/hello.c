/* The measure of bench: a FastCGI program that only answers the bytes of a
 * file. Usage: hello SOCKET FILE; 4 threads on libfcgi. */
#include <fcgiapp.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define THREADS 4

static int listen_fd;
static char *page;
static size_t page_len;

static void *serve(void *unused)
{
	FCGX_Request request;

	(void)unused;
	FCGX_InitRequest(&request, listen_fd, 0);
	while (FCGX_Accept_r(&request) == 0) {
		FCGX_PutS("Content-Type: text/html; charset=utf-8\r\n\r\n",
			  request.out);
		FCGX_PutStr(page, (int)page_len, request.out);
		FCGX_Finish_r(&request);
	}
	return NULL;
}

static int read_page(const char *path)
{
	struct stat info;
	int fd = open(path, O_RDONLY);
	int is_whole;

	if (fd < 0 || fstat(fd, &info) != 0)
		return -1;
	page_len = (size_t)info.st_size;
	page = malloc(page_len + 1);
	is_whole = page && read(fd, page, page_len) == (ssize_t)page_len;
	close(fd);
	return is_whole ? 0 : -1;
}

int main(int argc, char **argv)
{
	pthread_t threads[THREADS];

	if (argc != 3 || read_page(argv[2]) != 0) {
		fputs("usage: hello SOCKET FILE\n", stderr);
		return 2;
	}
	FCGX_Init();
	signal(SIGTERM, SIG_DFL); /* the library only takes note of it */
	listen_fd = FCGX_OpenSocket(argv[1], 1024);
	if (listen_fd < 0)
		return 1;
	for (int i = 0; i < THREADS; i++)
		pthread_create(&threads[i], NULL, serve, NULL);
	for (int i = 0; i < THREADS; i++)
		pthread_join(threads[i], NULL);
	return 0;
}
