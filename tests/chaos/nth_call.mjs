// The n-th allocation, read, write, fsync, open or mapping of a request fails,
// for n = 1, 2, 3 … until there is no n-th any more, on every row of the route
// table: as if it had not, or 503 (507 when the disk is full) with what was
// typed in the page; stored whole or not at all; and the next request is
// right. `--route WORD` walks rows that contain it, `--few` tries few n.
import '../lib/plain_build.mjs';

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';

import { EveryRoute } from '../lib/every_route.mjs';
import { children, FailAt, KINDS, replaceWorkers, signal }
  from '../lib/fail_at.mjs';
import { decode } from '../lib/html.mjs';
import { sleep } from '../lib/instance.mjs';
import { isSmoke, part } from '../lib/part.mjs';

const route = process.argv[process.argv.indexOf('--route') + 1];
const wanted = process.argv.includes('--route') ? route : null;
// Of each pool. The oldest worker gets the next request, so those that fall for
// want of memory take turns; one that falls within its first second would be
// made to wait, so there are no more such tries in a second than workers.
const WORKERS = isSmoke ? 12 : 64;
const TURN_MS = isSmoke ? 0 : 1100 / WORKERS;
const FOREVER = 0xfffffffe;
// What changes from one answer to the next: one-time tokens and numbers.
const lines = (text) => text.replace(/[\w-]{20,}={0,2}/g, '#')
  .replace(/\d+/g, '#').split('\n');

// What stands in the first sheet of a workbook (a ZIP file): by its directory,
// which is at the end.
function sheetOf(book) {
  for (let at = book.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0;
    at = book.indexOf('PK\x01\x02', at + 1, 'latin1')) {
    const name = book.toString('latin1', at + 46,
      at + 46 + book.readUInt16LE(at + 28));
    if (name !== 'xl/worksheets/sheet1.xml') continue;
    const local = book.readUInt32LE(at + 42);
    const from = local + 30 + book.readUInt16LE(local + 26) +
      book.readUInt16LE(local + 28);
    return inflateRawSync(book.subarray(from,
      from + book.readUInt32LE(at + 20))).toString();
  }
  throw new Error('no workbook');
}

function pageOf({ path }, answer) {
  try {
    return lines(/xlsx$/.test(path) ? sheetOf(answer.body) : answer.text);
  } catch (error) {
    return [error.message];
  }
}

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

  // One sqlite3 for all, since there is much to ask; gives what it prints.
  sqlite(...lines) {
    this.child ??= spawn('sqlite3', ['-batch', this.file],
      { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = this.child;
    return new Promise((resolve, reject) => {
      let text = '';
      const end = '\u001dend\n';
      const take = (part) => {
        text += part;
        if (!text.endsWith(end)) return;
        stdout.off('data', take);
        this.child.off('close', reject);
        resolve(text.slice(0, -end.length).trim());
      };
      stdout.setEncoding('utf8').on('data', take);
      this.child.on('close', reject);
      stdin.write(`.timeout 20000\n${lines.join('\n')}\n.print "\u001dend"\n`);
    });
  }

  stop() {
    this.child?.removeAllListeners('close');
    this.child?.stdin.end();
  }

  // Sessions note when they were seen; tries to sign in are counted whether
  // they come to something or not.
  async keep() {
    await this.sqlite(`VACUUM INTO '${this.base}';`);
    this.tables = (await this.sqlite("SELECT name FROM sqlite_master WHERE type = " +
      "'table' AND sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE " +
      "'sqlite_%' AND name NOT IN ('session', 'sign_in_failure', " +
      "'sign_in_attempt');")).split('\n');
    [this.public, this.directory] = (await this.sqlite(
      'SELECT public, directory FROM generation;')).split('|').map(Number);
  }

  // A generation is of one moment, so none comes twice. A password is asked
  // for again after ten minutes, however long all this takes.
  async reset() {
    this.turn += 1000;
    await this.sqlite('PRAGMA synchronous = OFF;', `.restore ${this.base}`, 'UPDATE generation SET public = ' +
      `${this.public + this.turn}, directory = ` +
      `${this.directory + this.turn};`,
    'UPDATE session SET confirmed_at = unixepoch(), seen_at = unixepoch();');
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
      fired: 0, answers: {}, turn: 0 });
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
    if (this.turn > Date.now()) await sleep(this.turn - Date.now());
    await this.failAt.rest();
    await this.refresh?.();
    if (one.method === 'POST') await this.ground.reset();
    else if (one.isReady) this.ground.dropPages();
  }

  // What the answer is without a fault, how many calls of each kind it takes,
  // and what it leaves in the database.
  async learn(one) {
    await this.begin(one);
    one.before = await this.ground.counts();
    const first = await one.send();
    if (one.method === 'POST') one.after = await this.ground.counts();
    one.status = first.status;
    if (/^50[037]$/.test(one.status))
      this.fault(one, 'without a fault', `${one.status}`);
    one.location = this.place(first);
    one.calls = {};
    for (const kind of Object.keys(KINDS)) {
      await this.begin(one);
      this.failAt.arm(kind);
      const answer = await one.send();
      this.note(one, pageOf(one, answer));
      one.calls[kind] = (await this.failAt.disarm()).count;
      if (answer.status !== one.status)
        this.fault(one, kind, `${one.status}, then ${answer.status}`);
    }
  }

  // The page, and the lines of it that are never the same.
  note(one, page) {
    one.page ??= page;
    one.changing ??= new Set();
    page.forEach((line, i) => line !== one.page[i] && one.changing.add(i));
    one.isSteady = one.page.length === page.length && one.isSteady !== false;
  }

  isSamePage(one, page) {
    return !one.isSteady || (page.length === one.page.length &&
      page.every((line, i) => line === one.page[i] || one.changing.has(i)));
  }

  place = ({ headers }) => (headers.location ?? '')
    .replace(/[\w-]{20,}/g, '#');

  // A form that was carried out leads where the first one did; the worker that
  // carried it out may have fallen before it could answer.
  isRepeated = (one, answer) => one.method === 'POST' && one.status === 200 &&
    answer.status === 303;

  isSame(one, answer) {
    if (this.isRepeated(one, answer)) return true;
    if (answer.status !== one.status || this.place(answer) !== one.location)
      return false;
    return one.method === 'POST' || this.isSamePage(one, pageOf(one, answer));
  }

  // One try: is the answer one that may be, and all well afterwards?
  async attempt(one, kind, first, last) {
    const how = `${kind} ${first}${last > first ? ' and on' : ''}`;
    await this.begin(one);
    this.logAt = this.routes.site.log.length;
    this.failAt.arm(kind, first, last);
    const from = Date.now();
    let answer;
    try {
      answer = await one.send();
    } catch (error) {
      answer = { status: 0, headers: {}, body: '', text: error.message };
    }
    const { fired, what } = await this.failAt.disarm();
    this.tries++;
    if (fired) this.fired++;
    if (fired && kind === 'allocation')
      this.turn = Math.max(this.turn, from - TURN_MS) + TURN_MS;
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
      const now = await this.ground.counts();
      const done = this.isSame(one, answer);
      if (now !== one.after && (done || now !== one.before))
        this.fault(one, how, `${answer.status}, and stored in part: ` +
          this.ground.difference(one.after, now));
    }
    const again = await one.send().catch((error) => ({ status: 0,
      headers: {}, text: error.message }));
    if (again.status !== one.status && !this.isRepeated(one, again))
      this.fault(one, how, `then ${again.status} instead of ${one.status}`);
    else if (one.method === 'GET' && !this.isSame(one, again))
      this.fault(one, how, 'then another page');
    if (one.method !== 'POST') return;
    const now = await this.ground.counts();
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

// Every try in workers that have opened nothing yet. They may fall once a
// second without being made to wait.
async function begetNew(site) {
  await sleep(1050);
  await replaceWorkers(site);
}

// A site of its own, walked; gather(routes) says what, isNew: in new workers.
async function explore({ workers, gather, steps, isNew = false }) {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-nth-'));
  const routes = new EveryRoute(), failAt = new FailAt(folder);
  let job, ground;
  try {
    const site = await routes.start({ env: failAt.env,
      config: { server: { workers, staff_workers: workers,
        outside_workers: workers, stuck_seconds: 30 } } });
    const all = await gather(routes);
    job = children(site).job;
    process.once('exit', () => signal(job, 'SIGCONT'));
    for (const name of ['SIGTERM', 'SIGINT'])
      process.once(name, () => process.exit(1));
    signal(job, 'SIGSTOP'); // it writes when it likes
    ground = new Ground(site, folder);
    await ground.keep();
    const walk = new Walk(routes, failAt, ground);
    if (isNew) walk.refresh = () => begetNew(site);
    for (const [i, one] of all.entries()) {
      const from = Date.now(), tries = walk.tries;
      await walk.walk(one, steps);
      if (process.env.NTH_TALK) console.log(i, one.method, one.pattern, one.who,
        one.what ?? '', one.status, JSON.stringify(one.calls),
        walk.tries - tries, `${Date.now() - from} ms`);
    }
    signal(job, 'SIGCONT');
    site.run('verify');
    return { walk, all, missing: routes.missing(), rows: routes.rows.length,
      log: site.log };
  } finally {
    if (job) signal(job, 'SIGCONT');
    ground?.stop();
    await routes.stop();
    failAt.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell(p, { walk, all, log }, where) {
  const count = (what) => (log.match(what) ?? []).length;
  const byItself = count(/fell: exit code 71/g);
  const otherwise = count(/fell: signal \d+|fell: exit code (?!71|0)\d+/g);
  p.row({ tried: `${walk.tries} requests for ${all.length} pages and forms ` +
    `${where}, the n-th call of a kind failing, alone or with all after it`,
  result: `${walk.fired} faults; answered ${Object.entries(walk.answers)
    .map(([code, times]) => `${code}: ${times}`).join(', ')}; ` +
    `${walk.faults.length} wrong; workers that fell: ${byItself} by ` +
    `themselves, for want of memory, ${otherwise} otherwise`,
  good: walk.faults.length === 0 && walk.fired > 0 && otherwise === 0 });
}

const FEW = { other: { all: 2, growth: 4, last: true },
  onwards: { all: 3, growth: 12 } };
const MANY = { allocation: { all: 20, growth: 1.5, last: true },
  other: { all: 12, growth: 1.5, last: true },
  onwards: { all: 2, growth: 4, last: true } };
const isFew = isSmoke || process.argv.includes('--few');

await part('nth_call', { smoke: FEW, full: isFew ? FEW : MANY, minutes: 90 },
  async (steps, p) => {
    // Thousands of times back to the beginning: without a disk below it.
    if (existsSync('/dev/shm')) process.env.TMPDIR = '/dev/shm';
    const some = await explore({ workers: WORKERS, steps,
      gather: async (routes) => isSmoke ? routes.gatherSome() :
        (await routes.gather()).filter(({ pattern }) => !wanted ||
          pattern.includes(wanted)) });
    tell(p, some, 'in workers at work');
    if (isSmoke || wanted) return;
    p.row({ tried: 'rows of the route table that these were for',
      result: `${some.rows - some.missing.length} of ${some.rows}` +
        (some.missing.length ? `: not ${some.missing.join(', ')}` : ''),
      good: some.missing.length === 0 });
    tell(p, await explore({ workers: 1, isNew: true,
      gather: (routes) => routes.gatherSome(),
      steps: { ...FEW, read: MANY.other, open: MANY.other, map: MANY.other } }),
    'in workers that have just begun');
  });
