// Readers' accounts as administrators see them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startTalk } from '../lib/members.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const LIST = '/admin/users?role=reader';
let talk, site, admin;

before(async () => {
  talk = await startTalk();
  ({ site } = talk);
  admin = signedIn(site, 'admin');
});
after(() => site?.stop());

const rows = (html) => [...html.matchAll(/<tr><th scope="row">[^]*?<\/tr>/g)]
  .map(([row]) => row);

test('staff and readers are two lists', async () => {
  assert.match((await admin.get(LIST)).text, /No reader has an account yet/);
  const ana = talk.reader('Ana Berg', { contact: 'ana@example.org' });
  talk.reader('Bo', { email: 'bo@example.org' });
  await talk.write(ana, 'One of hers.');
  const [bo, her] = rows((await admin.get(LIST)).text);
  assert.match(bo, /Bo<[^]*bo@example\.org[^]*A link by email/);
  assert.match(her, /Ana Berg<[^]*ana@example\.org[^]*Google[^]*>1<\/td>/);
  const staff = await admin.get('/admin/users');
  assert.doesNotMatch(staff.text, /Ana Berg|bo@example/);
  assert.match(staff.text, /href="\/admin\/users\?role=reader">Readers/);
  const editor = signedIn(site, 'editor');
  assert.equal((await editor.get(LIST)).status, 403);
  assert.equal((await ana.get(LIST)).status, 403);
});

test('one is found by a part of the name or the address', async () => {
  talk.reader('Wren <Quill>', { contact: 'Wren.Q@Example.org' });
  for (const words of ['QUILL', 'wren.q@', 'Wren.q@example.org'])
    assert.match((await admin.get(`${LIST}&q=${encodeURIComponent(words)}`))
      .text, /Wren &lt;Quill&gt;/, words);
  const none = (await admin.get(`${LIST}&q=%3Cb%3Enobody`)).text;
  assert.match(none, /No reader has this in their name/);
  assert.match(none, /value="&lt;b&gt;nobody"/);
});

test('the list goes on after fifty, newest first', async () => {
  sql(site, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
    WHERE i < 60) INSERT INTO user (email, name, role, created_at)
    SELECT 'many' || i || '@example.org', 'Many ' || i, 'reader', 1 FROM n`);
  const first = (await admin.get(`${LIST}&q=many`)).text;
  assert.equal(rows(first).length, 50);
  assert.match(rows(first)[0], /Many 60</);
  const [, next] = first.match(/href="([^"]*before=\d+)"/);
  const second = (await admin.get(next.replaceAll('&amp;', '&'))).text;
  assert.equal(rows(second).length, 10);
  assert.match(rows(second)[9], /Many 1</);
  assert.match(second, />Newest</);
  assert.equal(rows((await admin.get(LIST)).text).length, 50);
});

test('a reader is disabled, enabled and signed out', async () => {
  const ana = talk.reader('Ana', { email: 'out@example.org' });
  const id = await talk.write(ana, 'What they wrote.');
  const path = `/admin/users/${ana.userId}`;
  const shown = (await admin.get(path)).text;
  assert.match(shown, new RegExp(`href="/admin/comments/${id}"`));
  assert.match(shown, /In 1 browser/);
  assert.match(shown, new RegExp(`/admin/erase\\?user=${ana.userId}`));
  assert.doesNotMatch(shown, /name="role"|Make a new link/);
  await admin.post(path, { do: 'end' });
  assert.equal((await ana.get('/me')).status, 303);
  const again = talk.reader('Ana', { email: 'out@example.org' });
  const sure = await admin.post(path, { do: 'disable' });
  assert.match(sure.text, /Disable the account of Ana\?/);
  assert.equal((await again.get('/me')).status, 200, 'not yet');
  const done = await admin.post(path, { do: 'disable', sure: '1' });
  assert.equal(done.headers.location, `${path}?done=saved`);
  assert.equal((await again.get('/me')).status, 303);
  assert.match((await admin.get(path)).text, /Disabled/);
  await admin.post(path, { do: 'enable' });
  assert.deepEqual(sql(site, "SELECT action FROM audit WHERE object = ?" +
    ' ORDER BY id', `user ${ana.userId}`),
  [['user.disable'], ['user.enable']]);
});

test('nobody becomes staff there', async () => {
  const ana = talk.reader('Ana');
  const path = `/admin/users/${ana.userId}`;
  for (const fields of [{ do: 'role', role: 'admin', sure: '1' },
    { do: 'give', slug: 'x' }, { do: 'x' }])
    assert.equal((await admin.post(path, fields)).status, 400);
  const { token } = await admin.form(path);
  assert.notEqual((await admin.post(`${path}/link`, {}, { token })).status, 200);
  assert.deepEqual(sql(site, 'SELECT role FROM user WHERE id = ?', ana.userId),
    [['reader']]);
});

test('a reader is erased from there, with the accounts of the address',
  async () => {
    const ana = talk.reader('Ana', { contact: 'twice@example.org' });
    const also = talk.reader('Ana', { email: 'twice@example.org' });
    await talk.published(ana, 'The whimbrel word.');
    const { text } = await admin.get(`/admin/erase?user=${ana.userId}`);
    assert.match(text, /2 accounts, of which only their numbers stay/);
    assert.match(text, /1 way to sign in through a provider/);
    const fields = Object.fromEntries([...text.matchAll(
      /<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .map(([, name, value]) => [name, value]));
    assert.equal((await admin.send('/admin/erase',
      String(new URLSearchParams(fields)))).status, 303);
    for (const one of [ana, also])
      assert.equal((await admin.get(`/admin/users/${one.userId}`)).status, 404);
    assert.doesNotMatch((await site.get(talk.page)).text, /whimbrel/);
  });
