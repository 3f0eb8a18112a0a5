// A site in the pseudo-language whose directory speaks Greek: whatever plain
// English its pages hold did not come through the string table. Only places
// keep their names.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { root, startInstance } from './instance.mjs';
import { read } from './listings.mjs';

// Counties and towns that the listings below are in.
export const PLACES = ['St. Louis', 'Hennepin', 'Itasca', 'Cass', 'Duluth',
  'Grand Rapids', 'Minneapolis', 'Fargo'];
export const HOST = 'greek.example.org';

// What may stand in Latin letters: names of places, the states' codes, and
// what the fixture's data holds.
const counties = read('counties.csv')
  .flatMap(({ county, seat }) => [county, seat]);
const names = [...new Set([...PLACES, ...counties])].filter(Boolean)
  .sort((a, b) => b.length - a.length)
  .map((name) => name.replaceAll('.', '\\.'));
const ALLOWED = new RegExp(`\\b(?:${names.join('|')})(?![a-z])|` +
  '\\b(?:MN|WI|IA|ND|SD)\\b|' +
  `[\\w@:/.-]*${HOST.replaceAll('.', '\\.')}[\\w/]*|` +
  '\\b[0-9a-f]{32}\\b|27 Elm Street', 'g');
const LATIN = /[A-Za-z]{2,}/;

export const english = (text) => LATIN.test(text.replaceAll(ALLOWED, ''));

const name = (i) => `Φίλοι της ${'αβγδεζηθικλμνξοπρστυφχψω'[i % 24]}${i}`;

function listing(i) {
  const [city, county, state, zip] = i % 5 ? ['Duluth', 'St. Louis', 'MN',
    '55805'] : ['Fargo', 'Cass', 'ND', ''];
  return {
    name: name(i), organization: `Οργανισμός ${i % 6}`, state, city, county,
    zip, description: `Συναντιούνται κάθε εβδομάδα (${i}).`,
    program_types: ['one-to-one', 'group', 'team', 'family', 'peer',
      'e-mentoring', 'group;peer'][i % 7],
    settings: ['community', 'school;after-school', 'campus;site', 'agency',
      'workplace', 'online', 'faith;correctional'][i % 7],
    ages_min: i % 4 ? 8 + i % 3 : '', ages_max: i % 3 ? 14 + i % 4 : '',
    service_area_counties: state === 'ND' ? 'Cass;Hennepin (MN)' :
      ['', 'St. Louis', 'St. Louis;Itasca', 'St. Louis;Itasca;Hennepin;Cass']
        [i % 4],
    slug: `greek-${i}`,
  };
}

// Everything a listing can say.
const full = {
  ...listing(1), details: '## Πρώτα\n\nΤι γίνεται **εδώ**.\n\n- Ένα\n- Δύο',
  mentor_role: 'Ένας μέντορας ακούει.',
  populations: 'girls;boys;newcomers;foster-care;parent-incarcerated;' +
    'disabilities;american-indian;lgbtq;justice-involved;first-generation',
  requirements: 'background-check;references;interview;training',
  languages: 'en;es;so;hmn;om;vi;oj;dak', address: 'Οδός 12',
  commitment_months: 12, hours_per_month: 4.5, mentor_age_min: 18,
  training_hours: 3, cost: 'Δωρεάν', accessibility: 'Ράμπα',
  contact_role: 'Συντονιστής', phone: '218-555-0100',
  email: `post@${HOST}`, website: `https://${HOST}/`,
  source_url: `https://${HOST}/source`, needs_mentors: 'yes',
  waiting_time: 'Δύο μήνες', badge: 'expert', badge_until: '2099-01-31',
  confirmed: '2026-10-02', confirmed_how: 'phone', program_types:
    'one-to-one;group;team;family;peer;e-mentoring', settings: 'community;' +
    'school;after-school;campus;site;agency;workplace;online;faith;' +
    'correctional',
  service_area_counties: 'St. Louis;Itasca', online: 'yes',
};

function listings() {
  const all = Array.from({ length: 26 }, (_, i) => listing(i));
  all[1] = full;
  Object.assign(all[2], { stage: 'paused', pause_reason: 'Ξεκούραση',
    returns: '2099-05-01', confirmed: '2026-09-02', confirmed_how: 'email' });
  Object.assign(all[3], { stage: 'closed' });
  Object.assign(all[4], { statewide: 'yes', badge: 'dedicated',
    confirmed: '2024-03-02', confirmed_how: 'visit', needs_mentors: 'yes' });
  Object.assign(all[5], { source_url: `https://${HOST}/five` });
  Object.assign(all[6], { online: 'yes', service_area_counties: '',
    website: `https://${HOST}/only` });
  Object.assign(all[7], { phone: '218-555-0101', commitment_months: 1,
    hours_per_month: 1, training_hours: 1, confirmed: '2026-11-01' });
  return all;
}

// Figures of every kind: all qualifiers, units, directions and states.
function figures() {
  const slugs = [];
  const number = (slug) => slugs.indexOf(slug) + 1 || slugs.push(slug);
  const row = (area, measure, year, value, more = {}) => ({ area, measure,
    name: `Μέτρο ${number(measure)}`, definition: 'Τι μετράμε.', unit: 'άτομα',
    direction: 'up', period: `Έτος ${year}`, year, target: 'no', value,
    qualifier: '', source: 'Πηγή', note: '', ...more });
  return [
    row('network', 'programs', 2012, 300, { qualifier: 'about' }),
    row('network', 'programs', 2014, 300, { qualifier: 'more than' }),
    row('network', 'programs', 2016, 280, { note: 'Σημείωση' }),
    row('network', 'young-people', 2014, 200000, { qualifier: 'about' }),
    row('network', 'could-use-a-mentor', 2016, 250000,
      { qualifier: 'about', direction: 'down' }),
    row('region', 'share', 2012, 62, { unit: '%', qualifier: 'under' }),
    row('region', 'share', 2014, 70, { unit: '%', target: 'yes' }),
    row('region', 'share', 2016, 74, { unit: '%', qualifier: 'nearly' }),
    row('innovation', 'waiting', 2012, 29, { unit: '%', direction: 'down' }),
    row('innovation', 'waiting', 2014, 10,
      { unit: '%', direction: 'down', target: 'yes' }),
    row('innovation', 'waiting', 2016, 20, { unit: '%', direction: 'down' }),
    row('policy', 'money', 2012, 7500000, { unit: '$' }),
    row('policy', 'money', 2016, 769000000,
      { unit: '$', qualifier: 'at least' }),
    row('quality', 'length', 2012, 9, { unit: 'out of 10',
      qualifier: 'nearly' }),
    row('quality', 'ratio', 2012, 2, { unit: 'to 1', direction: 'neither' }),
    row('quality', 'behind', 2012, 40, { unit: '%', qualifier: 'at most' }),
    row('quality', 'behind', 2013, 80, { unit: '%', target: 'yes' }),
    row('quality', 'behind', 2014, 30, { unit: '%', qualifier: 'less than' }),
  ];
}

function csv(rows) {
  const names = [...new Set(rows.flatMap(Object.keys))];
  const cell = (value = '') => /[",\n]/.test(value) ?
    `"${value.replaceAll('"', '""')}"` : String(value);
  return [names, ...rows.map((row) => names.map((key) => row[key]))]
    .map((cells) => `${cells.map(cell).join(',')}\n`).join('');
}

// The program's shared folder with other data in it.
function greekShare() {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-greek-'));
  for (const part of ['templates', 'strings', 'static', 'build'])
    symlinkSync(join(root, part), join(folder, part));
  mkdirSync(join(folder, 'data'));
  cpSync(join(root, 'data'), join(folder, 'data'), { recursive: true });
  writeFileSync(join(folder, 'data/programs.csv'), csv(listings()));
  writeFileSync(join(folder, 'data/measures.csv'), csv(figures()));
  return folder;
}

// Some of the figures turn out to be wrong: one of each kind of correction.
function correct(site) {
  const file = join(site.state, 'corrected.csv');
  const changes = [{ value: 310 }, { source: 'Άλλη πηγή', note: 'Νέα' },
    { note: 'Άλλη σημείωση' }, { qualifier: 'nearly', value: 190000 }];
  const wrong = figures();
  wrong[3].note = 'Παλιά';
  writeFileSync(file, csv(wrong.slice(3, 4)));
  site.run('import', 'measures', file);
  writeFileSync(file,
    csv(figures().slice(0, 4).map((row, i) => ({ ...row, ...changes[i] }))));
  site.run('import', 'measures', file);
}

export async function startGreek(config = {}) {
  const share = greekShare();
  try {
    const site = await startInstance({ filled: false,
      env: { NORTHSTAR_SHARE: share },
      config: { site: { language: 'en-XA' }, ...config } });
    correct(site);
    return site;
  } finally {
    rmSync(share, { recursive: true }); // all is read at the start
  }
}
