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

#include "util/buf.h"
#include "util/status.h"
#include "view/strings.h"

#ifdef __cplusplus
extern "C" {
#endif

struct view;	  /* the templates of one language */
struct view_dict; /* values for one expansion */

/* Load every *.tpl below dir with the words of strings. Problems are logged
 * with file and line; STATUS_FAILED then. strings must outlive the view. */
MUST_CHECK enum status view_open(const char *dir,
				 const struct strings *strings,
				 struct view **out);
void view_close(struct view *view);

/* A dictionary; free it after the expansion. Sections and includes belong to
 * their parent. Values are copied. */
struct view_dict *view_dict_new(void);
void view_dict_free(struct view_dict *dict);

void view_set(struct view_dict *dict, const char *name, const char *text);
void view_set_n(struct view_dict *dict, const char *name, const char *text,
		size_t len);
void view_set_int(struct view_dict *dict, const char *name, int64_t value);
void view_setf(struct view_dict *dict, const char *name, const char *format,
	       ...) __attribute__((format(printf, 3, 4)));

/* Show a section once, without values of its own. */
void view_show(struct view_dict *dict, const char *section);

/* Show a section once more, with the returned values (and its parents'). */
struct view_dict *view_section(struct view_dict *dict, const char *section);

/* Include template file ("partials/entry.tpl") once more at {{>NAME}}. */
struct view_dict *view_include(struct view_dict *dict, const char *name,
			       const char *file);

/* Expand file with dict; appended to out. STATUS_FAILED is logged. */
MUST_CHECK enum status view_expand(struct view *view, const char *file,
				   struct view_dict *dict, struct buf *out);

/* The words the view was opened with. */
const struct strings *view_strings(const struct view *view);

#ifdef __cplusplus
}
#endif

#endif
