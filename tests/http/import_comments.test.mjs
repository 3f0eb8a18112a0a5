// The old conversation, from a WordPress export: what comes along, what does
// not, and files that are none.
import assert from 'node:assert/strict';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync,
  writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { command, root, startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const SAMPLE = join(root, 'tests/data/old-site.xml');
const folder = mkdtempSync(join(tmpdir(), 'northstar-wxr-'));
let site, program;

before(async () => {
  site = await startInstance();
  [[program]] = sql(site, "SELECT slug FROM program WHERE stage = 'published'" +
    ' ORDER BY id LIMIT 1');
});
after(async () => {
  rmSync(folder, { recursive: true });
  await site?.stop();
});

function load(path, ...options) {
  return command(['import', 'comments', path, ...options, '--state',
    site.state]);
}

function loads(path, ...options) {
  const got = load(path, ...options);
  assert.equal(got.status, 0, got.stderr);
  assert.equal(got.stderr, '');
  return got.stdout;
}

let files = 0;
function file(text) {
  const path = join(folder, `file-${++files}.xml`);
  writeFileSync(path, text);
  return path;
}

// An export with these items, each { slug, comments: [{ id, … }] }.
const stamp = (seconds) => Number.isNaN(seconds) ? '' :
  new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ');
const element = ([name, value]) => `<wp:${name}><![CDATA[${value}]]></wp:${name}>`;
function wxr(items, { version = '1.2', link = 'https://sample.example' } = {}) {
  const comment = ({ id, parent = 0, text = `Words ${id}.`, approved = 1,
    type = '', name = 'Sample', email = '', url = '',
    date = stamp(1388534400 + Number(id)) }) =>
    '<wp:comment>' + Object.entries({ comment_id: id, comment_author: name,
      comment_author_email: email, comment_author_url: url,
      comment_date_gmt: date, comment_content: text,
      comment_approved: approved, comment_type: type,
      comment_parent: parent }).map(element).join('') + '</wp:comment>\n';
  return '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"' +
    ` xmlns:wp="http://wordpress.org/export/${version}/"><channel>` +
    `<link>${link}</link><wp:wxr_version>${version}</wp:wxr_version>\n` +
    items.map(({ slug, title = slug, comments }) => '<item><title>' + title +
      `</title>${element(['post_name', slug])}\n` +
      `${comments.map(comment).join('')}</item>\n`).join('') +
    '</channel></rss>\n';
}
const about = (comments, options) =>
  file(wxr([{ slug: 'about', comments }], options));

const rows = () => sql(site, 'SELECT count(*) FROM comment')[0][0];
const everything = () => JSON.stringify([
  sql(site, 'SELECT id, thread_id, parent_id, root_id, depth, state, is_shown,' +
    ' body, version FROM comment ORDER BY id'),
  sql(site, 'SELECT * FROM thread'), sql(site, 'SELECT * FROM generation'),
  sql(site, 'SELECT max(id) FROM audit')]);

// It is refused with a line and a reason, and leaves no trace.
function refused(path, pattern, ...options) {
  const was = everything();
  const got = load(path, ...options);
  assert.equal(got.status, 1, got.stdout + got.stderr);
  assert.match(got.stderr, pattern);
  assert.match(got.stderr, /nothing was stored; mend the file/);
  assert.equal(everything(), was);
}

test('a dry run says all and stores nothing', () => {
  const was = everything();
  const said = loads(SAMPLE, '--dry-run');
  assert.match(said, /^old\.example\.org\/blog: 9 comments on 3 pages/);
  assert.match(said, /line \d+: "Hello & welcome" has no page here, and 1 comment; --map hello=\/about/);
  assert.match(said, /comment 17 has no words and is left out/);
  assert.match(said, /comment 15 answers 12, which is not taken along/);
  assert.match(said, /new: 6 comments: 1 held, 3 published, 1 spam, 1 removed/);
  assert.match(said, /1 left out: pingbacks and trackbacks/);
  assert.match(said, /dry run: nothing was stored/);
  assert.equal(everything(), was);
});

test('authors, dates, threads and states come along', async () => {
  for (let i = 0; i < 3; i++) // a ready-made page, which must not stay
    assert.match((await site.get('/about')).text, /Be the first to write/);
  const said = loads(SAMPLE, '--map', 'hello=/dashboard/policy');
  assert.match(said, /new: 7 comments: 1 held, 4 published, 1 spam, 1 removed/);
  const { text } = await site.get('/about');
  assert.match(text, />2 comments</);
  assert.match(text, /We met \*every\* week &amp; it was good\./);
  assert.match(text, /Sample O&#39;Ann/);
  assert.match(text, /href="http:\/\/ann\.sample\.example\/\?a=1&amp;b=2"/);
  assert.match(text, /href="https:\/\/ann\.sample\.example\/story"/);
  assert.match(text, /1 March 2014/);
  assert.match(text, /This comment was removed[^]*An answer to what was/);
  assert.doesNotMatch(text, /Thrown away|Waits to be read|Buy samples|<ol start/);
  assert.doesNotMatch(text, /192\.0\.2\.7/);
  assert.match((await site.get('/dashboard/network')).text, /About the network/);
  assert.match((await site.get('/dashboard/policy')).text, /Hello to you/);
  assert.deepEqual(sql(site, 'SELECT state, count(*), sum(is_shown) FROM' +
    ' comment GROUP BY state'), [['held', 1, 0], ['published', 4, 4],
    ['removed', 1, 1], ['spam', 1, 0]]);
  assert.deepEqual(sql(site, 'SELECT kind, key, comment_count FROM thread' +
    ' ORDER BY kind, key'), [['about', 'about', 2], ['area', 'network', 1],
    ['area', 'policy', 1]]);
});

test('what came is in the lists of staff, and in the record', async () => {
  const staff = signedIn(site, 'moderator');
  assert.match((await staff.get('/admin/comments?tab=safety')).text,
    /Waits to be read: <mark>218-555-0100/);
  assert.match((await staff.get('/admin/comments?tab=spam')).text,
    /Buy samples/);
  assert.match((await staff.get('/admin/comments?tab=removed')).text,
    /It was in the trash of the old site/);
  assert.match((await signedIn(site, 'admin').get('/admin/audit')).text,
    /An import[^]*brought comments of another site/);
  assert.match(site.run('verify'), /record of changes: ok/);
});

test('importing it again changes nothing', () => {
  const was = everything();
  const said = loads(SAMPLE, '--map', 'hello=/dashboard/policy');
  assert.match(said, /new: 0 comments/);
  assert.match(said, /7 here already, left as it is/);
  assert.equal(everything(), was);
  // Also when the address of the site is written otherwise.
  loads(file(readFileSync(SAMPLE, 'utf8')
    .replace('http://Old.example.org/blog/', 'https://old.example.org/blog')));
  assert.equal(everything(), was);
});

test('what is new in a later export joins what is here', async () => {
  const first = loads(about([{ id: 1, approved: 'trash' }]));
  assert.match(first, /new: 1 comment:/);
  loads(about([{ id: 1, approved: 1 }, { id: 2, parent: 1 }]));
  const [[parent, state, shown]] = sql(site, 'SELECT id, state, is_shown FROM' +
    " comment WHERE source = 'wxr:sample.example:1'");
  assert.deepEqual([state, shown], ['removed', 1]); // as staff here left it
  assert.deepEqual(sql(site, 'SELECT parent_id, root_id, depth FROM comment' +
    " WHERE source = 'wxr:sample.example:2'"), [[parent, parent, 2]]);
});

test('comments go to a listing by its slug, and by an old one', () => {
  const [[id]] = sql(site, 'SELECT id FROM program WHERE slug = ?', program);
  sql(site, 'INSERT INTO program_slug (slug, program_id) VALUES (?, ?)',
    'as-it-was-called', id);
  loads(file(wxr([{ slug: program, comments: [{ id: 101 }] },
    { slug: 'as-it-was-called', comments: [{ id: 102 }] }])));
  assert.deepEqual(sql(site, 'SELECT key, comment_count FROM thread' +
    " WHERE kind = 'program'"), [[String(id), 2]]);
  assert.deepEqual(sql(site, 'SELECT comment_count FROM program WHERE id = ?',
    id), [[2]]);
});

test('deep threads are flattened, and come before their answers', () => {
  const chain = Array.from({ length: 7 }, (_, i) => ({ id: 200 + i,
    parent: i ? 199 + i : 0, date: `2014-05-0${9 - i} 00:00:00` }));
  loads(about(chain));
  const got = sql(site, 'SELECT id, parent_id, root_id, depth FROM comment' +
    " WHERE source LIKE 'wxr:sample.example:20_' ORDER BY source");
  assert.deepEqual(got.map(([, , , depth]) => depth), [1, 2, 3, 4, 4, 4, 4]);
  for (const [i, [id, parent, top]] of got.entries()) {
    assert.equal(top, got[0][0]);
    if (i) assert.equal(parent, got[i - 1][0]);
    if (i) assert.ok(id > parent);
  }
});

test('ids follow the dates', () => {
  loads(about([{ id: 303, date: '2013-01-03 00:00:00' },
    { id: 301, date: '2013-01-01 00:00:00' },
    { id: 302, date: '2013-01-02 00:00:00' }]));
  assert.deepEqual(sql(site, 'SELECT source FROM comment WHERE source LIKE' +
    " 'wxr:sample.example:30_' ORDER BY id").flat().map((s) => s.slice(-3)),
  ['301', '302', '303']);
});

test('no word of a long comment is lost', () => {
  const words = Array.from({ length: 2500 }, (_, i) => `word-${i} *`);
  const said = loads(about([{ id: 401, text: words.join(' ') }]));
  assert.match(said, /comment 401 is longer than 4000 characters; its rest/);
  const parts = sql(site, 'SELECT body, parent_id, id, depth FROM comment' +
    " WHERE source LIKE 'wxr:sample.example:401%' ORDER BY id");
  assert.ok(parts.length > 5);
  assert.ok(parts.every(([body]) => [...body].length <= 4000));
  assert.equal(parts.map(([body]) => body).join(' ').replaceAll('\\', ''),
    words.join(' '));
  for (const [, parent, , depth] of parts.slice(1))
    assert.deepEqual([parent, depth], [parts[0][2], 2]);
  assert.match(loads(about([{ id: 401, text: words.join(' ') }])),
    /new: 0 comments/);
});

test('the erased stay erased', () => {
  const people = [{ id: 501, email: 'Gone@sample.example', name: 'Gone' },
    { id: 502, email: 'stays@sample.example', parent: 501 }];
  loads(about(people));
  site.run('erase', 'gone@sample.example');
  const was = rows();
  const said = loads(about([...people,
    { id: 503, email: 'gone@sample.example', name: 'Gone' }]));
  assert.match(said, /2 left out: of people who were erased here/);
  assert.equal(rows(), was);
  assert.equal(sql(site, "SELECT count(*) FROM comment WHERE author_name =" +
    " 'Gone'")[0][0], 0);
});

test('what cannot be is said with its line, and nothing is stored', () => {
  const bad = about([{ id: 601 }, { id: 602, approved: 'perhaps' },
    { id: 603, date: 'yesterday' }, { id: 604, date: '2999-01-01 00:00:00' },
    { id: 601 }, { id: 605, parent: 606 }, { id: 606, parent: 605 },
    { id: 607, parent: 607 }]);
  refused(bad, /line 5: comment 602 has the state "perhaps"; write 1, 0, spam/);
  refused(bad, /line 6: comment 603 has no date; give it a wp:comment_date_gmt/);
  refused(bad, /line 7: comment 604 is of the future/);
  refused(bad, /comment 601 stands here and on line \d; remove one/);
  refused(bad, /comment 60[56] answers itself/);
  refused(bad, /comment 607 answers itself/);
  refused(about([{ id: 'x' }]), /xml:4: "x" is not the number of a comment/);
  refused(SAMPLE, /--map hello=\/nowhere: there is no page \/nowhere/,
    '--map', 'hello=/nowhere');
  refused(SAMPLE, /--map helo=\/about: no page called helo has comments/,
    '--map', 'helo=/about');
  const misuse = load(SAMPLE, '--map', 'hello');
  assert.equal(misuse.status, 2);
  assert.match(misuse.stderr, /--map takes SLUG=PATH/);
});

const fine = () => wxr([{ slug: 'about', comments: [{ id: 700 }] }]);
const HOSTILE = {
  'entities of its own': [() => fine().replace('<rss',
    '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss').replace('Words', '&a;'),
  /:2: a DOCTYPE is not read/],
  'a billion laughs': [() => fine().replace('<rss', '<!DOCTYPE rss [' +
    '<!ENTITY a0 "ha">' + Array.from({ length: 30 }, (_, i) =>
    `<!ENTITY a${i + 1} "&a${i};&a${i};">`).join('') + ']>\n<rss'),
  /:2: a DOCTYPE is not read/],
  'a file from outside': [() => fine().replace('<rss',
    '<!DOCTYPE rss SYSTEM "file:///etc/passwd">\n<rss'),
  /:2: a DOCTYPE is not read/],
  'an entity that nobody declared': [() => fine().replace('<item>',
    '<item><title>&nbsp;</title>'), /:3: undefined entity; write the char/],
  'a hundred thousand levels': [() => fine().replace('<item>',
    '<a>'.repeat(1e5)), /:3: elements are nested deeper than 64 levels/],
  'a text of 1 MB': [() => fine().replace('Words', 'x'.repeat(1 << 20)),
    /:4: a text is longer than 65536 bytes/],
  'a tag of 20 MB': [() => fine().replace('<item>',
    `<item a="${'x'.repeat(20 << 20)}">`), /:3: a tag is longer than/],
  'bad UTF-8': [() => Buffer.concat([Buffer.from(fine().slice(0, 300)),
    Buffer.from([0xc3, 0x28]), Buffer.from(fine().slice(300))]),
  /:\d+: not well-formed.*a character that XML or UTF-8 does not/],
  'a NUL': [() => fine().replace('Words', 'Wo\0rds'), /:4: not well-formed/],
  'an unknown encoding': [() => fine().replace('UTF-8', 'EBCDIC-9'),
    /unknown encoding; save the file in UTF-8/],
  'half a file': [() => fine().slice(0, 400),
    /the file may have been cut short|mend the file, or export it again/],
  'an empty file': [() => '', /:1: no element found; the file may have/],
  'another format': [() => '{"comments": []}', /:1: not well-formed/],
  'a page': [() => '<html><body>x</body></html>',
    /:1: this is no export of WordPress/],
  'an RSS feed': [() => '<rss><channel><link>https://a.example</link>' +
    '</channel></rss>', /no wp:wxr_version stands in it/],
  'a version that is not known': [() => wxr([], { version: '9.0' }),
    /it is of version 9\.0; 1\.0, 1\.1 and 1\.2 can be read/],
  'no site': [() => wxr([], { link: '' }), /does not say which site it is of/],
};
for (const [name, [make, pattern]] of Object.entries(HOSTILE))
  test(`${name}: refused with a line`, () => refused(file(make()), pattern));

test('more than 256 MB are refused', () => {
  const path = join(folder, 'large.xml');
  const out = openSync(path, 'w');
  writeSync(out, '<rss>');
  const part = Buffer.alloc(1 << 20, ' ');
  for (let i = 0; i <= 256; i++) writeSync(out, part);
  closeSync(out);
  refused(path, /:1: the file is larger than 256 MB/);
  rmSync(path);
});

test('what is not there is said', () => {
  const got = load(join(folder, 'nothing.xml'));
  assert.equal(got.status, 1);
  assert.match(got.stderr, /the file cannot be opened: No such file/);
});

test('the versions before are read, too', () => {
  for (const [i, version] of ['1.0', '1.1'].entries())
    assert.match(loads(about([{ id: 800 + i }], { version })),
      /new: 1 comment: 0 held, 1 published/);
});

test('10,000 comments come in one go', () => {
  const comments = Array.from({ length: 10_000 }, (_, i) => ({ id: 1000 + i,
    parent: i % 3 ? 1000 + i - 1 : 0,
    date: stamp(1e9 + i) }));
  const start = Date.now();
  assert.match(loads(about(comments)), /new: 10000 comments/);
  assert.ok(Date.now() - start < 60_000);
  assert.equal(sql(site, 'SELECT sum(comment_count) FROM thread')[0][0],
    sql(site, "SELECT count(*) FROM comment WHERE state = 'published'")[0][0]);
});

test('export comments writes all of them, in every state', () => {
  const all = JSON.parse(site.run('export', 'comments'));
  assert.equal(all.length, rows());
  const ann = all.find(({ name }) => name === "Sample O'Ann");
  assert.equal(ann.page, 'about');
  assert.equal(ann.state, 'published');
  assert.equal(ann.email, 'Ann@sample.example');
  assert.equal(ann.written, '2014-03-01T12:00:00Z');
  assert.deepEqual([...new Set(all.map(({ state }) => state))].sort(),
    ['held', 'published', 'removed', 'spam']);
  assert.deepEqual(Object.keys(all[0]).slice(0, 5),
    ['id', 'page', 'page_key', 'answers', 'state']);
});

test('who imports after people wrote is warned', () => {
  const path = about([{ id: 90_001 }]);
  assert.match(loads(path, '--dry-run'), /new: 1 comment/);
  sql(site, 'UPDATE comment SET source = NULL WHERE id =' +
    " (SELECT max(id) FROM comment WHERE state = 'published')");
  for (const options of [['--dry-run'], []]) {
    const got = load(path, ...options);
    assert.equal(got.status, 0, got.stderr);
    assert.match(got.stderr, /^warning: .*stand behind them; import first.*\n$/);
  }
});
