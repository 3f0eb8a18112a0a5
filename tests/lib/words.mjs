// What pages and mails in the pseudo-language (tests/lib/greek.mjs) hold. seen
// is a list of { what, text }: a page, and what it is called in a complaint.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { english } from './greek.mjs';
import { readable } from './html.mjs';
import { root } from './instance.mjs';

// Addresses, and names of files, which are the same in every language.
export const CODES =
  /\/[\w./:?=&+%#-]*\b|https?:\S+|\b(?:CSV|JSON|XLSX)\b/g;

// Not content, and not a code (a column's name, a slug).
const isOurs = ({ stack }) => !stack.some(({ name, attributes }) =>
  name === 'code' || attributes.translate === 'no' ||
  (name !== 'html' && attributes.lang === 'en'));

// allowed: what may stand there in Latin letters; without it content is looked
// at, too.
export function assertNoEnglish(seen, allowed) {
  const leaks = new Map(); // each once, with the first page that has it
  for (const { what, text } of seen)
    for (const part of readable(text))
      if ((!allowed || isOurs(part)) && !leaks.has(part.text) &&
        english(allowed ? part.text.replaceAll(allowed, '') : part.text))
        leaks.set(part.text, `${what}: ${part.where}: ${part.text}`);
  assert.deepEqual([...leaks.values()], []);
}

// No place for a value, and no text that is still to be looked up.
export function assertNoneOpen(seen) {
  for (const { what, text } of seen)
    for (const part of readable(text))
      assert.doesNotMatch(part.text, /\{\w+\}|\{\{|\}\}|\[\[|\]\]/, what);
}

// The pseudo-language backwards: no accents, no padding.
const ACCENTED = 'ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž';
const PLAIN = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const backwards = (text) => text.replace(/( ẋ{1,4})+(?![^\s.,:;?!)”])/g, '')
  .replace(/[^\x00-\x7f]/g, (c) => PLAIN[[...ACCENTED].indexOf(c)] ?? c);

const literally = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const fits = (id) => new RegExp(id.split(/\{\{?\w+\}\}?/).map(literally)
  .join('.*'));

// Every text of the files whose names file (a RegExp) finds was seen, so no
// state was forgotten; there are more than least of them.
export function assertAllSeen(seen, file, least) {
  const from = new RegExp(`^#: (?:${file.source})`, 'm');
  const ids = readFileSync(join(root, 'strings/en.po'), 'utf8').split('\n\n')
    .filter((entry) => from.test(entry))
    .flatMap((entry) => [...entry.matchAll(/^msgid(?:_plural)? "(.+)"$/gm)])
    .map(([, id]) => id.replaceAll('\\"', '"'));
  const parts = seen.flatMap(({ text }) => readable(text))
    .map(({ text }) => backwards(text));
  const all = [...new Set(parts)].join('\n');
  assert.ok(ids.length > least, `${ids.length} texts`);
  assert.deepEqual(ids.filter((id) => !fits(id).test(all)), []);
}
