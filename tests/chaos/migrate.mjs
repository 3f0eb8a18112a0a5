// kill -9 before every SQL statement of every migration, and at every step of
// a change to a ready-made page. After each, the database is the old one or
// the new one and whole, the same command then succeeds, and no reader is
// shown an old page.
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync,
  rmSync, symlinkSync, lstatSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { command, filledState, processesIn, root, startInstance, until }
  from '../lib/instance.mjs';
import { trusted } from '../lib/members.mjs';
import { part } from '../lib/part.mjs';
import { sql } from '../lib/staff.mjs';

const ABOUT = { thread: 'about', key: 'about' };
const COOKIE = { headers: { Cookie: 'ns_test=1' } };

// Databases of old versions --------------------------------------------------

// A row of the record as versions 1 and 2 chained it (src/store/audit.c).
function recordRows(count) {
  let before = Buffer.alloc(32);
  return Array.from({ length: count }, (_, i) => {
    const row = { id: i + 1, at: 1000 + i, actor: 'import',
      action: 'program.save', object: `program ${i + 1}`,
      detail: i % 2 ? null : '{"name":{"after":"x"}}' };
    const parts = [row.id, row.at, row.actor, row.action, row.object,
      row.detail ? 'detail' : 'none', row.detail ?? ''].map((one) => {
      const bytes = Buffer.from(String(one)), length = Buffer.alloc(8);
      length.writeBigUInt64LE(BigInt(bytes.length));
      return Buffer.concat([length, bytes]);
    });
    before = execFileSync('openssl', ['mac', '-binary', '-macopt',
      `hexkey:${before.toString('hex')}`, '-macopt', 'size:32', 'BLAKE2BMAC'],
    { input: Buffer.concat(parts) });
    return { ...row, hash: before };
  });
}

const MORE = `INSERT INTO thread (id, kind, key, comment_count)
    VALUES (1, 'about', 'about', 1);
  INSERT INTO user (id, email, name, role, created_at)
    VALUES (1, 'kari@example.org', 'Kari', 'admin', 5);
  INSERT INTO user_link (token_hash, user_id, created_at, ends_at)
    VALUES (zeroblob(32), 1, 5, 6);
  INSERT INTO comment (id, thread_id, root_id, depth, state, is_shown,
    author_name, author_email, body, created_at, published_at, content_key)
    VALUES (1, 1, 1, 1, 'published', 1, 'Ana', 'ana@example.org', 'First', 7,
      8, x'01'), (2, 1, 2, 1, 'held', 0, 'Bo', 'bo@example.org', 'Second', 9,
      NULL, x'02');
  INSERT INTO outbox (id, kind, recipient, object, created_at)
    VALUES (1, 'comment-held', 'staff', 'comment 2', 9),
      (2, 'invitation', 'kari@example.org', 'user 1', 9);`;

const shell = (path, script) => execFileSync('sqlite3', [path],
  { input: script, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });

// The starter directory, and a few rows more, in the schema of version; its
// state folder has a ready-made page.
function oldState(folder, version) {
  const pages = join(folder, 'pages');
  mkdirSync(pages, { recursive: true });
  symlinkSync('1-old', join(pages, 'current'));
  if (version === 0) return;
  const path = join(folder, 'northstar.db');
  const full = join(filledState(), 'northstar.db');
  shell(path, readFileSync(join(root, `tests/data/schema-${version}.sql`),
    'utf8') + 'DELETE FROM term; DELETE FROM generation;');
  const columns = (table, schema) => shell(path, `ATTACH '${full}' AS full;` +
    `SELECT name FROM pragma_table_info('${table}', '${schema}');`)
    .trim().split('\n');
  const tables = shell(path, "SELECT name FROM sqlite_master WHERE type =" +
    " 'table' AND name NOT LIKE 'sqlite_%'").trim().split('\n');
  let script = `ATTACH '${full}' AS full; PRAGMA foreign_keys = OFF; BEGIN;`;
  for (const table of tables) {
    if (/^(audit|user|comment|thread|outbox)/.test(table)) continue;
    const full = columns(table, 'full');
    const both = columns(table, 'main').filter((one) => full.includes(one));
    script += `INSERT INTO main.${table} (${both}) SELECT ${both} ` +
      `FROM full.${table};\n`;
  }
  script += MORE;
  const rows = recordRows(6);
  for (const row of rows)
    script += `INSERT INTO audit VALUES (${row.id}, ${row.at}, ` +
      `'${row.actor}', '${row.action}', '${row.object}', ` +
      `${row.detail ? `'${row.detail}'` : 'NULL'}, ` +
      `x'${row.hash.toString('hex')}');\n`;
  if (version > 1)
    script += `INSERT INTO audit_head VALUES (1, ${rows.at(-1).id}, ` +
      `x'${rows.at(-1).hash.toString('hex')}');`;
  shell(path, `${script} COMMIT; PRAGMA user_version = ${version};` +
    'PRAGMA journal_mode = WAL;');
}

// All that a database says, and in which shape.
const contentOf = (state) => existsSync(join(state, 'northstar.db')) &&
  readFileSync(join(state, 'northstar.db')).length > 0
  ? shell(join(state, 'northstar.db'), 'PRAGMA user_version;\n' +
    '.sha3sum --schema\n') : 'nothing';

const isLinked = (state) => Boolean(lstatSync(join(state, 'pages/current'),
  { throwIfNoEntry: false }));

const listed = (text) => [...text.matchAll(/^fault: statement (\d+): (.*)$/gm)]
  .map(([, number, words]) => ({ number: Number(number), words }));

// So many of all, the last three always among them: there the versions meet.
function some(all, count) {
  if (count >= all.length) return all;
  const step = (all.length - 3) / Math.max(count - 3, 1);
  const chosen = all.slice(-3);
  for (let i = 0; i < count - 3; i++) chosen.push(all[Math.floor(i * step)]);
  return chosen;
}

function road(version, size, p) {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-migrate-'));
  const tally = { killed: 0, old: 0, new: 0, broken: 0, stuck: 0, stale: 0 };
  try {
    const old = join(folder, 'old'), state = join(folder, 'state');
    const fresh = () => {
      rmSync(state, { recursive: true, force: true });
      cpSync(old, state, { recursive: true, verbatimSymlinks: true });
    };
    oldState(old, version);
    const before = contentOf(old);
    fresh();
    const whole = command(['migrate', '--state', state],
      { env: { NORTHSTAR_FAULT: 'statement:0' } });
    const steps = listed(whole.stderr), after = contentOf(state);
    const verified = command(['verify', '--state', state]);
    if (whole.status !== 0 || verified.status !== 0 || before === after)
      throw new Error(`version ${version}: ${whole.stderr}${verified.stderr}`);
    for (const { number, words } of some(steps, size.statements)) {
      fresh();
      const got = command(['migrate', '--state', state],
        { env: { NORTHSTAR_FAULT: `statement:${number}` } });
      const found = contentOf(state);
      const isNew = found === after, isOld = !isNew && (found === before ||
        (version === 0 && /^(nothing|0\n)/.test(found)));
      tally.killed += got.signal === 'SIGKILL' &&
        listed(got.stderr).at(-1)?.words === words;
      tally.old += isOld;
      tally.new += isNew;
      tally.broken += !isOld && !isNew;
      tally.stale += isNew && isLinked(state);
      const again = command(['migrate', '--state', state]);
      tally.stuck += again.status !== 0 || contentOf(state) !== after ||
        isLinked(state);
      if (!isOld && !isNew) console.log(`killed before ${words}: ${found}`);
    }
    const tried = Math.min(size.statements, steps.length);
    p.row({ tried: `kill -9 before ${tried === steps.length ? 'each' :
      tried} of the ${steps.length} statements of \`northstar migrate\` ` +
      (version ? `from version ${version}` : 'of a new database'),
    result: `${tally.killed} reached; ${tally.old} times the old database, ` +
      `${tally.new} the new one, ${tally.broken} anything else; ` +
      `${tally.stale} old pages left to be shown; migrating again failed or ` +
      `led elsewhere ${tally.stuck} times`,
    good: tally.killed === tried && tally.broken + tally.stale + tally.stuck
      === 0 && tally.new > 0 && tally.old > 0 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// The first start ------------------------------------------------------------

function setUp(size, p) {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-setup-'));
  const run = (state, fault) => command(['setup', '--state', state],
    { env: fault ? { NORTHSTAR_FAULT: fault } : {} });
  let reached = 0, wrong = 0;
  try {
    const whole = join(folder, 'whole');
    const steps = listed(run(whole, 'statement:0').stderr).length;
    const exported = (state) =>
      command(['export', 'programs', '--state', state]).stdout;
    const programs = exported(whole);
    for (let i = 0; i < size.setups; i++) {
      const state = join(folder, `state-${i}`);
      const number = 1 + Math.floor((i + Math.random()) * steps / size.setups);
      reached += run(state, `statement:${number}`).signal === 'SIGKILL';
      const again = run(state);
      const [[admins]] = sql({ state }, 'SELECT count(*) FROM user' +
        " WHERE role = 'admin'");
      wrong += again.status !== 0 || exported(state) !== programs ||
        admins !== 1 || command(['verify', '--state', state]).status !== 0;
    }
    p.row({ tried: `kill -9 before ${size.setups} of the ${steps} statements ` +
      'of the first start, which fills the database',
    result: `${reached} reached; the next start failed or filled it ` +
      `otherwise ${wrong} times`,
    good: reached === size.setups && wrong === 0 && programs.length > 10_000 });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

// Ready-made pages -----------------------------------------------------------

class Pages {
  constructor(site) {
    this.site = site;
    this.number = 0;
  }

  get() {
    return this.site.get('/about');
  }

  fresh() {
    return this.site.get('/about', COOKIE);
  }

  async ready() {
    await until(async () => !(await this.get()).headers['x-request-id'],
      'the page is ready', 20);
  }

  // A comment that waits; its id and words.
  async held() {
    const words = `Comment ${++this.number}.`;
    const answer = await this.site.post('/comments', { ...ABOUT, name: 'Ana',
      email: `ana${this.number}@example.org`, body: words });
    if (answer.status !== 303) throw new Error(`post: ${answer.status}`);
    return { id: answer.headers.location.match(/\d+$/)[0], words };
  }

  // Of three readers one after the other, who is shown what is not so?
  async wrong(words, isShown) {
    let count = 0;
    for (let i = 0; i < 3; i++) {
      const answer = await this.get();
      count += answer.status !== 200 || answer.text.includes(words) !== isShown;
    }
    return count;
  }

  isPublished(id) {
    return sql(this.site, 'SELECT state FROM comment WHERE id = ?',
      Number(id))[0][0] === 'published';
  }
}

// The command that publishes, killed before each of its statements.
async function byStatement(pages, size, p) {
  const first = await pages.held();
  const { stderr } = pages.site.command('comment', 'publish', first.id,
    { env: { NORTHSTAR_FAULT: 'statement:0' } });
  const steps = listed(stderr);
  const tally = { reached: 0, published: 0, wrong: 0, stuck: 0 };
  const chosen = some(steps, size.publish)
    .map(({ number }) => `statement:${number}`).concat('after-commit');
  for (const point of chosen) {
    const { id, words } = await pages.held();
    await pages.ready();
    tally.reached += pages.site.command('comment', 'publish', id,
      { env: { NORTHSTAR_FAULT: point } }).signal === 'SIGKILL';
    const isPublished = pages.isPublished(id);
    tally.published += isPublished;
    tally.wrong += await pages.wrong(words, isPublished);
    if (!isPublished) pages.site.run('comment', 'publish', id);
    tally.stuck += await pages.wrong(words, true);
  }
  p.row({ tried: `kill -9 before ${chosen.length > steps.length ? 'each' :
    chosen.length - 1} of the ${steps.length} statements that publish a ` +
    'comment, and after the commit',
  result: `${tally.reached} reached, published ${tally.published} times; ` +
    `${tally.wrong + tally.stuck} old pages shown`,
  good: tally.reached === chosen.length && tally.published > 0 &&
    tally.wrong + tally.stuck === 0 });
}

// Points of a worker, in the order of a change: it is made, then the page is.
const POINTS = ['before-unlink', 'before-commit', 'after-commit',
  'page-written', 'page-gz', 'page-br', 'page-kept', 'page-link',
  'page-linked'];
const STARTS = ['epoch-written', 'epoch-unlinked'];
// Points at which another test kills: it names them, and they must be reached.
const ELSEWHERE = { 'copy-looked-at': 'tests/http/backup.test.mjs',
  'copy-made': 'tests/http/backup.test.mjs',
  'mail.sent': 'tests/http/mail_faults.test.mjs',
  statement: 'tests/chaos/migrate.mjs' }; // above

function pointsInSources() {
  const folder = join(root, 'src');
  return readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith('.c'))
    .flatMap((name) => [...readFileSync(join(folder, name), 'utf8')
      .matchAll(/\bFAULT_POINT\("([^"]+)"\)|fault_is_due\("([^"]+)"/g)])
    .map((match) => match[1] ?? match[2]);
}

async function sameInAllCodings(pages) {
  const [plain, gz, br] = await Promise.all(['identity', 'gzip', 'br']
    .map((coding) => pages.site.get('/about',
      { headers: { 'Accept-Encoding': coding } })));
  return gunzipSync(gz.body).equals(plain.body) &&
    brotliDecompressSync(br.body).equals(plain.body) &&
    plain.text === (await pages.fresh()).text;
}

const endAtOnce = async (site) => {
  for (const line of processesIn(site.state))
    try {
      process.kill(parseInt(line, 10), 'SIGKILL');
    } catch { /* it went with the others */ }
  await site.ended;
};

async function byPoint(pages, member, p) {
  const faults = join(pages.site.state, 'faults');
  mkdirSync(faults, { recursive: true });
  const tally = { reached: 0, wrong: 0, unlike: 0 };
  for (const point of POINTS) {
    await pages.ready();
    const words = `Killed at ${point}, ${++pages.number}.`;
    writeFileSync(join(faults, point), '');
    const answer = await pages.site.post('/comments', { ...ABOUT, body: words },
      { headers: { Cookie: `ns_session=${member.token}` } });
    tally.wrong += answer.status !== 303;
    tally.wrong += await pages.wrong(words, true);
    await until(async () => await pages.get() &&
      !existsSync(join(faults, point)), `${point} is reached`, 10)
      .then(() => tally.reached++, () => {});
    rmSync(join(faults, point), { force: true });
    tally.wrong += await pages.wrong(words, true);
    await pages.ready();
    tally.unlike += !await sameInAllCodings(pages);
  }
  p.row({ tried: `kill -9 of a worker at ${POINTS.join(', ')}`,
    result: `${tally.reached} of ${POINTS.length} reached; ${tally.wrong} ` +
      `old pages or failures, ${tally.unlike} pages half or unlike a fresh one`,
    good: tally.reached === POINTS.length &&
      tally.wrong + tally.unlike === 0 });
}

// Everything dies with a worker at the point, or the start itself dies there:
// what does the next start show?
async function byStart(site, member, size, p) {
  const points = [...POINTS, ...STARTS].slice(-size.starts);
  let reached = 0, wrong = 0, now = site;
  for (const point of points) {
    const words = `Ended at ${point}.`;
    const pages = new Pages(now);
    await pages.ready();
    const faults = join(now.state, 'faults');
    if (POINTS.includes(point)) {
      writeFileSync(join(faults, point), '');
      await now.post('/comments', { ...ABOUT, body: words },
        { headers: { Cookie: `ns_session=${member.token}` } });
      await until(async () => await pages.get() &&
        !existsSync(join(faults, point)), point, 10).then(() => reached++,
        () => {});
      await endAtOnce(now);
    } else {
      await endAtOnce(now);
      // As a power cut may leave it (see power.mjs).
      const old = join(now.state, 'pages/1-old');
      mkdirSync(old, { recursive: true });
      writeFileSync(join(old, 'about@.html'), 'an old page');
      rmSync(join(now.state, 'pages/current'), { force: true });
      symlinkSync('1-old', join(now.state, 'pages/current'));
      const failed = await startInstance({ state: now.state,
        env: { NORTHSTAR_FAULT: point } }).then(() => null, (error) => error);
      reached += /the app ended/.test(failed?.message);
    }
    now.stopped = true;
    now = await startInstance({ state: now.state,
      env: { NORTHSTAR_FAULTS: 'faults' } });
    pages.site = now;
    const first = await pages.get();
    wrong += first.status !== 200 || (POINTS.includes(point) &&
      !first.text.includes(words)) || first.text !==
      (await pages.fresh()).text || now.command('verify').status !== 0;
  }
  p.row({ tried: `kill -9 of everything at ${points.join(', ')}, and a start`,
    result: `${reached} of ${points.length} reached; ${wrong} starts showed ` +
      'anything but the present page, or did not verify',
    good: reached === points.length && wrong === 0 });
  return now;
}

async function readyMade(size, p) {
  const points = pointsInSources(), here = [...POINTS, ...STARTS];
  const elsewhere = points.filter((name) => ELSEWHERE[name] &&
    readFileSync(join(root, ELSEWHERE[name]), 'utf8').includes(name));
  const missing = points.filter((name) =>
    ![...here, ...elsewhere].includes(name));
  const gone = [...here, ...Object.keys(ELSEWHERE)].filter((name) =>
    !points.includes(name));
  p.row({ tried: 'each named point of the sources is one where a test kills',
    result: `${here.length} here, ${elsewhere.length} in other tests` +
      (missing.length ? `; not ${missing}` : '') +
      (gone.length ? `; no more in the sources: ${gone}` : ''),
    good: missing.length + gone.length === 0 });
  const start = () => startInstance({ env: { NORTHSTAR_FAULTS: 'faults' },
    config: { comments: { per_hour: 10000 }, server: { workers: 4 } } });
  let site = await start();
  try {
    await byStatement(new Pages(site), size, p);
    await site.stop();
    site = await start(); // whose thread is on one page
    const member = await trusted(site);
    await byPoint(new Pages(site), member, p);
    site = await byStart(site, member, size, p);
  } finally {
    await site.stop();
  }
}

await part('migrate', {
  full: { roads: [0, 1, 2], statements: Infinity, publish: Infinity,
    starts: 99, setups: 12 },
  smoke: { roads: [1], statements: 3, publish: 3, starts: 1, setups: 0 },
  minutes: 40,
}, async (size, p) => {
  for (const version of size.roads) road(version, size, p);
  if (size.setups) setUp(size, p);
  await readyMade(size, p);
});
