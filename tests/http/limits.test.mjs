// How often one network may ask, at the numbers that are shipped. Only the
// rates are slowed to one a minute, so that a slow machine counts as a fast
// one does: the burst and one more get through.
import assert from 'node:assert/strict';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freePort, sleep, startInstance, until } from '../lib/instance.mjs';

// nginx believes X-Address, as it would behind a proxy of the operator's.
const BELIEVE = 'set_real_ip_from 127.0.0.0/8;\nreal_ip_header X-Address;\n';
const SECURITY = ['content-security-policy', 'x-content-type-options',
  'referrer-policy', 'permissions-policy', 'cross-origin-opener-policy',
  'cross-origin-resource-policy'];

let site, networkPort;
before(async () => {
  site = await startInstance({ env: { NORTHSTAR_LIMITS: '1' } });
  networkPort = await freePort();
  const file = (name) => join(site.state, 'nginx', name);
  const change = (name, from, to) => {
    const text = readFileSync(file(name), 'utf8');
    assert.match(text, from);
    writeFileSync(file(name), text.replace(from, to));
  };
  change('limits.conf', /rate=\d+r\/s/g, 'rate=1r/m');
  change('plain.conf', /server_name.*\n/, (line) => line + BELIEVE);
  appendFileSync(file('plain.conf'), `server {
    listen 127.0.0.1:${networkPort};
    ${BELIEVE}
    return 200 $network;
  }\n`);
  const old = workersOf();
  process.kill(Number(readFileSync(file('nginx.pid'))), 'SIGHUP');
  await until(() => readNetwork('192.0.2.1').then(() => true, () => false),
    'nginx has read it');
  await until(() => workersOf().every((pid) => !old.includes(pid)),
    'the old workers are gone');
});
after(() => site.stop());

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
const workersOf = () =>
  childrenOf(Number(readFileSync(join(site.state, 'nginx/nginx.pid'))));

// The key that an address is counted by.
function readNetwork(address) {
  return new Promise((resolve, reject) => {
    http.get({ host: '127.0.0.1', port: networkPort, agent: false,
      headers: { 'X-Address': address } }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve(Buffer.concat(parts).toString('latin1')));
    }).on('error', reject);
  });
}

const from = (address, headers = {}) =>
  ({ headers: { 'X-Address': address, ...headers } });
const ask = (address, path) => site.get(path, from(address));
const post = (address) =>
  site.post('/preferences', { theme: 'dark' }, from(address));

// Ask count times, a few at once: how many were let through, and a refusal.
async function flood(count, what) {
  const answers = [];
  for (let i = 0; i < count; i += 20)
    answers.push(...await Promise.all(Array.from(
      { length: Math.min(20, count - i) }, (_, k) => what(i + k))));
  const refused = answers.filter(({ status }) => status === 429);
  return { through: answers.length - refused.length, refused: refused[0] };
}

// A minute that goes by on a slow machine lets one more through.
const assertCount = (through, expected) =>
  assert.ok(through >= expected && through <= expected + 2,
    `${through} were let through, not ${expected}`);

test('101 forms of one network pass at once, and no more', async () => {
  const { through, refused } = await flood(160, () => post('192.0.2.1'));
  assertCount(through, 101);
  assert.equal(refused.headers['retry-after'], '60');
  assert.equal(refused.headers['cache-control'], 'no-store');
  assert.match(refused.text, /<h1>Too much at once/);
  for (const name of SECURITY) assert.ok(refused.headers[name], name);
  assert.equal((await post('192.0.2.2')).status, 303);
  for (const path of ['/robots.txt', '/programs?q=dog', '/sign-in/link/a'])
    assert.notEqual((await ask('192.0.2.1', path)).status, 429, path);
});

test('301 forms of one customer of IPv6, from however many networks',
  async () => {
    const { through } = await flood(400, (i) =>
      post(`2001:db8:3e:${(i % 200).toString(16)}::1`));
    assertCount(through, 301);
    assert.equal((await post('2001:db8:3d::1')).status, 303);
  });

test('151 tries to sign in, and the page itself is none', async () => {
  const paths = ['/sign-in/link/aa', '/sign-in/email/bb', '/sign-in/google',
    '/sign-in/nobody/return?code=a&state=b', '/moderate/token'];
  const { through } = await flood(220, (i) =>
    ask('192.0.2.3', paths[i % paths.length]));
  assertCount(through, 151);
  for (const path of ['/sign-in', '/programs?q=dog', '/me'])
    assert.notEqual((await ask('192.0.2.3', path)).status, 429, path);
  assert.notEqual((await post('192.0.2.3')).status, 429);
  assert.notEqual((await ask('192.0.2.4', '/sign-in/link/a')).status, 429);
});

test('a password is a try to sign in and a form', async () => {
  const send = (path) => site.post(path, { a: 'b' }, from('192.0.2.5'));
  const { through } = await flood(120, (i) =>
    send(['/sign-in', '/me/confirm', '/me/password'][i % 3]));
  assertCount(through, 101);
  assertCount((await flood(60, () => ask('192.0.2.5', '/sign-in/link/a')))
    .through, 50);
});

test('201 searches, and ready-made pages are none', async () => {
  const paths = ['/programs?q=dog', '/programs?type=group',
    '/programs.json?q=a', '/programs.csv', '/programs?county=itasca&page=2'];
  const { through } = await flood(260, (i) =>
    ask('192.0.2.6', `${paths[i % paths.length]}`));
  // What is ready-made by now was not counted.
  assert.ok(through >= 201 && through < 260, String(through));
  assert.equal((await ask('192.0.2.6', '/programs?q=other')).status, 429);
  for (const path of ['/', '/programs', '/about', '/robots.txt'])
    assert.equal((await ask('192.0.2.6', path)).status, 200, path);
  assert.equal((await ask('192.0.2.7', '/programs?q=dog')).status, 200);
});

test('1,001 pages that are made anew, while files go on', async () => {
  const { through } = await flood(1040, () => ask('192.0.2.8', '/robots.txt'));
  assertCount(through, 1001);
  const css = (await site.get('/healthz', from('127.0.0.1'))).status === 200 &&
    (await ask('192.0.2.9', '/')).text.match(/\/static\/[^"]+\.css/)[0];
  await until(async () => !(await ask('192.0.2.9', '/'))
    .headers['x-request-id'], 'the home page is ready-made');
  assert.equal((await ask('192.0.2.8', css)).status, 200);
  assert.equal((await ask('192.0.2.8', '/')).status, 200);
  assert.equal((await ask('192.0.2.9', '/robots.txt')).status, 200);
});

// Requests whose body does not come: nginx waits, and counts them.
function holdOpen(address) {
  const socket = net.connect(site.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`GET /robots.txt HTTP/1.1\r\nHost: localhost\r\n` +
    `X-Address: ${address}\r\nContent-Length: 9\r\n\r\n`);
  return socket;
}

test('300 requests at one time', async () => {
  const sockets = Array.from({ length: 299 }, () => holdOpen('192.0.2.10'));
  try {
    await sleep(300);
    assert.equal((await ask('192.0.2.10', '/robots.txt')).status, 200);
    sockets.push(holdOpen('192.0.2.10'));
    await until(async () =>
      (await ask('192.0.2.10', '/robots.txt')).status === 429, 'one too many');
    const refused = await ask('192.0.2.10', '/robots.txt');
    assert.equal(refused.headers['retry-after'], '60');
    assert.equal((await ask('192.0.2.11', '/robots.txt')).status, 200);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  await until(async () =>
    (await ask('192.0.2.10', '/robots.txt')).status === 200, 'they are gone');
});

// A form of so many bytes that never comes to its end; its first answer.
function sendSlowly(address, path, bytes) {
  const socket = net.connect(site.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.answer = '';
  socket.setEncoding('latin1').on('data', (part) => { socket.answer += part; });
  socket.write(`POST ${path} HTTP/1.1\r\nHost: localhost\r\n` +
    `X-Address: ${address}\r\n` + (bytes ? `Content-Length: ${bytes}\r\n\r\nx` :
    'Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n'));
  return socket;
}

// How many of them are refused at once.
async function refusedOf(sockets, expected) {
  const count = () => sockets.filter(({ answer }) =>
    answer.startsWith('HTTP/1.1 429')).length;
  await until(() => count() >= expected, `${expected} are refused`);
  await sleep(300);
  return count();
}

test('6 long forms of one network on their way, short ones and others apart',
  async () => {
    const sockets = [200_000, 0, 65_000, 99_999, 200_000, 262_144, 100_000]
      .map((bytes) => sendSlowly('192.0.2.30', '/sign-in', bytes));
    try {
      assert.equal(await refusedOf(sockets, 1), 1);
      sockets.push(sendSlowly('192.0.2.30', '/sign-in', 60_000),
        sendSlowly('192.0.2.31', '/sign-in', 200_000));
      assert.equal(await refusedOf(sockets, 1), 1);
    } finally {
      for (const socket of sockets) socket.destroy();
    }
  });

test('8 tables of listings on their way, of everybody', async () => {
  const sockets = Array.from({ length: 10 }, (_, i) =>
    sendSlowly(`192.0.2.${40 + i}`, '/admin/import', 8_000_000));
  try {
    assert.equal(await refusedOf(sockets, 2), 2);
    assert.equal((await ask('192.0.2.60', '/admin/import')).status, 303);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
});

// A /64 as four groups, and any address of it.
const group = () => Math.floor(Math.random() * 65536);
const hex = (groups) => groups.map((one) => one.toString(16)).join(':');
const anyOf = (network) => {
  const host = [group(), group(), group(), group()];
  for (let i = 0; i < 4; i++) if (Math.random() < 0.4) host[i] = 0;
  return hex([...network, ...host]);
};

test('of IPv6 a network is counted, however its addresses are written',
  async () => {
    const keys = new Map();
    for (let i = 0; i < 80; i++) {
      const network = [0x2001 + i % 3, group(), group(), group()];
      if (i % 5 === 0) network[3] = 0;
      if (i % 10 === 0) network[2] = 0;
      const key = await readNetwork(anyOf(network));
      for (let k = 0; k < 5; k++)
        assert.equal(await readNetwork(anyOf(network)), key, hex(network));
      keys.set(key, hex(network));
    }
    assert.ok(keys.size > 70, `${keys.size} keys of 80 networks`);
    const four = await Promise.all(['192.0.2.1', '192.0.2.2', '203.0.113.1',
      '::ffff:192.0.2.1'].map(readNetwork));
    assert.equal(new Set(four.slice(0, 3)).size, 3);
  });

test('a machine with 2^64 addresses has one count of each kind', async () => {
  const network = [0x2001, 0xdb8, 7, 0x1a];
  const { through } = await flood(160, () => post(anyOf(network)));
  assertCount(through, 101);
  assert.equal((await post(anyOf([0x2001, 0xdb8, 7, 0x1b]))).status, 303);
});
