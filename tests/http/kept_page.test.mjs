// Readers who chose their colors get pages that a worker keeps for one
// generation: never old, never another reader's.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';

let site;
before(async () => { site = await startInstance(); });
after(() => site?.stop());

const dark = { Cookie: 'ns_theme=dark' };
// Often enough that every worker has the page, made or kept.
const often = async (path, headers, check) => {
  for (let i = 0; i < 12; i++) check((await site.get(path, { headers })).text);
};
const write = async (body, headers = {}) => {
  const answer = await site.post('/comments', { thread: 'about', key: 'about',
    name: 'Pat', email: 'pat@example.org', body }, { headers });
  assert.equal(answer.status, 303, answer.text);
  return { id: answer.headers.location.match(/comment-(\d+)/)[1],
    cookie: answer.headers['set-cookie'][0].split(';')[0] };
};

test('each reader gets the colors chosen', async () => {
  await often('/about', dark, (page) => assert.match(page, /data-theme="dark"/));
  await often('/about', { Cookie: 'ns_theme=light' },
    (page) => assert.match(page, /data-theme="light"/));
  await often('/about', { Cookie: 'ns_theme=none' },
    (page) => assert.doesNotMatch(page, /data-theme/));
});

test('a page with a query of its own is another page', async () => {
  await often('/programs', dark, (page) => assert.match(page, /98 programs/));
  await often('/programs?type=group', dark,
    (page) => assert.doesNotMatch(page, />98 programs</));
});

test('what waits is seen by its author alone', async () => {
  const { cookie } = await write('These words still wait for a reader.');
  const author = { Cookie: `ns_theme=dark; ${cookie}` };
  const words = /still wait for a reader/;
  await often('/about', dark, (page) => assert.doesNotMatch(page, words));
  await often('/about', author, (page) => assert.match(page, words));
  await often('/about', dark, (page) => assert.doesNotMatch(page, words));
});

test('what is published is in the next request, what is removed is gone',
  async () => {
    const words = /Thank you for the new program list/;
    const { id } = await write('Thank you for the new program list.');
    await often('/about', dark, (page) => assert.doesNotMatch(page, words));
    site.run('comment', 'publish', id);
    await often('/about', dark, (page) => assert.match(page, words));
    site.run('comment', 'remove', id, '--reason', 'asked for');
    await often('/about', dark, (page) => assert.doesNotMatch(page, words));
  });
