// The listing editor with the keyboard alone, without scripts, and as axe
// sees it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { assertAxe, assertNoFaults, assertReflow, launch, openPage } from
  '../lib/browser.mjs';
import { changed, edit, formPairs, send } from '../lib/editor.mjs';
import { startInstance } from '../lib/instance.mjs';
import { inPage } from '../lib/looks.mjs';
import { signedIn } from '../lib/staff.mjs';

const COMPLETE = { name: 'Lantern Mentors', organization: 'Lantern Friends',
  new_organization: '1', summary: 'They read together by the lake.',
  types: ['group'], phone: '218-555-0100', city: 'Duluth', zip: '55805',
  description: 'Every **Tuesday**.', counties: ['27137', '27017'] };

let site, browser, ann, bo, path;

before(async () => {
  site = await startInstance();
  ann = signedIn(site, 'editor', { email: 'ann@example.org', name: 'Ann Ahl' });
  bo = signedIn(site, 'editor', { email: 'bo@example.org', name: 'Bo Berg' });
  browser = await launch();
  const made = await edit(ann, '/admin/programs/new', COMPLETE, 'publish');
  path = made.headers.location.replace(/\?.*/, '');
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function open(options = {}, client = ann) {
  const page = await openPage(browser, options);
  await page.context().addCookies(Object.entries(client.jar).map(
    ([name, value]) => ({ name, value, url: site.url })));
  return page;
}

// Tab until the element is focused; how often.
async function tabTo(page, selector, most = 25) {
  for (let n = 1; n <= most; n++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((what) =>
      document.activeElement.matches(what), selector)) return n;
  }
  assert.fail(`${selector} takes more than ${most} Tabs`);
}

async function skipTo(page, address) {
  await page.goto(site.url + address);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
}

test('edit, save and restore with the keyboard alone, without scripts',
  async () => {
    const page = await open({ javaScriptEnabled: false });
    await page.goto(site.url + path);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    const heldBy = async (what) =>
      page.locator(':focus').evaluate((e, sel) => e.matches(sel), what);
    let tabs = 1;
    while (!await heldBy('a[href="#part-head"]') && tabs < 25) {
      await page.keyboard.press('Tab');
      tabs++;
    }
    await page.keyboard.press('Enter'); // jump to the first part
    while (!await heldBy('#f-summary') && tabs < 25) {
      await page.keyboard.press('Tab');
      tabs++;
    }
    assert.ok(tabs < 25, `${tabs} Tabs to the summary`);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('They read by lantern light.');
    for (let back = 0; !await heldBy('button[value="publish"]'); back++) {
      assert.ok(back < 25, 'the button above is near');
      await page.keyboard.press('Shift+Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=/);
    assert.equal(await page.inputValue('#f-summary'),
      'They read by lantern light.');
    await page.goto(`${site.url}${path}/revisions/1`);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    for (tabs = 1; !await heldBy('form[action$="restore"] button'); tabs++) {
      assert.ok(tabs < 25, 'Tabs to restore');
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(/done=/);
    assert.equal(await page.inputValue('#f-summary'), COMPLETE.summary);
    await page.context().close();
  });

test('the main buttons are near the skip link', async () => {
  const page = await open();
  await skipTo(page, path);
  assert.ok(await tabTo(page, 'button[value="publish"]') <= 25);
  await page.context().close();
});

test('leaving asks first, and what was typed is kept by script', async () => {
  const page = await open();
  await page.clock.install();
  await page.goto(site.url + path);
  await page.fill('#f-cost', 'A smile');
  await page.clock.fastForward(21_000);
  await page.waitForFunction(() =>
    /Draft saved/.test(document.querySelector('[data-saving]').textContent));
  assert.match((await ann.get(path)).text, /You have unsaved changes/);
  // What has no body ends early, as Chromium tells it.
  page.faults = page.faults.filter((text) => !/draft net::ERR_ABORTED/.test(text));
  assertNoFaults(page);
  await page.context().close({ runBeforeUnload: false });
});

// What came back to Bo: both texts, and the form with its faults. (The pages
// with an address of their own are looked at in admin.test.mjs.)
async function answers() {
  const stale = (await bo.get(path)).text;
  await edit(ann, path, { summary: 'Ann wrote this sentence.', cost: 'Free',
    note: 'They called' }, 'publish');
  const pairs = changed(formPairs(stale, path), { waiting_time: 'None',
    summary: 'Bo wrote that sentence.', do: 'publish' });
  const got = [];
  for (const [fields, status] of [[pairs, 409],
    [changed(pairs, { name: '', phone: '1' }), 422]]) {
    const answer = await send(bo, path, fields);
    assert.equal(answer.status, status);
    got.push(answer.text);
  }
  return got;
}

test('the pages of a conflict and of bad input stand every look', async () => {
  const [both, bad] = await answers();
  for (const [text, width, colorScheme] of [[both, 1280, 'light'],
    [both, 375, 'dark'], [both, 320, 'light'], [bad, 1280, 'dark'],
    [bad, 375, 'light']]) {
    const page = await open({ width, colorScheme, bypassCSP: true }, bo);
    await page.addInitScript(inPage);
    await page.route('**/answer', (route) =>
      route.fulfill({ contentType: 'text/html', body: text }));
    await page.goto(`${site.url}/answer`);
    await assertAxe(page);
    await assertReflow(page);
    assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
    assert.deepEqual(await page.evaluate('looks.outlineFaults()'), []);
    assertNoFaults(page);
    await page.context().close();
  }
});
