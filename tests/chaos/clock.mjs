// The clock on the wall jumps while people are at work: a day back, to the end
// of 32-bit seconds (2038-01-19 03:14:07 UTC) and past it, into 2039, and back
// again each time. Forms, sign-ins, limits, feeds and days go on.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { formFields } from '../lib/forms.mjs';
import { CONFIG, hold } from '../lib/hold.mjs';
import { filledState, root, sleep, startInstance,
  until } from '../lib/instance.mjs';
import { isSmoke, part } from '../lib/part.mjs';
import { signedIn } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'a long walk to the lake';
const END_OF_32_BITS = 2 ** 31 - 1;

class Clock {
  constructor() {
    this.folder = mkdtempSync(join(tmpdir(), 'northstar-clock-'));
    this.state = join(this.folder, 'x', 'state'); // all that workers may read
    cpSync(filledState(), this.state, { recursive: true });
    this.file = join(this.state, 'clock-offset');
    this.set(0);
    const shim = join(this.folder, 'set_clock.so');
    execFileSync(process.env.CC ?? 'gcc', ['-shared', '-fPIC', '-O1', '-Wall',
      '-Werror', '-o', shim, join(root, 'tests/lib/set_clock.c')]);
    this.env = { LD_PRELOAD: shim, SET_CLOCK: this.file, ASAN_OPTIONS:
      'exitcode=99:verify_asan_link_order=0:detect_leaks=0' };
  }

  set(offset) {
    this.offset = Math.round(offset);
    writeFileSync(this.file, String(this.offset));
  }

  now() {
    return Math.floor(Date.now() / 1000) + this.offset;
  }
}

const number = (text) => Number(text.match(/(\d+)$/)[1]);

// Somebody of the staff, and a guest, in the middle of something.
class AtWork {
  constructor(site, clock) {
    Object.assign(this, { site, clock });
    site.run('user', 'add', 'kari@example.org', '--role', 'editor',
      '--password-stdin', { input: `${PASSWORD}\n` });
  }

  async begin(tries = 0) {
    const { site } = this;
    this.editor = signedIn(site, 'moderator', { now: this.clock.now() });
    const id = await this.comment('Asked before the jump');
    this.path = `/admin/comments/${id}/reply`;
    const page = await this.editor.get(`/admin/comments/${id}`);
    this.form = formFields(page.text, this.path);
    this.about = formFields((await site.get('/about')).text, '/comments');
    // After seven wrong words the eighth has to wait.
    for (let i = 0; i < tries; i++)
      this.tried = await new Visitor(site).fill('/sign-in', '/sign-in',
        { email: 'kari@example.org', password: `not this ${i}` });
  }

  async comment(body, fields = null) {
    const from = fields ??
      formFields((await this.site.get('/about')).text, '/comments');
    const answer = await this.site.post('/comments', { ...from, name: 'Ana',
      email: 'ana@example.org', body: `${body} ${this.clock.offset}` });
    assert.equal(answer.status, 303, `${body}: ${answer.status}`);
    return number(answer.headers.location);
  }

  // What was open before is sent now; what had to wait is tried now. isBack:
  // on the day of the first guesses, for which eight seconds are owed.
  async goOn(isBack = false) {
    const { site, clock, editor } = this;
    const said = [];
    await this.comment('Begun before the jump', this.about);
    said.push('a guest\'s form of before is taken');
    let answer = await editor.send(this.path, String(new URLSearchParams({
      ...this.form, publish: '1', body: 'An answer of before' })));
    if (answer.status === 303) {
      said.push('a form of staff of before is taken');
    } else {
      const [, packed = ''] = answer.text.match(/name="kept" value="([^"]*)/) ??
        [];
      const kept = Buffer.from(packed, 'base64url').toString();
      assert.match(answer.text + kept, /An[ +]answer[ +]of[ +]before/);
      if (answer.status === 422 || answer.status === 409) {
        answer = await editor.send(this.path, String(new URLSearchParams({
          ...formFields(answer.text, this.path), publish: '1' })));
        assert.equal(answer.status, 303, 'the form that was shown again');
        said.push('a form of staff of before is shown again, whole, and taken');
      } else {
        assert.equal(answer.status, 403); // the page to sign in
        assert.match(answer.text, /<h1>Sign in<\/h1>/);
        said.push('a session of before has ended; its form is kept');
      }
    }
    const visitor = new Visitor(site);
    // A busy machine may have no turn for a password: "one moment, please".
    let tries = 0;
    do {
      if (tries > 0) await sleep(1000); // each try counts
      answer = await visitor.fill('/sign-in', '/sign-in',
        { email: 'kari@example.org', password: PASSWORD });
    } while ((answer.status === 503 || isBack && answer.status === 429) &&
      ++tries < 12);
    assert.equal(answer.status, 303, 'signing in with a password');
    assert.equal((await visitor.get('/admin')).status, 200);
    said.push(`signing in works ${tries ? 'when its wait is over' :
      'at once'}`);
    await this.onPages();
    said.push('what is published shows at once, with its day');
    return said.join(', ');
  }

  // Published now: on its page (a ready-made one before), in its feed, with
  // the year of the clock.
  async onPages() {
    const { site, clock } = this;
    await site.get('/about');
    const id = await this.comment('For all to read');
    const editor = signedIn(site, 'moderator', { now: clock.now() });
    const answer = await editor.post(`/admin/comments/${id}`,
      { do: 'publish' }, { whole: true });
    assert.equal(answer.status, 303, 'publishing');
    const words = `For all to read ${clock.offset}`;
    assert.ok((await site.get('/about')).text.includes(words), 'on its page');
    const feed = await site.get('/about/comments.atom');
    const year = new Date(clock.now() * 1000).getUTCFullYear();
    assert.ok(feed.text.includes(words), 'in its feed');
    assert.match(feed.text, new RegExp(`<updated>${year}-`), 'with its year');
  }
}

async function jump(p, site, clock, work, { tried, to, seconds,
  tries, cross = false }) {
  await work.begin(tries);
  await hold(p, { site, tried, seconds, refusals: [],
    begin: () => clock.set(to() - Math.floor(Date.now() / 1000)),
    end: () => clock.set(0),
    note: async () => {
      if (cross)
        await until(() => clock.now() > END_OF_32_BITS, '32 bits are over');
      const said = await work.goOn();
      await work.begin(); // and all the way back
      return said;
    } });
  p.row({ tried: `${tried}: what was open there, after it`,
    result: await work.goOn(true), good: true });
}

await part('clock', { full: { seconds: 8 }, smoke: { seconds: 0.5 },
  minutes: 10 }, async ({ seconds }, p) => {
  const clock = new Clock();
  let site;
  try {
    site = await startInstance({ config: CONFIG, env: clock.env,
      state: clock.state });
    const now = () => Math.floor(Date.now() / 1000);
    const jumps = [
      { tried: 'clock one day back, and right again', tries: 7,
        to: () => now() - 86400 },
      { tried: 'clock at 2038-01-19 03:14:04 UTC, past 32 bits, and back',
        to: () => END_OF_32_BITS - 3, cross: true },
      { tried: 'clock in 2039, and 12 years back',
        to: () => Date.UTC(2039, 5, 15, 12) / 1000 },
    ];
    const work = new AtWork(site, clock);
    for (const one of isSmoke ? jumps.slice(0, 2) : jumps)
      await jump(p, site, clock, work, { ...one, seconds });
  } finally {
    await site?.stop();
    rmSync(clock.folder, { recursive: true, force: true });
  }
});
