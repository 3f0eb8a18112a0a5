// Mail: what stands in the outbox arrives at a real mail server, once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-mail-'));
let site, server, refusals = {};

const sql = (text) => execFileSync('sqlite3',
  ['-cmd', '.timeout 5000', join(site.state, 'northstar.db'), text],
  { encoding: 'utf8' }).trim();

function queue(kind, recipient, detail) {
  sql(`INSERT INTO outbox (kind, recipient, object, created_at, detail, next_at)
    VALUES ('${kind}', '${recipient}', 'user 1', unixepoch(),
      ${detail ? `'${detail}'` : 'NULL'}, unixepoch())`);
}

const stateOf = (recipient) =>
  sql(`SELECT state || '|' || tries || '|' || coalesce(error, '') || '|' ||
    coalesce(detail, '') FROM outbox WHERE recipient = '${recipient}'`);

before(async () => {
  server = await startMailServer({
    user: { name: 'northstar', password: 'a secret' },
    answer: (mail) => {
      const code = refusals[mail.to[0]];
      return code ? Object.assign(new Error('no'), { responseCode: code }) :
        null;
    },
  });
  writeFileSync(join(folder, 'password'), 'a secret\n');
  site = await startInstance({ config: { mail: {
    server: `smtp://127.0.0.1:${server.port}`, user: 'northstar',
    password_file: join(folder, 'password'), from: 'hello@example.org' } } });
});
after(async () => {
  await site?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

test('an invitation arrives with its link, and the link does not stay', async () => {
  queue('invitation', 'new@example.org', '{"link":"TOKEN"}');
  await until(() => server.mails.length === 1, 'the mail arrives');
  const [mail] = server.mails;
  assert.deepEqual(mail.to, ['new@example.org']);
  assert.equal(mail.from, 'hello@example.org');
  assert.match(mail.head, /^Subject: Your account/m);
  assert.match(mail.head, /^Message-ID: <invitation-\d+-\d+@example\.org>/m);
  assert.ok(mail.text.includes(`${site.url}/sign-in/link/TOKEN\n`), mail.text);
  await until(() => stateOf('new@example.org') === 'sent|1||', 'it is noted');
});

test('a mail that was sent is not sent again', async () => {
  const sent = server.mails.length;
  queue('password-reset', 'next@example.org', '{"link":"OTHER"}');
  await until(() => server.mails.length > sent, 'the next one arrives');
  await until(() => stateOf('next@example.org') === 'sent|1||', 'noted');
  assert.equal(server.mails.filter(({ to }) => to[0] === 'new@example.org')
    .length, 1);
});

test('a refusal for good is given up and shown, with its code', async () => {
  refusals = { 'nobody@example.org': 550 };
  queue('invitation', 'nobody@example.org', '{"link":"X"}');
  await until(() => stateOf('nobody@example.org').startsWith('failed|1|'),
    'it is given up');
  assert.match(stateOf('nobody@example.org'), /SMTP 550/);
});

test('a refusal for now is tried again later, then it arrives', async () => {
  refusals = { 'later@example.org': 450 };
  queue('invitation', 'later@example.org', '{"link":"Y"}');
  await until(() => /^waits\|1\|.*SMTP 450/.test(stateOf('later@example.org')),
    'the first try is noted');
  assert.ok(Number(sql(`SELECT next_at - unixepoch() FROM outbox
    WHERE recipient = 'later@example.org'`)) > 30, 'not at once');
  refusals = {};
  sql(`UPDATE outbox SET next_at = unixepoch()
    WHERE recipient = 'later@example.org'`);
  await until(() => stateOf('later@example.org') === 'sent|2||', 'it arrives');
});

test('an address with a line break in it never reaches the server', async () => {
  queue('invitation', 'a@example.org\r\nRCPT TO:<b@example.org>',
    '{"link":"Z"}');
  await until(() => sql(`SELECT count(*) FROM outbox
    WHERE state = 'failed' AND recipient LIKE 'a@%'`) === '1', 'it is refused');
  assert.ok(!server.mails.some(({ to }) => to.includes('b@example.org')));
});
