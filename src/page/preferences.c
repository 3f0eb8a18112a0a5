#include "page/preferences.h"

#include <string.h>

#include "http/url.h"
#include "page/pages.h"
#include "page/render.h"

/* POST /preferences: the choice of colors, kept in a cookie; back to where
 * the visitor was. "auto" follows the device: no cookie. */
enum status page_preferences_save(struct ctx *c)
{
	const char *theme = form_value(c->form, "theme");
	const char *back = form_value(c->form, "back");
	bool is_https = c->site->config->is_https;

	if (theme &&
	    (strcmp(theme, "light") == 0 || strcmp(theme, "dark") == 0))
		response_cookie(c->response, is_https, THEME_COOKIE, theme,
				THEME_SECONDS);
	else if (theme && strcmp(theme, "auto") == 0)
		response_cookie(c->response, is_https, THEME_COOKIE, "", 0);
	else
		return STATUS_BAD;
	if (!back || strlen(back) > 1024 || !url_is_local(back))
		back = "/";
	return page_redirect(c, 303, "%s", back);
}
