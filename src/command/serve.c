#include "command/commands.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http/fcgi.h"
#include "http/supervisor.h"
#include "job/job.h"
#include "page/assets.h"
#include "page/dispatch.h"
#include "page/last_page.h"
#include "page/ready_made.h"
#include "page/site.h"
#include "store/migrate.h"
#include "store/write_queue.h"
#include "util/clock.h"
#include "util/confine.h"
#include "util/log.h"
#include "util/password.h"
#include "util/token.h"

#define LOCK_WAIT_MS  12000
#define PAGES_WAIT_MS 120000
#define TRIAL_WAIT_MS 10000

struct server {
	struct site site;
	int lock_fd;
};

/* While it is held no restore replaces the database under us. Workers of the
 * last generation may hold it for a moment after HUP. */
static int take_lock(struct arena *arena, const struct config *config)
{
	char *path = config_path(arena, config, COMMAND_SERVE_LOCK);
	int64_t give_up = clock_monotonic_ms() + LOCK_WAIT_MS;
	int fd;

	mkdir(config_path(arena, config, "run"), 0755);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0)
		return command_failed("cannot open %s: %s", path,
				      strerror(errno)),
		       -1;
	while (flock(fd, LOCK_EX | LOCK_NB) != 0) {
		if (clock_monotonic_ms() > give_up) {
			close(fd);
			command_failed("another server runs on this state "
				       "folder; stop it, or give another with "
				       "--state");
			return -1;
		}
		usleep(50000);
	}
	return fd;
}

static int cores(void)
{
	long count = sysconf(_SC_NPROCESSORS_ONLN);

	return count > 0 ? (int)count : 1;
}

static int workers_of(const struct config *config)
{
	return config->workers ? config->workers : 2 * cores();
}

static int staff_workers_of(const struct config *config)
{
	if (config->staff_workers)
		return config->staff_workers;
	return cores() > 2 ? cores() : 2;
}

/* An older database is lifted to this version. A trial does that as the last
 * thing before it says yes: the workers of the program before go on with what
 * they have open, and if anything is wrong nothing has changed. */
static void lift_database(const struct command_env *env)
{
	int from, to;

	if (store_lift(env->database, &from, &to) == STATUS_OK && from != to)
		log_info("the database was lifted from version %d to %d", from,
			 to);
}

/* Somebody may hold the write lock for long, such as an import, while workers
 * of the last generation go on; a start that gave up would end them. */
static enum status open_pages(const char *state, struct db *db,
			      struct ready_made **out)
{
	int64_t give_up = clock_monotonic_ms() + PAGES_WAIT_MS;
	enum status st;

	do {
		st = ready_made_open(state, db, out);
	} while (st == STATUS_BUSY && clock_monotonic_ms() < give_up);
	return st;
}

/* Whatever would keep the program from starting anew must keep a trial from
 * saying yes: workers that only read go on with a disk that takes nothing. */
static enum status try_pages(struct db *db)
{
	int64_t give_up = clock_monotonic_ms() + TRIAL_WAIT_MS;
	enum status st;

	do {
		db_begin(db);
		st = db_end(db, STATUS_OK);
	} while (st == STATUS_BUSY && clock_monotonic_ms() < give_up);
	return st;
}

/* A broken database is told apart from a missing one before anything
 * listens; and the link to ready-made pages goes, under the write lock. A
 * trial leaves the link and the epoch to the server at work. */
static enum status begin_pages(const struct command_env *env, struct site *site)
{
	const char *state = env->config.state;
	struct db *db;
	enum status st = STATUS_OK;

	if (supervisor_is_trial())
		st = ready_made_try(state);
	if (st != STATUS_OK)
		return st;
	lift_database(env);
	st = command_open(env, DB_WRITE, &db);
	if (st != STATUS_OK)
		return st;
	st = supervisor_is_trial() ? try_pages(db)
				   : open_pages(state, db, &site->ready_made);
	db_close(db);
	return st;
}

/* Everything that all workers share is loaded before the first fork. */
static enum status open_site(struct command_env *env, struct site *site)
{
	const struct config *config = &env->config;
	struct arena *arena = env->arena;
	enum status st;

	site->config = config;
	store_write_queue_open();
	password_slots_open(workers_of(config) + staff_workers_of(config));
	st = token_key_file(config_path(arena, config, "secret"), site->key);
	if (st == STATUS_OK)
		st = strings_open(
			arena_printf(arena, "%s/strings", config->share),
			config->language, &site->strings);
	if (st == STATUS_OK)
		st = view_open(
			arena_printf(arena, "%s/templates", config->share),
			site->strings, &site->view);
	if (st == STATUS_OK)
		st = map_open(arena_printf(arena, "%s/data/mn-counties.json",
					   config->share),
			      &site->map);
	if (st == STATUS_OK)
		st = assets_open(config, &site->assets);
	if (st == STATUS_OK)
		st = begin_pages(env, site);
	if (st == STATUS_OK)
		st = last_page_open(site);
	return st;
}

static void close_site(struct site *site)
{
	view_close(site->view);
	strings_close(site->strings);
	map_close(site->map);
	assets_close(site->assets);
}

/* Other sites get PROVIDER_MS; this is longer. */
#define OUTSIDE_STUCK_SECONDS 8

struct beat {
	struct dispatcher dispatcher; /* first: it is the handlers' context */
	struct supervisor_slot *slot;
};

static void tell_beat(void *context, int is_busy)
{
	struct beat *beat = context;

	supervisor_beat(beat->slot, is_busy);
}

static_assert(POOLS <= SUPERVISOR_POOLS, "room for all pools");

#define SECRETS_MAX 64 /* files of secrets that may be read */

/* What names of hosts are looked up with, certificates, the time. */
static const char *const FOR_NETWORK[] = {
	"/etc",
	"/lib",
	"/lib64",
	"/usr/lib",
	"/usr/share/ca-certificates",
	"/usr/local/share/ca-certificates",
	"/run/systemd/resolve",
};

/* For good: the state folder to write, what the site is made of to read, and,
 * for those who ask other servers, what that takes. */
static bool confine(const struct config *config, unsigned rights)
{
	const char *const write[] = { config->state, NULL };
	const char *read[SECRETS_MAX + 16] = { config->share,
					       "/usr/share/zoneinfo",
					       "/etc/localtime" };
	size_t count = 3, i;

	if (rights & CONFINE_NETWORK) {
		for (i = 0; i < sizeof FOR_NETWORK / sizeof *FOR_NETWORK; i++)
			read[count++] = FOR_NETWORK[i];
		if (*config->mail_password_file)
			read[count++] = config->mail_password_file;
		for (i = 0; i < config->provider_count && i < SECRETS_MAX; i++)
			if (*config->providers[i].secret_file)
				read[count++] =
					config->providers[i].secret_file;
	}
	return confine_begin(&(struct confine){
		.rights = rights, .write = write, .read = read });
}

static int work(void *context, const struct supervisor_worker *told)
{
	struct server *server = context;
	struct beat beat = { .dispatcher = { .site = &server->site },
			     .slot = told->slot };
	struct fcgi_worker worker = {
		.listen_fd = told->listen_fd,
		.handle = dispatch_handle,
		.after = dispatch_after,
		.refuse = dispatch_refuse,
		.context = &beat,
		.stop = told->stop,
		.beat = tell_beat,
	};
	int failed;

	close(server->lock_fd);
	server->site.worker = told;
	server->site.pool = (enum pool)told->pool;
	if (!confine(server->site.config,
		     told->pool == POOL_OUTSIDE ? CONFINE_NETWORK : 0))
		return COMMAND_FAILED;
	site_open_databases(&server->site);
	failed = fcgi_serve(&worker);
	site_close_databases(&server->site);
	return failed ? 1 : 0;
}

static int job(void *context, volatile sig_atomic_t *stop)
{
	struct server *server = context;

	close(server->lock_fd);
	if (!confine(server->site.config, CONFINE_NETWORK | CONFINE_FORK))
		return COMMAND_FAILED;
	return job_run(&server->site, stop);
}

/* Where nobody is offered another site, one process says so. */
static int outside_workers_of(const struct config *config)
{
	return config->provider_count > 0 ? config->outside_workers : 1;
}

static int run(struct command_env *env, struct server *server, char **argv)
{
	const struct config *config = &env->config;
	int stuck = config->stuck_seconds;
	struct supervisor supervisor = {
		.pools = {
			[POOL_APP] = {
				.name = "app",
				.socket_path = config_path(env->arena, config,
							   "run/app.sock"),
				.workers = workers_of(config),
				.stuck_seconds = stuck,
			},
			[POOL_OUTSIDE] = {
				.name = "outside",
				.socket_path = config_path(env->arena, config,
							   "run/outside.sock"),
				.workers = outside_workers_of(config),
				.stuck_seconds = stuck > OUTSIDE_STUCK_SECONDS
					? stuck : OUTSIDE_STUCK_SECONDS,
			},
			[POOL_STAFF] = {
				.name = "staff",
				.socket_path = config_path(env->arena, config,
							   "run/staff.sock"),
				.workers = staff_workers_of(config),
				.stuck_seconds = stuck,
			},
		},
		.pool_count = POOLS,
		.argv = argv - 1, /* main()'s: HUP starts it again */
		.context = server,
		.work = work,
		.job = job,
	};

	return supervisor_run(&supervisor);
}

/* serve: the workers and the background jobs, until told to end. */
int command_serve(int argc, char **argv)
{
	static const struct command_option OPTIONS[] = { { 0 } };
	struct server server = { .lock_fd = -1 };
	struct command_env env;
	int code = command_begin(&env, argc, argv, OPTIONS, 0, 0);

	if (code >= 0)
		goto out;
	code = COMMAND_FAILED;
	if (!supervisor_is_trial())
		server.lock_fd = take_lock(env.arena, &env.config);
	if ((server.lock_fd >= 0 || supervisor_is_trial()) &&
	    open_site(&env, &server.site) == STATUS_OK) {
		/* Said at the start, not to the first who signs in. */
		(void)config_look_for_secrets(env.arena, &env.config);
		code = run(&env, &server, argv);
	}
	close_site(&server.site);
	if (server.lock_fd >= 0)
		close(server.lock_fd);
out:
	command_end(&env);
	return code;
}
