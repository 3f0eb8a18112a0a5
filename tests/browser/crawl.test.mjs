// From the home page to every page that a link reaches: nothing is missing,
// and each page says what it is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';

const PAGES_MAX = 600;
let site;
const pages = new Map();

const unescape = (text) => text.replaceAll('&amp;', '&');
const links = (html) => [...html.matchAll(/<a\b[^>]*\shref="([^"#]*)/g)]
  .map(([, href]) => unescape(href)).filter((href) => href.startsWith('/'));

// Lists multiply without end; their first filters are enough.
const isWanted = (path) => (path.match(/[?&]/g) ?? []).length <= 1 ||
  /^\/programs\?page=\d+$/.test(path);

before(async () => {
  site = await startInstance();
  const queue = ['/'], from = new Map([['/', 'start']]);
  while (queue.length && pages.size < PAGES_MAX) {
    const path = queue.shift();
    const answer = await site.get(path);
    pages.set(path, { ...answer, from: from.get(path) });
    if (!/html/.test(answer.headers['content-type'] ?? '')) continue;
    for (const link of links(answer.text))
      if (!from.has(link) && isWanted(link)) {
        from.set(link, path);
        queue.push(link);
      }
  }
});
after(() => site.stop());

const html = () => [...pages].filter(([, { status, headers }]) =>
  status === 200 && /^text\/html/.test(headers['content-type']));
const faults = (check) => html().map(([path, page]) => check(page.text, path))
  .filter(Boolean).slice(0, 10);

test('every link leads somewhere', () => {
  assert.ok(pages.size > 150, `only ${pages.size} pages`);
  assert.deepEqual([...pages].filter(([, { status }]) => status >= 400)
    .map(([path, { status, from }]) => `${status} ${path} on ${from}`)
    .slice(0, 20), []);
});

test('every page of the sitemap is reached by a link', async () => {
  const map = (await site.get('/sitemap.xml')).text;
  const listed = [...map.matchAll(/<loc>https?:\/\/[^/<]+([^<]*)<\/loc>/g)]
    .map(([, path]) => path || '/');
  assert.ok(listed.length > 100);
  assert.deepEqual(listed.filter((path) => !pages.has(path)).slice(0, 10), []);
});

test('every page has one h1, a skip link, a language, a main part', () => {
  assert.deepEqual(faults((text, path) =>
    text.match(/<h1[\s>]/g)?.length === 1 && /class="skip" href="#/.test(text) &&
    /<html lang="en"/.test(text) && text.match(/<main[\s>]/g)?.length === 1 ?
      null : path), []);
});

test('headings leave out no level', () => {
  assert.deepEqual(faults((text, path) => {
    let last = 0;
    for (const [, level] of text.matchAll(/<h([1-6])[\s>]/g)) {
      if (Number(level) > last + 1) return `${path}: h${last} to h${level}`;
      last = Number(level);
    }
    return null;
  }), []);
});

test('ids are unique, and what refers to one finds it', () => {
  assert.deepEqual(faults((text, path) => {
    const ids = [...text.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    if (new Set(ids).size < ids.length) return `${path}: an id twice`;
    const wanted = [...text.matchAll(
      /\s(?:for|aria-labelledby|aria-describedby)="([^"]+)"/g)]
      .flatMap(([, list]) => list.split(' '))
      .concat([...text.matchAll(/\shref="#([^"]+)"/g)].map(([, id]) => id));
    const lost = wanted.find((id) => !ids.includes(id));
    return lost ? `${path}: #${lost}` : null;
  }), []);
});

test('titles are unique among pages that search engines keep', () => {
  const seen = new Map();
  assert.deepEqual(faults((text, path) => {
    if (/name="robots" content="noindex/.test(text)) return null;
    const canonical = text.match(/rel="canonical" href="([^"]*)"/)?.[1];
    if (!canonical) return `${path}: no canonical`;
    const title = text.match(/<title>([^<]*)/)[1];
    const other = seen.get(title);
    seen.set(title, canonical);
    return other && other !== canonical ?
      `${path}: "${title}" is ${other} too` : null;
  }), []);
});

test('JSON-LD is JSON and says what it describes', () => {
  assert.deepEqual(faults((text, path) => {
    for (const [, json] of
      text.matchAll(/<script type="application\/ld\+json">([^]*?)<\/script>/g))
      try {
        if (!JSON.parse(json)['@context']) return `${path}: no @context`;
      } catch (error) {
        return `${path}: ${error}`;
      }
    return null;
  }), []);
});
