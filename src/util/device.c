#include "util/device.h"

#include <string.h>

/* A sign in the header, and the product's name. */
struct product {
	const char *sign, *name;
};

/* The first that fits: Edge and Opera call themselves Chrome too, Chrome
 * calls itself Safari, and Android calls itself Linux. */
static const struct product BROWSERS[] = {
	{ "Edg", "Edge" },         { "OPR/", "Opera" },
	{ "Firefox/", "Firefox" }, { "FxiOS/", "Firefox" },
	{ "Chrome/", "Chrome" },   { "CriOS/", "Chrome" },
	{ "Safari/", "Safari" },   { "", "Browser" },
};

static const struct product SYSTEMS[] = {
	{ "iPhone", " on iPhone" },   { "iPad", " on iPad" },
	{ "Android", " on Android" }, { "Windows", " on Windows" },
	{ "Macintosh", " on Mac" },   { "CrOS", " on Chromebook" },
	{ "Linux", " on Linux" },     { "", "" },
};

static const char *find(const struct product *products, const char *user_agent)
{
	while (!strstr(user_agent, products->sign))
		products++;
	return products->name;
}

const char *device_name(struct arena *arena, const char *user_agent)
{
	return arena_printf(arena, "%s%s", find(BROWSERS, user_agent),
			    find(SYSTEMS, user_agent));
}
