// What auto-escaping does not cover, and what we promise about words: the
// rules for one template. lintTemplate() gives the faults as sentences.

const URL_ATTRIBUTES = new Set(['href', 'src', 'action', 'cite', 'data',
  'background', 'content-location']);
const NEVER_VARIABLE =
  /^(formaction|srcset|xlink:href|ping|poster|srcdoc|style|on.*)$/;
const WORD_ATTRIBUTES = new Set(['title', 'alt', 'aria-label', 'placeholder',
  'aria-description', 'aria-roledescription', 'label', 'data-copy']);
const WORD_META =
  /^(description|og:title|og:description|og:site_name|og:image:alt)$/;
const MARK = /\{\{[^]*?\}\}/g;

// The marks of a template: sections, ends, includes, variables.
export function marksOf(source) {
  return [...source.matchAll(/\{\{([#/>!%]?)([^]*?)\}\}/g)]
    .filter(([, kind]) => kind !== '!' && kind !== '%')
    .map(([, kind, body]) => {
      const [name, ...modifiers] = body.split(':');
      return { kind: kind || '$', name, modifiers };
    });
}

// Cuts HTML into tags and texts; a mark is never taken apart.
export function parse(html) {
  const tags = [], texts = [], faults = [];
  const pattern =
    /<!--[^]*?-->|<![a-z][^>]*>|<\?[^>]*>|<\/[^>]*>|<([a-zA-Z][\w:-]*)((?:\{\{[^]*?\}\}|"(?:\{\{[^]*?\}\}|[^"])*"|'[^']*'|[^>"'])*)>/gi;
  let end = 0;
  for (const match of html.matchAll(pattern)) {
    texts.push(html.slice(end, match.index));
    end = match.index + match[0].length;
    if (!match[1]) continue;
    const tag = { name: match[1].toLowerCase(), attributes: new Map() };
    const rest = match[2].replace(
      /([^\s"'>/={}]+)\s*=\s*"((?:\{\{[^]*?\}\}|[^"])*)"/g,
      (_, name, value) => {
        tag.attributes.set(name.toLowerCase(), value);
        return '';
      });
    for (const { kind, name } of marksOf(rest))
      if (kind === '$' || kind === '>')
        faults.push(`<${tag.name}>: {{${name}}} stands outside a value`);
    if (/[="']/.test(rest.replace(MARK, '')))
      faults.push(`<${tag.name}>: an attribute without double quotes`);
    for (const name of rest.replace(MARK, ' ').split(/[\s/]+/))
      if (name) tag.attributes.set(name.toLowerCase(), '');
    tag.at = end;
    tags.push(tag);
  }
  texts.push(html.slice(end));
  return { tags, texts, faults };
}

// Letters that do not come from the string table or from a variable.
function plainWords(text) {
  return text.replace(/\[\[[^]*?\]\]/g, ' ').replace(MARK, ' ')
    .replace(/&#?\w+;/g, ' ').match(/[A-Za-zÀ-ž]{2,}/)?.[0];
}

function isWordAttribute(tag, name) {
  if (WORD_ATTRIBUTES.has(name)) return true;
  if (name === 'value' && tag.name === 'input')
    return /^(submit|button|reset)$/.test(tag.attributes.get('type') ?? '');
  return name === 'content' && tag.name === 'meta' &&
    WORD_META.test(tag.attributes.get('name') ??
      tag.attributes.get('property') ?? '');
}

function lintUrl(say, where, value) {
  const marks = marksOf(value);
  const query = value.indexOf('?');
  for (const { kind, name, modifiers } of marks) {
    if (kind !== '$')
      say(`${where}: section or include {{${kind}${name}}} in a URL`);
    const at = value.indexOf(`{{${name}`);
    const isLater = value.startsWith('{{') && at > 0;
    if (kind === '$' && ((query >= 0 && at > query) || isLater) &&
        !modifiers.includes('url_query_escape'))
      say(`${where}: {{${name}}} needs :url_query_escape`);
  }
}

function lintAttribute(say, tag, name, value, isMail) {
  const where = `<${tag.name} ${name}>`;
  if (/^(style|on.*|formaction|srcdoc)$/.test(name) &&
      !(isMail && name === 'style'))
    say(`${where}: not allowed`);
  if (NEVER_VARIABLE.test(name) && marksOf(value).length)
    say(`${where}: a variable here is not made safe`);
  if (URL_ATTRIBUTES.has(name)) lintUrl(say, where, value);
  if (marksOf(value).some(({ kind }) => kind === '>'))
    say(`${where}: an include in an attribute`);
  if (isWordAttribute(tag, name) && plainWords(value))
    say(`${where}: "${plainWords(value)}" is not in [[ ]]`);
}

function lintScript(say, html, tag, isMail) {
  const body = html.slice(tag.at, html.indexOf('</', tag.at)).trim();
  if (tag.name === 'style' && !isMail)
    say('<style>: belongs in the style sheet');
  if (tag.name === 'style' && marksOf(body).length)
    say('<style>: no variables');
  if (isMail && /^(script|img|link|form|iframe|input)$/.test(tag.name))
    say(`<${tag.name}>: not in a mail`);
  if (tag.name !== 'script' || tag.attributes.has('src')) return;
  if (tag.attributes.get('type') !== 'application/ld+json' ||
      body !== '{{JSON_LD:none}}')
    say('<script>: only a src, or JSON_LD as application/ld+json');
}

// Plain escaping makes spaces of line ends, which a textarea must keep.
function lintTextarea(say, html, tag) {
  if (tag.name !== 'textarea') return;
  const body = html.slice(tag.at, html.indexOf('</textarea', tag.at));
  for (const { kind, name, modifiers } of marksOf(body))
    if (kind === '$' && !modifiers.includes('pre_escape'))
      say(`<textarea>: {{${name}}} needs :pre_escape`);
}

// A mail has no style sheet: its styles stand in it, and are constants.
export function lintTemplate(source, { isMail = false } = {}) {
  const faults = [];
  const say = (fault) => faults.push(fault);
  if (!/^\{\{%AUTOESCAPE context="(HTML|XML)"\}\}\n/.test(source))
    say('the first line is not {{%AUTOESCAPE context="HTML"}}');
  const html = source.replace(/\{\{[!%][^]*?\}\}/g, '');

  for (const { kind, name, modifiers } of marksOf(html)) {
    if (!/^[A-Z][A-Z0-9_]*$/.test(name))
      say(`{{${kind}${name}}}: names are capitals`);
    for (const modifier of modifiers)
      if (modifier === 'none') {
        if (!/(_HTML|_SVG|^JSON_LD)$/.test(name))
          say(`{{${name}:none}}: only for _HTML, _SVG and JSON_LD`);
      } else if (!['url_query_escape', 'pre_escape'].includes(modifier)) {
        say(`{{${name}:${modifier}}}: unknown modifier`);
      }
  }
  for (const [, words] of html.matchAll(/\[\[([^]*?)\]\]/g))
    for (const { kind, name } of marksOf(words))
      if (kind !== '$') say(`[[…{{${kind}${name}}}…]]: only variables`);

  const parsed = parse(html);
  parsed.faults.forEach(say);
  for (const tag of parsed.tags) {
    for (const [name, value] of tag.attributes)
      lintAttribute(say, tag, name, value, isMail);
    lintScript(say, html, tag, isMail);
    lintTextarea(say, html, tag);
  }
  // A code is the same in every language.
  for (const text of parse(html.replace(/<code>[^<]*<\/code>/g, '')
    .replace(/<style>[^<]*<\/style>/g, '')).texts)
    if (plainWords(text)) say(`"${plainWords(text)}" is not in [[ ]]`);
  return faults;
}
