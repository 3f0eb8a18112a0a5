// A thousand mails to a server that does everything wrong that servers do,
// from a process that is killed in the middle of it: none is lost, none comes
// twice but by a process that died with the server's answer in hand, and that
// one with the same Message-ID.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { freePort, sleep, startInstance, until } from '../lib/instance.mjs';
import { mailSender, parentOf } from '../lib/killer.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const COUNT = 1000;
let site, server, port;
let answer = () => null, recipient = () => null;
const code = (responseCode) => Object.assign(new Error(`no (${responseCode})`),
  { responseCode });

// Every mail that any server said 250 to.
const accepted = [];

async function startServer() {
  server = await startMailServer({ port,
    recipient: (address) => recipient(address),
    answer: async (mail) => {
      const refusal = await answer(mail);
      if (!refusal) accepted.push(mail);
      return refusal;
    } });
}

const config = () => ({ mail: { server: `smtp://127.0.0.1:${port}`,
  from: 'hello@example.org', timeout_seconds: 2, retry_seconds: 1 } });

before(async () => {
  port = await freePort();
  await startServer();
  site = await startInstance({ config: config(),
    env: { NORTHSTAR_FAULTS: 'faults' } });
});
after(async () => {
  await site?.stop();
  await server?.stop();
});

function queue(from, count) {
  sql(site, `WITH RECURSIVE n (i) AS (SELECT ? UNION ALL
      SELECT i + 1 FROM n WHERE i + 1 < ?)
    INSERT INTO outbox (kind, recipient, object, created_at, detail, next_at)
    SELECT 'invitation', 'r' || i || '@example.org', 'user ' || i,
      unixepoch(), '{"link":"TOKEN' || i || '"}', unixepoch() FROM n`,
  from, from + count);
}

const left = () => sql(site,
  "SELECT count(*) FROM outbox WHERE state = 'waits'")[0][0];
const numberOf = (mail) => Number(mail.to[0].match(/^r(\d+)@/)[1]);

// How often each recipient's mail was taken.
function times(mails = accepted) {
  const count = new Map();
  for (const mail of mails)
    count.set(numberOf(mail), (count.get(numberOf(mail)) ?? 0) + 1);
  return count;
}

const sender = () => mailSender(site);

test('a thousand mails, and everything goes wrong', { timeout: 300_000 },
  async () => {
    const once = new Set(); // what failed once goes well the second time
    const first = (what) => !once.has(what) && once.add(what);
    let kills = 0, dead = 0, hangs = 0, seen = 0;

    recipient = (address) => {
      const i = Number(address.match(/^r(\d+)@/)[1]);
      if (i % 100 === 3) return code(550);
      if (i % 50 === 7 && first(`rcpt ${i}`)) return code(450);
      return null;
    };
    answer = async (mail) => {
      const i = numberOf(mail);
      if (i % 100 === 5) return code(554);
      if (i % 50 === 9 && first(`data ${i}`)) return code(452);
      if (i % 500 === 11 && first(`hang ${i}`)) {
        hangs++;
        await sleep(4000); // the client has given up
        return code(451);
      }
      if (i % 250 === 13 && first(`dies ${i}`)) {
        dead++;
        server.kill();
        setTimeout(startServer, 300);
        return code(451); // nobody hears it
      }
      if (i % 200 === 17 && first(`busy ${i}`)) return code(421);
      seen++;
      return null;
    };
    queue(0, COUNT);
    const began = Date.now();
    // Whoever sends is killed at moments that nobody chose; every third time
    // the job above it as well.
    while (left() > 0 && Date.now() - began < 240_000) {
      await sleep(150 + Math.random() * 1500);
      const pid = sender();
      if (!pid || kills >= 9) continue;
      try {
        if (kills % 3 === 2) process.kill(parentOf(pid), 'SIGKILL');
        process.kill(pid, 'SIGKILL');
        kills++;
      } catch { /* it has ended meanwhile */ }
    }
    assert.equal(left(), 0, 'all are done');
    assert.equal(dead, 4);
    assert.ok(hangs >= 2 && kills > 3, `${hangs} hangs, ${kills} kills`);

    const refused = sql(site, `SELECT recipient, error FROM outbox
      WHERE state = 'failed' ORDER BY id`);
    assert.deepEqual(refused.map(([to]) => Number(to.match(/\d+/)[0])),
      Array.from({ length: COUNT }, (_, i) => i)
        .filter((i) => i % 100 === 3 || i % 100 === 5));
    for (const [, error] of refused) assert.match(error, /SMTP 55[04]/);

    const count = times();
    for (let i = 0; i < COUNT; i++)
      assert.equal(count.has(i), i % 100 !== 3 && i % 100 !== 5, `mail ${i}`);
    const doubled = [...count].filter(([, n]) => n > 1);
    const more = doubled.reduce((sum, [, n]) => sum + n - 1, 0);
    assert.ok(more <= kills, `${more} doubled by ${kills} kills`);
    for (const [i] of doubled)
      assert.equal(new Set(accepted.filter((mail) => numberOf(mail) === i)
        .map(({ id }) => id)).size, 1, 'by one Message-ID');
    assert.equal(new Set(accepted.map(({ id }) => id)).size, COUNT - 20);
    console.log(`# ${seen} accepted, ${more} of them twice after ${kills} ` +
      `kills, in ${Math.round((Date.now() - began) / 1000)} s`);
  });

test('without a kill, a thousand mails arrive once each, on few connections',
  { timeout: 120_000 }, async () => {
    recipient = answer = () => null;
    accepted.length = 0;
    const before = server.connections();
    queue(5000, COUNT);
    const began = Date.now();
    await until(() => left() === 0, 'all are sent', 100);
    console.log(`# ${Date.now() - began} ms for ${COUNT} mails`);
    assert.equal(accepted.length, COUNT);
    assert.equal(times().size, COUNT);
    assert.ok(server.connections() - before <= 5);
  });

test('a server that hangs costs the site nothing, and is left alone for a while',
  async () => {
    let tries = 0;
    recipient = async () => {
      tries++;
      await sleep(3000);
      return code(451);
    };
    queue(7000, 20);
    await until(() => tries > 0, 'the first is tried');
    // The job does its other work: at midnight and each minute. What it does
    // each second shows in the digests, which it queues.
    const moderator = signedIn(site, 'moderator');
    sql(site, "UPDATE user SET password_hash = 'x' WHERE id = ?",
      moderator.userId);
    await site.post('/comments', { thread: 'about', key: 'about', name: 'Pat',
      email: 'pat@example.org', body: 'Words for the staff to read.' });
    await until(() => sql(site, "SELECT count(*) FROM outbox WHERE kind = 'digest'")[0][0] > 0,
      'the job is not held up', 9);
    assert.ok(tries < 6, `${tries} tries: the queue waits, row by row it would not`);
    recipient = () => null;
    await until(() => left() === 0, 'then all arrive', 30);
  });

test('a mail in hand when the site is told to end is sent, and only once',
  async () => {
    let asked = 0;
    accepted.length = 0;
    answer = async () => { asked++; await sleep(1000); return null; };
    queue(8000, 3);
    await until(() => asked === 1, 'the first is on its way');
    const pid = sender();
    process.kill(parentOf(pid), 'SIGTERM');
    await until(() => sender() !== pid, 'it ends');
    answer = () => null;
    await until(() => left() === 0, 'all are sent', 20);
    assert.deepEqual([...times()].map(([, n]) => n), [1, 1, 1]);
  });

// At the point "mail.sent": the server has it, the outbox does not know yet.
test('a mail whose sender dies with the answer in hand comes once more, as it was',
  async () => {
    const point = join(site.state, 'faults', 'mail.sent');
    accepted.length = 0;
    mkdirSync(join(site.state, 'faults'), { recursive: true });
    writeFileSync(point, '');
    queue(9000, 2);
    await until(() => left() === 0, 'both are sent', 30);
    assert.ok(!existsSync(point), 'the sender died there');
    assert.deepEqual([...times()].map(([, n]) => n).sort(), [1, 2]);
    const [first, second] = accepted.filter((mail) =>
      times().get(numberOf(mail)) === 2);
    assert.ok(first.id);
    assert.equal(first.id, second.id);
  });
