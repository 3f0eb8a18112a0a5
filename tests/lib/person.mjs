// Somebody at a browser without scripts: looks at a page, follows the links
// and presses the buttons that are on it, and can do no more than they allow.
import assert from 'node:assert/strict';

import { unescape } from './forms.mjs';
import { Visitor } from './visitor.mjs';

const plain = (html) => unescape(html
  .replace(/<(svg|script)\b[^]*?<\/\1>|<i aria-hidden[^]*?<\/i>/g, '')
  .replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')).trim();
const attributes = (tag) => Object.fromEntries(
  [...tag.matchAll(/\s([\w-]+)(?:="([^"]*)")?/g)]
    .map(([, name, value]) => [name, unescape(value ?? '')]));
const has = (control, name) => control[name] !== undefined;

function controlsOf(form) {
  const found = [];
  for (const [, tag, attrs, rest] of form.matchAll(
    /<(input|textarea|select|button)\b([^>]*)>([^<]*(?=<\/textarea>))?/g))
    found.push({ tag, ...attributes(attrs), text: rest });
  return found;
}

// What a browser sends for one control, or nothing.
function sent(control, typed) {
  const { tag, name, type = 'text' } = control;
  if (!name || tag === 'button') return [];
  const value = typed[name];
  if (type === 'checkbox' || type === 'radio') {
    const own = control.value ?? 'on';
    const isOn = value === undefined ? has(control, 'checked') :
      type === 'radio' ? value === own : value;
    return isOn ? [[name, own]] : [];
  }
  if (value !== undefined && type === 'hidden')
    throw new Error(`nobody can type into ${name}`);
  const now = value ?? (tag === 'textarea' ?
    unescape(control.text ?? '').replace(/^\n/, '') : control.value ?? '');
  return [[name, now]];
}

export class Person extends Visitor {
  // The page at path, and where it leads.
  async open(path) {
    return this.arrive(await this.get(path.replace(/#.*/, '')), path);
  }

  async arrive(answer, path) {
    this.path = path;
    for (let i = 0; i < 6 && [301, 302, 303].includes(answer.status); i++) {
      this.path = answer.headers.location.replace(this.site.url, '');
      assert.match(this.path, /^\//, 'it leads out of the site');
      answer = await this.get(this.path.replace(/#.*/, ''));
    }
    this.page = answer;
    return answer;
  }

  get words() {
    return plain(this.page.text.replace(/^[^]*?<body/, '<body'));
  }

  // The comment as this page shows it, or nothing.
  note(id) {
    return this.page.text.match(new RegExp(
      `<(article|div) class="note[^>]*id="comment-${id}"[^]*?</\\1>`))?.[0];
  }

  // The link with these words, in html (the page).
  link(words, html = this.page.text) {
    for (const [, attrs, inside] of html.matchAll(/<a\b([^>]*)>([^]*?)<\/a>/g))
      if (plain(inside) === words) return attributes(attrs).href;
    throw new Error(`no link “${words}” at ${this.path}: ${plain(html)}`);
  }

  click(words, html) {
    const url = new URL(this.link(words, html), this.site.url + this.path);
    return this.open(url.href.replace(this.site.url, ''));
  }

  // The form with this button, filled in: where it goes, and the fields.
  filled(words, typed = {}) {
    for (const [form] of this.page.text.matchAll(/<form\b[^]*?<\/form>/g))
      for (const [, attrs, inside] of
        form.matchAll(/<button\b([^>]*)>([^]*?)<\/button>/g))
        if (plain(inside) === words)
          return this.fields(form, attributes(attrs), typed);
    throw new Error(`no button “${words}” at ${this.path}: ${this.words}`);
  }

  fields(form, button, typed) {
    const controls = controlsOf(form.slice(form.indexOf('>') + 1));
    const names = new Set(controls.map(({ name }) => name));
    for (const name of Object.keys(typed))
      if (!names.has(name)) throw new Error(`no field ${name}`);
    const fields = controls.flatMap((one) => sent(one, typed));
    const given = new Map(fields);
    for (const one of controls)
      if (has(one, 'required') && !has(button, 'formnovalidate') &&
        !given.get(one.name))
        throw new Error(`the browser wants ${one.name} first`);
    if (button.name) fields.push([button.name, button.value ?? '']);
    const { action, method = 'get' } = attributes(form.match(/<form[^>]*>/)[0]);
    assert.equal(method, 'post');
    return { path: action, fields };
  }

  // Press the button with these words; gives the page that comes.
  async press(words, typed) {
    const { path, fields } = this.filled(words, typed);
    return this.arrive(await this.send(path, fields), path);
  }
}
