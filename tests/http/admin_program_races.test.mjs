// Four people save one listing as fast as they can: whatever was acknowledged
// is in its history, and whoever came second got both texts back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, edit, formPairs, send, valueOf } from '../lib/editor.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

const CONFLICTS = 200;
const OWN = ['cost', 'waiting_time', 'contact_role', 'address'];

let site, people, path, id;

before(async () => {
  site = await startInstance();
  people = OWN.map((_, i) => signedIn(site, 'editor',
    { email: `p${i}@example.org`, name: `Person ${i}` }));
  const made = await edit(people[0], '/admin/programs/new', { name: 'Busy',
    organization: 'Busy Friends', new_organization: '1', types: ['group'],
    summary: 'Start', phone: '218-555-0100', city: 'Duluth' }, 'publish');
  path = made.headers.location.replace(/\?.*/, '');
  id = Number(path.match(/\d+$/)[0]);
});
after(() => site?.stop());

// What a page shows, as the texts are after the changes that it marks.
const plain = (html) => html.replace(/<del>[^<]*<\/del>|<\/?ins>/g, '');

test('two hundred conflicts lose nothing', async () => {
  const saved = [], met = [];
  let conflicts = 0, round = 0;

  // Every other time all write the same field, else each their own.
  async function work(person, i) {
    while (conflicts < CONFLICTS && round < 20 * CONFLICTS) {
      const text = `words ${i} ${++round}`;
      const field = round % 2 ? 'summary' : OWN[i];
      const form = formPairs((await person.get(path)).text, path);
      let pairs = changed(form, { [field]: text, do: 'publish' });
      for (;;) {
        const answer = await send(person, path, pairs);
        if (answer.status === 303) {
          saved.push([field, text]);
          break;
        }
        assert.equal(answer.status, 409, answer.text.slice(0, 400));
        conflicts++;
        const both = formPairs(answer.text, path);
        assert.equal(valueOf(both, field), text, 'mine is still there');
        const isBoth = answer.text.includes(`name="pick-${field}"`);
        if (isBoth)
          met.push({ field, version: Number(valueOf(both, 'seen')),
            page: plain(answer.text) });
        pairs = changed(both, { do: 'publish',
          ...(isBoth ? { [`pick-${field}`]: 'mine' } : {}) });
      }
    }
  }
  await Promise.all(people.map(work));
  assert.ok(conflicts >= CONFLICTS, `${conflicts} conflicts`);

  const history = sql(site, 'SELECT content FROM program_revision' +
    ' WHERE program_id = ? ORDER BY version', id)
    .map(([content]) => JSON.parse(content));
  for (const { field, version, page } of met)
    assert.ok(page.includes(history[version - 1][field]), 'theirs is shown');
  for (const [field, text] of saved)
    assert.ok(history.some((then) => then[field] === text),
      `${field}: ${text}`);
  // What only one writes is never undone by what another writes beside it.
  OWN.forEach((field, i) => {
    const mine = saved.filter(([key, text]) => key === field &&
      text.startsWith(`words ${i} `)).map(([, text]) => text);
    const told = history.map((then) => then[field])
      .filter((text, n, all) => text && text !== all[n - 1]);
    assert.deepEqual(told, mine, field);
  });
});
