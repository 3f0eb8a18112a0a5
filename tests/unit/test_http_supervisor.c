#include "http/supervisor.h"

#include "supervised.h"

static void killed_worker_is_replaced(void **state)
{
	pid_t fallen = ask_pid("/");

	(void)state;
	assert_int_not_equal(fallen, server);
	kill(fallen, SIGKILL);
	wait_until(kill(fallen, 0) < 0);
	wait_until(count_children() == ALL);
	assert_int_not_equal(ask_pid("/"), fallen);
}

static void stuck_worker_is_killed_and_others_go_on(void **state)
{
	int64_t start = clock_monotonic_ms();
	int fd = client_connect(socket_path);

	(void)state;
	client_begin(&stuck, "GET", "/hang");
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(50000);
	ask_pid("/");
	assert_true(clock_monotonic_ms() - start < 1000);
	assert_false(client_receive(&stuck, fd));
	assert_in_range(clock_monotonic_ms() - start, 900, 5000);
	wait_until(count_children() == ALL);
	ask_pid("/");
}

static void told_to_end_it_answers_what_it_has_and_leaves_nobody(void **state)
{
	int fd = client_connect(socket_path), status;

	(void)state;
	client_begin(&c, "GET", "/slow");
	client_finish(&c, NULL);
	assert_true(client_send(&c, fd));
	usleep(100000);
	kill(server, SIGTERM);
	assert_true(client_receive(&c, fd));
	assert_int_equal(client_code(&c), 200);
	assert_int_equal(waitpid(server, &status, 0), server);
	server = 0;
	assert_int_equal(status, 0);
	assert_int_equal(access(socket_path, F_OK), -1);
	assert_int_equal(access(aside_path, F_OK), -1);
}

/* Ask without a pause until stop_at_ms; how many went unanswered. */
static int ask_until(const char *path, int64_t stop_at_ms)
{
	int failed = 0, asked = 0;

	while (clock_monotonic_ms() < stop_at_ms) {
		asked++;
		if (!client_get(&c, path, asked % 16 ? "/" : "/slow") ||
		    client_code(&c) != 200)
			failed++;
	}
	return asked > 20 ? failed : -1;
}

static void new_generation_takes_over_without_a_lost_request(void **state)
{
	pid_t before = ask_pid("/"), asking[2];
	int i, status;

	(void)state;
	for (i = 0; i < 2; i++) {
		asking[i] = fork();
		if (asking[i] == 0)
			_exit(ask_until(i ? aside_path : socket_path,
					clock_monotonic_ms() + 3000) != 0);
	}
	usleep(200000);
	kill(server, SIGHUP);
	usleep(1000000);
	kill(server, SIGHUP);
	for (i = 0; i < 2; i++) {
		waitpid(asking[i], &status, 0);
		assert_int_equal(status, 0);
	}
	wait_until(kill(before, 0) < 0);
	wait_until(count_children() == ALL);
	ask_pid("/");
}

static void new_program_that_does_not_start_changes_nothing(void **state)
{
	pid_t before = ask_pid("/");

	(void)state;
	close(open(broken_path, O_CREAT | O_WRONLY | O_CLOEXEC, 0600));
	kill(server, SIGHUP);
	wait_until(access(tried_path_of(socket_path), F_OK) == 0);
	unlink(tried_path_of(socket_path));
	wait_until(count_children() == ALL);
	usleep(100000);
	ask_pid("/");
	assert_int_equal(kill(before, 0), 0);
	assert_int_equal(count_children(), ALL);
}

static void workers_end_when_the_supervisor_is_killed(void **state)
{
	pid_t worker = ask_pid("/");
	int fd = client_connect(socket_path);

	(void)state;
	client_begin(&stuck, "GET", "/hang"); /* that one too */
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(50000);
	/* orphans come to this process, which can so wait for them */
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	server = 0;
	while (waitpid(-1, NULL, 0) > 0)
		;
	assert_int_equal(kill(worker, 0), -1);
	close(fd);
}

static void socket_is_closed_to_others(void **state)
{
	struct stat file;

	(void)state;
	assert_int_equal(stat(socket_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0660);
	assert_int_equal(stat(aside_path, &file), 0);
	assert_int_equal(file.st_mode & 0777, 0660);
}

static void second_server_leaves_the_first_ones_socket(void **state)
{
	pid_t second = start_server(socket_path);
	int status;

	(void)state;
	assert_int_equal(waitpid(second, &status, 0), second);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 0);
	ask_pid("/");
}

static void dead_servers_socket_is_taken_over(void **state)
{
	(void)state;
	kill(server, SIGKILL);
	waitpid(server, NULL, 0);
	while (waitpid(-1, NULL, 0) > 0)
		;
	assert_int_equal(access(socket_path, F_OK), 0);
	server = start_server(socket_path);
	wait_until(client_get(&c, socket_path, "/"));
}

static void workers_that_fall_at_once_are_started_ever_more_slowly(void **state)
{
	char path[120];
	struct stat file;
	int status;

	(void)state;
	snprintf(path, sizeof path, "%s/starts", folder);
	setenv("FALL_AT_ONCE", path, 1);
	server = start_server(socket_path);
	unsetenv("FALL_AT_ONCE");
	usleep(1500000);
	kill(server, SIGTERM);
	assert_int_equal(waitpid(server, &status, 0), server);
	server = 0;
	assert_int_equal(status, 0);
	assert_int_equal(stat(path, &file), 0);
	/* after 0, 0.1, 0.3, 0.7 and 1.5 seconds */
	assert_in_range(file.st_size, 2 * (ALL - 1), 5 * (ALL - 1));
	unlink(path);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		CASE(killed_worker_is_replaced),
		CASE(stuck_worker_is_killed_and_others_go_on),
		CASE(told_to_end_it_answers_what_it_has_and_leaves_nobody),
		CASE(new_generation_takes_over_without_a_lost_request),
		CASE(new_program_that_does_not_start_changes_nothing),
		CASE(workers_end_when_the_supervisor_is_killed),
		CASE(socket_is_closed_to_others),
		CASE(second_server_leaves_the_first_ones_socket),
		CASE(dead_servers_socket_is_taken_over),
		CASE_ALONE(
			workers_that_fall_at_once_are_started_ever_more_slowly),
	};

	RUN(tests, argc, argv);
}
