// scan.mjs [MINUTES]: sqlmap (level 5, risk 3) on every parameter of every
// form and address, and wapiti with all of its modules, as a visitor and as an
// administrator, on the release build. The time is shared out; what was not
// reached in it is said. What they find above information fails.
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { everyForm } from './lib/every_form.mjs';
import { Filling, HostileSite, MAIL } from './lib/hostile_site.mjs';
import { Walk } from './lib/hostile_walk.mjs';
import { startInstance } from './lib/instance.mjs';
import { startMailServer } from './lib/mail_server.mjs';
import { part } from './lib/part.mjs';
import { signedIn } from './lib/staff.mjs';

const MINUTES = Number(process.argv[2] ?? 60);
// Two ask other machines for lists, which a test must not; one guesses names
// and heeds no limit of time.
const NOT_RUN = ['nikto', 'wapp', 'buster'];
const MODULES = ['backup', 'blindsql', 'brute_login_form',
  'cookieflags', 'crlf', 'csp', 'csrf', 'exec', 'file', 'htaccess',
  'http_headers', 'methods', 'permanentxss', 'redirect', 'shellshock', 'sql',
  'ssrf', 'xss', 'xxe'];
// Not faults of the site, and why.
const EXPLAINED = [
  [/Secure flag is not set|Strict-Transport-Security is not set/i,
    'the scanned instance speaks plain HTTP; with https both are there'],
  [/X-XSS-Protection is not set/i,
    'no browser has the filter any more; it opened holes of its own'],
  [/X-Frame-Options is not set/i, "CSP's frame-ancestors says it"],
];
// Its own way to leave addresses out does not work with Debian's Python.
const WAPITI = `import fnmatch, re
import wapitiCore.net.crawler as crawler
crawler.wildcard_translate = lambda text: re.compile(fnmatch.translate(text))
from wapitiCore.main.wapiti import wapiti_main
wapiti_main()`;
const number = (n) => n.toLocaleString('en');

// Run a program for at most seconds; what it wrote.
function run(command, args, seconds) {
  return new Promise((done) => {
    const child = spawn('nice', ['-n', '19', 'timeout', '-k', '5',
      String(Math.ceil(seconds)), command, ...args],
    { stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (part) => { text += part; });
    child.on('close', (code) => done({ text, isLate: code === 124 ||
      code === 137 }));
  });
}

// What sqlmap gets: [name, options]. A star stands where a part is tried.
function targets({ site, walk, admin }) {
  const common = [`--headers=Origin: ${site.url}`];
  const of = (person) => person?.cookie ? [`--cookie=${person.cookie}`] : [];
  const list = [];
  for (const row of walk.rows) {
    if (row.method !== 'GET' || row.who === 'loopback') continue;
    const person = row.who === 'anyone' ? null : admin;
    const names = [...walk.queries.get(row.pattern) ?? []];
    if (!names.length && !row.pattern.includes(':')) continue;
    const path = row.pattern.replace(/:[a-z_]+/g, '1*');
    list.push([`GET ${row.pattern}`, ['-u', `${site.url}${path}` +
      (names.length ? `?${names.map((name) => `${name}=1`).join('&')}` : ''),
    '--threads=2', ...common, ...of(person)]]);
  }
  for (const form of walk.forms.values()) {
    const { pairs } = form;
    const token = pairs.some(([name]) => name === 'token') && !form.html;
    list.push([`POST ${form.row.pattern}`, ['-u', site.url +
      form.action.replace(/#.*/, ''), '--method=POST',
    `--data=${new URLSearchParams(pairs)}`, ...common, ...of(form.person),
    ...(token ? ['--csrf-token=token', `--csrf-url=${site.url}${form.path}`] :
      ['--threads=2'])]]);
  }
  return list;
}

async function sqlmap(all, seconds, p) {
  const list = targets(all), each = seconds * 2 / list.length;
  const found = [], late = [], params = new Set(), done = new Set();
  const left = [...list.entries()];
  let faults = 0, last = '';
  const work = async () => {
    while (left.length) {
      const [i, [name, options]] = left.shift();
      const { text, isLate } = await run('sqlmap', [...options, '--batch',
        '--level=5', '--risk=3', '--dbms=SQLite', '--flush-session',
        '--skip=Host', '--param-exclude=^token$', '--disable-coloring', '--timeout=10',
        '--retries=1', '--time-sec=3', '--answers=redirect=n,follow=n',
        '--ignore-code=400,403,404,405,409,410,413,414,415,422,431',
        `--output-dir=${join(all.folder, String(i))}`], each);
      for (const [, what] of text.matchAll(
        /testing for SQL injection on (.+)/g)) params.add(`${name} ${what}`);
      for (const [, what] of text.matchAll(
        /((?:\w+ )+parameter '[^']*') does not seem to be injectable/g))
        done.add(`${name} ${what}`);
      if (/identified the following injection|is vulnerable/.test(text))
        found.push(`${name}: ${text.match(/Parameter: [^]*?\n---/)?.[0]}`);
      faults += Number(text.match(/500 \(Internal Server Error\) - (\d+)/)?.[1] ??
        0);
      if (isLate) late.push(name);
      last = text;
    }
  };
  await Promise.all([work(), work()]);
  if (!params.size) console.log(last.slice(-2000));
  p.row({ tried: `sqlmap, level 5, risk 3, ${number(Math.round(seconds / 60))} ` +
    `minutes over ${list.length} addresses and forms`,
  result: `${number(all.asked())} requests, ${number(params.size)} parameters ` +
    `tried, ${number(done.size)} to the end (${late.length} of ` +
    `${list.length} ran out of time); ${found.length} injectable, ` +
    `${faults} answers 500${found.length ? `: ${found.join('; ')}` : ''}`,
  good: found.length === 0 && faults === 0 && params.size > 0 });
}

// Forms of ready-made pages have no token: a browser says where a form comes
// from. And a one-time token that was used up is refused like a false one, which
// wapiti takes for one that nobody looks at. So what it calls forgery is tried:
// from another site, and with a false token.
async function isForged(site, cookie, { path, info }) {
  const post = (headers) => site.post(path, 'token=wapiti', { headers: {
    ...cookie ? { Cookie: cookie } : {}, ...headers } });
  const away = await post({ 'Origin': 'https://elsewhere.example',
    'Sec-Fetch-Site': 'cross-site' });
  const here = await post({ 'Origin': site.url,
    'Sec-Fetch-Site': 'same-origin' });
  return away.status !== 403 || (/not properly checked/.test(info) &&
    here.status < 400);
}

// What wapiti's report holds above information, and what is explained.
async function judge(report, site, cookie) {
  const findings = [], explained = new Set();
  for (const [kind, list] of Object.entries({ ...report.vulnerabilities,
    ...report.anomalies }))
    for (const one of list) {
      const text = `${kind}: ${one.info} (${one.method} ${one.path} ` +
        `${one.parameter})`;
      const why = EXPLAINED.find(([pattern]) => pattern.test(text));
      if (why) explained.add(why[1]);
      else if (/^Cross Site Request Forgery/.test(kind) &&
        !await isForged(site, cookie, one))
        explained.add(`POST ${one.path} from another site was refused`);
      else findings.push(text);
    }
  return { findings, explained };
}

async function wapiti(all, who, cookie, seconds, p) {
  const { site, folder } = all, out = join(folder, `${who}.json`);
  const had = all.asked();
  const { text, isLate } = await run('/usr/bin/python3', ['-c', WAPITI, '-u', `${site.url}/`, '-m',
    MODULES.join(','), '--scope', 'folder', '-d', '6', '--max-scan-time',
    String(Math.floor(seconds * 0.5)), '--max-attack-time',
    String(Math.max(5, Math.floor(seconds * 0.4 / MODULES.length))),
    '--max-links-per-page', '200', '--max-files-per-dir', '60', '-S', 'insane',
    '-l', '2', '-t', '10', '-f', 'json', '-o', out, '--flush-session',
    '--no-bugreport', '--store-session', folder, '-H', `Origin: ${site.url}`,
    ...(cookie ? ['-H', `Cookie: ${cookie}`] : []),
    ...['/sign-out', '/me/delete', '/me/sessions/end', '/sitemap/0.xml']
      .flatMap((path) => ['-x', `${site.url}${path}`])], seconds + 120);
  let report = null;
  try {
    report = JSON.parse(readFileSync(out, 'utf8'));
  } catch {
    console.log(text.slice(-3000));
  }
  const { findings, explained } = await judge(report ?? {}, site, cookie);
  p.row({ tried: `wapiti as ${who}, ${MODULES.length} modules (without ` +
    `${NOT_RUN.join(', ')})`,
  result: report ? `${number(all.asked() - had)} requests to the app` +
    `${isLate ? ', stopped by the clock' : ''}; ${findings.length} ` +
    `above information${findings.length ? `: ${findings.slice(0, 12)
      .join('; ')}` : ''}${explained.size ? `; explained: ${[...explained]
      .join('; ')}` : ''}` : 'no report', good: report && !findings.length });
}

await part('scan', { minutes: MINUTES + 15, full: {}, smoke: {} },
  async (_, p) => {
    const mail = await startMailServer();
    const folder = mkdtempSync(join(tmpdir(), 'northstar-scan-'));
    writeFileSync(join(folder, 'secret'), 'a secret of sixteen letters more\n');
    const site = await startInstance({ config: { comments: { per_hour: 10000 },
      mail: { server: `smtp://127.0.0.1:${mail.port}`, from: MAIL },
      'provider lake': { client_id: 'northstar', label: 'Lake Club',
        secret_file: join(folder, 'secret'), issuer: 'http://127.0.0.1:9' } } });
    try {
      const hostile = new HostileSite(site, new Filling(1));
      const all = { site, folder, admin: hostile.admin, faults: [],
        asked: () => site.log.split('"path":"').length - 1 };
      const walk = new Walk(hostile, all, { perPattern: 3, perQuery: 3 });
      all.walk = walk;
      for (const [person, path, html] of
        await everyForm(site, hostile.admin, mail))
        walk.noteForms(person, path, html ??
          (await walk.ask(person, path)).text, Boolean(html));
      for (const person of [null, hostile.admin])
        await walk.crawl(person, ['/', '/programs?q=a', '/about', '/sign-in',
          '/admin/programs', '/admin/comments?tab=to-read', '/admin/audit',
          '/admin/users']);
      walk.close();
      await sqlmap(all, MINUTES * 60 * 0.6, p);
      await wapiti(all, 'visitor', null, MINUTES * 60 * 0.2, p);
      await wapiti(all, 'administrator', signedIn(site, 'admin').cookie,
        MINUTES * 60 * 0.2, p);
      const errors = site.log.split('\n').filter((line) =>
        /"level":"error"/.test(line));
      p.row({ tried: 'the site after all that', result: `${errors.length} ` +
        `errors in the log${errors.length ? `: ${errors.slice(0, 5)}` : ''}`,
      good: errors.length === 0 && (await site.get('/healthz')).status === 200 &&
        site.command('verify').status === 0 });
    } finally {
      await site.stop();
      await mail.stop();
      rmSync(folder, { recursive: true });
    }
  });
