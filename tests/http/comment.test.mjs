// Comments as guests write them, staff publish them and readers see them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startInstance } from '../lib/instance.mjs';

let site, page, thread;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  [page, thread] = await programPage(0);
});
after(() => site?.stop());

// The n-th program of the list: its path, and the fields of its form.
async function programPage(n) {
  const list = (await site.get('/programs')).text;
  const paths = [...new Set(list.match(/\/programs\/[a-z0-9-]+(?=")/g))];
  const { text } = await site.get(paths[n]);
  return [paths[n], { thread: 'program', key: hidden(text, 'key') }];
}

const hidden = (html, name) =>
  html.match(new RegExp(`name="${name}" value="([^"]*)"`))?.[1];

let count = 0;
function words(more = {}) {
  return { ...thread, name: 'Ana', email: 'ana@example.org', website: '',
    topic: '', body: `Comment number ${++count}, as new as can be.`, ...more };
}

const cookieOf = (answer) =>
  answer.headers['set-cookie']?.map((line) => line.split(';')[0]).join('; ');
const idOf = (answer) => Number(answer.headers.location.match(/\d+$/)[0]);
const heldList = () => site.run('comment', 'list');
// All comments there are, whatever their state.
const rows = () => ['held', 'published', 'spam', 'removed'].reduce(
  (sum, state) => sum + Number(site.run('comment', 'list', state)
    .match(/^(\d+) \w+(?: \(.*\))?\n$/m)[1]), 0);

async function post(more, options) {
  const answer = await site.post('/comments', words(more), options);
  assert.equal(answer.status, 303);
  return { id: idOf(answer), cookie: cookieOf(answer), answer };
}

async function published(more) {
  const { id } = await post(more);
  site.run('comment', 'publish', String(id));
  return id;
}

const read = async (path = page, cookie) =>
  (await site.get(path, cookie ? { headers: { Cookie: cookie } } : {})).text;

test('a held comment is seen by its author and by nobody else', async () => {
  const { id, cookie, answer } = await post({ body: 'A *zebrafish* swims.' });
  assert.equal(answer.headers.location, `${page}#comment-${id}`);
  const own = await site.get(page, { headers: { Cookie: cookie } });
  assert.match(own.text, new RegExp(`class="note wait" id="comment-${id}"`));
  assert.match(own.text, /<em>zebrafish<\/em>/);
  assert.match(own.text, /A person reads it before others do/);
  assert.match(own.headers['cache-control'], /private|no-store/);
  for (const path of [page, `${page}?comments=1`, `${page}?reply_to=${id}`,
    `${page}.json`, '/feed.atom', '/programs?q=zebrafish', '/programs.json',
    '/programs.csv', '/sitemap.xml', '/']) {
    const { text } = await site.get(path, { headers: { Cookie: 'ns_guest=x' } });
    assert.doesNotMatch(text, /zebrafish swims|<em>zebrafish/, path);
    assert.doesNotMatch(await read(path), /<em>zebrafish/, path);
  }
  assert.equal((await site.get(`/comments/${id}`)).status, 404);
  const way = await site.get(`/comments/${id}`, { headers: { Cookie: cookie } });
  assert.equal(way.status, 303);
  assert.equal(way.headers.location, `${page}#comment-${id}`);
  assert.match(heldList(), new RegExp(`^${id}\t`, 'm'));
});

test('a published comment shows in the very next request', async () => {
  const [path, form] = await programPage(1);
  const { id } = await post({ ...form, body: 'A **walrus** appears.' });
  for (let i = 0; i < 4; i++) // long enough for the page to be kept
    assert.doesNotMatch(await read(path), /walrus/);
  site.run('comment', 'publish', String(id));
  const text = await read(path);
  assert.match(text, /<strong>walrus<\/strong>/);
  assert.match(text, />1 comment</);
  assert.doesNotMatch(text, /ana@example\.org/);
  assert.match(await read('/feed.atom'), /walrus/);
  assert.equal((await site.get(`/comments/${id}`)).headers.location,
    `${path}#comment-${id}`);
  for (let i = 0; i < 3; i++) assert.match(await read(path), /walrus/);
  site.run('comment', 'remove', String(id), '--reason', 'asked');
  assert.doesNotMatch(await read(path), /walrus/);
  assert.match(await read(path), /Be the first to write/);
  assert.doesNotMatch(await read('/feed.atom'), /walrus/);
});

test('the cookie is only set by a post and hidden from scripts', async () => {
  const view = await site.get(page);
  assert.equal(view.headers['set-cookie'], undefined);
  const { answer } = await post();
  const [line] = answer.headers['set-cookie'];
  assert.match(line, /^ns_guest=[\w-]{43};/);
  assert.match(line, /HttpOnly/);
  assert.match(line, /SameSite=Lax/);
  assert.match(line, /Max-Age=2592000/);
});

test('the same post twice is one comment with one answer', async () => {
  const form = words();
  const before = rows();
  const answers = await Promise.all(Array.from({ length: 6 }, () =>
    site.post('/comments', form)));
  for (const answer of answers) {
    assert.equal(answer.status, 303);
    assert.equal(answer.headers.location, answers[0].headers.location);
  }
  assert.equal(rows(), before + 1);
  const last = await site.post('/comments', form);
  assert.match(await read(page, cookieOf(last)), new RegExp(form.body));
});

test('a reader with a cookie keeps it, and sees all that waits', async () => {
  const one = await post({ body: 'First of mine, a heron.' });
  const two = await site.post('/comments', words({ body: 'Then an otter.' }),
    { headers: { Cookie: one.cookie } });
  assert.equal(cookieOf(two), one.cookie);
  const text = await read(page, one.cookie);
  assert.match(text, /heron/);
  assert.match(text, /otter/);
});

// Every problem of every field, and what the page says to do about it.
const problems = [
  ['name', '', 'Enter your name'],
  ['name', ' \n ', 'Enter your name'],
  ['name', 'n'.repeat(81), 'Shorten your name to 80 characters'],
  ['name', '🌲'.repeat(81), 'Shorten your name to 80 characters'],
  ['email', '', 'Enter your email address'],
  ['email', 'nobody', 'Enter an email address such as name@example.org'],
  ['email', 'a@b@c.org', 'Enter an email address such as name@example.org'],
  ['email', '<script>@example.org',
    'Enter an email address such as name@example.org'],
  ['body', '', 'Enter your comment'],
  ['body', '\u200f \n', null],
  ['body', 'b'.repeat(4001), 'Shorten your comment to 4,000 characters'],
  ['body', 'מ'.repeat(4001), 'Shorten your comment to 4,000 characters'],
  ['website', 'javascript:alert(1)',
    'Enter a web address such as https://example.org'],
  ['website', 'data:text/html,x',
    'Enter a web address such as https://example.org'],
  ['website', 'https://user@example.org/',
    'Enter a web address such as https://example.org'],
  ['website', `https://example.org/${'w'.repeat(500)}`, null],
];

for (const [field, value, fix] of problems)
  test(`${field} ${JSON.stringify(value.slice(0, 20))} (${value.length}) is ` +
    'refused with the fix and the text kept', async () => {
    const before = rows();
    const form = words({ body: 'Kept <b>text</b> & "quotes"\n</textarea>',
      [field]: value });
    const answer = await site.post('/comments', form);
    if (answer.status === 303 && !fix) return; // nothing to refuse
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<title>Error: /);
    assert.match(answer.text, /class="problem" role="alert" tabindex="-1" autofocus/);
    if (fix) assert.equal(answer.text.split(`>${fix}<`).length, 3, fix);
    assert.match(answer.text, new RegExp(`href="#c-${field}"`));
    const control = answer.text.match(
      new RegExp(`<[a-z]+ [^>]*id="c-${field}"[^>]*>`))[0];
    assert.match(control, /aria-invalid="true"/);
    for (const id of control.match(/aria-describedby="([^"]*)"/)[1].split(' '))
      assert.match(answer.text, new RegExp(`id="${id}"`));
    if (field !== 'body')
      assert.match(answer.text, new RegExp('>\\n?Kept &lt;b&gt;text&lt;/b&gt; ' +
        '&amp; &quot;quotes&quot;\\n&lt;/textarea&gt;</textarea>'));
    else if (value.trim())
      assert.ok(answer.text.includes(value));
    assert.equal(rows(), before);
    assert.equal(answer.headers['set-cookie'], undefined);
  });

test('all wrong fields are named at once', async () => {
  const { status, text } = await site.post('/comments',
    words({ name: '', email: 'x', body: '', website: 'x y' }));
  assert.equal(status, 422);
  for (const field of ['name', 'email', 'body', 'website'])
    assert.match(text, new RegExp(`href="#c-${field}"`));
});

test('letters of all scripts, pictures and 4,000 characters are kept',
  async () => {
    for (const body of ['Miigwech 🌲🛶', 'مرحبا بالعالم', 'שלום',
      'Waad ku mahadsan tahay', 'x'.repeat(4000), '🌲'.repeat(4000)]) {
      const { id } = await post({ body, name: 'Zoë 🌲' });
      site.run('comment', 'publish', String(id));
      assert.ok((await read()).includes(body), body.slice(0, 20));
    }
  });

test('markup, scripts and addresses of scripts are only words', async () => {
  const id = await published({ name: '<img src=x onerror=alert(1)>',
    website: 'https://example.org/"onclick="alert(1)',
    body: '<script>alert(1)</script>\n\n<b onmouseover=alert(1)>b</b>\n\n' +
      '[a](javascript:alert(1)) ![i](https://example.org/i.png)\n\n' +
      '[c](data:text/html;base64,AAAA) <https://example.org/"x>\n\n' +
      '<style>*{display:none}</style> <svg/onload=alert(1)>\n\n' +
      '</article></li></ol></main> {{NAME}} [[x]] <!-- ' });
  const text = await read();
  const note = text.slice(text.indexOf(`id="comment-${id}"`))
    .split('</article>')[0];
  const tags = note.match(/<[a-z!/][^>]*>/gi);
  for (const tag of tags)
    assert.match(tag,
      /^<\/?(span|div|h3|a|bdi|svg|text|time|p|em|strong|code|br)\b/, `${tag} in ${note}`);
  for (const tag of tags) {
    assert.doesNotMatch(tag.replace(/="[^"]*"/g, '=""'), /\b(on\w+|style)=/i);
    assert.doesNotMatch(tag, /(href|src)="(javascript|data):/i);
  }
  assert.match(text, /<\/main>\s*<footer/);
  for (const [link] of note.matchAll(/<a [^>]*href="http[^>]*>/g))
    assert.match(link, /rel="nofollow ugc noopener"/);
});

test('forms from other sites are refused and leave nothing', async () => {
  const before = rows();
  for (const headers of [
    { Origin: 'https://evil.example' },
    { Origin: 'null' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: `${site.url}.evil.example` },
  ]) {
    const answer = await site.post('/comments', words(), { headers });
    assert.equal(answer.status, 403, JSON.stringify(headers));
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  const bare = await site.request('/comments', { method: 'POST',
    body: String(new URLSearchParams(words())),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  assert.equal(bare.status, 403);
  assert.equal(rows(), before);
});

test('other methods, types, sizes and threads are refused', async () => {
  const before = rows();
  const cases = [
    [405, site.get('/comments')],
    [415, site.post('/comments', JSON.stringify(words()),
      { headers: { 'Content-Type': 'application/json' } })],
    [415, site.post('/comments', '--x--',
      { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } })],
    [413, site.post('/comments', words({ body: 'x'.repeat(70000) }))],
    [413, site.post('/comments', words({ body: 'x'.repeat(3e6) }))],
    [400, site.post('/comments', words({ thread: 'nothing' }))],
    [400, site.post('/comments', { body: 'x' })],
    [400, site.post('/comments', 'body=%00')],
    [400, site.post('/comments', 'body=%ff')],
    [404, site.post('/comments', words({ key: '999999' }))],
    [404, site.post('/comments', words({ key: '1; DROP TABLE comment' }))],
    [404, site.post('/comments', words({ thread: 'area', key: 'x' }))],
    [404, site.get('/comments/999999')],
    [404, site.get('/comments/0')],
    [404, site.get('/comments/abc')],
    [404, site.get('/comments/1e3')],
    [404, site.get('/comments/99999999999999999999999')],
    [404, site.get(`${page}?comments=99`)],
  ];
  for (const [i, [status, answer]] of cases.entries())
    assert.equal((await answer).status, status, `case ${i}`);
  assert.match((await site.post('/comments', 'body=%ff')).text,
    /We could not read that form/);
  assert.equal(rows(), before);
});

test('a reply stands below its parent, from the fifth level beside it',
  async () => {
    const [path, form] = await programPage(2);
    let parent = '';
    const ids = [];
    for (const name of ['Una', 'Dos', 'Tres', 'Cuatro', 'Cinco', 'Seis']) {
      parent = await published({ ...form, name, parent, body: `I am ${name}.` });
      ids.push(parent);
    }
    const text = await read(path);
    assert.deepEqual(ids, [...text.matchAll(/id="comment-(\d+)"/g)]
      .map((match) => Number(match[1])));
    let depth = 0, deepest = 0;
    for (const [tag] of text.slice(text.indexOf('<ol class="thread"'),
      text.indexOf('id="reply"')).matchAll(/<\/?ol\b/g)) {
      depth += tag === '<ol' ? 1 : -1;
      deepest = Math.max(deepest, depth);
    }
    assert.equal(deepest, 4);
    assert.doesNotMatch(text, /In reply to Tres/);
    assert.match(text, /In reply to Cuatro/);
    assert.match(text, /In reply to Cinco/);
    assert.match(text, />6 comments</);
    site.run('comment', 'remove', String(ids[1]), '--reason', 'asked');
    const later = await read(path);
    assert.match(later, /This comment was removed/);
    assert.doesNotMatch(later, /I am Dos/);
    assert.match(later, /I am Tres/);
    assert.match(later, />5 comments</);
  });

test('a reply form quotes what it answers and can be left', async () => {
  const id = await published({ name: 'Marisol', body: 'My *son* baked.' });
  const text = await read(`${page}?reply_to=${id}`);
  assert.match(text, /<blockquote[^>]*><p>My son baked\.<\/p>/);
  assert.match(text, /You answer Marisol/);
  assert.equal(hidden(text, 'parent'), String(id));
  assert.match(text, new RegExp(`href="/comments/${id}">Cancel reply`));
  for (const other of ['999999', 'x', '-1', '']) {
    const plain = await read(`${page}?reply_to=${other}`);
    assert.equal(hidden(plain, 'parent'), undefined);
    assert.match(plain, /id="c-body"/);
  }
});

test('a comment of another page, or one nobody sees, is not answered',
  async () => {
    const [, other] = await programPage(3);
    const far = await published({ ...other });
    const { id: held } = await post();
    const before = rows();
    for (const parent of [far, held, 999999, 'x', '0', '-1']) {
      const form = words({ parent, body: 'Answer, kept.' });
      const answer = await site.post('/comments', form);
      assert.equal(answer.status, 422, String(parent));
      assert.match(answer.text, /The comment you answered is gone/);
      assert.match(answer.text, /Answer, kept\./);
      assert.equal(hidden(answer.text, 'parent'), undefined);
    }
    assert.equal(rows(), before);
  });

test('a preview shows the comment, keeps the form and stores nothing',
  async () => {
    const before = rows();
    const form = words({ body: 'Some *light*\n\nand 218-555-0142.',
      preview: '1', website: 'example.org' });
    const { status, text, headers } = await site.post('/comments', form);
    assert.equal(status, 200);
    assert.match(text, /<em>light<\/em>/);
    assert.match(text, /Some \*light\*\n\nand 218-555-0142\.<\/textarea>/);
    assert.match(text, /This may hold a phone number/);
    assert.match(text, /href="https:\/\/example\.org/);
    assert.equal(hidden(text, 'key'), thread.key);
    assert.equal(headers['set-cookie'], undefined);
    assert.equal(rows(), before);
    const wrong = await site.post('/comments', { ...form, name: '' });
    assert.equal(wrong.status, 422);
  });

test('what may lead to a child is marked for staff and told to the author',
  async () => {
    const { id, cookie } = await post({
      body: 'My son Jacob goes to Lincoln Elementary, call 218-555-0142 or ' +
        'write to deb at hawkridge dot org. 27 Elm Street. www.example.org' });
    const line = heldList().split('\n').find((row) => row.startsWith(`${id}\t`));
    for (const flag of ['phone', 'email', 'address', 'child', 'links'])
      assert.match(line, new RegExp(`\\[${flag}\\]`));
    assert.match(await read(page, cookie), /It may hold a phone number, /);
    const calm = await post({ body: 'About 200,000 young people, 2014–2016.' });
    assert.doesNotMatch(heldList().split('\n')
      .find((row) => row.startsWith(`${calm.id}\t`)), /\[/);
  });

test('a filled trap field is answered like any post, and marked', async () => {
  const { id } = await post({ topic: 'buy pills' });
  assert.match(heldList().split('\n').find((row) => row.startsWith(`${id}\t`)),
    /\[bait\]/);
});

test('comments stand on the about page and on areas, too', async () => {
  for (const [path, form] of [
    ['/about', { thread: 'about', key: 'about' }],
    ['/dashboard/network', { thread: 'area', key: 'network' }],
  ]) {
    const id = await published({ ...form, body: 'A note for all readers.' });
    assert.match(await read(path), new RegExp(`id="comment-${id}"`), path);
    assert.equal(hidden(await read(path), 'thread'), form.thread);
  }
});

test('a long thread has pages, and every comment its place', async () => {
  const [path, form] = await programPage(4);
  let first, last;
  for (let i = 0; i < 51; i++) {
    last = await published({ ...form });
    first ??= last;
  }
  const reply = await published({ ...form, parent: first });
  assert.match(await read(path), new RegExp(`href="${path}\\?comments=2#talk"`));
  assert.doesNotMatch(await read(path), new RegExp(`id="comment-${last}"`));
  assert.match(await read(`${path}?comments=2`),
    new RegExp(`id="comment-${last}"`));
  assert.equal((await site.get(`/comments/${last}`)).headers.location,
    `${path}?comments=2#comment-${last}`);
  assert.equal((await site.get(`/comments/${reply}`)).headers.location,
    `${path}#comment-${reply}`);
  assert.match(await read(`${path}?reply_to=${last}`),
    new RegExp(`id="comment-${last}"`));
  assert.equal((await site.get(`${path}?comments=3`)).status, 404);
  const mine = await post(form);
  assert.equal(mine.answer.headers.location,
    `${path}?comments=2#comment-${mine.id}`);
});

test('who posts too often is asked to wait, with the text kept', async () => {
  const strict = await startInstance({ config: { comments: { per_hour: 2 } } });
  try {
    const form = { ...thread, name: 'Ana', email: 'ana@example.org' };
    const send = (body) => strict.post('/comments', { ...form, body });
    assert.equal((await send('one')).status, 303);
    assert.equal((await send('two')).status, 303);
    assert.equal((await send('two')).status, 303);
    const third = await send('three\nlines');
    assert.equal(third.status, 429);
    assert.match(third.headers['retry-after'], /^\d+$/);
    assert.match(third.text, /three\nlines<\/textarea>/);
    assert.match(strict.run('comment', 'list'), /^2 held/m);
  } finally {
    await strict.stop();
  }
});
