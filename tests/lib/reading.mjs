// How hard a page is to read: the Flesch–Kincaid grade of its own words, that
// is years of American school. Content from the database is left out.
import { walk } from './html.mjs';

// Within a sentence, when there is one around them.
const INLINE = new Set(['a', 'span', 'b', 'em', 'strong', 'time', 'cite',
  'code', 'br', 'input']);
const SKIPPED = new Set(['script', 'style', 'svg', 'title', 'textarea',
  'option']);

const isContent = ({ attributes }) =>
  attributes.lang === 'en' || attributes.translate === 'no';

// The text of each block of main, in order.
export function blocks(html) {
  const found = [];
  const open = []; // texts of the blocks around us
  let depth = 0; // within main
  let skipped = 0;
  const isBlock = ({ name, attributes }, stack) => !INLINE.has(name) ||
    (name === 'a' && attributes.class?.startsWith('btn')) ||
    !stack.some((e) => /^(p|li|h\d)$/.test(e.name));
  walk(html, {
    begin: (element, stack) => {
      if (element.name === 'main') depth++;
      if (SKIPPED.has(element.name) || (depth && isContent(element))) skipped++;
      if (isBlock(element, stack)) open.push([]);
    },
    end: (element, stack) => {
      if (SKIPPED.has(element.name) || (depth && isContent(element))) skipped--;
      const text = isBlock(element, stack) && open.pop().join(' ');
      if (text && depth) found.push(text.replace(/\s+/g, ' ').trim());
      if (element.name === 'main') depth--;
    },
    visit: (text) => depth && !skipped && open.at(-1).push(text),
  });
  return found.filter(Boolean);
}

// Sentences: what ends like one, and headings and items that are long enough
// to be read as one. Shorter ones (labels, numbers) are looked at, not read.
export function sentences(texts) {
  const all = texts.flatMap((text) =>
    text.replace(/(\b[A-Z]|\bSt|\bMt)\./g, '$1').split(/(?<=[.?!:])\s+/))
    .filter((text) => /[.?!]$/.test(text) ? words(text).length > 1 :
      words(text).length > 5);
  return [...new Set(all)]; // said again, it is not read again
}

export const words = (text) =>
  text.match(/[\p{L}]+(?:[’'][\p{L}]+)*|\d[\d,.]*/gu) ?? [];

const KNOWN = { area: 3, areas: 3, every: 2, everyone: 3, people: 2, being: 2,
  idea: 3, ideas: 3, create: 2, created: 3, minnesota: 4, something: 2,
  sometimes: 2, someone: 2, somebody: 3, one: 1, once: 1, were: 1, are: 1,
  there: 1, these: 1, where: 1, more: 1, here: 1, before: 2, outside: 2,
  business: 2, different: 3, home: 1, website: 2, ages: 2, themselves: 2,
  relationships: 5, initiative: 4, policies: 3, companies: 3, dashboard: 2,
  safe: 1, whole: 1, estimate: 3, comes: 1, times: 1, names: 1, lives: 1 };

// A guess that is right for most English words. Numbers are read as one.
export function syllables(word) {
  const w = word.toLowerCase().replace(/[’']/g, '');
  if (KNOWN[w]) return KNOWN[w];
  if (/^\d/.test(w)) return 1;
  const stem = w.replace(/(?<=[^aeiouy][^aeiouyl]*)es$|(?<=[^td])ed$|e$/, '')
    .replace(/(?<=[aeiouy].*[^aeiouyl])e(ly|ment|ful|less|s)$/, '$1');
  const groups = stem.match(/[aeiouy]+/g)?.length ?? 0;
  const extra = /[^aeiouy]les?$/.test(w) || /ia[nlt]?$|io(?!n)|ism$|[sc]es$|ges$/
    .test(w) ? 1 : 0;
  return Math.max(1, groups + extra);
}

export function grade(list) {
  const all = list.flatMap(words);
  const sum = all.reduce((n, word) => n + syllables(word), 0);
  return 0.39 * all.length / list.length + 11.8 * sum / all.length - 15.59;
}
