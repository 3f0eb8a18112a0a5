// Whatever changes something people see writes into the record of changes in
// the same file, or says here why it need not; and nothing but the record's
// own files writes to its tables.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const store = join(root, 'src/store');

// Writes to these tables change nothing that anybody said or decided.
const NO_CONTENT = {
  assignment: 'who has what waits: it waits for nobody to remember',
  change_item: 'beside the record of the change itself',
  change_set: 'beside the record of the change itself',
  draft: 'what somebody is still writing; nobody else\'s',
  email_link: 'links that were asked for; the sign-in is recorded',
  form_use: 'forms that were carried out; what they did is recorded',
  generation: 'follows from content, by trigger',
  import_upload: 'a table before its import, which is recorded',
  moderation_link: 'links in mails; what they decide is recorded',
  outbox: 'mail; its cause is recorded',
  saved_view: 'a person\'s own filters',
  search_bitmap: 'follows from listings', search_forward: 'the same',
  search_word: 'the same',
  sign_in_attempt: 'sign-ins under way; the sign-in is recorded',
  sign_in_failure: 'counters that fade',
  spam_word: 'follows from decisions, which are recorded',
  system_event: 'when the machinery last ran',
};
// Parts of a write that another file of the store records.
const RECORDED_BY_CALLERS = {
  'comment_own.c': 'in store_comment_edit() and store_comment_move()',
  'comment_row.c': 'counters, in store_comment_move() and others',
  'erase_rows.c': 'store_erase_run() records all of it as one erasure',
  'county.c': 'the places command records the whole import',
  'place.c': 'the places command records the whole import',
  'program_revision.c': 'the public note of a revision, in its transaction',
  'spam_learn.c': 'what was learned, with the decision that it follows from',
  'program_slug.c': 'old addresses, in store_program_save()',
};

const sources = readdirSync(store).filter((name) => name.endsWith('.c'))
  .map((name) => [name, readFileSync(join(store, name), 'utf8')]);
const joined = (text) => text.replace(/"\s*\n\s*"/g, '');

// [table, file] for each write in the text of a source file.
const writes = ([name, text]) => [...joined(text).matchAll(
  /\b(?:INSERT(?: OR \w+)? INTO|REPLACE INTO|DELETE FROM|UPDATE(?= \w+ SET))\s+(\w+)/g)]
  .map(([, table]) => [table, name]);

function unrecorded(files) {
  return files.flatMap((file) => writes(file)
    .filter(([table, name]) => !(table in NO_CONTENT) &&
      !table.startsWith('audit') && !(name in RECORDED_BY_CALLERS) &&
      !/\bstore_audit_(add|erase)/.test(file[1]))
    .map(([table, name]) => `${name} writes ${table} and no record`));
}

const foreign = (files) => files.flatMap((file) => writes(file)
  .filter(([table, name]) => /^audit(_|$)/.test(table) &&
    !/^audit(_\w+)?\.c$/.test(name))
  .map(([table, name]) => `${name} writes ${table}`));

test('whatever changes content is recorded', () => {
  assert.ok(sources.flatMap(writes).length > 60); // it does find them
  assert.deepEqual(unrecorded(sources), []);
  for (const name of Object.keys(RECORDED_BY_CALLERS))
    assert.ok(sources.some(([file]) => file === name), `${name} is gone`);
});

test('a write without a record would be found', () => {
  assert.deepEqual(unrecorded([['x.c',
    'static const char SQL_X[] =\n\t"UPDATE program SET name = $2"\n\t"' +
    ' WHERE id = $1";']]), ['x.c writes program and no record']);
});

test('nothing but the record writes to the record', () => {
  assert.deepEqual(foreign(sources), []);
  assert.deepEqual(foreign([['x.c', '"DELETE FROM audit_detail"']]),
    ['x.c writes audit_detail']);
});

test('each action that the sources write has its sentence', () => {
  const words = readFileSync(join(root, 'src/page/admin_audit_words.c'),
    'utf8');
  const known = new Set([...words.matchAll(/^\t\{ "([a-z-]+\.[a-z-]+)"/gm)]
    .map(([, action]) => action));
  const files = ['src/store', 'src/page', 'src/command', 'src/job']
    .flatMap((folder) => readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.c'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8')))
    .filter((text) => /\bstore_audit_(add|erase)|store_change_begin/
      .test(text));
  const kinds = [...new Set([...known].map((action) => action.split('.')[0]))];
  const written = new Set(files.flatMap((text) => [...text.matchAll(
    new RegExp(`"((?:${kinds.join('|')})\\.[a-z-]+)"`, 'g'))]
    .map(([, action]) => action)));
  assert.ok(written.size > 30);
  assert.deepEqual([...written].filter((action) => !known.has(action)), []);
});
