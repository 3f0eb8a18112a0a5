// A disk that can lose its power: ext4 on a loop device, as a state folder's
// home. cut() is the disk as it would be found after a power cut at that
// instant: what the file system had written by then, without what it only
// held in memory. The image lies on XFS, where a copy by reference is the file
// of one instant, in the midst of whatever goes on; so nobody need be stopped.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, existsSync, mkdirSync, mkdtempSync, readdirSync,
  readFileSync, readlinkSync, rmSync, statfsSync, truncateSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (program, ...args) =>
  execFileSync(program, args, { encoding: 'utf8', stdio: 'pipe' });

// A folder in memory, if there is room: what others do on the disk does not
// count there.
export function home() {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > 1.5 * 2 ** 30) return '/dev/shm';
  } catch { /* there is none */ }
  return tmpdir();
}

// Why no disk can be made here, or null.
export function whyNoDisk() {
  if (process.getuid() !== 0) return 'needs root, to mount an image';
  for (const tool of ['mkfs.xfs', 'mkfs.ext4', 'mount'])
    if (spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0)
      return `needs ${tool}`;
  try {
    accessSync('/dev/loop-control');
  } catch {
    return 'needs loop devices';
  }
  return null;
}

// What still works below folder holds its mount.
function endAllBelow(folder) {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
    try {
      if (readlinkSync(`/proc/${pid}/cwd`).startsWith(`${folder}/`))
        process.kill(Number(pid), 'SIGKILL');
    } catch { /* not ours to see, or gone */ }
}

const isMounted = (path) =>
  readFileSync('/proc/self/mounts', 'utf8').includes(` ${path} `);

// With what atEnd does; a second signal does not disturb it.
function endOnSignals() {
  for (const signal of ['SIGTERM', 'SIGINT'])
    if (process.listenerCount(signal) === 0)
      process.on(signal, () => process.exit(1));
}

export class Disk {
  constructor({ megabytes = 512 } = {}) {
    this.folder = mkdtempSync(join(home(), 'northstar-disk-'));
    this.live = join(this.folder, 'live');   // where the site works
    this.found = join(this.folder, 'found'); // what a cut left
    this.base = join(this.folder, 'base');
    this.image = join(this.base, 'disk.img');
    for (const path of [this.live, this.found, this.base]) mkdirSync(path);
    this.atEnd = () => this.remove();
    process.on('exit', this.atEnd);
    endOnSignals();
    try {
      this.make(megabytes);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  make(megabytes) {
    const file = join(this.folder, 'base.img');
    writeFileSync(file, '');
    truncateSync(file, Math.max(2 * megabytes, 512) * 2 ** 20);
    run('mkfs.xfs', '-q', '-m', 'reflink=1', file);
    run('mount', '-o', 'loop', file, this.base);
    writeFileSync(this.image, '');
    truncateSync(this.image, megabytes * 2 ** 20);
    run('mkfs.ext4', '-q', '-F', this.image);
    run('mount', '-o', 'loop', this.image, this.live);
  }

  sync() {
    run('sync', '-f', this.live);
  }

  // The power goes now; look() sees the disk in this.found after its journal
  // was replayed. The site itself goes on.
  cut() {
    const copy = join(this.base, 'cut.img');
    rmSync(copy, { force: true });
    run('cp', '--reflink=always', this.image, copy);
  }

  async look(body) {
    run('mount', '-o', 'loop', join(this.base, 'cut.img'), this.found);
    try {
      return await body(this.found);
    } finally {
      this.unmount(this.found);
    }
  }

  unmount(path) {
    for (let i = 0; i < 50 && isMounted(path); i++) {
      if (spawnSync('umount', [path]).status === 0) continue;
      if (i > 10) endAllBelow(path);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
    if (isMounted(path)) throw new Error(`${path} stays mounted`);
  }

  remove() {
    process.off('exit', this.atEnd);
    if (!existsSync(this.folder)) return;
    endAllBelow(this.live);
    endAllBelow(this.found);
    for (const path of [this.found, this.live, this.base]) this.unmount(path);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
