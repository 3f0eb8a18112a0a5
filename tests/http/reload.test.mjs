// HUP: a new program and a new configuration, without a lost request.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { processesIn, startInstance, until } from '../lib/instance.mjs';

let site, config;
before(async () => {
  site = await startInstance();
  config = readFileSync(join(site.state, 'northstar.conf'), 'utf8');
});
after(() => site.stop());

const parentOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1].split(' ')[1]);
  } catch {
    return 0;
  }
};
const servers = () => processesIn(site.state)
  .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10));
const supervisor = () =>
  servers().find((pid) => !servers().includes(parentOf(pid)));
const children = () => servers().filter((pid) => parentOf(pid) ===
  supervisor());

const configure = (text) =>
  writeFileSync(join(site.state, 'northstar.conf'), text);

// Ask without a pause until done() is true; every answer must be 200.
async function askUntil(done, what) {
  let asking = true;
  const ask = async () => {
    while (asking)
      assert.equal((await site.get('/healthz')).status, 200);
  };
  const asked = [ask(), ask()];
  try {
    await until(done, what, 30);
  } finally {
    asking = false;
    await Promise.all(asked);
  }
}

test('a new configuration is taken over without a lost request', async () => {
  const before = children(), parent = supervisor();
  // Two workers, one that may ask other sites, two for staff, and one for
  // the jobs.
  assert.equal(before.length, 6);
  configure(config.replace('workers = 2', 'workers = 3'));
  process.kill(parent, 'SIGHUP');
  await askUntil(() => children().length === 7 &&
    !children().some((pid) => before.includes(pid)), 'three new workers');
  assert.equal(supervisor(), parent);
});

test('a configuration with a mistake changes nothing', async () => {
  const before = children();
  configure(config.replace('workers = 2', 'workers = many'));
  process.kill(supervisor(), 'SIGHUP');
  await askUntil(() => site.log.includes('the new program does not start'),
    'the mistake is noticed');
  assert.match(site.log, /line \d+: \[server\] workers/);
  assert.deepEqual(children(), before);
  configure(config);
});

test('pages are still kept ready after a HUP that failed', async () => {
  assert.equal((await site.get('/about')).status, 200);
  await until(() => existsSync(join(site.state, 'pages/current/about@.html')),
    'the page is kept');
});
