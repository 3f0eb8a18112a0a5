// The conversation from end to end, as people live through it: browsers
// without scripts, a real mail server, a real OpenID provider.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { sleep, startInstance, until } from '../lib/instance.mjs';
import { leadsTo } from '../lib/journey.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { Guest, startOidcProvider } from '../lib/oidc_provider.mjs';
import { Person } from '../lib/person.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import { holders } from '../lib/traces.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-talk-'));
const people = {
  bobolinksubject: { name: 'Bobolinka Reader', email: 'bobolinkmail@example.org',
    email_verified: true },
  wren: { name: 'Wren', email: 'wren@example.org', email_verified: true },
};
let site, server, provider, page;

before(async () => {
  server = await startMailServer();
  provider = await startOidcProvider({ people });
  writeFileSync(join(folder, 'secret'), `${provider.secret}\n`);
  site = await startInstance({ config: {
    mail: { server: `smtp://127.0.0.1:${server.port}`,
      from: 'hello@example.org', retry_seconds: 1 },
    comments: { per_hour: 1000 },
    'provider lake': { client_id: 'northstar', issuer: provider.issuer,
      secret_file: join(folder, 'secret'), label: 'Lake Club' } } });
  provider.knows([`${site.url}/sign-in/lake/return`]);
  const slug = (await site.get('/sitemap.xml')).text
    .match(/\/programs\/([a-z0-9-]+)</)[1];
  page = `/programs/${slug}`;
});
after(async () => {
  await site?.stop();
  await provider?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

let browsers = 0;
const somebody = () => new Person(site, { address: `127.0.2.${++browsers}` });

// A colleague who reads comments, at a browser of theirs.
function moderator({ email = 'moderator@example.org', name = 'Robin Berg' } =
{}) {
  const client = signedIn(site, 'moderator', { email, name });
  return Object.assign(somebody(), { userId: client.userId,
    jar: { ns_session: client.token } });
}

const to = (address) => server.mails.filter((mail) => mail.to[0] === address);

async function mail(address, subject) {
  const find = () => to(address).find((one) => subject.test(one.subject));
  await until(find, `${subject} to ${address}`, 15);
  const found = find();
  server.mails.splice(server.mails.indexOf(found), 1);
  return found;
}

// The address below a line of a mail, as a path; the HTML twin leads there too.
function link(one, line) {
  const at = one.text.indexOf(`${line}\n`);
  assert.ok(at >= 0, `no “${line}” in ${one.text}`);
  const url = one.text.slice(at + line.length + 1).split('\n')[0];
  assert.ok(url.startsWith(`${site.url}/`), url);
  assert.ok(one.html.includes(`href="${url.replaceAll('&', '&amp;')}"`), url);
  return url.slice(site.url.length);
}

// The id of the comment that somebody has just posted and looks at.
function posted(person) {
  assert.equal(person.page.status, 200, person.page.text);
  const [, id] = person.path.match(/#comment-(\d+)$/);
  assert.ok(person.note(id), 'it stands where the answer leads');
  return id;
}

async function write(person, body, typed = {}) {
  await person.open(page);
  await person.press('Post comment', { body, ...typed });
  return posted(person);
}

// In the time that typing takes: nobody is trusted to be faster.
async function writeSlowly(person, body) {
  await person.open(page);
  await sleep(3100);
  await person.press('Post comment', { body });
  return posted(person);
}

const guest = (name) => ({ name, email: `${name.toLowerCase()}@example.org` });

async function publish(staff, id) {
  await staff.open(`/admin/comments/${id}`);
  await staff.press('Publish');
  assert.equal(staff.page.status, 200, staff.words);
}

const noteIn = async (path, id) => {
  const reader = somebody();
  await reader.open(path);
  return reader.note(id);
};

test('a guest writes, is read, hears of it, answers, edits, and has enough',
  async () => {
    const staff = moderator();
    const ana = somebody(), phone = somebody();
    const her = { ...guest('Ana'), notify: true };

    // She looks at it first, goes on writing, and posts.
    await ana.open(page);
    assert.throws(() => ana.filled('Post comment', { body: 'No name.' }),
      /the browser wants name first/);
    await ana.press('Preview first', { ...her,
      body: 'My son *loves* it.' });
    assert.equal(ana.page.status, 200);
    assert.match(ana.page.text, /<h2>Preview<\/h2>[^]*<em>loves<\/em>/);
    assert.equal(sql(site, 'SELECT count(*) FROM comment')[0][0], 0);
    const [again, back] = [ana.page, ana.filled('Post comment')];
    assert.deepEqual(back.fields.find(([name]) => name === 'notify'),
      ['notify', '1'], 'the tick is kept');
    await ana.press('Post comment', { body: 'My son *loves* it, and I do.' });
    const id = posted(ana);
    assert.match(ana.note(id), /class="note wait"[^]*Waiting to be read/);
    assert.match(ana.note(id), /<em>loves<\/em> it, and I do\./);
    // A double press, and the back button: still one.
    ana.page = again;
    await ana.press('Post comment', { body: 'My son *loves* it, and I do.' });
    assert.equal(posted(ana), id);
    assert.equal(await noteIn(page, id), undefined);

    // She says yes on her phone, where no cookie of ours is.
    const asked = await mail('ana@example.org', /^May we write/);
    await phone.open(link(asked, 'Yes, write to me:'));
    await phone.press('Yes, write to me');
    assert.match(phone.words, /Mail about your comments goes to/);
    await phone.open(link(asked, 'Never ask me again:'));
    await phone.press('Stop these mails'); // slipped …
    await phone.press('Write to me again'); // … and corrected

    await publish(staff, id);
    assert.match(await noteIn(page, id), /<em>loves<\/em>/);
    const told = await mail('ana@example.org', /can be read now/);
    await phone.open(link(told, 'See it in its place:'));
    assert.equal(phone.path, `${page}#comment-${id}`);
    assert.throws(() => phone.link('Edit', phone.note(id)),
      /no link/, 'whoever has the mail has not the cookie');
    await ana.open(link(told, 'See it in its place:'));
    await ana.click('Reply', ana.note(id));
    assert.match(ana.words, /You answer Ana:/);
    await ana.press('Post comment', { ...her, body: 'When does it begin?' });
    const question = posted(ana);
    await publish(staff, question);
    await mail('ana@example.org', /can be read now/);

    // Somebody answers; she hears of it when others can read it.
    const bo = somebody();
    await bo.open(page);
    await bo.click('Reply', bo.note(question));
    await bo.press('Post comment', { ...guest('Bo'), body: 'At four.' });
    const answer = posted(bo);
    await sleep(1500);
    assert.equal(to('ana@example.org').length, 0, 'not before');
    await publish(staff, answer);
    const reply = await mail('ana@example.org', /^Bo answered your comment$/);
    assert.match(reply.text, /> At four\./);
    await phone.open(link(reply, 'Reply:'));
    assert.match(phone.words, /You answer Bo:/);
    await phone.press('Post comment', { ...her, body: 'Thank you, Bo.' });
    const thanks = posted(phone);
    await publish(staff, thanks);
    await mail('ana@example.org', /can be read now/);

    // What she changes within a quarter of an hour is read again.
    await ana.open(page);
    await ana.click('Edit', ana.note(question));
    await ana.press('Preview first', { body: 'When does it begin, *and* end?' });
    assert.match(ana.page.text, /<em>and<\/em>/);
    await ana.press('Save changes');
    assert.match(ana.note(question), /Waiting to be read[^]*Edited/);
    assert.match(await noteIn(page, question), /is being read again/);
    assert.match(await noteIn(page, answer), /At four/);
    await publish(staff, question);
    assert.match(await noteIn(page, question), /Edited[^]*<em>and<\/em>/);
    sql(site, 'UPDATE comment SET created_at = created_at - 901');
    await ana.open(page);
    assert.throws(() => ana.link('Edit', ana.note(question)), /no link/);

    // Her mail program's button: no cookie, no origin, no form.
    const stop = reply.header('List-Unsubscribe').slice(1, -1);
    assert.equal(reply.header('List-Unsubscribe-Post'),
      'List-Unsubscribe=One-Click');
    const click = await site.request(stop.slice(site.url.length),
      { method: 'POST', body: 'List-Unsubscribe=One-Click',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
    assert.equal(click.status, 200);
    await phone.open(link(reply, 'Stop mail about comments:'));
    assert.match(phone.words, /no more mail about comments goes to/i);
    await bo.open(page);
    await bo.click('Reply', bo.note(thanks));
    await bo.press('Post comment', { ...guest('Bo'), body: 'You are welcome.' });
    await publish(staff, posted(bo));
    await publish(staff, await write(ana, 'One more of mine.', her));
    await sleep(2500);
    assert.deepEqual(to('ana@example.org').map(({ subject }) => subject), []);
    assert.equal(sql(site, "SELECT count(*) FROM outbox WHERE state <> 'sent'" +
      " AND kind LIKE 'comment-%'")[0][0], 0);
  });

// The person's way from the page between, at the provider, and back.
async function signInThere(person, login) {
  const url = leadsTo(person.page);
  const back = await new Guest().signIn(url.href, `${site.url}/sign-in/`,
    { login });
  return person.open(back.slice(site.url.length));
}

async function signIn(person, login, from = '/sign-in') {
  await person.open(from);
  await person.press('Lake Club');
  await signInThere(person, login);
}

// Three comments of theirs, read and published.
async function earnTrust(person, staff, words) {
  const ids = [];
  for (const one of ['first', 'second', 'third'])
    ids.push(await write(person, `${words} ${one} comment.`));
  for (const id of ids) await publish(staff, id);
  return ids;
}

test('a member signs in over a comment, is trusted, and leaves no trace',
  async () => {
    const staff = moderator(), bea = somebody(), laptop = somebody();
    await bea.open(page);
    await bea.press('Lake Club', { body: 'The bobolink *first* words.' });
    assert.match(bea.words, /Connecting to Lake Club…/);
    await signInThere(bea, 'bobolinksubject');
    assert.equal(bea.path, '/comments/new');
    assert.match(bea.words, /what you typed is here\. Nothing is posted yet/);
    assert.match(bea.words, /Writing as: Bobolinka Reader/);
    assert.match(bea.words, /A person reads every comment before it appears/);
    const kept = bea.page;
    await bea.press('Post comment');
    const first = posted(bea);
    assert.match(bea.note(first), /class="note wait"[^]*<em>first<\/em>/);
    bea.page = kept; // back, and once more
    await bea.press('Post comment');
    assert.equal(posted(bea), first);

    await publish(staff, first);
    const told = await mail('bobolinkmail@example.org', /can be read now/);
    assert.match(told.text, /Hello Bobolinka Reader,/);
    assert.match(told.text, /you have an\s+account here/);
    const ids = [first];
    for (const body of ['Bobolink: the second.', 'Bobolink: the third.'])
      ids.push(await write(bea, body));
    for (const id of ids.slice(1)) {
      await publish(staff, id);
      await mail('bobolinkmail@example.org', /can be read now/);
    }
    await bea.open(page);
    assert.match(bea.words, /Your comment shows at once/);
    ids.push(await writeSlowly(bea, 'Bobolink: the fourth, *unread*.'));
    assert.match(await noteIn(page, ids[3]), /<em>unread<\/em>/);
    const unsafe = await writeSlowly(bea, 'The bobolink calls 218-555-0142.');
    assert.match(bea.note(unsafe), /Waiting to be read[^]*a phone number/);

    // One is answered, one is changed; and words that were typed before
    // signing in at a second browser stay unsent there.
    const bo = somebody();
    await bo.open(page);
    await bo.click('Reply', bo.note(first));
    await bo.press('Post comment', { ...guest('Bo'), body: 'An answer stays.' });
    const answer = posted(bo);
    await publish(staff, answer);
    await mail('bobolinkmail@example.org', /^Bo answered your comment$/);
    await bea.open(page);
    await bea.click('Edit', bea.note(ids[1]));
    await bea.press('Save changes', { body: 'Bobolink: the second, better.' });
    await laptop.open('/about');
    await laptop.press('Lake Club', { body: 'Bobolink: never sent.' });
    await signInThere(laptop, 'bobolinksubject');
    assert.equal(laptop.path, '/comments/new');

    await bea.open('/me');
    for (const words of ['The bobolink first words', 'the second, better.',
      'the third.', 'the fourth, unread.', 'calls 218-555-0142',
      'An answer stays.', 'What you write shows at once'])
      assert.ok(bea.words.includes(words), words);
    const data = JSON.parse((await bea.open(
      bea.link('Download my data'))).text);
    const has = (text) => JSON.stringify(data).includes(text);
    for (const words of ['The bobolink *first* words.', 'the second, better.',
      'the second.', 'the third.', 'the fourth, *unread*.', 'calls 218-555-0142',
      'never sent', 'Bobolinka Reader', 'bobolinksubject',
      'bobolinkmail@example.org'])
      assert.ok(has(words), words);
    assert.notDeepEqual(holders(site, 'bobolink'), []);

    await bea.open('/me');
    await bea.click('Delete my account…');
    assert.match(bea.words, /5 comments, with all of their words/);
    await bea.press('Delete my account');
    assert.equal(bea.page.status, 422);
    await bea.press('Delete my account', { sure: true });
    assert.match(bea.words, /Everything is deleted/);
    for (const word of ['bobolink', Buffer.from('bobolink').toString('hex'),
      Buffer.from('bobolinkmail').toString('base64').slice(0, 15)])
      assert.deepEqual(holders(site, word), [], word);
    assert.doesNotMatch(site.log, /bobolink/i);
    assert.match(await noteIn(page, first), /This comment was removed/);
    assert.match(await noteIn(page, answer), /An answer stays/);
    for (const id of [...ids.slice(1), unsafe])
      assert.equal(await noteIn(page, id), undefined);
    assert.match(site.run('verify'), /record of changes: ok/);

    // Her other browser is out, too; who comes back begins anew.
    await laptop.open('/me');
    assert.match(laptop.path, /^\/sign-in\?/);
    await signIn(laptop, 'bobolinksubject');
    assert.equal(laptop.path, '/me');
    assert.match(laptop.words, /You have not written anything yet/);
    await sleep(1500);
    assert.deepEqual(to('bobolinkmail@example.org'), []);
  });

test('a moderator decides from the mail, signed out', async () => {
  const robin = moderator({ email: 'digest@example.org' });
  sql(site, "UPDATE user SET password_hash = 'x' WHERE id = ?", robin.userId);
  const id = await write(somebody(), 'A *kestrel* over the school.',
    guest('Cy'));
  const digest = await mail('digest@example.org', /waits? to be read$/);
  const [, part] = digest.text.split(/^== /m)
    .map((one) => `${one}\n`)
    .filter((one, i) => i === 0 || one.includes('kestrel'));
  const path = part.match(/(\/moderate\/\S+)/)[1];
  const scanner = somebody(), phone = somebody(), other = somebody();
  for (const one of [scanner, phone, other]) {
    await one.open(path);
    assert.match(one.words, /In your mail, Robin Berg\./);
    assert.match(one.page.text, /<em>kestrel<\/em>/);
  }
  assert.equal(await noteIn(page, id), undefined, 'looking decides nothing');
  await phone.press('Publish');
  assert.match(phone.words, /The comment is published\. This link has done/);
  assert.match(await noteIn(page, id), /<em>kestrel<\/em>/);
  await other.press('Spam'); // from a page that was open all the time
  assert.match(other.words, /The comment is published\./);
  assert.match(await noteIn(page, id), /<em>kestrel<\/em>/);
  await phone.open('/admin/comments');
  assert.match(phone.path, /^\/sign-in\?/, 'the link signs nobody in');
  assert.deepEqual(sql(site, 'SELECT actor FROM audit WHERE object = ?' +
    " AND action = 'comment.publish'", `comment ${id}`),
  [[`user ${robin.userId}`]]);
  sql(site, 'UPDATE user SET password_hash = NULL WHERE id = ?', robin.userId);
});

test('several reports hide a comment until staff keep it', async () => {
  const staff = moderator(), dee = somebody();
  const id = await write(dee, 'The *heron* said something rude.', guest('Dee'));
  await publish(staff, id);
  const report = async (who, fields = { reason: 'hurtful' }) => {
    await who.open(page);
    await who.click('Report', who.note(id));
    await who.press('Send report', fields);
    assert.match(who.words, /What happens next/);
    await who.open(page);
  };
  const [one, two, three, four] = Array.from({ length: 4 }, somebody);
  await report(one, { reason: 'hurtful', note: 'It made my son cry.' });
  await report(one, { reason: 'advert' }); // pressed again: one person
  await report(two);
  assert.match(two.note(id), /heron/);
  await report(three);
  assert.equal(three.note(id), undefined);
  assert.equal(await noteIn(page, id), undefined);
  await dee.open(page);
  assert.match(dee.note(id), /Waiting to be read/);

  await staff.open('/admin/comments?tab=reported');
  assert.match(staff.words, /Several reports hid it[^]*It made my son cry\./);
  await publish(staff, id);
  assert.match(await noteIn(page, id), /heron/);
  await report(four);
  await report(two);
  assert.match(four.note(id), /heron/, 'read and kept, it stays');
});

test('the switch for an attack holds what a trusted member writes',
  async () => {
    const staff = moderator(), wren = somebody();
    await signIn(wren, 'wren', page);
    await earnTrust(wren, staff, 'Wren with the');
    const before = await writeSlowly(wren, 'Wren shows at once.');
    assert.match(await noteIn(page, before), /at once/);
    // What was typed before the sign-in may be posted as soon as one is in.
    const tablet = somebody();
    await tablet.open(page);
    await tablet.press('Lake Club', { body: 'Wren on a tablet.' });
    await signInThere(tablet, 'wren');
    await tablet.press('Post comment');
    assert.match(await noteIn(page, posted(tablet)), /on a tablet/);
    await staff.open('/admin/settings');
    await staff.press('Hold every comment');
    await wren.open(page);
    assert.match(wren.words, /A person reads every comment before it appears/);
    const held = await writeSlowly(wren, 'Wren is held for now.');
    assert.match(wren.note(held), /Waiting to be read/);
    assert.equal(await noteIn(page, held), undefined);
    await staff.open('/admin/comments');
    assert.match(staff.words, /Every comment is held/);
    await publish(staff, held);
    assert.match(await noteIn(page, held), /held for now/);
    await staff.open('/admin/settings');
    await staff.press('Back to the usual way');
    const after = await writeSlowly(wren, 'Wren shows at once again.');
    assert.match(await noteIn(page, after), /at once again/);
  });
