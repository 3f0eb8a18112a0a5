// A site in which everything that people can fill in holds vectors: object i
// has in its f-th field the vector i + 7 f, so that over the objects every
// vector comes to stand in every field.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { edit } from './editor.mjs';
import { Guest } from './oidc_provider.mjs';
import { leadsTo, setOut } from './journey.mjs';
import { blake2b, signedIn, sql } from './staff.mjs';
import { MARK, asAddress, fit, mark, vectors } from './vectors.mjs';
import { Visitor } from './visitor.mjs';

const quote = (text) => `"${String(text).replaceAll('"', '""')}"`;
// A cell that import would take for a neutralised one.
const cell = (text) => quote(/^'?[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(text) ? `'${text}` : text);

// Which vectors are tried, and the fields that they were put into.
export class Filling {
  constructor(count) {
    const step = vectors.length / count;
    this.chosen = Array.from({ length: Math.min(count, vectors.length) },
      (_, i) => Math.floor(i * step));
    this.fields = [];
  }

  get count() {
    return this.chosen.length;
  }

  fieldOf(name) {
    const at = this.fields.indexOf(name);
    if (at >= 0) return at;
    assert.ok(this.fields.push(name) <= 36 * 36, 'marks are used up');
    return this.fields.length - 1;
  }

  which(i, field) {
    return this.chosen[(i + 7 * field) % this.count];
  }

  // What object i holds in this field, at most max letters of it. (What
  // holds a NUL is refused whole: see notText() in tests/chaos/pages.mjs.)
  text(i, name, max = 400) {
    const field = this.fieldOf(name), v = this.which(i, field);
    return fit(vectors[v], mark(v, field), max).replaceAll('\0', '');
  }

  address(i, name) {
    const field = this.fieldOf(name), v = this.which(i, field);
    return asAddress(vectors[v], mark(v, field));
  }

  // All vectors for one field, in pieces of at most size bytes when encoded.
  pieces(name, size) {
    const field = this.fieldOf(name), pieces = [];
    let piece = '', length = 0;
    for (const v of this.chosen) {
      const text = `${vectors[v].make(mark(v, field))} `.replaceAll('\0', '');
      const bytes = String(new URLSearchParams({ x: text })).length - 2;
      if (piece && length + bytes > size) {
        pieces.push(piece);
        piece = '';
        length = 0;
      }
      piece += text;
      length += bytes;
    }
    return [...pieces, piece];
  }
}

export const MAIL = 'hello@example.org';

export class HostileSite {
  constructor(site, filling) {
    Object.assign(this, { site, filling, comments: [], removed: [],
      held: [], refused: [] });
    this.admin = signedIn(site, 'admin', { name: 'Ada' });
    this.editor = signedIn(site, 'editor', { name: 'Eve' });
    sql(site, "UPDATE user SET password_hash = 'x'");
    this.all = Array.from({ length: filling.count }, (_, i) => i);
  }

  file(name, columns, rows) {
    const path = join(this.site.state, name);
    writeFileSync(path, `${columns}\n` + rows.map((row) =>
      row.map(cell).join(',')).join('\n') + '\n');
    return path;
  }

  // A listing for each vector, and some that are paused.
  listings() {
    const f = this.filling, t = (i, name, max) => f.text(i, `listing ${name}`, max);
    const columns = ['name', 'organization', 'state', 'description', 'city',
      'county', 'service_area_counties', 'program_types', 'website',
      'source_url', 'organization_website', 'details', 'mentor_role', 'address',
      'cost', 'accessibility', 'contact_role', 'waiting_time', 'stage',
      'pause_reason'];
    const row = (i, stage, reason) => [t(i, 'name', 180) + stage[1],
      t(i, 'organization', 180), 'MN', t(i, 'description'), t(i, 'city', 80),
      'Itasca', 'Itasca;Cass', 'group', f.address(i, 'listing website'),
      f.address(i, 'listing source_url'),
      f.address(i, 'listing organization_website'), t(i, 'details'),
      t(i, 'mentor_role'), t(i, 'address', 200), t(i, 'cost'),
      t(i, 'accessibility'), t(i, 'contact_role', 120),
      t(i, 'waiting_time', 200), stage, reason];
    this.site.run('import', 'programs', this.file('listings.csv', columns, [
      ...this.all.map((i) => row(i, 'published', '')),
      ...f.pieces('listing pause_reason', 400).map((piece, i) =>
        row(i, 'paused', piece))]), '--publish');
    this.programs = sql(this.site, `SELECT id, slug FROM program
      WHERE name LIKE '%zq____%' OR stage = 'paused' ORDER BY id`);
    assert.ok(this.programs.length > f.count);
  }

  // In the editor: notes for staff and for all, a draft that waits.
  async notes(count = this.all.length) {
    for (const i of this.all.slice(0, count)) {
      const path = `/admin/programs/${this.programs[i][0]}`;
      const said = await edit(this.editor, path, {
        note: this.filling.text(i, 'listing note'),
        public_note: this.filling.text(i, 'listing public_note'),
        summary: this.filling.text(i, 'listing summary edited'),
      }, 'publish');
      assert.equal(said.status, 303, said.text.slice(0, 2000));
    }
  }

  // Tables that staff upload: names of files, and cells that are refused.
  async uploads(count = this.all.length) {
    for (const i of this.all.slice(0, count)) {
      const { token } = await this.editor.form('/admin/import');
      const mark = '----zq';
      const t = (name) => cell(this.filling.text(i, `upload ${name}`, 80));
      const bad = ['state', 'county', 'types', 'website', 'slug'];
      const table = 'name,organization,state,county,program_types,website,' +
        `slug,description\n${t('name')},${t('organization')},MN,,,,,Words\n` +
        bad.map((name) => `Bad ${name} ${i},Org,${bad.map((one) =>
          one === name ? t(one) : one === 'state' ? 'MN' : '')},Words`)
          .join('\n') + '\n';
      const body = `--${mark}\r\nContent-Disposition: form-data; name="token"` +
        `\r\n\r\n${token}\r\n--${mark}\r\nContent-Disposition: form-data; ` +
        `name="table"\r\n\r\n\r\n--${mark}\r\nContent-Disposition: form-data; ` +
        `name="file"; filename="${this.filling.text(i, 'upload file', 90)
          .replace(/["\p{Cc}]/gu, '_')}"\r\nContent-Type: text/csv\r\n\r\n` +
        `${table}\r\n--${mark}--\r\n`;
      const said = await this.editor.send('/admin/import', body,
        { 'Content-Type': `multipart/form-data; boundary=${mark}` });
      assert.match(String(said.status), /^(303|422)$/,
        said.text.slice(0, 2000));
    }
  }

  // Some vectors are no name or no address for us: the others go without.
  async write(fields) {
    const send = (more) => this.site.post('/comments', { thread: 'about',
      key: 'about', topic: '', website: '', email: 'zed@example.org',
      ...fields, ...more });
    let said = await send({});
    for (const without of [{ name: 'Zed' }, { website: '' }])
      if (said.status === 422) {
        this.refused.push(Object.keys(without)[0]);
        said = await send(without);
      }
    assert.equal(said.status, 303, said.text.slice(0, 2000));
    return said.headers.location.match(/#comment-(\d+)/)[1];
  }

  decide(id, fields, path = `/admin/comments/${id}`) {
    return this.admin.post(path, fields, { whole: true, from: path
      .replace(/\/(reply|block)$/, '') });
  }

  // Comments that show, corrected, answered and reported; such that do not.
  async talk(count = this.all.length) {
    const t = (i, name, max) => this.filling.text(i, `comment ${name}`, max);
    for (const i of this.all) {
      const id = await this.write({ name: t(i, 'name', 80), body: t(i, 'body'),
        website: this.filling.address(i, 'comment website'),
        email: `zed${i}@example.org`, notify: i % 50 ? '' : '1',
        parent: i % 7 === 6 ? this.comments.at(-1) : '' });
      await this.decide(id, { do: 'publish' });
      this.comments.push(id);
    }
    for (const i of this.all.slice(0, count)) {
      const id = this.comments[i], path = `/admin/comments/${id}`;
      // Each reads from an address of their own: one may report ten an hour.
      const reader = new Visitor(this.site,
        { address: `127.0.${120 + (i >> 7)}.${(i & 127) + 1}` });
      const report = `/comments/${id}/report`;
      await reader.fill(report, report, { reason: 'other',
        note: t(i, 'report note', 300) });
      await this.decide(id, { body: t(i, 'reply') }, `${path}/reply`);
      const gone = await this.write({ name: t(i, 'removed name', 80),
        body: t(i, 'removed body'), email: `gone${i}@example.org`,
        thread: 'area', key: 'quality' });
      await this.decide(gone, { body: t(i, 'edited body'),
        name: t(i, 'edited name', 80),
        website: this.filling.address(i, 'comment edited website') },
      `/admin/comments/${gone}/edit`);
      await this.decide(gone, { why: t(i, 'block why', 300), spam: '' },
        `/admin/comments/${gone}/block`);
      await this.decide(gone, { do: 'remove', reason: 'other',
        words: t(i, 'remove words', 300) });
      this.removed.push(gone);
      this.held.push(await this.write({ name: t(i, 'held name', 80),
        body: `${t(i, 'held body')} 218-555-0100`, thread: 'area',
        key: 'policy', email: `held${i}@example.org`,
        website: this.filling.address(i, 'comment held website') }));
    }
  }

  // What links in moderators' mails lead to.
  links() {
    // Not one of those who are told of them: that would end these links.
    const { userId } = signedIn(this.site, 'moderator',
      { email: 'links@example.org' });
    return this.held.map((id) => {
      const token = randomBytes(32).toString('base64url');
      sql(this.site, `INSERT INTO moderation_link (token_hash, user_id,
        comment_id, version, created_at, ends_at) SELECT ?, ?, id, version,
        unixepoch(), unixepoch() + 9999 FROM comment WHERE id = ?`,
      blake2b(Buffer.from(token)), userId, id);
      return `/moderate/${token}`;
    });
  }

  // An old site's comments.
  async oldComments() {
    const xml = (text) => text.replace(/[\0-\x08\x0b-\x1f\ufffe\uffff]/g, '')
      .replaceAll(']]>', ']] >');
    const t = (i, name, max) => xml(this.filling.text(i, `wxr ${name}`, max));
    const data = (name, text) => `<wp:${name}><![CDATA[${text}]]></wp:${name}>`;
    const items = this.all.map((i) => `<wp:comment>${Object.entries({
      comment_id: i + 1, comment_author: t(i, 'author', 80),
      comment_author_email: `old${i}@example.org`,
      comment_author_url: xml(this.filling.address(i, 'wxr url')),
      comment_date_gmt: new Date(1388534400000 + i * 1000).toISOString()
        .slice(0, 19).replace('T', ' '),
      // (What HTML has no words in is left out: they come first.)
      comment_content: `${t(i, 'content').match(MARK)[0]} ${t(i, 'content')}`,
      comment_approved: 1, comment_type: '',
      comment_parent: 0 }).map(([name, text]) => data(name, text)).join('')}` +
      '</wp:comment>').join('\n');
    const path = join(this.site.state, 'old.xml');
    writeFileSync(path, '<?xml version="1.0" encoding="UTF-8"?>\n<rss ' +
      'version="2.0" xmlns:wp="http://wordpress.org/export/1.2/"><channel>' +
      '<link>https://old.example</link><wp:wxr_version>1.2</wp:wxr_version>' +
      '<item><title>About</title>' +
      `${data('post_name', 'about')}${items}</item></channel></rss>\n`);
    this.site.run('import', 'comments', path);
  }

  // Measures of the plan, figures with notes, corrections with reasons.
  async plan(count = this.all.length) {
    const t = (i, name, max) => this.filling.text(i, `plan ${name}`, max);
    const columns = ['area', 'measure', 'name', 'definition', 'unit',
      'direction', 'period', 'year', 'target', 'value', 'qualifier', 'source',
      'note'];
    const areas = ['network', 'region', 'innovation', 'policy', 'quality'];
    const place = (i) => `${areas[i % 5]}/hostile-${i}`;
    this.site.run('import', 'measures', this.file('measures.csv', columns,
      this.all.map((i) => [areas[i % 5], `hostile-${i}`, t(i, 'name', 180) + i,
        t(i, 'definition'), t(i, 'unit', 40), 'up', '2014', '2014', 'no', '7',
        '', t(i, 'source', 300), t(i, 'note', 400)])));
    for (const i of this.all.slice(0, count)) {
      const path = `/admin/dashboard/${place(i)}`;
      await this.editor.post(path, { owner: t(i, 'owner', 120),
        source: t(i, 'measure source', 300) }, { whole: true });
      const said = await this.editor.post(`${path}/2014`, { value: '8',
        reason: t(i, 'reason', 400), note: t(i, 'note corrected', 400),
        source: t(i, 'source corrected', 300), do: 'publish' },
      { whole: true });
      assert.equal(said.status, 303, said.text.slice(0, 3000));
    }
  }

  async text(page, body) {
    const said = await this.editor.post(`/admin/pages/${page}/en`,
      { body, note: 'Other words', do: 'save' }, { whole: true });
    assert.equal(said.status, 303, said.text.slice(0, 6000));
  }

  // The words of two pages: About takes ten vectors at a time, the first page
  // (400 characters) one; look(paths) each time.
  async texts(look) {
    const at = this.filling;
    for (let i = 0; i < at.count; i += 10) {
      await this.text('about', this.all.slice(i, i + 10).map((n) =>
        at.text(n, 'text body')).join('\n\n'));
      await look(null, ['/about']);
      await look(this.editor, ['/admin/pages/about/en', '/admin/pages']);
    }
    for (const i of this.all) {
      await this.text('home', at.text(i, 'text home', 380));
      await look(null, ['/']);
    }
    for (const i of this.all)
      await this.editor.post('/admin/pages/home/en', { body: `Save ${i}`,
        note: at.text(i, 'text note', 300), do: 'save' }, { whole: true });
  }

  // What a user calls a filter: twenty at a time.
  async views(look) {
    for (const i of this.all) {
      const said = await this.admin.post('/admin/views', { query: 'q=' +
        encodeURIComponent(this.filling.text(i, 'view query', 80)),
      name: this.filling.text(i, 'view name', 80) }, { from:
        '/admin/programs?q=not+saved' });
      assert.match(String(said.status), /^(303|422)$/, said.text);
      if (i % 10 < 9 && i + 1 < this.all.length) continue;
      await look(this.admin, ['/admin/programs', '/admin']);
      sql(this.site, 'DELETE FROM saved_view');
    }
  }

  async words() {
    for (const i of this.all) {
      const said = await this.admin.post('/admin/settings/words', {
        word: this.filling.text(i, 'listed word', 60),
        effect: i % 2 ? 'hold' : 'spam' }, { from: '/admin/settings' });
      assert.match(String(said.status), /^(303|422)$/, said.text);
    }
  }

  async users() {
    for (const i of this.all) {
      const said = await this.admin.post('/admin/users', { role: 'moderator',
        email: `user${i}@example.org`,
        name: this.filling.text(i, 'user name', 80) });
      assert.match(String(said.status), /^(200|422)$/, said.text);
    }
  }

  // A member who changes their name again and again.
  async member(look) {
    this.reader = signedIn(this.site, 'reader', { name: 'Rea',
      identity: { subject: 'rea' }, contact: 'rea@example.org' });
    sql(this.site, `UPDATE comment SET user_id = ? WHERE id IN
      (${this.comments.slice(0, 20).join(', ') || 0})`, this.reader.userId);
    for (const i of this.all) {
      const said = await this.reader.post('/me/name',
        { name: this.filling.text(i, 'member name', 80) }, { from: '/me' });
      assert.match(String(said.status), /^(303|422)$/, said.text);
      await look(this.reader, ['/me']);
    }
  }

  // Readers whose provider says what it likes of them, and whose browser does.
  async provided(provider, people) {
    for (const i of this.all.slice(0, people)) {
      const visitor = new Visitor(this.site, { agent:
        this.filling.text(i, 'browser', 200).replace(/[^\x20-\x7e]/g, '_') });
      const way = leadsTo(await setOut(visitor, 'lake'));
      const back = await new Guest().signIn(way.href,
        `${this.site.url}/sign-in/`, { login: `p${i}` });
      const done = await visitor.get(back.slice(this.site.url.length));
      assert.equal(done.status, 303, done.text.slice(0, 2000));
      sql(this.site, 'DELETE FROM sign_in_failure');
    }
  }

  // What the provider knows of them.
  people() {
    return Object.fromEntries(this.all.map((i) => [`p${i}`, {
      name: this.filling.text(i, 'provider name', 200),
      email: `p${i}@example.org`, email_verified: true }]));
  }
}
