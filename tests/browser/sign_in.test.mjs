// Every page on the way through a sign-in, in Chromium: axe, reflow, no
// console or CSP fault, targets, no need of a script; and all of them before
// the W3C checker.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { assertAxe, assertNoFaults, assertReflow, launch, openPage, vnuJar }
  from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { inPage } from '../lib/looks.mjs';
import { signInConfig, signInPages } from '../lib/sign_in_pages.mjs';

const FIELDS = { name: 'Pat', email: 'pat@example.org',
  body: 'My son met Kai here.\n\nThey build birdhouses.' };
let site, browser, pages;

before(async () => {
  site = await startInstance({ config: signInConfig() });
  pages = await signInPages(site, FIELDS);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

// What leads on to a provider stays here: 204 is no page.
async function open({ path, jar }, options) {
  const page = await openPage(browser, { bypassCSP: Boolean(options.script),
    ...options });
  if (options.script) await page.addInitScript(options.script);
  await page.context().addCookies(Object.entries(jar)
    .map(([name, value]) => ({ name, value, url: site.url })));
  await page.route((url) => url.origin !== site.url,
    (route) => route.fulfill({ status: 204 }));
  await page.goto(site.url + path);
  return page;
}

async function onEach(options, check) {
  const faults = [], waiting = [...pages];
  await Promise.all([1, 2].map(async () => {
    while (waiting.length) {
      const one = waiting.shift();
      const page = await open(one, options);
      try {
        await check(page, one);
        page.faults = page.faults.filter((fault) =>
          !/status of 50[23]|^https:\/\/x\.com\//.test(fault));
        assertNoFaults(page);
      } catch (error) {
        faults.push(`${one.what}: ${error.message.slice(0, 600)}`);
      }
      await page.context().close();
    }
  }));
  assert.deepEqual(faults, []);
}

for (const colorScheme of ['light', 'dark'])
  test(`${colorScheme}: no axe violation, no fault, no sideways scroll`, () =>
    onEach({ colorScheme, script: inPage }, async (page) => {
      for (const width of [1280, 375, 320]) {
        await page.setViewportSize({ width, height: 900 });
        await assertReflow(page);
        if (width !== 320) await assertAxe(page);
      }
      assert.deepEqual(await page.evaluate('looks.outlineFaults()'), []);
      assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
    }));

test('all there without JavaScript', () =>
  onEach({ javaScriptEnabled: false }, async (page) => {
    assert.equal(await page.locator('h1:visible').count(), 1);
    assert.ok(await page.locator('main a:visible, main button:visible')
      .count() > 0);
  }));

test('in the comment form Enter posts, it signs nobody in', async () => {
  const page = await open({ path: '/about', jar: {} }, {});
  const first = await page.locator('form[action="/comments"] button').first()
    .textContent();
  assert.equal(first.trim(), 'Post comment');
  await page.context().close();
});

test('the W3C checker finds nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-vnu-'));
  for (const [i, page] of pages.entries())
    writeFileSync(join(folder, `${i}.html`), (await page.get()).text);
  const { stderr } = spawnSync('java', ['-jar', vnuJar, '--skip-non-html',
    folder], { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(stderr.replaceAll(/file:\S*\/(\d+)\.html/g,
    (_, i) => pages[i].what), '');
});
