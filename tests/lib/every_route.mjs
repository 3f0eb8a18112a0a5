// A site with something behind every row of the route table, and a request for
// each: pages as visitor, reader and administrator, forms as they stand in
// those pages, with something typed.
import { edit } from './editor.mjs';
import { fill, formsOf, TYPED } from './typed_form.mjs';
import { startInstance, until } from './instance.mjs';
import { startMailServer } from './mail_server.mjs';
import { signInConfig, signInPages } from './sign_in_pages.mjs';
import { signedIn, sql } from './staff.mjs';
import { staffPages } from './staff_pages.mjs';
import { Visitor } from './visitor.mjs';

const PASSWORD = 'a password for the walk';
// What a machine fills in that knows no field; null leaves one out.
const FIELDS = {
  '/admin/programs/bulk': { id: ['1', '2'], do: 'confirm', how: 'phone' },
  '/admin/comments/bulk': { pick: '1.1' },
  '/admin/dashboard/new': { area: 'policy', name: 'A new measure' },
  '/admin/dashboard/:area/:measure/:period': { value: '42,000' },
  '/admin/dashboard/:area/:measure/paste': { rows: '2031\t41,000\t\tSource' },
  '/admin/erase': { email: 'post@greek.example.org' },
  '/admin/import': { table: 'name,organization,state,city,county,' +
    'description,program_types\nNth,Walkers,MN,Duluth,St. Louis,They meet.,' +
    'group\n' },
  '/admin/settings/words': { word: 'casino' },
  '/comments': { email: 'nth@example.org' },
  '/me/confirm': { password: PASSWORD },
  '/me/password': { password: PASSWORD },
  '/sign-in': { email: 'walker@example.org', password: PASSWORD },
  '/sign-in/link/:token': { password: PASSWORD, password_again: PASSWORD },
  '/sign-in/code': { code: '000000' },
};

const regexp = (pattern) => new RegExp(`^${pattern
  .replace(/[.]/g, '\\.').replace(/:[a-z_]+/g, '[^/]+')}$`);

export class EveryRoute {
  constructor() {
    this.gets = new Map();
    this.posts = new Map();
  }

  async start({ env, config = {} }) {
    this.mail = await startMailServer();
    const all = signInConfig();
    this.site = await startInstance({ env, config: { ...all, ...config,
      mail: { ...all.mail, server: `smtp://127.0.0.1:${this.mail.port}` },
      comments: { per_hour: 10000 } } });
    this.rows = JSON.parse(this.site.run('routes', '--json'))
      .map((row) => ({ ...row, fits: regexp(row.pattern) }));
    return this.site;
  }

  async stop() {
    await this.site?.stop();
    await this.mail?.stop();
  }

  row(method, path) {
    return this.rows.find((row) => row.method === method &&
      row.fits.test(path.replace(/[?#].*/, '')));
  }

  addGet(who, path, cookie = '') {
    const row = this.row('GET', path);
    if (!row) return;
    const key = `${row.pattern} ${who}${path.includes('?') ? ' ?' : ''}`;
    if (this.gets.has(key)) return;
    this.gets.set(key, { method: 'GET', pattern: row.pattern, who, path,
      isReady: row.flags.includes('ready-made') && !cookie,
      send: () => this.site.get(path, { headers: cookie ?
        { Cookie: cookie } : {} }) });
  }

  addPost(who, path, pairs, cookie = '', what = '') {
    const row = this.row('POST', path);
    const key = `${row?.pattern} ${what}`;
    if (!row || this.posts.has(key)) return;
    const body = String(new URLSearchParams(pairs));
    this.posts.set(key, { method: 'POST', pattern: row.pattern, who, path,
      what, pairs, isUpload: row.flags.includes('upload'),
      send: () => this.site.post(path, body, { headers: cookie ?
        { Cookie: cookie } : {} }) });
  }

  // The page at path, and the forms in it.
  async look(who, path, person) {
    const answer = await person.get(path);
    const cookie = person.cookie ?? '';
    this.addGet(who, path, cookie);
    if (answer.status !== 200 || !/html/.test(answer.headers['content-type']))
      return answer;
    for (const form of formsOf(answer.text))
      for (const button of form.buttons.length ? form.buttons : [{}]) {
        const action = button.formaction ?? form.action;
        const { pattern } = this.row('POST', action) ?? {};
        const fields = FIELDS[pattern] ?? {};
        this.addPost(who, action, fill(form, button, fields), cookie,
          button.name ? `${button.name}=${button.value}` : '');
      }
    return answer;
  }

  // What staffPages() leaves out.
  async more(admin) {
    const { site } = this;
    const second = signedIn(site, 'admin'); // one more session to end
    await second.post('/admin/views', { name: 'Nth' },
      { from: '/admin/programs?q=%CE%B6%CE%B6%CE%B6', whole: true });
    await this.look('admin', '/admin', admin);
    const [take] = formsOf((await second.get('/admin')).text)
      .filter(({ action }) => action === '/admin/take');
    await second.send('/admin/take', String(new URLSearchParams(fill(take))));
    await this.look('admin', '/admin', second);
    const [[program]] = sql(site,
      "SELECT id FROM program WHERE stage = 'published'");
    const path = `/admin/programs/${program}`;
    await edit(second, path, { summary: 'Another summary.' }, 'publish');
    for (const [draft, fields] of [['new', { name: 'Nth' }],
      [program, { summary: 'A draft.' }]]) {
      const from = `/admin/programs/${draft}`;
      const [first] = formsOf((await second.get(from)).text)
        .filter(({ action }) => action.startsWith('/admin/programs'));
      const pairs = fill(first, {}, fields);
      await second.send(`${from}/draft`, String(new URLSearchParams(pairs)));
      this.addPost('admin', `${from}/draft`, pairs, second.cookie);
      this.addGet('admin', `${from}/preview`, second.cookie);
    }
    await this.look('admin', `${path}/revisions/1`, second);
    for (const path of ['/me', '/admin/programs', '/admin/dashboard'])
      await this.look('admin', path, second);
    for (const name of ['programs', 'comments', 'figures', 'audit'])
      for (const end of ['csv', 'json', 'xlsx'])
        this.addGet('admin', `/admin/export/${name}.${end}`, admin.cookie);
    this.addGet('admin', '/admin/import/template.csv', admin.cookie);
    const measure = [...this.posts.values()].find(({ pattern }) =>
      pattern === '/admin/dashboard/:area/:measure')?.path;
    if (measure) {
      const one = formsOf((await second.get(measure)).text)
        .find(({ action }) => action.startsWith(measure));
      const token = formsOf((await second.get(measure)).text)
        .find(({ action }) => action === `${measure}/publish`);
      if (token ?? one)
        this.addPost('admin', `${measure}/publish`, fill(token ?? one),
          second.cookie);
    }
  }

  // Ways in, and what stands in mails.
  async doors() {
    const { site } = this;
    for (const page of await signInPages(site, { name: 'Ann',
      email: 'ann@example.org', body: TYPED, website: '', topic: '' }))
      await this.look('visitor', page.path, { get: page.get, get cookie() {
        return Object.entries(page.jar).map((one) => one.join('=')).join('; ');
      } });
    site.run('user', 'add', 'walker@example.org', '--role', 'editor',
      '--password-stdin', { input: `${PASSWORD}\n` });
    sql(site, "UPDATE user SET totp_secret = ? WHERE email = 'walker@example.org'",
      Buffer.alloc(20, 'x'));
    const walker = new Visitor(site);
    const half = await walker.fill('/sign-in', '/sign-in',
      { email: 'walker@example.org', password: PASSWORD });
    const [code] = formsOf(half.text)
      .filter(({ action }) => action === '/sign-in/code');
    this.addPost('visitor', code.action, fill(code, code.buttons[0],
      FIELDS[code.action]), walker.cookie);
    this.addGet('visitor', '/sign-in/code', walker.cookie);
    const [link] = site.run('user', 'link', 'walker@example.org')
      .match(/\/sign-in\/link\/\S+/);
    await this.look('visitor', link, new Visitor(site));
    await this.look('visitor', '/sign-in/forgot', new Visitor(site));
    const phone = signedIn(site, 'editor', { email: 'phone@example.org',
      secondFactor: true });
    await this.look('editor', '/me', phone);
    await this.look('editor', '/me/second-factor', signedIn(site, 'editor',
      { email: 'bare@example.org' }));
  }

  // A guest who edits, reports, and asks for mail.
  async guest() {
    const { site } = this;
    const guest = new Visitor(site);
    const sent = await guest.fill('/about', '/comments', { name: 'Gus',
      email: 'gus@example.org', notify: '1', body: TYPED });
    const id = sent.headers.location.match(/#comment-(\d+)/)?.[1];
    await this.look('visitor', `/comments/${id}/edit`, guest);
    const [[shown]] = sql(site,
      "SELECT id FROM comment WHERE state = 'published' AND is_shown = 1");
    for (const path of ['', '/report', '/report/thanks'])
      await this.look('visitor', `/comments/${shown}${path}`,
        new Visitor(site));
    await until(() => this.mail.mails.some(({ text }) =>
      text.includes('/comments/confirm?t=')), 'a mail', 30);
    for (const { text } of this.mail.mails)
      for (const [path] of text.matchAll(/\/comments\/(confirm|stop)\?t=\S+/g))
        await this.look('visitor', path, new Visitor(site));
    for (const path of ['confirm', 'stop']) {
      const known = [...this.gets.values()].find((one) =>
        one.path.startsWith(`/comments/${path}?`));
      if (known) this.addPost('visitor', known.path, []);
    }
  }

  async publicPages(people) {
    const { site } = this;
    const slug = (await site.get('/sitemap.xml')).text
      .match(/\/programs\/([a-z0-9-]+)</)?.[1] ?? (await site.get(
      '/programs')).text.match(/\/programs\/([a-z0-9-]+)(?=")/)[1];
    const parts = { ':slug': slug, ':area': 'network', ':after': '0' };
    for (const { method, pattern, who } of this.rows) {
      const path = pattern.startsWith('/counties/') ? '/counties/itasca' :
        pattern.replace(/:[a-z]+/g, (part) => parts[part] ?? part);
      if (method !== 'GET' || !/^(anyone|loopback)$/.test(who) ||
        path.includes(':') || /^\/(sign-in|me|moderate)\b/.test(path)) continue;
      for (const [name, cookie] of Object.entries(people))
        this.addGet(name, path, cookie);
    }
    for (const [name, cookie] of Object.entries(people))
      this.addGet(name, '/programs?q=mentor&near=Duluth', cookie);
  }

  // One page and one form of everybody, quickly.
  async gatherSome() {
    const visitor = new Visitor(this.site), admin = signedIn(this.site, 'admin');
    this.addGet('visitor', '/about');
    await this.look('visitor', '/about', visitor);
    await this.look('admin', '/admin/dashboard/new', admin);
    this.addGet('admin', '/admin/export/programs.xlsx', admin.cookie);
    return [...this.gets.values(), ...this.posts.values()].filter((one) =>
      (one.method === 'GET' && /^\/about$|xlsx$/.test(one.path)) ||
      (one.method === 'POST' && one.path === '/admin/dashboard/new') ||
      (one.path === '/comments' && !one.what));
  }

  // All of it.
  async gather() {
    const { client, reader, paths } = await staffPages(this.site);
    await this.doors();
    await this.guest();
    for (const path of paths) await this.look('admin', path, client);
    for (const path of [...reader.paths, '/me/data.json', '/comments/new'])
      await this.look('reader', path, reader.client);
    await this.more(client);
    for (const path of ['/', '/about', '/programs'])
      await this.look('visitor', path, new Visitor(this.site));
    await this.publicPages({ visitor: '', reader: reader.client.cookie,
      admin: client.cookie });
    return [...this.gets.values(), ...this.posts.values()];
  }

  // Rows that no request is for.
  missing() {
    const known = new Set([...this.gets.values(), ...this.posts.values()]
      .map(({ method, pattern }) => `${method} ${pattern}`));
    return this.rows.map(({ method, pattern }) => `${method} ${pattern}`)
      .filter((one) => !known.has(one));
  }
}
