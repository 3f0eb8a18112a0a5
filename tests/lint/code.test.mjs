// Sources keep the rules of STYLE.md, and the rules do catch what they name.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as rules from './code.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '../..'));

const run = (program, ...args) =>
  spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 << 20 });
const files = run('git', 'ls-files', '--cached', '--others',
  '--exclude-standard').stdout.trim().split('\n').filter(existsSync);
const below = (pattern) => files.filter((path) => pattern.test(path));
const read = (path) => readFileSync(path, 'utf8');

const sources = below(/^src\/.*\.(c|h|cc)$/);
const checkAll = (rule, paths = sources) =>
  assert.deepEqual(paths.flatMap((path) => rule(path, read(path), existsSync)),
    []);

const BAD = [
  [rules.layers, 'src/store/x.c', '#include "page/ctx.h"\n'],
  [rules.layers, 'src/view/x.c', '#include "store/db.h"\n'],
  [rules.layers, 'src/util/x.c', '#include "http/url.h"\n'],
  [rules.layers, 'src/page/x.c', '#include "command/commands.h"\n'],
  [rules.homes, 'src/page/x.c', '#include <sqlite3.h>\n'],
  [rules.homes, 'src/http/request.c', '#include <fcgiapp.h>\n'],
  [rules.banned, 'src/page/x.c', 'strcpy(to, from);\n'],
  [rules.banned, 'src/page/x.c', 'sprintf(s, "%d", 1);\n'],
  [rules.sql, 'src/page/x.c', 'q = "SELECT 1 FROM x";\n'],
  [rules.sql, 'src/store/x.c', 'db_query(db, "DELETE FROM x");\n'],
  [rules.layout, 'src/x.c', '\tint x; \n'],
  [rules.layout, 'src/x.c', `// ${'x'.repeat(80)}\n`],
  [rules.layout, 'src/x.c', '\n'.repeat(501)],
  [rules.layout, 'src/x.c', 'int x;'],
  [rules.ownHeader, 'src/a/x.c', '#include <stdio.h>\n#include "a/x.h"\n'],
  [rules.unfinished, 'src/x.c', `/* TO${'DO'}: later */\n`],
];

for (const [rule, path, text] of BAD)
  test(`lint refuses by ${rule.name}: ${text.trim().slice(0, 40)}`, () =>
    assert.notDeepEqual(rule(path, text, () => true), []));

const GOOD = `#include "store/x.h"

#include "util/buf.h"

/* atoi() and SELECT 1 in a comment are fine */
static const char SQL_GET[] =
\t"SELECT 1"
\t"  FROM x";
static const char WORDS[] = "strcpy (like rand() and so on)";
`;
test('lint accepts what is right', () => {
  for (const rule of Object.values(rules).filter((rule) => rule !== rules.bare))
    assert.deepEqual(rule('src/store/x.c', GOOD, () => true), [], rule.name);
});

test('each layer includes only what it may', () => checkAll(rules.layers));
test('each library stays in its home', () => checkAll(rules.homes));
test('no function is used that we banned', () => checkAll(rules.banned));
test('SQL stands in constants of src/store', () => checkAll(rules.sql));
test('a source includes its own header first', () =>
  checkAll(rules.ownHeader, below(/^src\/\w+\/.*\.cc?$/)));
test('files are short, lines fit, nothing trails', () => checkAll(rules.layout,
  [...sources, ...below(/^(tests|tools|templates|src\/conf)\/.*\.(c|h|mjs|sh|tpl|conf|html)$/)]));
test('nothing is marked as unfinished', () => checkAll(rules.unfinished,
  below(/^(?!tests\/lint)(src|templates|static|tools|tests|docs)\/.*\.(c|h|cc|tpl|css|js|mjs|sh|md)$/)));

test('every header compiles alone', () => {
  const headers = below(/^src\/.*\.h$/);
  const got = run('gcc', '-std=c11', '-Isrc', '-D_GNU_SOURCE', '-Wall',
    '-fsyntax-only', '-x', 'c', ...headers);
  assert.equal(got.stderr, '');
});

test('what view.cc includes compiles as C++', () => {
  const got = run('g++', '-std=c++17', '-Isrc', '-D_GNU_SOURCE', '-Wall',
    '-fsyntax-only', '-x', 'c++', ...below(/^src\/view\/view\.h$/));
  assert.equal(got.stderr, '');
});

test('shell scripts have no syntax error', () => {
  for (const path of [...below(/^tools\/.*\.sh$/), '.ci/run']) {
    const shell = /^#!.*bash/.test(read(path)) ? 'bash' : 'sh';
    assert.equal(run(shell, '-n', path).stderr, '');
  }
});

test('pictures are well-formed XML', () => {
  const pictures = below(/^static\/.*\.svg$/);
  if (pictures.length)
    assert.equal(run('xmllint', '--noout', ...pictures).stderr, '');
});

test('no file names a folder of one machine', () => {
  const found = below(/^(?!tests\/package-lock|tests\/lint\/)/)
    .filter((path) => !/\.(woff2|png|ico)$/.test(path))
    .filter((path) => /(^|[\s"'=(])\/(home|Users|work)\/\w/m.test(read(path)));
  assert.deepEqual(found, []);
});

test('the npm lock file records no addresses', () =>
  assert.doesNotMatch(read('tests/package-lock.json'), /"resolved"/));
