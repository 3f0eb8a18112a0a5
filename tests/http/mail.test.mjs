// Mail: what stands in the outbox arrives at a real mail server, once.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { writeFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn } from '../lib/staff.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-mail-'));
let site, server, refusals = {};

const sql = (text) => execFileSync('sqlite3',
  ['-cmd', '.timeout 5000', join(site.state, 'northstar.db'), text],
  { encoding: 'utf8' }).trim();

// The words of a mail, as checked in.
function golden(name, mail) {
  const text = [`Subject: ${mail.subject}`, '', mail.text].join('\n')
    .replaceAll(site.url, 'https://SITE');
  const path = join(root, 'tests/golden', `${name}.mail.txt`);
  if (process.env.GOLDEN) writeFileSync(path, text);
  assert.equal(text, readFileSync(path, 'utf8'), path);
}

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
  golden('invitation', mail);
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

test('each mail that opens an account says what it is, and is never late',
  async () => {
    for (const [kind, subject] of [['password-reset', /new password/],
      ['sign-in-link', /link to sign in/]]) {
      const address = `${kind}@example.org`;
      queue(kind, address, '{"link":"TOKEN"}');
      const find = () => server.mails.find(({ to }) => to[0] === address);
      await until(find, kind);
      assert.match(find().subject, subject);
      golden(kind, find());
    }
    sql(`INSERT INTO outbox (kind, recipient, object, created_at, detail,
      next_at) VALUES ('sign-in-link', 'tardy@example.org', 'user 1',
      unixepoch() - 601, '{"link":"TOKEN"}', unixepoch())`);
    await until(() => /^failed.*ended before it could be sent/
      .test(stateOf('tardy@example.org')), 'it is given up');
  });

test('administrators see what failed, its code and its tries, and send it again',
  async () => {
    const admin = signedIn(site, 'admin');
    refusals = { 'bounce@example.org': 552, 'slow@example.org': 451 };
    queue('invitation', 'bounce@example.org', '{"link":"B"}');
    queue('invitation', 'slow@example.org', '{"link":"S"}');
    await until(() => stateOf('bounce@example.org').startsWith('failed') &&
      /451/.test(stateOf('slow@example.org')), 'both are tried');
    const page = (await admin.get('/admin/mail')).text;
    const row = (address) => page.match(
      new RegExp(`<tr><th[^>]*>${address}</th>[^]*?</tr>`))[0];
    assert.match(row('bounce@example.org'), /data-label="Code">552</);
    assert.match(row('bounce@example.org'), /data-label="Tries">1</);
    assert.match(row('bounce@example.org'), /552[^<]*no/);
    assert.match(row('slow@example.org'), /data-label="Code">451</);
    assert.match(row('slow@example.org'), /By itself:/);
    assert.doesNotMatch(row('slow@example.org'), /<form/);
    refusals = {};
    const [, retry] = row('bounce@example.org')
      .match(/action="(\/admin\/mail\/\d+\/retry)"/);
    const answer = await admin.post(retry, {}, { from: '/admin/mail' });
    assert.equal(answer.status, 303, answer.text);
    await until(() => stateOf('bounce@example.org') === 'sent|1||',
      'it is sent again');
    // A mail that is on its way is not sent a second time by the button.
    const [id] = sql("SELECT id FROM outbox WHERE recipient = 'slow@example.org'")
      .split('|');
    await admin.post(`/admin/mail/${id}/retry`, {}, { token: null });
    assert.match(stateOf('slow@example.org'), /^waits\|1\|/);
  });

test('to another machine nothing goes unencrypted, nor to a false one',
  async () => {
    // 127.0.0.2 is no address that may go without TLS.
    const plain = await startMailServer({ host: '127.0.0.2' });
    const selfMade = await startMailServer({ host: '127.0.0.2',
      options: { disabledCommands: ['AUTH'], authOptional: true } });
    try {
      for (const [there, problem] of [[plain, /SSL|TLS/i],
        [selfMade, /certificate|SSL|TLS/i]]) {
        const other = await startInstance({ config: { mail: {
          server: `smtp://127.0.0.2:${there.port}`, from: 'a@example.org' } } });
        try {
          execFileSync('sqlite3', ['-cmd', '.timeout 5000',
            join(other.state, 'northstar.db'), `INSERT INTO outbox (kind,
            recipient, object, created_at, detail, next_at) VALUES
            ('invitation', 'x@example.org', 'user 1', unixepoch(),
            '{"link":"SECRET"}', unixepoch())`]);
          const error = () => execFileSync('sqlite3', ['-cmd',
            '.timeout 5000', join(other.state, 'northstar.db'),
            'SELECT error FROM outbox'], { encoding: 'utf8' });
          await until(() => problem.test(error()), 'it is refused');
          assert.equal(there.mails.length, 0);
        } finally {
          await other.stop();
        }
      }
    } finally {
      await plain.stop();
      await selfMade.stop();
    }
  });
