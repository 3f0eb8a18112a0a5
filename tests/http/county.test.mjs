// /counties: the picture, the table, one county.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { programs, serves } from '../lib/listings.mjs';

let site;
before(async () => { site = await startInstance(); });
after(() => site.stop());

const rowsOf = (html) => [...html.matchAll(
  /<a href="\/counties\/([a-z-]+)"[^>]*>([^<]*)<\/a><\/th><td class="num">(\d+)/g)]
  .map(([, slug, name, count]) => ({ slug, name, count: Number(count) }));

const serving = (name) =>
  programs.filter((row) => serves(row).includes(name)).length;

test('the table has all 87 counties with the numbers of the file', async () => {
  const got = await site.get('/counties');
  assert.equal(got.status, 200);
  const rows = rowsOf(got.text);
  assert.equal(rows.length, 87);
  for (const { name, count } of rows)
    assert.equal(count, serving(`${name.replace('&#39;', "'")} MN`), name);
});

test('each county has its page, with three numbers and its neighbors',
  async () => {
    const rows = rowsOf((await site.get('/counties')).text);
    for (const { slug, name, count } of rows) {
      const { status, text } = await site.get(`/counties/${slug}`);
      assert.equal(status, 200, slug);
      assert.ok(text.includes(`<h1>Mentoring in ${name} County</h1>`), name);
      const numbers = [...text.matchAll(/<\/dt><dd>(\d+)<\/dd>/g)]
        .map((match) => Number(match[1]));
      assert.equal(numbers.length, 3);
      assert.ok(numbers[0] + numbers[1] >= count, name);
      assert.equal(/No program names/.test(text),
        numbers[0] + numbers[1] === 0, name);
      assert.match(text, /id="neighbors"/);
      assert.match(text, /class="[^"]*here/);
    }
  });

test('a county that nobody names says so and shows the way on', async () => {
  const none = rowsOf((await site.get('/counties')).text)
    .find(({ count }) => count === 0);
  const { text } = await site.get(`/counties/${none.slug}`);
  assert.match(text, /No program names \S.* County as a place it serves yet\./);
  const neighbors = [...text.matchAll(
    /<li><a href="\/counties\/([a-z-]+)">[^<]* County<\/a>: (\d+) programs?</g)];
  assert.ok(neighbors.length >= 2);
  const rows = rowsOf((await site.get('/counties')).text);
  for (const [, slug, count] of neighbors)
    assert.equal(Number(count), rows.find((row) => row.slug === slug).count);
});

test('counties of other states have pages too', async () => {
  const { status, text } = await site.get('/counties/cass-nd');
  assert.equal(status, 200);
  assert.match(text, /<h1>Mentoring in Cass County, North Dakota<\/h1>/);
  assert.match(text, /<li class="entry">/);
});

test('an unknown county is 404', async () => {
  assert.equal((await site.get('/counties/atlantis')).status, 404);
});

test('what serves a county from elsewhere is on its page', async () => {
  const { text } = await site.get('/counties/morrison');
  for (const row of programs.filter((p) => serves(p).includes('Morrison MN')))
    assert.ok(text.replaceAll('&#39;', "'").replaceAll('&amp;', '&')
      .includes(`>${row.name}</a>`), row.name);
});
