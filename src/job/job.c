#include "job/job.h"

#include <unistd.h>

#include "page/ready_made.h"
#include "store/comment.h"
#include "store/generation.h"
#include "util/clock.h"
#include "util/log.h"

#define SWEEP_SECONDS 60

static enum status open_writer(struct site *site)
{
	struct arena *arena;
	enum status st = STATUS_OK;

	if (site->writer)
		return STATUS_OK;
	arena = arena_new();
	st = db_open(config_path(arena, site->config, "northstar.db"), DB_WRITE,
		     &site->writer);
	arena_free(arena);
	return st;
}

static void sweep(struct site *site)
{
	int64_t public_generation, directory;

	if (open_writer(site) != STATUS_OK ||
	    db_generation(site->writer, &public_generation, &directory) !=
		    STATUS_OK)
		return;
	ready_made_sweep(site->ready_made, public_generation);
	if (store_comment_forget(site->writer, clock_now()) != STATUS_OK)
		log_error("old address hashes could not be forgotten");
}

static void begin_day(struct site *site)
{
	enum status st = open_writer(site);

	if (st == STATUS_OK)
		st = store_generation_raise(site->writer);
	if (st != STATUS_OK)
		log_error("the new day's generation was not begun: %s",
			  status_name(st));
}

int job_run(struct site *site, volatile sig_atomic_t *stop)
{
	int today = clock_local(clock_now()).day;
	int64_t swept_at = 0;

	while (!*stop) {
		int day = clock_local(clock_now()).day;

		if (day != today)
			begin_day(site);
		today = day;
		if (clock_monotonic_ms() - swept_at >= SWEEP_SECONDS * 1000) {
			swept_at = clock_monotonic_ms();
			sweep(site);
		}
		sleep(1); /* a signal ends it early */
	}
	db_close(site->writer);
	return 0;
}
