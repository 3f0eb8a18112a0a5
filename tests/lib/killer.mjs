// Processes of an instance, killed at moments that nobody planned.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

import { processesIn, sleep } from './instance.mjs';

const YOUNG_MS = 1000; // as the supervisor has it

const childrenOf = (pid) =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
    .filter(Boolean).map(Number);

// One that waits for connections, or NaN: the jobs' worker is another.
const isWorker = (pid) => {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) =>
      readlinkSync(`/proc/${pid}/fd/${fd}`).includes('[eventpoll]'));
  } catch {
    return false;
  }
};

// Kill one worker after the other. One that has just begun is spared: who
// dies young is replaced later and later. isOver is asked with the number of
// kills so far, pause waits between two of them.
export async function killWorkers(site, count, isOver,
  { pause = () => sleep(Math.random() * 100) } = {}) {
  const parent = Math.min(...processesIn(site.state)
    .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10)));
  const seen = new Map();
  let kills = 0;
  while (kills < count && !isOver(kills)) {
    const now = Date.now(), pids = childrenOf(parent);
    for (const pid of pids)
      if (!seen.has(pid) && isWorker(pid)) seen.set(pid, now);
    const grown = pids.filter((pid) => now - seen.get(pid) > YOUNG_MS);
    if (grown.length) {
      const pid = grown[Math.floor(Math.random() * grown.length)];
      process.kill(pid, 'SIGKILL');
      seen.set(pid, Infinity); // once, though it may lie there for a while
      kills++;
      await pause();
    } else {
      await sleep(10);
    }
  }
  return kills;
}

// The process that sends mail just now, if any.
export function mailSender(site) {
  for (const line of processesIn(site.state)) {
    const pid = Number(line.split(' ')[0]);
    try {
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'northstar-mail')
        return pid;
    } catch { /* it has ended */ }
  }
  return 0;
}

export const parentOf = (pid) =>
  Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]);

// As people do: what was not answered is sent once more.
export async function postUntilAnswered(post, what) {
  for (let i = 0; i < 50; i++) {
    const answer = await post().catch(() => null);
    if (answer?.status === 303) return answer;
    if (answer && answer.status < 500)
      throw new Error(`${what}: ${answer.status} ${answer.text}`);
    await sleep(50);
  }
  throw new Error(`${what} was never taken`);
}
