// nginx's configuration keeps the rules of nginx.mjs, and each rule refuses
// what it is for.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { HEADERS, read, rules, walk } from './nginx.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const conf = join(root, 'src/conf');
const shipped = Object.fromEntries(readdirSync(conf)
  .filter((name) => name.endsWith('.conf') && name !== 'northstar.conf')
  .map((name) => [name, readFileSync(join(conf, name), 'utf8')]));

// What nginx reads for `make run`, and on a server inside Debian's http { }.
const START = {
  run: 'include plain.conf;', server: 'include tls.conf;' };
const treeOf = (files, which) => read({ ...files,
  start: `include site.conf;\n${START[which]}` }, 'start');

for (const which of Object.keys(START))
  for (const [name, rule] of Object.entries(rules))
    test(`${which}: ${name}`, () =>
      assert.deepEqual(rule(treeOf(shipped, which)), []));

test('every file is read by one of them', () => {
  const seen = new Set(Object.keys(START).flatMap((which) =>
    [...walk(treeOf(shipped, which))].map(([node]) => node.file)));
  assert.deepEqual(Object.keys(shipped).filter((name) => !seen.has(name)),
    ['nginx.conf']);
  const main = read({ ...shipped, 'northstar.conf': '' }, 'nginx.conf');
  const http = main.find(({ name }) => name === 'http');
  assert.ok(http.body.some(({ name }) => name === 'server'));
  assert.ok(main.some(({ name, args }) => name === 'error_log' &&
    args[1] === 'alert'));
  assert.deepEqual(rules.forbidden(main), []);
});

test('the headers are those of the app', () => {
  const app = readFileSync(join(root, 'src/page/security_headers.c'), 'utf8');
  const sent = [...app.matchAll(/"([A-Z][\w-]+-(?:Policy|Options))"/g)]
    .map(([, name]) => name);
  assert.deepEqual(HEADERS.filter((name) => !sent.includes(name)),
    ['Strict-Transport-Security']);
});

// [rule, file, what stands there, what stands there instead]: one fault at
// least more than before, by that rule.
const BAD = [
  ['forbidden', 'server.conf', 'root @STATE@;', 'alias @STATE@;'],
  ['forbidden', 'server.conf', 'location @app {',
    'rewrite ^/old/(.*)$ /new/$1 last;\nlocation @app {'],
  ...['ssi on', 'slice 1m', 'autoindex on', 'dav_methods PUT', 'stub_status',
    'sub_filter a b', 'set $x 1', 'auth_request /x', 'resolver 127.0.0.1',
    'proxy_pass http://127.0.0.1', 'ssl_stapling on', 'fastcgi_cache x',
    'underscores_in_headers on'].map((line) => ['forbidden', 'server.conf',
    'merge_slashes off;', `merge_slashes off; ${line};`]),
  ['forbidden', 'site.conf', 'map $https', 'charset_map a b { }\nmap $https'],
  ['captures', 'site.conf', '"~ns_"  none;', '"~(ns)_"  none;'],
  ['captures', 'site.conf', '"~ns_"  none;', '"~(?<n>ns)_"  $n;'],
  ['captures', 'network.conf', '"~:"  ', '"~^((?:[0-9a-f]+:){4})"  '],
  ['captures', 'site.conf', '"@$args"', '"@$1"'],
  ['captures', 'server.conf', 'location ~ ^/(?:admin', 'location ~ ^/(admin'],
  ['captures', 'server.conf', 'if ($request_method = POST)',
    'if ($request_uri ~ (a))'],
  ['headers', 'server.conf', 'add_header Cache-Control "public',
    'add_header X-New 1; }\nlocation = /x {\nadd_header Cache-Control "public'],
  ['headers', 'error_files.conf', 'include @CONF@headers.conf;\n\t# Asked',
    '# Asked'],
  ['headers', 'headers.conf', '"nosniff" always', '"nosniff"'],
  ['headers', 'headers.conf', 'add_header Referrer-Policy', '#'],
  ['headers', 'server.conf', 'add_header Strict-Transport-Security $hsts ' +
    'always;', ''],
  ['headers', 'app.conf', 'fastcgi_pass', 'add_header X-A 1;\nfastcgi_pass'],
  ['passes', 'params.conf', 'fastcgi_pass_request_headers off;', ''],
  ['passes', 'params.conf', '$remote_addr', '$http_x_real_ip'],
  ['passes', 'params.conf', 'fastcgi_param HTTP_ACCEPT $http_accept;', ''],
  ['passes', 'params.conf', 'fastcgi_param HTTP_HOST',
    'fastcgi_param HTTP_PROXY $http_proxy;\nfastcgi_param HTTP_HOST'],
  ['passes', 'app.conf', ' non_idempotent', ''],
  ['passes', 'app.conf', 'error timeout', 'timeout'],
  ['passes', 'app.conf', 'invalid_header', 'invalid_header http_500'],
  ['passes', 'app.conf', 'fastcgi_read_timeout 12s;', ''],
  ['passes', 'app.conf', 'fastcgi_next_upstream_tries 3',
    'fastcgi_next_upstream_tries 0'],
  ['passes', 'app.conf', 'fastcgi_pass northstar;',
    'fastcgi_pass 127.0.0.1:9000;'],
  ['passes', 'params.conf', 'X-Accel-Redirect ', ''],
  ['passes', 'params.conf', 'fastcgi_send_timeout 10s;',
    'fastcgi_send_timeout 10s; fastcgi_keep_conn on;'],
  ['passes', 'params.conf', 'fastcgi_send_timeout 10s;',
    'fastcgi_send_timeout 10s; fastcgi_request_buffering off;'],
  ['upstreams', 'site.conf', 'server unix:@RUN@/outside.sock max_fails=0;\n}',
    '}'],
  ['upstreams', 'site.conf', 'unix:@RUN@/outside.sock max_fails=0;\n}',
    '127.0.0.1:9000 max_fails=0;\n}'],
  ['upstreams', 'site.conf', '/outside.sock max_fails=0;\n}',
    '/outside.sock;\n}'],
  ['methods', 'server.conf', 'location / {\n\tinclude @CONF@methods.conf;',
    'location / {'],
  ['methods', 'methods.conf', 'return 405', 'return 404'],
  ['methods', 'methods.conf', 'if ($server_protocol = "") {\n\treturn 444;\n}',
    ''],
  ['methods', 'tls.conf', 'location / {\n\t\tinclude @CONF@methods.conf;',
    'location / {'],
  ['ifs', 'methods.conf', 'return 405;', 'add_header X-A 1; return 405;'],
  ['redirects', 'tls.conf', 'return 301 https://@HOST@@PORT_IN_URL@' +
    '$request_uri;\n\t}\n\tlocation ^~', 'return 301 https://@HOST@$uri;' +
    '\n\t}\n\tlocation ^~'],
  ['redirects', 'tls.conf', 'return 301 https://@HOST@@PORT_IN_URL@' +
    '$request_uri;\n\t}\n\tlocation ^~', 'return 301 https://$host' +
    '$request_uri;\n\t}\n\tlocation ^~'],
  ['redirects', 'tls.conf', 'return 301 https://@HOST@@PORT_IN_URL@' +
    '$request_uri;\n\t}\n\tlocation ^~', 'return 301 http://@HOST@' +
    '$request_uri;\n\t}\n\tlocation ^~'],
  ['redirects', 'server.conf', 'add_header Vary "Cookie"',
    'add_header Vary $arg_x'],
  ['files', 'server.conf', 'root @STATE@;', 'root /;'],
  ['files', 'server.conf', 'root @STATE@;', 'root $document_root;'],
  ['files', 'server.conf', 'try_files $uri @app', 'try_files $arg_f @app'],
  ['files', 'server.conf', 'merge_slashes off;', 'merge_slashes off; root x;'],
  ...['client_header_timeout 10s', 'client_body_timeout 10s',
    'send_timeout 20s', 'keepalive_timeout 30s', 'max_ranges 0',
    'client_header_buffer_size 2k', 'large_client_header_buffers 4 16k',
    'client_max_body_size 64k', 'reset_timedout_connection on',
    'server_tokens off', 'access_log off', 'error_log @LOG@ alert']
    .map((line) => ['servers', 'bounds.conf', `${line};`, '']),
  ['servers', 'bounds.conf', 'server_tokens off', 'server_tokens on'],
  ['servers', 'bounds.conf', 'alert;', 'info;'],
  ['servers', 'bounds.conf', 'client_header_timeout 10s',
    'client_header_timeout 120s'],
  ['servers', 'bounds.conf', 'client_max_body_size 64k',
    'client_max_body_size 0'],
  ['servers', 'server.conf', 'client_max_body_size 256k',
    'client_max_body_size 0'],
  ['servers', 'server.conf', 'limit_conn northstar_open 300;', ''],
  ['servers', 'server.conf', 'limit_req_status 429;', ''],
  ['servers', 'long.conf', 'limit_conn northstar_long 6;', ''],
  ['servers', 'long.conf', 'northstar_long 6', 'northstar_long 600'],
  ['servers', 'server.conf', 'limit_conn northstar_table 8;', ''],
  ['servers', 'server.conf', '256k;\n\tinclude @CONF@long.conf;', '256k;'],
  ['servers', 'silence.conf', 'include @CONF@bounds.conf;', ''],
  ['hosts', 'plain.conf', ' default_server', ''],
  ['hosts', 'tls.conf', 'listen @PORT@ ssl default_server backlog=4096;', ''],
  ['hosts', 'tls.conf', 'include @CONF@silence.conf;\n}\n\n',
    'include @CONF@server.conf;\n}\n\n'],
  ['hosts', 'server.conf', 'if ($is_other_host) {\n\treturn 444;\n}', ''],
  ['hosts', 'server.conf', 'if ($is_other_header) {\n\treturn 444;',
    'if ($is_other_header) {\n\treturn 404;'],
  ['errors', 'error_pages.conf', 'error_page 429', '#'],
  ['errors', 'error_pages.conf', ' 505', ''],
  ['errors', 'server.conf', 'include @CONF@error_files.conf;', ''],
  ['errors', 'server.conf', 'error_page 429 /.error/429.html;', ''],
  ['limits', 'limits.conf', '$sign_in_network zone=northstar_sign_in',
    '$network zone=northstar_sign_in'],
  ['limits', 'limits.conf', 'limit_req_zone $search_network', '#'],
  ['limits', 'limits.conf', 'rate=5r/s', 'rate=5000r/s'],
  ['limits', 'limits.conf', 'POST    $network', 'POST    $http_x_real_ip'],
  ['limits', 'limits.conf', 'POST    $customer', 'POST    $remote_addr'],
  ['limits', 'limits.conf', 'limit_req_zone $post_customer', '#'],
  ['limits', 'made.conf', 'limit_req zone=northstar_customer', '#'],
  ['limits', 'limits.conf', 'limit_conn_zone $network',
    'limit_conn_zone $request_id'],
  ['limits', 'made.conf', 'limit_req zone=northstar_search', '#'],
  ['limits', 'made.conf', 'burst=1000 nodelay', 'nodelay'],
  ['limits', 'outside.conf', 'limit_req zone=northstar_sign_in', '#'],
  ['limits', 'server.conf', 'location @app {\n\tinclude @CONF@made.conf;',
    'location @app {'],
  ['tls', 'ssl.conf', 'TLSv1.2 TLSv1.3', 'TLSv1.1 TLSv1.2 TLSv1.3'],
  ['tls', 'ssl.conf', ':ECDHE-RSA-AES128-GCM-SHA256',
    ':ECDHE-RSA-AES128-SHA'],
  ['tls', 'ssl.conf', 'ssl_session_tickets off', 'ssl_session_tickets on'],
  ['tls', 'tls.conf', 'ssl_reject_handshake on;', ''],
  ['tls', 'site.conf', 'max-age=31536000', 'max-age=60'],
];
const countBy = (name, files) => Object.keys(START).reduce((sum, which) =>
  sum + rules[name](treeOf(files, which)).length, 0);
for (const [name, file, from, to] of BAD)
  test(`lint refuses by ${name}: ${file}: ${to.trim().slice(0, 50) ||
    `without ${from.slice(0, 40)}`}`, () => {
    assert.ok(shipped[file].includes(from), `${file} has no ${from}`);
    const broken = { ...shipped, [file]: shipped[file].replace(from, to) };
    assert.ok(countBy(name, broken) > countBy(name, shipped));
  });

test('what nginx cannot read is refused', () => {
  for (const text of ['a {', 'a }', 'a', '{ }', 'a "b;', 'include start;'])
    assert.throws(() => read({ start: text }, 'start'), text);
});
