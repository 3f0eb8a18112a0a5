// Every page on the way through a sign-in in the pseudo-language: no plain
// English is left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HOST, english, startGreek } from '../lib/greek.mjs';
import { readable } from '../lib/html.mjs';
import { signInConfig, signInPages } from '../lib/sign_in_pages.mjs';
import { Visitor } from '../lib/visitor.mjs';

const FIELDS = { name: 'Ελένη', email: `post@${HOST}`,
  body: 'Πολύ καλό, ευχαριστώ.' };
const isOurs = ({ stack }) => !stack.some(({ name, attributes }) =>
  name === 'code' || attributes.translate === 'no' ||
  (name !== 'html' && attributes.lang === 'en'));
const ALLOWED = /\/[\w./:?=&+%#-]*\b|https?:\S+|\b(?:CSV|JSON|XLSX)\b/g;

let site;
const seen = [];

before(async () => {
  site = await startGreek(signInConfig({ label: 'Λίμνη' }));
  for (const page of await signInPages(site, FIELDS))
    seen.push({ what: page.what, text: (await page.get()).text });
  const ask = async (email) => (await new Visitor(site)
    .fill('/sign-in/email', '/sign-in/email', { email })).text;
  seen.push({ what: 'no address', text: await ask('ω') });
  for (let i = 0; i < 4; i++)
    seen.push({ what: 'the fourth link', text: await ask(`post@${HOST}`) });
  let answer;
  for (let i = 0; i < 70 && answer?.status !== 429; i++)
    answer = await new Visitor(site).send('/sign-in/google');
  seen.push({ what: 'too many begin', text: answer.text });
});
after(() => site?.stop());

test('no page of signing in holds plain English', () => {
  assert.ok(seen.length > 12);
  const leaks = new Map(); // each once, with the first page that has it
  for (const { what, text } of seen)
    for (const part of readable(text).filter(isOurs))
      if (english(part.text.replaceAll(ALLOWED, '')) && !leaks.has(part.text))
        leaks.set(part.text, `${what}: ${part.where}: ${part.text}`);
  assert.deepEqual([...leaks.values()], []);
});

test('no place for a value or a text is left open', () => {
  for (const { what, text } of seen)
    for (const part of readable(text))
      assert.doesNotMatch(part.text, /\{\w+\}|\{\{|\}\}|\[\[|\]\]/, what);
});
