// The plan: dashboard, areas and the figures as data, against the starter
// file of measures.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, startInstance } from '../lib/instance.mjs';

const areas = ['network', 'region', 'innovation', 'policy', 'quality',
  'sustainability'];
let site;

before(async () => { site = await startInstance(); });
after(() => site.stop());

const text = (html) => html.replace(/<[^>]+>/g, ' ').replace(/&amp;/g, '&')
  .replace(/&#39;/g, "'").replace(/\s+/g, ' ');

test('the dashboard shows six areas, and says that no target was published',
  async () => {
    const page = await site.get('/dashboard');
    assert.equal(page.status, 200);
    assert.equal(page.text.match(/<li class="area"/g).length, 6);
    for (const area of areas)
      assert.ok(page.text.includes(`href="/dashboard/${area}"`), area);
    const words = text(page.text);
    assert.match(words, /No target was published/);
    assert.match(words, /more than 300/);
    assert.match(words, /about 200,000/);
    assert.doesNotMatch(page.text, /class="aim"/);
  });

test('every figure of the starter file stands on its area page with its source',
  async () => {
    const csv = readFileSync(join(root, 'data/measures.csv'), 'utf8');
    const sources = { network: 'MPM blog August 2016', region: 'MPM survey 2012',
      policy: 'OJJDP figure', sustainability: 'MPM quality page' };
    for (const area of areas) {
      const page = await site.get(`/dashboard/${area}`);
      assert.equal(page.status, 200, area);
      const rows = csv.split('\n').filter((row) => row.startsWith(`${area},`));
      assert.equal(page.text.match(/<th scope="row">/g).length, rows.length,
        area);
      if (sources[area]) assert.ok(text(page.text).includes(sources[area]), area);
    }
  });

test('the figures as CSV are what an import reads again without a change',
  async () => {
    const page = await site.get('/dashboard.csv');
    assert.match(page.headers['content-type'], /^text\/csv; charset=utf-8/);
    const file = join(site.state, 'again.csv');
    writeFileSync(file, page.body);
    assert.match(site.run('import', 'measures', file), /0 /);
    assert.equal((await site.get('/dashboard.csv')).text, page.text);
    const network = await site.get('/dashboard/network.csv');
    assert.ok(network.text.length < page.text.length);
    assert.match(network.text, /^area,measure,.*\nnetwork,/);
  });

test('the figures as JSON name period, value and source, and live ones beside',
  async () => {
    const page = await site.get('/dashboard.json');
    assert.match(page.headers['content-type'], /^application\/json/);
    const plan = JSON.parse(page.text);
    assert.deepEqual(plan.areas.map((area) => area.slug), areas);
    const programs = plan.areas[0].measures.find((m) => m.slug === 'programs');
    assert.deepEqual(programs.figures.map((f) => [f.period, f.value]),
      [['2012', 300], ['2014', 300], ['2016', 280]]);
    assert.ok(programs.figures.every((f) => f.source && !f.is_target));
    const live = plan.areas[0].in_the_directory_today;
    assert.equal(live.find((f) => f.slug === 'listings').value, 98);
  });

test('a target entered later shows as a gold line, and the state follows',
  async () => {
    const file = join(site.state, 'target.csv');
    const csv = (await site.get('/dashboard.csv')).text;
    const row = csv.split('\n').find((r) => r.startsWith('network,programs,'));
    const cells = row.split(',');
    writeFileSync(file, `${csv.split('\n')[0]}\n` + [...cells.slice(0, 6),
      '2016', '2016', 'yes', '350', '', 'A test', ''].join(',') + '\n');
    site.run('import', 'measures', file);
    const page = await site.get('/dashboard');
    assert.match(page.text, /class="aim"/);
    assert.match(text(page.text), /Behind/);
    assert.match(text((await site.get('/dashboard/network')).text),
      /280 of a target of 350|target 350/);
  });

test('what a published figure was stands with it, in words and as data',
  async () => {
    assert.match(text((await site.get('/dashboard/corrections')).text),
      /No figure has been corrected yet/);
    const csv = (await site.get('/dashboard.csv')).text.split('\n');
    const file = join(site.state, 'corrected.csv');
    const row = csv.find((r) => r.startsWith('network,mentors,'));
    writeFileSync(file, `${csv[0]}\n${row.replace(',41000,', ',12345.5,')}\n`);
    site.run('import', 'measures', file);
    const said = /Corrected \d+ \w+ \d{4}: it was 41,000\. Reason: A newer/;
    assert.match(text((await site.get('/dashboard/network')).text), said);
    const page = text((await site.get('/dashboard/corrections')).text);
    assert.match(page,
      /it was 41,000\. It became 12,345\.5\. Reason: A newer/);
    const { areas: [network] } =
      JSON.parse((await site.get('/dashboard/network.json')).text);
    const mentors = network.measures.find(({ slug }) => slug === 'mentors');
    assert.equal(mentors.figures[0].value, 12345.5);
    const [{ corrected_at: at, ...correction }] = mentors.corrections;
    assert.match(at, /^\d{4}-\d\d-\d\dT/);
    assert.deepEqual(correction, { period: '2012', is_target: false,
      field: 'figure', before: '41000', after: '12345.5',
      reason: 'A newer table of figures was imported.' });
  });

test('an unknown area is not found, in every form', async () => {
  for (const path of ['/dashboard/nothing', '/dashboard/nothing.csv',
    '/dashboard/nothing.json', '/dashboard/network/x'])
    assert.equal((await site.get(path)).status, 404, path);
});
