// Every form of a page, filled in as somebody would who has a lot to say.
import { walk } from './html.mjs';

// Long enough for a box of its own, with all that HTML and a form may spoil.
export const TYPED = 'Words that nobody wants to type again: <b>&"\'+%41\n' +
  'on two lines, καὶ Ἑλληνικά.';

// { action, controls: [{ tag, name, type, value, … }], buttons: [{ name,
// value }] } of each form that posts.
export function formsOf(html) {
  const forms = [];
  let form = null, area = null, select = null;
  walk(html, {
    begin: ({ name, attributes: a }) => {
      if (name === 'form')
        form = { ...a, controls: [], buttons: [], isIn: true };
      if (!form) return;
      if (name === 'button') form.buttons.push(a);
      if (name === 'input' && a.name)
        form.controls.push({ tag: name, type: 'text', value: '', ...a });
      if (name === 'textarea' && a.name)
        form.controls.push(area = { tag: name, ...a, value: '' });
      if (name === 'select')
        form.controls.push(select = { tag: name, ...a, options: [] });
      if (name === 'option' && select) {
        select.options.push(a.value ?? '');
        if ('selected' in a) select.value = a.value ?? '';
      }
    },
    visit: (text) => { if (area) area.value += text; },
    end: ({ name }) => {
      if (name === 'textarea' && area) {
        area.value = area.value.replace(/^\n/, '');
        area = null;
      }
      if (name === 'select' && select) {
        select.value ??= select.options[0];
        select = null;
      }
      if (name === 'form' && form) {
        if (form.method === 'post' && form.action) forms.push(form);
        form = null;
      }
    },
  });
  return forms;
}

function typedInto({ tag, type, name, value, options }) {
  if (tag === 'select')
    return value || options.find((one) => one !== '') || '';
  if (value || type === 'hidden' || name === 'website') return value;
  if (tag === 'textarea') return TYPED;
  if (type === 'email') return 'nth@example.org';
  if (type === 'url') return 'https://example.org/nth';
  if (type === 'number') return '3';
  return type === 'text' && name !== 'website' ? 'Nth' : value;
}

// The pairs of form with button pressed; fields say what else is typed (null:
// left out, a list: several boxes).
export function fill(form, button = form.buttons[0], fields = {}) {
  const pairs = [], radios = new Set();
  for (const one of form.controls) {
    if (one.name in fields) continue;
    if (one.type === 'checkbox') {
      if ('checked' in one) pairs.push([one.name, one.value || 'on']);
    } else if (one.type === 'radio') {
      const group = form.controls.filter(({ name }) => name === one.name);
      const chosen = group.find((other) => 'checked' in other) ?? group[0];
      if (!radios.has(one.name)) pairs.push([one.name, chosen.value || 'on']);
      radios.add(one.name);
    } else if (one.type !== 'file') {
      pairs.push([one.name, typedInto(one)]);
    }
  }
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat())
      if (one !== null) pairs.push([name, one]);
  if (button?.name && !(button.name in fields))
    pairs.push([button.name, button.value ?? '']);
  return pairs;
}
