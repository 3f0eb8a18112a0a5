// What people come to do, with nothing but the keyboard, with and without
// JavaScript; and forms that are filled in badly.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launch, openPage } from '../lib/browser.mjs';
import { startInstance } from '../lib/instance.mjs';

const TABS = 25; // at most, from the skip link to what the page is for

let site, browser, program;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  browser = await launch();
  program = (await site.get('/programs?q=kinship')).text
    .match(/href="(\/programs\/[a-z0-9-]+)"/)[1];
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

// Tab until the focus is on what selector means; fail after so many.
async function tabTo(page, selector, most = TABS) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) =>
      document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`${selector} is more than ${most} Tabs away on ${page.url()}`);
}

// Follow the link at hand to a place on the same page.
async function jump(page, hash) {
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.hash === hash);
}

async function skip(page) {
  await tabTo(page, '.skip', 1);
  await jump(page, '#main');
}

// Press key, and wait for the page that it leads to.
async function go(page, key = 'Enter') {
  const [answer] = await Promise.all([
    page.waitForNavigation({ waitUntil: 'load' }), page.keyboard.press(key)]);
  return answer;
}

async function type(page, id, text) {
  await tabTo(page, `#${id}`);
  await page.keyboard.insertText(text);
}

async function findProgram(page) {
  await page.goto(site.url);
  await skip(page);
  await type(page, 'q', 'kinship');
  await tabTo(page, '.finder button');
  await go(page);
  // The list begins at what was found; the first Tab is past the filters.
  assert.equal(new URL(page.url()).hash, '#found');
  await tabTo(page, '.entry h3 a', 12);
  await go(page);
  assert.match(await page.locator('h1').textContent(), /kinship/i);
}

async function writeComment(page, body) {
  await skip(page);
  await tabTo(page, '.act a[href="#talk"]');
  await jump(page, '#talk');
  await type(page, 'c-name', 'Marisol');
  await type(page, 'c-email', 'marisol@example.org');
  await type(page, 'c-body', body);
  await tabTo(page, 'button[name="preview"]');
  await go(page);
  assert.equal(await page.locator('#by-preview').textContent(), 'Marisol');
  await skip(page);
  await tabTo(page, '.reply button:not([name])');
  await go(page, 'Space');
}

const noteWith = (page, text) =>
  page.locator('.note', { hasText: text }).count();

for (const javaScriptEnabled of [true, false])
  test('find, read, write, look and post, by keyboard, ' +
    `${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async () => {
    const body = `A true word (${javaScriptEnabled}).`;
    const page = await openPage(browser, { javaScriptEnabled });
    const other = await openPage(browser, { javaScriptEnabled });
    await findProgram(page);
    const path = new URL(page.url()).pathname;
    await writeComment(page, body);

    const [, id] = page.url().match(/#comment-(\d+)$/);
    assert.equal(await page.locator(`#comment-${id}.wait`).count(), 1);
    assert.equal(await noteWith(page, body), 1);
    await other.goto(site.url + path);
    assert.equal(await noteWith(other, body), 0);

    site.run('comment', 'publish', id);
    for (const reader of [page, other]) {
      await reader.goto(site.url + path);
      assert.equal(await noteWith(reader, body), 1);
      assert.equal(await reader.locator('.note.wait').count(), 0);
    }
    assert.deepEqual([...page.faults, ...other.faults], []);
    await page.context().close();
    await other.context().close();
  });

test('filters are ticked and taken back by keyboard on a small screen',
  async () => {
    const page = await openPage(browser, { width: 375 });
    await page.goto(`${site.url}/programs`);
    await skip(page);
    await tabTo(page, '.sift summary');
    await page.keyboard.press('Enter');
    await tabTo(page, 'input[name="type"][value="group"]');
    await page.keyboard.press('Space');
    await tabTo(page, '.sift button', 60);
    await go(page);
    assert.match(page.url(), /\/programs\?type=group#found$/);
    await tabTo(page, '.chip', 4);
    await go(page);
    assert.equal(page.url(), `${site.url}/programs#found`);
    await page.context().close();
  });

test('a reply is begun, and left again, by keyboard', async () => {
  const page = await openPage(browser);
  await page.goto(`${site.url}/about`);
  const form = { thread: 'about', key: 'about', name: 'Ana', website: '',
    email: 'ana@example.org', topic: '', body: 'First words here.' };
  const answer = await site.post('/comments', form);
  site.run('comment', 'publish', answer.headers.location.match(/\d+$/)[0]);
  await page.reload();
  await skip(page);
  await tabTo(page, '.note .do a');
  await go(page);
  await tabTo(page, '.reply a');
  assert.equal(await page.evaluate(() => document.activeElement.textContent),
    'Cancel reply');
  await go(page);
  assert.match(page.url(), /\/about#comment-\d+$/);
  await page.context().close();
});

// Forms -----------------------------------------------------------------

const GOOD = { name: 'Ana', email: 'ana@example.org', website: '',
  body: 'Words that are fine.' };
const WRONG = [
  ['name', 'empty', ''], ['name', 'only blanks', '   '],
  ['name', 'too long', 'n'.repeat(81)], ['name', 'of 4 KB', 'n'.repeat(4096)],
  ['email', 'empty', ''], ['email', 'wrong', 'ana at home'],
  ['email', 'with emoji', '🛶@example.org'],
  ['email', 'right to left', 'مرحبا'],
  ['email', 'of 4 KB', `${'a'.repeat(4084)}@example.org`],
  ['body', 'empty', ''], ['body', 'too long', 'b'.repeat(4001)],
  ['website', 'wrong', 'javascript:alert(1)'],
  ['website', 'with blanks', 'my own page'],
  ['website', 'of 4 KB', `https://example.org/${'w'.repeat(4076)}`],
];
const FINE = [
  ['name', 'of emoji', '🛶🌲'], ['name', 'right to left', 'ليلى'],
  ['body', 'of emoji', 'A canoe 🛶, a star ⭐ and a family 👩‍👧‍👦.'],
  ['body', 'right to left', 'شكرا جزيلا على هذا البرنامج'],
  ['body', 'of 4 KB', `${'word '.repeat(799)}words`],
  ['website', 'without scheme', 'example.org/me'],
];

async function fill(page, fields) {
  await page.goto(site.url + program);
  // The browser would not send it; somebody else's might.
  await page.evaluate(() => {
    document.querySelector('.reply form').noValidate = true;
  });
  for (const [name, value] of Object.entries(fields))
    await page.locator(`#c-${name}`).fill(value);
  const [answer] = await Promise.all([page.waitForNavigation(),
    page.locator('.reply button:not([name])').press('Enter')]);
  return answer;
}

// The summary has the focus and leads to each field, which says the same.
async function checkSummary(page, field) {
  assert.match(await page.title(), /^Error:/);
  assert.equal(await page.evaluate(() => document.activeElement.className),
    'problem');
  const links = await page.locator('.problem li a').all();
  assert.equal(links.length, 1);
  assert.equal(await links[0].getAttribute('href'), `#c-${field}`);
  assert.equal(await links[0].textContent(),
    await page.locator(`#c-${field}-error`).textContent());
  const control = page.locator(`#c-${field}`);
  assert.equal(await control.getAttribute('aria-invalid'), 'true');
  const ids = (await control.getAttribute('aria-describedby')).split(' ');
  assert.ok(ids.includes(`c-${field}-error`));
  for (const id of ids) assert.equal(await page.locator(`#${id}`).count(), 1);
  await links[0].press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id),
    `c-${field}`);
}

describe('a comment form filled in', () => {
  for (const [field, how, value] of WRONG)
    test(`with a ${field} ${how} comes back with the text kept`, async () => {
      const page = await openPage(browser);
      const fields = { ...GOOD, body: `For ${field} ${how}`, [field]: value };
      const answer = await fill(page, fields);
      assert.equal(answer.status(), 422);
      await checkSummary(page, field);
      for (const [name, typed] of Object.entries(fields))
        assert.equal(await page.locator(`#c-${name}`).inputValue(), typed,
          name);
      assert.deepEqual(page.faults, []);
      await page.context().close();
    });

  for (const [field, how, value] of FINE)
    test(`with a ${field} ${how} is taken as it is`, async () => {
      const page = await openPage(browser);
      await fill(page, { ...GOOD, body: `With ${field} ${how}`,
        [field]: value });
      const note = page.locator(`#${new URL(page.url()).hash.slice(1)}`);
      if (field === 'body')
        assert.equal((await note.locator('.prose').textContent()).trim(),
          value);
      if (field === 'website')
        assert.equal(await note.locator('.who a').last().getAttribute('href'),
          `https://${value}`);
      await page.context().close();
    });

  test('with every field wrong names each, without JavaScript too',
    async () => {
      const page = await openPage(browser, { javaScriptEnabled: false });
      // The browser itself lets these pass.
      await fill(page, { name: ' ', email: 'a@b', body: ' ', website: 'y z' });
      assert.deepEqual(await page.locator('.problem li a').evaluateAll(
        (links) => links.map((link) => link.getAttribute('href'))),
      ['#c-name', '#c-email', '#c-body', '#c-website']);
      assert.equal(await page.evaluate(() => document.activeElement.className),
        'problem');
      await page.context().close();
    });
});
