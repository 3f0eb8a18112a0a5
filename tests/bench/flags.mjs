// flags.mjs PLAIN: what the hardening flags cost. PLAIN is the same program
// without them (`make bench-flags` builds both). The same pages are asked of
// both by turns; the least CPU of all rounds counts, for what others do on the
// machine only adds. A page may take a fifth more, all together 5 percent.
import { join } from 'node:path';

import { root, startInstance } from '../lib/instance.mjs';
import { cpuMs, family, commandOf } from './load.mjs';

const EACH = 1.2, ALL = 1.05, ROUNDS = 25, REQUESTS = 20;
// With one of our cookies pages are made, not read from a file.
const headers = { Cookie: 'ns_theme=dark', 'Accept-Encoding': 'br' };
const paths = ['/', '/programs?q=mentor', '/programs?type=group&age=12',
  '/programs?near=Duluth', '/dashboard', '/about', '/programs.json?q=a',
  '/feed.atom', '/nothing'];

async function start(program) {
  const site = await startInstance({ env: { NORTHSTAR_PROGRAM: program } });
  const app = family(site.child.pid).filter((pid) =>
    / serve /.test(commandOf(pid)));
  return { site, app, least: paths.map(() => Infinity) };
}

async function measure(one, i) {
  const before = cpuMs(one.app);
  for (let k = 0; k < REQUESTS; k++)
    await one.site.get(paths[i], { headers });
  const took = (cpuMs(one.app) - before) * 1000 / REQUESTS;
  one.least[i] = Math.min(one.least[i], took);
}

const [hard, plain] = [await start(join(root, 'build/northstar')),
  await start(process.argv[2])];
let isFine = true;
try {
  for (let round = 0; round < ROUNDS; round++)
    for (let i = 0; i < paths.length; i++)
      for (const one of round % 2 ? [plain, hard] : [hard, plain])
        await measure(one, i);
  const sum = (list) => list.reduce((a, b) => a + b, 0);
  const print = (name, a, b, limit) => {
    isFine &&= a / b <= limit;
    console.log(`${name.padEnd(30)} ${a.toFixed(0).padStart(6)} µs ` +
      `${b.toFixed(0).padStart(6)} µs  ${(a / b).toFixed(3)}` +
      `${a / b <= limit ? '' : `  more than ${limit}`}`);
  };
  console.log(`${''.padEnd(30)} ${'hardened'.padStart(9)} plain`);
  paths.forEach((path, i) =>
    print(path, hard.least[i], plain.least[i], EACH));
  print('all', sum(hard.least), sum(plain.least), ALL);
} finally {
  await hard.site.stop();
  await plain.site.stop();
}
console.log(isFine ? 'PASS' : 'FAIL');
process.exitCode = isFine ? 0 : 1;
