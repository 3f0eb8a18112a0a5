// The string table holds every word of the sources, and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');

test('strings/en.po is what templates and C say', () => {
  const got = spawnSync(process.execPath,
    [join(root, 'tools/strings.mjs'), '--check'], { encoding: 'utf8' });
  assert.equal(got.status, 0, got.stderr);
});
