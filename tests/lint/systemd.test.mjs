// The units as `make install` fills them in: systemd accepts them, and says
// that each service is exposed at most 1.0 of 10.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, readdirSync, rmSync,
  writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const prefix = mkdtempSync(join(tmpdir(), 'northstar-units-'));
const units = join(prefix, 'lib/systemd/system');
after(() => rmSync(prefix, { recursive: true }));

const run = (...words) => spawnSync(words[0], words.slice(1), { cwd: root,
  encoding: 'utf8', env: { ...process.env, DESTDIR: '', prefix,
    NORTHSTAR_PROGRAM: join(root, 'build/san/northstar'),
    SYSTEMD_UNIT_PATH: `${units}:`, SYSTEMD_LOG_LEVEL: 'warning' } });
const installed = run('tools/install.sh');
// The pools of workers, as the program names them.
const POOLS = [...readFileSync(join(root, 'src/command/serve.c'), 'utf8')
  .matchAll(/\.name = "(\w+)"/g)].map(([, name]) => name);
for (const pool of POOLS)
  copyFileSync(join(units, 'northstar@.socket'),
    join(units, `northstar@${pool}.socket`));
const services = readdirSync(units).filter((one) => one.endsWith('.service'));

test('everything is installed, and no word is left to fill in', () => {
  assert.equal(installed.status, 0, installed.stderr);
  assert.deepEqual(services, ['northstar-backup.service', 'northstar.service']);
  for (const name of ['lib/sysusers.d/northstar.conf',
    'lib/tmpfiles.d/northstar.conf',
    'lib/systemd/system/nginx.service.d/northstar.conf',
    ...readdirSync(units).filter((one) => one.includes('.') &&
      !one.endsWith('.d')).map((one) => `lib/systemd/system/${one}`)])
    assert.doesNotMatch(readFileSync(join(prefix, name), 'utf8'), /@[A-Z]+@/);
});

test('systemd accepts every unit without a word', () => {
  const got = run('systemd-analyze', 'verify', '--man=no',
    ...[...services, 'northstar-backup.timer',
      ...POOLS.map((pool) => `northstar@${pool}.socket`)]
      .map((name) => join(units, name)));
  assert.equal(got.stderr + got.stdout, '');
  assert.equal(got.status, 0);
});

const isTight = (path) => run('systemd-analyze', 'security', '--no-pager',
  '--offline=true', '--threshold=10', path);
for (const name of services)
  test(`${name} is exposed at most 1.0`, () => {
    const got = isTight(join(units, name));
    assert.match(got.stdout, /Overall exposure level .*: (0\.\d|1\.0) /);
    assert.equal(got.status, 0, got.stdout);
  });

test('a service that may do more is found out', () => {
  const text = readFileSync(join(units, 'northstar.service'), 'utf8');
  const path = join(units, 'loose.service');
  for (const line of ['CapabilityBoundingSet=\n', 'User=northstar\n',
    'NoNewPrivileges=yes\n', 'ProtectSystem=strict\n', 'PrivateUsers=yes\n',
    'SystemCallFilter=~@privileged @resources\n', 'PrivateDevices=yes\n',
    'RestrictNamespaces=yes\n', 'RootDirectory=/run/northstar/root\n']) {
    assert.ok(text.includes(line), line);
    writeFileSync(path, text.replace(line, ''));
    assert.notEqual(isTight(path).status, 0, line);
  }
  rmSync(path);
});

test('each pool of the program has its socket, and nginx asks each', () => {
  const text = readFileSync(join(units, 'northstar.service'), 'utf8');
  const site = readFileSync(join(root, 'src/conf/site.conf'), 'utf8');
  assert.ok(POOLS.length >= 2);
  const names = POOLS.map((one) => `northstar@${one}.socket`).join(' ');
  for (const key of ['Requires', 'After', 'Sockets', 'Also'])
    assert.match(text, new RegExp(`^${key}=${names}$`, 'm'), key);
  for (const pool of POOLS)
    assert.ok(site.includes(`unix:@RUN@/${pool}.sock`), pool);
});

test('a worker may confine itself further', () => {
  const text = readFileSync(join(units, 'northstar.service'), 'utf8');
  for (const name of ['seccomp', 'landlock_create_ruleset', 'landlock_add_rule',
    'landlock_restrict_self'])
    assert.match(text, new RegExp(`^SystemCallFilter=.*\\b${name}\\b`, 'm'));
});
