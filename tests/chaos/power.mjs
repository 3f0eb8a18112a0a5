// Power cuts: the disk of a site that is being written to, as it would be
// found after a cut at any instant (tests/lib/disk.mjs). What was acknowledged
// before is there, once; the database is sound and its record whole; nothing
// old or empty is shown when the site starts again. The same with
// synchronous=NORMAL must lose, or all of this proves nothing.
import { spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, lstatSync, mkdirSync, readFileSync,
  readlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import '../lib/whole_run.mjs';
import { Disk, whyNoDisk } from '../lib/disk.mjs';
import { command, filledState, freePort, program, root, sleep, startInstance,
  until } from '../lib/instance.mjs';
import { postUntilAnswered } from '../lib/killer.mjs';
import { trusted } from '../lib/members.mjs';
import { isSmoke, part } from '../lib/part.mjs';
import { sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const careful = join(root, 'build/san/northstar'); // has the fault
const WRITERS = 8;
const ABOUT = { thread: 'about', key: 'about' };
const CONFIG = { comments: { per_hour: 10000 },
  server: { workers: 4, outside_workers: 1 } };

// Writers on a site; the gate keeps them waiting while a cut is looked at.
class Writers {
  constructor(site, member) {
    Object.assign(this, { site, member, acked: new Map(), erased: [], count: 0,
      isOver: false, isOpen: true });
    this.working = Array.from({ length: WRITERS }, (_, i) => this.write(i));
  }

  async post(visitor, who, words) {
    const answer = await visitor.send('/comments',
      { ...ABOUT, ...who, body: words });
    if (answer.status === 503) return; // busy: the disk is slow just now
    if (answer.status !== 303) throw new Error(`post: ${answer.status}`);
    this.acked.set(Number(answer.headers.location.match(/\d+$/)[0]), words);
  }

  // Every fourth is a member whose comments show at once; each looks at the
  // page now and then, so that it is made ready again.
  async write(i) {
    const visitor = new Visitor(this.site, { address: `127.0.0.${20 + i}` });
    if (i % 4 === 0) visitor.jar.ns_session = this.member.token;
    const who = i % 4 === 0 ? {} : { name: `Guest ${i}`,
      email: `guest${i}@example.org` };
    while (!this.isOver) {
      if (!this.isOpen) await sleep(5);
      else if (++this.count % 6 === 0) await this.site.get('/about');
      else await this.post(visitor, who, `Writer ${i} says ${this.count}`);
    }
  }

  async end() {
    this.isOver = true;
    await Promise.all(this.working);
  }
}

// What of writers' acknowledged comments the state folder lacks, and what is
// wrong with it.
function judge(state, acked) {
  const there = { state };
  const verified = command(['verify', '--state', state]);
  const rows = new Map(sql(there, 'SELECT id, body FROM comment'));
  const recorded = new Map(sql(there, 'SELECT object, count(*) FROM audit' +
    " WHERE action IN ('comment.add', 'comment.post') GROUP BY object"));
  if (verified.status !== 0) console.log(verified.stderr);
  return { isCorrupt: verified.status !== 0,
    lost: [...acked].filter(([id, words]) => rows.get(id) !== words)
      .map(([id]) => id),
    doubled: rows.size - new Set(rows.values()).size,
    unrecorded: [...rows.keys()].filter((id) =>
      recorded.get(`comment ${id}`) !== 1).length };
}

// A site on disk; body(site, state) and then it ends.
async function onDisk(body, env = {}) {
  const disk = new Disk();
  try {
    const state = join(disk.live, 'site/state');
    mkdirSync(join(disk.live, 'site'));
    cpSync(filledState(), state, { recursive: true });
    disk.sync();
    const site = await startInstance({ state, config: CONFIG, env });
    try {
      return await body(disk, site);
    } finally {
      await site.stop();
    }
  } finally {
    disk.remove();
  }
}

const stateIn = (found) => join(found, 'site/state');

// The site starts on what was found, shows what was acknowledged, and takes
// more.
async function startsAgain(found, acked) {
  const site = await startInstance({ state: stateIn(found), config: CONFIG });
  try {
    const answer = await site.post('/comments', { ...ABOUT, name: 'After',
      email: 'after@example.org', body: 'After the cut' });
    const home = await site.get('/about');
    const [[shown]] = sql(site, "SELECT count(*) FROM comment WHERE state =" +
      " 'published'");
    return answer.status === 303 && home.status === 200 && shown > 0 &&
      acked.size > 0;
  } finally {
    await site.stop();
  }
}

// Cut after cut while writers are at work. Gives the sums.
async function manyCuts(count, { env, startEvery } = {}) {
  const sum = { cuts: 0, acked: 0, losing: 0, lost: new Set(), corrupt: 0,
    doubled: 0, unrecorded: 0, starts: 0, badStarts: 0, keys: 0 };
  await onDisk(async (disk, site) => {
    const writers = new Writers(site, await trusted(site));
    const key = readFileSync(join(site.state, 'secret'));
    try {
      while (sum.cuts < count) {
        const before = writers.acked.size;
        await until(() => writers.acked.size > before + 3, 'posts', 30);
        await sleep(Math.random() * 300);
        const acked = new Map(writers.acked);
        disk.cut();
        writers.isOpen = false;
        sum.cuts++;
        await disk.look(async (found) => {
          const state = stateIn(found), got = judge(state, acked);
          sum.acked += acked.size - before;
          got.lost.forEach((id) => sum.lost.add(id));
          sum.losing += got.lost.length > 0;
          sum.corrupt += got.isCorrupt;
          sum.doubled += got.doubled;
          sum.unrecorded += got.unrecorded;
          sum.keys += existsSync(join(state, 'secret')) &&
            readFileSync(join(state, 'secret')).equals(key);
          if (startEvery && sum.cuts % startEvery === 0) {
            sum.starts++;
            sum.badStarts += !await startsAgain(found, acked);
          }
        });
        writers.isOpen = true;
      }
    } finally {
      await writers.end();
    }
  }, env);
  return sum;
}

const isSound = (sum) => sum.corrupt === 0 && sum.doubled === 0 &&
  sum.unrecorded === 0 && sum.keys === sum.cuts;

const inWords = (sum) => `${sum.acked} comments acknowledged in between, ` +
  `${sum.lost.size} lost, ${sum.doubled} doubled, ${sum.unrecorded} without ` +
  `just one row in the record; ${sum.corrupt} databases corrupt or records ` +
  'broken';

async function withFull(size, p) {
  const sum = await manyCuts(size.cuts, { startEvery: size.startEvery });
  p.row({ tried: `${sum.cuts} power cuts under ${WRITERS} writers`,
    result: `${inWords(sum)}; ${sum.starts - sum.badStarts} of ${sum.starts} ` +
      'starts on what was found serve and store',
    good: sum.lost.size === 0 && isSound(sum) && sum.badStarts === 0 &&
      sum.starts > 0 && sum.acked >= sum.cuts * 3 });
}

async function withNormal(size, p) {
  const sum = await manyCuts(size.normalCuts, { env: {
    NORTHSTAR_PROGRAM: careful, NORTHSTAR_FAULT: 'synchronous-normal' } });
  p.row({ tried: `the same with synchronous=NORMAL, ${sum.cuts} cuts: it ` +
    'must lose',
  result: `${inWords(sum)}; ${sum.losing} cuts lost something`,
  good: sum.losing > 0 && sum.corrupt === 0 });
}

const post = (site, fields, headers = {}) => postUntilAnswered(() =>
  site.post('/comments', { ...ABOUT, ...fields }, { headers }), fields.body);

// Somebody is erased, and the power goes before or after the command says so:
// whoever is gone from the database stands in the list beside it.
async function erasures(disk, site, size, p) {
  let cuts = 0, said = 0, undone = 0, unlisted = 0;
  for (let i = 0; i < size.erasures; i++) {
    const email = `gone${i}@example.org`;
    await post(site, { name: 'Gone', email, body: `Soon gone ${i}` });
    let isSaid = false;
    const child = spawn(program, ['erase', email, '--state', site.state],
      { stdio: 'ignore' });
    const ended = new Promise((done) => child.on('close', (code) => {
      isSaid = code === 0;
      done();
    }));
    await (i % 2 ? ended : Promise.race([ended, sleep(Math.random() * 120)]));
    const wasSaid = isSaid;
    said += wasSaid;
    disk.cut();
    cuts++;
    await disk.look((found) => {
      const state = stateIn(found);
      const list = join(state, 'erasures');
      const lines = existsSync(list) ? readFileSync(list, 'utf8')
        .split('\n').filter((line) => line.endsWith('}')).length : 0;
      const [[left]] = sql({ state }, 'SELECT count(*) FROM comment' +
        ' WHERE author_email = ?', email);
      const [[erased]] = sql({ state }, 'SELECT count(*) FROM audit' +
        " WHERE action = 'person.erase'");
      undone += wasSaid && left > 0;
      unlisted += erased > lines;
    });
    await ended;
  }
  p.row({ tried: `${cuts} cuts during and just after \`northstar erase\``,
    result: `${said} erasures said to be done, ${undone} undone; ` +
      `${unlisted} in the database and not in the list`,
    good: said >= cuts / 2 && undone === 0 && unlisted === 0 });
}

// nginx may be up before the app, so whatever a cut brings back of the
// ready-made pages must be out of the way by then.
async function startsLate(disk, state, look) {
  const late = join(disk.folder, 'late');
  writeFileSync(late, '#!/bin/sh\n[ "$1" != serve ] || sleep 1\n' +
    `exec '${program}' "$@"\n`);
  chmodSync(late, 0o755);
  const port = await freePort();
  const child = spawn(join(root, 'tools/run.sh'), [state, String(port)],
    { stdio: 'ignore', env: { ...process.env, NORTHSTAR_PROGRAM: late } });
  const ended = new Promise((done) => child.on('close', done));
  try {
    await look(new Visitor({ port }));
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

// A page is ready, a comment changes it, and the power goes: what does the
// first reader after the cut see?
async function readyMade(disk, site, size, p) {
  let back = 0, asked = 0, wrong = 0;
  const member = await trusted(site);
  // As after a day of work: a log that is written over needs no more room,
  // so its being synced makes no other change of the folder durable.
  sql(site, 'CREATE TABLE large (b BLOB); INSERT INTO large VALUES' +
    ' (zeroblob(4000000)); DROP TABLE large;' +
    ' PRAGMA wal_checkpoint(RESTART)');
  for (let i = 0; i < size.pages; i++) {
    await until(async () => !(await site.get('/about'))
      .headers['x-request-id'], 'the page is ready');
    disk.sync();
    const words = `Just before cut ${i}`;
    await post(site, { body: words },
      { Cookie: `ns_session=${member.token}` });
    disk.cut();
    await disk.look(async (found) => {
      const state = stateIn(found), link = join(state, 'pages/current');
      const isBack = Boolean(lstatSync(link, { throwIfNoEntry: false }));
      back += isBack && existsSync(join(state, 'pages', readlinkSync(link),
        'about@.html'));
      await startsLate(disk, state, async (visitor) => {
        let isRight = false;
        for (const end = Date.now() + 40_000; Date.now() < end && !isRight;
          await sleep(20)) {
          const first = await visitor.get('/about').catch(() => null);
          if (first?.status !== 200) continue;
          asked++;
          isRight = first.text.includes(words);
          wrong += !isRight;
        }
        if (!isRight) throw new Error('the page never came');
      });
    });
  }
  p.row({ tried: `${size.pages} cuts just after a change to a ready-made page`,
    result: `the old page was back on the disk after ${back}; nginx ran ` +
      `before the app and gave ${asked} pages, ${wrong} of them old`,
    good: back > 0 && asked > 0 && wrong === 0 });
}

// Is the method what it says? What was synced is found, what was not is gone.
async function method(p) {
  const disk = new Disk({ megabytes: 64 });
  try {
    writeFileSync(join(disk.live, 'synced'), 'x');
    disk.sync();
    writeFileSync(join(disk.live, 'not synced'), 'x');
    disk.cut();
    await disk.look((found) => p.row({ tried: 'the method: a cut after one ' +
      'file that was synced and one that was not',
    result: `the first was ${existsSync(join(found, 'synced')) ? '' :
      'NOT '}found, the second was ${existsSync(join(found, 'not synced')) ?
      'found' : 'gone'}`,
    good: existsSync(join(found, 'synced')) &&
      !existsSync(join(found, 'not synced')) }));
  } finally {
    disk.remove();
  }
}

await part('power', {
  full: { cuts: 100, startEvery: 10, normalCuts: 20, erasures: 20, pages: 10 },
  smoke: { cuts: 2, startEvery: 2, normalCuts: 1, erasures: 2, pages: 1 },
  minutes: 20,
}, async (size, p) => {
  const why = whyNoDisk();
  if (why) {
    p.row({ tried: 'power cuts', result: `not tried: it ${why}`, good: true });
    return;
  }
  await method(p);
  await withFull(size, p);
  await withNormal(size, p);
  await onDisk(async (disk, site) => {
    await erasures(disk, site, size, p);
    await readyMade(disk, site, size, p);
  });
});
