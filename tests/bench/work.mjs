// The work that bench measures (DESIGN §5): paths to ask for, what to compare
// with, and the limit. Fresh pages are asked for by a guest who once wrote a
// comment: such a reader may see something of their own, so nothing whole is
// kept for them, neither by nginx nor by a worker.
export const COOKIE = `ns_guest=${'A'.repeat(43)}`;

// A reader who chose colors gets pages that a worker keeps whole.
const COLORS = 'ns_theme=dark';

// The generator's words for types, in ours.
const FILTERS = {
  'one-to-one': 'type=one-to-one', 'group': 'type=group', 'peer': 'type=peer',
  'e-mentoring': 'type=e-mentoring', 'school-based': 'setting=school',
  'site-based': 'setting=site', 'career': 'setting=workplace',
  'faith-based': 'setting=faith',
};

const PLACES = ['55805', '55401', 'Duluth&within=50', 'Ely', 'Rochester',
  'St. Cloud&type=group', 'Hennepin', '56601', 'Bemidji&age=12', 'Winona']
  .map((place) => `/programs?near=${place.replaceAll(' ', '+')}`);

const slug = (county) => county.toLowerCase().replace(/[ .]+/g, '-');

// In the order of the canonical query: county, type, setting, age.
const filtered = ([county, type, age, page]) =>
  `/programs?county=${slug(county)}&${FILTERS[type]}&age=${age}` +
  (page > 1 ? `&page=${page}` : '');

// A zipf over the rank, the same in each run: the n-th word 1/n as often as
// the first; a third of them two words.
function searches(terms) {
  const weights = terms.map((_, rank) => 1 / (rank + 1));
  const sum = weights.reduce((a, b) => a + b);
  let seed = 7;
  const draw = () => {
    seed = (seed * 1103515245 + 12345) % 2147483648;
    let at = seed / 2147483648 * sum, rank = 0;
    while (rank < terms.length - 1 && (at -= weights[rank]) > 0) rank++;
    return terms[rank];
  };
  return Array.from({ length: 1000 }, (_, i) =>
    `/programs?q=${draw()}${i % 3 ? '' : `+${draw()}`}`);
}

const by = (size, at300, at10000, at100000) =>
  size <= 300 ? at300 : size <= 10000 ? at10000 : at100000;

export function workOf(state, size) {
  const program = `/programs/${state.thread.slug}`;
  return [
    { name: 'ready-made home', paths: ['/'], isReady: true, limit: 1.4 },
    { name: 'ready-made list', paths: ['/programs'], isReady: true,
      limit: 1.4 },
    { name: 'home', paths: ['/'], limit: 2.2, isLevel: true },
    { name: 'list', paths: ['/programs'], limit: 2.2, isLevel: true },
    { name: 'program, 25 comments', paths: [program], limit: 2.2,
      isLevel: true },
    { name: 'dashboard', paths: ['/dashboard'], limit: 2.2, isLevel: true },
    { name: 'filtered list', paths: state.filters.map(filtered),
      limit: by(size, 3, 4, 6) },
    { name: 'search', paths: searches(state.terms),
      limit: by(size, 4, 6, 15) },
    // To be seen, without a limit of their own.
    { name: 'list, colors chosen', paths: ['/programs'], cookie: COLORS },
    { name: 'near a place', paths: PLACES },
    { name: 'programs in turn', paths: state.slugs
      .map((one) => `/programs/${one}`) },
  ];
}
