// What every answer has in common, through the real nginx.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { processesIn, startInstance, until } from '../lib/instance.mjs';

const SECURITY = ['content-security-policy', 'x-content-type-options',
  'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
  'cross-origin-resource-policy'];

let site, css;
before(async () => {
  site = await startInstance();
  css = readFileSync(join(site.state, 'static', staticHash(), 'css/north.css'));
});
after(() => site.stop());

const staticHash = () => readdirSync(join(site.state, 'static'))[0];
const securityOf = (answer) =>
  Object.fromEntries(SECURITY.map((name) => [name, answer.headers[name]]));

function assertOnce(answer) {
  const names = answer.rawHeaders.filter((_, i) => i % 2 === 0)
    .map((name) => name.toLowerCase()).filter((name) => name !== 'vary');
  assert.deepEqual(names, [...new Set(names)]);
}

test('app, files and nginx itself send the same security headers once',
  async () => {
    const app = await site.get('/robots.txt');
    const file = await site.get(`/static/${staticHash()}/css/north.css`);
    const own = await site.request('/robots.txt', { method: 'PUT' });
    const lost = await site.get('/nothing-here');
    for (const name of SECURITY) assert.ok(app.headers[name], name);
    for (const answer of [file, own, lost])
      assert.deepEqual(securityOf(answer), securityOf(app));
    for (const answer of [app, file, own, lost]) assertOnce(answer);
    assert.doesNotMatch(app.headers['content-security-policy'], /unsafe|\*/);
  });

test('HEAD answers as GET does, without the body', async () => {
  for (const path of ['/robots.txt', '/nothing-here',
    `/static/${staticHash()}/css/north.css`]) {
    const get = await site.get(path);
    const head = await site.request(path, { method: 'HEAD' });
    assert.equal(head.status, get.status);
    assert.equal(head.body.length, 0);
    for (const name of ['content-type', 'content-length', 'cache-control'])
      assert.equal(head.headers[name], get.headers[name], `${path} ${name}`);
  }
});

test('a method that an address does not take is 405 and says which it takes',
  async () => {
    const own = await site.post('/robots.txt', { a: 'b' });
    assert.equal(own.status, 405);
    assert.equal(own.headers.allow, 'GET, HEAD');
    const form = await site.get('/preferences');
    assert.equal(form.status, 405);
    assert.equal(form.headers.allow, 'POST');
    for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const odd = await site.request('/', { method });
      assert.equal(odd.status, 405, method);
      assert.equal(odd.headers.allow, 'GET, HEAD, POST');
    }
  });

test('an address that is not there is a page with its request id', async () => {
  const answer = await site.get('/nothing-here');
  assert.equal(answer.status, 404);
  assert.match(answer.headers['content-type'], /^text\/html/);
  assert.equal(answer.text.match(/<h1[ >]/g).length, 1);
  assert.match(answer.headers['x-request-id'], /^[0-9a-f]{32}$/);
  assert.match(answer.headers['cache-control'], /no-cache|no-store/);
});

test('what is too large is refused', async () => {
  const body = await site.post('/preferences', 'a='.padEnd(70_000, 'x'));
  assert.equal(body.status, 413);
  const row = await site.post('/preferences', 'a='.padEnd(5000, 'x'));
  assert.equal(row.status, 413);
  const path = await site.get(`/${'x'.repeat(40_000)}`);
  assert.equal(path.status, 414);
  const long = await site.get(`/${'x'.repeat(3000)}`);
  assert.ok([400, 404, 414].includes(long.status), String(long.status));
  const query = await site.get(`/robots.txt?q=${'x'.repeat(9000)}`);
  assert.ok([200, 400, 414].includes(query.status), String(query.status));
  const header = await site.get('/', { headers: { X: 'x'.repeat(40_000) } });
  assert.equal(header.status, 400);
});

test('a body of another type is 415', async () => {
  const answer = await site.post('/preferences', '{"theme":"dark"}',
    { headers: { 'Content-Type': 'application/json' } });
  assert.equal(answer.status, 415);
});

test('a form from another site is refused', async () => {
  for (const headers of [{ 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'https://example.org' }, { Origin: 'null' }]) {
    const answer = await site.post('/preferences', { theme: 'dark' },
      { headers });
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(answer.headers['set-cookie'], undefined);
  }
});

test('hostile addresses are 400 or 404, never a fault', async () => {
  const bad = ['/%00', '/a%00b', '/%ff', '/%c3%28', '//', '/..%2f..%2fetc',
    '/%2e%2e/northstar.conf', '/programs%0d%0aX: y', '/@.html', '/%',
    '/static/', '/static', '/.error/503.html', '/pages/current/@.html',
    '/northstar.db', '/run/app.sock', '/static/../northstar.conf',
    `/static/${staticHash()}/../../northstar.conf`];
  for (const path of bad) {
    const text = await site.raw(
      `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`);
    assert.match(text, /^HTTP\/1\.1 (400|404|308|301) /, path);
    assert.doesNotMatch(text, /base_url|SQLite format|maintenance/, path);
  }
});

test('broken requests harm nobody', async () => {
  for (const bytes of ['\0\0\0', 'GET', 'GET / HTTP/9.9\r\n\r\n',
    'POST /preferences HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50\r\n' +
    'Connection: close\r\n\r\na=b',
    'POST /preferences HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n'])
    assert.doesNotMatch(await site.raw(bytes, { wait: 1000 }),
      /^HTTP\/1\.. (2|50[0-4])/, JSON.stringify(bytes));
  assert.equal((await site.get('/healthz')).status, 200);
});

test('what nginx refuses by itself has the headers, too', async () => {
  const app = await site.get('/robots.txt');
  const end = '\r\nHost: localhost\r\nConnection: close\r\n';
  const css = `/static/${staticHash()}/css/north.css`;
  for (const [bytes, status] of [
    [`GET / HTTP/9.9${end}\r\n`, 505], [`GET /% HTTP/1.1${end}\r\n`, 400],
    [`GET /${'x'.repeat(40_000)} HTTP/1.1${end}\r\n`, 414],
    [`GET / HTTP/1.1${end}X: ${'x'.repeat(40_000)}\r\n\r\n`, 400],
    [`POST / HTTP/1.1${end}Content-Length: 99999\r\n\r\n`, 413],
    [`POST / HTTP/1.1${end}Transfer-Encoding: odd\r\n\r\n`, 501],
    [`GET ${css} HTTP/1.1${end}If-Match: "x"\r\n\r\n`, 412],
    [`GET / HTTP/1.1${end}Host: other\r\n\r\n`, 400]]) {
    const text = await site.raw(bytes);
    const what = `${status} ${bytes.slice(0, 30)}`;
    assert.match(text, new RegExp(`^HTTP/1\\.1 ${status} `), what);
    for (const name of SECURITY)
      assert.ok(text.toLowerCase()
        .includes(`\n${name}: ${app.headers[name]}`.toLowerCase()),
      `${what} ${name}`);
  }
});

test('another host gets no answer', async () => {
  const own = `localhost:${site.port}`;
  for (const [address, host] of [['/', 'example.org'],
    ['http://example.org/', own], [`http://${own}/`, 'example.org'],
    ['/', `example.org:${site.port}`], ['/', 'localhost.example.org'],
    ['/', '127.0.0.1.example.org'], ['/', '[::1]']])
    assert.equal(await site.raw(
      `GET ${address} HTTP/1.1\r\nHost: ${host}\r\n\r\n`), '', host);
  assert.match(await site.raw(`GET http://${own}/robots.txt HTTP/1.1\r\n` +
    `Host: ${own}\r\nConnection: close\r\n\r\n`), /^HTTP\/1\.1 200 /);
  assert.match(await site.raw('GET /robots.txt HTTP/1.0\r\n\r\n'),
    /^HTTP\/1\.1 200 /);
  assert.equal((await site.get('/healthz',
    { headers: { Host: `localhost:${site.port}` } })).status, 200);
});

test('static files never change, and come compressed', async () => {
  const path = `/static/${staticHash()}/css/north.css`;
  const plain = await site.get(path);
  assert.equal(plain.headers['cache-control'],
    'public, max-age=31536000, immutable');
  assert.equal(plain.headers['content-type'], 'text/css');
  assert.deepEqual(plain.body, css);
  const coded = (coding) =>
    site.get(path, { headers: { 'Accept-Encoding': coding } });
  const br = await coded('br, gzip');
  assert.equal(br.headers['content-encoding'], 'br');
  assert.match(br.headers.vary, /Accept-Encoding/);
  assert.deepEqual(brotliDecompressSync(br.body), css);
  const gzip = await coded('gzip');
  assert.equal(gzip.headers['content-encoding'], 'gzip');
  assert.deepEqual(gunzipSync(gzip.body), css);
  const again = await site.get(path,
    { headers: { 'If-None-Match': plain.headers.etag } });
  assert.equal(again.status, 304);
  assert.equal((await site.get('/static/0123456789abcdef/css/north.css'))
    .status, 404);
});

test('a log line has no query and no full address', async () => {
  await site.get('/robots.txt?q=kinshipsecret');
  await site.get('/nothing-here?q=kinshipsecret');
  await until(() => site.log.includes('"path":"/nothing-here"'), 'logged');
  assert.doesNotMatch(site.log, /kinshipsecret|127\.0\.0\.1"/);
});

test('a worker that is killed costs no request', async () => {
  const workers = () => processesIn(site.state).filter((line) =>
    / serve /.test(line)).map((line) => Number(line.split(' ')[0]));
  for (let round = 0; round < 5; round++) {
    const [parent, ...children] = workers().sort((a, b) => a - b);
    assert.ok(children.length >= 2, `${parent} has no workers`);
    const answers = [];
    for (let i = 0; i < 8; i++) answers.push(site.get('/healthz'));
    process.kill(children[round % children.length], 'SIGKILL');
    for (const answer of await Promise.all(answers))
      assert.equal(answer.status, 200);
    await until(() => workers().length >= 4, 'the fallen is replaced');
  }
});

test('without the app there is a calm page that says when to come back',
  async () => {
    const socket = join(site.state, 'run/app.sock');
    renameSync(socket, `${socket}.away`);
    const answer = await site.get('/healthz');
    const posted = await site.post('/comments', { body: 'x' });
    const file = await site.get(`/static/${staticHash()}/css/north.css`);
    renameSync(`${socket}.away`, socket);
    for (const down of [answer, posted]) {
      assert.equal(down.status, 503);
      assert.equal(down.headers['retry-after'], '30');
      assert.equal(down.headers['cache-control'], 'no-store');
      assert.match(down.text, /<h1>We will be back/);
      assert.ok(down.headers['content-security-policy']);
    }
    assert.equal(file.status, 200);
    assert.equal((await site.get('/healthz')).status, 200);
  });
