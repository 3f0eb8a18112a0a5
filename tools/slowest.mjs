// A reporter of node:test: the files that took longest, and how many seconds.
import { basename } from 'node:path';

const SHOWN = 12, AT_LEAST = 5;

export default async function* slowest(events) {
  const files = new Map();
  for await (const { type, data } of events)
    if (/^test:(pass|fail)$/.test(type) && data.nesting === 0)
      files.set(data.file, (files.get(data.file) ?? 0) +
        data.details.duration_ms / 1000);
  const longest = [...files].filter(([, seconds]) => seconds >= AT_LEAST)
    .sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  if (longest.length)
    yield `slowest: ${longest.map(([file, seconds]) =>
      `${basename(file, '.test.mjs')} ${Math.round(seconds)} s`).join(', ')}\n`;
}
