// A comment is reported, and words are listed, with nothing but the keyboard,
// with and without JavaScript.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAxe, assertNoFaults, assertReflow, launch, openPage }
  from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const TABS = 25; // at most, from the skip link to what the page is for

let site, browser;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

let count = 0;
async function published() {
  const answer = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Marisol', email: 'marisol@example.org', website: '', topic: '',
    body: `Comment ${++count}, with *stress*.` });
  const [id] = answer.headers.location.match(/\d+$/);
  site.run('comment', 'publish', id);
  return id;
}

async function tabTo(page, selector) {
  for (let i = 0; i < TABS; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) =>
      document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is more than ${TABS} Tabs away on ${page.url()}`);
}

async function go(page, key) {
  const [answer] = await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press(key)]);
  return answer;
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without JavaScript';

  test(`a report by keyboard${how}`, async () => {
    const id = await published();
    const page = await openPage(browser, { javaScriptEnabled });
    await page.goto(`${site.url}/comments/${id}/report`);
    await tabTo(page, 'input[value="hurtful"]');
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowDown');
    await tabTo(page, '#r-note');
    await page.keyboard.insertText('It names my street.');
    await tabTo(page, 'form .btn');
    const answer = await go(page, 'Enter');
    assert.equal(answer.status(), 200);
    assert.match(await page.locator('h1').textContent(), /Thank you/);
    await tabTo(page, '.act a');
    await go(page, 'Enter');
    assert.equal(new URL(page.url()).hash, '#talk');
    assert.deepEqual(sql(site, 'SELECT reason, note FROM comment_report' +
      ' WHERE comment_id = ?', id), [['private', 'It names my street.']]);
    if (javaScriptEnabled) assertNoFaults(page);
    await page.context().close();
  });

  test(`a report with errors leads to what is wrong${how}`, async () => {
    const id = await published();
    const page = await openPage(browser, { javaScriptEnabled, width: 320 });
    await page.goto(`${site.url}/comments/${id}/report`);
    await page.locator('input[name="reason"]').first().check();
    await page.locator('#r-note').fill('x'.repeat(501));
    await tabTo(page, 'form .btn');
    const answer = await go(page, 'Enter');
    assert.equal(answer.status(), 422);
    assert.ok(await page.locator('.problem').evaluate((box) =>
      box === document.activeElement));
    await tabTo(page, '.problem a');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.hash === '#r-note');
    assert.equal(await page.locator('#r-note').inputValue(), 'x'.repeat(501));
    assert.ok(await page.locator('input[value="hurtful"]').isChecked());
    if (javaScriptEnabled) {
      await assertAxe(page);
      await assertReflow(page);
    }
    await page.context().close();
  });

  test(`a word is listed, and all comments held, by keyboard${how}`,
    async () => {
      const staff = signedIn(site, 'moderator');
      const page = await openPage(browser, { javaScriptEnabled });
      await page.context().addCookies(Object.entries(staff.jar)
        .map(([name, value]) => ({ name, value, url: site.url })));
      await page.goto(`${site.url}/admin/settings`);
      await tabTo(page, 'button[value="on"]');
      await go(page, 'Enter');
      assert.match(await page.locator('main').textContent(),
        /Every comment is held/);
      await tabTo(page, '#f-word');
      await page.keyboard.insertText(`Casino ${javaScriptEnabled}`);
      await go(page, 'Enter');
      assert.match(await page.locator('table').textContent(),
        new RegExp(`casino ${javaScriptEnabled}`));
      if (javaScriptEnabled) await assertAxe(page);
      await tabTo(page, 'button[value="off"]');
      await go(page, 'Enter');
      assert.deepEqual(sql(site, 'SELECT value FROM setting'), [['0']]);
      await page.context().close();
    });
}
