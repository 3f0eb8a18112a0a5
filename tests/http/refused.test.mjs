// What the machine refuses to a worker at work: reads, files, memory for a
// password. tests/chaos/nth_call.mjs does this to every page and form.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { fill, formsOf, TYPED } from '../lib/typed_form.mjs';
import { FailAt, replaceWorkers } from '../lib/fail_at.mjs';
import { decode } from '../lib/html.mjs';
import { startInstance, until } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const ON = 0xfffffffe;
const PASSWORD = 'a password for nobody else';
const folder = mkdtempSync(join(tmpdir(), 'northstar-refused-'));
let failAt, site;

before(async () => {
  failAt = new FailAt(folder);
  site = await startInstance({ config: { comments: { per_hour: 10000 },
    server: { workers: 3 } }, env: { ...failAt.env,
    ASAN_OPTIONS: 'exitcode=99:verify_asan_link_order=0:detect_leaks=0' } });
});
after(async () => {
  await site?.stop();
  failAt?.close();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
async function comment(more = {}) {
  const page = await site.get('/about');
  const form = formsOf(page.text).find(({ action }) => action === '/comments');
  const pairs = [...fill(form, {}, { body: `${TYPED} ${++count}`,
    email: 'ana@example.org' }), ...Object.entries(more)];
  return () => site.post('/comments', String(new URLSearchParams(pairs)));
}

// Each worker has what it needs open, so that its next reads are a page's.
async function warm(send) {
  for (let i = 0; i < 6; i++) await send();
}

// What the answer says while kind fails from the first to the last call.
async function refused(kind, first, last, send) {
  await failAt.rest(); // what came after the answer before
  failAt.arm(kind, first, last);
  const answer = await send();
  const { fired } = await failAt.disarm();
  assert.ok(fired > 0, `${kind} ${first}: nothing failed`);
  return answer;
}

// A line may come later than the answer that it is about.
const logged = (pattern) => until(() => pattern.test(site.log), pattern);

function assertTrouble(answer, typed) {
  assert.equal(answer.status, 503, answer.text);
  assert.match(answer.headers['retry-after'], /^\d+$/);
  if (typed) assert.ok(decode(answer.text).includes(typed), answer.text);
}

test('a worker has open what a comment needs, from its beginning',
  async () => {
    const send = await comment();
    await replaceWorkers(site);
    assert.equal((await refused('open', 1, ON, send)).status, 303);
    assert.equal(sql(site, 'SELECT count(*) FROM comment WHERE body LIKE ?',
      `${TYPED.slice(0, 20)}% ${count}`)[0][0], 1);
  });

test('a disk that does not give the database is not called damage', async () => {
  await warm(await comment());
  // Another's write, and what a worker knew of the file is old.
  sql(site, "UPDATE program SET updated_at = updated_at WHERE id = 1");
  const send = await comment();
  assertTrouble(await refused('read', 1, ON, send), `${TYPED} ${count}`);
  await logged(/the disk does not give the database|disk I\/O error/);
  assert.doesNotMatch(site.log, /the database is damaged/);
  assert.equal((await send()).status, 303);
  assert.equal(sql(site, 'SELECT count(*) FROM comment WHERE body LIKE ?',
    `%${count}`)[0][0], 1);
});

test('what staff type is kept when not even their session can be read',
  async () => {
    const editor = signedIn(site, 'editor');
    const page = await editor.get('/admin/dashboard/new');
    const [form] = formsOf(page.text)
      .filter(({ action }) => action === '/admin/dashboard/new');
    const body = String(new URLSearchParams(fill(form)));
    const send = () => editor.send('/admin/dashboard/new', body);
    await warm(send);
    signedIn(site, 'editor'); // a write of another's, as above
    assertTrouble(await refused('read', 1, ON, send), TYPED);
    assert.equal((await send()).status, 422);
  });

test('a body that a worker cannot read is given to another', async () => {
  const send = await comment({ more: 'x'.repeat(30000) });
  const answer = await refused('read', 2, 2, send);
  assert.equal(answer.status, 303, answer.text);
  await logged(/a body could not be read/);
});

test('nobody has a wrong password for want of memory', async () => {
  site.run('user', 'add', 'ella@example.org', '--role', 'editor',
    '--password-stdin', { input: `${PASSWORD}\n` });
  const visitor = new Visitor(site);
  const page = await visitor.get('/sign-in');
  const send = () => visitor.fill(page, '/sign-in',
    { email: 'ella@example.org', password: PASSWORD });
  assertTrouble(await refused('map', 1, ON, send));
  assert.equal((await send()).status, 303);
});
