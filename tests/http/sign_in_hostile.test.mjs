// Providers that hang, lie, lead elsewhere or send far too much: each costs
// its user a clear page with the guest's way on it, within six seconds, and
// nobody else anything. No session is made, and nobody asks the canary.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { BAD_CODES, BAD_DISCOVERIES, BAD_PEOPLE, Hostile, SECRET, codeOf } from
  '../lib/hostile_provider.mjs';
import { freePort, startInstance } from '../lib/instance.mjs';
import { keep, leadsTo, setOut } from '../lib/journey.mjs';
import { sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'canoe under nine stars';
const folder = mkdtempSync(join(tmpdir(), 'northstar-hostile-'));
let site, hostile;

before(async () => {
  hostile = await new Hostile().start();
  writeFileSync(join(folder, 'secret'), `${SECRET}\n`);
  const common = { client_id: 'northstar',
    secret_file: join(folder, 'secret') };
  const oidc = (name, label) => ({ ...common, label,
    issuer: `${hostile.origin}/${name}` });
  site = await startInstance({ config: {
    'provider bay': oidc('bay', 'Bay Club'),
    'provider cove': oidc('cove', 'Cove Club'),
    'provider pit': oidc('pit', 'Pit Club'),
    'provider says-iss': oidc('says-iss', 'Iss Club'),
    'provider token-elsewhere': oidc('token-elsewhere', 'Stray Club'),
    'provider keys-elsewhere': oidc('keys-elsewhere', 'Stray Keys'),
    'provider keys-lead-away': oidc('keys-lead-away', 'Far Keys'),
    'provider bad-tls': { ...common, label: 'Self-made Club',
      issuer: `${hostile.secure}/tls` },
    'provider nobody': { ...common, label: 'Nobody',
      issuer: `http://127.0.0.1:${await freePort()}` },
    'provider x': { ...common, label: 'Ex Club', issuer: 'https://ex.example',
      authorize_url: `${hostile.origin}/ex/auth`,
      token_url: `${hostile.origin}/ex/token`,
      userinfo_url: `${hostile.origin}/ex/me` } } });
  site.run('user', 'add', 'boss@example.org', '--role', 'editor',
    '--password-stdin', { input: `${PASSWORD}\n` });
});
after(async () => {
  await site?.stop();
  await hostile?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  sql(site, 'DELETE FROM sign_in_failure; DELETE FROM sign_in_attempt');
  hostile.poured = 0;
});

const made = () => sql(site, `SELECT (SELECT count(*) FROM session),
  (SELECT count(*) FROM user), (SELECT count(*) FROM identity),
  (SELECT count(*) FROM draft)`)[0].join(' ');
const sessions = () => sql(site, 'SELECT count(*) FROM session')[0][0];

async function timed(work) {
  const start = Date.now();
  const answer = await work();
  answer.ms = Date.now() - start;
  return answer;
}

// To a provider and back with code's JSON; query: what else comes back.
// Gives the answer, with how long it took and the address.
async function comeBack(visitor, id, values, query = {}) {
  const url = leadsTo(await setOut(visitor, id));
  keep(site, visitor);
  const path = `/sign-in/${id}/return?` + new URLSearchParams({
    code: codeOf({ nonce: url.searchParams.get('nonce') ?? '', ...values }),
    state: url.searchParams.get('state'), ...query });
  return { ...await timed(() => visitor.get(path)), path };
}

// The page that somebody sees whom nobody signed in.
function assertLost(page, label, { code = /^50[23]$/, hasWords = true } = {}) {
  assert.match(String(page.status), code, page.text);
  assert.match(page.text, new RegExp(`<h1>[^<]*${label}|<p class="lede">[^<]*` +
    label));
  assert.match(page.headers['cache-control'], /no-store/);
  assert.ok(page.ms === undefined || page.ms < 6000, `${page.ms} ms`);
  assert.doesNotMatch(page.text, /(?<![\w-])eyJ|\bcode=|alert\(1\)/);
  if (!hasWords) return;
  assert.match(page.text, /Nothing that you typed is lost/);
  assert.match(page.text, /action="\/comments"/);
  assert.match(page.text, /Words that must not get lost: &lt;b&gt;&amp;amp;/);
}

async function assertRefused(id, label, values, query, options) {
  const before = made(), visitor = new Visitor(site);
  const page = await comeBack(visitor, id, values, query);
  assertLost(page, label, options);
  assert.equal(visitor.jar.ns_session, undefined);
  assert.equal(made(), before);
  assert.deepEqual(hostile.strayed, []);
  return { page, visitor };
}

test('what is right is let in, or all that follows would prove nothing',
  async () => {
    for (const id of ['bay', 'cove', 'x']) {
      const visitor = new Visitor(site);
      const page = await comeBack(visitor, id, { sub: `honest-${id}` });
      assert.equal(page.status, 303, page.text);
      assert.equal(page.headers.location, '/comments/new');
      assert.equal((await visitor.get('/me')).status, 200);
    }
    const visitor = new Visitor(site);
    const page = await comeBack(visitor, 'says-iss', {},
      { iss: `${hostile.origin}/says-iss` });
    assert.equal(page.status, 303, page.text);
  });

for (const bad of BAD_CODES)
  test(`refused at the token: ${bad}`, async () => {
    await assertRefused('bay', 'Bay Club', { bad });
    assert.ok(hostile.poured < 16 << 20, `${hostile.poured} bytes`);
  });

for (const bad of BAD_PEOPLE)
  test(`refused at OAuth 2.0: ${bad}`, () =>
    assertRefused('x', 'Ex Club', { bad }));

for (const bad of BAD_DISCOVERIES)
  test(`refused at discovery: ${bad}`, async () => {
    const before = made(), visitor = new Visitor(site);
    hostile.pit = bad;
    const begun = await visitor.send('/sign-in/pit');
    keep(site, visitor);
    const page = await timed(() => visitor.get(begun.headers.location));
    assertLost(page, 'Pit Club');
    assert.equal(made(), before);
    assert.deepEqual(hostile.strayed, []);
    assert.ok(hostile.poured < 16 << 20, `${hostile.poured} bytes`);
  });

for (const [id, label] of [['bad-tls', 'Self-made Club'],
  ['nobody', 'Nobody'], ['token-elsewhere', 'Stray Club']])
  test(`refused before anybody is sent there: ${id}`, async () => {
    const before = made(), visitor = new Visitor(site);
    const begun = await visitor.send(`/sign-in/${id}`);
    keep(site, visitor);
    const page = await timed(() => visitor.get(begun.headers.location));
    if (page.status === 200) { // found out only with the code
      const url = leadsTo(page);
      const back = await timed(() => visitor.get(`/sign-in/${id}/return?` +
        new URLSearchParams({ code: codeOf({ nonce: '' }),
          state: url.searchParams.get('state') })));
      assertLost(back, label);
    } else {
      assertLost(page, label);
    }
    assert.equal(made(), before);
    assert.deepEqual(hostile.strayed, []);
  });

for (const [id, label] of [['keys-elsewhere', 'Stray Keys'],
  ['keys-lead-away', 'Far Keys']])
  test(`refused for its keys: ${id}`, async () => {
    const before = made(), visitor = new Visitor(site);
    const begun = await visitor.send(`/sign-in/${id}`);
    keep(site, visitor);
    let page = await timed(() => visitor.get(begun.headers.location));
    if (page.status === 200) {
      const { searchParams } = leadsTo(page);
      page = await timed(() => visitor.get(`/sign-in/${id}/return?` +
        new URLSearchParams({ state: searchParams.get('state'),
          code: codeOf({ nonce: searchParams.get('nonce') }) })));
    }
    assertLost(page, label);
    assert.equal(made(), before);
    assert.deepEqual(hostile.strayed, []);
  });

test('an answer of another issuer is refused (RFC 9207)', async () => {
  await assertRefused('bay', 'Bay Club', {},
    { iss: `${hostile.origin}/cove` });
  await assertRefused('says-iss', 'Iss Club', {}); // it leaves iss out
  await assertRefused('says-iss', 'Iss Club', {},
    { iss: `${hostile.origin}/bay` });
  await assertRefused('says-iss', 'Iss Club', {}, { iss: '' });
});

test('a state is good once', async () => {
  const visitor = new Visitor(site);
  const done = await comeBack(visitor, 'bay', { sub: 'once' });
  assert.equal(done.status, 303, done.text);
  const before = made();
  // Who is in is led on; who is not learns that it is unknown.
  const reloaded = await visitor.get(done.path);
  assert.equal(reloaded.headers.location, '/me');
  delete visitor.jar.ns_session;
  assertLost(await visitor.get(done.path), 'sign-in',
    { code: /^400$/, hasWords: false });
  // Used up by what failed, too: its words are there still.
  const other = await assertRefused('bay', 'Bay Club',
    { bad: 'the nonce is another' });
  const again = await other.visitor.get(other.page.path);
  assertLost(again, 'This sign-in is over', { code: /^410$/ });
  assert.equal(made(), before);
});

test('of many that bring the same state at once, one is let in', async () => {
  const visitor = new Visitor(site);
  const url = leadsTo(await setOut(visitor, 'bay'));
  const path = '/sign-in/bay/return?' + new URLSearchParams({
    state: url.searchParams.get('state'), code: codeOf({ sub: 'crowd',
      nonce: url.searchParams.get('nonce') }) });
  const before = sessions(), { cookie } = visitor;
  const answers = await Promise.all(Array.from({ length: 8 }, () =>
    site.get(path, { headers: { Cookie: cookie } })));
  assert.equal(answers.filter(({ status }) => status === 303).length, 1,
    answers.map(({ status }) => status).join());
  assert.equal(sessions(), before + 1);
});

test('another browser\'s state, an unknown one and another provider\'s',
  async () => {
    const before = made();
    const victim = new Visitor(site), thief = new Visitor(site);
    const url = leadsTo(await setOut(victim, 'bay'));
    keep(site, victim);
    const state = url.searchParams.get('state');
    const code = codeOf({ nonce: url.searchParams.get('nonce') });
    const bring = (visitor, id, query) => visitor.get(`/sign-in/${id}/return?` +
      new URLSearchParams(query));
    await setOut(thief, 'bay'); // has a cookie of its own
    for (const page of [await bring(thief, 'bay', { state, code }),
      await bring(new Visitor(site), 'bay', { state, code }),
      await bring(victim, 'cove', { state, code }),
      await bring(victim, 'bay', { state: 'A'.repeat(43), code }),
      await bring(victim, 'bay', { state: `${state}A`, code }),
      await bring(victim, 'bay', { state: '', code }),
      await bring(victim, 'bay', { code }),
      await victim.get(`/sign-in/bay/return?state=${state}&state=${state}` +
        `&code=${code}`)]) {
      assertLost(page, 'We do not know this sign-in',
        { code: /^400$/, hasWords: false });
      assert.doesNotMatch(page.text, /Words that must not/);
      assert.match(page.text, /action="\/sign-in\/bay"/);
    }
    assert.equal(made(), before);
    // None of that used it up.
    assert.equal((await bring(victim, 'bay', { state, code })).status, 303);
  });

test('what took longer than ten minutes is over, its words are not',
  async () => {
    const before = made(), visitor = new Visitor(site);
    const url = leadsTo(await setOut(visitor, 'bay'));
    keep(site, visitor);
    sql(site, 'UPDATE sign_in_attempt SET created_at = created_at - 601');
    const state = url.searchParams.get('state');
    for (const path of [`/sign-in/bay/return?state=${state}&code=x`,
      `/sign-in/bay?state=${state}`])
      assertLost(await visitor.get(path), 'This sign-in is over',
        { code: /^410$/ });
    assert.equal(made(), before);
  });

test('a provider\'s errors are said in our words', async () => {
  for (const [error, code, title] of [
    ['access_denied', 403, 'You are not signed in with Bay Club'],
    ['server_error', 502, 'Bay Club does not answer'],
    ['temporarily_unavailable', 503, 'Bay Club takes long just now'],
    ['<script>alert(1)</script>', 502, 'Bay Club does not answer'],
    ['', 502, 'Bay Club does not answer']])
    await assertRefused('bay', title, {}, { error,
      error_description: '<script>alert(1)</script>' },
    { code: new RegExp(`^${code}$`) });
});

test('no code, two codes or a long one is no code', async () => {
  for (const query of [{ code: '' }, { code: 'x'.repeat(2001) }])
    await assertRefused('bay', 'Bay Club', {}, query);
  const visitor = new Visitor(site);
  const url = leadsTo(await setOut(visitor, 'bay'));
  keep(site, visitor);
  assertLost(await visitor.get('/sign-in/bay/return?code=a&code=b&state=' +
    url.searchParams.get('state')), 'Bay Club');
});

test('a browser keeps twenty under way, a network sixty at once', async () => {
  const visitor = new Visitor(site, { address: '127.0.5.1' });
  const first = (await visitor.send('/sign-in/bay')).headers.location;
  sql(site, 'UPDATE sign_in_attempt SET created_at = created_at - 1');
  for (let i = 0; i < 20; i++)
    assert.equal((await visitor.send('/sign-in/bay')).status, 303);
  assert.equal((await visitor.get(first)).status, 400);
  assert.equal(sql(site, 'SELECT count(*) FROM sign_in_attempt')[0][0], 20);
  let answer;
  for (let i = 0; i < 45; i++) {
    const other = new Visitor(site, { address: '127.0.5.1' });
    answer = await other.send('/sign-in/bay', { to: '/about' });
    if (answer.status !== 303) break;
  }
  assert.equal(answer.status, 429);
  assert.equal(answer.headers['retry-after'], '60');
  assert.match(answer.text, /href="\/about"/);
  assert.equal((await new Visitor(site, { address: '127.0.5.2' })
    .send('/sign-in/bay')).status, 303);
});

test('while some wait for a provider that hangs, all others are served',
  async () => {
    const before = sessions();
    const waiting = await Promise.all(Array.from({ length: 8 }, async () => {
      const visitor = new Visitor(site);
      const url = leadsTo(await setOut(visitor, 'bay'));
      keep(site, visitor);
      return { visitor, path: '/sign-in/bay/return?' + new URLSearchParams({
        state: url.searchParams.get('state'), code: codeOf({ bad: 'hangs',
          nonce: url.searchParams.get('nonce') }) }) };
    }));
    let isOver = false;
    const answers = Promise.all(waiting.map(({ visitor, path }) =>
      timed(() => visitor.get(path)))).then((all) => {
      isOver = true;
      return all;
    });
    await new Promise((done) => setTimeout(done, 500));
    const soon = async (what, work) => {
      const { ms } = await timed(work);
      assert.ok(ms < 2000, `${what} took ${ms} ms`);
    };
    await soon('a page', async () => {
      const page = await new Visitor(site).get('/programs?q=lake');
      assert.equal(page.status, 200);
      return page;
    });
    await soon('a sign-in at another provider', async () => {
      const visitor = new Visitor(site);
      const page = await comeBack(visitor, 'cove', { sub: 'calm' });
      assert.equal(page.status, 303, page.text);
      return page;
    });
    await soon('the sign-in of staff', async () => {
      const page = await new Visitor(site).fill('/sign-in', '/sign-in',
        { email: 'boss@example.org', password: PASSWORD });
      assert.equal(page.status, 303, page.text);
      return page;
    });
    assert.equal(isOver, false, 'they did not wait');
    const all = await answers;
    for (const page of all) assertLost(page, 'Bay Club');
    // Who finds the provider's share taken is told at once.
    const busy = all.filter(({ status }) => status === 503);
    assert.ok(busy.length > 0);
    for (const page of busy) {
      assert.ok(page.ms < 2000, `${page.ms} ms`);
      assert.equal(page.headers['retry-after'], '10');
    }
    assert.equal(sessions(), before + 2);
  });

test('no token, code or secret is in the log', async () => {
  await new Promise((done) => setTimeout(done, 300));
  assert.doesNotMatch(site.log, /eyJ|Mallory|sixteen letters/);
  assert.match(site.log, /sign-in at bay: /);
  assert.deepEqual(hostile.strayed, []);
});
