// coverage.mjs [TARGET…]: which lines of the parsers (targets.mjs) the seeds
// reach. Of each file at least 95 in 100, and of each line that none reaches
// unreached.mjs says why. The last line is PASS or FAIL with the figures.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { build, here, root, tool } from './build.mjs';
import { targets } from './targets.mjs';
import { linesOf, unreached } from './unreached.mjs';

const AT_LEAST = 95;
const out = join(root, 'build/fuzz-coverage');
const run = (program, words, env = {}) => execFileSync(program, words,
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });

// What the seeds of a target do in its files: { file: { line: count } }, and
// the functions of each, [name, first line, last line].
function measure(target, program) {
  const raw = join(out, `${target.name}.profraw`);
  const data = join(out, `${target.name}.profdata`);
  run(program, ['-runs=0', '-close_fd_mask=2', join(here, 'seeds', target.name)],
    { LLVM_PROFILE_FILE: raw });
  run(tool('llvm-profdata'), ['merge', '-sparse', '-o', data, raw]);
  const files = target.covers.map((one) => join(root, one.file ?? one));
  const show = (format) => run(tool('llvm-cov'), ['export', program,
    `-instr-profile=${data}`, `-format=${format}`, ...files]);
  const lines = {}, functions = {};
  let at;
  for (const line of show('lcov').split('\n')) {
    if (line.startsWith('SF:')) at = lines[line.slice(3)] = {};
    const [, number, count] = line.match(/^DA:(\d+),(\d+)/) ?? [];
    if (number) at[number] = Number(count);
  }
  for (const { name, filenames, regions } of
    JSON.parse(show('text')).data[0].functions)
    (functions[filenames[0]] ??= []).push([name.split(':').at(-1),
      regions[0][0], regions[0][2]]);
  return { lines, functions };
}

function check(one, { lines, functions }) {
  const file = one.file ?? one, path = join(root, file);
  const text = readFileSync(path, 'utf8').split('\n');
  let numbers = Object.keys(lines[path] ?? {}).map(Number);
  const problems = [];
  const wanted = one.only ?? one.without;
  if (wanted) {
    const spans = (functions[path] ?? []).filter(([name]) =>
      wanted.includes(name));
    const gone = wanted.filter((name) =>
      !spans.some(([other]) => other === name));
    if (gone.length) problems.push(`${file}: no function ${gone.join(', ')}`);
    numbers = numbers.filter((number) => spans.some(([, from, to]) =>
      number >= from && number <= to) === Boolean(one.only));
  }
  const missed = numbers.filter((number) => lines[path][number] === 0);
  const explained = new Set();
  for (const entry of unreached.filter((entry) => entry.file === file)) {
    const about = linesOf(entry, text);
    if (!about) {
      problems.push(`${file}: does not hold "${entry.lines.join(' / ')}" once`);
      continue;
    }
    if (numbers.some((n) => about.includes(n)) &&
        !missed.some((n) => about.includes(n)))
      problems.push(`${file}:${about[0]}: is reached, though unreached.mjs ` +
        'says why not');
    for (const number of about) explained.add(number);
  }
  for (const number of missed)
    if (!explained.has(number))
      problems.push(`${file}:${number}: ${text[number - 1].trim()}`);
  const reached = numbers.length - missed.length;
  const percent = numbers.length ? 100 * reached / numbers.length : 0;
  if (percent < AT_LEAST)
    problems.push(`${file}: fewer than ${AT_LEAST} in 100 lines are reached`);
  return { file, reached, count: numbers.length, percent, problems };
}

const names = process.argv.slice(2);
const programOf = build('coverage');
mkdirSync(out, { recursive: true });
let failed = 0, reached = 0, count = 0, least = 100;
for (const target of targets) {
  if (names.length && !names.includes(target.name)) continue;
  const measured = measure(target, programOf(target.name));
  for (const one of target.covers) {
    const got = check(one, measured);
    console.log(`${got.problems.length ? 'FAIL' : 'ok  '} ${target.name}: ` +
      `${got.file}: ${got.reached} of ${got.count} lines, ` +
      `${got.percent.toFixed(1)} %`);
    for (const problem of got.problems) console.log(`     ${problem}`);
    failed += got.problems.length > 0;
    reached += got.reached;
    count += got.count;
    least = Math.min(least, got.percent);
  }
}
console.log(`\n${failed || !count ? 'FAIL' : 'PASS'} fuzz-coverage: ${reached} ` +
  `of ${count} lines of the parsers, in each file at least ` +
  `${least.toFixed(1)} %`);
process.exitCode = failed || !count ? 1 : 0;
