#include "page/outside.h"

#include <unistd.h>

#include "http/supervisor.h"
#include "util/log.h"

#define PATIENCE_MS 250
#define LOOK_MS     10

static int which(const struct ctx *c, const struct provider_config *p)
{
	return (int)(p - c->site->config->providers);
}

enum status outside_enter(struct ctx *c, const struct provider_config *p)
{
	const struct supervisor_worker *worker = c->site->worker;
	int most = c->site->config->outside_workers / 2;

	if (!worker || c->site->pool != POOL_OUTSIDE) {
		log_error("only the pool that may asks other sites");
		return STATUS_FAILED;
	}
	for (int waited = 0; waited <= PATIENCE_MS; waited += LOOK_MS) {
		if (supervisor_share(worker, which(c, p), most > 1 ? most : 1))
			return STATUS_OK;
		usleep(LOOK_MS * 1000);
	}
	log_warning("%s keeps its share of workers waiting", p->id);
	return STATUS_BUSY;
}

void outside_leave(struct ctx *c)
{
	const struct supervisor_worker *worker = c->site->worker;
	const struct config *config = c->site->config;

	if (!worker || c->site->pool != POOL_OUTSIDE)
		return;
	for (size_t i = 0; i < config->provider_count; i++)
		supervisor_unshare(worker, (int)i);
}
