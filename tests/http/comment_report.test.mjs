// Reports of comments: by anybody, twice, by several, and what staff see.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const ABOUT = { thread: 'about', key: 'about' };
let site, staff;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  staff = signedIn(site, 'moderator');
});
after(() => site?.stop());

// Somebody at an address of their own.
let addresses = 0;
const somebody = () => new Visitor(site,
  { address: `127.0.1.${++addresses}` });

let count = 0;
async function write(more = {}) {
  const answer = await site.post('/comments', { ...ABOUT, name: 'Ana',
    email: 'ana@example.org', website: '', topic: '',
    body: `Comment number ${++count}, a puffin.`, ...more });
  assert.equal(answer.status, 303, answer.text);
  const id = answer.headers.location.match(/\d+$/)[0];
  return { id, report: `/comments/${id}/report`,
    cookie: answer.headers['set-cookie'][0].split(';')[0] };
}

async function published(more) {
  const note = await write(more);
  site.run('comment', 'publish', note.id);
  return note;
}

const open = ({ id }) => sql(site, 'SELECT reason, note FROM comment_report' +
  ' WHERE comment_id = ? AND settled_at IS NULL ORDER BY id', id);
const stateOf = ({ id }) =>
  sql(site, 'SELECT state, flags & 128 FROM comment WHERE id = ?', id)[0];
const about = async () => (await site.get('/about')).text;

async function report(note, fields = {}, visitor = somebody()) {
  const page = await visitor.get(note.report);
  assert.equal(page.status, 200, page.text);
  return visitor.fill(page, note.report, { reason: 'hurtful', ...fields });
}

test('the page quotes the comment and gives reasons to choose', async () => {
  const note = await published({ body: 'Words with *stress* & <b>.' });
  const { text, headers, status } = await site.get(note.report);
  assert.equal(status, 200);
  assert.match(text, /<em>stress<\/em> &amp; &lt;b&gt;/);
  assert.match(text, /<legend[^>]*>What is wrong with it\?<\/legend>/);
  assert.equal(text.match(/type="radio" name="reason"/g).length, 5);
  assert.match(text, /name="robots" content="noindex"/);
  assert.match(headers['cache-control'], /private|no-store/);
  assert.equal(headers['set-cookie'], undefined);
  assert.doesNotMatch(text, /ana@example\.org/);
});

test('a report is thanked for, stored, and says nothing of who', async () => {
  const note = await published();
  const answer = await report(note, { reason: 'private',
    note: '  That is\nmy neighbour. ' });
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.headers.location, `${note.report}/thanks`);
  assert.equal(answer.headers['set-cookie'], undefined);
  const thanks = await site.get(answer.headers.location);
  assert.equal(thanks.status, 200);
  assert.match(thanks.text, /What happens next/);
  assert.match(thanks.text, /href="\/about#talk"/);
  assert.deepEqual(open(note), [['private', 'That is\nmy neighbour.']]);
  assert.match(await about(), new RegExp(`id="comment-${note.id}"`));
});

test('a report sent twice, or with other words, is one', async () => {
  const note = await published();
  const visitor = somebody();
  await report(note, { note: 'once' }, visitor);
  const again = await report(note, { note: 'twice', reason: 'wrong' }, visitor);
  assert.equal(again.headers.location, `${note.report}/thanks`);
  const many = await Promise.all(Array.from({ length: 20 }, () =>
    visitor.send(note.report, { reason: 'other', note: 'at once' })));
  assert.deepEqual(new Set(many.map(({ status }) => status)), new Set([303]));
  assert.deepEqual(open(note), [['hurtful', 'once']]);
});

test('what is missing or too long is said, and the text is kept', async () => {
  const note = await published();
  const visitor = somebody();
  const text = 'é'.repeat(501);
  const none = await visitor.send(note.report, { note: 'Keep </textarea> me' });
  assert.equal(none.status, 422);
  assert.match(none.text, /role="alert"[^]*Choose what is wrong with it/);
  assert.match(none.text, /Keep &lt;\/textarea&gt; me/);
  const odd = await visitor.send(note.report, { reason: 'rude' });
  assert.equal(odd.status, 422);
  const long = await visitor.send(note.report, { reason: 'wrong', note: text });
  assert.equal(long.status, 422);
  assert.match(long.text, /Shorten your note to 500 characters/);
  assert.match(long.text, /value="wrong" required checked/);
  assert.ok(long.text.includes(text));
  const fine = await visitor.send(note.report,
    { reason: 'wrong', note: text.slice(1) });
  assert.equal(fine.status, 303);
});

test('only what is published can be reported', async () => {
  const held = await write();
  for (const path of [held.report, '/comments/999999/report',
    '/comments/0/report', '/comments/x/report', `${held.report}/thanks`]) {
    assert.equal((await site.get(path)).status, 404, path);
    assert.equal((await site.get(path,
      { headers: { Cookie: held.cookie } })).status, 404, path);
    if (!path.endsWith('thanks'))
      assert.equal((await somebody().send(path, { reason: 'wrong' })).status,
        404, path);
  }
  assert.deepEqual(open(held), []);
});

test('a form of another site reports nothing', async () => {
  const note = await published();
  const answer = await site.post(note.report, { reason: 'wrong' },
    { headers: { Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site' } });
  assert.equal(answer.status, 403);
  assert.deepEqual(open(note), []);
});

test('three addresses hide a comment until staff have read it', async () => {
  const note = await published();
  const last = somebody();
  const replied = await published({ parent: note.id, body: 'A reply to it.' });
  await report(note);
  await report(note, { reason: 'advert' });
  assert.deepEqual(stateOf(note), ['published', 0]);
  assert.match(await about(), new RegExp(`by-${note.id}"`));
  await report(note, { reason: 'private', note: 'I know her.' }, last);
  assert.deepEqual(stateOf(note), ['held', 128]);
  const text = await about();
  assert.doesNotMatch(text, new RegExp(`by-${note.id}"`));
  assert.match(text, new RegExp(`by-${replied.id}"`));
  assert.match(text, new RegExp(`id="comment-${note.id}"`)); // its place
  // The third presses again, and is thanked again.
  const again = await last.send(note.report, { reason: 'private' });
  assert.equal(again.headers.location, `${note.report}/thanks`);
  assert.equal((await last.get(again.headers.location)).status, 200);
  // A fourth finds nothing to report; its author sees it waiting.
  assert.equal((await somebody().get(note.report)).status, 404);
  const list = await staff.get('/admin/comments?tab=reported');
  assert.match(list.text, /Several reports hid it/);
  assert.match(list.text, /It tells private details of a person – <span[^>]*>I know her\./);
  assert.match(list.text, /It is advertising or spam/);
  const path = `/admin/comments/${note.id}`;
  assert.match((await staff.get(path)).text,
    /Several reports<?[^]*put it back to be read/);
  const kept = await staff.post(path, { do: 'publish' },
    { from: path, whole: true });
  assert.equal(kept.status, 303, kept.text);
  assert.deepEqual(stateOf(note), ['published', 0]);
  assert.match(await about(), new RegExp(`by-${note.id}"`));
  // Read and kept: it stays, whatever comes.
  for (let i = 0; i < 4; i++) await report(note);
  assert.deepEqual(stateOf(note), ['published', 0]);
  assert.equal(open(note).length, 4);
});

test('its author sees a hidden comment waiting', async () => {
  const note = await published();
  for (let i = 0; i < 3; i++) await report(note);
  const { text } = await site.get('/about',
    { headers: { Cookie: note.cookie } });
  assert.match(text, new RegExp(`class="note wait" id="comment-${note.id}"`));
});

test('what staff wrote is reported like all else, but never hidden',
  async () => {
    const note = await published();
    sql(site, 'UPDATE comment SET is_staff = 1 WHERE id = ?', note.id);
    for (let i = 0; i < 5; i++) await report(note);
    assert.deepEqual(stateOf(note), ['published', 0]);
    assert.match((await staff.get('/admin/comments?tab=reported')).text,
      new RegExp(`id="comment-${note.id}"`));
  });

test('an address sends ten an hour; the text of the next is kept', async () => {
  const visitor = somebody();
  const notes = [];
  for (let i = 0; i < 11; i++) notes.push(await published());
  for (const note of notes.slice(0, 10))
    assert.equal((await report(note, {}, visitor)).status, 303);
  const answer = await report(notes[10], { note: 'The eleventh.' }, visitor);
  assert.equal(answer.status, 429);
  assert.equal(answer.headers['retry-after'], '3600');
  assert.match(answer.text, /The eleventh\./);
  assert.match(answer.text, /Send it again\s+in an hour/);
  assert.deepEqual(open(notes[10]), []);
  // One that is open already is no new one.
  assert.equal((await report(notes[0], {}, visitor)).status, 303);
});

test('a report moves no kept page, and hides from the next request on',
  async () => {
    const note = await published();
    const generation = () =>
      sql(site, 'SELECT public FROM generation')[0][0];
    for (let i = 0; i < 3; i++) await about();
    const before = generation();
    await report(note);
    await report(note);
    assert.equal(generation(), before);
    await report(note);
    assert.ok(generation() > before);
    assert.doesNotMatch(await about(), new RegExp(`by-${note.id}"`));
  });

test('reports of a comment are found by an index, read or not', () => {
  assert.deepEqual(sql(site, 'SELECT count(*) FROM' +
    " pragma_index_list('comment_report') AS list, pragma_index_info(list.name)" +
    " AS info WHERE list.partial = 0 AND info.seqno = 0" +
    " AND info.name = 'comment_id'"), [[1]]);
});
