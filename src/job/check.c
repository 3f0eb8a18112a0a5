#include "job/check.h"

#include "page/site.h"
#include "store/audit.h"
#include "store/event.h"
#include "util/clock.h"
#include "util/log.h"

static bool is_due(struct db *db)
{
	struct arena *arena = arena_new();
	struct system_event last;
	enum status st = store_event_get(db, arena, "check", &last);

	arena_free(arena);
	return st == STATUS_OK && clock_now() - last.at >= CHECK_SECONDS;
}

/* Whether it is due is asked once a minute, and whatever goes wrong too. */
void job_check_due(struct site *site)
{
	static int64_t looked_at;
	enum status st;
	struct db *db;

	if (looked_at && clock_now() - looked_at < 60)
		return;
	looked_at = clock_now();
	if (site_database(site, DB_READ, &db) != STATUS_OK || !is_due(db))
		return;
	st = db_check(db);
	if (st == STATUS_OK)
		st = store_audit_verify(db);
	if (st == STATUS_BUSY)
		return; /* nothing was learnt */
	if (st != STATUS_OK)
		log_error("the daily check found faults; run northstar verify");
	if (site_database(site, DB_WRITE, &db) != STATUS_OK ||
	    store_event_put(db, "check", st == STATUS_OK, NULL, clock_now()) !=
		    STATUS_OK)
		log_error("the daily check could not be noted");
}
