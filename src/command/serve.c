#include "command/commands.h"

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
#include "store/write_queue.h"
#include "util/clock.h"
#include "util/log.h"
#include "util/password.h"
#include "util/token.h"

#define LOCK_WAIT_MS 12000

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

static int default_workers(void)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	return cores > 0 ? (int)cores * 2 : 2;
}

static int workers_of(const struct config *config)
{
	return config->workers ? config->workers : default_workers();
}

/* A broken database is told apart from a missing one before anything
 * listens; and the link to ready-made pages goes, under the write lock. A
 * trial leaves the link and the epoch to the server at work. */
static enum status begin_pages(const struct command_env *env, struct site *site)
{
	struct db *db;
	enum status st = command_open(env, DB_WRITE, &db);

	if (st != STATUS_OK)
		return st;
	if (!supervisor_is_trial())
		st = ready_made_open(env->config.state, db, &site->ready_made);
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
	password_slots_open(workers_of(config));
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
		last_page_open(site);
	return st;
}

static void close_site(struct site *site)
{
	view_close(site->view);
	strings_close(site->strings);
	map_close(site->map);
	assets_close(site->assets);
}

/* The pools: everything that the site has itself, and what must ask other
 * sites first. */
enum { POOL_APP, POOL_OUTSIDE };

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
	server->site.is_outside = told->pool == POOL_OUTSIDE;
	failed = fcgi_serve(&worker);
	site_close_databases(&server->site);
	return failed ? 1 : 0;
}

static int job(void *context, volatile sig_atomic_t *stop)
{
	struct server *server = context;

	close(server->lock_fd);
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
		},
		.pool_count = 2,
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
