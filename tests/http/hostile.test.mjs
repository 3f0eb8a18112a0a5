// Text that wants to be more than text, in everything that people and files
// can fill: it stays words on every page, feed and export, in a browser too.
import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { launch } from '../lib/browser.mjs';
import { formFields } from '../lib/forms.mjs';
import { parseCsv } from '../lib/listings.mjs';
import { program as commandOf, startInstance } from '../lib/instance.mjs';

// Each would call alert() if anything let it.
const VECTORS = `<script>alert(1)</script>
<ScRiPt >alert(1)</sCrIpT>
"><script>alert(1)</script>
'><script>alert(1)</script>
</script><script>alert(1)</script>
</title><script>alert(1)</script>
</textarea><script>alert(1)</script>
</style><script>alert(1)</script>
--><script>alert(1)</script>
]]><script>alert(1)</script>
<!--<script>alert(1)</script>
<script src=//127.0.0.1/x.js></script>
<script src="data:text/javascript,alert(1)"></script>
<img src=x onerror=alert(1)>
<img src=x onerror=alert(1)//
<img/src="x"/onerror="alert(1)">
<<img src=x onerror=alert(1)>
"><img src=x onerror=alert(1)>
'"><img src=x onerror=alert(1)>
<svg onload=alert(1)>
<svg/onload=alert(1)//
<svg><script>alert(1)</script></svg>
<svg><a xlink:href=javascript:alert(1)><text y=9>x</text></a></svg>
<svg><animate onbegin=alert(1) attributeName=x dur=1s>
<svg><use href="data:image/svg+xml,<svg onload=alert(1)>#x"/></svg>
<math><mi xlink:href="javascript:alert(1)">x</mi></math>
<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>
<body onload=alert(1)>
<iframe src=javascript:alert(1)></iframe>
<iframe srcdoc="<script>alert(1)</script>"></iframe>
<object data=javascript:alert(1)></object>
<embed src=javascript:alert(1)>
<form action=javascript:alert(1)><input type=submit></form>
<button formaction=javascript:alert(1)>x</button>
<input autofocus onfocus=alert(1)>
<details open ontoggle=alert(1)><summary>x</summary></details>
<video><source onerror=alert(1)></video>
<audio src=x onerror=alert(1)></audio>
<marquee onstart=alert(1)>x</marquee>
<a href=javascript:alert(1)>x</a>
<a href="&#106;avascript:alert(1)">x</a>
<a href="java\tscript:alert(1)">x</a>
<base href=javascript:alert(1)//>
<link rel=stylesheet href=data:text/css,*{display:none}>
<meta http-equiv=refresh content="0;url=javascript:alert(1)">
<style>@import 'javascript:alert(1)';*{display:none}</style>
<template><script>alert(1)</script></template>
<noscript><p title="</noscript><img src=x onerror=alert(1)>">
<x onclick=alert(1)>x</x>
<p style="behavior:url(x);width:expression(alert(1))">
" onmouseover=alert(1) x="
' onmouseover=alert(1) x='
\` onmouseover=alert(1) x=\`
" autofocus onfocus="alert(1)
javascript:alert(1)
JaVaScRiPt:alert(1)//
data:text/html,<script>alert(1)</script>
[x](javascript:alert(1))
[x](JAVASCRIPT&colon;alert(1))
[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)
[x](vbscript:alert(1) "t")
![x](x"onerror="alert(1))
![x](javascript:alert(1))
<javascript:alert(1)>
[x]: javascript:alert(1)
&lt;script&gt;alert(1)&lt;/script&gt;
&#60;img src=x onerror=alert(1)&#62;
\\u003cscript\\u003ealert(1)\\u003c/script\\u003e
%3Cscript%3Ealert(1)%3C/script%3E
+ADw-script+AD4-alert(1)+ADw-/script+AD4-
{{NAME}}{{#X}}{{>f}}{{%AUTOESCAPE}}{{=<% %>=}}
[[Home]]{n}{name}{page}%s%n
\${alert(1)}
"};alert(1);//
\\";alert(1);//
\u2028alert(1)\u2029
&#x1;&#8238;&#x202e;&#xfffe;abc
\ufffe\uffff\u{1fffe}x
=HYPERLINK("http://127.0.0.1/","x")
@SUM(1+1)*cmd|' /C calc'!A0
+1+cmd|' /C calc'!A0
-2+3+cmd|' /C calc'!A0
<table><tr><td></main></body></html><script>alert(1)</script>`.split('\n');
const SECRET = 'hidden.reader@example.org';
const STYLE_OF_CSV = /^[=+\-@\t\r]/;

let site, browser, program, ids, paths;
before(async () => {
  [site, browser] = await Promise.all([
    startInstance({ config: { comments: { per_hour: 10000 } } }), launch()]);
  importPrograms();
  importMeasures();
  const list = JSON.parse((await site.get('/programs.json?q=Hostile')).text);
  assert.equal(list.total, VECTORS.length);
  program = list.programs.map(({ url }) => new URL(url).pathname);
  // Those that would end an element before they begin their own.
  const closers = list.programs.filter(({ name }) => /^[^a-z]*<\//i.test(name))
    .map(({ url }) => new URL(url).pathname);
  assert.ok(closers.length > 3);
  await postComments();
  paths = ['/', '/about', '/programs', '/programs?q=Hostile', '/programs?view=map',
    '/programs?q=Hostile&sort=name&page=2', '/programs?county=itasca&sort=name',
    '/counties', '/counties/itasca', '/dashboard', '/dashboard/network',
    '/dashboard/corrections', ...program.filter((_, i) => i % 7 === 0), ...closers, `/about?reply_to=${ids[0]}`,
    `/about?comments=2`, `/about?reply_to=${ids[60]}`];
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const quote = (text) => `"${String(text).replaceAll('"', '""')}"`;
// A cell that import would take for a neutralised one.
const cell = (text) => quote(/^'?[=+\-@\t\r]/.test(text) ? `'${text}` : text);
const cut = (text, n) => [...text].slice(0, n).join('');

function importPrograms() {
  const columns = ['name', 'organization', 'state', 'description', 'city',
    'county', 'service_area_counties', 'program_types', 'website', 'source_url',
    'organization_website', 'details', 'mentor_role', 'address', 'cost',
    'accessibility', 'contact_role', 'waiting_time', 'stage', 'pause_reason'];
  const lines = VECTORS.map((v, i) => {
    const url = `https://example.org/?${v.replace(/[\s\\\ufffe\uffff]/g, '') ||
      'x'}`;
    return [cut(`${v} Hostile ${i}`, 200), cut(`${v} Org ${i}`, 200), 'MN',
      `${v} Hostile`, cut(v, 80), 'Itasca', 'Itasca;Cass', 'group', url, url, url,
      `${v}\n\n${v}`, v, cut(v, 200), v, v, cut(v, 120), v,
      i % 9 ? 'published' : 'paused', i % 9 ? '' : v].map(cell).join(',');
  });
  const file = join(site.state, 'hostile.csv');
  writeFileSync(file, `${columns}\n${lines.join('\n')}\n`);
  site.run('import', 'programs', file, '--publish');
}

function importMeasures() {
  const file = join(site.state, 'hostile-measures.csv');
  writeFileSync(file, measures());
  site.run('import', 'measures', file);
}

function measures() {
  const columns = ['area', 'measure', 'name', 'definition', 'unit', 'direction',
    'period', 'year', 'target', 'value', 'qualifier', 'source', 'note'];
  return `${columns}\n` + VECTORS.map((v, i) =>
    ['network', `hostile-${i}`, `${cut(v, 70)} ${i}`, v, cut(v, 30), 'up', '2014',
      '2014', 'no', '7', '', cut(v, 100), v].map(cell).join(',')).join('\n') + '\n';
}

async function postComments() {
  const fields = formFields((await site.get('/about')).text, '/comments');
  ids = [];
  for (const [i, v] of VECTORS.entries()) {
    const answer = await site.post('/comments', { ...fields,
      name: cut(v, 78) + i, email: SECRET, body: `${v}\n\n${v} ${i}`,
      website: `example.org/${v.replace(/[\s\\]/g, '')}`,
      parent: i % 7 === 6 ? String(ids.at(-1)) : '' });
    assert.equal(answer.status, 303, `${v}: ${answer.text.slice(0, 300)}`);
    ids.push(Number(answer.headers.location.match(/\d+$/)[0]));
    if (i % 7 === 5) await publish(ids.slice(-6));
  }
  await publish(ids.filter((_, i) => i % 7 === 6 ||
    i >= ids.length - ids.length % 7));
}

// One command for each, two at a time.
async function publish(list) {
  const run = promisify(execFile);
  for (let i = 0; i < list.length; i += 2)
    await Promise.all(list.slice(i, i + 2).map((id) => run(commandOf,
      ['comment', 'publish', String(id), '--state', site.state])));
}

// What an HTML page of ours may consist of, read from the finished document.
function judge() {
  const faults = [];
  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    if (['iframe', 'object', 'embed', 'base', 'template', 'style', 'frame',
      'marquee', 'video', 'audio', 'math', 'animate', 'x', 'mglyph'].includes(tag))
      faults.push(element.outerHTML.slice(0, 120));
    if (tag === 'script' && element.type !== 'application/ld+json' &&
      !element.src.startsWith(`${location.origin}/static/`))
      faults.push(element.outerHTML.slice(0, 120));
    if (tag === 'img' && !element.src.startsWith(`${location.origin}/static/`))
      faults.push(element.outerHTML.slice(0, 120));
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^xlink:href$/.test(name))
        faults.push(`${tag} ${name}=${value.slice(0, 80)}`);
      if (/^(href|src|action|formaction)$/.test(name) &&
        !/^(https?:|mailto:|tel:|[/?#])/.test(value))
        faults.push(`${tag} ${name}=${value.slice(0, 80)}`);
      if (['action', 'formaction', 'src'].includes(name) &&
        new URL(value, location).origin !== location.origin)
        faults.push(`${tag} ${name}=${value.slice(0, 80)}`);
    }
  }
  for (const block of document.querySelectorAll('[type="application/ld+json"]'))
    try {
      JSON.parse(block.textContent);
    } catch (error) {
      faults.push(`JSON-LD: ${error}`);
    }
  if (!document.querySelector('body > footer, body footer')) faults.push('cut');
  return faults;
}

for (const bypassCSP of [false, true])
  test(`nothing runs in a browser${bypassCSP ? ', without the CSP too' : ''}`,
    async () => {
      const context = await browser.newContext({ bypassCSP });
      const page = await context.newPage();
      const faults = [];
      page.on('dialog', async (dialog) => {
        faults.push(`dialog ${dialog.message()} at ${page.url()}`);
        await dialog.dismiss();
      });
      page.on('console', (message) => {
        if (/Content Security Policy/.test(message.text()))
          faults.push(`${page.url()}: ${message.text()}`);
      });
      page.on('request', (request) => {
        if (!request.url().startsWith(site.url))
          faults.push(`asked for ${request.url()}`);
      });
      for (const path of paths) {
        assert.ok((await page.goto(site.url + path)).ok(), path);
        faults.push(...(await page.evaluate(judge))
          .map((fault) => `${path}: ${fault}`));
      }
      await page.waitForTimeout(100);
      await context.close();
      assert.deepEqual(faults, []);
    });

test('the form comes back with hostile words in it, as words', async () => {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  const faults = [];
  page.on('dialog', async (dialog) => {
    faults.push(dialog.message());
    await dialog.dismiss();
  });
  const fields = formFields((await site.get('/about')).text, '/comments');
  for (const more of [{ email: VECTORS.join('') }, { preview: '1' }]) {
    const { text } = await site.post('/comments', { ...fields,
      name: VECTORS[15], email: SECRET, website: `example.org/${VECTORS[14]}`,
      body: VECTORS.join('\n'), ...more });
    await page.route('**/*', (route) => route.request().isNavigationRequest() ?
      route.fulfill({ body: text, contentType: 'text/html; charset=utf-8' }) :
      route.continue());
    await page.goto(`${site.url}/comments`);
    faults.push(...await page.evaluate(judge));
    await page.unroute('**/*');
  }
  for (const v of VECTORS.filter((_, i) => i % 4 === 2)) {
    await page.goto(`${site.url}/programs?${new URLSearchParams({ q: v,
      near: v, county: v, type: v, age: v, within: v, sort: v, page: v })}`);
    faults.push(...(await page.evaluate(judge)).map((f) => `${v}: ${f}`));
  }
  await context.close();
  assert.deepEqual(faults, []);
});

function assertXml(text, what) {
  const got = spawnSync('xmllint', ['--noout', '--nonet', '-'],
    { input: text, encoding: 'utf8' });
  assert.equal(got.status, 0, `${what}: ${got.stderr}`);
}

test('feeds and the sitemap are well-formed and hold no markup', async () => {
  for (const path of ['/feed.atom', '/programs.atom?q=Hostile',
    '/programs.atom?county=itasca', '/sitemap.xml', '/opensearch.xml']) {
    const answer = await site.get(path);
    assert.equal(answer.status, 200, path);
    assertXml(answer.text, path);
    assert.doesNotMatch(answer.text, /<(script|img|svg|iframe)/i, path);
  }
});

test('data is JSON that says what it is', async () => {
  for (const path of ['/programs.json?q=Hostile', '/dashboard.json',
    '/dashboard/network.json', `${program[0]}.json`]) {
    const answer = await site.get(path);
    assert.match(answer.headers['content-type'], /^application\/json/);
    assert.equal(answer.headers['x-content-type-options'], 'nosniff');
    JSON.parse(answer.text);
    assert.doesNotMatch(answer.text, /<(script|img|svg)/i, path);
  }
  const list = JSON.parse((await site.get('/programs.json?q=Hostile')).text);
  assert.ok(list.programs.some(({ name }) => name.startsWith(VECTORS[0])));
});

test('no cell of a table is a formula', async () => {
  for (const path of ['/programs.csv?q=Hostile', '/dashboard.csv',
    '/dashboard/network.csv']) {
    const answer = await site.get(path);
    assert.match(answer.headers['content-type'], /^text\/csv/);
    assert.match(answer.headers['content-disposition'] ?? 'attachment',
      /^attachment(; filename="[a-z0-9.-]+")?$/);
    for (const row of parseCsv(answer.text))
      for (const [name, value] of Object.entries(row))
        assert.ok(!STYLE_OF_CSV.test(value) || /^-?[\d.]+$/.test(value),
          `${path} ${name}: ${value}`);
  }
  const exported = site.run('export', 'programs');
  for (const row of parseCsv(exported))
    for (const [name, value] of Object.entries(row))
      assert.ok(!STYLE_OF_CSV.test(value) || /^-?[\d.]+$/.test(value),
        `${name}: ${value}`);
});

test('text is not turned around by an entity, nor cut by a control', async () => {
  for (const path of ['/about', '/about?comments=2', '/feed.atom',
    ...program.slice(0, 20)]) {
    const { text } = await site.get(path);
    assert.doesNotMatch(text,
      /[\u0001-\u0008\u000b-\u001f\u007f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/u,
      path);
  }
});

test('slugs that break out of a path or a header are refused', async () => {
  const before = site.run('export', 'programs');
  for (const slug of ['../x', 'a/b', 'x\r\nSet-Cookie: a=b', 'x y', '%2e', '.',
    'x?y', 'x#y', '//x', 'ä', "x'", 'X', '-x', 'x.json']) {
    const file = join(site.state, 'slug.csv');
    writeFileSync(file, 'name,organization,state,description,slug\n' +
      `Slug,Org,MN,Words,${quote(slug)}\n`);
    assert.equal(site.command('import', 'programs', file, '--publish').status, 1,
      slug);
  }
  assert.equal(site.run('export', 'programs'), before);
});

test('web addresses that are none are refused on import', async () => {
  for (const url of ['javascript:alert(1)', 'data:text/html,x', '//example.org',
    'https://user@example.org/', 'https://example.org\\@evil.example/',
    'https:// example.org/', 'ftp://example.org/', 'https://', 'vbscript:x'])
    for (const column of ['website', 'source_url', 'organization_website']) {
      const file = join(site.state, 'url.csv');
      writeFileSync(file, `name,organization,state,description,${column}\n` +
        `Url,Org,MN,Words,${quote(url)}\n`);
      assert.equal(site.command('import', 'programs', file).status, 1,
        `${column} ${url}`);
    }
});

test('redirects never leave the site, whatever they are told', async () => {
  for (const back of ['//evil.example/', 'https://evil.example/', '/\\evil.example',
    '\\\\evil.example', 'javascript:alert(1)', '/\t/evil.example', ' /x',
    '/x\r\nSet-Cookie: a=b', '%2f%2fevil.example', '', '.', '@evil.example',
    `/${'x'.repeat(3000)}`, '/\u0000', '///evil.example', '/..//evil.example']) {
    const answer = await site.post('/preferences', { theme: 'dark', back });
    assert.ok([303, 400].includes(answer.status), back);
    if (answer.status === 303) {
      const to = new URL(answer.headers.location, `${site.url}/a/b`);
      assert.equal(to.origin, site.url, back);
    }
    assert.ok(!(answer.headers['set-cookie'] ?? [])
      .some((line) => !line.startsWith('ns_theme=')), back);
  }
});

test('the address of a reader shows nowhere', async () => {
  const held = await site.post('/comments', {
    ...formFields((await site.get('/about')).text, '/comments'),
    name: 'Heldname', email: `held.${SECRET}`, body: 'A heldword waits.' });
  assert.equal(held.status, 303);
  for (const path of [...paths, '/feed.atom', '/programs.json', '/programs.csv',
    '/programs.atom', '/sitemap.xml', '/dashboard.json', '/dashboard.csv',
    '/programs?q=heldword', '/programs?q=Heldname', '/programs.json?q=heldword',
    `${program[0]}.json`, held.headers.location.replace(/.*comment-/, '/comments/')]) {
    const answer = await site.get(path);
    const all = answer.text + JSON.stringify(answer.rawHeaders);
    assert.ok(!all.includes(SECRET), path);
    assert.doesNotMatch(all.replace(/heldword”|value="held\w+"|q=held\w+/gi, ''),
      /A heldword|Heldname</, path);
  }
  assert.ok(!site.run('export', 'programs').includes(SECRET));
  assert.ok(!site.log.includes('example.org'));
  assert.doesNotMatch(site.log, /heldword|Hostile|127\.0\.0\.1"/);
});
