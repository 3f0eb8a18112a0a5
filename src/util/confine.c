#include "util/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/landlock.h>
#include <linux/sched.h>

#include "util/log.h"
#include "util/sanitized.h"

#define FILES_MAX  512
#define MEMORY_MAX ((rlim_t)1 << 30) /* its own, without mapped files */

/* Limits --------------------------------------------------------------------
 */

static bool limit(int what, rlim_t most)
{
	struct rlimit now;

	if (getrlimit(what, &now) != 0)
		return false;
	if (now.rlim_max < most)
		most = now.rlim_max;
	now.rlim_cur = now.rlim_max = most;
	return setrlimit(what, &now) == 0;
}

bool confine_cores(void)
{
	return limit(RLIMIT_CORE, 0);
}

static bool limit_all(void)
{
	bool ok = confine_cores() && limit(RLIMIT_NOFILE, FILES_MAX);

	/* Shadow memory is much, and leaks are looked for from outside. */
	if (!IS_SANITIZED)
		ok = ok && limit(RLIMIT_DATA, MEMORY_MAX) &&
		     prctl(PR_SET_DUMPABLE, 0) == 0;
	return ok;
}

/* Landlock ------------------------------------------------------------------
 */

/* As linux/landlock.h has it since Linux 6.12; a kernel takes the part that it
 * knows. */
struct ruleset {
	uint64_t files, net, scoped;
};

#define FILES_1  ((1ULL << 13) - 1) /* version 1: all but the next three */
#define REFER    (1ULL << 13)       /* 2: names into other folders */
#define TRUNCATE (1ULL << 14)       /* 3 */
#define DEVICES  (1ULL << 15)       /* 5: ioctl(2) */
#define NET_BIND 1ULL               /* 4 */
#define SCOPES   3ULL               /* 6: abstract sockets, signals */

#define READS                                                                  \
	((uint64_t)LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
#define OF_FILES                                                               \
	((uint64_t)LANDLOCK_ACCESS_FS_READ_FILE |                              \
	 LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_EXECUTE |          \
	 TRUNCATE | DEVICES)

static uint64_t files_of(long version)
{
	return FILES_1 | (version >= 2 ? REFER : 0) |
	       (version >= 3 ? TRUNCATE : 0) | (version >= 5 ? DEVICES : 0);
}

static bool allow_path(int rules, const char *path, uint64_t access)
{
	struct landlock_path_beneath_attr rule = { .allowed_access = access };
	int fd = open(path, O_PATH | O_CLOEXEC), folder, rc;

	if (fd < 0)
		return errno == ENOENT || errno == EACCES;
	folder = openat(fd, ".", O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder < 0)
		rule.allowed_access &= OF_FILES;
	else
		close(folder);
	rule.parent_fd = fd;
	rc = (int)syscall(SYS_landlock_add_rule, rules,
			  LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
	close(fd);
	return rc == 0;
}

static bool allow_paths(int rules, const char *const *paths, uint64_t access)
{
	for (; paths && *paths; paths++) {
		if (allow_path(rules, *paths, access))
			continue;
		log_error("landlock: %s: %s", *paths, strerror(errno));
		return false;
	}
	return true;
}

/* Sanitizers look at their process and start a program that names lines;
 * counters of coverage are written where the objects are. */
static const char *const OF_THE_BUILD[] = {
#ifdef COVERAGE_FOLDER
	COVERAGE_FOLDER,
#endif
	IS_SANITIZED ? "/proc" : NULL, "/usr", "/lib64", NULL
};

static bool shut_files(const struct confine *c)
{
	long version = syscall(SYS_landlock_create_ruleset, NULL, 0,
			       LANDLOCK_CREATE_RULESET_VERSION);
	struct ruleset all = { .files = files_of(version) };
	size_t size = sizeof all.files;
	uint64_t writes = all.files & ~(uint64_t)LANDLOCK_ACCESS_FS_EXECUTE;
	int rules;
	bool ok;

	if (version < 1) {
		log_warning("this kernel has no Landlock: files are guarded by "
			    "their owners alone");
		return true;
	}
	if (version >= 4) {
		all.net = NET_BIND;
		size += sizeof all.net;
	}
	if (version >= 6) {
		all.scoped = SCOPES;
		size += sizeof all.scoped;
	}
	rules = (int)syscall(SYS_landlock_create_ruleset, &all, size, 0);
	ok = rules >= 0 && allow_paths(rules, c->write, writes) &&
	     allow_paths(rules, c->read, READS) &&
	     allow_paths(rules, OF_THE_BUILD, all.files) &&
	     syscall(SYS_landlock_restrict_self, rules, 0) == 0;
	if (!ok)
		log_error("landlock: %s", strerror(errno));
	if (rules >= 0)
		close(rules);
	return ok;
}

/* System calls ----------------------------------------------------------------
 */

/* Parted by spaces, so that a reader sees what belongs together. A name that
 * this machine's architecture does not have is left out. */
static const char *const NEEDED[] = {
	/* files */
	"read readv pread64 preadv write writev pwrite64 pwritev lseek open "
	"openat creat close close_range stat fstat lstat newfstatat statx "
	"statfs fstatfs access faccessat faccessat2 readlink readlinkat "
	"getdents getdents64 getcwd rename renameat renameat2 unlink unlinkat "
	"mkdir mkdirat rmdir link linkat symlink symlinkat truncate ftruncate "
	"fallocate fadvise64 copy_file_range sendfile fsync fdatasync flock "
	"fcntl chmod fchmod fchmodat chown fchown utimensat umask dup dup2 "
	"dup3 pipe pipe2",
	/* memory */
	"brk munmap mremap madvise msync mincore mlock munlock",
	/* waiting, and a socket that somebody else opened */
	"poll ppoll select pselect6 epoll_create1 epoll_ctl epoll_wait "
	"epoll_pwait eventfd2 accept accept4 shutdown getsockopt setsockopt "
	"getsockname getpeername recvfrom recvmsg sendto sendmsg",
	/* time, signals, itself */
	"clock_gettime clock_getres clock_nanosleep nanosleep gettimeofday "
	"time times alarm rt_sigaction rt_sigprocmask rt_sigreturn "
	"rt_sigpending rt_sigsuspend rt_sigtimedwait sigaltstack "
	"restart_syscall pause exit exit_group getpid gettid getppid getuid "
	"geteuid getgid getegid getpgrp getrusage sysinfo uname getrandom "
	"futex set_robust_list get_robust_list rseq set_tid_address "
	"sched_yield sched_getaffinity arch_prctl membarrier",
	NULL
};

static const char *const FOR_NETWORK[] = {
	"connect bind recvmmsg sendmmsg socketpair", NULL
};

static const char *const FOR_CHILDREN[] = { "wait4 waitid kill", NULL };

static const char *const FOR_SANITIZERS[] = {
	"clone clone3 fork vfork execve execveat ptrace process_vm_readv "
	"prctl prlimit64 mmap mprotect tgkill kill wait4 socket connect "
	"personality",
	NULL
};

/* No mistake of ours makes these. */
static const char *const INTRUDERS[] = {
	"execve execveat ptrace process_vm_readv process_vm_writev kcmp "
	"pidfd_getfd mount umount2 pivot_root chroot move_mount open_tree "
	"fsopen fsmount setns unshare bpf perf_event_open init_module "
	"finit_module delete_module kexec_load kexec_file_load "
	"userfaultfd io_uring_setup add_key request_key keyctl reboot swapon "
	"swapoff acct iopl ioperm open_by_handle_at setuid setgid setreuid "
	"setregid setresuid setresgid setgroups setfsuid setfsgid",
	NULL
};

static bool add_name(scmp_filter_ctx filter, uint32_t action, const char *name)
{
	int number = seccomp_syscall_resolve_name(name);

	if (number == __NR_SCMP_ERROR || number < 0)
		return true; /* not of this architecture */
	return seccomp_rule_add(filter, action, number, 0) == 0;
}

static bool add_names(scmp_filter_ctx filter, uint32_t action,
		      const char *const *lines)
{
	char name[40];
	bool ok = true;

	for (; *lines; lines++) {
		const char *at = *lines;

		while (ok && *at) {
			size_t len = strcspn(at, " ");

			memcpy(name, at, len);
			name[len] = '\0';
			ok = add_name(filter, action, name);
			at += len + strspn(at + len, " ");
		}
	}
	return ok;
}

#define ALLOW(call, ...)                                                       \
	(seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(call),              \
			  __VA_ARGS__) == 0)

/* Memory that is written is never run. Who looks names up loads libraries for
 * it. */
static bool add_mappings(scmp_filter_ctx filter, bool may_load)
{
	if (may_load)
		return ALLOW(mmap, 0) && ALLOW(mprotect, 0);
	return ALLOW(mmap, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)) &&
	       ALLOW(mprotect, 1, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
}

/* abort(3) and raise(3), a process's name, its own limits, what a terminal
 * says of itself. */
static bool add_own(scmp_filter_ctx filter)
{
	return ALLOW(tgkill, 1, SCMP_A0(SCMP_CMP_EQ, (uint64_t)getpid())) &&
	       ALLOW(prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_NAME)) &&
	       ALLOW(prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_SET_PDEATHSIG)) &&
	       ALLOW(prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_GET_DUMPABLE)) &&
	       ALLOW(prctl, 1, SCMP_A0(SCMP_CMP_EQ, PR_GET_NO_NEW_PRIVS)) &&
	       ALLOW(prlimit64, 1, SCMP_A2(SCMP_CMP_EQ, 0)) &&
	       ALLOW(ioctl, 1, SCMP_A1(SCMP_CMP_EQ, TCGETS)) &&
	       ALLOW(ioctl, 1, SCMP_A1(SCMP_CMP_EQ, FIONREAD)) &&
	       ALLOW(ioctl, 1, SCMP_A1(SCMP_CMP_EQ, FIONBIO));
}

#define NAMESPACES                                                             \
	((uint64_t)CLONE_NEWNS | CLONE_NEWCGROUP | CLONE_NEWUTS |              \
	 CLONE_NEWIPC | CLONE_NEWUSER | CLONE_NEWPID | CLONE_NEWNET)

/* Its arguments stand behind a pointer, where no filter looks; the C library
 * then takes clone(2). */
static bool add_clone3(scmp_filter_ctx filter)
{
	return seccomp_rule_add(filter, SCMP_ACT_ERRNO(ENOSYS),
				SCMP_SYS(clone3), 0) == 0;
}

static bool add_children(scmp_filter_ctx filter)
{
	return add_names(filter, SCMP_ACT_ALLOW, FOR_CHILDREN) &&
	       ALLOW(clone, 1, SCMP_A0(SCMP_CMP_MASKED_EQ, NAMESPACES, 0)) &&
	       ALLOW(tgkill, 0);
}

static bool add_network(scmp_filter_ctx filter)
{
	return add_names(filter, SCMP_ACT_ALLOW, FOR_NETWORK) &&
	       ALLOW(socket, 1, SCMP_A0(SCMP_CMP_EQ, AF_INET)) &&
	       ALLOW(socket, 1, SCMP_A0(SCMP_CMP_EQ, AF_INET6)) &&
	       ALLOW(socket, 1, SCMP_A0(SCMP_CMP_EQ, AF_UNIX)) &&
	       ALLOW(socket, 2, SCMP_A0(SCMP_CMP_EQ, AF_NETLINK),
		     SCMP_A2(SCMP_CMP_EQ, 0 /* routes */)) &&
	       ALLOW(clone, 1,
		     SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD | NAMESPACES,
			     CLONE_THREAD));
}

static bool fill(scmp_filter_ctx filter, unsigned rights)
{
	bool ok = add_names(filter, SCMP_ACT_ALLOW, NEEDED);

	if (IS_SANITIZED)
		ok = ok && add_names(filter, SCMP_ACT_ALLOW, FOR_SANITIZERS) &&
		     ALLOW(ioctl, 0);
	else
		ok = ok && add_mappings(filter, rights & CONFINE_NETWORK) &&
		     add_own(filter) && add_clone3(filter) &&
		     add_names(filter, SCMP_ACT_KILL_PROCESS, INTRUDERS);
	if (ok && (rights & CONFINE_FORK))
		ok = add_children(filter);
	if (ok && (rights & CONFINE_NETWORK))
		ok = add_network(filter);
	return ok;
}

static bool shut_calls(unsigned rights)
{
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
	int rc = -EINVAL;

	if (!filter)
		return false;
	/* A tree is searched, not a list. */
	(void)seccomp_attr_set(filter, SCMP_FLTATR_CTL_OPTIMIZE, 2);
	if (fill(filter, rights))
		rc = seccomp_load(filter);
	seccomp_release(filter);
	if (rc != 0)
		log_error("seccomp: %s", strerror(-rc));
	return rc == 0;
}

bool confine_begin(const struct confine *confine)
{
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || !limit_all()) {
		log_error("limits: %s", strerror(errno));
		return false;
	}
	return shut_files(confine) && shut_calls(confine->rights);
}
