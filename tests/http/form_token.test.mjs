// Forms of the staff: carried out once, by who was meant, from where they were
// made; and whatever comes in between, what was typed is still there.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { startInstance, until } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, editor, admin;
before(async () => {
  site = await startInstance();
  editor = signedIn(site, 'editor');
  admin = signedIn(site, 'admin');
});
after(() => site?.stop());

const holders = () => sql(site, 'SELECT object, user_id FROM assignment');
const form = (fields) => String(new URLSearchParams(fields));
const fresh = async (path = '/admin/take') =>
  (await editor.form(path, '/admin')).token;
const take = (token, object = 'program 1') =>
  editor.send('/admin/take', form({ token, object }));
const clear = () => sql(site, 'DELETE FROM assignment');

test('a form is carried out', async () => {
  clear();
  const got = await take(await fresh());
  assert.equal(got.status, 303);
  assert.deepEqual(holders(), [['program 1', editor.userId]]);
});

for (const [what, token] of [
  ['no token', () => undefined],
  ['an empty token', () => ''],
  ['a forged token', async () => (await fresh()).replace(/^./, 'B')],
  ['a token cut short', async () => (await fresh()).slice(0, -1)],
  ["another form's token", async () => {
    await take(await fresh());
    const other = await fresh('/admin/let-go');
    clear();
    return other;
  }],
  ["a colleague's token", async () =>
    (await admin.form('/admin/take', '/admin')).token],
  ['the token of an earlier sign-in', async () =>
    (await signedIn(site, 'editor').form('/admin/take', '/admin')).token],
])
  test(`${what} stores nothing and shows the form again, ready to send`,
    async () => {
      clear();
      const fields = { object: 'program 2', note: 'First line\nand "second" ' +
        '</textarea><b>&', empty: '' };
      const value = await token();
      if (value !== undefined) fields.token = value;
      const got = await editor.send('/admin/take', form(fields));
      assert.equal(got.status, 409);
      assert.deepEqual(holders(), []);
      const again = formFields(got.text, '/admin/take');
      assert.equal(again.object, 'program 2');
      assert.equal(again.note, fields.note);
      assert.equal(again.empty, '');
      assert.match(got.text, /This is what you typed\./);
      assert.doesNotMatch(got.text, /You pressed a button/);
      assert.equal((await editor.send('/admin/take', form(again))).status, 303);
      assert.deepEqual(holders(), [['program 2', editor.userId]]);
    });

test('the same form twice is carried out once and answered alike', async () => {
  clear();
  const token = await fresh();
  const first = await take(token);
  clear(); // a second effect would show
  const second = await take(token);
  assert.equal(second.status, 303);
  assert.equal(second.headers.location, first.headers.location);
  assert.deepEqual(holders(), []);
});

test('a used form with other words is shown again, not carried out',
  async () => {
    clear();
    const token = await fresh();
    await take(token);
    clear();
    const got = await take(token, 'program 3');
    assert.equal(got.status, 409);
    assert.match(got.text, /This form was sent before/);
    assert.equal(formFields(got.text, '/admin/take').object, 'program 3');
    assert.match(got.text, /You pressed a button\./);
    assert.doesNotMatch(got.text, /<dt|what you typed\./); // of ours, all
    assert.deepEqual(holders(), []);
  });

test('the same form ten times at once is carried out once', async () => {
  const fields = { ...await editor.form('/admin/dashboard/new'),
    name: 'Cups of coffee', definition: 'Counted once.', unit: 'cups',
    area: 'network', direction: 'up' };
  const got = await Promise.all(Array.from({ length: 10 }, () =>
    editor.send('/admin/dashboard/new', form(fields))));
  assert.deepEqual([...new Set(got.map(({ status }) => status))], [303],
    got[0].text);
  assert.equal(new Set(got.map(({ headers }) => headers.location)).size, 1);
  assert.deepEqual(sql(site,
    "SELECT count(*) FROM measure WHERE name = 'Cups of coffee'"), [[1]]);
});

test('a form that shows itself again keeps what was typed', async () => {
  const typed = { name: 'Cups of tea', definition: 'One\nand two.',
    unit: 'cups', area: 'network', direction: 'up', token: 'old' };
  const got = await editor.send('/admin/dashboard/new', form(typed));
  assert.equal(got.status, 409);
  assert.match(got.text, /This form was made for another sign-in/);
  const again = formFields(got.text, '/admin/dashboard/new');
  assert.equal(again.name, typed.name);
  assert.equal(again.definition, typed.definition);
  assert.deepEqual(sql(site,
    "SELECT count(*) FROM measure WHERE name = 'Cups of tea'"), [[0]]);
});

test('a form of somebody signed out meanwhile asks them to sign in',
  async () => {
    clear();
    const gone = signedIn(site, 'editor');
    const { token } = await gone.form('/admin/take', '/admin');
    sql(site, 'DELETE FROM session WHERE id = ?', gone.sessionId);
    const got = await gone.send('/admin/take',
      form({ token, object: 'program 1' }));
    assert.equal(got.status, 403);
    assert.deepEqual(holders(), []);
  });

test('what was typed when the sign-in ended is there after the next one',
  async () => {
    site.run('user', 'add', 'pen@example.org', '--role', 'editor',
      '--password-stdin', { input: 'a long walk to the lake\n' });
    const pen = signedIn(site, 'editor', { email: 'pen@example.org' });
    const typed = { ...await pen.form('/admin/dashboard/new'),
      name: 'Cups of "cocoa" & more', unit: 'cups', area: 'network',
      direction: 'up', definition: 'First line.\r\n\r\n' +
        '100% <b>ä</b> + 1 = 2; ' + 'long '.repeat(300) + '</textarea>' };
    sql(site, 'DELETE FROM session WHERE id = ?', pen.sessionId);
    let got = await pen.send('/admin/dashboard/new', form(typed));
    assert.equal(got.status, 403);
    assert.match(got.text, /What you typed is kept/);
    // A wrong password in between loses nothing either.
    for (const password of ['wrong words here', 'a long walk to the lake'])
      got = await pen.send('/sign-in', form({
        ...formFields(got.text, '/sign-in'), email: 'pen@example.org',
        password }));
    const again = formFields(got.text, '/admin/dashboard/new');
    assert.equal(again.definition.replace(/\r?\n/g, '\r\n'),
      typed.definition);
    assert.equal(again.name, typed.name);
    assert.deepEqual(sql(site,
      "SELECT count(*) FROM measure WHERE name LIKE '%cocoa%'"), [[0]]);
    got = await pen.send('/admin/dashboard/new', form(again));
    assert.equal(got.status, 303, got.text);
    assert.match(sql(site,
      "SELECT definition FROM measure WHERE name LIKE '%cocoa%'")[0][0],
    /First line\.\n\n100% <b>ä<\/b> \+ 1 = 2/);
  });

test('what a role may not do leaves the words on the page', async () => {
  const { token } = await editor.form('/admin/take', '/admin');
  const got = await editor.send('/admin/take', form({ token,
    object: 'comment 1', note: 'A long thought', password: 'secret words' }));
  assert.equal(got.status, 403);
  assert.match(got.text, /A long thought/);
  assert.doesNotMatch(got.text, /secret words/);
});

test('while the database is busy the form waits with its words', async () => {
  clear();
  const token = await fresh();
  const writer = spawn('python3', ['-c', `
import sqlite3, sys
db = sqlite3.connect(sys.argv[1], timeout=20, isolation_level=None)
db.execute('BEGIN IMMEDIATE')
print('locked', flush=True)
sys.stdin.read()
db.execute('ROLLBACK')
`, join(site.state, 'northstar.db')]);
  const ended = new Promise((done) => writer.on('close', done));
  try {
    await new Promise((done) => writer.stdout.once('data', done));
    const got = await take(token, 'program 4');
    assert.equal(got.status, 503);
    assert.equal(got.headers['retry-after'], '5');
    assert.equal(formFields(got.text, '/admin/take').object, 'program 4');
  } finally {
    writer.stdin.end();
    await ended;
  }
  assert.deepEqual(holders(), []);
});

test('nothing of a signed-in reader is kept for others', async () => {
  const dark = { Cookie: 'ns_theme=dark' };
  for (const path of ['/', '/about', '/programs', '/counties', '/dashboard']) {
    for (let i = 0; i < 6; i++)
      assert.match((await editor.get(path)).text, /Staff pages/);
    const themed = await site.get(path, { headers: { Cookie:
      `ns_theme=dark; ${editor.cookie}` } });
    assert.match(themed.text, /Staff pages/);
    for (let i = 0; i < 6; i++)
      for (const headers of [{}, dark])
        assert.doesNotMatch((await site.get(path, { headers })).text,
          /Staff pages/, path);
  }
  const kept = readdirSync(join(site.state, 'pages'), { recursive: true })
    .filter((name) => name.endsWith('.html'));
  assert.ok(kept.length > 0);
  for (const name of kept)
    assert.doesNotMatch(readFileSync(join(site.state, 'pages', name), 'utf8'),
      /Staff pages/, name);
});

test('a session is noted as used, no oftener than every five minutes',
  async () => {
    const now = Math.floor(Date.now() / 1000);
    const seen = (person) => sql(site,
      'SELECT seen_at FROM session WHERE id = ?', person.sessionId)[0][0];
    const old = signedIn(site, 'editor', { seen: now - 301 });
    const young = signedIn(site, 'editor', { seen: now - 100 });
    await old.get('/admin');
    await young.get('/admin');
    await young.get('/admin');
    // It is noted after the answer.
    await until(() => seen(old) >= now, 'the session is noted');
    assert.equal(seen(young), now - 100);
  });
