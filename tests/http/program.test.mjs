// /programs/{slug}: what is known, and nothing else.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { startInstance } from '../lib/instance.mjs';
import { programs } from '../lib/listings.mjs';

let site, all;
before(async () => {
  site = await startInstance();
  all = JSON.parse((await site.get('/programs.json')).text).programs;
});
after(() => site.stop());

const decode = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g,
  (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]);

const structured = (html) => [...html.matchAll(
  /<script type="application\/ld\+json">([^<]*)<\/script>/g)]
  .map((match) => JSON.parse(match[1]));

function importRow(fields) {
  const path = join(site.state, 'listing.csv');
  const cell = (text) => `"${String(text).replaceAll('"', '""')}"`;
  writeFileSync(path, `${Object.keys(fields).join(',')}\n` +
    `${Object.values(fields).map(cell).join(',')}\n`);
  return site.run('import', 'programs', path, '--publish');
}

test('every listing has a page with its name, sentence and data', async () => {
  assert.equal(all.length, programs.length);
  for (const program of all) {
    const got = await site.get(`/programs/${program.slug}`);
    assert.equal(got.status, 200, program.slug);
    const h1 = decode(got.text.match(/<h1[^>]*>([^<]*)<\/h1>/)[1]);
    assert.equal(h1, program.name);
    assert.ok(decode(got.text).includes(program.summary), program.slug);
    const [service] = structured(got.text);
    assert.equal(service['@type'], 'Service');
    assert.equal(service.name, program.name);
    assert.equal(service.provider.name, program.organization.name);
  }
});

test('a starter listing shows no row, contact or date that nobody knows',
  async () => {
    const program = all.find((p) => !p.ages.min && !p.ages.max &&
      !p.contact.phone);
    const { text } = await site.get(`/programs/${program.slug}`);
    assert.doesNotMatch(text, /<dd>\s*<\/dd>|<dt>Phone|<dt>Ages<|tel:|mailto:/);
    assert.doesNotMatch(text, /Quality practice|>null|>-1/);
    assert.match(text, /We have not confirmed it\s+yet/);
    assert.match(text, /Not confirmed with the program yet/);
    assert.match(text, /We have no phone number or email address/);
  });

test('a listing without phone, email and website leads to its source',
  async () => {
    for (const known of [true, false]) {
      const program = all.find(({ contact, organization, listing }) =>
        listing.source_url && !contact.phone && !contact.email &&
        Boolean(contact.website || organization.website) === known);
      const { text } = await site.get(`/programs/${program.slug}`);
      assert.equal(text.includes('See where we found it'), !known);
    }
  });

test('what is known is shown, each in its place', async () => {
  importRow({ name: 'Loon Lake Circle', organization: 'Loon Lake Center',
    description: 'Neighbors and teens repair canoes together.',
    details: 'We meet in the **boat house**.', mentor_role: 'Bring patience.',
    program_types: 'team', settings: 'community', ages_min: 11, ages_max: 15,
    city: 'Duluth', county: 'St. Louis', state: 'MN', zip: '55805',
    address: '12 Harbor Street',
    service_area_counties: 'St. Louis;Carlton;Lake;Cook', commitment_months: 9,
    hours_per_month: 6, mentor_age_min: 18, training_hours: 4,
    requirements: 'background-check;training', languages: 'en;so',
    cost: 'Free', waiting_time: 'About two months',
    contact_role: 'The coordinator', phone: '218-555-0142',
    email: 'circle@example.org', website: 'https://example.org/circle',
    needs_mentors: 'yes', confirmed: '2026-11-03', confirmed_how: 'phone' });
  const { text } = await site.get('/programs/loon-lake-circle');
  for (const words of ['<strong>boat house</strong>', 'Bring patience.',
    'Mentors needed now', '>Team<', 'Ages 11–15', '4 counties',
    'At least 9 months', '6 hours a month', '18 and over', '4 hours',
    'Background check, Training', '11 to 15', 'English, Somali', 'Free',
    'About two months', 'The coordinator', 'tel:+12185550142',
    'mailto:circle@example.org', '12 Harbor Street, Duluth, MN 55805',
    'href="https://example.org/circle"', '/counties/carlton',
    'Based in Duluth, St. Louis County.', 'class="pin"'])
    assert.ok(text.includes(words), words);
  assert.doesNotMatch(text, /We have not confirmed it/);
  const [service] = structured(text);
  assert.equal(service.audience.suggestedMinAge, 11);
  assert.equal(service.areaServed.length, 4);
  assert.deepEqual(service.availableChannel.availableLanguage, ['en', 'so']);
});

test('crumbs lead by way of the county, for people and machines', async () => {
  const program = all.find((p) => p.based_in.county?.slug === 'st-louis');
  const { text } = await site.get(`/programs/${program.slug}`);
  assert.match(text, /<a href="\/counties\/st-louis">St\. Louis County<\/a>/);
  const crumbs = structured(text)
    .find((block) => block['@type'] === 'BreadcrumbList');
  assert.equal(crumbs.itemListElement.length, 4);
});

test('similar programs are others, and there', async () => {
  const program = all.find((p) => p.based_in.county?.slug === 'hennepin' &&
    p.types.includes('one-to-one'));
  const { text } = await site.get(`/programs/${program.slug}`);
  const part = text.slice(text.indexOf('id="similar"'));
  const slugs = [...part.matchAll(/<h3><a href="\/programs\/([^"]*)"/g)]
    .map((match) => match[1]);
  assert.ok(slugs.length > 0);
  assert.ok(!slugs.includes(program.slug));
  for (const slug of slugs)
    assert.equal((await site.get(`/programs/${slug}`)).status, 200);
});

test('a program comes as JSON', async () => {
  const got = await site.get(`/programs/${all[0].slug}.json`);
  assert.equal(got.status, 200);
  assert.match(got.headers['content-type'], /^application\/json/);
  assert.deepEqual(JSON.parse(got.text), all[0]);
});

test('a badge is held until its day, on the page and in the data', async () => {
  const row = { name: 'Badge Mentors', organization: 'Badge Center',
    state: 'MN', county: 'Lake', program_types: 'peer', description: 'Them.',
    badge: 'expert' };
  for (const [badge_until, held] of [['2099-01-31', 'expert'],
    ['2020-01-31', null]]) {
    importRow({ ...row, badge_until });
    const { listing } = JSON.parse(
      (await site.get('/programs/badge-mentors.json')).text);
    assert.equal(listing.badge, held);
    const page = await site.get('/programs/badge-mentors');
    assert.equal(page.text.includes('Expert Partner'), held !== null);
  }
});

test('an unknown program is 404 with the closest names', async () => {
  const program = all.find((p) => p.slug.length > 12);
  const got = await site.get(`/programs/${program.slug.slice(0, -2)}`);
  assert.equal(got.status, 404);
  assert.ok(got.text.includes(`/programs/${program.slug}"`), program.slug);
  assert.equal((await site.get('/programs/qqqqqq-xxxx')).status, 404);
  assert.equal((await site.get('/programs/qqqqqq-xxxx.json')).status, 404);
});

test('a closed program is 410 and names what is near', async () => {
  const { slug, name, organization, based_in: { state } } =
    all.find((p) => p.based_in.county?.slug === 'hennepin');
  importRow({ name, organization: organization.name, state, stage: 'closed',
    description: 'Closed.' });
  const got = await site.get(`/programs/${slug}`);
  assert.equal(got.status, 410);
  assert.match(got.text, /This program has closed/);
  assert.match(got.text, /\/counties\/hennepin/);
  const list = JSON.parse((await site.get('/programs.json')).text).programs;
  assert.ok(!list.some((p) => p.slug === slug));
});

test('a changed listing is changed in lists with the next request',
  async () => {
    const row = { name: 'Heron Friends', organization: 'Heron Center',
      state: 'MN', county: 'Lake', program_types: 'peer' };
    for (const description of ['We paddle.', 'We skate.', 'We <read> & sing.']) {
      importRow({ ...row, description });
      for (const headers of [{}, { Cookie: 'ns_theme=dark' }])
        for (const path of ['/programs?q=heron', '/counties/lake'])
          assert.ok(decode((await site.get(path, { headers })).text)
            .includes(description), `${path}: ${description}`);
    }
  });
