// Staff write parts of pages: shown at once, safely, by language; versions,
// drafts, two people at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const about = '/admin/pages/about/en';
const text = (html) => html.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&')
  .replace(/\s+/g, ' ');

let site, editor;
before(async () => {
  site = await startInstance();
  editor = signedIn(site, 'editor', { name: 'Eve' });
});
after(() => site.stop());

const save = (path, body, fields = {}) =>
  editor.post(path, { body, note: '', do: 'save', ...fields }, { whole: true });
const version = async (path) => (await editor.form(path)).version;

function assertDone(answer) {
  assert.equal(answer.status, 303, text(answer.text));
  return answer.headers.location;
}

test('a text is on the public page in the next request, kept ones too',
  async () => {
    for (const [page, path] of [['home', '/'], ['about', '/about'],
      ['quality', '/dashboard/quality']]) {
      await site.get(path);
      const kept = await site.get(path); // ready-made by now
      const editing = `/admin/pages/${page}/en`;
      assertDone(await save(editing, `Words *of* our staff for ${page}.`));
      const now = await site.get(path);
      assert.match(now.text,
        new RegExp(`<p>Words <em>of</em> our staff for ${page}\\.</p>`));
      assertDone(await save(editing, `Other words for ${page}.`));
      assert.match((await site.get(path)).text, /<p>Other words for/);
      assertDone(await save(editing, ''));
      assert.equal((await site.get(path)).text, kept.text,
        'empty is what the template says');
    }
  });

test('whoever begins a text sees the words that it takes the place of',
  async () => {
    for (const [page, path] of [['home', '/'], ['network', '/dashboard/network']]) {
      const editing = `/admin/pages/${page}/en`;
      const said = async () => (await editor.get(editing)).text
        .match(/The page says now:<\/p><blockquote[^>]*><p>([^<]+)/)?.[1];
      assertDone(await save(editing, ''));
      assert.ok((await site.get(path)).text.includes(await said()));
      assertDone(await save(editing, 'Ours.'));
      assert.equal(await said(), undefined);
      assertDone(await save(editing, ''));
    }
  });

test('what staff write can neither break out nor run', async () => {
  assertDone(await save(about, '</div><script>alert(1)</script>\n\n' +
    '[a](javascript:alert(1)) [b](//evil.example) [c](/programs)\n\n' +
    '![d](https://evil.example/x.png) {{BODY}} [[words]]\n\n###### e'));
  const page = (await site.get('/about')).text;
  assert.doesNotMatch(page, /<script>alert|javascript:|<img|href="\/\/evil/);
  assert.match(page, /&lt;script&gt;alert/);
  assert.match(page, /<a href="\/programs">c<\/a>/);
  assert.match(page, /<h2>e<\/h2>/);
  assert.match(page, /\{\{BODY\}\} \[\[words\]\]/);
  assertDone(await save('/admin/pages/home/en', '# Big\n\nSmall'));
  assert.match((await site.get('/')).text, /<p>Big<\/p>\s*<p>Small<\/p>/);
  assertDone(await save(about, ''));
  assertDone(await save('/admin/pages/home/en', ''));
});

test('another language is kept, and not shown yet', async () => {
  const path = '/admin/pages/home/so';
  assert.match(text((await editor.get(path)).text),
    /Not shown yet: the site is in English/);
  const before = (await site.get('/')).text;
  assertDone(await save(path, 'Qof kuu yimaada.'));
  assert.equal((await site.get('/')).text, before);
  assert.match((await editor.get(path)).text, /Qof kuu yimaada\./);
  assert.doesNotMatch(text((await editor.get(about)).text), /Not shown yet/);
  for (const wrong of ['/admin/pages/home/fr', '/admin/pages/counties/en'])
    assert.equal((await editor.get(wrong)).status, 404, wrong);
});

test('a preview shows the words and stores nothing', async () => {
  const count = () => sql(site, 'SELECT count(*) FROM page_text_revision');
  const before = count();
  const answer = await save(about, '# A\n\nNew **words**', { do: 'preview' });
  assert.equal(answer.status, 200);
  assert.match(answer.text, /<h2>A<\/h2>\s*<p>New <strong>words/);
  assert.match(answer.text, /<textarea[^>]*>\n# A\n\nNew \*\*words/);
  assert.deepEqual(count(), before);
});

test('too long a text is refused, with all of it kept', async () => {
  const long = `${'word '.repeat(90)}end`;
  const answer = await save('/admin/pages/network/en', `${long} ${long}`);
  assert.equal(answer.status, 422);
  assert.match(text(answer.text), /Text: Shorten this to 600 characters/);
  assert.ok(answer.text.includes(`${long} ${long}`));
  const wide = await save(about, 'ø'.repeat(10_001));
  assert.equal(wide.status, 422);
  assertDone(await save(about, '💬'.repeat(9_000)));
  assertDone(await save(about, ''));
});

test('two who write at once: the second gets both, with what differs marked',
  async () => {
    assertDone(await save(about, 'One two three.'));
    const stale = await version(about);
    assertDone(await save(about, 'One two four.'));
    const answer = await save(about, 'One five three.', { version: stale });
    assert.equal(answer.status, 409);
    assert.match(answer.text, /<del>[^<]*four/);
    assert.match(answer.text, /<ins>[^<]*five/);
    assert.match(answer.text, /<textarea[^>]*>\nOne five three\.</);
    assert.match((await site.get('/about')).text, /One two four/);
    const [, seen] = answer.text.match(/name="version" value="(\d+)"/);
    assertDone(await editor.post(about, { body: 'One five four.', note: '',
      version: seen, do: 'save' }, { token: answer.text.match(
      /action="\/admin\/pages\/about\/en"[^>]*>.*?value="([^"]+)"/)[1] }));
    assert.match((await site.get('/about')).text, /One five four/);
  });

test('every version can be read and restored, and a press undone', async () => {
  const first = Number(await version(about));
  assertDone(await save(about, 'Apples and pears.', { note: 'Fruit' }));
  assertDone(await save(about, 'Apples and plums.'));
  const page = await editor.get(`${about}/revisions/${first + 2}`);
  assert.match(page.text, /<del>pears\.?<\/del><ins>plums\.?<\/ins>/);
  assert.match(text(page.text), /The present text/);
  assert.match(text((await editor.get(about)).text), /Eve : Fruit/);
  const old = `${about}/revisions/${first + 1}`;
  const done = assertDone(await editor.post(old, {}, { whole: true }));
  assert.match((await site.get('/about')).text, /Apples and pears/);
  assert.equal(sql(site, "SELECT count(*) FROM audit WHERE action = " +
    "'page.restore' AND object = 'page about en'")[0][0], 1);
  const undo = `/admin/undo/${done.match(/done=(\d+)/)[1]}`;
  assertDone(await editor.post(undo, {}, { from: done }));
  assert.match((await site.get('/about')).text, /Apples and plums/);
  assert.equal(Number(await version(about)), first + 4);
  assert.equal((await editor.get(`${about}/revisions/999`)).status, 404);
});

test('the same post twice is one version', async () => {
  const form = await editor.form(about);
  const body = String(new URLSearchParams({ ...form, body: 'Twice.',
    do: 'save' }));
  const answers = await Promise.all([editor.send(about, body),
    editor.send(about, body)]);
  assert.equal(new Set(answers.map(assertDone)).size, 1);
  assert.equal(sql(site,
    "SELECT count(*) FROM page_text_revision WHERE body = 'Twice.'")[0][0], 1);
});

test('a draft is its writer\'s own, and ends with the save', async () => {
  const other = signedIn(site, 'admin', { name: 'Ada' });
  const page = (await editor.get(about)).text;
  const [, token] = page.match(/data-token="([^"]+)"/);
  const keep = (body) => editor.post(`${about}/draft`, { body, note: 'n',
    version: page.match(/name="version" value="(\d+)"/)[1] }, { token });
  for (const body of ['Half', 'Half a thought'])
    assert.equal((await keep(body)).status, 303);
  assert.equal((await keep('x'.repeat(10_001))).status, 413);
  assert.match(text((await editor.get(about)).text), /You have a draft/);
  assert.doesNotMatch(text((await other.get(about)).text), /have a draft/);
  assert.doesNotMatch((await site.get('/about')).text, /Half/);
  assert.match((await editor.get(`${about}?draft=1`)).text,
    /<textarea[^>]*>\nHalf a thought</);
  assertDone(await editor.post(about, { do: 'save' },
    { from: `${about}?draft=1`, whole: true }));
  assert.match((await site.get('/about')).text, /Half a thought/);
  assert.doesNotMatch(text((await editor.get(about)).text), /have a draft/);
  await keep('To be thrown away');
  assertDone(await editor.post(`${about}/draft`, { do: 'discard' },
    { from: about }));
  assert.doesNotMatch(text((await editor.get(about)).text), /have a draft/);
});

test('an old token brings the form back with the words in it', async () => {
  const answer = await editor.post(about, { body: 'My long words', note: '',
    version: await version(about), do: 'save' }, { token: 'x' });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /<textarea[^>]*>\nMy long words</);
});

test('moderators, owners and guests keep out', async () => {
  for (const role of ['moderator', 'owner'])
    for (const path of ['/admin/pages', about, `${about}/revisions/1`])
      assert.equal((await signedIn(site, role).get(path)).status, 403, path);
  assert.notEqual((await site.get(about)).status, 200);
  site.run('verify');
});
