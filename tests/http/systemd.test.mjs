// "On a server" of docs/operating.md, from `make install` to a site that
// answers by TLS, under a real systemd with the units as they are shipped.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, readdirSync, statSync, writeFileSync }
  from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Booted } from '../lib/booted.mjs';
import { root, sleep, until } from '../lib/instance.mjs';

const HOST = 'north.example';
const STATE = '/var/lib/northstar';
const SHARE = '/usr/local/share/northstar';
let box;

before(async () => {
  box = await Booted.start();
  if (box.code !== undefined) return;
  const made = spawnSync(join(root, 'tools/install.sh'), { encoding: 'utf8',
    env: { ...process.env, DESTDIR: join(box.folder, 'stage'),
      prefix: '/usr/local',
      NORTHSTAR_PROGRAM: join(root, 'build/northstar') } });
  assert.equal(made.status, 0, made.stderr);
  copyFileSync(join(root, 'tests/lib/hammer.mjs'),
    join(box.folder, 'hammer.mjs'));
  box.run('cp', '-a', '/mnt/stage/.', '/');
  box.run('systemd-sysusers');
  box.run('systemd-tmpfiles', '--create', 'northstar.conf');
  writeFileSync(join(box.folder, 'northstar.conf'),
    `[site]\nbase_url = https://${HOST}\n[server]\nworkers = 2\n`);
  box.run('install', '-o', 'root', '-g', 'northstar', '-m', '640',
    '/mnt/northstar.conf', STATE);
  box.said = box.run('runuser', '-u', 'northstar', '--', 'env',
    `NORTHSTAR_SHARE=${SHARE}`, 'northstar', 'setup', '--state', STATE);
  box.run('mkdir', '-p', `/etc/letsencrypt/live/${HOST}`);
  box.run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt',
    'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
    `/CN=${HOST}`, '-keyout', `/etc/letsencrypt/live/${HOST}/privkey.pem`,
    '-out', `/etc/letsencrypt/live/${HOST}/fullchain.pem`);
  box.run('env', 'NORTHSTAR_LIMITS=10000', `${SHARE}/nginx.sh`, HOST);
  box.run('rm', '-f', '/etc/nginx/sites-enabled/default');
  box.run('nginx', '-t');
  box.run('systemctl', 'daemon-reload');
  box.run('systemctl', 'enable', '--now', 'northstar.service',
    'northstar-backup.timer');
  box.run('systemctl', 'restart', 'nginx');
});
after(() => box?.stop());

// Only root may have a systemd of its own.
const booted = (name, body) => test(name, async (t) => {
  if (box.code !== undefined) t.diagnostic(`not tried: ${box.why.trim()}`);
  else await body(t);
});

const ask = (path, ...more) => box.try('curl', '-sk', '--max-time', '30',
  '--resolve', `${HOST}:443:127.0.0.1`, '-w', '\\n%{http_code}', ...more,
  `https://${HOST}${path}`).stdout;
const property = (unit, name) =>
  box.run('systemctl', 'show', '-P', name, unit);
const mainPid = () => property('northstar.service', 'MainPID');

booted('setup gives the first administrator a link to the site', () => {
  assert.match(box.said, new RegExp(`https://${HOST}/sign-in/link/\\S+`));
});

booted('the site answers: pages, files, ready-made pages, all pools', () => {
  assert.match(ask('/robots.txt'), /\n200$/);
  const home = ask('/');
  assert.match(home, /\n200$/);
  const css = home.match(/\/static\/[^"]+\.css/)[0];
  assert.match(ask(css), /\n200$/);
  assert.match(ask('/sign-in/nobody'), /\n404$/);
  assert.match(ask('/sign-in'), /\n200$/);
  assert.match(ask('/programs?q=dog'), /\n200$/);
});

booted('nginx, www-data, reads what is ready-made and nothing else',
  async () => {
    await until(() => !/x-request-id/i.test(ask('/', '-i')),
      'the home page is ready-made');
    const as = (...words) =>
      box.try('runuser', '-u', 'www-data', '--', ...words).status;
    assert.equal(as('test', '-r', `${STATE}/pages/current/@.html`), 0);
    for (const name of ['northstar.db', 'secret', 'northstar.conf',
      'northstar.db-wal'])
      assert.notEqual(as('cat', `${STATE}/${name}`), 0, name);
    assert.notEqual(as('ls', STATE), 0);
    assert.notEqual(as('touch', `${STATE}/pages/x`), 0);
    for (const pool of ['app', 'outside', 'staff'])
      assert.equal(box.run('stat', '-c', '%U:%G %a',
        `/run/northstar/${pool}.sock`), 'root:www-data 660');
    assert.notEqual(box.try('runuser', '-u', 'nobody', '--', 'cat',
      `${STATE}/pages/current/@.html`).status, 0);
  });

booted('the program runs in its cage', () => {
  const pids = box.run('cat', '/sys/fs/cgroup/system.slice/' +
    'northstar.service/cgroup.procs').split('\n');
  assert.ok(pids.length >= 4, pids.join());
  for (const pid of pids) {
    const status = box.run('cat', `/proc/${pid}/status`);
    assert.match(status, /^NoNewPrivs:\s+1$/m);
    assert.match(status, /^Seccomp:\s+2$/m);
    for (const set of ['Inh', 'Prm', 'Eff', 'Bnd', 'Amb'])
      assert.match(status, new RegExp(`^Cap${set}:\\s+0+$`, 'm'), set);
    assert.equal(box.run('stat', '-c', '%U', `/proc/${pid}`), 'northstar');
    const seen = box.run('ls', `/proc/${pid}/root/`).split('\n');
    for (const hidden of ['home', 'root', 'mnt', 'srv', 'opt', 'boot'])
      assert.ok(!seen.includes(hidden) ||
        box.run('ls', '-A', `/proc/${pid}/root/${hidden}`) === '', hidden);
    assert.equal(box.try('ls', `/proc/${pid}/root/etc/shadow`).status, 2);
    assert.equal(box.run('ls', '-A', `/proc/${pid}/root/var/lib`),
      'northstar');
  }
});

async function hammer(during) {
  const stop = join(box.folder, 'stop');
  box.run('rm', '-f', '/mnt/stop');
  const child = box.start('node', '/mnt/hammer.mjs', HOST, '6', '/mnt/stop');
  let said = '';
  child.stdout.on('data', (part) => { said += part; });
  const ended = new Promise((resolve) => child.on('close', resolve));
  await sleep(500);
  try {
    await during();
  } finally {
    writeFileSync(stop, '');
    await ended;
  }
  return JSON.parse(said);
}

booted('a restart, a reload and a kill refuse nobody', async (t) => {
  const before = mainPid();
  const seen = await hammer(async () => {
    for (let i = 0; i < 2; i++) {
      box.run('systemctl', 'restart', 'northstar.service');
      await sleep(300);
    }
    const restarted = mainPid();
    assert.notEqual(restarted, before);
    box.run('systemctl', 'reload', 'northstar.service');
    await sleep(700);
    assert.equal(mainPid(), restarted);
    box.run('systemctl', 'reload', 'nginx');
    box.run('kill', '-KILL', restarted);
    await until(() => property('northstar.service', 'ActiveState') ===
      'active' && mainPid() !== restarted, 'it is started again', 30);
    await sleep(500);
  });
  t.diagnostic(JSON.stringify(seen));
  assert.deepEqual(Object.keys(seen).sort(),
    ['/programs 200', '/robots.txt 200', '/sign-in/nobody 404']);
  for (const count of Object.values(seen)) assert.ok(count > 5, String(count));
});

booted('while it is stopped a request starts it', async () => {
  box.run('systemctl', 'stop', 'northstar.service');
  assert.equal(property('northstar.service', 'ActiveState'), 'inactive');
  assert.match(ask('/robots.txt'), /\n200$/);
  assert.equal(property('northstar.service', 'ActiveState'), 'active');
});

booted('every night there is a backup, and its service can make it', () => {
  assert.equal(property('northstar-backup.timer', 'ActiveState'), 'active');
  box.run('systemctl', 'start', 'northstar-backup.service');
  assert.equal(property('northstar-backup.service', 'Result'), 'success');
  const folder = '/var/backups/northstar';
  const names = box.run('ls', folder).split('\n');
  assert.equal(names.length, 1, names.join());
  assert.match(box.run('stat', '-c', '%U %a %s', `${folder}/${names[0]}`),
    /^northstar 600 \d{6,}$/);
  assert.match(box.run('stat', '-c', '%U:%G %a', folder),
    /^northstar:northstar 700$/);
});

booted('nothing that is installed can be written by others', () => {
  const walk = (folder) => readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => entry.isDirectory()
      ? [join(folder, entry.name), ...walk(join(folder, entry.name))]
      : [join(folder, entry.name)]);
  const paths = walk(join(box.folder, 'stage'));
  assert.ok(paths.length > 100);
  for (const path of paths) {
    const { mode } = statSync(path);
    assert.equal(mode & 0o022, 0, path);
    assert.equal(mode & 0o444, 0o444, path);
    assert.equal(mode & 0o7000, 0, path);
    if (/systemd|\.(service|socket|timer)$/.test(path) && !(mode & 0o40000))
      assert.doesNotMatch(readFileSync(path, 'utf8'), /@PREFIX@/);
  }
});
