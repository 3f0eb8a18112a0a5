// Writing as a member, as staff, under a name that seems to be staff's, and
// through a sign-in. No script anywhere: only links and forms.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { sleep, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const ABOUT = { thread: 'about', key: 'about' };

let site;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 },
    mail: { server: 'smtp://127.0.0.1:9', from: 'mpm@example.org' },
    'provider google': { label: 'Google', issuer: 'http://127.0.0.1:9',
      client_id: 'x', secret_file: 'secret' } } });
});
after(() => site?.stop());

const idOf = (answer) => Number(answer.headers.location.match(/\d+$/)[0]);
const row = (id) => sql(site, 'SELECT state, is_staff, user_id, author_name,' +
  ' author_email, guest_hash IS NULL, wants_mail, flags FROM comment' +
  ' WHERE id = ?', id)[0];
const rows = () => sql(site, 'SELECT count(*) FROM comment')[0][0];
const publish = (id) => site.run('comment', 'publish', String(id));
const publicText = async (path = '/about') => (await site.get(path)).text;

let count = 0;
const words = (more = {}) => ({ ...ABOUT,
  body: `Words number ${++count}, as new as can be.`, ...more });
const guest = (more = {}) => words({ name: 'Ana', email: 'ana@example.org',
  website: '', topic: '', ...more });

// A member, each an account of its own; trusted: three were published.
let people = 0;
async function member({ trusted = false, name } = {}) {
  const n = ++people;
  const who = signedIn(site, 'reader', { email: `m${n}@example.org`,
    name: name ?? `Member ${n}` });
  for (let i = 0; trusted && i < 3; i++)
    publish(idOf(await send(who, words())));
  return who;
}
const send = (who, fields) =>
  who.send('/comments', String(new URLSearchParams(fields)));

test('a member writes under the name of the account, and waits', async () => {
  const who = await member({ name: 'Marisol' });
  const page = await who.get('/about');
  assert.match(page.text, /Writing as:.*Marisol/);
  assert.match(page.text, /A person reads every comment before it appears/);
  assert.match(page.text, /href="\/me">Change/);
  const form = formFields(page.text, '/comments');
  assert.deepEqual([form.name, form.email], [undefined, undefined]);
  assert.match(form.made, /^\d+\./);
  const answer = await send(who, { ...form, body: 'A *bittern* booms.' });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers['set-cookie'], undefined);
  const id = idOf(answer);
  assert.deepEqual(row(id), ['held', 0, who.userId, 'Marisol',
    'm1@example.org', 1, 0, 0]);
  assert.match((await who.get('/about')).text, /<em>bittern<\/em>/);
  assert.doesNotMatch(await publicText(), /bittern/);
  assert.equal((await (await member()).get(`/comments/${id}`)).status, 404);
});

test('what a member posts twice is one comment, however it is spelled',
  async () => {
    const who = await member(), before = rows();
    const answers = await Promise.all(['Twice  told', 'TWICE told',
      'twice\ntold', 'Twice told'].map((body) => send(who, words({ body }))));
    assert.equal(new Set(answers.map(idOf)).size, 1);
    assert.equal(rows(), before + 1);
    const other = await send(await member(), words({ body: 'Twice told' }));
    assert.notEqual(idOf(other), idOf(answers[0]));
  });

test('after three published comments the next one shows at once', async () => {
  const who = await member();
  for (let i = 0; i < 3; i++) {
    const id = idOf(await send(who, words()));
    assert.equal(row(id)[0], 'held');
    publish(id);
  }
  assert.match((await who.get('/about')).text, /Your comment shows at once/);
  const before = (await publicText()).match(/>(\d+) comments</)[1];
  const id = idOf(await send(who, words({ body: 'A **curlew** calls.' })));
  assert.equal(row(id)[0], 'published');
  const text = await publicText();
  assert.match(text, /<strong>curlew<\/strong>/);
  assert.match(text, new RegExp(`>${Number(before) + 1} comments<`));
  assert.match(await publicText('/feed.atom'), /curlew/);
});

test('a phone number waits, whoever wrote it, and so does all in an attack',
  async () => {
    const who = await member({ trusted: true });
    const call = await send(who, words({ body: 'Call 218-555-0142 today.' }));
    assert.equal(row(idOf(call))[0], 'held');
    sql(site, "INSERT INTO setting VALUES ('comments.attack', '1', 1)");
    try {
      assert.match((await who.get('/about')).text, /A person reads every/);
      assert.equal(row(idOf(await send(who, words())))[0], 'held');
      const staff = signedIn(site, 'moderator');
      assert.equal(row(idOf(await send(staff, words())))[0], 'held');
    } finally {
      sql(site, "DELETE FROM setting WHERE name = 'comments.attack'");
    }
    assert.equal(row(idOf(await send(who, words())))[0], 'published');
  });

test('what staff take back ends the trust', async () => {
  const who = await member({ trusted: true });
  const id = idOf(await send(who, words()));
  assert.equal(row(id)[0], 'published');
  site.run('comment', 'remove', String(id), '--reason', 'rude');
  assert.equal(row(idOf(await send(who, words())))[0], 'held');
});

test('who deletes what staff took back does not get the trust back',
  async () => {
    for (const how of ['remove', 'spam']) {
      const who = await member({ trusted: true });
      const id = idOf(await send(who, words()));
      if (how === 'remove')
        site.run('comment', 'remove', String(id), '--reason', 'rude');
      else
        assert.equal((await signedIn(site, 'moderator').post(
          `/admin/comments/${id}`, { do: 'spam' }, { whole: true })).status,
        303);
      const path = `/me/comments/${id}/delete`;
      assert.equal((await who.post(path)).headers.location, '/me?done=deleted');
      assert.equal(row(id), undefined);
      assert.equal(row(idOf(await send(who, words())))[0], 'held', how);
      // What nobody took back may be deleted without harm.
      const other = await member({ trusted: true });
      const own = idOf(await send(other, words()));
      await other.post(`/me/comments/${own}/delete`);
      assert.equal(row(idOf(await send(other, words())))[0], 'published');
    }
  });

test('who moderates writes as our staff, and nobody else does', async () => {
  const staff = signedIn(site, 'moderator');
  assert.match((await staff.get('/about')).text,
    /Writing as:.*Robin Moderator.*Partnership staff/);
  const id = idOf(await send(staff, words({ body: 'We are here, a *loon*.' })));
  assert.deepEqual(row(id).slice(0, 5),
    ['published', 1, staff.userId, 'Robin Moderator', null]);
  assert.match(await publicText(), /Partnership staff/);
  for (const [role, options] of [['owner', {}], ['editor', {}],
    ['admin', { secondFactor: false, email: 'bare@example.org' }]]) {
    const other = signedIn(site, role, options);
    const mine = row(idOf(await send(other, words())));
    assert.deepEqual(mine.slice(0, 2), ['held', 0], role);
  }
  // No field of the form makes anybody staff.
  const forged = await send(await member(), words({ is_staff: '1',
    user_id: String(staff.userId), name: '', role: 'admin' }));
  assert.deepEqual(row(idOf(forged)).slice(0, 2), ['held', 0]);
});

for (const name of ['Staff', 'Ѕtаff', 'S t a f f', 'ＳＴＡＦＦ', 'M0derator',
  'Moderator Ann', 'Αdmіn', 'Administrator', 'MPM', 'М.Р.М.', 'Nоrth Ѕtаr',
  'The Mentoring Partnership of Minnesota', 'Mentoring-Partnership',
  'Robin Moderator', 'Rоbin  MODERATOR', 'St\u200daff', '$taff'])
  test(`a guest is not called ${JSON.stringify(name)}`, async () => {
    signedIn(site, 'moderator');
    const before = rows();
    const answer = await site.post('/comments', guest({ name }));
    assert.equal(answer.status, 422);
    assert.match(answer.text,
      /href="#c-name">Choose another name: this one is our staff&#39;s/);
    assert.match(answer.text, /Words number \d+, as new as can be\.<\/textarea>/);
    assert.equal(rows(), before);
  });

test('names that only begin like ours are free', async () => {
  for (const name of ['Staffan', 'Norma Starr', 'Robin', 'Amy P', 'Ελένη',
    '李雷', 'Mentor of two'])
    assert.equal((await site.post('/comments', guest({ name }))).status, 303,
      name);
});

test('a member with a name of ours is led to where it can be changed',
  async () => {
    const who = await member({ name: 'Partnership Staff' });
    const answer = await send(who, words());
    assert.equal(answer.status, 422);
    assert.match(answer.text, /Change your name on the page of your account/);
    assert.match(answer.text, /id="c-name"/);
    assert.match(answer.text, /as new as can be\.<\/textarea>/);
  });

test('a member is told of mail about replies only if it comes', async () => {
  const told = async (who) => {
    const { text } = await who.get('/about');
    assert.doesNotMatch(text, /name="notify"/);
    return /We email you about replies\. <a href="\/me#mails">Change/.test(text);
  };
  const who = await member({});
  const set = (column, value) => sql(site,
    `UPDATE user SET ${column} = ${value} WHERE id = ?`, who.userId);
  assert.equal(await told(who), true);
  set('mails_replies', 0);
  assert.equal(await told(who), false);
  set('mails_replies', 1);
  set('email', 'NULL');
  assert.equal(await told(who), false);
});

test('who wants mail about replies says so, where mail can be sent',
  async () => {
    const text = await publicText();
    assert.match(text, /name="notify" value="1"> <span>Email me when someone/);
    const wrong = await site.post('/comments', guest({ notify: '1', name: '' }));
    assert.match(wrong.text, /name="notify" value="1" checked>/);
    const yes = await site.post('/comments', guest({ notify: '1' }));
    const no = await site.post('/comments', guest());
    assert.equal(row(idOf(yes))[6], 1);
    assert.equal(row(idOf(no))[6], 0);
    const quiet = await startInstance();
    try {
      const page = await quiet.get('/about');
      assert.doesNotMatch(page.text, /name="notify"|name="sign_in"/);
      await quiet.post('/comments', guest({ notify: '1' }));
      assert.deepEqual(sql(quiet, 'SELECT wants_mail FROM comment'), [[0]]);
    } finally {
      await quiet.stop();
    }
  });

test('Enter posts the comment: its button is the first of the form',
  async () => {
    const form = (await publicText()).match(
      /<form method="post" action="\/comments">[^]*?<\/form>/)[0];
    const buttons = [...form.matchAll(/<button\b[^>]*>/g)].map(([tag]) => tag);
    assert.equal(buttons[0], '<button class="btn">');
    for (const tag of buttons.filter((b) => /name="sign_in"/.test(b)))
      assert.match(tag, /formnovalidate/);
    assert.match(form, /name="sign_in" value="google"/);
  });

test('a member previews, mends what is wrong, and posts', async () => {
  const who = await member({ name: 'Lupe' }), before = rows();
  const shown = await send(who, words({ body: 'Some *light*.', preview: '1' }));
  assert.equal(shown.status, 200);
  assert.match(shown.text, /<h3[^>]*><bdi[^>]*>Lupe<\/bdi><\/h3>/);
  assert.match(shown.text, /<em>light<\/em>/);
  const wrong = await send(who, { ...formFields(shown.text, '/comments'),
    body: '' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /Enter your comment/);
  assert.equal(rows(), before);
  const done = await send(who, { ...formFields(wrong.text, '/comments'),
    body: 'Some *light*.' });
  assert.equal(done.status, 303);
  assert.equal(rows(), before + 1);
});

test('a form of somebody who was signed out since is kept, as a guest’s',
  async () => {
    const before = rows();
    const answer = await site.post('/comments', words({ body: 'Still here.' }));
    assert.equal(answer.status, 422);
    assert.match(answer.text, /You are not signed in any more/);
    assert.match(answer.text, /Still here\.<\/textarea>/);
    assert.match(answer.text, /id="c-email"/);
    assert.equal(rows(), before);
  });

// Carry out change while a comment of who's waits for its turn to write.
async function meanwhile(who, change, fields = words()) {
  const other = spawn('sqlite3', [`${site.state}/northstar.db`]);
  const done = once(other, 'close');
  other.stdin.write('.timeout 5000\nBEGIN IMMEDIATE;\nSELECT 1;\n');
  await once(other.stdout, 'data');
  const answer = send(who, fields);
  await sleep(500);
  other.stdin.end(`${change};\nCOMMIT;\n`);
  await done;
  return answer;
}

test('nothing is stored of an account that goes in the same moment',
  async () => {
    for (const change of [
      'DELETE FROM session WHERE user_id = ?',
      'UPDATE user SET is_disabled = 1 WHERE id = ?',
      "UPDATE user SET role = 'owner' WHERE id = ?"]) {
      const who = await member(), before = rows();
      const fields = words({ body: 'The dunlin flew while I left.' });
      const answer = await meanwhile(who, change.replace('?', who.userId),
        fields);
      assert.equal(answer.status, 422, change);
      assert.match(answer.text, /You are not signed in any more/);
      assert.match(answer.text, /The dunlin flew while I left\./);
      assert.match(answer.text, /name="email"/);
      assert.equal(rows(), before, change);
    }
    assert.equal((await meanwhile(await member(), 'SELECT 1')).status, 303);
  });

test('a guest’s form sent by somebody who is signed in is shown first',
  async () => {
    const who = await member({ name: 'Real Name' }), before = rows();
    const answer = await send(who, guest({ name: 'Nick' }));
    assert.equal(answer.status, 200);
    assert.match(answer.text, /Writing as:.*Real Name/);
    assert.equal(rows(), before);
  });

// The way through a sign-in: what is left in the database on the way out, and
// what a person finds who is in.
test('words go along through a sign-in, and are posted from there',
  async () => {
    const visitor = new Visitor(site);
    const parent = idOf(await site.post('/comments',
      guest({ body: 'What a parent says.' })));
    publish(parent);
    const body = 'Kept <b>&amp;</b> "quotes"\n\nand 🌲 lines.';
    const away = await visitor.fill(`/about?reply_to=${parent}`,
      '/comments', { body, name: 'Ana', notify: '1', sign_in: 'google',
        website: 'example.org' });
    assert.equal(away.status, 303);
    assert.match(away.headers.location, /^\/sign-in\/google\?/);
    const [[kept]] = sql(site, 'SELECT kept FROM sign_in_attempt' +
      ' ORDER BY created_at DESC LIMIT 1');
    assert.deepEqual(Object.fromEntries(JSON.parse(kept)), { ...ABOUT,
      parent: String(parent), name: 'Ana', body, website: 'example.org',
      notify: '1' });
    const who = await member({ name: 'Ana Lucía' });
    sql(site, 'INSERT INTO draft VALUES (?, ?, ?, 0, ?)', who.userId,
      'comment', kept, 1);
    const back = await who.get('/comments/new');
    assert.equal(back.status, 200);
    assert.equal(back.headers['cache-control'], 'no-store');
    const form = formFields(back.text, '/comments');
    assert.equal(form.body.replaceAll('\r\n', '\n'), body);
    assert.equal(form.parent, String(parent));
    assert.match(back.text, /What a parent says\./);
    assert.match(back.text, /Writing as:.*Ana Lucía/);
    assert.match(back.text, /href="\/about#talk"/);
    assert.doesNotMatch(back.text, /name="notify"/); // see /me
    // Looked at twice, it is still there; posted twice, it is one comment.
    assert.equal((await who.get('/comments/new')).status, 200);
    const before = rows();
    const [one, two] = [await send(who, form), await send(who, form)];
    assert.equal(one.status, 303);
    assert.equal(idOf(two), idOf(one));
    assert.equal(rows(), before + 1);
    const empty = await who.get('/comments/new');
    assert.deepEqual([empty.status, empty.headers.location], [303, '/me']);
  });

test('posting elsewhere leaves the kept words alone', async () => {
  const who = await member();
  sql(site, 'INSERT INTO draft VALUES (?, ?, ?, 0, 1)', who.userId, 'comment',
    '[["thread","about"],["key","about"],["body","Later"]]');
  await send(who, words());
  assert.match((await who.get('/comments/new')).text, />\nLater<\/textarea>/);
});

test('kept words whose page is gone are shown; others are nobody’s',
  async () => {
    const who = await member();
    const put = (fields) => sql(site, 'INSERT INTO draft VALUES' +
      ' (?, ?, ?, 0, 1) ON CONFLICT DO UPDATE SET fields = excluded.fields',
    who.userId, 'comment', fields);
    put('[["thread","program"],["key","999999"],["body","Not <lost>"]]');
    const gone = await who.get('/comments/new');
    assert.equal(gone.status, 404);
    assert.match(gone.text, /Not &lt;lost&gt;<\/textarea>/);
    for (const fields of ['[]', '{}', 'x', '[["thread"]]', '[[1,2]]'])
      if (put(fields) ?? true)
        assert.match(String((await who.get('/comments/new')).status),
          /^(303|404)$/, fields);
    const other = await member();
    assert.equal((await other.get('/comments/new')).status, 303);
    assert.equal((await site.get('/comments/new')).status, 303);
  });

test('a way to sign in that is none, and words too long to keep', async () => {
  const none = await site.post('/comments', guest({ sign_in: 'nowhere',
    body: 'Not lost.' }));
  assert.equal(none.status, 404);
  assert.match(none.text, /Not lost\.<\/textarea>/);
  const long = await site.post('/comments', guest({ sign_in: 'google',
    body: 'x'.repeat(4001) }));
  assert.equal(long.status, 422);
  assert.match(long.text, /Shorten your comment to 4,000 characters/);
  const full = await site.post('/comments', guest({ sign_in: 'google',
    body: '<&>\u{1f332}'.repeat(1000) }));
  assert.equal(full.status, 303);
});

test('the record names the member, and staff read who wrote it', async () => {
  const who = await member({ trusted: true, name: 'Nia' });
  const id = idOf(await send(who, words()));
  assert.deepEqual(sql(site, 'SELECT actor, action FROM audit WHERE' +
    ' object = ?', `comment ${id}`), [[`user ${who.userId}`, 'comment.post']]);
  const moderator = signedIn(site, 'moderator');
  const { text } = await moderator.get(`/admin/comments/${id}`);
  assert.match(text, /Its author wrote it, and it showed at once\./);
});
