// Each mutant (tests/mutants) still finds the defence that it takes out, and
// the test that must notice.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const lists = join(root, 'tests/mutants');

for (const file of readdirSync(lists).filter((name) =>
  name.endsWith('.list.mjs')))
  test(`${file}: what is taken out stands in the sources, once`, async () => {
    const { default: mutants } = await import(join(lists, file));
    for (const { name, file: source, from, to, test: proof } of mutants) {
      const text = readFileSync(join(root, source), 'utf8');
      assert.equal(text.split(from).length - 1, 1, `${name}: ${from}`);
      assert.notEqual(from, to, name);
      assert.ok(existsSync(join(root, proof)), `${name}: ${proof}`);
    }
  });
