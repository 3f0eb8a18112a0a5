// The command line, from outside: what it says, what it stores, how it ends.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, readdirSync,
  rmSync, statSync, symlinkSync, truncateSync, writeFileSync, mkdirSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { command, program, root } from '../lib/instance.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-command-'));
const filled = join(folder, 'filled');
const starter = join(root, 'data/programs.csv');
let states = 0;

// A state folder of its own, filled with the starter directory.
function state() {
  const path = join(folder, `state-${++states}`);
  mkdirSync(path);
  copyFileSync(join(filled, 'northstar.db'), join(path, 'northstar.db'));
  return path;
}

// A state folder with places and no listing.
function emptyState() {
  const path = join(folder, `state-${++states}`);
  mkdirSync(path);
  run(path, 'migrate');
  run(path, 'import', 'places', join(root, 'data'));
  return path;
}

function run(path, ...args) {
  const got = command([...args, '--state', path]);
  assert.equal(got.status, 0, `${args.join(' ')}: ${got.stderr}`);
  return got.stdout;
}

// The command fails with this exit code, and says so.
function fails(path, code, pattern, ...args) {
  const got = command([...args, '--state', path]);
  assert.equal(got.status, code, got.stdout + got.stderr);
  assert.match(got.stderr, pattern);
  return got;
}

function file(text, name = 'file.csv') {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function sql(path, statement) {
  return execFileSync('sqlite3', [join(path, 'northstar.db'), statement],
    { encoding: 'utf8' }).trim();
}

const count = (path) => Number(sql(path, 'SELECT count(*) FROM program'));

before(() => {
  const first = run(filled, 'setup', '--admin', 'first@example.org');
  assert.match(first, /98 new, 0 changed, 0 unchanged/);
  assert.match(first, /http:\/\/127\.0\.0\.1:8080\/sign-in\/link\/[\w-]{43}\n/);
});
after(() => rmSync(folder, { recursive: true }));

test('setup a second time changes nothing and prints no link', () => {
  const path = state();
  const dump = sql(path, '.dump');
  assert.doesNotMatch(run(path, 'setup'), /link/);
  assert.equal(sql(path, '.dump'), dump);
});

test('setup that was cut short is finished by the next one', () => {
  const path = emptyState();
  assert.match(run(path, 'setup'), /98 new[^]*\/sign-in\/link\//);
  assert.equal(count(path), 98);
});

test('a command called wrongly says how and exits with 2', () => {
  const path = state();
  fails(path, 2, /usage: northstar import programs/, 'import', 'programs');
  fails(path, 2, /one argument too many/, 'verify', 'x');
  fails(path, 2, /no option --bogus/, 'verify', '--bogus');
  fails(path, 2, /no format "xml"/, 'export', 'programs', '--format', 'xml');
  fails(path, 2, /no role "king"/, 'user', 'add', 'a@b.org', '--role', 'king');
  fails(path, 2, /--reason needs/, 'comment', 'remove', '1');
  assert.equal(command(['dance']).status, 2);
  assert.equal(command([]).status, 2);
  assert.match(command(['help', 'import', 'programs']).stdout, /--dry-run/);
  for (const got of [command(['help', 'comment']), command(['comment'])])
    assert.match(got.stdout + got.stderr, /comment list.*comment publish/s);
  assert.equal(command(['comment']).status, 2);
  assert.doesNotMatch(command(['help', 'comment']).stdout, /import/);
  for (const name of ['serve', 'migrate', 'backup', 'verify', 'routes'])
    assert.equal(command([name, '--help']).status, 0);
});

test('a missing, damaged or newer database is named and never made', () => {
  const path = join(folder, 'nothing');
  mkdirSync(path);
  for (const args of [['verify'], ['export', 'programs'],
    ['import', 'programs', starter], ['backup', join(folder, 'no')]])
    fails(path, 1, /no North Star in .*northstar setup\n$/, ...args);
  assert.deepEqual(readdirSync(path), []);

  writeFileSync(join(path, 'northstar.db'), 'this is no database '.repeat(999));
  fails(path, 1, /cannot be used/, 'verify');

  const newer = state();
  sql(newer, 'PRAGMA user_version = 999');
  fails(newer, 1, /newer version/, 'verify');
  fails(newer, 1, /newer version/, 'migrate');
});

test('importing the same file again changes nothing', () => {
  const path = state();
  const dump = sql(path, '.dump');
  assert.match(run(path, 'import', 'programs', starter),
    /^0 new, 0 changed, 98 unchanged$/m);
  assert.match(run(path, 'import', 'programs', starter, '--publish'),
    /^0 new, 0 changed, 98 unchanged$/m);
  assert.match(run(path, 'import', 'measures', join(root, 'data/measures.csv')),
    /^0 measures and 0 figures new or changed$/m);
  assert.match(run(path, 'import', 'places', join(root, 'data')),
    /0 counties, 0 borders, 0 ZIP codes new or changed/);
  assert.equal(sql(path, '.dump'), dump);
});

test('a dry run says what would change and stores nothing', () => {
  const path = emptyState();
  const dump = sql(path, '.dump');
  assert.match(run(path, 'import', 'programs', starter, '--dry-run'),
    /98 new, 0 changed, 0 unchanged \(dry run/);
  assert.match(run(path, 'import', 'measures',
    join(root, 'data/measures.csv'), '--dry-run'), /17 measures and 21 fig/);
  assert.equal(sql(path, '.dump'), dump);
});

test('new listings are drafts until they are published', () => {
  const path = emptyState();
  run(path, 'import', 'programs', starter);
  assert.equal(run(path, 'export', 'programs').trim().split('\n').length, 1);
  assert.match(run(path, 'import', 'programs', starter, '--publish'),
    /0 new, 98 changed/);
  assert.equal(JSON.parse(run(path, 'export', 'programs', '--format', 'json'))
    .length, 98);
});

test('an export fills an empty state so that its export is the same', () => {
  const from = state();
  run(from, 'import', 'programs', file(
    'name,organization,state,description,county,phone,details,requirements,' +
    'needs_mentors,hours_per_month,badge,badge_until,confirmed,' +
    'confirmed_how,statewide,languages\n' +
    '"=HYPERLINK(""x"")",\'=Org,MN,"a, ""b""",St. Louis,+1 651 555 0100,' +
    '"- one\n- two",training;interview,yes,2.5,expert,2027-01-01,2026-01-02,' +
    'phone,yes,so;es\n'), '--publish');
  const first = run(from, 'export', 'programs');
  const to = emptyState();
  assert.match(run(to, 'import', 'programs', file(first), '--publish'),
    /99 new/);
  assert.equal(run(to, 'export', 'programs'), first);
  assert.match(run(from, 'import', 'programs', file(first), '--publish'),
    /0 new, 0 changed, 99 unchanged/);
});

test('a cell that starts a formula leaves with an apostrophe', () => {
  const path = emptyState();
  const text = 'name,organization,state,description\n' +
    "'=1+1,@Org,MN,''-x\n";
  run(path, 'import', 'programs', file(text), '--publish');
  assert.equal(sql(path, 'SELECT name, summary FROM program'), "=1+1|'-x");
  assert.match(run(path, 'export', 'programs'), /^'=1\+1,'@Org,''-x,/m);
});

test('every error of a file is told with line, column and remedy', () => {
  const path = state();
  const before = sql(path, '.dump');
  const bad = file('state,name,organization,description,program_types,' +
    'settings,ages_min,ages_max,county,service_area_counties,website,zip,' +
    'email,confirmed\n' +
    'MN,A,O,x,groop,,,,,,,,,\n' +
    'MN,B,O,x,,skool,,,,,,,,\n' +
    'MN,C,O,x,,,abc,,,,,,,\n' +
    'MN,D,O,x,,,-1,1e9,,,,,,\n' +
    'MN,E,O,x,,,12,8,,,,,,\n' +
    'MN,F,O,x,,,,,Henepin,,,,,\n' +
    'MN,G,O,x,,,,,,Cass;Clay (WI),,,,\n' +
    'MN,H,O,x,,,,,,,javascript:alert(1),,,\n' +
    'MN,I,O,x,,,,,,,,123,,\n' +
    'XX,J,O,x,,,,,,,,,,\n' +
    'MN,,O,x,,,,,,,,,,\n' +
    'MN,L,O,,,,,,,,,,,\n' +
    'MN,M,O,x,,,,,,,,,nobody,2026-02-31\n' +
    'MN,N,O,x\n', 'bad.csv');
  const { stderr } = fails(path, 1, /nothing was stored/, 'import', 'programs',
    bad);
  for (const line of [
    '2: program_types: "groop" is not one of its words; did you mean "group"?',
    '3: settings: "skool" is not one of its words; did you mean "school"?',
    '4: ages_min: "abc" is not a whole number; write 0 to 99',
    '5: ages_min: "-1" is out of bounds; write 0 to 99',
    '5: ages_max: "1e9" is not a whole number; write 0 to 99',
    '6: ages_min: 12 is above ages_max, which is 8; exchange them',
    '7: county: "Henepin" is not a county of MN; did you mean "Hennepin"?',
    '8: service_area_counties: "Clay" is not a county of WI; ',
    '9: website: "javascript:alert(1)" is not a web address; ',
    '10: zip: "123" is not a ZIP code; write its five digits',
    '11: state: "XX" is not a state of this directory; ',
    '12: name: is empty; ',
    '13: description: is empty; ',
    '14: email: is not an e-mail address; ',
    '14: confirmed: "2026-02-31" is not a date; ',
    '15: has 4 cells where the header has 14; ',
  ]) assert.ok(stderr.includes(`${bad}:${line}`), `${line}\n${stderr}`);
  assert.equal(sql(path, '.dump'), before);
});

test('unknown and missing columns are named with the known ones', () => {
  const path = state();
  fails(path, 1, /:1: organisation: .* did you mean "organization"\?/,
    'import', 'programs', file('name,organisation,state\nA,B,MN\n'));
  fails(path, 1, /:1: favourite dish: .* one of: name, organization, /,
    'import', 'programs',
    file('name,organization,state,favourite dish\nA,B,MN,x\n'));
  fails(path, 1, /:1: state: is missing/, 'import', 'programs',
    file('name,organization\nA,B\n'));
});

test('the same listing twice in a file is refused with both lines', () => {
  const path = state();
  fails(path, 1, /file\.csv:4: name: the same listing .* on line 2;/,
    'import', 'programs', file('name,organization,state,description\n' +
      'Kin,Org,MN,x\nKin,Org,WI,x\nKIN,Org,MN,x\n'));
  assert.equal(count(path), 98);
});

test('at most a hundred errors are shown and the rest counted', () => {
  const path = state();
  const { stderr } = fails(path, 1, /and 50 more/, 'import', 'programs', file(
    'name,organization,state\n' + 'x\n'.repeat(150)));
  assert.equal(stderr.match(/has 1 cells/g).length, 100);
});

test('UTF-16, open quotes, odd bytes and huge files are refused', () => {
  const path = state();
  const before = count(path);
  const head = 'name,organization,state,description\n';
  const cases = [
    [Buffer.from(`\ufeff${head}A,B,MN,x\n`, 'utf16le'), /:1: is UTF-16 text/],
    [Buffer.from(head, 'utf16le'), /:1: is UTF-16 text/],
    [`${head}A,B,MN,x\nC,"D,MN,x\nE,F,MN,x\n`,
      /:3: organization: the quote .* is never closed/],
    [Buffer.concat([Buffer.from(`${head}A,B,MN,caf`), Buffer.from([0xe9, 10])]),
      /:2: description: is not UTF-8/],
    [`${head}A,B,MN,${'x'.repeat(20001)}\n`, /:2: description: holds 20001/],
    [head.replaceAll(',', ';'), /:1: has its cells set apart by semicolons/],
    ['', /is empty/],
  ];
  for (const [text, pattern] of cases)
    fails(path, 1, pattern, 'import', 'programs', file(text));
  const huge = file('');
  truncateSync(huge, 100_000_000);
  const begin = Date.now();
  fails(path, 1, /has 100 MB, at most 90 MB/, 'import', 'programs', huge);
  assert.ok(Date.now() - begin < 5000, 'at once');
  assert.equal(count(path), before);
});

test('a byte order mark, CRLF and another order of columns are fine', () => {
  const path = emptyState();
  run(path, 'import', 'programs', file('\ufeffstate,description,' +
    'organization,name,service_area_counties\r\nND,"two\r\nlines",Org,Kin,' +
    'Cass;Clay (MN)\r\n'), '--publish');
  const [p] = JSON.parse(run(path, 'export', 'programs', '--format', 'json'));
  assert.equal(p.description, 'two lines');
  assert.deepEqual(p.service_area_counties.map((c) => `${c.name} ${c.state}`),
    ['Cass ND', 'Clay MN']);
});

test('an absent column leaves a field alone and an empty cell clears it', () => {
  const path = emptyState();
  const key = 'name,organization,state,';
  run(path, 'import', 'programs', file(
    `${key}description,phone,program_types\nA,B,MN,x,651-555-0100,group\n`),
  '--publish');
  const get = () => JSON.parse(
    run(path, 'export', 'programs', '--format', 'json'))[0];
  run(path, 'import', 'programs', file(`${key}description\nA,B,MN,y\n`));
  assert.equal(get().phone, '651-555-0100');
  assert.deepEqual(get().program_types, ['group']);
  run(path, 'import', 'programs', file(`${key}phone\nA,B,MN,\n`));
  assert.equal(get().phone, null);
  assert.equal(get().description, 'y');
});

test('words that other directories use are understood', () => {
  const path = emptyState();
  run(path, 'import', 'programs', file('name,organization,state,description,' +
    'program_types,settings\nA,B,MN,x,group;School-based,college campus\n'),
  '--publish');
  const [p] = JSON.parse(run(path, 'export', 'programs', '--format', 'json'));
  assert.deepEqual(p.program_types, ['group']);
  assert.deepEqual(p.settings, ['school', 'campus']);
});

test('a listing that meets online is marked so', () => {
  const [p] = JSON.parse(run(filled, 'export', 'programs', '--format', 'json'))
    .filter((one) => one.name === 'eMentors');
  assert.equal(p.online, true);
});

test('wrong measures are refused with line and column', () => {
  const path = state();
  const head = 'area,measure,name,definition,unit,direction,period,year,' +
    'target,value,qualifier,source,note\n';
  fails(path, 1, new RegExp([
    ':2: area: "netwrok" is not an area of the plan; did you mean "network"',
    ':3: direction: "sideways" is not known',
    ':3: value: "many" is not a number',
    ':5: period: stands twice',
    ':6: period: may hold no slash',
  ].join('[^]*')), 'import', 'measures', file(`${head}` +
    'netwrok,m,M,D,u,up,2012,2012,no,1,,S,\n' +
    'network,m,M,D,u,sideways,2012,2012,no,many,,S,\n' +
    'network,n,M,D,u,up,2012,2012,no,1,,S,\n' +
    'network,n,M,D,u,up,2012,2012,no,2,,S,\n' +
    'network,n,M,D,u,up,2015/16,2016,no,2,,S,\n'));
});

test('an import that is killed leaves nothing', async () => {
  const path = state();
  const rows = Array.from({ length: 60_000 }, (_, i) =>
    `Kill ${i},Org,MN,${'words about mentoring '.repeat(9)}\n`);
  const big = file('name,organization,state,description\n' + rows.join(''),
    'big.csv');
  const child = spawn(program, ['import', 'programs', big, '--publish',
    '--state', path], { stdio: 'ignore' });
  const ended = new Promise((resolve) =>
    child.on('exit', (code, signal) => resolve(signal)));
  const log = join(path, 'northstar.db-wal');
  while (child.exitCode === null &&
    !(existsSync(log) && statSync(log).size > 1 << 20))
    await new Promise((resolve) => setTimeout(resolve, 5));
  child.kill('SIGKILL');
  assert.equal(await ended, 'SIGKILL', 'it was still at work');
  assert.equal(count(path), 98);
  assert.match(run(path, 'verify'), /search index: ok/);
  assert.match(run(path, 'import', 'programs', starter), /98 unchanged/);
});

test('verify finds a damaged index and repairs it', () => {
  const path = state();
  assert.match(run(path, 'verify'), /references: ok[^]*index: ok[^]*: ok/);
  sql(path, "DELETE FROM search_bitmap WHERE kind = 'term'");
  fails(path, 1, /not right/, 'verify');
  assert.match(run(path, 'verify', '--repair'), /search index: ok/);
  run(path, 'verify');
});

test('verify finds a broken chain in the record of changes', () => {
  const path = state();
  sql(path, 'DROP TRIGGER audit_keeps; ' +
    "UPDATE audit SET actor = 'nobody' WHERE id = 5");
  const got = fails(path, 1, /not right/, 'verify');
  assert.match(got.stdout, /record of changes: WRONG/);
});

test('verify finds damage in the file', () => {
  const path = state();
  const database = join(path, 'northstar.db');
  const bytes = readFileSync(database);
  bytes.fill(0x5a, bytes.length >> 1, (bytes.length >> 1) + 20_000);
  writeFileSync(database, bytes);
  assert.equal(command(['verify', '--state', path]).status, 1);
});

test('a backup restores what was there', () => {
  const path = state();
  const copy = join(folder, 'copy.db');
  run(path, 'backup', copy);
  assert.equal(statSync(copy).mode & 0o077, 0);
  fails(path, 1, /exists/, 'backup', copy);
  const before = run(path, 'export', 'programs');
  run(path, 'import', 'programs', file(
    'name,organization,state,description\nNew,Org,MN,x\n'), '--publish');
  assert.notEqual(run(path, 'export', 'programs'), before);

  mkdirSync(join(path, 'pages/x-1'), { recursive: true });
  symlinkSync('x-1', join(path, 'pages/current'));
  const generation = Number(sql(path, 'SELECT public FROM generation'));
  run(path, 'restore', copy);
  assert.equal(run(path, 'export', 'programs'), before);
  assert.ok(!existsSync(join(path, 'pages/current')));
  assert.ok(Number(sql(path, 'SELECT public FROM generation')) > generation,
    'no page of the old database is of the present generation');
  run(path, 'verify');
});

test('what is no backup is refused and changes nothing', () => {
  const path = state();
  const before = sql(path, '.dump');
  for (const text of ['', 'no database', 'x'.repeat(99_999)])
    fails(path, 1, /not a backup/, 'restore', file(text, 'no.db'));
  fails(path, 1, /No such file/, 'restore', join(folder, 'missing.db'));
  assert.equal(sql(path, '.dump'), before);
  assert.deepEqual(readdirSync(path).filter((f) => /restoring/.test(f)), []);
});

test('restore stays away from a running server unless forced', async () => {
  const path = state();
  const copy = join(folder, 'live.db');
  run(path, 'backup', copy);
  mkdirSync(join(path, 'run'));
  const lock = join(path, 'run/serve.lock');
  const holder = spawn('flock', [lock, 'sh', '-c', 'echo held; read x'],
    { stdio: ['pipe', 'pipe', 'inherit'] });
  await new Promise((resolve) => holder.stdout.once('data', resolve));
  fails(path, 1, /a server runs/, 'restore', copy);
  assert.match(run(path, 'restore', copy, '--force'), /restart it now/);
  holder.stdin.end();
  await new Promise((resolve) => holder.on('exit', resolve));
  run(path, 'restore', copy);
});

test('accounts get a password or a one-time link', () => {
  const path = state();
  assert.match(run(path, 'user', 'add', 'E@Example.org', '--role', 'editor'),
    /\/sign-in\/link\/[\w-]{43}/);
  fails(path, 1, /has an account already/, 'user', 'add', 'e@example.org',
    '--role', 'admin');
  assert.match(run(path, 'user', 'link', 'e@example.org'), /\/sign-in\/link\//);
  const add = (input) => command(['user', 'add', 'p@example.org', '--role',
    'moderator', '--password-stdin', '--state', path], { input });
  assert.equal(add('short\n').status, 1);
  assert.equal(add('').status, 1);
  assert.equal(add('correct horse battery\n').status, 0);
  assert.match(sql(path, "SELECT password_hash FROM user WHERE email = " +
    "'p@example.org'"), /^\$argon2id\$/);
  assert.doesNotMatch(sql(path, 'SELECT detail FROM audit_detail'), /example\.org/);
});

test('comments are listed, published and removed', () => {
  const path = state();
  assert.match(run(path, 'comment', 'list'), /^0 held$/m);
  sql(path, "INSERT INTO thread (id, kind, key) VALUES (1, 'about', 'about');" +
    'INSERT INTO comment (id, thread_id, root_id, depth, state, author_name, ' +
    'author_email, body, flags, created_at, content_key) VALUES ' +
    "(1, 1, 1, 1, 'held', 'Ann', 'ann@example.org', 'Call me\non 555', 1, " +
    "1795449900, x'01')");
  const held = run(path, 'comment', 'list');
  assert.match(held, /^1\t2026-11-23T16:05:00Z\t\/about\tAnn\t\[phone\]$/m);
  assert.match(held, /^\tCall me on 555$/m);
  assert.doesNotMatch(held, /ann@example/);
  run(path, 'comment', 'publish', '1');
  assert.match(run(path, 'comment', 'list', 'published'), /^1 published$/m);
  fails(path, 2, /--reason needs/, 'comment', 'remove', '1');
  run(path, 'comment', 'remove', '1', '--reason', 'asked for');
  assert.equal(sql(path, 'SELECT state, reason FROM comment'),
    'removed|asked for');
  fails(path, 1, /no comment 7/, 'comment', 'publish', '7');
  fails(path, 2, /not the number/, 'comment', 'publish', 'seven');
  fails(path, 2, /no state "lost"/, 'comment', 'list', 'lost');
});

test('routes and configuration are explained', () => {
  const path = state();
  assert.match(run(path, 'routes'), /^GET +anyone +\/ +app +-/m);
  assert.match(run(path, 'check-config'), /base_url/);
  fails(join(path, 'none'), 1, /^northstar: there is no North Star in \S+none:/,
    'check-config');
  writeFileSync(join(path, 'northstar.conf'), '[site]\nbase_ulr = x\n');
  fails(path, 1, /northstar\.conf cannot be used/, 'check-config');
});

test('a secret that cannot be read is a fault of the configuration', () => {
  const path = state();
  writeFileSync(join(path, 'northstar.conf'),
    `[provider google]\nclient_id = ours\nsecret_file = ${path}/none\n` +
    `[mail]\npassword_file = ${path}/lost\n`);
  fails(path, 1, /\[provider google\] secret_file \S+none: No such/,
    'check-config');
  fails(path, 1, /\[mail\] password_file \S+lost: No such/, 'check-config');
  writeFileSync(join(path, 'none'), 'x\n');
  writeFileSync(join(path, 'lost'), 'x\n');
  assert.match(run(path, 'check-config'), /google/);
});

test('a folder without a database is no North Star, in one sentence', () => {
  const path = mkdtempSync(join(tmpdir(), 'northstar-'));
  for (const words of [['user', 'link', 'a@example.org'], ['erase',
    'a@example.org'], ['export', 'comments'], ['import', 'comments',
    join(root, 'tests/data/old-site.xml')]])
    fails(path, 1, /^northstar: there is no North Star in \S+: give --state DIR, or run northstar setup\n$/,
      ...words);
  rmSync(path, { recursive: true });
});
