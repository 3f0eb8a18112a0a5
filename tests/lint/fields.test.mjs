// A form that comes back shows what somebody typed, not what the page filled
// in: fields that stand in templates only as hidden ones or as buttons are in
// the list of page/admin_again.c, and all in that list are some page's.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const read = (name) => readFileSync(join(root, name), 'utf8');
// Never kept at all, or not a name of ours.
const APART = /^(token|FIELD_NAME|KEEP_NAME|NAME)$|\{\{/;

function names() {
  const filled = new Set(), typed = new Set();
  for (const file of readdirSync(join(root, 'templates'), { recursive: true })
    .filter((name) => name.endsWith('.tpl')))
    for (const [tag, kind] of read(join('templates', file))
      .matchAll(/<(input|button|select|textarea)\b[^>]*>/g)) {
      const name = tag.match(/\sname="([^"]*)"/)?.[1];
      if (!name || APART.test(name)) continue;
      const isFilled = kind === 'button' || /type="hidden"/.test(tag);
      (isFilled ? filled : typed).add(name);
    }
  return { filled, typed };
}

test('a form that comes back shows only what was typed', () => {
  const ours = new Set(read('src/page/admin_again.c')
    .match(/OURS\[\] = \{([^}]*)\}/)[1].match(/[a-z_]+/g));
  const { filled, typed } = names();
  assert.ok(filled.size > 30 && typed.size > 30);
  assert.deepEqual([...filled].filter((name) => !typed.has(name) &&
    !ours.has(name)), [], 'not in the list');
  assert.deepEqual([...ours].filter((name) => !filled.has(name) &&
    !typed.has(name)), [], 'in the list, and in no page');
});
