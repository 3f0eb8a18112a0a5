// threads.mjs: what reading a conversation costs, in CPU of nginx and app
// together, as ratios of one run. A page of a thread of 1,000 comments, however
// they hang together, may cost 5 times one of 25; and 100,000 comments
// elsewhere may make no read cost more than 1.3 times.
import { startInstance } from '../lib/instance.mjs';
import { sql } from '../lib/staff.mjs';
import * as talk from '../lib/talk.mjs';
import { cpuMs, family } from './load.mjs';
import { COOKIE } from './work.mjs';

const REQUESTS = 60, ROUNDS = 7;
const LONG = 5, MANY = 1.3;
const WORDS = ': we have been part of this for years. The mentors are ' +
  'patient, come every week and **stay**.\n\nHow do we sign up a second ' +
  'child? The website names no contact.';

let site, who;

const plant = (program, count, parent) =>
  talk.plant(site, program, count, parent, { words: WORDS });

// The least CPU of several rounds, in µs a request: others only add to it.
// Pages are made for each request: for a guest who once wrote nothing is kept,
// and for nobody at an address that is not one of our own links (?comments=1).
async function cpuOf(path, requests = REQUESTS) {
  const headers = /[?]comments=1$/.test(path) ? {} : { Cookie: COOKIE };
  let least = Infinity;
  for (let round = 0; round < ROUNDS; round++) {
    const before = cpuMs(who);
    for (let i = 0; i < requests; i++) {
      const { status, text } = await site.get(path, { headers });
      if (status !== 200) throw new Error(`${path}: ${status} ${text}`);
    }
    if (round > 0)
      least = Math.min(least, (cpuMs(who) - before) * 1000 / requests);
  }
  return least;
}

const results = [];
const TRIES = 3; // a page that seems slow is measured again

async function judge(name, path, base, limit) {
  let cpu = Infinity;
  for (let i = 0; i < TRIES && cpu / base > limit; i++)
    cpu = Math.min(cpu, await cpuOf(path));
  const isFine = cpu / base <= limit;
  results.push(isFine);
  console.log(`${isFine ? 'ok  ' : 'FAIL'} ${(cpu / base).toFixed(2)} of ` +
    `${limit}  ${cpu.toFixed(0).padStart(6)} µs  ${name}`);
}

const see = (cpu, name) =>
  console.log(`${''.padEnd(12)} ${cpu.toFixed(0).padStart(8)} µs  ${name}`);

const SHAPES = [
  ['1,000 in 20 pages', 1000, () => null],
  ['1,000, each below the one before', 1000, (i) => i ? i - 1 : null],
  ['1,000 answers to one', 1000, (i) => i ? 0 : null],
  ['1,000 in 20 branches', 1000, (i) => i < 20 ? null : i - 20],
  ['1,000 in 50 branches of chains', 1000, (i) => i < 50 ? null : i - 50],
];

async function longThreads(slugs) {
  plant(1, 25, (i) => i % 3 === 2 ? i - 1 : null);
  SHAPES.forEach(([, count, parent], i) => plant(i + 2, count, parent));
  const short = `/programs/${slugs[0]}`;
  await site.get(short);
  const oldest = await cpuOf(`${short}?comments=1`);
  const newest = await cpuOf(`${short}?order=newest`);
  see(oldest, '25 comments, oldest first');
  see(newest, '25 comments, newest first');
  for (const [i, [name]] of SHAPES.entries()) {
    const path = `/programs/${slugs[i + 1]}`;
    await site.get(path);
    await judge(`${name}, oldest first`, `${path}?comments=1`, oldest,
      LONG);
    await judge(`${name}, newest first`, `${path}?order=newest`, newest,
      LONG);
  }
  const [[chain]] = sql(site,
    'SELECT min(comment.id) FROM comment JOIN thread ON thread.id = thread_id' +
    ' WHERE program_id = 3');
  await judge('a page of a branch of 1,000',
    `/programs/${slugs[2]}?branch=${chain}&comments=3`, newest, LONG);
  await judge('the last page of 20', `/programs/${slugs[1]}?comments=20`, newest,
    LONG);
}

async function manyComments(slugs) {
  const page = `/programs/${slugs[0]}`;
  const paths = ['/', '/about', '/about?comments=1', '/programs', page,
    `${page}?comments=1`, `${page}?order=newest`, `${page}?reply_to=3`,
    `${page}/comments.atom`, `${page}/comments.json`, '/feed.atom',
    '/comments.atom', '/about/comments.atom'];
  const before = new Map();
  for (const path of paths) before.set(path, await cpuOf(path));
  for (let program = 8; program < 98; program++)
    plant(program, 1100, (i) => i % 5 ? null : i ? i - 1 : null);
  sql(site, 'ANALYZE');
  sql(site, 'UPDATE generation SET public = public + 1');
  const [[count]] = sql(site, 'SELECT count(*) FROM comment');
  console.log(`with ${count} comments:`);
  for (const path of paths)
    await judge(path, path, before.get(path), MANY);
}

// To be seen, without a limit: all of them in one thread.
async function oneThread(slugs) {
  plant(8, 100000, (i) => i % 5 ? i - 1 : null);
  sql(site, 'UPDATE generation SET public = public + 1');
  const page = `/programs/${slugs[7]}`;
  console.log('100,000 more in one thread:');
  for (const path of ['?comments=1', '?comments=400', '?order=newest',
    '/comments.atom', '/comments.json', '/comments.json?page=900'])
    see(await cpuOf(page + path, 5), path);
}

site = await startInstance({ config: { server: { workers: 1 } } });
try {
  who = family(site.child.pid);
  const slugs = sql(site, 'SELECT slug FROM program ORDER BY id').flat();
  await longThreads(slugs);
  await manyComments(slugs);
  await oneThread(slugs);
} finally {
  await site.stop();
}
const isFine = results.every(Boolean);
console.log(`${isFine ? 'PASS' : 'FAIL'}: ${results.length} pages, ` +
  `${results.filter((ok) => !ok).length} too slow`);
process.exitCode = isFine ? 0 : 1;
