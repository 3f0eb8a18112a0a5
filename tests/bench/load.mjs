// Load by wrk, and what it costs: CPU from /proc, of whole families of
// processes; private memory from smaps_rollup.
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const TICKS = 100; // of /proc a second: USER_HZ, the same on every Linux

function stat(pid) {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null; // it has ended
  }
}

// pid and all below it.
export function family(pid) {
  const parents = new Map();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) && stat(name);
    if (fields) parents.set(Number(name), Number(fields[1]));
  }
  const found = [pid];
  for (let i = 0; i < found.length; i++)
    for (const [child, parent] of parents)
      if (parent === found[i]) found.push(child);
  return found;
}

export const childrenOf = (pid) =>
  family(pid).filter((child) => Number(stat(child)?.[1]) === pid);

export const commandOf = (pid) =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

// Seconds of CPU that pids and their ended children took.
function cpuSeconds(pids) {
  let ticks = 0;
  for (const pid of pids) {
    const fields = stat(pid);
    if (fields) for (let i = 11; i < 15; i++) ticks += Number(fields[i]);
  }
  return ticks / TICKS;
}

// Milliseconds of CPU that pids took, finer than the ticks of stat.
export function cpuMs(pids) {
  let ns = 0;
  for (const pid of pids) {
    try {
      const text = readFileSync(`/proc/${pid}/schedstat`, 'utf8');
      ns += Number(text.split(' ')[0]);
    } catch {
      // it has ended
    }
  }
  return ns / 1e6;
}

export function privateKb(pid) {
  const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  let kb = 0;
  for (const [, n] of text.matchAll(/^Private_\w+:\s+(\d+)/gm)) kb += Number(n);
  return kb;
}

// Run wrk; who: the processes whose CPU counts. Gives its report, and rps
// and cpu (µs a request) beside.
export async function wrk({ url, script, args, clients = 16, seconds, who }) {
  const before = cpuSeconds(who);
  const child = spawn('wrk', ['-t1', `-c${clients}`, `-d${seconds}s`,
    '--timeout', '10s', '--latency', '-s', join(here, script), url, '--',
    ...args], { stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, BENCH: here } });
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part) => { text += part; });
  await new Promise((done) => { child.on('close', done); });
  const cpu = cpuSeconds(who) - before;
  const line = text.match(/^\{.*\}$/m);
  if (!line) throw new Error(`wrk said: ${text}`);
  const report = JSON.parse(line[0]);
  return { ...report, rps: report.requests / report.seconds,
    cpu: cpu * 1e6 / report.requests };
}

export function listFile(path, lines) {
  writeFileSync(path, lines.join('\n') + '\n');
  return path;
}
