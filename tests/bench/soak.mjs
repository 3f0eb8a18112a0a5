// soak.mjs N [LISTINGS]: N requests for fresh pages of every kind, comments
// between them, and each tenth a change that the public sees. The private
// memory of the workers must be flat.
import { mkdirSync } from 'node:fs';

import { startInstance } from '../lib/instance.mjs';
import { childrenOf, commandOf, family, listFile, privateKb, wrk }
  from './load.mjs';
import { config, openState, work } from './states.mjs';
import { COOKIE, workOf } from './work.mjs';

const total = Number(process.argv[2] ?? 1_000_000);
const listings = Number(process.argv[3] ?? 10_000);
const FLAT = 1.02; // at the end, of what it was half way
const STEP = 5; // seconds

process.env.NORTHSTAR_KEEP = '1';
mkdirSync(work, { recursive: true });
const data = await openState(listings);
const instance = await startInstance({ state: data.state, config });
const app = family(instance.child.pid)
  .find((pid) => / serve /.test(commandOf(pid)));

// Every kind of page, evenly mixed; some addresses that are wrong.
function mixedPaths() {
  data.slugs = [data.thread.slug];
  const kinds = workOf(data, listings).filter((job) => !job.isReady)
    .map((job) => job.paths);
  const others = ['/about', '/counties', '/counties/st-louis', '/nowhere',
    '/dashboard/awareness', '/programs?near=55805', '/programs?view=map',
    '/programs?near=Ely&within=50', '/programs?q=mentr', '/programs?age=abc',
    '/programs.atom', '/feed.atom', '/dashboard.json', '/robots.txt',
    '/programs?county=st-louis&page=2'];
  const large = ['/programs.json?q=bridge', '/programs.csv', '/sitemap.xml'];
  return Array.from({ length: 3000 }, (_, i) => {
    if (i % 1000 === 999) return large[Math.floor(i / 1000)];
    const kind = i % 3 ? kinds[i % kinds.length] : others;
    return kind[Math.floor(i / 3) % kind.length];
  });
}

function memory() {
  const kb = childrenOf(app).map(privateKb).sort((a, b) => a - b);
  return { kb, most: kb.at(-1) };
}

// A change that the public sees: everything kept is forgotten.
async function publishOne(number) {
  const answer = await instance.post('/comments', { thread: 'about',
    key: 'about', name: 'Pat', email: 'pat@example.org',
    body: `Thank you, number ${number}.` });
  const id = answer.headers.location?.match(/comment-(\d+)/)?.[1];
  if (id) instance.run('comment', 'publish', id);
}

const list = listFile(`${work}/soak.paths`, mixedPaths());
const seen = {};
let count = 0, tenth = 0, lost = 0;
while (count < total) {
  const got = await wrk({ url: instance.url, script: 'paths.lua',
    args: [list, COOKIE], seconds: STEP, who: [] });
  count += got.requests;
  lost += got.lost;
  if (count / total * 10 < tenth + 1) continue;
  tenth = Math.floor(count / total * 10);
  const { kb, most } = memory();
  seen[tenth] = most;
  console.log(`${String(Math.min(tenth * 10, 100)).padStart(3)} %  ${count} ` +
    `requests  ${lost} lost  private kB ${kb.join(' ')}`);
  await publishOne(tenth);
}
await instance.stop();
const half = Object.entries(seen).find(([at]) => at >= 5)[1];
const last = Object.values(seen).at(-1);
const isFlat = last <= half * FLAT && lost === 0;
console.log(`${isFlat ? 'PASS' : 'FAIL'}: ${half} kB half way, ${last} kB at the end`);
process.exitCode = isFlat ? 0 : 1;
