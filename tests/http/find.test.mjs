// /programs in all its states, against what a script finds in the file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { basePoint, keyOf, miles, parseCsv, programs, serves, zipPoint }
  from '../lib/listings.mjs';

let site;
before(async () => { site = await startInstance(); });
after(() => site.stop());

const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g,
  (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]);

async function page(path, status = 200) {
  const got = await site.get(path.split('#')[0]);
  assert.equal(got.status, status, path);
  return got.text;
}

const headingOf = (html) =>
  decode(html.match(/<h2 id="count">([^<]*)/)[1]);

function totalOf(html) {
  const heading = headingOf(html);
  if (heading.startsWith('No programs')) return 0;
  return Number(heading.match(/^[\d,]+/)[0].replace(',', ''));
}

const linksOf = (html, pattern) =>
  [...html.matchAll(pattern)].map((match) => decode(match[1]));

async function listed(query) {
  const got = await site.get(`/programs.json${query}`);
  assert.equal(got.status, 200);
  return JSON.parse(got.text).programs;
}

const namesOf = (list) => list.map((p) =>
  `${p.name} | ${p.organization.name}`).sort();

// The page and the data say what keep() keeps of the file.
async function agrees(query, keep) {
  const expected = programs.filter(keep).map(keyOf).sort();
  assert.ok(expected.length > 0, `${query}: nothing to compare`);
  assert.deepEqual(namesOf(await listed(query)), expected, query);
  assert.equal(totalOf(await page(`/programs${query}`)), expected.length,
    query);
}

test('the list has every program of the file', async () => {
  await agrees('', () => true);
});

test('a county has the programs that serve it', async () => {
  await agrees('?county=st-louis',
    (row) => serves(row).includes('St. Louis MN'));
  await agrees('?county=cass-nd', (row) => serves(row).includes('Cass ND'));
  await agrees('?county=cass&county=itasca', (row) =>
    serves(row).some((name) => ['Itasca MN', 'Cass MN'].includes(name)));
});

test('a type has the programs of that type', async () => {
  await agrees('?type=group',
    (row) => row.program_types.split(';').includes('group'));
});

test('an age has the programs for that age', async () => {
  const takes = (row, from, to) => (row.ages_min || row.ages_max) &&
    Number(row.ages_min || 0) <= to && Number(row.ages_max || 99) >= from;
  await agrees('?age=12', (row) => takes(row, 12, 12));
  await agrees('?age=8-10', (row) => takes(row, 8, 10));
});

test('a word finds the programs that have it', async () => {
  await agrees('?q=kinship', (row) =>
    /kinship/i.test(Object.values(row).slice(0, 10).join(' ')));
});

test('a ZIP code finds what serves its county or is near', async () => {
  const here = zipPoint('55805');
  await agrees('?near=55805', (row) =>
    serves(row).includes('St. Louis MN') ||
    (basePoint(row) && miles(here, basePoint(row)) <= 25));
});

test('coverage comes before distance, and each entry says why', async () => {
  const html = await page('/programs?near=55805');
  const why = [...html.matchAll(/<p class="by last">([^<]*)</g)]
    .map((match) => match[1]);
  const isServing = why.map((text) => /^Serves|^Based in/.test(text));
  assert.ok(isServing.includes(true));
  assert.ok(why.every((text) => /^(Serves|Based)/.test(text)), why.join('\n'));
  assert.equal(isServing.lastIndexOf(true) < isServing.indexOf(false) ||
    !isServing.includes(false), true);
});

// Facets --------------------------------------------------------------------

// Every box of the filter form with the page that ticking it leads to.
function boxesOf(html, path) {
  const form = html.slice(html.indexOf('<details class="sift">'));
  return [...form.matchAll(new RegExp('<input type="checkbox" ' +
    'name="(\\w+)" value="([^"]*)"( checked)?>.*?<span class="n">([\\d,]+)',
  'g'))].map(([, name, value, checked, count]) => {
    const params = new URL(path, 'http://x').searchParams;
    params.delete('page');
    if (!checked) params.append(name, decode(value));
    return { path: `/programs?${params}`, count: Number(count) };
  });
}

async function follow(path) {
  let got = await site.get(path);
  if (got.status === 301) got = await site.get(got.headers.location);
  assert.equal(got.status, 200, path);
  return got.text;
}

for (const path of ['/programs', '/programs?county=st-louis',
  '/programs?type=group&age=11-13', '/programs?q=kinship',
  '/programs?near=55805&type=one-to-one', '/programs?setting=school&page=2'])
  test(`each count of ${path} is what its page has`, async () => {
    const boxes = boxesOf(await page(path), path);
    assert.ok(boxes.length > 20, `${boxes.length} boxes`);
    for (const { path: next, count } of boxes)
      assert.equal(totalOf(await follow(next)), count, next);
  });

test('the filter form carries words, place, order and view along', async () => {
  const html = await page(
    '/programs?q=school&near=55805&type=group&sort=name&view=map');
  const form = html.slice(html.indexOf('<details class="sift">'),
    html.indexOf('</details>'));
  for (const [name, value] of [['q', 'school'], ['near', '55805'],
    ['sort', 'name'], ['view', 'map']])
    assert.ok(form.includes(
      `<input type="hidden" name="${name}" value="${value}">`), name);
  const finder = html.slice(html.indexOf('<form class="finder"'),
    html.indexOf('<details'));
  assert.match(finder, /name="type" value="group"/);
  assert.match(finder, /name="q" value="school"/);
});

// One state, one address ------------------------------------------------------

for (const [from, to] of [
  ['?q=&type=group', '?type=group'],
  ['?type=peer&type=group&type=peer', '?type=group&type=peer'],
  ['?page=1&sort=best&view=list', ''],
  ['?age=08', '?age=8'],
  ['?needs=mentors&q=big%20brothers', '?q=big+brothers&needs=mentors'],
  ['?within=50', ''],
  ['?near=55805&within=25', '?near=55805'],
])
  test(`/programs${from} leads to /programs${to}`, async () => {
    const got = await site.get(`/programs${from}`);
    assert.equal(got.status, 301);
    assert.equal(got.headers.location, `/programs${to}`);
    assert.equal((await site.get(got.headers.location)).status, 200);
  });

test('the page names its canonical address', async () => {
  const html = await page('/programs?type=group&type=peer');
  assert.match(html, new RegExp('<link rel="canonical" href="' +
    `${site.url}/programs\\?type=group&amp;type=peer">`));
});

// Words -----------------------------------------------------------------------

test('the heading says the filters in words, and so does the title',
  async () => {
    for (const [query, words] of [
      ['?county=st-louis', /^\d+ programs in St\. Louis County$/],
      ['?county=st-louis&age=14-18',
        /^\d+ programs? for ages 14 to 18 in St\. Louis County$/],
      ['?type=group&type=peer', /^\d+ programs with group or peer mentoring$/],
      ['?q=kinship', /^\d+ programs for “kinship”$/],
      ['?near=55805', /^\d+ programs near Duluth, MN 55805$/],
      ['?county=cass-nd', /in Cass County, North Dakota$/],
      ['', /^98 programs$/],
    ]) {
      const html = await page(`/programs${query}`);
      assert.match(headingOf(html), words);
      assert.ok(html.includes(`<title>${html.match(
        /<h2 id="count">([^<]*)/)[1]} –`), 'title');
    }
  });

test('one program is one program', async () => {
  const slugs = {};
  for (const row of programs)
    for (const name of serves(row)) slugs[name] = (slugs[name] ?? 0) + 1;
  const [name] = Object.entries(slugs)
    .find(([county, count]) => count === 1 && / MN$/.test(county));
  const slug = name.slice(0, -3).toLowerCase().replace(/[^a-z]+/g, '-');
  assert.match(headingOf(await page(`/programs?county=${slug}`)),
    /^1 program in /);
});

test('a choice leads to what was found, not to the picture above it',
  async () => {
    const html = await page('/programs?type=group&sort=name');
    for (const part of [/<form [^>]*action="(\/programs[^"]*)"/g,
      /class="chip" href="([^"]*)"/g,
      /<li><a href="([^"]*)">(?:Map|Best match)</g, /href="([^"]*)" rel="next"/g])
      for (const [, href] of html.matchAll(part)) assert.match(href, /#found$/);
    assert.match(html, /<div class="tally" id="found"><h2/);
    const unknown = await page('/programs?near=Atlantis');
    assert.match(unknown, /id="found"><label for="near">/);
    assert.equal(unknown.match(/ id="found"/g).length, 1);
  });

test('a list by age says that programs without stated ages are left out',
  async () => {
    const html = await page('/programs?county=blue-earth&age=9');
    const [href] = linksOf(html, /not in this list\. <a href="([^"]*)"/g);
    assert.equal(href, '/programs?county=blue-earth#found');
    assert.ok(totalOf(await page(href)) > totalOf(html));
    assert.doesNotMatch(await page('/programs?county=blue-earth'),
      /not in this list/);
  });

test('chips take one filter away each, and all together', async () => {
  const html = await page('/programs?q=school&county=st-louis&type=one-to-one');
  assert.deepEqual(linksOf(html, /<a class="chip" href="([^"]*)"/g),
    ['/programs?q=school&type=one-to-one#found',
      '/programs?q=school&county=st-louis#found']);
  assert.match(html, /<span class="vh">Remove filter: <\/span>St\. Louis Cou/);
  assert.match(html, /href="\/programs\?q=school#found" class="small">Clear both</);
});

// Pages -----------------------------------------------------------------------

test('pages follow each other and hold every program once', async () => {
  const seen = [];
  let path = '/programs';
  for (let number = 1; path; number++) {
    const html = await page(path);
    seen.push(...linksOf(html, /<h3><a href="\/programs\/([^"]*)"/g));
    if (number > 1) assert.match(html, new RegExp(
      `<title>98 programs, page ${number} of 5 –`));
    assert.equal(/rel="prev"/.test(html), number > 1);
    path = linksOf(html, /<a href="([^"]*)" rel="next">/g)[0];
  }
  assert.equal(seen.length, 98);
  assert.equal(new Set(seen).size, 98);
});

test('a page beyond the end is 404 with a way back', async () => {
  for (const number of ['6', '999999999']) {
    const html = await page(`/programs?page=${number}`, 404);
    assert.match(html, /This list has only 5 pages\./);
    assert.match(html, /href="\/programs#found">Go to the first page/);
    assert.match(html, /href="\/programs\?page=5#found">Go to the last page/);
  }
});

test('sorting A to Z is by name', async () => {
  const names = (await listed('?sort=name')).map((p) => p.name);
  assert.deepEqual(names, [...names].sort((a, b) =>
    a.localeCompare(b, 'en', { sensitivity: 'base' })));
});

// Nothing found -----------------------------------------------------------------

test('an empty list says what was looked for, and each way out holds',
  async () => {
    const html = await page('/programs?q=kinship&county=kittson&age=7-9');
    assert.equal(headingOf(html),
      'No programs for “kinship” for ages 7 to 9 in Kittson County');
    const ways = [...html.matchAll(
      /<li><a href="([^"]*)">([^<]*)<\/a>: ([\d,]+) programs?<\/li>/g)];
    assert.ok(ways.length > 0);
    for (const [, href, label, count] of ways)
      assert.equal(totalOf(await page(decode(href))), Number(count), label);
  });

test('neighboring counties are offered', async () => {
  const html = await page('/programs?county=kittson');
  assert.match(html, /No programs in Kittson County/);
  assert.match(html, /Remove a filter|Look in a neighboring county/);
});

test('a misspelled word gets a suggestion that finds something', async () => {
  const html = await page('/programs?q=kinshipp');
  const [href] = linksOf(html, /Did you mean <a href="([^"]*)"/g);
  assert.equal(href, '/programs?q=kinship#found');
  assert.ok(totalOf(await page(href)) > 0);
});

test('an unknown place is told at its field, and the rest goes on',
  async () => {
    const html = await page('/programs?near=Atlantis&type=group');
    assert.match(html, /id="near-oops">We do not know this place/);
    assert.match(html, /value="Atlantis"[^>]* aria-invalid="true"/);
    assert.equal(totalOf(html),
      totalOf(await page('/programs?type=group')));
  });

// Bad input -------------------------------------------------------------------

for (const [query, note] of [
  ['age=abc', 'not an age'], ['age=-1', 'not an age'],
  ['age=1e9', 'not an age'], ['county=atlantis', 'We know no county'],
  ['type=%3Cscript%3E', 'We do not know the filter'],
  ['page=-3', 'not a page number'], ['sort=up', 'do not know the filter'],
])
  test(`?${query} is left out with a note`, async () => {
    const html = await page(`/programs?${query}`);
    assert.match(html, new RegExp(`role="note">[^<]*${note}`));
    assert.equal(totalOf(html), 98);
    assert.doesNotMatch(html, /<script>/);
  });

for (const [name, query, statuses] of [
  ['8 kB of words', `q=${'mentor+'.repeat(1150)}`, [200, 400, 414]],
  ['full-text operators', 'q=%22a%22+OR+NEAR(b+*)+AND+NOT+name%3Ac', [200, 301]],
  ['emoji', 'q=%F0%9F%9B%B6', [200]],
  ['invalid UTF-8', 'q=%FF%FE', [400]],
  ['NUL', 'q=a%00b', [400]],
  ['a page of 20 digits', 'page=99999999999999999999', [301, 404]],
  ['a broken escape', 'q=100%', [200, 301, 400]],
  ['300 values', 'type=a&'.repeat(300), [200, 400, 414]],
  ['a county of 3 kB', `county=${'x'.repeat(3000)}`, [200]],
])
  test(`${name}: a normal page or 400`, async () => {
    const got = await site.get(`/programs?${query}`);
    if (got.status === 301)
      assert.ok([200, 404].includes(
        (await site.get(got.headers.location)).status));
    assert.ok(statuses.includes(got.status), `${got.status}`);
  });

// The list as data --------------------------------------------------------------

test('the table has all results in columns that import reads', async () => {
  const got = await site.get('/programs.csv?type=group');
  assert.equal(got.status, 200);
  assert.match(got.headers['content-type'], /^text\/csv/);
  const rows = parseCsv(got.text);
  assert.deepEqual(rows.map(keyOf).sort(), programs.filter((row) =>
    row.program_types.split(';').includes('group')).map(keyOf).sort());
});

test('the feed is well-formed and leads to listings', async () => {
  const got = await site.get('/programs.atom?county=hennepin');
  assert.equal(got.status, 200);
  assert.match(got.headers['content-type'], /^application\/atom\+xml/);
  const lint = spawnSync('xmllint', ['--noout', '-'], { input: got.text,
    encoding: 'utf8' });
  assert.equal(lint.status, 0, lint.stderr);
  for (const mark of ['<id>', '<updated>', '<title>', '<author>', 'rel="self"'])
    assert.ok(got.text.includes(mark), mark);
  const [link] = linksOf(got.text, /<entry>.*?<link [^>]*href="([^"]*)"/g);
  assert.equal((await site.get(new URL(link).pathname)).status, 200);
});

test('data beyond its last part is 404', async () => {
  assert.equal((await site.get('/programs.csv?page=2')).status, 404);
  const { next, programs: all } =
    JSON.parse((await site.get('/programs.json')).text);
  assert.equal(next, null);
  assert.equal(all.length, 98);
});

test('JSON names what was left out', async () => {
  const got = JSON.parse((await site.get(
    '/programs.json?type=nonsense&county=st-louis')).text);
  assert.deepEqual(got.left_out, [{ parameter: 'type', value: 'nonsense' }]);
  assert.equal(got.total, got.programs.length);
});

// The map ---------------------------------------------------------------------

test('the map has the list below and the same numbers in a table', async () => {
  const html = await page('/programs?type=group&view=map');
  assert.match(html, /<svg class="map"/);
  const rows = [...html.matchAll(
    /<tr><th scope="row"><a href="([^"]*)"[^>]*>([^<]*)<\/a><\/th><td class="num">(\d+)/g)];
  assert.ok(rows.length > 5);
  for (const [, href, county, count] of rows.slice(0, 4))
    assert.equal(totalOf(await page(decode(href))), Number(count), county);
  assert.match(html, /<li class="entry">/);
});

test('structured data of the list parses', async () => {
  const html = await page('/programs?type=group');
  const blocks = [...html.matchAll(
    /<script type="application\/ld\+json">([^<]*)<\/script>/g)]
    .map((match) => JSON.parse(match[1]));
  const list = blocks.find((block) => block['@type'] === 'ItemList');
  assert.ok(list.itemListElement.length > 0);
});
