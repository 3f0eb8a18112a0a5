// A reader leaves: a comment of theirs, or the whole account. Afterwards no
// file below the state folder holds a byte of it.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { until } from '../lib/instance.mjs';
import { startTalk } from '../lib/members.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { holders } from '../lib/traces.mjs';

let talk, site, page;
const reader = (...args) => talk.reader(...args);
const write = (...args) => talk.write(...args);
const published = (...args) => talk.published(...args);

before(async () => {
  talk = await startTalk();
  ({ site, page } = talk);
});
after(() => site?.stop());

test('who leaves takes nothing of others along', async () => {
  const editor = signedIn(site, 'editor');
  sql(site, "INSERT INTO draft VALUES (?, 'page about en', ?, 1, 1)",
    editor.userId, '[["text","Write to annie@b.co.uk or e@b.co."]]');
  sql(site, 'INSERT INTO import_upload (user_id, created_at, name, content)' +
    " VALUES (?, 1, 'x.csv', 'name,email\nA,joanne@b.co.uk\n')",
  editor.userId);
  sql(site, "INSERT INTO saved_view (user_id, list, name, query) VALUES (?," +
    " 'comments', 'theirs', 'q=e%40b.co')", editor.userId);
  const who = reader('Eve', { email: 'e@b.co' });
  const answer = await who.post('/me/delete', { sure: '1' });
  assert.equal(answer.headers.location, '/me/deleted');
  for (const table of ['draft', 'import_upload', 'saved_view'])
    assert.deepEqual(sql(site, `SELECT count(*) FROM ${table}` +
      ' WHERE user_id = ?', editor.userId), [[1]], table);
  sql(site, 'DELETE FROM draft; DELETE FROM import_upload;' +
    ' DELETE FROM saved_view');
});

test('an own comment is deleted at any time, and another\'s never',
  async () => {
    const ana = reader('Ana'), ben = reader('Ben');
    const id = await published(ana, 'The juniper word, long ago.');
    sql(site, 'UPDATE comment SET created_at = created_at - 99999' +
      ' WHERE id = ?', id);
    const path = `/me/comments/${id}/delete`;
    assert.equal((await ben.get(path)).status, 404);
    const theirs = await ben.post(path, {}, { token: 'none' });
    assert.equal(theirs.status, 409);
    const form = formFields((await ben.get('/me')).text, '/sign-out');
    assert.notEqual((await ben.post(path, {}, { token: form.token })).status,
      303);
    for (const none of ['0', 'x', '999999'])
      assert.equal((await ana.get(`/me/comments/${none}/delete`)).status, 404);
    const { text } = await ana.get(path);
    assert.match(text, /The juniper word, long ago\./);
    assert.match(text, /Its words go for good/);
    assert.match((await site.get(page)).text, /juniper/);
    const { token } = formFields(text, path);
    for (let i = 0; i < 2; i++) {
      const answer = await ana.post(path, {}, { token });
      assert.equal(answer.headers.location, '/me?done=deleted');
    }
    assert.match((await ana.get('/me?done=deleted')).text, /Deleted\./);
    assert.doesNotMatch((await ana.get('/me')).text, /juniper/);
    assert.doesNotMatch((await site.get(page)).text, /juniper/);
    assert.equal((await ana.get(path)).status, 404);
    assert.deepEqual(sql(site, 'SELECT count(*) FROM comment WHERE id = ?',
      id), [[0]]);
    assert.match(site.run('verify'), /record of changes: ok/);
    const admin = signedIn(site, 'admin');
    assert.match((await admin.get('/admin/audit?kind=person')).text,
      /deleted a comment of their own/);
  });

test('an answered comment leaves its place; one for the partnership stays',
  async () => {
    const ana = reader('Ana');
    const id = await published(ana, 'The tamarack word.');
    const reply = await published(null, 'An answer that stays.',
      { parent: String(id) });
    const path = `/me/comments/${id}/delete`;
    assert.equal((await ana.post(path)).status, 303);
    const { text } = await site.get(page);
    assert.match(text, /An answer that stays/);
    assert.match(text, new RegExp(`id="comment-${id}"[^]*?was removed`));
    assert.ok(text.includes(`id="comment-${reply}"`));
    assert.doesNotMatch(text, /tamarack/);
    const staff = signedIn(site, 'moderator');
    const own = await published(staff, 'For the partnership.');
    sql(site, 'UPDATE comment SET is_staff = 1 WHERE id = ?', own);
    assert.match((await staff.get('/me')).text, /For the partnership/);
    assert.equal((await staff.get(`/me/comments/${own}/delete`)).status, 404);
  });

test('deleting the account says what goes, and wants the box ticked',
  async () => {
    const ana = reader('Ana', { contact: 'leave@example.org' });
    const id = await published(ana, 'One that was answered.');
    await published(null, 'The answer.', { parent: String(id) });
    await write(ana, 'One that waits.');
    const { text } = await ana.get('/me/delete');
    assert.match(text, /2 comments, with all of their words/);
    assert.match(text, /1 empty place in a conversation/);
    assert.match(text, /leave@example\.org/);
    assert.match(text, /What you wrote as a guest, without signing in/);
    const answer = await ana.post('/me/delete');
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<title>Error: /);
    assert.match(answer.text, /href="#f-sure">Tick the box/);
    assert.equal((await ana.get('/me')).status, 200);
    assert.equal((await ana.post('/me/delete', { sure: '1' },
      { token: 'none' })).status, 409);
    assert.equal((await ana.get('/me')).status, 200);
  });

test('staff do not delete themselves here', async () => {
  const staff = signedIn(site, 'admin');
  const { text } = await staff.get('/me/delete');
  assert.match(text, /Ask an administrator/);
  assert.doesNotMatch(text, /action="\/me\/delete"/);
  // With a token that is good for this address, made as a reader.
  const ana = reader('Ana');
  const { token } = await ana.form('/me/delete');
  sql(site, "UPDATE user SET role = 'owner' WHERE id = ?", ana.userId);
  const answer = await ana.post('/me/delete', { sure: '1' }, { token });
  assert.equal(answer.status, 403);
  assert.equal((await ana.get('/me')).status, 200);
});

// A person whose words stand nowhere else, with everything that can hang on
// them.
async function person(word) {
  const who = reader(`${word}name`, { contact: `${word}@traces.example` });
  sql(site, 'UPDATE identity SET subject = ? WHERE user_id = ?',
    `${word}subject`, who.userId);
  const id = await published(who, `${word} said this.`,
    { name: `${word}name`, email: `${word}@traces.example`,
      website: `https://${word}.example/` });
  await published(null, 'Somebody answers, and stays.',
    { parent: String(id) });
  await write(who, `${word} waits to be read.`, { name: `${word}name` });
  sql(site, 'INSERT INTO comment_revision VALUES (?, 1, ?, NULL, ?, ?, 5)',
    id, word, `${word} earlier`, `user ${who.userId}`);
  sql(site, "INSERT INTO draft VALUES (?, 'comment', ?, 0, 5)", who.userId,
    `[["body","${word} unsent"]]`);
  sql(site, 'INSERT INTO mail_address (email, created_at, confirmed_at)' +
    ' VALUES (?, 5, 6) ON CONFLICT DO NOTHING', `${word}@traces.example`);
  sql(site, `INSERT INTO outbox (kind, recipient, object, created_at, next_at)
    VALUES ('test', ?, ?, 5, 0)`, `${word}@traces.example`,
  `comment ${id}`);
  sql(site, `INSERT INTO sign_in_attempt VALUES (randomblob(32),
    randomblob(32), 'google', zeroblob(9), '/comments/new', ?, 5)`,
  `[["email","${word}@traces.example"],["body","${word} typed"]]`);
  sql(site, 'UPDATE session SET device = ? WHERE id = ?', `${word} phone`,
    who.sessionId);
  await who.post('/me/name', { name: `${word}name again` }, { from: '/me' });
  return { who, id };
}

test('a deleted account leaves no byte but its number and empty places',
  async () => {
    const { who, id } = await person('ptarmigan');
    assert.match((await site.get(page)).text, /ptarmigan said/); // kept now
    await until(() => holders(site, 'ptarmigan').length >= 2, 'it is kept');
    assert.match((await who.get('/me')).text, /ptarmigan unsent|ptarmigan waits/);
    const old = who.cookie;
    const { token } = await who.form('/me/delete');
    const done = await who.post('/me/delete', { sure: '1' }, { token });
    assert.equal(done.status, 303, done.text);
    assert.equal(done.headers.location, '/me/deleted');
    assert.match(done.headers['set-cookie'].join(), /ns_session=;.*Max-Age=0/);
    assert.deepEqual(holders(site, 'ptarmigan'), []);
    assert.doesNotMatch(site.log, /ptarmigan/i);

    assert.equal((await who.get('/me')).headers.location, '/sign-in?to=%2Fme');
    const after = await who.get('/me/deleted');
    assert.equal(after.status, 200);
    assert.match(after.text, /Everything is deleted/);
    // The second press of a double click, with the cookie of before.
    const twice = await site.post('/me/delete', { sure: '1', token },
      { headers: { Cookie: old } });
    assert.equal(twice.headers.location, '/me/deleted');

    const { text } = await site.get(page);
    assert.match(text, new RegExp(`id="comment-${id}"`));
    assert.match(text, /Somebody answers, and stays/);
    assert.deepEqual(sql(site, 'SELECT email, name, contact_email, role,' +
      ' is_disabled, seen_at FROM user WHERE id = ?', who.userId),
    [[`erased-${who.userId}@invalid`, null, null, 'reader', 1, null]]);
    for (const table of ['identity', 'session', 'draft'])
      assert.deepEqual(sql(site, `SELECT count(*) FROM ${table} WHERE` +
        ' user_id = ?', who.userId), [[0]], table);
    assert.match(site.run('verify'), /record of changes: ok/);
  });

test('a press that arrives eight times at once says the same each time',
  async () => {
    const { who } = await person('goshawk');
    const { token } = await who.form('/me/delete');
    const cookie = who.cookie;
    const answers = await Promise.all(Array.from({ length: 8 }, () =>
      site.post('/me/delete', { sure: '1', token },
        { headers: { Cookie: cookie } })));
    assert.deepEqual(answers.map(({ status, headers }) =>
      `${status} ${headers.location}`), Array(8).fill('303 /me/deleted'));
  });

test('whoever has the same address keeps their own', async () => {
  const ana = reader('Ana', { email: 'same@example.org' });
  const mine = await published(ana, 'By the link in a mail.');
  await write(null, 'By a guest.', { email: 'same@example.org' });
  // A provider says that the address is theirs, too.
  const other = reader('Mallory', { contact: 'same@example.org' });
  assert.doesNotMatch((await other.get('/me/delete')).text,
    /same@example\.org/);
  await other.post('/me/delete', { sure: '1' });
  assert.equal((await ana.get('/me')).status, 200);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM comment WHERE id = ? OR' +
    " author_email = 'same@example.org'", mine), [[2]]);
  await ana.post('/me/delete', { sure: '1' });
  assert.deepEqual(sql(site, 'SELECT count(*) FROM comment WHERE id = ? OR' +
    " author_email = 'same@example.org'", mine), [[0]]);
});

test('a restored backup is deleted from again, and others stay', async () => {
  const { who } = await person('siskin');
  const ana = reader('Ana', { email: 'stays@example.org' });
  const kept = await published(ana, 'The linnet word stays.');
  const gone = await published(ana, 'The dunlin word goes.');
  const folder = mkdtempSync(join(tmpdir(), 'northstar-backup-'));
  const backup = join(folder, 'backup.db');
  site.run('backup', backup);
  await who.post('/me/delete', { sure: '1' });
  await ana.post(`/me/comments/${gone}/delete`);
  assert.match(site.run('restore', backup, '--force'), /erased again: \d+/);
  rmSync(folder, { recursive: true });
  assert.deepEqual(holders(site, 'siskin'), []);
  assert.deepEqual(holders(site, 'dunlin'), []);
  assert.notDeepEqual(holders(site, 'linnet'), []);
  assert.deepEqual(sql(site, 'SELECT user_id FROM comment WHERE id = ?', kept),
    [[ana.userId]]);
  assert.match(site.run('verify'), /record of changes: ok/);
});
