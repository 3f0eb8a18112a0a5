// The conversation in Chromium with scripts off: what a browser itself does
// on these ways, with redirects, its back button and presses that come twice.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { assertNoFaults, launch, openPage } from '../lib/browser.mjs';
import { startInstance, until } from '../lib/instance.mjs';
import { startMailServer } from '../lib/mail_server.mjs';
import { startOidcProvider } from '../lib/oidc_provider.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const folder = mkdtempSync(join(tmpdir(), 'northstar-talk-'));
let site, server, provider, browser;

before(async () => {
  server = await startMailServer();
  provider = await startOidcProvider({ people: { pat: { name: 'Pat Reader',
    email: 'pat@example.org', email_verified: true } } });
  writeFileSync(join(folder, 'secret'), `${provider.secret}\n`);
  site = await startInstance({ config: {
    mail: { server: `smtp://127.0.0.1:${server.port}`,
      from: 'hello@example.org', retry_seconds: 1 },
    comments: { per_hour: 1000 },
    'provider lake': { client_id: 'northstar', issuer: provider.issuer,
      secret_file: join(folder, 'secret'), label: 'Lake Club' } } });
  provider.knows([`${site.url}/sign-in/lake/return`]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await provider?.stop();
  await server?.stop();
  rmSync(folder, { recursive: true });
});

const plain = async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  page.setDefaultTimeout(10_000);
  // The provider's pages want letters from afar.
  await page.route((url) => url.hostname !== '127.0.0.1',
    (route) => route.fulfill({ contentType: 'text/css', body: '' }));
  return page;
};
// Playwright finds out by a script whether something stands still: without
// scripts a click may meet the place where a button was. A key press does not.
const force = { force: true };
const button = (page, name) => page.getByRole('button', { name, exact: true });
const press = (page, name) => button(page, name).press('Enter');
const follow = (page, name) =>
  page.getByRole('link', { name, exact: true }).press('Enter');
async function pressTwice(page, name) {
  await button(page, name).focus();
  await Promise.all([page.keyboard.press('Enter'),
    page.keyboard.press('Enter')]);
}
const count = () => sql(site, 'SELECT count(*) FROM comment')[0][0];
const shown = (page, words) =>
  page.locator('article.note', { hasText: words });

test('a guest previews, goes back, presses twice, edits and deletes',
  async () => {
    const page = await plain();
    await page.goto(`${site.url}/about`);
    await page.getByLabel('Your name').fill('Ana');
    await page.getByLabel('Email address').fill('not an address');
    await page.getByLabel('Comment', { exact: true }).fill('A heron, I *think*.');
    await page.getByLabel('Email me when someone replies').check(force);
    await press(page, 'Post comment');
    assert.equal(page.url(), `${site.url}/about`, 'the browser asks first');
    await page.getByLabel('Email address').fill('ana@example.org');
    await press(page, 'Preview first');
    assert.equal(await page.locator('em', { hasText: 'think' }).count(), 1);
    await page.goBack();
    assert.equal(await page.getByLabel('Comment', { exact: true }).inputValue(),
      'A heron, I *think*.', 'the browser keeps what was typed');
    await page.goForward({ waitUntil: 'load' });
    await page.getByLabel('Comment', { exact: true }).fill('A *heron*.');
    await pressTwice(page, 'Post comment');
    await page.waitForURL(/\/about#comment-\d+$/);
    assert.equal(await shown(page, 'A heron.').count(), 1);
    await page.reload();
    assert.equal(count(), 1);

    await follow(page, 'Edit');
    await page.getByLabel('Comment', { exact: true }).fill('A *great* heron.');
    await press(page, 'Save changes');
    assert.match(await shown(page, 'A great heron.').textContent(),
      /Waiting to be read[^]*Edited/);
    await page.goBack();
    await press(page, 'Save changes'); // of a page that is out of date
    assert.equal(sql(site, 'SELECT count(*) FROM comment' +
      " WHERE body = 'A *great* heron.'")[0][0], 1);

    const other = await plain();
    await until(() => server.mails.length === 1, 'the question comes');
    await other.setContent(server.mails[0].html);
    await follow(other, 'Yes, write to me');
    await press(other, 'Yes, write to me');
    await other.getByText(/Mail about your comments goes to/).waitFor();

    await page.goto(`${site.url}/about`);
    await follow(page, 'Edit');
    await press(page, 'Delete…');
    await press(page, 'Delete it');
    await page.waitForURL(/\/comments\/deleted/);
    await follow(page, 'Back to the conversation');
    assert.equal(await shown(page, 'A great heron.').count(), 0);
    assert.deepEqual(sql(site, 'SELECT state FROM comment'), []);
    for (const one of [page, other]) {
      assertNoFaults(one);
      await one.context().close();
    }
  });

test('a reader signs in over a comment at the provider, and leaves', async () => {
  const page = await plain();
  await page.goto(`${site.url}/about`);
  await page.getByLabel('Comment', { exact: true }).fill('Two loons, today.');
  await press(page, 'Lake Club');
  await page.waitForURL(`${provider.issuer}/**`); // by itself
  await page.locator('[name=login]').fill('pat');
  await page.locator('[name=password]').fill('any');
  await page.locator('button[type=submit]').click(force);
  await page.locator('button[type=submit]', { hasText: 'Continue' })
    .click(force);
  await page.waitForURL(`${site.url}/comments/new`);
  assert.equal(await page.getByLabel('Comment', { exact: true }).inputValue(),
    'Two loons, today.');
  await press(page, 'Post comment');
  await page.waitForURL(/\/about#comment-\d+$/);
  assert.match(await shown(page, 'Two loons').textContent(), /You/);
  await page.goBack(); // the kept words are posted: nothing to post again
  await page.goto(`${site.url}/comments/new`);
  assert.equal(page.url(), `${site.url}/me`);
  await page.getByText('Two loons, today.').waitFor();
  const moderator = signedIn(site, 'moderator');
  const [[id]] = sql(site, 'SELECT id FROM comment');
  await moderator.post(`/admin/comments/${id}`, { do: 'publish' },
    { whole: true });
  await page.reload();
  await page.getByText('Published', { exact: true }).waitFor();

  await follow(page, 'Delete my account…');
  await page.getByLabel('There is no way back. Delete all of it.').check(force);
  await press(page, 'Delete my account');
  await page.getByRole('heading', { name: 'Everything is deleted' }).waitFor();
  await page.goBack(); // no page of the account is kept
  assert.doesNotMatch(await page.locator('main').textContent(), /Pat Reader/);
  await page.goto(`${site.url}/about`);
  assert.equal(await shown(page, 'Two loons').count(), 0);
  assert.equal(await page.getByRole('link', { name: 'Sign in' }).count() > 0,
    true);
  page.faults = page.faults.filter((fault) =>
    !fault.endsWith('net::ERR_ABORTED')); // the page between leads on at once
  assertNoFaults(page);
  await page.context().close();
});
