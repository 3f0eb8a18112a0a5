// The listing editor: fields, drafts, states, versions, and two who write at
// the same time.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { changed, edit, formPairs, send, valueOf } from '../lib/editor.mjs';
import { startInstance } from '../lib/instance.mjs';
import { signedIn, sql } from '../lib/staff.mjs';

let site, ann, bo;

before(async () => {
  site = await startInstance();
  ann = signedIn(site, 'editor', { email: 'ann@example.org', name: 'Ann' });
  bo = signedIn(site, 'editor', { email: 'bo@example.org', name: 'Bo' });
});
after(() => site?.stop());

let count = 0;
const complete = (more = {}) => ({ name: `Trail Mentors ${++count}`,
  organization: 'Trail Friends', new_organization: '1',
  summary: 'Adults and young people walk together.', types: ['group'],
  phone: '218-555-0100', city: 'Duluth', zip: '55805', ...more });

// A new listing; gives its path in the editor.
async function create(fields, button = 'publish') {
  const answer = await edit(ann, '/admin/programs/new', fields, button);
  assert.equal(answer.status, 303, problemsOf(answer.text).join('; '));
  return answer.headers.location.replace(/\?.*/, '');
}

const problemsOf = (html) =>
  [...html.matchAll(/<li><a href="#f-([\w-]+)">([^<]*)/g)].map(([, id]) => id);
const editor = async (path, client = ann) => (await client.get(path)).text;
const valueAt = async (path, name, client = ann) =>
  valueOf(formPairs(await editor(path, client), path.replace(/\?.*/, '')), name);
const slugOf = (html) => html.match(/href="\/programs\/([^"]+)"/)[1];

test('a listing is made, published and changed, and the public sees each at once',
  async () => {
    const fields = complete({ description: 'We *walk*.', needs_mentors: '1',
      ages_min: '10', ages_max: '14', counties: ['27137', '27017'],
      other_counties: 'Douglas (WI)', languages: ['en', 'es'] });
    const path = await create(fields, 'save-draft');
    assert.doesNotMatch(await editor(path), /Open the public page/);
    await edit(ann, path, {}, 'publish');
    const slug = slugOf(await editor(path));
    const seen = (await site.get(`/programs/${slug}`)).text;
    assert.match(seen, /We have not confirmed this listing yet/);
    assert.doesNotMatch(seen, /comes from a public source/);
    for (const text of [fields.name, '<em>walk</em>', 'Mentors needed now',
      'St. Louis County', 'Carlton County', 'Douglas County, Wisconsin',
      '218-555-0100', 'English, Spanish', '10 to 14'])
      assert.ok(seen.includes(text), text);
    await edit(ann, path, { summary: 'They ski in winter.',
      public_note: 'Now with skis' }, 'publish');
    const next = (await site.get(`/programs/${slug}`)).text;
    assert.match(next, /They ski in winter/);
    assert.match(next, /Now with skis/);
  });

test('each field comes back as it was typed', async () => {
  const fields = complete({ organization_website: 'https://trail.example/',
    needs_mentors: '1', description: 'One.\n\nTwo & <three>.',
    mentor_role: 'Listen "well".', settings: ['community', 'online'],
    hours_per_month: '4.5', commitment_months: '12', mentor_age_min: '21',
    requirements: ['interview'], training_hours: '3', ages_min: '8',
    ages_max: '18', populations: ['girls'], languages: ['so'],
    cost: 'Free', waiting_time: 'Two months', accessibility: 'A ramp.',
    badge: 'expert', badge_until: '2030-01-31',
    contact_role: 'Coordinator', email: 'hello@trail.example',
    website: 'https://trail.example/mentors', address: '1 Main Street',
    county: '27137', point: '46.8, -92.1', is_statewide: '1',
    counties: ['27017', '27137'], other_counties: 'Douglas (WI)',
    is_online: '1', source_url: 'https://source.example/' });
  const path = await create(fields, 'save-draft');
  const pairs = formPairs(await editor(path), path);
  for (const [name, value] of Object.entries(fields)) {
    if (name === 'new_organization') continue;
    assert.deepEqual(pairs.filter(([key]) => key === name)
      .map(([, one]) => one), [value].flat(), name);
  }
});

test('bad input is told field by field, and everything typed is kept',
  async () => {
    const rtl = '\u0645\u0631\u0634\u062f', emoji = '\u{1f6f6} canoe';
    const wrong = { name: '', organization: 'Nobody Knows Them',
      new_organization: null, summary: 'x'.repeat(4096),
      description: `${emoji} ${rtl}`, hours_per_month: 'many',
      commitment_months: '1.5', mentor_age_min: '7', ages_min: '14',
      ages_max: '10', badge_until: '31.12.2030', cost: 'y'.repeat(501),
      phone: '12', email: 'at home', website: 'not a site', zip: '5580',
      point: 'north', other_counties: 'Atlantis (WI)', note: 'n'.repeat(501) };
    const answer = await edit(ann, '/admin/programs/new', wrong, 'publish');
    assert.equal(answer.status, 422);
    assert.match(answer.text, /<title>Error: /);
    const found = problemsOf(answer.text);
    for (const name of ['name', 'organization', 'summary', 'hours_per_month',
      'commitment_months', 'mentor_age_min', 'badge_until', 'cost', 'phone',
      'email', 'website', 'zip', 'point', 'other_counties', 'note', 'ages_max'])
      assert.ok(found.includes(name), `${name} is told`);
    for (const name of found) {
      assert.match(answer.text, new RegExp(`id="f-${name}"`));
      assert.match(answer.text, new RegExp(`id="f-${name}-error"`));
      assert.match(answer.text,
        new RegExp(`aria-describedby="[^"]*f-${name}-error`));
    }
    const pairs = formPairs(answer.text, '/admin/programs');
    for (const [name, value] of Object.entries(wrong))
      if (value !== null) assert.equal(valueOf(pairs, name), value, name);
  });

test('the longest text fits, whatever its letters', async () => {
  const text = '\u{1f6f6}'.repeat(9000) + 'x'.repeat(1000);
  const path = await create(complete({ description: text }));
  assert.equal(await valueAt(path, 'description'), text);
  const more = await edit(ann, path, { description: `${text}y` }, 'publish');
  assert.deepEqual(problemsOf(more.text), ['description']);
  assert.equal(valueOf(formPairs(more.text, path), 'description'), `${text}y`);
  const kept = await edit(ann, path, { description: `${text}z` }, 'save-draft');
  assert.equal(kept.status, 303);
  assert.equal(await valueAt(`${path}?draft=1`, 'description'), `${text}z`);
});

test('a draft needs a name, an organization and a sentence; the public more',
  async () => {
    const few = { name: 'Few Words', organization: 'Few Friends',
      new_organization: '1', summary: 'Little is known.' };
    const refused = await edit(ann, '/admin/programs/new', few, 'publish');
    assert.equal(refused.status, 422);
    assert.deepEqual(problemsOf(refused.text), ['types', 'phone', 'city']);
    await create(few, 'save-draft');
    const twin = await edit(ann, '/admin/programs/new', few, 'save-draft');
    assert.equal(twin.status, 422);
    assert.deepEqual(problemsOf(twin.text), ['name']);
    const path = await create({ ...few, name: 'Few Letters' }, 'save-draft');
    const renamed = await edit(ann, path, { name: 'Few Words' }, 'save-draft');
    assert.deepEqual(problemsOf(renamed.text), ['name']);
  });

test('an organization is known whatever its letters, and made only on purpose',
  async () => {
    await create(complete());
    const path = await create(complete({ organization: 'TRAIL friends',
      new_organization: null }), 'save-draft');
    assert.equal(await valueAt(path, 'organization'), 'Trail Friends');
  });

test('a draft of a published listing changes nothing that the public sees',
  async () => {
    const path = await create(complete());
    const slug = slugOf(await editor(path));
    const kept = await edit(ann, path, { summary: 'Not ready \u{1f9ed}',
      zip: 'wrong, but mine' }, 'save-draft');
    assert.equal(kept.headers.location, `${path}?draft=1`);
    assert.doesNotMatch((await site.get(`/programs/${slug}`)).text, /Not ready/);
    assert.match(await editor(path), /You have unsaved changes/);
    assert.match(await editor(path, bo), /Ann has unsaved changes/);
    assert.equal(await valueAt(`${path}?draft=1`, 'zip'), 'wrong, but mine');
    assert.equal(await valueAt(`${path}?draft=1`, 'summary', bo),
      'Adults and young people walk together.');
    const saved = await edit(ann, `${path}?draft=1`, { zip: '55802' },
      'publish');
    assert.equal(saved.status, 303);
    assert.match((await site.get(`/programs/${slug}`)).text, /Not ready/);
    assert.doesNotMatch(await editor(path, bo), /unsaved changes/);
  });

test('a draft is kept by script and thrown away by its button', async () => {
  const path = await create(complete());
  const html = await editor(path);
  const token = html.match(/data-token="([^"]+)"/)[1];
  const pairs = changed(formPairs(html, path),
    { summary: 'Half a thought', token });
  for (const text of ['Half a thought', 'A whole thought'])
    assert.equal((await send(ann, `${path}/draft`,
      changed(pairs, { summary: text }))).status, 204);
  assert.equal(await valueAt(`${path}?draft=1`, 'summary'), 'A whole thought');
  const band = formPairs(await editor(path), `${path}/draft`);
  const gone = await send(ann, `${path}/draft`,
    changed(band, { do: 'discard' }));
  assert.equal(gone.headers.location, path);
  assert.doesNotMatch(await editor(path), /unsaved changes/);
});

test('a preview is the public page with the draft in it', async () => {
  const path = await create(complete());
  const slug = slugOf(await editor(path));
  const to = await edit(ann, path, { description: 'Only a *preview*.',
    hours_per_month: 'wrong' }, 'preview');
  assert.equal(to.headers.location, `${path}/preview`);
  const page = await ann.get(to.headers.location);
  assert.match(page.text, /Only a <em>preview<\/em>/);
  assert.match(page.headers['cache-control'], /no-store/);
  assert.doesNotMatch((await site.get(`/programs/${slug}`)).text, /Only a/);
  const fresh = await edit(bo, '/admin/programs/new', { summary: 'So far.' },
    'preview');
  assert.match((await bo.get(fresh.headers.location)).text, /So far\./);
});

test('a listing is paused, published again, closed and taken out of sight',
  async () => {
    const path = await create(complete());
    const successor = await create(complete());
    const slug = slugOf(await editor(path));
    const next = slugOf(await editor(successor));
    const read = () => site.get(`/programs/${slug}`);
    const silent = await edit(ann, path, { pause_reason: ' ' }, 'pause');
    assert.deepEqual(problemsOf(silent.text), ['pause_reason']);
    await edit(ann, path, { pause_reason: 'Summer camp',
      returns_at: '2030-09-01' }, 'pause');
    assert.match((await read()).text, /Back on 1 September 2030[^]*Summer camp/);
    await edit(ann, path, {}, 'publish');
    assert.doesNotMatch((await read()).text, /Summer camp/);
    const lost = await edit(ann, path, { successor: 'no such thing' }, 'close');
    assert.deepEqual(problemsOf(lost.text), ['successor']);
    await edit(ann, path, { successor: next }, 'close');
    const closed = await read();
    assert.equal(closed.status, 410);
    assert.match(closed.text, new RegExp(`/programs/${next}"`));
    await edit(ann, path, {}, 'publish');
    await edit(ann, path, {}, 'unpublish');
    assert.equal((await read()).status, 404);
  });

test('who confirmed it says how, and the public reads when', async () => {
  const path = await create(complete());
  const slug = slugOf(await editor(path));
  const vague = await edit(ann, path, {}, 'confirm');
  assert.deepEqual(problemsOf(vague.text), ['confirmed_how']);
  await edit(ann, path, { confirmed_how: 'phone' }, 'confirm');
  assert.match((await site.get(`/programs/${slug}`)).text,
    /We checked this listing by phone on/);
});

test('a save can be undone from the next page', async () => {
  const path = await create(complete());
  const saved = await edit(ann, path, { summary: 'A slip of the pen.' },
    'publish');
  const page = await ann.get(saved.headers.location);
  const undo = page.text.match(/action="(\/admin\/undo\/\d+)"/)[1];
  const done = await send(ann, undo, formPairs(page.text, undo));
  assert.equal(done.status, 303);
  assert.equal(await valueAt(path, 'summary'),
    'Adults and young people walk together.');
});

test('a note without a change is not lost in silence', async () => {
  const path = await create(complete());
  const answer = await edit(ann, path, { note: 'Nothing to see' }, 'publish');
  assert.equal(answer.status, 422);
  assert.deepEqual(problemsOf(answer.text), ['note']);
  assert.equal(valueOf(formPairs(answer.text, path), 'note'), 'Nothing to see');
});

test('a version says what it changed, by words, and comes back as a new one',
  async () => {
    const path = await create(complete());
    await edit(ann, path, { summary: 'Adults and children walk together.',
      note: 'They say children' }, 'publish');
    const list = await editor(`${path}/revisions`);
    assert.match(list, /They say children/);
    const html = await editor(`${path}/revisions/2`);
    assert.match(html, /<del>young people<\/del>/);
    assert.match(html, /<ins>children<\/ins>/);
    assert.match(html, /Why: <span lang="en">They say children/);
    const first = await editor(`${path}/revisions/1`);
    const action = `${path}/revisions/1/restore`;
    const back = await send(ann, action, changed(formPairs(first, action),
      { note: 'As it was' }));
    assert.equal(back.status, 303);
    assert.equal(await valueAt(path, 'summary'),
      'Adults and young people walk together.');
    assert.match(await editor(`${path}/revisions`), /Version 3[^]*As it was/);
    const late = await send(ann, action,
      changed(formPairs(await editor(`${path}/revisions/1`), action),
        { version: '2' }));
    assert.equal(late.status, 409);
    assert.match(late.text, /Somebody saved this listing since/);
    assert.equal((await ann.get(`${path}/revisions/9`)).status, 404);
  });

// Two open the editor, the first saves; the second one's answer.
async function meet(path, first, second, button = 'publish') {
  const [a, b] = [await editor(path, ann), await editor(path, bo)];
  const saved = await send(ann, path,
    changed(formPairs(a, path), { ...first, do: 'publish' }));
  assert.equal(saved.status, 303);
  return send(bo, path, changed(formPairs(b, path), { ...second, do: button }));
}

test('two who change the same words see both and choose', async () => {
  const path = await create(complete());
  const both = await meet(path, { summary: 'Ann writes this.', cost: 'Free' },
    { summary: 'Bo writes that.', waiting_time: 'None' });
  assert.equal(both.status, 409);
  assert.match(both.text, /Ann saved it/);
  assert.match(both.text, /Ann writes this\.|<ins>Ann writes this<\/ins>/);
  assert.match(both.text, /Bo writes that|<ins>Bo writes that<\/ins>/);
  assert.match(both.text, /They changed it[^]*Free/);
  assert.match(both.text, /You changed it[^]*None/);
  const pairs = formPairs(both.text, path);
  const unchosen = await send(bo, path, changed(pairs, { do: 'publish' }));
  assert.equal(unchosen.status, 409);
  const saved = await send(bo, path, changed(formPairs(unchosen.text, path),
    { 'pick-summary': 'theirs', do: 'publish' }));
  assert.equal(saved.status, 303);
  assert.equal(await valueAt(path, 'summary'), 'Ann writes this.');
  assert.equal(await valueAt(path, 'cost'), 'Free');
  assert.equal(await valueAt(path, 'waiting_time'), 'None');
});

test('two who change different fields look at both before they are saved',
  async () => {
    const path = await create(complete());
    const both = await meet(path, { cost: 'Free' }, { waiting_time: 'None' });
    assert.equal(both.status, 409);
    assert.doesNotMatch(both.text, /name="pick-/);
    assert.equal(await valueAt(path, 'waiting_time'), '');
    const saved = await send(bo, path, changed(formPairs(both.text, path),
      { do: 'publish' }));
    assert.equal(saved.status, 303);
    assert.equal(await valueAt(path, 'cost'), 'Free');
    assert.equal(await valueAt(path, 'waiting_time'), 'None');
  });

test('what was chosen against words that moved on is asked again', async () => {
  const path = await create(complete());
  const both = await meet(path, { summary: 'Ann one.' }, { summary: 'Bo.' });
  await edit(ann, path, { summary: 'Ann two.' }, 'publish');
  const again = await send(bo, path, changed(formPairs(both.text, path),
    { 'pick-summary': 'theirs', do: 'publish' }));
  assert.equal(again.status, 409);
  assert.match(again.text, /Ann two|<ins>two<\/ins>/);
  assert.equal(valueOf(formPairs(again.text, path), 'pick-summary'), undefined);
  const saved = await send(bo, path, changed(formPairs(again.text, path),
    { 'pick-summary': 'mine', do: 'publish' }));
  assert.equal(saved.status, 303);
  assert.equal(await valueAt(path, 'summary'), 'Bo.');
});

test('whoever published meanwhile is not overruled without a word', async () => {
  const path = await create(complete());
  const stale = await editor(path, bo);
  await edit(ann, path, { pause_reason: 'Summer' }, 'pause');
  const both = await send(bo, path, changed(formPairs(stale, path),
    { successor: '', do: 'close' }));
  assert.equal(both.status, 409);
  assert.match(both.text, /State of the listing/);
  const saved = await send(bo, path, changed(formPairs(both.text, path),
    { 'pick-stage': 'theirs', do: 'close' }));
  assert.equal(saved.status, 303);
  assert.match(await editor(path), /class="tag paused"/);
});

test('back from a conflict to the form nothing is missing', async () => {
  const path = await create(complete());
  const both = await meet(path, { summary: 'Ann.', cost: 'Free' },
    { summary: 'Bo.', waiting_time: 'None', note: 'By Bo' });
  const form = await send(bo, path, changed(formPairs(both.text, path),
    { 'pick-summary': 'mine', do: 'edit' }));
  assert.equal(form.status, 200);
  const pairs = formPairs(form.text, path);
  const expected = { summary: 'Bo.', cost: 'Free', waiting_time: 'None',
    note: 'By Bo' };
  for (const [name, value] of Object.entries(expected))
    assert.equal(valueOf(pairs, name), value, name);
  assert.equal((await send(bo, path, changed(pairs, { do: 'publish' }))).status,
    303);
});

test('a form that was sent is carried out once', async () => {
  const path = await create(complete());
  const pairs = changed(formPairs(await editor(path), path),
    { summary: 'Once.', do: 'publish' });
  const [first, second] = [await send(ann, path, pairs),
    await send(ann, path, pairs)];
  assert.equal(second.headers.location, first.headers.location);
  const other = await send(ann, path, changed(pairs, { summary: 'Twice.' }));
  assert.equal(other.status, 409);
  assert.equal(valueOf(formPairs(other.text, path), 'summary'), 'Twice.');
  assert.equal(await valueAt(path, 'summary'), 'Once.');
});

test('no listing, no version, no button of that name', async () => {
  const path = await create(complete());
  assert.equal((await ann.get('/admin/programs/999999')).status, 404);
  assert.equal((await ann.get('/admin/programs/012')).status, 404);
  const pairs = formPairs(await editor(path), path);
  assert.equal((await send(ann, path, changed(pairs, { do: 'explode' }))).status,
    400);
});

test('an owner changes what their listing says, and nothing else', async () => {
  const path = await create(complete());
  const other = await create(complete());
  const id = Number(path.match(/\d+$/)[0]);
  const owner = signedIn(site, 'owner', { name: 'Olga', owns: [id] });
  const slug = slugOf(await editor(path));
  const html = await editor(path, owner);
  assert.doesNotMatch(html, /name="(badge|organization|pause_reason)"/);
  assert.doesNotMatch(html, /value="(publish|unpublish|pause|close|confirm)"/);
  await edit(ann, path, { cost: 'Free', note: 'Between ourselves' }, 'publish');
  for (const page of [path, `${path}/revisions`, `${path}/revisions/2`])
    assert.doesNotMatch(await editor(page, owner), /Between ourselves/);
  const saved = await edit(owner, path, { summary: 'In our own words.',
    badge: 'expert', organization: 'Somebody Else', note: 'We know' }, 'save');
  assert.match(await editor(`${path}/revisions`, owner), /We know/);
  assert.equal(saved.status, 303);
  const seen = (await site.get(`/programs/${slug}`)).text;
  assert.match(seen, /In our own words\./);
  assert.equal(await valueAt(path, 'badge'), 'none');
  assert.equal(await valueAt(path, 'organization'), 'Trail Friends');
  for (const button of ['publish', 'unpublish', 'pause', 'close', 'confirm'])
    assert.equal((await edit(owner, path, { pause_reason: 'x',
      confirmed_how: 'phone' }, button)).status, 403, button);
  assert.equal((await owner.get(other)).status, 403);
  assert.equal((await owner.get('/admin/programs/new')).status, 403);
});

test('the record says what was before and after', async () => {
  const path = await create(complete());
  await edit(ann, path, { summary: 'Another sentence.' }, 'publish');
  await edit(ann, path, { pause_reason: 'Summer' }, 'pause');
  await edit(ann, path, { confirmed_how: 'visit' }, 'confirm');
  const rows = sql(site, 'SELECT action, d.detail FROM audit' +
    ' JOIN audit_detail AS d ON d.audit_id = audit.id' +
    ' WHERE object = ? ORDER BY audit.id', `program ${path.match(/\d+$/)[0]}`);
  assert.deepEqual(rows.map(([action]) => action),
    ['program.add', 'program.save', 'program.pause', 'program.confirm']);
  assert.deepEqual(JSON.parse(rows[1][1]).summary,
    { before: 'Adults and young people walk together.',
      after: 'Another sentence.' });
});
