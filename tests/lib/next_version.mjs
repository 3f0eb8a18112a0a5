// The next version of the program, built from copies of the sources and of
// what was built of them: one more migration, another word on a page, another
// style sheet. The program finds its templates where it was built.
import { execFileSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync,
  utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

import { program, root } from './instance.mjs';

const FROM_WORD = 'Seven principles we work by';
export const NEW_WORD = 'Seven principles of the next version';

function change(folder, file, from, to) {
  const path = join(folder, file), text = readFileSync(path, 'utf8');
  if (text.split(from).length !== 2)
    throw new Error(`${file} holds "${from}" not once`);
  writeFileSync(path, text.replace(from, () => to));
}

// The version that the sources of root have.
export const versionNow = () => Number(
  readFileSync(join(root, 'src/store/schema.h'), 'utf8')
    .match(/STORE_SCHEMA_VERSION (\d+)/)[1]);

// Everything of the sources; of the build the objects alone.
export function copySources(folder) {
  const isSan = dirname(program).endsWith('/san');
  const files = execFileSync('git', ['-C', root, 'ls-files', '-z', '--cached',
    '--others', '--exclude-standard'], { encoding: 'utf8', maxBuffer: 1 << 26 })
    .split('\0').filter((name) => name && !/^(tests|docs)\//.test(name) &&
      existsSync(join(root, name)));
  for (const name of files) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    cpSync(join(root, name), join(folder, name), { preserveTimestamps: true });
  }
  const build = join(root, isSan ? 'build/san' : 'build');
  const left = ['unit', 'cov', 'san', 'states', 'chaos', 'mutants', 'install',
    'static', 'static.stamp', 'parts.a', 'northstar', 'fuzz'];
  cpSync(build, join(folder, isSan ? 'build/san' : 'build'), { recursive: true,
    preserveTimestamps: true, filter: (path) =>
      !left.includes(relative(build, path)) });
  return { isSan };
}

// sql: the migration. Gives the path of the program.
export function buildNext(folder, { sql, word = true }) {
  const version = versionNow() + 1, { isSan } = copySources(folder);
  const file = `src/store/migrations/000${version}-next.sql`;
  writeFileSync(join(folder, file), sql);
  change(folder, 'src/store/schema.h',
    `STORE_SCHEMA_VERSION ${version - 1}`, `STORE_SCHEMA_VERSION ${version}`);
  change(folder, 'src/store/schema.c',
    `extern const char migration_2[]`, `EMBED("migration_${version}", ` +
    `"${file}");\nextern const char migration_${version}[], migration_2[]`);
  change(folder, 'src/store/schema.c', '\t{ 0, NULL },',
    `\t{ ${version}, migration_${version} },\n\t{ 0, NULL },`);
  if (word) {
    change(folder, 'templates/pages/about.tpl', FROM_WORD, NEW_WORD);
    appendFileSync(join(folder, 'static/css/north.css'),
      '\n.of-the-next-version { color: inherit; }\n');
  }
  // SHARE is this folder now.
  utimesSync(join(folder, 'src/util/config.c'), new Date(), new Date());
  execFileSync('make', ['-s', '-j2', ...(isSan ? ['SAN=1'] : []), 'all'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env,
      MAKEFLAGS: '', MAKELEVEL: '' } });
  return join(folder, isSan ? 'build/san/northstar' : 'build/northstar');
}
