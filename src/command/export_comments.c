/* export comments: all of them, in every state, to stdout. */
#include "command/commands.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "page/export_out.h"

struct export
{
	struct export_out out;
	struct buf *buf;
};

/* What is written so far goes out, so that no more than a row is held. */
static enum status flush(struct buf *buf)
{
	size_t len = buf->len;

	buf->len = 0;
	return fwrite(buf->data, 1, len, stdout) == len ? STATUS_OK
							: STATUS_FAILED;
}

static enum status put(void *context, const char *const *cells)
{
	struct export *ex = context;

	export_out_row(&ex->out, cells);
	return flush(ex->buf);
}

static enum status export_all(struct db *db, struct export *ex)
{
	int64_t rows, parts = 0;
	enum status st, end;

	db_begin_read(db);
	st = store_export_count(db, EXPORT_COMMENTS, &rows, &parts);
	end = export_out_begin(&ex->out, NULL, "comments");
	if (st == STATUS_OK)
		st = end;
	for (int64_t i = 1; st == STATUS_OK && i <= parts; i++)
		st = store_export_rows(db, EXPORT_COMMENTS, i, put, ex);
	db_end_read(db);
	st = export_out_end(&ex->out, st);
	if (st == STATUS_OK)
		st = flush(ex->buf);
	if (fflush(stdout) != 0 || ferror(stdout))
		st = STATUS_FAILED;
	return st;
}

int command_export_comments(int argc, char **argv)
{
	static const struct command_option options[] = { { 0 } };
	struct command_env env;
	int code = command_begin(&env, argc, argv, options, 0, 0);
	struct buf buf;
	struct export ex = { .out = { .format = FORMAT_JSON, .out = &buf },
			     .buf = &buf };
	struct db *db;

	if (code >= 0)
		goto out;
	code = COMMAND_FAILED;
	buf_init(&buf, env.arena);
	ex.out.columns =
		store_export_columns(EXPORT_COMMENTS, &ex.out.column_count);
	if (command_open(&env, DB_READ, &db) != STATUS_OK)
		goto out;
	if (export_all(db, &ex) == STATUS_OK)
		code = 0;
	else
		command_failed("the comments could not be written: %s",
			       errno ? strerror(errno) : "see above");
	db_close(db);
out:
	command_end(&env);
	return code;
}
