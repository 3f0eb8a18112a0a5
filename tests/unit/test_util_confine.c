/* What a confined process may do and what not: each try in a child of its own.
 * Sanitizers keep some calls open, so tests/http/confine.test.mjs runs the
 * release build of this program, too. */
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "util/confine.h"
#include "util/sanitized.h"

static char folder[] = "/tmp/northstar-confine-XXXXXX";
static char inside[64], outside[] = "/tmp/northstar-outside-XXXXXX";

/* Runs what in a confined child; its exit code, or minus its signal. */
static int confined(unsigned rights, int (*what)(void))
{
	const char *const write[] = { folder, NULL };
	const char *const read[] = { "/usr/share/zoneinfo", "/nowhere", NULL };
	const struct confine c = { rights, write, read };
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(confine_begin(&c) ? what() : 99);
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

/* 0, or errno. */
static int result(long rc)
{
	return rc < 0 ? errno : 0;
}

static int writes_inside(void)
{
	int fd = open(inside, O_RDWR | O_CREAT, 0600);

	return fd < 0 || write(fd, "x", 1) != 1 || fsync(fd) != 0;
}

static int writes_outside(void)
{
	return result(open(outside, O_WRONLY));
}

static int makes_outside(void)
{
	return result(mkdir("/tmp/northstar-confine-made", 0700));
}

static int reads_the_time_zones(void)
{
	return result(open("/usr/share/zoneinfo/America/Chicago", O_RDONLY));
}

static int reads_elsewhere(void)
{
	return result(open("/etc/passwd", O_RDONLY));
}

static int opens_a_socket(void)
{
	return result(socket(AF_INET, SOCK_STREAM, 0));
}

static int opens_a_raw_socket(void)
{
	return result(socket(AF_PACKET, SOCK_RAW, 0));
}

static int listens(void)
{
	struct sockaddr_in any = { .sin_family = AF_INET };
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	return fd < 0 ? 98
		      : result(bind(fd, (struct sockaddr *)&any, sizeof any));
}

static int signals_its_parent(void)
{
	return result(kill(getppid(), 0));
}

static int has_a_child(void)
{
	int status;
	pid_t pid = fork();

	if (pid == 0)
		_exit(7);
	return pid < 0 ? errno
		       : waitpid(pid, &status, 0) != pid ||
				 WEXITSTATUS(status) != 7;
}

static int raises_a_limit(void)
{
	struct rlimit more = { RLIM_INFINITY, RLIM_INFINITY };

	return result(setrlimit(RLIMIT_CORE, &more));
}

static int leaves_a_core_file(void)
{
	struct rlimit now;

	return getrlimit(RLIMIT_CORE, &now) != 0 || now.rlim_max != 0;
}

static int takes_new_privileges(void)
{
	return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : 1;
}

static int shows_its_memory(void)
{
	return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : 1;
}

static int starts_a_program(void)
{
	char *const words[] = { "/bin/true", NULL };

	return result(execv(words[0], words));
}

static int looks_into_a_process(void)
{
	return result(ptrace(PTRACE_TRACEME, 0, NULL, NULL));
}

static int mounts(void)
{
	return result(syscall(SYS_unshare, 0));
}

static int runs_what_it_wrote(void)
{
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE,
			  MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	return result(mprotect(page, 4096, PROT_READ | PROT_EXEC));
}

static int calls_what_nobody_needs(void)
{
	return result(syscall(SYS_getpriority, 0, 0));
}

static void files_are_those_of_the_named_folders(void **state)
{
	(void)state;
	assert_int_equal(confined(0, writes_inside), 0);
	assert_int_equal(confined(0, writes_outside), EACCES);
	assert_int_equal(confined(0, makes_outside), EACCES);
	assert_int_equal(confined(0, reads_the_time_zones), 0);
	assert_int_equal(confined(0, reads_elsewhere), EACCES);
	assert_int_equal(confined(CONFINE_NETWORK, reads_elsewhere), EACCES);
}

static void only_who_may_opens_a_socket_and_nobody_listens(void **state)
{
	(void)state;
	if (!IS_SANITIZED)
		assert_int_equal(confined(0, opens_a_socket), EPERM);
	assert_int_equal(confined(CONFINE_NETWORK, opens_a_socket), 0);
	if (!IS_SANITIZED)
		assert_int_equal(confined(CONFINE_NETWORK, opens_a_raw_socket),
				 EPERM);
	assert_int_equal(confined(CONFINE_NETWORK, listens), EACCES);
}

static void nobody_outside_gets_a_signal(void **state)
{
	(void)state;
	assert_int_equal(confined(CONFINE_FORK, signals_its_parent), EPERM);
}

static void only_who_may_has_children(void **state)
{
	(void)state;
	if (!IS_SANITIZED)
		assert_int_equal(confined(0, has_a_child), EPERM);
	assert_int_equal(confined(CONFINE_FORK, has_a_child), 0);
}

static void what_was_given_up_stays_so(void **state)
{
	(void)state;
	assert_int_equal(confined(0, raises_a_limit), EPERM);
	assert_int_equal(confined(0, leaves_a_core_file), 0);
	assert_int_equal(confined(0, takes_new_privileges), 0);
	assert_int_equal(confined(0, calls_what_nobody_needs), EPERM);
	if (!IS_SANITIZED)
		assert_int_equal(confined(0, shows_its_memory), 0);
}

static void an_intruders_calls_end_the_process(void **state)
{
	(void)state;
	if (IS_SANITIZED)
		return; /* the release build of this test says it */
	assert_int_equal(confined(0, starts_a_program), -SIGSYS);
	assert_int_equal(
		confined(CONFINE_NETWORK | CONFINE_FORK, starts_a_program),
		-SIGSYS);
	assert_int_equal(confined(0, looks_into_a_process), -SIGSYS);
	assert_int_equal(confined(0, mounts), -SIGSYS);
	assert_int_equal(confined(0, runs_what_it_wrote), EPERM);
}

static int make_files(void **state)
{
	int fd = mkstemp(outside);

	(void)state;
	if (fd < 0 || !mkdtemp(folder))
		return -1;
	close(fd);
	snprintf(inside, sizeof inside, "%s/file", folder);
	return 0;
}

static int remove_files(void **state)
{
	(void)state;
	unlink(outside);
	unlink(inside);
	return rmdir(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(files_are_those_of_the_named_folders),
		cmocka_unit_test(
			only_who_may_opens_a_socket_and_nobody_listens),
		cmocka_unit_test(nobody_outside_gets_a_signal),
		cmocka_unit_test(only_who_may_has_children),
		cmocka_unit_test(what_was_given_up_stays_so),
		cmocka_unit_test(an_intruders_calls_end_the_process),
	};

	return cmocka_run_group_tests(tests, make_files, remove_files);
}
