// run.mjs [WORD…]: for each defence in the lists beside this file, a copy of
// the sources with the defence taken out, and the test that must then fail.
// A list is a file NAME.list.mjs that exports an array of
//
//	{ name: 'a form without its token is refused',
//	  file: 'src/page/guard.c', from: 'text', to: 'other text',
//	  test: 'tests/http/form_token.test.mjs', only: 'a form of another' }
//
// from stands in file exactly once. test is a file of node:test, or a unit
// test (tests/unit/test_*.c); only (optional) chooses those of a file. Each test
// must pass on the sources as they are. WORDs choose mutants by name, file or
// list. The last line is PASS or FAIL with the count.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync,
  symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { part } from '../lib/part.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../..');
const tree = join(root, 'build/mutants/tree');
const AT_LEAST = 40;
const TEST_MS = 300_000;

async function readLists() {
  const all = [];
  for (const name of readdirSync(here).filter((one) =>
    one.endsWith('.list.mjs')).sort())
    all.push(...(await import(join(here, name))).default
      .map((one) => ({ ...one, list: name })));
  return all;
}

// The working tree as it is, with what was built of it.
function copyTree() {
  rmSync(tree, { recursive: true, force: true });
  mkdirSync(join(tree, 'build'), { recursive: true });
  const files = execFileSync('git', ['-C', root, 'ls-files', '-z', '--cached',
    '--others', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0').filter((name) => name && existsSync(join(root, name)));
  for (const name of files)
    cpSync(join(root, name), join(tree, name), { preserveTimestamps: true });
  for (const name of ['san', 'static', 'static.stamp'])
    cpSync(join(root, 'build', name), join(tree, 'build', name),
      { recursive: true, preserveTimestamps: true });
  for (const words of [['init', '-q'], ['add', '.']]) // tests ask what is in it
    execFileSync('git', ['-C', tree, ...words]);
  symlinkSync(join(root, 'tests/node_modules'), join(tree, 'tests/node_modules'));
  utimesSync(join(tree, 'src/util/config.c'), new Date(), new Date()); // SHARE
}

const run = (words, more = {}) => spawnSync(words[0], words.slice(1),
  { cwd: tree, encoding: 'utf8', timeout: TEST_MS, maxBuffer: 1 << 26, ...more });
const unitOf = (test) => test.startsWith('tests/unit/')
  ? test.replace('tests/', 'build/san/').replace(/\.c$/, '') : null;

// What is told when it cannot be built, else null.
function build(test) {
  const got = run(['make', '-s', '-j2', 'SAN=1',
    ...(unitOf(test) ? [unitOf(test)] : ['all'])], { timeout: 900_000 });
  return got.status === 0 ? null : got.stdout + got.stderr;
}

// What the test says when it fails, else null.
function complaint({ test, only }) {
  const unit = unitOf(test);
  const got = unit ? run([unit])
    : run([process.execPath, '--test', ...(only
      ? [`--test-name-pattern=${only}`] : []), test]);
  return got.status === 0 ? null : got.stdout + got.stderr;
}

// A test that fails now and then judges nothing. When it fails on the sources
// as they are, it is shown, and may try again, for others use the machine, too.
function isSound(one) {
  const wrong = build(one.test) ?? complaint(one);
  if (wrong) console.log(wrong);
  return !wrong || !complaint(one);
}

function change({ file, from, to }) {
  const path = join(tree, file), text = readFileSync(path, 'utf8');
  const count = text.split(from).length - 1;
  if (count !== 1) throw new Error(`${file} holds "${from}" ${count} times`);
  writeFileSync(path, text.replace(from, () => to));
  return () => writeFileSync(path, text);
}

// Why a mutant is not caught, else null.
function judge(one, sound) {
  const key = `${one.test} ${one.only ?? ''}`;
  if (!sound.has(key)) sound.set(key, isSound(one));
  if (!sound.get(key)) return 'the test fails on the sources as they are';
  try {
    const undo = change(one);
    const wrong = build(one.test);
    const said = wrong ? `cannot be built: ${wrong}`
      : complaint(one) ? null : 'NOT CAUGHT';
    undo();
    return said;
  } catch (error) {
    return error.message;
  }
}

const words = process.argv.slice(2);
const mutants = (await readLists()).filter((one) => !words.length ||
  words.some((word) => [one.name, one.file, one.list]
    .some((text) => text.includes(word))));
const isWhole = words.length === 0;
await part('mutants', { minutes: 120, isKept: isWhole }, (_, p) => {
  const sound = new Map(), lists = new Map();
  copyTree();
  for (const one of mutants) {
    const said = judge(one, sound);
    const list = lists.get(one.list) ?? { caught: 0, missed: [] };
    lists.set(one.list, list);
    if (said) list.missed.push(one.name);
    else list.caught++;
    console.log(said ? `FAIL   ${one.name}: ${said}` : `caught ${one.name}`);
  }
  let caught = 0;
  console.log();
  for (const [name, list] of lists) {
    caught += list.caught;
    p.row({ tried: `defences of ${name}, each taken out of a copy of the ` +
      `sources: ${list.caught + list.missed.length}`,
    result: `a test noticed ${list.caught}` + (list.missed.length
      ? `; not: ${list.missed.join(', ')}` : ''), good: !list.missed.length });
  }
  p.row({ tried: `all of them: ${mutants.length}` +
    (isWhole ? ` (at least ${AT_LEAST})` : ''), result: `${caught} noticed`,
  good: caught === mutants.length && (!isWhole || caught >= AT_LEAST) });
});
