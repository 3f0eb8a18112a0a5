// Chromium for the browser tests (without its own windows, which take longer
// than our pages), and what every page has to stand.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium } from 'playwright-core';

import { sql } from './staff.mjs';
import { plant } from './talk.mjs';

export const WIDTHS = [1280, 375, 320];
export const SCHEMES = ['light', 'dark'];
export const vnuJar = createRequire(import.meta.url)
  .resolve('vnu-jar/build/dist/vnu.jar');

// Every kind of page there is, as an address and what to expect of it.
export const PAGES = ['/', '/about', '/programs', '/programs?page=2',
  '/programs?county=st-louis&type=group', '/programs?near=55805&age=12',
  '/programs?q=zzzqqq', '/programs?view=map', '/programs/SLUG',
  '/programs/TALK', '/programs/TALK?order=newest',
  '/programs/TALK?branch=ROOT', '/counties',
  '/counties/itasca', '/counties/kittson', '/dashboard', '/dashboard/network',
  '/dashboard/quality', '/dashboard/corrections', '/about/privacy',
  '/comments/COMMENT/report', '/comments/COMMENT/report/thanks', '/no-such-page'];

// A comment, published and reported, on a page that is not in the list.
async function reportedComment(site) {
  const answer = await site.post('/comments', { thread: 'area', key: 'policy',
    name: 'Ada', email: 'ada@example.org', website: '', topic: '',
    body: 'Two words, and *more*.' });
  const [id] = answer.headers.location.match(/\d+$/);
  site.run('comment', 'publish', id);
  await site.post(`/comments/${id}/report`, { reason: 'other', note: '' });
  return id;
}

// The list with a real program and a real comment in it.
export async function realPages(site) {
  const sitemap = await site.get('/sitemap.xml');
  const slug = sitemap.text.match(/\/programs\/([a-z0-9-]+)</)[1];
  const comment = await reportedComment(site);
  return PAGES.map((path) =>
    path.replace('SLUG', slug).replace('COMMENT', comment));
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROME_PATH ??
      '/usr/bin/chromium-headless-shell',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--no-first-run'],
  });
}

// A page in a context of its own that collects what went wrong in it.
export async function openPage(browser, options = {}) {
  const context = await browser.newContext({
    viewport: { width: options.width ?? 1280, height: 900 }, ...options });
  const page = await context.newPage();
  page.faults = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type()) &&
      !/status of 4\d\d/.test(message.text()))
      page.faults.push(message.text());
  });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  // (What is cut off because the page is left is no fault of the page.)
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    if (why !== 'net::ERR_ABORTED') page.faults.push(`${request.url()} ${why}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400 && !response.request().isNavigationRequest())
      page.faults.push(`${response.url()} ${response.status()}`);
  });
  return page;
}

export async function assertAxe(page) {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
      'best-practice'])
    .analyze();
  assert.deepEqual(violations.map(({ id, nodes }) =>
    `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160))
      .join(' | ')}`), []);
}

export async function assertReflow(page) {
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= window.innerWidth) return null;
    return [...document.body.querySelectorAll('*')]
      .filter((e) => e.getBoundingClientRect().right > window.innerWidth + 1)
      .slice(0, 4).map((e) => `${e.tagName}.${e.className}`);
  });
  assert.equal(wide, null, `sideways scroll: ${wide}`);
}

export const assertNoFaults = (page) => assert.deepEqual(page.faults, []);
