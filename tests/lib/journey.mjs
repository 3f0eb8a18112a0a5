// Somebody on the way to a provider and back, without scripts.
import assert from 'node:assert/strict';

import { blake2b, sql } from './staff.mjs';

const unescape = (text) => text.replaceAll('&amp;', '&');

// Where the page between leads: by itself, and by its link.
export function leadsTo(page) {
  assert.equal(page.status, 200, page.text);
  const [, meta] = page.text.match(
    /<meta http-equiv="refresh" content="0; url=([^"]+)">/);
  const [, link] = page.text.match(/<a class="btn" href="([^"]+)"/);
  assert.equal(unescape(meta), unescape(link));
  return new URL(unescape(link));
}

// Press a provider's button on /sign-in; gives the page between.
export async function setOut(visitor, id, fields = {}) {
  const answer = await visitor.send(`/sign-in/${id}`, fields);
  assert.equal(answer.status, 303, answer.text);
  assert.match(answer.headers.location,
    new RegExp(`^/sign-in/${id}\\?state=[\\w-]{43}$`));
  return visitor.get(answer.headers.location);
}

// A comment that waits in the visitor's newest attempt, as POST /comments
// leaves it.
export const COMMENT = { thread: 'about', key: 'about', name: 'Pat',
  email: 'pat@example.org', body: 'Words that must not get lost: <b>&amp;' };
export function keep(site, visitor, fields = COMMENT) {
  sql(site, 'UPDATE sign_in_attempt SET kept = ?, return_to = ? WHERE ' +
    'browser_hash = ?', JSON.stringify(Object.entries(fields)),
  '/comments/new', blake2b(Buffer.from(visitor.jar.ns_connect)));
}
