// test.mjs KIND…: run the tests of each kind (unit, lint, http, browser),
// let each print its own report, and end with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);

function filesIn(folder, pattern) {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name)).sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

// One cmocka program; a crash before the end is a failure of its own.
function runUnit(program) {
  const got = spawnSync(program, {
    encoding: 'utf8', timeout: 120_000, maxBuffer: 64 << 20,
    env: { ...process.env, CMOCKA_MESSAGE_OUTPUT: 'STDOUT' },
  });
  const text = got.error ? String(got.error) : got.stdout + got.stderr;
  const passed = text.match(/^\[\s+OK \]/gm)?.length ?? 0;
  let failed = text.match(/^\[\s+(FAILED|ERROR)\s+\] (?!\d+ test)/gm)?.length
    ? new Set(text.match(/^\[\s+(?:FAILED|ERROR)\s+\] (?!\d+ test).*$/gm)
      .map((line) => line.replace(/^.*\]\s+/, ''))).size : 0;
  if (!failed && (got.status !== 0 || passed === 0)) failed = 1;
  console.log(`${failed ? '✖' : '✔'} ${program}: ${passed} passed` +
    (failed ? `, ${failed} failed (exit ${got.status ?? got.signal})` : ''));
  if (failed) console.log(text);
  return { passed, failed };
}

function unit() {
  const sum = { passed: 0, failed: 0 };
  const programs = filesIn('tests/unit', /^test_.*\.c$/)
    .map((name) => name.replace('tests/', 'build/san/').replace(/\.c$/, ''));
  for (const program of programs) {
    const got = runUnit(program);
    sum.passed += got.passed;
    sum.failed += got.failed;
  }
  return sum;
}

// node:test files, each in a process and with an instance of its own.
function nodeTests(kind) {
  const files = filesIn(`tests/${kind}`, /\.test\.mjs$/);
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'northstar-test-'));
  const tap = join(folder, 'tap');
  const got = spawnSync(process.execPath, ['--test',
    `--test-concurrency=${Math.min(4, availableParallelism())}`,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=tap', `--test-reporter-destination=${tap}`, ...files],
  { stdio: 'inherit' });
  const text = readFileSync(tap, 'utf8');
  rmSync(folder, { recursive: true });
  const count = (word) =>
    Number(text.match(new RegExp(`^# ${word} (\\d+)`, 'm'))?.[1] ?? 0);
  // A skipped test proves nothing, so it does not pass.
  let failed = count('fail') + count('cancelled') + count('skipped') +
    count('todo');
  if (got.status !== 0 && failed === 0) failed = 1;
  return { passed: count('pass'), failed };
}

const total = { passed: 0, failed: 0 };
for (const kind of process.argv.slice(2)) {
  console.log(`\n== ${kind} ==`);
  const got = kind === 'unit' ? unit() : nodeTests(kind);
  total.passed += got.passed;
  total.failed += got.failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
