// Signing in at a real OpenID provider, as somebody without scripts does.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { COMMENT, keep, leadsTo, setOut } from '../lib/journey.mjs';
import { Guest, startOidcProvider } from '../lib/oidc_provider.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-oidc-'));
const people = {
  pat: { name: 'Pat Reader', email: 'Pat@Example.org', email_verified: true },
  kim: { name: 'Kim', email: 'kim@example.org', email_verified: false },
  boss: { name: 'Boss', email: 'editor@example.org', email_verified: true },
  nameless: {},
};
let site, provider;

before(async () => {
  provider = await startOidcProvider({ people });
  writeFileSync(join(folder, 'secret'), `${provider.secret}\n`);
  const config = { client_id: 'northstar',
    secret_file: join(folder, 'secret') };
  site = await startInstance({ config: {
    'provider lake': { ...config, issuer: provider.issuer,
      label: 'Lake Club' },
    'provider google': config } });
  site.returns = `${site.url}/sign-in/`;
  provider.knows([`${site.returns}lake/return`]);
});
after(async () => {
  await site?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => sql(site, 'DELETE FROM sign_in_failure'));

const sessions = () => sql(site, 'SELECT count(*) FROM session')[0][0];
const users = () => sql(site, 'SELECT count(*) FROM user')[0][0];
const local = (url) => url.slice(new URL(url).origin.length);

// All the way; gives the last answer. on(page): the page between.
async function signIn(visitor, login, { id = 'lake', fields, agree, on } = {}) {
  const page = await setOut(visitor, id, fields);
  on?.(page);
  const url = leadsTo(page);
  const back = await new Guest().signIn(url.href, site.returns,
    { login, agree });
  return visitor.get(local(back));
}

test('the page offers the providers that are configured, and no others',
  async () => {
    const { text, headers } = await new Visitor(site).get('/sign-in');
    assert.match(text, /action="\/sign-in\/lake"/);
    assert.match(text, /<i aria-hidden="true">L<\/i>\s*Lake Club/);
    assert.match(text, /action="\/sign-in\/google"/);
    assert.match(text, /<svg viewBox="0 0 24 24"><path/);
    assert.doesNotMatch(text, /WordPress|Facebook/);
    assert.match(headers['cache-control'], /no-store/);
    const visitor = new Visitor(site);
    assert.equal((await visitor.send('/sign-in/facebook')).status, 404);
    assert.equal((await visitor.get('/sign-in/facebook?state=x')).status, 404);
    assert.equal((await visitor.get('/sign-in/x/return?state=x')).status, 404);
    assert.equal((await visitor.get('/sign-in/lake')).headers.location,
      '/sign-in');
  });

test('the page between asks for what the protocols want', async () => {
  const visitor = new Visitor(site);
  const page = await setOut(visitor, 'lake');
  assert.match(page.text, /<h1>Connecting to Lake Club…<\/h1>/);
  assert.match(page.headers['cache-control'], /no-store/);
  const query = leadsTo(page).searchParams;
  assert.equal(query.get('response_type'), 'code');
  assert.equal(query.get('client_id'), 'northstar');
  assert.equal(query.get('redirect_uri'), `${site.returns}lake/return`);
  assert.equal(query.get('code_challenge_method'), 'S256');
  assert.match(query.get('scope'), /\bopenid\b/);
  for (const name of ['state', 'nonce', 'code_challenge'])
    assert.match(query.get(name), /^[\w-]{43}$/, name);
  const other = leadsTo(await setOut(visitor, 'lake')).searchParams;
  for (const name of ['state', 'nonce', 'code_challenge'])
    assert.notEqual(query.get(name), other.get(name), name);
});

test('who signs in has an account of their own', async () => {
  const visitor = new Visitor(site);
  const done = await signIn(visitor, 'pat');
  assert.equal(done.status, 303, done.text);
  assert.equal(done.headers.location, '/me');
  const me = await visitor.get('/me');
  assert.equal(me.status, 200);
  assert.match(me.text, /Pat Reader/);
  assert.deepEqual(sql(site, `SELECT email, contact_email, name, role, issuer,
    subject, provider FROM user JOIN identity ON user_id = user.id`),
  [[null, 'pat@example.org', 'Pat Reader', 'reader', provider.issuer, 'pat',
    'lake']]);
  assert.equal((await visitor.get('/admin')).status, 403);
  assert.equal(sql(site, 'SELECT confirmed_at > 0 FROM mail_address WHERE ' +
    "email = 'pat@example.org'")[0][0], 1);
  const actions = sql(site, 'SELECT action FROM audit ORDER BY id DESC LIMIT 2')
    .flat().sort();
  assert.deepEqual(actions, ['session.begin', 'user.join']);
  const before = users();
  await signIn(new Visitor(site), 'pat');
  assert.equal(users(), before);
});

test('a comment that was typed is there when its writer is in, and is posted',
  async () => {
    const visitor = new Visitor(site);
    const leaving = await visitor.fill('/about', '/comments',
      { body: COMMENT.body, sign_in: 'lake' }); // no name, no address
    assert.equal(leaving.status, 303, leaving.text);
    const url = leadsTo(await visitor.get(leaving.headers.location));
    const back = await new Guest().signIn(url.href, site.returns,
      { login: 'pat' });
    const done = await visitor.get(local(back));
    assert.equal(done.headers.location, '/comments/new', done.text);
    assert.equal(sql(site, 'SELECT count(*) FROM sign_in_attempt WHERE ' +
      'kept NOTNULL')[0][0], 0);
    const form = await visitor.get('/comments/new');
    assert.match(form.text, /Words that must not get lost: &lt;b&gt;&amp;amp;/);
    assert.match(form.text, /Writing as/);
    const posted = await visitor.fill(form, '/comments');
    assert.equal(posted.status, 303, posted.text);
    assert.deepEqual(sql(site, `SELECT body, author_name FROM comment JOIN
      identity ON comment.user_id = identity.user_id WHERE subject = 'pat'`),
    [[COMMENT.body, 'Pat Reader']]);
    assert.equal(sql(site, 'SELECT count(*) FROM draft')[0][0], 0);
  });

test('who says no keeps the words, and writes as a guest', async () => {
  const before = [sessions(), users()];
  const visitor = new Visitor(site);
  const page = await signIn(visitor, 'nameless',
    { agree: false, on: () => keep(site, visitor) });
  assert.equal(page.status, 403);
  assert.match(page.text, /You are not signed in with Lake Club/);
  assert.match(page.text, /Words that must not get lost: &lt;b&gt;&amp;amp;/);
  const posted = await visitor.fill(page, '/comments');
  assert.equal(posted.status, 303, posted.text);
  assert.deepEqual([sessions(), users()], before);
  // The link on the page between says no as well.
  const other = new Visitor(site);
  const between = await setOut(other, 'lake', { to: '/programs?q=a' });
  const stay = between.text.match(/href="([^"]*error=access_denied)"/)[1];
  const calm = await other.get(stay.replaceAll('&amp;', '&'));
  assert.equal(calm.status, 403);
  assert.match(calm.text, /href="\/programs\?q=a"/);
});

test('an address that is not verified is not kept', async () => {
  await signIn(new Visitor(site), 'kim');
  assert.deepEqual(sql(site, "SELECT name, contact_email FROM user WHERE id = " +
    "(SELECT user_id FROM identity WHERE subject = 'kim')"), [['Kim', null]]);
  assert.equal(sql(site, 'SELECT count(*) FROM mail_address WHERE ' +
    "email = 'kim@example.org'")[0][0], 0);
});

test('whom the provider gives no name is called Reader', async () => {
  const visitor = new Visitor(site);
  await signIn(visitor, 'nameless');
  assert.match((await visitor.get('/me')).text, /Reader/);
});

test('an address makes nobody staff', async () => {
  const staff = signedIn(site, 'editor');
  const visitor = new Visitor(site);
  await signIn(visitor, 'boss');
  assert.equal((await visitor.get('/admin')).status, 403);
  assert.equal((await staff.get('/admin')).status, 200);
  assert.equal(sql(site, 'SELECT count(*) FROM user WHERE email = ' +
    "'editor@example.org' OR contact_email = 'editor@example.org'")[0][0], 2);
});

test('a disabled account, and one that became staff, is not let in',
  async () => {
    await signIn(new Visitor(site), 'kim');
    const kim = "id = (SELECT user_id FROM identity WHERE subject = 'kim')";
    const before = sessions();
    for (const [change, words] of [
      ['is_disabled = 1', /This account is closed/],
      ["is_disabled = 0, role = 'admin'", /Sign in with your password/]]) {
      sql(site, `UPDATE user SET ${change} WHERE ${kim}`);
      const visitor = new Visitor(site);
      const page = await signIn(visitor, 'kim',
        { on: () => keep(site, visitor) });
      assert.equal(page.status, 403);
      assert.match(page.text, words);
      assert.match(page.text, /Words that must not get lost/);
      assert.equal(visitor.jar.ns_session, undefined);
    }
    assert.equal(sessions(), before);
    sql(site, `UPDATE user SET role = 'reader' WHERE ${kim}`);
  });

test('a name that its owner changed stays', async () => {
  sql(site, "UPDATE user SET name = 'Patty' WHERE name = 'Pat Reader'");
  people.pat = { ...people.pat, email: 'new@example.org' };
  await signIn(new Visitor(site), 'pat');
  assert.deepEqual(sql(site, 'SELECT name, contact_email FROM user WHERE ' +
    "id = (SELECT user_id FROM identity WHERE subject = 'pat')"),
  [['Patty', 'new@example.org']]);
});

test('somebody of the staff who signs in there is signed out here',
  async () => {
    const staff = signedIn(site, 'editor');
    const visitor = new Visitor(site);
    visitor.jar.ns_session = staff.token;
    const done = await signIn(visitor, 'pat', { fields: { to: '/about' } });
    assert.equal(done.headers.location, '/about');
    assert.notEqual(visitor.jar.ns_session, staff.token);
    assert.equal((await staff.get('/me')).status, 303);
  });

test('afterwards it leads nowhere but to this site', async () => {
  for (const [to, location] of [['//evil.example/', '/me'],
    ['https://evil.example/', '/me'], ['/\\evil.example', '/me'],
    ['/a\r\nSet-Cookie: x=y', '/me'], [`/${'x'.repeat(1000)}`, '/me'],
    ['/programs?q=a#b', '/programs?q=a#b']]) {
    const done = await signIn(new Visitor(site), 'pat', { fields: { to } });
    assert.equal(done.headers.location, location, to);
  }
});

test('a form that met an ended session is shown again', async () => {
  const visitor = new Visitor(site);
  const asked = await visitor.send('/me/shortcuts', { on: 'yes', token: 'x' });
  assert.equal(asked.status, 403);
  const answer = await visitor.fill(asked, '/sign-in/lake');
  const url = leadsTo(await visitor.get(answer.headers.location));
  const done = await visitor.get(local(await new Guest().signIn(url.href,
    site.returns, { login: 'pat' })));
  assert.equal(done.status, 200, done.text);
  assert.match(done.text, /You are signed in\. Send it now\?/);
});

test('the log knows paths, and no code, state or token', async () => {
  const visitor = new Visitor(site);
  const page = await setOut(visitor, 'lake');
  const url = leadsTo(page);
  const back = await new Guest().signIn(url.href, site.returns,
    { login: 'pat' });
  const query = new URL(back).searchParams;
  await visitor.get(local(back));
  await new Promise((done) => setTimeout(done, 300));
  for (const secret of [query.get('code'), query.get('state'),
    url.searchParams.get('nonce'), visitor.jar.ns_connect,
    visitor.jar.ns_session])
    assert.ok(!site.log.includes(secret), secret);
  assert.match(site.log, /\/sign-in\/lake\/return/);
});

test('what is stored signs nobody in', async () => {
  const visitor = new Visitor(site);
  const url = leadsTo(await setOut(visitor, 'lake'));
  const rows = JSON.stringify(sql(site, 'SELECT hex(state_hash), ' +
    'hex(browser_hash), hex(sealed) FROM sign_in_attempt'));
  for (const secret of [url.searchParams.get('state'),
    url.searchParams.get('nonce'), visitor.jar.ns_connect])
    for (const form of [Buffer.from(secret), Buffer.from(secret, 'base64url')])
      assert.ok(!rows.includes(form.toString('hex').toUpperCase()));
});
