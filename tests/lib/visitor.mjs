// A browser without scripts: cookies, forms, an address of its own.
import http from 'node:http';

import { formFields } from './forms.mjs';

export class Visitor {
  constructor(site, { address = '127.0.0.1', agent =
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0' } = {}) {
    Object.assign(this, { site, address, agent, jar: {} });
  }

  get cookie() {
    return Object.entries(this.jar).map(([name, value]) => `${name}=${value}`)
      .join('; ');
  }

  request(path, { method = 'GET', body, headers = {} } = {}) {
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.site.port,
        localAddress: this.address, path, method, agent: false,
        headers: { 'User-Agent': this.agent,
          ...(this.cookie ? { Cookie: this.cookie } : {}),
          ...(body === undefined ? {} : {
            'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': Buffer.byteLength(body),
            'Origin': this.site.url, 'Sec-Fetch-Site': 'same-origin' }),
          ...headers } }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve(this.take({ status: answer.statusCode,
          headers: answer.headers, text: Buffer.concat(parts).toString() })));
      });
      request.on('error', reject);
      request.setTimeout(30_000, () => request.destroy(new Error('no answer')));
      request.end(body);
    });
  }

  take(answer) {
    for (const line of answer.headers['set-cookie'] ?? []) {
      const [, name, value] = line.match(/^([^=]+)=([^;]*)/);
      if (/max-age=0\b/i.test(line)) delete this.jar[name];
      else this.jar[name] = value;
    }
    return answer;
  }

  get(path) {
    return this.request(path);
  }

  send(path, fields) {
    return this.request(path, { method: 'POST',
      body: String(new URLSearchParams(fields)) });
  }

  // Fill in the form of page (an answer, or a path) that posts to path.
  async fill(page, path, fields = {}) {
    const html = typeof page === 'string' ? (await this.get(page)).text :
      page.text;
    return this.send(path, { ...formFields(html, path), ...fields });
  }
}
