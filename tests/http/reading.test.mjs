// Grade 8 or lower: what a page says in words of its own can be read by
// nearly everyone. Names that the plan and its principles have stay as they
// are, and count.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, startInstance } from '../lib/instance.mjs';
import { blocks, grade, sentences, syllables } from '../lib/reading.mjs';

const GRADE = 8;

let site;
before(async () => { site = await startInstance(); });
after(() => site?.stop());

function assertEasy(texts, least) {
  const list = sentences(texts);
  assert.ok(list.length >= least, `only ${list.length} sentences`);
  const hardest = list.map((text) => `${grade([text]).toFixed(1)} ${text}`)
    .sort((a, b) => parseFloat(b) - parseFloat(a)).slice(0, 5);
  assert.ok(grade(list) <= GRADE,
    `grade ${grade(list).toFixed(1)}; hardest:\n${hardest.join('\n')}`);
}

for (const [path, least] of [['/', 10], ['/about', 20], ['/programs', 4],
  ['/programs?county=kittson', 4], ['/programs/PROGRAM', 8], ['/counties', 2],
  ['/counties/st-louis', 2], ['/counties/kittson', 3], ['/dashboard', 6],
  ['/dashboard/corrections', 2], ['/about/privacy', 30],
  ['/dashboard/network', 8], ['/dashboard/region', 8],
  ['/dashboard/innovation', 8], ['/dashboard/policy', 8],
  ['/dashboard/quality', 8], ['/dashboard/sustainability', 8],
  ['/nothing', 2], ['/programs/no-such-program', 2]])
  test(`${path} is easy to read`, async () => {
    const list = await site.get('/programs');
    const [program] = list.text.match(/(?<=\/programs\/)[a-z0-9-]+(?=")/);
    const page = await site.get(path.replace('PROGRAM', program));
    assertEasy(blocks(page.text), least);
  });

test('what goes wrong is said in easy words', () => {
  const po = readFileSync(join(root, 'strings/en.po'), 'utf8').split('\n\n')
    .filter((entry) =>
      /^#: src\/page\/(error|comment|comment_report|report_reason)\.c/m
        .test(entry))
    .map((entry) => entry.match(/^msgid "(.+)"$/m)[1]);
  assertEasy(po, 20);
});

test('so do the pages for when the app cannot answer', () => {
  const folder = join(root, 'src/conf/errors');
  assertEasy(readdirSync(folder).flatMap((name) =>
    blocks(readFileSync(join(folder, name), 'utf8'))), 5);
});

test('syllables are counted well enough', () => {
  const known = { mentor: 2, mentoring: 3, partnership: 3, young: 1, people: 2,
    county: 2, counties: 2, published: 2, listing: 2, program: 2, meet: 1,
    available: 4, community: 4, sources: 2, needed: 2, asked: 1, changes: 2,
    used: 1, little: 2, table: 2, tables: 2, confirmed: 2, minnesota: 4,
    relationships: 5, sustainable: 4, strategic: 3, infrastructure: 4 };
  for (const [word, count] of Object.entries(known))
    assert.equal(syllables(word), count, word);
});

test('a hard text is found to be hard', () => {
  const hard = 'Stakeholders institutionalize interdisciplinary ' +
    'methodologies, facilitating organizational transformation initiatives ' +
    'across heterogeneous philanthropic ecosystems.';
  assert.ok(grade([hard]) > 16);
  assert.ok(grade(['You need three hours a week.']) < 3);
});
