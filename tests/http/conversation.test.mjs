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

async function write(person, body, { path = page, ...typed } = {}) {
  await person.open(path);
  await person.press('Post comment', { body, ...typed });
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
