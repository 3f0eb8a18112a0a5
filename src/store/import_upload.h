/* A table of listings that staff uploaded: kept between its dry run and its
 * import, and its report for 30 days. */
#ifndef STORE_IMPORT_UPLOAD_H
#define STORE_IMPORT_UPLOAD_H

#include <stdbool.h>

#include "store/db.h"

#define IMPORT_UPLOAD_DAYS 30
#define IMPORT_CONTENT_MAX ((size_t)8 * 1024 * 1024) /* bytes */
#define IMPORT_REPORT_MAX  100000                    /* characters of JSON */

struct import_upload {
	int64_t id, user_id, created_at;
	const char *name;      /* of the file, to be shown */
	const char *report;    /* JSON, page/admin_import_report.h */
	int64_t change_set_id; /* 0: not imported */
	int64_t undone_at;     /* 0: not undone */
};

/* content is text (UTF-8 without NUL) of at most IMPORT_CONTENT_MAX. */
MUST_CHECK enum status store_import_add(struct db *db, int64_t user_id,
					const char *name, const char *content,
					const char *report, int64_t now,
					int64_t *id);

/* Another report for one that is not imported: STATUS_CONFLICT when it is. */
MUST_CHECK enum status store_import_renew(struct db *db, int64_t id,
					  const char *report);

/* It was imported: its content is not needed any more and goes.
 * STATUS_CONFLICT when it was imported before. */
MUST_CHECK enum status store_import_done(struct db *db, int64_t id,
					 int64_t change_set_id,
					 const char *report);

MUST_CHECK enum status store_import_get(struct db *db, struct arena *arena,
					int64_t id, struct import_upload *out);
/* What was uploaded; "" once it is imported. */
MUST_CHECK enum status store_import_content(struct db *db, struct arena *arena,
					    int64_t id, char **content,
					    size_t *len);
/* The newest, at most limit. */
MUST_CHECK enum status store_import_recent(struct db *db, struct arena *arena,
					   size_t limit,
					   struct import_upload **out,
					   size_t *count);

#endif
