// What nginx holds off, and the cage that systemd builds.
const limits = 'tests/http/limits.test.mjs';
const transport = 'tests/http/transport.test.mjs';
const tls = 'tests/http/tls.test.mjs';

export default [
  {
    name: 'forms of one network are counted',
    file: 'src/conf/limits.conf',
    from: 'POST    $network;', to: 'POST    "";',
    test: limits, only: '101 forms',
  },
  {
    name: 'tries to sign in are counted',
    file: 'src/conf/limits.conf',
    from: '"~^[A-Z]+ /sign-in/."    $network;', to: '',
    test: limits, only: '151 tries',
  },
  {
    name: 'searches are counted',
    file: 'src/conf/made.conf',
    from: 'limit_req zone=northstar_search burst=200 nodelay;', to: '',
    test: limits, only: '201 searches',
  },
  {
    name: 'what is made anew is counted',
    file: 'src/conf/made.conf',
    from: 'limit_req zone=northstar_made burst=1000 nodelay;', to: '',
    test: limits, only: '1,001 pages',
  },
  {
    name: 'requests of one network at one time are counted',
    file: 'src/conf/server.conf',
    from: 'limit_conn northstar_open 300;',
    to: 'limit_conn northstar_open 3000;',
    test: limits, only: '300 requests',
  },
  {
    name: 'IPv6 is counted by network',
    file: 'src/conf/network.conf',
    from: '"6$group_1$group_2$group_3$group_4"', to: '$binary_remote_addr',
    test: limits, only: 'a machine with',
  },
  {
    name: 'who is refused hears when to come back',
    file: 'src/conf/site.conf',
    from: '429     60;', to: '',
    test: limits, only: '101 forms',
  },
  {
    name: 'another host in the header gets no answer',
    file: 'src/conf/server.conf',
    from: 'if ($is_other_header) {\n\treturn 444;\n}', to: '',
    test: transport, only: 'another host',
  },
  {
    name: 'another host in the address gets no answer',
    file: 'src/conf/server.conf',
    from: 'if ($is_other_host) {\n\treturn 444;\n}', to: '',
    test: transport, only: 'another host',
  },
  {
    name: 'only GET, HEAD and POST are taken',
    file: 'src/conf/methods.conf',
    from: 'if ($is_odd_method) {\n\treturn 405;\n}', to: '',
    test: transport, only: 'a method that an address',
  },
  {
    name: 'nginx sends the headers with its own errors',
    file: 'src/conf/error_files.conf',
    from: 'include @CONF@headers.conf;\n\t# Asked', to: '# Asked',
    test: transport, only: 'app, files and nginx itself',
  },
  {
    name: 'another worker is asked when one falls',
    file: 'src/conf/app.conf',
    from: 'error timeout invalid_header non_idempotent', to: 'off',
    test: 'tests/lint/nginx.test.mjs',
  },
  {
    name: 'visitors cannot invent parameters',
    file: 'src/conf/params.conf',
    from: 'fastcgi_pass_request_headers off;', to: '',
    test: 'tests/lint/nginx.test.mjs',
  },
  {
    name: 'TLS gives no tickets',
    file: 'src/conf/ssl.conf',
    from: 'ssl_session_tickets off;', to: '',
    test: tls, only: 'no ticket',
  },
  {
    name: 'browsers are told to come back by TLS',
    file: 'src/conf/server.conf',
    from: 'add_header Strict-Transport-Security $hsts always;', to: '',
    test: tls, only: 'every answer over TLS',
  },
  {
    name: 'who knows no name of ours gets no handshake',
    file: 'src/conf/tls.conf',
    from: 'ssl_reject_handshake on;', to: '',
    test: tls, only: 'who knows no name',
  },
  {
    name: 'the service has no capabilities',
    file: 'src/conf/systemd/northstar.service',
    from: 'CapabilityBoundingSet=\n', to: '',
    test: 'tests/lint/systemd.test.mjs',
  },
  { name: 'tables that never end are few', file: 'src/conf/server.conf',
    from: 'limit_conn northstar_table 8;', to: '',
    test: 'tests/http/limits.test.mjs', only: '8 tables of listings' },
  { name: 'long forms of one network that never end are few',
    file: 'src/conf/long.conf', from: 'limit_conn northstar_long 6;', to: '',
    test: 'tests/http/limits.test.mjs', only: '6 long forms' },
];
