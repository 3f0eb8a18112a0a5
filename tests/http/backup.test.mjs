// Backups from outside: sealed ones, folders of them, what goes wrong, and the
// way back, on which nobody who was erased comes along.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync,
  readFileSync, readdirSync, rmSync, statSync, truncateSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { command, program, root } from '../lib/instance.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-backups-'));
const filled = join(folder, 'filled');
const keys = join(folder, 'keys');
const PUBLIC = join(keys, 'northstar-backup.public');
const SECRET = join(keys, 'northstar-backup.secret');
const COPY = /^northstar-\d{4}-\d\d-\d\dT\d{6}Z\.db(\.sealed)?$/;
const DAY = 86400;
let count = 0;

const fresh = (what) => {
  const path = join(folder, `${what}-${++count}`);
  mkdirSync(path);
  return path;
};

// A state folder of its own with all that one has.
function state(config = '') {
  const path = fresh('state');
  copyFileSync(join(filled, 'northstar.db'), join(path, 'northstar.db'));
  writeFileSync(join(path, 'secret'), Buffer.alloc(32, 7), { mode: 0o600 });
  writeFileSync(join(path, 'northstar.conf'), '[site]\nbase_url = ' +
    `https://north.example.org\n${config}`);
  return path;
}

function run(path, ...args) {
  const options = typeof args.at(-1) === 'object' ? args.pop() : {};
  const got = command([...args, '--state', path], options);
  assert.equal(got.status, 0, `${args.join(' ')}: ${got.stderr}`);
  return got.stdout;
}

function fails(path, code, pattern, ...args) {
  const options = typeof args.at(-1) === 'object' ? args.pop() : {};
  const got = command([...args, '--state', path], options);
  assert.equal(got.status, code, got.stdout + got.stderr);
  assert.match(got.stderr, pattern);
}

const sql = (path, statement) => execFileSync('sqlite3',
  [join(path, 'northstar.db'), statement], { encoding: 'utf8' }).trim();
const copies = (path) => readdirSync(path).filter((name) => COPY.test(name))
  .sort();
const dump = (path) => sql(path, '.dump');
// What was noted for the staff: "backup" is the last whole one, "backup tried"
// the last, each with whether it is fine.
const noted = (path) =>
  sql(path, 'SELECT kind, is_fine FROM system_event ORDER BY kind');
const at = (seconds) => ({ env: { NORTHSTAR_NOW: String(seconds) } });
const NOW = Date.UTC(2026, 10, 23, 14, 5) / 1000;

before(() => {
  run(filled, 'setup', '--admin', 'first@example.org');
  mkdirSync(keys);
  command(['backup-keys', keys]);
});
after(() => rmSync(folder, { recursive: true }));

// Sealed -------------------------------------------------------------------------

test('a sealed backup brings everything back into an empty folder', () => {
  const from = state(), to = fresh('new');
  const copy = join(folder, 'whole.sealed');
  writeFileSync(join(from, 'erasures'), '{"at":1,"comments":[]}\n');
  assert.match(run(from, 'backup', copy, '--key', PUBLIC),
    /looked at; its record ends with row \d+, [\w-]{43}$/m);
  assert.equal(statSync(copy).mode & 0o077, 0);
  assert.deepEqual(readdirSync(from).filter((name) => /copying/.test(name)),
    []);
  run(to, 'restore', copy, '--key', SECRET);
  for (const name of ['secret', 'northstar.conf', 'erasures'])
    assert.deepEqual(readFileSync(join(to, name)),
      readFileSync(join(from, name)), name);
  for (const name of ['secret', 'erasures', 'northstar.db'])
    assert.equal(statSync(join(to, name)).mode & 0o077, 0, name);
  assert.equal(statSync(join(to, 'pages')).mode & 0o777, 0o755); // for nginx
  assert.equal(run(to, 'export', 'programs'), run(from, 'export', 'programs'));
  run(to, 'verify');
  assert.deepEqual(readdirSync(to).filter((name) => /restoring/.test(name)),
    []);
});

test('whoever has a sealed backup but not the key learns nothing', () => {
  const from = state(), copy = join(folder, 'closed.sealed');
  run(from, 'backup', copy, '--key', PUBLIC);
  const bytes = readFileSync(copy);
  for (const word of ['first@example.org', 'SQLite format', 'north.example',
    Buffer.alloc(32, 7)])
    assert.equal(bytes.indexOf(word), -1);
  assert.ok(readFileSync(join(from, 'northstar.db'))
    .indexOf('first@example.org') > 0);
});

test('a sealed backup that is not as it was written is refused', () => {
  const path = state(), other = fresh('keys');
  const copy = join(folder, 'good.sealed'), bad = join(folder, 'bad.sealed');
  command(['backup-keys', other]);
  run(path, 'backup', copy, '--key', PUBLIC);
  const before = dump(path), whole = readFileSync(copy);
  const refused = (pattern, ...args) => {
    fails(path, 1, pattern, 'restore', bad, ...args);
    fails(path, 1, pattern, 'restore', '--check', bad, ...args);
    assert.equal(dump(path), before);
    assert.deepEqual(readdirSync(path).filter((name) =>
      /restoring|drill/.test(name)), []);
  };
  writeFileSync(bad, whole);
  refused(/is sealed: give the secret key/);
  refused(/sealed for another key/, '--key',
    join(other, 'northstar-backup.secret'));
  refused(/this is the public key/, '--key', PUBLIC);
  for (const size of [100, 120, 120 + 65553, whole.length - 1]) {
    truncateSync(bad, size);
    refused(/cut short/, '--key', SECRET);
    writeFileSync(bad, whole);
  }
  const changed = Buffer.from(whole);
  changed[whole.length >> 1] ^= 1;
  writeFileSync(bad, changed);
  refused(/a part of it was changed/, '--key', SECRET);
  const swapped = Buffer.from(whole);
  whole.copy(swapped, 120, 120 + 65553, 120 + 2 * 65553);
  whole.copy(swapped, 120 + 65553, 120, 120 + 65553);
  writeFileSync(bad, swapped);
  refused(/changed or stands in another's place/, '--key', SECRET);
  writeFileSync(bad, Buffer.concat([whole, Buffer.from('x')]));
  refused(/follows its end|cut short, or its end was changed/, '--key', SECRET);
});

test('a secret that is another than the backup\'s stays', () => {
  const path = state(), copy = join(folder, 'other.sealed');
  run(path, 'backup', copy, '--key', PUBLIC);
  writeFileSync(join(path, 'secret'), Buffer.alloc(32, 9));
  fails(path, 1, /another than the backup's; move it away/, 'restore', copy,
    '--key', SECRET);
  rmSync(join(path, 'secret'));
  run(path, 'restore', copy, '--key', SECRET);
  assert.deepEqual(readFileSync(join(path, 'secret')), Buffer.alloc(32, 7));
});

test('keys are never overwritten, and the secret one is kept from others',
  () => {
    const got = command(['backup-keys', keys]);
    assert.equal(got.status, 1);
    assert.match(got.stderr, /File exists/);
    const lost = command(['backup-keys', join(folder, 'lost')]);
    assert.equal(lost.status, 1);
    assert.match(lost.stderr,
      /^northstar: there is no folder \S+lost: make it first, or [^\n]+\n$/);
    assert.equal(statSync(SECRET).mode & 0o777, 0o600);
    fails(state(), 1, /this is the secret key/, 'backup',
      join(folder, 'no.sealed'), '--key', SECRET);
    assert.ok(!existsSync(join(folder, 'no.sealed')));
    const open = join(folder, 'open.secret');
    copyFileSync(SECRET, open);
    chmodSync(open, 0o644);
    const path = state(), copy = join(folder, 'some.sealed');
    run(path, 'backup', copy, '--key', PUBLIC);
    fails(path, 1, /everybody can read it/, 'restore', copy, '--key', open);
  });

// A folder -----------------------------------------------------------------------

test('a folder keeps 30 days, and only its own files go', () => {
  const path = state(), into = fresh('backups');
  for (const days of [40, 30.5, 29, 1])
    run(path, 'backup', '--folder', into, at(NOW - days * DAY));
  assert.equal(copies(into).length, 3); // the third one removed the first
  for (const name of ['notes.txt', 'northstar-2020-01-01.db',
    'northstar-2020-01-01T000000Z.db.bak', 'northstar.db'])
    writeFileSync(join(into, name), '');
  writeFileSync(join(into, 'northstar-2020-01-01T000000Z.db.part'), 'half');
  writeFileSync(join(into, 'northstar-2020-01-01T000000Z.db.sealed'), '');
  assert.match(run(path, 'backup', '--folder', into, at(NOW)),
    /removed: 2 older than 30 days/);
  assert.deepEqual(copies(into).map((name) => name.slice(0, 20)),
    [29, 1, 0].map((days) => 'northstar-' +
      new Date((NOW - days * DAY) * 1000).toISOString().slice(0, 10)));
  assert.deepEqual(readdirSync(into).filter((name) => !COPY.test(name)).sort(),
    ['northstar-2020-01-01.db', 'northstar-2020-01-01T000000Z.db.bak',
      'northstar.db', 'notes.txt']);
  run(path, 'backup', '--folder', into, '--keep-days', '7', at(NOW + 60));
  assert.equal(copies(into).length, 3);
});

test('no old copy goes unless the new one is whole', () => {
  const path = state(), into = fresh('backups');
  run(path, 'backup', '--folder', into, at(NOW - 90 * DAY));
  sql(path, 'DROP TRIGGER audit_keeps; UPDATE audit SET object = ' +
    "'program 999' WHERE id = 5");
  fails(path, 1, /the copy of .* is not right/, 'backup', '--folder', into,
    at(NOW));
  assert.equal(copies(into).length, 1);
  assert.equal(readdirSync(into).length, 1);
  assert.equal(noted(path), 'backup|1\nbackup tried|0');
  // Pages alone are looked at when that is asked for: they are in order.
  run(path, 'backup', '--folder', into, '--quick', at(NOW));
  assert.equal(copies(into).length, 1);
  assert.equal(noted(path), 'backup|1\nbackup tried|1');
});

test('the configuration says where to and how, so a timer need not', () => {
  const into = fresh('backups');
  const path = state(`[backup]\nfolder = ${into}\nkey = ${PUBLIC}\n` +
    'keep_days = 2\n');
  for (const days of [3, 1, 0])
    run(path, 'backup', at(NOW - days * DAY));
  assert.equal(copies(into).length, 2);
  assert.ok(copies(into).every((name) => name.endsWith('.sealed')));
  run(path, 'backup', '--plain', at(NOW + 1));
  assert.match(copies(into).at(-1), /Z\.db$/);
  fails(state(), 2, /name a FILE, or a folder/, 'backup');
  fails(path, 2, /not both/, 'backup', 'x', '--folder', into);
  fails(path, 2, /takes a number/, 'backup', '--keep-days', '0');
  for (const [line, words] of [['folder = here', /begin with \//],
    ['key = x', /begin with \//], ['check = no', /full or quick/]])
    fails(state(`[backup]\n${line}\n`), 1, words, 'check-config');
  fails(state('[backup]\nkey = /nowhere/key\n'), 1,
    /\[backup\] key \/nowhere\/key: No such/, 'check-config');
});

test('a folder that is not there is a failure that staff see', () => {
  const path = state();
  fails(path, 1, /gone: No such file/, 'backup', '--folder',
    join(folder, 'gone'));
  assert.equal(noted(path), 'backup tried|0');
});

test('two do not run at once', async () => {
  const path = state(), into = fresh('backups');
  const holder = spawn('flock', [path, 'sh', '-c', 'echo held; read x'],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  const over = new Promise((resolve) => holder.on('exit', resolve));
  try {
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    fails(path, 1, /another backup, restore or drill/, 'backup', '--folder',
      into);
    fails(path, 1, /another backup, restore or drill/, 'restore', '--check',
      join(path, 'northstar.db'));
    assert.deepEqual(readdirSync(into), []);
    assert.equal(noted(path), '');
  } finally {
    holder.stdin.end();
    await over;
  }
  run(path, 'backup', '--folder', into);
});

// What goes wrong ----------------------------------------------------------------

// Files may grow to so many bytes, then writing fails as on a full disk.
function cramped(path, bytes, ...args) {
  const got = spawnSync('sh', ['-c', 'trap "" XFSZ; exec prlimit ' +
    `--fsize=${bytes} "$@"`, 'sh', program, ...args, '--state', path],
  { encoding: 'utf8', env: { ...process.env, NORTHSTAR_NOW: String(NOW) } });
  assert.equal(got.status, 1, got.stderr);
  assert.match(got.stderr, /the disk is full/);
}

test('on a disk that fills up nothing half is left, and old copies stay', () => {
  const path = state(), into = fresh('backups');
  run(path, 'backup', '--folder', into, at(NOW - 60 * DAY));
  const size = statSync(join(into, copies(into)[0])).size;
  const sealed = ['backup', '--folder', into, '--key', PUBLIC];
  cramped(path, size >> 1, 'backup', '--folder', into);
  cramped(path, size >> 1, ...sealed);
  cramped(path, size, ...sealed); // the copy is made, but not sealed
  assert.equal(readdirSync(into).length, 1);
  assert.deepEqual(readdirSync(path).filter((name) => /copying/.test(name)),
    []);
  assert.equal(noted(path), 'backup|1\nbackup tried|0');
  run(path, 'backup', '--folder', into, at(NOW));
  assert.equal(copies(into).length, 1);
});

test('one that is killed leaves no copy, and the next one tidies up', () => {
  const path = state(), into = fresh('backups');
  const sealed = ['--key', PUBLIC];
  for (const [point, how, left] of [
    ['copy-made', [], () => readdirSync(into).length],
    ['copy-looked-at', [], () => readdirSync(into).length],
    ['copy-looked-at', sealed, () => readdirSync(into).length],
    ['copy-made', sealed, () => existsSync(join(path,
      'northstar.db.copying'))]]) {
    const got = command(['backup', '--folder', into, ...how, '--state', path],
      { env: { NORTHSTAR_FAULT: point } });
    assert.equal(got.signal, 'SIGKILL');
    assert.ok(left(), `${point} ${how}`);
    assert.deepEqual(copies(into), []);
  }
  mkdirSync(join(path, 'drill')); // that of a killed drill
  writeFileSync(join(path, 'northstar.db.copying-journal'), 'killed');
  writeFileSync(join(into, 'northstar-2026-01-01T000000Z.db.part-journal'), '');
  writeFileSync(join(path, 'drill/northstar.db'), 'people');
  run(path, 'backup', '--folder', into);
  assert.equal(copies(into).length, 1);
  assert.equal(readdirSync(into).length, 1);
  assert.deepEqual(readdirSync(path).filter((name) =>
    /copying|drill/.test(name)), []);
});

// The way back -------------------------------------------------------------------

test('a drill restores aside, says how long, and changes nothing', () => {
  const path = state(), copy = join(folder, 'drill.db');
  run(path, 'backup', copy);
  const before = dump(path), names = readdirSync(path).sort();
  assert.match(run(path, 'restore', '--check', copy),
    /its record ends with row \d+[^]*restores and is whole; \d+\.\d s, nothing/);
  assert.equal(dump(path), before);
  assert.deepEqual(readdirSync(path).sort(), names);
  execFileSync('sqlite3', [copy, 'DELETE FROM search_forward']);
  fails(path, 1, /search index of the backup is not right/, 'restore',
    '--check', copy);
  fails(path, 1, /not a backup/, 'restore', '--check', join(root, 'Makefile'));
  assert.deepEqual(readdirSync(path).sort(), names);
});

test('what is no backup is named plainly, and nobody is alarmed', () => {
  const path = state(), bad = join(folder, 'bad.db'), good = join(folder, 'ok');
  run(path, 'backup', good);
  const before = dump(path), whole = readFileSync(good);
  const refused = (what, make) => {
    rmSync(bad, { force: true });
    make();
    for (const words of [['restore', bad], ['restore', '--check', bad]]) {
      const got = command([...words, '--state', path]);
      assert.equal(got.status, 1, got.stdout + got.stderr);
      assert.match(got.stderr, RegExp(`^northstar: \\S+bad\\.db: it ${what
      }[^()]*; nothing was changed\n$`, 'm'));
      assert.doesNotMatch(got.stderr, /stop the service|restore a backup/);
      assert.equal(dump(path), before);
    }
  };
  const query = (text) => execFileSync('sqlite3', [bad, text]);
  refused('is not a backup', () => writeFileSync(bad, 'garbage\n'));
  refused('is not a backup', () => writeFileSync(bad, ''));
  refused('is not a backup', () => query('CREATE TABLE other (id)'));
  refused('is damaged', () => writeFileSync(bad,
    Buffer.concat([whole.subarray(0, 8192), Buffer.alloc(whole.length - 8192,
      'x')])));
  refused('belongs to a newer', () => {
    writeFileSync(bad, whole);
    query('PRAGMA user_version = 9999');
  });
});

const ERASED = 'gone@example.org';
const knows = (path) => readFileSync(join(path, 'northstar.db'))
  .indexOf(ERASED) >= 0;

for (const [what, how] of [['plain', []], ['sealed', ['--key', PUBLIC]]])
  test(`an old ${what} copy on a new machine erases whom later ones know of`,
    () => {
      const path = state(), into = fresh('backups'), to = fresh('new');
      const open = how.length ? ['--key', SECRET] : [];
      run(path, 'user', 'add', ERASED, '--role', 'moderator');
      run(path, 'backup', '--folder', into, ...how, at(NOW));
      assert.ok(!existsSync(join(into, 'erasures')));
      assert.match(run(path, 'erase', ERASED), /^erased$/m);
      assert.match(run(path, 'restore', '--check', join(into,
        copies(into)[0]), ...open), /erased again: 1/);
      run(path, 'backup', '--folder', into, ...how, at(NOW + DAY));
      // The machine is lost: the first copy and what lies beside it is all.
      if (!how.length) copyFileSync(join(path, 'secret'), join(to, 'secret'));
      assert.match(run(to, 'restore', join(into, copies(into)[0]), ...open),
        /erased again: 1/);
      assert.ok(!knows(to));
      assert.deepEqual(readFileSync(join(to, 'erasures')),
        readFileSync(join(path, 'erasures')));
      run(to, 'verify');
    });

test('another program opens a sealed copy as docs/backup.md says', () => {
  const path = state(), copy = join(folder, 'theirs.sealed');
  const out = fresh('out'), script = join(out, 'unseal.py');
  run(path, 'backup', copy, '--key', PUBLIC);
  writeFileSync(script, readFileSync(join(root, 'docs/backup.md'), 'utf8')
    .match(/```python\n([^]*?)```/)[1]);
  // Debian's own, which has Debian's packages.
  execFileSync('sh', ['-ec', '/usr/bin/python3 "$1" "$2" "$3" > all.tar; ' +
    'tar xf all.tar', 'sh', script, SECRET, copy], { cwd: out });
  for (const name of ['secret', 'northstar.conf'])
    assert.deepEqual(readFileSync(join(out, name)),
      readFileSync(join(path, name)));
  assert.equal(sql(out, 'SELECT count(*) FROM program'),
    sql(path, 'SELECT count(*) FROM program'));
});
