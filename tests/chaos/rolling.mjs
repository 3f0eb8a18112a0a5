// Changes while people read and write: restarts of the program (HUP), reloads
// of nginx, and an upgrade to a next version with a migration, as an operator
// does it: put the new program in the place of the old one, send HUP. Nobody
// gets a wrong answer. Also upgrades that cannot be: they change nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Crowd } from '../lib/crowd.mjs';
import { CONFIG } from '../lib/hold.mjs';
import { program, sleep, startInstance, until } from '../lib/instance.mjs';
import { NEW_WORD, buildNext, versionNow } from '../lib/next_version.mjs';
import { part } from '../lib/part.mjs';
import { nginx, parentOf, processesBelow, servers, supervisor, workers }
  from '../lib/processes.mjs';
import { sql } from '../lib/staff.mjs';

// A column, a table that is filled from another, an index: what a version adds.
const MIGRATION = `
ALTER TABLE program ADD COLUMN next_words TEXT NOT NULL DEFAULT 'none';
CREATE TABLE next_thing (
	id INTEGER PRIMARY KEY,
	comment_id INTEGER NOT NULL REFERENCES comment (id),
	letters INTEGER NOT NULL
) STRICT;
INSERT INTO next_thing (comment_id, letters)
	SELECT id, length(body) FROM comment;
CREATE INDEX next_thing_by_comment ON next_thing (comment_id);
`;
// It fails at its end, when all before has been done.
const BROKEN = `${MIGRATION}
INSERT INTO next_thing (comment_id, letters) VALUES (-1, 1);
`;

const count = (number, what) => `${number.toLocaleString('en')} ${what}`;

class Rolling {
  constructor(site, crowd, link) {
    Object.assign(this, { site, crowd, link, slowest: 0 });
  }

  children() {
    const parent = supervisor(this.site);
    return servers(this.site).filter((pid) => parentOf(pid) === parent);
  }

  // A new generation in the place of the old one.
  async restart() {
    const before = this.children(), parent = supervisor(this.site);
    process.kill(parent, 'SIGHUP');
    await until(() => workers(this.site).length === CONFIG.server.workers &&
      !this.children().some((pid) => before.includes(pid)),
    'a new generation', 60);
    assert.equal(supervisor(this.site), parent);
  }

  async reload() {
    const master = nginx(this.site), before = processesBelow(master);
    process.kill(master, 'SIGHUP');
    await until(() => {
      const now = processesBelow(master);
      return now.length > 0 && !now.some((pid) => before.includes(pid));
    }, 'new workers of nginx', 60);
  }

  exchange(path) {
    symlinkSync(path, `${this.link}.new`);
    renameSync(`${this.link}.new`, this.link);
  }

  version() {
    return sql(this.site, 'PRAGMA user_version')[0][0];
  }

  // A next version whose migration cannot be carried out.
  async refuse(path) {
    const before = this.children(), told = this.site.log.length;
    this.exchange(path);
    process.kill(supervisor(this.site), 'SIGHUP');
    await until(() => this.site.log.slice(told)
      .includes('the new program does not start'), 'it is refused', 60);
    assert.equal(this.version(), versionNow());
    assert.deepEqual(sql(this.site, 'SELECT name FROM sqlite_master' +
      " WHERE name LIKE 'next%'"), []);
    assert.deepEqual(this.children(), before);
    this.exchange(program);
  }

  async upgrade(path) {
    this.exchange(path);
    await this.restart();
    assert.equal(this.version(), versionNow() + 1);
    assert.ok((await this.site.get('/about')).text.includes(NEW_WORD));
    assert.ok((await this.crowd.once(false, '/about', { headers:
      { Cookie: 'ns_x=1' } })).text.includes(NEW_WORD));
  }
}

await part('rolling', {
  full: { restarts: 20, reloads: 20, requests: 100_000, broken: true,
    readers: 12, writers: 3 },
  smoke: { restarts: 1, reloads: 1, requests: 200, readers: 4, writers: 1 },
  minutes: 30 }, async (size, p) => {
  const folder = mkdtempSync(join(tmpdir(), 'northstar-next-'));
  const link = join(folder, 'northstar');
  symlinkSync(program, link);
  let site, crowd;
  try {
    const next = buildNext(join(folder, 'next'), { sql: MIGRATION });
    const broken = size.broken && buildNext(join(folder, 'broken'),
      { sql: BROKEN, word: false });
    site = await startInstance({ config: CONFIG,
      env: { NORTHSTAR_PROGRAM: link } });
    crowd = new Crowd(site, { readers: size.readers, writers: size.writers,
      pause: 0, writePause: size.requests > 1000 ? 40 : 5 });
    const rolling = new Rolling(site, crowd, link);
    await crowd.start();
    const step = async (tried, work) => {
      const from = crowd.asked, failed = crowd.failed.length;
      await work();
      const wrong = crowd.failed.length - failed;
      p.row({ tried, result: `${wrong} failed of ` +
        count(crowd.asked - from, 'requests'), good: wrong === 0 });
    };
    const share = size.requests / 4;
    const enough = async (part_) => {
      while (crowd.asked < part_ && !crowd.failed.length) await sleep(50);
    };
    try {
      await step(count(size.restarts, 'restarts by HUP'), async () => {
        for (let i = 0; i < size.restarts; i++) {
          await rolling.restart();
          await sleep(100);
        }
        await enough(share);
      });
      await step(count(size.reloads, 'reloads of nginx'), async () => {
        for (let i = 0; i < size.reloads; i++) {
          await rolling.reload();
          await sleep(100);
        }
        await enough(share * 2);
      });
      if (broken)
        await step('an upgrade whose migration fails: nothing is changed',
          () => rolling.refuse(broken));
      await step(`an upgrade with a migration (version ${versionNow()} to ` +
        `${versionNow() + 1}, other words, another style sheet)`, async () => {
        await rolling.upgrade(next);
        await enough(share * 3);
      });
      await step('restarts and reloads at once, of the next version',
        async () => {
          await Promise.all([rolling.restart(), rolling.reload()]);
          await enough(size.requests);
        });
    } finally {
      await crowd.stop();
    }
    const lost = crowd.lost(), [slow] = crowd.slow.sort((a, b) => b.ms - a.ms);
    const slowest = slow ? `${slow.path}, ${Math.round(slow.ms)} ms` : '';
    const why = [...new Set(crowd.failed)].slice(0, 5).join('; ');
    if (crowd.failed.length)
      console.log(site.log.split('\n').filter((line) =>
        /"level":"(error|warning)"/.test(line)).slice(0, 20).join('\n'));
    p.row({ tried: 'all of it', result: `${crowd.failed.length} failed of ` +
      `${count(crowd.asked, 'requests')}${why && ` (${why})`}; ` +
      `${lost.length} lost of ${count(crowd.written.size, 'comments')}; ` +
      `${count(crowd.again, 'asked again')} because a kept connection had ` +
      `been closed, as browsers do${slowest && `; the slowest was ${slowest}`}`,
    good: crowd.failed.length === 0 && lost.length === 0 &&
      crowd.asked >= size.requests && crowd.written.size > 20 });
    execFileSync(next, ['verify', '--state', site.state]);
  } finally {
    await site?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
