// A real OpenID provider (npm oidc-provider) on a free port of this machine,
// and a person who signs in there, without scripts.
import http from 'node:http';

// It warns about this version of node, and about being no one's production.
const quiet = ['warn', 'info', 'log', 'error'].map((name) => [name, console[name]]);
for (const [name] of quiet) console[name] = () => {};
const { default: Provider } = await import('oidc-provider');
for (const [name, own] of quiet) console[name] = own;

// people: { login: claims }. It serves nobody before knows(), which takes our
// return addresses.
export async function startOidcProvider({ people,
  secret = 'a secret of sixteen letters or more' }) {
  const server = http.createServer();
  await new Promise((ready) => server.listen(0, '127.0.0.1', ready));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const claimsOf = (id) => ({ sub: id, ...people[id] });
  const knows = (redirects) => {
    for (const [name] of quiet) console[name] = () => {};
    const provider = new Provider(issuer, {
      clients: [{ client_id: 'northstar', client_secret: secret,
        redirect_uris: redirects }],
      claims: { openid: ['sub'], profile: ['name'],
        email: ['email', 'email_verified'] },
      findAccount: (ctx, id) => people[id] && ({ accountId: id,
        claims: () => claimsOf(id) }),
      pkce: { required: () => true },
      cookies: { keys: ['a key of this test'] },
    });
    for (const [name, own] of quiet) console[name] = own;
    server.on('request', provider.callback());
  };
  return { issuer, secret, people, knows,
    stop: () => new Promise((done) => {
      server.close(done);
      server.closeAllConnections();
    }) };
}

const unescape = (text) => text.replaceAll('&amp;', '&');

// A browser at the provider: cookies, and forms as they stand in its pages.
export class Guest {
  constructor() {
    this.jar = {};
  }

  request(url, body) {
    return new Promise((resolve, reject) => {
      const request = http.request(url, { method: body ? 'POST' : 'GET',
        agent: false, headers: {
          Cookie: Object.entries(this.jar).map((pair) => pair.join('='))
            .join('; '),
          ...(body && { 'Content-Type': 'application/x-www-form-urlencoded' }) },
      }, (answer) => {
        const parts = [];
        for (const line of answer.headers['set-cookie'] ?? []) {
          const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
          this.jar[name] = value;
        }
        answer.on('data', (part) => parts.push(part));
        answer.on('end', () => resolve({ status: answer.statusCode,
          location: answer.headers.location,
          text: Buffer.concat(parts).toString() }));
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  // From the authorization address until it leads back to end; gives where.
  // says: { login, agree } or { login, agree: false }, who presses "Cancel".
  async signIn(url, end, { login, agree = true }) {
    let at = url, answer = await this.request(at);
    for (let steps = 0; steps < 20; steps++) {
      while (answer.location) {
        at = new URL(answer.location, at).href;
        if (at.startsWith(end)) return at;
        answer = await this.request(at);
      }
      const form = answer.text.match(/<form[^>]*action="([^"]*)"[^]*?<\/form>/);
      if (!form) throw new Error(`no form at ${at}: ${answer.text}`);
      const cancel = answer.text.match(/href="([^"]*\/abort)"/);
      const prompt = form[0].match(/name="prompt" value="(\w+)"/)[1];
      if (prompt === 'consent' && !agree)
        answer = await this.request(new URL(unescape(cancel[1]), at).href);
      else
        answer = await this.request(new URL(unescape(form[1]), at).href,
          String(new URLSearchParams({ prompt,
            ...(prompt === 'login' ? { login, password: 'any' } : {}) })));
    }
    throw new Error('the provider never leads back');
  }
}
