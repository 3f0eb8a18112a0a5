// Every kind of mail, and the pages that links in mails lead to, in each of
// their states, in the pseudo-language: no plain English is left.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { HOST, startGreek } from '../lib/greek.mjs';
import { until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { moderationLink } from '../lib/talk.mjs';
import { CODES, assertAllSeen, assertNoEnglish, assertNoneOpen }
  from '../lib/words.mjs';

const address = (name) => `${name}@${HOST}`;
const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');

let site, server, moderator;
const seen = [];

async function look(what, status, answer) {
  const got = await answer;
  assert.equal(got.status, status, what);
  seen.push({ what, text: got.text });
}

const idOf = (answer) =>
  Number(answer.headers.location.match(/#comment-(\d+)/)[1]);

async function write(fields) {
  const answer = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Ελένη', email: address('post'), notify: '1', body: 'Πολύ *καλό*.',
    ...fields });
  assert.equal(answer.status, 303, answer.text);
  return idOf(answer);
}

async function published(fields) {
  const id = await write(fields);
  site.run('comment', 'publish', String(id));
  return id;
}

// The kind of a mail, which its id begins with (job/mail.c).
const kindOf = ({ id }) => id.match(/^<([a-z-]+?)-\d+-\d+@/)[1];

async function mails(kind, to, count = 1) {
  const found = () => server.mails.filter((mail) => kindOf(mail) === kind &&
    mail.to[0] === address(to));
  await until(() => found().length >= count, `${kind} for ${to}`);
  return found();
}

const link = ({ text }, path) =>
  text.match(new RegExp(`${path.replace('?', '\\?')}\\S+`))[0];

function queue(kind, to, object, detail = null) {
  sql(site, 'INSERT INTO outbox (kind, recipient, object, created_at, detail,' +
    ' next_at) VALUES (?, ?, ?, unixepoch(), ?, unixepoch())',
  kind, address(to), object, detail);
}

// A guest asks for mail, says yes, is told, and says no.
async function guest() {
  const id = await write({ body: 'Πρώτο.' });
  const [mail] = await mails('comment-confirm', 'post');
  const confirm = link(mail, '/comments/confirm?t=');
  const stop = link(mail, '/comments/stop?t=');
  await look('confirm', 200, site.get(confirm));
  await site.post(confirm, {});
  await look('confirmed', 200, site.get(confirm));
  await write({ body: 'Δεύτερο.' });
  await mails('comment-held', 'post');
  site.run('comment', 'publish', String(id));
  await mails('comment-published', 'post');
  await published({ parent: id, name: 'Νίκος', email: address('other'),
    notify: '', body: 'Ναι.' });
  const staff = `/admin/comments/${id}`;
  await moderator.post(`${staff}/reply`, { body: 'Ευχαριστούμε.' },
    { from: staff, whole: true });
  await mails('comment-reply', 'post', 2);
  await look('stop', 200, site.get(stop));
  await look('stopped', 200, site.post(stop, {}));
  await look('no link', 404, site.get('/comments/stop?t=none'));
  sql(site, 'DELETE FROM mail_address');
  await look('stopped, forgotten', 200, site.post(stop, {}));
  const member = signedIn(site, 'reader', { name: 'Μία',
    email: address('member') });
  site.run('comment', 'publish', String(idOf(await member.send('/comments',
    String(new URLSearchParams({ thread: 'about', key: 'about',
      body: 'Μέλος.' }))))));
  await mails('comment-published', 'member');
  await look('forgotten', 410, site.get(confirm));
}

// A member need not ask for it.
async function member() {
  const reader = signedIn(site, 'reader', { name: 'Λία',
    email: address('lia') });
  const answer = await reader.send('/comments', String(new URLSearchParams(
    { thread: 'about', key: 'about', body: 'Τρίτο.' })));
  site.run('comment', 'publish', answer.headers.location.match(/\d+$/)[0]);
  await mails('comment-published', 'lia');
}

async function account() {
  for (const kind of ['invitation', 'password-reset', 'sign-in-link',
    'sign-in-staff']) {
    queue(kind, 'new', 'user 1', '{"link":"x"}');
    await mails(kind, 'new');
  }
}

// Comments that wait, from the first to the last of ids; two readers of which
// one has told no name.
async function digests(ids) {
  const nameless = signedIn(site, 'moderator', { email: address('nameless') });
  sql(site, "UPDATE user SET name = NULL, password_hash = 'x' WHERE id = ?",
    nameless.userId);
  sql(site, `INSERT INTO comment (thread_id, depth, state, author_name, body,
    created_at, content_key) SELECT 1, 1, 'held', 'Ελένη', 'Πάλι.', unixepoch(),
    randomblob(32) FROM generate_series(1, 1001)`);
  const ranges = [`0-${ids[0]}`, `0-${ids.at(-1)}`, `${ids.at(-1)}-9999`];
  for (const range of ranges)
    queue('digest', 'reader', `user ${moderator.userId} ${range} 0`);
  queue('digest', 'nameless', `user ${nameless.userId} ${ranges[1]} 0`);
  const [mail] = await mails('digest', 'reader', ranges.length);
  await mails('digest', 'nameless');
  const stop = link(mail, '/comments/stop?t=');
  await look('stop digests', 200, site.get(stop));
  await look('digests stopped', 200, site.post(stop, {}));
}

// What a moderator's link shows and decides.
async function moderate(id, parent) {
  const user = moderator.userId;
  const open = moderationLink(site, { comment: id, user, letter: 'A' });
  await look('to be decided', 200, site.get(open));
  const { token } = formFields((await site.get(open)).text, open);
  const remove = (fields) => site.post(open, { token, do: 'remove', ...fields });
  await look('removed without a reason', 422, remove());
  await look('removed with a long one', 422,
    remove({ reason: 'other', words: 'ω'.repeat(500) }));
  await look('decided without a token', 409,
    site.post(open, { do: 'publish' }));
  sql(site, "UPDATE comment SET state = 'held' WHERE id = ?", parent);
  await look('an answer to what waits', 200, site.get(open));
  const others = ['used_at = unixepoch()', 'version = 99'].map((change, i) =>
    moderationLink(site, { comment: id, user, letter: 'BC'[i], change }));
  for (const state of ['held', 'published', 'spam', 'removed']) {
    sql(site, 'UPDATE comment SET state = ?, is_shown = 1, published_at = 1' +
      ' WHERE id = ?', state, id);
    for (const path of others)
      await look(`${state} meanwhile`, 200, site.get(path));
  }
  await look('too late', 200, site.get(moderationLink(site,
    { comment: id, user, letter: 'D', change: 'ends_at = unixepoch() - 1' })));
  await look('no link', 410, site.get('/moderate/none'));
}

before(async () => {
  server = await startMailServer();
  site = await startGreek({ comments: { per_hour: 1000 },
    mail: { server: `smtp://127.0.0.1:${server.port}`, from: address('from'),
      retry_seconds: 1 } });
  moderator = signedIn(site, 'moderator', { name: 'Άννα',
    email: address('reader') });
  sql(site, "UPDATE user SET password_hash = 'x' WHERE id = ?",
    moderator.userId);
  await guest();
  await member();
  await account();
  sql(site, "UPDATE comment SET state = 'removed' WHERE state = 'held'");
  const parent = await published({ body: 'Ερώτηση.' });
  const ids = [await write({ body: 'Ένα.' }), await write({ parent, topic: 'Ω',
    body: `218-555-0142, deb@${HOST}, 27 Elm Street https://${HOST}/` })];
  for (const [i, id] of ids.entries())
    sql(site, 'UPDATE comment SET reports = ?, score = 40 WHERE id = ?',
      i + 1, id);
  await digests(ids);
  await moderate(ids[1], parent);
  for (const mail of server.mails) {
    const what = kindOf(mail);
    seen.push({ what, text: mail.html });
    for (const part of ['text', 'subject', 'sender'])
      seen.push({ what: `${what}, ${part}`, text: escape(mail[part]) });
  }
});
after(async () => {
  await site?.stop();
  await server?.stop();
});

test('no mail, and no page behind one, holds plain English',
  () => assertNoEnglish(seen, CODES));

test('no place for a value or a text is left open', () => assertNoneOpen(seen));

test('every text was seen, so no kind and no state was forgotten',
  () => assertAllSeen(seen, new RegExp('templates/(mail/|' +
    'pages/(comment_mail|moderate)\\.tpl)|src/(job/mail|' +
    'page/(comment_mail|moderate)\\.c)'), 100));
