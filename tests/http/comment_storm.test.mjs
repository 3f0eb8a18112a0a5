// Many at once, and workers killed in between: every comment is stored once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';
import { killWorkers, postUntilAnswered } from '../lib/killer.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const ABOUT = { thread: 'about', key: 'about' };
const KILLS = 200;
const SECONDS = 40; // at most; a slow machine kills less often

let site, member;
before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 },
    server: { workers: 16 } } });
  member = signedIn(site, 'reader', { name: 'Mia' });
  for (let i = 0; i < 3; i++) {
    const answer = await asMember(`Early ${i}`);
    site.run('comment', 'publish', answer.headers.location.match(/\d+$/)[0]);
  }
});
after(() => site?.stop());

const asGuest = (body, more = {}) => site.post('/comments', { ...ABOUT,
  name: 'Ana', email: 'ana@example.org', body, ...more });
const asMember = (body) => site.post('/comments', { ...ABOUT, body },
  { headers: { Cookie: `ns_session=${member.token}` } });

// The same to whoever reads it: what the key of a post says is one text.
const spellings = (text) => Array.from({ length: 100 }, (_, i) => [text,
  text.toUpperCase(), text.replaceAll(' ', '\n'), `  ${text} `,
  text.replaceAll('e', 'é')][i % 5]);

function assertSound() {
  const [[count, shown]] = sql(site, "SELECT count(*), sum(state = 'published')" +
    ' FROM comment');
  assert.deepEqual(sql(site, 'SELECT sum(comment_count) FROM thread'),
    [[shown]]);
  assert.deepEqual(sql(site, 'SELECT count(*), count(DISTINCT object)' +
    " FROM audit WHERE action IN ('comment.add', 'comment.post')"),
  [[count, count]]);
  site.run('verify');
}

test('100 posts of one text at once are one comment', async () => {
  const [[before]] = sql(site, 'SELECT count(*) FROM comment');
  for (const [post, text] of [[asGuest, 'the same by a guest'],
    [asMember, 'the same by a member']]) {
    const answers = await Promise.all(spellings(text)
      .map((body) => post(body)));
    assert.deepEqual([...new Set(answers.map(({ status }) => status))], [303]);
    assert.equal(new Set(answers.map(({ headers }) => headers.location)).size,
      1, text);
  }
  assert.deepEqual(sql(site, 'SELECT count(*) FROM comment'), [[before + 2]]);
  assertSound();
});

test('other words, writers and places at once are comments of their own',
  async () => {
    const [[before]] = sql(site, 'SELECT count(*) FROM comment');
    const answers = await Promise.all(Array.from({ length: 60 }, (_, i) => [
      () => asGuest(`Words ${i}`), () => asGuest('Alike', { name: `Ana ${i}` }),
      () => asGuest('Alike', { email: `ana${i}@example.org` }),
      () => asMember(`Words ${i}`)][i % 4]()));
    assert.equal(new Set(answers.map(({ headers }) => headers.location)).size,
      60);
    assert.deepEqual(sql(site, 'SELECT count(*) FROM comment'), [[before + 60]]);
    assertSound();
  });

test('kill -9 at 200 random moments of posting makes one row of each post',
  { timeout: (SECONDS + 60) * 1000 }, async (t) => {
    const end = Date.now() + SECONDS * 1000;
    let isDone = false, number = 0;
    const writing = Array.from({ length: 6 }, async (_, i) => {
      while (!isDone) {
        const body = `Through the storm ${++number}`;
        await postUntilAnswered(() => (i % 2 ? asMember : asGuest)(body), body);
      }
    });
    const kills = await killWorkers(site, KILLS, () => Date.now() > end);
    isDone = true;
    await Promise.all(writing);
    t.diagnostic(`${kills} kills, ${number} posts`);
    assert.ok(kills >= KILLS / 2, `${kills} kills`);
    assert.ok(number >= kills / 2, `${number} posts`);
    assert.deepEqual(sql(site, 'SELECT count(*), count(DISTINCT body)' +
      " FROM comment WHERE body LIKE 'Through the storm %'"),
    [[number, number]]);
    assertSound();
  });
