// Conversations made by SQL, for tests and benches of long ones.
import { blake2b, sql } from './staff.mjs';

// Publish count comments in the thread of a program, the i-th (from 0) as an
// answer to the parent(i)-th, or to none (null). Gives their ids. What the app
// keeps learns nothing of it: see newGeneration().
export function plant(site, program, count, parent = () => null,
  { at = 1700000000, words = '' } = {}) {
  const [[last]] = sql(site, 'SELECT coalesce(max(id), 0) FROM comment');
  const ids = Array.from({ length: count }, (_, i) => last + 1 + i);
  const roots = [], depths = [];
  const rows = ids.map((id, i) => {
    const p = parent(i);
    roots[i] = p === null ? id : roots[p];
    depths[i] = p === null ? 1 : Math.min(4, depths[p] + 1);
    return [id, p === null ? null : ids[p], roots[i], depths[i]];
  });
  sql(site, `INSERT OR IGNORE INTO thread (kind, key, program_id)
    VALUES ('program', ?, ?)`, String(program), program);
  const [[thread]] = sql(site, 'SELECT id FROM thread WHERE program_id = ?',
    program);
  sql(site, `INSERT INTO comment (id, thread_id, parent_id, root_id, depth,
      state, is_shown, author_name, author_email, body, created_at,
      published_at, content_key, guest_hash, address_hash)
    SELECT value ->> 0, ${thread}, value ->> 1, value ->> 2, value ->> 3,
      'published', 1, 'Visitor ' || (value ->> 0),
      'secret' || (value ->> 0) || '@example.org',
      'Comment ' || (value ->> 0) || ?, ${at} + (value ->> 0),
      ${at} + (value ->> 0) + 100, randomblob(32), randomblob(32),
      randomblob(32)
      FROM json_each(?)`, words, JSON.stringify(rows));
  for (const [table, id] of [['thread', thread], ['program', program]])
    sql(site, `UPDATE ${table} SET comment_count = comment_count + ${count}
      WHERE id = ${id}`);
  return ids;
}

// What sqlite3 changed, ready-made pages learn from a change that the app
// makes itself.
export function newGeneration(site) {
  const [[id]] = sql(site, `INSERT INTO comment (thread_id, depth, state,
      author_name, body, created_at, content_key)
    SELECT id, 1, 'held', 'x', 'x', 1700000000, randomblob(32)
      FROM thread LIMIT 1 RETURNING id`);
  sql(site, 'UPDATE comment SET root_id = id WHERE id = ?', id);
  site.run('comment', 'publish', String(id));
  site.run('comment', 'remove', String(id), '--reason', 'gone');
}

// What a link in a moderator's mail leads to: the address of one for comment,
// as if mailed to user; change is what became of it (SQL), letter its token.
export function moderationLink(site, { comment, user, letter,
  change = 'used_at = NULL' }) {
  const token = letter.repeat(43);
  sql(site, `INSERT INTO moderation_link (token_hash, user_id, comment_id,
    version, created_at, ends_at) SELECT ?, ?, id, version, unixepoch(),
    unixepoch() + 9999 FROM comment WHERE id = ?`,
  blake2b(Buffer.from(token)), user, comment);
  sql(site, `UPDATE moderation_link SET ${change} WHERE token_hash = ?`,
    blake2b(Buffer.from(token)));
  return `/moderate/${token}`;
}
