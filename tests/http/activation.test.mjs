// Sockets that somebody else holds, as systemd does: told apart by name, and
// no request is refused while the program is started anew. (A real systemd
// does the same in systemd.test.mjs, where it may.)
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askSocket } from '../lib/fcgi.mjs';
import { command, processesIn, program, root, sleep, until }
  from '../lib/instance.mjs';

// In another order than the program's own.
const POOLS = ['outside', 'staff', 'app'];
let folder, holder, log = '';
const socketOf = (pool) => join(folder, `${pool}.sock`);
const ask = (pool, path) => askSocket(socketOf(pool), path);
const count = (text) => log.split(text).length - 1;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'northstar-'));
  const state = join(folder, 'state');
  mkdirSync(state);
  writeFileSync(join(state, 'northstar.conf'),
    '[site]\nbase_url = http://localhost\n[server]\nworkers = 2\n');
  assert.equal(command(['migrate', '--state', state]).status, 0);
  holder = spawn('setpriv', ['--pdeathsig', 'TERM', 'python3',
    join(root, 'tests/lib/holder.py'), ...POOLS.map((pool) =>
      `${pool}=${socketOf(pool)}`), '--', program, 'serve', '--state', '.'],
  { cwd: state, stdio: ['ignore', 'inherit', 'pipe'] });
  holder.stderr.setEncoding('utf8').on('data', (text) => { log += text; });
  await until(() => count('serving on') === POOLS.length, 'it serves', 30);
});
after(async () => {
  holder.kill('SIGTERM');
  await new Promise((done) => holder.on('close', done));
  const left = processesIn(join(folder, 'state'));
  rmSync(folder, { recursive: true, force: true });
  assert.deepEqual(left, []);
  assert.doesNotMatch(log, /Sanitizer|runtime error:/);
});

test('each pool takes the socket with its name', async () => {
  assert.equal(await ask('app', '/robots.txt'), 200);
  assert.equal(await ask('app', '/sign-in/nobody'), 404);
  assert.equal(await ask('outside', '/robots.txt'), 404);
  assert.equal(await ask('staff', '/sign-in'), 200);
  assert.equal(await ask('app', '/sign-in'), 404);
});

test('a restart refuses nobody, and leaves the sockets', async () => {
  const codes = {};
  let isOver = false;
  const clients = Promise.all(Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const code = await ask('app', '/robots.txt').catch(({ code: why }) => why);
      codes[code] = (codes[code] ?? 0) + 1;
    }
  }));
  for (let round = 2; round <= 4; round++) {
    await sleep(300);
    holder.kill('SIGUSR1');
    await until(() => count('serving on') === POOLS.length * round, 'it is back', 30);
  }
  await sleep(300);
  isOver = true;
  await clients;
  assert.deepEqual(Object.keys(codes), ['200']);
  assert.ok(codes[200] > 20, JSON.stringify(codes));
  assert.equal(await ask('outside', '/sign-in/x'), 404);
});
