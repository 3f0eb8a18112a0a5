// /about/privacy says what the code does: each cookie that the site sets, with
// its life, and what else it promises. (tests/chaos/retention.mjs has the
// table of times.)
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startInstance, until } from '../lib/instance.mjs';
import { leadsTo, setOut } from '../lib/journey.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { Guest, startOidcProvider } from '../lib/oidc_provider.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'a long walk to the lake';
const folder = mkdtempSync(join(tmpdir(), 'northstar-privacy-'));
let site, mail, provider, page;

before(async () => {
  mail = await startMailServer();
  provider = await startOidcProvider({ people: { pat: { name: 'Pat' } } });
  writeFileSync(join(folder, 'secret'), `${provider.secret}\n`);
  site = await startInstance({ config: {
    comments: { per_hour: 1000 },
    backup: { keep_days: 17 },
    mail: { server: `smtp://127.0.0.1:${mail.port}`,
      from: 'hello@example.org', retry_seconds: 1 },
    'provider lake': { client_id: 'northstar', issuer: provider.issuer,
      label: 'Lake Club', secret_file: join(folder, 'secret') } } });
  site.returns = `${site.url}/sign-in/`;
  provider.knows([`${site.returns}lake/return`]);
  page = (await site.get('/about/privacy')).text;
});
after(async () => {
  await site?.stop();
  await mail?.stop();
  await provider?.stop();
  rmSync(folder, { recursive: true });
});

const local = (url) => url.slice(new URL(url).origin.length);

// A visitor that remembers every Set-Cookie line.
class Watcher extends Visitor {
  lines = [];

  take(answer) {
    this.lines.push(...answer.headers['set-cookie'] ?? []);
    return super.take(answer);
  }
}

const write = (visitor, more = {}) => visitor.send('/comments', {
  thread: 'about', key: 'about', name: 'Kim', email: 'kim@example.org',
  body: `Words ${Math.random()}`, ...more });

async function throughProvider(visitor) {
  const url = leadsTo(await setOut(visitor, 'lake'));
  const back = local(await new Guest().signIn(url.href, site.returns,
    { login: 'pat' }));
  return { back, answer: await visitor.get(back) };
}

test('copies are kept as long as the configuration says', () => {
  const rows = site.run('retention', '--json').trim().split('\n')
    .map((line) => JSON.parse(line));
  assert.equal(rows.find(({ id }) => id === 'backup').shown, 17 * 86400);
  assert.match(page, /<td>17 days\. Whoever was erased/);
});

test('the page is linked from every page, and easy to find for all',
  async () => {
    for (const path of ['/', '/about', '/programs', '/nothing', '/sign-in'])
      assert.match((await site.get(path)).text, /href="\/about\/privacy"/, path);
    assert.match((await site.get('/sitemap.xml')).text, /\/about\/privacy</);
    assert.match(page, /<h1>Privacy<\/h1>/);
    assert.match(page, /You can also sign in with another site: Lake Club\./);
  });

test('reading sets no cookie, and nothing comes from elsewhere', async () => {
  const reader = new Watcher(site);
  for (const path of ['/', '/about', '/about/privacy', '/programs?q=lake',
    '/counties', '/dashboard', '/sign-in', '/programs.csv', '/feed.atom']) {
    const answer = await reader.get(path);
    assert.equal(answer.status, 200, path);
    assert.match(answer.headers['content-security-policy'],
      /default-src 'none'/);
    for (const [tag] of answer.text.matchAll(
      /<(?:img|script|iframe|video|audio|source|link rel="(?:stylesheet|preload|icon)")\b[^>]*>/g))
      assert.doesNotMatch(tag, /(?:src|href)="(?:https?:)?\/\//, tag);
  }
  assert.deepEqual(reader.lines, []);
});

test('each cookie that the site sets stands there, with its life',
  async () => {
    const reader = new Watcher(site);
    await reader.send('/preferences', { theme: 'dark', back: '/' });
    assert.equal((await write(reader)).status, 303);
    assert.equal((await throughProvider(reader)).answer.status, 303);
    site.run('user', 'add', 'staff@example.org', '--role', 'editor',
      '--password-stdin', { input: `${PASSWORD}\n` });
    const staff = new Watcher(site);
    const entered = await staff.fill('/sign-in', '/sign-in',
      { email: 'staff@example.org', password: PASSWORD });
    assert.equal(entered.status, 303, entered.text);
    const ages = new Map();
    for (const line of [...reader.lines, ...staff.lines]) {
      const [, name, age] = line.match(/^(?:__Host-)?(\w+)=.*Max-Age=(\d+)/i);
      if (age > 0) ages.set(name, Math.max(ages.get(name) ?? 0, age));
    }
    assert.deepEqual([...ages.keys()].sort(), ['ns_connect', 'ns_device',
      'ns_guest', 'ns_session', 'ns_theme']);
    for (const [name, age] of ages) {
      const [, told] = page.match(
        new RegExp(`<code translate="no">${name}</code>.*?</td><td>(.*?)</td>`,
          's'));
      const words = age % 86400 === 0 ?
        `${age / 86400} days` : `${age / 3600} hour`;
      assert.ok(told.includes(words), `${name}: ${told}, not ${words}`);
    }
    assert.equal(page.match(/<code translate="no">/g).length, ages.size,
      'and no others');
  });

test('a finished sign-in that is loaded again leads on', async () => {
  const reader = new Visitor(site);
  const { back, answer } = await throughProvider(reader);
  assert.equal(answer.status, 303, answer.text);
  const again = await reader.get(back);
  assert.equal(again.status, 303, again.text);
  assert.equal(again.headers.location, '/me');
  assert.equal((await new Visitor(site).get(back)).status, 400);
});

test('who says yes to mail finds the way back to the conversation',
  async () => {
    const slug = (await site.get('/sitemap.xml')).text
      .match(/\/programs\/([a-z0-9-]+)</)[1];
    const [[key]] = sql(site, 'SELECT id FROM program WHERE slug = ?', slug);
    const sent = await write(new Visitor(site), { thread: 'program', key,
      email: 'yes@example.org', notify: '1' });
    assert.equal(sent.status, 303, sent.text);
    await until(() => mail.mails.some(({ to }) => to[0] === 'yes@example.org'),
      'the mail that asks');
    const [path] = mail.mails.find(({ to }) => to[0] === 'yes@example.org').text
      .match(/\/comments\/confirm\?t=\S+/);
    const visitor = new Visitor(site);
    assert.doesNotMatch((await visitor.get(path)).text, /Back to the/);
    assert.equal((await visitor.send(path, {})).status, 303);
    const { text } = await visitor.get(path);
    assert.match(text, new RegExp(`href="/programs/${slug}#talk">Back to the ` +
      'conversation<'));
    assert.match((await visitor.get(`/programs/${slug}`)).text, /id="talk"/);
    sql(site, "UPDATE program SET stage = 'draft' WHERE id = ?", key);
    assert.doesNotMatch((await visitor.get(path)).text, /Back to the/);
    sql(site, "UPDATE program SET stage = 'published' WHERE id = ?", key);
  });

test('northstar retention prints the table for operators', () => {
  const text = site.run('retention');
  assert.match(text, /^comment-closed +30 days +comment\.closed_at/m);
  assert.match(text, /^comment-address +1 days /m);
  assert.match(text, /^account +until somebody ends it/m);
  assert.equal(site.run('retention', '--now'), '');
});

test('what was kept long enough leaves a line in the record', async () => {
  const sent = await write(new Visitor(site), { email: 'old@example.org' });
  const id = sent.headers.location.match(/\d+$/)[0];
  site.run('comment', 'remove', id, '--reason', 'no');
  sql(site, 'UPDATE comment SET closed_at = 1 WHERE id = ?', Number(id));
  assert.match(site.run('retention', '--now'), /^comment-closed: 1$/m);
  const admin = signedIn(site, 'admin');
  assert.match((await admin.get('/admin/audit')).text,
    /The site itself.{0,20} removed comments that were kept long enough\./);
  assert.match(site.run('verify'), /record of changes: ok/);
});
