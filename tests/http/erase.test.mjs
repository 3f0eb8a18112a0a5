// A person is erased: by the page, by the command, and again after a restore
// of a backup that still knows them. Afterwards no file below the state
// folder holds a byte of theirs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startInstance, until } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { holders as traces } from '../lib/traces.mjs';

let site, admin, page, thread;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  admin = signedIn(site, 'admin');
  sql(site, "UPDATE user SET password_hash = 'x'");
  const list = (await site.get('/programs')).text;
  page = list.match(/\/programs\/[a-z0-9-]+(?=")/)[0];
  const { text } = await site.get(page);
  thread = { thread: 'program',
    key: text.match(/name="key" value="([^"]*)"/)[1] };
});
after(() => site?.stop());

// A person whose words stand nowhere else.
const person = (word) => ({ word, email: `${word}@erase.example`,
  name: `${word}name Tester`, website: `https://${word}site.example/`,
  body: `${word}body was here, and said a good deal about it.` });

async function write(who, more = {}) {
  const answer = await site.post('/comments', { ...thread, topic: '',
    name: who.name, email: who.email, website: who.website, body: who.body,
    ...more });
  assert.equal(answer.status, 303, answer.text);
  return Number(answer.headers.location.match(/\d+$/)[0]);
}

const publish = (id) => site.run('comment', 'publish', String(id));

// The files below the state folder that hold the word, in any case.
const holders = (word) => traces(site, word);

const erase = (fields, from = '/admin/erase') =>
  admin.post('/admin/erase', fields, { from, whole: true });

// Look, then press the button of the page that shows what goes.
async function eraseByEmail(email) {
  const shown = await erase({ email });
  assert.equal(shown.status, 200, shown.text);
  const fields = Object.fromEntries([...shown.text.matchAll(
    /<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
    .map(([, name, value]) => [name, value]));
  assert.equal(fields.step, 'erase');
  const done = await admin.send('/admin/erase',
    String(new URLSearchParams(fields)));
  return { shown, done, fields };
}

test('what goes is shown, goes, and leaves no byte', async () => {
  const who = person('quillfinch');
  const answered = await write(who);
  publish(answered);
  const reply = await write({ ...person('otter'), body: 'A reply that stays.' },
    { reply_to: String(answered), parent: String(answered) });
  publish(reply);
  const held = await write(who, { body: `${who.word} held words` });
  const spam = await write(who, { body: `${who.word} spam words` });
  sql(site, "UPDATE comment SET state = 'spam' WHERE id = ?", spam);
  signedIn(site, 'moderator', { email: who.email, name: who.name });
  sql(site, "INSERT INTO draft SELECT id, 'page about en', ?, 1, 1 FROM user" +
    ' WHERE email = ?', `["${who.word}"]`, who.email);
  sql(site, 'INSERT INTO import_upload (user_id, created_at, name, content)' +
    ' SELECT id, 1, ?, ? FROM user WHERE email = ?', `${who.word}.csv`,
  `${who.word},x`, who.email);
  assert.match((await site.get(page)).text, /quillfinchbody/); // kept now
  assert.match((await site.get('/feed.atom')).text, /quillfinchbody/);
  // A page is kept after its answer is out.
  await until(() => holders(who.word).length >= 2, 'the page is kept');

  const { shown, done } = await eraseByEmail(who.email.toUpperCase());
  assert.match(shown.text, /3 comments/);
  assert.match(shown.text, /quillfinchbody/);
  assert.match(shown.text, /Its empty place stays/);
  assert.match(shown.text, /1 uploaded table/);
  assert.equal(done.status, 303);
  assert.equal(done.headers.location, '/admin/erase?done=erased');
  assert.deepEqual(holders(who.word), []);
  assert.doesNotMatch(site.log, new RegExp(who.word, 'i'));

  const { text } = await site.get(page);
  assert.match(text, /A reply that stays/);
  assert.match(text, new RegExp(`id="comment-${answered}"`));
  assert.doesNotMatch(text, /quillfinch/);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM comment WHERE id IN (?, ?)',
    held, spam), [[0]]);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM user WHERE name IS NULL' +
    " AND is_disabled = 1 AND email LIKE 'erased-%'"), [[1]]);
  assert.match((await admin.get(done.headers.location)).text, /Erased\./);
  assert.match((await admin.get('/admin/audit?kind=person')).text,
    /Robin Admin<\/span> erased a person\./);
  assert.match(site.run('verify'), /record of changes: ok/);
});

test('the same press twice erases once', async () => {
  const who = person('heronmoss');
  await write(who);
  const { fields } = await eraseByEmail(who.email);
  const again = await admin.send('/admin/erase',
    String(new URLSearchParams(fields)));
  assert.equal(again.status, 303);
  assert.equal(again.headers.location, '/admin/erase?done=erased');
});

test('a press that arrives eight times at once says the same each time',
  async () => {
    const who = person('teallake');
    await write(who);
    const shown = await erase({ email: who.email });
    const fields = String(new URLSearchParams(Object.fromEntries(
      [...shown.text.matchAll(
        /<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
        .map(([, name, value]) => [name, value]))));
    const answers = await Promise.all(Array.from({ length: 8 }, () =>
      admin.send('/admin/erase', fields)));
    assert.deepEqual(answers.map(({ status }) => status), Array(8).fill(303));
  });

test('what came since the page was shown is shown before it goes',
  async () => {
    const who = person('larkspruce');
    await write(who);
    const shown = await erase({ email: who.email });
    const fields = Object.fromEntries([...shown.text.matchAll(
      /<input type="hidden" name="(\w+)" value="([^"]*)"/g)]
      .map(([, name, value]) => [name, value]));
    await write(who, { body: 'larkspruce wrote once more' });
    const moved = await admin.send('/admin/erase',
      String(new URLSearchParams(fields)));
    assert.equal(moved.status, 409);
    assert.match(moved.text, /a comment came or went/);
    assert.match(moved.text, /larkspruce wrote once more/);
    assert.equal(sql(site, 'SELECT count(*) FROM comment WHERE author_email' +
      ' = ?', who.email)[0][0], 2);
    assert.equal((await eraseByEmail(who.email)).done.status, 303);
  });

test('a comment leads to its writer, an account to its owner', async () => {
  const id = await write(person('fernwick'));
  const byComment = await admin.get(`/admin/erase?comment=${id}`);
  assert.match(byComment.text, /fernwick@erase\.example/);
  const { userId } = signedIn(site, 'editor', { email: 'e@erase.example',
    name: 'Fern Editor' });
  assert.match((await admin.get(`/admin/erase?user=${userId}`)).text,
    /Fern Editor/);
  const self = await admin.get(`/admin/erase?user=${admin.userId}`);
  assert.equal(self.status, 200);
  assert.equal((await admin.get('/admin/erase?comment=999999')).status, 404);
  assert.equal((await signedIn(site, 'editor').get('/admin/erase')).status,
    403);
});

test('an address that is none, or nobody\'s, changes nothing', async () => {
  const wrong = await erase({ email: 'nobody' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="nobody"/);
  const nobody = await erase({ email: 'nobody@erase.example' });
  assert.equal(nobody.status, 200);
  assert.match(nobody.text, /Nobody is known by this address/);
  assert.equal(site.command('erase', 'nobody@erase.example').status, 1);
});

test('the last administrator stays', async () => {
  const others = sql(site, "SELECT id FROM user WHERE role = 'admin' AND" +
    ' is_disabled = 0 AND id <> ?', admin.userId);
  sql(site, "UPDATE user SET is_disabled = 1 WHERE role = 'admin' AND id <> ?",
    admin.userId);
  const { text } = await admin.get(`/admin/erase?user=${admin.userId}`);
  assert.match(text, /It is the last administrator/);
  assert.doesNotMatch(text, /Erase this person/);
  assert.match(site.command('erase', 'admin@example.org').stderr,
    /last active administrator/);
  for (const [id] of others)
    sql(site, 'UPDATE user SET is_disabled = 0 WHERE id = ?', id);
});

test('the command erases beside a running server, and a restored backup is' +
  ' erased again', async () => {
  const who = person('brindlebay');
  publish(await write(who));
  await write({ ...person('stayer'), body: 'stayerbody stays' });
  // Outside the state folder, where the search for traces looks.
  const folder = mkdtempSync(join(tmpdir(), 'northstar-backup-'));
  const backup = join(folder, 'backup.db');
  site.run('backup', backup);
  assert.match(site.run('erase', who.email, '--dry-run'), /1 comment$/m);
  assert.notDeepEqual(holders(who.word), []);
  assert.match(site.run('erase', who.email), /^erased$/m);
  assert.deepEqual(holders(who.word), []);
  const list = readFileSync(join(site.state, 'erasures'), 'latin1');
  assert.match(list, /"comments":\[\[\d+,\d+\]\]/);

  assert.match(site.run('restore', backup, '--force'), /erased again: 1/);
  assert.deepEqual(holders(who.word), []);
  assert.notDeepEqual(holders('stayerbody'), []);
  assert.match(site.run('verify'), /record of changes: ok/);
  rmSync(folder, { recursive: true });
});
