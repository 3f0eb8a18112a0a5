// Lists of tricks for tests/chaos/wire.mjs: as bytes, as paths, as addresses.
const HOST = 'Host: localhost\r\n';
const FORM = 'Content-Type: application/x-www-form-urlencoded\r\n' +
  'Origin: http://localhost\r\n';

// Ways to say "chunked" that not everybody hears alike.
const CODINGS = ['Transfer-Encoding: chunked', 'Transfer-Encoding : chunked',
  'Transfer-Encoding:\tchunked', 'Transfer-Encoding: \vchunked',
  'Transfer-Encoding: xchunked', 'Transfer-Encoding: chunked, identity',
  'Transfer-Encoding: identity, chunked', 'Transfer-Encoding: CHUNKED',
  'Transfer-Encoding: chunked\0', 'Transfer-Encoding: "chunked"',
  'Transfer-Encoding: chunked;q=1', 'Transfer_Encoding: chunked',
  'X: y\nTransfer-Encoding: chunked', 'X: y\rTransfer-Encoding: chunked',
  'Transfer-Encoding:\r\n chunked', ' Transfer-Encoding: chunked',
  'Transfer-Encoding\t: chunked', 'Transfer-Encoding: chunked\r\n' +
  'Transfer-Encoding: identity', 'Transfer-Encoding: identity\r\n' +
  'Transfer-Encoding: chunked', 'Transfer-Encoding: chunked\r\n' +
  'Transfer-Encoding: chunked', 'TE: chunked\r\nTransfer-Encoding: gzip',
  'Transfer-Encoding: chunked\xa0', 'Transfer-Encoding: \x00chunked',
  'Transfer-\x00Encoding: chunked', '\x00Transfer-Encoding: chunked'];
const LENGTHS = (n) => [`Content-Length: ${n}\r\nContent-Length: 0`,
  `Content-Length: 0\r\nContent-Length: ${n}`, `Content-Length: ${n}, ${n}`,
  `Content-Length: +${n}`, `Content-Length: -${n}`, `Content-Length: 0${n}`,
  `Content-Length: 0x${n.toString(16)}`, `Content-Length: ${n}.0`,
  `Content-Length: ${n} 0`, `Content-Length:\v${n}`, `Content-Length : ${n}`,
  `Content-Length: ${n}\0`, `Content_Length: ${n}`, `X: y\nContent-Length: ${n}`,
  `Content-Length: ${n}e0`, 'Content-Length: 18446744073709551616',
  'Content-Length: 9223372036854775808', 'Content-Length: ',
  `Content-Length: "${n}"`, `Content-Length: ${n};`,
  `Content-Length:\r\n ${n}`];
const CHUNKS = (inner) => [`0\r\n\r\n${inner}`, `0 \r\n\r\n${inner}`,
  `0;x="\r\n\r\n${inner}`, `00000000000000000\r\n\r\n${inner}`,
  `-1\r\n\r\n${inner}`, `+0\r\n\r\n${inner}`, `0x0\r\n\r\n${inner}`,
  `1\r\nAB\r\n0\r\n\r\n${inner}`, `1\nA\n0\n\n${inner}`,
  `ffffffffffffffff0\r\n${inner}`, `7fffffffffffffff\r\n${inner}`,
  `2;\nxx\r\n0\r\n\r\n${inner}`, `0\r\nHost: elsewhere\r\n\r\n${inner}`,
  `0\r\nContent-Length: 5\r\n\r\n${inner}`, `\r\n0\r\n\r\n${inner}`];

// [name, bytes] for each; to: the path that must never be asked for.
export function smuggling(to) {
  const inner = `GET ${to} HTTP/1.1\r\n${HOST}X: `;
  const whole = `GET ${to} HTTP/1.1\r\n${HOST}\r\n`;
  const post = (headers, body, path = '/preferences') =>
    `POST ${path} HTTP/1.1\r\n${HOST}${FORM}${headers}\r\n\r\n${body}`;
  const all = [];
  for (const coding of CODINGS) {
    const short = `0\r\n\r\n${inner}`;
    all.push([`length, then ${coding}`,
      post(`Content-Length: ${short.length}\r\n${coding}`, short)]);
    all.push([`${coding}, then length`, post(`${coding}\r\nContent-Length: 4`,
      `${whole.length.toString(16)}\r\n${whole}\r\n0\r\n\r\n`)]);
    all.push([`GET with ${coding}`, `GET /about HTTP/1.1\r\n${HOST}${coding}` +
      `\r\nContent-Length: ${short.length}\r\n\r\n${short}`]);
  }
  for (const length of LENGTHS(whole.length)) {
    all.push([length, post(length, whole)]);
    all.push([`GET with ${length}`,
      `GET /robots.txt HTTP/1.1\r\n${HOST}${length}\r\n\r\n${whole}`]);
  }
  for (const body of CHUNKS(inner))
    all.push([`chunks ${JSON.stringify(body.slice(0, 20))}`,
      post('Transfer-Encoding: chunked', body)]);
  for (const [name, line] of Object.entries({
    'a folded header': `X: a\r\n ${whole}`, 'bare LF': `X: a\n\n${whole}`,
    'bare CR': `X: a\r\r${whole}`, 'a NUL': `X: a\0\r\n\0\r\n${whole}`,
    'a header without a name': `: a\r\n${whole}`,
    'a header without a colon': `abc\r\nX: ${inner}`,
    'a request as a header': `GET ${to} HTTP/1.1: a` }))
    all.push([name, `POST /preferences HTTP/1.1\r\n${HOST}${FORM}` +
      `Content-Length: 0\r\n${line}\r\n\r\n`]);
  all.push(['HTTP/1.0 and chunked', post('Transfer-Encoding: chunked',
    `0\r\n\r\n${inner}`).replace('HTTP/1.1', 'HTTP/1.0')]);
  all.push(['HTTP/0.9', `GET /about\r\n${inner}\r\n\r\n`]);
  all.push(['a newline in the line', `GET /about\n${to} HTTP/1.1\r\n${HOST}\r\n`]);
  all.push(['a version of its own', `GET /about HTTP/1.1 ${to} HTTP/1.1\r\n${
    HOST}\r\n`]);
  all.push(['an upgrade', `GET /about HTTP/1.1\r\n${HOST}Connection: Upgrade, ` +
    'HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n' +
    `\r\nPRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${inner}`]);
  all.push(['an answer first', post('Content-Length: 400\r\nExpect: ' +
    '100-continue', '')]);
  return all;
}

const dots = ['..', '%2e%2e', '%2E.', '.%2e', '%252e%252e', '..%00', '..;',
  '%c0%ae%c0%ae', '%e0%80%ae%e0%80%ae', '\uff0e\uff0e', '%uff0e%uff0e', '...',
  '..\\', '..%5c', '. .', '..%20', '..%09', '%2e%2e%3b'];
const slashes = ['/', '%2f', '%5c', '\\', '//', '/./', '%252f', '%c0%af', ';/',
  '\u2215', '%e2%88%95', '/%2f'];

// Paths that want a file of the state folder, or one of the machine.
export function* paths(files, beginnings) {
  for (const file of files) {
    for (const begin of beginnings) {
      yield `${begin}${file}`;
      for (const dot of dots)
        for (const depth of [1, 3])
          yield `${begin}${`${dot}/`.repeat(depth)}${file}`;
      for (const slash of slashes)
        yield `${begin}..${slash}..${slash}${file}`;
    }
    for (const end of ['%00', '%00.html', '.', '/', '/.', '%20', '::$DATA', '~',
      ';.html', '?.html', '#', '%23', '.gz', '.br', '-wal', '-shm'])
      yield `/${file}${end}`;
  }
}

// A closed page by other names.
export const otherNames = (path) => [path.toUpperCase(), `${path}/`, `/${path}`,
  `/.${path}`, `${path}/.`, `${path}%2f`, `${path};x=y`, `${path}%00`,
  `${path}%20`, `${path}.html`, `${path}.json`, `${path}\\`, `/x/..${path}`,
  `/;${path}`, `/%2e${path}`, `${path}?`, `${path}%3f`, `${path}%23`,
  `/%61${path.slice(2)}`, `/about/../${path.slice(1)}`, `${path}/..;/`,
  `/static/..${path}`, `/static/%2e%2e${path}`, `/.error/..${path}`,
  `http://localhost${path}`, `${path}%0a`, `${path}/%2e%2e${path}`,
  path.replace('a', '\u0430'), path.replace('/', '/%ef%bb%bf')];

// Addresses that are elsewhere, or want to be.
export const ELSEWHERE = ['//elsewhere.example', '///elsewhere.example',
  '////elsewhere.example', 'https://elsewhere.example/', 'https:elsewhere.example',
  'https:/elsewhere.example', 'http:///elsewhere.example', '\\\\elsewhere.example',
  '/\\elsewhere.example', '\\/elsewhere.example', '/\t/elsewhere.example',
  '/\n/elsewhere.example', '/\r/elsewhere.example', '\t//elsewhere.example',
  ' //elsewhere.example', '//elsewhere.example:80', '//user@elsewhere.example',
  '/.//elsewhere.example', '/..//elsewhere.example', '/./..//elsewhere.example',
  '/%09/elsewhere.example', '/%5celsewhere.example', '/%2felsewhere.example',
  '%2f%2felsewhere.example', '/;//elsewhere.example', '@elsewhere.example',
  '.elsewhere.example', ':80@elsewhere.example', 'elsewhere.example',
  'javascript:alert(1)', 'java\tscript:alert(1)', 'data:text/html,x',
  'vbscript:x', 'mailto:a@elsewhere.example', '//\u3002elsewhere.example',
  '/\u2028/elsewhere.example', '/\ufeff/elsewhere.example',
  '//elsewhere\u3002example', 'https://127.0.0.1@elsewhere.example',
  'https://elsewhere.example#127.0.0.1', 'https://elsewhere.example\\.127.0.0.1',
  'http://[::ffff:1]/', '//0x7f000001/', '/x\r\nLocation: //elsewhere.example',
  '/x\r\nSet-Cookie: zq=1', '/\u560d\u560aSet-Cookie:zq=1', '/x%0d%0aSet-Cookie:zq=1',
  '/\0//elsewhere.example', `/${'x'.repeat(3000)}//elsewhere.example`,
  '//elsewhere.example/%2e%2e', 'ftp://elsewhere.example', '?//elsewhere.example',
  '#//elsewhere.example', '', ' ', '.', '..', '../', '*'];

export const FORWARDED = { 'X-Forwarded-Host': 'elsewhere.example',
  'X-Forwarded-Server': 'elsewhere.example', 'X-Forwarded-Proto': 'ftp',
  'X-Forwarded-Scheme': 'nothttps', 'X-Forwarded-Port': '4444',
  'X-Forwarded-Prefix': '/elsewhere.example', 'X-Host': 'elsewhere.example',
  'X-HTTP-Host-Override': 'elsewhere.example', 'Forwarded':
    'for=203.0.113.9;host=elsewhere.example;proto=ftp',
  'X-Original-URL': '/admin', 'X-Rewrite-URL': '/admin',
  'X-Forwarded-For': '203.0.113.9', 'X-Real-IP': '203.0.113.9',
  'X-Client-IP': '203.0.113.9', 'True-Client-IP': '203.0.113.9',
  'CF-Connecting-IP': '203.0.113.9', 'Via': '1.1 elsewhere.example',
  'X-Accel-Redirect': '/northstar.db', 'X-Sendfile': '/etc/passwd',
  'Proxy': 'http://elsewhere.example', 'X-Remote-User': 'admin',
  'Remote-User': 'admin', 'X-Forwarded-User': 'admin', 'SCRIPT_NAME': '/admin',
  'REQUEST_URI': '/admin', 'Base-Url': 'http://elsewhere.example' };

export const HOSTS = ['elsewhere.example', 'localhost.elsewhere.example',
  'localhost@elsewhere.example', 'localhost:80@elsewhere.example',
  '127.0.0.1.elsewhere.example', 'elsewhere.example:80', 'localhost,elsewhere',
  'localhost elsewhere.example', '[::1]', '0.0.0.0', '0', '2130706433',
  'localhost/elsewhere', 'localhost#', 'localhost?', 'LOCALHOST.', '*', '""',
  '<script>', "localhost'", 'localhost%00', '..', 'localhost\\elsewhere'];
