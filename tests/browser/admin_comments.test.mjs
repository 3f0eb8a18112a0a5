// A moderator at work in Chromium: a queue of fifty with the keyboard alone,
// and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAxe, launch, openPage } from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, browser, staff;

before(async () => {
  site = await startInstance();
  browser = await launch();
  staff = signedIn(site, 'moderator', { name: 'Maria Lund' });
  sql(site, "INSERT INTO thread (id, kind, key) VALUES (99, 'about', 'about')");
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

function fill(from, count) {
  sql(site, `INSERT INTO comment (id, thread_id, root_id, depth, state,
    author_name, author_email, body, created_at, content_key)
    WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n
      WHERE i < ${from + count - 1})
    SELECT i, 99, i, 1, 'held', 'Guest ' || i, 'g' || i || '@example.org',
      'Words of ' || i, unixepoch(), randomblob(32) FROM n`);
}

async function open(options = {}) {
  const page = await openPage(browser, options);
  await page.context().addCookies(Object.entries(staff.jar)
    .map(([name, value]) => ({ name, value, url: site.url })));
  return page;
}

const states = () => Object.fromEntries(sql(site,
  'SELECT state, count(*) FROM comment GROUP BY state'));

async function press(page, ...keys) {
  const loaded = page.waitForNavigation();
  for (const key of keys) await page.keyboard.press(key);
  await loaded;
}

test('a queue of fifty is cleared with the keyboard', async () => {
  fill(1001, 50);
  const page = await open();
  await page.goto(`${site.url}/admin/comments`);
  await page.keyboard.press('j');
  assert.equal(await page.evaluate(() => document.activeElement.id),
    'comment-1001');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  for (let i = 0; i < 50; i++) {
    if (i % 10 === 9) await press(page, 't', 'ArrowDown', 'Tab', 'Enter');
    else await press(page, i % 5 === 3 ? 's' : 'a');
  }
  assert.match(await page.textContent('.empty'), /All comments are read/);
  assert.deepEqual(states(), { published: 35, spam: 10, removed: 5 });
  // The next page is asked for before the icon of the last one is there.
  assert.deepEqual(page.faults.filter((fault) => !/ERR_ABORTED/.test(fault)),
    []);
  await page.context().close();
});

test('the framed comment is the one that a key decides about', async () => {
  fill(2001, 3);
  const page = await open();
  await page.goto(`${site.url}/admin/comments`);
  await page.keyboard.press('a'); // nothing is framed yet
  await page.keyboard.press('?');
  assert.equal(await page.locator('#keys').getAttribute('open'), null);
  for (const key of ['j', 'j']) await page.keyboard.press(key);
  await press(page, 's');
  assert.match(page.url(), /#comment-2003$/);
  assert.deepEqual(sql(site, `SELECT state FROM comment WHERE id > 2000
    ORDER BY id`).flat(), ['held', 'spam', 'held']);
  await page.focus('#f-q'); // letters that somebody types are letters
  await page.keyboard.type('as');
  assert.equal(await page.inputValue('#f-q'), 'as');
  assert.match(page.url(), /#comment-2003$/);
  await page.context().close();
});

test('undo, a tick and the comment\'s own page are a key away', async () => {
  fill(3001, 2);
  const page = await open();
  await page.goto(`${site.url}/admin/comments?q=Words+of+300`);
  const keys = await page.locator('#keys').boundingBox();
  const list = await page.locator('.queue').boundingBox();
  assert.ok(keys.y < list.y, 'the list of keys stands above the comments');
  await page.keyboard.press('j');
  await page.keyboard.press('x');
  assert.ok(await page.isChecked('#comment-3001 input[name=pick]'));
  await press(page, 'a');
  assert.match(await page.textContent('.done'), /1 comment was published/);
  const band = await page.locator('.done').boundingBox();
  assert.ok(band.y >= 0, 'what was done is in sight');
  await press(page, 'u');
  assert.match(await page.textContent('.done'), /1 change was undone/);
  await page.keyboard.press('j');
  await press(page, 'r');
  assert.match(page.url(), /\/admin\/comments\/3001/);
  sql(site, "UPDATE comment SET state = 'spam' WHERE id > 3000");
  await page.context().close();
});

test('keys that are switched off do nothing', async () => {
  sql(site, 'UPDATE user SET has_shortcuts = 0 WHERE id = ?', staff.userId);
  const page = await open();
  await page.goto(`${site.url}/admin/comments`);
  assert.equal(await page.locator('#keys').count(), 0);
  for (const key of ['j', 'a']) await page.keyboard.press(key);
  assert.equal(await page.evaluate(() => document.activeElement.tagName),
    'BODY');
  sql(site, 'UPDATE user SET has_shortcuts = 1 WHERE id = ?', staff.userId);
  await page.context().close();
});

test('it all works without JavaScript, several at once too', async () => {
  const page = await open({ javaScriptEnabled: false, width: 375 });
  await page.goto(`${site.url}/admin/comments`);
  for (const box of await page.locator('input[name=pick]').all())
    await box.check();
  await page.click('button[form=bulk][value=remove]');
  await page.selectOption('#f-reason', 'topic');
  await page.click('.btn.stop');
  assert.match(await page.textContent('.done'), /2 comments were removed/);
  await page.click('.done button');
  assert.equal(sql(site, `SELECT count(*) FROM comment WHERE id > 2000
    AND state = 'held'`)[0][0], 2);
  await page.context().close();
});

test('a conflict, the reasons and the page of several have no barriers', async () => {
  const page = await open({ bypassCSP: true });
  await page.goto(`${site.url}/admin/comments/2001`);
  await page.click('summary[data-key=t]');
  await assertAxe(page);
  sql(site, `UPDATE comment SET version = 2, body = 'Other words'
    WHERE id = 2001`);
  sql(site, `INSERT INTO comment_revision (comment_id, version, author_name,
    body, actor, created_at) VALUES (2001, 1, 'Guest', 'Words of 2001',
    'user 1', unixepoch())`);
  await page.click('button[value=publish]');
  assert.match(await page.textContent('.problem'), /not as you read it/);
  await assertAxe(page);
  await page.goto(`${site.url}/admin/comments`);
  await page.check('#comment-2001 input[name=pick]');
  await page.click('button[form=bulk][value=remove]');
  await assertAxe(page);
  await page.context().close();
});
