// Pages as their readers meet them: every text, and every attribute that is
// read out or shown, with the elements it stands in. Our pages are well
// formed (the W3C checker says so), so a tokenizer is enough.
const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img',
  'input', 'link', 'meta', 'source', 'track', 'wbr']);
const ENTITIES = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00a0' };
const TOKEN = new RegExp('<!--[^]*?-->|<!doctype[^>]*>|<\\?[^>]*>|' +
  '<(/?)([a-z][\\w:-]*)((?:\\s+[^\\s=>/]+(?:="[^"]*")?)*)\\s*(/?)>|[^<]+',
'giy');

export const decode = (text) =>
  text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, dec, hex, name) =>
    dec ? String.fromCodePoint(Number(dec)) :
      hex ? String.fromCodePoint(parseInt(hex, 16)) : ENTITIES[name] ?? all);

// Call visit(text, stack) for each text and begin(element, stack) for each
// start tag; an element is { name, attributes }, a stack the ones around it.
export function walk(html, { visit = () => {}, begin = () => {},
  end = () => {} }) {
  const stack = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < html.length) {
    const at = TOKEN.lastIndex;
    const match = TOKEN.exec(html);
    if (!match) throw new Error(`not HTML: ${html.slice(at, at + 80)}`);
    const [token, closing, tag, rest, empty] = match;
    if (!tag) {
      if (!token.startsWith('<')) visit(decode(token), stack);
      continue;
    }
    const name = tag.toLowerCase();
    if (closing) {
      if (stack.at(-1)?.name !== name)
        throw new Error(`</${name}> ends <${stack.at(-1)?.name}>`);
      end(stack.pop(), stack);
      continue;
    }
    const attributes = Object.fromEntries(
      [...rest.matchAll(/([^\s=]+)(?:="([^"]*)")?/g)]
        .map(([, key, value]) => [key, decode(value ?? '')]));
    const element = { name, attributes };
    begin(element, stack);
    if (VOID.has(name) || empty) {
      end(element, stack);
      continue;
    }
    stack.push(element);
    if (name === 'script' || name === 'style') {
      const close = html.indexOf(`</${name}`, TOKEN.lastIndex);
      element.source = html.slice(TOKEN.lastIndex, close);
      TOKEN.lastIndex = close;
    }
  }
}

const SPOKEN = ['title', 'alt', 'aria-label', 'aria-description',
  'aria-roledescription', 'aria-valuetext', 'placeholder', 'label', 'summary'];
const METAS = /^(description|og:(title|description|site_name|image:alt))$/;

function spokenAttributes({ name, attributes }) {
  const keys = SPOKEN.filter((key) => attributes[key]);
  if (name === 'meta' && METAS.test(attributes.name ?? attributes.property))
    keys.push('content');
  if (name === 'input' && /^(submit|button|reset)$/.test(attributes.type))
    keys.push('value');
  return keys.map((key) => [key, attributes[key]]);
}

// Everything that a reader can meet: { text, where, stack }. Of JSON-LD only
// breadcrumbs, which search engines show; the rest is for machines.
export function readable(html) {
  const found = [];
  const add = (text, where, stack) =>
    text.trim() && found.push({ text: text.trim(), where, stack: [...stack] });
  const inStructured = (value, stack) => {
    for (const { name } of value.itemListElement ?? [])
      if (value['@type'] === 'BreadcrumbList') add(name, 'breadcrumb', stack);
  };
  walk(html, {
    visit: (text, stack) => add(text,
      stack.slice(-2).map(({ name }) => name).join(' > '), stack),
    begin: (element, stack) => {
      for (const [key, value] of spokenAttributes(element))
        add(value, `${element.name}[${key}]`, [...stack, element]);
    },
    end: (element, stack) => {
      if (element.attributes.type === 'application/ld+json')
        inStructured(JSON.parse(element.source), stack);
    },
  });
  return found;
}
