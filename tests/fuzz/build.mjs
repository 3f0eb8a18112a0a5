// Building the targets with clang, in a folder of their own: with libFuzzer and
// sanitizers, once watching comparisons and once not, and with counters of
// coverage.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));
export const root = join(here, '../..');

const has = (program) => {
  try {
    execFileSync(program, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
};
const version = has('clang') ? '' : '-14';
export const tool = (name) => name + version;

const FUZZ = { mode: '-g -O2 -fno-omit-frame-pointer -fno-sanitize-recover=all',
  parts: '-fsanitize=fuzzer-no-link,address,undefined',
  target: '-fsanitize=fuzzer,address,undefined' };
const BLIND = ' -fno-sanitize-coverage=trace-cmp';
const KINDS = {
  'fuzz': { folder: 'build/fuzz', ...FUZZ,
    mode: `${FUZZ.mode} -DFUZZ_NS_MAX=INT64_MAX` },
  'fuzz-fast': { folder: 'build/fuzz-fast', ...FUZZ,
    parts: FUZZ.parts + BLIND, target: FUZZ.target + BLIND },
  'coverage': { folder: 'build/fuzz-coverage',
    mode: '-g -O0 -DFUZZ_NS_MAX=INT64_MAX -fprofile-instr-generate -fcoverage-mapping',
    parts: '-fsanitize=fuzzer-no-link', target: '-fsanitize=fuzzer' },
};

const make = (...words) => execFileSync('make',
  ['--no-print-directory', '-s', ...words],
  { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
const time = (path) => existsSync(path) ? statSync(path).mtimeMs : 0;

// Everything but main(), as make builds it; each target takes what it needs.
// A function that gives the program of a target.
export function build(kind) {
  const { folder, mode, parts, target } = KINDS[kind];
  const out = join(root, folder), archive = join(out, 'parts.a');
  mkdirSync(join(out, 'targets'), { recursive: true });
  make('-j2', `CC=${tool('clang')}`, `CXX=${tool('clang++')}`,
    `BUILD=${folder}`, 'HARDEN=', `MODE=${mode} ${parts}`,
    `${folder}/parts.a`);
  const libs = make('libs').trim().split(' ');
  return (name) => {
    const program = join(out, 'targets', name);
    const sources = [`fuzz_${name}.c`, 'fuzz.c', 'driver.c']
      .map((one) => join(here, one));
    const newest = Math.max(...[...sources, archive, join(here, 'fuzz.h'),
      join(here, 'fuzz_db.h')].map(time));
    if (time(program) < newest)
      execFileSync(tool('clang'), ['-std=c11', '-D_GNU_SOURCE', '-Isrc',
        '-Itests/fuzz', '-Wall', '-Wextra', '-Werror', ...mode.split(' '),
        ...target.split(' '), '-o', program, ...sources, archive, ...libs],
      { cwd: root, stdio: 'inherit' });
    return program;
  };
}
