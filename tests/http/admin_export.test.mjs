// Staff take everything out, each role what it works on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const kinds = ['programs', 'comments', 'figures', 'audit'];
const formats = ['csv', 'json', 'xlsx'];
const may = {
  owner: [],
  moderator: ['comments'],
  editor: ['programs', 'figures'],
  admin: kinds,
};
let site, admin;

before(async () => {
  site = await startInstance();
  admin = signedIn(site, 'admin');
  await site.post('/comments', { thread: 'about', key: 'about', parent: '',
    name: '=1+1', email: 'guest@example.org', website: '',
    body: '@SUM(A1) and "quotes", <b>and more</b>' });
  sql(site, "UPDATE program SET stage = 'draft' WHERE id = 2");
  sql(site, "UPDATE figure SET is_published = 0 WHERE id = 3");
});
after(() => site?.stop());

// The cells of a sheet: { A1: 'name', … }, read with Python.
function cells(xlsx) {
  const got = spawnSync('python3', ['-c', `
import io, json, re, sys, zipfile
import xml.etree.ElementTree as ET
book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
ns = '{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
sheet = ET.fromstring(book.read('xl/worksheets/sheet1.xml'))
out = {}
for c in sheet.iter(ns + 'c'):
    text = ''.join(t.text or '' for t in c.iter(ns + 't'))
    value = c.find(ns + 'v')
    out[c.get('r')] = text if value is None else float(value.text)
out['formulas'] = len(list(sheet.iter(ns + 'f')))
out['pane'] = [p.get('state') for p in sheet.iter(ns + 'pane')]
print(json.dumps(out))
`], { input: xlsx, encoding: 'utf8' });
  assert.equal(got.status, 0, got.stderr);
  return JSON.parse(got.stdout);
}

test('each role is offered, and gets, what it works on', async () => {
  for (const [role, own] of Object.entries(may)) {
    const client = role === 'admin' ? admin : signedIn(site, role);
    const page = await client.get('/admin/export');
    assert.equal(page.status, role === 'owner' ? 403 : 200, role);
    for (const kind of kinds)
      for (const format of formats) {
        const path = `/admin/export/${kind}.${format}`;
        const answer = await client.get(path);
        assert.equal(answer.status, own.includes(kind) ? 200 : 403,
          `${role} ${path}`);
        assert.equal(page.text.includes(path), own.includes(kind),
          `${role} ${path}`);
      }
  }
  assert.equal((await site.get('/admin/export/comments.csv')).status, 303);
  assert.equal((await admin.get('/admin/export/users.csv')).status, 404);
});

test('files are attachments that nobody keeps', async () => {
  const types = { csv: /^text\/csv/, json: /^application\/json/,
    xlsx: /spreadsheetml\.sheet$/ };
  for (const kind of kinds)
    for (const format of formats) {
      const { headers } = await admin.get(`/admin/export/${kind}.${format}`);
      assert.match(headers['content-type'], types[format]);
      assert.match(headers['content-disposition'], new RegExp(
        `^attachment; filename="${kind}-\\d{4}-\\d\\d-\\d\\d\\.${format}"$`));
      assert.equal(headers['cache-control'], 'no-store');
      assert.equal(headers['x-content-type-options'], 'nosniff');
    }
  assert.deepEqual(readdirSync(`${site.state}/tmp`), []);
});

test('listings hold drafts, and what comes out goes in again', async () => {
  const csv = (await admin.get('/admin/export/programs.csv')).text;
  const rows = JSON.parse((await admin.get('/admin/export/programs.json'))
    .text);
  const [[count]] = sql(site, 'SELECT count(*) FROM program');
  assert.equal(rows.length, count);
  assert.equal(rows.find((row) => row.id === 2).stage, 'draft');
  assert.equal(typeof rows[0].ages_min, 'number');
  assert.equal(rows[0].statewide, false);
  const answer = await admin.post('/admin/import', { table: csv });
  const page = await admin.get(answer.headers.location);
  assert.match(page.text, /There is nothing to import/);
});

test('a cell is never a formula', async () => {
  const csv = (await admin.get('/admin/export/comments.csv')).text;
  assert.match(csv, /,'=1\+1,guest@example\.org,/);
  assert.match(csv, /,"'@SUM\(A1\) and ""quotes"", <b>/);
  const [row] = JSON.parse((await admin.get('/admin/export/comments.json'))
    .text);
  assert.equal(row.name, '=1+1');
  assert.equal(row.state, 'held');
  assert.match(row.written, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const sheet = cells((await admin.get('/admin/export/comments.xlsx')).body);
  assert.equal(sheet.A1, 'id');
  assert.equal(sheet.A2, 1);
  assert.equal(sheet.F2, '=1+1');
  assert.equal(sheet.formulas, 0);
  assert.deepEqual(sheet.pane, ['frozen']);
});

test('no export tells addresses, guests or passwords', async () => {
  for (const kind of kinds) {
    const { text } = await admin.get(`/admin/export/${kind}.json`);
    assert.doesNotMatch(text, /_hash"|password_hash|content_key/, kind);
  }
});

test('figures hold drafts and the record its details', async () => {
  const figures = JSON.parse((await admin.get('/admin/export/figures.json'))
    .text);
  assert.equal(figures.find((row) => row.id === 3).published, false);
  const record = JSON.parse((await admin.get('/admin/export/audit.json'))
    .text);
  const [[count]] = sql(site, 'SELECT count(*) FROM audit');
  assert.equal(record.length, count);
  assert.equal(record[0].id, 1);
  assert.ok(record.some((row) => row.detail?.includes('version')));
});

test('long tables come in parts', async () => {
  const [[id]] = sql(site, 'SELECT max(id) FROM comment');
  sql(site, 'INSERT INTO comment (id, thread_id, depth, state, author_name, ' +
    'body, created_at, content_key) SELECT 6000, thread_id, 1, state, ' +
    "'Last', body, created_at, zeroblob(3) FROM comment WHERE id = ?", id);
  const page = await admin.get('/admin/export');
  assert.match(page.text, /comments\.csv\?part=2"/);
  const first = JSON.parse((await admin.get('/admin/export/comments.json'))
    .text);
  const second = await admin.get('/admin/export/comments.json?part=2');
  assert.deepEqual(first.map((row) => row.id), [1]);
  assert.deepEqual(JSON.parse(second.text).map((row) => row.name), ['Last']);
  assert.match(second.headers['content-disposition'], /-part-2\.json"/);
  for (const part of ['0', '3', '-1', 'x', '99999999999999999999'])
    assert.equal((await admin.get(`/admin/export/comments.csv?part=${part}`))
      .status, 404, part);
});
