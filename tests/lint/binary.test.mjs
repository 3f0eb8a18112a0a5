// The release program is hardened: what the compiler is told, and what came
// of it, read off the file.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { arch } from 'node:os';
import { existsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = join(root, 'build/northstar');
const isX86 = arch() === 'x64';

function run(...words) {
  const got = spawnSync(words[0], words.slice(1), { encoding: 'utf8', cwd: root,
    maxBuffer: 256 << 20, env: { ...process.env, LC_ALL: 'C' } });
  assert.equal(got.status, 0, got.stderr);
  return got.stdout;
}
const readelf = (what) => run('readelf', '-W', what, program);
const segments = readelf('-l');
const dynamic = readelf('-d');
const symbols = run('nm', '-D', '--undefined-only', program).split('\n')
  .map((line) => line.trim().replace(/^U /, '').replace(/@.*/, ''));

// The first instructions of our own functions, by name.
let entries;
function entryOf(name) {
  entries ??= new Map([...run('objdump', '-d', '--no-show-raw-insn', program)
    .matchAll(/^[0-9a-f]+ <(\w+)>:\n((?:.+\n)+)/gm)]
    .map(([, one, body]) => [one, body]));
  return entries.get(name);
}

test('it can be loaded anywhere', () => {
  assert.match(readelf('-h'), /Type:\s+DYN/);
  assert.match(dynamic, /FLAGS_1.*\bPIE\b/);
});

test('what the loader filled in is read-only before main()', () => {
  assert.match(segments, /GNU_RELRO/);
  assert.match(dynamic, /FLAGS_1.*\bNOW\b/);
  assert.doesNotMatch(segments, /\.got\.plt/);
});

test('nothing can be written and run, the stack neither', () => {
  assert.match(segments, /GNU_STACK.*\bRW\b/);
  for (const line of segments.split('\n'))
    if (/^\s+(LOAD|GNU_STACK)/.test(line))
      assert.doesNotMatch(line, /\bRWE\b|\bR?WE\b/);
  assert.doesNotMatch(dynamic, /TEXTREL/);
});

test('code and data share no page', () => {
  const loads = [...segments.matchAll(/^\s+LOAD\s.*0x[0-9a-f]+ ([RWE ]{3}) 0x/gm)]
    .map(([, flags]) => flags.trim().replaceAll(' ', ''));
  assert.deepEqual(loads, ['R', 'RE', 'R', 'RW']);
});

test('libraries come from where the system keeps them', () => {
  assert.doesNotMatch(dynamic, /RPATH|RUNPATH/);
  const needed = [...dynamic.matchAll(/NEEDED.*\[(.*)\]/g)]
    .map(([, name]) => name);
  assert.ok(needed.includes('libsqlite3.so.0'));
  for (const name of needed) assert.doesNotMatch(name, /\//);
  assert.ok(!needed.some((name) => /asan|ubsan|gcov/.test(name)));
});

test('stacks have canaries, and calls are checked', () => {
  assert.ok(symbols.includes('__stack_chk_fail'));
  const checked = symbols.filter((name) => /^__\w+_chk$/.test(name));
  assert.ok(checked.length >= 8, checked.join(' '));
  for (const name of ['printf', 'fprintf', 'vfprintf', 'vsnprintf', 'asprintf',
    'sprintf', 'vsprintf', 'dprintf'])
    assert.ok(!symbols.includes(name), `${name} is not checked`);
  for (const name of ['gets', 'strcpy', 'strcat', 'mktemp', 'system', 'popen'])
    assert.ok(!symbols.includes(name), name);
});

test('large stacks are touched page by page', () => {
  assert.match(run('objdump', '-d', '--no-show-raw-insn', program),
    isX86 ? /orq\s+\$0x0,(0x[0-9a-f]+)?\(%rsp\)/ : /str\s+xzr, \[sp/);
});

test('jumps and returns go where they may', () => {
  const notes = readelf('-n');
  if (isX86) {
    assert.match(notes, /x86 feature:.*IBT/);
    assert.match(notes, /x86 feature:.*SHSTK/);
    for (const name of ['main', 'command_serve', 'page_home', 'dispatch_handle',
      'fcgi_serve', 'view_open'])
      assert.match(entryOf(name) ?? '', /^.*\bendbr64/, name);
  } else if (arch() === 'arm64') {
    assert.match(entryOf('main'), /^.*\b(paciasp|bti)/);
  }
});

test('nobody else may write what is built', () => {
  for (const name of ['build/northstar', 'build/static', 'build'])
    if (existsSync(join(root, name)))
      assert.equal(statSync(join(root, name)).mode & 0o7002, 0, name);
});

test('the compiler is told so', () => {
  const told = (file, ...more) => run('make', '-n', '--no-print-directory',
    '-W', file, ...more);
  const both = ['-fPIE', '-fstack-protector-strong', '-fstack-clash-protection',
    '-D_FORTIFY_SOURCE=3', '-ftrivial-auto-var-init=zero',
    ...isX86 ? ['-fcf-protection=full'] : []];
  const c = told('src/main.c', 'build/main.o').split('\n')
    .find((line) => line.includes('-c -o build/main.o'));
  for (const flag of [...both, '-Wformat-security', '-Werror'])
    assert.ok(c.includes(` ${flag} `), flag);
  const cc = told('src/view/view.cc', 'build/view/view.o').split('\n')
    .find((line) => line.includes('-c -o build/view/view.o'));
  for (const flag of [...both, '-D_GLIBCXX_ASSERTIONS'])
    assert.ok(cc.includes(` ${flag} `), flag);
  const san = told('src/main.c', 'SAN=1', 'build/san/main.o');
  assert.match(san, /-fsanitize=address,undefined/);
});
