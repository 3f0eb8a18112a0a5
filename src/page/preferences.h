/* What a visitor chose, kept in a cookie. */
#ifndef PAGE_PREFERENCES_H
#define PAGE_PREFERENCES_H

#define THEME_COOKIE  "ns_theme"
#define THEME_SECONDS (365L * 24 * 3600)

#endif
