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

const literal = (value) => value === null || value === undefined ? 'NULL' :
  typeof value === 'number' ? String(value) :
    Buffer.isBuffer(value) ? `x'${value.toString('hex')}'` :
      `'${String(value).replaceAll("'", "''")}'`;

// Read and write an instance's database while it runs, each ? a value:
// sql(site, 'SELECT id, name FROM user WHERE role = ?', 'editor') gives rows
// as lists. What the app keeps apart from the tables (search, audit, kept
// pages) learns nothing of what is written here.
export function sql(site, text, ...values) {
  const all = [...values];
  const got = spawnSync('sqlite3', ['-json', '-cmd', '.timeout 20000',
    '-cmd', 'PRAGMA foreign_keys = ON', `${site.state}/northstar.db`],
  { input: `${text.replace(/\?/g, () => literal(all.shift()))};\n`,
    encoding: 'utf8', maxBuffer: 64 << 20 });
  assert.equal(got.status, 0, got.stderr);
  assert.equal(got.stderr, '', text);
  return got.stdout.trim() ?
    JSON.parse(got.stdout).map((row) => Object.values(row)) : [];
}

// BLAKE2b of 256 bits (RFC 7693) of at most one block, which is what the
// database holds of a token; node's own knows only 512 bits.
const IV = [0x6a09e667f3bcc908n, 0xbb67ae8584caa73bn, 0x3c6ef372fe94f82bn,
  0xa54ff53a5f1d36f1n, 0x510e527fade682d1n, 0x9b05688c2b3e6c1fn,
  0x1f83d9abfb41bd6bn, 0x5be0cd19137e2179n];
const SIGMA = ['0123456789abcdef', 'ea489fd61c02b753', 'b8c052fdae367194',
  '7931dcbe265a40f8', '905724afe1bc683d',
  '2c6a0b834d75fe19', 'c51fed4a0763928b', 'db7ec13950f4862a',
  '6fe9b308c2d714a5', 'a2847615fb9e3cd0'];
const MASK = (1n << 64n) - 1n;

export function blake2b(bytes) {
  assert.ok(bytes.length <= 128);
  const block = Buffer.alloc(128);
  bytes.copy(block);
  const m = Array.from({ length: 16 }, (_, i) => block.readBigUInt64LE(i * 8));
  const h = [...IV];
  h[0] ^= 0x01010020n;
  const v = [...h, ...IV];
  v[12] ^= BigInt(bytes.length);
  v[14] ^= MASK;
  const turn = (x, n) => (x >> n | x << (64n - n)) & MASK;
  const mix = (a, b, c, d, x, y) => {
    v[a] = (v[a] + v[b] + x) & MASK; v[d] = turn(v[d] ^ v[a], 32n);
    v[c] = (v[c] + v[d]) & MASK; v[b] = turn(v[b] ^ v[c], 24n);
    v[a] = (v[a] + v[b] + y) & MASK; v[d] = turn(v[d] ^ v[a], 16n);
    v[c] = (v[c] + v[d]) & MASK; v[b] = turn(v[b] ^ v[c], 63n);
  };
  for (let round = 0; round < 12; round++) {
    const s = [...SIGMA[round % 10]].map((digit) => m[parseInt(digit, 16)]);
    for (let i = 0; i < 4; i++)
      mix(i, i + 4, i + 8, i + 12, s[2 * i], s[2 * i + 1]);
    for (let i = 0; i < 4; i++)
      mix(i, (i + 1) % 4 + 4, (i + 2) % 4 + 8, (i + 3) % 4 + 12,
        s[2 * i + 8], s[2 * i + 9]);
  }
  const out = Buffer.alloc(32);
  for (let i = 0; i < 4; i++)
    out.writeBigUInt64LE(h[i] ^ v[i] ^ v[i + 8], i * 8);
  return out;
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

function ofEmail(site, email, { name, role, now, secondFactor }) {
  sql(site, 'INSERT INTO user (email, name, role, created_at, totp_secret)' +
    ' VALUES (?, ?, ?, ?, ?) ON CONFLICT (email) DO NOTHING',
  email, name, role, now, secondFactor ? Buffer.alloc(20, 'x') : null);
  return sql(site, 'SELECT id FROM user WHERE email = ?', email)[0][0];
}

function ofProvider(site, { provider = 'google', subject,
  issuer = `https://${provider}.example` }, { name, role, now, contact }) {
  const known = sql(site, 'SELECT user_id FROM identity WHERE issuer = ?' +
    ' AND subject = ?', issuer, subject);
  if (known.length) return known[0][0];
  const [[user]] = sql(site, 'INSERT INTO user (name, role, created_at,' +
    ' contact_email) VALUES (?, ?, ?, ?) RETURNING id', name, role, now,
  contact);
  sql(site, 'INSERT INTO identity VALUES (?, ?, ?, ?, ?, ?)', issuer, subject,
    user, provider, now, now);
  return user;
}

// A client signed in as role ("reader", "owner", "moderator", "editor",
// "admin"); each call is another session of the same account, unless email
// says another. owns: ids of listings; confirmed, seen, ends, now: seconds;
// a test that takes longer than ten minutes is not asked for the password.
// With identity ({ provider, issuer, subject }) the account is a provider's:
// it has no email to sign in with; contact is the address that it verified.
export function signedIn(site, role, { email = `${role}@example.org`,
  name = `Robin ${role[0].toUpperCase()}${role.slice(1)}`, owns = [],
  secondFactor = role === 'admin', disabled = 0, identity = null,
  contact = null,
  now = Math.floor(Date.now() / 1000), confirmed = now + 3600, seen = now,
  ends = now + 7 * 86400 } = {}) {
  const token = randomBytes(32).toString('base64url');
  const user = identity ? ofProvider(site, identity, { name, role, now, contact })
    : ofEmail(site, email, { name, role, now, secondFactor });
  const [[session]] = sql(site, 'UPDATE user SET is_disabled = ?' +
    ' WHERE id = ?; INSERT INTO session (token_hash, user_id, created_at,' +
    ' seen_at, ends_at, confirmed_at, device) VALUES (?, ?, ?, ?, ?, ?,' +
    " 'a test') RETURNING id", disabled, user, blake2b(Buffer.from(token)),
  user, now, seen, ends, confirmed);
  for (const program of owns)
    sql(site, 'INSERT OR IGNORE INTO program_owner VALUES (?, ?)', program,
      user);
  return new Client(site, role, token, { user, session });
}
