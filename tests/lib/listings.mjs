// The starter directory as a short script reads it: what the site's answers
// are compared with.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { root } from './instance.mjs';

export function parseCsv(text) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\n]*)(,|\r?\n|$)/y;
  for (let end = ','; cell.lastIndex < text.length;) {
    const [, value, mark] = cell.exec(text);
    rows.at(-1).push(value.startsWith('"') ?
      value.slice(1, -1).replaceAll('""', '"') : value);
    end = mark;
    if (end !== ',' && cell.lastIndex < text.length) rows.push([]);
  }
  const [names, ...data] = rows;
  return data.map((row) =>
    Object.fromEntries(names.map((name, i) => [name, row[i] ?? ''])));
}

export const read = (name) =>
  parseCsv(readFileSync(join(root, 'data', name), 'utf8'));

export const programs = read('programs.csv');
const zips = read('zips.csv');

// The counties a listing serves, as "Clay MN"; without any, where it is based.
export function serves(row) {
  const list = row.service_area_counties || row.county;
  return list.split(';').filter(Boolean).map((name) => {
    const [, bare, state] = name.match(/^(.*?)(?: \((\w\w)\))?$/);
    return `${bare} ${state ?? row.state}`;
  });
}

export function miles(a, b) {
  const rad = Math.PI / 180;
  const h = Math.sin((b.lat - a.lat) * rad / 2) ** 2 +
    Math.cos(a.lat * rad) * Math.cos(b.lat * rad) *
    Math.sin((b.lon - a.lon) * rad / 2) ** 2;
  return 2 * 3958.7613 * Math.asin(Math.sqrt(h));
}

const point = ({ lat, lon }) => ({ lat: Number(lat), lon: Number(lon) });

export function zipPoint(zip) {
  const found = zips.find((row) => row.zip === zip);
  return found && point(found);
}

// A listing's own ZIP code, or the mean of its town's.
export function basePoint(row) {
  if (row.zip && zipPoint(row.zip)) return zipPoint(row.zip);
  const town = zips.filter((zip) => zip.state === row.state &&
    zip.city.toLowerCase() === row.city.toLowerCase()).map(point);
  if (!row.city || !town.length) return null;
  return {
    lat: town.reduce((sum, at) => sum + at.lat, 0) / town.length,
    lon: town.reduce((sum, at) => sum + at.lon, 0) / town.length,
  };
}

export const keyOf = (row) => `${row.name} | ${row.organization}`;
