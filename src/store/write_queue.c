#include "store/write_queue.h"

#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <time.h>

#include "util/log.h"

static pthread_mutex_t *queue; /* shared with the children; NULL: none */

void store_write_queue_open(void)
{
	pthread_mutexattr_t attr;
	pthread_mutex_t *made =
		mmap(NULL, sizeof(*made), PROT_READ | PROT_WRITE,
		     MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (made == MAP_FAILED)
		return; /* SQLite's own waiting will do */
	pthread_mutexattr_init(&attr);
	pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
	pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
	if (pthread_mutex_init(made, &attr) == 0)
		queue = made;
	pthread_mutexattr_destroy(&attr);
}

bool store_write_queue_enter(int wait_ms)
{
	struct timespec until;
	int rc;

	if (!queue)
		return true;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += wait_ms / 1000;
	until.tv_nsec += wait_ms % 1000 * 1000000L;
	if (until.tv_nsec >= 1000000000L) {
		until.tv_nsec -= 1000000000L;
		until.tv_sec++;
	}
	rc = pthread_mutex_clocklock(queue, CLOCK_MONOTONIC, &until);
	if (rc == EOWNERDEAD) /* killed at its turn; SQLite rolls it back */
		rc = pthread_mutex_consistent(queue);
	if (rc != 0 && rc != ETIMEDOUT)
		log_warning("the queue of writers is of no use: %d", rc);
	return rc == 0;
}

void store_write_queue_leave(void)
{
	if (queue)
		pthread_mutex_unlock(queue);
}
