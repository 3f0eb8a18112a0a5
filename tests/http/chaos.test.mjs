// A little of each part of the fault suite (make chaos), a test for each.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../lib/instance.mjs';

const folder = join(root, 'tests/chaos');

for (const name of readdirSync(folder).filter((one) => one !== 'run.mjs'))
  test(`${name.slice(0, -4)} holds, a little`, () => {
    const got = spawnSync(process.execPath, [join(folder, name), '--smoke'],
      { encoding: 'utf8', timeout: 240_000 });
    assert.match(got.stdout.trim().split('\n').at(-1), /^PASS /,
      got.stdout + got.stderr);
  });
