// What happens while a password is being looked at, which takes a tenth of a
// second.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, test } from 'node:test';

import { sleep, startInstance } from '../lib/instance.mjs';
import { sql } from '../lib/staff.mjs';
import { Visitor } from '../lib/visitor.mjs';

const PASSWORD = 'canoe under nine stars';
let site;

before(async () => { site = await startInstance(); });
after(() => site?.stop());

async function known(email) {
  site.run('user', 'add', email, '--role', 'editor', '--password-stdin',
    { input: `${PASSWORD}\n` });
  const visitor = new Visitor(site);
  const answer = await visitor.fill('/sign-in', '/sign-in',
    { email, password: PASSWORD });
  assert.equal(answer.status, 303);
  return visitor;
}

// Send form fields of path, and write the database in the middle: by a program
// that has started already, for sql() may be slower than the hash.
async function during(visitor, path, fields, text) {
  const writer = spawn('sqlite3', ['-cmd', '.timeout 9000',
    `${site.state}/northstar.db`], { stdio: ['pipe', 'ignore', 'inherit'] });
  const page = await visitor.get(path);
  const answer = visitor.fill(page, path, fields);
  await sleep(25);
  writer.stdin.end(`${text};\n`);
  assert.equal((await once(writer, 'close'))[0], 0);
  return answer;
}

test('a password that is changed meanwhile lets nobody in', async () => {
  const email = 'late@example.org';
  await known(email);
  const thief = new Visitor(site);
  const [[count]] = sql(site, 'SELECT count(*) FROM session');
  const answer = await during(thief, '/sign-in', { email, password: PASSWORD },
    "UPDATE user SET password_hash = 'x' WHERE email = 'late@example.org'");
  assert.equal(answer.status, 422);
  assert.equal(thief.jar.ns_session, undefined);
  assert.deepEqual(sql(site, 'SELECT count(*) FROM session'), [[count]]);
});

test('who is signed out meanwhile does not change the password', async () => {
  const email = 'out@example.org';
  const thief = await known(email);
  const hash = () => sql(site,
    'SELECT password_hash FROM user WHERE email = ?', email)[0][0];
  const old = hash();
  const answer = await during(thief, '/me/password', {
    'password-old': PASSWORD, 'password': 'seven otters on ice' },
  'DELETE FROM session WHERE user_id =' +
    " (SELECT id FROM user WHERE email = 'out@example.org')");
  assert.equal(answer.status, 403);
  assert.equal(hash(), old);
  assert.match(site.run('verify'), /record of changes: ok/);
});
