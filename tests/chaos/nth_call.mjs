// The n-th allocation, read, write, fsync, open or mapping of a request fails,
// for n = 1, 2, 3 … until there is no n-th any more, on every row of the route
// table: as if it had not, or 503 (507 when the disk is full) with what was
// typed in the page; stored whole or not at all; and the next request is
// right. `--route WORD` walks rows that contain it.
import '../lib/plain_build.mjs';

import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EveryRoute } from '../lib/every_route.mjs';
import { FailAt, KINDS } from '../lib/fail_at.mjs';
import { decode } from '../lib/html.mjs';
import { processesIn, sleep } from '../lib/instance.mjs';
import { isSmoke, part } from '../lib/part.mjs';

const route = process.argv[process.argv.indexOf('--route') + 1];
const wanted = process.argv.includes('--route') ? route : null;
// Workers that fall take turns, so that none falls within its first second.
const WORKERS = 32;
const FOREVER = 0xfffffffe;
// What a worker says for itself, and what changes from one answer to the next.
const MASKS = [[/[\w-]{20,}={0,2}/g, '#'],
  [/\d{1,2}:\d\d(:\d\d)?|\d+ (second|minute)s?( ago)?/g, '#'],
  [/value="[0-9.]{8,}"/g, '#']];
const mask = (text) => MASKS.reduce((all, [what, by]) =>
  all.replace(what, by), text);

// Which n to try, of total calls: all of the first ones, then ever wider.
function numbers(total, { all, growth, last }) {
  const list = [];
  for (let n = 1; n <= total; n = n < all ? n + 1 : Math.ceil(n * growth))
    list.push(n);
  if (last && list.at(-1) !== total && total > 0) list.push(total);
  return list;
}

// The state folder between two tries: back to what it was.
class Ground {
  constructor(site, folder) {
    Object.assign(this, { site, file: join(site.state, 'northstar.db'),
      base: join(folder, 'base.db'), turn: 0 });
  }

  sqlite(...lines) {
    return execFileSync('sqlite3', ['-cmd', '.timeout 20000', this.file],
      { input: `${lines.join('\n')}\n`, encoding: 'utf8',
        maxBuffer: 64 << 20 }).trim();
  }

  keep() {
    this.sqlite(`VACUUM INTO '${this.base}';`);
    this.tables = this.sqlite("SELECT name FROM sqlite_master WHERE type = " +
      "'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE " +
      "'sqlite_%' AND name NOT IN ('session');").split('\n');
    [this.public, this.directory] = this.sqlite(
      'SELECT public, directory FROM generation;').split('|').map(Number);
  }

  // A generation is of one moment, so none comes twice.
  reset() {
    this.turn += 1000;
    this.sqlite('PRAGMA synchronous = OFF;', `.restore ${this.base}`, 'UPDATE generation SET public = ' +
      `${this.public + this.turn}, directory = ` +
      `${this.directory + this.turn};`);
  }

  // How many rows each table has, and how often the public saw a change.
  counts() {
    return this.sqlite(`SELECT ${this.tables.map((name) =>
      `(SELECT count(*) FROM "${name}")`).join(" || ' ' || ")} || ' g' || ` +
      `(SELECT (public - ${this.public + this.turn}) || ' ' || (directory - ` +
      `${this.directory + this.turn}) FROM generation);`);
  }

  difference(wanted, found) {
    const has = found.split(' ');
    return wanted.split(' ').map((count, i) => count === has[i] ? '' :
      `${this.tables[i] ?? 'generation'} ${has[i]} instead of ${count}`)
      .filter(Boolean).join(', ');
  }

  dropPages() {
    const pages = join(this.site.state, 'pages');
    for (const name of readdirSync(pages))
      if (name !== 'epoch')
        rmSync(join(pages, name), { recursive: true, force: true });
  }
}

// All that was typed and that no page may lose.
const typedIn = ({ pairs = [] }) => pairs.filter(([name, value]) =>
  !/^(password|code|token|kept)/.test(name) && value.length > 40 &&
  /\s/.test(value)).map(([, value]) => value);

function isWhole({ headers, body, text }) {
  if (headers['content-length'] !== undefined &&
    Number(headers['content-length']) !== body.length) return false;
  return !/^<!doctype html/i.test(text) || /<\/html>\s*$/.test(text);
}

class Walk {
  constructor(routes, failAt, ground) {
    Object.assign(this, { routes, failAt, ground, faults: [], tries: 0,
      fired: 0, answers: {}, falls: 0 });
  }

  // Told with what the site said meanwhile.
  fault(one, how, what) {
    this.faults.push(`${one.method} ${one.pattern} (${one.who}` +
      `${one.what ? `, ${one.what}` : ''}), ${how}: ${what}`);
    if (this.faults.length > 40) return;
    console.log(this.faults.at(-1));
    for (const line of this.routes.site.log.slice(this.logAt).split('\n'))
      if (/"(error|warning)"|fell/.test(line)) console.log(`\t${line}`);
  }

  async begin(one) {
    await this.failAt.rest();
    if (one.method === 'POST') this.ground.reset();
    else if (one.isReady) this.ground.dropPages();
  }

  // What the answer is without a fault, how many calls of each kind it takes,
  // and what it leaves in the database.
  async learn(one) {
    await this.begin(one);
    one.before = this.ground.counts();
    const first = await one.send();
    if (one.method === 'POST') one.after = this.ground.counts();
    one.status = first.status;
    one.location = this.place(first);
    one.calls = {};
    for (const kind of Object.keys(KINDS)) {
      await this.begin(one);
      this.failAt.arm(kind);
      const answer = await one.send();
      one.text = mask(answer.text);
      one.calls[kind] = (await this.failAt.disarm()).count;
      if (answer.status !== one.status)
        this.fault(one, kind, `${one.status}, then ${answer.status}`);
    }
  }

  place = ({ headers }) => (headers.location ?? '')
    .replace(/[\w-]{20,}/g, '#');

  isSame(one, answer) {
    if (answer.status !== one.status || this.place(answer) !== one.location)
      return false;
    return one.method === 'POST' || /xlsx$/.test(one.path) ||
      /audit|^\/me\b|healthz/.test(one.path) || mask(answer.text) === one.text;
  }

  // One try: is the answer one that may be, and all well afterwards?
  async attempt(one, kind, first, last) {
    const how = `${kind} ${first}${last > first ? ' and on' : ''}`;
    await this.begin(one);
    this.logAt = this.routes.site.log.length;
    this.failAt.arm(kind, first, last);
    let answer;
    try {
      answer = await one.send();
    } catch (error) {
      answer = { status: 0, headers: {}, body: '', text: error.message };
    }
    const { fired, what } = await this.failAt.disarm();
    this.tries++;
    if (fired) this.fired++;
    this.answers[answer.status] = (this.answers[answer.status] ?? 0) + 1;
    this.judge(one, `${how} (${what})`, KINDS[kind], answer);
    await this.afterwards(one, `${how} (${what})`, answer);
    return fired;
  }

  judge(one, how, { isFull }, answer) {
    if (this.isSame(one, answer)) return;
    if (answer.status !== 503 && !(isFull && answer.status === 507))
      return this.fault(one, how, `${answer.status} instead of ` +
        `${one.status}${answer.status === one.status ? ', another page' : ''}`);
    if (!isWhole(answer)) this.fault(one, how, `half of a ${answer.status}`);
    if (!/^\d+$/.test(answer.headers['retry-after'] ?? ''))
      this.fault(one, how, `${answer.status} without Retry-After`);
    const shown = decode(answer.text);
    if (!one.isUpload)
      for (const typed of typedIn(one))
        if (!shown.includes(typed))
          this.fault(one, how, `${answer.status} without what was typed`);
  }

  async afterwards(one, how, answer) {
    if (one.method === 'POST') {
      const now = this.ground.counts();
      const done = answer.status === one.status;
      if (now !== one.after && (done || now !== one.before))
        this.fault(one, how, `${answer.status}, and stored in part: ` +
          this.ground.difference(one.after, now));
    }
    const again = await one.send().catch((error) => ({ status: 0,
      headers: {}, text: error.message }));
    // A form whose answer is no redirect is not remembered: 422, 200.
    if (again.status !== one.status)
      this.fault(one, how, `then ${again.status} instead of ${one.status}`);
    else if (one.method === 'GET' && !this.isSame(one, again))
      this.fault(one, how, 'then another page');
    if (one.method !== 'POST') return;
    const now = this.ground.counts();
    if (now !== one.after && one.status === 303)
      this.fault(one, how, `sent again, it is not stored once: ` +
        this.ground.difference(one.after, now));
  }

  async walk(one, steps) {
    await this.learn(one);
    for (const kind of Object.keys(KINDS)) {
      for (const n of numbers(one.calls[kind], steps[kind] ?? steps.other))
        await this.attempt(one, kind, n, n);
      for (const n of numbers(one.calls[kind], steps.onwards))
        await this.attempt(one, kind, n, FOREVER);
    }
  }
}

// The job process writes when it likes; here it waits.
function stopJob(site) {
  const opened = (pid) => readdirSync(`/proc/${pid}/fd`).map((fd) => {
    try { return readlinkSync(`/proc/${pid}/fd/${fd}`); } catch { return ''; }
  });
  const parent = (pid) => Number(execFileSync('ps', ['-o', 'ppid=', '-p',
    String(pid)], { encoding: 'utf8' }));
  const servers = processesIn(site.state).filter((line) => / serve /.test(line))
    .map((line) => parseInt(line, 10));
  const job = servers.find((pid) => servers.includes(parent(pid)) &&
    !opened(pid).includes('anon_inode:[eventpoll]'));
  process.kill(job, 'SIGSTOP');
  return () => process.kill(job, 'SIGCONT');
}

await part('nth_call', {
  smoke: { steps: { other: { all: 2, growth: 4, last: true },
    onwards: { all: 1, growth: 12 } } },
  full: { steps: { allocation: { all: 40, growth: 1.2, last: true },
    other: { all: 24, growth: 1.3, last: true },
    onwards: { all: 3, growth: 2, last: true } } },
  minutes: 60,
}, async ({ steps }, p) => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-nth-'));
  // Thousands of times back to the beginning: without a disk below it.
  if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';
  const routes = new EveryRoute(), failAt = new FailAt(folder);
  let goOn = () => {};
  try {
    const site = await routes.start({ env: failAt.env,
      config: { server: { workers: WORKERS } } });
    let all = isSmoke ? await routes.gatherSome() : await routes.gather();
    const missing = routes.missing();
    if (wanted) all = all.filter(({ pattern }) => pattern.includes(wanted));
    goOn = stopJob(site);
    const ground = new Ground(site, folder);
    ground.keep();
    const walk = new Walk(routes, failAt, ground);
    for (const [i, one] of all.entries()) {
      const from = Date.now(), tries = walk.tries;
      await walk.walk(one, steps);
      if (process.env.NTH_TALK) console.log(i, one.method, one.pattern, one.who,
        one.what ?? '', one.status, JSON.stringify(one.calls),
        walk.tries - tries, `${Date.now() - from} ms`);
    }
    goOn();
    site.run('verify');
    const died = (site.log.match(/fell: signal \d+/g) ?? []).length;
    const fell = (site.log.match(/fell: exit code 71/g) ?? []).length;
    const other = (site.log.match(/fell: exit code (?!71)\d+/g) ?? []).length;
    p.row({ tried: `${walk.tries} requests for ${all.length} pages and forms ` +
      'with the n-th call of a kind failing, alone or with all after it',
    result: `${walk.fired} faults; answered ` + Object.entries(walk.answers)
      .map(([code, count]) => `${code}: ${count}`).join(', ') +
      `; ${walk.faults.length} wrong`, good: walk.faults.length === 0 &&
      walk.fired > 0 });
    p.row({ tried: 'workers that end for want of memory, and by anything else',
      result: `${fell} ended by themselves (71), ${died} by a signal, ` +
        `${other} otherwise`, good: died === 0 && other === 0 && fell > 0 });
    if (!isSmoke && !wanted)
      p.row({ tried: 'rows of the route table that were walked',
        result: `${routes.rows.length - missing.length} of ` +
          `${routes.rows.length}${missing.length ? `: not ${missing}` : ''}`,
        good: missing.length === 0 });
  } finally {
    goOn();
    await sleep(50);
    await routes.stop();
    failAt.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
