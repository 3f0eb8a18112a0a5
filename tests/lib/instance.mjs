// A private instance for one test file: own state folder, own port, nginx and
// the sanitizer build, the starter directory in place. stop() fails the test
// when a sanitizer had something to say or a process is left.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync,
  readlinkSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
export const program = process.env.NORTHSTAR_PROGRAM ??
  join(root, 'build/san/northstar');

const sanitizers = {
  ASAN_OPTIONS: 'exitcode=99:detect_leaks=1:strict_string_checks=1',
  UBSAN_OPTIONS: 'print_stacktrace=1:halt_on_error=1',
};
const complaints =
  /(ERROR|SUMMARY): \w*Sanitizer|runtime error:|^==\d+==/m;

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Run the program; the caller judges what it says.
export function command(args, { input = '', env = {} } = {}) {
  const got = spawnSync(program, args, {
    input, encoding: 'utf8', timeout: 60_000, maxBuffer: 64 << 20,
    env: { ...process.env, ...sanitizers, ...env },
  });
  assert.doesNotMatch(got.stderr ?? '', complaints);
  return got;
}

// The filled state folder that instances start from, made once for each
// build of the program and each version of what fills it.
export function filledState() {
  const key = createHash('sha256');
  const note = (path) => key.update(`${path} ${statSync(path).mtimeMs}\n`);
  note(program);
  for (const name of readdirSync(join(root, 'data')).sort())
    note(join(root, 'data', name));
  const parent = join(root, 'build/states');
  const folder = join(parent, key.digest('hex').slice(0, 16));
  if (existsSync(folder)) return folder;
  mkdirSync(parent, { recursive: true });
  const fresh = mkdtempSync(join(parent, 'new-'));
  const got = command(['setup', '--state', fresh]);
  assert.equal(got.status, 0, got.stderr);
  try {
    renameSync(fresh, folder);
  } catch {
    rmSync(fresh, { recursive: true }); // another test was faster
  }
  return folder;
}

function configText(config) {
  return Object.entries(config).map(([section, keys]) => `[${section}]\n` +
    Object.entries(keys).map(([key, value]) => `${key} = ${value}\n`).join(''))
    .join('\n');
}

// Processes that work in folder: nginx, the app and its workers.
export function processesIn(folder) {
  return readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder;
    } catch {
      return false;
    }
  }).map((pid) => {
    try {
      return `${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        .replaceAll('\0', ' ')}`;
    } catch {
      return null;
    }
  }).filter(Boolean);
}

export const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

// Try until check() is true; fail with what after seconds.
export async function until(check, what, seconds = 10) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end;
    await sleep(30))
    if (await check()) return;
  assert.fail(`waited ${seconds} s: ${what}`);
}

class Instance {
  constructor(state, port) {
    this.state = state;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.log = '';
  }

  async start(env) {
    this.child = spawn('setpriv', ['--pdeathsig', 'TERM',
      join(root, 'tools/run.sh'), this.state, String(this.port)], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...sanitizers, NORTHSTAR_PROGRAM: program,
        NORTHSTAR_LIMITS: '10000', ...env },
    });
    this.ended = new Promise((resolve) => {
      this.child.on('close', (code) => resolve(this.exitCode = code ?? -1));
    });
    const take = (text) => { this.log += text; };
    this.child.stdout.setEncoding('utf8').on('data', take);
    this.child.stderr.setEncoding('utf8').on('data', take);
    for (const end = Date.now() + 60_000; Date.now() < end; await sleep(20)) {
      if (this.exitCode !== undefined) return false;
      if (this.log.includes('North Star is ready')) return true;
    }
    return false;
  }

  // One request on a connection of its own; nothing is followed, nothing
  // unpacked. The answer: status, headers, body (a Buffer), text.
  request(path, { method = 'GET', headers = {}, body } = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request({
        host: '127.0.0.1', port: this.port, path, method, agent: false,
        headers: { ...(body === undefined ? {} :
          { 'Content-Length': Buffer.byteLength(body) }), ...headers },
      }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const whole = Buffer.concat(parts);
          resolve({ status: answer.statusCode, headers: answer.headers,
            rawHeaders: answer.rawHeaders, body: whole,
            text: whole.toString('utf8') });
        });
      });
      request.on('error', reject);
      request.setTimeout(30_000, () => request.destroy(new Error('no answer')));
      request.end(body);
    });
  }

  get(path, options = {}) {
    return this.request(path, options);
  }

  // A form as a browser on this site sends it.
  post(path, fields, { headers = {}, ...options } = {}) {
    return this.request(path, { method: 'POST', ...options,
      body: typeof fields === 'string' ? fields :
        String(new URLSearchParams(fields)),
      headers: { 'Content-Type': 'application/x-www-form-urlencoded',
        'Origin': this.url, 'Sec-Fetch-Site': 'same-origin', ...headers } });
  }

  // Bytes as they are; what comes back until the other side closes.
  raw(bytes, { wait = 5000 } = {}) {
    return new Promise((resolve, reject) => {
      const socket = net.connect(this.port, '127.0.0.1');
      const parts = [];
      socket.setTimeout(wait, () => socket.destroy());
      socket.on('data', (part) => parts.push(part));
      socket.on('error', (error) =>
        error.code === 'ECONNRESET' || reject(error));
      socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
      socket.write(bytes);
    });
  }

  // northstar ARGS --state …
  command(...args) {
    const options = typeof args.at(-1) === 'object' ? args.pop() : {};
    return command([...args, '--state', this.state], options);
  }

  // The same, and it has to succeed; gives its output.
  run(...args) {
    const got = this.command(...args);
    assert.equal(got.status, 0, `${args.join(' ')}: ${got.stderr}`);
    return got.stdout;
  }

  async stop() {
    if (this.stopped) return;
    this.stopped = true;
    if (this.exitCode === undefined) this.child.kill('SIGTERM');
    await this.ended;
    const left = processesIn(this.state);
    const said = this.log.match(complaints);
    if (!process.env.NORTHSTAR_KEEP && !this.isKept)
      rmSync(dirname(this.state), { recursive: true, force: true });
    assert.deepEqual(left, [], 'processes are left');
    assert.equal(said, null, `sanitizer:\n${this.log.slice(said?.index)}`);
  }
}

// config: sections of northstar.conf; env: for the app; filled: false for a
// state folder that setup fills at the start.
export async function startInstance({ config = {}, env = {}, filled = true,
  state } = {}) {
  let instance;
  for (let attempt = 0; attempt < 3; attempt++) {
    const folder = state ??
      join(mkdtempSync(join(tmpdir(), 'northstar-')), 'state');
    mkdirSync(folder, { recursive: true });
    const port = await freePort();
    if (filled && !state) cpSync(filledState(), folder, { recursive: true });
    if (!existsSync(join(folder, 'northstar.conf')))
      writeFileSync(join(folder, 'northstar.conf'), configText({ ...config,
        site: { base_url: `http://127.0.0.1:${port}`, ...config.site },
        server: { workers: 2, ...config.server } }));
    instance = new Instance(folder, port);
    if (await instance.start(env)) return instance;
    if (!instance.log.includes('is taken')) break;
    await instance.ended;
  }
  instance.child.kill('SIGTERM');
  throw new Error(`no instance (exit ${instance.exitCode}): ${instance.log}`);
}
