// kill -9 while many write: 12 clients post comments through nginx, and random
// workers die all the time. Nobody sees a failure, nothing that was
// acknowledged is lost, nothing is there twice.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import '../lib/whole_run.mjs';
import { home } from '../lib/disk.mjs';
import { root, sleep, startInstance, until } from '../lib/instance.mjs';
import { killWorkers } from '../lib/killer.mjs';
import { trusted } from '../lib/members.mjs';
import { part } from '../lib/part.mjs';
import { sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

process.env.TMPDIR = home(); // a kill loses nothing of what was written
const CLIENTS = 12;
const MOST_S = 480; // on a slow machine, for as few kills as must be
const ABOUT = { thread: 'about', key: 'about' };
const PAGES = ['/about', '/', '/programs?county=hennepin', '/dashboard'];

// One of the clients. What it was told: acked, a Map of id to words; wrong, a
// list of what was not the right answer.
class Client {
  constructor(site, number, member) {
    this.visitor = new Visitor(site, { address: `127.0.0.${10 + number}` });
    if (member) this.visitor.jar.ns_session = member.token;
    Object.assign(this, { number, isMember: Boolean(member), count: 0,
      asked: 0, acked: new Map(), wrong: [] });
  }

  async ask(what, right, request) {
    this.asked++;
    const answer = await request().catch((error) => ({ error }));
    if (answer.status === right) return answer;
    this.wrong.push(`${what}: ${answer.error ?? `${answer.status} by ${
      answer.headers['x-request-id'] ? 'the app' : 'nginx'}`}`);
    return null;
  }

  async post(words) {
    const who = this.isMember ? {} : { name: `Guest ${this.number}`,
      email: `guest${this.number}@example.org` };
    const answer = await this.ask('post', 303, () => this.visitor.send(
      '/comments', { ...ABOUT, ...who, body: words }));
    const id = Number(answer?.headers.location.match(/\d+$/)?.[0]);
    if (!answer) return;
    if (!id || this.acked.has(id)) this.wrong.push(`post: answered ${id}`);
    this.acked.set(id, words);
  }

  async work(isOver, think) {
    while (!isOver()) {
      await this.post(`Client ${this.number} says ${++this.count}`);
      if (this.count % 4 === 0)
        await this.ask('get', 200, () => this.visitor.request(
          PAGES[this.count / 4 % PAGES.length]));
      await sleep(Math.random() * think);
    }
  }
}

// Of all that was acknowledged: what is not there as it was sent, once, with
// one row in the record.
function judge(site, clients) {
  const rows = new Map(sql(site, 'SELECT id, body FROM comment'));
  const recorded = new Map(sql(site, 'SELECT object, count(*) FROM audit' +
    " WHERE action IN ('comment.add', 'comment.post') GROUP BY object"));
  const [[doubled]] = sql(site, 'SELECT count(*) - count(DISTINCT body)' +
    ' FROM comment');
  const acked = clients.flatMap((one) => [...one.acked]);
  return { acked: acked.length, doubled, rows: rows.size,
    lost: acked.filter(([id, words]) => rows.get(id) !== words).length,
    unrecorded: [...rows.keys()].filter((id) =>
      recorded.get(`comment ${id}`) !== 1).length + recorded.size - rows.size };
}

const falls = (site) => site.log.split(/worker \d+ fell: signal 9/).length - 1;

function open(workers, more) {
  return startInstance({ ...more, config: { comments: { per_hour: 10000 },
    server: { workers, outside_workers: 1 } } });
}

// nginx asks three workers, one after the other; who is killed three times is
// told so. That nobody is takes kills that are rare beside requests, not
// beside the clock: a slow machine answers little between two of them.
function paceBy(answers) {
  let last = answers();
  return async () => {
    await sleep(Math.random() * 40);
    while (answers() < last + 2 * CLIENTS) await sleep(5);
    last = answers();
  };
}

async function storm(size, p) {
  const site = await open(size.workers);
  try {
    const member = await trusted(site);
    const [[early]] = sql(site, 'SELECT count(*) FROM comment');
    const clients = Array.from({ length: CLIENTS }, (_, i) =>
      new Client(site, i, i % 3 === 0 ? member : null));
    const answers = () => clients.reduce((sum, one) => sum + one.asked, 0);
    const began = Date.now();
    let isOver = false;
    const working = clients.map((one) => one.work(() => isOver, size.think));
    const kills = await killWorkers(site, size.kills, (done) =>
      Date.now() > began + (done < size.least ? MOST_S : size.seconds) * 1000,
    { pause: paceBy(answers) });
    await sleep(200);
    isOver = true;
    await Promise.all(working);
    const asked = answers();
    const wrong = clients.flatMap((one) => one.wrong);
    const found = judge(site, clients);
    const verified = site.command('verify');
    await until(() => falls(site) >= kills, `${kills} falls are noted`, 20);
    if (wrong.length) console.log(wrong.slice(0, 10).join('\n'),
      site.log.split('\n').filter((line) => /"(error|warning)"/.test(line) &&
        !/fell: signal 9/.test(line)).slice(0, 20).join('\n'));
    p.row({ tried: `${kills} kill -9 of random workers while ${CLIENTS} ` +
      'clients post and read through nginx',
    result: `${asked} requests, ${wrong.length} visible failures; ` +
      `${found.acked} comments acknowledged, ${found.lost} lost, ` +
      `${found.doubled} doubled, ${found.unrecorded} without just one row ` +
      `in the record; verify ${verified.status === 0 ? 'whole' : 'FAILS'}`,
    good: kills >= size.least &&
      wrong.length === 0 && found.acked > kills && found.lost === 0 &&
      found.rows === found.acked + early && found.doubled === 0 &&
      found.unrecorded === 0 && verified.status === 0 });
  } finally {
    await site.stop();
  }
}

// Where a post hurts most: it is stored, and nobody has been told. (Points
// are in the sanitizer build only.)
async function between(size, p) {
  const site = await open(6, { env: { NORTHSTAR_FAULTS: 'faults',
    NORTHSTAR_PROGRAM: join(root, 'build/san/northstar') } });
  const faults = join(site.state, 'faults');
  mkdirSync(faults);
  try {
    const clients = [new Client(site, 1, null),
      new Client(site, 2, await trusted(site))];
    let reached = 0, tried = 0;
    for (const point of ['before-unlink', 'before-commit', 'after-commit'])
      for (let i = 0; i < size.times; i++)
        for (const one of clients) {
          // A comment that waits to be read changes no page.
          if (!one.isMember && point !== 'after-commit') continue;
          const armed = join(faults, point);
          writeFileSync(armed, '');
          await one.post(`Killed ${point} ${i} of ${one.number}`);
          tried++;
          if (!existsSync(armed)) reached++;
          await sleep(200); // who falls young comes back late
        }
    const wrong = clients.flatMap((one) => one.wrong);
    const found = judge(site, clients);
    if (wrong.length) console.log(wrong.join('\n'));
    p.row({ tried: 'kill -9 of the very worker that posts, just before and ' +
      `just after its commit, ${tried} times`,
    result: `${reached} reached, ${wrong.length} visible failures; ` +
      `${found.acked} acknowledged, ${found.lost} lost, ${found.doubled} ` +
      `doubled, ${found.unrecorded} without just one row in the record`,
    good: reached === tried && falls(site) >= tried && wrong.length === 0 &&
      found.acked === tried && found.rows === tried + 3 && found.lost === 0 &&
      found.doubled === 0 && found.unrecorded === 0 });
  } finally {
    await site.stop();
  }
}

await part('kill', {
  full: { workers: 16, kills: 500, seconds: 0, think: 60, least: 500, times: 20 },
  smoke: { workers: 8, kills: 30, seconds: 3, think: 200, least: 4, times: 1 },
  minutes: 10,
}, async (size, p) => {
  await storm(size, p);
  await between(size, p);
});
