// A provider that misbehaves as it is told, on free ports of this machine.
//
// A code is a small JSON ({ bad, nonce }) in base64url: what its token
// endpoint does wrong with it. What discovery does wrong stands in
// hostile.pit, for the issuer "pit"; other issuers are honest there, or wrong
// in one way that their name says. A canary listens on a port of its own:
// nobody has any business there.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac, generateKeyPairSync, sign as signWith } from
  'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const CLIENT = 'northstar';
export const SECRET = 'a secret of sixteen letters or more';
const encode = (value) => Buffer.from(typeof value === 'string' ? value :
  JSON.stringify(value)).toString('base64url');
const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const own = newKey(), stranger = newKey();
const jwk = ({ publicKey }, kid) => ({ ...publicKey.export({ format: 'jwk' }),
  kid, use: 'sig', alg: 'RS256' });
const seconds = () => Math.floor(Date.now() / 1000);

// A JWT of these claims (text or object), signed as the header says.
function jwt(claims, { header = {}, key = own, signature } = {}) {
  const head = `${encode({ alg: 'RS256', kid: 'k1', typ: 'JWT', ...header })}` +
    `.${encode(claims)}`;
  return `${head}.${signature ? signature(head) :
    signWith('sha256', head, key.privateKey).toString('base64url')}`;
}

const hmac = (secret) => (head) =>
  createHmac('sha256', secret).update(head).digest('base64url');
const pem = () => own.publicKey.export({ type: 'spki', format: 'pem' });
const deep = (inside) => `${'['.repeat(10_000)}${inside}${']'.repeat(10_000)}`;
const atHash = (token) => createHash('sha256').update(token).digest()
  .subarray(0, 16).toString('base64url');

// What is wrong with an ID token, by name: claims that differ (undefined: left
// out), or the token.
const CLAIMS = {
  'the issuer is another': { iss: 'https://elsewhere.example' },
  'the issuer has a slash more': (claims) => ({ iss: `${claims.iss}/` }),
  'the issuer is missing': { iss: undefined },
  'it is for another client': { aud: 'somebody-else' },
  'it is for several, without azp': { aud: [CLIENT, 'somebody-else'] },
  'azp is another client': { azp: 'somebody-else' },
  'aud is empty': { aud: [] },
  'the nonce is another': { nonce: 'another-nonce' },
  'the nonce is missing': { nonce: undefined },
  'it has expired': () => ({ exp: seconds() - 3600 }),
  'it never expires': { exp: undefined },
  'it expires as text': { exp: '9999999999' },
  'it was made in the future': () => ({ iat: seconds() + 3600,
    exp: seconds() + 7200 }),
  'the subject is missing': { sub: undefined },
  'the subject is empty': { sub: '' },
  'the subject is huge': { sub: 'x'.repeat(10_000) },
  'the subject is a number': { sub: 1 },
  'the subject has a line end': { sub: 'a\nb' },
  'the subject has a NUL': { sub: 'a\u0000b' },
  'at_hash is of another token': { at_hash: atHash('another') },
};
const TOKENS = {
  'alg is none': (c) => jwt(c, { header: { alg: 'none' },
    signature: () => '' }),
  'alg is None': (c) => jwt(c, { header: { alg: 'None' },
    signature: () => '' }),
  'HS256 with the public key': (c) => jwt(c, { header: { alg: 'HS256' },
    signature: hmac(pem()) }),
  'HS256 with the secret': (c) => jwt(c, { header: { alg: 'HS256' },
    signature: hmac(SECRET) }),
  'PS256, which was not agreed': (c) => jwt(c, { header: { alg: 'PS256' } }),
  'an unknown kid': (c) => jwt(c, { header: { kid: 'k9' } }),
  'a bad signature': (c) => jwt(c).replace(/.{8}$/, 'AAAAAAAA'),
  'no signature': (c) => jwt(c).replace(/[^.]+$/, ''),
  'signed by a stranger': (c) => jwt(c, { key: stranger }),
  'a key of its own in the header': (c) => jwt(c, { key: stranger,
    header: { jwk: jwk(stranger, 'k1') } }),
  'keys elsewhere in the header': (c, { canary }) => jwt(c, { key: stranger,
    header: { jku: `${canary}/keys`, x5u: `${canary}/cert` } }),
  'something critical in the header': (c) => jwt(c,
    { header: { crit: ['b64'], b64: false } }),
  'a token of 1 MB': (c) => jwt({ ...c, fill: 'x'.repeat(1 << 20) }),
  'claims 10,000 deep': (c) => jwt(`${JSON.stringify(c).slice(0, -1)},"a":` +
    `${deep('1')}}`),
  'claims that stand there twice': (c) => jwt(
    `${JSON.stringify(c).slice(0, -1)},"sub":"another"}`),
  'claims that are a list': () => jwt('[]'),
  'not a token': () => 'not.a.token',
  'an encrypted token': (c) => `${jwt(c)}.a.b`,
};
const json = (response, value, code = 200) => {
  response.writeHead(code, { 'Content-Type': 'application/json' });
  response.end(typeof value === 'string' ? value : JSON.stringify(value));
};
const tokens = (claims) => ({ access_token: 'access', token_type: 'Bearer',
  id_token: jwt(claims) });
const redirect = (response, to, code = 307) => {
  response.writeHead(code, { Location: to });
  response.end();
};

// What is wrong with an answer of any endpoint.
const ANSWERS = {
  'hangs': () => {},
  'drips': (response, { body, timers }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    let at = 0;
    timers.push(setInterval(() => response.write(body[at++ % body.length]),
      100));
  },
  'never ends (100 MB)': (response, { hostile }) => {
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.write('{"a":"');
    const chunk = 'x'.repeat(1 << 16);
    const more = () => {
      while (hostile.poured < 100 << 20 && !response.destroyed) {
        hostile.poured += chunk.length;
        if (!response.write(chunk)) return;
      }
      response.end('"}');
    };
    response.on('drain', more);
    more();
  },
  'is packed, 100 MB of it': (response) => {
    response.writeHead(200, { 'Content-Type': 'application/json',
      'Content-Encoding': 'gzip' });
    response.end(gzipSync(Buffer.alloc(100 << 20, ' ')));
  },
  'leads to this machine': (response, { canary }) =>
    redirect(response, `${canary}/token`),
  'leads to this machine with 302': (response, { canary }) =>
    redirect(response, `${canary}/token`, 302),
  'leads in a circle': (response, { request }) =>
    redirect(response, request.url),
  'is HTML': (response) => {
    response.writeHead(200, { 'Content-Type': 'text/html' });
    response.end('<!doctype html><title>Welcome</title>');
  },
  'is an error 500': (response) => json(response, { error: 'broken' }, 500),
  'is empty': (response) => json(response, ''),
  'is a list': (response) => json(response, '[]'),
  'is no text': (response) => json(response, '{"access_token":"\xff'),
  'is 10,000 deep': (response) => json(response,
    `{"access_token":"a","token_type":"Bearer","id_token":${deep('1')}}`),
  'says things twice': (response, { body }) => json(response,
    `${body.slice(0, -1)},${body.slice(1)}`),
  'is cut short': (response, { body }) => {
    response.writeHead(200, { 'Content-Type': 'application/json',
      'Content-Length': body.length + 100 });
    response.write(body);
    setTimeout(() => response.destroy(), 50);
  },
  'breaks off': (response) => response.destroy(),
  'speaks no HTTP': (response) => {
    response.socket.write('\0\x01\x02 hello\r\n\r\n');
    response.socket.destroy();
  },
  'has endless headers': (response) => {
    const socket = response.socket;
    socket.on('error', () => {});
    socket.write('HTTP/1.1 200 OK\r\n');
    for (let i = 0; i < 20_000 && !socket.destroyed; i++)
      socket.write(`X-Fill-${i}: ${'x'.repeat(1000)}\r\n`);
    socket.end();
  },
};
// What only a token endpoint can do wrong.
const ENDPOINT = {
  'no ID token': (response, { claims }) => json(response,
    { ...tokens(claims), id_token: undefined }),
  'an ID token that is a number': (response, { claims }) => json(response,
    { ...tokens(claims), id_token: 1 }),
  'a code that was used before': (response) => json(response,
    { error: 'invalid_grant' }, 400),
  'an error with words for nobody': (response) => json(response, {
    error: '<script>alert(1)</script>', error_description: 'x' }, 400),
};

export const BAD_CODES = [...Object.keys(CLAIMS), ...Object.keys(TOKENS),
  ...Object.keys(ENDPOINT), ...Object.keys(ANSWERS)];
export const BAD_DISCOVERIES = [...Object.keys(ANSWERS),
  'names another issuer', 'names an address of this machine',
  'names a script as address', 'leaves the addresses out'];

export class Hostile {
  constructor() {
    Object.assign(this, { pit: 'hangs', poured: 0, asked: [], strayed: [],
      timers: [], servers: [] });
  }

  async listen(server) {
    await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
    this.servers.push(server);
    return server.address().port;
  }

  async start() {
    this.canary = `http://127.0.0.1:${await this.listen(http.createServer(
      (request, response) => {
        this.strayed.push(`${request.method} ${request.url}`);
        json(response, {});
      }))}`;
    const handle = (request, response) => this.handle(request, response);
    this.origin = `http://127.0.0.1:${await this.listen(
      http.createServer(handle))}`;
    const folder = mkdtempSync(join(tmpdir(), 'northstar-tls-'));
    execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes',
      '-keyout', join(folder, 'key'), '-out', join(folder, 'cert'), '-days',
      '2', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
    { stdio: 'ignore' });
    this.secure = `https://127.0.0.1:${await this.listen(https.createServer({
      key: readFileSync(join(folder, 'key')),
      cert: readFileSync(join(folder, 'cert')) }, handle))}`;
    rmSync(folder, { recursive: true });
    return this;
  }

  // What an issuer that is found at base says of itself.
  discovery(base, name) {
    const elsewhere = name === 'keys-elsewhere' ? this.canary : base;
    return { issuer: base, authorization_endpoint: `${base}/auth`,
      token_endpoint: name === 'token-elsewhere' ? `${this.canary}/token` :
        `${base}/token`,
      jwks_uri: `${elsewhere}/jwks`, userinfo_endpoint: `${base}/me`,
      ...(name === 'says-iss' && {
        authorization_response_iss_parameter_supported: true }),
      response_types_supported: ['code'], subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'] };
  }

  answerDiscovery(base, name, request, response) {
    const right = this.discovery(base, name);
    const bad = name === 'pit' ? this.pit : null;
    if (ANSWERS[bad])
      return ANSWERS[bad](response, this.scene(request, right));
    if (bad === 'names another issuer') right.issuer = `${this.origin}/bay`;
    if (bad === 'names an address of this machine')
      Object.assign(right, { token_endpoint: `${this.canary}/token`,
        jwks_uri: `${this.canary}/jwks` });
    if (bad === 'names a script as address')
      right.authorization_endpoint = 'javascript:alert(1)';
    if (bad === 'leaves the addresses out')
      return json(response, { issuer: base });
    return json(response, right);
  }

  scene(request, right, claims) {
    return { hostile: this, canary: this.canary, timers: this.timers, request,
      body: JSON.stringify(right), claims };
  }

  handle(request, response) {
    const base = `${request.socket.encrypted ? this.secure : this.origin}`;
    const [, name, ...rest] = request.url.split('?')[0].split('/');
    const issuer = `${base}/${name}`, what = rest.join('/');
    const parts = [];
    response.on('error', () => {});
    this.asked.push(`${request.method} ${request.url}`);
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      if (what === '.well-known/openid-configuration')
        this.answerDiscovery(issuer, name, request, response);
      else if (what === 'jwks')
        name === 'keys-lead-away' ? redirect(response, `${this.canary}/jwks`) :
          json(response, { keys: [jwk(own, 'k1')] });
      else if (what === 'token')
        this.answerToken(issuer, String(Buffer.concat(parts)), request,
          response);
      else if (what === 'me') this.answerPerson(request, response);
      else json(response, {}, 404);
    });
  }

  answerToken(issuer, form, request, response) {
    const code = new URLSearchParams(form).get('code');
    const { bad, nonce, sub = 'somebody' } =
      JSON.parse(Buffer.from(code, 'base64url'));
    const claims = { iss: issuer, sub, aud: CLIENT, nonce, iat: seconds(),
      exp: seconds() + 300, name: 'Mallory', email: 'm@example.org',
      email_verified: true };
    const wrong = CLAIMS[bad];
    if (ENDPOINT[bad])
      return ENDPOINT[bad](response, this.scene(request, {}, claims));
    if (ANSWERS[bad])
      return ANSWERS[bad](response, this.scene(request, tokens(claims)));
    if (TOKENS[bad])
      return json(response, { ...tokens(claims),
        id_token: TOKENS[bad](claims, this) });
    // What an OAuth 2.0 provider says of people hangs on the access token.
    return json(response, { ...tokens({ ...claims,
      ...(typeof wrong === 'function' ? wrong(claims) : wrong) }),
    access_token: encode({ bad, sub }) });
  }

  answerPerson(request, response) {
    const { bad, sub } = JSON.parse(Buffer.from(
      request.headers.authorization.replace('Bearer ', ''), 'base64url'));
    const right = { data: { id: sub, name: 'Mallory' } };
    const [, kind] = bad?.match(/^person (.*)$/) ?? [];
    if (ANSWERS[kind]) return ANSWERS[kind](response,
      this.scene(request, right));
    if (kind === 'has no id') delete right.data.id;
    if (kind === 'has a huge id') right.data.id = 'x'.repeat(10_000);
    if (kind === 'is somewhere else') return json(response, { id: sub });
    return json(response, right);
  }

  async stop() {
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.servers.map((server) => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    })));
  }
}

export const codeOf = (values) => encode(values);
export const BAD_PEOPLE = [...Object.keys(ANSWERS).map((kind) =>
  `person ${kind}`), 'person has no id', 'person has a huge id',
'person is somewhere else'];
