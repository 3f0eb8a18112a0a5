// Accounts: invite, change, disable; there is always an administrator, and
// nobody changes their own role.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

// A mail server that nobody answers at: mail waits.
const config = { mail: { server: 'smtp://127.0.0.1:9',
  from: 'hello@example.org' } };

let site, admin;

before(async () => {
  site = await startInstance({ config });
  admin = signedIn(site, 'admin');
  sql(site, 'UPDATE user SET password_hash = ? WHERE id = ?', 'x',
    admin.userId);
});
after(() => site?.stop());

const roleOf = (id) =>
  sql(site, 'SELECT role, is_disabled FROM user WHERE id = ?', id)[0];

test('an invitation makes an account, a link shown once, and a mail', async () => {
  const answer = await admin.post('/admin/users',
    { email: 'New.Editor@example.org', name: 'Nora', role: 'editor' });
  assert.equal(answer.status, 200);
  const [, link] = answer.text.match(/value="([^"]*\/sign-in\/link\/[^"]+)"/);
  assert.ok(link.startsWith(site.url));
  const [[id, email, name, role]] = sql(site,
    "SELECT id, email, name, role FROM user WHERE name = 'Nora'");
  assert.deepEqual([email, name, role],
    ['new.editor@example.org', 'Nora', 'editor']);
  const [[detail]] = sql(site,
    "SELECT detail FROM outbox WHERE recipient = 'new.editor@example.org'");
  assert.equal(JSON.parse(detail).link, link.split('/').at(-1));
  const list = await admin.get('/admin/users');
  assert.match(list.text, /Nora/);
  assert.match(list.text, /Invited/);
  const page = await admin.get(`/admin/users/${id}`);
  assert.ok(!page.text.includes(link.split('/').at(-1)), 'it is shown once');
  assert.match(answer.text, /we send it by email/);
  assert.deepEqual(sql(site, `SELECT actor FROM audit
    WHERE action = 'user.link' AND object = ?`, `user ${id}`),
  [[`user ${admin.userId}`]], 'whoever made the link is named');
});

test('an invitation sent twice is one account and one link', async () => {
  const form = await admin.form('/admin/users');
  const fields = { email: 'twice@example.org', name: '', role: 'moderator' };
  const first = await admin.post('/admin/users', fields, { token: form.token });
  const second = await admin.post('/admin/users', fields,
    { token: form.token });
  assert.equal(first.status, 200);
  assert.equal(second.status, 303);
  assert.match(second.headers.location, /^\/admin\/users\/\d+$/);
  assert.equal(sql(site, `SELECT count(*) FROM outbox
    WHERE recipient = 'twice@example.org'`)[0][0], 1);
});

test('an invitation sent thirty times at once is one, whoever answers',
  async () => {
    const { token } = await admin.form('/admin/users');
    const answers = await Promise.all(Array.from({ length: 30 }, () =>
      admin.post('/admin/users', { email: 'often@example.org', name: '',
        role: 'editor' }, { token })));
    assert.deepEqual(answers.map(({ status }) => status).sort(),
      [200, ...Array(29).fill(303)]);
  });

test('what is wrong with an invitation is said, and all is kept', async () => {
  for (const [fields, field] of [
    [{ email: 'nobody', name: 'A name', role: 'editor' }, 'email'],
    [{ email: 'x@example.org', name: 'n'.repeat(81), role: 'editor' }, 'name'],
    [{ email: 'x@example.org', name: 'A name', role: 'king' }, 'role'],
    [{ email: 'admin@example.org', name: 'A name', role: 'admin' }, 'email']]) {
    const answer = await admin.post('/admin/users', fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.ok(answer.text.includes(`href="#f-${field}"`), field);
    assert.ok(answer.text.includes(`value="${fields.email}"`));
    assert.ok(answer.text.includes(`value="${fields.name}"`));
  }
  assert.equal(sql(site, "SELECT count(*) FROM user WHERE email LIKE 'x@%'")
    [0][0], 0);
});

test('a role changes after one more question, and ends their sign-ins', async () => {
  const editor = signedIn(site, 'editor');
  const path = `/admin/users/${editor.userId}`;
  const asked = await admin.post(path, { do: 'role', role: 'moderator' });
  assert.equal(asked.status, 200);
  assert.match(asked.text, /Change the role of Robin Editor to Moderator\?/);
  assert.equal(roleOf(editor.userId)[0], 'editor');
  const done = await admin.post(path,
    { do: 'role', role: 'moderator', sure: '1' });
  assert.equal(done.status, 303);
  assert.equal(roleOf(editor.userId)[0], 'moderator');
  assert.equal((await editor.get('/admin')).status, 303, 'signed out');
});

test('nobody changes their own account here', async () => {
  const form = await admin.form('/admin/users');
  for (const what of ['role', 'disable', 'end', 'give']) {
    const other = signedIn(site, 'editor', { email: 'o@example.org' });
    const { token } = await admin.form(`/admin/users/${other.userId}`);
    const answer = await admin.post(`/admin/users/${admin.userId}`,
      { do: what, role: 'editor', sure: '1' }, { token });
    assert.ok([409, 422].includes(answer.status), `${what} ${answer.status}`);
  }
  assert.deepEqual(roleOf(admin.userId), ['admin', 0]);
  assert.ok(form.token);
  const own = await admin.get(`/admin/users/${admin.userId}`);
  assert.doesNotMatch(own.text, /name="do"/);
});

test('the last administrator stays, whoever asks', async () => {
  const second = signedIn(site, 'admin', { email: 'second@example.org' });
  sql(site, 'UPDATE user SET password_hash = ? WHERE id = ?', 'x',
    second.userId);
  // Both are asked to go, by each other, at the same time.
  const forms = [await admin.form(`/admin/users/${second.userId}`),
    await second.form(`/admin/users/${admin.userId}`)];
  const answers = await Promise.all([
    admin.post(`/admin/users/${second.userId}`,
      { do: 'disable', sure: '1' }, { token: forms[0].token }),
    second.post(`/admin/users/${admin.userId}`,
      { do: 'disable', sure: '1' }, { token: forms[1].token })]);
  assert.equal(answers.filter(({ status }) => status === 303 ).length, 1,
    answers.map(({ status }) => status).join());
  const left = sql(site, `SELECT id FROM user WHERE role = 'admin'
    AND is_disabled = 0 AND password_hash IS NOT NULL`);
  assert.equal(left.length, 1);
  sql(site, 'UPDATE user SET is_disabled = 0 WHERE id = ?', admin.userId);
  admin = signedIn(site, 'admin');
  const { token } = await admin.form(`/admin/users/${second.userId}`);
  sql(site, 'UPDATE user SET is_disabled = 1 WHERE id = ?', admin.userId);
  sql(site, 'UPDATE user SET is_disabled = 0 WHERE id = ?', second.userId);
  assert.ok((await admin.post(`/admin/users/${second.userId}`,
    { do: 'disable', sure: '1' }, { token })).status >= 400);
  sql(site, 'UPDATE user SET is_disabled = 0 WHERE id = ?', admin.userId);
});

test('the last administrator who can sign in is kept by the page', async () => {
  admin = signedIn(site, 'admin');
  const other = signedIn(site, 'admin', { email: 'other@example.org' });
  sql(site, "UPDATE user SET password_hash = CASE id WHEN ? THEN 'x' END",
    other.userId);
  for (const what of ['disable', 'role']) {
    const answer = await admin.post(`/admin/users/${other.userId}`,
      { do: what, role: 'editor', sure: '1' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /last administrator/);
  }
  assert.deepEqual(roleOf(other.userId), ['admin', 0]);
});

test('a disabled account is out at once and comes back by one press', async () => {
  const moderator = signedIn(site, 'moderator', { email: 'm2@example.org' });
  const path = `/admin/users/${moderator.userId}`;
  assert.equal((await moderator.get('/admin')).status, 200);
  assert.equal((await admin.post(path, { do: 'disable', sure: '1' })).status,
    303);
  assert.equal((await moderator.get('/admin')).status, 303);
  assert.equal((await admin.post(path, { do: 'enable' })).status, 303);
  assert.deepEqual(roleOf(moderator.userId), ['moderator', 0]);
});

test('an owner is given a listing by its address', async () => {
  const owner = signedIn(site, 'owner', { email: 'own@example.org' });
  const [[id, slug]] = sql(site, 'SELECT id, slug FROM program LIMIT 1');
  const path = `/admin/users/${owner.userId}`;
  const wrong = await admin.post(path, { do: 'give', slug: 'no-such' });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /No listing has this address/);
  for (let i = 0; i < 2; i++)
    assert.equal((await admin.post(path, { do: 'give', slug })).status, 303);
  assert.deepEqual(sql(site, `SELECT count(*) FROM audit
    WHERE action = 'user.give-listing' AND object = 'user ' || ?`,
  owner.userId), [[1]], 'what was so already is no change');
  assert.ok((await admin.get(path)).text.includes(`/programs/${slug}`));
  assert.equal((await admin.post(path, { do: 'take', program: id })).status,
    303);
  assert.deepEqual(sql(site, 'SELECT * FROM program_owner'), []);
});

test('each change stands in the record, without an address', async () => {
  const rows = sql(site, `SELECT action, object, coalesce(audit_detail.detail,
    '') FROM audit LEFT JOIN audit_detail ON audit_id = audit.id
    WHERE actor LIKE 'user %'`);
  for (const action of ['user.add', 'user.role', 'user.disable', 'user.enable',
    'user.give-listing', 'user.take-listing'])
    assert.ok(rows.some(([one]) => one === action), action);
  assert.ok(!rows.some((row) => row.join(' ').includes('@')));
});

test('who is no administrator is told who may', async () => {
  for (const role of ['owner', 'moderator', 'editor']) {
    const answer = await signedIn(site, role, { email: `${role}9@example.org` })
      .get('/admin/users');
    assert.equal(answer.status, 403);
    assert.match(answer.text, /[Aa]dministrator/);
  }
});

test('mail that failed is shown and tried again', async () => {
  sql(site, `INSERT INTO outbox (kind, recipient, object, created_at, state,
    error, detail) VALUES ('invitation', 'gone@example.org', 'user 1', 1,
    'failed', 'no such mailbox (SMTP 550)', '{"link":"X"}')`);
  const page = await admin.get('/admin/mail');
  assert.match(page.text, /gone@example\.org/);
  assert.match(page.text, /SMTP 550/);
  const [[id]] = sql(site, "SELECT id FROM outbox WHERE state = 'failed'");
  assert.equal((await admin.post(`/admin/mail/${id}/retry`, {},
    { from: '/admin/mail' })).status, 303);
  assert.equal(sql(site, 'SELECT state FROM outbox WHERE id = ?', id)[0][0],
    'waits');
});
