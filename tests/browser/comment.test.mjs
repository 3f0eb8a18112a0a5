// Writing, changing and deleting a comment in Chromium, by links and forms: axe,
// reflow, no fault, at each step; and what the Enter key does.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { SCHEMES, WIDTHS, assertAxe, assertNoFaults, assertReflow, launch,
  openPage } from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, browser;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 },
    mail: { server: 'smtp://127.0.0.1:9', from: 'mpm@example.org' } } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function assertFine(page) {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    await assertReflow(page);
    await assertAxe(page);
  }
}

// A browser of its own; axe needs scripts, so they are on unless said.
async function open(colorScheme, person) {
  const page = await openPage(browser, { colorScheme });
  if (person)
    await page.context().addCookies([{ name: 'ns_session', value: person.token,
      domain: '127.0.0.1', path: '/' }]);
  return page;
}
const rows = (body) => sql(site,
  'SELECT id, state FROM comment WHERE body = ?', body);
const ignoreRequired = (page) => page.evaluate(() =>
  document.querySelectorAll('[required]')
    .forEach((field) => field.removeAttribute('required')));

for (const scheme of SCHEMES)
  test(`a guest writes, mends, previews, changes and deletes, ${scheme}`,
    async () => {
      const page = await open(scheme);
      await page.goto(`${site.url}/about`);
      await ignoreRequired(page);
      await page.fill('#c-name', 'Ѕtаff');
      await page.click('.reply .btn:not(.plain)');
      await assertFine(page);
      assert.equal(await page.evaluate(() =>
        document.activeElement.className), 'problem');
      await page.fill('#c-name', 'Ana');
      await page.fill('#c-email', 'ana@example.org');
      await page.fill('#c-body', `Some *light*, ${scheme}.`);
      await page.click('text=Preview first');
      await assertFine(page);
      await page.click('.reply .btn:not(.plain)');
      await page.waitForURL(/#comment-\d+$/);
      const [[id]] = rows(`Some *light*, ${scheme}.`);
      await page.goto(`${site.url}/comments/${id}/edit`);
      await assertFine(page);
      await page.fill('#c-body', `More light, ${scheme}.`);
      sql(site, 'UPDATE comment SET version = version + 1 WHERE id = ?', id);
      await page.click('text=Save changes');
      await assertFine(page);
      await page.click('text=Save changes');
      await page.waitForURL(/#comment-\d+$/);
      assert.deepEqual(rows(`More light, ${scheme}.`), [[id, 'held']]);
      await page.goto(`${site.url}/comments/${id}/edit`);
      await page.click('button[value=delete]');
      await assertFine(page);
      await page.click('text=Delete it');
      await page.waitForURL(/\/comments\/deleted/);
      await assertFine(page);
      assert.deepEqual(rows(`More light, ${scheme}.`), []);
      assertNoFaults(page);
      await page.context().close();
    });

test('a member’s form, and the words kept through a sign-in', async () => {
  const person = signedIn(site, 'reader', { name: 'Marisol',
    email: 'marisol@example.org' });
  sql(site, 'INSERT INTO draft VALUES (?, ?, ?, 0, 1)', person.userId,
    'comment', '[["thread","about"],["key","about"],["body","Kept."]]');
  for (const scheme of SCHEMES) {
    const page = await open(scheme, person);
    await page.goto(`${site.url}/about`);
    await assertFine(page);
    await page.goto(`${site.url}/comments/new`);
    await assertFine(page);
    assertNoFaults(page);
    await page.context().close();
  }
});

test('too late: the page says what can be done instead', async () => {
  const page = await open('light');
  await page.goto(`${site.url}/about`);
  await page.fill('#c-name', 'Ana');
  await page.fill('#c-email', 'ana@example.org');
  await page.fill('#c-body', 'An early word.');
  await page.click('.reply .btn:not(.plain)');
  await page.waitForURL(/#comment-\d+$/);
  const [[id]] = rows('An early word.');
  await page.goto(`${site.url}/comments/${id}/edit`);
  await page.fill('#c-body', 'A late word.');
  sql(site, 'UPDATE comment SET created_at = created_at - 900 WHERE id = ?', id);
  await page.click('text=Save changes');
  await assertFine(page);
  assert.equal(await page.inputValue('#kept'), 'A late word.');
  await page.context().close();
});

test('Enter in a field posts, and leads to no other site', async () => {
  const page = await openPage(browser, { javaScriptEnabled: false });
  await page.goto(`${site.url}/about`);
  await page.fill('#c-body', 'By the Enter key.');
  await page.fill('#c-email', 'ana@example.org');
  await page.fill('#c-name', 'Ana');
  await page.press('#c-name', 'Enter');
  await page.waitForURL(/#comment-\d+$/);
  assert.equal(rows('By the Enter key.').length, 1);
  await page.context().close();
});
