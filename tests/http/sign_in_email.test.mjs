// Signing in with a link by e-mail, with a real mail server.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

let site, server;

before(async () => {
  server = await startMailServer();
  site = await startInstance({ config: { mail: {
    server: `smtp://127.0.0.1:${server.port}`, from: 'hello@example.org' } } });
});
after(async () => { await site?.stop(); await server?.stop(); });
beforeEach(() => {
  sql(site, 'DELETE FROM sign_in_failure; DELETE FROM email_link;' +
    ' DELETE FROM sign_in_attempt');
  server.mails.length = 0;
});

const COMMENT = [['thread', 'about'], ['key', 'about'], ['name', 'Pat Reader'],
  ['email', 'pat@example.org'], ['body', 'Two words & <more>.\nAnd a line.']];
const sessions = () => sql(site, 'SELECT count(*) FROM session')[0][0];
const mailTo = async (address) => {
  const found = () => server.mails.filter((mail) => mail.to[0] === address);
  await until(() => found().length > 0, `a mail to ${address}`);
  return found().at(-1);
};
const linkIn = (mail) => {
  const path = mail.text.match(/\/sign-in\/email\/[\w-]{43}/);
  assert.ok(path, mail.text);
  assert.ok(mail.text.includes(site.url + path[0]), 'from base_url');
  return path[0];
};
const ask = (visitor, email, page = '/sign-in/email') =>
  visitor.fill(page, '/sign-in/email', { email });
async function linkFor(email, visitor = new Visitor(site)) {
  server.mails.length = 0;
  const answer = await ask(visitor, email);
  assert.equal(answer.status, 303, answer.text);
  assert.equal(answer.headers.location, '/sign-in/email/sent');
  return linkIn(await mailTo(email));
}
const press = (visitor, path, name = 'Ana') => visitor.fill(path, path,
  { name });

// Type a comment and press "A link by email".
async function typed(visitor) {
  const answer = await visitor.fill('/about', '/comments',
    { ...Object.fromEntries(COMMENT), sign_in: 'email' });
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location, /^\/sign-in\/email\?state=[\w-]{43}$/);
  return answer.headers.location;
}

test('a link that was mailed signs in, once, with a button', async () => {
  const visitor = new Visitor(site);
  const answer = await ask(visitor, ' Ana@Example.ORG ', '/sign-in?to=/about');
  assert.equal(answer.status, 303, answer.text);
  const sent = await visitor.get(answer.headers.location);
  assert.match(sent.text, /A mail is on its way/);
  assert.doesNotMatch(sent.text, /ana@/i);
  const mail = await mailTo('ana@example.org');
  assert.match(mail.head, /^Subject: Your link to sign in/m);
  const path = linkIn(mail);
  // Programs that read mail open every link, and press nothing.
  const before = sessions();
  for (let i = 0; i < 3; i++) {
    const look = await new Visitor(site).get(path);
    assert.equal(look.status, 200);
    assert.match(look.text, /ana@example\.org/);
    assert.match(look.headers['cache-control'], /no-store/);
    assert.equal(look.headers['x-robots-tag'], 'noindex');
  }
  assert.equal(sessions(), before);
  const done = await press(visitor, path);
  assert.equal(done.status, 303, done.text);
  assert.equal(done.headers.location, '/about');
  assert.equal((await visitor.get('/me')).status, 200);
  const [row] = sql(site, 'SELECT name, role, contact_email, password_hash ' +
    "FROM user WHERE email = 'ana@example.org'");
  assert.deepEqual(row, ['Ana', 'reader', null, null]);
  assert.equal(sql(site, 'SELECT confirmed_at > 0 FROM mail_address WHERE ' +
    "email = 'ana@example.org'")[0][0], 1);
  const again = await new Visitor(site).get(path);
  assert.equal(again.status, 410);
  assert.match(again.text, /This link is over/);
  assert.equal((await visitor.get('/admin')).status, 403);
});

test('the second sign-in is the same account', async () => {
  for (let i = 0; i < 2; i++)
    assert.equal((await press(new Visitor(site),
      await linkFor('ben@example.org'))).status, 303);
  assert.equal(sql(site, 'SELECT count(*) FROM user WHERE email = ' +
    "'ben@example.org'")[0][0], 1);
});

test('a new account says its name, kept until it is right', async () => {
  const path = await linkFor('new@example.org');
  const visitor = new Visitor(site);
  let page = await visitor.get(path);
  assert.match(page.text, /A first name is fine/);
  const nameOf = () => sql(site,
    "SELECT name FROM user WHERE email = 'new@example.org'");
  for (const name of ['', ' \n', 'x'.repeat(81), 'Partnership <Staff>',
    'Mоderator']) {
    page = await visitor.fill(page, path, { name });
    assert.equal(page.status, 422, name);
    assert.match(page.text, /href="#f-name"/);
    assert.equal(formFields(page.text, path).name.trim(), name.trim());
    assert.deepEqual(nameOf(), []);
  }
  assert.match(page.text, /Choose another name: this one is our staff&#39;s/);
  const done = await Promise.all([1, 2].map(() =>
    visitor.fill(page, path, { name: ' Lin <L> ' })));
  assert.deepEqual(done.map((one) => one.status), [303, 303]);
  assert.deepEqual(nameOf(), [['Lin <L>']]);
});

test('only who has no name yet is asked for one', async () => {
  const field = async (path) =>
    (await new Visitor(site).get(path)).text.includes('name="name"');
  await press(new Visitor(site), await linkFor('known@example.org'), 'Kim');
  sql(site, 'DELETE FROM email_link');
  const known = await linkFor('known@example.org');
  assert.equal(await field(known), false);
  await press(new Visitor(site), known, 'Other');
  const name = () => sql(site,
    "SELECT name FROM user WHERE email = 'known@example.org'")[0][0];
  assert.equal(name(), 'Kim');
  for (const none of ["'Reader'", 'NULL']) {
    sql(site, `DELETE FROM email_link; UPDATE user SET name = ${none}` +
      " WHERE email = 'known@example.org'");
    const path = await linkFor('known@example.org');
    assert.equal(await field(path), true);
    assert.equal((await press(new Visitor(site), path, 'Kim')).status, 303);
    assert.equal(name(), 'Kim');
  }
  assert.match(site.run('verify'), /record of changes: ok/);
});

test('pressed twice, or by two at once, it lets in once', async () => {
  const path = await linkFor('twice@example.org');
  const two = [new Visitor(site), new Visitor(site)];
  const pages = await Promise.all(two.map((one) => one.get(path)));
  const before = sessions();
  const answers = await Promise.all(two.map((one, i) =>
    one.fill(pages[i], path, { name: 'Ana' })));
  assert.deepEqual(answers.map((one) => one.status).sort(), [303, 410]);
  assert.equal(sessions(), before + 1);
  // The same form once more has the first one's answer, and no new session.
  const winner = answers[0].status === 303 ? 0 : 1;
  const stranger = new Visitor(site);
  const repeat = await stranger.fill(pages[winner], path, { name: 'Ana' });
  assert.equal(repeat.status, 303);
  assert.equal(stranger.jar.ns_session, undefined);
  assert.equal(sessions(), before + 1);
});

test('a link that is old, made up or another\'s lets nobody in', async () => {
  const path = await linkFor('old@example.org');
  const page = await new Visitor(site).get(path);
  sql(site, 'UPDATE email_link SET ends_at = unixepoch() - 1');
  const before = sessions();
  for (const answer of [await new Visitor(site).get(path),
    await new Visitor(site).fill(page, path),
    await new Visitor(site).get(`/sign-in/email/${'A'.repeat(43)}`),
    await new Visitor(site).get('/sign-in/email/x')]) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /This link is over/);
    assert.match(answer.text, /action="\/sign-in\/email"/);
  }
  // The token of one link's form is worth nothing at another's.
  const other = await linkFor('other@example.org');
  const wrong = await new Visitor(site).fill(
    { text: page.text.replaceAll(path, other) }, other);
  assert.equal(wrong.status, 409);
  assert.equal(sessions(), before);
  assert.doesNotMatch(site.log, new RegExp(other.split('/').at(-1)));
});

test('who asks learns nothing about who has an account', async () => {
  signedIn(site, 'editor', { email: 'boss@example.org' });
  sql(site, "INSERT INTO user (email, role, is_disabled, created_at) VALUES" +
    " ('closed@example.org', 'reader', 1, 1)");
  const pages = [];
  for (const email of ['boss@example.org', 'nobody@example.org',
    'closed@example.org']) {
    const visitor = new Visitor(site);
    const answer = await ask(visitor, email);
    pages.push([answer.status, answer.headers.location, answer.text,
      (await visitor.get(answer.headers.location)).text
        .replace(/name="token" value="[^"]+"/g, '')
        .replace(/[0-9a-f]{32}/g, '')]);
  }
  assert.deepEqual(pages[1], pages[0]);
  assert.deepEqual(pages[2], pages[0]);
  // Staff have a password and a second step: no mailbox stands for them.
  const mail = await mailTo('boss@example.org');
  assert.match(mail.text, /has a staff\s+account/);
  assert.ok(mail.text.includes(`${site.url}/sign-in\n`), mail.text);
  assert.doesNotMatch(mail.text, /sign-in\/email\//);
  const before = sessions();
  const path = linkIn(await mailTo('closed@example.org'));
  const closed = await press(new Visitor(site), path);
  assert.equal(closed.status, 403);
  assert.match(closed.text, /This account is closed/);
  assert.equal(sessions(), before);
});

test('whoever became staff meanwhile is not let in by a mailbox', async () => {
  const path = await linkFor('soon@example.org');
  signedIn(site, 'moderator', { email: 'soon@example.org' });
  const before = sessions();
  const answer = await press(new Visitor(site), path);
  assert.equal(answer.status, 403);
  assert.match(answer.text, /with your password/);
  assert.equal(sessions(), before);
});

test('a mailbox gets three in ten minutes, whoever asks', async () => {
  for (let i = 1; i <= 3; i++)
    assert.equal((await ask(new Visitor(site, { address: `127.0.3.${i}` }),
      'full@example.org')).status, 303);
  const answer = await ask(new Visitor(site, { address: '127.0.3.9' }),
    'full@example.org');
  assert.equal(answer.status, 429);
  assert.equal(answer.headers['retry-after'], '600');
  assert.match(answer.text, /value="full@example.org"/);
});

test('a network that asks for many addresses waits', async () => {
  const seen = {};
  const visitor = new Visitor(site, { address: '127.0.4.1' });
  for (let i = 0; i < 30; i++) {
    const { status } = await ask(visitor, `many${i}@example.org`);
    seen[status] = (seen[status] ?? 0) + 1;
  }
  assert.equal(seen[303], 20, JSON.stringify(seen));
  assert.equal(seen[429], 10, JSON.stringify(seen));
  assert.equal((await ask(new Visitor(site, { address: '127.0.4.2' }),
    'else@example.org')).status, 303);
});

test('a link that was used frees its network\'s try', async () => {
  const school = () => new Visitor(site, { address: '127.0.4.3' });
  for (let i = 0; i < 20; i++)
    assert.equal((await ask(school(), `class${i}@example.org`)).status, 303);
  assert.equal((await ask(school(), 'late@example.org')).status, 429);
  await press(school(), linkIn(await mailTo('class0@example.org')));
  assert.equal((await ask(school(), 'late@example.org')).status, 303);
});

test('what was typed comes along, to another device too', async () => {
  const visitor = new Visitor(site);
  const page = await visitor.get(await typed(visitor));
  assert.match(page.text, /value="pat@example.org"/);
  assert.match(page.text, /What you typed is kept/);
  const answer = await visitor.fill(page, '/sign-in/email');
  assert.equal(answer.headers.location, '/sign-in/email/sent');
  const phone = new Visitor(site);
  const path = linkIn(await mailTo('pat@example.org'));
  const look = await phone.get(path);
  assert.match(look.text, /What you typed waits/);
  assert.match(look.text, /name="name" value="Pat Reader"/);
  const done = await phone.fill(look, path);
  assert.equal(done.headers.location, '/comments/new');
  const [[id, name]] = sql(site, 'SELECT id, name FROM user WHERE email = ' +
    "'pat@example.org'");
  assert.equal(name, 'Pat Reader');
  const [[fields]] = sql(site, 'SELECT fields FROM draft WHERE user_id = ?' +
    " AND object = 'comment'", id);
  assert.equal(Object.fromEntries(JSON.parse(fields)).body, COMMENT[4][1]);
  const form = await phone.get('/comments/new');
  assert.match(form.text, /Two words &amp; &lt;more&gt;\.\nAnd a line\./);
  assert.equal(sql(site, 'SELECT count(*) FROM sign_in_attempt')[0][0], 0);
  assert.equal(sql(site, 'SELECT count(*) FROM email_link WHERE kept NOTNULL')
    [0][0], 0);
});

test('nobody\'s form waits behind a link that anybody can ask for', async () => {
  const victim = signedIn(site, 'reader', { email: 'vic@example.org' });
  const stranger = new Visitor(site);
  const page = await stranger.get('/sign-in/email');
  const answer = await stranger.send('/sign-in/email', {
    token: page.text.match(/name="token" value="([^"]*)"/)[1],
    email: 'vic@example.org', kept_to: '/me/delete',
    kept: Buffer.from('sure=1').toString('base64url') });
  assert.equal(answer.status, 303, answer.text);
  const path = linkIn(await mailTo('vic@example.org'));
  const done = await press(new Visitor(site), path);
  assert.equal(done.status, 303, 'no form of the stranger\'s is shown');
  assert.equal(done.headers.location, '/me');
  assert.equal(sql(site, 'SELECT erased_at FROM user WHERE id = ?',
    victim.userId)[0][0], null);
});

test('a link that came too late still brings the words', async () => {
  const visitor = new Visitor(site);
  await visitor.fill(await visitor.get(await typed(visitor)), '/sign-in/email');
  const path = linkIn(await mailTo('pat@example.org'));
  sql(site, 'UPDATE email_link SET ends_at = unixepoch() - 1');
  const late = await new Visitor(site).get(path);
  assert.equal(late.status, 410);
  assert.match(late.text, /action="\/comments"/);
  assert.match(late.text, /Two words &amp; &lt;more&gt;\.\nAnd a line\./);
});

test('no other browser sees what was typed', async () => {
  const visitor = new Visitor(site);
  const path = await typed(visitor);
  const thief = await new Visitor(site).get(path);
  assert.equal(thief.status, 200);
  assert.doesNotMatch(thief.text, /pat@example|What you typed is kept/);
});

test('an address that cannot be one is said in the form', async () => {
  const visitor = new Visitor(site);
  const page = await visitor.get(await typed(visitor));
  const answer = await visitor.fill(page, '/sign-in/email', { email: 'pat' });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /href="#f-email"/);
  assert.match(answer.text, /name="state"/);
  const next = await visitor.fill(answer, '/sign-in/email',
    { email: 'right@example.org' });
  assert.equal(next.status, 303, next.text);
});

test('asked for twice with one form, one mail goes out', async () => {
  const visitor = new Visitor(site);
  const page = await visitor.get('/sign-in/email');
  const fields = { email: 'one@example.org' };
  const both = await Promise.all([1, 2].map(() =>
    visitor.fill(page, '/sign-in/email', fields)));
  assert.deepEqual(both.map((one) => one.status), [303, 303]);
  await visitor.fill(page, '/sign-in/email', fields);
  assert.equal(sql(site, 'SELECT count(*) FROM outbox WHERE recipient = ' +
    "'one@example.org'")[0][0], 1);
});

test('afterwards it leads nowhere but to this site', async () => {
  for (const [to, location] of [['//evil.example/', '/me'],
    ['https://evil.example/', '/me'], ['/\\evil.example', '/me'],
    [`/${'x'.repeat(1000)}`, '/me'], ['/programs?q=a#b', '/programs?q=a#b']]) {
    const visitor = new Visitor(site);
    server.mails.length = 0;
    sql(site, 'DELETE FROM email_link');
    await visitor.fill('/sign-in/email', '/sign-in/email',
      { email: 'way@example.org', to });
    const done = await press(visitor, linkIn(await mailTo('way@example.org')));
    assert.equal(done.headers.location, location, to);
  }
});

test('a session of somebody else in the browser ends', async () => {
  const staff = signedIn(site, 'editor', { email: 'left@example.org' });
  const path = await linkFor('next@example.org');
  const browser = new Visitor(site);
  browser.jar.ns_session = staff.token;
  assert.equal((await press(browser, path)).status, 303);
  assert.equal((await staff.get('/me')).status, 303);
  assert.match((await browser.get('/me')).text, /next@example\.org/);
});

test('a member\'s form that met an ended session is shown again', async () => {
  const gone = new Visitor(site);
  gone.jar.ns_session = 'A'.repeat(43);
  const asked = await gone.send('/me/shortcuts', { on: 'yes', token: 'x' });
  assert.equal(asked.status, 403);
  const answer = await ask(gone, 'back@example.org', asked);
  assert.equal(answer.status, 303, answer.text);
  const path = linkIn(await mailTo('back@example.org'));
  const done = await press(gone, path);
  assert.equal(done.status, 200);
  assert.match(done.text, /You are signed in\. Send it now\?/);
  assert.match(done.text, /action="\/me\/shortcuts"/);
  assert.equal((await gone.get('/me')).status, 200);
});

test('without a mail server the way is not offered', async () => {
  const bare = await startInstance();
  try {
    const visitor = new Visitor(bare);
    const page = await visitor.get('/sign-in');
    assert.doesNotMatch(page.text, /\/sign-in\/email/);
    assert.equal((await visitor.get('/sign-in/email')).status, 404);
    assert.equal((await visitor.send('/sign-in/email',
      { email: 'a@example.org' })).status, 404);
  } finally {
    await bare.stop();
  }
});
