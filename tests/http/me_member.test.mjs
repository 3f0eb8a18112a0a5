// A reader's own account, without JavaScript: what they wrote and what was
// answered, their name and mails, their data.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { formFields } from '../lib/forms.mjs';
import { startTalk } from '../lib/members.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let talk, site, page;
const reader = (...args) => talk.reader(...args);
const write = (...args) => talk.write(...args);
const published = (...args) => talk.published(...args);

before(async () => {
  talk = await startTalk();
  ({ site, page } = talk);
});
after(() => site?.stop());

const section = (html, id) =>
  html.match(new RegExp(`<section[^>]*aria-labelledby="${id}"[^]*?</section>`))?.[0] ?? '';
const article = (html, id) =>
  html.match(new RegExp(`<article[^>]*="(?:comment|reply)-${id}"[^]*?</article>`))?.[0];

test('a reader sees who they are in the frame of all pages', async () => {
  const ana = reader('Ana Berg', { contact: 'ana@example.org' });
  const { status, text, headers } = await ana.get('/me');
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  assert.match(text, /<dd translate="no">Ana Berg<\/dd>/);
  assert.match(text, /Google<\/span> <[^>]*>since \d+ \w+ \d{4}/);
  assert.match(text, /You have not written anything yet/);
  assert.match(text, /Nobody has answered you yet/);
  assert.match(text, /After 3 more published comments, yours show at once/);
  assert.match(text, /<nav class="mainnav"/);
  assert.match(text, /href="\/me" aria-current="true">Your account/);
  assert.doesNotMatch(text, /\/admin|Password|recovery|Keyboard keys/);
  const mail = reader('Bo', { email: 'bo@example.org' });
  assert.match((await mail.get('/me')).text,
    /A link by email to <[^]*?bo@example\.org/);
});

test('the header knows guests, readers and staff; no page keeps them',
  async () => {
    const ana = reader('Ana');
    for (let i = 0; i < 3; i++) {
      const own = await ana.get('/counties');
      assert.match(own.text, /<li><a href="\/me">Your account/);
      assert.doesNotMatch(own.text, /Sign in|Staff pages/);
      assert.match(own.headers['cache-control'], /private/);
      const { text } = await site.get('/counties');
      assert.match(text, /href="\/sign-in" rel="nofollow">Sign in/);
      assert.doesNotMatch(text, /Your account|Staff pages/);
    }
    const staff = (await signedIn(site, 'editor').get('/counties')).text;
    assert.match(staff, /Staff pages/);
    assert.match(staff, /Your account/);
    for (const text of [staff, (await ana.get('/counties')).text]) {
      const [nav] = text.match(/<nav class="mainnav"[^]*?<\/nav>/);
      assert.equal(nav.match(/<li>/g).length, 5);
    }
  });

test('own comments stand there with their states in words', async () => {
  const ana = reader('Ana');
  const ids = {};
  for (const state of ['waits', 'shown', 'spam', 'staff', 'self'])
    ids[state] = await write(ana, `The word of ${state} is *here*.`);
  const other = await write(reader('Ben'), 'Of another, not hers.');
  for (const state of ['shown', 'staff', 'self'])
    site.run('comment', 'publish', String(ids[state]));
  sql(site, "UPDATE comment SET state = 'spam' WHERE id = ?", ids.spam);
  site.run('comment', 'remove', String(ids.staff), '--reason', 'quarrel');
  sql(site, "UPDATE comment SET state = 'removed', is_shown = 0 WHERE id = ?",
    ids.self);
  const { text } = await ana.get('/me');
  assert.match(article(text, ids.waits), /Waiting to be read/);
  assert.match(article(text, ids.waits), /The word of waits is here\./);
  assert.match(article(text, ids.shown), /Published/);
  assert.match(article(text, ids.shown), new RegExp(`href="${page}"`));
  assert.match(article(text, ids.shown), /See it in its place/);
  assert.equal(article(text, ids.spam).replaceAll(/\d+|spam/g, ''),
    article(text, ids.waits).replaceAll(/\d+|waits/g, ''),
    'what went to spam looks as what waits');
  assert.match(article(text, ids.staff), /Removed by our staff/);
  assert.doesNotMatch(text, /quarrel/);
  assert.doesNotMatch(article(text, ids.staff), /See it|\/edit/);
  assert.equal(article(text, other), undefined);
  const order = [...text.matchAll(/<article[^>]*comment-(\d+)/g)]
    .map(([, id]) => Number(id));
  assert.deepEqual(order, [...order].sort((a, b) => b - a));
  for (const state of ['waits', 'shown'])
    assert.equal((await ana.get(`/comments/${ids[state]}`)).headers.location,
      `${page}#comment-${ids[state]}`);
});

test('who removed it is asked of the record', async () => {
  const ana = reader('Ana');
  const id = await published(ana, 'I take this back.');
  // As the edit page of a comment does it: the writer is the actor.
  sql(site, `INSERT INTO audit (id, at, actor, action, object, hash)
    SELECT max(id) + 1, 1, ?, 'comment.remove', ?, zeroblob(32) FROM audit`,
  `user ${ana.userId}`, `comment ${id}`);
  sql(site, "UPDATE comment SET state = 'removed', is_shown = 0 WHERE id = ?",
    id);
  assert.match(article((await ana.get('/me')).text, id), /Removed by you/);
  sql(site, 'DROP TRIGGER audit_stays; DELETE FROM audit WHERE id =' +
    ' (SELECT max(id) FROM audit); CREATE TRIGGER audit_stays BEFORE DELETE' +
    " ON audit BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END");
});

test('comments come in pages of twenty', async () => {
  const ana = reader('Ana');
  for (let i = 1; i <= 21; i++) await write(ana, `Number ${i} of many.`);
  const first = (await ana.get('/me')).text;
  assert.equal(first.match(/<article/g).length, 20);
  assert.match(first, /Number 21 of many/);
  assert.match(first, /href="\/me\?page=2"/);
  const second = (await ana.get('/me?page=2')).text;
  assert.match(second, /Number 1 of many/);
  assert.equal(second.match(/<article/g).length, 1);
  for (const none of ['3', '0', 'x', '-1', '99999999999999999999'])
    assert.equal((await ana.get(`/me?page=${none}`)).status, 404, none);
});

test('replies of others stand there, newest first; held ones do not',
  async () => {
    const ana = reader('Ana');
    const mine = await published(ana, 'Who else goes on Tuesdays?');
    const parent = { parent: String(mine) };
    await write(null, 'Held, for nobody yet.', parent);
    const first = await published(null, 'We do, every **week**.',
      { ...parent, name: 'Carl' });
    const last = await published(null, 'So do we.', { ...parent, name: 'Dee' });
    await published(ana, 'Thank you both.', parent);
    sql(site, 'UPDATE comment SET published_at = published_at + id' +
      ' WHERE parent_id = ?', mine);
    const replies = section((await ana.get('/me')).text, 'replies');
    assert.ok(replies.indexOf(`reply-${last}`) <
      replies.indexOf(`reply-${first}`));
    assert.match(article(replies, first), /Carl[^]*We do, every week\./);
    assert.match(article(replies, first), /Who else goes on Tuesdays\?/);
    assert.match(article(replies, first),
      new RegExp(`href="${page}\\?reply_to=${first}#reply"`));
    assert.doesNotMatch(replies, /Held, for nobody|Thank you both/);
    for (let i = 0; i < 20; i++)
      await published(null, `Me too, ${i}.`, { ...parent, name: `N${i}` });
    const more = section((await ana.get('/me')).text, 'replies');
    assert.equal(more.match(/<article/g).length, 20);
    assert.match(more, /Older replies/);
    const older = section((await ana.get('/me?replies=2')).text, 'replies');
    assert.equal(older.match(/<article/g).length, 2);
    assert.match(older, /Newer replies/);
    assert.equal((await ana.get('/me?replies=9')).status, 404);
  });

test('three published comments are told to be trusted', async () => {
  const ana = reader('Ana');
  for (const left of [2, 1]) {
    await published(ana, `One more, ${left} to go.`);
    assert.match((await ana.get('/me')).text,
      new RegExp(`After ${left} more published comment`));
  }
  await published(ana, 'The third of three.');
  assert.match((await ana.get('/me')).text, /What you write shows at once/);
});

test('a name is changed for what is written later, once', async () => {
  const ana = reader('Ana');
  const id = await published(ana, 'Under the old name.', { name: 'Ana' });
  const form = await ana.form('/me/name', '/me');
  for (let i = 0; i < 2; i++) {
    const answer = await ana.post('/me/name', { name: '  Åse\n Berg ' },
      { token: form.token });
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, '/me?done=saved');
  }
  assert.match((await ana.get('/me?done=saved')).text, /role="status">Saved\./);
  assert.deepEqual(sql(site, 'SELECT name FROM user WHERE id = ?', ana.userId),
    [['Åse Berg']]);
  assert.deepEqual(sql(site, 'SELECT author_name FROM comment WHERE id = ?',
    id), [['Ana']]);
  assert.deepEqual(sql(site, "SELECT actor, detail FROM audit WHERE action =" +
    " 'user.name' AND object = ?", `user ${ana.userId}`),
  [[`user ${ana.userId}`, null]]);
  for (const [name, fix] of [['', /Fill in this field/],
    ['n'.repeat(81), /Shorten this to 80 characters/]]) {
    const answer = await ana.post('/me/name', { name }, { from: '/me' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<title>Error: Your account/);
    assert.match(answer.text, fix);
    assert.match(answer.text, /href="#f-name"/);
    assert.ok(answer.text.includes(`name="name" value="${name}"`));
  }
  const staff = signedIn(site, 'moderator');
  for (const name of ['Partnership staff', 'R0bin M\u043ederator']) {
    const answer = await ana.post('/me/name', { name }, { from: '/me' });
    assert.equal(answer.status, 422, name);
    assert.match(answer.text, /this one is our staff/);
  }
  assert.deepEqual(sql(site, 'SELECT name FROM user WHERE id = ?', ana.userId),
    [['Åse Berg']]);
  assert.equal((await staff.post('/me/name', { name: 'Mo <b>' },
    { from: '/me' })).status, 303);
  assert.match((await staff.get('/me')).text, /Mo &lt;b&gt;/);
  assert.equal((await staff.post('/me/name', { name: '' }, { from: '/me' }))
    .status, 422);
});

test('mails are chosen, and come again after a stop', async () => {
  const ana = reader('Ana', { contact: 'mails@example.org' });
  const wants = () => sql(site, 'SELECT mails_published, mails_replies FROM' +
    ' user WHERE id = ?', ana.userId)[0];
  const path = '/me/notifications', from = '/me';
  assert.match((await ana.get('/me')).text, /It goes to:[^]*mails@example\.org/);
  await ana.post(path, { do: 'save', replies: '1' }, { from });
  assert.deepEqual(wants(), [0, 1]);
  const { text } = await ana.get('/me');
  assert.match(text, /name="replies" value="1" checked/);
  assert.doesNotMatch(text, /name="published" value="1" checked/);
  await ana.post(path, { do: 'save' }, { from });
  assert.deepEqual(wants(), [0, 0]);
  sql(site, 'INSERT INTO mail_address (email, created_at, confirmed_at,' +
    " stopped_at) VALUES ('mails@example.org', 1, 2, unixepoch())");
  const stopped = section((await ana.get('/me')).text, 'mails');
  assert.match(stopped, /not to write to this address any more/);
  assert.doesNotMatch(stopped, /checkbox/);
  const again = { token: formFields(stopped, path).token };
  for (let i = 0; i < 2; i++)
    assert.equal((await ana.post(path, { do: 'begin' }, again)).status, 303);
  assert.deepEqual(sql(site, 'SELECT stopped_at, confirmed_at FROM' +
    " mail_address WHERE email = 'mails@example.org'"), [[null, 2]]);
  assert.equal((await ana.post(path, { do: 'x' }, { from })).status, 400);
  assert.match((await reader('Bo').get('/me')).text,
    /We know no email address of yours/);
});

test('sign-ins are listed and ended; signing out ends this one', async () => {
  const ana = reader('Ana', { email: 'two@example.org' });
  const there = reader('Ana', { email: 'two@example.org' });
  assert.match(section((await ana.get('/me')).text, 'devices'), /This one/);
  const answer = await ana.post(`/me/sessions/${there.sessionId}/end`, {},
    { from: '/me' });
  assert.equal(answer.status, 303);
  assert.equal((await there.get('/me')).status, 303);
  const form = await ana.form('/sign-out', '/me');
  const old = ana.cookie;
  assert.equal((await ana.post('/sign-out', {}, { token: form.token }))
    .headers.location, '/sign-in');
  assert.equal((await ana.get('/me')).status, 303);
  const twice = await site.post('/sign-out', { token: form.token },
    { headers: { Cookie: old } });
  assert.equal(twice.headers.location, '/sign-in', 'pressed twice');
});

test('the data of a person is all of theirs, and no secret', async () => {
  const ana = reader('Ana Dataful', { contact: 'data@example.org' });
  const id = await published(ana, 'Words to take along.');
  const spam = await write(ana, 'Words that went to spam.');
  sql(site, "UPDATE comment SET state = 'spam', score = 90, score_reasons =" +
    ` '["x"]', author_email = 'data@example.org' WHERE id = ?`, spam);
  await write(null, 'Of another, who stays out.');
  sql(site, 'INSERT INTO comment_revision VALUES' +
    " (?, 1, 'Ana', NULL, 'Earlier words.', 'user 1', 5)", id);
  sql(site, `INSERT INTO comment_report (comment_id, reason, note, created_at)
    VALUES (?, 'rude', 'told on her', 5)`, id);
  sql(site, "INSERT INTO draft VALUES (?, 'comment', ?, 0, 5)", ana.userId,
    '[["body","Not sent yet"]]');
  sql(site, 'INSERT INTO mail_address (email, created_at, confirmed_at)' +
    " VALUES ('data@example.org', 5, 6) ON CONFLICT DO NOTHING");
  sql(site, `INSERT INTO outbox (kind, recipient, object, created_at, detail)
    VALUES ('test', 'data@example.org', ?, 5, '{"link":"secretlink"}')`,
  `comment ${id}`);
  const answer = await ana.get('/me/data.json');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^application\/json/);
  assert.match(answer.headers['content-disposition'],
    /^attachment; filename="my-data-\d{4}-\d\d-\d\d\.json"$/);
  assert.equal(answer.headers['cache-control'], 'no-store');
  const data = JSON.parse(answer.text);
  assert.equal(data.account.name, 'Ana Dataful');
  assert.equal(data.account.contact_email, 'data@example.org');
  assert.match(data.account.created_at, /^\d{4}-\d\d-\d\dT/);
  assert.match(data.identities[0].issuer, /^https:/);
  assert.match(data.identities[0].subject, /^Ana Dataful/);
  assert.equal(data.sessions[0].device, 'a test');
  assert.deepEqual(data.comments.map((one) => [one.id, one.state]),
    [[spam, 'held'], [id, 'published']]);
  assert.equal(data.earlier_words[0].body, 'Earlier words.');
  assert.deepEqual(data.drafts[0].fields, [['body', 'Not sent yet']]);
  assert.equal(data.mail_addresses[0].email, 'data@example.org');
  assert.equal(data.mails[0].about, `comment ${id}`);
  assert.deepEqual(data.cut_short, []);
  assert.doesNotMatch(answer.text,
    /hash|token|secretlink|told on her|score|of another/i);
  assert.ok(!answer.text.includes(ana.token));
  const staff = JSON.parse((await signedIn(site, 'editor')
    .get('/me/data.json')).text);
  assert.equal(staff.account.role, 'editor');
  assert.equal(staff.comments.length, 0);
});

test('what a guest wrote goes into the data of whoever opened the mail',
  async () => {
    await write(null, 'As a guest, before.', { email: 'Guest@Example.org' });
    const mail = reader('Gus', { email: 'guest@example.org' });
    const said = reader('Gus', { contact: 'guest@example.org' });
    const of = async (who) => JSON.parse((await who.get('/me/data.json')).text)
      .comments_as_guest.map(({ body }) => body);
    assert.deepEqual(await of(mail), ['As a guest, before.']);
    assert.deepEqual(await of(said), []);
  });
