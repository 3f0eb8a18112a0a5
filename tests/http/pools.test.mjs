// Three pools of workers: what asks other sites has processes of its own, so
// have members and staff, and no pool serves what is another's.
import assert from 'node:assert/strict';
import { renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { askSocket } from '../lib/fcgi.mjs';
import { processesIn, startInstance, until } from '../lib/instance.mjs';
import { signedIn } from '../lib/staff.mjs';

let site;
before(async () => { site = await startInstance(); });
after(() => site.stop());

const socketOf = (pool) => join(site.state, `run/${pool}.sock`);

// With a pool's socket out of the way nginx finds nobody there.
async function without(pool, what) {
  renameSync(socketOf(pool), `${socketOf(pool)}.away`);
  try {
    return await what();
  } finally {
    renameSync(`${socketOf(pool)}.away`, socketOf(pool));
  }
}

const status = async (path) => (await site.get(path)).status;

test('going to another site and coming back is the outside pool\'s',
  async () => {
    await without('app', () => without('staff', async () => {
      assert.equal(await status('/sign-in/nobody'), 404);
      assert.equal(await status('/sign-in/nobody/return'), 404);
      assert.equal(await status('/sign-in/nobody/return?code=a&state=b'), 404);
      assert.equal(await status('/about'), 503);
    }));
    await without('outside', async () => {
      const down = await site.get('/sign-in/nobody');
      assert.equal(down.status, 503);
      assert.match(down.text, /<h1>We will be back/);
      assert.equal(down.headers['cache-control'], 'no-store');
      assert.ok(down.headers['content-security-policy']);
    });
  });

test('everything else is not, forms and fixed words too', async () => {
  await without('outside', async () => {
    for (const path of ['/', '/about', '/sign-in', '/sign-in/code',
      '/sign-in/forgot', '/sign-in/forgot/sent', '/sign-in/email',
      '/sign-in/email/nonsense', '/sign-in/link/nonsense', '/sign-in/code/',
      '/sign-in/nobody/return/x', '/sign-in/', '/sign-inn', '/me'])
      assert.notEqual(await status(path), 503, path);
    const posted = await site.post('/sign-in/nobody', { a: 'b' });
    assert.notEqual(posted.status, 503);
    const long = await site.post('/sign-in/nobody',
      { a: 'b'.repeat(100_000) });
    assert.ok([303, 400, 404, 405, 413, 422].includes(long.status));
    assert.ok(long.headers['x-request-id'], 'the app answers');
  });
});

test('words that only begin like a fixed one are the outside pool\'s',
  async () => {
    await without('outside', async () => {
      for (const path of ['/sign-in/coder', '/sign-in/email2',
        '/sign-in/linked-in', '/sign-in/%67oogle'])
        assert.equal(await status(path), 503, path);
    });
  });

test('odd methods and HTTP/0.9 get no further there either', async () => {
  assert.equal((await site.request('/sign-in/nobody', { method: 'PUT' }))
    .status, 405);
  assert.equal(await site.raw('GET /sign-in/nobody\r\n'), '');
});

const ask = (pool, path, method = 'GET') =>
  askSocket(socketOf(pool), path, { method, host: `127.0.0.1:${site.port}` });

const POOLS = ['app', 'outside', 'staff'];
const rows = () => JSON.parse(site.run('routes', '--json'))
  .map((row) => ({ ...row, path: row.pattern.replaceAll(/:\w+/g, '99999999') }));

test('a pool refuses what is another\'s, whatever nginx does', async () => {
  for (const row of rows())
    for (const pool of POOLS.filter((one) => one !== row.pool))
      assert.equal(await ask(pool, row.path, row.method), 404,
        `${row.method} ${row.pattern} in ${pool}`);
  assert.equal(await ask('app', '/about'), 200);
  assert.equal(await ask('app', '/healthz'), 200);
  assert.equal(await ask('staff', '/sign-in'), 200);
  for (const row of rows().filter(({ flags }) =>
    flags.split(',').includes('outside')))
    assert.deepEqual([row.method, row.pool], ['GET', 'outside']);
});

test('nginx sends each address to the pool of its row', async () => {
  for (const pool of POOLS)
    await without(pool, async () => {
      for (const row of rows()) {
        const { status: code } = row.method === 'GET' ?
          await site.get(row.path, { headers: { Cookie: 'ns_x=1' } }) :
          await site.post(row.path, { a: 'b' });
        assert.equal(code === 503, row.pool === pool,
          `${row.method} ${row.pattern} without ${pool}: ${code}`);
      }
    });
});

test('without the pool of readers staff sign in and work', async () => {
  const moderator = signedIn(site, 'moderator');
  await without('app', async () => {
    assert.equal(await status('/sign-in'), 200);
    assert.equal((await moderator.get('/admin/comments')).status, 200);
    assert.equal(await status('/programs?q=school'), 503);
  });
});

test('its socket is closed to others, and its worker is replaced', async () => {
  assert.equal(statSync(socketOf('outside')).mode & 0o777, 0o660);
  const count = () => processesIn(site.state)
    .filter((line) => / serve /.test(line)).length;
  assert.equal(count(), 7); // parent, two workers, one outside, two for staff,
  // one for jobs
  const { pid } = processesIn(site.state)
    .filter((line) => / serve /.test(line))
    .map((line) => ({ pid: Number(line.split(' ')[0]) }))
    .sort((a, b) => a.pid - b.pid)[3];
  process.kill(pid, 'SIGKILL');
  assert.equal(await status('/sign-in/nobody'), 404);
  await until(() => count() === 7, 'the fallen is replaced');
  assert.equal(await status('/sign-in/nobody'), 404);
});

test('with a provider the pool has the workers that are configured',
  async () => {
    const other = await startInstance({ config: {
      server: { outside_workers: 3 },
      'provider google': { client_id: 'ours', secret_file: 'secret' },
      'provider x': { client_id: 'ours', secret_file: 'none' } } });
    try {
      await until(() => processesIn(other.state)
        .filter((line) => / serve /.test(line)).length === 9, 'three workers');
      assert.match(other.log, /\[provider x\] secret_file none: No such/);
      const { text } = await other.get('/sign-in');
      assert.match(text, /value="google"|\/sign-in\/google/);
      assert.doesNotMatch(text, /value="x"|\/sign-in\/x"/);
    } finally {
      await other.stop();
    }
  });
