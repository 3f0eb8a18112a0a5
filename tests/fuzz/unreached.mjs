// Lines of the parsers that no input of a target reaches, and why: runs of
// lines that stand in the file once, in this order. coverage.mjs fails for a
// line that is missing here, and for one that is reached after all.
const LONG = 'an input has 4,096 bytes; a unit test tries it';
const MEMORY = 'no memory';
const TWICE = 'cannot be, and is looked at all the same';

export const unreached = [
  { file: 'src/http/fcgi_params.c', why: LONG, lines: [
    'if (which != PARAM_URI && strlen(values[which]) > HEADER_MAX)',
    'return 431;'] },
  { file: 'src/view/markdown.c', why: LONG, lines: [
    'end--; /* not within a character */'] },
  { file: 'src/view/markdown.c', why: 'no item becomes plain text: elements ' +
    'that are not allowed never are items', lines: [
    'cmark_node *item = cmark_node_new(CMARK_NODE_ITEM);', '',
    'cmark_node_append_child(item, place);', 'place = item;', '}'] },
  { file: 'src/store/search_words_sqlite.c', why: 'the search takes shorter ' +
    'words', lines: ['n--; /* never half a character */'] },
  { file: 'src/store/search_words_sqlite.c', why: 'no word of the directory ' +
    'at hand splits again', lines: [
    'copy_word(out, word, (int)strlen(word));'] },
  { file: 'src/store/search_spell.c', why: 'the database does not fail', lines: [
    'else', 'search_vocabulary_free(v);'] },
  { file: 'src/store/place.c', why: 'the database does not fail', lines: [
    'return st;', 'if (!*in)'] },
  { file: 'src/util/csv.c', why: LONG, lines: [
    'csv_file_complain_at(csv, csv->row_line,',
    'csv_file_column_name(csv, column),',
    '"holds %zu bytes, at most %d can be "', '"taken; shorten it",',
    'len, CSV_CELL_MAX);', 'csv->is_row_bad = true;', 'return;', '}'] },
  { file: 'src/util/csv.c', why: LONG, lines: [
    'if (!csv->has_row && p->pstate != 0 && p->entry_pos > CSV_CELL_MAX)',
    'complain_about_quote(csv);'] },
  { file: 'src/util/wxr.c', why: 'the reader has stopped by then', lines: [
    'if (r->out->problem)', 'return;', 'va_start(ap, format);'] },
  { file: 'src/util/wxr.c', why: 'the reader has stopped by then', lines: [
    'if (r->out->problem)', 'return;', 'if (r->depth == WXR_DEPTH_MAX) {'] },
  { file: 'src/util/wxr.c', why: LONG, lines: [
    'fail(r, "a text is longer than %d bytes; shorten it",',
    'WXR_TEXT_MAX);'] },
  { file: 'src/util/wxr.c', why: LONG, lines: [
    'fail(r,', '"there are more than %d comments; export a part of them "',
    '"at a time",', 'WXR_COMMENTS_MAX);', 'return;', '}'] },
  { file: 'src/util/wxr.c', why: MEMORY, lines: [
    'return NULL;', 'XML_SetUserData(parser, r);'] },
  { file: 'src/net/id_token.c', why: 'what cjose might refuse was refused ' +
    'before it', lines: ['if (!jws)', 'goto out;'] },
  { file: 'src/net/id_token.c', why: TWICE, lines: [
    'if (!alg || strcmp(alg, algorithm) != 0)', 'goto out;'] },
  { file: 'src/net/id_token.c', why: LONG, lines: [
    'if (strlen(token) > ANSWER_TOKEN_MAX)', 'return STATUS_BAD;'] },
  { file: 'src/net/answer.c', why: LONG, lines: [
    'return "tokens: the ID token is too large";'] },
  { file: 'src/util/config.c', why: 'no line of the file is as long; of ' +
    'NORTHSTAR_BASE_URL alone', lines: [
    'if (key->kind == KEY_TEXT && strlen(value) > KEY_TEXT_MAX)',
    'return "is too long";'] },
  { file: 'src/util/config.c', why: 'the file can be read', lines: [
    'log_error("%s: %s", r->path, strerror(errno));', 'return STATUS_BAD;',
    '}', 'rc = ini_parse_stream(read_line, r, take_value, r);'] },
  { file: 'src/util/config.c', why: TWICE, lines: [
    'abort(); /* a row of KEYS contradicts itself */'] },
  { file: 'src/util/provider_config.c', why: 'its callers have looked', lines: [
    'if (!host)', 'return "";'] },
  { file: 'src/page/plan_number.c', why: TWICE, lines: [
    'run = strspn(at, "0123456789");', '}', 'return at;', '}'] },
  { file: 'src/page/safety.c', why: TWICE, lines: [
    'if (span->to <= span->from)', 'continue;'] },
  { file: 'src/util/html_text.c', why: TWICE, lines: [
    'w->link_begin = w->out.len;', 'if (!strstr(w->out.len ? w->out.data + ' +
    'w->link_begin : "", w->href))'] },
  { file: 'src/util/diff.c', why: 'the two ends meet sooner', lines: [
    'if (advance(d, &ahead, n, out) || advance(d, &back, n, out))',
    'return true;', '}', 'return false;'] },
  { file: 'src/util/log.c', why: 'what is added has room; it is looked at ' +
    'all the same', lines: [
    'if (len > LINE_MAX_BYTES - l->len)', 'return;'] },
  { file: 'src/net/mail_head.c', why: TWICE, lines: [
    'if (sscanf(iso, "%d-%d-%d", &year, &month, &day) != 3)', 'return "";'] },
  { file: 'src/view/plural.c', why: 'what stands before the ? goes too deep ' +
    'sooner', lines: ['if (++r->depth > DEPTH_MAX) {', 'r->is_bad = true;',
    'return;', '}', 'read_choice(r);'] },
  { file: 'src/view/plural.c', why: 'a step takes a byte of the rule at least',
    lines: ['if (r->count == RULE_MAX)', 'r->is_bad = true;', 'else'] },
];

// The numbers of the lines that an entry of unreached.mjs is about; null when
// the file does not hold them once.
export function linesOf(entry, text) {
  const found = [];
  for (let i = 0; i + entry.lines.length <= text.length; i++)
    if (entry.lines.every((line, k) => text[i + k].trim() === line))
      found.push(i + 1);
  return found.length !== 1 ? null : entry.lines.map((_, k) => found[0] + k);
}
