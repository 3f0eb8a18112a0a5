// Ready-made pages: nginx hands them out, and never an old one, whatever is
// killed when.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { formFields } from '../lib/forms.mjs';
import { root, sleep, startInstance, until } from '../lib/instance.mjs';

let site;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
});
after(() => site.stop());

const COOKIE = { Cookie: 'ns_test=1' };
const isReady = (answer) => !answer.headers['x-request-id'];
const fresh = (path, from = site) => from.get(path, { headers: COOKIE });

// Ask until nginx has the page.
async function ready(path, from = site) {
  let answer;
  await until(async () => isReady(answer = await from.get(path)),
    `${path} is kept`);
  return answer;
}

let number = 0;
async function comment(words, from = site) {
  const fields = formFields((await from.get('/about')).text, '/comments');
  const name = Object.keys(fields).find((field) => /name|author/.test(field));
  const answer = await from.post('/comments', { ...fields,
    [name]: `Guest ${++number}`, email: `guest${number}@example.org`,
    body: words });
  assert.equal(answer.status, 303, answer.text);
  const ids = [...from.run('comment', 'list', 'held').matchAll(/^(\d+)\t/gm)];
  return String(Math.max(...ids.map(([, id]) => Number(id))));
}

test('a page without cookies comes from nginx the second time', async () => {
  for (const path of ['/', '/about', '/programs', '/programs?county=itasca',
    '/programs?type=group&type=peer', '/counties', '/counties/itasca',
    '/dashboard', '/dashboard/network', '/dashboard/corrections']) {
    const made = await fresh(path);
    const kept = await ready(path);
    assert.equal(kept.status, 200);
    assert.equal(kept.text, made.text, path);
    assert.equal(kept.headers['content-type'], made.headers['content-type']);
  }
});

test('a ready-made page has the headers of a fresh one', async () => {
  const first = await fresh('/about');
  const kept = await ready('/about');
  for (const name of ['content-security-policy', 'x-content-type-options',
    'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
    'cross-origin-resource-policy'])
    assert.equal(kept.headers[name], first.headers[name], name);
  assert.equal(kept.headers['cache-control'], 'no-cache');
  assert.equal(kept.headers['last-modified'], undefined);
  assert.match(kept.headers.vary, /Cookie/);
  const again = await site.get('/about',
    { headers: { 'If-None-Match': kept.headers.etag } });
  assert.equal(again.status, 304);
});

test('the tag of a page names its generation, not the second it was made',
  async () => {
    const before = await ready('/counties');
    site.run('comment', 'publish', await comment('Another generation'));
    const after = await ready('/counties');
    assert.equal(after.text, before.text);
    assert.notEqual(after.headers.etag, before.headers.etag);
    const asked = await site.get('/counties',
      { headers: { 'If-None-Match': before.headers.etag } });
    assert.equal(asked.status, 200);
  });

test('a ready-made page comes compressed, the same in each coding',
  async () => {
    const { body } = await ready('/about');
    const coded = (coding) =>
      site.get('/about', { headers: { 'Accept-Encoding': coding } });
    const br = await coded('gzip, br');
    assert.equal(br.headers['content-encoding'], 'br');
    assert.match(br.headers.vary, /Accept-Encoding/);
    assert.deepEqual(brotliDecompressSync(br.body), body);
    const gzip = await coded('gzip');
    assert.equal(gzip.headers['content-encoding'], 'gzip');
    assert.deepEqual(gunzipSync(gzip.body), body);
  });

test('who has our cookies, and what is no plain query, asks the app',
  async () => {
    await ready('/about');
    assert.ok(!isReady(await fresh('/about')));
    for (const path of ['/about?q=%41', '/about?%00', '/about?x=1',
      "/about?'", '/about?a!'])
      assert.ok(!isReady(await site.get(path)), path);
    assert.ok(!isReady(await site.post('/about', { a: 'b' })));
    assert.ok(isReady(await site.get('/about',
      { headers: { Cookie: 'other=1' } })));
  });

test('what a cookie shows is never kept', async () => {
  const dark = await site.get('/dashboard/policy',
    { headers: { Cookie: 'ns_theme=dark' } });
  assert.match(dark.text, /data-theme="dark"/);
  assert.doesNotMatch((await ready('/dashboard/policy')).text, /data-theme="dark"/);
});

test('made-up addresses leave no files', async () => {
  const count = () => readdirSync(join(site.state, 'pages'),
    { recursive: true }).length;
  await ready('/programs');
  const had = count();
  for (let i = 0; i < 30; i++) {
    await site.get(`/programs?x${i}=1`);
    await site.get(`/no-such-page-${i}`);
    await site.get(`/programs/no-such-program-${i}`);
  }
  await new Promise((done) => setTimeout(done, 300));
  assert.equal(count(), had);
});

test('another spelling of an address makes no page twice', async () => {
  await ready('/about');
  const file = join(site.state, 'pages/current/about@.html');
  const { ino } = statSync(file);
  for (let i = 0; i < 3; i++) {
    const answer = await site.get('/%61bout');
    assert.equal(answer.status, 200);
    assert.ok(!isReady(answer));
  }
  await sleep(300);
  assert.equal(statSync(file).ino, ino);
});

test('a held comment moves nothing and shows nowhere', async () => {
  await ready('/about');
  await comment('A held word: quinoa');
  const answer = await site.get('/about');
  assert.ok(isReady(answer));
  assert.doesNotMatch(answer.text, /quinoa/);
});

test('publishing and removing a comment show in the very next request',
  async () => {
    const id = await comment('A published word: rhubarb');
    await ready('/about');
    site.run('comment', 'publish', id);
    const shown = await site.get('/about');
    assert.match(shown.text, /rhubarb/);
    assert.ok(!isReady(shown));
    await ready('/about');
    site.run('comment', 'remove', id, '--reason', 'test');
    assert.doesNotMatch((await site.get('/about')).text, /rhubarb/);
  });

test('an import of programs shows in the very next request', async () => {
  await ready('/programs');
  const csv = site.run('export', 'programs');
  const name = csv.split('\n')[1].match(/[A-Z][a-z]{4,} [A-Z][a-z]{3,}/)[0];
  const file = join(site.state, 'changed.csv');
  const source = readFileSync(join(root, 'data/programs.csv'), 'utf8');
  assert.ok(source.includes(name), name);
  const title = /<h3[^>]*>\s*<a[^>]*>([^<]+)</;
  const first = (await site.get('/programs')).text.match(title)[1];
  const line = source.split('\n').find((row) => row.includes(first));
  writeFileSync(file, source.replace(line,
    line.replace(first, `${first} Renamed`)));
  site.run('import', 'programs', file, '--publish');
  const answer = await site.get('/programs');
  assert.ok(!isReady(answer));
  assert.equal(answer.text, (await fresh('/programs')).text);
});

test('an import of measures shows in the very next request', async () => {
  await ready('/dashboard');
  const file = join(site.state, 'measures.csv');
  const source = readFileSync(join(root, 'data/measures.csv'), 'utf8');
  assert.match(source, /Mentors/);
  writeFileSync(file, source.replaceAll('41000', '41007'));
  assert.notEqual(readFileSync(file, 'utf8'), source);
  site.run('import', 'measures', file);
  const answer = await site.get('/dashboard/network');
  assert.ok(!isReady(answer));
  assert.match(answer.text, /41,007/);
});

// What a change does to the link, many times a second.
const TOGGLE = `const fs = require('node:fs');
  const folder = fs.readlinkSync('current');
  const spin = (us) => {
    const end = performance.now() + us / 1000;
    while (performance.now() < end);
  };
  for (const end = Date.now() + 3000; Date.now() < end;) {
    try { fs.unlinkSync('current'); } catch {}
    spin(50);
    try { fs.symlinkSync(folder, 'current'); } catch {}
    spin(100);
  }`;

test('pages that go while nginx opens them are no missing pages', async () => {
  await ready('/about');
  const toggle = spawn(process.execPath, ['-e', TOGGLE],
    { cwd: join(site.state, 'pages'), stdio: 'inherit' });
  const ended = new Promise((done) => toggle.on('close', done));
  const { stdout } = spawnSync('wrk', ['-t1', '-c16', '-d3s',
    `${site.url}/about`], { encoding: 'utf8' });
  assert.equal(await ended, 0);
  assert.match(stdout, /\d+ requests in/);
  assert.doesNotMatch(stdout, /Non-2xx/);
});

for (const point of ['before-unlink', 'before-commit', 'after-commit'])
  test(`a change killed at ${point} never leaves an old page`, async () => {
    const word = `killed-${point}`;
    const id = await comment(`A word: ${word}`);
    await ready('/about');
    const got = site.command('comment', 'publish', id,
      { env: { NORTHSTAR_FAULT: point } });
    assert.equal(got.signal, 'SIGKILL');
    const next = await site.get('/about');
    assert.equal(next.status, 200);
    assert.equal(next.text, (await fresh('/about')).text);
    assert.equal(next.text.includes(word), point === 'after-commit');
    if (point !== 'after-commit') site.run('comment', 'publish', id);
    assert.match((await site.get('/about')).text, new RegExp(word));
  });

for (const point of ['page-gz', 'page-br', 'page-kept', 'page-link'])
  test(`a worker killed at ${point} never leaves an old or half page`,
    async () => {
      const own = await startInstance({ env: { NORTHSTAR_FAULT: point },
        config: { comments: { per_hour: 10000 } } });
      const before = await own.get('/about');
      assert.equal(before.status, 200);
      const id = await comment(`A word: ${point}`, own);
      own.run('comment', 'publish', id);
      for (let i = 0; i < 3; i++) {
        const answer = await own.get('/about');
        assert.equal(answer.status, 200);
        assert.match(answer.text, new RegExp(`A word: ${point}`));
      }
      await own.stop();
    });

test('a restart shows what changed meanwhile', async () => {
  const own = await startInstance({
    config: { comments: { per_hour: 10000 } } });
  const id = await comment('A word: meanwhile', own);
  await ready('/about', own);
  own.child.kill('SIGTERM');
  await own.ended;
  own.run('comment', 'publish', id);
  const again = await startInstance({ state: own.state });
  assert.match((await again.get('/about')).text, /A word: meanwhile/);
  await again.stop();
});

// The last seconds before a midnight in Minnesota, while another process
// holds the write lock for longer than anybody waits for it.
test('a new day is begun, however long it has to wait', async () => {
  const midnight = Date.UTC(2026, 5, 15, 5) / 1000;
  const own = await startInstance({
    env: { NORTHSTAR_NOW: String(midnight - 8) } });
  const generation = async () => (await own.get('/healthz')).text;
  const before = await generation();
  const lock = spawn('sqlite3', [join(own.state, 'northstar.db')]);
  try {
    lock.stdin.write('BEGIN IMMEDIATE;\n');
    await until(() => own.log.includes('new day'), 'midnight came', 30);
    assert.equal(await generation(), before);
    lock.stdin.end('ROLLBACK;\n');
    await until(async () => await generation() !== before, 'it is told', 15);
  } finally {
    lock.kill();
    await own.stop();
  }
});
