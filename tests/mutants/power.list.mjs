// Kills and power cuts: what keeps comments, pages and the database whole.
const test = 'tests/http/chaos.test.mjs';

export default [
  {
    name: 'a commit is on the disk before it is acknowledged',
    file: 'src/store/db_sqlite.c',
    from: '"PRAGMA synchronous = FULL;"',
    to: '"PRAGMA synchronous = NORMAL;"',
    test, only: 'power holds',
  },
  {
    name: 'who is erased stands in the list on the disk before the commit',
    file: 'src/page/erasure_file.c',
    from: 'file_write(fd, line, strlen(line)) && fsync(fd) == 0;',
    to: 'file_write(fd, line, strlen(line));',
    test, only: 'power holds',
  },
  {
    name: 'ready-made pages that a power cut brought back are not shown',
    file: 'src/command/setup.c',
    from: '\tremove_ready_made(env);\n\tif (code == 0)',
    to: '\t(void)remove_ready_made;\n\tif (code == 0)',
    test, only: 'power holds',
  },
  {
    name: 'nginx asks another worker when one dies with a post',
    file: 'src/conf/app.conf',
    from: 'timeout invalid_header non_idempotent;',
    to: 'timeout invalid_header;',
    test, only: 'kill holds',
  },
  {
    name: 'a post that was stored and not answered is the same comment',
    file: 'src/store/comment.c',
    from: 'WHERE note.content_key = $1 AND note.created_at > $2";',
    to: 'WHERE note.content_key = $1 AND note.created_at > $2 AND 0";',
    test, only: 'kill holds',
  },
  {
    name: 'the link to ready-made pages goes before the commit',
    file: 'src/store/transaction_sqlite.c',
    from: `		st = db_unlink_ready_made(db);
		if (st != STATUS_OK)
			return st;
		FAULT_POINT("before-commit");
	}
	st = db_control(db, SQL_COMMIT);
	FAULT_POINT("after-commit");
	return st;`,
    to: `		FAULT_POINT("before-commit");
	}
	st = db_control(db, SQL_COMMIT);
	FAULT_POINT("after-commit");
	return st == STATUS_OK && public_now != db->public_before ?
		db_unlink_ready_made(db) : st;`,
    test, only: 'migrate holds',
  },
  {
    name: 'a migration is one transaction',
    file: 'src/store/migrate.c',
    from: `static const char SQL_BEGIN[] = "BEGIN IMMEDIATE";
static const char SQL_COMMIT[] = "COMMIT";
static const char SQL_ROLLBACK[] = "ROLLBACK";`,
    to: `static const char SQL_BEGIN[] = "PRAGMA shrink_memory";
static const char SQL_COMMIT[] = "PRAGMA shrink_memory";
static const char SQL_ROLLBACK[] = "PRAGMA shrink_memory";`,
    test, only: 'migrate holds',
  },
  {
    name: 'a migration removes the link to ready-made pages',
    file: 'src/store/migrate.c',
    from: `	if (st == STATUS_OK)
		st = db_unlink_ready_made(db);
	return st;`,
    to: '\treturn st;',
    test, only: 'migrate holds',
  },
  {
    name: 'an app that dies at its start ends nginx, too',
    file: 'tools/run.sh',
    from: 'both_run && wait -n $app_pid $nginx_pid',
    to: 'wait -n $app_pid $nginx_pid',
    test, only: 'migrate holds',
  },
];
