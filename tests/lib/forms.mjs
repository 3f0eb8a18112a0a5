// Forms in a page, filled in as a browser would send them.
export const unescape = (text) => text.replace(/&(amp|lt|gt|quot|#39);/g,
  (_, name) => ({ amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" })[name]);
const attribute = (tag, name) => {
  const match = tag.match(new RegExp(`\\s${name}="([^"]*)"`));
  return match ? unescape(match[1]) : null;
};

// The fields of the first form that posts to action, with their values.
export function formFields(html, action) {
  const form = [...html.matchAll(/<form\b[^>]*>[^]*?<\/form>/g)]
    .map(([text]) => text).find((text) =>
      attribute(text.match(/<form[^>]*>/)[0], 'action') === action);
  if (!form) throw new Error(`no form posts to ${action}`);
  const fields = {};
  for (const [tag] of form.matchAll(/<input\b[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name && !/type="(submit|checkbox|radio)"/.test(tag))
      fields[name] = attribute(tag, 'value') ?? '';
  }
  for (const [, tag, text] of
    form.matchAll(/(<textarea\b[^>]*>)([^]*?)<\/textarea>/g))
    fields[attribute(tag, 'name')] = unescape(text).replace(/^\n/, '');
  for (const [, tag, text] of
    form.matchAll(/(<select\b[^>]*>)([^]*?)<\/select>/g)) {
    const options = text.match(/<option\b[^>]*>/g) ?? [];
    const chosen = options.find((option) => /\sselected\b/.test(option));
    fields[attribute(tag, 'name')] =
      attribute(chosen ?? options[0] ?? '', 'value') ?? '';
  }
  return fields;
}
