// Hostile words in every field that people can fill, on every page, feed,
// export and mail where they show, in Chromium: nothing runs, nothing is
// asked for, nothing breaks out; nor with the Content-Security-Policy off.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { everyForm } from '../lib/every_form.mjs';
import { Look } from '../lib/hostile_look.mjs';
import { Filling, HostileSite, MAIL } from '../lib/hostile_site.mjs';
import { Walk, marksIn, templateNames } from '../lib/hostile_walk.mjs';
import { sleep, startInstance } from '../lib/instance.mjs';
import { parseCsv } from '../lib/listings.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { startOidcProvider } from '../lib/oidc_provider.mjs';
import { part } from '../lib/part.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { mark, vectors } from '../lib/vectors.mjs';

const say = (n) => n.toLocaleString('en');

// Fields that are kept and shown nowhere, and why.
const NOT_SHOWN = {
  browser: 'the account says "Firefox on Linux" in our words',
};

async function open(size) {
  const filling = new Filling(size.vectors);
  const mail = await startMailServer();
  const provider = size.isWhole ? await startOidcProvider({ people: {} }) : null;
  const folder = mkdtempSync(join(tmpdir(), 'northstar-pages-'));
  writeFileSync(join(folder, 'secret'), `${provider?.secret ?? 'x'}\n`);
  const client = { client_id: 'northstar', secret_file: join(folder, 'secret') };
  const site = await startInstance({ config: {
    comments: { per_hour: 10000 },
    mail: { server: `smtp://127.0.0.1:${mail.port}`, from: MAIL,
      retry_seconds: 1 },
    ...(provider && { 'provider lake': { ...client, label: 'Lake Club',
      issuer: provider.issuer } }) } });
  const hostile = new HostileSite(site, filling);
  if (provider) {
    Object.assign(provider.people, hostile.people());
    provider.knows([`${site.url}/sign-in/lake/return`]);
  }
  const look = await Look.open(site);
  const close = async () => {
    await look.close();
    await provider?.stop();
    await site.stop();
    await mail.stop();
    rmSync(folder, { recursive: true });
  };
  return { site, hostile, filling, look, mail, provider, close };
}

// Pages that hold something only for a moment: looked at then and there.
function looker(walk, look) {
  return async (person, paths) => {
    for (const path of paths) {
      const answer = await walk.ask(person, path);
      walk.noteForms(person, path, answer.text);
      if (walk.isNew(walk.rowOf('GET', path).pattern, marksIn(answer.text)))
        await look.open(person, path);
    }
  };
}

async function fill(size, { site, mail, hostile, look, provider }, walk) {
  const moment = looker(walk, look);
  // (First: later a listed word may stand in any comment.)
  if (size.isWhole)
    for (const [person, path, html] of
      await everyForm(site, hostile.admin, mail))
      walk.noteForms(person, path, html ?? (await walk.ask(person, path)).text,
        Boolean(html));
  hostile.listings();
  await hostile.talk(size.some);
  await hostile.plan(size.some);
  if (hostile.refused.length)
    console.log(`     comments that went without a ${hostile.refused}`);
  hostile.oldComments();
  await hostile.notes(size.some);
  if (!size.isWhole) return;
  await hostile.uploads();
  await hostile.texts(moment);
  await hostile.views(moment);
  await hostile.words();
  await hostile.users();
  await hostile.member(moment);
  await hostile.provided(provider, size.people);
}

function addresses({ site, hostile }) {
  const ids = (query) => sql(site, query).map(([one]) => one);
  const areas = ['network', 'region', 'innovation', 'policy', 'quality',
    'sustainability'];
  const programs = hostile.programs;
  const visitor = ['/', '/about', '/programs', '/programs?q=zq', '/counties',
    '/counties/itasca', '/dashboard', '/dashboard/corrections', '/sign-in',
    '/sign-in/email', '/sign-in/forgot', '/feed.atom', '/comments.atom',
    '/about/comments.json', '/about/comments.atom', '/programs.json',
    '/programs.csv', '/programs.atom', '/sitemap.xml', '/opensearch.xml',
    '/robots.txt', '/site.webmanifest', '/dashboard.csv', '/dashboard.json',
    '/sitemap/0.xml', '/programs?view=map', '/programs?sort=name&q=zq',
    '/sign-in/link/none', '/comments/stop?t=none', '/comments/confirm?t=none',
    ...areas.flatMap((area) => ['', '.csv', '.json', '/comments.json',
      '/comments.atom'].map((end) => `/dashboard/${area}${end}`)),
    ...programs.flatMap(([, slug], i) => [`/programs/${slug}`, ...(i % 5 ? [] :
      [`/programs/${slug}.json`, `/programs/${slug}/comments.atom`])]),
    ...hostile.comments.map((id) => `/comments/${id}/report`),
    ...hostile.links()];
  const staff = ['/admin', ...['to-read', 'safety', 'reported', 'published',
    'spam', 'removed'].map((tab) => `/admin/comments?tab=${tab}`),
  '/admin/users', '/admin/users?role=reader', '/admin/erase', '/admin/blocked',
  '/admin/mail', '/admin/audit', '/admin/settings', '/admin/import', '/me',
  '/admin/programs?q=zq', '/me/second-factor', '/me/password', '/me/confirm',
  '/admin/programs/new', '/admin/dashboard/new', '/admin/pages/about/so',
  ...programs.flatMap(([id]) => ['', '/revisions', '/preview']
    .map((end) => `/admin/programs/${id}${end}`)),
  ...[...hostile.comments, ...hostile.removed, ...hostile.held]
    .flatMap((id) => [`/admin/comments/${id}`, `/admin/comments/${id}/edit`]),
  ...ids("SELECT version FROM page_text_revision WHERE page = 'home'")
    .map((n) => `/admin/pages/home/en/revisions/${n}`),
  ...ids('SELECT id FROM import_upload').map((id) => `/admin/import/${id}`),
  ...ids(`SELECT '/admin/dashboard/' || area || '/' || slug FROM measure
    WHERE slug LIKE 'hostile-%'`).flatMap((path) => [path, `${path}/2014`,
    `${path}/paste`, `${path}/retire`]),
  ...['programs', 'comments', 'figures', 'audit'].flatMap((kind) =>
    ['csv', 'json'].map((type) => `/admin/export/${kind}.${type}`))];
  return { visitor, staff, reader: ['/me', '/me/data.json', '/me/delete',
    '/comments/new', '/about'] };
}

async function crawl(size, all, walk) {
  const { hostile, site } = all;
  const { visitor, staff, reader } = addresses(all);
  hostile.reader ??= signedIn(site, 'reader', { name: 'Rea' });
  if (!size.isWhole) { // a few, and what they lead to is left alone
    const [[id, slug]] = hostile.programs;
    await walk.crawl(null, ['/', '/about', '/programs?q=zq', '/feed.atom',
      `/programs/${slug}`, '/dashboard/network', '/programs.csv',
      '/programs.json'], () => false);
    await walk.crawl(hostile.admin, ['/admin/comments?tab=published',
      `/admin/programs/${id}`, '/admin/audit', '/admin/export/comments.csv',
      `/admin/comments/${hostile.removed[0]}`, '/admin/settings'], () => false);
    return;
  }
  await walk.crawl(null, visitor, ({ who }) => who === 'anyone');
  await walk.crawl(hostile.reader, reader, ({ pattern }) =>
    /^\/(me|comments|about)(\/|$)/.test(pattern));
  await walk.crawl(hostile.admin, staff, ({ pattern }) =>
    /^\/(admin|me)(\/|$)/.test(pattern));
}

// Data is read as strictly as by those who take it in.
function judgeData(walk) {
  const faults = [], counts = { xml: 0, json: 0, csv: 0 };
  const isFormula = (text) => /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) &&
    !/^-?[\d.]+$/.test(text);
  for (const { path, type, headers, text } of walk.data) {
    if (headers['x-content-type-options'] !== 'nosniff')
      faults.push(`${path}: may be sniffed`);
    if (/spreadsheet/.test(type)) continue; // see below
    if (/xml/.test(type)) {
      counts.xml++;
      const got = spawnSync('xmllint', ['--noout', '--nonet', '-'],
        { input: text, encoding: 'utf8' });
      if (got.status !== 0) faults.push(`${path}: ${got.stderr}`);
      if (/<(script|img|iframe|svg|xhtml:)\b/i.test(text))
        faults.push(`${path}: markup in XML`);
    } else if (/json/.test(type)) {
      counts.json++;
      try {
        JSON.parse(text);
      } catch (error) {
        faults.push(`${path}: ${error.message}`);
      }
      if (/<\/?script/i.test(text)) faults.push(`${path}: a tag in JSON`);
    } else if (/csv/.test(type)) {
      counts.csv++;
      for (const row of parseCsv(text))
        for (const [name, value] of Object.entries(row))
          if (isFormula(value)) faults.push(`${path} ${name}: ${value}`);
      if (!/^attachment(;|$)/.test(headers['content-disposition'] ?? ''))
        faults.push(`${path}: no attachment`);
    }
  }
  return { faults, counts };
}

// Sheets: cells are words or numbers, never formulas or links.
async function judgeSheets({ hostile }) {
  const faults = [];
  let cells = 0;
  for (const kind of ['programs', 'comments', 'figures', 'audit']) {
    const { body } = await hostile.admin.get(`/admin/export/${kind}.xlsx`);
    const got = spawnSync('python3', ['-c', `
import io, sys, zipfile
import xml.etree.ElementTree as ET
book = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
trees = {n: ET.fromstring(book.read(n)) for n in book.namelist()}
cells = bad = 0
for name, tree in trees.items():
    for e in tree.iter():
        tag = e.tag.split('}')[-1]
        cells += tag == 'c'
        bad += tag in ('f', 'hyperlink', 'externalReference', 'ddeLink')
        bad += e.get('TargetMode') == 'External'
print(cells, bad)`], { input: body, encoding: 'utf8' });
    const [count, bad] = got.stdout.split(' ').map(Number);
    if (got.status !== 0 || bad) faults.push(`${kind}.xlsx: ${bad} ${got.stderr}`);
    cells += count || 0;
  }
  return { faults, cells };
}

const HEADERS = new RegExp('^(from|to|subject|date|message-id|mime-version|' +
  'content-type|content-transfer-encoding|list-unsubscribe|' +
  'list-unsubscribe-post|auto-submitted|reply-to|in-reply-to|references|' +
  'list-id|precedence|x-auto-response-suppress):', 'i');

async function judgeMail({ site, mail, look }, seconds) {
  const waiting = () => sql(site, `SELECT count(*) FROM outbox
    WHERE state = 'waits'`)[0][0];
  for (const end = Date.now() + seconds * 1000; Date.now() < end &&
    waiting() > 0;) await sleep(300);
  const faults = [], marks = new Set();
  for (const one of mail.mails) {
    for (const line of one.head.replace(/\r\n[ \t]+/g, ' ').split('\r\n'))
      if (!HEADERS.test(line)) faults.push(`mail: a header ${line}`);
    if (one.to.some((to) => /^zq2?@/.test(to)))
      faults.push(`mail to ${one.to}`);
    if (/[\0-\x08\x0b-\x1f\x7f]/.test(one.text ?? ''))
      faults.push(`mail: a control in ${one.text}`);
    const found = marksIn(`${one.html} ${one.text} ${one.subject}`);
    const isNew = [...found].some((mark) => !marks.has(mark)) || !marks.size;
    for (const mark of found) marks.add(mark);
    if (isNew && one.html) await look.mail(one.html);
  }
  return { faults, marks, count: mail.mails.length };
}

// The same person in a new browser, whatever became of them.
const fresh = (site) => (person) => {
  if (!person?.role) return person;
  sql(site, 'UPDATE user SET role = ?, is_disabled = 0 WHERE id = ?',
    person.role, person.userId);
  if (person.role === 'admin')
    sql(site, 'UPDATE user SET totp_secret = ? WHERE id = ?',
      Buffer.alloc(20, 'x'), person.userId);
  const [[subject] = []] = sql(site,
    'SELECT subject FROM identity WHERE user_id = ?', person.userId);
  return signedIn(site, person.role, person.role === 'reader' ? { name: 'Rea',
    identity: { subject: subject ?? 'rea' }, contact: 'rea@example.org' } : {});
};

// Every name in a template was a field of the walk, every row has a form.
function missing(walk) {
  const had = new Set([...walk.sent.values()].flatMap((names) => [...names]));
  for (const names of walk.queries.values())
    for (const name of names) had.add(name);
  const names = [...templateNames()].filter(([name]) =>
    !name.includes('{{') && !had.has(name)) // (a name made of parts is no word)
    .map(([name, where]) => `${name} (${where})`);
  const rows = walk.rows.filter(({ method, pattern }) => method === 'POST' &&
    !walk.sent.has(pattern)).map(({ pattern }) => pattern);
  return [...names, ...rows];
}

// Bytes that are no text, in every field of every form: refused whole. (A
// signed link is good with whatever a mail program sends along, unread.)
const NOT_TEXT = ['%00', 'a%00<svg onload=alert(1)>', '%C0%BCscript%C0%BE',
  '%E0%80%BCscript', '%F0%80%80%BC', '%ED%A0%BC%ED%B1%80', '%FF%FE%3C%00',
  '%F8%88%80%80%BC', '%E2%80', '%80%BCscript%BE', '%F4%90%80%80', '%BC%FE'];

async function notText(size, walk, p) {
  const faults = [];
  let tried = 0;
  for (const { row, action, names, person } of [...walk.forms.values()]
    .filter(size.forms ?? (() => true)))
    for (const name of names)
      for (const bytes of NOT_TEXT) {
        const { status, text } = await walk.ask(person,
          action, { method: 'POST', body: `${encodeURIComponent(name)}=${bytes}` });
        tried++;
        const codes = row.form === 'signed' ? [200] : [400, 403];
        if (!codes.includes(status) || /<svg onload|%BC/.test(text))
          faults.push(`${row.pattern} ${name}=${bytes}: ${status}`);
      }
  p.row({ tried: `${say(tried)} fields with NUL, overlong, half or no UTF-8`,
    result: faults.length ? short(faults) : 'each form refused whole',
    good: faults.length === 0 && tried > 0 });
}

// Addresses are long: their beginning, and what was said of them.
const short = (faults) => faults.length ? `${say(faults.length)} faults: ` +
  faults.slice(0, 8).map((text) => text.length < 500 ? text :
    `${text.slice(0, 100)} … ${text.slice(-350)}`).join(' | ') :
  'nothing ran or broke out';

async function formsAndQueries(size, all, walk, p) {
  const { look, hostile, site } = all;
  let had = look.seen, marks = walk.tally.sum;
  await walk.fillAll(fresh(site), size.forms);
  p.row({ tried: `every form (${say(walk.sent.size)} kinds), vectors in each ` +
    'of its fields, with its token and without',
  result: `${say(walk.tally.sum - marks)} vectors shown again on ` +
    `${say(look.seen - had)} pages; ${short(look.faults)}`,
  good: look.faults.length === 0 && walk.tally.sum > marks });
  look.faults.length = 0;
  had = look.seen;
  marks = walk.tally.sum;
  const before = walk.asked;
  await walk.askAll(({ who }) => who === 'anyone' ? null :
    fresh(site)(who === 'member' ? hostile.reader : hostile.admin), size.rows);
  p.row({ tried: `${say(walk.asked - before)} addresses with vectors in ` +
    'their parts and queries',
  result: `${say(walk.tally.sum - marks)} vectors shown on ` +
    `${say(look.seen - had)} pages; ${short(look.faults)}`,
  good: look.faults.length === 0 && walk.tally.sum > marks });
  look.faults.length = 0;
}

// Fewer, when somebody is in a hurry: --vectors=40
const wanted = Number(process.argv.find((word) => word.startsWith('--vectors='))
  ?.slice(10) ?? vectors.length);

await part('pages', {
  minutes: 60,
  smoke: { vectors: 4, some: 1, perPattern: 1, perQuery: 1, renders: 1,
    mailSeconds: 1, share: 0.2,
    forms: ({ row }) => row.pattern === '/comments',
    rows: ({ pattern }) => pattern === '/programs' },
  full: { isWhole: true, vectors: wanted, people: wanted, perPattern: 1e9,
    perQuery: 40, mailSeconds: 300, share: 0.95 },
}, async (size, p) => {
  const all = await open(size);
  const { look, filling } = all;
  let walk;
  try {
    walk = new Walk(all.hostile, look, size);
    await fill(size, all, walk);
    const stored = filling.fields.length;
    await crawl(size, all, walk);
    await walk.openAll();
    const { sum, kinds, seen } = walk.tally;
    const want = filling.count * filling.fields.slice(0, stored)
      .filter((name) => !NOT_SHOWN[name]).length;
    const few = filling.fields.slice(0, stored).flatMap((name, i) => {
      const n = filling.chosen.filter((v) =>
        seen.has(mark(v, i).slice(2).replace(/^../, '$& '))).length;
      return n < filling.count && !NOT_SHOWN[name] ? [`${name} ${n}`] : [];
    });
    p.row({ tried: `${say(filling.count)} vectors in ${say(stored)} fields ` +
      `that are kept, ${say(walk.answers.length)} addresses, Chromium with ` +
      'and without CSP',
    result: `${say(sum)} times a vector in a field on one of ${say(kinds)} ` +
      `kinds of pages, ${say(seen.size)} of ${say(want)} vectors in fields, ` +
      `${say(look.seen)} pages shown; ${short(look.faults)}` +
      (size.isWhole && few.length ? `; not all of: ${few.join(', ')}` : ''),
    good: look.faults.length === 0 && seen.size >= want * size.share });
    look.faults.length = 0;
    const data = judgeData(walk), sheets = await judgeSheets(all);
    const wrong = [...data.faults, ...sheets.faults];
    p.row({ tried: `${data.counts.xml} feeds and maps, ${data.counts.json} ` +
      `JSON, ${data.counts.csv} CSV, 4 sheets of ${say(sheets.cells)} cells`,
    result: short(wrong), good: wrong.length === 0 &&
      Object.values(data.counts).every((n) => n > 0) });
    await notText(size, walk, p);
    await formsAndQueries(size, all, walk, p);
    const mails = await judgeMail(all, size.mailSeconds);
    const bad = [...mails.faults, ...look.faults];
    p.row({ tried: `${say(mails.count)} mails, their heads, words and HTML`,
      result: `${say(mails.marks.size)} vectors in them; ${short(bad)}`,
      good: bad.length === 0 && mails.count > 0 });
    if (!size.isWhole) return;
    const unknown = missing(walk);
    p.row({ tried: 'every name= in the templates and every POST row',
      result: unknown.length ? `not tried: ${unknown.join(', ')}` :
        'each of them tried', good: unknown.length === 0 });
  } finally {
    walk?.close();
    await all.close();
  }
});
