// test.mjs [--quick] KIND…: run the tests of each kind (unit, lint, http,
// browser), let each print its own report, and end with `N passed, N failed`.
// --quick leaves out the files below, for `make check`.
import { execFile, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Longer than eight seconds each: together four fifths of all HTTP tests.
const LONG = ['chaos', 'mail_faults', 'moderate', 'sign_in_hostile',
  'conversation', 'comment_mail', 'ready_made', 'sign_in', 'sign_in_email',
  'hostile', 'command', 'conversation_storm', 'fault', 'comment', 'run',
  'import_comments', 'mail', 'comment_storm', 'words', 'backup', 'mail_words',
  'comment_read', 'comment_write', 'spam', 'form_token']
  .map((name) => `tests/http/${name}.test.mjs`);

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const isQuick = process.argv.includes('--quick');
const kinds = process.argv.slice(2).filter((word) => word !== '--quick');

function filesIn(folder, pattern) {
  try {
    return readdirSync(folder).filter((name) => pattern.test(name)).sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
}

const start = (program) => new Promise((resolve) => execFile(program, {
  encoding: 'utf8', timeout: 120_000, maxBuffer: 64 << 20,
  env: { ...process.env, CMOCKA_MESSAGE_OUTPUT: 'STDOUT' },
}, (error, stdout, stderr) => resolve({ status: error ? error.code : 0,
  signal: error?.signal, text: stdout + stderr || String(error) })));

// One cmocka program; a crash before the end is a failure of its own.
async function runUnit(program) {
  const got = await start(program), { text } = got;
  const passed = text.match(/^\[\s+OK \]/gm)?.length ?? 0;
  let failed = text.match(/^\[\s+(FAILED|ERROR)\s+\] (?!\d+ test)/gm)?.length
    ? new Set(text.match(/^\[\s+(?:FAILED|ERROR)\s+\] (?!\d+ test).*$/gm)
      .map((line) => line.replace(/^.*\]\s+/, ''))).size : 0;
  if (!failed && (got.status !== 0 || passed === 0)) failed = 1;
  console.log(`${failed ? '✖' : '✔'} ${program}: ${passed} passed` +
    (failed ? `, ${failed} failed (exit ${got.signal ?? got.status})` : ''));
  if (failed) console.log(text);
  return { passed, failed };
}

const cores = Math.min(4, availableParallelism());

async function unit() {
  const sum = { passed: 0, failed: 0 };
  const programs = filesIn('tests/unit', /^test_.*\.c$/)
    .map((name) => name.replace('tests/', 'build/san/').replace(/\.c$/, ''));
  const work = async () => {
    for (let program; (program = programs.shift());) {
      const got = await runUnit(program);
      sum.passed += got.passed;
      sum.failed += got.failed;
    }
  };
  await Promise.all(Array.from({ length: cores }, work));
  return sum;
}

// node:test files, each in a process and with an instance of its own.
function nodeTests(kind) {
  const files = filesIn(`tests/${kind}`, /\.test\.mjs$/)
    .filter((file) => !isQuick || !LONG.includes(file));
  if (files.length === 0) return { passed: 0, failed: 0 };
  const folder = mkdtempSync(join(tmpdir(), 'northstar-test-'));
  const counts = join(folder, 'counts');
  const got = spawnSync(process.execPath, ['--test',
    `--test-concurrency=${cores}`,
    '--test-reporter=spec', '--test-reporter-destination=stdout',
    '--test-reporter=./tools/counts.mjs',
    `--test-reporter-destination=${counts}`, ...files],
  { stdio: 'inherit' });
  const text = readFileSync(counts, 'utf8');
  rmSync(folder, { recursive: true });
  const count = (word) =>
    Number(text.match(new RegExp(`^# ${word} (\\d+)`, 'm'))?.[1] ?? 0);
  // A skipped test proves nothing, so it does not pass.
  let failed = count('fail') + count('cancelled') + count('skipped') +
    count('todo');
  if (got.status !== 0 && failed === 0) failed = 1;
  console.log(text.match(/^longest: .*/m)?.[0] ?? '');
  return { passed: count('pass'), failed };
}

const total = { passed: 0, failed: 0 };
for (const kind of kinds) {
  console.log(`\n== ${kind} ==`);
  const got = kind === 'unit' ? await unit() : nodeTests(kind);
  total.passed += got.passed;
  total.failed += got.failed;
}
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed || !total.passed ? 1 : 0;
