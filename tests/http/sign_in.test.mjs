// Signing in, as a new member of staff would.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { totp } from '../lib/totp.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'canoe under nine stars';
let site;

// A mail server that nobody answers at: mail waits.
const config = { mail: { server: 'smtp://127.0.0.1:9',
  from: 'hello@example.org' } };
before(async () => { site = await startInstance({ config }); });
after(() => site?.stop());

const link = (output) => new URL(output.match(/https?:\S+\/sign-in\/link\/\S+/)[0])
  .pathname;
const invite = (email, role) =>
  link(site.run('user', 'add', email, '--role', role));
const addUser = (email, role = 'editor', password = PASSWORD) =>
  site.run('user', 'add', email, '--role', role, '--password-stdin',
    { input: `${password}\n` });
const signIn = (visitor, email, password = PASSWORD, page = '/sign-in') =>
  visitor.fill(page, '/sign-in', { email, password });
const isIn = async (visitor) => (await visitor.get('/me')).status === 200;
// A step is good once, so each use of a phone waits for its own.
const forgetStep = (email) =>
  sql(site, 'UPDATE user SET totp_step = 0 WHERE email = ?', email);
const forgetFailures = () => sql(site, 'DELETE FROM sign_in_failure');
const secretOf = (page) => page.text.match(/<code[^>]*>([A-Z2-7 ]+)<\/code>/)[1];

// An account with a second factor; gives its secret and recovery codes.
async function withPhone(email, role = 'editor') {
  addUser(email, role);
  const visitor = new Visitor(site);
  await signIn(visitor, email);
  const page = await visitor.get('/me/second-factor');
  const secret = secretOf(page);
  const done = await visitor.fill(page, '/me/second-factor',
    { code: totp(secret) });
  assert.equal(done.status, 200, done.text);
  forgetStep(email);
  return { secret, codes: [...done.text.matchAll(/<code[^>]*>([a-z2-9-]{11})</g)]
    .map(([, code]) => code) };
}

test('an invited administrator sets a password and a phone, and is in', async () => {
  const path = invite('boss@example.org', 'admin');
  const visitor = new Visitor(site);
  let page = await visitor.get(path);
  assert.equal(page.status, 200);
  assert.match(page.headers['cache-control'], /no-store/);
  assert.equal(page.headers['x-robots-tag'], 'noindex');
  page = await visitor.fill(page, path, { name: '', password: 'password1' });
  assert.equal(page.status, 422);
  assert.match(page.text, /Enter your name/);
  assert.match(page.text, /guessed first/);
  assert.doesNotMatch(page.text, /password1/);
  page = await visitor.fill(page, path, { name: 'Kari Boss',
    password: 'kari sits in a canoe' });
  assert.equal(page.status, 422);
  assert.match(page.text, /without your name/);
  assert.match(page.text, /value="Kari Boss"/);
  page = await visitor.fill(page, path,
    { name: 'Kari Boss', password: PASSWORD });
  assert.equal(page.status, 303);
  page = await visitor.get(page.headers.location);
  assert.equal(page.headers.location, '/me/second-factor');
  page = await visitor.get('/me/second-factor');
  assert.match(page.text, /<svg class="qr"/);
  const secret = secretOf(page);
  page = await visitor.fill(page, '/me/second-factor', { code: '000000' });
  assert.equal(page.status, 422);
  assert.equal(secretOf(page), secret, 'the phone need not start again');
  page = await visitor.fill(page, '/me/second-factor', { code: totp(secret) });
  assert.equal(page.status, 200);
  assert.equal(page.text.match(/<code[^>]*>[a-z2-9-]{11}</g).length, 10);
  page = await visitor.get('/admin');
  assert.equal(page.status, 200);
  const says = sql(site, "SELECT action FROM audit WHERE object LIKE 'user %'")
    .map(([action]) => action);
  for (const action of ['user.add', 'user.password', 'user.second-factor'])
    assert.ok(says.includes(action), action);
  assert.doesNotMatch(JSON.stringify(sql(site, 'SELECT detail FROM audit_detail')),
    /boss@|Kari/);
});

test('a link works once, and looking at it uses nothing up', async () => {
  const path = invite('once@example.org', 'editor');
  const visitor = new Visitor(site);
  for (let i = 0; i < 3; i++)
    assert.equal((await visitor.get(path)).status, 200);
  const page = await visitor.get(path);
  const both = await Promise.all([new Visitor(site), new Visitor(site)]
    .map(async (one) => one.fill(await one.get(path), path,
      { name: 'Ola', password: PASSWORD })));
  assert.deepEqual(both.map((one) => one.status).sort(), [303, 410]);
  assert.equal((await visitor.get(path)).status, 410);
  const late = await visitor.fill(page, path,
    { name: 'Eve', password: `${PASSWORD}!` });
  assert.equal(late.status, 410);
  assert.match(late.text, /This link is over/);
  assert.equal((await signIn(new Visitor(site), 'once@example.org')).status,
    303);
});

test('a link that ended, or was made up, lets nobody in', async () => {
  const path = invite('ended@example.org', 'editor');
  sql(site, 'UPDATE user_link SET ends_at = 1 WHERE user_id = (SELECT id ' +
    "FROM user WHERE email = 'ended@example.org')");
  const visitor = new Visitor(site);
  assert.equal((await visitor.get(path)).status, 410);
  assert.equal((await visitor.get(`/sign-in/link/${'x'.repeat(43)}`)).status,
    410);
  assert.doesNotMatch(site.log, new RegExp(path.split('/').at(-1)));
  assert.match(site.log, /sign-in\/link\/:token/);
});

test('a password and a code let in; each code does so once', async () => {
  const { secret } = await withPhone('phone@example.org');
  const visitor = new Visitor(site);
  let page = await signIn(visitor, 'phone@example.org');
  assert.equal(page.status, 200);
  assert.equal(visitor.jar.ns_session, undefined, 'no session before the code');
  assert.equal(await isIn(visitor), false);
  page = await visitor.fill(page, '/sign-in/code', { code: '123456' });
  assert.equal(page.status, 422);
  const code = totp(secret);
  const again = page;
  page = await visitor.fill(page, '/sign-in/code', { code });
  assert.equal(page.status, 303);
  assert.ok(await isIn(visitor));
  const thief = new Visitor(site);
  page = await signIn(thief, 'phone@example.org');
  page = await thief.fill(page, '/sign-in/code', { code });
  assert.equal(page.status, 422, 'the code was used');
  assert.equal(await isIn(thief), false);
  // The very form of the first, sent twice, is answered as the first was.
  assert.equal((await thief.fill(again, '/sign-in/code', { code })).status, 303);
  assert.equal(await isIn(thief), false);
});

test('the code page is worth nothing without the password', async () => {
  const { secret } = await withPhone('pending@example.org');
  const visitor = new Visitor(site);
  const page = await signIn(visitor, 'pending@example.org');
  const pending = page.text.match(/name="pending" value="([^"]+)"/)[1];
  const [id, at, mac] = pending.split('.');
  for (const forged of ['', `${Number(id) - 1}.${at}.${mac}`,
    `${id}.${Number(at) + 9}.${mac}`, `${id}.${at}.${mac.slice(1)}A`,
    `${id}.-9223372036854775808.${mac}`]) {
    const answer = await visitor.fill(page, '/sign-in/code',
      { pending: forged, code: totp(secret) });
    assert.equal(answer.status, 422, forged);
    assert.equal(await isIn(visitor), false);
  }
});

test('a hash that is made anew does not stand in the way of the code', async () => {
  const { secret } = await withPhone('old@example.org');
  // of the same password, with the least work
  sql(site, 'UPDATE user SET password_hash = ? WHERE email = ?',
    '$argon2id$v=19$m=8,t=1,p=1$saVtYpSXdjK330TcTLaoGw$GqCJ6EDWW25o+IAHoL6pF'
    + '9LvPUHfHR8ZI7ejktqmAxI', 'old@example.org');
  const visitor = new Visitor(site);
  const page = await signIn(visitor, 'old@example.org');
  const answer = await visitor.fill(page, '/sign-in/code',
    { code: totp(secret) });
  assert.equal(answer.status, 303, answer.text);
  assert.match(sql(site, 'SELECT password_hash FROM user WHERE email = ?',
    'old@example.org').toString(), /m=65536,t=3/);
});

test('a recovery code works once, however it is typed', async () => {
  const { codes } = await withPhone('lost@example.org');
  assert.equal(new Set(codes).size, 10);
  const use = async (code) => {
    const visitor = new Visitor(site);
    const page = await signIn(visitor, 'lost@example.org');
    return visitor.fill(page, '/sign-in/code', { code });
  };
  assert.equal((await use(` ${codes[3].toUpperCase().replace('-', ' ')}`))
    .status, 303);
  assert.equal((await use(codes[3])).status, 422);
  assert.equal((await use(codes[4])).status, 303);
  const stored = sql(site, 'SELECT hex(code_hash) FROM recovery_code');
  assert.ok(stored.length >= 10);
});

test('signing in gives a new token and ends the old one', async () => {
  addUser('fix@example.org');
  const visitor = new Visitor(site);
  visitor.jar.ns_session = 'A'.repeat(43);
  await signIn(visitor, 'fix@example.org');
  const first = visitor.jar.ns_session;
  assert.notEqual(first, 'A'.repeat(43));
  // Where somebody is signed in, the page leads on; its form still works.
  assert.equal((await visitor.get('/sign-in')).status, 303);
  const link = new Visitor(site);
  link.jar.ns_session = first;
  const forgot = await link.get('/sign-in/forgot');
  assert.equal(forgot.status, 200);
  assert.ok(await isIn(link));
  // Who signs in over an open session ends it: the form of before is shown
  // again, for it was made for nobody, and then let in.
  const fields = { email: 'fix@example.org', password: PASSWORD };
  const page = await visitor.send('/sign-in', fields);
  assert.equal(page.status, 409);
  assert.equal((await visitor.fill(page, '/sign-in', fields)).status, 303);
  assert.notEqual(visitor.jar.ns_session, first);
  assert.equal(await isIn(link), false, 'the old token is worth nothing');
  link.jar.ns_session = visitor.jar.ns_session;
  const out = await visitor.fill('/me', '/sign-out');
  assert.equal(out.status, 303);
  assert.equal(await isIn(link), false, 'signed out is signed out everywhere');
});

test('who is disabled is out at once', async () => {
  addUser('gone@example.org');
  const visitor = new Visitor(site);
  await signIn(visitor, 'gone@example.org');
  assert.ok(await isIn(visitor));
  sql(site, "UPDATE user SET is_disabled = 1 WHERE email = 'gone@example.org'");
  assert.equal(await isIn(visitor), false);
  const page = await signIn(new Visitor(site), 'gone@example.org');
  assert.equal(page.status, 422);
});

test('after signing in one is where one wanted to be, on this site', async () => {
  addUser('to@example.org');
  for (const [to, where] of [['/me?done=saved', '/me?done=saved'],
    ['https://evil.example/', '/admin'], ['//evil.example/', '/admin'],
    ['/\\evil.example', '/admin'], ['javascript:alert(1)', '/admin']]) {
    const visitor = new Visitor(site);
    const page = await signIn(visitor, 'to@example.org', PASSWORD,
      `/sign-in?to=${encodeURIComponent(to)}`);
    assert.equal(page.status, 303);
    assert.equal(page.headers.location, where, to);
  }
  const asked = await new Visitor(site).get('/me');
  assert.equal(asked.headers.location, '/sign-in?to=%2Fme');
});

test('a form posted after the session ended is there after signing in', async () => {
  addUser('kept@example.org');
  const visitor = new Visitor(site);
  await signIn(visitor, 'kept@example.org');
  const page = await visitor.get('/me');
  delete visitor.jar.ns_session;
  let answer = await visitor.fill(page, '/me/shortcuts');
  assert.equal(answer.status, 403);
  assert.match(answer.text, /What you typed is kept/);
  answer = await visitor.fill(answer, '/sign-in', { email: 'kept@example.org',
    password: 'wrong one' });
  assert.equal(answer.status, 422);
  answer = await visitor.fill(answer, '/sign-in', { email: 'kept@example.org',
    password: PASSWORD });
  assert.equal(answer.status, 200);
  answer = await visitor.fill(answer, '/me/shortcuts');
  assert.equal(answer.status, 303);
  assert.deepEqual(sql(site,
    "SELECT has_shortcuts FROM user WHERE email = 'kept@example.org'"), [[0]]);
});

test('a form sent twice, or without its token, lets in once or not', async () => {
  addUser('twice@example.org');
  const visitor = new Visitor(site);
  const page = await visitor.get('/sign-in');
  const fields = { email: 'twice@example.org', password: PASSWORD };
  const answers = await Promise.all([visitor.fill(page, '/sign-in', fields),
    visitor.fill(page, '/sign-in', fields)]);
  assert.deepEqual(answers.map(({ status }) => status), [303, 303]);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM session WHERE user_id = ' +
    "(SELECT id FROM user WHERE email = 'twice@example.org')"), [[1]]);
  const bare = await visitor.send('/sign-in', fields);
  assert.equal(bare.status, 409);
  assert.match(bare.text, /value="twice@example.org"/);
  assert.doesNotMatch(bare.text, new RegExp(PASSWORD));
});

test('an unknown account answers like a known one, in words and in time', async () => {
  addUser('known@example.org');
  addUser('shut@example.org');
  sql(site, "UPDATE user SET is_disabled = 1 WHERE email = 'shut@example.org'");
  const times = { 'known@example.org': [], 'nobody@example.org': [],
    'shut@example.org': [] };
  const texts = {};
  for (let i = 0; i < 7; i++)
    for (const email of Object.keys(times)) {
      const visitor = new Visitor(site);
      const page = await visitor.get('/sign-in');
      forgetFailures();
      const start = performance.now();
      const answer = await visitor.fill(page, '/sign-in',
        { email, password: 'not the one' });
      times[email].push(performance.now() - start);
      assert.equal(answer.status, 422);
      texts[email] = answer.text.replaceAll(email, '…')
        .replace(/name="token" value="[^"]+"/g, '');
    }
  assert.equal(texts['nobody@example.org'], texts['known@example.org']);
  assert.equal(texts['shut@example.org'], texts['known@example.org']);
  const median = (list) => list.sort((a, b) => a - b)[list.length >> 1];
  const known = median(times['known@example.org']);
  for (const email of ['nobody@example.org', 'shut@example.org']) {
    const ratio = median(times[email]) / known;
    assert.ok(ratio > 0.6 && ratio < 1.7, `${email}: ${ratio}`);
  }
});

test('a forgotten password is mailed a link, and nobody learns of whom', async () => {
  addUser('forgot@example.org');
  const ask = async (email) => {
    const visitor = new Visitor(site);
    const page = await visitor.get('/sign-in/forgot');
    const start = performance.now();
    const answer = await visitor.fill(page, '/sign-in/forgot', { email });
    return [answer, performance.now() - start];
  };
  const [known, a] = await ask('Forgot@Example.org');
  const [unknown, b] = await ask('nobody@example.org');
  assert.equal(known.status, 303);
  assert.equal(known.headers.location, unknown.headers.location);
  assert.ok(a > 55 && b > 55, `${a} ${b}`);
  const mails = sql(site,
    "SELECT recipient, detail FROM outbox WHERE kind = 'password-reset'");
  assert.equal(mails.length, 1);
  assert.equal(mails[0][0], 'forgot@example.org');
  const path = `/sign-in/link/${JSON.parse(mails[0][1]).link}`;
  await ask('forgot@example.org'); // too soon for another mail
  assert.equal(sql(site, 'SELECT 1 FROM outbox').length, 1);
  const visitor = new Visitor(site);
  await signIn(visitor, 'forgot@example.org');
  const other = new Visitor(site);
  const page = await other.fill(path, path, { name: 'Ola',
    password: 'two loons at dawn' });
  assert.equal(page.status, 303);
  assert.ok(await isIn(other));
  assert.equal(await isIn(visitor), false, 'a new password ends every sign-in');
  assert.equal((await signIn(new Visitor(site), 'forgot@example.org')).status,
    422);
});

test('a reader, who has no password, is mailed a link that lets in', async () => {
  signedIn(site, 'reader', { email: 'reads@example.org', name: 'Mia' });
  const visitor = new Visitor(site);
  const answer = await visitor.fill('/sign-in/forgot', '/sign-in/forgot',
    { email: 'reads@example.org' });
  assert.equal(answer.headers.location, '/sign-in/forgot/sent');
  const mails = sql(site, 'SELECT kind, detail FROM outbox WHERE recipient = ?',
    'reads@example.org');
  assert.equal(mails.length, 1);
  assert.equal(mails[0][0], 'sign-in-link');
  const path = `/sign-in/email/${JSON.parse(mails[0][1]).link}`;
  const inside = await visitor.fill(path, path, {});
  assert.equal(inside.headers.location, '/me');
  assert.equal((await visitor.get('/me')).status, 200);
  // A link to choose a password is over for who is a reader by now.
  const old = invite('was.staff@example.org', 'editor');
  sql(site, "UPDATE user SET role = 'reader' WHERE email = ?",
    'was.staff@example.org');
  assert.equal((await site.get(old)).status, 410);
});

test('an owner of a program takes no name of ours when invited', async () => {
  const path = invite('ode@example.org', 'editor');
  sql(site, "UPDATE user SET role = 'owner' WHERE email = 'ode@example.org'");
  const owner = new Visitor(site);
  const refused = await owner.fill(path, path, { name: 'MPM Staff',
    password: 'two loons at dawn' });
  assert.equal(refused.status, 422);
  assert.match(refused.text, /this one is our staff/);
  assert.equal((await owner.fill(path, path, { name: 'Ode Owner',
    password: 'two loons at dawn' })).status, 303);
});

test('without a mail server no link is made that would lie about', async () => {
  const quiet = await startInstance();
  try {
    const admin = signedIn(quiet, 'admin');
    const invited = await admin.post('/admin/users',
      { email: 'new@example.org', name: '', role: 'editor' });
    assert.match(invited.text, /sends no mail yet, so hand it over/);
    const before = sql(quiet, 'SELECT count(*) FROM user_link')[0][0];
    const visitor = new Visitor(quiet);
    const page = await visitor.get('/sign-in/forgot');
    const answer = await visitor.fill(page, '/sign-in/forgot',
      { email: 'new@example.org' });
    const sent = await visitor.get(answer.headers.location);
    assert.match(sent.text, /sends no mail yet[^]*Ask an administrator/);
    assert.doesNotMatch(sent.text, /is on its way/);
    assert.equal(sql(quiet, 'SELECT count(*) FROM user_link')[0][0], before);
    assert.deepEqual(sql(quiet, 'SELECT 1 FROM outbox'), []);
  } finally {
    await quiet.stop();
  }
});

test('a mailed link does not stand for the phone', async () => {
  const { secret } = await withPhone('reset@example.org');
  const visitor = new Visitor(site);
  const path = link(site.run('user', 'link', 'reset@example.org'));
  let page = await visitor.fill(path, path, { name: 'Ola',
    password: 'two loons at dawn' });
  assert.equal(page.status, 200);
  assert.equal(await isIn(visitor), false);
  page = await visitor.fill(page, '/sign-in/code', { code: totp(secret) });
  assert.equal(page.status, 303);
  assert.ok(await isIn(visitor));
});

test('an operator helps who has lost phone and codes', async () => {
  await withPhone('help@example.org');
  site.run('user', 'reset-second-factor', 'help@example.org');
  const visitor = new Visitor(site);
  assert.equal((await signIn(visitor, 'help@example.org')).status, 303);
  assert.ok(await isIn(visitor));
});

test('who guesses slows down only themselves', async () => {
  addUser('owner@example.org');
  const known = new Visitor(site, { address: '127.0.0.3' });
  await signIn(known, 'owner@example.org');
  forgetFailures();
  const guesser = new Visitor(site, { address: '127.0.0.2' });
  const page = await guesser.get('/sign-in');
  const seen = {};
  for (let i = 0; i < 200; i++) {
    const { status, headers } = await guesser.fill(page, '/sign-in',
      { email: 'owner@example.org', password: `guess ${i}` });
    seen[status] = (seen[status] ?? 0) + 1;
    if (status === 429) assert.ok(Number(headers['retry-after']) > 0);
  }
  assert.ok(seen[422] >= 5 && seen[422] < 15, JSON.stringify(seen));
  assert.ok(seen[429] > 180, JSON.stringify(seen));
  // Even the right password waits there,
  let answer = await signIn(guesser, 'owner@example.org');
  assert.equal(answer.status, 429);
  assert.match(answer.text, /value="owner@example.org"/);
  // and the owner comes in from elsewhere, at once.
  answer = await signIn(new Visitor(site, { address: '127.0.0.4' }),
    'owner@example.org');
  assert.equal(answer.status, 303);
  assert.ok(await isIn(known), 'a session that is there stays');
});

test('a thousand addresses cost the owner five seconds on a new device', async () => {
  addUser('hunted@example.org');
  const known = new Visitor(site, { address: '127.0.0.5' });
  await signIn(known, 'hunted@example.org');
  await known.fill('/me', '/sign-out');
  forgetFailures();
  for (let i = 0; i < 22; i++)
    await signIn(new Visitor(site, { address: `127.0.1.${i + 1}` }),
      'hunted@example.org', 'not this one');
  assert.equal((await signIn(known, 'hunted@example.org')).status, 303,
    'a known device does not wait');
  for (let i = 0; i < 22; i++)
    await signIn(new Visitor(site, { address: `127.0.2.${i + 1}` }),
      'hunted@example.org', 'not this one');
  const owner = new Visitor(site, { address: '127.0.0.6' });
  let page = await signIn(owner, 'hunted@example.org');
  assert.equal(page.status, 429);
  assert.equal(page.headers['retry-after'], '5');
  const early = await owner.fill(page, '/sign-in',
    { email: 'hunted@example.org', password: PASSWORD });
  assert.equal(early.status, 429);
  await new Promise((done) => setTimeout(done, 5200));
  page = await owner.fill(page, '/sign-in',
    { email: 'hunted@example.org', password: PASSWORD });
  assert.equal(page.status, 303);
});
