// People at work: a client with a session of its own for each role, made in
// the database, so that a test need not go through the sign-in pages.
//
//   const editor = signedIn(site, 'editor');
//   const page = await editor.get('/admin/programs/3');
//   await editor.post('/admin/programs/3', { name: 'New name' },
//     { from: '/admin/programs/3/edit' });
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';

import { formFields } from './forms.mjs';

// Python, for its BLAKE2b of 256 bits and its SQLite.
const SCRIPT = `
import hashlib, json, sqlite3, sys
ask = json.load(sys.stdin)
db = sqlite3.connect(ask['path'], timeout=20)
db.execute('PRAGMA foreign_keys = ON')
with db:
    db.execute('BEGIN IMMEDIATE')
    row = db.execute('SELECT id FROM user WHERE email = ?',
                     (ask['email'],)).fetchone()
    if row:
        user = row[0]
    else:
        user = db.execute(
            'INSERT INTO user (email, name, role, created_at, totp_secret)'
            ' VALUES (?, ?, ?, ?, ?)',
            (ask['email'], ask['name'], ask['role'], ask['now'],
             b'x' * 20 if ask['secondFactor'] else None)).lastrowid
    db.execute('UPDATE user SET is_disabled = ? WHERE id = ?',
               (ask['disabled'], user))
    session = db.execute(
        'INSERT INTO session (token_hash, user_id, created_at, seen_at,'
        ' ends_at, confirmed_at, device) VALUES (?, ?, ?, ?, ?, ?, ?)',
        (hashlib.blake2b(ask['token'].encode(), digest_size=32).digest(),
         user, ask['now'], ask['seen'], ask['ends'], ask['confirmed'],
         'a test')).lastrowid
    for program in ask['owns']:
        db.execute('INSERT OR IGNORE INTO program_owner VALUES (?, ?)',
                   (program, user))
print(json.dumps({'user': user, 'session': session}))
`;

// Write to an instance's database while it runs:
// sql(site, 'UPDATE …', 1, 2).
// What the app keeps apart from the tables (search, audit) it does not see.
export function sql(site, text, ...values) {
  const got = spawnSync('python3', ['-c', `
import json, sqlite3, sys
ask = json.load(sys.stdin)
db = sqlite3.connect(ask['path'], timeout=20)
with db:
    print(json.dumps(db.execute(ask['text'], ask['values']).fetchall()))
`], { input: JSON.stringify({ path: `${site.state}/northstar.db`, text,
    values }), encoding: 'utf8' });
  assert.equal(got.status, 0, got.stderr);
  return JSON.parse(got.stdout);
}

class Client {
  constructor(site, role, token, ids) {
    Object.assign(this, { site, role, token, userId: ids.user,
      sessionId: ids.session });
    this.jar = { ns_session: token };
  }

  get cookie() {
    return Object.entries(this.jar).map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  async request(path, { headers = {}, ...options } = {}) {
    const answer = await this.site.request(path, { ...options,
      headers: { Cookie: this.cookie, ...headers } });
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/max-age=0\b/i.test(line)) delete this.jar[name];
      else this.jar[name] = value;
    }
    return answer;
  }

  get(path, options = {}) {
    return this.request(path, options);
  }

  // The first form of page `from` (default: the path) that posts to path, as
  // a browser would fill it in.
  async form(path, from = path) {
    const page = await this.get(from);
    assert.equal(page.status, 200, `${from}: ${page.status}`);
    return formFields(page.text, path);
  }

  // Post fields to path with the token of the form on page `from`; its other
  // fields go along with { whole: true }. A field set to undefined is left
  // out, a list goes as often as it is long. { token: null } sends none.
  async post(path, fields = {}, { from = path, whole = false, token,
    headers = {} } = {}) {
    const typed = token === undefined ? await this.form(path, from) : { token };
    const all = { ...(whole ? typed : { token: typed.token }), ...fields };
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(all))
      for (const one of Array.isArray(value) ? value : [value])
        if (one !== undefined && one !== null) body.append(name, one);
    return this.send(path, String(body), headers);
  }

  // A form that a browser on this site sends, as it is.
  send(path, body, headers = {}) {
    return this.request(path, { method: 'POST', body,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded',
        'Origin': this.site.url, 'Sec-Fetch-Site': 'same-origin',
        ...headers } });
  }
}

// A client signed in as role ("owner", "moderator", "editor", "admin"); each
// call is another session of the same account, unless email says another.
// owns: ids of listings; confirmed, seen, ends, now: seconds.
export function signedIn(site, role, { email = `${role}@example.org`,
  name = `Robin ${role[0].toUpperCase()}${role.slice(1)}`, owns = [],
  secondFactor = role === 'admin', disabled = 0,
  now = Math.floor(Date.now() / 1000), confirmed = now, seen = now,
  ends = now + 7 * 86400 } = {}) {
  const token = randomBytes(32).toString('base64url');
  const got = spawnSync('python3', ['-c', SCRIPT], { encoding: 'utf8',
    input: JSON.stringify({ path: `${site.state}/northstar.db`, email, name,
      role, token, owns, secondFactor, disabled, now, confirmed, seen,
      ends }) });
  assert.equal(got.status, 0, got.stderr);
  return new Client(site, role, token, JSON.parse(got.stdout));
}
