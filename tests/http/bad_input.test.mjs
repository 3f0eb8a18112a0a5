// Whatever is put into an address or a form: a page or a plain refusal, soon,
// with nothing of the inside in it and nothing changed behind it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { root, startInstance } from '../lib/instance.mjs';

const SOON_MS = 250;

// What no answer may hold: the inside of the program, or of the machine.
const INSIDE = new RegExp(['sqlite', '\\bSELECT\\b', '\\bFROM \\w+_\\w+',
  'syntax error', 'northstar\\.(db|conf)', 'src/', '\\.(c|cc|tpl):\\d',
  'errno', 'Sanitizer', '/tmp/', '/home/', '/usr/', 'templates/', '\\(null\\)',
  'app\\.sock'].join('|'), 'i');

const WORDS = {
  'nothing': '', 'a space': '+', '8 kB': 'mentor+'.repeat(1140),
  'one word of 7 kB': 'x'.repeat(7000),
  'full-text operators': encodeURIComponent('"a" OR NEAR(b* c, 3) AND NOT name:d ^e {f} -g'),
  'a prefix of all': '*', 'a lone quote': '%22', 'an apostrophe': '%27',
  'a column filter': 'name%3Akinship', '1,000 prefixes': '%22m%22*+'.repeat(700),
  'SQL': encodeURIComponent("' OR 1=1; DROP TABLE program; --"),
  'a UNION': encodeURIComponent("') UNION VALUES(1) --"),
  'comment marks': '%2F**%2F', 'a backslash': '%5C', 'a dollar': '%241',
  'format marks': '%25s%25n%25x', 'template marks': '%7B%7BNAME%7D%7D%5B%5Bx%5D%5D',
  'emoji': '%F0%9F%9B%B6%F0%9F%8F%BD', 'a family': encodeURIComponent('👨‍👩‍👧‍👦'),
  'right to left': encodeURIComponent('\u202eabc\u2066שלום'),
  'nothing to see': encodeURIComponent('\u200b\u200d\u2060\ufeff'),
  'marks without end': encodeURIComponent(`a${'\u0301'.repeat(900)}`),
  'one wide sign': encodeURIComponent('ﷺ'.repeat(300)),
  'the last code point': '%F4%8F%BF%BF',
  'lone surrogate': '%ED%A0%80', 'overlong slash': '%C0%AF',
  'overlong NUL': '%C0%80', 'beyond Unicode': '%F4%90%80%80',
  'broken UTF-8': '%FF%FE', 'NUL': 'a%00b', 'line ends': 'a%0D%0AX-A:%20b',
  'half an escape': '100%', 'bad escape': '%ZZ', 'controls': '%01%1F%7F',
  'a negative': '-1', 'a float': '1e9', 'hex': '0x10', 'NaN': 'NaN',
  'big': '99999999999999999999', 'too small': '-9223372036854775809',
  'zeros': '0000012', 'Arabic digits': encodeURIComponent('١٢'),
  'a range': '9-3', 'half a range': '8-', 'a list': '8,9', 'markup': '%3Cb%3E',
};
const PARAMETERS = ['q', 'near', 'within', 'county', 'type', 'setting', 'age',
  'lang', 'needs', 'sort', 'view', 'page'];

let site, fields, wholeBefore;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  fields = formFields((await site.get('/about')).text, '/comments');
  wholeBefore = sql('SELECT count(*), sum(length(name)) FROM program');
});
after(() => site.stop());

function sql(statement) {
  const got = spawnSync('sqlite3', ['-readonly', join(site.state,
    'northstar.db'), statement], { encoding: 'utf8' });
  assert.equal(got.status, 0, got.stderr);
  return got.stdout.trim();
}

// Ask; when other tests keep the machine busy, the best of three counts.
async function soon(path, from = site, limit = SOON_MS) {
  let answer, best = Infinity;
  for (let i = 0; i < 3 && best > limit; i++) {
    const began = performance.now();
    answer = await from.get(path);
    best = Math.min(best, performance.now() - began);
  }
  assert.ok(best <= limit, `${path.slice(0, 80)} took ${best | 0} ms`);
  return answer;
}

// A page or a refusal that a person can read.
function assertCalm(answer, what, codes = [200, 301, 400, 404, 414]) {
  assert.ok(codes.includes(answer.status), `${what}: ${answer.status}`);
  const hit = answer.text.match(INSIDE);
  assert.ok(!hit, `${what} shows ${hit?.[0]}: ${answer.text.slice(
    hit?.index - 80, hit?.index + 80)}`);
  assert.ok(!INSIDE.test(JSON.stringify(answer.rawHeaders)), what);
  assert.ok(answer.headers['content-security-policy'], what);
  if (answer.status !== 301 && /html/.test(answer.headers['content-type']))
    assert.equal(answer.text.match(/<h1[ >]/g)?.length, 1, what);
}

for (const parameter of PARAMETERS)
  test(`${parameter}= takes anything`, async () => {
    for (const [name, value] of Object.entries(WORDS)) {
      const what = `${parameter}: ${name}`;
      let answer = await soon(`/programs?${parameter}=${value}`);
      assertCalm(answer, what);
      if (answer.status === 301) {
        assert.match(answer.headers.location, /^\/programs(\?|$)/, what);
        answer = await soon(answer.headers.location);
        assertCalm(answer, `${what}, redirected`, [200, 404]);
      }
      if (/surrogate|overlong|beyond|broken UTF|NUL/.test(name))
        assert.equal(answer.status, 400, what);
    }
  });

test('the list as data takes anything', async () => {
  for (const [kind, parameter] of [['csv', 'q'], ['json', 'near'],
    ['atom', 'q'], ['json', 'county'], ['atom', 'page']])
    for (const [name, value] of Object.entries(WORDS)) {
      const what = `${kind} ${parameter}: ${name}`;
      const answer = await soon(
        `/programs.${kind}?${parameter}=${value}`, site, 4 * SOON_MS);
      assertCalm(answer, what);
      assert.doesNotMatch(JSON.stringify(answer.rawHeaders), /X-A/, what);
    }
});

test('every part of a path takes anything', async () => {
  for (const [name, value] of Object.entries(WORDS))
    for (const path of ['/programs/X', '/programs/X.json', '/counties/X',
      '/dashboard/X', '/dashboard/X.csv', '/dashboard/X.json', '/comments/X',
      '/sitemap/X.xml', '/X', '/about?comments=X', '/about?reply_to=X',
      '/dashboard/network?comments=X']) {
      const what = `${path}: ${name}`;
      assertCalm(await soon(path.replace('X', value.replaceAll('+', '%20'))),
        what, [200, 301, 303, 400, 404, 414]);
    }
});

test('quotes and operators of SQL find nothing more than their words',
  async () => {
    const total = async (query) =>
      JSON.parse((await site.get(`/programs.json?${query}`)).text).total;
    const some = await total('q=kinship');
    assert.ok(some > 0 && some < 98);
    for (const tail of ["' OR '1'='1", "') OR 1=1 --", '" OR name:*', '%'])
      assert.ok(await total(`q=${encodeURIComponent(`kinship${tail}`)}`) <=
        some, tail);
    for (const path of ["/programs/x'%20OR%20'1'='1", "/counties/itasca'--",
      '/comments/1%20OR%201=1', "/dashboard/network'%20OR%20'1"])
      assert.equal((await site.get(path)).status, 404, path);
  });

test('an age nobody has is told and the rest of the filters hold', async () => {
  for (const age of ['abc', '-1', '1e9', '8-', '9-3', '8-9-10', '\u0661']) {
    const { text, status } = await site.get(
      `/programs?county=st-louis&age=${encodeURIComponent(age)}`);
    const plain = (await site.get('/programs?county=st-louis')).text;
    const entries = (html) => html.match(/<li class="entry">/g)?.length;
    assert.equal(status, 200);
    assert.match(text, /role="note">[^<]*not an age/, age);
    assert.equal(entries(text), entries(plain), age);
  }
});

test('an unknown ZIP code is told and the rest of the filters hold',
  async () => {
    for (const zip of ['00000', '99999', '5580', '558055', '55805-1234x']) {
      const { text, status } = await site.get(`/programs?type=group&near=${zip}`);
      assert.equal(status, 200);
      assert.match(text, /id="near-oops"/, zip);
      assert.match(text, new RegExp(`value="${zip}"[^>]*aria-invalid`), zip);
      assert.match(text, /group/i);
    }
  });

test('a page beyond the end is 404 and leads back, with the filters',
  async () => {
    for (const page of [6, 7, 999999999]) {
      const { status, text } = await site.get(`/programs?page=${page}`);
      assert.equal(status, 404);
      assert.match(text, /href="\/programs\?page=5[#"]/);
    }
    const { text, status } = await site.get('/programs?county=st-louis&page=50');
    assert.equal(status, 404);
    assert.match(text, /href="\/programs\?county=st-louis(#found)?">/);
  });

// Forms -----------------------------------------------------------------------

const POST = { 'Content-Type': 'application/x-www-form-urlencoded' };
let number = 0;
const words = (more) => ({ ...fields, name: 'Ana', email: 'ana@example.org',
  website: '', body: `Bad input ${++number}`, ...more });
const raw = (text) => site.request('/comments', { method: 'POST', body: text,
  headers: { ...POST, Origin: site.url } });
const rows = () => Number(sql('SELECT count(*) FROM comment'));
const last = (column) =>
  sql(`SELECT ${column} FROM comment ORDER BY id DESC LIMIT 1`);

test('text that is no text is refused in every field', async () => {
  const had = rows();
  for (const field of ['name', 'email', 'website', 'body', 'thread', 'key',
    'parent', 'topic', 'preview', 'made-up'])
    for (const bytes of ['%ED%A0%80', '%C0%AF', '%C0%80', '%F4%90%80%80',
      '%FF', 'a%00b', '%E2%82', '%80'])
      assertCalm(await raw(`${field}=${bytes}&${new URLSearchParams(
        words())}`), `${field} ${bytes}`, [400]);
  assert.equal(rows(), had);
});

test('what cannot be seen or turns text around is taken out', async () => {
  const answer = await site.post('/comments', words({
    name: 'A\u202en\u2066a\u0007\u0000b'.replace('\u0000', ''),
    body: 'one\u0001\u001b[31m two\u202e three\u2069\r\nfour\u2028five\ufeff' }));
  assert.equal(answer.status, 303);
  assert.equal(last('author_name'), 'Anab');
  assert.equal(last('body'), 'one[31m two three\nfour\nfive');
});

test('words of every plane are kept as they are', async () => {
  const body = '🛶👨‍👩‍👧‍👦 Ḍ̇ עברית 漢字 𝔘𝔫𝔦 ꙮ \u{10fffd}';
  assert.equal((await site.post('/comments', words({ body }))).status, 303);
  assert.equal(last('body'), body.normalize('NFC'));
});

test('a name that nobody can see is no name', async () => {
  const had = rows();
  for (const name of ['\u200b', '\u00ad\u2060', '\ufeff', '\u202e', ' \u00a0 ',
    '\u3000'])
    assert.equal((await site.post('/comments', words({ name }))).status, 422,
      JSON.stringify(name));
  assert.equal(rows(), had);
});

test('a field sent twice counts once, the first time', async () => {
  const form = new URLSearchParams(words({ body: 'The first body' }));
  form.append('body', 'The second body');
  form.append('name', 'Mallory');
  assert.equal((await raw(String(form))).status, 303);
  assert.equal(last("author_name || ': ' || body"), 'Ana: The first body');
});

test('two hundred fields are read, one more is refused', async () => {
  const had = rows();
  const form = String(new URLSearchParams(words()));
  const count = form.split('&').length;
  assert.equal((await raw(form + '&x=1'.repeat(200 - count))).status, 303);
  assertCalm(await raw(form + '&x=1'.repeat(201 - count)), '201', [400]);
  assertCalm(await raw('&'.repeat(60000)), 'empty ones', [400]);
  assert.equal(rows(), had + 1);
});

test('ids and keys of threads that cannot be are refused', async () => {
  const had = rows();
  const odd = ['0', '-1', '+1', '1.0', '1e1', '0x1', '01', ' 1', '1 ', '1;',
    "1' OR '1", '9223372036854775807', '9223372036854775808',
    '99999999999999999999999999', '１', 'NULL', '../1', '%', '*'];
  for (const key of odd)
    for (const thread of ['program', 'area', 'about'])
      assertCalm(await site.post('/comments', words({ thread, key })),
        `${thread} ${key}`, [404]);
  for (const thread of ['', 'Program', 'program ', "program'", 'comment', '1'])
    assertCalm(await site.post('/comments', words({ thread, key: '1' })),
      `thread ${thread}`, [400]);
  for (const parent of odd.filter((text) => text !== '1 '))
    assertCalm(await site.post('/comments', words({ parent })),
      `parent ${parent}`, [422]);
  assert.equal(rows(), had);
});

// Requests as bytes ---------------------------------------------------------------

const HOST = 'Host: localhost\r\n';
const CLOSE = 'Connection: close\r\n';
const codes = (text) =>
  [...text.matchAll(/^HTTP\/1\.[01] (\d+)/gm)].map(([, code]) => Number(code));
const form = (headers, body) => `POST /preferences HTTP/1.1\r\n${HOST}` +
  `Origin: http://localhost\r\nContent-Type: ${POST['Content-Type']}\r\n` +
  `${headers}\r\n${body}`;

for (const [name, bytes, expected] of [
  ['both lengths', form('Content-Length: 6\r\nTransfer-Encoding: chunked\r\n',
    `0\r\n\r\nGET /smuggled HTTP/1.1\r\n${HOST}\r\n`), [400]],
  ['both lengths, other order', form(
    'Transfer-Encoding: chunked\r\nContent-Length: 6\r\n', '0\r\n\r\nX'), [400]],
  ['two lengths', form('Content-Length: 6\r\nContent-Length: 5\r\n', 'a=bcde'),
    [400]],
  ['a list of lengths', form('Content-Length: 5, 6\r\n', 'a=bcde'), [400]],
  ['a signed length', form('Content-Length: +5\r\n', 'a=bcd'), [400]],
  ['a hex length', form('Content-Length: 0x5\r\n', 'a=bcd'), [400]],
  ['a length beyond 64 bits', form(
    'Content-Length: 18446744073709551621\r\n', 'a=bcd'), [400]],
  ['a negative length', form('Content-Length: -1\r\n', ''), [400]],
  ['two codings', form('Transfer-Encoding: chunked\r\n' +
    'Transfer-Encoding: identity\r\n', '0\r\n\r\n'), [400]],
  ['an unknown coding', form('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'),
    [501]],
  ['a coding after a tab', form('Transfer-Encoding:\tchunked, gzip\r\n', ''),
    [501]],
  ['a chunk of nonsense', form('Transfer-Encoding: chunked\r\n',
    'zz\r\nabc\r\n0\r\n\r\n'), [400]],
  ['an endless chunk', form('Transfer-Encoding: chunked\r\n',
    'ffffffffffffffff\r\nabc'), [400]],
  ['a folded header', `GET /about HTTP/1.1\r\n${HOST}X: a\r\n b\r\n${CLOSE}\r\n`,
    [400]],
  ['a space before the colon', `GET /about HTTP/1.1\r\n${HOST}X : a\r\n\r\n`,
    [400]],
  ['a NUL in a header', `GET /about HTTP/1.1\r\n${HOST}X: a\0b\r\n\r\n`, [400]],
  ['no host', 'GET /about HTTP/1.1\r\n\r\n', [400]],
  ['two hosts', `GET /about HTTP/1.1\r\n${HOST}${HOST}\r\n`, [400]],
  ['an empty host', 'GET /about HTTP/1.1\r\nHost: \r\n\r\n', [400]],
  ['another host', 'GET /about HTTP/1.1\r\nHost: evil.example\r\n\r\n', []],
  ['a host with more behind it',
    'GET /about HTTP/1.1\r\nHost: localhost.evil.example\r\n\r\n', []],
  ['a user in the host', 'GET /about HTTP/1.1\r\nHost: localhost@evil\r\n\r\n',
    []],
  ['another host in the address',
    `GET http://evil.example/about HTTP/1.1\r\n${HOST}\r\n`, []],
  ['HTTP/0.9', 'GET /about\r\n', []],
  ['a method in small letters', `get / HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ['a tab for a space', `GET\t/ HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ['a method nobody knows', `FOO / HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, [405]],
  ['TRACE', `TRACE / HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, [405]],
  ['CONNECT', `CONNECT localhost:80 HTTP/1.1\r\n${HOST}${CLOSE}\r\n`, [400, 405]],
  ['HTTP/2 without asking', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400, 505]],
  ['a star for a path', `GET * HTTP/1.1\r\n${HOST}\r\n`, [400]],
  ['200 kB of headers', `GET / HTTP/1.1\r\n${HOST}${`X: ${'a'.repeat(1000)}\r\n`
    .repeat(200)}\r\n`, [400]],
])
  test(`bytes: ${name} ${expected.length ? `is ${expected}` : 'gets nothing'}`,
    async () => {
      const text = await site.raw(bytes, { wait: 2000 });
      const got = codes(text);
      assert.ok(got.length <= 1, `${got}`);
      if (!expected.length) assert.equal(text, '');
      else assert.ok(expected.includes(got[0]), text.slice(0, 100));
      if (got[0] && got[0] !== 505)
        assert.match(text, /\r\nContent-Security-Policy: /);
    });

test('what is sent along with a read does not become a request', async () => {
  const body = `GET /smuggled HTTP/1.1\r\n${HOST}\r\n`;
  for (const path of ['/about', '/robots.txt', '/nothing', '/about?x=1']) {
    const text = await site.raw(`GET ${path} HTTP/1.1\r\n${HOST}` +
      `Content-Length: ${body.length}\r\n\r\n${body}` +
      `GET /healthz HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
    assert.deepEqual(codes(text), [path === '/nothing' ? 404 : 200, 200]);
  }
  assert.doesNotMatch(site.log, /smuggled/);
});

test('requests in a row are answered in that row', async () => {
  const text = await site.raw(['/robots.txt', '/nothing', '/about', '/programs']
    .map((path) => `GET ${path} HTTP/1.1\r\n${HOST}\r\n`).join('') +
    `GET /healthz HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
  assert.deepEqual(codes(text), [200, 404, 200, 200, 200]);
});

test('many cookies, cookies twice and cookies of others are taken', async () => {
  const ask = (lines) => site.raw(
    `GET /about HTTP/1.1\r\n${HOST}${lines}${CLOSE}\r\n`);
  assert.deepEqual(codes(await ask('Cookie: a=b\r\n'.repeat(100))), [200]);
  const twice = await ask('Cookie: ns_theme=dark\r\nCookie: ns_theme=light\r\n');
  assert.deepEqual(codes(twice), [200]);
  assert.doesNotMatch(twice, /data-theme=/);
  for (const value of ['<b>', 'dark"', 'dark\tx', '%64ark', '\xff', '=', ''])
    assert.doesNotMatch(await ask(`Cookie: ns_theme=${value}\r\n`),
      /data-theme=/, value);
  assert.deepEqual(codes(await ask(`Cookie: ns_guest=${'a'.repeat(9000)}\r\n`)),
    [431]);
});

test('slow, half-open and broken connections keep nobody waiting', async () => {
  const open = (bytes) => {
    const socket = connect(site.port, '127.0.0.1', () => socket.write(bytes));
    return socket.on('error', () => {});
  };
  const sockets = [
    ...Array.from({ length: 100 }, () => open('GET / HTTP/1.1\r\nHo')),
    ...Array.from({ length: 40 }, () =>
      open(form('Content-Length: 5000\r\n', 'theme=da'))),
    ...Array.from({ length: 20 }, () =>
      open(`GET /programs?view=map HTTP/1.1\r\n${HOST}Cookie: ns_x=1\r\n\r\n`
        .repeat(20)).pause()),
  ];
  await new Promise((done) => setTimeout(done, 200));
  assert.equal((await soon('/programs?q=school&sort=name')).status, 200);
  for (const socket of sockets) socket.destroy();
  assert.equal((await soon('/healthz')).status, 200);
});

// The folder of ready-made pages --------------------------------------------------

const kept = () => {
  const folder = join(site.state, 'pages/current');
  return existsSync(folder) ? readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.html')).sort() : [];
};
const settle = () => new Promise((done) => setTimeout(done, 150));

test('made-up filters, places, words and pages of a thread are never kept',
  async () => {
    await site.get('/about');
    await settle();
    const had = kept();
    for (const path of ['/programs?county=nowhere', '/programs?type=nonsense',
      '/programs?near=Atlantis', '/programs?near=00000', '/programs?age=1e9',
      '/programs?q=zzzqqqxxx', '/programs?page=77', '/programs?sort=up',
      '/about?comments=1', '/about?comments=0001', '/about?comments=x',
      '/about?reply_to=', '/about?reply_to=99999', '/about?reply_to=1&x',
      '/about?reply_to=1&reply_to=2', '/dashboard/network?comments=01',
      '/?a=b', '/counties?x=1', '/about?comments=-1', '/about?reply_to=0',
      '/about?comments=1&reply_to=1', '//about', '/about//', '/./about'])
      assert.ok([200, 301, 400, 404].includes((await site.get(path)).status),
        path);
    await settle();
    assert.deepEqual(kept(), had);
    for (const path of ['//about', '/./about', '/x/../about', '/about/.'])
      assert.doesNotMatch(await site.raw(
        `GET ${path} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`), /^HTTP\/1.1 200/, path);
  });

test('no request leaves a page that is not everybody\'s', async () => {
  const plain = { headers: { Cookie: 'ns_x=1' } };
  const path = '/counties/aitkin';
  const truth = (await site.get(path, plain)).text;
  const evil = { 'X-Forwarded-Host': 'evil.example', 'X-Forwarded-Proto': 'gopher',
    'X-Forwarded-For': '192.0.2.1', 'X-Original-URL': '/about', 'Forwarded':
    'host=evil.example', 'X-Host': 'evil.example', 'Proxy': 'http://evil.example',
    'X-HTTP-Method-Override': 'POST', 'Accept-Language': 'xx"><b>',
    'User-Agent': '<script>', 'Referer': 'https://evil.example/', 'X-Rewrite-URL':
    '/about', 'Range': 'bytes=0-9', 'Accept-Encoding': 'gzip;q=0, evil' };
  await site.request(path, { method: 'HEAD' });
  await site.get(path, { headers: { Cookie: 'ns_theme=dark' } });
  await site.get(path, { headers: { Cookie: 'a="ns_"; ns_theme=dark' } });
  await site.post(path, { a: 'b' });
  await settle();
  assert.ok(!kept().some((name) => name.includes('aitkin')), `${kept()}`);
  await site.get(path, { headers: { Cookie: 'ns_theme=dark; \xff',
    'If-None-Match': '*' } });
  for (let i = 0; i < 3; i++) {
    await site.get(path, { headers: { ...evil, Host: 'LOCALHOST:1' } });
    await settle();
  }
  assert.ok(kept().includes('counties/aitkin@.html'));
  const answer = await site.get(path);
  assert.equal(answer.headers['x-request-id'], undefined);
  assert.equal(answer.text, truth);
});

test('only 200 is kept', async () => {
  for (const path of ['/programs/not-there', '/counties/not-there', '/programs?q=',
    '/programs?page=1', '/programs?page=999', '/dashboard/not-there'])
    assert.notEqual((await site.get(path)).status, 200);
  await settle();
  assert.ok(!kept().some((name) => /not-there|page=|q=\.html/.test(name)), `${kept()}`);
});

test('no file of the site is reached but pages and static files', async () => {
  await site.get('/about');
  const folder = readdirSync(join(site.state, 'static'))[0];
  const inside = readdirSync(site.state).flatMap((name) =>
    [name, `${name}/`]).concat('pages/epoch', 'pages/current/about@.html',
    'nginx/nginx.conf', 'nginx/.error/503.html', 'run/app.sock', 'run/serve.lock');
  const ways = ['/', '//', '/./', '/static/../', `/static/${folder}/../../`,
    '/static/%2e%2e/', '/static/..%2f', '/static/..%5c', '/static//../',
    '/about/../', '/about/../../', '/.error/../', '/%2e/', '/static/./../',
    '/current/', '/pages/', '/none/', '/static/..;/', '/static%00/../'];
  for (const name of inside)
    for (const way of ways) {
      const text = await site.raw(
        `GET ${way}${name} HTTP/1.1\r\n${HOST}${CLOSE}\r\n`);
      const [code] = codes(text);
      // "/static/" + "../" + "static" is the folder itself: no listing
      assert.ok([301, 400, 404].includes(code), `${way}${name}: ${code}`);
    }
});

test('after all that the database is whole and says the same', async () => {
  assert.equal(sql('SELECT count(*), sum(length(name)) FROM program'), wholeBefore);
  site.run('verify');
  assert.equal((await site.get('/healthz')).status, 200);
  assert.doesNotMatch(site.log, /"level":"error"/);
});

// At the size of a whole country: NORTHSTAR_LARGE names a state folder, such
// as `make bench` leaves, and the release build is asked.
const large = process.env.NORTHSTAR_LARGE;
if (large)
  test('words and places are answered soon in a large directory', async () => {
    const state = join(mkdtempSync(join(tmpdir(), 'northstar-')), 'state');
    cpSync(join(large, 'northstar.db'), join(state, 'northstar.db'));
    const own = await startInstance({ state,
      env: { NORTHSTAR_PROGRAM: join(root, 'build/northstar') } });
    try {
      for (const parameter of PARAMETERS)
        for (const [name, value] of Object.entries(WORDS)) {
          const what = `${parameter}: ${name}`;
          let answer = await soon(`/programs?${parameter}=${value}`, own);
          assertCalm(answer, what);
          if (answer.status === 301)
            answer = await soon(answer.headers.location, own);
          assertCalm(answer, what);
        }
    } finally {
      await own.stop();
    }
  });
