// What tests/fuzz/unreached.mjs says of the sources, it says of these sources:
// whether the lines are reached only `make fuzz-coverage` can tell.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { root } from '../fuzz/build.mjs';
import { targets, filesOf } from '../fuzz/targets.mjs';
import { linesOf, unreached } from '../fuzz/unreached.mjs';

const covered = new Set(targets.flatMap(filesOf));

for (const entry of unreached)
  test(`${entry.file}: "${entry.lines[0]}" stands there, once`, () => {
    assert.ok(covered.has(entry.file), 'no target is for this file');
    const text = readFileSync(join(root, entry.file), 'utf8');
    assert.ok(linesOf(entry, text.split('\n')));
  });
