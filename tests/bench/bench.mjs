// bench.mjs [--short] [--only TEXT] [--sizes 300,10000]: how fast, against a
// static file and a FastCGI program that only answers the same bytes, in the
// same run and through the same nginx. Limits are DESIGN §5's; CPU of nginx
// and app together decides, requests a second and p99 stand beside it.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, fdatasyncSync, mkdirSync, openSync, rmSync, writeSync }
  from 'node:fs';
import { dirname, join } from 'node:path';

import { root, sleep, startInstance, until } from '../lib/instance.mjs';
import { childrenOf, commandOf, family, listFile, privateKb, wrk }
  from './load.mjs';
import { Servers } from './servers.mjs';
import { config, openState, work } from './states.mjs';
import { COOKIE, workOf } from './work.mjs';

const option = (name) => {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? undefined : process.argv[at + 1] ?? '';
};
const isShort = process.argv.includes('--short');
const only = option('only');
const sizes = (option('sizes') ?? (isShort ? '300,10000' :
  '300,10000,100000')).split(',').map(Number);
const ROUNDS = isShort ? 3 : 5;
const SECONDS = 1;
const LEVEL = 1.3; // fresh pages: at most that from the least to the most

const results = [];
const failures = [];

const median = (values) =>
  values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)];
const pad = (text, width) => String(text).padStart(width);

const heading = [pad('listings', 8), 'work'.padEnd(24), pad('bytes', 7),
  pad('req/s', 8), pad('p99 ms', 7), pad('CPU µs', 7), pad('base', 6),
  pad('ratio', 6), pad('limit', 6), ''].join('  ');

function print({ size, name, bytes = '', rps, p99, cpu, base, ratio, limit,
  isFine }) {
  const number = (value, digits = 0) =>
    value === undefined ? '' : value.toFixed(digits);
  console.log([pad(size, 8), name.padEnd(24), pad(bytes, 7),
    pad(number(rps), 8), pad(number(p99, 1), 7), pad(number(cpu), 7),
    pad(number(base), 6), pad(number(ratio, 2), 6), pad(limit ?? '', 6),
    isFine === undefined ? '' : isFine ? 'ok' : 'TOO MUCH'].join('  '));
}

function note(result) {
  results.push(result);
  if (result.isFine === false) failures.push(result);
  print(result);
}

class Bench {
  constructor(size, data, instance, servers) {
    Object.assign(this, { size, data, instance, servers });
    this.family = family(instance.child.pid)
      .filter((pid) => !commandOf(pid).includes('run.sh'));
    this.app = this.family.find((pid) => / serve /.test(commandOf(pid)));
  }

  // Every path once: it must answer 200 (a page beyond the end loses its
  // number). Gives the paths, and the bytes of a middling answer.
  async warm(job) {
    const headers = job.isReady ? {} : { Cookie: job.cookie ?? COOKIE };
    const bodies = [], paths = [], known = new Map();
    for (const asked of job.paths) {
      let path = known.get(asked) ?? asked;
      let answer = await this.instance.get(path, { headers });
      if (answer.status === 404 && /&page=/.test(path)) {
        path = path.replace(/&page=\d+/, '');
        answer = await this.instance.get(path, { headers });
      }
      if (answer.status !== 200)
        throw new Error(`${path}: ${answer.status}`);
      known.set(asked, path);
      bodies.push(answer.body);
      paths.push(path);
    }
    if (job.isReady) // kept by the app after its answer, then by nginx alone
      await until(async () => !(await this.instance.get(paths[0]))
        .headers['x-request-id'], `${paths[0]} is ready-made`);
    bodies.sort((a, b) => a.length - b.length);
    return { paths, body: bodies[Math.floor(bodies.length / 2)] };
  }

  base(job, seconds, clients) {
    const path = job.isReady ? '/static' : '/hello';
    const cookie = job.isReady ? [] : [COOKIE];
    return wrk({ url: this.servers.url, script: 'paths.lua', seconds, clients,
      args: [listFile(join(work, 'base.paths'), [path]), ...cookie],
      who: [...family(this.servers.nginx.pid), this.servers.hello.pid] });
  }

  async measure(job) {
    const { paths, body } = await this.warm(job);
    const args = [listFile(join(work, 'run.paths'), paths),
      ...job.isReady ? [] : [job.cookie ?? COOKIE]];
    const own = [], base = [];
    await this.servers.setPage(body);
    for (let i = 0; i < ROUNDS; i++) {
      base.push(await this.base(job, SECONDS));
      own.push(await wrk({ url: this.instance.url, script: 'paths.lua', args,
        seconds: SECONDS, who: this.family }));
    }
    // The least of the rounds: what others do on the machine only adds.
    const of = (list, key) => median(list.map((one) => one[key]));
    const least = (list) => Math.min(...list.map((one) => one.cpu));
    const cpu = least(own), baseCpu = least(base);
    const lost = own.reduce((n, one) => n + one.lost + one.refused, 0);
    note({ size: this.size, name: job.name, bytes: body.length,
      rps: of(own, 'rps'), p99: of(own, 'p99_ms'), cpu, base: baseCpu,
      ratio: cpu / baseCpu, limit: job.limit, isLevel: job.isLevel,
      isFine: job.limit && cpu / baseCpu <= job.limit && lost === 0 });
  }

  // A crowd: nobody waits much longer than their turn takes.
  async crowd() {
    const clients = 128;
    const base = await this.base({}, SECONDS, clients);
    note({ size: this.size, name: 'hello, 128 clients', rps: base.rps,
      p99: base.p99_ms, cpu: base.cpu });
    const list = listFile(join(work, 'run.paths'), ['/programs']);
    const got = await wrk({ url: this.instance.url, script: 'paths.lua',
      args: [list, COOKIE], clients, seconds: SECONDS, who: this.family });
    const limit = 2.5 * clients / got.rps * 1000;
    note({ size: this.size, name: 'list, 128 clients: p99', rps: got.rps,
      p99: got.p99_ms, cpu: got.cpu, limit: limit.toFixed(0),
      isFine: got.p99_ms <= limit && got.lost + got.refused === 0 });
  }

  // Pages of many programs, found by words.
  async findSlugs() {
    const slugs = new Set();
    for (const term of this.data.terms.slice(0, 50)) {
      const { text } = await this.instance.get(`/programs.json?q=${term}`);
      for (const { slug } of JSON.parse(text).programs) slugs.add(slug);
    }
    this.data.slugs = [...slugs];
  }

  post(path, clients, who) {
    const { key } = this.data.thread;
    const run = `${clients} ${Date.now()}`.replace(' ', '+');
    return wrk({ url: this.servers.url, script: 'posts.lua', clients,
      args: [path, 'program', key, this.instance.url, run],
      seconds: 2 * SECONDS, who });
  }

  // What durability costs here: thirteen pages, as a comment writes, and one
  // sync. A comment can be no faster.
  disk() {
    const fd = openSync(join(work, 'disk'), 'w+');
    const page = Buffer.alloc(4096, 'x'), times = [];
    const sync = (at) => {
      for (let i = 0; i < 13; i++)
        writeSync(fd, page, 0, 4096, (at * 13 + i) * 4096);
      fdatasyncSync(fd);
    };
    for (let i = 0; i < 100; i++) sync(i);
    const before = process.cpuUsage();
    for (let i = 0; i < 100; i++) {
      const start = performance.now();
      sync(i);
      times.push(performance.now() - start);
    }
    const used = process.cpuUsage(before);
    closeSync(fd);
    times.sort((a, b) => a - b);
    note({ size: this.size, name: 'the disk: one sync', p99: times[98],
      rps: 1000 / median(times), cpu: (used.user + used.system) / 100 });
  }

  async comments() {
    this.disk();
    const app = [...family(this.app), ...family(this.servers.nginx.pid)];
    await this.servers.setPage(Buffer.alloc(100, 'x'));
    const base = await this.post('/comments-hello', 16,
      [...family(this.servers.nginx.pid), this.servers.hello.pid]);
    for (const [clients, most] of [[16, 25], [128, 100]]) {
      const got = await this.post('/comments', clients, app);
      const ratio = got.cpu / base.cpu, lost = got.lost + got.refused;
      note({ size: this.size, name: `comment, ${clients} clients`,
        rps: got.rps, p99: got.p99_ms, cpu: got.cpu, base: base.cpu, ratio,
        limit: 4, isFine: ratio <= 4 && lost === 0 });
      note({ size: this.size, name: '  its p99, none refused',
        p99: got.p99_ms, limit: most,
        isFine: got.p99_ms <= most && lost === 0 });
    }
  }

  memory() {
    const most = Math.max(...childrenOf(this.app).map(privateKb));
    const limit = this.size <= 300 ? 16 : 64;
    note({ size: this.size, name: `memory of a worker: ${
      (most / 1024).toFixed(1)} MB`, limit,
    isFine: most / 1024 < limit });
  }
}

// From the start of serve to the first byte of a page.
async function firstByte(size, state, servers) {
  const times = [];
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    const app = spawn(join(root, 'build/northstar'),
      ['serve', '--state', state], { stdio: 'ignore' });
    const ended = new Promise((done) => { app.on('close', done); });
    let answer;
    do {
      answer = await fetch(`${servers.url}/programs`,
        { headers: { Cookie: COOKIE } }).catch(() => null);
    } while (answer?.status !== 200 && performance.now() - start < 10_000 &&
      await sleep(1) === undefined);
    times.push(performance.now() - start);
    app.kill('SIGTERM');
    await ended;
  }
  const time = median(times);
  note({ size, name: 'first byte after start', p99: time, limit: 50,
    isFine: time <= 50 });
}

async function measureSize(size, servers) {
  const data = await openState(size);
  const instance = await startInstance({ state: data.state, config });
  servers.setApp(data.state);
  const bench = new Bench(size, data, instance, servers);
  const wanted = (name) => !only || name.includes(only);
  try {
    await bench.findSlugs();
    for (const job of workOf(data, size))
      if (wanted(job.name)) await bench.measure(job);
    if (wanted('128 clients')) await bench.crowd();
    bench.memory();
    if (wanted('comment')) await bench.comments();
  } finally {
    await instance.stop();
  }
  if (wanted('first byte')) await firstByte(size, data.state, servers);
  rmSync(dirname(data.state), { recursive: true });
}

// What a page costs must hardly depend on how many listings there are.
function judgeGrowth() {
  const least = Math.min(...sizes), most = Math.max(...sizes);
  for (const one of results.filter((r) => r.isLevel && r.size === least)) {
    const other = results.find((r) => r.name === one.name && r.size === most);
    if (!other || least === most) continue;
    const ratio = other.cpu / one.cpu;
    note({ size: most, name: `${one.name}: growth`, cpu: other.cpu,
      base: one.cpu, ratio, limit: LEVEL, isFine: ratio <= LEVEL });
  }
}

process.env.NORTHSTAR_KEEP = '1'; // states are taken away here
mkdirSync(work, { recursive: true });
const built = spawnSync(process.env.CC ?? 'cc', ['-O2', '-o',
  join(work, 'hello'), join(root, 'tests/bench/hello.c'), '-lfcgi',
  '-lpthread'], { stdio: 'inherit' });
if (built.status !== 0) process.exit(1);
const servers = await Servers.start(join(work, 'servers'));
try {
  console.log(heading);
  for (const size of sizes) await measureSize(size, servers);
  judgeGrowth();
} finally {
  await servers.stop();
}
const passed = results.filter((result) => result.isFine).length;
console.log(`${failures.length ? 'FAIL' : 'PASS'}: ${passed} within their ` +
  `limit, ${failures.length} beyond`);
process.exitCode = failures.length ? 1 : 0;
