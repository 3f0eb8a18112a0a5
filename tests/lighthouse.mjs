// make lighthouse: scores, bytes of a first visit and vitals of the pages that
// visitors meet first, and what can be reached of every page of the staff, on
// the release build; exit 1 when one falls short.
import { KINDS, audit } from './lib/lighthouse.mjs';
import { realPages } from './lib/browser.mjs';
import { startInstance } from './lib/instance.mjs';
import { staffPages } from './lib/staff_pages.mjs';

const RUNS = 3, BYTES_MAX = 50_000, STAFF_BYTES_MAX = 80_000,
  LCP_MAX = 1500, CLS_MAX = 0.01,
  TBT_MAX = 100;

// A visitor finds the page ready-made, as all but the first do.
async function warm(site, path) {
  for (let i = 0; i < 3; i++) await site.get(path);
}

function shortfalls({ scores, bytes, lcp, cls, tbt, faults }) {
  const short = KINDS.filter((kind) => scores[kind] < 100);
  if (bytes > BYTES_MAX) short.push(`more than ${BYTES_MAX} bytes`);
  if (lcp > LCP_MAX) short.push(`LCP above ${LCP_MAX} ms`);
  if (cls > CLS_MAX) short.push(`CLS above ${CLS_MAX}`);
  if (tbt > TBT_MAX) short.push(`TBT above ${TBT_MAX} ms`);
  return short.length ? [...short, ...faults] : short;
}

const line = (...cells) => console.log(cells.map((cell, i) =>
  i === 0 ? cell.padEnd(46) : String(cell).padStart(7)).join(' '));

const site = await startInstance();
let fell = false;
try {
  const program = (await realPages(site)).find((path) =>
    path.startsWith('/programs/'));
  line('page', 'perf', 'access', 'best', 'SEO', 'bytes', 'LCP ms', 'CLS',
    'TBT ms');
  for (const path of ['/', '/programs', program, '/dashboard']) {
    await warm(site, path);
    for (const form of ['phone', 'desktop']) {
      const got = await audit(site.url + path, form, RUNS);
      const short = shortfalls(got);
      fell ||= short.length > 0;
      line(`${form} ${path}`.slice(0, 46), ...KINDS.map((kind) =>
        got.scores[kind]), got.bytes, Math.round(got.lcp),
      got.cls.toFixed(3), Math.round(got.tbt));
      console.log(short.length ? `  FAIL: ${short.join(', ')}` : '  PASS');
    }
  }
  // No search engine comes here, and nobody waits for the first byte.
  const { client, paths } = await staffPages(site);
  for (const path of paths) {
    const isPublic = path.startsWith('/sign-in'); // who signs in is nobody yet
    if ((await (isPublic ? site : client).get(path)).status !== 200) continue;
    const headers = isPublic ? {} : { Cookie: client.cookie };
    const { scores, bytes, faults } =
      await audit(site.url + path, 'desktop', 1, headers);
    const short = ['accessibility', 'best-practices']
      .filter((kind) => scores[kind] < 100);
    if (bytes > STAFF_BYTES_MAX) short.push(`${bytes} bytes`);
    fell ||= short.length > 0;
    line(path.slice(0, 46), ...KINDS.map((kind) => scores[kind]), bytes);
    console.log(short.length ? `  FAIL: ${[...short, ...faults].join(', ')}` :
      '  PASS');
  }
} finally {
  await site.stop();
}
process.exitCode = fell ? 1 : 0;
