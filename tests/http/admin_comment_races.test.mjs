// "Publish" while somebody else changes the words, 200 times: what is
// published is what was read, and nothing that anybody typed is lost.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const RACES = 200;
let site, reader, editor;

before(async () => {
  site = await startInstance();
  reader = signedIn(site, 'moderator');
  editor = signedIn(site, 'moderator', { email: 'second@example.org' });
  sql(site, "INSERT INTO thread (id, kind, key) VALUES (99, 'about', 'about')");
  sql(site, `INSERT INTO comment (id, thread_id, root_id, depth, state,
    author_name, author_email, body, created_at, content_key)
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
      WHERE i < ${RACES})
    SELECT 1000 + i, 99, 1000 + i, 1, 'held', 'Ana', 'ana@example.org',
      'Read ' || i, unixepoch(), randomblob(32) FROM n`);
});
after(() => site.stop());

const body = (fields) => String(new URLSearchParams(fields));

async function race(i) {
  const path = `/admin/comments/${1000 + i}`;
  const [seen, edit] = [await reader.form(path),
    await editor.form(`${path}/edit`)];
  const sends = [
    () => reader.send(path, body({ ...seen, do: 'publish' })),
    () => editor.send(`${path}/edit`, body({ ...edit, body: `Typed ${i}` })),
  ];
  const [published, edited] = i % 2 ?
    await Promise.all(sends.map((send) => send())) :
    (await Promise.all(sends.reverse().map((send) => send()))).reverse();
  return { i, published, edited };
}

test('200 times, publishing and editing at once publish only what was read', async () => {
  const left = Array.from({ length: RACES }, (_, i) => i + 1);
  const races = [];
  const work = async () => {
    while (left.length) races.push(await race(left.pop()));
  };
  await Promise.all([work(), work(), work(), work()]);
  let first = 0;
  for (const { i, published, edited } of races) {
    const [[state, words, versions]] = sql(site, `SELECT state, body,
      (SELECT count(*) FROM comment_revision WHERE comment_id = comment.id)
      FROM comment WHERE id = ?`, 1000 + i);
    const codes = [published.status, edited.status];
    if (published.status === 303) {
      first++;
      assert.deepEqual([...codes, state, words, versions],
        [303, 409, 'published', `Read ${i}`, 0]);
      assert.ok(edited.text.includes(`\nTyped ${i}</textarea>`),
        'what was typed is shown again');
    } else {
      assert.deepEqual([...codes, state, words, versions],
        [409, 303, 'held', `Typed ${i}`, 1]);
      assert.match(published.text, new RegExp(`<ins>Typed</ins> ${i}`));
    }
  }
  assert.ok(first > 0 && first < RACES, `publishing was first ${first} times`);
  const public_ = sql(site, `SELECT count(*) FROM public_comment
    WHERE thread_id = 99 AND body LIKE 'Typed%'`)[0][0];
  assert.equal(public_, 0);
  assert.equal(sql(site, 'SELECT comment_count FROM thread WHERE id = 99')[0][0],
    first);
  site.run('verify');
});
