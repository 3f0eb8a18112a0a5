// All of a hostile site: every address that leads to another one, every form
// with vectors in each of its fields, every address with vectors in its query
// and in its parts. What is counted is what was seen: the marks in an answer.
import http from 'node:http';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { formPairs } from './editor.mjs';
import { unescape } from './forms.mjs';
import { root } from './instance.mjs';
import { MARK } from './vectors.mjs';

// "vector field" for each mark in the text.
export const marksIn = (text) => new Set([...text.matchAll(MARK)]
  .map(([, v, f]) => `${v} ${f}`));

// Fields that a form has only after something else happened, by the row that
// takes them: they are sent beside what the form has.
const LATER = {
  '/admin/comments/bulk': ['pick'],
  '/admin/programs/bulk': ['items', 'returns', 'how'],
  '/admin/users/:id': ['program', 'slug'],
  '/comments': ['parent'],
  '/comments/stop': ['again'],
  '/me/confirm': ['ticket', 'kept', 'kept_to'],
  '/me/password': ['ticket'],
  '/sign-in': ['ticket', 'kept', 'kept_to'],
  '/sign-in/email': ['ticket', 'kept', 'kept_to'],
  '/sign-in/forgot': ['ticket'],
};
// What forms that only ask have, by the row that they ask.
const ASKED = {
  '/programs': ['near', 'within'],
  '/admin/audit': ['who', 'kind', 'from', 'until'],
  '/admin/dashboard/:area/:measure': ['period'],
  '/admin/programs': ['stage', 'checked', 'needs'],
};

const SKIP = /^\/(static|\.error)\//;

export class Walk {
  constructor(hostile, look, { perPattern, perQuery, renders = 1e9 }) {
    Object.assign(this, { hostile, look, perPattern, perQuery, renders,
      site: hostile.site, filling: hostile.filling });
    this.rows = JSON.parse(this.site.run('routes', '--json'))
      .map((row) => ({ ...row, fits: new RegExp(`^${row.pattern
        .replace(/[.]/g, '\\.').replace(/:[a-z_]+/g, '[^/]+')}$`) }));
    this.agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    this.answers = [];          // { person, path, pattern, marks }
    this.forms = new Map();     // where it goes and its fields: where it is
    this.queries = new Map(Object.entries(ASKED) // pattern: names
      .map(([pattern, names]) => [pattern, new Set(names)]));
    this.covered = new Map();   // pattern: marks that were looked at
    this.sent = new Map();      // POST pattern: fields
    this.data = [];             // what is no page
    this.asked = 0;
  }

  close() {
    this.agent.destroy();
  }

  rowOf(method, path) {
    return this.rows.find((row) => row.method === method &&
      row.fits.test(path.replace(/[?#].*$/, '')));
  }

  // Many connections are kept open, so that 20,000 requests take no ports.
  ask(person, path, { method = 'GET', body, headers = {} } = {}) {
    this.asked++;
    return new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port: this.site.port,
        path, method, agent: this.agent, headers: {
          ...(person ? { Cookie: person.cookie } : {}),
          ...(body === undefined ? {} : { 'Origin': this.site.url,
            'Content-Type': 'application/x-www-form-urlencoded',
            'Content-Length': Buffer.byteLength(body) }), ...headers },
      }, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: answer.statusCode,
          headers: answer.headers, rawHeaders: answer.rawHeaders,
          text: Buffer.concat(parts).toString('utf8') }));
      });
      request.on('error', reject);
      request.setTimeout(60_000, () => request.destroy(new Error('no answer')));
      request.end(body);
    });
  }

  async each(items, work, atOnce = 4) {
    const left = [...items];
    await Promise.all(Array.from({ length: atOnce }, async () => {
      while (left.length) await work(left.shift());
    }));
  }

  // Follow every link from paths, as person.
  async crawl(person, paths, isTheirs = () => true) {
    const queue = [...paths], seen = new Set(queue), counts = new Map();
    const take = (path) => {
      const row = this.rowOf('GET', path);
      if (!row || SKIP.test(path) || seen.has(path) || !isTheirs(row)) return;
      const [bare, query] = path.split('?');
      if (query !== undefined) {
        const names = this.queries.get(row.pattern) ?? new Set();
        for (const name of new URLSearchParams(query).keys()) names.add(name);
        this.queries.set(row.pattern, names);
      }
      const key = query === undefined ? row.pattern : `${row.pattern}?` +
        (row.pattern.includes(':') ? bare : '');
      const limit = query === undefined ? this.perPattern : this.perQuery;
      if ((counts.get(key) ?? 0) >= limit) return;
      counts.set(key, (counts.get(key) ?? 0) + 1);
      seen.add(path);
      queue.push(path);
    };
    const work = async () => {
      while (queue.length) {
        const path = queue.shift(), row = this.rowOf('GET', path);
        const answer = await this.ask(person, path);
        this.note(person, path, row, answer);
        if (answer.headers.location?.startsWith('/'))
          take(answer.headers.location.replace(/#.*/, ''));
        if (!/html/.test(answer.headers['content-type'])) continue;
        for (const [, href] of answer.text.matchAll(/\shref="(\/[^"]*)"/g))
          take(unescape(href).replace(/#.*/, ''));
        this.noteForms(person, path, answer.text);
      }
    };
    while (queue.length)
      await Promise.all([work(), work(), work(), work()]);
  }

  note(person, path, row, answer) {
    if (answer.status >= 500)
      this.look.faults.push(`${path}: status ${answer.status}`);
    const type = answer.headers['content-type'] ?? '';
    const policy = answer.headers['content-security-policy'] ?? '';
    if (!/default-src 'none'; script-src 'self';/.test(policy) ||
      /unsafe|data:|\*/.test(policy))
      this.look.faults.push(`${path}: its policy is "${policy}"`);
    this.answers.push({ person, path, pattern: row.pattern,
      status: answer.status, marks: marksIn(answer.text), type });
    if (answer.status === 200 && !/html/.test(type))
      this.data.push({ path, type, headers: answer.headers,
        text: answer.text });
  }

  noteForms(person, path, html, isAnswer = false) {
    for (const [, tag] of html.matchAll(/<form\b([^>]*)>/g)) {
      const action = unescape(tag.match(/\saction="([^"]*)"/)?.[1] ?? '');
      if (!/\smethod="post"/.test(tag)) continue;
      const row = this.rowOf('POST', action);
      if (!row) {
        this.look.faults.push(`${path}: a form goes to ${action}`);
        continue;
      }
      const names = new Set(formPairs(html, action).map(([name]) => name));
      const start = html.indexOf(`<form${tag}>`);
      const inside = html.slice(start, html.indexOf('</form>', start));
      for (const [, name] of inside.matchAll(/\sname="([^"]*)"/g))
        names.add(unescape(name));
      for (const name of LATER[row.pattern] ?? []) names.add(name);
      const key = `${row.pattern} ${[...names].sort()}`;
      if (!this.forms.has(key))
        this.forms.set(key, { person, path, action, row, names,
          html: isAnswer ? html : null, pairs: formPairs(html, action) });
    }
  }

  coveredBy(pattern) {
    if (!this.covered.has(pattern)) this.covered.set(pattern, new Set());
    return this.covered.get(pattern);
  }

  // Has it a mark that nobody saw in this kind of page yet? Then it is seen.
  isNew(pattern, marks) {
    const known = this.coveredBy(pattern), had = known.size;
    for (const one of marks) known.add(one);
    return known.size > had;
  }

  // Open what the crawl found, as often as it takes to have seen every mark
  // of every kind of page.
  async openAll() {
    const inBrowser = this.answers.filter(({ type, status }) =>
      /html|atom/.test(type) && ![301, 302, 303].includes(status))
      .sort((a, b) => b.marks.size - a.marks.size);
    const opened = new Map();
    for (const { person, path, pattern, marks } of inBrowser) {
      const isFirst = !opened.has(pattern);
      if ((opened.get(pattern) ?? 0) >= this.renders) continue;
      if (!this.isNew(pattern, marks) && !isFirst) continue;
      opened.set(pattern, (opened.get(pattern) ?? 0) + 1);
      await this.look.open(person, path);
    }
    return opened;
  }

  // Vectors in the query and in the parts of every address.
  async askAll(persons, rowsOf = (row) => row) {
    for (const row of this.rows.filter(({ method, who }) => method === 'GET' &&
      who !== 'loopback').filter(rowsOf)) {
      const person = persons(row);
      const example = this.answers.find((one) => one.pattern === row.pattern &&
        one.status === 200)?.path.replace(/\?.*/, '') ??
        row.pattern.replace(/:[a-z_]+/g, '1');
      const names = [...new Set([...(this.queries.get(row.pattern) ?? []),
        ...QUERY_NAMES])];
      await this.askEach(row, person, this.withQueries(row, example, names));
      if (row.pattern.includes(':'))
        await this.askEach(row, person, this.withParts(row));
    }
  }

  // Every piece for one name stands beside others for the other names.
  * withQueries(row, path, names) {
    const size = Math.max(150, Math.floor(5000 / names.length));
    const all = names.map((name) =>
      this.filling.pieces(`${row.pattern}?${name}`, size));
    for (let n = 0; n < Math.max(...all.map((list) => list.length)); n++)
      yield `${path}?${new URLSearchParams(names.map((name, i) =>
        [name, all[i][n % all[i].length]]))}`;
  }

  * withParts(row) {
    for (const piece of this.filling.pieces(`${row.pattern} in its path`, 300))
      yield row.pattern.replace(/:[a-z_]+/g, encodeURIComponent(piece.trim())
        .replaceAll('%2F', '/').replace(/[!'()*]/g, (letter) =>
          `%${letter.charCodeAt(0).toString(16)}`));
  }

  async askEach(row, person, paths) {
    let shown = 0;
    for (const path of paths) {
      const answer = await this.ask(person, path);
      if (answer.status >= 500)
        this.look.faults.push(`${path}: status ${answer.status}`);
      const marks = marksIn(answer.text);
      if (!/html|atom/.test(answer.headers['content-type']) || !marks.size ||
        shown >= this.renders || !this.isNew(`${row.pattern}?`, marks))
        continue;
      shown++;
      await this.look.show(path, row.pattern.replace(/:[a-z_]+/g, '1'), answer);
    }
  }

  // Every form that was met: vectors in each field, with and without the
  // token; fresh(person) gives somebody signed in of the same kind.
  async fillAll(fresh, formsOf = () => true) {
    const done = new Set();
    for (let left; (left = [...this.forms].find(([key, form]) =>
      !done.has(key) && formsOf(form)));) {
      const [key, form] = left, { row, names } = form;
      done.add(key);
      const limit = Math.min(row.body, 60_000);
      this.sent.set(row.pattern, new Set([...names,
        ...(this.sent.get(row.pattern) ?? [])]));
      for (const name of names)
        await this.fillOne(form, name, Math.floor(limit * 0.7) - 600, fresh);
    }
  }

  async fillOne(form, name, size, fresh) {
    let shown = 0;
    const pieces = this.filling.pieces(`${form.row.pattern} ${name}`,
      Math.max(300, Math.min(size, 9000)));
    for (const piece of pieces)
      for (const hasToken of name === 'token' ? [true] : [true, false]) {
        if (shown >= this.renders) return;
        const answer = await this.send(form, [[name, piece]], hasToken, fresh);
        const marks = marksIn(answer.text);
        if (answer.status >= 500 && answer.status !== 503)
          this.look.faults.push(`${form.row.pattern} ${name}: status ` +
            answer.status);
        const isNew = this.isNew(`POST ${form.row.pattern}`, marks);
        if (!/html/.test(answer.headers['content-type'])) continue;
        // A second step has a form of its own.
        if (answer.status < 500 && this.forms.size < 200)
          this.noteForms(form.person, null, answer.text, true);
        if (!isNew) continue;
        shown++;
        await this.look.show(`POST ${form.row.pattern} ${name}`,
          form.action.replace(/\?.*/, ''), answer);
      }
  }

  // As it stands on its page now, or as it stood.
  async send(form, changes, hasToken, fresh) {
    let html = form.html, { pairs } = form;
    if (!html) {
      let page = await this.ask(form.person, form.path);
      if (page.status !== 200) { // signed out, by a form before
        form.person = fresh(form.person);
        page = await this.ask(form.person, form.path);
      }
      html = page.text;
    }
    try {
      pairs = formPairs(html, form.action);
    } catch {
      // as it stood when it was met
    }
    const changed = new Map(changes);
    pairs = pairs.filter(([name]) => !changed.has(name) &&
      (hasToken || name !== 'token'));
    const body = String(new URLSearchParams([...pairs, ...changes]));
    return this.ask(form.person, form.action, { method: 'POST', body });
  }

  // How many times a vector was looked at in a field on a kind of page.
  get tally() {
    let sum = 0;
    const fields = new Set(), seen = new Set();
    for (const marks of this.covered.values())
      for (const one of marks) {
        sum++;
        seen.add(one);
        fields.add(one.split(' ')[1]);
      }
    const kinds = [...this.covered.values()].filter(({ size }) => size).length;
    return { sum, fields: fields.size, kinds, seen };
  }
}

// What any address may be asked for, beside what links ask for.
const QUERY_NAMES = ['q', 'to', 'page'];

// The names of fields in the templates: { name: [templates] }.
export function templateNames() {
  const names = new Map(), folder = join(root, 'templates');
  for (const path of readdirSync(folder, { recursive: true })) {
    if (!path.endsWith('.tpl')) continue;
    const text = readFileSync(join(folder, path), 'utf8');
    for (const [, name] of text.matchAll(
      /<(?:input|select|textarea|button)\b(?:[^>]|\{\{[^}]*\}\})*?\sname="([^"]*)"/g))
      names.set(name, [...(names.get(name) ?? []), path]);
  }
  return names;
}
