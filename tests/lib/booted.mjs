// A systemd of its own for a test (boot.sh): run() runs a program in there.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root, until } from './instance.mjs';

const childrenOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim()
      .split(' ').filter(Boolean);
  } catch {
    return [];
  }
};
const nameOf = (pid) => {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

function findSystemd(pid) {
  for (const child of childrenOf(pid)) {
    const found = nameOf(child) === 'systemd' ? child : findSystemd(child);
    if (found) return found;
  }
  return undefined;
}

export class Booted {
  // null where this machine does not let us; why says so.
  static async start() {
    const booted = new Booted();
    booted.folder = mkdtempSync(join(tmpdir(), 'northstar-boot-'));
    mkdirSync(join(booted.folder, 'stage'));
    booted.child = spawn('setpriv', ['--pdeathsig', 'TERM',
      join(root, 'tests/lib/boot.sh'), booted.folder],
    { stdio: ['ignore', 'ignore', 'pipe'] });
    booted.why = '';
    booted.child.stderr.setEncoding('utf8').on('data', (text) => {
      booted.why += text;
    });
    booted.ended = new Promise((resolve) => booted.child.on('close',
      (code) => resolve(booted.code = code ?? -1)));
    await until(() => booted.code !== undefined || booted.isUp(),
      'systemd is up', 40);
    return booted;
  }

  isUp() {
    this.pid = findSystemd(this.child.pid);
    return this.pid &&
      this.try('systemctl', 'is-active', 'test.target').stdout === 'active\n';
  }

  try(...words) {
    return spawnSync('nsenter', ['-t', this.pid, '-a', 'env', '-i',
      'PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', ...words],
    { encoding: 'utf8', timeout: 90_000, maxBuffer: 64 << 20 });
  }

  // The same, and it has to succeed; gives its output.
  run(...words) {
    const got = this.try(...words);
    assert.equal(got.status, 0,
      `${words.join(' ')}: ${got.stdout}${got.stderr}\n${this.log()}`);
    return got.stdout.trim();
  }

  start(...words) {
    return spawn('nsenter', ['-t', this.pid, '-a', ...words],
      { stdio: ['ignore', 'pipe', 'inherit'] });
  }

  log() {
    return readFileSync(join(this.folder, 'log'), 'utf8').slice(-4000);
  }

  async stop() {
    if (this.code === undefined) this.child.kill('SIGTERM');
    await this.ended;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
