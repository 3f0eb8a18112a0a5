// Pages as w3m and lynx show them: labels beside their controls, words apart,
// everything in reading order. What they show is kept in tests/golden; after
// a wanted change write it anew and read the difference:
//
//	UPDATE_GOLDEN=1 node --test tests/http/text.test.mjs
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { root, startInstance } from '../lib/instance.mjs';
import { sql } from '../lib/staff.mjs';
import { plant } from '../lib/talk.mjs';

const NOW = Date.UTC(2026, 10, 23, 18) / 1000; // dates and ages stand still
const PAGES = {
  home: '/',
  list: '/programs?near=55805&type=one-to-one',
  program: '/programs/PROGRAM',
  form: '/about?reply_to=1',
  talk: '/programs/TALK',
  dashboard: '/dashboard',
};
const BROWSERS = {
  w3m: ['w3m', '-dump', '-T', 'text/html', '-cols', '80', '-I', 'UTF-8',
    '-O', 'UTF-8', '-o', 'display_image=0'],
  lynx: ['lynx', '-dump', '-stdin', '-nolist', '-width=80',
    '-assume_charset=UTF-8', '-display_charset=UTF-8'],
};

let site;
before(async () => {
  site = await startInstance({ env: { NORTHSTAR_NOW: String(NOW) } });
  const list = await site.get('/programs?near=55805&type=one-to-one');
  PAGES.program = list.text.match(/\/programs\/[a-z0-9-]+(?=")/)[0];
  PAGES.talk = talk();
});
after(() => site?.stop());

// A conversation with answers, one of our staff's, one edited, one taken back.
function talk() {
  const [[id, slug]] = sql(site, `SELECT id, slug FROM program
    WHERE '/programs/' || slug <> ? ORDER BY id`, PAGES.program);
  const ids = plant(site, id, 7, (i) => [null, 0, 1, 2, 3, null, 5][i],
    { at: NOW - 3 * 86400, words: ', in words.\n\nAnd more of them.' });
  sql(site, 'UPDATE comment SET is_staff = 1 WHERE id = ?', ids[1]);
  sql(site, 'UPDATE comment SET edited_at = created_at WHERE id = ?', ids[2]);
  site.run('comment', 'remove', String(ids[5]), '--reason', 'asked');
  return `/programs/${slug}`;
}

// The page as text, without blanks at line ends.
function dump([program, ...args], html) {
  const got = spawnSync(program, args, { input: html, encoding: 'utf8',
    env: { PATH: process.env.PATH, HOME: '/nonexistent', LC_ALL: 'C.UTF-8' } });
  assert.equal(got.status, 0, `${program}: ${got.error ?? got.stderr}`);
  return got.stdout.replace(/[ \t\u00a0]+$/gm, '').replace(/\n{3,}/g, '\n\n');
}

for (const name of Object.keys(PAGES))
  for (const [browser, args] of Object.entries(BROWSERS))
    test(`${name} reads well in ${browser}`, async () => {
      const page = await site.get(PAGES[name]);
      assert.equal(page.status, 200);
      const text = dump(args, page.text);
      const file = join(root, `tests/golden/${name}.${browser}.txt`);
      if (process.env.UPDATE_GOLDEN) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
    });
