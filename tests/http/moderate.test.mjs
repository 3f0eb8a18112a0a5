// The digest, and deciding from it: a link for one person, one comment, the
// words in the mail, and one press of a button.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { root, sleep, startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, server, moderator, other;

before(async () => {
  server = await startMailServer();
  site = await startInstance({ config: {
    mail: { server: `smtp://127.0.0.1:${server.port}`,
      from: 'hello@example.org', retry_seconds: 1 },
    comments: { per_hour: 1000 } } });
  moderator = signedIn(site, 'moderator', { name: 'Robin Berg' });
  other = signedIn(site, 'moderator', { email: 'other@example.org',
    name: 'Other Olsen' });
  sql(site, "UPDATE user SET password_hash = 'x' WHERE id = ?",
    moderator.userId);
});
after(async () => {
  await site?.stop();
  await server?.stop();
});
// Each test begins with an empty queue, and ten minutes later.
beforeEach(() => {
  sql(site, "UPDATE comment SET state = 'removed' WHERE state = 'held'");
  sql(site, "UPDATE outbox SET created_at = created_at - 600," +
    " state = 'sent' WHERE kind = 'digest'");
  server.mails.length = 0;
});

async function write(body, fields = {}) {
  const answer = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Kim', email: 'kim@example.org', body, ...fields });
  assert.equal(answer.status, 303, answer.text);
  return Number(answer.headers.location.match(/#comment-(\d+)/)[1]);
}

async function digest() {
  await until(() => server.mails.length > 0, 'the digest comes', 15);
  return server.mails[0];
}

const links = (mail) => [...mail.text.matchAll(/\/moderate\/\S+/g)]
  .map(([path]) => path);
const stateOf = (id) => sql(site, 'SELECT state FROM comment WHERE id = ?',
  id)[0][0];
const audit = (id) => sql(site, 'SELECT actor, action FROM audit' +
  " WHERE object = ? AND action NOT IN ('comment.add') ORDER BY id",
`comment ${id}`);

// The fields of the first form on the page that decides, without a cookie.
async function form(path, headers = {}) {
  const page = await site.get(path, { headers });
  assert.equal(page.status, 200, page.text);
  return formFields(page.text, path);
}

async function decide(path, what, { fields = {}, headers = {} } = {}) {
  const { token } = await form(path, headers);
  return site.post(path, { token, do: what, ...fields }, { headers });
}

test('the digest lists what waits, for safety first, and is signed to one person',
  async () => {
    await write('We met every Saturday for ten years.');
    await write('Call me at 218-555-0100 <b>now</b>.');
    const mail = await digest();
    assert.deepEqual(mail.to, ['moderator@example.org']);
    assert.equal(mail.subject, '2 comments wait to be read');
    const text = mail.text.replaceAll(site.url, 'https://SITE')
      .replace(/\/moderate\/\S+/g, '/moderate/TOKEN')
      .replace(/\?t=\S+/g, '?t=TOKEN');
    const path = join(root, 'tests/golden/digest.mail.txt');
    if (process.env.GOLDEN) writeFileSync(path, text);
    assert.equal(text, readFileSync(path, 'utf8'));
    assert.equal(links(mail).length, 2);
    assert.match(mail.header('List-Unsubscribe'), /\/comments\/stop\?t=/);
    for (const token of links(mail))
      for (const file of ['northstar.db', 'northstar.db-wal'])
        assert.ok(!readFileSync(join(site.state, file)).includes(
          token.replace('/moderate/', '')), 'no token in the database');
    await write('And one more, at once.');
    await sleep(7000);
    assert.equal(server.mails.length, 1, 'at most one in ten minutes');
  });

test('one press publishes, signed out, once, in the name of the link', async () => {
  const id = await write('Publish me from the mail.');
  const [path] = links(await digest());
  const page = await site.get(path);
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.match(page.headers['x-robots-tag'], /noindex/);
  assert.match(page.text, /Publish me from the mail\./);
  assert.match(page.text, /In your mail, Robin Berg\./);
  assert.equal(stateOf(id), 'held', 'looking decides nothing');

  const { token } = await form(path);
  const answers = await Promise.all([1, 2, 3, 4].map(() =>
    site.post(path, { token, do: 'publish' })));
  for (const answer of answers) {
    assert.equal(answer.status, 303, answer.text);
    assert.equal(answer.headers.location, path);
  }
  assert.equal(stateOf(id), 'published');
  assert.deepEqual(audit(id), [[`user ${moderator.userId}`, 'comment.publish']]);
  const after = await site.get(path);
  assert.equal(after.status, 200);
  assert.match(after.text, /The comment is published\./);
  assert.doesNotMatch(after.text, /name="do"/);

  // The staff pages can undo it, like any other.
  const [[set, who]] = sql(site,
    'SELECT id, user_id FROM change_set ORDER BY id DESC LIMIT 1');
  assert.equal(who, moderator.userId);
  const undo = await moderator.post(`/admin/undo/${set}`);
  assert.equal(undo.status, 303);
  assert.equal(stateOf(id), 'held');
});

test('a used link decides nothing more, with a new form neither', async () => {
  const id = await write('Decide about me once.');
  const [path] = links(await digest());
  const { token } = await form(path);
  assert.equal((await decide(path, 'spam')).status, 303);
  assert.equal(stateOf(id), 'spam');
  const late = await site.post(path, { token, do: 'publish' });
  assert.equal(late.status, 200, 'it says what was decided');
  assert.match(late.text, /with the spam/);
  assert.equal(stateOf(id), 'spam');
  assert.equal(audit(id).length, 1);
});

test('removing asks for a reason', async () => {
  const id = await write('Remove me.');
  const [path] = links(await digest());
  const asked = await decide(path, 'remove');
  assert.equal(asked.status, 422);
  assert.match(asked.text, /Choose a reason/);
  assert.equal(stateOf(id), 'held');
  assert.equal((await decide(path, 'remove',
    { fields: { reason: 'advert', words: '' } })).status, 303);
  assert.equal(stateOf(id), 'removed');
  assert.match(sql(site, 'SELECT reason FROM comment WHERE id = ?', id)[0][0],
    /sells something/);
});

test('words that changed since the mail are not published by it', async () => {
  const id = await write('These words are in the mail.');
  const [path] = links(await digest());
  const { token } = await form(path);
  sql(site, "UPDATE comment SET body = 'These are not.', version = version + 1" +
    ' WHERE id = ?', id);
  const answer = await site.post(path, { token, do: 'publish' });
  assert.equal(answer.status, 409);
  assert.match(answer.text, /not as it was in your mail/);
  assert.equal(stateOf(id), 'held');
  assert.equal((await site.get(path)).status, 200);
});

test('who decided already is told so, and when', async () => {
  const id = await write('I decide about this elsewhere.');
  const [path] = links(await digest());
  site.run('comment', 'publish', String(id));
  let page = await site.get(path);
  assert.match(page.text, /Somebody else decided/);
  const here = `/admin/comments/${id}`;
  await moderator.post(here, { do: 'spam' }, { from: here, whole: true });
  page = await site.get(path);
  assert.match(page.text, /You decided this on \d/);
  assert.doesNotMatch(page.text, /Somebody else/);
});

test('who may no longer read comments has a link to nothing', async () => {
  const id = await write('Not by somebody who left.');
  const [path] = links(await digest());
  const { token } = await form(path);
  for (const [change, back] of [['is_disabled = 1', 'is_disabled = 0'],
    ["role = 'editor'", "role = 'moderator'"]]) {
    sql(site, `UPDATE user SET ${change} WHERE id = ?`, moderator.userId);
    assert.equal((await site.get(path)).status, 410, change);
    assert.equal((await site.post(path, { token, do: 'publish' })).status, 410);
    sql(site, `UPDATE user SET ${back} WHERE id = ?`, moderator.userId);
  }
  assert.equal(stateOf(id), 'held');
});

test('a link ends after three days, and a made-up one is none', async () => {
  const id = await write('Too late for me.');
  const [path] = links(await digest());
  const { token } = await form(path);
  sql(site, 'UPDATE moderation_link SET ends_at = unixepoch() - 1' +
    ' WHERE comment_id = ?', id);
  assert.match((await site.get(path)).text, /older than three days/);
  const answer = await site.post(path, { token, do: 'publish' });
  assert.equal(answer.status, 409);
  assert.equal(stateOf(id), 'held');
  for (const none of ['x', 'A'.repeat(43), path.split('/').pop().toLowerCase()])
    assert.equal((await site.get(`/moderate/${none}`)).status, 410);
});

test('a form without its token, or from another site, decides nothing', async () => {
  const id = await write('Not without a token.');
  const [path] = links(await digest());
  const bare = await site.post(path, { do: 'publish' });
  assert.equal(bare.status, 409);
  assert.match(bare.text, /name="token"/); // and may be sent again
  const { token } = await form(path);
  assert.equal((await site.post(path, { token, do: 'publish' }, { headers: {
    'Origin': 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' } }))
    .status, 403);
  assert.equal(stateOf(id), 'held');
  // Signed in as somebody else it is still the link's owner who decides.
  const headers = { Cookie: other.cookie };
  assert.equal((await decide(path, 'publish', { headers })).status, 303);
  assert.deepEqual(audit(id), [[`user ${moderator.userId}`, 'comment.publish']]);
});

test('the token is in no log', async () => {
  const id = await write('Look into the log.');
  const [path] = links(await digest());
  await decide(path, 'publish');
  assert.equal(stateOf(id), 'published');
  assert.ok(!site.log.includes(path.replace('/moderate/', '')));
  assert.ok(site.log.includes('/moderate/:token'));
});

test('a mail that is made anew has new links, and the old ones end', async () => {
  const id = await write('Twice in the mail.');
  const [old] = links(await digest());
  sql(site, "UPDATE outbox SET state = 'waits', next_at = unixepoch()" +
    " WHERE id = (SELECT max(id) FROM outbox WHERE kind = 'digest')");
  await until(() => server.mails.length === 2, 'it comes again');
  const [path] = links(server.mails[1]);
  assert.notEqual(path, old);
  assert.equal((await site.get(old)).status, 410);
  assert.equal((await decide(path, 'publish')).status, 303);
  assert.equal(stateOf(id), 'published');
});

test('one click ends the digests, and the account page begins them again',
  async () => {
    await write('Stop the digest.');
    const mail = await digest();
    const stop = mail.header('List-Unsubscribe').slice(1, -1)
      .replace(site.url, '');
    assert.match((await site.get(stop)).text, /Stop these mails/);
    const click = await site.request(stop, { method: 'POST',
      body: 'List-Unsubscribe=One-Click',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(click.status, 200);
    const isOn = () => sql(site, 'SELECT mails_digest FROM user WHERE id = ?',
      moderator.userId)[0][0];
    assert.equal(isOn(), 0);
    const page = await moderator.get('/me');
    assert.match(page.text, /Off: no mail tells you that comments wait/);
    const answer = await moderator.post('/me/digest', { digest: '1' },
      { from: '/me' });
    assert.equal(answer.status, 303, answer.text);
    assert.equal(isOn(), 1);
    const editor = signedIn(site, 'editor');
    assert.doesNotMatch((await editor.get('/me')).text, /comments that wait/);
  });
