// Hostile words and bytes: what keeps them words and bytes.
const chaos = 'tests/http/chaos.test.mjs';
const hostile = 'tests/http/hostile.test.mjs';

export default [
  {
    name: 'words of a listing are escaped in a template',
    file: 'templates/partials/entry.tpl',
    from: '<p class="why" lang="en">{{SUMMARY}}',
    to: '<p class="why" lang="en">{{SUMMARY:none}}',
    test: chaos, only: 'pages holds',
  },
  {
    name: 'every page says what may run on it',
    file: 'src/page/security_headers.c',
    from: '\t{ "Content-Security-Policy", CSP },\n',
    to: '\t{ "X-Nothing", CSP },\n',
    test: chaos, only: 'pages holds',
  },
  {
    name: 'no image of a writer is shown',
    file: 'src/view/markdown.c',
    from: '\tcase CMARK_NODE_IMAGE:\n\t\treturn true;',
    to: '\t\treturn true;\n\tcase CMARK_NODE_IMAGE:\n\t\treturn false;',
    test: hostile, only: 'nothing runs',
  },
  {
    name: 'a link of a writer leads to the web or to mail',
    file: 'src/view/markdown.c',
    from: 'return !is_safe_url(cmark_node_get_url(node), style) ||',
    to: 'return (false && !is_safe_url("", style)) ||',
    test: hostile, only: 'nothing runs',
  },
  {
    name: 'a cell of a table is no formula',
    file: 'src/util/csv.c',
    from: '\tif (is_formula)\n', to: '\tif (is_formula && !len)\n',
    test: chaos, only: 'wire holds',
  },
  {
    name: 'a redirect stays on the site',
    file: 'src/http/url.c',
    from: "if (path[0] != '/' || path[1] == '/')",
    to: "if (path[0] != '/')",
    test: chaos, only: 'wire holds',
  },
  {
    name: 'a cookie that comes twice is nobody\'s',
    file: 'src/http/request.c',
    from: '\t\tif (found)\n\t\t\treturn NULL;\n', to: '',
    test: chaos, only: 'wire holds',
  },
  {
    name: 'a host is a name and a port',
    file: 'src/conf/site.conf',
    from: '(?::[0-9]{1,5})?$" "";\n\tdefault yes;',
    to: '(?::[0-9]{1,5})?$" "";\n\tdefault "";',
    test: chaos, only: 'wire holds',
  },
  {
    name: 'a form\'s token is ours',
    file: 'src/page/form_token.c',
    from: 'return token_equal(mac, token->mac, sizeof(mac));',
    to: 'return true;',
    test: chaos, only: 'forms holds',
  },
  {
    name: 'a header holds no line end',
    file: 'src/http/response.c',
    from: '\tif (has_control(value)) {', to: '\tif (has_control("")) {',
    test: 'tests/unit/test_http_response.c',
  },
];
