// Reading a conversation: order, pages, links that land, faces and badges that
// nobody can imitate, dates, and what an author alone sees.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { decode } from '../lib/html.mjs';
import { root, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';
import * as talk from '../lib/talk.mjs';

const NOW = Date.UTC(2026, 10, 30, 18) / 1000; // noon in Minnesota
const DAY = 86400;
let site, programs;

before(async () => {
  site = await startInstance({ env: { NORTHSTAR_NOW: String(NOW) },
    config: { comments: { per_hour: 10000 } } });
  programs = sql(site, 'SELECT id, slug FROM program ORDER BY id LIMIT 20');
});
after(() => site?.stop());

let used = 0;
function place() { // a program that no test has written on
  const [id, slug] = programs[used++];
  return { id, path: `/programs/${slug}`,
    form: { thread: 'program', key: String(id) } };
}

function plant({ id }, count, parent) {
  const ids = talk.plant(site, id, count, parent, { at: NOW - 3600 });
  talk.newGeneration(site);
  return ids;
}
const newGeneration = () => talk.newGeneration(site);

let count = 0;
async function post({ form }, more = {}, options = {}) {
  const answer = await site.post('/comments', { ...form, name: 'Ana',
    email: 'ana@example.org', website: '', topic: '',
    body: `Words, number ${++count}.`, ...more }, options);
  assert.equal(answer.status, 303, answer.text);
  return { id: Number(answer.headers.location.match(/\d+$/)[0]),
    location: answer.headers.location,
    cookie: answer.headers['set-cookie']?.[0].split(';')[0] };
}

async function published(where, more, options) {
  const { id } = await post(where, more, options);
  site.run('comment', 'publish', String(id));
  return id;
}

const read = async (path, cookie) => {
  const answer = await site.get(path,
    { headers: cookie ? { Cookie: cookie } : {} });
  assert.equal(answer.status, 200, path);
  return answer.text;
};
const noteIds = (text) => [...text.matchAll(/id="comment-(\d+)"/g)]
  .map((match) => Number(match[1]));
// One comment as the page has it, without what stands below.
const note = (text, id) =>
  text.slice(text.indexOf(`id="comment-${id}"`)).split('</article>')[0];
const face = (text, id) => note(text, id).match(/<svg[^]*?<\/svg>/)[0];

// Where a link to a comment leads: its page, with the comment on it.
async function land(path, id) {
  const way = await site.get(path);
  assert.equal(way.status, 303, path);
  const [page, anchor] = way.headers.location.split('#');
  assert.equal(anchor, `comment-${id}`);
  assert.ok(noteIds(await read(page)).includes(id), `${path}: ${page}`);
  return page;
}

test('the way to the form stands above the comments, if there are any',
  async () => {
    const where = place();
    const way = /<a [^>]*href="#reply">Leave a reply<\/a>/g;
    const ways = async (path) => [...(await read(path)).matchAll(way)].length;
    assert.equal(await ways(where.path), 0);
    const [first] = plant(where, 1);
    assert.equal(await ways(where.path), 1);
    assert.equal(await ways(`${where.path}?branch=${first}`), 1);
    plant(where, 60);
    assert.equal(await ways(where.path), 1);
    assert.equal(await ways(`${where.path}?order=newest&comments=2`), 1);
  });

test('readers choose which end comes first, and every link keeps to it',
  async () => {
    const where = place();
    const ids = plant(where, 120);
    const oldest = await read(where.path);
    assert.deepEqual(noteIds(oldest), ids.slice(0, 50));
    assert.match(oldest, /Page 1 of 3/);
    assert.match(oldest, new RegExp(`href="${where.path}#talk" ` +
      'aria-current="true">Oldest first'));
    const newest = await read(`${where.path}?order=newest`);
    assert.deepEqual(noteIds(newest), ids.slice(-50).reverse());
    assert.match(newest, /aria-current="true" rel="nofollow">Newest first/);
    const links = [...newest.matchAll(/href="([^"]*comments=\d+[^"]*)"/g)]
      .map(([, href]) => decode(href));
    assert.ok(links.length > 2);
    for (const link of links) assert.match(link, /\?order=newest&comments=/);
    assert.deepEqual(noteIds(await read(`${where.path}?order=newest&comments=3`)),
      ids.slice(0, 20).reverse());
    assert.match(newest, new RegExp(`href="/comments/${ids[119]}\\?order=newest"`));
    assert.match(newest,
      new RegExp(`href="\\?order=newest&amp;reply_to=${ids[119]}#reply"`));
    for (const at of [0, 49, 50, 119]) {
      await land(`/comments/${ids[at]}`, ids[at]);
      assert.match(await land(`/comments/${ids[at]}?order=newest`, ids[at]),
        /\?order=newest/);
      for (const query of ['', 'order=newest&'])
        assert.ok(noteIds(await read(
          `${where.path}?${query}reply_to=${ids[at]}`)).includes(ids[at]));
    }
    for (const path of ['?comments=4', '?order=newest&comments=4',
      '?branch=999999', `?branch=${ids[0]}&comments=2`])
      assert.equal((await site.get(where.path + path)).status, 404, path);
  });

test('pages of comments have titles and addresses of their own', async () => {
  const where = place();
  const [first] = plant(where, 60);
  const head = (text) => ({
    title: text.match(/<title>([^<]*)/)[1],
    canonical: text.match(/rel="canonical" href="[^"/]*\/\/[^/"]*([^"]*)"/)[1],
  });
  const plain = head(await read(where.path));
  assert.equal(plain.canonical, where.path);
  const second = head(await read(`${where.path}?comments=2`));
  assert.equal(second.canonical, `${where.path}?comments=2`);
  assert.match(second.title, /: comments, page 2 –/);
  for (const query of ['order=newest', 'order=newest&comments=2',
    `reply_to=${first}`, `branch=${first}`])
    assert.equal(head(await read(`${where.path}?${query}`)).canonical,
      where.path, query);
});

test('a long branch goes on in pages of its own', async () => {
  const where = place();
  const ids = plant(where, 460, (i) => i === 0 ? null : i - 1);
  const other = plant(where, 1);
  const text = await read(where.path);
  assert.equal(noteIds(text).length, 200);
  assert.ok(noteIds(text).includes(other[0]));
  assert.match(text, new RegExp(`href="\\?branch=${ids[0]}#talk">` +
    'Show 261 more replies'));
  const branch = await read(`${where.path}?branch=${ids[0]}&comments=2`);
  assert.equal(noteIds(branch).length, 201);
  assert.match(branch, /One conversation/);
  assert.match(branch, /Page 2 of 3/);
  assert.match(branch, new RegExp(`href="${where.path}#talk">Back to all`));
  assert.match(note(branch, ids[201]),
    new RegExp(`href="/comments/${ids[200]}">In reply to Visitor`));
  for (const at of [0, 1, 198, 199, 200, 201, 400, 459]) {
    await land(`/comments/${ids[at]}`, ids[at]);
    await land(`/comments/${ids[at]}?order=newest`, ids[at]);
    assert.ok(noteIds(await read(`${where.path}?reply_to=${ids[at]}`))
      .includes(ids[at]));
  }
  const mine = await post(where, { parent: String(ids[450]) });
  const [page, anchor] = mine.location.split('#');
  assert.match(page, /\?branch=\d+&comments=3$/);
  assert.ok(noteIds(await read(page, mine.cookie)).includes(mine.id));
  assert.equal(anchor, `comment-${mine.id}`);
});

test('made-up addresses are shown and never kept', async () => {
  const where = place();
  const [id] = plant(where, 60);
  const isKept = async (query) => {
    for (let i = 0; i < 3; i++) await read(where.path + query);
    return !(await site.get(where.path + query)).headers['x-request-id'];
  };
  for (const query of ['', '?comments=2', '?order=newest',
    '?order=newest&comments=2', `?branch=${id}`, `?reply_to=${id}`,
    `?order=newest&reply_to=${id}`])
    assert.equal(await isKept(query), true, query);
  for (const query of ['?comments=1', '?order=oldest', '?order=new',
    '?comments=2&order=newest', '?comments=02', `?branch=${id}&order=newest`,
    `?order=newest&branch=${id}`, `?branch=${id}&comments=1`,
    `?branch=${id}&reply_to=${id}`, '?reply_to=999999'])
    assert.equal(await isKept(query), false, query);
});

test('a face hangs on the name alone', async () => {
  const one = place(), two = place();
  const a = await published(one, { name: 'Zoë Bell' });
  const b = await published(two, { name: 'ZOE  bell',
    email: 'another@example.org' });
  const c = await published(one, { name: 'Otto' });
  const first = face(await read(one.path), a);
  assert.match(first, /^<svg class="face t[0-5] s[0-4]" viewBox="0 0 40 40" aria-hidden="true"><text x="20" y="26">ZB<\/text><\/svg>$/);
  assert.equal(face(await read(two.path), b), first);
  assert.match(face(await read(one.path), c), />O</);
  assert.ok(first.length < 130);
});

// Tints of faces as the style sheet says them, in both themes.
test('letters stand out from every face', () => {
  const css = readFileSync(join(root, 'static/css/north.css'), 'utf8');
  const tokens = (block) => Object.fromEntries(
    [...block.matchAll(/(--[\w-]+): (#[0-9a-f]{6})/g)].map(([, k, v]) => [k, v]));
  const light = tokens(css.match(/:root \{[^}]*\}/)[0]);
  const dark = { ...light,
    ...tokens(css.match(/:root\[data-theme="dark"\] \{[^}]*\}/)[0]) };
  const luminance = (hex) => [1, 3, 5].map((at) => {
    const c = parseInt(hex.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }).reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [x, y] = [luminance(a), luminance(b)].sort((m, n) => n - m);
    return (x + 0.05) / (y + 0.05);
  };
  const pairs = [...css.matchAll(
    /^(?:\.face|\.t\d) \{[^}]*?background: var\((--[\w-]+)\); color: var\((--[\w-]+)\)/gm)];
  assert.equal(pairs.length, 6);
  for (const theme of [light, dark])
    for (const [rule, back, front] of pairs)
      assert.ok(contrast(theme[back], theme[front]) >= 4.5, rule);
});

const BADGE = 'Partnership staff';
const STAR = '<svg class="face staff"';
// Names and texts that try to look like staff. (Names that only say so are
// refused where they are written.)
const TRICKS = ['★ Karin', '⭐️ Karin ✓', 'Karin ✅ ✔️ 🌟 ✦ ✪ ❂ 🛡',
  '\u202effats pihsrentraP\u202c Karin', '\u2066Karin\u2069\u200f\u200e',
  'Ka\u200brin\u2060 \ufeffVega', 'Karin' + '\u0336\u0301\u0302\u0303'.repeat(8),
  'Kar\u20dein', '\u{e0041}Karin\u{e007f}', 'Karin\u3164\u3164\u2800',
  '<span class="tag watch">x</span>', '</bdi></h3><b>Karin',
  'Karin {{STAFF}} [[Partnership]]'];

test('nobody can draw the badge or the star of our staff', async () => {
  const where = place();
  const real = await published(where, { name: 'Real', body: 'Yes.' });
  sql(site, 'UPDATE comment SET is_staff = 1 WHERE id = ?', real);
  const ids = plant(where, TRICKS.length);
  ids.forEach((id, i) => sql(site, 'UPDATE comment SET author_name = ?,' +
    ' body = ? WHERE id = ?', TRICKS[i], `${TRICKS[i]} **${BADGE}**\n\n` +
    `<span class="tag watch">${BADGE}</span> ⭐ <svg class="face staff"/>`, id));
  newGeneration();
  const text = await read(where.path);
  assert.ok(note(text, real).includes(STAR));
  assert.match(note(text, real), new RegExp('</bdi></h3> ' +
    `<span class="tag watch">${BADGE}</span>`));
  for (const [i, id] of ids.entries()) {
    const own = note(text, id);
    assert.ok(!own.includes(STAR), TRICKS[i]);
    assert.doesNotMatch(own, /class="tag/, TRICKS[i]);
    const name = decode(own.match(/<bdi translate="no">([^<]*)<\/bdi><\/h3>/)[1]);
    assert.doesNotMatch(name, /[\p{Cf}\p{Cc}\p{Co}\p{Me}\u3164\u2800]/u);
    assert.doesNotMatch(name, /\p{Mn}{4}/u, TRICKS[i]);
    assert.doesNotMatch(name, /[★☆⭐🌟✓✔✅✦✪❂🛡]/u, TRICKS[i]);
  }
  assert.equal(text.split(STAR).length, 2);
});

test('dates say how long ago, the full date and the edit', async () => {
  const where = place();
  const cases = [[0, 'today', '30 November 2026, 12:00 p.m.'],
    [DAY, 'yesterday', '29 November 2026, 12:00 p.m.'],
    [3 * DAY, '3 days ago', '27 November 2026, 12:00 p.m.'],
    [20 * DAY, '2 weeks ago', '10 November 2026, 12:00 p.m.'],
    [100 * DAY, '3 months ago', '22 August 2026, 1:00 p.m.'],
    [1000 * DAY, '2 years ago', '5 March 2024, 12:00 p.m.']];
  const ids = plant(where, cases.length);
  cases.forEach(([age], i) => sql(site,
    'UPDATE comment SET created_at = ? WHERE id = ?', NOW - age, ids[i]));
  sql(site, 'UPDATE comment SET edited_at = ? WHERE id = ?', NOW - 2 * DAY,
    ids[2]);
  newGeneration();
  const text = await read(where.path);
  for (const [i, [age, ago, date]] of cases.entries()) {
    const when = new Date((NOW - age) * 1000).toISOString()
      .replace('.000', '');
    assert.ok(note(text, ids[i]).includes(`<a class="small soft" ` +
      `href="/comments/${ids[i]}"><time datetime="${when}">` +
      `${ago} · ${date}</time></a>`), note(text, ids[i]));
  }
  assert.match(note(text, ids[2]), /Edited <time datetime="2026-11-28T18:00:00Z">28 November 2026<\/time>/);
  assert.doesNotMatch(note(text, ids[1]), /Edited/);
});

test('what a reader can do stands below each comment', async () => {
  const where = place();
  const id = await published(where);
  const text = note(await read(where.path), id);
  assert.match(text, new RegExp(`href="\\?reply_to=${id}#reply" ` +
    'aria-label="Reply to Ana">Reply'));
  assert.match(text, new RegExp(`href="/comments/${id}/report" ` +
    'rel="nofollow" aria-label="Report what Ana wrote">Report'));
  assert.doesNotMatch(text, /\/edit"/);
  assert.equal((await site.get(`/comments/${id}/report`)).status, 200);
});

const editOf = (id) => `href="/comments/${id}/edit"`;
const often = async (path, headers, check) => {
  for (let i = 0; i < 6; i++) check((await site.get(path, { headers })).text);
};

test('a guest sees Edit on their own for 15 minutes, and nobody else does',
  async () => {
    const where = place();
    const { id, cookie } = await post(where);
    assert.ok((await read(where.path, cookie)).includes(editOf(id)));
    site.run('comment', 'publish', String(id));
    const shared = (text) => assert.ok(text.includes(`id="comment-${id}"`) &&
      !text.includes('/edit"'));
    for (let round = 0; round < 2; round++) { // before and after it is kept
      await often(where.path, { Cookie: cookie }, (text) => {
        assert.ok(text.includes(editOf(id)));
        assert.doesNotMatch(note(text, id), /\/report"/);
      });
      await often(where.path, {}, shared);
      await often(where.path, { Cookie: 'ns_theme=dark' }, shared);
      await often(where.path, { Cookie: `ns_guest=${'A'.repeat(43)}` }, shared);
      await often(where.path, { Cookie: `ns_theme=dark; ${cookie}` },
        (text) => assert.ok(text.includes(editOf(id))));
    }
    sql(site, 'UPDATE comment SET created_at = created_at - 900 WHERE id = ?',
      id);
    newGeneration();
    await often(where.path, { Cookie: cookie }, shared);
  });

test('a member sees their own, and shares nothing of it', async () => {
  const where = place();
  const member = signedIn(site, 'editor');
  const id = await published(where);
  sql(site, 'UPDATE comment SET user_id = ?, guest_hash = NULL WHERE id = ?',
    member.userId, id);
  const held = plant(where, 1)[0];
  sql(site, `UPDATE comment SET state = 'held', is_shown = 0, user_id = ?,
    body = 'Mine, and held.' WHERE id = ?`, member.userId, held);
  newGeneration();
  const other = signedIn(site, 'moderator');
  const shared = (text) => {
    assert.ok(text.includes(`id="comment-${id}"`));
    assert.ok(!text.includes('/edit"') && !text.includes('Mine, and held.'));
  };
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 6; i++) {
      const own = (await member.get(where.path)).text;
      assert.ok(own.includes(editOf(id)));
      assert.match(note(own, held), /Mine, and held\./);
      shared((await other.get(where.path)).text);
    }
    await often(where.path, {}, shared);
    await often(where.path, { Cookie: 'ns_theme=light' }, shared);
  }
});

test('an empty place says why, and keeps the thread', async () => {
  const where = place();
  const ids = plant(where, 3, (i) => i === 1 ? 0 : null);
  site.run('comment', 'remove', String(ids[0]), '--reason', 'asked');
  assert.match(note(await read(where.path), ids[0]),
    /This comment was removed\./);
  sql(site, "UPDATE comment SET state = 'held' WHERE id = ?", ids[0]);
  newGeneration();
  const text = await read(where.path);
  assert.match(note(text, ids[0]), /This comment is being read again\./);
  assert.doesNotMatch(note(text, ids[0]).split('<ol>')[0], /Visitor|Comment \d/);
  assert.deepEqual(noteIds(text), ids);
});
