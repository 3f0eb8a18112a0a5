// Staff import a table of listings in the browser: dry run, import, undo.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { root, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, editor;

before(async () => {
  site = await startInstance();
  editor = signedIn(site, 'editor');
});
after(() => site?.stop());

const head = 'name,organization,state,description';
const mainOf = (text) => text.slice(text.indexOf('<main'))
  .replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

// A form with a file in it, as browsers write it.
function multipart(fields, file) {
  const mark = '----test';
  const parts = Object.entries(fields).map(([name, value]) =>
    Buffer.from(`--${mark}\r\nContent-Disposition: form-data; ` +
      `name="${name}"\r\n\r\n${value}\r\n`));
  if (file)
    parts.push(Buffer.from(`--${mark}\r\nContent-Disposition: form-data; ` +
      `name="file"; filename="${file.name}"\r\n` +
      'Content-Type: text/csv\r\n\r\n'), Buffer.from(file.bytes),
    Buffer.from('\r\n'));
  parts.push(Buffer.from(`--${mark}--\r\n`));
  return [Buffer.concat(parts),
    { 'Content-Type': `multipart/form-data; boundary=${mark}` }];
}

async function upload(client, bytes, { name = 'list.csv', fields = {},
  token } = {}) {
  token ??= (await client.form('/admin/import')).token;
  return client.send('/admin/import',
    ...multipart({ token, table: '', ...fields }, { name, bytes }));
}

// What the dry run says, and where.
async function dryRun(client, bytes, options) {
  const answer = await upload(client, bytes, options);
  assert.equal(answer.status, 303, mainOf(answer.text).slice(0, 600));
  const path = answer.headers.location;
  const page = await client.get(path);
  assert.equal(page.status, 200);
  return { path, page, words: mainOf(page.text) };
}

const run = (client, path) =>
  client.post(`${path}/run`, {}, { from: path, whole: true });
const stored = (name) => sql(site, 'SELECT id, stage, summary, version ' +
  'FROM program WHERE name = ?', name);

test('an upload shows what it would do, and the button does that', async () => {
  const [[id, before]] = sql(site, 'SELECT id, name FROM program ORDER BY id');
  const [[organization, state]] = sql(site, 'SELECT o.name, p.state FROM ' +
    'program p JOIN organization o ON o.id = p.organization_id ' +
    'WHERE p.id = ?', id);
  const { path, page, words } = await dryRun(editor, [head,
    'Lantern Walk,Lake Friends,MN,Walks by the lake.',
    `"${before}","${organization}",${state},"Another <b>sentence</b>."`,
    'Nowhere,Lake Friends,XX,Somewhere else.'].join('\r\n'));

  assert.match(words, /1 new listing 1 changed listing 1 line with errors/);
  assert.match(words, /Errors .*4 state &quot;XX&quot; is not a state/);
  assert.match(page.text, /<ins>[^<]*&lt;b&gt;sentence/);
  assert.match(page.text, /<del>/);
  assert.match(words, /Import 2 listings/);
  assert.deepEqual(stored('Lantern Walk'), []);

  const done = await run(editor, path);
  assert.equal(done.status, 303);
  const report = await editor.get(done.headers.location);
  assert.match(mainOf(report.text), /2 listings were imported/);
  assert.match(mainOf(report.text), /Report of an import/);
  const [[added, stage]] = stored('Lantern Walk');
  assert.equal(stage, 'draft');
  assert.equal(sql(site, 'SELECT summary FROM program WHERE id = ?', id)[0][0],
    'Another <b>sentence</b>.');
  assert.match(report.text, new RegExp(`/admin/programs/${added}"`));
  assert.deepEqual(sql(site, 'SELECT kind, object_id, before FROM change_item ' +
    'ORDER BY object_id'), [['program', id, '1'], ['program', added, '0']]);
  const [[actor, action]] = sql(site, 'SELECT actor, action FROM audit ' +
    'ORDER BY id DESC LIMIT 1');
  assert.deepEqual([actor, action], [`user ${editor.userId}`, 'import.run']);
  assert.deepEqual(sql(site, 'SELECT content FROM import_upload'), [['']]);
  assert.match(site.run('verify'), /./);
});

test('one press undoes an import: new ones are drafts again', async () => {
  const [[id, name, organization, state, summary]] = sql(site, 'SELECT p.id, ' +
    'p.name, o.name AS whose, p.state, p.summary FROM program p ' +
    'JOIN organization o ON o.id = p.organization_id ' +
    'ORDER BY p.id LIMIT 1 OFFSET 1');
  const { path } = await dryRun(editor, `${head}\n"${name}",` +
    `"${organization}",${state},For a day.\nTaken Back,Lake,MN,A day.\n`,
  { fields: { publish: '1' } });
  const done = await run(editor, path);
  assert.equal(stored('Taken Back')[0][1], 'published');
  const undo = (await editor.get(path)).text.match(/\/admin\/undo\/\d+/)[0];
  assert.equal((await editor.post(undo, {}, { from: done.headers.location }))
    .status, 303);
  assert.equal(stored('Taken Back')[0][1], 'draft');
  assert.equal(sql(site, 'SELECT summary FROM program WHERE id = ?', id)[0][0],
    summary);
  const report = mainOf((await editor.get(path)).text);
  assert.match(report, /Undone on .* Robin Editor/);
  assert.doesNotMatch(report, /Undo this import/);
});

test('a table pasted from a spreadsheet comes with tabs', async () => {
  const answer = await editor.post('/admin/import', { publish: '1',
    table: 'name\torganization\tstate\tdescription\r\n' +
      'Kite Day\tLake Friends\tMN\tKites, and time to talk.\r\n' });
  assert.equal(answer.status, 303);
  const page = await editor.get(answer.headers.location);
  assert.match(mainOf(page.text), /shown to the public at once/);
  assert.equal((await run(editor, answer.headers.location)).status, 303);
  assert.equal(stored('Kite Day')[0][1], 'published');
  assert.equal((await site.get('/programs/kite-day')).status, 200);
});

test('what changed since the dry run is shown before it is stored', async () => {
  const table = `${head}\nKite Day,Lake Friends,MN,Kites every week.\n`;
  const { path } = await dryRun(editor, table);
  const shown = await editor.form(`${path}/run`, path);
  const other = await dryRun(editor,
    `${head}\nKite Day,Lake Friends,MN,Kites twice a week.\n`);
  assert.equal((await run(editor, other.path)).status, 303);

  const answer = await editor.send(`${path}/run`,
    String(new URLSearchParams(shown)));
  assert.equal(answer.headers.location, path);
  assert.equal(stored('Kite Day')[0][2], 'Kites twice a week.');
  const again = await editor.get(path);
  assert.match(mainOf(again.text), /changed since you last looked/);
  assert.equal((await run(editor, path)).status, 303);
  assert.equal(stored('Kite Day')[0][2], 'Kites every week.');
});

test('an import is carried out once, however often it is sent', async () => {
  const { path } = await dryRun(editor,
    `${head}\nOnce,Lake Friends,MN,Once only.\n`);
  const fields = String(new URLSearchParams(
    await editor.form(`${path}/run`, path)));
  const first = await editor.send(`${path}/run`, fields);
  const second = await editor.send(`${path}/run`, fields);
  assert.equal(second.headers.location, first.headers.location);
  assert.equal(stored('Once')[0][3], 1);
  assert.doesNotMatch((await editor.get(path)).text, /\/run"/);
});

test('another file in the same form is another import', async () => {
  const { token } = await editor.form('/admin/import');
  const table = (n) => `${head}\nSame ${n},Lake Friends,MN,Words.\n`;
  const first = await upload(editor, table(1), { token });
  const again = await upload(editor, table(1), { token });
  assert.equal(again.headers.location, first.headers.location);
  const other = await upload(editor, table(2), { token });
  assert.equal(other.status, 409);
});

test('an unchanged table has nothing to import', async () => {
  const { words, page } = await dryRun(editor, site.run('export', 'programs'));
  assert.match(words, /listings as they are stored already/);
  assert.match(words, /There is nothing to import/);
  assert.doesNotMatch(page.text, /\/run"/);
});

test('nothing, or both ways at once, is 422 with what was pasted', async () => {
  const none = await upload(editor, '', { name: '' });
  assert.equal(none.status, 422);
  assert.match(mainOf(none.text), /Choose a file, or paste a table/);
  const both = await upload(editor, head, { fields: { table: 'a,b\n<x>' } });
  assert.equal(both.status, 422);
  assert.match(both.text, /a,b\r?\n&lt;x&gt;<\/textarea>/);
  assert.match(mainOf(both.text), /not both/);
});

test('what is no table is refused with the line and what to do', async () => {
  const cases = [
    ['empty', '', /is empty; its first row must name the columns/],
    ['UTF-16', Buffer.from(`\ufeff${head}\n`, 'utf16le'), /is UTF-16 text/],
    ['latin-1', Buffer.from(`${head}\nCaf\xe9,A,MN,x\n`, 'latin1'),
      /2 name is not UTF-8 text; save the file as &quot;CSV UTF-8/],
    ['NUL', `${head}\nA,B,MN,x\n${
      Array.from({ length: 200 }, (_, i) => `C${i},D,MN,y\n`).join('')}` +
      'E,F\0,MN,z\n',
      /203 organization is not UTF-8 text/],
    ['binary', Buffer.from(Array.from({ length: 300_000 },
      (_, i) => i * 7919 % 251)), /no text at all/],
    ['quotes', `${head}\n"A,B,MN,x\n`, /2 name the quote \(&quot;\) that opens/],
    ['quote inside', `${head}\nA"B,C,MN,x\n`, /a quote .* stands where none/],
    ['columns', `${head},colour\n`, /1 colour is not a column of listings/],
    ['no state', 'name,organization\nA,B\n', /state is missing/],
    ['semicolons', `${head.replaceAll(',', ';')}\n`, /set apart by semicolons/],
    ['rows', `${head}\n${Array.from({ length: 2001 },
      (_, i) => `A${i},B,MN,x\n`).join('')}`,
      /2,002 is one line too many: at most 2000 listings/],
  ];
  for (const [what, bytes, words] of cases) {
    const answer = await upload(editor, bytes);
    assert.equal(answer.status, 422, what);
    assert.match(mainOf(answer.text), words, what);
  }
});

// The sanitizer build keeps what is freed for a while; the limit on memory is
// for the build that runs.
const isSanitized = (process.env.NORTHSTAR_PROGRAM ?? '').includes('san') ||
  !process.env.NORTHSTAR_PROGRAM;
const peak = () => Math.max(...readdirSync('/proc')
  .filter((pid) => /^\d+$/.test(pid)).map((pid) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === site.state ?
        Number(readFileSync(`/proc/${pid}/status`, 'utf8')
          .match(/VmHWM:\s+(\d+)/)[1]) : 0;
    } catch {
      return 0;
    }
  }));

test('what is far too much is refused quickly and in little memory', async () => {
  const cases = [
    ['a million columns', 'c,'.repeat(1e6), 422, /has 1000001 columns/],
    ['8 MB in a line', `${head}\n${'x'.repeat(8e6)}`, 422,
      /2 name holds more than 20,000 bytes/],
    ['an open quote', `${head}\n"${'x\n'.repeat(4e6)}`, 422, /never closed/],
    ['too large', 'x'.repeat(9e6), 413, /At most 8 MB/],
    ['far too large', Buffer.alloc(100e6, 'x'), 413, /At most 8 MB/],
  ];
  for (const [what, bytes, status, words] of cases) {
    const { token } = await editor.form('/admin/import');
    const from = Date.now();
    const answer = await upload(editor, bytes, { token });
    assert.equal(answer.status, status, what);
    assert.match(mainOf(answer.text), words, what);
    // far more than it takes, for machines at work
    assert.ok(Date.now() - from < 5000, `${what}: ${Date.now() - from} ms`);
  }
  if (!isSanitized) assert.ok(peak() < 64 * 1024, `${peak()} KB`);
});

// Each wrong word is compared with all that might have been meant.
test('8 MB of words that are none are read quickly', async () => {
  const row = `,B,MN,x,"${'abcdefghijk;'.repeat(1600)}",` +
    `"${'Nowhere at all;'.repeat(1250)}"\n`;
  const rows = Array.from({ length: 200 }, (_, n) => `A ${n}${row}`);
  const from = Date.now();
  const answer = await upload(editor, 'name,organization,state,description,' +
    `program_types,service_area_counties\n${rows.join('')}`);
  assert.equal(answer.status, 303);
  const page = await editor.get(answer.headers.location);
  assert.match(mainOf(page.text), /abcdefghijk&quot; is not one of its words/);
  assert.ok(Date.now() - from < 5000, `${Date.now() - from} ms`);
});

test('only this address takes large forms', async () => {
  assert.equal((await editor.send('/admin/import/1/run', 'x'.repeat(1e5)))
    .status, 413);
  assert.equal((await editor.send('/comments',
    ...multipart({ body: 'x' }))).status, 415);
});

test('a broken form is 400, and a form of another session 409', async () => {
  const broken = await editor.send('/admin/import', '--x\r\nnonsense',
    { 'Content-Type': 'multipart/form-data; boundary=x' });
  assert.equal(broken.status, 400);
  const foreign = await upload(editor, `${head}\n`, {
    fields: { table: `${head}\nKept,B,MN,x\n` }, name: '',
    token: (await signedIn(site, 'admin').form('/admin/import')).token });
  assert.equal(foreign.status, 409);
  assert.match(foreign.text, /Kept,B,MN,x/);
});

test('who may not import is told who may', async () => {
  for (const role of ['moderator', 'owner'])
    for (const path of ['/admin/import', '/admin/import/1',
      '/admin/import/template.csv'])
      assert.equal((await signedIn(site, role).get(path)).status, 403, role);
  const guest = await site.get('/admin/import');
  assert.equal(guest.status, 303);
  assert.match(guest.headers.location, /^\/sign-in/);
});

test('the template names all columns, and import takes it', async () => {
  const template = await editor.get('/admin/import/template.csv');
  assert.match(template.headers['content-disposition'], /attachment/);
  const columns = template.text.trim().split(',');
  const documented = readFileSync(`${root}/docs/import.md`, 'utf8');
  for (const column of columns)
    assert.match(documented, new RegExp(`\`${column}\``));
  const { words } = await dryRun(editor, template.text);
  assert.match(words, /There is nothing to import/);
});

test('earlier imports are listed with what became of them', async () => {
  const page = await editor.get('/admin/import');
  assert.match(mainOf(page.text), /Earlier imports/);
  assert.match(mainOf(page.text),
    /list\.csv .* Robin Editor 1 listing imported/);
});
