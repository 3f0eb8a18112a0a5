// The rules of nginx's configuration: what we measured (MEASURED.md, 8) and
// what its fixes of 2025 and 2026 touched. read() parses the files as nginx
// does, includes and all; each rule gives its faults as sentences.

// Words of one directive, quotes taken off; which were quoted is forgotten.
function* tokens(text) {
  const at = /\s+|#.*|"((?:[^"\\]|\\[^])*)"|'((?:[^'\\]|\\[^])*)'|([{};])|((?!["'])(?:\\.|\$\{\w+\}|[^\s;{}\\]|\{[0-9,]+\})+)/gy;
  for (let match, line = 1; at.lastIndex < text.length;
    line += match[0].split('\n').length - 1) {
    if (!(match = at.exec(text)))
      throw new Error(`line ${line}: nobody can read this`);
    const [, double, single, sign, bare] = match;
    const word = double ?? single ?? bare;
    if (sign) yield { sign, line };
    else if (word !== undefined) yield { word, line };
  }
}

// A tree of { name, args, line, file, body }; body is a list for a block.
function parse(file, files, seen = []) {
  if (files[file] === undefined) throw new Error(`${file} is not there`);
  if (seen.includes(file)) throw new Error(`${file} includes itself`);
  const root = [], open = [root];
  let words = [];
  for (const { word, sign, line } of tokens(files[file])) {
    if (word !== undefined) {
      words.push({ word, line });
      continue;
    }
    if (sign === '}') {
      if (words.length || open.length < 2)
        throw new Error(`${file}:${line}: unexpected }`);
      open.pop();
      continue;
    }
    const node = { name: words[0]?.word, file, line: words[0]?.line ?? line,
      args: words.slice(1).map((one) => one.word) };
    words = [];
    if (node.name === undefined) throw new Error(`${file}:${line}: no word`);
    if (node.name === 'include' && sign === ';') {
      const name = node.args[0].replace('@CONF@', '');
      open.at(-1).push(...parse(name, files, [...seen, file]));
      continue;
    }
    open.at(-1).push(node);
    if (sign === '{') open.push(node.body = []);
  }
  if (open.length !== 1 || words.length)
    throw new Error(`${file}: its end is missing`);
  return root;
}

export const read = (files, file) => parse(file, files);

export function* walk(nodes, above = []) {
  for (const node of nodes) {
    yield [node, above];
    if (node.body) yield* walk(node.body, [...above, node]);
  }
}

const at = (node, what) => `${node.file}:${node.line}: ${what}`;
const all = (tree, ...names) => [...walk(tree)]
  .filter(([node]) => names.includes(node.name));
const named = (nodes = [], name) =>
  nodes.filter((node) => node.name === name);
const isRegex = (text) => /^~/.test(text);

// What holds in a block: its own directives of a name, or else those of the
// nearest block above it that has some.
function effective(node, above, name, top) {
  for (const block of [node, ...above.toReversed()]) {
    const own = named(block.body ?? [], name);
    if (own.length) return own;
  }
  return named(top, name);
}

// An `if` may name a place to go; the place around it has the rest.
const places = (tree) => all(tree, 'location');

const FORBIDDEN = {
  alias: 'joins paths by hand', rewrite: 'changes addresses by captures',
  ssi: 'reads pages for commands', slice: 'asks in pieces',
  charset_map: 'rewrites letters', sub_filter: 'rewrites pages',
  set: 'is a variable of its own', autoindex: 'lists files',
  perl: 'runs programs', perl_set: 'runs programs', dav_methods: 'writes files',
  mp4: 'parses files', flv: 'parses files', random_index: 'lists files',
  auth_request: 'asks twice', proxy_pass: 'there is no other server',
  uwsgi_pass: 'there is no other server', scgi_pass: 'there is no other server',
  grpc_pass: 'there is no other server', memcached_pass: 'is no store of ours',
  stub_status: 'tells about others', userid: 'marks visitors',
  fastcgi_cache: 'the app knows what may be kept', fastcgi_store: 'writes files',
  fastcgi_split_path_info: 'changes addresses by captures',
  ssl_stapling: 'asks a resolver (CVE-2026-40701)',
  resolver: 'nothing is looked up', http2: 'see docs/decisions.md',
  underscores_in_headers: 'two names for one header',
  ignore_invalid_headers: 'headers are what they seem',
  post_action: 'is not documented', satisfy: 'either is not both',
  secure_link: 'is the app\'s to check', image_filter: 'parses files',
};
export const forbidden = (tree) => [...walk(tree)]
  .filter(([node]) => node.name in FORBIDDEN)
  .map(([node]) => at(node, `${node.name}: ${FORBIDDEN[node.name]}`));

// (…) of a regular expression that remembers, and what was remembered.
export function captures(tree) {
  const faults = [];
  for (const [node, above] of walk(tree)) {
    const inMap = ['map', 'geo'].includes(above.at(-1)?.name);
    const texts = inMap ? [node.name, ...node.args] : node.args;
    const regexes = node.name === 'location' || texts.some(isRegex) ? texts : [];
    const parts = node.name === 'if' ? [texts.join(' ').slice(1, -1)] : regexes;
    for (const text of parts)
      if (/(?<!\\)(?:\\\\)*\((?!\?(?:[:=!>]|<[=!]))/.test(text))
        faults.push(at(node, `captures a part of "${text}"`));
    for (const text of texts)
      if (/\$\{?[0-9]/.test(text)) faults.push(at(node, `uses ${text}`));
  }
  return faults;
}

// add_header in a block ends all those above it, so that block says every
// one of ours again.
export const HEADERS = ['Content-Security-Policy', 'X-Content-Type-Options',
  'Referrer-Policy', 'Permissions-Policy', 'Cross-Origin-Opener-Policy',
  'Cross-Origin-Resource-Policy', 'Strict-Transport-Security'];
export function headers(tree) {
  const faults = [];
  for (const [node, above] of places(tree)) {
    const own = named(node.body, 'add_header');
    const isApp = named(node.body, 'fastcgi_pass').length > 0;
    const sent = effective(node, above, 'add_header', []);
    const isSent = (name) => sent.filter(({ args }) => args[0] === name &&
      args.at(-1) === 'always').length === 1;
    const wanted = isApp ? HEADERS.slice(-1) : HEADERS;
    for (const name of wanted.filter((one) => !isSent(one)))
      faults.push(at(node, `location ${node.args.join(' ')} loses ${name}`));
    if (isApp && own.length)
      faults.push(at(own[0], `the app sends ${own[0].args[0]} itself`));
  }
  for (const [node] of all(tree, 'if'))
    for (const one of named(node.body, 'add_header'))
      faults.push(at(one, 'add_header in an if loses all others'));
  return faults;
}

// What the app is told, and of which variable of nginx's.
const PARAMS = {
  REQUEST_METHOD: '$request_method', REQUEST_URI: '$request_uri',
  QUERY_STRING: '$query_string', CONTENT_TYPE: '$content_type',
  CONTENT_LENGTH: '$content_length', REMOTE_ADDR: '$remote_addr',
  REQUEST_ID: '$request_id', SERVER_NAME: '$server_name',
  ...Object.fromEntries(['host', 'cookie', 'origin', 'sec_fetch_site',
    'referer', 'user_agent', 'if_none_match', 'if_modified_since', 'accept',
    'accept_language'].map((name) =>
    [`HTTP_${name.toUpperCase()}`, `$http_${name}`])),
};
const PASS_NEEDS = { fastcgi_connect_timeout: 10, fastcgi_send_timeout: 30,
  fastcgi_read_timeout: 30, fastcgi_next_upstream_timeout: 30,
  fastcgi_next_upstream_tries: 3 };
const X_ACCEL = ['Redirect', 'Expires', 'Limit-Rate', 'Buffering', 'Charset']
  .map((name) => `X-Accel-${name}`);
export function passes(tree) {
  const faults = [];
  for (const [node, above] of all(tree, 'fastcgi_pass')) {
    const say = (what) => faults.push(at(node, what));
    const block = above.at(-1);
    const get = (name) => effective(block, above.slice(0, -1), name, tree);
    if (!/^northstar(_\w+)?$/.test(node.args[0]))
      say(`asks ${node.args[0]}, not an upstream of ours`);
    if (get('fastcgi_pass_request_headers')[0]?.args[0] !== 'off')
      say('passes on headers that visitors invent');
    const params = get('fastcgi_param');
    for (const { args: [name, value] } of params)
      if (PARAMS[name] !== value) say(`tells the app ${name} ${value}`);
    for (const name of Object.keys(PARAMS))
      if (params.filter(({ args }) => args[0] === name).length !== 1)
        say(`tells the app ${name} not once`);
    for (const [name, most] of Object.entries(PASS_NEEDS)) {
      const value = Number(get(name)[0]?.args[0].replace(/s$/, ''));
      if (!(value > 0 && value <= most)) say(`${name} is not up to ${most}`);
    }
    const next = get('fastcgi_next_upstream')[0]?.args ?? [];
    for (const word of ['error', 'invalid_header', 'non_idempotent'])
      if (!next.includes(word)) say(`does not ask again after ${word}`);
    if (next.some((word) => /^http_|off/.test(word)))
      say('asks again after an answer');
    const ignored = get('fastcgi_ignore_headers')[0]?.args ?? [];
    for (const name of X_ACCEL)
      if (!ignored.includes(name)) say(`lets the app say ${name}`);
    if (get('fastcgi_keep_conn')[0]?.args[0] === 'on')
      say('keeps a worker for itself');
    for (const [name, wrong] of [['fastcgi_buffering', 'off'],
      ['fastcgi_request_buffering', 'off'], ['fastcgi_intercept_errors', 'on']])
      if (get(name)[0]?.args[0] === wrong) say(`${name} ${wrong}`);
  }
  return faults;
}

// Sockets of files only, and another try on the same one.
export function upstreams(tree) {
  const faults = [];
  for (const [node] of all(tree, 'upstream')) {
    const servers = named(node.body, 'server');
    if (servers.length < 2)
      faults.push(at(node, `${node.args[0]} is not asked a second time`));
    for (const server of servers) {
      if (!server.args[0].startsWith('unix:'))
        faults.push(at(server, `${server.args[0]} is no socket of a file`));
      if (!server.args.includes('max_fails=0'))
        faults.push(at(server, 'is given up after a failure'));
    }
    if (new Set(servers.map((one) => one.args[0])).size > 1)
      faults.push(at(node, 'mixes pools'));
    if (named(node.body, 'keepalive').length)
      faults.push(at(node, 'keeps a worker for itself'));
  }
  return faults;
}

const returns = (node, code) =>
  named(node.body ?? [], 'return').some(({ args }) => args[0] === code);
const asks = (nodes, condition, code) => named(nodes, 'if')
  .some((one) => one.args.join('') === condition && returns(one, code));
const isInternal = (node) => node.args[0].startsWith('@') ||
  named(node.body, 'internal').length > 0;

export function methods(tree) {
  return places(tree).filter(([node]) => !isInternal(node) &&
    !(asks(node.body, '($is_odd_method)', '405') &&
      asks(node.body, '($server_protocol=)', '444')))
    .map(([node]) => at(node, `location ${node.args.join(' ')} takes any ` +
      'method, or HTTP/0.9'));
}

// Another rule in an if does something else than it seems.
export function ifs(tree) {
  return all(tree, 'if').flatMap(([node]) => node.body
    .filter(({ name }) => !['return', 'fastcgi_pass'].includes(name))
    .map((one) => at(one, `${one.name} in an if`)));
}

// A place to go is written down: no part of it is decoded ($uri: CR LF), and
// no host is the visitor's.
export function redirects(tree) {
  const faults = [];
  for (const [node] of all(tree, 'return', 'error_page', 'add_header'))
    for (const text of node.args) {
      const used = text.match(/\$\{?\w+/g) ?? [];
      for (const name of used.map((one) => one.replace('{', '')))
        if (node.name === 'return' && name !== '$request_uri' ||
          node.name === 'error_page' ||
          !/^\$(request_uri|hsts|error_allow|error_retry)$/.test(name))
          faults.push(at(node, `${node.name} with ${name}`));
      if (node.name === 'return' && /^https?:|^\//.test(text) &&
        !/^https:\/\/@HOST@/.test(text))
        faults.push(at(node, `return to ${text}`));
    }
  return faults;
}

// Files are looked for below fixed folders, by names that nginx put right.
export function files(tree) {
  const faults = [];
  for (const [node] of all(tree, 'root'))
    if (/\$/.test(node.args[0]) || /^\/?$/.test(node.args[0]))
      faults.push(at(node, `root ${node.args[0]}`));
  for (const [node] of all(tree, 'try_files'))
    if (!['/$ready_path$uri$ready_query.html @app', '$uri @app']
      .includes(node.args.join(' ')))
      faults.push(at(node, `try_files ${node.args.join(' ')}`));
  for (const [node, above] of places(tree)) {
    const prefix = node.args.at(-1);
    const root = effective(node, above, 'root', [])[0];
    if (root && !named(node.body, 'root').length && !isInternal(node))
      faults.push(at(node, `${prefix} takes its files from above`));
  }
  return faults;
}

const seconds = (text) => Number(/^(\d+)s$/.exec(text)?.[1] ?? NaN);
const kilobytes = (text) => Number(/^(\d+)k$/.exec(text)?.[1] ?? NaN);
const upTo = (most, unit) => (args) => args.length > 0 &&
  unit(args[0]) > 0 && unit(args[0]) <= most;
const is = (...words) => (args) => args.join(' ') === words.join(' ');
const EVERY_SERVER = {
  client_header_timeout: upTo(15, seconds),
  client_body_timeout: upTo(15, seconds), send_timeout: upTo(30, seconds),
  keepalive_timeout: upTo(60, seconds), reset_timedout_connection: is('on'),
  client_header_buffer_size: upTo(4, kilobytes),
  large_client_header_buffers: (args) => Number(args[0]) <= 4 &&
    kilobytes(args[1]) <= 16,
  client_max_body_size: upTo(64, kilobytes),
  client_body_buffer_size: upTo(64, kilobytes), max_ranges: is('0'),
  server_tokens: is('off'), access_log: is('off'),
  error_log: (args) => args[1] === 'alert',
};
const EVERY_SITE = { limit_conn_status: is('429'), limit_req_status: is('429'),
  limit_conn: (args) => args[0] === 'northstar_open' &&
    Number(args[1]) <= 500 };

// A body above nginx's buffer is a file: few at one time of one network, and
// of really long ones few of everybody.
function longFaults(place, size) {
  const most = { northstar_open: 500, northstar_long: 10,
    ...size > 1024 ? { northstar_table: 20 } : {} };
  const own = named(place.body, 'limit_conn');
  return isInternal(place) || size <= 64 ? [] : Object.entries(most)
    .filter(([zone, count]) => !own.some(({ args }) => args[0] === zone &&
      Number(args[1]) <= count))
    .map(([zone]) => at(place, `${place.args.join(' ')} has no ${zone}`));
}

// The servers that answer nobody.
const isSilent = (server) => returns(server, '444');

export function servers(tree) {
  const faults = [];
  const upstream = all(tree, 'upstream').flatMap(([node]) => node.body);
  for (const [node] of all(tree, 'server')) {
    if (upstream.includes(node)) continue;
    const check = (needs) => {
      for (const [name, isFine] of Object.entries(needs)) {
        const own = named(node.body, name);
        if (own.length !== 1 || !isFine(own[0].args))
          faults.push(at(own[0] ?? node,
            `${name} ${own[0]?.args.join(' ') ?? 'is missing'}`));
      }
    };
    check(EVERY_SERVER);
    if (!isSilent(node)) check(EVERY_SITE);
    for (const [inner] of walk(node.body))
      if (inner.name === 'client_max_body_size' &&
        !(kilobytes(inner.args[0]) > 0 && kilobytes(inner.args[0]) <= 8256))
        faults.push(at(inner, `a body of ${inner.args[0]}`));
    for (const [place] of places(node.body))
      for (const { args: [size] } of named(place.body, 'client_max_body_size'))
        faults.push(...longFaults(place, kilobytes(size)));
    for (const [inner] of walk(node.body))
      if (['access_log', 'error_log', 'server_tokens'].includes(inner.name) &&
        !EVERY_SERVER[inner.name](inner.args))
        faults.push(at(inner, `${inner.name} ${inner.args.join(' ')}`));
  }
  return faults;
}

// Another host gets nothing: by a server of its own that is asked first, or,
// where there is one server alone, by what it looks at.
export function hosts(tree) {
  const faults = [];
  const sites = all(tree, 'server').map(([node]) => node)
    .filter((node) => named(node.body, 'listen').length);
  const listens = sites.flatMap((server) => named(server.body, 'listen')
    .map((node) => ({ node, server, place: node.args[0] })));
  for (const { node, server, place } of listens) {
    const first = listens.filter((one) => one.place === place &&
      one.node.args.includes('default_server'));
    if (first.length !== 1)
      faults.push(at(node, `${first.length} servers are first at ${place}`));
    else if (first[0].server !== server && !isSilent(first[0].server))
      faults.push(at(node, `who means nobody is answered at ${place}`));
  }
  for (const server of sites) {
    if (isSilent(server)) continue;
    const isLooked = asks(server.body, '($is_other_host)', '444') &&
      asks(server.body, '($is_other_header)', '444');
    const redirectsOnly = !all(server.body, 'fastcgi_pass').length;
    if (!isLooked && !redirectsOnly)
      faults.push(at(server, 'answers to any host'));
  }
  return faults;
}

const CODES = ['400', '403', '405', '411', '412', '413', '414', '421', '429',
  '494', '500', '501', '502', '503', '504', '505'];
// nginx's own pages are ours; a place that says one says all.
export function errors(tree) {
  const faults = [];
  for (const [server] of all(tree, 'server')) {
    if (isSilent(server) || !named(server.body, 'listen').length) continue;
    const own = named(server.body, 'error_page');
    const known = own.flatMap(({ args }) => args);
    for (const code of CODES.filter((one) => !known.includes(one)))
      faults.push(at(server, `nginx's own page for ${code}`));
    for (const [place] of places(server.body)) {
      const here = named(place.body, 'error_page').flatMap(({ args }) => args);
      for (const code of here.length && !isInternal(place) ?
        ['405', '413', '429', '503'].filter((one) => !here.includes(one)) : [])
        faults.push(at(place, `nginx's own page for ${code}`));
    }
    if (!places(server.body).some(([place]) => isInternal(place) &&
      place.args.at(-1) === '/.error/'))
      faults.push(at(server, 'has no pages for errors'));
  }
  return faults;
}

// Each kind of request has a count of its own, by network; and wherever the
// app is asked all of them count.
const ZONES = { northstar_post: ['$post_network', 10],
  northstar_customer: ['$post_customer', 50],
  northstar_sign_in: ['$sign_in_network', 10],
  northstar_search: ['$search_network', 50],
  northstar_made: ['$network', 200] };
export function limits(tree) {
  const faults = [];
  const zoneOf = (args) =>
    args.find((one) => one.startsWith('zone='))?.match(/=([a-z_]+)/)[1];
  const zones = all(tree, 'limit_req_zone').map(([node]) => node);
  for (const [name, [key, most]] of Object.entries(ZONES)) {
    const zone = zones.find(({ args }) => zoneOf(args) === name);
    const rate = zone?.args.find((one) => /^rate=/.test(one));
    if (!zone) faults.push(`${name}: no zone`);
    else if (zone.args[0] !== key)
      faults.push(at(zone, `counts ${zone.args[0]}, not ${key}`));
    else if (!(Number(/^rate=(\d+)r\/s$/.exec(rate)?.[1]) <= most))
      faults.push(at(zone, `${rate} is no limit`));
  }
  if (!all(tree, 'limit_conn_zone').some(([{ args }]) =>
    args[0] === '$network'))
    faults.push('no zone counts what is open at one time');
  for (const [node] of all(tree, 'map'))
    for (const whom of ['$network', '$customer'])
      for (const { name, args: [value] } of
        node.args[1]?.endsWith(whom.replace('$', '_')) ? node.body : [])
        if (value !== (name === 'default' ? '' : whom))
          faults.push(at(node, `counts ${value} as ${node.args[1]}`));
  for (const [node, above] of all(tree, 'fastcgi_pass')) {
    const block = above.at(-1);
    const own = effective(block, above.slice(0, -1), 'limit_req', tree);
    const isOutside = above.some(({ body }) => named(body, 'fastcgi_pass')
      .some(({ args }) => args[0] === 'northstar_outside'));
    for (const name of isOutside ? ['northstar_post', 'northstar_customer',
      'northstar_sign_in'] : Object.keys(ZONES))
      if (!own.some(({ args }) => zoneOf(args) === name &&
        args.some((one) => /^burst=\d{1,4}$/.test(one)) &&
        args.includes('nodelay')))
        faults.push(at(node, `is asked without the limit ${name}`));
  }
  return faults;
}

const FORWARD_SECRET = /^ECDHE-(ECDSA|RSA)-(AES(128|256)-GCM-SHA(256|384)|CHACHA20-POLY1305)$/;
export function tls(tree) {
  const faults = [];
  for (const [server] of all(tree, 'server')) {
    const isTls = named(server.body, 'listen').some(({ args }) =>
      args.includes('ssl'));
    if (!isTls) continue;
    const get = (name) => named(server.body, name)[0]?.args ?? [];
    const say = (what) => faults.push(at(server, what));
    if (get('ssl_protocols').toSorted().join(' ') !== 'TLSv1.2 TLSv1.3')
      say(`speaks ${get('ssl_protocols').join(' ')}`);
    for (const cipher of get('ssl_ciphers')[0]?.split(':') ?? [''])
      if (!FORWARD_SECRET.test(cipher)) say(`cipher ${cipher}`);
    if (get('ssl_session_tickets')[0] !== 'off') say('gives tickets');
    if (!get('ssl_session_cache')[0]?.startsWith('shared:'))
      say('keeps no sessions');
    if (get('ssl_early_data')[0] === 'on') say('takes what may be sent twice');
    if (isSilent(server) && get('ssl_reject_handshake')[0] !== 'on')
      say('shows a certificate to who knows no name');
  }
  const hsts = all(tree, 'map').find(([{ args }]) =>
    args[0] === '$https' && args[1] === '$hsts')?.[0];
  const age = hsts?.body.find(({ name }) => name === 'on')?.args[0];
  if (!(Number(/max-age=(\d+)/.exec(age ?? '')?.[1]) >= 31536000))
    faults.push('no year of HSTS');
  return faults;
}

export const rules = { forbidden, captures, headers, passes, upstreams,
  methods, ifs, redirects, files, servers, hosts, errors, limits, tls };
