// Every page that staff can open, on an instance with something in each of
// them: listings of all stages, comments in all states, figures, mail, a
// dry run, the switch for an attack on. A new row of the route table without
// an address here fails.
import assert from 'node:assert/strict';

import { signedIn, sql } from './staff.mjs';
import { moderationLink } from './talk.mjs';

// Patterns whose answer is no page: files, and addresses that lead on.
const NO_PAGE = /\.(csv|json|xlsx)$|^\/admin\/export\/:|^\/sign-in\/code$/;

// In the language of the fixture, so that the pseudo-language test can tell.
const WORDS = { name: 'Ελένη', body: 'Πολύ καλό, ευχαριστώ.' };

async function comment(site, thread, fields = {}) {
  const answer = await site.post('/comments', { ...thread, ...WORDS,
    email: 'post@greek.example.org', website: '', topic: '', ...fields });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.match(/#comment-(\d+)/)[1];
}

// The first row that sql() gives, or fallback.
const first = (site, text, fallback) => sql(site, text)[0]?.[0] ?? fallback;

async function fill(site) {
  const about = { thread: 'about', key: 'about' };
  const ids = {};
  ids.held = await comment(site, about);
  ids.safety = await comment(site, about, { body: 'Τηλέφωνο 218-555-0100.' });
  ids.published = await comment(site, about, { body: 'Δημοσιεύτηκε.' });
  ids.removed = await comment(site, about, { body: 'Αποσύρθηκε.' });
  ids.spam = await comment(site, about, { body: 'Ανεπιθύμητο.' });
  site.run('comment', 'publish', ids.published);
  site.run('comment', 'remove', ids.removed, '--reason', 'Άσχετο');
  sql(site, "UPDATE comment SET state = 'spam' WHERE id = ?", ids.spam);
  sql(site, 'UPDATE comment SET reports = 1 WHERE id = ?', ids.published);
  sql(site, `INSERT INTO comment_report (comment_id, reason, created_at)
    VALUES (?, 'private', unixepoch())`, ids.published);
  sql(site, `INSERT INTO outbox (kind, recipient, object, created_at, state,
    error) VALUES ('invitation', 'post@greek.example.org', 'user 1',
    unixepoch(), 'failed', 'SMTP 550')`);
  sql(site, `INSERT INTO blocked_sender (kind, hash, actor, created_at,
    ends_at) VALUES ('email', randomblob(32), 'user 1', unixepoch(),
    unixepoch() + 86400)`);
  sql(site, `INSERT INTO word_rule (word, effect, actor, created_at)
    VALUES ('καζινο', 'spam', 'user 1', unixepoch()),
      ('χαρτοπαικτικη λεσχη', 'hold', 'user 1', unixepoch())`);
  links(site, ids);
  return ids;
}

// What links in a moderator's mail lead to: open, used, old, changed since.
function links(site, ids) {
  const [[user]] = sql(site,
    "SELECT id FROM user WHERE role = 'admin' AND name IS NOT NULL");
  ids.links = ['used_at = unixepoch()', 'ends_at = unixepoch() - 1',
    'version = 99', 'used_at = NULL'].map((change, i) => moderationLink(site,
    { comment: ids.safety, user, letter: 'ABCD'[i], change }));
}

// A draft figure, one that is due, a correction, a text with two versions and
// a draft of its writer.
async function plan(site, editor) {
  const measure = first(site,
    "SELECT '/admin/dashboard/' || area || '/' || slug FROM measure");
  await editor.post(`${measure}/2030`, { version: 0, value: '41,000',
    qualifier: 'about', source: 'Πηγή', note: 'Σημείωση', do: 'draft' });
  const [period] = sql(site, 'SELECT period FROM figure WHERE measure_id = 1' +
    ' AND is_published = 1')[0];
  await editor.post(`${measure}/${encodeURIComponent(period)}`,
    { value: '41,001', reason: 'Λάθος', do: 'publish' }, { whole: true });
  await editor.post(measure, { due: '1', owner: 'Άννα' }, { whole: true });
  const text = '/admin/pages/about/en';
  for (const [version, body] of ['# Πρώτα\n\nΈνα', '# Πρώτα\n\nΔύο'].entries())
    await editor.post(text, { version, body, note: 'Νέα', do: 'save' });
  sql(site, `INSERT INTO draft (user_id, object, fields, base_version,
    updated_at) SELECT id, 'page about en', '[["body","Τρία"],["note",""]]', 2,
    unixepoch() FROM user WHERE role = 'admin'`);
}

// An upload with a new line, a changed one and one with errors.
async function upload(site, editor) {
  const form = await editor.form('/admin/import').catch(() => null);
  if (!form) return 1;
  const answer = await editor.post('/admin/import', {
    table: 'name,organization,state,city,county,description,program_types\n' +
      'Νέο,Οργανισμός,MN,Duluth,St. Louis,Συναντιούνται.,group\n' +
      'Λάθος,Οργανισμός,ZZ,Duluth,Nowhere,Συναντιούνται.,chess\n' });
  assert.equal(answer.status, 303, answer.text);
  return answer.headers.location.match(/\/(\d+)/)[1];
}

// Addresses for each pattern: { pattern: [paths] }. ids of what fill() made.
function examples(site, ids) {
  const program = first(site, "SELECT id FROM program WHERE stage = 'published'");
  const measure = first(site,
    'SELECT area || \'/\' || slug FROM measure ORDER BY id');
  const period = encodeURIComponent(first(site,
    'SELECT period FROM figure WHERE measure_id = 1 ORDER BY id'));
  return {
    '/admin': ['/admin'],
    '/admin/programs': ['/admin/programs', '/admin/programs?q=%CE%B6%CE%B6%CE%B6',
      '/admin/programs?stage=draft'],
    '/admin/programs/new': ['/admin/programs/new'],
    '/admin/programs/:id': [`/admin/programs/${program}`],
    '/admin/programs/:id/revisions': [`/admin/programs/${program}/revisions`],
    '/admin/programs/:id/revisions/:n':
      [`/admin/programs/${program}/revisions/1`],
    '/admin/programs/new/preview': [],
    '/admin/programs/:id/preview': [`/admin/programs/${program}/preview`],
    '/admin/undo/:id': ['/admin/undo/1'],
    '/admin/comments': ['to-read', 'safety', 'reported', 'published', 'spam',
      'removed'].map((tab) => `/admin/comments?tab=${tab}`),
    '/admin/comments/:id': [`/admin/comments/${ids.safety}`,
      `/admin/comments/${ids.published}`],
    '/admin/comments/:id/edit': [`/admin/comments/${ids.published}/edit`],
    '/admin/blocked': ['/admin/blocked'],
    '/admin/settings': ['/admin/settings'],
    '/admin/dashboard': ['/admin/dashboard'],
    '/admin/dashboard/new': ['/admin/dashboard/new'],
    '/admin/dashboard/:area/:measure': [`/admin/dashboard/${measure}`,
      `/admin/dashboard/${measure}?period=X`,
      `/admin/dashboard/${measure}?stale=1`],
    '/admin/dashboard/:area/:measure/retire':
      [`/admin/dashboard/${measure}/retire`],
    '/admin/dashboard/:area/:measure/paste':
      [`/admin/dashboard/${measure}/paste`],
    '/admin/dashboard/:area/:measure/:period':
      [`/admin/dashboard/${measure}/${period}`,
        `/admin/dashboard/${measure}/2030`,
        `/admin/dashboard/${measure}/${period}?target=1`],
    '/admin/pages': ['/admin/pages'],
    '/admin/pages/:page/:lang': ['/admin/pages/about/en',
      '/admin/pages/about/en?draft=1', '/admin/pages/home/so'],
    '/admin/pages/:page/:lang/revisions/:version':
      ['/admin/pages/about/en/revisions/1',
        '/admin/pages/about/en/revisions/2'],
    '/admin/import': ['/admin/import'],
    '/admin/import/:id': [`/admin/import/${ids.upload}`],
    '/admin/export': ['/admin/export'],
    '/admin/users': ['/admin/users', '/admin/users?role=reader',
      '/admin/users?role=reader&q=%CE%B6%CE%B6%CE%B6'],
    '/admin/users/:id': [`/admin/users/${ids.editor}`,
      `/admin/users/${ids.owner}`, `/admin/users/${ids.reader}`],
    '/admin/mail': ['/admin/mail'],
    '/admin/audit': ['/admin/audit', '/admin/audit?object=program+1'],
    '/admin/erase': ['/admin/erase'],
    '/comments/new': ['/comments/new'],
    '/me': ['/me'],
    '/me/delete': ['/me/delete'],
    '/me/deleted': ['/me/deleted'],
    '/me/comments/:id/delete': [], // see readerPages()
    '/me/second-factor': ['/me/second-factor'],
    '/me/confirm': ['/me/confirm'],
    '/me/password': ['/me/password'],
    '/moderate/:token': [...ids.links, '/moderate/none'],
    '/comments/deleted': ['/comments/deleted?thread=about&key=about'],
    '/comments/confirm': ['/comments/confirm?t=none'],
    '/comments/stop': ['/comments/stop?t=none'],
    '/sign-in': ['/sign-in'],
    '/sign-in/forgot': ['/sign-in/forgot'],
    '/sign-in/forgot/sent': ['/sign-in/forgot/sent'],
    '/sign-in/link/:token': ['/sign-in/link/none'],
    // With all ways to sign in on offer: tests/lib/sign_in_pages.mjs.
    '/sign-in/email': [], '/sign-in/email/sent': [],
    '/sign-in/email/:token': [], '/sign-in/:provider': [],
    '/sign-in/:provider/return': [],
  };
}

// The account of a reader who wrote, was answered, was turned away.
function readerPages(site, ids) {
  const client = signedIn(site, 'reader', { name: 'Ρέα',
    identity: { subject: 'rea' }, contact: 'rea@greek.example.org' });
  sql(site, 'UPDATE comment SET user_id = ? WHERE id IN (?, ?, ?)',
    client.userId, ids.held, ids.published, ids.removed);
  sql(site, 'UPDATE comment SET parent_id = ?, root_id = ?, depth = 2,' +
    " state = 'published', is_shown = 1, published_at = 1 WHERE id = ?",
  ids.published, ids.published, ids.answer);
  return { client, paths: ['/me', '/me/delete',
    `/me/comments/${ids.held}/delete`] };
}

// Fill the site, sign in an administrator, and list every page: as
// { client, paths, reader: { client, paths } }.
export async function staffPages(site) {
  const client = signedIn(site, 'admin', { name: 'Άννα' });
  const editor = signedIn(site, 'editor', { name: 'Εύα' });
  const owner = signedIn(site, 'owner', { name: 'Όλγα', owns: [1] });
  const ids = await fill(site);
  sql(site, `INSERT INTO draft (user_id, object, fields, base_version,
    updated_at) VALUES (?, 'comment', '[["thread","about"],["key","about"],
    ["body","Σχόλιο"]]', 0, unixepoch())`, client.userId);
  ids.answer = await comment(site, { thread: 'about', key: 'about' },
    { body: 'Απάντηση.' });
  const reader = readerPages(site, ids);
  ids.reader = reader.client.userId;
  ids.editor = editor.userId;
  ids.owner = owner.userId;
  await plan(site, editor);
  await client.post('/admin/settings', { attack: 'on' });
  ids.upload = await upload(site, editor);
  const known = examples(site, ids);
  const rows = JSON.parse(site.run('routes', '--json'))
    .filter(({ method, who, pattern }) => method === 'GET' &&
      (who !== 'anyone' ||
        /^\/(sign-in|me|moderate|comments\/(stop|confirm|deleted)$)/.test(pattern)) &&
      who !== 'loopback' && !NO_PAGE.test(pattern));
  const unknown = rows.map(({ pattern }) => pattern)
    .filter((pattern) => !known[pattern]);
  assert.deepEqual(unknown, [], 'no address in tests/lib/staff_pages.mjs');
  return { client, reader,
    paths: rows.flatMap(({ pattern }) => known[pattern]) };
}
