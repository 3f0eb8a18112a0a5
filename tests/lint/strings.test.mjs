// The string table holds every word of the sources, and nothing else.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const run = (folder, ...args) => spawnSync(process.execPath,
  [join(folder, 'tools/strings.mjs'), ...args], { encoding: 'utf8' });

// A small tree with these files; made into a table, which is handed back.
function collect(files, before) {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-strings-'));
  try {
    for (const name of ['tools', 'strings', 'src', 'templates'])
      mkdirSync(join(folder, name));
    cpSync(join(root, 'tools/strings.mjs'), join(folder, 'tools/strings.mjs'));
    for (const [name, text] of Object.entries(files))
      writeFileSync(join(folder, name), text);
    if (before) writeFileSync(join(folder, 'strings/en.po'), before);
    const check = run(folder, '--check');
    const made = run(folder);
    return { check: check.status, status: made.status, errors: made.stderr,
      po: readFileSync(join(folder, 'strings/en.po'), 'utf8'),
      again: run(folder, '--check').status };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('strings/en.po is what templates and C say', () => {
  const got = run(root, '--check');
  assert.equal(got.status, 0, got.stderr);
});

test('texts are found in templates and C, and nowhere else', () => {
  const { po, check, again } = collect({
    'templates/a.tpl': '{{! [[not this]] }}<p>[[Ask  {{NAME}}\n  now]]</p>',
    'src/a.c': 'f(tr(c->s, "One " /* joined */ "two"), TR("Kept \\"so\\""));\n' +
      '// tr(s, "not this")\nchar *x = "tr(s, not this)";\n' +
      'trn(g(a, b), "{n} mile", "{n} miles", n); tr(s, name);',
  });
  assert.notEqual(check, 0, 'the check sees an old table');
  assert.equal(again, 0);
  assert.deepEqual(po.match(/^msgid.*/gm), ['msgid ""',
    'msgid "Ask {{NAME}} now"', 'msgid "Kept \\"so\\""', 'msgid "One two"',
    'msgid "{n} mile"', 'msgid_plural "{n} miles"']);
  assert.match(po, /#: templates\/a\.tpl\nmsgid "Ask {{NAME}} now"\nmsgstr "Ask {{NAME}} now"/);
  assert.match(po, /msgstr\[0\] "{n} mile"\nmsgstr\[1\] "{n} miles"/);
});

test('the names of terms are texts, too', () => {
  const { po } = collect({ 'schema.sql': "CREATE TABLE term (name TEXT);\n" +
    "INSERT INTO term (id, kind, slug, name, position) VALUES\n" +
    "\t(1, 'type', 'group', 'Group', 1),\n" +
    "\t(2, 'population', 'young',\n\t\t'People; who''re young', 2);\n" +
    "INSERT INTO other VALUES (3, 'a', 'b', 'Not this', 1);\n" });
  assert.deepEqual(po.match(/^msgid.*/gm), ['msgid ""', 'msgid "Group"',
    'msgid "People; who\'re young"']);
});

test('words that differ from the msgid are kept', () => {
  const { po } = collect({ 'src/a.c': 'tr(s, "Go"); tr(s, "Stay");' },
    'msgid ""\nmsgstr ""\n\nmsgid "Go"\nmsgstr "Go on"\n\n' +
    'msgid "Gone"\nmsgstr "Gone"\n');
  assert.match(po, /msgid "Go"\nmsgstr "Go on"/);
  assert.match(po, /msgid "Stay"\nmsgstr "Stay"/);
  assert.doesNotMatch(po, /Gone/);
});

test('one text with two plurals is an error', () => {
  const { status, errors } = collect({
    'src/a.c': 'trn(s, "a mile", "miles", 1); trn(s, "a mile", "leagues", 1);',
  });
  assert.equal(status, 1);
  assert.match(errors, /another plural/);
});
