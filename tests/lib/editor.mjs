// The listing editor as a browser without scripts uses it: what stands in its
// form, changed here and there, and sent with one of its buttons.
import assert from 'node:assert/strict';

import { walk } from './html.mjs';

// All pairs that the form which posts to action would send.
export function formPairs(html, action) {
  const pairs = [];
  let isIn = false, area = null, select = null, isFound = false;
  walk(html, {
    begin: ({ name, attributes: a }) => {
      if (name === 'form') isIn = !isFound && a.action === action;
      if (name === 'form' && isIn) isFound = true;
      if (!isIn) return;
      if (name === 'input' && a.name &&
        (!/^(checkbox|radio|submit)$/.test(a.type) || 'checked' in a))
        pairs.push([a.name, a.value ?? 'on']);
      if (name === 'textarea') area = { name: a.name, text: '' };
      if (name === 'select') select = { name: a.name, value: null };
      if (name === 'option' && select &&
        (select.value === null || 'selected' in a)) select.value = a.value;
    },
    visit: (text) => { if (area) area.text += text; },
    end: ({ name }) => {
      if (name === 'form') isIn = false;
      if (name === 'textarea' && area) {
        pairs.push([area.name, area.text.replace(/^\n/, '')]);
        area = null;
      }
      if (name === 'select' && select) {
        pairs.push([select.name, select.value ?? '']);
        select = null;
      }
    },
  });
  assert.ok(isFound, `a form posts to ${action}`);
  return pairs;
}

export const valueOf = (pairs, name) =>
  pairs.find(([key]) => key === name)?.[1];

// pairs with fields changed; an array stands for several boxes, null for none.
export function changed(pairs, fields) {
  const kept = pairs.filter(([name]) => !(name in fields));
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat())
      if (one !== null) kept.push([name, one]);
  return kept;
}

// Post pairs to path as client.
export const send = (client, path, pairs) =>
  client.send(path, String(new URLSearchParams(pairs)));

// Open the editor at path with client, change fields, press a button.
export async function edit(client, path, fields, button,
  { action = path.replace(/\?.*|\/new$/, '') } = {}) {
  const page = await client.get(path);
  assert.equal(page.status, 200, `${path}: ${page.status}`);
  const pairs = formPairs(page.text, action);
  return send(client, action, changed(pairs, { ...fields, do: button }));
}
