// What axe cannot see: text over a picture, the way of the Tab key, the size
// of targets, wide text spacing, bytes of a first visit, other ways of seeing.
import assert from 'node:assert/strict';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { assertAxe, launch, openPage, PAGES, realPages, SCHEMES }
  from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';
import { audit } from '../lib/lighthouse.mjs';
import { inPage } from '../lib/looks.mjs';

const BYTES_MAX = 50_000;
// The Tab key takes its time; one page of each template is enough for it.
const SAME_TEMPLATE = ['/programs', '/programs?page=2', '/programs?q=zzzqqq',
  '/programs?near=55805&age=12', '/counties/kittson', '/dashboard/quality'];

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

// Run check on path in a page of its own, with the helpers of lib/looks.mjs
// as window.looks.
async function inBrowser(path, options, check) {
  const page = await openPage(browser, { bypassCSP: true, ...options });
  await page.addInitScript(inPage);
  await page.goto(site.url + path);
  try {
    return await check(page);
  } finally {
    await page.context().close();
  }
}

describe('every kind of page', { concurrency: 3 }, () => {
  for (const [i, name] of PAGES.entries()) {
    test(`${name}: a first visit takes at most ${BYTES_MAX} bytes`, async () => {
      const page = await openPage(browser);
      const network = await page.context().newCDPSession(page);
      const sizes = [], urls = new Map();
      network.on('Network.responseReceived', ({ requestId, response }) =>
        urls.set(requestId, response.url.replace(site.url, '')));
      network.on('Network.loadingFinished', (end) =>
        sizes.push([urls.get(end.requestId), end.encodedDataLength]));
      await network.send('Network.enable');
      await page.goto(site.url + paths[i], { waitUntil: 'networkidle' });
      await page.context().close();
      const sum = sizes.reduce((all, [, bytes]) => all + bytes, 0);
      assert.ok(sizes.length > 4 && sum > 20_000, `only ${sum} bytes seen`);
      assert.ok(sum <= BYTES_MAX, `${sum}: ${sizes.join(' ')}`);
    });

    test(`${name}: targets are large, the outline whole, wide spacing fits`,
      () => inBrowser(paths[i], { width: 375 }, async (page) => {
        assert.deepEqual(await page.evaluate('looks.outlineFaults()'), []);
        assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
        await page.setViewportSize({ width: 1280, height: 900 });
        assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
        await page.addStyleTag({ content: '* { line-height: 1.5 !important;' +
          'letter-spacing: .12em !important; word-spacing: .16em !important }' +
          'p { margin-bottom: 2em !important }' });
        for (const width of [320, 1280]) {
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await page.evaluate('looks.cutOff()'), []);
        }
      }));
  }

  for (const [i, name] of PAGES.entries()) {
    if (SAME_TEMPLATE.includes(name)) continue;
    test(`${name}: each stop of the Tab key is ringed, and not covered`,
      () => inBrowser(paths[i], { reducedMotion: 'reduce' }, async (page) => {
        const faults = new Set();
        let stops = 0;
        for (; stops < 250; stops++) {
          await page.keyboard.press('Tab');
          const fault = await page.evaluate('looks.focusFault()');
          if (fault === 'end') break;
          if (fault) faults.add(fault);
        }
        assert.ok(stops > 5, `only ${stops} stops`);
        assert.deepEqual([...faults].slice(0, 8), []);
      }));
  }
});

test('text over the picture stands out from it at every width', async () => {
  for (const path of ['/', '/programs'])
    for (const width of [320, 375, 768, 1280, 1920])
      await inBrowser(path, { width }, async (page) => {
        await page.evaluate('document.fonts.ready');
        const texts = await page.evaluate(
          'looks.textLines(document.querySelector(".shore .wrap"))');
        assert.ok(texts.length >= 2);
        await page.addStyleTag({ content:
          '.shore .wrap * { color: transparent !important }' });
        for (const { color, ...clip } of texts) {
          const shot = await page.screenshot({ clip });
          const contrast = await page.evaluate(([png, text]) =>
            window.looks.contrastOnPicture(png, text),
          [`data:image/png;base64,${shot.toString('base64')}`, color]);
          assert.ok(contrast >= 4.5,
            `${path} at ${width} px: ${contrast.toFixed(2)} to 1`);
        }
      });
});

test('forced colors keep bars, map, tags and the current page visible',
  () => inBrowser('/dashboard', { forcedColors: 'active' }, async (page) => {
    const seen = await page.evaluate(() => {
      const style = (selector) =>
        getComputedStyle(document.querySelector(selector));
      return {
        bar: style('.bullet .bar').fill, track: style('.bullet .b1').fill,
        current: style('.mainnav a[aria-current]').outlineStyle,
        deep: style('.map .d4').fill, none: style('.map .d0').fill,
        card: style('.area').borderTopStyle,
      };
    });
    assert.notEqual(seen.bar, seen.track);
    assert.notEqual(seen.deep, seen.none);
    assert.notEqual(seen.current, 'none');
    assert.notEqual(seen.card, 'none');
  }));

test('more contrast frames every card; less motion moves nothing', async () => {
  await inBrowser('/dashboard', { contrast: 'more' }, async (page) =>
    assert.equal(await page.evaluate(() =>
      getComputedStyle(document.querySelector('.area')).borderTopStyle),
    'solid'));
  await inBrowser('/programs', { reducedMotion: 'reduce' }, async (page) =>
    assert.equal(await page.evaluate(() =>
      [...document.querySelectorAll('*')].filter((e) =>
        parseFloat(getComputedStyle(e).transitionDuration) > 0).length), 0));
});

const pagesOf = (pdf) =>
  pdf.toString('latin1').match(/\/Type\s*\/Page\b(?!s)/g).length;

test('a program prints on one page', async () => {
  const programs = paths.filter((path) => path.startsWith('/programs/'));
  for (const path of programs)
    await inBrowser(path, {}, async (page) =>
      assert.equal(pagesOf(await page.pdf({ format: 'Letter' })), 1));
});

test('the list prints in two columns, without navigation and forms',
  () => inBrowser('/programs', {}, async (page) => {
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 720, height: 960 });
    const { lefts, shown } = await page.evaluate(() => ({
      lefts: new Set([...document.querySelectorAll('.list > li')]
        .map((e) => Math.round(e.getBoundingClientRect().left))).size,
      shown: [...document.querySelectorAll('nav, form, button, input')]
        .filter((e) => e.checkVisibility()).map((e) => e.outerHTML.slice(0, 80)),
    }));
    assert.equal(lefts, 2);
    assert.deepEqual(shown, []);
  }));

// What nginx says itself: an odd method, a body too large, no app.
test('the pages of nginx have their look, and axe finds nothing', async () => {
  const socket = join(site.state, 'run/app.sock');
  const visits = {
    405: async (page) => {
      await page.route('**/about', (route) =>
        route.continue({ method: 'DELETE' }));
      return page.goto(`${site.url}/about`);
    },
    413: async (page) => {
      await page.route('**/comments', (route) => route.continue({
        method: 'POST', postData: 'a'.repeat(70_000) }));
      return page.goto(`${site.url}/comments`);
    },
    503: async (page) => {
      renameSync(socket, `${socket}.away`);
      try {
        return await page.goto(`${site.url}/programs?q=nobody`);
      } finally {
        renameSync(`${socket}.away`, socket);
      }
    },
  };
  for (const [status, visit] of Object.entries(visits))
    for (const colorScheme of SCHEMES)
      await inBrowser('/', { colorScheme, width: 375 }, async (page) => {
        assert.equal((await visit(page)).status(), Number(status));
        assert.equal(await page.evaluate(() => getComputedStyle(
          document.querySelector('header svg')).fill), 'rgb(255, 210, 119)');
        assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
        await assertAxe(page);
      });
});

test('Lighthouse has nothing against the home page', async () => {
  for (let n = 0; n < 3; n++) await site.get('/');
  const { scores, bytes, faults } = await audit(`${site.url}/`, 'phone');
  delete scores.performance; // the sanitizer build is slow
  assert.deepEqual(scores,
    { accessibility: 100, 'best-practices': 100, seo: 100 }, `${faults}`);
  assert.ok(bytes <= BYTES_MAX, `${bytes} bytes`);
});
