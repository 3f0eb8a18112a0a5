// Every page of the staff in the pseudo-language, with a directory that speaks
// Greek: no plain English is left.
import { after, before, test } from 'node:test';
import { startGreek } from '../lib/greek.mjs';
import { signedIn } from '../lib/staff.mjs';
import { staffPages } from '../lib/staff_pages.mjs';
import { assertNoEnglish, assertNoneOpen } from '../lib/words.mjs';

// Codes that are the same in every language: addresses, roles' codes are not.
const ALLOWED = /[\w.+-]+@[\w.-]+|\/[\w./:?=&+%#-]*\b|https?:\S+|\b(?:Google|CSV|JSON|XLSX|KB|MB|Markdown|admin)\b/g;

let site;
const seen = [];

before(async () => {
  site = await startGreek();
  const { client, paths, reader } = await staffPages(site);
  for (const path of paths)
    seen.push({ what: path, text: (await client.get(path)).text });
  for (const path of reader.paths)
    seen.push({ what: `reader ${path}`,
      text: (await reader.client.get(path)).text });
  for (const fields of [{ name: '' }, { name: 'ν'.repeat(90) }])
    seen.push({ what: 'a wrong name', text: (await reader.client.post(
      '/me/name', fields, { from: '/me' })).text });
  seen.push({ what: 'an unticked box',
    text: (await reader.client.post('/me/delete')).text });
  for (const role of ['owner', 'moderator', 'editor'])
    for (const path of ['/admin', '/admin/users', '/admin/comments',
      '/admin/dashboard'])
      seen.push({ what: `${role} ${path}`,
        text: (await signedIn(site, role, { name: 'Άννα' }).get(path)).text });
  const users = '/admin/users';
  for (const fields of [{ email: '', name: 'ν'.repeat(90), role: 'ω' },
    { email: 'ω', role: 'editor' }, { email: 'admin@example.org',
      role: 'editor' }])
    seen.push({ what: 'a wrong invitation',
      text: (await client.post(users, fields)).text });
  seen.push({ what: 'an old form', text:
    (await client.post('/admin/mail/1/retry', { a: 'Ω' }, { token: 'x' })).text });
  seen.push({ what: 'an invitation', text: (await client.post(users,
    { email: 'neu@greek.example.org', name: 'Νέα', role: 'editor' })).text });
});
after(() => site?.stop());

test('no page of the staff holds plain English',
  () => assertNoEnglish(seen, ALLOWED));

test('no place for a value or a text is left open', () => assertNoneOpen(seen));
