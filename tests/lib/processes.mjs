// The processes of an instance, told apart: the supervisor, the workers that
// wait at the app's socket, and the others.
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';

import { processesIn } from './instance.mjs';

export function parentOf(pid) {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]
      .split(' ')[1]);
  } catch {
    return 0;
  }
}

export const servers = (site) => processesIn(site.state)
  .filter((line) => / serve /.test(line)).map((line) => parseInt(line, 10));

export function supervisor(site) {
  const all = servers(site);
  return all.find((pid) => !all.includes(parentOf(pid)));
}

// What a process has open, as readlink says, by number; nothing when it is
// gone.
export function opened(pid) {
  const all = new Map();
  try {
    for (const fd of readdirSync(`/proc/${pid}/fd`))
      try {
        all.set(Number(fd), readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch { /* closed meanwhile */ }
  } catch { /* it has ended */ }
  return all;
}

// Those of one pool. The supervisor has the same sockets open, but waits for
// nothing there.
export function workers(site, pool = 'app') {
  const parent = supervisor(site);
  const its = readFileSync('/proc/net/unix', 'utf8').split('\n')
    .filter((line) => line.endsWith(`run/${pool}.sock.${parent}`))
    .map((line) => `socket:[${line.split(/\s+/)[6]}]`);
  return servers(site).filter((pid) => {
    const names = [...opened(pid).values()];
    return parentOf(pid) === parent &&
      names.includes('anon_inode:[eventpoll]') &&
      names.some((name) => its.includes(name));
  });
}

export const nginx = (site) =>
  Number(readFileSync(`${site.state}/nginx/nginx.pid`, 'utf8'));

// pid and all below it.
export function family(pid) {
  const parents = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
    .map((name) => [Number(name), parentOf(name)]);
  const found = [pid];
  for (let i = 0; i < found.length; i++)
    for (const [child, parent] of parents)
      if (parent === found[i]) found.push(child);
  return found;
}

export const processesBelow = (pid) => family(pid).slice(1);
