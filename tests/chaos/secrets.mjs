// Secrets are where they belong and nowhere else. Known ones are planted by
// using the site for real: passwords, tokens, links, codes, the keys of mail
// and provider, e-mail and network addresses, words looked for. Then they are
// looked for in the logs of the app and of nginx, in the pages that others
// see, in the process list, in files, and in the rows of the database; and a
// process that falls leaves no core. A whole run is on the release build,
// for sanitizers switch cores off themselves.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync,
  rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import '../lib/whole_run.mjs';
import { processesIn, sleep, startInstance, until } from '../lib/instance.mjs';
import { leadsTo, setOut } from '../lib/journey.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { Guest, startOidcProvider } from '../lib/oidc_provider.mjs';
import { isSmoke, part } from '../lib/part.mjs';
import { sql } from '../lib/staff.mjs';
import { totp } from '../lib/totp.mjs';
import { Visitor } from '../lib/visitor.mjs';

const ADDRESS = '127.0.84.61';
const PASSWORD = 'planted otter in the lake', WRONG = 'planted heron, not right';
const SPOILED = 'plantedlinkthatamailprogramspoiled_12345678';
const MAIL_PASSWORD = 'planted-mail-password-71';
const CLIENT_SECRET = 'planted client secret of the provider';

// kind -> the text that must not be found. inPages: others may see it there
// (a name is public); inRows: the database has to know it.
class Secrets {
  list = [];

  add(kind, text, { inRows = false, inMail = false } = {}) {
    assert.ok(text && text.length >= 6, `${kind}: ${text}`);
    this.list.push({ kind, text: String(text), inRows, inMail });
    return text;
  }

  // Those of which bytes (a Buffer or text) holds any form.
  in(bytes) {
    const text = Buffer.isBuffer(bytes) ? bytes.toString('latin1') : bytes;
    return this.list.filter((one) => text.includes(one.text) ||
      text.includes(encodeURIComponent(one.text)));
  }
}

const bytesOf = (path) => {
  const bytes = readFileSync(path);
  return path.endsWith('.gz') ? gunzipSync(bytes) :
    path.endsWith('.br') ? brotliDecompressSync(bytes) : bytes;
};
const filesBelow = (folder) => readdirSync(folder, { withFileTypes: true })
  .flatMap((entry) => entry.isDirectory() ? filesBelow(join(folder, entry.name)) :
    entry.isFile() ? [join(folder, entry.name)] : []);

async function use(site, server, secrets) {
  const staff = new Visitor(site, { address: ADDRESS });
  site.run('user', 'add', 'plantedstaff@secret.example', '--role', 'editor',
    '--password-stdin', { input: `${PASSWORD}\n` });
  secrets.add('an e-mail address of staff', 'plantedstaff@secret.example',
    { inRows: true });
  const form = await staff.get('/sign-in');
  secrets.add('a token of a form', form.text.match(/name="token" value="([^"]+)"/)[1]);
  await staff.fill(form, '/sign-in', { email: 'plantedstaff@secret.example',
    password: secrets.add('a wrong password', WRONG) });
  const entered = await staff.fill('/sign-in', '/sign-in',
    { email: 'plantedstaff@secret.example',
      password: secrets.add('a password', PASSWORD) });
  assert.equal(entered.status, 303, entered.text);
  secrets.add('the token of a session', staff.jar.ns_session);
  secrets.add('the ticket of a device', staff.jar.ns_device);
  const setUp = await staff.get('/me/second-factor');
  const key = setUp.text.match(/<code[^>]*>([A-Z2-7 ]{30,})<\/code>/)[1];
  secrets.add('the key of a phone', key.replaceAll(' ', ''));
  const done = await staff.fill(setUp, '/me/second-factor',
    { code: totp(key) });
  assert.equal(done.status, 200, done.text);
  secrets.add('a recovery code',
    done.text.match(/<code[^>]*>([a-z2-9]{5}-[a-z2-9]{5})</)[1]);
  secrets.add('the token of a session, made anew', staff.jar.ns_session);

  const guest = new Visitor(site, { address: ADDRESS });
  const sent = await guest.send('/comments', { thread: 'about', key: 'about',
    name: 'Kim', email: secrets.add('an e-mail address of a guest',
      'plantedguest@secret.example', { inRows: true }), notify: '1',
    body: secrets.add('words that wait to be read',
      'plantedwords that nobody has read yet', { inRows: true }) });
  assert.equal(sent.status, 303, sent.text);
  secrets.add("the token of a guest's cookie", guest.jar.ns_guest);
  await guest.get('/programs?q=plantedsearch');
  await guest.get('/programs?q=plantedsearch&county=nowhere');
  secrets.add('words looked for', 'plantedsearch');
  secrets.add('a network address', ADDRESS);
  for (const [path, email, kind] of [
    ['/sign-in/email', 'plantedreader@secret.example', 'a link to sign in'],
    ['/sign-in/forgot', 'plantedstaff@secret.example',
      'a link for a forgotten password']]) {
    const answer = await new Visitor(site, { address: ADDRESS })
      .fill(path, path, { email });
    assert.equal(answer.status, 303, answer.text);
    const mailOf = () => server.mails.find(({ to, text }) => to[0] === email &&
      /sign-in\/(email|link)\/[\w-]{43}/.test(text));
    await until(mailOf, kind);
    secrets.add(kind, mailOf().text.match(/sign-in\/(?:email|link)\/([\w-]{43})/)[1],
      { inMail: true });
  }
  secrets.add('an e-mail address of a reader', 'plantedreader@secret.example',
    { inRows: true });
  const asked = () => server.mails.find(({ to }) =>
    to[0] === 'plantedguest@secret.example');
  await until(asked, 'the mail that asks');
  secrets.add('a link that confirms', asked().text.match(/confirm\?t=(\S+)/)[1],
    { inMail: true });
  // What goes wrong is logged: links and codes of others, broken forms.
  for (const path of ['/sign-in/email/plantedtokenoflink',
    '/sign-in/lake/return?state=plantedstate&code=plantedcode',
    '/comments/confirm?t=plantedconfirm', `/sign-in/email/${SPOILED}/`])
    await guest.get(path);
  for (const word of ['plantedtokenoflink', 'plantedstate', 'plantedcode',
    'plantedconfirm', SPOILED])
    secrets.add('words in an address that leads nowhere', word);
  await guest.request('/comments', { method: 'POST', body: '%%plantedbroken',
    headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
  secrets.add('a broken form', 'plantedbroken');
}

async function throughProvider(site, secrets) {
  const reader = new Visitor(site, { address: ADDRESS });
  const url = leadsTo(await setOut(reader, 'lake'));
  secrets.add('the state of a sign-in', url.searchParams.get('state'));
  secrets.add('the nonce of a sign-in', url.searchParams.get('nonce'));
  secrets.add('the token of a browser', reader.jar.ns_connect);
  const back = await new Guest().signIn(url.href, site.returns,
    { login: 'planted-subject' });
  const code = new URL(back).searchParams.get('code');
  const answer = await reader.get(back.slice(new URL(back).origin.length));
  assert.equal(answer.status, 303, answer.text);
  secrets.add('the code of a provider', code);
  secrets.add('the token of a session of a reader', reader.jar.ns_session);
}

function report(p, tried, secrets, found) {
  p.row({ tried, good: found.length === 0,
    result: `${secrets.list.length} secrets looked for, ${found.length} found` +
      (found.length ? `: ${[...new Set(found)].slice(0, 9).join('; ')}` : '') });
}

// A stranger, and what search engines and feeds get.
async function lookAtPages(site, p, secrets) {
  const stranger = new Visitor(site);
  const seen = new Set(), wait = ['/', '/about', '/about/privacy', '/programs',
    '/counties', '/dashboard', '/sign-in', '/sign-in/email', '/feed.atom',
    '/comments.atom', '/about/comments.json', '/sitemap.xml', '/nothing',
    '/programs.json', '/dashboard.json', '/me', '/admin', '/robots.txt'];
  const found = [];
  const most = isSmoke ? 40 : 400;
  while (wait.length && seen.size < most) {
    const path = wait.shift();
    if (seen.has(path)) continue;
    seen.add(path);
    const { text, headers } = await stranger.get(path);
    for (const { kind } of secrets.in(text + JSON.stringify(headers)))
      found.push(`${kind} on ${path}`);
    for (const [, link] of text.matchAll(/href="(\/[^"#?]*)/g))
      if (!/^\/static/.test(link)) wait.push(link);
  }
  report(p, `${seen.size} pages, feeds and data, as a stranger gets them`,
    secrets, found);
}

function lookAtProcesses(site, p, secrets) {
  const found = [];
  let count = 0;
  for (const pid of readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    if (Number(pid) === process.pid) continue; // it knows them all
    for (const file of ['cmdline', 'environ', 'comm'])
      try {
        const text = readFileSync(`/proc/${pid}/${file}`);
        for (const { kind } of secrets.in(text))
          found.push(`${kind} in /proc/…/${file} of ${
            readFileSync(`/proc/${pid}/comm`, 'utf8').trim()}`);
        if (file === 'cmdline') count++;
      } catch {
        // it ended, or its owner is another
      }
  }
  report(p, `command line, environment and name of all ${count} processes`,
    secrets, found);
  const ours = processesIn(site.state).length;
  p.row({ tried: 'processes of the site among them', result: String(ours),
    good: ours >= 4 });
}

// The database knows by its rows; the keys are files that hold nothing else.
function lookAtFiles(site, p, secrets) {
  const found = [], files = filesBelow(site.state).filter((path) =>
    !/\/(northstar\.db(-wal|-shm)?|secret|address-keys\/\d+)$/.test(path));
  for (const path of files)
    for (const { kind } of secrets.in(bytesOf(path)))
      found.push(`${kind} in ${path.slice(site.state.length + 1)}`);
  report(p, `${files.length} files of the state folder, ready-made pages ` +
    'among them', secrets, found);
  const dump = execFileSync('sqlite3', ['-cmd', '.timeout 20000',
    `${site.state}/northstar.db`, '.dump'], { maxBuffer: 1 << 28 });
  const stored = secrets.in(dump).filter(({ inRows }) => !inRows);
  report(p, 'every row of the database (addresses and words that it has to ' +
    'know apart)', secrets, stored.map(({ kind }) => kind));
  const known = secrets.list.filter(({ inRows }) => inRows);
  const missed = known.filter(({ text }) => !dump.includes(text));
  p.row({ tried: 'the search itself: what the database has to know',
    result: `${known.length - missed.length} of ${known.length} found there`,
    good: missed.length === 0 && known.length > 2 });
}

// A worker that falls with all that it holds in memory.
async function fall(site, p) {
  const pids = processesIn(site.state).map((line) => line.split(' ')[0]);
  const limits = pids.filter((pid) => /^Max core file size\s+0\s+0\s/m.test(
    readFileSync(`/proc/${pid}/limits`, 'utf8')));
  const ours = pids.filter((pid) => /northstar/.test(
    readlinkSync(`/proc/${pid}/exe`)));
  const closed = ours.filter((pid) => limits.includes(pid));
  p.row({ tried: `the limit for cores of the app's ${ours.length} processes, ` +
    'started where it was unlimited',
  result: `0 in ${closed.length} of ${ours.length}`,
  good: ours.length > 0 && closed.length === ours.length });
  const worker = ours.at(-1);
  process.kill(Number(worker), 'SIGSEGV');
  await until(() => !existsSync(`/proc/${worker}`), 'the worker falls');
  await sleep(300);
  const cores = filesBelow(site.state).filter((path) =>
    /\/(core|vgcore)[^/]*$/.test(path));
  p.row({ tried: 'a process of the app that fell with SIGSEGV',
    result: `${cores.length} cores in the state folder`,
    good: cores.length === 0 });
}

await part('secrets', { full: {}, smoke: {}, minutes: 10 }, async (size, p) => {
  const secrets = new Secrets();
  const folder = mkdtempSync(join(tmpdir(), 'northstar-secrets-'));
  const server = await startMailServer({
    user: { name: 'northstar', password: MAIL_PASSWORD } });
  const provider = await startOidcProvider({ secret: CLIENT_SECRET,
    people: { 'planted-subject': { name: 'Pat' } } });
  writeFileSync(join(folder, 'mail'), `${MAIL_PASSWORD}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'provider'), `${CLIENT_SECRET}\n`, { mode: 0o600 });
  // As loose as it can be: what follows is the program's own doing.
  execFileSync('prlimit', ['--pid', String(process.pid),
    '--core=unlimited:unlimited']);
  let site;
  try {
    site = await startInstance({ config: { comments: { per_hour: 1000 },
      mail: { server: `smtp://127.0.0.1:${server.port}`, user: 'northstar',
        password_file: join(folder, 'mail'), from: 'hello@example.org',
        retry_seconds: 1 },
      'provider lake': { client_id: 'northstar', issuer: provider.issuer,
        label: 'Lake Club', secret_file: join(folder, 'provider') } } });
    site.returns = `${site.url}/sign-in/`;
    provider.knows([`${site.returns}lake/return`]);
    secrets.add("the mail server's password", MAIL_PASSWORD);
    secrets.add('the same, as mail sends it', Buffer.from(
      `\0northstar\0${MAIL_PASSWORD}`).toString('base64'));
    secrets.add("the provider's client secret", CLIENT_SECRET);
    await use(site, server, secrets);
    await throughProvider(site, secrets);
    const key = readFileSync(join(site.state, 'secret'));
    for (const form of ['hex', 'base64', 'base64url', 'latin1'])
      secrets.add(`the site's key, ${form}`, key.toString(form));
    await lookAtPages(site, p, secrets);
    lookAtProcesses(site, p, secrets);
    lookAtFiles(site, p, secrets);
    if (!isSmoke) await fall(site, p);
    site.child.kill('SIGTERM');
    await site.ended;
    report(p, `the log of app and nginx, ${site.log.split('\n').length} lines`,
      secrets, secrets.in(site.log).map(({ kind }) => kind));
    p.row({ tried: 'the log tells what happened all the same',
      result: /a sign-in failed/.test(site.log) ? 'it has the sign-in that ' +
        'failed, and whose by number' : 'it says nothing',
      good: /a sign-in failed/.test(site.log) &&
        /user \d+ signed in/.test(site.log) });
  } finally {
    await site?.stop();
    await server.stop();
    await provider.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
