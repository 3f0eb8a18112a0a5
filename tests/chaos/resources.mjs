// What the site needs and does not get: room on the disk, inodes, a disk that
// may be written, descriptors, memory, the right time, a worker that works.
// While it is missing readers read and writers are told, with their words kept;
// what was acknowledged is stored, once; when it is there again, writing works
// at once, without a restart.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync,
  rmSync, rmdirSync, statfsSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CONFIG, hold } from '../lib/hold.mjs';
import { filledState, program, root, sleep, startInstance, until }
  from '../lib/instance.mjs';
import { isSmoke, part } from '../lib/part.mjs';
import { opened, servers, supervisor, workers } from '../lib/processes.mjs';
import { Visitor } from '../lib/visitor.mjs';
import { diskOfExt4, diskOfMemory, isRoot } from '../lib/small_disk.mjs';

const notRoot = (p, tried) => p.row({ tried,
  result: 'not tried: it takes root', good: true });

// A site whose state folder lies on a small disk.
async function onDisk(disk) {
  const state = join(disk.folder, 'x', 'state');
  mkdirSync(join(disk.folder, 'x'));
  cpSync(filledState(), state, { recursive: true });
  return startInstance({ state, config: CONFIG });
}

// HUP: a program that could not begin without what is missing is not begun, or
// it would end a site that can still be read.
async function restart(site) {
  const told = site.log.length;
  const said = () => site.log.slice(told)
    .match(/the new program does not start|serving on .*outside/)?.[0];
  process.kill(supervisor(site), 'SIGHUP');
  await until(said, 'what HUP comes to', 40);
  return `after HUP ${/not/.test(said()) ? 'the program at work goes on' :
    'the new program reads'}`;
}

// The disk --------------------------------------------------------------------

async function full(p, seconds) {
  const tried = 'disk full (a tmpfs, filled to the last page)';
  if (!isRoot) return notRoot(p, tried);
  const disk = diskOfMemory('size=40m');
  let site;
  try {
    site = await onDisk(disk);
    await hold(p, { site, tried, seconds, refusals: [507], must: true,
      begin: () => disk.fill(), end: () => disk.empty(),
      note: async () => `${statfsSync(disk.folder).bavail} pages free, ` +
        await restart(site) });
  } finally {
    await site?.stop();
    disk.remove();
  }
}

async function noInodes(p, seconds) {
  const tried = 'no inodes (a tmpfs, every one taken)';
  if (!isRoot) return notRoot(p, tried);
  const disk = diskOfMemory('size=60m,nr_inodes=1500');
  let site;
  try {
    site = await onDisk(disk);
    await hold(p, { site, tried, seconds, refusals: [507],
      begin: () => disk.takeInodes(), end: () => disk.giveInodes(),
      note: () => `${statfsSync(disk.folder).ffree} inodes free` });
  } finally {
    await site?.stop();
    disk.remove();
  }
}

// The database alone is on the disk that fails: its folder is a volume, below
// the state folder, for workers see nothing else.
async function readOnly(p, seconds) {
  const tried = 'disk read-only (ext4 after an error; then the disk is ' +
    'replaced under the running site)';
  if (!isRoot) return notRoot(p, tried);
  const folder = mkdtempSync(join(tmpdir(), 'northstar-'));
  const state = join(folder, 'state');
  const disk = diskOfExt4(64 << 20, join(state, 'volume'));
  let site;
  try {
    cpSync(filledState(), state, { recursive: true });
    for (const end of ['', '-wal', '-shm'])
      try {
        const from = join(state, `northstar.db${end}`);
        cpSync(from, join(disk.folder, `northstar.db${end}`));
        rmSync(from);
      } catch (error) {
        if (error.code !== 'ENOENT') throw error;
      }
    symlinkSync(join(disk.folder, 'northstar.db'), join(state, 'northstar.db'));
    site = await startInstance({ state, config: CONFIG });
    site.isKept = true; // a mount lies in it
    // 503 of a worker that had begun to write, whose disk made the error.
    await hold(p, { site, tried, seconds, refusals: [503, 507], must: true,
      begin: () => disk.fail(), end: () => disk.replace(),
      note: async (crowd) => { // a new worker reads, too
        const [pid] = workers(site);
        process.kill(pid, 'SIGKILL');
        await until(() => workers(site).length === CONFIG.server.workers &&
          !workers(site).includes(pid), 'a new worker');
        for (let i = 0; i < 20; i++) await crowd.read(crowd.pages[4]);
        return 'a worker that began meanwhile reads, ' +
          await restart(site);
      } });
  } finally {
    await site?.stop();
    disk.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

// Descriptors -----------------------------------------------------------------

const limit = (pid, number) => execFileSync('prlimit',
  ['--pid', String(pid), `--nofile=${number}:`]);

// The limit is one of numbers: below the lowest free one there is no other.
function lowestFree(pid) {
  const taken = opened(pid);
  let fd = 0;
  while (taken.has(fd)) fd++;
  return fd;
}

// It has begun: its databases are open, and its spare descriptor.
const isOpen = (pid) => {
  const names = [...opened(pid).values()];
  return names.some((name) => name.endsWith('northstar.db-shm')) &&
    names.filter((name) => name === 'anon_inode:[eventpoll]').length > 1;
};

// The sanitizer's check of C++ objects takes a pipe when it meets a kind for
// the first time, and calls it wrong when there is none: so the release build,
// where there is one, or workers that have seen every page.
async function noDescriptors(p, seconds) {
  const release = join(root, 'build/northstar');
  const site = await startInstance({ config: CONFIG,
    env: existsSync(release) ? { NORTHSTAR_PROGRAM: release } : {} });
  try {
    // Also those that have served nobody yet.
    await until(() => workers(site).length === CONFIG.server.workers &&
      workers(site).every(isOpen), 'all workers', 30);
    for (const pid of workers(site)) limit(pid, lowestFree(pid));
    for (let i = 0; i < 10; i++)
      for (const path of ['/healthz', '/programs.json'])
        assert.equal((await site.get(path)).status, 200);
    workers(site).forEach((pid) => limit(pid, 512));
    await Promise.all(Array.from({ length: 60 }, (_, i) =>
      site.get(['/programs?q=mentor', '/dashboard/network'][i % 2])));
    await hold(p, { site, seconds, refusals: [503],
      tried: 'no descriptors (each worker may open none beyond what it has)',
      begin: () => {
        for (const pid of workers(site)) limit(pid, lowestFree(pid));
      },
      end: () => workers(site).forEach((pid) => limit(pid, 512)),
      note: () => {
        const told = site.log.match(/Too many open files/g)?.length ?? 0;
        if (!told) throw new Error('no worker was ever short');
        return `${told} lines in the log`;
      } });
  } finally {
    await site.stop();
  }
}

// Memory ----------------------------------------------------------------------

// The program, all its processes and what they have cached, in a group of
// control of its own.
const GROUPS = '/sys/fs/cgroup/memory';
const MB = 1 << 20;

class Group {
  constructor(groups = GROUPS) {
    this.folder = join(groups, `northstar-${process.pid}`);
    mkdirSync(this.folder);
  }

  limit(bytes) {
    writeFileSync(join(this.folder, 'memory.limit_in_bytes'), String(bytes));
  }

  number(name) {
    return Number(readFileSync(join(this.folder, `memory.${name}`), 'utf8'));
  }

  kills() {
    return Number(readFileSync(join(this.folder, 'memory.oom_control'), 'utf8')
      .match(/oom_kill (\d+)/)[1]);
  }

  remove() {
    for (let i = 0; i < 50 && existsSync(this.folder); i++)
      try {
        rmdirSync(this.folder);
      } catch {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
      }
  }
}

async function memory(p, seconds) {
  const tried = '48 MB of memory for the whole program (its processes and ' +
    'the page cache they use)';
  const release = join(root, 'build/northstar');
  if (!isRoot || !existsSync(join(GROUPS, 'memory.limit_in_bytes')) ||
    !existsSync(release))
    return p.row({ tried, good: true,
      result: 'not tried: it takes root, a release build and cgroup v1' });
  const group = new Group();
  const bin = mkdtempSync(join(tmpdir(), 'northstar-bin-'));
  const wrapper = join(bin, 'northstar');
  writeFileSync(wrapper, `#!/bin/sh\necho $$ >${group.folder}/cgroup.procs\n` +
    `exec ${release} "$@"\n`);
  chmodSync(wrapper, 0o755);
  let site;
  try {
    site = await startInstance({ config: CONFIG,
      env: { NORTHSTAR_PROGRAM: wrapper } });
    await hold(p, { site, tried, seconds, refusals: [503],
      begin: () => group.limit(48 * MB),
      end: () => group.limit(-1),
      note: async (crowd) => {
        for (const path of ['/programs.csv', '/dashboard.csv', '/sitemap.xml'])
          await crowd.read([path, /\S/]);
        const mb = Math.ceil(group.number('usage_in_bytes') / MB);
        // A password takes 64 MB to check: that cannot be, and is said.
        const answer = await new Visitor(site).fill('/sign-in', '/sign-in',
          { email: 'kari@example.org', password: 'a long walk' });
        if (answer.status !== 503 || !answer.headers['retry-after'])
          crowd.fail(`signing in: ${answer.status}`);
        return `it took ${mb} MB; a sign-in by password, which takes 64 MB, ` +
          'is told ' +
          `503 (${group.kills()} killed)`;
      } });
  } finally {
    await site?.stop();
    group.remove();
    rmSync(bin, { recursive: true });
  }
}

// The workers at work, and their address space: it may not grow any more.
async function noAddresses(p, seconds) {
  const release = join(root, 'build/northstar');
  const tried = 'no memory (the address space of each worker may not grow)';
  if (!existsSync(release))
    return p.row({ tried, result: 'not tried: no release build', good: true });
  const size = (pid) => Number(readFileSync(`/proc/${pid}/status`, 'utf8')
    .match(/VmSize:\s+(\d+)/)[1]) * 1024;
  const site = await startInstance({ config: CONFIG,
    env: { NORTHSTAR_PROGRAM: release } });
  const limitAll = (bytes) => [...workers(site), ...workers(site, 'staff')]
    .forEach((pid) => execFileSync('prlimit', ['--pid', String(pid),
      `--as=${bytes ?? size(pid)}:unlimited`]));
  try {
    await hold(p, { site, tried, seconds, refusals: [503],
      begin: () => limitAll(), end: () => limitAll('unlimited'),
      note: async (crowd) => {
        const answer = await new Visitor(site).fill('/sign-in', '/sign-in',
          { email: 'kari@example.org', password: 'a long walk' });
        if (answer.status !== 503) crowd.fail(`signing in: ${answer.status}`);
        return `a sign-in by password is told ${answer.status}; ` +
          `${site.log.match(/worker \d+ fell/g)?.length ?? 0} workers fell`;
      } });
  } finally {
    await site.stop();
  }
}

// Workers that stand still ----------------------------------------------------

// Stop workers until one of them is caught at work; the others go on. Its
// connection makes one socket more.
async function catchBusy(site) {
  const sockets = (pid) => [...opened(pid).values()]
    .filter((name) => name.startsWith('socket:')).length;
  const pids = workers(site), atRest = Math.min(...pids.map(sockets));
  for (let i = 0; i < 2000; i++) {
    const pid = pids[i % pids.length];
    await sleep(i % 4);
    process.kill(pid, 'SIGSTOP');
    if (sockets(pid) > atRest) return pid;
    process.kill(pid, 'SIGCONT');
  }
  throw new Error('no worker was ever busy');
}

async function frozen(p, seconds) {
  const stuck = 4;
  const site = await startInstance({ config: { ...CONFIG,
    server: { workers: 4, stuck_seconds: stuck } } });
  let pid, crowd;
  try {
    await hold(p, { site, seconds: 2 * stuck + seconds, refusals: [503],
      tried: `a worker frozen at work (SIGSTOP; stuck_seconds = ${stuck})`,
      begin: async () => { pid = await catchBusy(site); },
      end: () => until(() => !servers(site).includes(pid), 'it is killed'),
      note: (all) => { crowd = all; return ''; },
      more: () => {
        const late = crowd.slow.filter(({ ms }) => ms > stuck * 750);
        const most = Math.round(Math.max(0, ...late.map(({ ms }) => ms)));
        return { good: late.length <= 1,
          said: `${late.length} request waited for it (${most} ms)` };
      } });
  } finally {
    await site.stop();
  }
}

// Frozen from outside (docker pause, a snapshot), a worker at rest could be the
// one that is woken for the next connection, and not wake. The site is asked
// one thing at a time, for nobody else wakes anybody.
async function frozenAtRest(p, seconds) {
  const tried = 'a worker frozen at rest, on a quiet site (cgroup freezer)';
  const groups = '/sys/fs/cgroup/freezer';
  if (!isRoot || !existsSync(groups))
    return p.row({ tried, good: true,
      result: 'not tried: it takes root and cgroup v1' });
  const group = new Group(groups);
  const site = await startInstance({ config: CONFIG });
  const freeze = (word) => writeFileSync(join(group.folder, 'freezer.state'),
    word);
  let asked = 0, failed = 0, slowest = 0;
  try {
    const frozen_ = workers(site).slice(0, 3);
    for (const pid of frozen_)
      writeFileSync(join(group.folder, 'cgroup.procs'), String(pid));
    await sleep(200);
    freeze('FROZEN');
    for (const end = Date.now() + (seconds + 2) * 1000; Date.now() < end;) {
      const began = performance.now();
      asked++;
      if ((await site.get('/programs?q=mentor', { headers:
        { Cookie: 'ns_x=1' } })).status !== 200) failed++;
      slowest = Math.max(slowest, performance.now() - began);
      await sleep(20);
    }
  } finally {
    freeze('THAWED');
    await site.stop();
    group.remove();
  }
  p.row({ tried, result: `${failed} failed of ${asked} requests, the slowest ` +
    `took ${Math.round(slowest)} ms (3 of 4 workers frozen)`,
  good: failed === 0 && slowest < 3000 });
}

await part('resources', { full: { seconds: 8 }, smoke: { seconds: 0.6 },
  minutes: 10 }, async ({ seconds }, p) => {
  const only = process.argv.slice(2).find((word) => !word.startsWith('--'));
  const little = { full, readOnly, noDescriptors };
  const all = { full, noInodes, readOnly, noDescriptors, memory, noAddresses,
    frozen, frozenAtRest };
  for (const [name, attempt] of
    Object.entries(isSmoke && !only ? little : all))
    if (!only || only === name) await attempt(p, seconds);
});
