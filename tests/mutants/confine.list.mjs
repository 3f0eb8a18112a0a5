// What a process gives up before it serves, and which pool serves what.
const unit = { file: 'src/util/confine.c',
  test: 'tests/unit/test_util_confine.c' };

export default [
  { ...unit, name: 'system calls that nobody needs are refused',
    from: 'rc = seccomp_load(filter);', to: 'rc = 0;' },
  { ...unit, name: 'files elsewhere are out of reach',
    from: 'syscall(SYS_landlock_restrict_self, rules, 0) == 0', to: 'true' },
  { ...unit, name: 'the folders to read cannot be written',
    from: 'allow_paths(rules, c->write, writes)',
    to: 'allow_path(rules, "/tmp", writes)' },
  { ...unit, name: 'no port can be listened on',
    from: '#define NET_BIND 1ULL', to: '#define NET_BIND 2ULL' },
  { ...unit, name: 'nobody outside gets a signal',
    from: '#define SCOPES   3ULL', to: '#define SCOPES   1ULL' },
  { ...unit, name: 'no core file is left',
    from: 'return limit(RLIMIT_CORE, 0);', to: 'return true;' },
  { name: 'a pool refuses the rows of another', file: 'src/page/guard.c',
    from: 'if (routes_pool(c->route) == c->site->pool)',
    to: 'if (routes_pool(c->route) < POOLS)',
    test: 'tests/http/pools.test.mjs' },
  { name: 'staff have a pool that readers do not fill',
    file: 'src/conf/staff.conf', from: 'fastcgi_pass northstar_staff;',
    to: 'fastcgi_pass northstar;', test: 'tests/http/pools.test.mjs' },
];
