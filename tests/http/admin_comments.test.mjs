// Reading comments as staff: decisions, reasons, replies, corrections, bulk,
// undo, blocking; and that the public sees each in the next request.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, staff;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 1000 } } });
  staff = signedIn(site, 'moderator', { name: 'Maria Lund' });
});
after(() => site.stop());

let count = 0;
async function write(body, fields = {}) {
  const answer = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Ana', email: `ana${++count}@example.org`, website: '', topic: '',
    body, ...fields });
  assert.equal(answer.status, 303, answer.text);
  const id = answer.headers.location.match(/#comment-(\d+)/)?.[1];
  return { id, path: `/admin/comments/${id}`, answer };
}

const stateOf = ({ id }) =>
  sql(site, 'SELECT state FROM comment WHERE id = ?', id)[0][0];
const shows = async (text) => (await site.get('/about')).text.includes(text);
const decide = (note, fields) =>
  staff.post(note.path, fields, { whole: true });

test('a decision is public in the next request and leads to the next one', async () => {
  const [one, two, three] = [await write('First of three.'),
    await write('Second of three.'), await write('Third of three.')];
  assert.equal(await shows('First of three.'), false);
  const list = '/admin/comments?tab=to-read';
  const answer = await staff.post(one.path, { do: 'publish' },
    { from: list, whole: true });
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location,
    new RegExp(`^/admin/comments\\?tab=to-read&done=\\d+#comment-${two.id}$`));
  assert.equal(await shows('First of three.'), true);
  const next = await decide(two, { do: 'spam' });
  assert.match(next.headers.location, new RegExp(`^${three.path}\\?`));
  assert.equal(stateOf(two), 'spam');
  const page = await staff.get(answer.headers.location.replace(/#.*/, ''));
  assert.match(page.text, /1 comment was published\./);
  const undo = page.text.match(/action="(\/admin\/undo\/\d+)"/)[1];
  const undone = await staff.post(undo, {},
    { from: answer.headers.location.replace(/#.*/, '') });
  assert.equal(undone.status, 303, undone.text);
  assert.equal(stateOf(one), 'held');
  assert.equal(await shows('First of three.'), false);
  await decide(one, { do: 'spam' });
  await decide(three, { do: 'spam' });
});

test('removing needs a reason, which is kept', async () => {
  const note = await write('Please take this back.');
  await decide(note, { do: 'publish' });
  const again = await decide(note, { do: 'remove', words: 'Kept as typed.' });
  assert.equal(again.status, 422);
  assert.match(again.text, /Choose a reason/);
  assert.match(again.text, /value="Kept as typed\."/);
  assert.equal(stateOf(note), 'published');
  const other = await decide(note, { do: 'remove', reason: 'other' });
  assert.equal(other.status, 422);
  assert.match(other.text, /Write the reason in your own words/);
  const gone = await decide(note, { do: 'remove', reason: 'author',
    words: 'By phone.' });
  assert.equal(gone.status, 303);
  assert.equal(await shows('Please take this back.'), false);
  const page = await staff.get(note.path);
  assert.match(page.text, /Its author asked for it\. By phone\./);
  assert.match(page.text, /Maria Lund removed it\./);
});

test('the words for which a comment is held are marked', async () => {
  const note = await write('Call <b> (218) 555-0142 & ask.\n\nOr not.');
  const page = await staff.get('/admin/comments?tab=safety');
  assert.match(page.text, /&lt;b&gt; <mark>\(218\) 555-0142<\/mark> &amp; ask\.\n\nOr not\./);
  assert.match(page.text, /It may hold a phone number\./);
  assert.match(page.text, /First comment/);
  await decide(note, { do: 'spam' });
});

test('a correction is marked on the page, and the words before are kept', async () => {
  const note = await write('Call 218-555-0142 soon.');
  const path = `${note.path}/edit`;
  const bad = await staff.post(path, { body: '', name: 'Ana' }, { whole: true });
  assert.equal(bad.status, 422);
  const saved = await staff.post(path, { body: 'Write to us soon.' },
    { whole: true });
  assert.equal(saved.status, 303, saved.text);
  assert.equal((await decide(note, { do: 'publish' })).status, 303);
  const about = (await site.get('/about')).text;
  assert.match(about, /Write to us soon\./);
  assert.match(about, /Edited <time datetime="\d/);
  assert.doesNotMatch(about, /555-0142/);
  const page = (await staff.get(note.path)).text;
  assert.match(page, /What changed[^]*<del>[^]*218-555-0142[^]*<\/del>/);
  assert.doesNotMatch(page, /It may hold/);
});

test('staff answer a comment, and publish it on the way', async () => {
  const note = await write('Do you work in Cook County?');
  const path = `${note.path}/reply`;
  const alone = await staff.post(path, { body: 'Yes, we do.' },
    { from: note.path, whole: true });
  assert.equal(alone.status, 409);
  assert.match(alone.text, /Yes, we do\./);
  const both = await staff.post(path, { body: 'Yes, we do.', publish: '1' },
    { from: note.path, whole: true });
  assert.equal(both.status, 303, both.text);
  const about = (await site.get('/about')).text;
  assert.match(about, /Do you work in Cook County\?/);
  assert.match(about, /Maria Lund[^]*Partnership staff[^]*Yes, we do\./);
});

test('a stale decision is refused and shows both texts', async () => {
  const note = await write('The old words.');
  const seen = await staff.form(note.path);
  const editor = signedIn(site, 'moderator', { email: 'second@example.org',
    name: 'Sam Berg' });
  await editor.post(`${note.path}/edit`, { body: 'The new words.' },
    { whole: true });
  const answer = await staff.send(note.path,
    String(new URLSearchParams({ ...seen, do: 'publish' })));
  assert.equal(answer.status, 409);
  assert.match(answer.text, /Sam Berg edited it\./);
  assert.match(answer.text, /The <del>old<\/del> words\./);
  assert.match(answer.text, /The <ins>new<\/ins> words\./);
  assert.equal(stateOf(note), 'held');
  assert.equal((await editor.post(note.path, { do: 'spam' },
    { whole: true })).status, 303);
  const late = await staff.send(note.path,
    String(new URLSearchParams({ ...seen, do: 'publish' })));
  assert.equal(late.status, 409);
  assert.match(late.text, /Sam Berg marked it as spam\./);
  const edit = await staff.post(`${note.path}/edit`,
    { body: 'Mine.', version: seen.version }, { whole: true });
  assert.equal(edit.status, 409);
  assert.match(edit.text, />\nMine\.<\/textarea>/);
});

test('a reply waits for what it answers', async () => {
  const parent = await write('The parent.');
  await decide(parent, { do: 'publish' });
  const child = await write('The child.', { parent: parent.id });
  await decide(parent, { do: 'hold' });
  const page = await staff.get(child.path);
  assert.match(page.text, /decide about that one first/);
  const answer = await decide(child, { do: 'publish' });
  assert.equal(answer.status, 409);
  assert.equal(stateOf(child), 'held');
  await decide(child, { do: 'spam' });
  await decide(parent, { do: 'spam' });
});

test('several are decided about after a page that names them', async () => {
  const notes = [await write('Bulk one.'), await write('Bulk two.'),
    await write('Bulk three.')];
  const list = '/admin/comments?tab=to-read';
  const pick = notes.map(({ id }) => `${id}.1`);
  const send = (fields, from = list) => staff.post('/admin/comments/bulk',
    fields, { from, whole: true });
  assert.equal((await send({ do: 'publish' })).status, 422);
  const ask = await send({ do: 'publish', pick });
  assert.equal(ask.status, 200);
  assert.match(ask.text, /Publish 3 comments\?[^]*Ana[^]*Bulk one\./);
  assert.equal(stateOf(notes[0]), 'held');
  sql(site, 'UPDATE comment SET version = 2 WHERE id = ?', notes[1].id);
  const stale = await send({ do: 'publish', pick, sure: '1' });
  assert.equal(stale.status, 409);
  assert.match(stale.text, /Some are left out[^]*Bulk two\./);
  assert.equal(stateOf(notes[0]), 'held');
  const sure = await send({ do: 'remove', sure: '1', reason: 'topic',
    pick: [pick[0], pick[2]] });
  assert.equal(sure.status, 303, sure.text);
  assert.equal(stateOf(notes[0]), 'removed');
  assert.equal(stateOf(notes[1]), 'held');
  const page = await staff.get(sure.headers.location);
  assert.match(page.text, /2 comments were removed\./);
  const undo = page.text.match(/action="(\/admin\/undo\/\d+)"/)[1];
  await staff.post(undo, {}, { from: sure.headers.location });
  assert.deepEqual(notes.map(stateOf), ['held', 'held', 'held']);
});

test('reports are read, and keeping settles them', async () => {
  const note = await write('Somebody minds this.');
  await decide(note, { do: 'publish' });
  sql(site, 'UPDATE comment SET reports = 1 WHERE id = ?', note.id);
  sql(site, `INSERT INTO comment_report (comment_id, reason, note, created_at)
    VALUES (?, 'rude', 'It is.', 1)`, note.id);
  const list = '/admin/comments?tab=reported';
  assert.match((await staff.get(list)).text, /rude – <span lang="en">It is\./);
  const kept = await staff.post(note.path, { do: 'publish' },
    { from: list, whole: true });
  assert.equal(kept.status, 303);
  assert.match((await staff.get(kept.headers.location)).text,
    /1 reported comment was kept\./);
  assert.doesNotMatch((await staff.get(list)).text, /Somebody minds this/);
  assert.equal(stateOf(note), 'published');
});

test('a blocked sender is answered as ever, and goes to spam', async () => {
  const spam = { email: 'seller@example.org', name: 'Seller' };
  const note = await write('Buy this.', spam);
  const blocked = await staff.post(`${note.path}/block`,
    { days: '30', why: 'Sells things.', spam: '1' },
    { from: note.path, whole: true });
  assert.equal(blocked.status, 303, blocked.text);
  assert.equal(stateOf(note), 'spam');
  const later = await write('Buy that.', { ...spam, email: 'Seller+2@example.org' });
  assert.ok(later.id, 'is sent to its own comment');
  assert.equal(stateOf(later), 'spam');
  const cookie = later.answer.headers['set-cookie'][0].split(';')[0];
  const page = await site.get(later.answer.headers.location.replace(/#.*/, ''),
    { headers: { Cookie: cookie } });
  assert.match(page.text, /Buy that\.[^]*Only you can see this/);
  const list = (await staff.get('/admin/blocked')).text;
  assert.match(list, /Seller[^]*seller@example\.org[^]*Sells things\./);
  for (const [, path] of list.matchAll(/action="(\/admin\/blocked\/\d+\/remove)"/g))
    assert.equal((await staff.post(path, {},
      { from: '/admin/blocked' })).status, 303);
  assert.equal(stateOf(await write('Hello again.', spam)), 'held');
});

test('a list is searched, and a comment is taken and let go of', async () => {
  const note = await write('A needle in here.', { name: 'Nadja' });
  const found = await staff.get('/admin/comments?tab=to-read&q=NEEDLE');
  assert.match(found.text, /Nadja/);
  assert.equal(found.text.match(/<li id="comment-/g).length, 1);
  assert.match((await staff.get('/admin/comments?tab=to-read&q=zzzqqq')).text,
    /No comment here has these words/);
  await staff.post('/admin/take', { object: `comment ${note.id}`,
    back: note.path }, { from: note.path });
  assert.match((await staff.get(note.path)).text, /You have this/);
  await staff.post('/admin/let-go', { object: `comment ${note.id}` },
    { from: note.path });
  assert.doesNotMatch((await staff.get(note.path)).text, /You have this/);
});

test('without a tab the first list with something in it opens', async () => {
  const heading = async (path = '/admin/comments') =>
    (await staff.get(path)).text.match(/<h2 class="vh">([^<]*)/)[1];
  const was = sql(site, 'SELECT id, state, reports FROM comment');
  sql(site, "UPDATE comment SET state = 'spam', reports = 0");
  assert.equal(await heading(), 'To read');
  const note = await write('Call me on 218-555-0142.');
  assert.equal(await heading(), 'Held for safety');
  const { text } = await staff.get('/admin/comments?tab=to-read');
  assert.match(text, /Nothing waits here, but elsewhere:/);
  assert.match(text, /href="[^"]*tab=safety">Held for safety: 1</);
  assert.doesNotMatch(text, /All comments are read/);
  const last = await write('Nothing private in here.');
  assert.equal(await heading(), 'To read');
  const done = await decide(last, { do: 'spam', tab: 'to-read' });
  assert.match(done.headers.location, /tab=safety/);
  sql(site, "UPDATE comment SET state = 'published', reports = 1," +
    ' is_shown = 1, published_at = created_at WHERE id = ?',
    note.id);
  const reported = (await staff.get('/admin/comments')).text;
  assert.match(reported, /value="publish">Keep…/);
  assert.doesNotMatch((await staff.get('/admin/comments?tab=published')).text,
    /value="publish">(Publish|Keep)…/);
  for (const [id, state, reports] of was)
    sql(site, 'UPDATE comment SET state = ?, reports = ? WHERE id = ?', state,
      reports, id);
});

test('what is not there, or makes no sense, is said so', async () => {
  const note = await write('Some words.');
  assert.equal((await staff.get('/admin/comments/999999')).status, 404);
  assert.equal((await staff.get('/admin/comments?tab=nonsense&page=77')).status,
    200);
  assert.equal((await decide(note, { do: 'explode' })).status, 400);
  for (const pick of ['x', '1', '1.2.3', '999999.1'])
    assert.ok([400, 404].includes((await staff.post('/admin/comments/bulk',
      { do: 'spam', pick }, { from: '/admin/comments', whole: true })).status),
    pick);
  const used = await staff.form(note.path);
  const body = String(new URLSearchParams({ ...used, do: 'spam' }));
  const first = await staff.send(note.path, body);
  const second = await staff.send(note.path, body);
  assert.equal(second.status, 303);
  assert.equal(second.headers.location, first.headers.location);
});

test('each decision stands in the record, and the chain holds', () => {
  const actions = sql(site, `SELECT DISTINCT action FROM audit
    WHERE action LIKE 'comment.%' OR action LIKE 'sender.%'`).flat();
  for (const action of ['comment.publish', 'comment.spam', 'comment.remove',
    'comment.hold', 'comment.edit', 'comment.reply', 'comment.keep',
    'sender.block', 'sender.unblock'])
    assert.ok(actions.includes(action), action);
  site.run('verify');
});
