// A reporter of node:test for test.mjs: how many passed, failed and so on, and
// the files that took longest.
import { basename } from 'node:path';

const SHOWN = 12, AT_LEAST = 5; // seconds

export default async function* counts(events) {
  const files = new Map();
  for await (const { type, data } of events) {
    if (data?.nesting !== 0) continue;
    if (type === 'test:diagnostic') yield `# ${data.message}\n`;
    if (type === 'test:pass' || type === 'test:fail')
      files.set(data.file, (files.get(data.file) ?? 0) +
        data.details.duration_ms / 1000);
  }
  const longest = [...files].filter(([, seconds]) => seconds >= AT_LEAST)
    .sort((a, b) => b[1] - a[1]).slice(0, SHOWN);
  yield `longest: ${longest.map(([file, seconds]) =>
    `${basename(file, '.test.mjs')} ${Math.round(seconds)} s`).join(', ')}\n`;
}
