// Every route, by every role, with every method: the answer is what the route
// table says and nothing else. The table is `northstar routes --json`; a row
// whose address has a part that is not in PARTS fails.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

// For "/before/:name": what is there, and what is not.
const PARTS = {
  'programs/:slug': ['SLUG', 'no-such-program'],
  'programs/:id': ['1', '999999'],
  'revisions/:n': ['1', '9999'],
  'counties/:slug': ['itasca', 'no-such-county'],
  'dashboard/:area': ['network', 'no-such-area'],
  ':area/:measure': ['MEASURE', 'no-such-measure'],
  ':measure/:period': ['PERIOD', '1999-99'],
  'sitemap/:after': ['0', 'x'],
  'comments/:id': ['COMMENT', '999999'],
  'me/comments/:id': ['999999', '999999'], // one's own: nobody's here
  'blocked/:id': ['999999', '999999'],
  'words/:id': ['999999', '999999'],
  'users/:id': ['1', '999999'],
  'mail/:id': ['1', '999999'],
  'views/:id': ['999999', '999999'],
  'undo/:id': ['UNDO', '999999'],
  'import/:id': ['IMPORT', '999999'],
  'pages/:page': ['about', 'no-such-page'],
  ':page/:lang': ['en', 'xx'],
  'revisions/:version': ['1', '9999'],
  'link/:token': ['TOKEN', 'no-such-token'],
  'email/:token': ['TOKEN', 'no-such-token'],
  'sign-in/:provider': ['google', 'no-such-provider'],
  'moderate/:token': ['TOKEN', 'no-such-token'],
  'sessions/:id': ['999999', '999999'],
  'export/:name': ['programs.csv', 'nothing.csv'],
  'export/:what': ['programs', 'nothing'],
};

let site, rows, people, values;
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });

function ask(path, method, person) {
  const headers = { ...(person ? { Cookie: person.cookie } : {}) };
  if (method === 'POST')
    Object.assign(headers, { 'Content-Length': 10, 'Origin': site.url,
      'Content-Type': 'application/x-www-form-urlencoded' });
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port: site.port, path,
      method, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode,
        location: answer.headers.location ?? '', headers: answer.headers,
        text: Buffer.concat(parts).toString() }));
    });
    request.on('error', reject);
    request.end(method === 'POST' ? 'words=kept' : undefined);
  });
}

// Each check() for each item, a few at a time.
async function each(items, check) {
  const left = [...items];
  const work = async () => {
    while (left.length) await check(left.shift());
  };
  await Promise.all(Array.from({ length: 6 }, work));
}

// An address of the row: of what is there, or of what is not.
function address({ pattern }, isThere) {
  const parts = pattern.split('/');
  return parts.map((part, i) => {
    const found = part.match(/^:([a-z_]+)(.*)$/);
    if (!found) return part;
    const [, name, end] = found;
    const before = parts[i - 1].replace(/\..*/, '');
    const examples = PARTS[`${parts[i - 2]}/${before}/:${name}`] ??
      PARTS[`${before}/:${name}`];
    assert.ok(examples, `${pattern}: no example for :${name}; add it to PARTS`);
    const text = examples[isThere ? 0 : 1];
    return (values[text] ?? text) + end;
  }).join('/');
}

const addresses = (row) => [...new Set([true, false]
  .map((isThere) => address(row, isThere)))];
const inside = () =>
  rows.filter(({ who }) => /member|colleague|staff/.test(who));
const ROLES = ['reader', 'owner', 'moderator', 'editor', 'admin'];
const is = (row, flag) => row.flags.split(',').includes(flag);
const record = () => sql(site, 'SELECT count(*), max(id) FROM audit');

// May the person through, by the table? Listings of one's own: 1 is the
// owner's, no other is. What is undone is asked for by its own kind: change
// set 1 paused a listing.
function mayEnter(row, person, path) {
  if (row.who === 'member') return true;
  if (path === '/admin/undo/1' && row.method === 'GET')
    return /admin|editor/.test(person.role);
  if (!row.roles.split(',').includes(person.role)) return false;
  return row.may !== 'edit-own-listings' || person.role !== 'owner' ||
    /^\/admin\/programs\/1(\/|$)/.test(path);
}

before(async () => {
  site = await startInstance();
  rows = JSON.parse(site.run('routes', '--json'));
  const slug = (await site.get('/sitemap.xml')).text
    .match(/\/programs\/([a-z0-9-]+)</)[1];
  await site.post('/comments', { thread: 'about', key: 'about', name: 'Pat',
    email: 'pat@example.org', body: 'Words for the staff to read.' });
  const [[measure, period]] = sql(site, 'SELECT slug, period FROM measure' +
    ' JOIN figure ON measure_id = measure.id WHERE area = ? LIMIT 1',
  'network');
  const now = Math.floor(Date.now() / 1000);
  people = {
    reader: signedIn(site, 'reader'),
    owner: signedIn(site, 'owner', { owns: [1] }),
    moderator: signedIn(site, 'moderator'),
    editor: signedIn(site, 'editor'),
    admin: signedIn(site, 'admin'),
  };
  people.none = {
    nobody: null,
    disabled: signedIn(site, 'admin', { email: 'left@example.org',
      disabled: 1 }),
    idle: signedIn(site, 'admin', { seen: now - 13 * 3600 }),
    ended: signedIn(site, 'admin', { ends: now - 1 }),
    idleReader: signedIn(site, 'reader', { seen: now - 31 * 86400 }),
    forged: { cookie: 'ns_session=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' },
  };
  values = { SLUG: slug, COMMENT: '1', MEASURE: measure,
    PERIOD: encodeURIComponent(period), IMPORT: '1', UNDO: '1', TOKEN: 'no-such-token' };
  sql(site, 'INSERT INTO change_set (user_id, action, at)' +
    " VALUES (?, 'program.pause', ?)", people.editor.userId, now);
  sql(site, 'INSERT INTO page_text_revision VALUES' +
    " ('about', 'en', 1, 'Words', NULL, 'user 1', ?)", now);
  sql(site, 'INSERT INTO page_text VALUES' +
    " ('about', 'en', 'Words', 1, ?)", now);
  sql(site, 'INSERT INTO import_upload (user_id, created_at, name, content)' +
    ' VALUES (?, ?, ?, ?)', people.editor.userId, now, 'list.csv', 'name\n');
});
after(() => { agent.destroy(); return site?.stop(); });

test('there is a table, and every row of it has an address', () => {
  assert.ok(rows.length > 30);
  for (const row of rows) addresses(row);
  for (const { method, pattern, who, roles } of inside())
    assert.notEqual(who === 'member' ? 'all' : roles, '-',
      `${method} ${pattern}: nobody`);
});

test('who is not signed in is led to sign in, whatever the cookie', async () => {
  const before = record();
  await each(inside().flatMap((row) => Object.entries(people.none)
    .flatMap(([kind, person]) => addresses(row)
      .map((path) => ({ row, kind, person, path })))),
  async ({ row, kind, person, path }) => {
    const got = await ask(path, row.method, person);
    const what = `${kind}: ${row.method} ${path}: ${got.status}`;
    if (row.method === 'GET') {
      assert.equal(got.status, 303, what);
      assert.equal(got.location, `/sign-in?to=${encodeURIComponent(path)
        .replace(/%2[DE]/g, decodeURIComponent)}`, what);
    } else {
      assert.equal(got.status, 403, what);
    }
    assert.equal(got.headers['cache-control'], 'no-store', what);
    assert.equal(got.headers['x-robots-tag'], 'noindex', what);
  });
  assert.deepEqual(record(), before);
});

test('each role enters where the table says, and nowhere else', async () => {
  const before = record();
  await each(inside().filter(({ method }) => method === 'GET')
    .flatMap((row) => ROLES.flatMap((role) => addresses(row).map((path, i) =>
      ({ row, person: people[role], path,
        isThere: i === 0 && !path.includes('999999') })))),
  async ({ row, person, path, isThere }) => {
    const got = await ask(path, 'GET', person);
    const what = `${person.role}: GET ${path}: ${got.status} ${got.location}`;
    if (!mayEnter(row, person, path)) {
      assert.equal(got.status, 403, what);
      assert.match(got.text, /You are signed in as an? /, what);
      assert.match(got.text, /Administrators/, what);
    } else if (isThere) {
      assert.match(String(got.status), /^(200|303)$/, what);
      assert.doesNotMatch(got.location, /^\/(sign-in|me\/confirm)/, what);
    } else {
      assert.match(String(got.status), /^(303|400|404|410)$/, what);
    }
    assert.equal(got.headers['cache-control'], 'no-store', what);
  });
  assert.deepEqual(record(), before);
});

test('a reader enters no page of the staff, and is asked for no password',
  async () => {
    const late = signedIn(site, 'reader', {
      confirmed: Math.floor(Date.now() / 1000) - 601 });
    const mine = inside().filter(({ who, method }) => who === 'member' &&
      method === 'GET');
    assert.ok(mine.length >= 3);
    for (const row of mine) {
      const got = await ask(address(row, true), 'GET', late);
      assert.doesNotMatch(got.location, /confirm|sign-in/, row.pattern);
      assert.doesNotMatch(got.text, /class="[^"]*staffnav/, row.pattern);
    }
    const open = inside().filter(({ who, roles }) => who !== 'member' &&
      roles.split(',').includes('reader'));
    assert.deepEqual(open, []);
    const closed = inside().filter(({ pattern }) =>
      /^\/me\/(password|confirm|second-factor|shortcuts)/.test(pattern));
    assert.ok(closed.length >= 8);
    for (const { method, pattern } of closed)
      assert.equal((await ask(pattern, method, late)).status, 403, pattern);
  });

test('a form without its token changes nothing, and is refused by role first',
  async () => {
    const before = record();
    await each(inside().filter(({ method }) => method === 'POST')
      .flatMap((row) => ROLES.flatMap((role) => addresses(row)
        .map((path) => ({ row, person: people[role], path })))),
    async ({ row, person, path }) => {
      const got = await ask(path, 'POST', person);
      const what = `${person.role}: POST ${path}: ${got.status}`;
      // Who has no phone set up is led to where that is done.
      if (mayEnter(row, person, path) && got.status === 303)
        assert.match(`${path} ${got.location}`,
          /^\/me\/second-factor\S* \/me(\/second-factor)?$/, what);
      else if (mayEnter(row, person, path))
        assert.match(String(got.status), is(row, 'shows-again') ?
          /^(404|409|410)$/ : /^409$/, what);
      else
        assert.equal(got.status, 403, what);
      assert.equal(got.headers['cache-control'], 'no-store', what);
    });
    assert.deepEqual(record(), before);
  });

test('a form from another site is refused to everybody', async () => {
  // A signed link is all that such a row asks for: tests/http/
  // comment_mail.test.mjs.
  await each(rows.filter(({ method, form }) => method === 'POST' &&
    form !== 'signed').flatMap((row) => [null, people.admin]
      .map((person) => ({ path: address(row, true), person }))),
  async ({ path, person }) => {
    const got = await site.post(path, { words: 'kept' }, { headers: {
      'Origin': 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site',
      ...(person ? { Cookie: person.cookie } : {}) } });
    assert.equal(got.status, 403, `POST ${path}`);
    assert.match(got.text, /Send the form from our own page/, path);
  });
});

test('what the password guards asks for it again after ten minutes',
  async () => {
    const late = signedIn(site, 'admin', {
      confirmed: Math.floor(Date.now() / 1000) - 601 });
    const guarded = inside().filter((row) => is(row, 'confirmed'));
    assert.ok(guarded.length > 0);
    await each(guarded, async (row) => {
      const path = address(row, true);
      const got = await ask(path, row.method, late);
      const what = `${row.method} ${path}: ${got.status} ${got.location}`;
      assert.equal(got.status, row.method === 'GET' ? 303 : 403, what);
      if (row.method === 'GET')
        assert.match(got.location, /^\/me\/confirm\?to=/, what);
    });
  });

test('an administrator without a second factor gets no further than that',
  async () => {
    const bare = signedIn(site, 'admin', { email: 'bare@example.org',
      secondFactor: false });
    await each(inside().filter(({ who }) => who === 'staff'), async (row) => {
      const path = address(row, true);
      const got = await ask(path, row.method, bare);
      const what = `${row.method} ${path}: ${got.status} ${got.location}`;
      assert.equal(got.status, row.method === 'GET' ? 303 : 403, what);
      if (row.method === 'GET')
        assert.equal(got.location, '/me/second-factor', what);
    });
  });

test('an address that takes one method refuses the others', async () => {
  const methods = new Map();
  for (const row of rows.filter(({ who }) => who !== 'loopback')) {
    const path = address(row, true);
    methods.set(path, [...(methods.get(path) ?? []), row.method]);
  }
  await each(methods, async ([path, taken]) => {
    for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
      if (taken.includes(method)) continue;
      const got = await ask(path, method, people.admin);
      // Another row's pattern may fit the same address.
      if (rows.some((row) => row.method === method && row.pattern.includes(':')
        && new RegExp(`^${row.pattern.replace(/:[a-z_]+/g, '[^/]+')}$`)
          .test(path))) continue;
      assert.equal(got.status, 405, `${method} ${path}`);
      assert.ok(got.headers.allow, path);
    }
  });
});

test('pages for all are the same for every role, and none of them fails',
  async () => {
    await each(rows.filter(({ who, method, flags }) => who === 'anyone' &&
      method === 'GET' && !flags.includes('private')), async (row) => {
      for (const path of addresses(row)) {
        const codes = new Set();
        for (const person of [null, people.reader, people.owner, people.admin,
          people.none.disabled])
          codes.add((await ask(path, 'GET', person)).status);
        assert.equal(codes.size, 1, `${path}: ${[...codes]}`);
        assert.ok([...codes][0] < 500 && [...codes][0] !== 403, path);
      }
    });
  });

test('pages about one person are never kept and never listed', async () => {
  const personal = rows.filter(({ pattern }) =>
    /^\/(admin|me|sign-in|sign-out|moderate|comments\/(stop|confirm))(\/|$)/
      .test(pattern));
  for (const row of personal) {
    assert.ok(row.who !== 'anyone' || is(row, 'private'),
      `${row.pattern}: FOR_ANYONE without ROUTE_PRIVATE`);
    const got = await ask(address(row, true), row.method, null);
    assert.ok(got.status < 500, row.pattern);
    assert.equal(got.headers['cache-control'], 'no-store', row.pattern);
    assert.equal(got.headers['x-robots-tag'], 'noindex', row.pattern);
  }
});
