#include "job/job.h"

#include <unistd.h>

#include "job/check.h"
#include "job/mail.h"
#include "page/erasure.h"
#include "page/ready_made.h"
#include "page/retention.h"
#include "page/site.h"
#include "store/generation.h"
#include "store/outbox.h"
#include "util/clock.h"
#include "util/log.h"

#define SWEEP_SECONDS 60
#define ALL_SECONDS   3600
#define RETRY_SECONDS 2
#define CALM_SECONDS  60 /* a start has enough to do */

#define CLOCK_STEP_SECONDS 60 /* less is not worth a word */

/* A large file is not written anew while somebody waits for a page. */
static void finish_erasures(struct db *db)
{
	struct arena *arena = arena_new();

	if (erasure_finish_late(db, arena, clock_now()) != STATUS_OK)
		log_error("traces of erased people are left; it is tried again "
			  "in a minute");
	arena_free(arena);
}

/* What lasts longer than a day is looked at each hour. */
static void sweep(struct site *site, volatile sig_atomic_t *stop)
{
	static int64_t all_at;
	int64_t now_ms = clock_monotonic_ms();
	bool is_all = all_at == 0 || now_ms - all_at >= ALL_SECONDS * 1000;
	int64_t public_generation, directory;
	struct db *db;

	if (site_database(site, DB_WRITE, &db) != STATUS_OK ||
	    db_generation(db, &public_generation, &directory) != STATUS_OK)
		return;
	ready_made_sweep(site->ready_made, public_generation);
	if (is_all)
		all_at = now_ms;
	retention_walk(db, site->config, clock_now(), is_all, stop);
	finish_erasures(db);
}

/* Pages say what holds for a day. The day that has begun: still the last one
 * when that could not be told. */
static int begin_day(struct site *site, int last)
{
	int day = clock_local(clock_now()).day;
	struct db *db;
	enum status st;

	if (day == last)
		return last;
	st = site_database(site, DB_WRITE, &db);
	if (st == STATUS_OK)
		st = store_generation_raise(db);
	if (st == STATUS_OK)
		return day;
	log_error("the new day's generation was not begun: %s",
		  status_name(st));
	sleep(RETRY_SECONDS);
	return last;
}

/* The clock on the wall, counted from the one that never goes back. */
static int64_t wall(void)
{
	return clock_now() - clock_monotonic_ms() / 1000;
}

/* What waits for its time would wait for a clock that was set back to come
 * round again. The clock as it is taken to be from now on. */
static int64_t follow_clock(struct site *site, int64_t last)
{
	int64_t now = wall();
	struct db *db;

	if (last - now < CLOCK_STEP_SECONDS)
		return now;
	log_warning("the clock was set back by %lld seconds",
		    (long long)(last - now));
	if (site_database(site, DB_WRITE, &db) == STATUS_OK &&
	    store_outbox_clock_back(db, last - now) == STATUS_OK)
		return now;
	log_error("mail waits for the clock to come round; it is tried again");
	return last;
}

int job_run(struct site *site, volatile sig_atomic_t *stop)
{
	int today = clock_local(clock_now()).day;
	int64_t swept_at = 0, begun_at = clock_monotonic_ms(), clock = wall();

	while (!*stop) {
		clock = follow_clock(site, clock);
		today = begin_day(site, today);
		if (clock_monotonic_ms() - swept_at >= SWEEP_SECONDS * 1000) {
			swept_at = clock_monotonic_ms();
			sweep(site, stop);
		}
		mail_tick(site, stop);
		if (clock_monotonic_ms() - begun_at >= CALM_SECONDS * 1000)
			job_check_due(site);
		sleep(1); /* a signal ends it early */
	}
	mail_finish();
	site_close_databases(site);
	return 0;
}
