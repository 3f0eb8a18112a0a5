// Something that the site needs is taken away while people read and write, and
// given back.
import { Crowd } from './crowd.mjs';
import { sleep } from './instance.mjs';
import { isSmoke } from './part.mjs';
import { supervisor } from './processes.mjs';

export const CONFIG = { comments: { per_hour: 10000 },
  server: { workers: 4 } };

let crowds = 0; // each with words of its own

const count = (number, what) => `${number.toLocaleString('en')} ${what}`;

// From now until a comment is stored, in milliseconds.
async function untilStored(crowd) {
  const began = performance.now();
  while (performance.now() - began < 30_000)
    if ((await crowd.write())?.status === 303)
      return Math.round(performance.now() - began);
  return Infinity;
}

// Readers and writers for seconds while begin() has taken something away;
// end() gives it back. refusals: what writers may be told; must: they must be
// told so at least once.
export async function hold(p, { site, tried, seconds, begin, end, refusals,
  must = false, note = async () => '', more = () => ({ good: true }) }) {
  const crowd = new Crowd(site, { readers: 4, writers: 2, pause: 2,
    name: `Held ${++crowds}` });
  const parent = supervisor(site);
  let ms = Infinity, said = '';
  await crowd.start();
  try {
    await sleep(300);
    crowd.refusals = refusals;
    await begin();
    await sleep(seconds * 500);
    said = await note(crowd);
    await sleep(seconds * 500);
    await end();
    ms = await untilStored(crowd);
  } finally {
    await crowd.stop();
  }
  // Answers that were under way when it ended may say no; from here on none.
  crowd.refusals = [];
  for (let i = 0; i < 5; i++) await crowd.write();
  const lost = crowd.lost();
  site.run('verify');
  const isSame = supervisor(site) === parent;
  const also = more();
  if (also.said) said += `${said && '; '}${also.said}`;
  const why = [...new Set(crowd.failed)].slice(0, 5).join('; ');
  if (crowd.failed.length)
    console.log(site.log.split('\n').filter((line) =>
      /"level":"(error|warning)"/.test(line)).slice(0, 20).join('\n'));
  p.row({ tried, result: `${count(crowd.failed.length, 'failed')} of ` +
    `${count(crowd.asked, 'requests')}${why && ` (${why})`}; ` +
    `${count(crowd.refusedCount, 'writers told no')}` +
    (crowd.refusedCount ? ` (${[...crowd.refused.keys()].join(', ')})` : '') +
    `; ${count(lost.length, 'lost')} of ` +
    `${count(crowd.written.size, 'acknowledged')}; writing again after ` +
    `${ms} ms${said && `; ${said}`}${isSame ? '' : '; restarted'}`,
  good: crowd.failed.length === 0 && lost.length === 0 &&
    ms <= (isSmoke ? 3000 : 1000) &&
    isSame && also.good && (!must || crowd.refusedCount > 0) &&
    crowd.written.size > 5 });
}
