// Every page that staff open, in Chromium: axe, reflow, no console or CSP
// fault, targets, bytes of a first visit, no need of a script; and all of them
// before the W3C checker.
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
import { staffPages } from '../lib/staff_pages.mjs';

const BYTES_MAX = 80_000;

let site, browser, client, paths, reader;
before(async () => {
  site = await startInstance();
  ({ client, paths, reader } = await staffPages(site));
  paths.push(...reader.paths.map((path) => path + READER));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

// Pages that a reader opens, among those of staff.
const READER = '#reader';

// Who signs in, or has deleted the account, is nobody.
const isPublic = (path) => /^\/(sign-in|me\/deleted)/.test(path);

const visitorOf = (path) => isPublic(path) ? site :
  path.endsWith(READER) ? reader.client : client;
const getAs = (path, options) =>
  visitorOf(path).get(path.replace(READER, ''), options);

async function openAs(path, options = {}) {
  const page = await openPage(browser, options);
  if (!isPublic(path))
    await page.context().addCookies(Object.entries(visitorOf(path).jar)
      .map(([name, value]) => ({ name, value, url: site.url })));
  return page;
}

// One page after another in two windows, so that the list need not be known
// before; faults of all of them are told together.
async function onEach(options, check) {
  const faults = [], waiting = [...paths];
  const visit = async (path) => {
    const page = await openAs(path,
      { bypassCSP: Boolean(options.script), ...options });
    if (options.script) await page.addInitScript(options.script);
    try {
      const answer = await page.goto(site.url + path);
      assert.ok(answer.status() < 500, `${answer.status()}`);
      await check(page, path);
      assertNoFaults(page);
    } catch (error) {
      faults.push(`${path}: ${error.message.slice(0, 600)}`);
    }
    await page.context().close();
  };
  await Promise.all([1, 2].map(async () => {
    while (waiting.length) await visit(waiting.shift());
  }));
  assert.deepEqual(faults, []);
}

test('wide and light: no axe violation, no fault', () =>
  onEach({ width: 1280 }, async (page) => {
    await assertReflow(page);
    await assertAxe(page);
  }));

const WIDE_SPACING = '* { line-height: 1.5 !important;' +
  'letter-spacing: .12em !important; word-spacing: .16em !important }' +
  'p { margin-bottom: 2em !important }';

test('on a phone in the dark: no axe violation, the outline whole, targets' +
  ' large enough; 320 px, wide spacing and text at 200 % fit', () =>
  onEach({ width: 375, colorScheme: 'dark', script: inPage }, async (page) => {
    await assertReflow(page);
    await assertAxe(page);
    assert.deepEqual(await page.evaluate('looks.outlineFaults()'), []);
    assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
    await page.setViewportSize({ width: 320, height: 900 });
    await assertReflow(page);
    const style = await page.addStyleTag({ content: WIDE_SPACING });
    assert.deepEqual(await page.evaluate('looks.cutOff()'), []);
    await page.setViewportSize({ width: 1280, height: 900 });
    await style.evaluate((element) => {
      element.textContent = 'html { font-size: 200% !important }';
    });
    await assertReflow(page);
  }));

test('all there without JavaScript', () =>
  onEach({ javaScriptEnabled: false }, async (page, path) => {
    assert.equal(await page.locator('h1:visible').count(), 1);
    // A preview is the public page, and mail leads to such: with its frame.
    const frame = isPublic(path) || path.endsWith(READER) ||
      /\/preview$|^\/(comments|moderate)\//.test(path) ?
      '.mainnav' : '.staffnav';
    assert.equal(await page.locator(`nav${frame}`).count(), 1);
  }));

// The Tab key takes its time: a page of each kind, its first stops.
const STOPS = 45;
test('each stop of the Tab key is ringed, and not covered', async () => {
  const kinds = [/^.admin$/, /tab=to-read/, /programs\/new$/, /network\/\w+$/,
    /users$/, /^.me$/, /^.me#reader$/, /^.sign-in$/];
  const faults = await Promise.all(kinds.map(async (kind) => {
    const path = paths.find((one) => kind.test(one));
    const page = await openAs(path,
      { bypassCSP: true, reducedMotion: 'reduce' });
    await page.addInitScript(inPage);
    await page.goto(site.url + path);
    const found = new Set();
    for (let stops = 0; stops < STOPS; stops++) {
      await page.keyboard.press('Tab');
      const fault = await page.evaluate('looks.focusFault()');
      if (fault === 'end') break;
      if (fault) found.add(`${path}: ${fault}`);
    }
    await page.context().close();
    return [...found].slice(0, 3);
  }));
  assert.deepEqual(faults.flat(), []);
});

// Tab until the element is focused, then press Enter.
async function tabInto(page, selector, most = 25) {
  for (let n = 0; n < most; n++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((what) =>
      document.activeElement.matches(what), selector)) {
      await Promise.all([page.waitForNavigation(),
        page.keyboard.press('Enter')]);
      return;
    }
  }
  assert.fail(`${selector} takes more than ${most} Tabs`);
}

test('from the queue to a published comment and back, by Tab and Enter',
  async () => {
    const page = await openAs('/admin');
    await page.goto(`${site.url}/admin`);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await tabInto(page, 'main tbody a.btn');
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await tabInto(page, 'button[value="publish"]');
    assert.match(await page.textContent('.done [role=status]'), /published/);
    await page.focus('.skip');
    await page.keyboard.press('Enter');
    await tabInto(page, '.done button');
    assert.equal(await page.locator('.done button').count(), 0);
    await page.context().close();
  });

test('a list that stands in a form is printed, without what is pressed',
  async () => {
    const page = await openAs('/admin/programs', { width: 700 });
    await page.emulateMedia({ media: 'print' });
    await page.goto(`${site.url}/admin/programs`);
    assert.ok(await page.locator('main tbody th:visible').count() > 10);
    assert.ok(await page.locator('main thead th:visible').count() > 3);
    assert.equal(await page.locator(
      'main :is(input, select, button):visible').count(), 0);
    await page.context().close();
  });

// Every page takes its own words and the same files.
test(`a first visit takes at most ${BYTES_MAX} bytes`, async () => {
  const wordsOf = async (path) => {
    const headers = { 'Accept-Encoding': 'gzip, br' };
    return (await getAs(path, { headers })).body.length;
  };
  let files = 0;
  for (const path of [paths[0], '/admin/programs/new', '/sign-in']) {
    const page = await openAs(path);
    const network = await page.context().newCDPSession(page);
    let sum = 0;
    network.on('Network.loadingFinished', (end) => {
      sum += end.encodedDataLength;
    });
    await network.send('Network.enable');
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
    await page.context().close();
    assert.ok(sum > 20_000);
    files = Math.max(files, sum - await wordsOf(path));
  }
  for (const path of paths) {
    const sum = files + await wordsOf(path);
    assert.ok(sum <= BYTES_MAX, `${path}: ${sum}`);
  }
});

test('no store keeps them and no search engine lists them', async () => {
  for (const path of paths) {
    const answer = await getAs(path);
    assert.equal(answer.headers['cache-control'], 'no-store', path);
    assert.match(answer.headers['x-robots-tag'], /noindex/, path);
  }
});

test('the W3C checker finds nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-vnu-'));
  const files = [];
  for (const [i, path] of paths.entries()) {
    const file = join(folder, `${i}${path.replace(/[^a-z0-9]+/g, '-')}.html`);
    const answer = await getAs(path);
    writeFileSync(file, answer.body);
    files.push(file);
  }
  const got = spawnSync('java', ['-Xss4m', '-jar', vnuJar, ...files],
    { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(got.stderr.slice(0, 4000), '');
});
