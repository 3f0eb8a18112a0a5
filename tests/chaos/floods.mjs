// Floods, in a network of their own: slow connections, posts from one address
// and from ten thousand of one /48, made-up addresses, long searches. While
// each goes on, other readers and a moderator at work are asked how they are.
// Before each is a calm moment; one alone says little of a hundredth of its
// answers, so the median of all that this run had is what is compared with.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import '../lib/whole_run.mjs';
import { processesIn, root, startInstance } from '../lib/instance.mjs';
import { isSmoke, part } from '../lib/part.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

// 2001:db8:77::/48 is only this machine's in a network of this part's own.
if (!process.env.NORTHSTAR_FLOOD_NETWORK) {
  const got = spawnSync('unshare', ['--net', '--', process.execPath,
    ...process.argv.slice(1)], { stdio: 'inherit',
    env: { ...process.env, NORTHSTAR_FLOOD_NETWORK: '1' } });
  if (got.status === null || got.error)
    console.log('FAIL floods: unshare(1) made no network');
  process.exit(got.status ?? 1);
}
execFileSync('ip', ['link', 'set', 'lo', 'up']);
execFileSync('ip', ['-6', 'route', 'add', 'local', '2001:db8:77::/48',
  'dev', 'lo']);
writeFileSync('/proc/sys/net/ipv6/ip_nonlocal_bind', '1');

// What one /48 may write, ten times [comments] per_hour, while these floods
// last, and with it everybody.
const PER_CUSTOMER = 60 + 15;
const ALL_PER_HOUR = 2 * PER_CUSTOMER;
const READY = ['/', '/about', '/programs', '/dashboard'];
const FRESH = ['/', '/programs?county=hennepin', '/dashboard',
  '/programs/community-based-mentoring'];

function run(file, told, isNice) {
  const words = [process.execPath, join(root, 'tests/lib', file),
    JSON.stringify(told)];
  const child = spawn(...(isNice ? ['nice', ['-n', '19', ...words]]
    : ['nice', ['-n', '-10', ...words]]),
  { stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  child.stdout.on('data', (piece) => { text += piece; });
  const done = new Promise((resolve, reject) => child.on('close', () => {
    try {
      resolve(JSON.parse(text));
    } catch {
      reject(new Error(`${file} said: ${text}`));
    }
  }));
  done.catch(() => {});
  return { done, stop: () => child.kill('SIGKILL'),
    isOver: () => child.exitCode !== null || child.signalCode !== null };
}

// What nginx must also listen on, for the /48.
function listenToo(site) {
  const file = join(site.state, 'nginx/plain.conf');
  writeFileSync(file, readFileSync(file, 'utf8').replace(
    /^\tlisten 127\.0\.0\.1:(\d+).*$/m,
    (line, port) => `${line}\n\tlisten [::]:${port} ipv6only=on;`));
  const [master] = processesIn(site.state).filter((line) =>
    /nginx: master/.test(line)).map((line) => parseInt(line, 10));
  process.kill(master, 'SIGHUP');
}

const sizeOf = (path) => {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
};
const bytesOf = (site) => ['', '-wal', '-shm'].reduce((sum, end) =>
  sum + sizeOf(join(site.state, `northstar.db${end}`)), 0);
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((one) => one.isFile()).length;
}

await part('floods', {
  minutes: 25,
  full: { seconds: 12, slow: 10_000, posts: 100_000, urls: 100_000,
    searches: 4000, senders: 10_000 },
  smoke: { seconds: 0.5, slow: 300, posts: 100, urls: 200, searches: 40,
    senders: 50 },
}, async (size, p) => {
  // A sanitizer build is too slow for the limits of a network.
  const site = await startInstance(isSmoke ? {} :
    { env: { NORTHSTAR_LIMITS: '1' } });
  try {
    await flood(site, size, p);
  } finally {
    await site.stop();
  }
});

async function flood(site, size, p) {
  // Another address than a flood's, for readers and the moderator.
  const moderator = signedIn(site, 'moderator');
  const cookie = moderator.cookie;
  listenToo(site);
  const who = {
    'ready-made pages': { paths: READY, every_ms: 5 },
    // (One in four is a search, of which a reader has 20 a second.)
    'pages made fresh': { paths: FRESH, every_ms: 15,
      headers: { Cookie: 'ns_x=1' } },
    'a moderator': { paths: ['/admin/comments', '/admin'], every_ms: 20,
      headers: { Cookie: cookie } },
  };
  const ask = async () => {
    const probes = Object.entries(who).map(([name, what], i) => [name,
      run('probe.mjs', { port: site.port, seconds: size.seconds,
        from: `127.8.8.${i + 1}`, ...what })]);
    const found = {};
    for (const [name, probe] of probes) found[name] = await probe.done;
    return found;
  };

  const calm = [], floods = [];
  async function during(tried, told, check) {
    calm.push(await ask());
    const flooder = run('flooder.mjs', { port: site.port, mark: tried.length,
      ...told }, true);
    await new Promise((done) => setTimeout(done, isSmoke ? 200 : 2000));
    const found = await ask();
    const wasLong = told.kind === 'slow' || !flooder.isOver();
    const codes = await flooder.done;
    floods.push({ tried, found });
    p.row({ tried: `${tried}: what the flood got`,
      result: JSON.stringify(codes) + (wasLong ? '' :
        ' (over before the readers were done)'),
      good: check(codes) });
  }

  function judge() {
    for (const name of Object.keys(who)) {
      const all = calm.map((one) => one[name].p99).sort((a, b) => a - b);
      const usual = all[Math.floor(all.length / 2)];
      for (const { tried, found } of floods) {
        const { p99, bad, count } = found[name];
        // A sanitizer build on a loaded machine says nothing about speed.
        const isFast = isSmoke || p99 <= 2 * usual;
        p.row({ tried: `${tried}: ${name}`,
          result: `${count} answers, ${Object.values(bad).length
            ? JSON.stringify(bad) : 'all 200'}; p99 ${p99} ms, calm ` +
            `${usual} ms (${(p99 / usual).toFixed(2)} ×; ` +
            `${all.length} times ${all[0]} to ${all.at(-1)} ms)`,
          good: isFast && Object.keys(bad).length === 0 });
      }
    }
  }

  const before = { bytes: bytesOf(site), rows: sql(site,
    'SELECT count(*) FROM comment')[0][0] };
  await during(`${size.slow} slow connections from as many addresses`,
    { kind: 'slow', total: size.slow, addresses: size.slow, block: 10,
      seconds: 2 * size.seconds + (isSmoke ? 1 : 6) },
    (codes) => codes.open_at_once > size.slow * 0.9);
  if (!isSmoke) {
    await during(`${size.slow} slow connections from one address`,
      { kind: 'slow', total: size.slow, seconds: 2 * size.seconds + 6 },
      (codes) => codes.open_at_once > 0);
    await during(`${size.posts} posts from one address`,
      { kind: 'posts', total: size.posts },
      (codes) => codes[303] > 0 && codes[303] <= 20 && !codes[500]);
    await during(`${size.searches} long searches, 16 at once, of 16 readers`,
      { kind: 'searches', total: size.searches, parallel: 16, addresses: 16,
        block: 11 }, (codes) => !codes[500]);
  }
  await during(`${size.posts} posts from ${size.senders} addresses of a /48`,
    { kind: 'posts', total: size.posts, host: '2001:db8:77::1',
      addresses: size.senders },
    (codes) => codes[303] > 0 && codes[303] <= PER_CUSTOMER && !codes[500]);
  const others = await run('flooder.mjs', { port: site.port, kind: 'posts',
    mark: 'afterwards', total: 5, addresses: 5, block: 12 }).done;
  p.row({ tried: 'comments of five others, just after that',
    result: JSON.stringify(others), good: others[303] === 5 });
  await during(`${size.urls} made-up addresses from one reader`,
    { kind: 'urls', total: size.urls }, (codes) => !codes[500]);
  judge();

  const rows = sql(site, 'SELECT count(*) FROM comment')[0][0] - before.rows;
  const bytes = bytesOf(site) - before.bytes;
  const posts = (isSmoke ? 1 : 2) * size.posts;
  p.row({ tried: `rows and bytes that ${posts} posts left`,
    result: `${rows} comments, ${Math.round(bytes / 1024)} KB more`,
    good: rows <= ALL_PER_HOUR && bytes < 16 << 20 });
  const files = filesBelow(join(site.state, 'pages'));
  p.row({ tried: `ready-made files after ${size.urls} made-up addresses`,
    result: `${files} (limit 20000)`, good: files <= 20_000 });
  const verified = site.run('verify');
  p.row({ tried: 'northstar verify afterwards', result: verified.trim()
    .split('\n').at(-1), good: true });
}
