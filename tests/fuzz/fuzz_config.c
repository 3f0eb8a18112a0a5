/* northstar.conf: what is taken keeps its limits, whatever the file says. */
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "util/config.h"
#include "util/utf8.h"

static int file = -1;

/* Without a file, and with an address of the environment. */
static void first_read(const char *state)
{
	struct arena *arena = arena_new();
	struct config config;

	MUST(config_read(arena, state, &config) == STATUS_OK);
	setenv("NORTHSTAR_BASE_URL", "nonsense", 1);
	MUST(config_read(arena, state, &config) == STATUS_BAD);
	unsetenv("NORTHSTAR_BASE_URL");
	arena_free(arena);
}

/* The folder's northstar.conf is the file in memory. */
static const char *folder(void)
{
	static char made[] = "/tmp/northstar-fuzz-XXXXXX";
	char name[64], target[64];

	if (file >= 0)
		return made;
	file = memfd_create("fuzz", MFD_CLOEXEC);
	MUST(file >= 0 && mkdtemp(made));
	first_read(made);
	snprintf(name, sizeof(name), "%s/northstar.conf", made);
	snprintf(target, sizeof(target), "/proc/self/fd/%d", file);
	MUST(symlink(target, name) == 0);
	return made;
}

static void forget(void)
{
	char name[64];

	snprintf(name, sizeof(name), "%s/northstar.conf", folder());
	unlink(name);
	rmdir(folder());
}

static void check_provider(const struct config *config, size_t i)
{
	const struct provider_config *p = &config->providers[i];

	MUST(*p->client_id && *p->label && *p->secret_file);
	MUST(utf8_is_valid(p->label, strlen(p->label)));
	MUST(config_provider(config, p->id));
	MUST(!strpbrk(p->id, " /?#\r\n"));
	MUST(!strpbrk(p->issuer, " \\\"'<>@#\r\n"));
	if (p->is_oidc)
		MUST(strcmp(p->subject_claim, "sub") == 0);
	else
		MUST(*p->authorize_url && *p->token_url && *p->userinfo_url);
}

static void check_config(struct arena *arena, const struct config *config)
{
	MUST(strncmp(config->base_url, "http", 4) == 0);
	MUST(!strpbrk(config->base_url + 8, "/ \\?#@\r\n\""));
	MUST(config->workers >= 0 && config->workers <= 256);
	MUST(config->stuck_seconds >= 1 && config->stuck_seconds <= 600);
	MUST(config->comments_per_hour >= 1);
	MUST(!strpbrk(config->language, "/.\\"));
	if (*config->mail_server)
		MUST(strchr(config->mail_from, '@'));
	for (size_t i = 0; i < config->provider_count; i++)
		check_provider(config, i);
	MUST(!config_provider(config, "no such one"));
	MUST(config_path(arena, config, "x"));
}

void fuzz_one(const uint8_t *data, size_t size)
{
	struct arena *arena = fuzz_arena();
	struct config config;
	const char *state;
	FILE *nowhere;

	if (file < 0)
		atexit(forget);
	state = folder();
	if (size % 2)
		state = arena_printf(arena, "%s/", state);
	MUST(ftruncate(file, 0) == 0);
	MUST(pwrite(file, data, size, 0) == (ssize_t)size);
	if (config_read(arena, state, &config) != STATUS_OK)
		return;
	check_config(arena, &config);
	nowhere = fopen("/dev/null", "we");
	config_explain(&config, nowhere);
	fclose(nowhere);
	config_look_for_secrets(arena, &config);
}
