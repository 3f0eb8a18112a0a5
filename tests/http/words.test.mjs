// Every page and state in the pseudo-language, with a directory that speaks
// Greek: no plain English is left anywhere that a reader can meet it.
//
// Not looked at, because they are English by nature: nginx's own pages for
// when the app cannot answer (src/conf/errors), and files for machines (CSV,
// JSON), whose names are fixed.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { HOST, english, startGreek } from '../lib/greek.mjs';
import { readable } from '../lib/html.mjs';
import { signedIn } from '../lib/staff.mjs';
import { assertAllSeen, assertNoEnglish, assertNoneOpen }
  from '../lib/words.mjs';

const PAGES = [
  ['/', 200], ['/about', 200], ['/about?reply_to=1', 200],
  ['/programs', 200], ['/programs?page=2', 200], ['/programs?page=9', 404],
  ['/programs?county=st-louis&type=group&age=12&needs=mentors', 200],
  ['/programs?county=cass-nd&county=itasca', 200],
  ['/programs?type=group&type=peer&setting=school&setting=online&lang=so&' +
    'lang=en&age=8-10&age=14-18&age=60', 200],
  ['/programs?q=%CE%A6%CE%AF%CE%BB%CE%BF%CE%B9', 200],
  ['/programs?q=%CE%A6%CE%AF%CE%BB%CE%B9%CE%BF', 200],
  ['/programs?q=%CE%B4%CE%B5%CE%BD&county=itasca&type=team&age=12', 200],
  ['/programs?county=kittson', 200],
  ['/programs?near=55805', 200], ['/programs?near=55805&within=1', 200],
  ['/programs?near=Duluth&sort=nearest&age=12', 200],
  ['/programs?near=Itasca+County&within=100&sort=name', 200],
  ['/programs?near=99999', 200], ['/programs?near=%CE%A9%CE%A9', 200],
  ['/programs?type=%CE%A9', 200], ['/programs?county=%CE%A9', 200],
  ['/programs?age=%CE%A9', 200], ['/programs?within=%CE%A9&near=55805', 200],
  ['/programs?page=%CE%A9', 200], ['/programs?sort=%CE%A9', 200],
  ['/programs?view=%CE%A9', 200], ['/programs?needs=%CE%A9', 200],
  ['/programs?lang=%CE%A9&setting=%CE%A9', 200],
  [`/programs?q=${'%CE%B1+'.repeat(12)}`, 200],
  ['/programs?view=map', 200], ['/programs?view=map&county=itasca', 200],
  ['/programs?view=map&q=%CE%B4%CE%B5%CE%BD', 200],
  ['/programs?sort=checked', 200],
  ['/programs/greek-0', 200], ['/programs/greek-1', 200],
  ['/programs/greek-2', 200], ['/programs/greek-3', 410],
  ['/programs/greek-4', 200], ['/programs/greek-5', 200],
  ['/programs/greek-6', 200], ['/programs/greek-7', 200],
  ['/programs/greek-99', 404], ['/programs/%CE%A9', 404],
  ['/programs/greek-1?comments=9', 404],
  ['/counties', 200], ['/counties/st-louis', 200], ['/counties/itasca', 200],
  ['/counties/kittson', 200], ['/counties/cass-nd', 200],
  ['/counties/polk-wi', 200], ['/counties/atlantis', 404],
  ['/dashboard', 200], ['/dashboard/network', 200], ['/dashboard/region', 200],
  ['/dashboard/innovation', 200], ['/dashboard/policy', 200],
  ['/dashboard/quality', 200], ['/dashboard/sustainability', 200],
  ['/dashboard/corrections', 200], ['/dashboard/unknown', 404], ['/nothing', 404],
];


let site, thread, manifest;
const seen = []; // pages: { what, text }
const machine = []; // feeds and the like

async function look(what, status, answer) {
  let got = await answer;
  if (got.status === 301) // to the same, said in the one right way
    got = await site.get(got.headers.location.replace(site.url, ''));
  assert.equal(got.status, status, what);
  seen.push({ what, text: got.text });
}

const words = (more) => ({ ...thread, name: 'Ελένη', website: '', topic: '',
  email: `post@${HOST}`, body: 'Πολύ *καλό*.', ...more });
const send = (fields) => site.post('/comments', words(fields));

async function posted(fields) {
  const answer = await send(fields);
  assert.equal(answer.status, 303, answer.text);
  const [path, id] = answer.headers.location.split('#comment-');
  return { id, path,
    cookie: answer.headers['set-cookie'][0].split(';')[0] };
}

async function published(fields) {
  const { id } = await posted(fields);
  site.run('comment', 'publish', id);
  return id;
}

// The database does what no visitor can make it do, and what only staff will.
const sqlite = (...args) => spawn('sqlite3', ['-cmd', '.timeout 5000',
  join(site.state, 'northstar.db'), ...args], { stdio: 'pipe' });
// Made for this request: what sqlite3 changes, ready-made pages do not know.
const fresh = (path) => site.get(path, { headers: { Cookie: 'ns_x=1' } });
async function change(sql) {
  const [code] = await once(sqlite(sql), 'close');
  assert.equal(code, 0, sql);
}

// A thread with answers beyond the last level, of which one was taken back.
// Copies are older than an hour: too many in one hold what members write.
async function talk() {
  const chain = [''];
  await published({ thread: 'about', key: 'about', body: 'Πρώτο.' });
  await published({ thread: 'area', key: 'network', body: 'Για το δίκτυο.' });
  for (const body of ['Ένα', 'Δύο', 'Τρία', 'Τέσσερα', 'Πέντε', 'Έξι', 'Επτά'])
    chain.push(await published({ body, website: `https://${HOST}/`,
      parent: chain.at(-1) }));
  site.run('comment', 'remove', chain[5], '--reason', 'asked');
  await change(`UPDATE comment SET is_staff = 1, edited_at = created_at
     WHERE id = ${chain[1]};` +
    'INSERT INTO comment (thread_id, depth, state, is_shown, author_name,' +
    '  body, created_at, published_at, content_key)' +
    ' SELECT thread_id, 1, state, 1, author_name, body, created_at - 7200,' +
    '  published_at, randomblob(32)' +
    '  FROM comment, (SELECT value FROM generate_series(1, 55))' +
    ` WHERE id = ${chain[1]};` +
    'UPDATE comment SET root_id = id WHERE root_id IS NULL;' +
    'UPDATE thread SET comment_count = comment_count + 55' +
    ` WHERE id = (SELECT thread_id FROM comment WHERE id = ${chain[1]})`);
  await look('reply form', 200,
    site.get(`/programs/greek-1?reply_to=${chain[7]}`));
  await look('newest first', 200, site.get('/programs/greek-1?order=newest'));
  await change(`UPDATE comment SET state = 'held' WHERE id = ${chain[3]};` +
    'INSERT INTO comment (thread_id, depth, state, is_shown, author_name,' +
    '  body, created_at, published_at, content_key, parent_id, root_id)' +
    ' SELECT thread_id, 2, state, 1, author_name, body, created_at - 7200,' +
    `  published_at, randomblob(32), ${chain[1]}, ${chain[1]}` +
    '  FROM comment, (SELECT value FROM generate_series(1, 255))' +
    ` WHERE id = ${chain[1]}`);
  await look('a long branch', 200, fresh('/programs/greek-1'));
  await look('the branch', 200,
    fresh(`/programs/greek-1?branch=${chain[1]}&comments=2`));
}

async function forms() {
  await look('every field empty', 422, send({ name: '', email: '', body: '' }));
  await look('every field wrong', 422, send({ name: 'ν'.repeat(90), email: 'ω',
    body: 'ω'.repeat(4100), website: 'javascript:ω' }));
  await look('answer to nothing', 422, send({ parent: '999' }));
  await look('preview', 200, send({ preview: '1', website: `https://${HOST}/`,
    body: `218-555-0142, deb@${HOST}, 27 Elm Street` }));
  const { path, cookie } = await posted({ body: `218-555-0142, deb@${HOST}` });
  await look('waiting', 200, site.get(path, { headers: { Cookie: cookie } }));
}

async function reports() {
  const note = await published({ thread: 'area', key: 'policy', body: 'Ένα' });
  const path = `/comments/${note}/report`;
  const report = (fields) => site.post(path, fields);
  await change(`UPDATE comment SET is_staff = 1 WHERE id = ${note}`);
  await look('report', 200, site.get(path));
  await look('report of nothing', 404, site.get('/comments/9999/report'));
  await look('report without a reason', 422, report({ note: 'Ένα' }));
  await look('report that is too long', 422,
    report({ reason: 'wrong', note: 'ω'.repeat(501) }));
  const sent = await report({ reason: 'other', note: 'Ένα' });
  await look('thanks', 200, site.get(sent.headers.location));
  await change('INSERT INTO comment_report (comment_id, reason, created_at,' +
    ' address_hash, settled_at) SELECT 1, reason, created_at, address_hash, 1' +
    ' FROM comment_report, generate_series(1, 10);' +
    `UPDATE comment_report SET settled_at = 1 WHERE comment_id = ${note}`);
  await look('too many reports', 429, report({ reason: 'other', note: 'Ένα' }));
}

// A guest and a member change what they wrote; three of hers were published.
async function authors() {
  const member = signedIn(site, 'reader', { name: 'Μία',
    email: `mia@${HOST}` });
  const form = { thread: 'about', key: 'about' };
  const post = (path, fields) => member.send(path,
    String(new URLSearchParams(fields)));
  const guest = await posted({ ...form, body: 'Δικό μου.' });
  const ask = (fields) => fields ?
    site.post(`/comments/${guest.id}/edit`, fields,
      { headers: { Cookie: guest.cookie } }) :
    site.get(`/comments/${guest.id}/edit`,
      { headers: { Cookie: guest.cookie } });
  const typed = formFields((await ask()).text, `/comments/${guest.id}/edit`);
  await look('to be changed', 200, ask());
  await look('changed to nothing', 422, ask({ ...typed, body: ' ' }));
  await look('preview of a change', 200, ask({ ...typed, do: 'preview',
    body: '218-555-0142' }));
  await look('to be deleted', 200, ask({ ...typed, do: 'delete' }));
  const age = (seconds) => change('UPDATE comment SET created_at =' +
    ` created_at - ${seconds} WHERE id = ${guest.id}`);
  await age(900);
  await look('too late, and unread', 403, ask());
  await age(-900);
  site.run('comment', 'publish', guest.id);
  await look('public, to be changed', 200, ask());
  await look('changed meanwhile', 409, ask({ ...typed, do: 'save' }));
  await age(900);
  await look('too late', 403, ask({ ...typed, do: 'save' }));
  site.run('comment', 'remove', guest.id, '--reason', 'asked');
  await look('taken back', 409, ask({ ...typed, do: 'save' }));
  await change(`INSERT INTO draft VALUES (${member.userId}, 'comment',` +
    ' \'[["thread","about"],["key","about"],["body","Έτοιμο"]]\', 0, 1);' +
    `UPDATE comment SET user_id = ${member.userId} WHERE id IN (SELECT id` +
    " FROM comment WHERE state = 'published' ORDER BY id DESC LIMIT 3)");
  await look('kept through a sign-in', 200, member.get('/comments/new'));
  const answer = await post('/comments', { ...form, body: 'Αμέσως.' });
  const id = answer.headers.location.match(/\d+$/)[0];
  site.run('comment', 'publish', id); // much was written in this hour
  const staff = signedIn(site, 'moderator', { name: 'Άννα' });
  const own = (await staff.send('/comments', String(new URLSearchParams({
    thread: 'about', key: 'about', body: 'Από εμάς.' })))).headers.location;
  await look('what staff wrote', 200,
    staff.get(`/comments/${own.match(/\d+$/)[0]}/edit`));
  await look('deleted', 200,
    site.get('/comments/deleted?thread=about&key=about'));
  await look('a member’s, public', 200, member.get(`/comments/${id}/edit`));
  await look('a member’s preview', 200, post('/comments',
    { ...form, body: 'Αμέσως πάλι.', preview: '1' }));
  await look('nobody is signed in any more', 422,
    site.post('/comments', { ...form, body: 'Ποιος;' }));
  await look('a name of ours', 422, send({ name: 'Stαff' }));
}

async function refusals() {
  await look('cross-site', 403, site.post('/comments', words(),
    { headers: { 'Origin': 'https://evil.example',
      'Sec-Fetch-Site': 'cross-site' } }));
  await look('wrong method', 405, site.post('/about', { a: 'b' }));
  await look('too large', 413,
    site.post('/preferences', { theme: 'x'.repeat(5000) }));
  await look('wrong type', 415, site.post('/comments', '{}',
    { headers: { 'Content-Type': 'application/json' } }));
  await look('bad form', 400, site.post('/preferences', { theme: 'Ω' }));
}

async function busy() {
  const other = sqlite('-cmd', 'BEGIN IMMEDIATE; SELECT 1;');
  await once(other.stdout, 'data');
  await look('busy', 503, send({ body: 'Τώρα' }));
  await look('busy with a report', 503,
    site.post('/comments/1/report', { reason: 'wrong', note: 'Τώρα' }));
  other.stdin.end();
  await once(other, 'close');
}

async function tooFast() {
  for (let i = 0; i < 30; i++) {
    const answer = await send({ body: `Πάλι ${i}` });
    if (answer.status === 303) continue;
    return look('too fast', 429, answer);
  }
  assert.fail('nobody is too fast');
}

async function others() {
  await change("UPDATE program SET successor_id = (SELECT id FROM program" +
    " WHERE slug = 'greek-4') WHERE slug = 'greek-3'");
  await look('successor', 410, fresh('/programs/greek-3'));
  await change('WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n' +
    ' WHERE i < 250) INSERT INTO figure_correction (measure_id, period,' +
    ' is_target, field, before, after, reason, actor, created_at) SELECT 1,' +
    " 'Έτος 2012', 0, 'figure', '1', '', 'Λάθος', 'user 1', i FROM n");
  await look('many corrections', 200, fresh('/dashboard/corrections'));
  await change('DELETE FROM figure WHERE is_target = 1');
  await look('no targets', 200, fresh('/dashboard'));
  await change("DELETE FROM figure; DELETE FROM measure");
  for (const path of ['/dashboard', '/dashboard/region', '/', '/about',
    '/dashboard/corrections'])
    await look(`${path}, no figures`, 200, fresh(path));
  await change('DROP VIEW public_program');
  await look('broken', 500, fresh('/programs/greek-8'));
  await look('broken while writing', 500, send({ body: 'Τώρα' }));
}

before(async () => {
  site = await startGreek({ comments: { per_hour: 22 },
    mail: { server: 'smtp://127.0.0.1:9', from: `post@${HOST}` } });
  await look('quiet', 200, site.get('/'));
  await look('signed in', 200, signedIn(site, 'editor').get('/'));
  const { key } = formFields((await site.get('/programs/greek-1')).text,
    '/comments');
  thread = { thread: 'program', key };
  await talk();
  await forms();
  await reports();
  await authors();
  await refusals();
  for (const [path, status] of PAGES)
    await look(path, status, site.get(path));
  for (const path of ['/feed.atom', '/programs.atom', '/opensearch.xml',
    '/comments.atom', '/about/comments.atom', '/programs/greek-1/comments.atom',
    '/programs.atom?county=itasca&age=12'])
    machine.push({ what: path, text: (await site.get(path)).text });
  manifest = JSON.parse((await site.get('/site.webmanifest')).text);
  await busy();
  await tooFast();
  await others();
});
after(() => site?.stop());

test('no page holds plain English', () => assertNoEnglish(seen));

const NAMES = new Set(['title', 'name', 'summary', 'shortname', 'longname',
  'description']);
test('no feed and no list of names holds plain English', () => {
  const titles = machine.flatMap(({ text }) =>
    readable(text).filter(({ stack }) => NAMES.has(stack.at(-1)?.name))
      .map((part) => part.text));
  assert.ok(titles.length > 50);
  assert.deepEqual(titles.filter(english), []);
  const { name, short_name, description } = manifest;
  for (const text of [name, short_name, description ?? ''])
    assert.ok(!english(text), text);
});

test('no place for a value or a text is left open',
  () => assertNoneOpen([...seen, ...machine]));

test('no word of ours is marked as English content', () => {
  for (const { what, text } of seen)
    for (const { text: words, stack, where } of readable(text))
      if (stack.some(({ name, attributes }) => name !== 'html' &&
        attributes.lang === 'en'))
        assert.doesNotMatch(words, /ẋ/, `${what}: ${where}`);
});

// Looked at elsewhere: staff's pages, and what only they include, in
// admin_words.test.mjs; the ways to sign in, and what is said of them on the
// page about privacy, in sign_in_words.test.mjs; mails,
// and what their links lead to, in mail_words.test.mjs. What a worker without
// memory says (layout/last.tpl) no page of this walk can show.
test('every text of a template was seen, so no state was forgotten',
  () => assertAllSeen(seen, new RegExp('templates/(?!mail/|layout/last|' +
    '\\w+/(admin|me|sign_in)(_\\w*)?\\.tpl|pages/(comment_mail|moderate|privacy)\\.tpl|' +
    'partials/(attack|done|import_problems|kept|pages)\\.tpl)'), 100));
