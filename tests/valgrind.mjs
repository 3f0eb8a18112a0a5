// make valgrind: the release build under valgrind memcheck behind nginx, a
// round of every kind of page, feed and form; not one complaint is allowed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from
  'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = mkdtempSync(join(tmpdir(), 'northstar-valgrind-'));
const program = join(root, 'build/northstar');
const wrapper = join(folder, 'northstar');
const rounds = Number(process.env.ROUNDS ?? 10);

writeFileSync(wrapper, `#!/bin/sh
[ "$1" = serve ] || exec ${program} "$@"
exec valgrind --quiet --leak-check=full --show-leak-kinds=definite \\
  --errors-for-leak-kinds=definite --trace-children=yes \\
  --log-file=${folder}/said.%p ${program} "$@"
`, { mode: 0o755 });
process.env.NORTHSTAR_PROGRAM = wrapper;
const { startInstance } = await import('./lib/instance.mjs');

const PATHS = ['/', '/about', '/about?reply_to=1', '/programs',
  '/programs?county=st-louis&type=group', '/programs?q=mentr', '/programs?q=kin',
  '/programs?q=brohters', '/programs?near=55805', '/programs?near=nowhere',
  '/programs?view=map', '/programs?page=99', '/programs?age=abc',
  '/programs?sort=name&page=2', '/programs/community-based-mentoring',
  '/programs/nothing', '/programs/community-based-mentoring.json',
  '/programs.csv', '/programs.json?q=school', '/programs.atom', '/counties',
  '/counties/hennepin', '/counties/kittson', '/counties/cass-nd', '/dashboard',
  '/dashboard/network', '/dashboard/corrections', '/dashboard.csv', '/dashboard.json', '/feed.atom',
  '/sitemap.xml', '/robots.txt', '/opensearch.xml', '/site.webmanifest',
  '/nothing', '/%', '/comments/1', '/healthz'];

const site = await startInstance({ config: { comments: { per_hour: 1000 } } });
let requests = 0, broken = 0;
const count = (answer, status) => {
  requests++;
  if (status ? answer.status === status : answer.status < 500) return;
  broken++;
  console.log(`${answer.status} instead of ${status}`);
};
for (let round = 0; round < rounds; round++) {
  for (const path of PATHS)
    count(await site.get(path,
      { headers: round % 2 ? { Cookie: 'ns_theme=dark' } : {} }));
  count(await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Somebody', email: 'a@example.org', body: `Hello ${round}` }), 303);
  count(await site.post('/comments', { thread: 'about', key: 'about', body: '' }),
    422);
  count(await site.post('/preferences', { theme: 'dark', back: '/' }), 303);
}
await site.stop();

const said = readdirSync(folder).filter((name) => name.startsWith('said.'))
  .map((name) => readFileSync(join(folder, name), 'utf8')).join('');
rmSync(folder, { recursive: true });
process.stdout.write(said);
const failed = said.length > 0 || broken > 0;
console.log(`${failed ? 'FAIL' : 'PASS'}: ${requests} requests under ` +
  `valgrind, ${broken} broken, ${said.length ? 'complaints above' :
    'no complaint'}`);
process.exit(failed ? 1 : 0);
