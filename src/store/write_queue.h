/* Workers that want to write take turns. SQLite's own waiting sleeps longer
 * and longer and serves whoever wakes first: under load some waited for
 * hundreds of turns. Other programs (import, backup) still meet the workers
 * at SQLite's lock. A worker killed at its turn leaves the queue whole. */
#ifndef STORE_WRITE_QUEUE_H
#define STORE_WRITE_QUEUE_H

#include <stdbool.h>

/* For the parent of all workers, before it forks. */
void store_write_queue_open(void);

/* Wait for a turn; false: it did not come in wait_ms. Without a queue the
 * turn comes at once. Who got it must leave. */
bool store_write_queue_enter(int wait_ms);
void store_write_queue_leave(void);

#endif
