// Every kind of page in Chromium: axe, reflow, no console or CSP fault, and
// no need of a script; and all of them before the W3C checker.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PAGES, SCHEMES, WIDTHS, assertAxe, assertNoFaults, assertReflow,
  launch, openPage, realPages, vnuJar } from '../lib/browser.mjs';
import { root, startInstance } from '../lib/instance.mjs';

let site, browser, paths;
before(async () => {
  site = await startInstance();
  paths = await realPages(site);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

describe('every kind of page', { concurrency: 3 }, () => {
  for (const [i, name] of PAGES.entries()) {
    for (const colorScheme of SCHEMES)
      test(`${name}: no axe violation, no fault, no sideways scroll, ${colorScheme}`,
        async () => {
          const page = await openPage(browser, { colorScheme });
          for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            await page.goto(site.url + paths[i]);
            await assertReflow(page);
            await assertAxe(page);
          }
          assertNoFaults(page);
          await page.context().close();
        });

    test(`${name}: text at 200 % does not scroll sideways`, async () => {
      const page = await openPage(browser, { bypassCSP: true });
      await page.goto(site.url + paths[i]);
      await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
      await assertReflow(page);
      await page.context().close();
    });

    test(`${name}: all there without JavaScript`, async () => {
      const page = await openPage(browser, { javaScriptEnabled: false });
      await page.goto(site.url + paths[i]);
      assert.equal(await page.locator('h1:visible').count(), 1);
      assert.ok(await page.locator('main a:visible').count() > 0);
      assertNoFaults(page);
      await page.context().close();
    });
  }
});

test('the skip link is the first stop and leads to main', async () => {
  const page = await openPage(browser);
  for (const path of ['/', '/programs', '/dashboard']) {
    await page.goto(site.url + path);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.className),
      'skip');
    const box = await page.locator('.skip').boundingBox();
    assert.ok(box.y >= 0 && box.height >= 24);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() =>
      document.querySelector('main').contains(document.activeElement)));
  }
  await page.context().close();
});

test('every stop of the Tab key shows where it is', async () => {
  const page = await openPage(browser);
  for (const path of ['/', '/programs', '/about']) {
    await page.goto(site.url + path);
    for (let i = 0; i < 25; i++) {
      await page.keyboard.press('Tab');
      const bare = await page.evaluate(() => {
        const e = document.activeElement;
        if (!e || e === document.body) return null;
        const ringed = (x) => {
          const style = getComputedStyle(x);
          return (style.outlineStyle !== 'none' &&
            parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
        };
        for (let x = e; x && x !== document.body; x = x.parentElement)
          if (ringed(x)) return null;
        return ringed(e) || getComputedStyle(e, '::after').outlineStyle !== 'none'
          ? null : e.outerHTML.slice(0, 120);
      });
      assert.equal(bare, null);
    }
  }
  await page.context().close();
});

test('the W3C checker finds nothing in pages and style sheets', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-vnu-'));
  for (const [i, path] of paths.entries())
    writeFileSync(join(folder, `${i}.html`), (await site.get(path)).text);
  cpSync(join(root, 'src/conf/errors'), join(folder, 'nginx'),
    { recursive: true });
  const html = spawnSync('java', ['-jar', vnuJar, '--skip-non-html', folder],
    { encoding: 'utf8' });
  const css = spawnSync('java', ['-jar', vnuJar, '--skip-non-css',
    join(root, 'static/css'), join(root, 'src/conf/errors')],
  { encoding: 'utf8' });
  const said = (html.stderr + css.stderr).replaceAll(/file:\S*\/(\d+)\.html/g,
    (_, i) => paths[i]);
  rmSync(folder, { recursive: true });
  assert.equal(said, '');
});
