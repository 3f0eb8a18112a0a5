// `make run`: what it says, what it leaves, and how it ends.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { processesIn, program, root, startInstance, until } from '../lib/instance.mjs';
import { Visitor } from '../lib/visitor.mjs';

const script = join(root, 'tools/run.sh');
const pidOf = (site, pattern) => Number(processesIn(site.state)
  .filter((line) => pattern.test(line)).map((line) => line.split(' ')[0])
  .sort((a, b) => a - b)[0]);

async function ended(site) {
  await until(() => site.exitCode !== undefined, 'run.sh ends', 20);
  const code = site.exitCode;
  const left = processesIn(site.state);
  assert.deepEqual(left, []);
  await site.stop();
  return code;
}

test('the first run fills the state folder and prints a link once',
  async () => {
    const site = await startInstance({ filled: false });
    assert.match(site.log, /98 new/);
    assert.match(site.log, new RegExp(`${site.url}/sign-in/\\S+`));
    assert.match(site.log, new RegExp(`ready: ${site.url} `));
    for (const name of ['northstar.db', 'secret'])
      assert.equal(statSync(join(site.state, name)).mode & 0o007, 0, name);
    site.child.kill('SIGTERM');
    await until(() => site.exitCode !== undefined, 'it ends', 20);
    const again = await startInstance({ state: site.state });
    assert.doesNotMatch(again.log, /sign-in|98 new/);
    assert.equal((await again.get('/healthz')).status, 200);
    again.child.kill('SIGINT');
    assert.equal(await ended(again), 0);
  });

test('the first administrator can sign in again', async () => {
  for (const email of ['admin@localhost', 'kari@example.org']) {
    const env = email === 'admin@localhost' ? {} : { ADMIN: email };
    const site = await startInstance({ filled: false, env });
    assert.match(site.log, new RegExp(`administrator: ${email}`));
    const path = new URL(site.log.match(/http:\S+\/sign-in\/link\/\S+/)[0])
      .pathname;
    const visitor = new Visitor(site);
    const typed = { name: 'Kari', password: 'canoe under nine stars' };
    let page = await visitor.fill(path, path, typed);
    assert.equal(page.status, 303);
    page = await visitor.fill('/me', '/sign-out');
    assert.equal(page.headers.location, '/sign-in');
    assert.notEqual((await visitor.get('/me')).status, 200);
    page = await visitor.fill('/sign-in', '/sign-in',
      { email, password: typed.password });
    assert.equal(page.status, 303, page.text);
    assert.equal((await visitor.get('/me')).status, 200);
    page = await new Visitor(site).fill('/sign-in/forgot', '/sign-in/forgot',
      { email });
    assert.doesNotMatch(page.text, /Enter an email address/);
    await site.stop();
  }
});

test('two instances run side by side', async () => {
  const [one, two] = await Promise.all([startInstance(), startInstance()]);
  assert.equal((await one.get('/healthz')).status, 200);
  assert.equal((await two.get('/healthz')).status, 200);
  await one.stop();
  assert.equal((await two.get('/healthz')).status, 200);
  await two.stop();
});

test('a taken port, a taken state folder and a wrong port are said',
  async () => {
    const site = await startInstance();
    const folder = mkdtempSync(join(tmpdir(), 'northstar-'));
    const run = (state, port) => {
      const got = spawnSync(script, [state, String(port)],
        { encoding: 'utf8', timeout: 10_000 });
      assert.equal(got.status, 1);
      return got.stderr;
    };
    assert.match(run(folder, site.port), /port \d+ is taken.*PORT=/);
    assert.match(run(site.state, 1), /already.*STATE=/);
    assert.match(run(folder, '80x'), /PORT must be a number/);
    assert.match(run(folder, 70000), /PORT must be from 1/);
    assert.equal((await site.get('/healthz')).status, 200);
    rmSync(folder, { recursive: true });
    await site.stop();
  });

test('when nginx ends so does the app', async () => {
  const site = await startInstance();
  process.kill(Number(readFileSync(join(site.state, 'nginx/nginx.pid'))));
  assert.equal(await ended(site), 1);
  assert.match(site.log, /nginx ended/);
});

test('when the app ends so does nginx', async () => {
  const site = await startInstance();
  process.kill(pidOf(site, / serve /), 'SIGKILL');
  assert.equal(await ended(site), 1);
  assert.match(site.log, /the app ended/);
});

test('killing run.sh leaves nothing either', async () => {
  const site = await startInstance();
  site.child.kill('SIGKILL');
  await until(() => processesIn(site.state).length === 0, 'all end', 20);
  await site.stop();
});

test('a state folder with a long name, spaces and a relative path works',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'northstar-'));
    const state = join(folder, `a b ${'long'.repeat(40)}`);
    const site = await startInstance({ state, filled: false });
    assert.equal((await site.get('/healthz')).status, 200);
    await site.stop();

    const parent = mkdtempSync(join(tmpdir(), 'northstar-'));
    const child = spawn(script, ['here', String(site.port)],
      { cwd: parent, stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, NORTHSTAR_PROGRAM: program } });
    let text = '';
    child.stdout.on('data', (part) => { text += part; });
    await until(() => text.includes('ready'), 'it is ready', 20);
    child.kill('SIGTERM');
    await until(() => processesIn(join(parent, 'here')).length === 0,
      'all end', 20);
    rmSync(parent, { recursive: true });
  });
