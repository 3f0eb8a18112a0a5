#include "http/supervisor.h"

#include "supervised.h"

static void pools_serve_their_own_socket(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++) {
		assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
		assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	}
}

/* Both of its workers hang; the other pool notices nothing, and they are
 * killed after the time of their own pool. */
static void pool_that_hangs_keeps_no_other_waiting(void **state)
{
	int64_t start = clock_monotonic_ms();
	int fds[ASIDE];

	(void)state;
	for (int i = 0; i < ASIDE; i++) {
		fds[i] = client_connect(aside_path);
		client_begin(&stuck, "GET", "/hang");
		client_finish(&stuck, NULL);
		assert_true(client_send(&stuck, fds[i]));
	}
	usleep(50000);
	for (int i = 0; i < 20; i++)
		ask_pid("/");
	assert_true(clock_monotonic_ms() - start < 1500);
	for (int i = 0; i < ASIDE; i++)
		assert_false(client_receive(&stuck, fds[i]));
	assert_in_range(clock_monotonic_ms() - start, 1900, 6000);
	ask_at(aside_path, "/");
	wait_until(count_children() == ALL);
}

static bool has_share(const char *answer)
{
	return strncmp(answer, "yes", 3) == 0;
}

static void share_that_is_taken_is_nobody_elses(void **state)
{
	int fd = client_connect(aside_path);
	pid_t holder;

	(void)state;
	/* One worker takes it and stays busy, so that the other one answers. */
	client_begin(&stuck, "GET", "/slow/share");
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(100000);
	assert_false(has_share(ask_at(aside_path, "/share")));
	/* The other pool has shares of its own. */
	assert_true(has_share(ask_at(socket_path, "/share")));
	assert_true(client_receive(&stuck, fd));
	assert_true(has_share(client_body(&stuck)));
	holder = (pid_t)atoi(client_body(&stuck) + 4);
	/* Who dies with it has it no more. */
	kill(holder, SIGKILL);
	wait_until(kill(holder, 0) < 0);
	wait_until(count_children() == ALL);
	assert_true(has_share(ask_at(aside_path, "/share")));
}

static void share_that_is_given_back_is_free(void **state)
{
	int fd = client_connect(aside_path);

	(void)state;
	client_begin(&stuck, "GET", "/slow/share/unshare");
	client_finish(&stuck, NULL);
	assert_true(client_send(&stuck, fd));
	usleep(100000);
	assert_false(has_share(ask_at(aside_path, "/share")));
	assert_true(client_receive(&stuck, fd));
	assert_true(has_share(ask_at(aside_path, "/share")));
}

static int listening(const char *path)
{
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);

	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	bind(fd, (struct sockaddr *)&address, sizeof address);
	listen(fd, 100);
	return fd;
}

/* What systemd does with socket units: paths in the order of its file
 * descriptors, the second may be NULL, and their names, may be NULL. */
static pid_t start_with_sockets(const char *first, const char *second,
				const char *names)
{
	pid_t pid = fork();
	char text[20];
	int fds[2];

	if (pid != 0)
		return pid;
	fds[0] = listening(first);
	fds[1] = second ? listening(second) : -1;
	/* out of the way of 3 and 4 */
	fds[0] = fcntl(fds[0], F_DUPFD, 20);
	fds[1] = fcntl(fds[1], F_DUPFD, 20);
	dup2(fds[0], 3);
	if (second)
		dup2(fds[1], 4);
	close(fds[0]);
	close(fds[1]);
	snprintf(text, sizeof text, "%d", (int)getpid());
	setenv("LISTEN_PID", text, 1);
	setenv("LISTEN_FDS", second ? "2" : "1", 1);
	if (names)
		setenv("LISTEN_FDNAMES", names, 1);
	execl(program, program, "serve", socket_path, (char *)NULL);
	_exit(127);
}

static void serves_both_through_hup(void **state, bool is_second_ours)
{
	pid_t before;

	wait_until(client_get(&c, socket_path, "/"));
	assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
	wait_until(client_get(&c, aside_path, "/"));
	assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	before = ask_pid("/");
	kill(server, SIGHUP); /* the new program finds them too */
	wait_until(kill(before, 0) < 0);
	assert_int_equal(atoi(ask_at(socket_path, "/pool")), 0);
	assert_int_equal(atoi(ask_at(aside_path, "/pool")), 1);
	assert_int_equal(end(state), 0);
	assert_int_equal(access(socket_path, F_OK), 0);
	assert_int_equal(access(aside_path, F_OK), is_second_ours ? -1 : 0);
	unlink(socket_path);
	unlink(aside_path);
}

static void sockets_of_systemd_are_served_and_left_in_place(void **state)
{
	static const char *const NAMES[] = {
		NULL,           "app:aside",       "a.socket:b.socket",
		"app:b.socket", "unknown:unknown",
	};

	for (size_t i = 0; i < sizeof NAMES / sizeof NAMES[0]; i++) {
		unlink(socket_path);
		unlink(aside_path);
		server = start_with_sockets(socket_path, aside_path, NAMES[i]);
		serves_both_through_hup(state, false);
	}
}

static void sockets_of_systemd_are_found_by_name(void **state)
{
	unlink(socket_path);
	unlink(aside_path);
	server = start_with_sockets(aside_path, socket_path, "aside:app");
	serves_both_through_hup(state, false);
}

static void socket_that_systemd_does_not_pass_is_made(void **state)
{
	unlink(socket_path);
	unlink(aside_path);
	server = start_with_sockets(socket_path, NULL, "northstar.socket");
	serves_both_through_hup(state, true);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		CASE(pools_serve_their_own_socket),
		CASE(pool_that_hangs_keeps_no_other_waiting),
		CASE(share_that_is_taken_is_nobody_elses),
		CASE(share_that_is_given_back_is_free),
		CASE_ALONE(sockets_of_systemd_are_served_and_left_in_place),
		CASE_ALONE(sockets_of_systemd_are_found_by_name),
		CASE_ALONE(socket_that_systemd_does_not_pass_is_made),
	};

	RUN(tests, argc, argv);
}
