#!/usr/bin/env node
// Writes unwanted.json and honest.json: 500 comments each, put together from
// the pieces in unwanted.mjs and honest.mjs by a seeded generator, so the same
// pieces always give the same files. Nobody in them is real; web addresses end
// in .example, .test or example.org, phone numbers are 555-01xx.
//
//   node tests/data/corpus/make.mjs
import { writeFileSync } from 'node:fs';

import { honest } from './honest.mjs';
import { unwanted } from './unwanted.mjs';

const COUNT = 500;

// mulberry32
function random(seed) {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

class Dice {
  constructor(seed) {
    this.next = random(seed);
  }

  number(from, to) {
    return from + Math.floor(this.next() * (to - from + 1));
  }

  one(list) {
    return list[Math.floor(this.next() * list.length)];
  }

  some(list, count) {
    const left = [...list];
    const out = [];
    while (out.length < count && left.length)
      out.push(...left.splice(Math.floor(this.next() * left.length), 1));
    return out;
  }

  chance(of100) {
    return this.next() * 100 < of100;
  }
}

// Each kind in its turn; a comment that was written before is thrown again.
function write(kinds, seed) {
  const dice = new Dice(seed);
  const seen = new Set();
  const names = Object.keys(kinds);
  const out = [];
  for (let turn = 0; out.length < COUNT; turn++) {
    if (turn > 50 * COUNT) throw new Error('not enough pieces');
    const kind = names[turn % names.length];
    const { name, email, website = '', body } = kinds[kind](dice);
    if (seen.has(body)) continue;
    seen.add(body);
    out.push({ kind, name, email, website, body });
  }
  return out;
}

const text = (list) =>
  `[\n${list.map((one) => JSON.stringify(one)).join(',\n')}\n]\n`;
const here = (file) => new URL(file, import.meta.url);

writeFileSync(here('unwanted.json'), text(write(unwanted, 1994)));
writeFileSync(here('honest.json'), text(write(honest, 2016)));
