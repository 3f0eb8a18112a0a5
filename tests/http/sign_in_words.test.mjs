// Every page on the way through a sign-in, in each of its states, in the
// pseudo-language: no plain English is left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { HOST, startGreek } from '../lib/greek.mjs';
import { signInConfig, signInPages } from '../lib/sign_in_pages.mjs';
import { blake2b, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';
import { CODES, assertAllSeen, assertNoEnglish, assertNoneOpen }
  from '../lib/words.mjs';

const FIELDS = { name: 'Ελένη', email: `post@${HOST}`,
  body: 'Πολύ καλό, ευχαριστώ.' };
const PASSWORD = 'canoe under nine stars';
const STAFF = `staff@${HOST}`;

let site, without; // with every way to sign in, and with a password only
const seen = [];

async function look(what, status, answer) {
  const got = await answer;
  assert.equal(got.status, status, what);
  seen.push({ what, text: got.text });
}

// With a password and a phone, from the invitation on.
async function staff() {
  const [path] = site.run('user', 'add', STAFF, '--role', 'editor')
    .match(/\/sign-in\/link\/\S+/);
  const visitor = new Visitor(site);
  await look('an invitation', 200, visitor.get(path));
  for (const fields of [{ name: '', password: '' },
    { name: 'Άννα', password: 'ω' }, { name: 'Άννα', password: 'password1' },
    { name: 'Άννα', password: 'ω'.repeat(1100) },
    { name: 'Άννα', password: STAFF }])
    await look('a wrong password', 422, visitor.fill(path, path, fields));
  await visitor.fill(path, path, { name: 'Άννα', password: PASSWORD });
  await look('a used invitation', 410, visitor.get(path));
  sql(site, 'UPDATE user SET totp_secret = ? WHERE email = ?',
    Buffer.alloc(20, 'x'), STAFF);
  const signIn = (fields) => new Visitor(site).fill('/sign-in', '/sign-in',
    { email: STAFF, password: PASSWORD, ...fields });
  await look('nothing typed', 422, signIn({ email: '', password: '' }));
  await look('not the password', 422, signIn({ password: 'ω' }));
  const code = await signIn();
  await look('a code', 200, code);
  for (const fields of [{ code: '000000' }, { pending: '1.1.x' }])
    await look('a wrong code', 422,
      new Visitor(site).fill(code, '/sign-in/code', fields));
}

async function forgotten(where) {
  await look('forgotten', 200, where.get('/sign-in/forgot'));
  await look('forgotten, no address', 422, new Visitor(where)
    .fill('/sign-in/forgot', '/sign-in/forgot', { email: 'ω' }));
  await look('asked for a new password', 200,
    where.get('/sign-in/forgot/sent'));
}

// Links that came too late: back to a page, and with words whose page is gone.
async function late() {
  const link = (letter, kept) => {
    const token = letter.repeat(43);
    sql(site, "INSERT INTO email_link VALUES (?, ?, '/about', ?, " +
      'unixepoch(), unixepoch() - 1, NULL)', blake2b(Buffer.from(token)),
    FIELDS.email, kept && JSON.stringify(Object.entries(kept)));
    return site.get(`/sign-in/email/${token}`);
  };
  await look('late', 410, link('C', null));
  await look('late, and its page is gone', 410,
    link('D', { thread: 'program', key: '9999', ...FIELDS }));
}

async function untilRefused(most, send) {
  let answer;
  for (let i = 0; i < most && answer?.status !== 429; i++)
    answer = await send();
  return answer;
}

async function tooMany() {
  const ask = (email) => new Visitor(site)
    .fill('/sign-in/email', '/sign-in/email', { email });
  await look('no address', 422, ask('ω'));
  await look('the fourth link', 429,
    await untilRefused(4, () => ask(FIELDS.email)));
  await look('too many begin', 429,
    await untilRefused(70, () => new Visitor(site).send('/sign-in/google')));
  await look('too many passwords', 429, await untilRefused(12,
    () => new Visitor(site).fill('/sign-in', '/sign-in',
      { email: STAFF, password: 'ω' })));
}

before(async () => {
  site = await startGreek(signInConfig({ label: 'Λίμνη' }));
  for (const page of await signInPages(site, FIELDS)) {
    const answer = await page.get();
    await look(page.what, answer.status, answer);
  }
  await look('ways in a comment form', 200, site.get('/about'));
  await look('what is kept of people', 200, site.get('/about/privacy'));
  await staff();
  await forgotten(site);
  await late();
  await tooMany();
  without = await startGreek();
  await look('a password only', 200, without.get('/sign-in'));
  await forgotten(without);
});
after(async () => {
  await site?.stop();
  await without?.stop();
});

test('no page of signing in holds plain English',
  () => assertNoEnglish(seen, CODES));

test('no place for a value or a text is left open', () => assertNoneOpen(seen));

test('every text of a template was seen, so no state was forgotten',
  () => assertAllSeen(seen, /templates\/\w+\/(?:sign_in|privacy)/, 60));
