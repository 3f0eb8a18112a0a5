// The configuration for the internet (src/conf/tls.conf), filled in as
// tools/nginx.sh does it on a server and run by an nginx of its own, with a
// certificate that nobody else believes.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync,
  writeFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { freePort, root, startInstance, until } from '../lib/instance.mjs';

const HOST = 'north.example';
const YEAR = 'max-age=31536000';
const SECURITY = ['content-security-policy', 'x-content-type-options',
  'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
  'cross-origin-resource-policy'];
let site, folder, nginx, port, plainPort, said = '';

const run = (words, options = {}) =>
  spawnSync(words[0], words.slice(1), { encoding: 'utf8', ...options });
const nginxWords = (...more) => ['nginx', '-e', 'stderr', '-p', `${folder}/`,
  '-c', 'nginx.conf', ...more];

// What Debian's nginx.conf does around it.
const mainConfig = () => `
load_module /usr/lib/nginx/modules/ngx_http_brotli_static_module.so;
${process.getuid() === 0 ? 'user root;' : ''}
pid nginx.pid;
error_log stderr warn;
events { worker_connections 512; }
http {
  client_body_temp_path tmp/body;
  fastcgi_temp_path tmp/fastcgi;
  proxy_temp_path tmp/proxy;
  scgi_temp_path tmp/scgi;
  uwsgi_temp_path tmp/uwsgi;
  sendfile on;
  tcp_nopush on;
  default_type application/octet-stream;
  ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
  ssl_prefer_server_ciphers on;
  access_log access.log;
  error_log error.log;
  gzip on;
  include conf.d/*.conf;
}
`;

before(async () => {
  site = await startInstance({ config: { site: {
    base_url: `https://${HOST}` } } });
  folder = mkdtempSync(join(tmpdir(), 'northstar-tls-'));
  chmodSync(folder, 0o755);
  for (const name of ['tmp', 'acme/.well-known/acme-challenge'])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, 'acme/.well-known/acme-challenge/abc'), 'proof');
  writeFileSync(join(folder, 'nginx.conf'), mainConfig());
  const made = run(['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
    'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
    `/CN=${HOST}`, '-addext', `subjectAltName=DNS:${HOST}`,
    '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')]);
  assert.equal(made.status, 0, made.stderr);
  [port, plainPort] = [await freePort(), await freePort()];
  const filled = run([join(root, 'tools/nginx.sh'), HOST], { env: {
    ...process.env, TO: folder, STATE: site.state, RUN: `${site.state}/run`,
    CERTIFICATE: join(folder, 'cert.pem'), KEY: join(folder, 'key.pem'),
    ACME: join(folder, 'acme'), LOG: join(folder, 'log'), PORT: String(port),
    PLAIN_PORT: String(plainPort) } });
  assert.equal(filled.status, 0, filled.stderr);
  nginx = spawn('setpriv', ['--pdeathsig', 'KILL',
    ...nginxWords('-g', 'daemon off;')],
  { stdio: ['ignore', 'ignore', 'pipe'] });
  nginx.stderr.setEncoding('utf8').on('data', (text) => { said += text; });
  await until(async () => (await get('/robots.txt').catch(() => ({})))
    .status === 200, 'it answers by TLS');
});
after(async () => {
  nginx?.kill('SIGQUIT');
  if (nginx) await new Promise((done) => nginx.on('close', done));
  await site?.stop();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

function request(path, { plain = false, headers = {}, method = 'GET', body,
  ...options } = {}) {
  return new Promise((resolve, reject) => {
    const asked = (plain ? http : https).request({ host: '127.0.0.1', path,
      port: plain ? plainPort : port, method, agent: false, servername: HOST,
      ca: plain ? undefined : readFileSync(join(folder, 'cert.pem')),
      headers: { Host: HOST, ...headers }, ...options }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode,
        headers: answer.headers, rawHeaders: answer.rawHeaders,
        text: Buffer.concat(parts).toString() }));
    });
    asked.on('error', reject);
    asked.setTimeout(20_000, () => asked.destroy(new Error('no answer')));
    asked.end(body);
  });
}
const get = (path, options) => request(path, options);

// What comes back for bytes as they are.
function send(to, bytes) {
  return new Promise((resolve) => {
    const socket = net.connect(to, '127.0.0.1');
    let text = '';
    socket.on('data', (part) => { text += part.toString('latin1'); });
    socket.on('error', () => {});
    socket.on('close', () => resolve(text));
    socket.write(bytes);
  });
}

// A handshake: the protocol and cipher, or the error's code.
function shake(options) {
  return new Promise((resolve) => {
    const socket = tls.connect({ host: '127.0.0.1', port, servername: HOST,
      rejectUnauthorized: false, ...options }, () => {
      resolve(`${socket.getProtocol()} ${socket.getCipher().name}`);
      socket.destroy();
    });
    socket.on('error', (error) => resolve(error.code));
  });
}

test('nginx accepts the configuration and warns of nothing', () => {
  const got = run(nginxWords('-t'));
  assert.equal(got.status, 0, got.stderr);
  assert.doesNotMatch(got.stderr, /warn|emerg/);
  for (const name of readdirSync(join(folder, 'northstar')))
    if (name.endsWith('.conf'))
      assert.doesNotMatch(readFileSync(join(folder, 'northstar', name), 'utf8')
        .replaceAll(/^#.*/gm, ''), /@[A-Z_]+@/, name);
});

test('TLS 1.2 and 1.3 are spoken, nothing older', async () => {
  assert.match(await shake({}), /^TLSv1\.3 /);
  assert.match(await shake({ maxVersion: 'TLSv1.2' }),
    /^TLSv1\.2 ECDHE-ECDSA-\S+-(GCM-SHA\d+|POLY1305)$/);
  const old = { ciphers: 'ALL:@SECLEVEL=0', minVersion: 'TLSv1' };
  for (const maxVersion of ['TLSv1.1', 'TLSv1'])
    assert.equal(await shake({ ...old, maxVersion }),
      'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', maxVersion);
});

test('ciphers without forward secrecy, or with CBC, are refused', async () => {
  for (const ciphers of ['AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA256',
    'ECDHE-ECDSA-AES256-SHA', 'AES256-SHA'])
    assert.match(await shake({ maxVersion: 'TLSv1.2',
      ciphers: `${ciphers}:@SECLEVEL=0` }), /HANDSHAKE_FAILURE/, ciphers);
});

test('no ticket is given that would outlive forward secrecy', async () => {
  const got = run(['openssl', 's_client', '-connect', `127.0.0.1:${port}`,
    '-servername', HOST, '-tls1_2'], { input: '' });
  assert.match(got.stdout, /Protocol\s*: TLSv1\.2/);
  assert.match(got.stdout, /Session-ID: [0-9A-F]{64}/);
  assert.doesNotMatch(got.stdout, /session ticket/i);
});

test('every answer over TLS says to come back by TLS', async () => {
  const page = await get('/programs');
  await until(async () => !(await get('/')).headers['x-request-id'],
    'the home page is ready-made');
  const css = page.text.match(/\/static\/[^"]+\.css/)[0];
  const answers = { app: page, kept: await get('/'), file: await get(css),
    lost: await get('/nothing'), long: await get(`/${'x'.repeat(40_000)}`),
    method: await request('/', { method: 'PUT' }), admin: await get('/admin'),
    outside: await get('/sign-in/nobody'), look: await get('/.error/look.css'),
    large: await request('/preferences', { method: 'POST',
      body: 'x'.repeat(70_000) }) };
  assert.equal(answers.method.status, 405);
  assert.equal(answers.large.status, 413);
  assert.equal(answers.long.status, 414);
  for (const [name, { headers, rawHeaders }] of Object.entries(answers)) {
    assert.equal(headers['strict-transport-security'], YEAR, name);
    assert.equal(rawHeaders.filter((one) =>
      /^strict-transport-security$/i.test(one)).length, 1, name);
    for (const header of SECURITY)
      assert.equal(headers[header], page.headers[header], `${name} ${header}`);
  }
  const plain = await site.get('/robots.txt');
  assert.equal(plain.headers['strict-transport-security'], undefined);
});

test('a cookie is for this very host, by TLS', async () => {
  const answer = await request('/preferences', { method: 'POST',
    body: 'theme=dark', headers: { 'Origin': `https://${HOST}`,
      'Content-Type': 'application/x-www-form-urlencoded' } });
  assert.equal(answer.status, 303);
  for (const cookie of answer.headers['set-cookie'])
    assert.match(cookie, /^__Host-.*; Secure/i);
});

test('without TLS there is a redirect, and nothing else', async () => {
  for (const path of ['/', '/programs?q=a%20b&x=%0d%0aX:y', '/a/../b//c',
    '/.error/503.html', '/admin/'])
    for (const method of ['GET', 'POST']) {
      const { status, headers } = await get(path, { plain: true, method });
      assert.equal(status, 301, path);
      assert.equal(headers.location, `https://${HOST}:${port}${path}`);
      for (const header of SECURITY) assert.ok(headers[header], header);
      assert.equal(headers['strict-transport-security'], undefined);
    }
  const odd = await get('/', { plain: true, method: 'DELETE' });
  assert.equal(odd.status, 405);
  for (const header of SECURITY) assert.ok(odd.headers[header], header);
});

test('a certificate authority finds its proof', async () => {
  const path = '/.well-known/acme-challenge';
  assert.equal((await get(`${path}/abc`, { plain: true })).text, 'proof');
  const lost = await get(`${path}/../../nginx.pid`, { plain: true });
  assert.notEqual(lost.status, 200);
});

test('who knows no name of ours gets nothing', async () => {
  assert.match(await shake({ servername: 'other.example' }),
    /UNRECOGNIZED_NAME/);
  assert.match(await shake({ servername: '' }), /UNRECOGNIZED_NAME/);
  for (const host of ['other.example', '127.0.0.1', 'localhost'])
    for (const plain of [true, false])
      await assert.rejects(get('/robots.txt', { plain, headers: {
        Host: host } }), /socket hang up|ECONNRESET/, `${host} ${plain}`);
  for (const bytes of ['GET / HTTP/1.0\r\n\r\n', 'GET / HTTP/9.9\r\n\r\n',
    'GET /\r\n', '\0\0\0\r\n\r\n', `GET /${'x'.repeat(40_000)} HTTP/1.1\r\n\r\n`,
    'GET / HTTP/1.1\r\n\r\n'])
    assert.equal(await send(plainPort, bytes), '', bytes.slice(0, 20));
  // Its first bytes are an alert of TLS, if there are any.
  assert.doesNotMatch(await send(port, 'GET / HTTP/1.1\r\n\r\n'), /HTTP|nginx/);
});

test('it listens by IPv6 too, where there is some', () => {
  const text = readFileSync(join(folder, 'northstar/tls.conf'), 'utf8');
  let hasSix = true;
  try {
    readFileSync('/proc/net/if_inet6');
  } catch {
    hasSix = false;
  }
  assert.equal((text.match(/listen \[::\]:/g) ?? []).length, hasSix ? 4 : 0);
});

test('nothing that somebody asked for is logged', async () => {
  await get('/programs?q=kinshipsecret');
  await get('/kinshipsecret', { plain: true, method: 'DELETE' });
  for (const name of ['log', 'access.log', 'error.log'])
    assert.equal(readFileSync(join(folder, name), 'utf8'), '', name);
  assert.doesNotMatch(said, /kinship|emerg|alert/);
});

test('a name that could say more to nginx than a name is refused', () => {
  for (const host of ['', 'a b', 'x;return 200', 'Example.org', '$host', '.a',
    '-a', 'a|b', 'a\nb']) {
    const got = run([join(root, 'tools/nginx.sh'), host],
      { env: { ...process.env, TO: join(folder, 'other') } });
    assert.notEqual(got.status, 0, JSON.stringify(host));
  }
});
