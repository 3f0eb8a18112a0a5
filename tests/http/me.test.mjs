// One's own account: sign-ins, password, phone, keys.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { totp } from '../lib/totp.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'canoe under nine stars';
let site;

before(async () => { site = await startInstance(); });
after(() => site?.stop());

const addUser = (email, role = 'editor') =>
  site.run('user', 'add', email, '--role', role, '--password-stdin',
    { input: `${PASSWORD}\n` });
async function signIn(email, options) {
  const visitor = new Visitor(site, options);
  const page = await visitor.fill('/sign-in', '/sign-in',
    { email, password: PASSWORD });
  assert.equal(page.status, 303);
  return visitor;
}
const isIn = async (visitor) => (await visitor.get('/me')).status === 200;
const grow = (email, seconds) => sql(site, 'UPDATE session SET confirmed_at = ' +
  'confirmed_at - ? WHERE user_id = (SELECT id FROM user WHERE email = ?)',
seconds, email);
const secretOf = (page) => page.text.match(/<code[^>]*>([A-Z2-7 ]+)<\/code>/)[1];

test('the account page says who one is and where one is signed in', async () => {
  addUser('list@example.org');
  const here = await signIn('list@example.org');
  const there = await signIn('list@example.org', { agent:
    'Mozilla/5.0 (iPhone) Version/18.0 Safari/604.1' });
  let page = await here.get('/me');
  assert.match(page.headers['cache-control'], /no-store/);
  assert.match(page.text, /list@example\.org/);
  assert.match(page.text, /Editor: listings, the plan and pages/);
  assert.match(page.text, /Safari on iPhone/);
  assert.match(page.text, /Firefox on Linux<[^]*This one/);
  const [, path] = page.text.match(/action="(\/me\/sessions\/\d+\/end)"/);
  page = await here.fill(page, path);
  assert.equal(page.status, 303);
  assert.equal(await isIn(there), false);
  assert.ok(await isIn(here));
  const third = await signIn('list@example.org');
  await here.fill('/me', '/me/sessions/end');
  assert.equal(await isIn(third), false);
  assert.ok(await isIn(here));
  assert.ok(sql(site, "SELECT 1 FROM audit WHERE action = 'session.end'")
    .length >= 2);
});

test('nobody ends the sign-in of another', async () => {
  const ana = signedIn(site, 'editor');
  const ben = signedIn(site, 'moderator');
  const form = await ben.form('/sign-out', '/me');
  const answer = await ben.send(`/me/sessions/${ana.sessionId}/end`,
    `token=${form.token}`);
  assert.ok([404, 409].includes(answer.status));
  assert.equal((await ana.get('/me')).status, 200);
});

test('a new password ends every other sign-in and open links', async () => {
  addUser('change@example.org');
  const here = await signIn('change@example.org');
  const there = await signIn('change@example.org');
  const link = new URL(site.run('user', 'link', 'change@example.org')
    .match(/https?:\S+/)[0]).pathname;
  const before = here.jar.ns_session;
  const change = (fields) => here.fill('/me/password', '/me/password', fields);
  let page = await change({ 'password-old': 'not this one',
    password: 'two loons at dawn' });
  assert.equal(page.status, 422);
  assert.match(page.text, /href="#f-password-old">Enter your present password/);
  assert.doesNotMatch(page.text, /two loons/);
  page = await change({ 'password-old': PASSWORD, password: 'change99' });
  assert.equal(page.status, 422);
  assert.match(page.text, /href="#f-password">/);
  page = await change({ 'password-old': PASSWORD,
    password: 'two loons at dawn' });
  assert.equal(page.status, 303);
  assert.notEqual(here.jar.ns_session, before);
  assert.ok(await isIn(here));
  assert.equal(await isIn(there), false);
  assert.equal((await there.get(link)).status, 410);
  const thief = new Visitor(site);
  thief.jar.ns_session = before;
  assert.equal(await isIn(thief), false);
});

test('what is delicate asks for the password again, and keeps the form', async () => {
  addUser('delicate@example.org');
  const visitor = await signIn('delicate@example.org');
  let page = await visitor.get('/me/second-factor');
  assert.equal(page.status, 200);
  const secret = secretOf(page);
  grow('delicate@example.org', 700);
  assert.equal((await visitor.get('/me/second-factor')).headers.location,
    '/me/confirm?to=%2Fme%2Fsecond-factor');
  const before = visitor.jar.ns_session;
  page = await visitor.fill(page, '/me/second-factor', { code: totp(secret) });
  assert.equal(page.status, 403);
  let answer = await visitor.fill(page, '/me/confirm', { password: 'no' });
  assert.equal(answer.status, 422);
  answer = await visitor.fill(answer, '/me/confirm', { password: PASSWORD });
  assert.equal(answer.status, 200);
  assert.notEqual(visitor.jar.ns_session, before, 'a new token');
  answer = await visitor.fill('/me/second-factor', '/me/second-factor',
    { code: '1' });
  assert.equal(answer.status, 422);
});

test('a phone is set up, moved, its codes renewed, and turned off', async () => {
  addUser('phone@example.org');
  const visitor = await signIn('phone@example.org');
  const setUp = async () => {
    const page = await visitor.get('/me/second-factor');
    const done = await visitor.fill(page, '/me/second-factor',
      { code: totp(secretOf(page)) });
    assert.equal(done.status, 200);
    return done.text.match(/<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</)[1];
  };
  const first = await setUp();
  assert.notEqual(await setUp(), first);
  let page = await visitor.get('/me');
  assert.match(page.text, /10 recovery codes are left/);
  const again = await visitor.fill(page, '/me/second-factor/codes');
  assert.equal(again.status, 200);
  assert.equal((await visitor.fill(page, '/me/second-factor/codes'))
    .headers.location, '/me', 'the same form makes no other codes');
  const [[stored]] = sql(site, 'SELECT length(totp_secret) FROM user ' +
    "WHERE email = 'phone@example.org'");
  assert.equal(stored, 60, 'sealed');
  page = await visitor.fill('/me', '/me/second-factor/off');
  assert.equal(page.status, 303);
  assert.match((await visitor.get('/me')).text, /Set up your phone/);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM recovery_code'), [[0]]);
});

test('a sealed secret of another account is refused', async () => {
  addUser('one@example.org');
  addUser('two@example.org');
  const one = await signIn('one@example.org');
  const two = await signIn('two@example.org');
  const page = await one.get('/me/second-factor');
  const sealed = page.text.match(/name="sealed" value="([^"]+)"/)[1];
  await two.fill('/me/second-factor', '/me/second-factor',
    { sealed, code: totp(secretOf(page)) });
  assert.deepEqual(sql(site, 'SELECT totp_secret IS NULL FROM user ' +
    "WHERE email = 'two@example.org'"), [[1]]);
});

test('an administrator cannot go without a phone', async () => {
  addUser('boss@example.org', 'admin');
  const visitor = await signIn('boss@example.org');
  assert.equal((await visitor.get('/admin')).headers.location,
    '/me/second-factor');
  const page = await visitor.get('/me/second-factor');
  await visitor.fill(page, '/me/second-factor', { code: totp(secretOf(page)) });
  assert.equal((await visitor.get('/admin')).status, 200);
  assert.doesNotMatch((await visitor.get('/me')).text, /Turn it off/);
});

test('keyboard keys are switched off and on', async () => {
  const visitor = signedIn(site, 'moderator');
  for (const state of [/Turn keys on/, /Turn keys off/]) {
    const form = await visitor.form('/me/shortcuts', '/me');
    assert.equal((await visitor.post('/me/shortcuts', form,
      { from: '/me' })).status, 303);
    assert.match((await visitor.get('/me')).text, state);
  }
});
