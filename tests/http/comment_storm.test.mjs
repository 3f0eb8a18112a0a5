// Many at once, and workers killed in between: every comment is stored once.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { processesIn, sleep, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const ABOUT = { thread: 'about', key: 'about' };
const KILLS = 200;
const SECONDS = 40; // at most; a slow machine kills less often
const YOUNG_MS = 1000; // as the supervisor has it

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

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    .filter(Boolean).map(Number);
// One that waits for connections, or NaN: the jobs' worker is left alone.
const isWorker = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).includes('[eventpoll]'));
  } catch {
    return false;
  }
};

// Kill one worker after the other, at moments that nobody planned. One that
// has just begun is spared: who dies young is replaced later and later.
async function killWorkers(isOver) {
  const parent = Math.min(...processesIn(site.state)
    .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10)));
  const seen = new Map();
  let kills = 0;
  while (kills < KILLS && !isOver()) {
    const now = Date.now(), pids = childrenOf(parent);
    for (const pid of pids)
      if (!seen.has(pid) && isWorker(pid)) seen.set(pid, now);
    const grown = pids.filter((pid) => now - seen.get(pid) > YOUNG_MS);
    if (grown.length) {
      process.kill(grown[Math.floor(Math.random() * grown.length)], 'SIGKILL');
      kills++;
    }
    await sleep(Math.random() * 100);
  }
  return kills;
}

// As people do: what was not answered is sent once more.
async function postUntilAnswered(post, body) {
  for (let i = 0; i < 50; i++) {
    const answer = await post(body).catch(() => null);
    if (answer?.status === 303) return answer;
    assert.ok(!answer || answer.status >= 500, `${body}: ${answer?.status}`);
    await sleep(50);
  }
  return assert.fail(`${body} was never taken`);
}

test('kill -9 at 200 random moments of posting makes one row of each post',
  { timeout: (SECONDS + 60) * 1000 }, async (t) => {
    const end = Date.now() + SECONDS * 1000;
    let isDone = false, number = 0;
    const writing = Array.from({ length: 6 }, async (_, i) => {
      while (!isDone) {
        const body = `Through the storm ${++number}`;
        await postUntilAnswered(i % 2 ? asMember : asGuest, body);
      }
    });
    const kills = await killWorkers(() => Date.now() > end);
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
