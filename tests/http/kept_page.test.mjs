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

test('a thread is kept for who has nothing waiting in it, and only for them',
  async () => {
    const one = await startInstance({ config: { server: { workers: 1 } } });
    try {
      const guest = (token) => ({ headers: { Cookie: `ns_guest=${token}` } });
      const other = guest('A'.repeat(43));
      const sent = await one.post('/comments', { thread: 'about',
        key: 'about', name: 'Ana', email: 'ana@example.org',
        body: 'Mine alone for now' });
      assert.equal(sent.status, 303);
      const own = guest(sent.headers['set-cookie'][0]
        .match(/ns_guest=([^;]+)/)[1]);
      const seen = async (who, words) =>
        (await one.get('/about', who)).text.includes(words);
      for (let i = 0; i < 3; i++) { // the second time something is kept
        assert.equal(await seen(other, 'Mine alone'), false);
        assert.equal(await seen(own, 'Mine alone'), true);
        assert.equal(await seen({}, 'Mine alone'), false);
      }
      one.run('comment', 'publish', '1');
      assert.equal(await seen(other, 'Mine alone'), true);
      assert.equal(await seen({}, 'Mine alone'), true);
      assert.match((await one.get('/about?reply_to=1', other)).text,
        /name="parent" value="1"/);
      assert.equal(await seen(other, 'name="parent"'), false);
    } finally {
      await one.stop();
    }
  });
