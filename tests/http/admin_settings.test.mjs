// What staff set for the conversation: the switch for an attack, and words.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const PATH = '/admin/settings', WORDS = '/admin/settings/words';
let site, staff, admin;

before(async () => {
  site = await startInstance();
  staff = signedIn(site, 'moderator');
  admin = signedIn(site, 'admin');
});
after(() => site?.stop());

const setting = () => sql(site, 'SELECT value FROM setting')[0]?.[0];
const rules = () => sql(site, 'SELECT word, effect FROM word_rule' +
  ' ORDER BY word').map(([word, effect]) => `${word}: ${effect}`);
const turn = (attack, client = staff) =>
  client.post(PATH, { attack }, { from: PATH });
const add = (fields, client = staff) =>
  client.post(WORDS, { effect: 'hold', ...fields }, { from: PATH });
const actions = (object) => sql(site,
  'SELECT action FROM audit WHERE object LIKE ? ORDER BY id', object).flat();

test('the switch is turned on and off, and a band says so', async () => {
  for (const path of ['/admin', '/admin/comments'])
    assert.doesNotMatch((await staff.get(path)).text,
      /Every comment is held/, path);
  const answer = await turn('on');
  assert.equal(answer.status, 303, answer.text);
  assert.equal(setting(), '1');
  for (const path of ['/admin', '/admin/comments', PATH])
    assert.match((await staff.get(path)).text,
      /Every comment is held[^]*On since[^]*turned on by Robin Moderator/, path);
  assert.doesNotMatch((await signedIn(site, 'editor').get('/admin')).text,
    /Every comment is held/);
  assert.match((await admin.get('/admin/audit?kind=setting')).text,
    /turned on [^]*the switch for an attack/);
  await turn('off', admin);
  assert.equal(setting(), '0');
  assert.doesNotMatch((await staff.get('/admin')).text,
    /Every comment is held/);
  assert.match((await admin.get('/admin/audit?kind=setting')).text,
    /Robin Admin[^]*turned off [^]*the switch for an attack/);
  assert.deepEqual(actions('setting %'), ['setting.change', 'setting.change']);
});

test('a form sent twice turns it once', async () => {
  const form = await staff.form(PATH);
  const body = String(new URLSearchParams({ ...form, attack: 'on' }));
  const before = actions('setting %').length;
  const first = await staff.send(PATH, body);
  const second = await staff.send(PATH, body);
  assert.equal(first.headers.location, second.headers.location);
  assert.equal(actions('setting %').length, before + 1);
  await turn('on'); // what is on already
  assert.equal(actions('setting %').length, before + 1);
  await turn('off');
  assert.equal((await turn('sideways')).status, 400);
});

test('words are listed, changed and removed', async () => {
  const answer = await add({ word: '  Poker   NIGHT ' });
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.headers.location, `${PATH}?done=saved#words`);
  await add({ word: 'Casinó', effect: 'spam' });
  assert.deepEqual(rules(), ['casino: spam', 'poker night: hold']);
  const { text } = await staff.get(PATH);
  assert.match(text, /2 words and phrases/);
  assert.match(text, /<th scope="row"[^>]*>poker night<\/th>[^]*Robin Moderator/);
  await add({ word: 'casino', effect: 'hold' });
  assert.deepEqual(rules(), ['casino: hold', 'poker night: hold']);
  assert.match((await admin.get('/admin/audit?kind=word')).text,
    /listed [^]*“poker night”/);
  for (const [, path] of (await staff.get(PATH)).text
    .matchAll(/action="(\/admin\/settings\/words\/\d+\/remove)"/g))
    assert.equal((await staff.post(path, {}, { from: PATH })).status, 303);
  assert.deepEqual(rules(), []);
  assert.match((await staff.get(PATH)).text, /No words are listed/);
  assert.deepEqual(actions('word %'), ['word.add', 'word.add', 'word.change',
    'word.remove', 'word.remove']);
});

test('a word that another has removed meanwhile is gone, and that is fine',
  async () => {
    await add({ word: 'gone soon' });
    const page = await staff.get(PATH);
    const [, path] = page.text.match(/action="([^"]+\/remove)"/);
    const form = await staff.form(path, PATH);
    await admin.post(path, {}, { from: PATH });
    const late = await staff.send(path, String(new URLSearchParams(form)));
    assert.equal(late.status, 303);
    assert.deepEqual(rules(), []);
  });

test('what cannot be listed is said, and the text is kept', async () => {
  for (const [fields, words] of [
    [{ word: '' }, /Word or phrase: Fill in this field/],
    [{ word: 'é' }, /Write at least 2 characters/],
    [{ word: 'a\u0301\u0301' }, /Write at least 2 characters/],
    [{ word: 'x'.repeat(81) }, /Shorten this to 80 characters/],
    [{ word: 'ﷺ'.repeat(60) }, /Shorten this to 80 characters/],
    [{ word: 'fine', effect: 'burn' }, /Choose one of the values offered/]]) {
    const answer = await add(fields);
    assert.equal(answer.status, 422, fields.word);
    assert.match(answer.text, words);
    assert.ok(answer.text.includes(`value="${fields.word}"`), fields.word);
  }
  const kept = await add({ word: '"><script>', effect: 'spam', token: 'x' });
  assert.equal(kept.status, 409);
  assert.match(kept.text, /value="&quot;&gt;&lt;script&gt;"/);
  assert.match(kept.text, /value="spam" required checked/);
  assert.deepEqual(rules(), []);
});

test('five hundred words are the most', async () => {
  sql(site, `INSERT INTO word_rule (word, effect, actor, created_at)
    SELECT 'word ' || value, 'hold', 'user 1', 1
      FROM generate_series(1, 500)`);
  const full = await add({ word: 'one more' });
  assert.equal(full.status, 422);
  assert.match(full.text, /500 words are listed\. Remove one first/);
  assert.equal((await add({ word: 'word 7', effect: 'spam' })).status, 303);
  sql(site, 'DELETE FROM word_rule');
});

test('it is moderators\' and administrators\' alone', async () => {
  for (const role of ['editor', 'owner']) {
    const client = signedIn(site, role);
    assert.equal((await client.get(PATH)).status, 403);
    assert.doesNotMatch((await client.get('/admin')).text,
      /href="\/admin\/settings"/);
    const answer = await client.post(PATH, { attack: 'on' }, { token: 'x' });
    assert.equal(answer.status, 403);
  }
  assert.match((await staff.get('/admin')).text, /href="\/admin\/settings"/);
  assert.equal(setting(), '0');
});
