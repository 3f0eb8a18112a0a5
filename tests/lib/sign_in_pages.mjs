// Every page on the way through a sign-in: a site that offers all ways, and
// addresses that show them, with the cookies that they need.
import { blake2b, sql } from './staff.mjs';
import { Visitor } from './visitor.mjs';

// The known providers, with or without names of their own, and mail that
// waits: nobody answers at either.
export function signInConfig({ label } = {}) {
  const config = { client_id: 'northstar', secret_file: 'secret',
    ...(label && { label }) };
  return {
    mail: { server: 'smtp://127.0.0.1:9', from: 'hello@example.org' },
    ...Object.fromEntries(['google', 'wordpress', 'facebook', 'x']
      .map((id) => [`provider ${id}`, config])),
    'provider lake': { ...config, label: label ?? 'Lake Club',
      issuer: 'http://127.0.0.1:9' },
  };
}

// fields: a comment on the page "about".
export async function signInPages(site, fields) {
  const pages = [];
  const add = (what, path, visitor = new Visitor(site)) =>
    pages.push({ what, path, jar: visitor.jar,
      get: () => visitor.get(path) });
  const leave = async (way, visitor = new Visitor(site)) => {
    const answer = await visitor.send('/comments', { thread: 'about',
      key: 'about', ...fields, sign_in: way });
    if (answer.status !== 303) throw new Error(answer.text);
    return { visitor, path: answer.headers.location,
      state: answer.headers.location.split('state=')[1] };
  };
  const link = (token, ends) => {
    sql(site, 'INSERT INTO email_link VALUES (?, ?, ?, ?, unixepoch(), ' +
      `unixepoch() + ${ends}, NULL)`, blake2b(Buffer.from(token)),
    fields.email, '/about', JSON.stringify(Object.entries({
      thread: 'about', key: 'about', ...fields })));
    return `/sign-in/email/${token}`;
  };

  add('all ways', '/sign-in?to=/about');
  add('asking for a link', '/sign-in/email');
  const mailed = await leave('email');
  add('asking for a link, a comment kept', mailed.path, mailed.visitor);
  add('a link was asked for', '/sign-in/email/sent');
  add('behind a link', link('A'.repeat(43), 600));
  add('a link that came too late', link('B'.repeat(43), -1));
  add('a link that was made up', '/sign-in/email/none');
  const between = await leave('x');
  add('the page between', between.path, between.visitor);
  const no = await leave('google');
  add('said no', `/sign-in/google/return?state=${no.state}` +
    '&error=access_denied', no.visitor);
  const silent = await leave('lake');
  add('the provider does not answer', silent.path, silent.visitor);
  add('an unknown sign-in', '/sign-in/google/return?state=none');
  return pages;
}
