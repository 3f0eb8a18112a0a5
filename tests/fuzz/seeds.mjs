// seeds.mjs [TARGET…]: keep what runs have learnt: to the seeds that somebody
// named, as few inputs of build/fuzz/corpus as reach the same code. Seeds
// found in this way have hexadecimal names.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync } from
  'node:fs';
import { join } from 'node:path';

import { build, here, root } from './build.mjs';
import { targets } from './targets.mjs';

const names = process.argv.slice(2);
const programOf = build('coverage');
let failed = 0;

for (const { name } of targets) {
  if (names.length && !names.includes(name)) continue;
  const seeds = join(here, 'seeds', name);
  const corpus = join(root, 'build/fuzz/corpus', name);
  const made = join(root, 'build/fuzz-coverage/seeds', name);
  rmSync(made, { recursive: true, force: true });
  mkdirSync(made, { recursive: true });
  mkdirSync(corpus, { recursive: true });
  for (const file of readdirSync(seeds))
    copyFileSync(join(seeds, file),
      join(/^[0-9a-f]{12}$/.test(file) ? corpus : made, file));
  const before = new Set(readdirSync(made));
  // Which code, not how often: that keeps them few.
  const got = spawnSync(programOf(name), ['-merge=1', '-use_counters=0',
    '-close_fd_mask=2', made, corpus], { cwd: root, encoding: 'utf8',
    maxBuffer: 1 << 28, env: { ...process.env, LLVM_PROFILE_FILE: '/dev/null' } });
  if (got.status !== 0 || !existsSync(made)) {
    console.log(`FAIL ${name}\n${got.stderr}`);
    failed++;
    continue;
  }
  for (const file of readdirSync(seeds))
    if (!before.has(file)) rmSync(join(seeds, file));
  const found = readdirSync(made).filter((file) => !before.has(file));
  for (const file of found)
    copyFileSync(join(made, file), join(seeds, file.slice(0, 12)));
  console.log(`ok   ${name}: ${before.size} seeds with names, ` +
    `${found.length} found`);
}
console.log(`\n${failed ? 'FAIL' : 'PASS'} fuzz-seeds`);
process.exitCode = failed ? 1 : 0;
