// Bad days: reading goes on where it can, and nobody loses what they wrote.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, mkdtempSync, openSync, renameSync, rmSync,
  unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';

const run = (name, ...args) =>
  spawnSync(name, args, { encoding: 'utf8' }).status === 0;

// Write until nothing more fits.
function fill(path) {
  const file = openSync(path, 'w');
  for (let size = 1 << 20; size >= 1;) {
    try {
      if (writeSync(file, Buffer.alloc(size)) < size) throw new Error('full');
    } catch {
      size >>= 1;
    }
  }
  closeSync(file);
}

// Needs a small disk of its own, so it runs where one may be mounted.
test('on a full disk pages are shown and a comment is kept in the answer',
  async (t) => {
    const parent = mkdtempSync(join(tmpdir(), 'northstar-'));
    const state = join(parent, 'state');
    mkdirSync(state);
    if (!run('mount', '-t', 'tmpfs', '-o', 'size=48m', 'tmpfs', state)) {
      rmSync(parent, { recursive: true });
      t.skip('no disk may be mounted here');
      return;
    }
    let site;
    process.env.NORTHSTAR_KEEP = '1'; // what is mounted cannot be removed
    try {
      site = await startInstance({ state });
      const form = { thread: 'about', key: 'about', name: 'Ana',
        email: 'ana@example.org', body: 'Kept\n\nin <full>.' };
      assert.equal((await site.get('/about')).status, 200);
      fill(join(state, 'ballast'));
      const answer = await site.post('/comments', form);
      assert.equal(answer.status, 507, answer.text);
      assert.match(answer.text, /Kept\n\nin &lt;full&gt;\.<\/textarea>/);
      assert.match(answer.text, /<title>Error: /);
      assert.match(answer.headers['retry-after'], /^\d+$/);
      for (const path of ['/about', '/programs', '/programs?q=kinship'])
        assert.equal((await site.get(path)).status, 200, path);
      unlinkSync(join(state, 'ballast'));
      assert.equal((await site.post('/comments', form)).status, 303);
      assert.match(site.run('comment', 'list'), /^1 held/m);
    } finally {
      await site?.stop();
      delete process.env.NORTHSTAR_KEEP;
      run('umount', state);
      rmSync(parent, { recursive: true, force: true });
    }
  });

test('a comment is kept in the answer when the database cannot be opened',
  async () => {
    const site = await startInstance();
    try {
      const database = join(site.state, 'northstar.db');
      renameSync(database, `${database}.away`);
      const { status, text } = await site.post('/comments', { thread: 'about',
        key: 'about', name: 'Ana', email: 'ana@example.org', body: 'Kept\n\nin.' });
      assert.equal(status, 500);
      assert.match(text, />Kept\n\nin\.<\/textarea>/);
      renameSync(`${database}.away`, database);
    } finally {
      await site.stop();
    }
  });
