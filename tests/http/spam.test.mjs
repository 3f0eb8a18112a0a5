// Spam: what speaks for it is told to moderators, who teach the filter; what
// was learned is unlearned; rates and the switch for an attack.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { root, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, staff;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 1000 } } });
  staff = signedIn(site, 'moderator', { name: 'Maria Lund' });
});
after(() => site.stop());

let count = 0;
const fields = (body, more = {}) => ({ thread: 'about', key: 'about',
  name: 'Ana', email: `ana${++count}@example.org`, website: '', topic: '',
  body, ...more });

async function write(body, more) {
  const answer = await site.post('/comments', fields(body, more));
  assert.equal(answer.status, 303, answer.text);
  const [[id]] = sql(site, 'SELECT max(id) FROM comment');
  return { id, path: `/admin/comments/${id}` };
}

const stateOf = ({ id }) =>
  sql(site, 'SELECT state FROM comment WHERE id = ?', id)[0][0];
const decide = (note, what) =>
  staff.post(note.path, { do: what }, { whole: true });
const page = async ({ path }) => (await staff.get(path)).text;
const word = (text) =>
  sql(site, 'SELECT spam, honest FROM spam_word WHERE word = ?', text)[0];

async function undo(answer) {
  const path = answer.headers.location.replace(/#.*/, '');
  const { text } = await staff.get(path);
  const way = text.match(/action="(\/admin\/undo\/\d+)"/)[1];
  const done = await staff.post(way, {}, { from: path });
  assert.equal(done.status, 303, done.text);
}

// Each sign, and what a moderator reads of it.
const signs = [
  ['links', 'Our dates are at https://a.example and http://b.example/x today',
    {}, /2 links/],
  ['nothing but links', 'https://a.example/ http://b.example/', {},
    /hardly anything but links/],
  ['a link in the name', 'A word about the canoes.',
    { name: 'pills.example/buy' }, /a link in the name/],
  ['code', 'Look: <a href="http://a.example">here</a> it is, my friends', {},
    /links written as code/],
  ['disguised letters', 'The free с\u0430sino is f\u200br\u200bee', {},
    /2 words with disguised letters/],
  ['letters without sense', 'xkcdqwrtz plmnbvcxz', {},
    /letters that make no word/],
  ['the trap', 'Plain words in a full trap.', { topic: 'x' },
    /it filled in the field that people leave empty/],
];
for (const [name, body, more, said] of signs)
  test(`${name}: the moderator reads why`, async () => {
    const text = await page(await write(body, more));
    assert.match(text, said);
    assert.match(text, /Speaks for spam: \d+ of 100\./);
  });

test('plain words have no score, and much has a mark', async () => {
  const plain = await page(await write('Do you work in Cook County?'));
  assert.doesNotMatch(plain, /Speaks for spam|Looks like spam/);
  const much = await page(await write('Go https://a.example ' +
    'http://b.example http://c.example'));
  assert.match(much, /Looks like spam/);
});

test('the same words in other letters are told, with how often', async () => {
  const said = 'We found a lovely place for canoes by the lake';
  await write(said);
  await write(said);
  const third = await write('WE found, a lоvеly pl\u200bace: for canoes by the lake!!');
  assert.match(await page(third), /the same words came 2 times in 30 days/);
});

test('sent in no time is told; a form that is shown again is no hurry',
  async () => {
    // A guest who wrote before: the page is made for them alone.
    const first = await site.post('/comments', fields('My first words here.'));
    const guest = { Cookie: first.headers['set-cookie'][0].split(';')[0] };
    const made = (text) => text.match(/name="made" value="([^"]+)"/)?.[1];
    const form = (await site.get('/about', { headers: guest })).text;
    assert.ok(made(form), 'the form says when it was made');
    assert.equal(made((await site.get('/about')).text), undefined);
    const quick = await write('As quick as a machine.', { made: made(form) });
    assert.match(await page(quick), /sent \d seconds? after the form was opened/);
    const forged = await write('Nobody signed this time.',
      { made: made(form).replace(/^\d+/, (n) => String(Number(n) + 1)) });
    assert.doesNotMatch(await page(forged), /after the form was opened/);
    // Ready-made: no stamp. The preview of such a form must not begin one.
    const preview = await site.post('/comments',
      fields('A person reads the preview.', { preview: '1' }));
    assert.equal(preview.status, 200);
    assert.equal(made(preview.text), undefined);
    const kept = await site.post('/comments', fields('The first stamp stays.',
      { preview: '1', made: made(form) }));
    assert.equal(made(kept.text), made(form));
  });

test('words of the list hold, or are spam, also in disguise', async () => {
  for (const [text, effect] of [['gambling hall', 'hold'], ['buy now', 'spam']])
    sql(site, 'INSERT INTO word_rule (word, effect, actor, created_at)' +
      " VALUES (?, ?, 'user 1', 1)", text, effect);
  const held = await write('At the G4MBLING h\u0430ll tonight.');
  assert.equal(stateOf(held), 'held');
  assert.match(await page(held), /a word of your list: gambling hall/);
  const spam = await write('B U Y - N O W, or never.');
  assert.equal(stateOf(spam), 'held', 'one long word is not two');
  const plain = await write('Buy   now, or never.');
  assert.equal(stateOf(plain), 'spam');
  const text = await page(plain);
  assert.match(text, /a word of your list of spam: buy now/);
  assert.match(text, /Nobody has read it/);
  sql(site, 'DELETE FROM word_rule');
});

test('a decision teaches, another one unlearns, and so does Undo',
  async () => {
    const note = await write('Zebrafish and heron.');
    const spam = await decide(note, 'spam');
    assert.deepEqual(word('zebrafish'), [1, 0]);
    await undo(spam);
    assert.equal(stateOf(note), 'held');
    assert.equal(word('zebrafish'), undefined);
    await decide(note, 'publish');
    assert.deepEqual(word('zebrafish'), [0, 1]);
    const again = await decide(note, 'spam');
    assert.deepEqual(word('zebrafish'), [1, 0]);
    await undo(again);
    assert.equal(stateOf(note), 'published');
    assert.deepEqual(word('zebrafish'), [0, 1]);
    const saved = await staff.post(`${note.path}/edit`,
      { body: 'Walrus and heron.' }, { whole: true });
    assert.equal(saved.status, 303, saved.text);
    assert.equal(word('zebrafish'), undefined);
    assert.deepEqual(word('walrus'), [0, 1]);
    await staff.post(note.path, { do: 'remove', reason: 'author' },
      { whole: true });
    assert.equal(word('walrus'), undefined);
  });

// A member whom a person has trusted: three comments of theirs are public.
function trusted(instance) {
  const member = signedIn(instance, 'reader', { email: 'ben@example.org',
    name: 'Ben Berg' });
  const [[thread]] = sql(instance,
    "INSERT INTO thread (kind, key) VALUES ('about', 'about')" +
    ' ON CONFLICT (kind, key) DO UPDATE SET key = key RETURNING id');
  for (let i = 0; i < 3; i++) {
    const [[id]] = sql(instance,
      'INSERT INTO comment (thread_id, depth, state, is_shown, author_name,' +
      ' author_email, body, created_at, published_at, content_key, user_id)' +
      " VALUES (?, 1, 'published', 1, 'Ben Berg', 'ben@example.org', ?, 1, 1," +
      ' ?, ?) RETURNING id', thread, `Old ${i}`, Buffer.alloc(32, `o${i}`),
      member.userId);
    sql(instance, 'UPDATE comment SET root_id = id WHERE id = ?', id);
  }
  return member;
}

async function writeAs(member, body) {
  const answer = await member.send('/comments', String(new URLSearchParams({
    thread: 'about', key: 'about', website: '', topic: '', body,
    user: String(member.userId), member: String(member.userId) })));
  assert.equal(answer.status, 303, answer.text);
  const [[id]] = sql(member.site, 'SELECT max(id) FROM comment');
  return sql(member.site, 'SELECT state FROM comment WHERE id = ?', id)[0][0];
}

const corpus = (name) => JSON.parse(readFileSync(
  `${root}/tests/data/corpus/${name}.json`, 'utf8'));

test('what a trusted member writes shows, what is unwanted waits',
  async (t) => {
    const own = await startInstance({ config: { comments: { per_hour: 10000 } } });
    try {
      const moderator = signedIn(own, 'moderator');
      const member = trusted(own);
      const [bad, good] = [corpus('unwanted'), corpus('honest')];
      const send = async (one) => {
        const answer = await own.post('/comments', { thread: 'about',
          key: 'about', topic: '', ...one,
          name: one.kind === 'phishing' ? 'Ana' : one.name });
        assert.equal(answer.status, 303, answer.text.match(/oops[^<]*<?/g));
      };
      // Moderators read sixty of each, twenty at a press.
      for (let i = 0; i < 60; i++)
        for (const one of [bad[i], good[i]])
          await send(one);
      const bodies = new Set(bad.map(({ body }) => body.trim()));
      const rows = sql(own, 'SELECT id, version, body, state FROM comment' +
        ' WHERE user_id IS NULL ORDER BY id');
      assert.equal(rows.length, 120);
      assert.ok(rows.every(([, , , state]) => state !== 'published'));
      for (const [id, version, body] of rows) {
        const path = `/admin/comments/${id}`;
        const answer = await moderator.post(path, { version: String(version),
          do: bodies.has(body) ? 'spam' : 'publish' }, { whole: true });
        assert.equal(answer.status, 303, answer.text);
      }
      const [[spam, honest]] =
        sql(own, "SELECT spam, honest FROM spam_word WHERE word = ''");
      assert.ok(spam >= 55 && honest >= 60, `${spam} and ${honest}`);
      let shown = 0;
      for (let i = 100; i < 150; i++) {
        assert.notEqual(await writeAs(member, bad[i].body), 'published',
          bad[i].body);
        shown += await writeAs(member, good[i].body) === 'published';
      }
      t.diagnostic(`${shown} of 50 honest ones showed at once`);
      assert.ok(shown >= 20, `${shown}`);
    } finally {
      await own.stop();
    }
  });

test('while the switch is on, a trusted member waits too', async () => {
  const member = trusted(site);
  assert.equal(await writeAs(member, 'The ice is out on the lake.'),
    'published');
  sql(site, "INSERT INTO setting VALUES ('comments.attack', '1', 1)");
  assert.equal(await writeAs(member, 'The loons are back, too.'), 'held');
  const [[id]] = sql(site, 'SELECT max(id) FROM comment');
  const text = await page({ path: `/admin/comments/${id}` });
  assert.match(text, /It came while every comment was held\./);
  assert.doesNotMatch(text, /Speaks for spam/);
  sql(site, "DELETE FROM setting WHERE name = 'comments.attack'");
});

test('over its rates the site holds, then refuses with the text kept',
  async () => {
    const own = await startInstance({ config: { comments: { per_hour: 2 } } });
    try {
      const member = trusted(own);
      const now = Math.floor(Date.now() / 1000);
      const fill = (from, to) => sql(own, 'WITH RECURSIVE n (i) AS' +
        ' (SELECT ? UNION ALL SELECT i + 1 FROM n WHERE i < ?)' +
        ' INSERT INTO comment (thread_id, depth, state, author_name, body,' +
        ' created_at, content_key) SELECT (SELECT id FROM thread LIMIT 1), 1,' +
        " 'held', 'X', 'x', ?, cast(printf('%032d', i) AS BLOB) FROM n", from, to, now);
      fill(1, 19);
      assert.equal(await writeAs(member, 'Still within the rates.'),
        'published');
      fill(20, 30);
      assert.equal(await writeAs(member, 'One of very many.'), 'held');
      fill(31, 300);
      const answer = await own.post('/comments', fields('Kept <b>words</b>.'));
      assert.equal(answer.status, 429);
      assert.match(answer.headers['retry-after'], /^\d+$/);
      assert.match(answer.text, />\n?Kept &lt;b&gt;words&lt;\/b&gt;\.<\/textarea>/);
      assert.match(answer.text, /Many comments came in the last hour/);
      // The switch makes the rates tighter: one an hour from an address.
      sql(own, 'UPDATE comment SET created_at = 1');
      sql(own, "INSERT INTO setting VALUES ('comments.attack', '1', 1)");
      assert.equal((await own.post('/comments', fields('The first.'))).status,
        303);
      assert.equal((await own.post('/comments', fields('The second.'))).status,
        429);
    } finally {
      await own.stop();
    }
  });

test('erasing a person takes what the filter learned from them', async () => {
  const note = await write('Quokka by the shore.',
    { email: 'gone@example.org' });
  await decide(note, 'publish');
  assert.deepEqual(word('quokka'), [0, 1]);
  site.run('erase', 'gone@example.org');
  assert.equal(word('quokka'), undefined);
});

test('the export has the score', async () => {
  const admin = signedIn(site, 'admin');
  const { text } = await admin.get('/admin/export/comments.csv');
  assert.match(text.split(/\r?\n/)[0], /,score$/);
});
