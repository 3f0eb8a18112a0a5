// Templates and the C that fills them.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { lintTemplate, marksOf, parse } from './templates.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const filesBelow = (folder, pattern) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path, pattern);
    return pattern.test(path) ? [path] : [];
  });
const read = (path) => readFileSync(join(root, path), 'utf8');

const templates = filesBelow('templates', /\.tpl$/);
const isMail = (path) => path.startsWith('templates/mail/');
const code = filesBelow('src', /\.c$/).map(read).join('\n')
  .replace(/\/\*[^]*?\*\//g, '');
const literals = new Set([...code.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)]
  .map((match) => match[1]));

const PRAGMA = '{{%AUTOESCAPE context="HTML"}}\n';
const BAD = {
  'without the pragma': '<p>{{X}}</p>',
  'with the pragma late': '\n' + PRAGMA,
  'raw variable': PRAGMA + '{{NAME:none}}',
  'unknown modifier': PRAGMA + '{{NAME:x-raw}}',
  'variable in srcset': PRAGMA + '<img srcset="{{X}}">',
  'variable in formaction': PRAGMA + '<button formaction="{{X}}">',
  'variable in xlink:href': PRAGMA + '<use xlink:href="{{X}}"/>',
  'inline handler': PRAGMA + '<p onclick="x()">',
  'inline style': PRAGMA + '<p style="color:red">',
  'style element': PRAGMA + '<style>p{}</style>',
  'inline script': PRAGMA + '<script>x()</script>',
  'section in a URL': PRAGMA + '<a href="{{#S}}/x{{/S}}{{X}}">1</a>',
  'query without escape': PRAGMA + '<a href="/programs?q={{X}}">1</a>',
  'second variable in a URL': PRAGMA + '<a href="{{A}}{{B}}">1</a>',
  'unquoted attribute': PRAGMA + '<a href={{X}}>1</a>',
  'single quotes': PRAGMA + "<a href='/x'>1</a>",
  'variable as attribute': PRAGMA + '<p {{X}}>1</p>',
  'include in an attribute': PRAGMA + '<p title="{{>X}}">1</p>',
  'plain words': PRAGMA + '<p>Hello {{X}}</p>',
  'plain words after a mark': PRAGMA + '{{#X}}hello{{/X}}',
  'plain aria-label': PRAGMA + '<nav aria-label="Main">',
  'plain alt': PRAGMA + '<img src="/x" alt="A canoe">',
  'plain button value': PRAGMA + '<input type="submit" value="Send">',
  'plain description': PRAGMA + '<meta name="description" content="All">',
  'section in words': PRAGMA + '[[a {{#X}}b{{/X}}]]',
  'textarea that loses line ends': PRAGMA + '<textarea>{{X}}</textarea>',
  'small letters in a name': PRAGMA + '{{name}}',
};

for (const [name, source] of Object.entries(BAD))
  test(`lint refuses a template: ${name}`, () =>
    assert.notDeepEqual(lintTemplate(source), []));

test('lint accepts what is right', () =>
  assert.deepEqual(lintTemplate(PRAGMA +
    '{{! words here }}<!doctype html><a class="x y" href="{{ASSETS}}/a.css"' +
    '{{#ON}} aria-current="true"{{/ON}} hidden>[[Go to {{X}}]] – 1</a>' +
    '<a href="/programs?q={{Q:url_query_escape}}&amp;page={{N:url_query_escape}}">' +
    '{{X}}</a><div>{{BODY_HTML:none}}</div>' +
    '<textarea name="t">{{T:pre_escape}}</textarea>' +
    '<input type="text" name="q" value="{{Q}}"><button name="a" value="b">' +
    '[[Send it]]</button>'), []));

for (const path of templates)
  test(`${path} keeps the rules`, () =>
    assert.deepEqual(lintTemplate(read(path), { isMail: isMail(path) }), []));

test('a mail has styles, and neither variables in them nor pictures', () => {
  const mail = (html) => lintTemplate(PRAGMA + html, { isMail: true });
  assert.deepEqual(mail('<style>.a { color: red }</style><p style="x: y">1'),
    []);
  assert.notDeepEqual(mail('<style>{{A}}</style>'), []);
  assert.notDeepEqual(mail('<p style="{{A}}">1</p>'), []);
  assert.notDeepEqual(mail('<img src="/a.png">'), []);
});

test('every name in a template is set somewhere in C', () => {
  const missing = templates.flatMap((path) => marksOf(read(path))
    .filter(({ name }) => !literals.has(name))
    .map(({ name }) => `${path}: ${name}`));
  assert.deepEqual([...new Set(missing)], []);
});

test('every name that C sets is in a template', () => {
  const used = { $: new Set(), '#': new Set(), '>': new Set(), '/': new Set() };
  for (const path of templates)
    for (const { kind, name } of marksOf(read(path))) used[kind].add(name);
  const kinds = { view_set: '$', view_set_n: '$', view_set_int: '$',
    view_setf: '$', view_show: '#', view_section: '#', view_show_text: '#$',
    view_include: '>' };
  const unused = [...code.matchAll(
    /\b(view_\w+)\(\s*(?:\w+\([^()]*\)|[^,()])+,\s*"([^"]*)"/g)]
    .filter(([, call, name]) => kinds[call] &&
      ![...kinds[call]].every((kind) => used[kind].has(name)))
    .map(([, call, name]) => `${call} "${name}"`);
  assert.deepEqual([...new Set(unused)], []);
});

test('every template is there, and is used', () => {
  const named = [...literals].filter((text) => text.endsWith('.tpl')).sort();
  const there = templates.map((path) => path.replace('templates/', '')).sort();
  assert.deepEqual(named, there);
});

test('every class in a template has a rule in a style sheet', () => {
  // admin.css is loaded by the staff's frame alone.
  const css = (read('static/css/north.css') + read('static/css/admin.css'))
    .replace(/\/\*[^]*?\*\//g, '');
  const rules = new Set([...css.matchAll(/\.([a-z][\w-]*)/gi)]
    .map((match) => match[1]));
  const missing = templates.filter((path) => !isMail(path)).flatMap((path) =>
    // ul[class] and ol[class] are lists without bullets, whatever the class.
    parse(read(path)).tags.filter(({ name }) => !/^[uo]l$/.test(name))
      .flatMap(({ attributes }) => (attributes.get('class') ?? '')
        .replace(/\{\{[^]*?\}\}/g, ' ').split(/\s+/).filter(Boolean))
      .filter((name) => !rules.has(name)).map((name) => `${path}: ${name}`));
  assert.deepEqual([...new Set(missing)], []);
});
