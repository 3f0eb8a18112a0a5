// Staff keep the plan: drafts, publishing, corrections with a public reason,
// pasted columns, measures that come and go, two people at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const plan = '/admin/dashboard';
const programs = `${plan}/network/programs`;
const text = (html) => html.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&')
  .replace(/&#39;/g, "'").replace(/\s+/g, ' ');

let site, editor;
before(async () => {
  site = await startInstance();
  editor = signedIn(site, 'editor', { name: 'Eve' });
});
after(() => site.stop());

const enter = (path, fields, options = {}) =>
  editor.post(path, fields, { whole: true, ...options });
// What anybody reads, from nginx's ready-made pages where there are some.
const reads = async (path) => text((await site.get(path)).text);
const figures = async (area, slug) =>
  JSON.parse((await site.get(`/dashboard/${area}.json`)).text).areas[0]
    .measures.find((m) => m.slug === slug);
const audit = (action) => sql(site, `SELECT d.detail FROM audit JOIN audit_detail d
  ON d.audit_id = audit.id WHERE action = ? ORDER BY audit.id`, action)
  .map(([detail]) => JSON.parse(detail));

function assertDone(answer) {
  assert.equal(answer.status, 303, text(answer.text));
  return answer.headers.location;
}

test('a draft is nowhere public until it is published, and then at once',
  async () => {
    const path = `${programs}/2017`;
    const places = ['/dashboard', '/dashboard/network', '/dashboard.csv',
      '/dashboard.json', '/dashboard/network.csv', '/dashboard/network.json',
      '/', '/feed.atom'];
    await reads('/dashboard/network'); // ready-made from now on
    assertDone(await enter(path, { value: '12,345.5', qualifier: 'about',
      source: 'A survey of tests', note: 'Counted twice.', do: 'draft' }));
    for (const place of places)
      assert.doesNotMatch(await reads(place), /12,?345/, place);
    assert.match(text((await editor.get(plan)).text), /12,345\.5 Draft/);
    assert.match(text((await editor.get(path)).text), /only staff see it/);
    assertDone(await enter(path, { do: 'publish' }));
    for (const place of ['/dashboard', '/dashboard/network', '/'])
      assert.match(await reads(place), /about 12,345\.5/, place);
    assert.match((await site.get('/dashboard.csv')).text,
      /,2017,2017,no,12345\.5,about,A survey of tests,Counted twice\./);
    assert.equal((await figures('network', 'programs')).figures
      .find(({ period }) => period === '2017').value, 12345.5);
    const [saved] = audit('figure.save').slice(-1);
    assert.deepEqual(saved.value, { before: null, after: '12345.5' });
    assert.deepEqual(audit('figure.publish').at(-1).published,
      { before: false, after: true });
  });

test('a published figure changes only with a reason, which all can read',
  async () => {
    const path = `${plan}/network/mentors/2012`;
    const before = await reads('/dashboard/network');
    const refused = await enter(path, { value: '41,500', do: 'publish' });
    assert.equal(refused.status, 422);
    assert.match(refused.text, /id="f-reason-error"/);
    assert.match(refused.text, /name="value" value="41,500"/);
    assert.equal(await reads('/dashboard/network'), before);
    for (const wish of ['draft', 'withdraw'])
      assert.equal((await enter(path, { do: wish })).status, 422, wish);
    assertDone(await enter(path, { value: '41,500', do: 'publish',
      reason: 'Some were <counted> twice.' }));
    const said = /it was 41,000\. .*Reason: Some were &lt;counted&gt; twice\./;
    assert.match(await reads('/dashboard/network'), said);
    assert.match(await reads('/dashboard/corrections'), said);
    const [last] = audit('figure.correct').slice(-1);
    assert.deepEqual(last.value, { before: '41000', after: '41500' });
    assert.equal(last.reason, 'Some were <counted> twice.');
    // the source alone, and nothing at all
    assertDone(await enter(path, { source: 'Another', reason: 'A typo.',
      do: 'publish' }));
    assert.match(await reads('/dashboard/network'),
      /Source corrected .*It was: State of Mentoring survey 2012/);
    const { length } = (await figures('network', 'mentors')).corrections;
    assertDone(await enter(path, { do: 'publish' }));
    assert.equal((await figures('network', 'mentors')).corrections.length,
      length);
  });

test('a figure that is taken back leaves a word of it', async () => {
  const [[slug, period]] = sql(site, `SELECT m.slug, f.period FROM measure m
    JOIN figure f ON f.measure_id = m.id WHERE m.area = 'policy'`);
  const figure = `${plan}/policy/${slug}/${encodeURIComponent(period)}`;
  const done = assertDone(await enter(figure, { do: 'withdraw',
    reason: 'Not ours to tell.' }));
  assert.doesNotMatch(await reads('/dashboard/policy'), /\$769/);
  assert.match(await reads('/dashboard/corrections'),
    /Taken back .*\$769 million.*Not ours to tell\./);
  const set = done.match(/done=(\d+)/)[1];
  assertDone(await editor.post(`/admin/undo/${set}`, {}, { from: done }));
  assert.match(await reads('/dashboard/policy'), /\$769 million/);
});

test('undoing a correction is a correction that says so', async () => {
  const path = `${plan}/region/twin-cities/2012`;
  const done = assertDone(await enter(path, { value: '63 %', do: 'publish',
    reason: 'Rounded.' }));
  const undo = `/admin/undo/${done.match(/done=(\d+)/)[1]}`;
  assertDone(await editor.post(undo, {}, { from: done }));
  const measure = await figures('region', 'twin-cities');
  assert.equal(measure.figures[0].value, 62);
  assert.deepEqual(measure.corrections.map((c) => [c.before, c.after]),
    [['62', '63'], ['63', '62']]);
  assert.match(await reads('/dashboard/region'),
    /Our staff undid the last change/);
});

test('the same post twice does one thing and answers alike', async () => {
  const path = `${programs}/2018`;
  const form = await editor.form(path);
  const body = String(new URLSearchParams({ ...form, value: '5',
    source: 'Twice', do: 'draft' }));
  const answers = await Promise.all([editor.send(path, body),
    editor.send(path, body)]);
  assert.deepEqual(new Set(answers.map(assertDone)).size, 1);
  assert.equal(sql(site,
    "SELECT count(*) FROM figure WHERE source = 'Twice'")[0][0], 1);
  assert.equal(audit('figure.save')
    .filter(({ period }) => period === '2018').length, 1);
  const done = assertDone(await enter(path, { do: 'remove' }));
  assert.equal(sql(site,
    "SELECT count(*) FROM figure WHERE source = 'Twice'")[0][0], 0);
  const undo = `/admin/undo/${done.match(/done=(\d+)/)[1]}`;
  assertDone(await editor.post(undo, {}, { from: done }));
  assert.match(text((await editor.get(path)).text), /only staff see it/);
  assertDone(await enter(path, { do: 'remove' }));
});

test('who saw an older figure gets both, and nothing is stored', async () => {
  const path = `${programs}/2019`;
  assertDone(await enter(path, { value: '10', source: 'First', do: 'draft' }));
  const stale = await editor.form(path);
  assertDone(await enter(path, { value: '11', do: 'draft' }));
  for (const wish of ['draft', 'publish', 'remove']) {
    const answer = await enter(path, { ...stale, value: '12', do: wish,
      token: (await editor.form(path)).token });
    assert.equal(answer.status, 409, wish);
    assert.match(text(answer.text), /while you were writing/);
  }
  const both = await enter(path, { ...stale, value: '12', do: 'draft',
    token: (await editor.form(path)).token });
  assert.match(text(both.text), /Yours .*12 .*11/);
  assert.match(both.text, /name="value" value="12"/);
  assert.deepEqual(sql(site,
    "SELECT value FROM figure WHERE period = '2019'"), [[11]]);
});

test('what is no number, no period, no choice is told, with all kept',
  async () => {
    const wrong = { value: '41,00', qualifier: 'roughly', source: '',
      note: 'x'.repeat(501), do: 'publish' };
    const answer = await enter(`${programs}/2020`, wrong);
    assert.equal(answer.status, 422);
    for (const field of ['value', 'source', 'note'])
      assert.match(answer.text, new RegExp(`id="f-${field}-error"`), field);
    assert.match(answer.text, /value="41,00"/);
    for (const period of ['last year', '1889', '2020 ', 'x'.repeat(41)])
      assert.equal((await editor.get(
        `${programs}/${encodeURIComponent(period)}`)).status, 404, period);
    const asked = await editor.get(`${programs}?period=last+year`);
    assert.equal(asked.status, 422);
    assert.match(asked.text, /id="f-period-error"/);
    assert.equal((await editor.get(`${programs}?period=+2012`)).headers.location,
      `${programs}/2012`);
    assert.equal((await editor.get(`${plan}/policy/${sql(site,
      "SELECT slug FROM measure WHERE area = 'policy'")[0]}` +
      '?period=fy+2008-2016')).headers.location.split('/').at(-1),
    'FY%202008%E2%80%932016');
    for (const path of [`${plan}/network/none`, `${plan}/none/programs`])
      assert.equal((await editor.get(path)).status, 404, path);
  });

test('a preview shows what would be, and stores nothing', async () => {
  const count = () => sql(site, 'SELECT count(*), max(version) FROM figure');
  const before = count();
  const answer = await enter(`${programs}/2021`, { value: '777',
    source: 'Preview', do: 'preview' });
  assert.equal(answer.status, 200);
  assert.match(text(answer.text), /777 2021/);
  assert.match(answer.text, /<svg[^>]*>/);
  assert.deepEqual(count(), before);
});

test('a pasted column is looked at, then saved as it was seen', async () => {
  const path = `${programs}/paste`;
  const lines = 'Year\tFigure\tTarget\r\n2012\t310\r\nQ1 2022\t320\t330\r\n' +
    'Q2 2022\t\t"\r\n2023\t3 2 1\r\n=1+1\t5\r\n';
  const bad = await editor.post(path, { lines, source: 'Sheet', do: 'publish' });
  assert.equal(bad.status, 422);
  assert.match(text(bad.text), /3 lines cannot be taken/);
  for (const line of ['4', '5', '6'])
    assert.match(text(bad.text), new RegExp(` ${line} [^0-9].*`), line);
  const good = '2012\t310\nQ1 2022\t320\t330\n';
  const seen = await editor.post(path, { lines: good, source: 'Sheet',
    do: 'preview' });
  assert.equal(seen.status, 200);
  assert.match(text(seen.text), /3 figures would change/);
  assert.match(text(seen.text), /about 300 about 310 Corrects a published/);
  const [, stamp] = seen.text.match(/name="seen" value="(\w+)"/);
  const save = (fields) => editor.post(path, { lines: good, source: 'Sheet',
    seen: stamp, do: 'publish', ...fields });
  assert.equal((await save()).status, 422, 'without a reason');
  const reason = 'The sheet was right.';
  assert.equal((await save({ lines: `${good}2024\t1\n`, reason })).status, 409);
  const done = assertDone(await save({ reason }));
  assert.equal((await save({ reason })).status, 409, 'it is another now');
  const measure = await figures('network', 'programs');
  assert.deepEqual(measure.figures.filter(({ period }) => period === 'Q1 2022')
    .map((f) => [f.value, f.is_target]), [[320, false], [330, true]]);
  assert.equal(measure.figures[0].value, 310);
  assert.match(await reads('/dashboard/corrections'), /The sheet was right/);
  const undo = `/admin/undo/${done.match(/done=(\d+)/)[1]}`;
  assertDone(await editor.post(undo, {}, { from: done }));
  assert.equal((await figures('network', 'programs')).figures[0].value, 300);
  assert.doesNotMatch((await site.get('/dashboard.csv')).text, /Q1 2022/);
});

test('a column of values alone belongs to the periods in their order',
  async () => {
    const path = `${plan}/network/young-people/paste`;
    const lines = '\r\n\r\n178,001\r\n';
    const seen = await editor.post(path, { lines, source: 'Column',
      do: 'preview' });
    assert.match(text(seen.text), /3 2016 178,000 178,001/);
    assert.match(seen.text, /<textarea[^>]*>\n\r?\n/);
    const many = await editor.post(path, { lines: '1\n2\n3\n4\n', source: 'x',
      do: 'preview' });
    assert.equal(many.status, 422);
    assert.match(text(many.text), /fewer periods than values/);
  });

test('drafts of a pasted column are published together', async () => {
  const path = `${plan}/quality`;
  const slug = sql(site, "SELECT slug FROM measure WHERE area = 'quality'")[0];
  const lines = '2025\t8\n2026\t9\n';
  const seen = await editor.post(`${path}/${slug}/paste`, { lines,
    source: 'Sheet', do: 'preview' });
  const [, stamp] = seen.text.match(/name="seen" value="(\w+)"/);
  assertDone(await editor.post(`${path}/${slug}/paste`, { lines, seen: stamp,
    source: 'Sheet', do: 'draft' }));
  assert.doesNotMatch(await reads('/dashboard/quality'), /2026/);
  const page = await editor.get(`${path}/${slug}`);
  assert.match(text(page.text), /Publish all 2 drafts/);
  const form = await editor.form(`${path}/${slug}/publish`, `${path}/${slug}`);
  assertDone(await enter(`${path}/${slug}/2026`, { value: '7', do: 'draft' }));
  const stale = await editor.post(`${path}/${slug}/publish`,
    { seen: form.seen }, { from: `${path}/${slug}` });
  assert.match(assertDone(stale), /stale=1/);
  assert.doesNotMatch(await reads('/dashboard/quality'), /2026/);
  assertDone(await editor.post(`${path}/${slug}/publish`, {},
    { from: `${path}/${slug}`, whole: true }));
  assert.match(await reads('/dashboard/quality'), /2026/);
});

test('hostile columns are refused in good time, with what was typed',
  async () => {
    const path = `${programs}/paste`;
    const paste = (lines) => editor.post(path, { lines, source: 'x',
      do: 'preview' });
    assert.equal((await paste('9'.repeat(1 << 20))).status, 413);
    const long = await paste('1\n'.repeat(10_000));
    assert.equal(long.status, 422);
    assert.match(text(long.text), /at most 200 lines/i);
    const nasty = await paste('2016\t\u202e1\u202c\n</textarea><script>\t1\n' +
      "=HYPERLINK(\"x\")\t1\n2017\t1e309\n2018\t'; DROP TABLE figure\n" +
      `${'א'.repeat(60)} 2016\t1\n\t\t\t\t\n2019\t1\t2\t3\n`);
    assert.equal(nasty.status, 422);
    assert.doesNotMatch(nasty.text, /<script>|\u202e.*<td/);
    assert.match(nasty.text, /&lt;\/textarea&gt;&lt;script&gt;/);
    assert.match(text(nasty.text), /6 lines cannot be taken/);
  });

test('a measure is added, changed, due, retired and brought back', async () => {
  const wrong = await editor.post(`${plan}/new`, { area: 'moon', name: '',
    definition: 'd', unit: 'x'.repeat(41), direction: 'sideways', due: '1.5',
    position: '0' });
  assert.equal(wrong.status, 422);
  for (const field of ['area', 'name', 'unit', 'direction', 'due', 'position'])
    assert.match(wrong.text, new RegExp(`id="f-${field}-error"`), field);
  const added = assertDone(await editor.post(`${plan}/new`, { area: 'policy',
    name: 'Bills read', definition: 'Bills that a committee read.',
    unit: 'bills', direction: 'up', source: 'Revisor', owner: 'Ola',
    due: '1' }));
  const path = added.split('?')[0];
  assert.equal(path, `${plan}/policy/bills-read`);
  assert.doesNotMatch(await reads('/dashboard/policy'), /Bills read/);
  assert.match(text((await editor.get(plan)).text),
    /Figures due .*Bills read None yet From the start Ola/);
  assert.match((await editor.get(`${path}/2015`)).text,
    /name="source" value="Revisor"/);
  assertDone(await enter(`${path}/2015`, { value: '3', do: 'publish' }));
  assert.match(await reads('/dashboard/policy'), /Bills read/);
  assert.match(text((await editor.get(plan)).text),
    /Bills read 2015 1 February 2016 Ola/);
  const unit = await enter(path, { unit: '%' });
  assert.equal(unit.status, 422);
  assert.match(text(unit.text), /Keep the unit/);
  assertDone(await enter(path, { name: 'Bills that were read', unit: 'acts' }));
  assert.match(await reads('/dashboard/policy'), /Bills that were read/);
  const stale = await enter(path, { name: 'Mine', version: '1' });
  assert.equal(stale.status, 409);
  assert.match(text(stale.text), /Mine Bills that were read/);
  assertDone(await editor.post(`${path}/retire`,
    { do: 'retire' }, { whole: true }));
  assert.doesNotMatch(await reads('/dashboard/policy'), /Bills that/);
  assert.match(text((await editor.get(plan)).text),
    /Retired measures .*Bills that were read/);
  assertDone(await editor.post(`${path}/retire`, { do: 'back' },
    { whole: true }));
  assert.match(await reads('/dashboard/policy'), /Bills that were read/);
  assert.deepEqual(audit('measure.retire').at(-1).retired,
    { before: false, after: true });
  assert.equal(audit('measure.add').at(-1).name.after, 'Bills read');
});

test('moderators, owners and guests keep out', async () => {
  const paths = [plan, `${plan}/new`, programs, `${programs}/2012`,
    `${programs}/paste`, `${programs}/retire`];
  for (const role of ['moderator', 'owner']) {
    const person = signedIn(site, role);
    for (const path of paths) {
      assert.equal((await person.get(path)).status, 403, `${role} ${path}`);
      if (path !== plan)
        assert.equal((await person.send(path, 'do=publish')).status, 403, path);
    }
  }
  for (const path of paths)
    assert.notEqual((await site.get(path)).status, 200, path);
  site.run('verify');
});
