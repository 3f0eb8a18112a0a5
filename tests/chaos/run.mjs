// run.mjs [--smoke] [--record] [PART…]: the parts of the fault suite, one
// after the other. The last line is PASS or FAIL. --record writes what whole
// runs found into docs/reliability.md, between its two marks: the rows of parts
// that left nothing in build/chaos stay as they are. --record-only does that
// alone, with what earlier runs left.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { recordStood } from '../fuzz/stood.mjs';

const folder = dirname(fileURLToPath(import.meta.url));
const root = join(folder, '../..');
const options = process.argv.slice(2).filter((word) => word.startsWith('--'));
const wanted = process.argv.slice(2).filter((word) => !word.startsWith('--'));
export const parts = readdirSync(folder)
  .filter((name) => name.endsWith('.mjs') && name !== 'run.mjs')
  .map((name) => name.slice(0, -4)).sort();

const HEAD = ['| part | tried | result | commit, day |', '|---|---|---|---|'];

const linesOf = (one) => one.rows.map((row) => `| \`${one.name}\` | ` +
  `${row.tried} | ${row.good ? '' : '**not held:** '}${row.result} | ` +
  `${row.commit ?? one.commit}, ${row.date ?? one.date} |`);

// The lines of a table, those of each part together.
function partsOf(table) {
  const lines = {};
  for (const line of table.split('\n')) {
    const name = line.match(/^\| `([\w-]+)` \|/)?.[1];
    if (name) (lines[name] ??= []).push(line);
  }
  return lines;
}

function record() {
  const page = join(root, 'docs/reliability.md');
  const results = join(root, 'build/chaos');
  const found = (existsSync(results) ? readdirSync(results) : [])
    .filter((name) => name.endsWith('.json'))
    .map((name) => JSON.parse(readFileSync(join(results, name), 'utf8')));
  const text = readFileSync(page, 'utf8');
  writeFileSync(page, text.replace(
    /(<!-- figures: .*?-->\n)([^]*?)(<!-- end of figures -->)/,
    (_, begin, table, end) => {
      const lines = partsOf(table);
      for (const one of [...found, recordStood()])
        lines[one.name] = linesOf(one);
      return [begin + HEAD.join('\n'), ...Object.keys(lines).sort()
        .flatMap((name) => lines[name]), end].join('\n');
    }));
}

const unknown = wanted.filter((name) => !parts.includes(name));
if (unknown.length) {
  console.log(`FAIL: no part is called ${unknown.join(', ')}; there are ` +
    parts.join(', '));
  process.exit(1);
}
let failed = 0;
const chosen = options.includes('--record-only') ? []
  : wanted.length ? wanted : parts;
for (const name of chosen) {
  console.log(`\n== ${name} ==`);
  const got = spawnSync(process.execPath, [join(folder, `${name}.mjs`),
    ...options.filter((word) => word === '--smoke')], { stdio: 'inherit' });
  if (got.status !== 0) failed++;
}
if (options.some((word) => word.startsWith('--record'))) record();
console.log(`\n${failed ? 'FAIL' : 'PASS'}: ${chosen.length - failed} of ` +
  `${chosen.length} parts held`);
process.exitCode = failed ? 1 : 0;
