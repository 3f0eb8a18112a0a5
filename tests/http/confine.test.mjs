// What each process of the release build may do no more: the kernel's own
// word for it, and that everything works nevertheless.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
process.env.NORTHSTAR_PROGRAM = join(root, 'build/northstar');
const { command, processesIn, startInstance } =
  await import('../lib/instance.mjs');

let site;
before(async () => { site = await startInstance(); });
after(() => site.stop());

const pids = () => processesIn(site.state)
  .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10));
const status = (pid, key) => readFileSync(`/proc/${pid}/status`, 'utf8')
  .match(new RegExp(`^${key}:\\s+(\\S+)`, 'm'))[1];
const limits = (pid) => readFileSync(`/proc/${pid}/limits`, 'utf8');

test('all children of the supervisor are confined, whatever their pool', () => {
  const all = pids(), parent = Math.min(...all);
  const children = all.filter((pid) => status(pid, 'PPid') === String(parent));
  // Two per core, two for staff, one outside, one for the jobs.
  assert.ok(children.length >= 6, String(children.length));
  for (const pid of all) // the supervisor, too
    assert.match(limits(pid), /^Max core file size +0 +0 /m);
  for (const pid of children) {
    assert.equal(status(pid, 'NoNewPrivs'), '1');
    assert.equal(status(pid, 'Seccomp'), '2', 'a filter');
    assert.match(limits(pid), /^Max open files +512 +512 /m);
    assert.match(limits(pid), /^Max data size +1073741824 +1073741824 /m);
  }
});

test('the release build ends at an intruder\'s calls', () => {
  const made = spawnSync('make', ['-s', 'build/unit/test_util_confine'],
    { cwd: root, encoding: 'utf8' });
  assert.equal(made.status, 0, made.stderr);
  const got = spawnSync(join(root, 'build/unit/test_util_confine'),
    { encoding: 'utf8' });
  assert.equal(got.status, 0, got.stdout + got.stderr);
});

test('everything works for who reads, writes and signs in', async () => {
  for (const path of ['/', '/programs?q=school', '/programs?view=map',
    '/programs.csv', '/dashboard', '/sign-in', '/healthz', '/feed.atom'])
    assert.equal((await site.get(path)).status, 200, path);
  const posted = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Ana', email: 'ana@example.org', body: 'The loons are back.' });
  assert.equal(posted.status, 303);
  assert.equal(command(['verify', '--state', site.state]).status, 0);
});
