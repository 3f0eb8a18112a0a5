#!/usr/bin/env node
// Collects every msgid from templates ([[text]]), C (tr, trn, TR) and the names
// of terms in schema.sql into strings/en.po. With --check: writes nothing, exit 1 if it would.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const poFile = join(root, "strings", "en.po");
const isCheck = process.argv.includes("--check");
const messages = new Map(); // msgid -> { plural, files: Set }
const problems = [];

function filesBelow(dir, pattern) {
  if (!existsSync(dir))
    return [];
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => {
    const path = join(dir, entry.name);
    if (entry.isDirectory())
      return filesBelow(path, pattern);
    return pattern.test(entry.name) ? [path] : [];
  });
}

function add(file, msgid, plural) {
  const name = relative(root, file).replaceAll("\\", "/");
  const known = messages.get(msgid);
  if (!msgid)
    problems.push(`${name}: an empty text`);
  else if (!known)
    messages.set(msgid, { plural, files: new Set([name]) });
  else if (known.plural !== plural)
    problems.push(`${name}: "${msgid}" has another plural in ` +
      [...known.files].join(", "));
  else
    known.files.add(name);
}

function collectTemplate(file) {
  const text = readFileSync(file, "utf8").replace(/\{\{![^]*?\}\}/g, "");
  for (const [, words] of text.matchAll(/\[\[([^]*?)\]\]/g))
    add(file, words.trim().replace(/\s+/g, " "));
}

// C source as tokens: strings with their value, the rest as it is.
function tokens(source) {
  const pattern =
    /\/\*[^]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'|\w+|\S/g;
  return [...source.matchAll(pattern)].map((match) => match[0])
    .filter((token) => !/^\/[/*]/.test(token));
}

function literal(token) {
  const bytes = [];
  const escapes = { n: 10, t: 9, r: 13, a: 7, b: 8, f: 12, v: 11 };
  const pattern = /\\x([0-9a-fA-F]+)|\\([0-7]{1,3})|\\([^])|([^\\]+)/g;
  for (const [, hex, octal, letter, plain] of
    token.slice(1, -1).matchAll(pattern)) {
    if (hex)
      bytes.push(parseInt(hex, 16));
    else if (octal)
      bytes.push(parseInt(octal, 8));
    else if (letter)
      bytes.push(escapes[letter] ?? letter.charCodeAt(0));
    else
      bytes.push(...Buffer.from(plain));
  }
  return Buffer.from(bytes).toString("utf8");
}

// The arguments of the call whose "(" is at list[at]: text of each that is
// made of string literals only, else undefined.
function callArguments(list, at) {
  const args = [[]];
  let depth = 0;
  for (let i = at; i < list.length; i++) {
    const token = list[i];
    if (/^[([{]$/.test(token) && depth++ === 0)
      continue;
    if (/^[)\]}]$/.test(token) && --depth === 0)
      break;
    if (token === "," && depth === 1)
      args.push([]);
    else
      args.at(-1).push(token);
  }
  return args.map((arg) => arg.length && arg.every((t) => t[0] === '"')
    ? arg.map(literal).join("") : undefined);
}

function collectSource(file) {
  const list = tokens(readFileSync(file, "utf8"));
  list.forEach((token, i) => {
    if (!["tr", "trn", "TR"].includes(token) || list[i + 1] !== "(")
      return;
    const args = callArguments(list, i + 1);
    if (token === "TR" && args[0] !== undefined)
      add(file, args[0]);
    if (token === "tr" && args[1] !== undefined)
      add(file, args[1]);
    if (token === "trn" && args[1] !== undefined)
      add(file, args[1], args[2]);
  });
}

// The field's words: (id, 'kind', 'slug', 'name', position), as the schema
// stores them.
function collectTerms(file) {
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  for (const [, rows] of text.matchAll(/INSERT INTO term\b[^;']*VALUES((?:[^;']|'[^']*')*);/g))
    for (const [, name] of rows.matchAll(
      /\(\s*\d+,\s*'[^']*',\s*'[^']*',\s*'((?:[^']|'')*)'/g))
      add(file, name.replaceAll("''", "'"));
}

function quote(text) {
  return '"' + text.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
    .replaceAll("\n", "\\n").replaceAll("\t", "\\t") + '"';
}

// The English words of the present file where they are not the msgid itself.
function readWords(text) {
  const words = new Map();
  for (const block of text.split(/\n\n+/)) {
    const fields = {};
    let field;
    for (const line of block.split("\n")) {
      const [, name, value] =
        line.match(/^(msg\S+)?\s*("(?:[^"\\]|\\.)*")$/) ?? [];
      if (value === undefined)
        continue;
      field = name ?? field;
      fields[field] = (fields[field] ?? "") + literal(value);
    }
    if (fields.msgid)
      words.set(fields.msgid, fields);
  }
  return words;
}

function entry(msgid, { plural, files }, words) {
  const lines = [...files].sort().map((file) => `#: ${file}`);
  const old = words.get(msgid) ?? {};
  lines.push(`msgid ${quote(msgid)}`);
  if (plural === undefined) {
    lines.push(`msgstr ${quote(old.msgstr || msgid)}`);
  } else {
    lines.push(`msgid_plural ${quote(plural)}`);
    lines.push(`msgstr[0] ${quote(old["msgstr[0]"] || msgid)}`);
    // A changed plural replaces the words that were made from it.
    const many = old.msgid_plural === plural && old["msgstr[1]"];
    lines.push(`msgstr[1] ${quote(many || plural)}`);
  }
  return lines.join("\n") + "\n";
}

const header = `# Every word that a reader sees. Made by \`make strings\`; do not edit.
msgid ""
msgstr ""
"Project-Id-Version: northstar\\n"
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=n != 1;\\n"
`;

for (const file of filesBelow(join(root, "templates"), /\.tpl$/))
  collectTemplate(file);
for (const file of filesBelow(join(root, "src"), /\.(c|cc|h)$/))
  collectSource(file);
collectTerms(join(root, "schema.sql"));

const before = existsSync(poFile) ? readFileSync(poFile, "utf8") : "";
const words = readWords(before);
const sorted = [...messages].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
const after = [header, ...sorted.map(([msgid, m]) => entry(msgid, m, words))]
  .join("\n");

for (const problem of problems)
  console.error(problem);
if (isCheck && after !== before)
  console.error("strings/en.po is not what the sources say: make strings");
else if (after !== before)
  writeFileSync(poFile, after);
console.log(`${messages.size} texts`);
process.exit(problems.length || (isCheck && after !== before) ? 1 : 0);
