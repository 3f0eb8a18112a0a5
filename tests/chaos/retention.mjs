// What is kept of people ends when the table says so: every kind of row is
// made through the site, then the clock is moved, and each is there shortly
// before its time and gone shortly after it, with the bytes that it left in
// the files. src/page/retention.c has the table; the pages show it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync,
  utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { part, isSmoke } from '../lib/part.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { holders } from '../lib/traces.mjs';
import { Visitor } from '../lib/visitor.mjs';

const DAY = 86400;
// Half past three at night in Minnesota, in winter: the job wipes at night.
const T0 = Date.UTC(2027, 0, 12, 9, 30) / 1000;
const PASSWORD = 'a long walk to the lake';

// Tables that hold nothing of a person; all others must stand in the table.
const OF_NOBODY = ['county', 'county_neighbor', 'figure', 'generation',
  'measure', 'page_text', 'program_county', 'program_slug', 'program_term',
  'search_bitmap', 'search_forward', 'search_word', 'setting', 'sqlite_sequence',
  'sqlite_stat1', 'system_event', 'term', 'zip'];

const clock = (at) => ({ NORTHSTAR_NOW: String(Math.round(at)) });
const count = (site, from, ...values) =>
  sql(site, `SELECT count(*) FROM ${from}`, ...values)[0][0];

async function write(visitor, words, more = {}) {
  const answer = await visitor.send('/comments', { thread: 'about',
    key: 'about', name: `${words}name`, email: `${words}@keep.example`,
    body: `${words}body says a good deal about it.`, ...more });
  assert.equal(answer.status, 303, answer.text);
  return Number(answer.headers.location.match(/\d+$/)[0]);
}

function run(site, ...args) {
  const got = site.command(...args, { env: clock(T0 + 60) });
  assert.equal(got.status, 0, got.stderr);
}

// Each: { id of the row in the table, there(site), words: bytes that must be
// in the files before and not after }.
const kept = [];
const keep = (id, from, ...words) => kept.push({ id, words,
  there: (site) => count(site, from) > 0 });

async function fillComments(site, moderator) {
  const guest = new Visitor(site);
  const spam = await write(guest, 'spamfinch');
  assert.equal((await moderator.post(`/admin/comments/${spam}`,
    { do: 'spam' }, { whole: true })).status, 303);
  keep('comment-closed', `comment WHERE id = ${spam}`, 'spamfinch');
  keep('change', 'change_item');
  const removed = await write(guest, 'takenwren');
  run(site, 'comment', 'publish', String(removed));
  run(site, 'comment', 'remove', String(removed), '--reason',
    'takenwrenreason');
  keep('comment-closed', `comment WHERE id = ${removed}`, 'takenwren');
  keep('guest', `comment WHERE guest_hash IS NOT NULL AND id <= ${removed + 9}`);
  keep('comment-address', 'comment WHERE address_hash IS NOT NULL');
  // One that was answered: its place stays, nothing else.
  const answered = await write(guest, 'placelark');
  run(site, 'comment', 'publish', String(answered));
  const answer = await write(guest, 'answerowl', { parent: String(answered),
    reply_to: String(answered) });
  run(site, 'comment', 'publish', String(answer));
  run(site, 'comment', 'remove', String(answered), '--reason', 'no');
  keep('comment-closed', `comment WHERE id = ${answered} AND body <> 'erased'`,
    'placelark');
  // Its author deletes one.
  const gone = await write(guest, 'goneduck');
  const edit = `/comments/${gone}/edit`;
  const sure = await guest.fill(edit, edit, { do: 'delete' });
  assert.equal((await guest.fill(sure, edit, { do: 'delete-now' })).status, 303);
  keep('gone-address', 'comment_gone');
  // A report, which staff read.
  const reported = await write(guest, 'staysrobin');
  run(site, 'comment', 'publish', String(reported));
  const report = `/comments/${reported}/report`;
  const told = await guest.send(report, { reason: 'other',
    note: 'reportheron names somebody' });
  assert.equal(told.status, 303, told.text);
  keep('report-address', 'comment_report WHERE address_hash IS NOT NULL');
  assert.equal((await moderator.post(`/admin/comments/${reported}`,
    { do: 'publish' }, { whole: true })).status, 303);
  keep('report-note', 'comment_report WHERE note IS NOT NULL', 'reportheron');
  return reported;
}

async function fillMember(site) {
  const reader = signedIn(site, 'reader', { now: T0, ends: T0 + 90 * DAY,
    email: 'reader@keep.example', name: 'Member' });
  sql(site, 'DELETE FROM session WHERE user_id = ?', reader.userId);
  const author = signedIn(site, 'reader', { now: T0, ends: T0 + 90 * DAY,
    email: 'reader@keep.example', name: 'Member' });
  const answer = await author.send('/comments', String(new URLSearchParams({
    thread: 'about', key: 'about', body: 'membergull wrote this one.' })));
  assert.equal(answer.status, 303, answer.text);
  const id = answer.headers.location.match(/\d+$/)[0];
  run(site, 'comment', 'publish', id);
  run(site, 'comment', 'remove', id, '--reason', 'no');
  keep('session-reader-idle', `session WHERE id = ${author.sessionId}`);
  keep('taken-back', 'user WHERE taken_back_at IS NOT NULL');
  const daily = signedIn(site, 'reader', { now: T0, ends: T0 + 90 * DAY,
    seen: T0 + 89 * DAY, email: 'reader@keep.example' });
  keep('session', `session WHERE id = ${daily.sessionId}`);
}

async function fillMail(site, server) {
  await write(new Visitor(site), 'askedloon', { notify: '1' });
  await until(() => server.mails.some((mail) => /askedloon/.test(mail.to[0])),
    'the mail that asks');
  keep('mail-address', "mail_address WHERE email LIKE 'askedloon%'");
  const link = new Visitor(site);
  const sent = await link.fill('/sign-in/email', '/sign-in/email',
    { email: 'linkgrebe@keep.example' });
  assert.equal(sent.status, 303, sent.text);
  await until(() => server.mails.some((mail) => /linkgrebe/.test(mail.to[0])),
    'the mail with the link');
  keep('email-link', 'email_link');
  keep('outbox', "outbox WHERE recipient LIKE 'linkgrebe%'", 'linkgrebe');
}

async function fillSignIn(site) {
  const away = new Visitor(site);
  const answer = await away.send('/comments', { thread: 'about', key: 'about',
    name: 'x', email: 'attemptteal@keep.example',
    body: 'attemptteal is on the way', sign_in: 'lake' });
  assert.equal(answer.status, 303, answer.text);
  keep('sign-in-attempt', 'sign_in_attempt', 'attemptteal');
  const visitor = new Visitor(site);
  await visitor.fill('/sign-in', '/sign-in',
    { email: 'staff@keep.example', password: 'not the right one' });
  keep('sign-in-failure', 'sign_in_failure');
  const entered = await visitor.fill('/sign-in', '/sign-in',
    { email: 'staff@keep.example', password: PASSWORD });
  assert.equal(entered.status, 303, entered.text);
  keep('session-staff-idle', 'session JOIN user ON user.id = user_id' +
    " WHERE user.email = 'staff@keep.example'");
  await new Visitor(site).fill('/sign-in/forgot', '/sign-in/forgot',
    { email: 'staff@keep.example' });
  keep('password-link', "user_link WHERE kind = 'reset'");
  run(site, 'user', 'add', 'invited@keep.example', '--role', 'editor');
  keep('user-link', "user_link WHERE kind = 'invite'");
  keep('form', 'form_use');
}

// Last: the network address is blocked, too.
async function fillBlocked(moderator, reported) {
  assert.equal((await moderator.post(`/admin/comments/${reported}/block`,
    { days: '365', why: '' }, { from: `/admin/comments/${reported}` })).status,
  303);
  keep('blocked', "blocked_sender WHERE kind = 'email'");
}

// What takes long ways through the pages of staff is planted.
function plant(site, comment) {
  const [[user]] = sql(site, "SELECT id FROM user WHERE role = 'moderator'" +
    " AND email = 'staff@keep.example'");
  sql(site, "INSERT INTO draft VALUES (?, 'page about en', ?, 1, ?)", user,
    '["draftcrane"]', T0);
  keep('draft', 'draft', 'draftcrane');
  sql(site, 'INSERT INTO import_upload (user_id, created_at, name, content)' +
    " VALUES (?, ?, 'x.csv', 'importswift,x')", user, T0);
  keep('import', 'import_upload', 'importswift');
  sql(site, 'INSERT INTO moderation_link VALUES (zeroblob(32), ?, ?, 1, ?,' +
    ' ?, NULL)', user, comment, T0 - 3 * DAY, T0);
  keep('moderation-link', 'moderation_link WHERE token_hash = zeroblob(32)');
}

function keepKey(site) {
  const folder = join(site.state, 'address-keys');
  const name = String(Math.floor(T0 / DAY)); // reports have yesterday's, too
  const bytes = readFileSync(join(folder, name));
  assert.equal(bytes.length, 32);
  const dayEnds = (Number(name) + 1) * DAY;
  kept.push({ id: 'address-key', words: [], since: dayEnds,
    there: () => readdirSync(folder).some((file) =>
      readFileSync(join(folder, file)).equals(bytes)) });
}

const words = (one) => one.words.join(', ');
const plural = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;
const name = (seconds) => seconds % DAY === 0 ? plural(seconds / DAY, 'day') :
  plural(seconds / 3600, 'hour');

// The row is there at its age less a margin, and gone at its age plus one.
function moments(rows) {
  return kept.flatMap((one) => {
    const row = rows.find(({ id }) => id === one.id);
    const age = row.seconds || row.shown;
    const margin = Math.min(3600, age / 6), since = one.since ?? T0;
    return [{ one, row, age, at: since + age - margin, isThere: true },
      { one, row, age, at: since + age + margin, isThere: false }];
  }).sort((a, b) => a.at - b.at);
}

function atMoments(site, p, rows) {
  const before = new Set();
  let cleaned = 0;
  for (const { one, row, age, at, isThere } of moments(rows)) {
    if (cleaned !== at) {
      const got = site.command('retention', '--now', { env: clock(at) });
      assert.equal(got.status, 0, got.stderr);
      cleaned = at;
    }
    const left = one.words.flatMap((word) => holders(site, word));
    const there = one.there(site);
    if (isThere) {
      if (there && (left.length || !one.words.length)) before.add(one);
      continue;
    }
    const margin = Math.min(3600, age / 6) / 60;
    p.row({ tried: `${row.id}: kept ${name(age)}`,
      result: `${before.has(one) ? 'there' : 'NOT there'} ${margin} minutes ` +
        `before, ${there ? 'STILL there' : 'gone'} ${margin} minutes after` +
        (one.words.length ? `; bytes of ${words(one)} in ` +
          `${left.length} files` : ''),
      good: before.has(one) && !there && !left.length });
  }
}

// The server, started with its clock moved, does it by itself.
async function byItself(copy, p, days) {
  const site = await startInstance({ state: copy, env: clock(T0 + days * DAY) });
  try {
    const marked = kept.filter((one) => one.words.length &&
      !['draft'].includes(one.id));
    const left = () => marked.filter((one) => one.words
      .some((word) => holders(site, word).length));
    const began = Date.now();
    let still = left();
    while (still.length && Date.now() - began < 30_000) {
      await new Promise((done) => setTimeout(done, 100));
      still = left();
    }
    p.row({ tried: `a server whose clock stands ${days} days later`,
      result: `${marked.length - still.length} of ${marked.length} people's ` +
        'words are in none of its files ' +
        `${((Date.now() - began) / 1000).toFixed(1)} s after its start`,
      good: still.length === 0 });
    const keys = readdirSync(join(copy, 'address-keys'))
      .filter((file) => Number(file) < Math.floor(T0 / DAY) + days - 1);
    p.row({ tried: 'keys of network addresses that are older than a day',
      result: `${keys.length} left`, good: keys.length === 0 });
    const verified = site.command('verify');
    p.row({ tried: 'the record of changes and the database afterwards',
      result: verified.status === 0 ? 'sound' : verified.stdout,
      good: verified.status === 0 });
  } finally {
    await site.stop();
  }
}

async function compareWords(site, p, rows) {
  const page = (await site.get('/about/privacy')).text;
  const shown = rows.filter((row) => {
    const [, text] = page.match(new RegExp(`<tr id="keep-${row.id}">(.*?)</tr>`,
      's')) ?? [, ''];
    return row.shown === 0 ? text.length > 20 : text.includes(name(row.shown));
  });
  p.row({ tried: '/about/privacy beside the table that the job walks',
    result: `${shown.length} of ${rows.length} rows say the table's time`,
    good: shown.length === rows.length });
  const named = new Set(rows.flatMap(({ where }) =>
    where.split(' ').map((word) => word.split('.')[0])));
  const tables = sql(site, "SELECT name FROM sqlite_master WHERE type = 'table'")
    .flat();
  const missing = tables.filter((table) => !named.has(table) &&
    !OF_NOBODY.includes(table));
  p.row({ tried: 'tables of the database that may hold something of people',
    result: `${tables.length - OF_NOBODY.filter((one) =>
      tables.includes(one)).length} tables, ${missing.length} without a row ` +
      `in the table${missing.length ? `: ${missing}` : ''}`,
    good: missing.length === 0 });
}

function compareTried(p, rows) {
  const tested = new Set(kept.map(({ id }) => id));
  const untested = rows.filter(({ id, ends }) => ends && !tested.has(id));
  p.row({ tried: 'rows of the table that end by themselves',
    result: `${rows.filter(({ ends }) => ends).length}, of which ` +
      `${untested.length} are not tried here` +
      (untested.length ? `: ${untested.map(({ id }) => id)}` : ''),
    good: untested.length === 0 });
}

// The log is the operator's; the files that we give for it keep what we say.
function rotateLogs(p, rows) {
  const days = rows.find(({ id }) => id === 'log').shown / DAY;
  const conf = readFileSync(new URL('../../src/conf/logs/logrotate',
    import.meta.url), 'utf8');
  const journal = readFileSync(new URL('../../src/conf/logs/journald.conf',
    import.meta.url), 'utf8').match(/^MaxRetentionSec=(\d+)day$/m)?.[1];
  const folder = mkdtempSync(join(tmpdir(), 'northstar-logs-'));
  try {
    const now = Date.now() / 1000;
    for (const age of [days - 1, days + 1]) {
      const path = join(folder, `app.log.${age}.gz`);
      writeFileSync(path, 'x');
      utimesSync(path, now - age * DAY, now - age * DAY);
    }
    writeFileSync(join(folder, 'app.log'), 'a line\n');
    const path = join(folder, 'conf');
    writeFileSync(path, conf.replace('/var/log/northstar', folder),
      { mode: 0o644 });
    const got = spawnSync('logrotate', ['-f', '-s', join(folder, 'state'),
      path], { encoding: 'utf8' });
    if (got.error) {
      p.row({ tried: 'logs, with our file for logrotate',
        result: 'not tried: there is no logrotate here', good: true });
      return;
    }
    const left = readdirSync(folder).filter((file) => /log\.\d+\.gz/.test(file));
    p.row({ tried: `logs of ${days - 1} and ${days + 1} days, with our file ` +
      'for logrotate', result: `left: ${left.join(', ')}; the journal's file ` +
      `says ${journal} days`,
    good: got.status === 0 && Number(journal) === days &&
      !left.includes(`app.log.${days + 1}.gz`) && left.length > 0 });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await part('retention', { full: { days: [8, 31, 60] }, smoke: { days: [31] },
  minutes: 10 }, async (size, p) => {
  const server = await startMailServer();
  const folder = mkdtempSync(join(tmpdir(), 'northstar-keep-'));
  writeFileSync(join(folder, 'provider'), 'a secret\n');
  const site = await startInstance({ env: clock(T0), config: {
    comments: { per_hour: 1000 },
    mail: { server: `smtp://127.0.0.1:${server.port}`,
      from: 'hello@example.org', retry_seconds: 1 },
    'provider lake': { client_id: 'northstar', label: 'Lake Club',
      issuer: 'http://127.0.0.1:9', secret_file: join(folder, 'provider') } } });
  try {
    const rows = site.run('retention', '--json').trim().split('\n')
      .map((line) => JSON.parse(line));
    addStaff(site);
    const moderator = signedIn(site, 'moderator', { now: T0,
      email: 'staff@keep.example' });
    const comment = await fillComments(site, moderator);
    await fillMember(site);
    await fillMail(site, server);
    await fillSignIn(site);
    await fillBlocked(moderator, comment);
    keepKey(site);
    await compareWords(site, p, rows);
    site.child.kill('SIGTERM');
    await site.ended;
    plant(site, comment);
    compareTried(p, rows);
    const copies = size.days.map((days) => {
      const state = join(folder, String(days), 'state');
      mkdirSync(join(folder, String(days)));
      cpSync(site.state, state, { recursive: true });
      return [state, days];
    });
    atMoments(site, p, rows);
    for (const [state, days] of copies)
      if (isSmoke || days >= 31) await byItself(state, p, days);
    rotateLogs(p, rows);
  } finally {
    await site.stop();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});

function addStaff(site) {
  const got = site.command('user', 'add', 'staff@keep.example', '--role',
    'moderator', '--password-stdin', { input: `${PASSWORD}\n`,
      env: clock(T0) });
  assert.equal(got.status, 0, got.stderr);
}
