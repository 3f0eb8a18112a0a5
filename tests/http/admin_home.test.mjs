// The staff's home: what waits for whom, who has it, what was changed, and how
// the machinery is.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const NOW = Date.UTC(2026, 10, 23, 14, 5) / 1000; // 8:05 a.m. in Minnesota
const DAY = 86400;

let site;
const people = {};
before(async () => {
  site = await startInstance({ env: { NORTHSTAR_NOW: String(NOW) } });
  for (const role of ['owner', 'moderator', 'editor', 'admin'])
    people[role] = signedIn(site, role, { now: NOW, owns: role === 'owner' ?
      [1] : [] });
  // All listings but two were confirmed yesterday.
  sql(site, 'UPDATE program SET confirmed_at = ?', NOW - DAY);
  sql(site, 'UPDATE program SET confirmed_at = ? WHERE id = 7',
    NOW - 400 * DAY);
  sql(site, 'UPDATE program SET confirmed_at = ? WHERE id = 3',
    NOW - 500 * DAY);
});
after(() => site?.stop());

const home = async (role) => (await people[role].get('/admin')).text;
const rows = (text) => [...text.matchAll(/<tr><td>(.*?)<\/td><th[^>]*>(.*?)<\/th>/g)]
  .map(([, what, which]) => `${what}: ${which.replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ').trim()}`);
const nameOf = (id) => sql(site, 'SELECT name FROM program WHERE id = ?',
  id)[0][0];

test('it greets by the clock of Minnesota, with the first name', async () => {
  assert.match(await home('editor'), /<h1[^>]*>Good morning, Robin\.<\/h1>/);
});

test('listings wait for an editor, longest unconfirmed first', async () => {
  const text = await home('editor');
  const listings = rows(text).filter((row) => /^Listings/.test(row));
  assert.equal(listings.length, 2);
  assert.ok(listings[0].startsWith(`Listings to confirm: ${nameOf(3)}`));
  assert.ok(listings[1].startsWith(`Listings to confirm: ${nameOf(7)}`));
  assert.match(text, /href="\/admin\/programs\/3"/);
});

test('comments wait for a moderator, what may hurt a child first', async () => {
  for (const body of ['A quiet word.', 'Call me at 218-555-0134 please.'])
    assert.equal((await site.post('/comments', { thread: 'about',
      key: 'about', name: 'Pat', email: 'pat@example.org', body })).status,
    303);
  const [safety, other, ...more] = rows(await home('moderator'));
  assert.match(safety, /^Comments held for safety: Pat About us$/);
  assert.match(other, /^Comments to read: Pat About us$/);
  assert.deepEqual(more, []);
});

test('each role sees only what it works on; an administrator sees all',
  async () => {
    assert.doesNotMatch((await home('editor')), /Comments (held|to read)/);
    assert.doesNotMatch(await home('moderator'), /Listings to confirm/);
    const all = rows(await home('admin')).map((row) => row.split(':')[0]);
    for (const kind of ['Comments held for safety', 'Comments to read',
      'Listings to confirm'])
      assert.ok(all.includes(kind), kind);
  });

test('a program owner sees their own listings and nothing else', async () => {
  const text = await home('owner');
  assert.match(text, /href="\/admin\/programs\/1"/);
  assert.doesNotMatch(text, /<table/);
  assert.equal([...text.matchAll(/href="\/admin\/programs\//g)].length, 1);
});

test('whoever takes a thing is named, until they let go', async () => {
  const { editor, admin } = people;
  assert.equal((await editor.post('/admin/take', { object: 'program 3' },
    { from: '/admin' })).headers.location, '/admin');
  assert.match(await home('editor'), />You<\/span>/);
  assert.match(await home('admin'), />Robin Editor<\/span>/);
  await admin.post('/admin/take', { object: 'program 3' }, { from: '/admin' });
  assert.match(await home('editor'), />Robin Admin<\/span>/);
  await admin.post('/admin/let-go', { object: 'program 3' },
    { from: '/admin' });
  assert.doesNotMatch(await home('editor'), />Robin Admin<\/span>/);
});

test('nobody takes what their role does not work on, or what is nothing',
  async () => {
    for (const object of ['comment 1', 'user 1', 'program', 'program x', '',
      'program 3 and what not', `program ${'9'.repeat(30)}`])
      assert.equal((await people.editor.post('/admin/take', { object },
        { from: '/admin' })).status, 403, object);
    assert.deepEqual(sql(site, 'SELECT * FROM assignment'), []);
  });

test('a draft waits for who wrote it', async () => {
  sql(site, 'INSERT INTO draft VALUES (?, ?, ?, 1, ?)', people.editor.userId,
    'program 9', '[]', NOW);
  sql(site, 'INSERT INTO draft VALUES (?, ?, ?, 0, ?)', people.editor.userId,
    'program new', '[]', NOW);
  const text = await home('editor');
  assert.match(text, /href="\/admin\/programs\/9"/);
  assert.match(text, /A new listing/);
  assert.match(text, /href="\/admin\/programs\/new"/);
  assert.doesNotMatch(await home('admin'), /unsaved drafts/);
});

const changed = (person, action, at, ids) => {
  const [[set]] = sql(site, 'INSERT INTO change_set (user_id, action, at)' +
    ' VALUES (?, ?, ?) RETURNING id', person.userId, action, at);
  for (const id of ids)
    sql(site, "INSERT INTO change_item VALUES (?, 'program', ?, '1', 2)", set,
      id);
  return set;
};

test('what was changed stands in a sentence, with Undo for thirty days',
  async () => {
    const young = changed(people.admin, 'program.pause', NOW - DAY, [1, 2, 3]);
    const old = changed(people.admin, 'program.close', NOW - 31 * DAY, [4]);
    const text = await home('editor');
    assert.match(text, /3 listings were paused\./);
    assert.match(text, /1 listing was closed\./);
    assert.match(text, /Robin Admin/);
    assert.match(text, new RegExp(`action="/admin/undo/${young}"`));
    assert.doesNotMatch(text, new RegExp(`action="/admin/undo/${old}"`));
    assert.doesNotMatch(await home('moderator'),
      new RegExp(`action="/admin/undo/${young}"`));
  });

test('the page after a change says what was done and offers Undo', async () => {
  const { editor, admin } = people;
  const set = changed(editor, 'program.publish', NOW, [5]);
  const band = (text) => text.match(/<div class="done">.*?<\/div><\/div>/)?.[0];
  const own = band((await editor.get(`/admin?done=${set}`)).text);
  assert.match(own, /<p role="status">1 listing was published\.<\/p>/);
  assert.match(own, new RegExp(`action="/admin/undo/${set}"`));
  assert.equal(band((await admin.get(`/admin?done=${set}`)).text), undefined);
  assert.match(band((await editor.get('/admin?done=saved')).text), /Saved\./);
  for (const made of ['999999', 'x', '-1', ''])
    assert.equal(band((await editor.get(`/admin?done=${made}`)).text),
      undefined, made);
});

test('the system line tells an administrator what the machinery did',
  async () => {
    assert.match(await home('admin'), /<li class="off">No backup yet<\/li>/);
    assert.match(await home('admin'), /<li>No mail server is set up\.<\/li>/);
    site.run('backup', join(site.state, 'copy.db'), { env: {
      NORTHSTAR_NOW: String(NOW) } });
    sql(site, 'INSERT INTO system_event VALUES (?, ?, 1, NULL)', 'check',
      NOW - 3 * DAY);
    const text = await home('admin');
    assert.match(text,
      /<li>Last backup: 23 November 2026, 8:05 a\.m\. \(today\)<\/li>/);
    assert.match(text,
      /<li class="off">Database checked: 20 November 2026<\/li>/);
    assert.match(text, /<li>Version \d/);
    assert.doesNotMatch(await home('editor'), /Last backup/);
  });

test('a backup that is two days old or failed is red', async () => {
  const backup = (kind, at, isFine) => sql(site, 'INSERT OR REPLACE INTO ' +
    'system_event VALUES (?, ?, ?, NULL)', kind, at, isFine);
  backup('backup', NOW - 2 * DAY - 60, 1);
  assert.match(await home('admin'), /<li class="off">Last backup: 21 November 2026, 8:04 a\.m\. \(2 days ago\)<\/li>/);
  backup('backup', NOW - DAY, 1);
  assert.match(await home('admin'), /<li>Last backup: 22 November 2026, 8:05 a\.m\. \(yesterday\)<\/li>/);
  assert.equal(site.command('backup', '--folder', '/nowhere', { env: {
    NORTHSTAR_NOW: String(NOW) } }).status, 1);
  assert.match(await home('admin'), /<li class="off">The backup failed; the last one is of 22 November 2026, 8:05 a\.m\. \(yesterday\)<\/li>/);
  sql(site, "DELETE FROM system_event WHERE kind = 'backup'");
  assert.match(await home('admin'), /<li class="off">The backup failed, and there is none yet<\/li>/);
});

test('what was erased since is no recent change', async () => {
  const set = changed(people.admin, 'program.confirm', NOW, []);
  assert.doesNotMatch(await home('admin'), /0 listings/);
  assert.match((await people.admin.get(`/admin?done=${set}`)).text,
    /What was changed here was erased since\./);
});

test('mail that did not go out waits for an administrator', async () => {
  sql(site, 'INSERT INTO outbox (kind, recipient, object, created_at, state,' +
    " error) VALUES ('invitation', 'who@example.org', 'user 1', ?, 'failed'," +
    " 'no such host')", NOW - DAY);
  assert.match(await home('admin'), /Mail that did not go out/);
  assert.match(await home('admin'), /<li class="off">Mail: \d+ to go out, 1 failed/);
  assert.doesNotMatch(await home('editor'), /did not go out/);
});

test('a first visit takes at most 80 KB', async () => {
  const page = await people.admin.get('/admin', { headers: {
    'Accept-Encoding': 'gzip' } });
  const text = await home('admin');
  let bytes = page.body.length;
  const files = [...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)]
    .map(([, path]) => path);
  assert.ok(files.some((path) => path.endsWith('css/admin.css')));
  for (const path of new Set(files))
    bytes += (await site.get(path, { headers: { 'Accept-Encoding': 'gzip' } }))
      .body.length;
  bytes += (await site.get(files[0].replace(/[^/]+\/[^/]+$/, 'img/contours.svg'),
    { headers: { 'Accept-Encoding': 'gzip' } })).body.length;
  assert.ok(bytes <= 80 * 1024, `${bytes} bytes`);
});
