// A part of the fault suite: one file of tests/chaos, one program. It prints
// a line for each thing that it tried and ends with one line, PASS or FAIL,
// with the figures; --smoke tries a little of everything, in seconds. What a
// whole run found stays in build/chaos/NAME.json, for docs/reliability.md.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { join } from 'node:path';

import { root } from './instance.mjs';

export const isSmoke = process.argv.includes('--smoke');

function commit() {
  try {
    return execFileSync('git', ['-C', root, 'describe', '--always', '--dirty'],
      { encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}

// What the results of a part begin with: of which code, when, where.
export const heading = (name) => ({
  name, commit: commit(), date: new Date().toISOString().slice(0, 10),
  machine: `${availableParallelism()} cores, ` +
    `${Math.round(totalmem() / 2 ** 30)} GB` });

// Run body(size, p): size is sizes.smoke or sizes.full; p.row() notes one
// thing that was tried:
//
//	p.row({ tried: '500 kills of random workers under 12 writers',
//	  result: '0 failed of 48,112 requests', good: failed === 0 });
//
// tried and result are words for people and hold measured figures. A part
// without a row, one that throws, and one that takes longer than minutes
// fails. isKept: it was whole.
export async function part(name, { full, smoke, minutes = 30,
  isKept = !isSmoke }, body) {
  const rows = [], began = Date.now(), head = heading(name);
  const p = {
    row({ tried, result, good }) {
      rows.push({ tried, result, good: Boolean(good) });
      console.log(`${good ? 'ok  ' : 'FAIL'} ${tried}: ${result}`);
    },
  };
  const late = setTimeout(() => {
    console.log(`FAIL ${name}: not done after ${minutes} minutes`);
    process.exit(1);
  }, minutes * 60_000);
  let thrown;
  try {
    await body(isSmoke ? smoke : full, p);
  } catch (error) {
    thrown = error;
    console.error(error);
  }
  clearTimeout(late);
  const good = rows.filter((row) => row.good).length;
  const passed = !thrown && good > 0 && good === rows.length;
  const seconds = Math.round((Date.now() - began) / 1000);
  if (isKept) {
    mkdirSync(join(root, 'build/chaos'), { recursive: true });
    writeFileSync(join(root, `build/chaos/${name}.json`), JSON.stringify(
      { ...head, passed, seconds, rows }, null, '\t'));
  }
  console.log(`${passed ? 'PASS' : 'FAIL'} ${name}: ${good} of ` +
    `${rows.length} held, ${seconds} s${thrown ? `; ${thrown.message}` : ''}`);
  process.exitCode = passed ? 0 : 1;
  if (thrown) process.exit(); // whatever it left open
}
