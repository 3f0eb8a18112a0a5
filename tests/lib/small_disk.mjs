// Small disks of their own for what must go wrong on one: folders of memory
// (tmpfs), and images of ext4 behind a loop device. Needs root.
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, mkdirSync, mkdtempSync, openSync, rmSync,
  truncateSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (...words) =>
  execFileSync(words[0], words.slice(1), { encoding: 'utf8', stdio: 'pipe' });

export const isRoot = process.getuid() === 0;

class Disk {
  constructor(folder = null) {
    this.top = mkdtempSync(join(tmpdir(), 'northstar-small-'));
    this.folder = folder ?? join(this.top, 'disk');
    this.mounts = 0;
    mkdirSync(this.folder, { recursive: true });
  }

  mount(...words) {
    run('mount', ...words, this.folder);
    this.mounts++;
  }

  // Write until nothing more goes.
  fill() {
    const fd = openSync(join(this.folder, 'filler'), 'w');
    for (let size = 1 << 20; size >= 1; size >>= 4)
      try {
        for (;;) writeSync(fd, Buffer.alloc(size));
      } catch (error) {
        if (error.code !== 'ENOSPC') throw error;
      }
    closeSync(fd);
  }

  empty() {
    rmSync(join(this.folder, 'filler'), { force: true });
  }

  // Make files until no more can be made; how many those were.
  takeInodes() {
    mkdirSync(join(this.folder, 'many'));
    for (let i = 0; ; i++)
      try {
        closeSync(openSync(join(this.folder, 'many', String(i)), 'w'));
      } catch (error) {
        if (error.code === 'ENOSPC') return i;
        throw error;
      }
  }

  giveInodes() {
    rmSync(join(this.folder, 'many'), { recursive: true });
  }

  // What Linux does to a disk that made an error: from now on it may only be
  // read, whatever is open.
  fail() {
    run('mount', '-o', 'remount,abort', this.folder);
  }

  // The same content on a disk that is well, at the same place. What is open
  // of the old one stays open.
  replace() {
    const image = `${this.image}x`;
    copyFileSync(this.image, image);
    this.image = image;
    run('umount', '-l', this.folder);
    this.mounts--;
    this.mount('-o', 'loop', image);
  }

  remove() {
    while (this.mounts-- > 0)
      try {
        run('umount', this.folder);
      } catch {
        run('umount', '-l', this.folder);
      }
    rmSync(this.top, { recursive: true, force: true });
  }
}

export function diskOfMemory(options) {
  const disk = new Disk();
  disk.mount('-t', 'tmpfs', '-o', options, 'northstar-small');
  return disk;
}

// Mounted on folder, or on one of its own.
export function diskOfExt4(bytes, folder = null) {
  const disk = new Disk(folder);
  disk.image = join(disk.top, 'image-0');
  closeSync(openSync(disk.image, 'w'));
  truncateSync(disk.image, bytes);
  run('mkfs.ext4', '-q', '-F', disk.image);
  disk.mount('-o', 'loop', disk.image);
  return disk;
}
