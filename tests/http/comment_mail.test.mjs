// Mail about comments: asked for, confirmed, told, answered, stopped, as its
// reader sees it on a real mail server.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

import { root, sleep, startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, server, program;

before(async () => {
  server = await startMailServer();
  site = await startInstance({ config: {
    mail: { server: `smtp://127.0.0.1:${server.port}`,
      from: 'hello@example.org', reply_to: 'answers@example.org',
      retry_seconds: 1 },
    comments: { per_hour: 1000 } } });
  const slug = (await site.get('/sitemap.xml')).text
    .match(/\/programs\/([a-z0-9-]+)</)[1];
  const [[id]] = sql(site, 'SELECT id FROM program WHERE slug = ?', slug);
  program = { id, slug };
});
after(async () => {
  await site?.stop();
  await server?.stop();
});
beforeEach(() => { server.mails.length = 0; });

async function write(fields) {
  const answer = await site.post('/comments', { thread: 'program',
    key: program.id, name: 'Kim', email: 'kim@example.org', notify: '1',
    body: `Words that nobody wrote before: ${Math.random()}`, ...fields });
  assert.equal(answer.status, 303, answer.text);
  return Number(answer.headers.location.match(/#comment-(\d+)/)[1]);
}

const to = (address) => server.mails.filter((mail) => mail.to[0] === address);

async function mail(address, subject, count = 1) {
  const found = () => to(address).filter((one) => subject.test(one.subject));
  await until(() => found().length >= count, `${subject} to ${address}`);
  assert.equal(found().length, count);
  return found()[count - 1];
}

// A link of the mail, as a path of the site.
function link(mail, pattern) {
  const [url] = mail.text.match(new RegExp(`${site.url}${pattern.source}\\S*`));
  assert.ok(mail.html.includes(url.replaceAll('&', '&amp;')), url);
  return url.replace(site.url, '').replace(/#.*/, '');
}

async function confirmed(address) {
  await write({ email: address, name: 'First' });
  const asked = await mail(address, /May we write/);
  const path = link(asked, /\/comments\/confirm\?t=/);
  assert.equal((await site.post(path, {})).status, 303);
  return asked;
}

const publish = (id) => site.run('comment', 'publish', String(id));

// Golden text: what differs from run to run made alike.
function golden(name, one) {
  const text = [`Subject: ${one.subject}`, '', one.text].join('\n')
    .replaceAll(site.url, 'https://SITE')
    .replace(/\?t=\S+/g, '?t=TOKEN').replace(/\/moderate\/\S+/g, '/moderate/TOKEN')
    .replaceAll(program.slug, 'PROGRAM')
    .replace(/“[^”]*”/g, '“PAGE”')
    .replace(/\/comments\/\d+/g, '/comments/ID')
    .replace(/reply_to=\d+/g, 'reply_to=ID');
  const path = join(root, 'tests/golden', `${name}.mail.txt`);
  if (process.env.GOLDEN) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'), path);
  if (process.env.MAIL_PAGES) {
    mkdirSync(process.env.MAIL_PAGES, { recursive: true });
    writeFileSync(join(process.env.MAIL_PAGES, `${name}.html`), one.html);
  }
}

test('the whole way: asked, confirmed, published, answered, stopped', async () => {
  const words = 'We met every Saturday. Is there room for one more?';
  const id = await write({ body: words });
  const asked = await mail('kim@example.org', /May we write/);
  golden('confirm', asked);
  assert.ok(!asked.raw.includes('Kim') && !asked.raw.includes('Saturday'),
    'nothing that a stranger typed goes to an unconfirmed address');

  const path = link(asked, /\/comments\/confirm\?t=/);
  const page = await site.get(path);
  assert.equal(page.status, 200);
  assert.equal(page.headers['cache-control'], 'no-store');
  assert.match(page.text, /k…\u2060@example\.org/);
  assert.doesNotMatch(page.text, /kim@example\.org/);
  assert.equal(sql(site, 'SELECT confirmed_at FROM mail_address')[0][0], null,
    'looking confirms nothing');
  assert.equal((await site.post(path, {})).status, 303);
  assert.equal((await site.post(path, {})).status, 303); // pressed twice
  assert.match((await site.get(path)).text, /Mail about your comments goes to/);

  publish(id);
  const told = await mail('kim@example.org', /can be read now/);
  golden('published', told);
  assert.match(told.text, /> We met every Saturday\./);
  const place = await site.get(link(told, /\/comments\/\d+/));
  assert.match(place.headers.location, new RegExp(`#comment-${id}$`));

  const answer = await write({ parent: id, name: 'Lee',
    email: 'lee@example.org', body: 'Yes, two places.\n\nCome and **see**.' });
  await sleep(1500);
  assert.equal(to('kim@example.org').length, 2, 'not before it is public');
  publish(answer);
  const reply = await mail('kim@example.org', /^Lee answered your comment$/);
  golden('reply', reply);
  const form = await site.get(link(reply, /\/programs\/\S+\?reply_to=/));
  assert.equal(form.status, 200);
  assert.ok(form.text.includes(`name="parent" value="${answer}"`));

  const stop = link(reply, /\/comments\/stop\?t=/);
  assert.match((await site.get(stop)).text, /Stop these mails/);
  const done = await site.post(stop, {});
  assert.equal(done.status, 200);
  assert.match(done.text, /no more mail about comments goes to/);
  const more = await write({ parent: answer, name: 'Lee',
    email: 'lee@example.org' });
  publish(more);
  publish(await write({ parent: id, name: 'Sam', email: 'sam@example.org' }));
  publish(await write({}));
  await sleep(2500);
  assert.equal(to('kim@example.org').length, 3, 'nothing after stop');
});

test('a mail has two twins, plain text first, and says how to stop', async () => {
  const one = await confirmed('twin@example.org');
  assert.deepEqual(one.types, ['text/plain', 'text/html']);
  assert.match(one.raw, /^Content-Transfer-Encoding: quoted-printable/m);
  for (const line of one.raw.split('\r\n').slice(one.head.split('\r\n').length))
    assert.ok(line.length <= 76, line);
  assert.ok(!/[^\r]\n/.test(one.raw) && !/[\x80-\xff]/.test(one.raw));
  assert.equal(one.header('Reply-To'), 'answers@example.org');
  assert.equal(one.header('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
  assert.equal(one.header('List-Unsubscribe'),
    `<${site.url}${link(one, /\/comments\/stop\?t=/)}>`);
  assert.match(one.header('From'), /^"Mentoring Partnership of Minnesota" </);
  assert.match(one.header('Date'), /^\w{3}, \d+ \w{3} \d{4} [\d:]{8} \+0000$/);
  assert.match(one.html, /^<!doctype html>/);
  assert.doesNotMatch(one.html, /<img|<script|\{\{|\[\[/);
});

test('one click of a mail program stops, without cookie, origin or form',
  async () => {
    const one = await confirmed('click@example.org');
    const path = link(one, /\/comments\/stop\?t=/);
    const boundary = 'x123';
    const bodies = [
      ['application/x-www-form-urlencoded', 'List-Unsubscribe=One-Click'],
      [`multipart/form-data; boundary=${boundary}`, `--${boundary}\r\n` +
        'Content-Disposition: form-data; name="List-Unsubscribe"\r\n\r\n' +
        `One-Click\r\n--${boundary}--\r\n`],
      ['text/plain', 'List-Unsubscribe=One-Click'],
      ['application/x-www-form-urlencoded', ''],
    ];
    for (const [type, body] of [...bodies, ...bodies]) {
      const answer = await site.request(path, { method: 'POST', body,
        headers: { 'Content-Type': type } });
      assert.equal(answer.status, 200, type);
      assert.equal(answer.headers['set-cookie'], undefined);
    }
    const [[stopped]] = sql(site, 'SELECT stopped_at FROM mail_address' +
      " WHERE email = 'click@example.org'");
    assert.ok(stopped);
    assert.equal(sql(site, "SELECT count(*) FROM audit WHERE action =" +
      " 'address.stop' AND object = 'address ' || (SELECT id FROM" +
      " mail_address WHERE email = 'click@example.org')")[0][0], 1);
    // Another site may post it, too: the link is all that counts.
    assert.equal((await site.request(path, { method: 'POST', body: 'a=b',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded',
        'Origin': 'https://mail.example', 'Sec-Fetch-Site': 'cross-site' } }))
      .status, 200);
    // And begin again.
    const again = await site.post(path, { again: '1' });
    assert.equal(again.status, 200);
    assert.match(again.text, /Stop mail about comments\?/);
    publish(await write({ email: 'click@example.org' }));
    await mail('click@example.org', /can be read now/);
  });

test('only that one row takes a form from anywhere', async () => {
  const one = await confirmed('guard@example.org');
  const strange = { 'Origin': 'https://evil.example',
    'Sec-Fetch-Site': 'cross-site' };
  for (const path of [link(one, /\/comments\/confirm\?t=/), '/comments',
    '/preferences'])
    assert.equal((await site.post(path, {}, { headers: strange })).status, 403,
      path);
  const rows = JSON.parse(site.run('routes', '--json'))
    .filter(({ form }) => form === 'signed');
  assert.deepEqual(rows.map(({ pattern }) => pattern), ['/comments/stop']);
});

test('a forged, cut, swapped or old link does nothing, calmly', async () => {
  const one = await confirmed('forge@example.org');
  const stop = link(one, /\/comments\/stop\?t=/);
  const confirm = link(one, /\/comments\/confirm\?t=/);
  const token = stop.split('t=')[1];
  const bad = [stop.slice(0, -1), `${stop}x`, '/comments/stop',
    '/comments/stop?t=', '/comments/stop?t=1', '/comments/stop?t=1.2.3',
    stop.replace(/t=\d+/, 't=1'), stop.replace('stop?', 'confirm?'),
    confirm.replace('confirm?', 'stop?'),
    `/comments/stop?t=${token.replace(/\.\d+\./, '.1.')}`,
    `/comments/stop?t=${encodeURIComponent('ä'.repeat(500))}`];
  const before = sql(site, 'SELECT * FROM mail_address ORDER BY id');
  for (const path of bad) {
    assert.equal((await site.get(path)).status, 404, path);
    assert.equal((await site.post(path, {})).status, 404, path);
  }
  assert.deepEqual(sql(site, 'SELECT * FROM mail_address ORDER BY id'), before);
  // Erased: a one-click is answered well, the page says that it is over.
  sql(site, "DELETE FROM mail_address WHERE email = 'forge@example.org'");
  assert.equal((await site.post(stop, {})).status, 200);
  assert.equal((await site.get(stop)).status, 410);
  assert.equal((await site.post(confirm, {})).status, 410);
});

test('a question comes once a day, whatever is written', async () => {
  for (let i = 0; i < 5; i++) await write({ email: 'often@example.org' });
  await mail('often@example.org', /May we write/);
  await sleep(1500);
  assert.equal(to('often@example.org').length, 1);
  sql(site, 'UPDATE mail_address SET asked_at = asked_at - 86400' +
    " WHERE email = 'often@example.org'");
  await write({ email: 'often@example.org' });
  await mail('often@example.org', /May we write/, 2);
});

test('who did not ask, and what a machine filled in, brings no mail', async () => {
  await write({ email: 'quiet@example.org', notify: '' });
  await write({ email: 'bait@example.org', topic: 'buy' });
  await sleep(2000);
  assert.equal(to('quiet@example.org').length + to('bait@example.org').length,
    0);
});

test('what is published before the yes is told with it', async () => {
  const id = await write({ email: 'late@example.org' });
  const asked = await mail('late@example.org', /May we write/);
  publish(id);
  await sleep(1500);
  assert.equal(to('late@example.org').length, 1);
  await site.post(link(asked, /\/comments\/confirm\?t=/), {});
  await mail('late@example.org', /can be read now/);
});

test('a second comment of a confirmed writer is acknowledged', async () => {
  await confirmed('known@example.org');
  await write({ email: 'known@example.org', name: 'Kim' });
  golden('held', await mail('known@example.org', /waits to be read/));
});

test('staff answer, and the mail says who they are', async () => {
  await confirmed('asks@example.org');
  const id = await write({ email: 'asks@example.org',
    body: 'Whom do I call?' });
  publish(id);
  const moderator = signedIn(site, 'moderator', { name: 'Robin Berg' });
  const page = `/admin/comments/${id}`;
  const answer = await moderator.post(`${page}/reply`,
    { body: 'Call the program, please.' }, { from: page, whole: true });
  assert.equal(answer.status, 303, answer.text);
  const told = await mail('asks@example.org',
    /^Robin Berg, Partnership staff, answered your comment$/);
  golden('staff-reply', told);
});

test('a member is told without being asked, until the settings or stop say no',
  async () => {
    const member = signedIn(site, 'reader', { email: 'mo@example.org',
      name: 'Mo Member' });
    const send = async () => {
      const answer = await member.send('/comments', String(new URLSearchParams({
        thread: 'program', key: program.id, body: `By a member ${Math.random()}`,
      })));
      assert.equal(answer.status, 303, answer.text);
      return Number(answer.headers.location.match(/#comment-(\d+)/)[1]);
    };
    const id = await send();
    publish(id);
    const told = await mail('mo@example.org', /can be read now/);
    publish(await write({ parent: id, name: 'Lee', email: 'lee@example.org' }));
    const reply = await mail('mo@example.org', /^Lee answered your comment$/);
    for (const { text, html } of [told, reply]) {
      assert.match(text, /because you have an account here/);
      assert.match(html, /because you have an account here/);
      assert.doesNotMatch(text, /you asked/);
    }
    assert.equal((await site.post(link(told, /\/comments\/stop\?t=/), {}))
      .status, 200);
    publish(await send());
    await sleep(2000);
    assert.equal(to('mo@example.org').length, 2);
  });

test('a name cannot write the head of a mail', async () => {
  await confirmed('head@example.org');
  const id = await write({ email: 'head@example.org' });
  publish(id);
  const answer = await write({ parent: id, email: 'evil@example.org',
    name: 'Eve\r\nBcc: victim@example.org =?utf-8?Q?=41?=' });
  publish(answer);
  const told = await mail('head@example.org', /answered your comment/);
  assert.equal(told.header('Bcc'), undefined);
  assert.equal(told.to.length, 1);
  assert.match(told.subject, /^Eve Bcc: victim@example\.org =\?utf-8\?Q\?=41\?= /);
});

test('what was taken back before its mail went out is not told', async () => {
  await confirmed('hidden@example.org');
  await sleep(1200); // the job is idle
  const id = await write({ email: 'hidden@example.org' });
  sql(site, "UPDATE outbox SET next_at = next_at + 3600 WHERE state = 'waits'");
  publish(id);
  sql(site, "UPDATE comment SET state = 'removed' WHERE id = ?", id);
  await until(() => sql(site, "SELECT count(*) FROM outbox WHERE kind =" +
    " 'comment-published' AND recipient = 'hidden@example.org'")[0][0] === 0,
  'its row is dropped');
  assert.equal(to('hidden@example.org')
    .filter(({ subject }) => /can be read/.test(subject)).length, 0);
});
