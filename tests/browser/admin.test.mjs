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

let site, browser, client, paths;
before(async () => {
  site = await startInstance();
  ({ client, paths } = await staffPages(site));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

async function openAs(options = {}) {
  const page = await openPage(browser, options);
  await page.context().addCookies(Object.entries(client.jar)
    .map(([name, value]) => ({ name, value, url: site.url })));
  return page;
}

// One page after another, so that the list need not be known before; faults
// of all of them are told together.
async function onEach(options, check) {
  const page = await openAs({ bypassCSP: Boolean(options.script), ...options });
  if (options.script) await page.addInitScript(options.script);
  const faults = [];
  for (const path of paths)
    try {
      const answer = await page.goto(site.url + path);
      assert.ok(answer.status() < 500, `${answer.status()}`);
      await check(page, path);
      assertNoFaults(page);
    } catch (error) {
      faults.push(`${path}: ${error.message.slice(0, 600)}`);
      page.faults.length = 0;
    }
  await page.context().close();
  assert.deepEqual(faults, []);
}

const looks = async (page) => {
  await assertReflow(page);
  await assertAxe(page);
};

test('no axe violation, no fault, wide and light', () =>
  onEach({ width: 1280 }, looks));
test('no axe violation, no fault, on a phone in the dark', () =>
  onEach({ width: 375, colorScheme: 'dark' }, looks));
test('no axe violation, no sideways scroll at 320 px', () =>
  onEach({ width: 320 }, looks));

test('targets are large enough, the outline whole, wide spacing fits', () =>
  onEach({ width: 375, script: inPage }, async (page) => {
    assert.deepEqual(await page.evaluate('looks.outlineFaults()'), []);
    assert.deepEqual(await page.evaluate('looks.smallTargets()'), []);
    await page.addStyleTag({ content: '* { line-height: 1.5 !important;' +
      'letter-spacing: .12em !important; word-spacing: .16em !important }' +
      'p { margin-bottom: 2em !important }' });
    assert.deepEqual(await page.evaluate('looks.cutOff()'), []);
  }));

test('text at 200 % does not scroll sideways', () =>
  onEach({ width: 1280, script: inPage }, async (page) => {
    await page.addStyleTag({ content: 'html { font-size: 200% !important }' });
    await assertReflow(page);
  }));

test('all there without JavaScript', () =>
  onEach({ javaScriptEnabled: false }, async (page, path) => {
    assert.equal(await page.locator('h1:visible').count(), 1);
    if (path.startsWith('/admin') && !/undo|preview$/.test(path))
      assert.ok(await page.locator('nav.staffnav, .staffnav').count() > 0);
  }));

test(`a first visit takes at most ${BYTES_MAX} bytes`, async () => {
  const faults = [];
  for (const path of paths) {
    const page = await openAs();
    const network = await page.context().newCDPSession(page);
    let sum = 0;
    network.on('Network.loadingFinished', (end) => {
      sum += end.encodedDataLength;
    });
    await network.send('Network.enable');
    await page.goto(site.url + path, { waitUntil: 'networkidle' });
    await page.context().close();
    if (sum > BYTES_MAX || sum < 20_000) faults.push(`${path}: ${sum}`);
  }
  assert.deepEqual(faults, []);
});

test('no store keeps them and no search engine lists them', async () => {
  for (const path of paths) {
    const answer = await client.get(path);
    assert.equal(answer.headers['cache-control'], 'no-store', path);
    assert.match(answer.headers['x-robots-tag'], /noindex/, path);
  }
});

test('the W3C checker finds nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-vnu-'));
  const files = [];
  for (const [i, path] of paths.entries()) {
    const file = join(folder, `${i}${path.replace(/[^a-z0-9]+/g, '-')}.html`);
    writeFileSync(file, (await client.get(path)).body);
    files.push(file);
  }
  const got = spawnSync('java', ['-Xss4m', '-jar', vnuJar, ...files],
    { encoding: 'utf8' });
  rmSync(folder, { recursive: true });
  assert.equal(got.stderr.slice(0, 4000), '');
});
