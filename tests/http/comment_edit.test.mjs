// Authors change and delete what they wrote: guests by their cookie, members
// by their session, for a quarter of an hour. No script anywhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const ABOUT = { thread: 'about', key: 'about' };

let site;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
});
after(() => site?.stop());

const idOf = (answer) => Number(answer.headers.location.match(/\d+$/)[0]);
const edit = (id) => `/comments/${id}/edit`;
const row = (id) => sql(site, 'SELECT state, body, website, flags FROM comment' +
  ' WHERE id = ?', id)[0];
const revisions = (id) => sql(site, 'SELECT body, actor FROM comment_revision' +
  ' WHERE comment_id = ? ORDER BY version', id);
const publish = (id) => site.run('comment', 'publish', String(id));
const publicText = async () => (await site.get('/about')).text;
const late = (id, seconds) => sql(site, 'UPDATE comment SET' +
  ' created_at = created_at - ? WHERE id = ?', seconds, id);

let count = 0;
// A guest who has written something.
async function author(more = {}) {
  const visitor = new Visitor(site);
  const answer = await visitor.send('/comments', { ...ABOUT, name: 'Ana',
    email: 'ana@example.org', website: 'https://example.org/ana',
    body: `First words ${++count}.`, ...more });
  assert.equal(answer.status, 303, answer.text);
  return { visitor, id: idOf(answer) };
}

let people = 0;
// A member who has written something; trusted: and three before.
async function member({ trusted = false, name = 'Mia' } = {}) {
  const who = signedIn(site, 'reader', { name,
    email: `m${++people}@example.org` });
  const write = async () => idOf(await who.send('/comments',
    String(new URLSearchParams({ ...ABOUT, body: `Of a member ${++count}.` }))));
  for (let i = 0; trusted && i < 3; i++) publish(await write());
  return { who, id: await write() };
}

const save = (visitor, id, fields) => visitor.fill(edit(id), edit(id),
  { do: 'save', ...fields });

test('a guest changes a comment that waits, and finds it changed',
  async () => {
    const { visitor, id } = await author({ body: 'A *heorn* fishes.' });
    const page = await visitor.get(edit(id));
    assert.equal(page.status, 200);
    assert.equal(page.headers['cache-control'], 'no-store');
    assert.match(page.text, /You can change or delete it until \d+ \w+ 20\d\d,/);
    assert.match(page.text, /A person reads it before it appears/);
    const form = formFields(page.text, edit(id));
    assert.equal(form.body, 'A *heorn* fishes.');
    assert.equal(form.website, 'https://example.org/ana');
    const done = await save(visitor, id, { body: 'A *heron* fishes.',
      website: '' });
    assert.deepEqual([done.status, done.headers.location],
      [303, `/comments/${id}`]);
    const way = await visitor.get(done.headers.location);
    assert.equal(way.headers.location, `/about#comment-${id}`);
    const text = (await visitor.get('/about')).text;
    assert.match(text, /<em>heron<\/em>/);
    assert.match(text, /Edited /);
    assert.deepEqual(row(id), ['held', 'A *heron* fishes.', null, 0]);
    assert.deepEqual(revisions(id), [['A *heorn* fishes.', 'author']]);
    assert.doesNotMatch(await publicText(), /heron/);
  });

test('what is public goes back to be read, and its replies keep their place',
  async () => {
    const { visitor, id } = await author({ body: 'Public *plover*.' });
    publish(id);
    const { id: reply } = await author({ parent: id, body: 'To the plover.' });
    publish(reply);
    assert.match((await visitor.get(edit(id))).text,
      /It is public now\. When you save a change, it waits/);
    await save(visitor, id, { body: 'Public *avocet*.' });
    assert.equal(row(id)[0], 'held');
    const text = await publicText();
    assert.doesNotMatch(text, /plover<\/em>|avocet/);
    assert.match(text, /This comment is being read again/);
    assert.match(text, /To the plover/);
    publish(id);
    assert.match(await publicText(), /<em>avocet<\/em>/);
  });

test('a trusted member’s change shows at once, with a mark', async () => {
  const { who, id } = await member({ trusted: true });
  assert.equal(row(id)[0], 'published');
  assert.match((await who.get(edit(id))).text, /Your change shows at once/);
  const done = await who.post(edit(id), { body: 'Now a *godwit*.', do: 'save' },
    { whole: true });
  assert.equal(done.status, 303);
  assert.equal(row(id)[0], 'published');
  assert.match(await publicText(), /Edited [^]*<em>godwit<\/em>/);
  assert.deepEqual(revisions(id).map(([, actor]) => actor),
    [`user ${who.userId}`]);
  const held = await who.post(edit(id), { body: 'Call 218-555-0142.',
    do: 'save' }, { whole: true });
  assert.equal(held.status, 303);
  assert.deepEqual([row(id)[0], row(id)[3]], ['held', 1]);
});

test('nobody else can change, see or delete it', async () => {
  const { visitor, id } = await author({ body: 'Mine alone.' });
  const { who, id: theirs } = await member();
  const others = [new Visitor(site), (await author()).visitor,
    Object.assign(new Visitor(site), { jar: { ns_guest: 'A'.repeat(43) } }),
    Object.assign(new Visitor(site), { jar: { ns_guest: 'x' } }),
    Object.assign(new Visitor(site), { jar: { ns_session: 'A'.repeat(43) } })];
  const token = formFields((await visitor.get(edit(id))).text, edit(id)).token;
  const before = [row(id), row(theirs)];
  for (const other of others) {
    for (const what of [id, theirs]) {
      assert.equal((await other.get(edit(what))).status, 404);
      for (const action of ['save', 'preview', 'delete', 'delete-now'])
        assert.equal((await other.send(edit(what), { token, version: 1,
          do: action, body: 'Taken over.' })).status, 404, action);
    }
  }
  for (const client of [who, signedIn(site, 'moderator'),
    signedIn(site, 'admin')]) {
    assert.equal((await client.get(edit(id))).status, 404);
    const body = String(new URLSearchParams({ token, version: 1, do: 'save',
      body: 'Taken over.' }));
    assert.equal((await client.send(edit(id), body)).status, 404);
  }
  assert.equal((await visitor.get(edit(theirs))).status, 404);
  for (const bad of ['0', 'x', '999999', '1e1'])
    assert.equal((await visitor.get(`/comments/${bad}/edit`)).status, 404, bad);
  assert.deepEqual([row(id), row(theirs)], before);
});

test('a form of another site, or without our token, changes nothing',
  async () => {
    const { visitor, id } = await author();
    const before = row(id);
    const fields = formFields((await visitor.get(edit(id))).text, edit(id));
    const foreign = await visitor.request(edit(id), { method: 'POST',
      body: String(new URLSearchParams({ ...fields, do: 'save', body: 'x' })),
      headers: { 'Origin': 'https://evil.example',
        'Sec-Fetch-Site': 'cross-site' } });
    assert.equal(foreign.status, 403);
    const { visitor: other, id: another } = await author();
    const strange = formFields((await other.get(edit(another))).text,
      edit(another)).token;
    for (const token of ['', 'x', strange]) {
      const answer = await visitor.send(edit(id), { ...fields, token,
        do: 'save', body: 'Kept <here>.' });
      assert.equal(answer.status, 409);
      assert.match(answer.text, /Kept &lt;here&gt;\.<\/textarea>/);
      const asked = await visitor.send(edit(id), { token, do: 'delete-now' });
      assert.equal(asked.status, 409);
      assert.match(asked.text, /Delete your comment\?/);
    }
    assert.deepEqual(row(id), before);
  });

test('a form sent twice is one change with one answer', async () => {
  const { visitor, id } = await author();
  const fields = { ...formFields((await visitor.get(edit(id))).text, edit(id)),
    do: 'save', body: 'Once and for all.' };
  const answers = await Promise.all([1, 2, 3].map(() =>
    visitor.send(edit(id), fields)));
  answers.push(await visitor.send(edit(id), fields));
  for (const { status, headers } of answers)
    assert.deepEqual([status, headers.location], [303, `/comments/${id}`]);
  assert.equal(revisions(id).length, 1);
  const other = await visitor.send(edit(id), { ...fields, body: 'Other.' });
  assert.equal(other.status, 409);
  assert.match(other.text, /Other\.<\/textarea>/);
  assert.equal(row(id)[1], 'Once and for all.');
});

test('saving the same words changes nothing', async () => {
  const { visitor, id } = await author();
  publish(id);
  assert.equal((await save(visitor, id, {})).status, 303);
  assert.equal(row(id)[0], 'published');
  assert.deepEqual(revisions(id), []);
});

for (const [what, fields, fix] of [
  ['nothing', { body: ' \n ' }, 'Enter your comment'],
  ['too much', { body: 'x'.repeat(4001) },
    'Shorten your comment to 4,000 characters'],
  ['an address that is none', { website: 'javascript:alert(1)' },
    'Enter a web address such as https://example.org'],
])
  test(`${what} is refused with the fix and the text kept`, async () => {
    const { visitor, id } = await author();
    const before = row(id);
    const answer = await save(visitor, id, fields);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<title>Error: /);
    assert.match(answer.text, /role="alert" tabindex="-1" autofocus/);
    assert.equal(answer.text.split(`>${fix}<`).length, 3);
    const typed = formFields(answer.text, edit(id));
    for (const [name, value] of Object.entries(fields))
      assert.equal(typed[name].trim(), value.trim());
    assert.deepEqual(row(id), before);
    const mended = await visitor.send(edit(id), { ...typed, do: 'save',
      body: 'Mended.', website: '' });
    assert.equal(mended.status, 303);
  });

test('a preview shows the change and stores nothing', async () => {
  const { visitor, id } = await author();
  const before = row(id);
  const answer = await save(visitor, id, { do: 'preview',
    body: 'Some *light*, <b>218-555-0142</b>.' });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<em>light<\/em>/);
  assert.doesNotMatch(answer.text, /<b>218/);
  assert.match(answer.text, /This may hold a phone number/);
  assert.deepEqual(row(id), before);
  const done = await visitor.send(edit(id),
    { ...formFields(answer.text, edit(id)), do: 'save' });
  assert.equal(done.status, 303);
  assert.deepEqual([row(id)[0], row(id)[3]], ['held', 1]);
});

test('after 15 minutes it is too late, and nothing typed is lost',
  async () => {
    const { visitor, id } = await author();
    const fields = formFields((await visitor.get(edit(id))).text, edit(id));
    late(id, 880);
    assert.equal((await visitor.get(edit(id))).status, 200);
    late(id, 20);
    const page = await visitor.get(edit(id));
    assert.equal(page.status, 403);
    assert.match(page.text, /It is too late to change it/);
    assert.doesNotMatch(page.text, /name="token"/);
    publish(id);
    const answer = await visitor.send(edit(id), { ...fields, do: 'save',
      body: 'Kept <late>.' });
    assert.equal(answer.status, 403);
    assert.match(answer.text, /Kept &lt;late&gt;\.<\/textarea>/);
    assert.match(answer.text,
      new RegExp(`href="/about\\?reply_to=${id}#reply">Answer it`));
    for (const action of ['delete', 'delete-now'])
      assert.equal((await visitor.send(edit(id), { ...fields, do: action }))
        .status, 403, action);
    assert.equal(row(id)[0], 'published');
    assert.deepEqual(revisions(id), []);
  });

test('a decision of staff in between is a conflict with the words kept',
  async () => {
    const { visitor, id } = await author();
    const fields = { ...formFields((await visitor.get(edit(id))).text,
      edit(id)), do: 'save', body: 'My <other> words.' };
    publish(id);
    const answer = await visitor.send(edit(id), fields);
    assert.equal(answer.status, 409);
    assert.match(answer.text, /Your comment changed meanwhile/);
    assert.match(answer.text, /My &lt;other&gt; words\.<\/textarea>/);
    assert.equal(row(id)[0], 'published');
    assert.deepEqual(revisions(id), []);
    // Pressed once more, knowing it, it is saved.
    const again = await visitor.send(edit(id),
      { ...formFields(answer.text, edit(id)), do: 'save' });
    assert.equal(again.status, 303);
    assert.deepEqual(row(id).slice(0, 2), ['held', 'My <other> words.']);
    const third = formFields((await visitor.get(edit(id))).text, edit(id));
    site.run('comment', 'remove', String(id), '--reason', 'rude');
    const gone = await visitor.send(edit(id), { ...third, do: 'save',
      body: 'Too late.' });
    assert.equal(gone.status, 409);
    assert.match(gone.text, /Your comment was taken back/);
    assert.match(gone.text, /Too late\.<\/textarea>/);
    assert.equal((await visitor.get(edit(id))).status, 404);
    assert.equal(row(id)[0], 'removed');
  });

test('a moderator who read other words does not publish the new ones',
  async () => {
    const { visitor, id } = await author();
    const moderator = signedIn(site, 'moderator');
    const path = `/admin/comments/${id}`;
    const form = await moderator.form(path);
    await save(visitor, id, { body: 'Not what was read.' });
    const answer = await moderator.send(path,
      String(new URLSearchParams({ ...form, do: 'publish' })));
    assert.equal(answer.status, 409);
    assert.match(answer.text, /Its author edited it\./);
    assert.equal(row(id)[0], 'held');
    const page = (await moderator.get(path)).text;
    assert.match(page, /What changed[^]*Its author, /);
  });

test('deleting asks first, and leaves a stub only where others replied',
  async () => {
    const { visitor, id } = await author({ body: 'Soon gone, a *smew*.' });
    publish(id);
    const { id: reply } = await author({ parent: id, body: 'Do not go.' });
    publish(reply);
    const asked = await save(visitor, id, { do: 'delete', body: '' });
    assert.equal(asked.status, 200);
    assert.match(asked.text, /Delete your comment\?/);
    assert.match(asked.text, /<em>smew<\/em>/);
    assert.match(asked.text, new RegExp(`href="${edit(id)}">No, keep it`));
    assert.equal(row(id)[0], 'published');
    const fields = formFields(asked.text, edit(id));
    const twice = await Promise.all([1, 2].map(() =>
      visitor.send(edit(id), { ...fields, do: 'delete-now' })));
    for (const { status, headers } of twice)
      assert.deepEqual([status, headers.location],
        [303, '/comments/deleted?thread=about&key=about']);
    assert.deepEqual(row(id), ['removed', 'erased', null, 0]);
    const said = await visitor.get(twice[0].headers.location);
    assert.equal(said.status, 200);
    assert.equal(said.headers['cache-control'], 'no-store');
    assert.match(said.text, /<h1>Your comment is deleted<\/h1>/);
    assert.match(said.text, /href="\/about#talk">Back to the conversation/);
    const text = await publicText();
    assert.doesNotMatch(text, /smew/);
    assert.match(text, /This comment was removed/);
    assert.match(text, /Do not go/);
    assert.equal((await visitor.get(edit(id))).status, 404);
    const moderator = signedIn(site, 'moderator');
    for (const path of [`/admin/comments/${id}`,
      '/admin/comments?state=removed'])
      assert.doesNotMatch((await moderator.get(path)).text, /smew/);
    assert.match((await signedIn(site, 'admin').get('/admin/audit')).text,
      /Its author deleted a comment of their own/);
    assert.match(site.run('verify'), /record of changes: ok/);
  });

test('what its author deletes is erased, with the words before and the mail',
  async () => {
    const { visitor, id } = await author({ body: 'A phalarope once.' });
    await save(visitor, id, { body: 'A phalarope twice.' });
    site.run('comment', 'remove', String(id), '--reason', 'rude');
    const { visitor: other, id: waits } = await author({ body: 'Phalarope.' });
    const token = formFields((await other.get(edit(waits))).text,
      edit(waits)).token;
    const done = await other.send(edit(waits), { token, do: 'delete-now' });
    assert.equal(done.status, 303);
    assert.equal((await visitor.get(edit(id))).status, 404);
    assert.equal(row(waits), undefined);
    for (const [table, column] of [['comment_revision', 'comment_id'],
      ['change_item', 'object_id']])
      assert.deepEqual(sql(site, `SELECT count(*) FROM ${table} WHERE ` +
        `${column} = ?`, waits), [[0]]);
    assert.equal((await other.get(edit(waits))).status, 404);
  });

test('a form that is open still erases what staff took back meanwhile',
  async () => {
    const { visitor, id } = await author({ body: 'A turnstone.' });
    const asked = await save(visitor, id, { do: 'delete' });
    site.run('comment', 'remove', String(id), '--reason', 'rude');
    const done = await visitor.send(edit(id),
      { ...formFields(asked.text, edit(id)), do: 'delete-now' });
    assert.equal(done.status, 303);
    assert.equal(row(id), undefined);
  });

test('what staff wrote for the partnership is taken back among colleagues',
  async () => {
    const who = signedIn(site, 'moderator');
    const id = idOf(await who.send('/comments',
      String(new URLSearchParams({ ...ABOUT, body: 'From us.' }))));
    const page = (await who.get(edit(id))).text;
    assert.doesNotMatch(page, /value="delete"/);
    assert.match(page, new RegExp(`href="/admin/comments/${id}">Take it back`));
    for (const action of ['delete', 'delete-now'])
      assert.equal((await who.post(edit(id), { do: action },
        { whole: true })).status, 404);
    assert.equal(row(id)[1], 'From us.');
  });

test('the page that says so leads nowhere else', async () => {
  for (const query of ['', '?thread=x&key=y', '?thread=program&key=999999',
    '?thread=program&key=//evil.example', '?key=about']) {
    const page = await site.get(`/comments/deleted${query}`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.text, /Back to the conversation|href="[^"?]*evil/);
  }
});

test('a member deletes what waits, and may write it again', async () => {
  const { who, id } = await member();
  const body = row(id)[1];
  const sure = await who.post(edit(id), { do: 'delete' }, { whole: true });
  const done = await who.send(edit(id), String(new URLSearchParams({
    ...formFields(sure.text, edit(id)), do: 'delete-now' })));
  assert.equal(done.status, 303);
  assert.equal(row(id), undefined);
  const again = await who.send('/comments',
    String(new URLSearchParams({ ...ABOUT, body })));
  assert.notEqual(idOf(again), id);
  assert.equal(row(idOf(again))[0], 'held');
});

test('a comment can be changed twenty times, not more', async () => {
  const { visitor, id } = await author();
  for (let i = 0; i < 20; i++)
    assert.equal((await save(visitor, id, { body: `Try ${i}.` })).status, 303);
  const answer = await save(visitor, id, { body: 'Once <more>.' });
  assert.equal(answer.status, 429);
  assert.match(answer.text, /Once &lt;more&gt;\.<\/textarea>/);
  assert.equal(row(id)[1], 'Try 19.');
  assert.equal(revisions(id).length, 20);
});

test('whoever is blocked edits without noticing', async () => {
  const { visitor, id } = await author();
  sql(site, "UPDATE comment SET state = 'spam', flags = 64 WHERE id = ?", id);
  assert.equal((await visitor.get(edit(id))).status, 200);
  assert.equal((await save(visitor, id, { body: 'Try again.' })).status, 303);
  assert.deepEqual(row(id), ['spam', 'Try again.', 'https://example.org/ana',
    64]);
  assert.match((await visitor.get('/about')).text, /Try again\./);
});
