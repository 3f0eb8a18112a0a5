// Backups while people write: is every copy whole, and the database as it was
// at one moment? Does a restore bring back nobody who was erased, in a minute?
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync,
  readdirSync, rmSync, statSync } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import '../lib/whole_run.mjs';
import { fillComments } from '../bench/staff_state.mjs';
import { openState, work } from '../bench/states.mjs';
import { formFields } from '../lib/forms.mjs';
import { program, root, sleep, startInstance } from '../lib/instance.mjs';
import { part } from '../lib/part.mjs';

const GONE = 'gone.person@example.org';
const seconds = (ms) => (ms / 1000).toFixed(1);
const database = (state) => join(state, 'northstar.db');

function run(...args) {
  const got = spawnSync(program, args, { encoding: 'utf8',
    timeout: 600_000 });
  assert.equal(got.status, 0, `${args.join(' ')}: ${got.signal ?? got.stderr}`);
  return got.stdout;
}

function sql(path, text) {
  const got = execFileSync('sqlite3', ['-json', '-cmd', '.timeout 20000', path,
    text], { encoding: 'utf8', maxBuffer: 1 << 28 });
  return got.trim() ? JSON.parse(got) : [];
}

// Beside the writers; spawnSync would hold them up.
function start(...args) {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (text) => { said += text; });
  child.stderr.on('data', (text) => { said += text; });
  child.ended = new Promise((done) => child.on('close', (code) =>
    done({ code, said })));
  return child;
}

// Writers ------------------------------------------------------------------------

class Writers {
  constructor(site, fields) {
    Object.assign(this, { site, fields, posts: [], failed: 0 });
  }

  // Each writes from an address of its own: the site counts by them.
  write(client) {
    const number = this.posts.length;
    const post = { began: performance.now() };
    this.posts.push(post);
    const body = String(new URLSearchParams({ ...this.fields, name: 'Ana',
      email: number === 0 ? GONE : `ana${number % 50}@example.org`,
      body: `Our mentor came every week. Write ${number}.` }));
    return new Promise((done) => {
      const request = http.request({ host: '127.0.0.1', port: this.site.port,
        path: '/comments', method: 'POST', agent: client.agent,
        localAddress: client.address, headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'Content-Length': Buffer.byteLength(body), Origin: this.site.url,
          'Sec-Fetch-Site': 'same-origin' } }, (answer) => {
        answer.resume();
        answer.on('end', () => {
          post.acknowledged = performance.now();
          if (answer.statusCode !== 303) this.failed++;
          done();
        });
      });
      request.on('error', () => { this.failed++; done(); });
      request.end(body);
    });
  }

  start(count, rate) {
    const began = performance.now();
    this.began = began;
    let turn = 0;
    this.ended = Promise.all(Array.from({ length: count }, async (_, i) => {
      const client = { address: `127.0.${1 + (i >> 6)}.${1 + (i & 63)}`,
        agent: new http.Agent({ keepAlive: true, maxSockets: 1 }) };
      while (!this.isOver) {
        const wait = rate ? began + turn++ * 1000 / rate - performance.now()
          : 0;
        if (wait > 0) await sleep(wait);
        await this.write(client);
      }
      client.agent.destroy();
    }));
  }

  async stop() {
    this.isOver = true;
    await this.ended;
    const ms = this.posts.map((post) => post.acknowledged - post.began)
      .filter(Number.isFinite).sort((a, b) => a - b);
    this.seconds = (performance.now() - this.began) / 1000;
    this.rate = ms.length / this.seconds;
    this.p99 = ms[Math.floor(ms.length * 0.99)];
  }
}

// A copy -------------------------------------------------------------------------

const EQUAL = `WITH n(id) AS (SELECT max(id) FROM audit),
 sent(id) AS (SELECT CAST(substr(object, 9) AS INTEGER) FROM s.audit, n
   WHERE action IN ('comment.add', 'comment.post') AND audit.id <= n.id)
SELECT n.id AS last, (SELECT count(*) FROM audit) AS rows,
 (SELECT count(*) FROM audit AS a JOIN s.audit AS b USING (id)
   WHERE a.hash = b.hash) AS same,
 (SELECT count(*) FROM (SELECT * FROM comment
   EXCEPT SELECT * FROM s.comment)) AS other,
 (SELECT count(*) FROM (SELECT id FROM comment EXCEPT SELECT id FROM sent))
   AS early,
 (SELECT count(*) FROM (SELECT id FROM sent EXCEPT SELECT id FROM comment))
   AS missing FROM n`;

// Restore it as on a new machine and compare: what the record said up to its
// last row is there, to the byte, and nothing else; everything acknowledged
// before the backup began is among it, nothing that began after it ended.
function judge(site, backup, posts, folder, keys) {
  const to = mkdtempSync(join(folder, 'new-'));
  const isSealed = backup.path.endsWith('.sealed');
  if (!isSealed)
    copyFileSync(join(site.state, 'secret'), join(to, 'secret'));
  run('restore', backup.path, '--state', to, ...(isSealed ?
    ['--key', join(keys, 'northstar-backup.secret')] : []));
  run('verify', '--state', to);
  const [equal] = sql(database(to),
    `ATTACH '${database(site.state)}' AS s; ${EQUAL}`);
  const has = new Set(sql(database(to), 'SELECT body FROM comment').map(
    ({ body }) => Number(body.match(/Write (\d+)\.$/)?.[1])));
  rmSync(to, { recursive: true });
  let lost = 0, young = 0;
  posts.forEach((post, number) => {
    if (post.acknowledged < backup.began && !has.has(number)) lost++;
    if (post.began > backup.ended && has.has(number)) young++;
  });
  return { ...equal, lost, young, good: equal.last === equal.rows &&
    equal.same === equal.rows && equal.other + equal.early + equal.missing +
    lost + young === 0 };
}

async function underWrites(size, p, site, folder, keys) {
  const into = join(folder, 'backups');
  mkdirSync(into);
  const fields = formFields((await site.get('/about')).text, '/comments');
  const writers = new Writers(site, fields), backups = [];
  writers.start(size.clients, size.rate * 1.3);
  for (let i = 0; i < size.backups; i++) {
    const due = performance.now() + size.every;
    const backup = { began: performance.now() };
    backups.push(backup);
    const got = await start('backup', '--state', site.state, '--folder', into,
      ...(i % 2 ? ['--key', join(keys, 'northstar-backup.public')] : []))
      .ended;
    backup.ended = performance.now();
    assert.equal(got.code, 0, got.said);
    backup.path = got.said.match(/^backup: (.*)$/m)[1];
    await sleep(due - performance.now());
  }
  await writers.stop();
  p.row({ tried: `${writers.seconds.toFixed(0)} s of posts by ` +
      `${size.clients} clients with a backup every ${size.every / 1000} s`,
    result: `${writers.rate.toFixed(0)} comments a second stored and ` +
      `answered, p99 ${writers.p99.toFixed(0)} ms, ${writers.failed} failed; ` +
      `a backup took ${seconds(Math.max(...backups.map((one) =>
        one.ended - one.began)))} s at most`,
    good: writers.failed === 0 && writers.rate >= size.rate });
  const judged = backups.map((backup) =>
    judge(site, backup, writers.posts, folder, keys));
  const sum = (key) => judged.reduce((all, one) => all + one[key], 0);
  p.row({ tried: `${backups.length} copies, every other one sealed, each ` +
      'restored into a new folder and verified',
    result: `${judged.filter((one) => one.good).length} whole and equal to ` +
      `the source at their last row of the record (${judged[0].last} to ` +
      `${judged.at(-1).last}): ${sum('missing') + sum('other') +
        sum('early')} comments differ, ${sum('rows') - sum('same')} rows of ` +
      `the record; ${sum('lost')} acknowledged before a backup are missing, ` +
      `${sum('young')} from after it are in`,
    good: judged.every((one) => one.good) });
}

// Kills --------------------------------------------------------------------------

async function killed(size, p, site, folder, keys) {
  const into = join(folder, 'killed');
  const key = ['--key', join(keys, 'northstar-backup.public')];
  mkdirSync(into);
  // How long each kind takes, from the last one that ended by itself.
  const takes = [[], key].map((how, i) => {
    const began = performance.now();
    run('backup', '--state', site.state, join(folder, `timed-${i}`), ...how);
    return performance.now() - began;
  });
  let kills = 0, tries = 0;
  const moments = [];
  while (kills < size.kills && tries++ < size.kills * 10) {
    const began = performance.now(), kind = kills % 2;
    const moment = (kills + Math.random()) / size.kills; // of all it takes
    const child = start('backup', '--state', site.state, '--folder', into,
      ...(kind ? key : []));
    const over = child.ended.then(() => performance.now() - began);
    const isLeft = tries % 8 === 1; // some copies get their name
    await Promise.race([over, ...isLeft ? [] : [sleep(moment * takes[kind])]]);
    child.kill('SIGKILL');
    const { code } = await child.ended;
    if (code === null) {
      kills++;
      moments.push(moment * takes[kind]);
    } else if (code === 0) {
      takes[kind] = await over; // faster than we thought
    } else {
      await sleep(200); // there is one of this second: names are of a second
    }
  }
  let whole = 0, named = 0;
  for (const name of readdirSync(into).filter((one) =>
    /\.db(\.sealed)?$/.test(one))) {
    named++;
    run('restore', '--check', '--state', site.state, join(into, name), '--key',
      join(keys, 'northstar-backup.secret'));
    whole++;
  }
  await sleep(1000); // the next name
  run('backup', '--state', site.state, '--folder', into);
  const left = [...readdirSync(into), ...readdirSync(site.state)]
    .filter((name) => /\.part|\.copying|drill/.test(name));
  p.row({ tried: `kill -9 of ${kills} backups, ` +
      `${Math.round(Math.min(...moments))} to ` +
      `${Math.round(Math.max(...moments))} ms after their start`,
    result: `${whole} of ${named} copies that have a name are whole; ` +
      `${left.length} files of killed ones are left after the next backup`,
    good: kills === size.kills && named > 0 && whole === named &&
      left.length === 0 });
}

// The way back -------------------------------------------------------------------

const knows = (path) => existsSync(path) && readFileSync(path).includes(GONE);

// Somebody is erased after the backup copy was made; then as on a new machine,
// with secret and list that were kept.
function restoreWithoutThem(state, copy, folder, what, p) {
  const had = knows(copy);
  run('erase', GONE, '--state', state);
  const to = mkdtempSync(join(folder, 'new-'));
  for (const name of ['secret', 'erasures'])
    copyFileSync(join(state, name), join(to, name));
  const began = performance.now();
  const said = run('restore', copy, '--state', to);
  run('verify', '--state', to);
  const took = performance.now() - began;
  const isGone = /erased again: 1/.test(said) && !knows(database(to)) &&
    !knows(`${database(to)}-wal`);
  rmSync(to, { recursive: true });
  p.row({ tried: `${what}: restore and verify, with one person erased since ` +
      'the backup',
    result: `${seconds(took)} s; the person is ${isGone ? 'gone' : 'back'}`,
    good: had && isGone && took < 60_000 });
}

async function large(size, p, folder, keys) {
  mkdirSync(work, { recursive: true });
  process.env.NORTHSTAR_KEEP = '1'; // what is made lasts for later runs
  const { state } = await openState(size.large);
  delete process.env.NORTHSTAR_KEEP;
  fillComments(state, GONE);
  const one = join(folder, 'large.db'), took = {};
  const ways = { full: [one], quick: [join(folder, 'quick.db'), '--quick'],
    sealed: [join(folder, 'large.sealed'), '--key',
      join(keys, 'northstar-backup.public')] };
  for (const [way, args] of Object.entries(ways)) {
    const began = performance.now();
    run('backup', '--state', state, ...args);
    took[way] = performance.now() - began;
  }
  const mb = statSync(one).size / 1e6;
  const began = performance.now();
  run('restore', '--check', '--state', state, ways.sealed[0], '--key',
    join(keys, 'northstar-backup.secret'));
  p.row({ tried: `a database of ${size.large} listings and 100,000 comments, ` +
      `${mb.toFixed(0)} MB`,
    result: `backup ${seconds(took.full)} s, with the quick look ` +
      `${seconds(took.quick)} s, sealed ${seconds(took.sealed)} s; drill of ` +
      `the sealed one ${seconds(performance.now() - began)} s`,
    good: performance.now() - began < 60_000 });
  restoreWithoutThem(state, one, folder, `the same ${mb.toFixed(0)} MB`, p);
  rmSync(dirname(state), { recursive: true });
}

await part('backup', {
  full: { backups: 12, every: 10_000, rate: 200, clients: 32, kills: 40,
    large: 100_000 },
  smoke: { backups: 2, every: 800, rate: 0, clients: 4, kills: 2, large: 0 },
}, async (size, p) => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-backups-'));
  const keys = join(folder, 'keys');
  let site;
  try {
    mkdirSync(keys);
    run('backup-keys', keys);
    site = await startInstance({ config: { comments: { per_hour: 10000 } } });
    await underWrites(size, p, site, folder, keys);
    await killed(size, p, site, folder, keys);
    const copy = join(folder, 'known.db');
    run('backup', '--state', site.state, copy);
    restoreWithoutThem(site.state, copy, folder,
      `a copy of all that, ${(statSync(copy).size / 1e6).toFixed(1)} MB`, p);
    await site.stop();
    if (size.large) await large(size, p, folder, keys);
  } finally {
    await site?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
