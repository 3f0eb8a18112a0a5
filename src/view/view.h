/* Templates: a C face on ctemplate. All templates of a language are loaded,
 * checked and frozen at start; auto-escaping is on in each, or the file is
 * refused. Expanding never fails for want of a value: an unset variable is
 * empty, an unshown section is left out.
 *
 * Names of variables and sections are compile-time constants, in capitals:
 * ctemplate keeps every distinct name for ever.
 *
 * In a template, [[Skip to main content]] is a string of the string table
 * (view/strings.h), put in once at start; {{VARIABLES}} may stand inside. */
#ifndef VIEW_VIEW_H
#define VIEW_VIEW_H

#include <stddef.h>
#include <stdint.h>

#include "util/arena.h"
#include "util/buf.h"
#include "util/status.h"
#include "view/strings.h"

struct view;      /* the templates of one language */
struct view_dict; /* values for one expansion */

/* Load every *.tpl below dir with the words of strings. Problems are logged
 * with file and line; STATUS_FAILED then. strings must outlive the view. */
MUST_CHECK enum status view_open(const char *dir, const struct strings *strings,
				 struct view **out);
void view_close(struct view *view);

/* A dictionary; it and everything set in it lives in arena. Values are
 * copied; names are not, for they are constants. */
struct view_dict *view_dict_new(struct arena *arena);

/* text may be NULL: the variable stays unset. */
void view_set(struct view_dict *dict, const char *name, const char *text);
void view_set_n(struct view_dict *dict, const char *name, const char *text,
		size_t len);
void view_set_int(struct view_dict *dict, const char *name, int64_t value);
void view_setf(struct view_dict *dict, const char *name, const char *format,
	       ...) __attribute__((format(printf, 3, 4)));

/* Show a section once, without values of its own. */
void view_show(struct view_dict *dict, const char *section);

/* Set the variable and show the section of the same name, both or, when text
 * is NULL or empty, neither: {{#PHONE}}<dd>{{PHONE}}</dd>{{/PHONE}}. */
void view_show_text(struct view_dict *dict, const char *name, const char *text);

/* Show a section once more, with the returned values (and its parents'). */
struct view_dict *view_section(struct view_dict *dict, const char *section);

/* Include template file ("partials/entry.tpl") once more at {{>NAME}}, with
 * the returned values; it does not see those of the template around it, so
 * a template may include itself. */
struct view_dict *view_include(struct view_dict *dict, const char *name,
			       const char *file);

/* Expand file with dict; appended to out. STATUS_FAILED is logged. */
MUST_CHECK enum status view_expand(struct view *view, const char *file,
				   struct view_dict *dict, struct buf *out);

#endif
