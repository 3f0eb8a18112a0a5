// What years of staff's work leave behind, beside the listings of a bench
// state: comments in all states, reports, the record, accounts, mail, figures.
// Rows are made by SQL; the record's chain is not right, its ids are.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export const COUNTS = { comments: 100000, audit: 300000, users: 500,
  sets: 1000 };
const THREADS = 20000; // one of them is the about page's, much written on

// A fifth of all comments are chains of answers, all of them published; of the
// rest three in eight wait, half of them for safety.
const COMMENTS = `
INSERT OR IGNORE INTO thread (kind, key) VALUES ('about', 'about');
INSERT INTO thread (kind, key, program_id)
  SELECT 'program', id, id FROM program
   WHERE stage = 'published' AND id NOT IN
         (SELECT program_id FROM thread WHERE program_id IS NOT NULL)
   ORDER BY id LIMIT ${THREADS};
CREATE TEMP TABLE place AS
  SELECT row_number() OVER (ORDER BY id) - 1 AS n, id FROM thread
   WHERE kind = 'program';
CREATE UNIQUE INDEX temp.place_n ON place (n);
CREATE TEMP TABLE base AS SELECT coalesce(max(id), 0) + 1 AS id FROM comment;
CREATE TEMP TABLE note AS
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n
    WHERE i < ${COUNTS.comments} - 1)
  SELECT i, i % 5 = 0 AS chained,
         CASE WHEN i % 5 = 0 THEN 'published'
              WHEN i % 16 IN (1, 2) THEN 'safety'
              WHEN i % 16 IN (4, 6) THEN 'held'
              WHEN i % 16 = 8 THEN 'spam' WHEN i % 16 = 12 THEN 'removed'
              ELSE 'published' END AS tab,
         CASE WHEN i % 50 = 7 THEN (SELECT id FROM thread WHERE kind = 'about')
              ELSE (SELECT id FROM place WHERE n = i % ${THREADS}) END AS thread
    FROM n;
INSERT INTO comment (id, thread_id, parent_id, root_id, depth, state, is_shown,
    author_name, author_email, website, body, flags, reason, created_at,
    published_at, content_key, guest_hash, address_hash, reports)
  SELECT base.id + i, thread,
         CASE WHEN chained AND i >= ${THREADS}
              THEN base.id + i - ${THREADS} END,
         base.id + CASE WHEN chained THEN i % ${THREADS} ELSE i END,
         CASE WHEN chained THEN min(4, i / ${THREADS} + 1) ELSE 1 END,
         CASE tab WHEN 'safety' THEN 'held' ELSE tab END, tab = 'published',
         'Visitor ' || i, 'visitor' || (i % 30000) || '@example.org',
         CASE WHEN i % 40 = 0 THEN 'https://www.example.org/' || i END,
         'Comment ' || i || ': our son found a mentor here two years ago. ' ||
         'They still meet every week, and school is going **better**.' ||
         CASE tab WHEN 'safety' THEN ' Call 218-555-0100.' ELSE '' END,
         CASE tab WHEN 'safety' THEN 1 ELSE 0 END,
         CASE tab WHEN 'removed' THEN 'Off topic' END,
         unixepoch() - (${COUNTS.comments} - i) * 300,
         CASE tab WHEN 'published' THEN
           unixepoch() - (${COUNTS.comments} - i) * 300 + 200 END,
         randomblob(32), randomblob(32),
         CASE WHEN i > ${COUNTS.comments} - 288 THEN randomblob(32) END,
         CASE WHEN tab = 'published' AND i % 11 = 3 THEN 1 + i % 3 ELSE 0 END
    FROM note, base ORDER BY i;
INSERT INTO comment_report (comment_id, reason, note, created_at)
  SELECT id, 'rude', 'It is not kind.', created_at + 900 FROM comment
   WHERE reports > 0;
CREATE TEMP TABLE sum AS SELECT thread_id AS id, count(*) AS n FROM comment
   WHERE state = 'published' GROUP BY thread_id;
UPDATE thread SET comment_count = sum.n FROM temp.sum
 WHERE sum.id = thread.id;
UPDATE program SET comment_count = thread.comment_count FROM thread
 WHERE thread.program_id = program.id AND thread.comment_count > 0;
INSERT INTO comment_revision (comment_id, version, author_name, body, actor,
    created_at)
  SELECT id, 1, author_name, 'Before: ' || body, 'user 3', created_at
    FROM comment WHERE state = 'published' AND id % 20 = 0;
UPDATE comment SET version = 2, edited_at = created_at + 300
 WHERE id IN (SELECT comment_id FROM comment_revision);
INSERT INTO blocked_sender (kind, hash, comment_id, reason, actor, created_at,
    ends_at)
  SELECT 'email', randomblob(32), id, 'Advertising', 'user 3', created_at,
         unixepoch() + 8640000 FROM comment WHERE state = 'spam' LIMIT 1000;`;

const PEOPLE = `
CREATE TEMP TABLE number AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL
  SELECT i + 1 FROM n WHERE i < ${COUNTS.users}) SELECT i FROM n;
INSERT INTO user (email, name, role, created_at, password_hash, seen_at,
    is_disabled)
  SELECT 'person' || i || '@staff.example.org', 'Person ' || i,
         CASE i % 10 WHEN 0 THEN 'moderator' WHEN 1 THEN 'editor'
           ELSE 'owner' END, unixepoch() - i * 86400, 'x',
         unixepoch() - i * 3600, i % 25 = 0 FROM number;
INSERT INTO session (token_hash, user_id, created_at, seen_at, ends_at,
    confirmed_at, device)
  SELECT randomblob(32), user.id, unixepoch() - i, unixepoch() - i,
         unixepoch() + 86400, unixepoch() - i, 'Firefox on Linux'
    FROM user, number WHERE i <= 4;
INSERT INTO program_owner SELECT program.id, user.id FROM program, user
 WHERE program.id = user.id * 7 AND user.role = 'owner';
INSERT INTO draft (user_id, object, fields, base_version, updated_at)
  SELECT id, 'program ' || id, '[["name","A new name"]]', 1, unixepoch()
    FROM user;
INSERT INTO assignment
  SELECT 'comment ' || id, (SELECT min(id) FROM user), unixepoch()
    FROM comment WHERE state = 'held' ORDER BY id LIMIT 200;
INSERT INTO outbox (kind, recipient, object, created_at, state, error)
  SELECT 'invitation', email, 'user ' || id, unixepoch() - id * 3600,
         CASE WHEN id % 10 = 0 THEN 'failed' ELSE 'sent' END,
         CASE WHEN id % 10 = 0 THEN 'SMTP 550' END FROM user;
INSERT INTO change_set (user_id, action, at)
  SELECT (SELECT min(id) FROM user), 'program.publish', unixepoch() - i * 2000
    FROM (SELECT i FROM number UNION ALL SELECT i + ${COUNTS.users}
            FROM number);
INSERT INTO change_item
  SELECT change_set.id, 'program', number.i, '1', 1 FROM change_set, number
   WHERE number.i <= 50;`;

// Most rows are guests', as they would be. A listing and a text with hundreds
// of versions; two thousand figures.
const RECORD = `
DROP TRIGGER audit_keeps;
UPDATE audit SET at = at - ${COUNTS.audit} * 100;
CREATE TRIGGER audit_keeps BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END;
INSERT INTO audit (id, at, actor, action, object, detail, hash)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < ${COUNTS.audit})
  SELECT i + (SELECT coalesce(max(id), 0) FROM audit),
         unixepoch() - (${COUNTS.audit} - i) * 100,
         CASE WHEN i % 3 THEN 'guest' ELSE 'user ' || (2 + i % 50) END,
         CASE WHEN i % 3 THEN 'comment.add' WHEN i % 2 THEN 'program.save'
              WHEN i % 7 = 0 THEN 'figure.save' ELSE 'comment.publish' END,
         CASE WHEN i % 3 = 0 AND i % 2 THEN 'program ' || (1 + i % 5000)
              WHEN i % 21 = 0 THEN 'figure 3'
              ELSE 'comment ' || (1 + i % ${COUNTS.comments}) END,
         CASE WHEN i % 3 = 0 THEN
           '{"name":{"before":"Old name","after":"New name"}}' END,
         randomblob(32) FROM n ORDER BY i;
INSERT OR REPLACE INTO audit_head SELECT 1, id, hash FROM audit
 ORDER BY id DESC LIMIT 1;
CREATE TEMP TABLE many AS WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL
  SELECT i + 1 FROM n WHERE i < 300) SELECT i FROM n;
INSERT INTO program_revision (program_id, version, content, actor, note,
    created_at)
  SELECT 5, i, content, 'user 3', 'Note ' || i, created_at
    FROM program_revision, many WHERE program_id = 5 AND version = 1;
UPDATE program SET version = 300 WHERE id = 5;
INSERT INTO page_text_revision SELECT 'about', 'en', i - 1,
    '# About ' || i || char(10, 10) || 'Words.', 'A note', 'user 3',
    unixepoch() - 300 + i FROM many;
INSERT OR REPLACE INTO page_text SELECT page, lang, body, version, created_at
  FROM page_text_revision WHERE page = 'about' ORDER BY version DESC LIMIT 1;
INSERT INTO measure (area, slug, name, definition, unit, direction, position,
    due_months)
  SELECT 'policy', 'measure-' || i, 'Measure ' || i, 'What is counted.',
         'people', 'up', 100 + i, 12 FROM many WHERE i <= 60;
INSERT OR IGNORE INTO figure (measure_id, period, year, is_target, value,
    source, is_published)
  SELECT measure.id, 1990 + i, 1990 + i, i % 2, i * 1000, 'A count', i % 9 > 0
    FROM measure, many WHERE i <= 34;
INSERT INTO figure_correction (measure_id, period, is_target, field, before,
    after, reason, actor, created_at)
  SELECT id, '2001', 0, 'figure', '1', '2', 'A typing error', 'user 3',
         unixepoch() FROM measure;`;

function fill(state, rows) {
  const got = spawnSync('sqlite3', ['-bail', join(state, 'northstar.db')], {
    encoding: 'utf8', input: `PRAGMA synchronous = OFF;
PRAGMA temp_store = MEMORY; PRAGMA cache_size = -200000; BEGIN;
${rows}
COMMIT; PRAGMA wal_checkpoint(TRUNCATE);` });
  if (got.status !== 0) throw new Error(got.stderr);
}

// Fill the database below the folder state, while nothing uses it.
export const fillStaff = (state) => fill(state, COMMENTS + PEOPLE + RECORD);

// Comments alone, some of them of one person; the record stays right.
export const fillComments = (state, email) => fill(state, `${COMMENTS}
UPDATE comment SET author_email = '${email}' WHERE id % 5000 = 77;`);
