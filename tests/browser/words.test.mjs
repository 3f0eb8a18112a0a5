// Words that are 40 % longer still fit a small phone.
import { after, before, test } from 'node:test';
import { assertReflow, launch, openPage } from '../lib/browser.mjs';
import { startGreek } from '../lib/greek.mjs';

let site, browser;
before(async () => {
  site = await startGreek();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

for (const path of ['/', '/about', '/programs', '/programs?page=2',
  '/programs?county=itasca&type=team&age=12&q=%CE%B4%CE%B5%CE%BD',
  '/programs?near=55805&view=map', '/programs/greek-1', '/programs/greek-2',
  '/programs/greek-3', '/programs/greek-99', '/counties', '/counties/st-louis',
  '/counties/kittson', '/dashboard', '/dashboard/network',
  '/dashboard/corrections', '/nothing'])
  test(`${path} does not scroll sideways at 320 px in longer words`,
    async () => {
      const page = await openPage(browser, { width: 320 });
      await page.goto(site.url + path);
      await page.locator('details').evaluateAll((all) =>
        all.forEach((details) => { details.open = true; }));
      await assertReflow(page);
      await page.context().close();
    });
