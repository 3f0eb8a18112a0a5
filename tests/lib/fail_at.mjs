// The n-th call of a kind fails in a worker that has a request at hand:
// tests/lib/fail_at.c, from the side of the test.
import { execFileSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readFileSync, readlinkSync,
  readSync, writeSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

import { processesIn, root, sleep } from './instance.mjs';

const { EIO, EMFILE, ENOMEM, ENOSPC } = constants.errno;
// What fails, and how: the answer to the last two may be a 507.
export const KINDS = {
  'allocation': { kind: 1, error: ENOMEM },
  'read': { kind: 2, error: EIO },
  'write': { kind: 3, error: EIO },
  'write, disk full': { kind: 3, error: ENOSPC, isFull: true },
  'fsync': { kind: 4, error: EIO },
  'fsync, disk full': { kind: 4, error: ENOSPC, isFull: true },
  'open': { kind: 5, error: EMFILE },
  'map': { kind: 6, error: ENOMEM },
};
const NEVER = 0xffffffff;
const SIZE = 64;

// What gone() gives, or other when its process is gone.
function orElse(other, gone) {
  try {
    return gone();
  } catch {
    return other;
  }
}

// The children of the supervisor: workers, which wait for connections, and
// the job process.
export function children(site) {
  const parent = (pid) => orElse(0, () => Number(
    readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]));
  const isWorker = (pid) => orElse([], () => readdirSync(`/proc/${pid}/fd`))
    .some((fd) => orElse('', () => readlinkSync(`/proc/${pid}/fd/${fd}`)) ===
      'anon_inode:[eventpoll]');
  const servers = processesIn(site.state).filter((line) => / serve /.test(line))
    .map((line) => parseInt(line, 10));
  const all = servers.filter((pid) => servers.includes(parent(pid)));
  return { workers: all.filter(isWorker),
    job: all.find((pid) => !isWorker(pid)) };
}

export function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch { /* it is gone */ }
}

// New workers, which have opened nothing yet, in the place of all.
export async function replaceWorkers(site) {
  const before = children(site).workers;
  for (const pid of before) signal(pid, 'SIGTERM');
  for (let i = 0; i < 1000; i++) {
    const now = children(site).workers;
    if (now.length === before.length &&
      !now.some((pid) => before.includes(pid))) return;
    await sleep(5);
  }
}

export class FailAt {
  // folder: where the library and the orders go.
  constructor(folder) {
    const library = join(folder, 'fail_at.so'), path = join(folder, 'orders');
    execFileSync(process.env.CC ?? 'gcc', ['-shared', '-fPIC', '-O1', '-Wall',
      '-Wextra', '-Werror', '-o', library,
      join(root, 'tests/lib/fail_at.c'), '-ldl']);
    this.file = openSync(path, 'w+');
    writeSync(this.file, Buffer.alloc(SIZE));
    this.env = { LD_PRELOAD: library, FAIL_AT: path };
  }

  close() {
    closeSync(this.file);
  }

  // The calls from the first to the last one fail; none: they are counted.
  arm(name, first = NEVER, last = first) {
    const { kind, error } = KINDS[name];
    const orders = Buffer.alloc(24);
    [kind, first, last, error].forEach((number, i) =>
      orders.writeUInt32LE(number, i * 4));
    writeSync(this.file, Buffer.alloc(32), 0, 32, 32);
    writeSync(this.file, orders, 0, 24, 0);
  }

  // Nothing fails any more; how many calls there were, how many failed, and
  // which one did first. What comes after the answer is waited for.
  async disarm() {
    await this.rest();
    const found = this.read();
    writeSync(this.file, Buffer.alloc(4), 0, 4, 0);
    return found;
  }

  // Until no worker has anything at hand.
  async rest() {
    for (let i = 0; i < 2000 && this.isBusy(); i++) await sleep(i < 50 ? 1 : 5);
  }

  read() {
    const bytes = Buffer.alloc(SIZE);
    readSync(this.file, bytes, 0, SIZE, 0);
    return { count: bytes.readUInt32LE(16), fired: bytes.readUInt32LE(20),
      busy: bytes.readUInt32LE(24),
      what: bytes.toString('latin1', 32).replace(/\0.*/, '') };
  }

  isBusy() {
    const { busy } = this.read();
    try {
      return busy !== 0 && process.kill(busy, 0);
    } catch {
      return false; // it fell
    }
  }
}
