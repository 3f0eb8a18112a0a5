// The staff's list of listings: found, narrowed, changed many at a time after
// a page that names them, and taken back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, editor, total;
const LIST = '/admin/programs', BULK = '/admin/programs/bulk';

before(async () => {
  site = await startInstance();
  editor = signedIn(site, 'editor');
  [[total]] = sql(site, 'SELECT count(*) FROM program');
});
after(() => site?.stop());

const state = (id) => sql(site, 'SELECT stage, version, slug, name, ' +
  'pause_reason, confirmed_how FROM program WHERE id = ?', id)[0];
const published = (n, skip = 0) => sql(site, `SELECT p.id FROM program AS p
  WHERE stage = 'published' AND EXISTS (SELECT 1 FROM program_term AS t
    WHERE t.program_id = p.id AND t.term_id < 10)
    AND coalesce(phone, email, website, source_url) IS NOT NULL
  ORDER BY id LIMIT ? OFFSET ?`, n, skip).flat();
const countOf = (page) => page.match(/id="count"[^>]*>([\d,]+)/)?.[1];
const rowsOf = (page) => [...page.matchAll(
  /<tr>.*?href="\/admin\/programs\/(\d+)"/gs)].map(([, id]) => Number(id));

// The confirmation of a change of ids; query is the list's.
async function ask(ids, what, { query = '', all } = {}) {
  return editor.post(BULK, { id: ids, do: what, query, all }, { from: LIST });
}
async function confirm(page, fields = {}) {
  const body = new URLSearchParams({ ...formFields(page.text, BULK),
    ...fields });
  return editor.send(BULK, String(body));
}
async function change(ids, what, fields = {}) {
  const done = await confirm(await ask(ids, what), fields);
  assert.equal(done.status, 303, done.text);
  return done.headers.location;
}
async function undo(location) {
  const band = await editor.get(location);
  const path = band.text.match(/\/admin\/undo\/\d+/)[0];
  const { token } = formFields(band.text, path);
  return editor.send(path, String(new URLSearchParams({ token })),
    { Referer: `${site.url}${location}` });
}

test('each filter finds what SQL finds, and its sum is a sentence', async () => {
  const [[org, orgId]] = sql(site, `SELECT o.slug, o.id FROM program AS p
    JOIN organization AS o ON o.id = p.organization_id
    GROUP BY o.id ORDER BY count(*) DESC LIMIT 1`);
  sql(site, "UPDATE program SET stage = 'draft' WHERE id % 50 = 3");
  sql(site, 'UPDATE program SET confirmed_at = ? WHERE id % 7 = 1',
    Math.floor(Date.now() / 1000));
  sql(site, 'UPDATE program SET confirmed_at = 1500000000 WHERE id % 7 = 2');
  const long = Math.floor(Date.now() / 1000) - 365 * 86400;
  for (const [query, where, ...values] of [
    ['', '1'],
    ['stage=draft', "stage = 'draft'"],
    ['stage=published', "stage = 'published'"],
    ['state=WI', "state = 'WI'"],
    ['needs=mentors', 'needs_mentors = 1'],
    ['checked=never', 'confirmed_at IS NULL'],
    ['checked=over-12-months', 'coalesce(confirmed_at, 0) < ?', long],
    ['checked=this-year', 'confirmed_at > ?', long],
    [`org=${org}`, 'organization_id = ?', orgId],
    ['county=hennepin', `county_id = 27053 OR id IN (SELECT program_id
      FROM program_county WHERE county_id = 27053)`],
    ['q=big+bro', "name LIKE '%big%bro%' OR organization_id IN " +
      "(SELECT id FROM organization WHERE name LIKE '%big%bro%')"],
    ['county=nowhere&org=none&stage=x&sort=y&page=z', '1'],
  ]) {
    const [[count]] = sql(site,
      `SELECT count(*) FROM program WHERE ${where}`, ...values);
    const page = await editor.get(`${LIST}?${query}`);
    assert.equal(page.status, 200);
    assert.equal(countOf(page.text) ?? '0', String(count), query);
    assert.equal(rowsOf(page.text).length, Math.min(count, 50), query);
  }
  sql(site, "UPDATE program SET stage = 'published' WHERE stage = 'draft'");
});

test('pages and orders reach every listing once', async () => {
  for (const [sort, order] of [['name', 'name_folded, id'],
    ['changed', 'updated_at DESC, id DESC'],
    ['checked', 'coalesce(confirmed_at, 0), name_folded, id']]) {
    const ids = [];
    for (let n = 1; n <= Math.ceil(total / 50); n++)
      ids.push(...rowsOf((await editor.get(
        `${LIST}?sort=${sort}&page=${n}`)).text));
    assert.deepEqual(ids, sql(site,
      `SELECT id FROM program ORDER BY ${order}`).flat(), sort);
  }
  const page = await editor.get(`${LIST}?sort=changed`);
  assert.match(page.text, /aria-sort="descending"/);
});

test('a chip leads to the list without its filter; nothing found has a way out',
  async () => {
    const page = await editor.get(`${LIST}?q=zzzz&stage=draft`);
    assert.match(page.text, /No listing fits\./);
    assert.match(page.text, /class="chip" href="\/admin\/programs\?stage=draft"/);
    assert.match(page.text, /class="chip" href="\/admin\/programs\?q=zzzz"/);
  });

test('a filter is saved by name, shown as a link, and removed', async () => {
  const saved = await editor.post('/admin/views',
    { name: 'Drafts <b>', query: 'sort=name&stage=draft&page=4&x=1' },
    { from: `${LIST}?stage=draft` });
  assert.equal(saved.status, 303);
  assert.match(saved.headers.location, /^\/admin\/programs\?stage=draft&done=/);
  let page = await editor.get(LIST);
  assert.match(page.text,
    /href="\/admin\/programs\?stage=draft"[^>]*>Drafts &lt;b&gt;<\/a>/);
  const other = signedIn(site, 'admin');
  assert.doesNotMatch((await other.get(LIST)).text, /Drafts &lt;b/);
  const path = page.text.match(/\/admin\/views\/\d+\/remove/)[0];
  const bad = await editor.post('/admin/views', { name: ' ', query: '' },
    { from: `${LIST}?stage=closed` });
  assert.equal(bad.status, 422);
  assert.match(bad.text, /Fill in this field/);
  assert.equal((await editor.post(path, {}, { from: LIST })).status, 303);
  page = await editor.get(LIST);
  assert.doesNotMatch(page.text, /Drafts &lt;b/);
});

test('many are paused after a page that names them, and undo brings them back',
  async () => {
    const ids = published(3);
    const page = await ask(ids, 'pause', { query: 'stage=published' });
    assert.equal(page.status, 200);
    assert.match(page.text, /<h1>Pause 3 listings<\/h1>/);
    for (const id of ids)
      assert.ok(page.text.includes(`/admin/programs/${id}"`));
    assert.deepEqual(ids.map((id) => state(id)[0]),
      ['published', 'published', 'published'], 'asking changes nothing');
    const again = await confirm(page, { reason: '', returns: '1999-01-01' });
    assert.equal(again.status, 422);
    assert.match(again.text, /id="f-reason-error"/);
    assert.match(again.text, /id="f-returns-error"/);
    const next = new Date(Date.now() + 40 * 86400e3).toISOString().slice(0, 10);
    const done = await confirm(again, { reason: 'Back <soon>', returns: next });
    assert.equal(done.status, 303);
    assert.match(done.headers.location,
      /^\/admin\/programs\?stage=published&done=\d+$/);
    const band = await editor.get(done.headers.location);
    assert.match(band.text, /3 listings were paused\./);
    const [stage, , slug, , reason] = state(ids[0]);
    assert.deepEqual([stage, reason], ['paused', 'Back <soon>']);
    assert.match((await site.get(`/programs/${slug}`)).text,
      /Back &lt;soon&gt;/);
    const back = await undo(done.headers.location);
    assert.equal(back.status, 303);
    assert.match(back.headers.location,
      /^\/admin\/programs\?stage=published&done=\d+$/);
    assert.match((await editor.get(back.headers.location)).text,
      /3 changes were undone\./);
    assert.deepEqual(state(ids[0]).slice(0, 2), ['published', 3]);
    assert.doesNotMatch((await site.get(`/programs/${slug}`)).text, /Back &lt;/);
    const actions = sql(site, `SELECT action, count(*) FROM audit
      WHERE actor = ? GROUP BY action`, `user ${editor.userId}`);
    assert.deepEqual(Object.fromEntries(actions), { 'change.undo': 1,
      'program.pause': 3, 'program.restore': 3 });
  });

test('what is closed leaves page, list and search at once, and comes back',
  async () => {
    const [id] = published(1, 5);
    const [, , slug, name] = state(id);
    const find = `/programs?${new URLSearchParams({ q: name })}`;
    const sees = async () => [(await site.get(`/programs/${slug}`)).status,
      (await site.get(find)).text.includes(`/programs/${slug}"`)];
    assert.deepEqual(await sees(), [200, true]);
    const closed = await change([id], 'close');
    assert.deepEqual(await sees(), [410, false]);
    await undo(closed);
    assert.deepEqual(await sees(), [200, true]);
    const off = await change([id], 'unpublish');
    assert.deepEqual(await sees(), [404, false]);
    await change([id], 'publish');
    assert.deepEqual(await sees(), [200, true]);
    assert.equal((await undo(off)).status, 303, 'the change since is kept');
    assert.deepEqual(await sees(), [200, true]);
    await change([id], 'confirm', { how: 'visit' });
    assert.equal(state(id)[5], 'visit');
    const none = await confirm(await ask([id], 'pause'), { reason: 'x' });
    assert.equal(none.status, 303);
  });

test('sent twice it is done once', async () => {
  const ids = published(2, 20);
  const page = await ask(ids, 'unpublish');
  const first = await confirm(page), second = await confirm(page);
  assert.equal(first.status, 303);
  assert.equal(second.headers.location, first.headers.location);
  assert.deepEqual(ids.map((id) => state(id)[1]), [2, 2]);
  const band = await editor.get(first.headers.location);
  const path = band.text.match(/\/admin\/undo\/\d+/)[0];
  const body = String(new URLSearchParams(formFields(band.text, path)));
  const one = await editor.send(path, body), two = await editor.send(path, body);
  assert.equal(two.headers.location, one.headers.location);
  assert.deepEqual(ids.map((id) => state(id).slice(0, 2)),
    [['published', 3], ['published', 3]]);
});

test('what changed between the question and the answer stays and is named',
  async () => {
    const ids = published(2, 30);
    const page = await ask(ids, 'unpublish');
    await change([ids[0]], 'confirm', { how: 'phone' });
    const done = await confirm(page);
    assert.equal(done.status, 303);
    assert.deepEqual(ids.map((id) => state(id)[0]), ['published', 'draft']);
    const list = await editor.get(done.headers.location);
    assert.match(list.text, /Somebody changed this one after you looked/);
    assert.match(list.text, /1 listing was taken off the site/);
    assert.match((await ask([ids[0]], 'publish')).text, /Nothing to change/);
    const stale = await ask([ids[0]], 'unpublish');
    await change([ids[0]], 'pause', { reason: 'Summer' });
    const nothing = await confirm(stale);
    assert.equal(nothing.status, 409);
    assert.match(nothing.text, /somebody changed it after you looked/);
  });

test('undo leaves what changed since, and names it', async () => {
  const ids = published(2, 40);
  const done = await change(ids, 'unpublish');
  await change([ids[0]], 'publish');
  const back = await undo(done);
  assert.match(back.headers.location, /^\/admin\/undo\/\d+\?done=\d+$/);
  const page = await editor.get(back.headers.location);
  assert.match(page.text, /1 was changed since and stays as it is\./);
  assert.match(page.text, /1 change was undone\./);
  assert.deepEqual(ids.map((id) => state(id)[1]), [3, 3]);
  const twice = await editor.get(back.headers.location.replace(/\?.*/, ''));
  assert.doesNotMatch(twice.text, /<button class="btn">Undo/);
});

test('the confirmation says which are left out and why', async () => {
  const [id, other] = published(2, 50);
  sql(site, `UPDATE program SET stage = 'draft', phone = NULL, email = NULL,
    website = NULL, source_url = NULL, organization_id = (SELECT id FROM
    organization WHERE website IS NULL LIMIT 1) WHERE id = ?`, id);
  if (!state(id)) return;
  const page = await ask([id, other], 'publish');
  assert.equal(page.status, 200);
  assert.match(page.text, /has no phone, email or website yet/);
  assert.match(page.text, /is published already/);
  assert.match(page.text, /2 stay as they are/);
  assert.doesNotMatch(page.text, /name="sure"/);
});

test('all that match are selected in a second step, and named up to a hundred',
  async () => {
    const columns = sql(site, "SELECT name FROM pragma_table_info('program')")
      .flat();
    for (const by of [1000, 2000]) { // until there are more than a hundred
      sql(site, `INSERT INTO program (${columns}) SELECT ${columns.map((name) =>
        ({ id: `id + ${by}`, slug: `slug || '-${by}'` })[name] ?? name)}
        FROM program WHERE id < 1000`);
      sql(site, `INSERT INTO program_revision (program_id, version, content,
        actor, created_at) SELECT program_id + ${by}, version, content, actor,
        created_at FROM program_revision WHERE program_id < 1000`);
    }
    const list = await editor.get(`${LIST}?state=MN`);
    assert.match(list.text, /href="\/admin\/programs\?state=MN&amp;all=1"/);
    const all = await editor.get(`${LIST}?state=MN&all=1`);
    assert.match(all.text, /Selected: all that match \(\d+ listings\)/);
    const page = await ask([], 'close', { query: 'state=MN', all: '1' });
    const [[count]] = sql(site, `SELECT count(*) FROM program WHERE
      state = 'MN' AND stage IN ('published', 'paused')`);
    assert.match(page.text, new RegExp(`<h1>Close ${count} listings</h1>`));
    assert.match(page.text, new RegExp(`and ${count - 100} more`));
    const done = await confirm(page);
    assert.equal(done.status, 303);
    assert.equal(sql(site, "SELECT count(*) FROM program WHERE stage = 'closed'"
    )[0][0], count);
    const sent = await editor.get(done.headers.location);
    assert.match(sent.text, new RegExp(`${count} listings were closed`));
    await undo(done.headers.location);
    assert.equal(sql(site, "SELECT count(*) FROM program WHERE stage = 'closed'"
    )[0][0], 0);
  });

test('nothing ticked and nonsense are answered without a change', async () => {
  const none = await ask([], 'pause');
  assert.equal(none.status, 422);
  assert.match(none.text, /tick at least one listing/);
  assert.equal((await ask([1], 'explode')).status, 400);
  assert.equal((await ask(['x', -3, 999999], 'pause')).status, 200);
  const page = await confirm(await ask([published(1)[0]], 'close'),
    { items: '1-1.x-9.-.99999999999999999999-1' });
  assert.ok([303, 409, 422].includes(page.status));
});

test('an owner sees only their own and changes none at once', async () => {
  const [id, other] = published(2, 60);
  const owner = signedIn(site, 'owner', { owns: [id] });
  const page = await owner.get(LIST);
  assert.equal(page.status, 200);
  assert.deepEqual(rowsOf(page.text), [id]);
  assert.doesNotMatch(page.text, /\/bulk/);
  assert.doesNotMatch((await owner.get(`${LIST}?left=${other}`)).text,
    new RegExp(`/admin/programs/${other}"`));
  const { token } = await editor.form(BULK, LIST);
  assert.equal((await owner.post(BULK, { id: [id], do: 'close' },
    { token })).status, 403);
  const moderator = signedIn(site, 'moderator');
  assert.equal((await moderator.get(LIST)).status, 403);
  const done = await change([id], 'unpublish');
  const set = done.match(/done=(\d+)/)[1];
  assert.equal((await moderator.get(`/admin/undo/${set}`)).status, 403);
  const band = await editor.get(done);
  const path = `/admin/undo/${set}`;
  assert.equal((await moderator.post(path, {},
    { token: formFields(band.text, path).token })).status === 303, false);
  assert.equal(state(id)[0], 'draft');
});
