// run.mjs [--runs=N] [--seconds=N] [TARGET…]: build the fuzz targets with
// clang and sanitizers, and run each in turn until it has stood N inputs (as
// many as targets.mjs asks for), or for so many seconds. What was run before, on the
// same code, counts (stood.mjs). Others may run at the same time, for other
// targets.
//
// Each fourth slice has long inputs and watches comparisons, which finds the
// words that a parser looks for; the others are several times as fast.
//
// What a run learns stays in build/fuzz/corpus for the next one. An input that
// crashes, leaks, is slow or breaks a promise is kept in
// build/fuzz/findings/TARGET, is tried first the next time, and fails; run
// build/fuzz/targets/TARGET on that file to see it again. The last line is PASS or
// FAIL with the figures.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { heading } from '../lib/part.mjs';
import { build, here, root } from './build.mjs';
import { BYTES, keepStood, stoodOf } from './stood.mjs';
import { targets } from './targets.mjs';

const SLICE_SECONDS = 60; // after which figures are kept
const FEW_BYTES = 256;
const RSS_MB = 1024, MALLOC_MB = 64;
const out = join(root, 'build/fuzz');

const words = process.argv.slice(2);
const option = (name) => Number(words.find((word) =>
  word.startsWith(`--${name}=`))?.split('=')[1] || 0);
const names = words.filter((word) => !word.startsWith('--'));
const most = option('runs'), seconds = option('seconds');
const say = (number) => Math.round(number).toLocaleString('en-US');

// One run of libFuzzer; what it did, and how it ended if it ended badly. What
// never ends is found after a minute: by the clock, and others may be busy.
function start(target, program, words) {
  const { name } = target;
  const folder = (kind) => join(out, kind, name);
  for (const kind of ['corpus', 'findings', 'log'])
    mkdirSync(folder(kind), { recursive: true });
  const slowest = join(folder('log'), 'slowest');
  const got = spawnSync(program, ['-timeout=60', '-detect_leaks=1',
    `-rss_limit_mb=${RSS_MB}`, `-malloc_limit_mb=${MALLOC_MB}`,
    '-close_fd_mask=2', `-artifact_prefix=${folder('findings')}/`,
    ...words(folder, slowest)],
  { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28,
    env: { ...process.env, FUZZ_SLOWEST: slowest,
      ASAN_OPTIONS: 'quarantine_size_mb=16:malloc_context_size=1' } });
  if (got.error) throw got.error;
  const text = got.stdout + got.stderr;
  writeFileSync(join(folder('log'), 'log'), text);
  const stat = (pattern) => Number(text.match(pattern)?.[1] ?? 0);
  return { cpu_ms: stat(/cpu_ms: (\d+)/), isBad: got.status !== 0,
    runs: stat(/number_of_executed_units:\s+(\d+)/),
    rss: stat(/peak_rss_mb:\s+(\d+)/), slowest: stat(/slowest_ns: (\d+)/),
    why: text.match(/.*(ERROR|SUMMARY|runtime error).*/g)?.slice(0, 4) ?? [] };
}

// So many inputs, or as many as there is time for. Watching takes several
// times as long as what is watched: how long its slowest input takes is asked
// of the fast program.
function slice(target, programs, { runs, time, isLong }) {
  const dictionary = join(here, 'dictionaries', `${target.name}.dict`);
  const got = start(target, programs[isLong ? 'watching' : 'fast'],
    (folder) => [`-runs=${runs}`, `-max_total_time=${time}`,
      `-max_len=${isLong ? BYTES : FEW_BYTES}`, '-reload=0',
      '-print_final_stats=1',
      ...(existsSync(dictionary) ? [`-dict=${dictionary}`] : []),
      folder('corpus'), join(here, 'seeds', target.name), folder('findings')]);
  if (!isLong || got.isBad) return got;
  const { isBad, slowest, why } = start(target, programs.fast,
    (_, slowest) => [slowest]);
  return { ...got, isBad, slowest, why };
}

// Runs until enough.
function fuzz(target, programs) {
  const sum = stoodOf(target);
  const goal = most || (seconds ? Infinity : target.runs);
  const until = seconds ? Date.now() + seconds * 1000 : Infinity;
  let count = 0, ms = 0, got;
  sum.findings = 0; // each is tried again
  do {
    const left = Math.min(most ? most - count : goal - sum.runs, 2e9);
    const time = Math.ceil(Math.min(SLICE_SECONDS, (until - Date.now()) / 1000));
    if (left <= 0 || time <= 0) break;
    const isLong = sum.slices % 4 === 0;
    got = slice(target, programs, { runs: Math.round(left), time, isLong });
    sum.slices++;
    count += got.runs;
    ms += got.cpu_ms;
    sum.runs += got.runs;
    sum.cpu_ms += got.cpu_ms;
    sum.slowest_ns = Math.max(sum.slowest_ns, got.slowest);
    sum.rss = Math.max(sum.rss, got.rss);
    if (got.isBad) sum.findings = 1;
    const { commit, date } = heading('fuzz');
    keepStood(target, { ...sum, commit, date });
  } while (!got.isBad && (got.runs > 0 || got.isBad));
  const isBad = sum.findings > 0 || (got && got.runs === 0);
  console.log(`${isBad ? 'FAIL' : 'ok  '} ${target.name}: ${say(count)} ` +
    `inputs now, ${say(count / (ms / 1000 || 1))} for a second of ` +
    `processor, ${say(sum.runs)} in all; slowest ` +
    `${(sum.slowest_ns / 1e6).toFixed(2)} ms, ${sum.rss} MB` +
    (isBad ? `; see build/fuzz/log/${target.name} and ` +
      `build/fuzz/findings/${target.name}\n     ${got.why.join('\n     ')}` : ''));
  return { isBad, count, slowest: sum.slowest_ns };
}

// A file without a row here would never run.
const known = new Set(targets.map(({ name }) => name));
const missing = readdirSync(here).filter((file) =>
  file.startsWith('fuzz_') && file.endsWith('.c') &&
  !known.has(file.slice(5, -2)));
const unknown = names.filter((name) => !known.has(name));
if (missing.length || unknown.length) {
  console.log(`FAIL fuzz: not in targets.mjs: ` +
    [...missing, ...unknown].join(', '));
  process.exit(1);
}
const watching = build('fuzz'), fast = build('fuzz-fast');
const chosen = names.length ? names.map((name) =>
  targets.find((target) => target.name === name)) : targets;
let failed = 0, count = 0, slowest = 0;
for (const target of chosen) {
  const got = fuzz(target, { watching: watching(target.name),
    fast: fast(target.name) });
  failed += got.isBad;
  count += got.count;
  slowest = Math.max(slowest, got.slowest);
}
console.log(`\n${failed ? 'FAIL' : 'PASS'} fuzz: ${chosen.length - failed} of ` +
  `${chosen.length} targets held, ${say(count)} inputs now; slowest ` +
  `${(slowest / 1e6).toFixed(2)} ms of 25`);
process.exitCode = failed ? 1 : 0;
