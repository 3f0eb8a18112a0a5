// Forms: who may send them, and how often.
export default [
  {
    name: 'a form that comes from another site is refused',
    file: 'src/page/guard.c',
    from: 'if (route->guard == FORM_NONE || !is_same_site(c))',
    to: 'if (route->guard == FORM_NONE || (is_same_site(c), false))',
    test: 'tests/http/roles.test.mjs',
  },
];
