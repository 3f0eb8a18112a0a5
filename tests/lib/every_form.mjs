// Forms that stand behind something that has to happen first: links of mails,
// a second step, what was saved a moment ago. Gives who finds them where, as
// [person, path], or [person, path, html] of an answer that cannot be asked for
// again; people are clients of tests/lib/staff.mjs or visitors.
import assert from 'node:assert/strict';

import { changed, edit, formPairs, send } from './editor.mjs';
import { until } from './instance.mjs';
import { blake2b, signedIn, sql } from './staff.mjs';
import { moderationLink } from './talk.mjs';
import { Visitor } from './visitor.mjs';

const PASSWORD = 'canoe under nine stars';
const ABOUT = { thread: 'about', key: 'about', topic: '', website: '' };

async function signInForms(site, admin) {
  const invited = await admin.post('/admin/users', { role: 'moderator',
    email: 'invited@example.org', name: '' });
  const [, link] = invited.text.match(/value="[^"]*(\/sign-in\/link\/[^"]+)"/);
  const token = 'E'.repeat(43);
  sql(site, 'INSERT INTO email_link VALUES (?, ?, ?, NULL, unixepoch(), ' +
    'unixepoch() + 40000, NULL)', blake2b(Buffer.from(token)),
  'linked@example.org', '/about');
  site.run('user', 'add', 'code@example.org', '--role', 'admin',
    '--password-stdin', { input: `${PASSWORD}\n` });
  sql(site, 'UPDATE user SET totp_secret = ? WHERE email = ?',
    Buffer.alloc(20, 'y'), 'code@example.org');
  const visitor = new Visitor(site);
  const answer = await visitor.fill('/sign-in', '/sign-in',
    { email: 'code@example.org', password: PASSWORD });
  assert.match(answer.text, /name="pending"/);
  return [[null, link], [null, `/sign-in/email/${token}`],
    [visitor, '/sign-in', answer.text], [null, '/sign-in'], [null, '/sign-in/email'],
    [null, '/sign-in/forgot']];
}

async function talkForms(site, admin, mail) {
  const visitor = new Visitor(site);
  const answer = await visitor.send('/comments', { ...ABOUT, name: 'Kim',
    email: 'kim.forms@example.org', notify: '1', body: 'Words of a guest.' });
  assert.equal(answer.status, 303, answer.text);
  const [, id] = answer.headers.location.match(/#comment-(\d+)/);
  const forms = [[visitor, `/comments/${id}/edit`]];
  const asked = () => mail.mails.find(({ to, text }) =>
    to[0] === 'kim.forms@example.org' && text.includes('/comments/confirm?t='));
  await until(asked, 'the mail that asks a guest', 60);
  for (const name of ['confirm', 'stop'])
    forms.push([null, asked().text
      .match(new RegExp(`/comments/${name}\\?t=\\S+`))[0]]);
  const held = await site.post('/comments', { ...ABOUT, name: 'Kay',
    email: 'kay@example.org', body: 'Call 218-555-0142.' });
  const [, second] = held.headers.location.match(/#comment-(\d+)/);
  const path = `/admin/comments/${second}`;
  await admin.post(`${path}/block`, { why: 'Too much.' },
    { from: path, whole: true });
  const shown = `/admin/comments/${id}`;
  await admin.post(shown, { do: 'publish' }, { whole: true });
  // Not one of those who are told of it: that would end this link.
  const { userId } = signedIn(site, 'moderator', { email: 'm@example.org' });
  return [...forms, [null, moderationLink(site, { comment: second,
    user: userId, letter: 'M' })], [admin, path],
  [admin, '/admin/blocked'], [admin, `${path}/edit`], [admin, shown],
  [null, `/comments/${id}/report`]];
}

async function staffForms(site, admin) {
  sql(site, `INSERT INTO outbox (kind, recipient, object, created_at, state,
    error) VALUES ('invitation', 'lost@example.org', 'user 1', unixepoch(), 'failed',
    'SMTP 550')`);
  await admin.post('/admin/views', { name: 'Mine', query: 'q=a' },
    { from: '/admin/programs?q=a' });
  await admin.post('/admin/settings/words', { word: 'lottery', effect: 'hold' },
    { from: '/admin/settings' });
  await admin.post('/admin/take', { object: 'program 2' }, { from: '/admin' });
  const upload = await admin.post('/admin/import', { table:
    'name,organization,state,description\nForms,Forms Org,MN,Words.\n' });
  const listing = '/admin/programs/1';
  const saved = await edit(admin, listing, { summary: 'Other words.',
    note: 'Why.' }, 'publish');
  assert.equal(saved.status, 303, saved.text);
  for (const path of [listing, '/admin/programs/new']) {
    const page = await admin.get(path);
    const pairs = formPairs(page.text, path.replace('/new', ''));
    const [, token] = page.text.match(/data-token="([^"]*)"/);
    const kept = await send(admin, `${path}/draft`, changed(pairs,
      { token, summary: 'A draft.' }));
    assert.equal(kept.status, 204, kept.text);
  }
  for (const body of ['# One\n\nWords', '# Two\n\nWords'])
    await admin.post('/admin/pages/about/en', { body, note: 'New', do: 'save' },
      { whole: true });
  const text = await admin.get('/admin/pages/about/en');
  const [, token] = text.text.match(/data-token="([^"]*)"/);
  await admin.send('/admin/pages/about/en/draft', String(new URLSearchParams(
    { token, version: '2', body: 'A draft', note: '' })));
  const [[measure, area]] = sql(site, 'SELECT slug, area FROM measure');
  const place = `/admin/dashboard/${area}/${measure}`;
  await admin.post(`${place}/2031`, { version: 0, value: '12',
    source: 'A source', do: 'draft' });
  const others = sql(site, 'SELECT id FROM user WHERE role <> ? LIMIT 2',
    'admin').map(([id]) => [admin, `/admin/users/${id}`]);
  return [[admin, upload.headers.location], [admin, listing],
    [admin, `${listing}/revisions/1`], [admin, '/admin/pages/about/en'],
    [admin, '/admin/pages/about/en/revisions/1'], [admin, place],
    ...['2031', 'paste', 'retire'].map((end) => [admin, `${place}/${end}`]),
    [admin, '/admin/mail'], [admin, '/admin'], [admin, '/admin/programs?q=b'],
    [admin, '/admin/settings'], [admin, '/admin/comments?tab=published'],
    [admin, '/admin/programs/new'], [admin, '/admin/dashboard/new'],
    [admin, '/admin/import'], [admin, '/admin/erase'], [admin, '/admin/users'],
    [admin, '/admin/undo/1'], ...others];
}

async function memberForms(site) {
  const reader = signedIn(site, 'reader', { name: 'Rea',
    identity: { subject: 'forms' }, contact: 'forms@example.org' });
  const owner = signedIn(site, 'owner', { name: 'Olga', owns: [1] });
  sql(site, 'UPDATE user SET totp_secret = ? WHERE id = ?',
    Buffer.alloc(20, 'z'), owner.userId);
  signedIn(site, 'owner'); // in another browser
  const said = await reader.send('/comments', String(new URLSearchParams(
    { ...ABOUT, body: 'Words of a member.' })));
  assert.equal(said.status, 303, said.text);
  const [, id] = said.headers.location.match(/#comment-(\d+)/);
  return [[reader, '/me'], [reader, '/me/delete'], [reader, '/about'],
    [reader, `/me/comments/${id}/delete`], [owner, '/me'],
    [owner, '/me/password'], [owner, '/me/confirm'],
    [owner, '/me/second-factor']];
}

export async function everyForm(site, admin, mail) {
  sql(site, "UPDATE user SET password_hash = 'x'");
  return [...await talkForms(site, admin, mail),
    ...await staffForms(site, admin), ...await memberForms(site),
    ...await signInForms(site, admin),
    [admin, '/me/second-factor'], [admin, '/me']];
}
