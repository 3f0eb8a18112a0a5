// What the machine refuses below us: memory, reads, files.
const words = { test: 'tests/unit/test_http_last_words.c' };
const refused = (only) => ({ test: 'tests/http/refused.test.mjs', only });

export default [
  {
    name: 'a request that ends a worker goes to another one first',
    file: 'src/http/last_words.c',
    from: '	    !has_fallen(now.request->id))',
    to: '	    (has_fallen(now.request->id), false))',
    ...words,
  },
  {
    name: 'a password is not in the page that is written without memory',
    file: 'src/http/last_words.c',
    from: 'if (!is_secret(now.form->fields[i].name))',
    to: 'if (!is_secret(now.form->fields[i].name) || i)',
    ...words,
  },
  {
    name: 'what was typed is escaped in the page written without memory',
    file: 'src/http/last_words.c',
    from: "else if (c == '<')",
    to: "else if (c == '\\v')",
    ...words,
  },
  {
    name: 'nobody gets a second answer behind the first',
    file: 'src/http/last_words.c',
    from: '	now.fd = -1;\n	now.request = NULL;',
    to: '	now.form = NULL;',
    ...words,
  },
  {
    name: 'a disk that does not give the database is told from damage',
    file: 'src/store/query_sqlite.c',
    from: 'if (e == EIO || e == ENXIO)',
    to: 'if (e == ENXIO)',
    ...refused('a disk that does not give'),
  },
  {
    name: 'what was typed is kept when its sender could not be read',
    file: 'src/page/dispatch.c',
    from: '(has_form && is_ours(st) && !(c->kept_text',
    to: '(has_form && is_ours(STATUS_OK) && !(c->kept_text',
    ...refused('what staff type'),
  },
  {
    name: 'a body that could not be read is given to another worker',
    file: 'src/http/fcgi.c',
    from: '		loop->is_cut = true;',
    to: '		loop->is_cut = false;',
    ...refused('a body that a worker'),
  },
  {
    name: 'want of memory is not a wrong password',
    file: 'src/util/password.c',
    from: '		return STATUS_TROUBLE;\n	}\n	*is_right',
    to: '		return STATUS_OK;\n	}\n	*is_right',
    ...refused('nobody has a wrong password'),
  },
  {
    name: 'a worker has its databases open before it serves',
    file: 'src/command/serve.c',
    from: '	site_open_databases(&server->site);\n',
    to: '',
    ...refused('a worker has open'),
  },
];
