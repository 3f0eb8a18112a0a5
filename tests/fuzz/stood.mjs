// What each target has stood, on which code: how many inputs, in how much time
// of a processor, with what worst ones. `make fuzz` counts on from there.
// Targets that run side by side have a file each, below build/fuzz/stood; what
// is kept of that with the sources is stood.json beside this file
// (`make chaos RECORD=1` writes it), so that a new checkout counts on, too.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { here, root } from './build.mjs';
import { filesOf, targets } from './targets.mjs';

export const BYTES = 4096; // of an input, at most
const kept = join(here, 'stood.json');
const folder = join(root, 'build/fuzz/stood');
const say = (number) => Math.round(number).toLocaleString('en-US');
const read = (file) => existsSync(file) ? JSON.parse(readFileSync(file)) : {};

// What the code of a target is made of: other code, other figures.
export function stateOf(target) {
  const hash = createHash('sha256');
  const files = [`tests/fuzz/fuzz_${target.name}.c`, 'tests/fuzz/fuzz.h',
    ...filesOf(target).flatMap((file) => [file, file.replace(/\.c$/, '.h')])];
  for (const file of files)
    if (existsSync(join(root, file)))
      hash.update(`${file}\0`).update(readFileSync(join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

// What target has stood as its code is now: of here and of what is kept, the
// one with more inputs, since the first one began with the other.
export function stoodOf(target) {
  const state = stateOf(target);
  const known = [read(join(folder, `${target.name}.json`)),
    read(kept)[target.name] ?? {}].filter((one) => one.state === state);
  return known.sort((a, b) => b.runs - a.runs)[0] ?? { state, runs: 0,
    cpu_ms: 0, slowest_ns: 0, findings: 0, rss: 0, slices: 0 };
}

export function keepStood(target, stood) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${target.name}.json`), JSON.stringify(stood));
}

function rowOf(target, stood) {
  const { runs, cpu_ms: ms, slowest_ns: slowest, findings, rss } = stood;
  return { commit: stood.commit ?? '–', date: stood.date ?? '–',
    tried: `fuzzing ${target.says} (\`${target.name}\`), at least ` +
      `${say(target.runs)} inputs of up to ${say(BYTES)} bytes`,
    result: `${say(runs)} inputs, ${say(runs / (ms / 1000 || 1))} a second; ` +
      `${findings} crashes, leaks or broken promises; slowest ` +
      `${(slowest / 1e6).toFixed(2)} ms; ${rss} MB at most`,
    good: findings === 0 && runs >= target.runs };
}

// The rows for docs/reliability.md, one for each target; what was run is kept.
export function recordStood() {
  const all = targets.map((target) => [target, stoodOf(target)]);
  writeFileSync(kept, `${JSON.stringify(Object.fromEntries(
    all.filter(([, stood]) => stood.runs > 0)
      .map(([target, stood]) => [target.name, stood])), null, '\t')}\n`);
  return { name: 'fuzz', rows: all.map(([target, stood]) =>
    rowOf(target, stood)) };
}
