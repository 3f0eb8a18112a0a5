// Home, about and the furniture: feed, sitemap, robots, OpenSearch, manifest,
// preferences, and what every answer carries.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { startInstance, until } from '../lib/instance.mjs';

let site;

before(async () => { site = await startInstance(); });
after(() => site.stop());

const isXml = (text) => {
  const got = spawnSync('xmllint', ['--noout', '--nonet', '-'],
    { input: text, encoding: 'utf8' });
  assert.equal(got.status, 0, got.stderr);
};

test('home leads to programs, counties, the plan and the conversation',
  async () => {
    const page = await site.get('/');
    assert.equal(page.status, 200);
    for (const path of ['/programs', '/counties', '/dashboard', '/about#reply'])
      assert.ok(page.text.includes(`href="${path}"`), path);
    assert.match(page.text, /More than 300 mentor programs/);
    assert.match(page.text, /about 250,000 more young people/);
    assert.match(page.text, /Mapping the State of Mentoring/);
    assert.equal(page.text.match(/<h1/g).length, 1);
  });

test('about tells the history in order and ends in the reply form', async () => {
  const page = await site.get('/about');
  const order = ['1994', 'Quality mentoring for every young person.',
    'Servant leadership', 'policy platform', 'about 250,000',
    '/dashboard/sustainability', 'id="reply"'];
  let at = 0;
  for (const part of order) {
    const found = page.text.indexOf(part, at);
    assert.ok(found >= at, part);
    at = found;
  }
});

test('the feed is well-formed Atom and names listings', async () => {
  const feed = await site.get('/feed.atom');
  assert.match(feed.headers['content-type'], /^application\/atom\+xml/);
  isXml(feed.text);
  assert.equal(feed.text.match(/<entry>/g).length, 20);
  assert.match(feed.text, /<id>tag:127\.0\.0\.1,2014:program:\d+<\/id>/);
  for (const tag of ['id', 'title', 'updated'])
    assert.equal(feed.text.match(new RegExp(`<${tag}>`, 'g')).length, 21, tag);
});

test('the sitemap names every public page once', async () => {
  const map = await site.get('/sitemap.xml');
  isXml(map.text);
  const places = [...map.text.matchAll(/<loc>([^<]+)<\/loc>/g)]
    .map((match) => match[1]);
  assert.equal(new Set(places).size, places.length);
  assert.equal(places.filter((p) => p.includes('/programs/')).length, 98);
  assert.equal(places.filter((p) => p.includes('/counties/')).length, 87);
  for (const place of places.slice(0, 20))
    assert.equal((await site.get(place.slice(site.url.length))).status, 200,
      place);
});

test('robots, OpenSearch, manifest and icons answer as what they are',
  async () => {
    const robots = await site.get('/robots.txt');
    assert.match(robots.text, /Sitemap: http:\/\/127\.0\.0\.1:\d+\/sitemap\.xml/);
    const search = await site.get('/opensearch.xml');
    isXml(search.text);
    assert.match(search.text, /\/programs\?q=\{searchTerms\}/);
    const manifest = JSON.parse((await site.get('/site.webmanifest')).text);
    for (const icon of manifest.icons)
      assert.equal((await site.get(icon.src)).status, 200, icon.src);
    for (const path of ['/favicon.svg', '/favicon.ico']) {
      const answer = await site.get(path);
      assert.equal(answer.status, 302, path);
      assert.equal((await site.get(answer.headers.location)).status, 200, path);
    }
  });

test('a choice of colors is kept in a cookie and seen on the page', async () => {
  const answer = await site.post('/preferences',
    { theme: 'dark', back: '/about?comments=1' });
  assert.equal(answer.status, 303);
  assert.equal(answer.headers.location, '/about?comments=1');
  const cookie = answer.headers['set-cookie'][0];
  assert.match(cookie, /^ns_theme=dark; .*HttpOnly.*SameSite=Lax/);
  const page = await site.get('/', { headers: { Cookie: 'ns_theme=dark' } });
  assert.match(page.text, /data-theme="dark"/);
  assert.doesNotMatch((await site.get('/')).text, /data-theme=/);
});

test('the way back after choosing colors never leaves the site', async () => {
  for (const back of ['https://evil.example/', '//evil.example', '/\\evil',
    'javascript:alert(1)', '/a\r\nX: y']) {
    const answer = await site.post('/preferences', { theme: 'light', back });
    assert.equal(answer.status, 303, back);
    assert.equal(answer.headers.location, '/', back);
    assert.equal(answer.headers.x, undefined);
  }
});

test('a form from another site, or from nowhere, is refused', async () => {
  const bad = [
    { 'Origin': 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    { 'Origin': 'https://evil.example', 'Sec-Fetch-Site': '' },
    { 'Origin': site.url.replace('http', 'https'), 'Sec-Fetch-Site': '' },
    { 'Origin': 'null', 'Sec-Fetch-Site': '' },
    { 'Origin': '', 'Sec-Fetch-Site': 'cross-site' },
    { 'Origin': '', 'Sec-Fetch-Site': 'same-site' },
    { 'Origin': '', 'Sec-Fetch-Site': 'none' },
    { 'Origin': '', 'Sec-Fetch-Site': '' },
  ];
  for (const headers of bad) {
    const answer = await site.post('/preferences', { theme: 'dark' },
      { headers });
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(answer.headers['set-cookie'], undefined);
  }
});

test('a page keeps its strict policy on every kind of answer', async () => {
  const asked = [['/', 200], ['/nothing', 404], ['/feed.atom', 200],
    ['/favicon.ico', 302], ['/%', 400], ['/programs.csv', 200]];
  for (const [path, status] of asked) {
    const answer = await site.get(path);
    assert.equal(answer.status, status, path);
    const policy = answer.headers['content-security-policy'] ?? '';
    assert.match(policy, /default-src 'none'/, path);
    assert.doesNotMatch(policy, /unsafe|nonce|\*|,/, path);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff', path);
    assert.equal(answer.headers['x-powered-by'], undefined);
  }
});

test('a wrong method says which are right', async () => {
  const post = await site.post('/about', { a: 'b' });
  assert.equal(post.status, 405);
  assert.equal(post.headers.allow, 'GET, HEAD');
  const get = await site.get('/preferences');
  assert.equal(get.status, 405);
  assert.equal(get.headers.allow, 'POST');
  for (const method of ['PUT', 'DELETE', 'OPTIONS', 'PROPFIND', 'FOO'])
    assert.equal((await site.request('/', { method })).status, 405, method);
});

test('HEAD is GET without the body', async () => {
  for (const path of ['/', '/feed.atom', '/nothing']) {
    const head = await site.request(path, { method: 'HEAD' });
    const get = await site.get(path);
    assert.equal(head.status, get.status, path);
    assert.equal(head.body.length, 0, path);
    assert.equal(head.headers['content-type'], get.headers['content-type']);
  }
});

test('an error page tells its request id, and the log has the same', async () => {
  const answer = await site.get('/nothing', { headers: { Cookie: 'ns_x=1' } });
  const id = answer.headers['x-request-id'];
  assert.match(id, /^[0-9a-f]{32}$/);
  await until(() => site.log.includes(`"request":"${id}"`), 'logged');
});

test('the log holds neither what was searched for nor a full address',
  async () => {
    const answer = await site.get('/programs?q=verysecretword');
    await until(() => site.log.includes(answer.headers['x-request-id']),
      'logged');
    assert.ok(!site.log.includes('verysecretword'));
    assert.ok(!site.log.includes('127.0.0.1"'));
  });

test('an address with a slash too many leads to its page', async () => {
  for (const [typed, page] of [['/programs/', '/programs'],
    ['/programs/?q=arts', '/programs?q=arts'], ['/about/', '/about'],
    ['/counties/hennepin/', '/counties/hennepin'], ['/sign-in/', '/sign-in'],
    ['/admin/', '/admin'], ['//', '/'], ['/admin/comments/', '/admin/comments']]) {
    const answer = await site.get(typed);
    assert.equal(answer.status, 301, typed);
    assert.equal(answer.headers.location, page);
  }
  for (const path of ['/programs//', '//northstar.example/', '/nothing/',
    '/static/', '/%0a/'])
    assert.notEqual((await site.get(path)).status, 301, path);
  assert.equal((await site.post('/comments/', { body: 'a' })).status, 404);
});
