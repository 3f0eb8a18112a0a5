// A walk through everything that people can change, in an order that nobody
// thought of: nothing breaks, each change stands in the record and nothing
// else does, and in the end the database is whole. NORTHSTAR_SEED repeats one.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { edit, formPairs } from '../lib/editor.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const SEED = Number(process.env.NORTHSTAR_SEED ?? Date.now() % 1e6);
const ODD = ['', 'x', 'Ünïcode 👩‍👩‍👧', '{name} {{NAME}} [[Home]]',
  '<b>"\'&</b>', '=1+1', '\u202Eright', 'a\u0301'.repeat(30), 'word '.repeat(40)];
let site, people, seed = SEED;

before(async () => {
  site = await startInstance({ config: { comments: { per_hour: 10000 } } });
  people = {
    admin: signedIn(site, 'admin'), editor: signedIn(site, 'editor'),
    moderator: signedIn(site, 'moderator'),
    owner: signedIn(site, 'owner', { owns: [1, 2] }),
  };
  sql(site, "UPDATE user SET password_hash = 'x'");
  for (let n = 1; n <= 8; n++) await comment(-n);
});
after(() => site?.stop());

// Numerical Recipes' generator: the same walk on every machine.
function below(n) {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor(seed / 2 ** 32 * n);
}
const one = (list) => list[below(list.length)];
const listing = () => 1 + below(12);
const newest = (table) => sql(site, `SELECT max(id) FROM ${table}`)[0][0] ?? 0;
const anyOf = (table) => 1 + below(newest(table) || 1);
const measure = () => one(sql(site,
  "SELECT '/admin/dashboard/' || area || '/' || slug FROM measure"))[0];
let count = 0;

// Posts as a browser would; what has no such form (for this person, in this
// state) is sent without a token, which must do nothing.
async function press(client, path, fields, from = path) {
  try {
    return await client.post(path, fields, { from, whole: true });
  } catch (error) {
    if (!/no form posts|: (303|403|404)\b/.test(error.message)) throw error;
    return client.post(path, fields, { token: 'none' });
  }
}

async function bulk(client, list, fields) {
  const asked = await press(client, `${list}/bulk`, fields, list);
  const form = asked.text.includes(`action="${list}/bulk"`);
  const hidden = form ? formPairs(asked.text, `${list}/bulk`) : [];
  return client.send(`${list}/bulk`, String(new URLSearchParams([...hidden,
    ['reason', one(['topic', 'other', 'Closed for summer'])],
    ['words', one(ODD)], ['how', one(['phone', 'visit'])]])));
}

const comment = (n = count) => site.post('/comments', {
  thread: 'about', key: 'about', name: one(ODD) || 'Ann', website: '',
  email: `p${below(5)}@walk.example`, topic: '', body: `${one(ODD)} ${n}` });

// Who, and what they do.
const STEPS = {
  'edit a listing': ({ editor, owner }) => edit(
    ...one([[editor, `/admin/programs/${listing()}`],
      [owner, `/admin/programs/${1 + below(2)}`]]),
    { summary: `${one(ODD)}${count}`, note: one(ODD), cost: one(ODD) },
    one(['save', 'publish', 'save-draft'])),
  'pause, close or confirm a listing': ({ editor }) => edit(editor,
    `/admin/programs/${listing()}`, { pause_reason: one(ODD),
      successor: one(['', '3']), confirmed_how: 'phone' },
    one(['pause', 'close', 'confirm', 'unpublish', 'publish'])),
  'change many listings': ({ editor }) => bulk(editor, '/admin/programs',
    { id: [listing(), listing(), listing()],
      do: one(['pause', 'publish', 'unpublish', 'confirm', 'close']) }),
  'go back to a version': async ({ editor }) => {
    const path = `/admin/programs/${listing()}/revisions/${1 + below(3)}`;
    return press(editor, `${path}/restore`, { note: one(ODD) }, path);
  },
  'undo something': (all) => press(one(Object.values(all)),
    `/admin/undo/${anyOf('change_set')}`, {}),
  'write a comment': () => comment(),
  'decide about a comment': ({ moderator }) => {
    const path = `/admin/comments/${anyOf('comment')}`;
    return press(moderator, path, { words: one(ODD), reason: 'other',
      do: one(['publish', 'spam', 'remove', 'hold']) });
  },
  'decide about many comments': ({ moderator }) => bulk(moderator,
    '/admin/comments', { do: one(['publish', 'spam', 'remove', 'hold']),
      pick: sql(site, `SELECT id || '.' || version FROM comment
        ORDER BY (id * 7919 + ?) % 101 LIMIT 3`, below(100)).flat() }),
  'correct a comment': ({ moderator }) => press(moderator,
    `/admin/comments/${anyOf('comment')}/edit`,
    { body: `${one(ODD)} put right`, name: one(ODD) }),
  'answer a comment': ({ moderator }) => {
    const path = `/admin/comments/${anyOf('comment')}`;
    return press(moderator, `${path}/reply`,
      { body: `${one(ODD)} Thank you.`, publish: '1' }, path);
  },
  'block a sender': ({ moderator }) => {
    const path = `/admin/comments/${anyOf('comment')}`;
    return press(moderator, `${path}/block`, { days: '7', spam: '1' }, path);
  },
  'enter a figure': ({ editor }) => press(editor,
    `${measure()}/${2027 + below(3)}`, { value: `${below(1e5)}`,
      source: one(ODD) || 'A source', note: one(ODD), reason: one(ODD),
      do: one(['draft', 'publish']) }),
  'change a measure': ({ editor }) => press(editor, measure(),
    { owner: one(ODD), definition: one(ODD) }),
  'add a measure': ({ editor }) => press(editor, '/admin/dashboard/new',
    { area: 'policy', name: `${one(ODD)}${count}`, unit: 'laws',
      definition: 'What is counted.', source: 'A source',
      direction: 'up' }),
  'write a page': ({ editor }) => press(editor,
    `/admin/pages/${one(['about', 'home', 'policy'])}/${one(['en', 'so'])}`,
    { body: `# ${one(ODD)}\n\n${one(ODD)}`, note: one(ODD), do: 'save' }),
  'import a table': async ({ editor }) => {
    const dry = await press(editor, '/admin/import', { table: 'name,' +
      `organization,state,description\n"Walk ${below(4)}",Walkers,MN,` +
      `"${one(ODD).replaceAll('"', '""')} ${count}"\n` });
    if (dry.status !== 303) return dry;
    const path = dry.headers.location;
    return press(editor, `${path}/run`, {}, path);
  },
  'invite somebody': ({ admin }) => press(admin, '/admin/users',
    { email: `walk${below(5)}@example.org`, name: one(ODD),
      role: one(['editor', 'owner', 'king']) }),
  'change an account': ({ admin }) => press(admin,
    `/admin/users/${6 + below(4)}`, { do: one(['role', 'disable', 'enable',
      'end', 'give']), sure: one(['', '1']), slug: 'kinship',
    role: one(['moderator', 'editor', 'admin']) }),
  'erase a person': async ({ admin }) => {
    const email = `p${below(5)}@walk.example`;
    const plan = await press(admin, '/admin/erase', { email, step: 'look' });
    const seen = plan.text.match(/name="seen" value="([^"]*)"/)?.[1];
    const token = plan.text.match(
      /action="\/admin\/erase"[^]*?name="token" value="([^"]*)"/)?.[1];
    return admin.post('/admin/erase', { email, seen, step: 'erase' },
      { token: token ?? 'none' });
  },
};
const names = Object.keys(STEPS);

test('any walk through all that can be changed ends well', async () => {
  const seen = {};
  for (const end = Date.now() + 6000; count < 120 && Date.now() < end;
    count++) {
    const name = count < names.length ? names[count] : one(names);
    const was = newest('audit');
    const answer = await STEPS[name](people);
    const what = `seed ${SEED}, step ${count}: ${name}: ${answer.status}`;
    assert.ok(answer.status < 500, `${what}\n${answer.text}`);
    if (answer.status >= 400)
      assert.equal(newest('audit'), was, `${what} left a row`);
    else if (/done=\d/.test(answer.headers.location ?? ''))
      assert.ok(newest('audit') > was, `${what} left no row`);
    seen[name] = (seen[name] ?? 0) + (newest('audit') > was);
  }
  assert.match(site.run('verify'), /record of changes: ok/, `seed ${SEED}`);
  const never = names.filter((name) => !seen[name]);
  if (process.env.NORTHSTAR_SEED) console.log(count, seen);
  assert.ok(never.length < names.length * 2 / 3, `never done: ${never}`);
});

test('four at a time, too, and then all is undone', async () => {
  for (let i = 0; i < 10; i++) {
    const answers = await Promise.all([one(names), one(names), one(names),
      one(names)].map((name) => STEPS[name](people)));
    count++;
    for (const { status, text } of answers)
      assert.ok(status < 500 || status === 503, `seed ${SEED}: ${text}`);
  }
  for (let id = newest('change_set'); id > 0 && id > newest('change_set') - 40;
    id--) {
    const { status } = await press(people.admin, `/admin/undo/${id}`, {});
    assert.ok(status < 500, `seed ${SEED}, undo ${id}: ${status}`);
  }
  assert.match(site.run('verify'), /search index: ok\nrecord of changes: ok/,
    `seed ${SEED}`);
});
