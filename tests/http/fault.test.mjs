// What breaks below the site: workers that die or freeze, a database that is
// gone, another or damaged, a full disk. Readers go on reading, writers are
// told, nothing is lost or stored twice.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync,
  readlinkSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { formFields } from '../lib/forms.mjs';
import { command, processesIn, program, root, sleep, startInstance, until }
  from '../lib/instance.mjs';

const COMMENTS = { comments: { per_hour: 10000 } };
const UNREADY = { headers: { Cookie: 'ns_x=1' } };
const INSIDE = /sqlite|northstar\.db|SELECT|malformed|not a database|\/tmp\//i;
const database = (site) => join(site.state, 'northstar.db');
const remove = (site) => {
  for (const end of ['', '-wal', '-shm'])
    rmSync(database(site) + end, { force: true });
};

function sql(state, statement) {
  return execFileSync('sqlite3', [join(state, 'northstar.db'), statement],
    { encoding: 'utf8' }).trim();
}

async function writer(site) {
  const fields = formFields((await site.get('/about')).text, '/comments');
  return (body, more = {}) => site.post('/comments', { ...fields, name: 'Ana',
    email: 'ana@example.org', body, ...more });
}

const parentOf = (pid) => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1].split(' ')[1]);
  } catch {
    return 0;
  }
};
const servers = (site) => processesIn(site.state)
  .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10));
function supervisor(site) {
  const all = servers(site);
  return all.find((pid) => !all.includes(parentOf(pid)));
}
// All but the one for the jobs, which waits for no connection, and those that
// ask other sites, which wait at another socket.
function workers(site) {
  const parent = supervisor(site);
  const app = readFileSync('/proc/net/unix', 'utf8').split('\n')
    .filter((line) => line.endsWith(`run/app.sock.${parent}`))
    .map((line) => `socket:[${line.split(/\s+/)[6]}]`);
  return servers(site).filter((pid) => parentOf(pid) === parent &&
    isWorker(pid) && opened(pid).some((name) => app.includes(name)));
}
// What a process has open, as readlink says; nothing when it is gone.
function opened(pid) {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return '';
      }
    });
  } catch {
    return [];
  }
}
const isWorker = (pid) => opened(pid).includes('anon_inode:[eventpoll]');
const sockets = (pid) =>
  opened(pid).filter((name) => name.startsWith('socket:')).length;
const kill = (pid, signal) => {
  try {
    process.kill(pid, signal);
  } catch { /* it went by itself */ }
};

// Processes ---------------------------------------------------------------------

describe('workers that die', () => {
  let site, post;
  before(async () => {
    site = await startInstance({ config: { ...COMMENTS,
      server: { workers: 6 } } });
    post = await writer(site);
  });
  after(() => site.stop());

  test('20 kills under 300 posts lose none, double none, and nobody sees one',
    async () => {
      let posting = true, kills = 0;
      const killer = (async () => {
        while (posting && kills < 20) {
          const [pid] = workers(site).sort(() => Math.random() - 0.5);
          if (pid) {
            kill(pid, 'SIGKILL');
            kills++;
          }
          await sleep(60);
        }
      })();
      const codes = new Map(), places = new Set();
      let number = 0;
      const note = (code) => codes.set(code, (codes.get(code) ?? 0) + 1);
      const write = async () => {
        while (number < 300 || kills < 20) {
          const answer = await post(`Kept through a kill ${++number}`);
          note(answer.status);
          places.add(answer.headers.location);
        }
      };
      const read = async () => {
        while (posting)
          note((await site.get('/programs?q=mentor', UNREADY)).status);
      };
      const reading = [read(), read()];
      await Promise.all([write(), write(), write(), write()]);
      posting = false;
      await Promise.all([killer, ...reading]);
      assert.deepEqual([...codes.keys()].sort(), [200, 303]);
      assert.equal(kills, 20);
      assert.equal(codes.get(303), number);
      assert.equal(places.size, number);
      assert.equal(sql(site.state, 'SELECT count(*), count(DISTINCT body) ' +
        "FROM comment WHERE body LIKE 'Kept through%'"), `${number}|${number}`);
      site.run('verify');
    });

  test('the same post 20 times at once is one comment', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () =>
      post('Twenty fingers on one button')));
    const places = new Set(answers.map((answer) => answer.headers.location));
    assert.deepEqual(answers.map(({ status }) => status), Array(20).fill(303));
    assert.equal(places.size, 1);
    assert.equal(sql(site.state, "SELECT count(*) FROM comment " +
      "WHERE body LIKE 'Twenty%'"), '1');
  });

  test('nginx may be reloaded while people post', async () => {
    const answers = [];
    const nginx = Number(readFileSync(join(site.state, 'nginx/nginx.pid')));
    for (let round = 0; round < 3; round++) {
      const posts = Array.from({ length: 10 }, (_, i) =>
        post(`Through a reload ${round} ${i}`));
      process.kill(nginx, 'SIGHUP');
      answers.push(...await Promise.all(posts));
    }
    for (const answer of answers) assert.equal(answer.status, 303);
  });

  test('a post that is under way when the site ends is answered', async () => {
    const posts = Array.from({ length: 12 }, (_, i) => post(`At the end ${i}`)
      .catch(() => ({ status: 0 })));
    await sleep(15);
    site.child.kill('SIGTERM');
    const codes = (await Promise.all(posts)).map(({ status }) => status);
    await site.ended;
    assert.equal(site.exitCode, 0);
    const stored = Number(sql(site.state,
      "SELECT count(*) FROM comment WHERE body LIKE 'At the end%'"));
    assert.equal(stored, codes.filter((code) => code === 303).length);
  });
});

test('a frozen worker harms nobody and is replaced', async () => {
  const site = await startInstance({ config:
    { server: { workers: 3, stuck_seconds: 2 } } });
  try {
    await until(() => workers(site).length === 3, 'three workers');
    const first = workers(site);
    const frozen = await catchBusy(site, first);
    await until(() => !servers(site).includes(frozen), 'it is killed');
    await until(() => workers(site).length === 3, 'it is replaced');
    assert.match(site.log, new RegExp(`worker ${frozen} is stuck`));
  } finally {
    await site.stop();
  }
});

// Stop workers until one of them is caught at work; the others go on. One at
// work has a connection open besides what it has at rest.
async function catchBusy(site, pids) {
  const atRest = sockets(pids[0]);
  const asked = [];
  try {
    for (let i = 0; i < 1000; i++) {
      const pid = pids[i % pids.length];
      asked.push(site.get('/programs?q=school', UNREADY));
      await sleep(i % 4);
      kill(pid, 'SIGSTOP');
      if (sockets(pid) > atRest) return pid;
      kill(pid, 'SIGCONT');
    }
  } finally {
    for (const answer of await Promise.all(asked))
      assert.equal(answer.status, 200);
  }
  throw new Error('no worker was ever busy');
}

// The database -------------------------------------------------------------------

// What the page says when something is wrong inside.
function assertFault(answer, code, kept) {
  assert.equal(answer.status, code);
  assert.equal(answer.text.match(/<h1[ >]/g)?.length, 1);
  assert.doesNotMatch(answer.text, INSIDE);
  if (kept) assert.ok(answer.text.includes(`>${kept}</textarea>`) ||
    answer.text.includes(`>\n${kept}</textarea>`), 'the text is kept');
}

test('a database that goes while the site runs takes no comment with it',
  async () => {
    const site = await startInstance({ config: COMMENTS });
    try {
      const post = await writer(site);
      for (let i = 0; i < 6; i++) // every worker has it open
        assert.equal((await post(`before ${i}`)).status, 303);
      const saved = join(site.state, 'saved.db');
      site.run('backup', saved);
      remove(site);
      for (let i = 0; i < 6; i++)
        assertFault(await post('Keep these words'), 500, 'Keep these words');
      assertFault(await site.get('/programs?q=school'), 500);
      assert.equal((await site.get('/healthz')).status, 500);
      assert.ok(!existsSync(database(site)), 'no empty new file');
      assert.match(site.log, /there is no database at .*restore a backup/);
      renameSync(saved, database(site));
      for (let i = 0; i < 4; i++)
        assert.equal((await site.get('/programs?q=school')).status, 200);
      assert.equal((await post('Keep these words')).status, 303);
      assert.equal(sql(site.state, 'SELECT count(*) FROM comment'), '7');
    } finally {
      await site.stop();
    }
  });

test('a database that is damaged while the site runs is named, and ready ' +
  'pages stay', async () => {
  const site = await startInstance({ config: COMMENTS });
  try {
    const post = await writer(site);
    await post('before');
    await site.get('/about');
    await until(async () => !(await site.get('/about')).headers['x-request-id'],
      'it is kept');
    sql(site.state, 'PRAGMA wal_checkpoint(TRUNCATE)');
    const file = database(site);
    writeFileSync(file, Buffer.alloc(statSync(file).size, 'x'), { flag: 'r+' });
    assert.equal((await site.get('/about')).status, 200);
    for (let i = 0; i < 4; i++) {
      assertFault(await site.get('/programs?q=school'), 500);
      assertFault(await post('Keep these words'), 500, 'Keep these words');
    }
    assert.match(site.log, /the database is damaged.*restore a backup/);
  } finally {
    await site.stop();
  }
});

// Start the site over a state folder that is not as it should be.
async function startOver(harm) {
  const site = await startInstance();
  site.child.kill('SIGTERM');
  await site.ended;
  await harm(site);
  const before = readdirSync(site.state).sort();
  const serve = command(['serve', '--state', site.state]);
  assert.equal(serve.status, 1, serve.stderr);
  assert.deepEqual(readdirSync(site.state).sort(), before, 'no new file');
  const run = spawnSync(join(root, 'tools/run.sh'),
    [site.state, String(site.port)], { encoding: 'utf8', timeout: 20_000,
      env: { ...process.env, NORTHSTAR_PROGRAM: program } });
  assert.equal(run.status, 1, run.stderr);
  assert.deepEqual(processesIn(site.state), []);
  await site.stop();
  return serve.stderr + run.stderr;
}

for (const [what, harm, words] of [
  ['is gone', remove, /there is no North Star.*site ran in this folder before/s],
  ['is empty', (site) => {
    remove(site);
    writeFileSync(database(site), '');
  }, /restore a backup/],
  ['is cut in half', (site) =>
    truncateSync(database(site), statSync(database(site)).size >> 1),
  /damaged|integrity|verify/],
  ['is something else', (site) => {
    remove(site);
    writeFileSync(database(site), 'Dear diary. '.repeat(999));
  }, /not a database/],
  ['is of a newer version', (site) =>
    sql(site.state, 'PRAGMA user_version = 999'), /newer/],
])
  test(`a site whose database ${what} says so and does not start`, async () => {
    assert.match(await startOver(harm), words);
  });

// A full disk --------------------------------------------------------------------

// tests/lib/full_disk.c stands between the program and the C library: while
// STATE/full is there, nothing more can be written below STATE.
test('on a full disk people read, and what they write is kept in the page',
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'northstar-disk-'));
    const shim = join(folder, 'full_disk.so');
    execFileSync(process.env.CC ?? 'gcc', ['-shared', '-fPIC', '-O1', '-Wall',
      '-Werror', '-o', shim, join(root, 'tests/lib/full_disk.c'), '-ldl']);
    const state = join(folder, 'x', 'state');
    mkdirSync(state, { recursive: true });
    const site = await startInstance({ config: COMMENTS, env: {
      LD_PRELOAD: shim, FULL_DISK: join(folder, 'full'),
      ASAN_OPTIONS: 'exitcode=99:verify_asan_link_order=0:detect_leaks=0' } });
    try {
      const post = await writer(site);
      assert.equal((await post('Room enough')).status, 303);
      writeFileSync(join(folder, 'full'), '');
      for (let i = 0; i < 6; i++) {
        const answer = await post('Keep these words');
        assertFault(answer, 507, 'Keep these words');
        assert.match(answer.headers['retry-after'], /^\d+$/);
      }
      for (const path of ['/', '/about', '/programs?q=school', '/healthz',
        '/dashboard/network', '/programs.csv'])
        assert.equal((await site.get(path)).status, 200, path);
      assert.match(site.log, /no space left/);
      rmSync(join(folder, 'full'));
      assert.equal((await post('Keep these words')).status, 303);
      assert.equal((await post('And more')).status, 303);
      assert.equal(sql(site.state, 'SELECT count(*) FROM comment'), '3');
      site.run('verify');
    } finally {
      await site.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
