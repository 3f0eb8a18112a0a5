// Guests post and ask for mail, while whoever serves them and whoever sends
// the mail is killed: one row and one mail for each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { sleep, startInstance, until } from '../lib/instance.mjs';
import { killWorkers, mailSender, parentOf, postUntilAnswered }
  from '../lib/killer.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { sql } from '../lib/staff.mjs';

const KILLS = 200, POSTS = 200; // at least so many posts
const MOST = 5000;
const SECONDS = 30; // at most; a slow machine kills less often
const MAIL_KILLS = 6;

let site, server;
before(async () => {
  server = await startMailServer();
  site = await startInstance({ config: { comments: { per_hour: 10000 },
    server: { workers: 16 },
    mail: { server: `smtp://127.0.0.1:${server.port}`, retry_seconds: 1,
      timeout_seconds: 2, from: 'hello@example.org' } } });
  // Everybody said yes to mail long ago, each at an address of their own: one
  // address is told once an hour that what it wrote waits.
  sql(site, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n
      WHERE i < ?) INSERT INTO mail_address (email, created_at, confirmed_at)
    SELECT 'g' || i || '@example.org', 1, 2 FROM n`, MOST);
});
after(async () => {
  await site?.stop();
  await server?.stop();
});

// The process that sends mail, at moments that nobody planned; every third
// time the job above it as well.
async function killMail(isOver) {
  let kills = 0;
  while (kills < MAIL_KILLS && !isOver()) {
    await sleep(300 + Math.random() * 3000);
    const pid = mailSender(site);
    if (!pid) continue;
    try {
      if (kills % 3 === 2) process.kill(parentOf(pid), 'SIGKILL');
      process.kill(pid, 'SIGKILL');
      kills++;
    } catch { /* it has ended meanwhile */ }
  }
  return kills;
}

test('kill -9 while guests post makes one row and one mail of each post',
  { timeout: (SECONDS + 60) * 1000 }, async (t) => {
    const end = Date.now() + SECONDS * 1000;
    let isDone = false, number = 0;
    const writing = Array.from({ length: 6 }, async () => {
      while (number < MOST && (!isDone || number < POSTS)) {
        const n = ++number;
        await postUntilAnswered(() => site.post('/comments', {
          thread: 'about', key: 'about', name: `Guest ${n}`,
          email: `G${n}@example.org`, notify: '1',
          body: `Told through the storm, ${n}.` }), `post ${n}`);
        await sleep(Math.random() * 100);
      }
    });
    const [kills, mailKills] = await Promise.all([
      killWorkers(site, KILLS, () => Date.now() > end).then((n) => {
        isDone = true;
        return n;
      }), killMail(() => isDone)]);
    await Promise.all(writing);
    const waits = () => sql(site,
      "SELECT count(*) FROM outbox WHERE state = 'waits'")[0][0];
    await until(() => waits() === 0, 'all mail is sent', 40);
    t.diagnostic(`${kills} workers and ${mailKills} senders killed, ` +
      `${number} posts, ${server.mails.length} mails`);
    assert.ok(kills >= KILLS / 4 && mailKills > 0, `${kills}, ${mailKills}`);

    assert.deepEqual(sql(site, 'SELECT count(*), count(DISTINCT body),' +
      ' count(DISTINCT author_email) FROM comment'),
    [[number, number, number]]);
    assert.deepEqual(sql(site, 'SELECT count(*), count(DISTINCT recipient),' +
      " count(DISTINCT object) FROM outbox WHERE kind = 'comment-held'" +
      " AND state = 'sent'"), [[number, number, number]]);
    assert.equal(sql(site, 'SELECT count(*) FROM outbox')[0][0], number);

    const ids = new Map();
    for (const mail of server.mails) {
      assert.equal(mail.subject, 'Your comment waits to be read');
      const [address] = mail.to;
      ids.set(address, (ids.get(address) ?? new Set()).add(mail.id));
    }
    for (let n = 1; n <= number; n++)
      assert.equal(ids.get(`g${n}@example.org`)?.size, 1, `mail ${n}`);
    assert.equal(ids.size, number);
    // Whoever dies between the server's yes and its own note of that sends
    // again, with the same Message-ID: SMTP knows no better (RFC 1047).
    assert.ok(server.mails.length - number <= mailKills,
      `${server.mails.length} mails`);
    site.run('verify');
  });
