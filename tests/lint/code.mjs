// The rules of STYLE.md that a machine can see. Each gives its faults as
// sentences, "path:line: what".

const LIBRARIES = ['http', 'store', 'view', 'net'];
const MAY_INCLUDE = {
  util: ['util'],
  ...Object.fromEntries(LIBRARIES.map((layer) => [layer, [layer, 'util']])),
  page: ['page', 'util', ...LIBRARIES],
  job: ['job', 'page', 'util', ...LIBRARIES],
  command: ['command', 'page', 'job', 'util', ...LIBRARIES],
};

// Each library has one home.
const HOMES = [
  [/^fcgi/, /^src\/http\/fcgi\.c$/],
  [/^sqlite3/, /^src\/store\/\w+_sqlite\.c$/],
  [/^curl\//, /^src\/(net\/\w+|http\/url)\.c$/],
  [/^ctemplate\//, /^src\/view\/view\.cc$/],
  [/^cmark/, /^src\/view\/markdown\.c$/],
  [/^gettext-po/, /^src\/view\/strings\.c$/],
  [/^roaring\//, /^src\/store\/(search\w*|figures)\.[ch]$/],
  [/^sodium/, /^src\/util\/(token|password|sealed)\.c$/],
  [/^liboath\//, /^src\/util\/totp\.c$/],
  [/^qrencode/, /^src\/view\/qr\.c$/],
  [/^ini\.h/, /^src\/util\/config\.c$/],
  [/^csv\.h/, /^src\/util\/csv\.c$/],
  [/^expat/, /^src\/util\/(wxr|sheet)\.c$/],
  [/^xlsxwriter/, /^src\/util\/sheet\.c$/],
  [/^(zlib|brotli\/)/, /^src\/util\/compress\.c$/],
  [/^uni(str|case|norm|ctype|gbrk|wbrk)|^utf8proc/, /^src\/util\/utf8\w*\.c$/],
  [/^cjose\//, /^src\/net\/id_token\.c$/],
  [/^jansson/, /^src\/(util\/json\.h|view\/map\.c)$/],
];

const BANNED = new RegExp('\\b(' + ['sprintf', 'vsprintf', 'strcpy', 'strcat',
  'strncpy', 'strncat', 'strtok', 'gets', 'atof', 'scanf', 'system', 'popen', 'rand', 'srand', 'random', 'mktemp',
  'tmpnam', 'alloca', 'localtime', 'gmtime', 'ctime', 'asctime',
].join('|') + ')\\s*\\(', 'g');

const SQL = /^\s*(SELECT|INSERT|UPDATE|DELETE|REPLACE|WITH|CREATE|ALTER|DROP)\s/;

const lineOf = (text, at) => text.slice(0, at).split('\n').length;

// Comments become blanks, so that lines stay where they are. Strings are
// kept, or emptied too.
export function bare(text, { strings = true } = {}) {
  const blank = (part) => part.replace(/[^\n]/g, ' ');
  return text.replace(/\/\*[^]*?\*\/|\/\/.*|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)+'/g,
    (part) => part[0] === '/' || (!strings && part[0] === '"') ?
      blank(part) : part);
}

export function layers(path, text) {
  const layer = path.match(/^src\/(\w+)\//)?.[1];
  if (!layer) return [];
  return [...bare(text).matchAll(/^#\s*include "(\w+)\//gm)]
    .filter(([, other]) => !MAY_INCLUDE[layer]?.includes(other))
    .map((match) => `${path}:${lineOf(text, match.index)}: ` +
      `${layer} must not include ${match[1]}`);
}

export function homes(path, text) {
  return [...bare(text).matchAll(/^#\s*include <([\w/.+-]+)>/gm)]
    .filter(([, header]) => HOMES.some(([library, home]) =>
      library.test(header) && !home.test(path)))
    .map((match) => `${path}:${lineOf(text, match.index)}: ` +
      `<${match[1]}> has another home`);
}

export function banned(path, text) {
  return [...bare(text, { strings: false }).matchAll(BANNED)]
    .map((match) => `${path}:${lineOf(text, match.index)}: ` +
      `${match[1]}() is not used here`);
}

// SQL stands in src/store, in constants named SQL_… and what several of them
// share.
export function sql(path, text) {
  const code = bare(text);
  return [...code.matchAll(/(?:"(?:[^"\\\n]|\\.)*"\s*)+/g)]
    .filter(([run]) => SQL.test(run.slice(1)))
    .filter((match) => !path.startsWith('src/store/') ||
      !/(static const char SQL_\w+\[\] =|#define [A-Z_]+(\([^)\n]*\))? *\\?)\s*$/
        .test(code.slice(0, match.index)))
    .map((match) => `${path}:${lineOf(code, match.index)}: ` +
      'SQL belongs in a constant SQL_… of src/store');
}

function columns(line) {
  let at = 0;
  for (const letter of line) at += letter === '\t' ? 8 - at % 8 : 1;
  return at;
}

export function layout(path, text) {
  const faults = [];
  const lines = text.split('\n');
  if (lines.pop() !== '') faults.push(`${path}: the last line has no end`);
  if (lines.length > 500) faults.push(`${path}: ${lines.length} lines`);
  lines.forEach((line, i) => {
    const width = columns(line);
    const say = (what) => faults.push(`${path}:${i + 1}: ${what}`);
    if (/\.(c|h|cc)$/.test(path) && width > 80) say(`${width} columns`);
    if (/\s$/.test(line)) say('space at the end');
    if (/\.(c|h|cc)$/.test(path) && /^ {8}/.test(line))
      say('spaces where a tab belongs');
  });
  return faults;
}

// A .c file includes its own header first.
export function ownHeader(path, text, exists) {
  const header = path.replace('src/', '').replace(/\.cc?$/, '.h');
  if (!exists(`src/${header}`)) return [];
  return text.match(/^#include.*$/m)?.[0] === `#include "${header}"` ? [] :
    [`${path}: does not include ${header} first`];
}

// What is landed is finished.
export function unfinished(path, text) {
  return [...text.matchAll(/\b(TODO|FIXME|XXX|HACK)\b/g)]
    .map((match) => `${path}:${lineOf(text, match.index)}: ${match[0]}`);
}
