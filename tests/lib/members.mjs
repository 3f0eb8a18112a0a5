// Readers with accounts, and what they wrote, on an instance of its own.
import assert from 'node:assert/strict';

import { startInstance } from './instance.mjs';
import { signedIn, sql } from './staff.mjs';

class Talk {
  constructor(site, page, thread) {
    Object.assign(this, { site, page, thread, count: 0 });
  }

  // A reader of a provider, or (with email) of a mailed link.
  reader(name, { email, contact } = {}) {
    return signedIn(this.site, 'reader', email ? { name, email } :
      { name, contact, identity: { subject: `${name} ${++this.count}` } });
  }

  // A comment; with person it is theirs. Gives its id.
  async write(person, body, more = {}) {
    const answer = await this.site.post('/comments', { ...this.thread,
      topic: '', website: '', name: 'Somebody',
      email: `w${++this.count}@example.org`, body, ...more });
    assert.equal(answer.status, 303, answer.text);
    const id = Number(answer.headers.location.match(/\d+$/)[0]);
    if (person)
      sql(this.site, 'UPDATE comment SET user_id = ?, guest_hash = NULL,' +
        ' author_name = ? WHERE id = ?', person.userId, more.name ?? 'Ana', id);
    return id;
  }

  async published(...args) {
    const id = await this.write(...args);
    this.site.run('comment', 'publish', String(id));
    return id;
  }
}

// A reader whom the filter trusts: what they write shows at once.
export async function trusted(site) {
  const member = signedIn(site, 'reader', { name: 'Mia' });
  for (let i = 0; i < 3; i++) {
    const answer = await site.post('/comments', { thread: 'about', key: 'about',
      body: `Early ${i}` }, { headers: { Cookie: `ns_session=${member.token}` } });
    assert.equal(answer.status, 303, answer.text);
    site.run('comment', 'publish', answer.headers.location.match(/\d+$/)[0]);
  }
  return member;
}

// page: a program's; comments go there unless they say otherwise.
export async function startTalk() {
  const site = await startInstance({ config: { comments: { per_hour: 10000 },
    mail: { server: 'smtp://127.0.0.1:9', from: 'hello@example.org' } } });
  const [page] = (await site.get('/programs')).text
    .match(/\/programs\/[a-z0-9-]+(?=")/);
  const { text } = await site.get(page);
  return new Talk(site, page, { thread: 'program',
    key: text.match(/name="key" value="([^"]*)"/)[1] });
}
