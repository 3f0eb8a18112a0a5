// Every POST row of the table, with its own form filled in as its page gives
// it, and one thing about it wrong: where it comes from, its token, its
// cookie, its type, its method. Each is refused, and no row of any table is
// another afterwards. At the end the same forms are sent as they should be.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formPairs } from '../lib/editor.mjs';
import { everyForm } from '../lib/every_form.mjs';
import { unescape } from '../lib/forms.mjs';
import { Filling, HostileSite, MAIL } from '../lib/hostile_site.mjs';
import { Walk } from '../lib/hostile_walk.mjs';
import { sleep, startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { part } from '../lib/part.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const TYPE = 'application/x-www-form-urlencoded';
const OLD = 12 * 3600 + 60; // a form is good for 12 hours

// One sqlite3 that stays: has anybody else written since, and what is there?
class Watch {
  constructor(state) {
    this.child = spawn('sqlite3', ['-cmd', '.timeout 20000',
      `${state}/northstar.db`], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.text = '';
    this.child.stdout.setEncoding('utf8').on('data', (text) => {
      this.text += text;
      const at = this.text.indexOf('zq-end\n');
      if (at < 0) return;
      const said = this.text.slice(0, at).trim();
      this.text = this.text.slice(at + 7);
      this.done(said);
    });
  }

  ask(line) {
    return new Promise((done) => {
      this.done = done;
      this.child.stdin.write(`${line}\nSELECT 'zq-end';\n`);
    });
  }

  version() {
    return this.ask('PRAGMA data_version;');
  }

  // Every row of every table, as a line that would write it.
  async rows() {
    return (await this.ask('.dump')).split('\n');
  }

  async begin() {
    this.at = await this.version();
    this.had = await this.rows();
  }

  // The rows that are others than before; [] if none is.
  async changed() {
    const now = await this.version();
    if (now === this.at) return [];
    const rows = await this.rows(), had = new Set(this.had), has = new Set(rows);
    const others = [...this.had.filter((row) => !has.has(row)),
      ...rows.filter((row) => !had.has(row))];
    Object.assign(this, { at: now, had: rows });
    return others;
  }

  stop() {
    this.child.stdin.end();
    return new Promise((done) => this.child.on('close', done));
  }
}

const encode = (pairs) => String(new URLSearchParams(pairs));
const set = (pairs, name, value) => [...pairs.filter(([key]) => key !== name),
  ...(value === null ? [] : [[name, value]])];
const other = (token) => `${token.slice(0, -5)}${token.slice(-5) === 'AAAAA' ?
  'BBBBB' : 'AAAAA'}`;

// Where it says that it comes from. Each is refused as coming from elsewhere.
const origins = ({ url, port }) => ({
  'says nothing of where it comes from': {},
  'of another site': { 'Origin': 'https://elsewhere.example' },
  'of another site that says it is this one': {
    'Origin': 'https://elsewhere.example', 'Sec-Fetch-Site': 'same-origin' },
  'of no site': { 'Origin': 'null' },
  'of no site, same-origin': { 'Origin': 'null',
    'Sec-Fetch-Site': 'same-origin' },
  'cross-site': { 'Origin': url, 'Sec-Fetch-Site': 'cross-site' },
  'same-site': { 'Origin': url, 'Sec-Fetch-Site': 'same-site' },
  'typed in': { 'Origin': url, 'Sec-Fetch-Site': 'none' },
  'of a word nobody knows': { 'Origin': url, 'Sec-Fetch-Site': 'same-origin2' },
  'same-origin in capitals': { 'Sec-Fetch-Site': 'SAME-ORIGIN' },
  'of a neighbor by name': { 'Origin': `${url}.elsewhere.example` },
  'of a user by name': { 'Origin': `http://127.0.0.1:${port}@elsewhere.example` },
  'of another scheme': { 'Origin': url.replace('http:', 'https:') },
  'of another port': { 'Origin': 'http://127.0.0.1' },
  'of a path': { 'Origin': `${url}/about` },
  'with two origins': { 'Origin': `${url} https://elsewhere.example` },
  'with a list of words': { 'Sec-Fetch-Site': 'same-origin, cross-site' },
  'with only a referrer': { 'Referer': `${url}/about` },
});

// Each: [what, headers, pairs, { path, method, body, person }, codes].
function* wrongs(site, form, more) {
  const { pairs, action } = form;
  const good = { 'Origin': site.url, 'Sec-Fetch-Site': 'same-origin' };
  if (form.row.form !== 'signed')
    for (const [what, headers] of Object.entries(origins(site)))
      yield [what, headers, pairs, {}, [403]];
  const query = `${action.replace(/#.*/, '')}${action.includes('?') ? '&' : '?'}` +
    encode(pairs);
  const bare = action.replace(/[?#].*/, '');
  yield ['as a GET', {}, [], { method: 'GET', path: query }, null];
  for (const method of ['PUT', 'DELETE', 'PATCH', 'PROPFIND'])
    yield [`as ${method}`, good, pairs, { method }, [400, 405]];
  for (const name of ['X-HTTP-Method-Override', 'X-HTTP-Method',
    'X-Method-Override'])
    yield [`as a GET with ${name}`, { ...good, [name]: 'POST' }, [],
      { method: 'GET', path: query }, null];
  yield ['as a GET with _method', good, [], { method: 'GET',
    path: `${query}&_method=POST` }, null];
  // (A signature is all that such a row asks for, and it stands in the address.)
  for (const type of form.row.form === 'signed' ? [] : ['application/json', 'text/plain', 'text/xml', '',
    `${TYPE}x`, ...(form.row.flags.includes('upload') ? [] :
      ['multipart/form-data; boundary=x'])])
    yield [`of type "${type}"`, { ...good, 'Content-Type': type },
      [...pairs, ['x', '1']], {}, [400, 415]]; // (no body has no type)
  if (form.row.form === 'signed')
    for (const [what, path] of Object.entries({
      'without its signature': bare, 'with a false signature':
        action.replace(/t=.{6}/, 't=AAAAAA'), 'with half a signature':
        action.slice(0, -9), 'with a signature in its body': bare }))
      yield [what, good, [['t', action.split('t=')[1]]], { path },
        [200, 400, 404, 410]];
  if (form.row.form !== 'token') return;
  const token = pairs.find(([name]) => name === 'token')[1];
  // What has no fields leads to the page with its button again.
  const refused = form.row.flags.includes('shows-again') ? [...AGAIN,
    ...(form.row.pattern.startsWith('/me/second-factor') ? [303] : [])] : [409];
  for (const [what, value] of Object.entries({
    'without a token': null, 'with an empty token': '',
    'with a false token': other(token), 'with a token cut short':
      token.slice(0, -1), 'with a longer token': `${token}A`,
    'with a token of letters': 'a'.repeat(token.length),
    'with the token of another form': more.elsewhere,
    'with the token of another session': more.others }))
    if (value !== undefined)
      yield [what, good, set(pairs, 'token', value), {}, refused];
  yield ['with a false token before the right one', good,
    [['token', other(token)], ...pairs], {}, refused];
  yield ['with its token in the query', good, set(pairs, 'token', null),
    { path: `${bare}?token=${token}` }, refused];
  yield ['with its token in a header', { ...good, 'X-CSRF-Token': token },
    set(pairs, 'token', null), {}, refused];
  yield ['with an empty body', good, [], { path: query }, [...refused, 422]];
  // Where the cookie says who it is: a session, or a guest's own comment.
  const isOwn = form.row.pattern === '/comments/:id/edit';
  if (!isOwn && form.row.who === 'anyone') return;
  const out = isOwn ? [...refused, 303, 403, 404, 410] : [403];
  yield ['without a cookie', good, pairs, { cookie: null }, out];
  yield ['with two sessions', good, pairs,
    { cookie: `${more.cookie}; ${form.person.cookie}` }, out];
  yield ['with two sessions, the other way', good, pairs,
    { cookie: `${form.person.cookie}; ${more.cookie}` }, out];
  yield ['with a cookie of another case', good, pairs,
    { cookie: form.person.cookie.replaceAll('ns_', 'NS_') }, out];
}
const AGAIN = [404, 409, 410];

async function open() {
  const mail = await startMailServer();
  const folder = mkdtempSync(join(tmpdir(), 'northstar-forms-'));
  writeFileSync(join(folder, 'secret'), 'a secret of sixteen letters or more\n');
  const env = { NORTHSTAR_NOW: String(Math.floor(Date.now() / 1000) - OLD) };
  const site = await startInstance({ env, config: {
    comments: { per_hour: 10000 },
    mail: { server: `smtp://127.0.0.1:${mail.port}`, from: MAIL,
      retry_seconds: 1 },
    'provider lake': { client_id: 'northstar', label: 'Lake Club',
      secret_file: join(folder, 'secret'), issuer: 'http://127.0.0.1:9' } } });
  const hostile = new HostileSite(site, new Filling(1));
  const all = { folder, mail, site, hostile, faults: [] };
  all.walk = new Walk(hostile, all, { perPattern: 2, perQuery: 2 });
  all.places = await everyForm(site, hostile.admin, mail);
  for (const [person, path, html] of all.places)
    all.walk.noteForms(person, path, html ??
      (await all.walk.ask(person, path)).text, Boolean(html));
  all.walk.close();
  // Mail that waits is sent, and noted as sent, meanwhile; no moderator gets
  // the next digest.
  sql(site, 'UPDATE user SET mails_digest = 0');
  await until(() => sql(site, `SELECT count(*) FROM outbox
    WHERE state = 'waits'`)[0][0] === 0, 'no mail waits', 90);
  await sleep(300);
  return all;
}

function ask(all, form, headers, pairs, { path = form.action, method = 'POST',
  cookie = form.person?.cookie }) {
  return all.site.request(path.replace(/#.*/, ''), { method,
    body: method === 'GET' ? undefined : encode(pairs),
    headers: { 'Content-Type': TYPE, ...(cookie ? { Cookie: cookie } : {}),
      ...headers } });
}

// The form as its page shows it now.
async function fresh(all, form) {
  const page = form.html ? { text: form.html } : await all.site.get(form.path,
    { headers: form.person ? { Cookie: form.person.cookie } : {} });
  const pairs = formPairs(page.text, form.action);
  const button = buttonOf(page.text, form.action);
  return button ? [...pairs, button] : pairs;
}

// The first button of the form that says something.
function buttonOf(html, action) {
  for (const [, tag, inside] of
    html.matchAll(/<form\b([^>]*)>([^]*?)<\/form>/g)) {
    if (unescape(tag.match(/\saction="([^"]*)"/)?.[1] ?? '') !== action)
      continue;
    const found = inside.match(/<button\b[^>]*\sname="([^"]*)" value="([^"]*)"/);
    return found && [found[1], unescape(found[2])];
  }
  return null;
}

// The same person in another browser.
const again = (all, { role }) => signedIn(all.site, role,
  role === 'reader' ? { identity: { subject: 'forms' } } : {});

function note(all, form, what, rows) {
  if (rows.length)
    all.faults.push(`${form.row.pattern} ${what}: rows changed: ` +
      rows.map((row) => row.slice(0, 200)).slice(0, 4).join(' '));
}

async function tryForm(all, form, watch, counts) {
  form.pairs = await fresh(all, form);
  const twin = form.person?.role ? again(all, form.person) : null;
  const elsewhere = [...all.walk.forms.values()].find((one) =>
    one.person === form.person && one.row.pattern !== form.row.pattern &&
    one.row.form === 'token');
  const more = { cookie: twin?.cookie ??
    form.person?.cookie.replace(/=[^;]{4}/g, '=AAAA'),
  elsewhere: elsewhere && !elsewhere.html ?
    (await fresh(all, elsewhere)).find(([name]) => name === 'token')[1] :
    undefined };
  if (twin && !form.html)
    more.others = (await fresh(all, { ...form, person: twin }).catch(() => []))
      .find(([name]) => name === 'token')?.[1];
  await watch.begin();
  for (const [what, headers, pairs, options, codes] of
    wrongs(all.site, form, more)) {
    const got = await ask(all, form, headers, pairs, options);
    counts.tried++;
    counts.kinds.add(what);
    if (codes && !codes.includes(got.status))
      all.faults.push(`${form.row.pattern} ${what}: ${got.status}`);
    note(all, form, what, await watch.changed());
  }
}

// The same site, more than twelve hours later.
async function later(all) {
  all.site.child.kill('SIGTERM');
  await all.site.ended;
  all.site = await startInstance({ state: all.site.state });
  await sleep(2000); // what is swept at the start
}

async function tryOld(all, chosen, watch) {
  let tried = 0;
  for (const form of chosen) {
    if (!form.old) continue;
    await watch.begin();
    const got = await ask(all, form, { 'Origin': all.site.url,
      'Sec-Fetch-Site': 'same-origin' }, form.old, {});
    tried++;
    // What is over after twelve hours for other reasons, too.
    if (![303, 403, 404, 409, 410].includes(got.status) ||
      (got.status === 303 && !/^\/me/.test(got.headers.location)))
      all.faults.push(`${form.row.pattern} with an old token: ${got.status}`);
    note(all, form, 'with an old token', await watch.changed());
  }
  return tried;
}

// The proof that the forms above were refused for what was wrong with them.
const LAST = /sign-out|sessions|\/me\/delete|users\/:id$|erase|second-factor/;
async function tryRight(all, chosen, watch) {
  let taken = 0, changed = 0;
  const not = [];
  for (const form of [...chosen].sort((a, b) =>
    LAST.test(a.row.pattern) - LAST.test(b.row.pattern))) {
    if (form.person?.role && !form.html) form.person = again(all, form.person);
    // What stood there before may be gone with one of the forms before.
    form.pairs = await fresh(all, form).catch(() => form.pairs);
    await watch.begin();
    const got = await ask(all, form, { 'Origin': all.site.url,
      'Sec-Fetch-Site': 'same-origin' }, form.pairs, {});
    if ([200, 204, 303, 422].includes(got.status)) taken++;
    else not.push(`${form.row.pattern} ${got.status}`);
    if ((await watch.changed()).length) changed++;
  }
  return { taken, changed, not };
}

await part('forms', {
  minutes: 20, smoke: { forms: 5 }, full: { forms: 1e9 },
}, async (size, p) => {
  const all = await open();
  const watch = new Watch(all.site.state);
  const counts = { tried: 0, kinds: new Set() };
  try {
    const posts = all.walk.rows.filter(({ method }) => method === 'POST');
    const forms = new Map();
    for (const form of all.walk.forms.values())
      if (!forms.has(form.row.pattern)) forms.set(form.row.pattern, form);
    const without = posts.filter(({ pattern }) => !forms.has(pattern));
    assert.deepEqual(without.map(({ pattern }) => pattern), [],
      'rows without a form: tests/lib/every_form.mjs');
    const step = Math.max(1, Math.floor(forms.size / size.forms));
    const chosen = [...forms.values()].filter((_, i) => i % step === 0);
    for (const form of chosen) await tryForm(all, form, watch, counts);
    p.row({ tried: `${chosen.length} of ${posts.length} POST rows, ` +
      `${counts.tried.toLocaleString('en')} forms with one of ` +
      `${counts.kinds.size} things wrong`,
    result: all.faults.length ? all.faults.slice(0, 30).join('; ') :
      'all refused, no row of any table changed',
    good: all.faults.length === 0 && counts.tried > chosen.length * 20 });
    all.faults.length = 0;
    for (const form of chosen)
      if (form.row.form === 'token' && !form.html)
        form.old = await fresh(all, form).catch(() => null);
    const right = await tryRight(all, chosen, watch);
    p.row({ tried: 'the same forms as they should be, once each',
      result: `${right.taken} taken or answered by their page, ` +
        `${right.changed} changed rows` + (right.not.length ?
        `; not: ${right.not.join(', ')}` : ''),
      good: right.taken >= chosen.length * 0.8 &&
        right.changed >= chosen.length * 0.3 });
    await later(all);
    const old = await tryOld(all, chosen, watch);
    p.row({ tried: `${old} of them again, with tokens of twelve hours ago`,
      result: all.faults.length ? all.faults.join('; ') :
        'all refused, no row of any table changed',
      good: all.faults.length === 0 && old > 0 });
  } finally {
    await watch.stop();
    await sleep(50);
    await all.site.stop();
    await all.mail.stop();
    rmSync(all.folder, { recursive: true });
  }
});
