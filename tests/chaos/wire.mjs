// Bytes, paths, headers, addresses and mails that want more than they may:
// requests inside requests, files by other names, lines inside headers,
// redirects to elsewhere, cookies twice, made-up hosts, formulas in tables.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Filling, HostileSite, MAIL } from '../lib/hostile_site.mjs';
import { sleep, startInstance } from '../lib/instance.mjs';
import { parseCsv } from '../lib/listings.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { part } from '../lib/part.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { fit, vectors } from '../lib/vectors.mjs';
import { Visitor } from '../lib/visitor.mjs';
import { ELSEWHERE, FORWARDED, HOSTS, otherNames, paths, smuggling }
  from '../lib/wire_tricks.mjs';

const PASSWORD = 'canoe under nine stars';
const every = (list, share) => list.filter((_, i) => i % share === 0);
const codes = (text) =>
  [...text.matchAll(/^HTTP\/1\.[01] (\d+)/gm)].map(([, code]) => Number(code));

async function each(items, work, atOnce = 8) {
  const left = [...items];
  await Promise.all(Array.from({ length: atOnce }, async () => {
    while (left.length) await work(left.shift());
  }));
}

class Found {
  constructor(p) {
    Object.assign(this, { p, faults: [], tried: 0 });
  }

  check(isGood, what) {
    this.tried++;
    if (!isGood) this.faults.push(what);
  }

  row(tried, result) {
    const { faults, tried: n } = this;
    this.p.row({ tried: `${n.toLocaleString('en')} ${tried}`,
      result: faults.length ? `${faults.length} faults: ` +
        faults.slice(0, 20).join(' | ').slice(0, 2000) : result,
      good: faults.length === 0 && n > 0 });
    this.faults = [];
    this.tried = 0;
  }
}

const get = (path, headers = '') => `GET ${path} HTTP/1.1\r\nHost: localhost` +
  `\r\n${headers}Connection: close\r\n\r\n`;

// nginx takes a bare LF for the end of a line, as RFC 9112 2.2 lets it.
const NEXT = /Transfer_Encoding|Content_Length|^an upgrade|^bare LF/;

// A request inside another: nobody asks the app for it.
async function smuggle({ site, share }, found) {
  const all = every(smuggling('/zq-smuggled-N'), share);
  await each(all.entries(), async ([i, [name, bytes]]) => {
    const target = `/zq-smuggled-${i}.`;
    const text = await site.raw(Buffer.from(bytes
      .replaceAll('/zq-smuggled-N', target), 'latin1'), { wait: 700 });
    const said = codes(text);
    found.check(!said.some((code) => code >= 500 && code !== 501 &&
      code !== 505), `${name}: ${said}`);
    // A header that nobody knows says nothing of a body: what follows is the
    // next request of the same sender, for every server.
    if (NEXT.test(name)) return;
    found.check(said.length <= 1, `${name}: ${said}`);
    found.check(!site.log.includes(target), `${name}: the app was asked`);
  });
  const text = await site.raw('GET /robots.txt HTTP/1.1\r\nHost: localhost' +
    `\r\n\r\n${get('/zq-after')}`);
  found.check(String(codes(text)) === '200,404', `afterwards: ${codes(text)}`);
  found.row('requests inside requests, as bytes', 'each refused or read as ' +
    'one; nothing reached the app');
}

const SECRET = /SQLite format|\[site\]|base_url|root:x:/;
const FILES = ['northstar.db', 'northstar.conf', 'nginx/nginx.conf',
  'nginx/site.conf', 'run/app.sock', 'key', 'etc/passwd', 'tmp/',
  'nginx/errors/503.html', 'pages/current/@.html'];

async function trickPaths({ site, share }, found) {
  const files = [...new Set([...FILES, ...readdirSync(site.state)])];
  const hash = readdirSync(join(site.state, 'static'))[0];
  const secrets = files.flatMap((name) => {
    try {
      return [readFileSync(join(site.state, name)).subarray(0, 24)
        .toString('latin1')];
    } catch {
      return []; // a folder, or another program's
    }
  }).filter((text) => text.length > 8);
  const list = every([...paths(files, ['/', '/static/', `/static/${hash}/`,
    '/.error/', '/admin/', '/sign-in/', '/programs/'])], share);
  await each(list, async (path) => {
    const text = await site.raw(Buffer.from(get(path), 'utf8'));
    const [code] = codes(text);
    const body = text.slice(text.indexOf('\r\n\r\n') + 4);
    found.check([undefined, 301, 303, 308, 400, 403, 404, 405].includes(code) ||
      (code === 200 && path.includes('look.css')), `${path}: ${code}`);
    found.check(!SECRET.test(body) &&
      !secrets.some((secret) => body.includes(secret)), `${path}: it is told`);
  });
  for (const page of ['/admin', '/me', '/admin/users', '/admin/export/audit.csv',
    '/healthz'])
    for (const path of otherNames(page)) {
      const text = await site.raw(Buffer.from(get(path), 'utf8'));
      found.check(!/staffnav|Sign out|^id,at,/m.test(text) &&
        ![500, 502, 504].includes(codes(text)[0]), `${path}: ${codes(text)}`);
    }
  found.row('paths to what is no page', 'no file of the state folder, no ' +
    'closed page, none of nginx\'s own');
}

const BREAKS = ['\r\n', '\n', '\r', '\u560d\u560a', '\u2028', '\0', '\v',
  '%0d%0a', '%250d%250a', '\u010d\u010a', '\x85', '\\r\\n'];

// Does an answer hold a header that a request made up?
function isSplit(answer) {
  const names = answer.rawHeaders.filter((_, i) => i % 2 === 0);
  const values = answer.rawHeaders.filter((_, i) => i % 2);
  return names.some((name) => /^zq/i.test(name)) ||
    values.some((value) => /[\r\n\0]/.test(value)) ||
    (answer.headers['set-cookie'] ?? []).some((line) => /^zq=/.test(line));
}

async function headers({ site, people, rows, share }, found) {
  const tails = BREAKS.flatMap((end) => [`x${end}Set-Cookie: zq=1`,
    `/x${end}Zq: 1`, `${end}${end}<script>`, `x"${end}Zq: 1`]);
  const gets = rows.filter(({ method, who }) => method === 'GET' &&
    who !== 'loopback');
  const tries = gets.flatMap((row) => every(tails, share).flatMap((tail) => {
    const word = encodeURIComponent(tail);
    return [row.pattern.replace(/:[a-z_]+/g, word), `${row.pattern
      .replace(/:[a-z_]+/g, '1')}?${new URLSearchParams({ to: tail, q: tail,
      page: tail, done: tail, t: tail, state: tail, [tail]: tail })}`]
      .map((path) => ({ row, path }));
  }));
  await each(tries, async ({ row, path }) => {
    const answer = await site.get(path, { headers: row.who === 'anyone' ? {} :
      { Cookie: people.admin.cookie } });
    found.check(!isSplit(answer) && answer.status < 500, `${path}: ` +
      `${answer.status} ${answer.rawHeaders}`);
  });
  found.row('line ends in parts and queries of every GET row',
    'no header that was made up, no line in any of them');
}

const isHere = (site, location) => location === undefined ||
  new URL(location, `${site.url}/a/b`).origin === site.url;

async function redirects(all, found) {
  const { site, people, share } = all;
  const list = every(ELSEWHERE, share);
  await site.post('/comments', { thread: 'about', key: 'about', name: 'Z',
    email: 'z@example.org', body: 'To be taken.' });
  const note = `/admin/comments/${sql(site, 'SELECT max(id) FROM comment')[0][0]}`;
  const see = (what, to, answer) => found.check(!isSplit(answer) &&
    isHere(site, answer.headers.location) && answer.status < 500 &&
    !/http-equiv="refresh"/.test(answer.text),
  `${what} ${JSON.stringify(to)}: ${answer.status} ${answer.headers.location}`);
  for (const to of list) {
    see('back', to, await site.post('/preferences', { theme: 'dark', back: to }));
    const query = new URLSearchParams({ to });
    for (const path of ['/sign-in', '/sign-in/email', '/sign-in/forgot'])
      see(path, to, await site.get(`${path}?${query}`));
    see('confirm', to, await people.admin.get(`/me/confirm?${query}`));
    const taken = await people.admin.post('/admin/take', { back: to },
      { from: note, whole: true });
    see('take', to, taken);
    if (taken.status === 303) // (a NUL is refused whole)
      see('let go', to, await people.admin.post('/admin/let-go', { back: to },
        { from: note, whole: true }));
    const visitor = new Visitor(site);
    const signed = await visitor.fill('/sign-in', '/sign-in',
      { email: 'way@example.org', password: PASSWORD, to, kept_to: to });
    see('POST /sign-in', to, { rawHeaders: [], ...signed });
    sql(site, 'DELETE FROM sign_in_failure');
    see('comment', to, await site.post('/comments', { thread: 'about',
      key: to, name: 'Z', email: 'z@example.org', body: 'Words.' }));
    for (const [what, path] of [['provider', '/sign-in/lake'],
      ['link', '/sign-in/email']]) {
      const answer = what === 'provider' ? await site.post(path, { to, back: to })
        : await visitor.fill(path, path, { email: `l${list.indexOf(to)}` +
          '@example.org', to });
      see(what, to, { rawHeaders: [], ...answer });
    }
    see('undo', to, await people.admin.get(`/admin/undo/1?${new URLSearchParams({
      back: to, to })}`));
    // As paths: nginx and the app both lead on from some.
    const bytes = `GET ${to.replace(/[\s\0]/g, '') || '/'} HTTP/1.1\r\n` +
      'Host: localhost\r\nConnection: close\r\n\r\n';
    const text = await site.raw(Buffer.from(bytes, 'utf8'));
    const location = text.match(/^Location: (.*)\r$/mi)?.[1];
    found.check(isHere({ url: 'http://localhost' }, location?.replace(site.url,
      'http://localhost')), `path ${to}: ${location}`);
  }
  for (const [table, column] of [['sign_in_attempt', 'return_to'],
    ['email_link', 'return_to']])
    for (const [to] of sql(site, `SELECT ${column} FROM ${table}`))
      found.check(to === null || /^\/(?![/\\])[^\0-\x1f\\]*$/.test(to),
        `${table}: ${to}`);
  found.row('addresses elsewhere, wherever an address is taken',
    `${list.length} forms of them, none is followed`);
}

async function cookies({ site, people }, found) {
  const own = people.admin.cookie, wrong = `ns_session=${'A'.repeat(43)}`;
  const ask = (lines, path = '/admin') => site.raw(`GET ${path} HTTP/1.1\r\n` +
    `Host: localhost\r\n${lines.map((line) => `Cookie: ${line}\r\n`).join('')}` +
    'Connection: close\r\n\r\n');
  found.check(codes(await ask([own]))[0] === 200, 'the right one lets in');
  for (const lines of [[own, wrong], [wrong, own], [`${own}; ${wrong}`],
    [`${wrong}; ${own}`], [`${own}; ${own}`], [`${own};${wrong}`], [own, own],
    [`ns_session=; ${own}`], [`${own}; ns_session=`], [`a="; ${own}; "; ${own}`],
    [`NS_SESSION=${own.slice(11)}`], [own.replace('=', ' =')],
    [own.replace('=', '="') + '"'], [`$Version=1; ${own}; ${wrong}`],
    [`x${own}`], [own.replace('ns_', '__Host-ns_')], [`${own}A`],
    [own.slice(0, -1)], [own.replace('ns_', 'ns_\0')], [own.replaceAll('_', '%5f')],
    [`ns_session\t=${own.slice(11)}`], [`a=b,${own}`]]) {
    const text = await ask(lines);
    found.check(!/class="[^"]*staffnav/.test(text) && codes(text)[0] !== 200,
      `${JSON.stringify(lines).slice(0, 90)}: ${codes(text)}`);
  }
  for (const lines of [['ns_theme=dark', 'ns_theme=light'],
    ['ns_theme=dark; ns_theme=light'], ['ns_theme=dark"><script>'],
    ['ns_theme=dark\t; ns_theme=dark']])
    found.check(!/data-theme=/.test(await ask(lines, '/about')), `${lines}`);
  // Whoever comes with a session of somebody's choice gets another one.
  const visitor = new Visitor(site);
  visitor.jar.ns_session = randomBytes(32).toString('base64url');
  const was = visitor.jar.ns_session;
  await visitor.fill('/sign-in', '/sign-in',
    { email: 'way@example.org', password: PASSWORD });
  found.check(visitor.jar.ns_session && visitor.jar.ns_session !== was,
    'a session that was chosen before the sign-in');
  found.row('cookies twice, cut, quoted or by other names',
    'none of them is somebody');
}

async function hosts({ site, share }, found) {
  for (const host of HOSTS) {
    const text = await site.raw(`GET /about HTTP/1.1\r\nHost: ${host}\r\n` +
      'Connection: close\r\n\r\n');
    const [code] = codes(text);
    found.check(code === undefined || code === 400 || (code === 200 &&
      /^(localhost|127\.0\.0\.1)\.?$/i.test(host)), `Host ${host}: ${code}`);
  }
  for (const target of ['http://elsewhere.example/about', '//elsewhere.example/',
    'https://localhost@elsewhere.example/', 'http://elsewhere.example\\@localhost/'])
    for (const host of ['localhost', 'elsewhere.example']) {
      const text = await site.raw(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\n` +
        'Connection: close\r\n\r\n');
      found.check(![200, 301, 302, 303].includes(codes(text)[0]) &&
        !/location: .*elsewhere/i.test(text), `${target}: ${codes(text)}`);
    }
  for (const [name, value] of Object.entries(FORWARDED))
    for (const path of every(['/about', '/', '/sign-in', '/admin', '/sitemap.xml',
      '/opensearch.xml', '/feed.atom', '/programs/', '/healthz'], share)) {
      const answer = await site.get(path, { headers: { [name]: value } });
      const plain = await site.get(path);
      found.check(answer.status === plain.status &&
        answer.headers.location === plain.headers.location &&
        !/elsewhere|ftp:|:4444\b|SQLite|root:x/.test(answer.text),
      `${path} ${name}: ${answer.status}`);
    }
  await site.post('/comments', { thread: 'about', key: 'about', name: 'Plain',
    email: 'plain@example.org', body: 'From here.' });
  for (const [name, value] of Object.entries(FORWARDED))
    await site.post('/comments', { thread: 'about', key: 'about', name: 'Made up',
      email: 'made@example.org', body: `By ${name}.` },
    { headers: { [name]: value } });
  const from = sql(site, `SELECT count(DISTINCT address_hash), count(*)
    FROM comment WHERE author_name IN ('Plain', 'Made up')`)[0];
  found.check(from[0] === 1 && from[1] > 20, `addresses: ${from}`);
  found.row('hosts and headers of a proxy that is not there',
    'no other host, address or path is believed');
}

const KNOWN = new RegExp('^(from|to|subject|date|message-id|mime-version|' +
  'content-type|content-transfer-encoding|list-unsubscribe|reply-to|' +
  'list-unsubscribe-post|auto-submitted|in-reply-to|references):', 'i');

async function mails({ site, mail, people, share }, found) {
  const breaks = every(['\r\n', '\n', '\r', '%0d%0a', '\0', '\u2028', '\\r\\n',
    '\u560d\u560a', '\r\n\r\n', '\r\n.\r\n', '=0D=0A', '&#13;&#10;'], share);
  const tails = (end) => [`${end}Bcc: zq@example.org`,
    `${end}To: zq@example.org`, `${end}Subject: zq`, `${end}.${end}` +
    `MAIL FROM:<zq@example.org>${end}RCPT TO:<zq@example.org>${end}DATA${end}zq`,
    `>${end}RCPT TO:<zq@example.org`, `=?utf-8?Q?=0D=0ABcc: zq@example.org?=`];
  const addresses = (end) => [`a@example.org${end}RCPT TO:<zq@example.org>`,
    'a@example.org,zq@example.org', '<a@example.org> <zq@example.org>',
    `"a${end}Bcc: zq"@example.org`, `a@example.org${end}Bcc: zq@example.org`,
    'a@example.org SIZE=1', '@zq.example:a@example.org', 'zq@[127.0.0.1]',
    'a%zq@example.org@example.net', '-oQ/tmp@example.org', 'zq!a@example.org'];
  const about = { thread: 'about', key: 'about', notify: '1' };
  let n = 0;
  for (const end of breaks) {
    for (const tail of tails(end)) {
      await site.post('/comments', { ...about, name: `Zed${tail}`,
        topic: tail, email: `w${++n}@example.org`, body: `Words ${n}${tail}` });
      await people.admin.post('/admin/users', { role: 'editor',
        email: `u${n}@example.org`, name: `Zed${tail}` });
      found.tried += 2;
    }
    for (const email of addresses(end)) {
      await site.post('/comments', { ...about, name: 'Zed', email,
        body: `Words ${++n}.` });
      for (const path of ['/sign-in/email', '/sign-in/forgot'])
        await new Visitor(site).fill(path, path, { email });
      await people.admin.post('/admin/users', { role: 'editor', email, name: '' });
      found.tried += 4;
    }
    sql(site, 'DELETE FROM sign_in_failure');
  }
  const waiting = () => sql(site, 'SELECT count(*) FROM outbox WHERE state = ' +
    "'waits' AND next_at <= unixepoch()")[0][0];
  for (const end = Date.now() + 90_000; Date.now() < end && waiting() &&
    (share === 1 || mail.mails.length < 10);) await sleep(200);
  for (const one of mail.mails) {
    const heads = one.head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
    for (const line of heads) found.check(KNOWN.test(line), `a header: ${line}`);
    found.check(new Set(heads.map((line) => line.split(':')[0].toLowerCase()))
      .size === heads.length, `a header twice: ${heads}`);
    found.check(one.to.length === 1 && !/^<?zq\d?@|[\s,;<>]|@.*@/.test(one.to[0]),
      `to ${one.to}`);
    found.check(one.from === MAIL, `from ${one.from}`);
  }
  const sent = mail.mails.length;
  found.check(sent > 2, `only ${sent} mails`);
  found.row('names, words and addresses for mails, and their heads',
    `${sent} mails to whom they were meant for, with our headers only`);
}

async function tables({ site, hostile, people, rows }, found) {
  hostile.listings();
  for (const [i, vector] of vectors.entries())
    if (vector.kind === 'table') {
      const said = await site.post('/comments', { thread: 'about', key: 'about',
        name: fit(vector, `t${i}`, 78), email: `t${i}@example.org`,
        body: vector.make(`b${i}`) });
      found.check(said.status === 303, said.text.slice(0, 300));
    }
  const files = [...rows.filter(({ method, pattern }) => method === 'GET' &&
    pattern.endsWith('.csv') && !pattern.includes(':')).map(({ pattern }) =>
    pattern), '/dashboard/network.csv'];
  const texts = [];
  for (const path of files)
    texts.push([path, (await people.admin.get(path)).text]);
  for (const kind of ['programs', 'measures', 'comments'])
    texts.push([`export ${kind}`, site.command('export', kind).stdout]);
  for (const [path, text] of texts.filter(([, all]) => !/^<\?xml/.test(all)))
    for (const row of parseCsv(text))
      for (const [name, value] of Object.entries(row))
        found.check(!/^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) || /^-?[\d.]+$/.test(value),
          `${path} ${name}: ${value}`);
  found.row(`cells of ${texts.length} exports, filled with formulas`,
    'no cell begins as one');
}

async function open(size) {
  const mail = await startMailServer();
  const folder = mkdtempSync(join(tmpdir(), 'northstar-wire-'));
  writeFileSync(join(folder, 'secret'), 'a secret of sixteen letters or more\n');
  const site = await startInstance({ config: { comments: { per_hour: 10000 },
    mail: { server: `smtp://127.0.0.1:${mail.port}`, from: MAIL,
      retry_seconds: 1 },
    'provider lake': { client_id: 'northstar', label: 'Lake Club',
      secret_file: join(folder, 'secret'), issuer: 'http://127.0.0.1:9' } } });
  const hostile = new HostileSite(site, new Filling(size.vectors));
  site.run('user', 'add', 'way@example.org', '--role', 'editor',
    '--password-stdin', { input: `${PASSWORD}\n` });
  return { site, mail, folder, hostile, share: size.share,
    people: { admin: hostile.admin, editor: signedIn(site, 'editor') },
    rows: JSON.parse(site.run('routes', '--json')) };
}

await part('wire', { minutes: 30, smoke: { share: 24, vectors: 5 },
  full: { share: 1, vectors: vectors.length } }, async (size, p) => {
  const all = await open(size), found = new Found(p);
  try {
    for (const work of [smuggle, trickPaths, headers, redirects, cookies, hosts,
      mails, tables])
      await work(all, found);
    p.row({ tried: 'the site after all that', result: 'answers, and its ' +
      'record is whole', good: (await all.site.get('/healthz')).status === 200 &&
      all.site.command('verify').status === 0 });
  } finally {
    await all.site.stop();
    await all.mail.stop();
    rmSync(all.folder, { recursive: true });
  }
});
