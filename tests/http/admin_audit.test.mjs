// The record of changes as administrators read it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, admin, program;

before(async () => {
  site = await startInstance();
  admin = signedIn(site, 'admin');
  sql(site, 'DROP TRIGGER audit_detail_grows');
  [[program]] = sql(site, 'SELECT min(id) FROM program');
});
after(() => site?.stop());

const get = async (query = '') => {
  const { status, text } = await admin.get(`/admin/audit${query}`);
  assert.equal(status, 200);
  return text;
};

// The sentences of a page, without markup, newest first.
const sentences = (html) => [...html.matchAll(
  /<tr><td>[^<]*<\/td><td><p>([^]*?)<\/p>/g)]
  .map(([, text]) => text.replace(/<q[^>]*>|<\/q>/g, '"')
    .replace(/<[^>]+>/g, '').replace(/&quot;/g, '"'));

// Rows as parts of the site would write them: [actor, action, object, detail,
// at]. The chain is broken by it, and no test here asks for it.
function record(...rows) {
  const [[last]] = sql(site, 'SELECT max(id) FROM audit');
  const all = JSON.stringify(rows.map(([actor, action, object, detail,
    at = 1795449600], i) => ({ id: last + 1 + i, actor, action, object, at,
    detail: detail ? JSON.stringify(detail) : null })));
  const of = (...names) => names.map((name) => `value ->> '${name}'`).join();
  sql(site, `INSERT INTO audit SELECT ${of('id', 'at', 'actor', 'action',
    'object')}, iif(value ->> 'detail' IS NULL, NULL, 'blake2b:x'), zeroblob(32)` +
    ' FROM json_each(?)', all);
  sql(site, `INSERT INTO audit_detail SELECT ${of('id')}, zeroblob(16),` +
    ` ${of('detail')} FROM json_each(?) WHERE value ->> 'detail' IS NOT NULL`,
  all);
}

test('a row is a sentence, with links to what it is about', async () => {
  const { userId } = signedIn(site, 'editor', { name: 'Maria Lund' });
  const [[name]] = sql(site, 'SELECT name FROM program WHERE id = ?', program);
  const who = `user ${userId}`, it = `program ${program}`;
  record(
    [who, 'program.save', it, { version: 3,
      phone: { before: '218-555-0100', after: '218-555-0199' } }],
    [who, 'program.save', it, { version: 4,
      phone: { before: '218-555-0199', after: null } }],
    [who, 'program.save', it, { version: 5,
      phone: { before: null, after: '1' }, cost: { before: 'a', after: 'b' } }],
    [who, 'program.pause', it, {}],
    [who, 'session.begin', 'session 99'],
    ['guest', 'person.erase', 'guest', { digest: 'Zx', comments: 2 }]);
  const text = await get('?kind=program');
  assert.deepEqual(sentences(text).slice(0, 4), [
    `Maria Lund paused ${name}.`,
    `Maria Lund changed ${name}: phone and cost.`,
    `Maria Lund changed ${name}: phone was "218-555-0199", now empty.`,
    `Maria Lund changed ${name}: phone was "218-555-0100", now` +
      ' "218-555-0199".']);
  assert.match(text, new RegExp(`href="/admin/programs/${program}"`));
  assert.match(text, /218-555-<del>0100<\/del>/);
  assert.match(text, /218-555-<ins>0199<\/ins>/);
  assert.match(text, /23 November 2026, 10:00 a\.m\./);
  assert.match(await get('?kind=figure'),
    /href="\/admin\/dashboard\/\w+\/[\w-]+" translate="no">the figure for/);
  assert.equal(sentences(await get('?kind=session'))[0],
    'Maria Lund signed in.');
  const erasures = await get('?who=guest&kind=person');
  assert.equal(sentences(erasures)[0], 'A guest erased a person.');
  assert.doesNotMatch(erasures, /digest|Zx/);
});

test('what no version knows is still a sentence, never code', async () => {
  record(['user 99999', 'thing.odd-verb', 'thing 7', { some_field:
    { before: { a: [1, 2], b: null }, after: true }, plain: [{ x: 'y' }] }]);
  const text = await get('?kind=thing');
  assert.deepEqual(sentences(text),
    ['Somebody whose account is gone changed thing 7.']);
  assert.match(text, /some field/);
  assert.doesNotMatch(text, /[{}[\]]|&quot;/);
});

test('words of people are text, not markup', async () => {
  record(['user 1', 'comment.edit', 'comment 99', { words:
    { before: '<script>alert(1)</script>', after: '</td>"\'&amp;' } }],
  ['command', 'page.save', 'page about en', '<b>']);
  const text = await get('?kind=comment');
  assert.doesNotMatch(text, /<script>alert/);
  assert.match(text, /&amp;amp;/);
  assert.match(await get('?kind=page'), /href="\/admin\/pages\/about\/en"/);
  assert.match(await get('?object=%3Cb%3Ex'), /&lt;b&gt;x/);
});

test('the record is narrowed by who, what, which and when', async () => {
  const { userId } = signedIn(site, 'moderator', { name: 'Nils Berg' });
  const who = `user ${userId}`;
  const june = 1780300800; // 1 June 2026, 3 a.m.
  record([who, 'comment.publish', 'comment 5', null, june],
    [who, 'program.publish', `program ${program}`, null, june + 86400]);
  const all = (query) => get(`?who=user+${userId}${query}`)
    .then((text) => sentences(text).length);
  assert.equal(await all(''), 2);
  assert.equal(await all('&kind=comment'), 1);
  assert.equal(await all(`&object=program+${program}`), 1);
  assert.equal(await all('&from=2026-06-02'), 1);
  assert.equal(await all('&until=2026-06-01'), 1);
  assert.equal(await all('&from=2026-06-01&until=2026-06-02'), 2);
  assert.equal(await all('&from=2026-06-03'), 0);
  assert.match(await get(`?who=user+${userId}`),
    new RegExp(`value="user ${userId}" translate="no" selected>Nils Berg`));
  assert.match(await get(`?object=program+${program}`), /Show the whole record/);
  assert.match(await get('?kind=nothing'), /Nothing in the record fits/);
  const wrong = await get('?from=yesterday&until=2026-02-30&before=x');
  assert.equal(wrong.match(/Write the day as/g).length, 2);
  assert.match(wrong, /value="yesterday"/);
});

test('pages lead back to the first row, each row once', async () => {
  const seen = new Set();
  let text = await get('?who=import'), pages = 1, next;
  const take = () => {
    for (const sentence of sentences(text)) seen.add(sentence);
  };
  take();
  while ((next = text.match(/href="\/admin\/audit(\?[^"]*before=[^"]*)"/)) &&
    pages < 20) {
    text = await get(next[1].replaceAll('&amp;', '&'));
    pages++;
    take();
  }
  const [[count]] = sql(site, 'SELECT count(DISTINCT object || action)' +
    " FROM audit WHERE actor = 'import'");
  assert.equal(seen.size, count);
  assert.ok(pages > 1);
  assert.match(text, /Newest/);
});

test('only those who may read the record do', async () => {
  for (const role of ['moderator', 'owner'])
    assert.equal((await signedIn(site, role).get('/admin/audit')).status, 403);
  const posted = await admin.send('/admin/audit', 'token=x');
  assert.equal(posted.status, 405);
});
