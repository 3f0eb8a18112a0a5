#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "store/write_queue.h"

/* A child that gets a turn, tells so, and ends when it is told to. */
static pid_t child_at_turn(int *end_fd, bool leaves)
{
	int told[2], end[2];
	char byte;
	pid_t pid;

	assert_int_equal(pipe(told), 0);
	assert_int_equal(pipe(end), 0);
	pid = fork();
	if (pid == 0) {
		close(end[1]);
		if (!store_write_queue_enter(1000) ||
		    write(told[1], "x", 1) != 1)
			_exit(1);
		(void)!read(end[0], &byte, 1);
		if (leaves)
			store_write_queue_leave();
		_exit(0);
	}
	close(told[1]);
	close(end[0]);
	assert_int_equal(read(told[0], &byte, 1), 1);
	close(told[0]);
	*end_fd = end[1];
	return pid;
}

static void end_child(pid_t pid, int end_fd)
{
	int status;

	close(end_fd);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void without_a_queue_the_turn_comes_at_once(void **state)
{
	(void)state;
	assert_true(store_write_queue_enter(0));
	assert_true(store_write_queue_enter(0));
	store_write_queue_leave();
}

static void one_at_a_time_gets_a_turn(void **state)
{
	int end_fd;
	pid_t pid;

	(void)state;
	store_write_queue_open();
	pid = child_at_turn(&end_fd, true);
	assert_false(store_write_queue_enter(20));
	end_child(pid, end_fd);
	assert_true(store_write_queue_enter(20));
	store_write_queue_leave();
}

static void who_is_killed_at_the_turn_holds_up_nobody(void **state)
{
	int end_fd;
	pid_t pid;

	(void)state;
	store_write_queue_open();
	pid = child_at_turn(&end_fd, false);
	end_child(pid, end_fd);
	assert_true(store_write_queue_enter(20));
	store_write_queue_leave();
	assert_true(store_write_queue_enter(20));
	store_write_queue_leave();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_queue_the_turn_comes_at_once),
		cmocka_unit_test(one_at_a_time_gets_a_turn),
		cmocka_unit_test(who_is_killed_at_the_turn_holds_up_nobody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
