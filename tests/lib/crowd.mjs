// Readers and writers who go on whatever happens to the site, and what each
// of them was told:
//
//   const crowd = new Crowd(site, { readers: 6, writers: 2 });
//   await crowd.start();
//   … what goes wrong …
//   await crowd.stop();
//   crowd.asked, crowd.failed, crowd.refused, crowd.kept(), crowd.lost()
//
// Half of them keep their connection, half make one for each request. A kept
// connection that was closed before the first byte of an answer is no answer
// of the site's: the same is asked again on a new one, as browsers do, once.
import http from 'node:http';

import { formFields } from './forms.mjs';
import { sql } from './staff.mjs';

const UNREADY = { Cookie: 'ns_x=1' }; // nginx hands out no ready-made page

// Each with what a whole answer ends with, or holds.
const PAGES = [
  ['/', /<\/html>\s*$/], ['/programs', /<\/html>\s*$/],
  ['/dashboard', /<\/html>\s*$/], ['/about', /<\/html>\s*$/],
  ['/programs?q=mentor', /<h1[^]*<\/html>\s*$/, UNREADY],
  ['/', /<h1[^]*<\/html>\s*$/, UNREADY],
  ['/dashboard/network', /<h1[^]*<\/html>\s*$/, UNREADY],
  ['/programs.json', /\}\s*$/], ['/feed.atom', /<\/feed>\s*$/],
  ['/healthz', /ok/],
];

export class Crowd {
  constructor(site, { readers = 4, writers = 2, name = 'Held',
    pause = 0, writePause = pause } = {}) {
    Object.assign(this, { site, readers, writers, name, pause, writePause,
      asked: 0,
      again: 0, failed: [], refused: new Map(), written: new Map(),
      slow: [], pages: [...PAGES], agents: [], number: 0 });
  }

  // What everybody needs is asked for while all is well.
  async start() {
    const about = await this.site.get('/about');
    this.fields = formFields(about.text, '/comments');
    const list = await this.site.get('/programs');
    const [program] = list.text.match(/\/programs\/[a-z0-9-]+(?=")/);
    this.pages.push([program, /<\/html>\s*$/],
      [program, /<h1[^]*<\/html>\s*$/, UNREADY]);
    const [look] = list.text.match(/\/static\/[0-9a-f]+\/[^"]+\.css/);
    this.pages.push([look, /\}\s*$/]);
    for (const page of this.pages) await this.read(page);
    this.goesOn = true;
    this.running = [
      ...Array.from({ length: this.readers }, (_, i) => this.readOn(i)),
      ...Array.from({ length: this.writers }, (_, i) => this.writeOn(i)),
    ];
  }

  async stop() {
    this.goesOn = false;
    await Promise.all(this.running);
    for (const agent of this.agents) agent.destroy();
  }

  // One request; gives the answer, or throws when there is none.
  once(agent, path, { method = 'GET', headers = {}, body,
    localAddress } = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.site.port,
        path, method, agent, localAddress, headers: { ...headers,
          ...(body === undefined ? {} :
            { 'Content-Length': Buffer.byteLength(body) }) } }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode,
          headers: answer.headers,
          text: Buffer.concat(parts).toString('utf8') }));
      });
      request.on('error', (error) => {
        error.wasKept = request.reusedSocket && !request.res;
        reject(error);
      });
      request.setTimeout(30_000, () =>
        request.destroy(new Error('no answer in 30 s')));
      request.end(body);
    });
  }

  async ask(agent, path, options = {}) {
    const began = performance.now();
    this.asked++;
    let answer;
    try {
      answer = await this.once(agent, path, options);
    } catch (error) {
      if (!error.wasKept) throw error;
      this.again++;
      answer = await this.once(false, path, options);
    }
    const ms = performance.now() - began;
    if (ms > 1000) this.slow.push({ path, ms });
    return answer;
  }

  fail(what) {
    this.failed.push(what);
  }

  async read([path, whole, headers = {}], agent = false) {
    try {
      const answer = await this.ask(agent, path, { headers });
      if (answer.status !== 200) this.fail(`${path}: ${answer.status}`);
      else if (!whole.test(answer.text))
        this.fail(`${path}: ${answer.text.length} bytes, no end`);
      return answer;
    } catch (error) {
      this.fail(`${path}: ${error.code ?? error.message}`);
      return null;
    }
  }

  agent(number) {
    if (number % 2) return false;
    this.agents.push(new http.Agent({ keepAlive: true, maxSockets: 1 }));
    return this.agents.at(-1);
  }

  async readOn(number) {
    const agent = this.agent(number);
    for (let turn = number; this.goesOn; turn++) {
      await this.read(this.pages[turn % this.pages.length], agent);
      if (this.pause) await new Promise((done) => setTimeout(done, this.pause));
    }
  }

  // A comment of words that nobody else writes; what was said to it.
  async write(agent = false, localAddress = undefined) {
    const body = `${this.name} ${++this.number} ${'and again '.repeat(5)}`;
    try {
      const answer = await this.ask(agent, '/comments', { method: 'POST',
        localAddress,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded',
          'Origin': this.site.url, 'Sec-Fetch-Site': 'same-origin' },
        body: String(new URLSearchParams({ ...this.fields, name: 'Ana',
          email: 'ana@example.org', body })) });
      this.judge(answer, body.trim());
      return answer;
    } catch (error) {
      this.fail(`a comment: ${error.code ?? error.message}`);
      return null;
    }
  }

  // Stored, or a clear no that has the words in it. refusals: the codes that
  // are clear just now.
  judge({ status, text, headers }, body) {
    if (status === 303) {
      this.written.set(body, headers.location);
    } else if (this.refusals?.includes(status) && headers['retry-after'] &&
      text.includes(body)) {
      this.refused.set(status, (this.refused.get(status) ?? 0) + 1);
    } else {
      this.fail(`a comment: ${status}` + (text.includes(body) ? '' :
        ', its words are gone'));
    }
  }

  // Each from an address of its own: no address may write without end.
  async writeOn(number) {
    const agent = this.agent(number);
    while (this.goesOn) {
      await this.write(agent, `127.0.0.${10 + number}`);
      if (this.writePause)
        await new Promise((done) => setTimeout(done, this.writePause));
    }
  }

  get refusedCount() {
    return [...this.refused.values()].reduce((sum, count) => sum + count, 0);
  }

  // Of what was acknowledged, how much is not there, or not once.
  lost() {
    const rows = sql(this.site, 'SELECT body, count(*) FROM comment' +
      ` WHERE body LIKE '${this.name} %' GROUP BY body`);
    const stored = new Map(rows);
    return [...this.written.keys()].filter((body) => stored.get(body) !== 1);
  }
}
