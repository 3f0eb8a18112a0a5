// Conversations as data: feeds that feed readers take, JSON, what search
// engines read; and never anything that is not public.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';
import { decode } from '../lib/html.mjs';
import { startInstance } from '../lib/instance.mjs';
import { sql } from '../lib/staff.mjs';
import { newGeneration, plant } from '../lib/talk.mjs';

const NOW = Math.floor(Date.now() / 1000);
let site, id, path, ids, held;

before(async () => {
  site = await startInstance();
  [[id, path]] = sql(site,
    "SELECT id, '/programs/' || slug FROM program ORDER BY id");
  ids = plant(site, id, 6, (i) => [null, 0, 1, null, 0, null][i],
    { at: NOW - 7200 });
  sql(site, `UPDATE comment SET body = 'A **bold** & <b>raw</b> word.',
    website = 'https://example.org/me', edited_at = ? WHERE id = ?`,
  NOW - 60, ids[1]);
  sql(site, 'UPDATE comment SET is_staff = 1 WHERE id = ?', ids[2]);
  site.run('comment', 'remove', String(ids[4]), '--reason', 'asked');
  site.run('comment', 'remove', String(ids[0]), '--reason', 'asked');
  for (const form of [{ thread: 'about', key: 'about' },
    { thread: 'area', key: 'network' }]) {
    const sent = await site.post('/comments', { ...form, name: 'Ana',
      email: 'ana@example.org', website: '', topic: '', body: 'On our work.' });
    site.run('comment', 'publish', sent.headers.location.match(/\d+$/)[0]);
  }
  held = await site.post('/comments', { thread: 'program', key: String(id),
    name: 'Held', email: 'held@example.org', website: '', topic: '',
    body: 'A platypus waits.' });
  newGeneration(site);
});
after(() => site?.stop());

const THREADS = () => [path, '/about', '/dashboard/network'];
const cookie = () => held.headers['set-cookie'][0].split(';')[0];

// RFC 4287, §4.1 and §4.2, and RFC 4685, §3.
function checkFeed(text, self) {
  const lint = spawnSync('xmllint', ['--noout', '--nonet', '-'],
    { input: text, encoding: 'utf8' });
  assert.equal(lint.status, 0, lint.stderr);
  const one = (part, pattern) => {
    const found = [...part.matchAll(pattern)];
    assert.equal(found.length, 1, `${pattern} in ${part}`);
    return decode(found[0][1]);
  };
  const date = (when) => {
    assert.match(when, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    return when;
  };
  const entries = [...text.matchAll(/<entry>([^]*?)<\/entry>/g)]
    .map(([, entry]) => entry);
  const head = text.replace(/<entry>[^]*?<\/entry>/g, '');
  one(head, /<id>(tag:[^<]+)<\/id>/g);
  one(head, /<title>([^<]+)<\/title>/g);
  one(head, /<author><name>([^<]+)<\/name><\/author>/g);
  assert.equal(one(head, /<link rel="self" href="([^"]+)"\/>/g),
    site.url + self);
  const updated = date(one(head, /<updated>([^<]+)<\/updated>/g));
  const seen = new Set();
  const list = entries.map((entry) => ({
    id: one(entry, /<id>(tag:[^<]+)<\/id>/g),
    title: one(entry, /<title>([^<]+)<\/title>/g),
    link: one(entry, /<link rel="alternate" href="([^"]+)"\/>/g),
    published: date(one(entry, /<published>([^<]+)<\/published>/g)),
    updated: date(one(entry, /<updated>([^<]+)<\/updated>/g)),
    author: one(entry, /<author><name>([^<]+)<\/name><\/author>/g),
    html: entry.match(/<content type="html">([^<]*)<\/content>/)?.[1],
    answers: entry.match(/<thr:in-reply-to ref="([^"]+)" href="([^"]+)" type="text\/html"\/>/)
      ?.slice(1),
  }));
  for (const entry of list) {
    assert.ok(!seen.has(entry.id), entry.id);
    seen.add(entry.id);
    assert.ok(entry.updated >= entry.published && updated >= entry.updated);
  }
  return list;
}

async function get(address, options) {
  const answer = await site.get(address, options);
  assert.equal(answer.status, 200, address);
  return answer;
}

test('each thread has a feed, and its page says where', async () => {
  for (const page of THREADS()) {
    const feed = `${page}/comments.atom`;
    const { text, headers } = await get(feed);
    assert.match(headers['content-type'], /^application\/atom\+xml/);
    assert.ok(checkFeed(text, feed).length > 0);
    const html = (await get(page)).text;
    assert.match(html, new RegExp('<link rel="alternate" ' +
      `href="${feed}" type="application/atom\\+xml" title="Comments on `));
    assert.match(html, new RegExp(`<a href="${feed}">Get new comments ` +
      `in a feed reader \\(Atom\\)</a> · <a href="${page}/comments.json">Data \\(JSON\\)`));
  }
});

test('a feed has the published comments, newest first, and what they answer',
  async () => {
    const list = checkFeed((await get(`${path}/comments.atom`)).text,
      `${path}/comments.atom`);
    const name = (n) => `tag:127.0.0.1,2014:comment:${n}`;
    assert.deepEqual(list.map((entry) => entry.id),
      [ids[5], ids[3], ids[2], ids[1]].map(name));
    const [last, , staff, edited] = list;
    assert.equal(last.answers, undefined);
    assert.deepEqual(staff.answers,
      [name(ids[1]), `${site.url}/comments/${ids[1]}`]);
    assert.deepEqual(edited.answers[0], name(ids[0])); // an empty place now
    assert.ok(edited.updated > edited.published);
    assert.match(decode(edited.html),
      /^<p>A <strong>bold<\/strong> &amp; &lt;b&gt;raw&lt;\/b&gt; word\.<\/p>/);
    assert.equal((await site.get(`/comments/${ids[5]}`)).status, 303);
    assert.equal(last.link, `${site.url}/comments/${ids[5]}`);
  });

test('the site has a feed of all comments', async () => {
  const all = checkFeed((await get('/comments.atom')).text, '/comments.atom');
  assert.equal(all.length, 6);
  assert.ok(all.some(({ title }) => title === 'Ana on our work'));
  const news = checkFeed((await get('/feed.atom')).text, '/feed.atom');
  const [newest] = all.filter(({ title }) => title === 'Ana on our work');
  assert.deepEqual(news.find((one) => one.id === newest.id), newest);
});

test('a feed holds no more than 50', async () => {
  const [[other, page]] = sql(site, "SELECT id, '/programs/' || slug" +
    ' FROM program ORDER BY id DESC');
  const many = plant(site, other, 260, (i) => i % 3 ? i - 1 : null);
  newGeneration(site);
  const list = checkFeed((await get(`${page}/comments.atom`)).text,
    `${page}/comments.atom`);
  assert.equal(list.length, 50);
  assert.match(list[0].id, new RegExp(`:${many[259]}$`));
});

const FIELDS = ['id', 'parent', 'url', 'is_removed', 'author', 'is_staff',
  'website', 'written', 'published', 'edited', 'markdown', 'html'];

test('each thread is there as JSON, empty places included', async () => {
  for (const page of THREADS()) {
    const { text, headers } = await get(`${page}/comments.json`);
    assert.match(headers['content-type'], /^application\/json/);
    const data = JSON.parse(text);
    assert.deepEqual(Object.keys(data), ['url', 'total', 'next', 'comments']);
    assert.equal(data.url, site.url + page);
    assert.equal(data.total,
      data.comments.filter((one) => !one.is_removed).length);
    assert.equal(data.next, null);
    for (const one of data.comments)
      assert.deepEqual(Object.keys(one), FIELDS);
  }
  const { comments } = JSON.parse((await get(`${path}/comments.json`)).text);
  assert.deepEqual(comments.map((one) => [one.id, one.parent]),
    [[ids[0], null], [ids[1], ids[0]], [ids[2], ids[1]], [ids[3], null],
      [ids[5], null]]);
  assert.deepEqual(comments[0], { id: ids[0], parent: null, url: null,
    is_removed: true, author: null, is_staff: false, website: null,
    written: null, published: null, edited: null, markdown: null, html: null });
  const one = comments[1];
  assert.equal(one.markdown, 'A **bold** & <b>raw</b> word.');
  assert.match(one.html, /<strong>bold<\/strong> &amp; &lt;b&gt;/);
  assert.equal(one.author, `Visitor ${ids[1]}`);
  assert.equal(one.website, 'https://example.org/me');
  assert.equal(one.url, `${site.url}/comments/${ids[1]}`);
  assert.match(one.edited, /^\d{4}-/);
  assert.equal(comments[2].is_staff, true);
});

test('a long thread comes in parts', async () => {
  const [[other, page]] = sql(site, "SELECT id, '/programs/' || slug" +
    ' FROM program ORDER BY id LIMIT 1 OFFSET 3');
  const many = plant(site, other, 230, (i) => i % 7 ? i - 1 : null);
  newGeneration(site);
  const found = [];
  let next = `${site.url}${page}/comments.json`;
  for (let parts = 0; next; parts++) {
    assert.ok(parts < 3);
    const { text, headers } = await get(next.replace(site.url, ''));
    const data = JSON.parse(text);
    found.push(...data.comments.map((one) => one.id));
    next = data.next;
    assert.equal(headers.link, next ? `<${next}>; rel="next"` : undefined);
  }
  assert.deepEqual(found, many);
  for (const query of ['page=4', 'page=999999999'])
    assert.equal((await site.get(`${page}/comments.json?${query}`)).status,
      404, query);
});

test('nothing that is not public is in any of it', async () => {
  const secrets = [/secret\d+@|ana@example|held@example/, /platypus/,
    /guest_hash|address_hash|content_key|email/i];
  const hashes = sql(site, 'SELECT hex(guest_hash), hex(address_hash),' +
    ' hex(content_key) FROM comment').flat().filter(Boolean);
  assert.ok(hashes.length > 15);
  for (const page of [...THREADS().flatMap((thread) =>
    [`${thread}/comments.atom`, `${thread}/comments.json`]), '/comments.atom',
  '/feed.atom'])
    for (const headers of [{}, { Cookie: cookie() }]) {
      const { text } = await get(page, { headers });
      for (const secret of secrets) assert.doesNotMatch(text, secret, page);
      for (const hash of hashes)
        assert.ok(!text.toUpperCase().includes(hash), page);
    }
});

test('data is sent again only when something public changed', async () => {
  for (const address of [`${path}/comments.atom`, `${path}/comments.json`,
    '/comments.atom', '/feed.atom']) {
    const first = await get(address);
    const { etag } = first.headers;
    assert.match(etag, /^W\/"/);
    assert.equal(first.headers['cache-control'], 'no-cache');
    const again = await site.get(address,
      { headers: { 'If-None-Match': etag } });
    assert.equal(again.status, 304);
    assert.equal(again.text, '');
    newGeneration(site);
    assert.equal((await site.get(address,
      { headers: { 'If-None-Match': etag } })).status, 200);
  }
});

test('only public threads have data', async () => {
  for (const suffix of ['atom', 'json']) {
    for (const page of ['/programs/no-such', '/dashboard/nowhere', '/counties',
      '/programs'])
      assert.equal((await site.get(`${page}/comments.${suffix}`)).status, 404);
    const [[slug]] = sql(site, 'SELECT slug FROM program ORDER BY id' +
      ' LIMIT 1 OFFSET 5');
    assert.equal((await site.get(`/programs/${slug}/comments.${suffix}`))
      .status, 200); // nobody wrote yet
    sql(site, "UPDATE program SET stage = 'draft' WHERE slug = ?", slug);
    assert.equal((await site.get(`/programs/${slug}/comments.${suffix}`))
      .status, 404);
    sql(site, "UPDATE program SET stage = 'published' WHERE slug = ?", slug);
  }
});

test('search engines read whose comments they are and what they answer',
  async () => {
    const html = (await get(path)).text;
    const graphs = [...html.matchAll(
      /<script type="application\/ld\+json">([^]*?)<\/script>/g)]
      .map(([, text]) => JSON.parse(text)).filter((one) => one['@graph']);
    assert.equal(graphs.length, 1);
    const [{ '@graph': comments, '@context': context }] = graphs;
    assert.equal(context, 'https://schema.org');
    const url = (n) => `${site.url}/comments/${n}`;
    assert.deepEqual(comments.map((one) => one.url),
      [ids[1], ids[2], ids[3], ids[5]].map(url));
    for (const one of comments) {
      assert.equal(one['@type'], 'Comment');
      assert.equal(one.author['@type'], 'Person');
      assert.match(one.dateCreated, /^\d{4}-/);
      assert.ok(one.text && one.author.name);
    }
    assert.equal(comments[1].parentItem['@id'], url(ids[1]));
    assert.equal(comments[0].text, 'A bold & <b>raw</b> word.');
    assert.equal(comments[2].parentItem, undefined);
    assert.equal(comments[2].about['@id'], site.url + path);
    for (const query of ['?order=newest', `?branch=${ids[0]}`])
      assert.doesNotMatch((await get(path + query)).text, /"@type":"Comment"/);
  });
