// Comforts of the staff's pages: each works without this file.
"use strict";

const all = (what, where = document) => where.querySelectorAll(what);
const on = (what, event, act) =>
  all(what).forEach((element) => element.addEventListener(event, act));

// <input type="checkbox" data-all="id"> ticks every box named id of its form.
on("input[data-all]", "change", ({ target }) =>
  [...target.form.elements].filter(({ name }) => name === target.dataset.all)
    .forEach((box) => (box.checked = target.checked)));

// <textarea data-words="f-note-words"> counts into the element of that id,
// whose data-text says "{n} words".
for (const box of all("[data-words]")) {
  const out = document.getElementById(box.dataset.words);
  const count = () => (out.textContent = out.dataset.text
    .replace("{n}", (box.value.match(/\S+/g) || []).length));
  box.addEventListener("input", count);
  count();
}

// <form data-editor>: leaving with unsaved changes asks first.
for (const form of all("form[data-editor]")) {
  let changed = form.dataset.editor === "changed";
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  addEventListener("beforeunload", (event) => {
    if (changed) event.preventDefault();
  });
}

// <form data-autosave="/admin/…/draft" data-token="…">: every 20 seconds what
// is typed goes there. The element with data-saving says how it went:
// data-saved "Draft saved {time}", data-unsaved.
for (const form of all("form[data-autosave]")) {
  const status = form.querySelector("[data-saving]");
  const typed = () => {
    const data = new FormData(form);
    for (const [name, value] of [...data])
      if (typeof value !== "string") data.delete(name);
    data.set("token", form.dataset.token);
    return String(new URLSearchParams(data));
  };
  let last = typed();
  setInterval(async () => {
    const body = typed();
    if (body === last) return;
    let saved = false;
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST",
        headers: { "Content-Type": "application/x-www-form-urlencoded" },
        body, redirect: "manual" });
      saved = answer.ok || answer.type === "opaqueredirect";
    } catch {
      // No connection; the next round tries again.
    }
    if (saved) last = body;
    if (status)
      status.textContent = saved ? status.dataset.saved.replace("{time}",
        new Date().toLocaleTimeString([], { timeStyle: "short" })) :
        status.dataset.unsaved;
  }, 20000);
}

// <ol data-keys> of items with tabindex="-1": j and k go from one to the next,
// another letter presses the button with that data-key in the item, u the
// button of the band that says what was done, ? shows the element #keys. Never
// while somebody types, and not at all when the person switched the keys off.
for (const list of all("[data-keys]")) {
  if (document.body.dataset.shortcuts === "off") break;
  const items = [...list.children];
  let at = items.findIndex((item) => item.matches(":target"));
  list.addEventListener("focusin", ({ target }) =>
    (at = items.findIndex((item) => item.contains(target))));
  document.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing ||
        target.closest("input:not([type=checkbox]), textarea, select"))
      return;
    if (key === "j" || key === "k") {
      const to = items[at < 0 ? 0 : at + (key === "j" ? 1 : -1)];
      if (to) to.focus();
    } else if (key === "?") {
      const help = document.getElementById("keys");
      if (!help) return;
      if (help.tagName === "DETAILS") help.open = !help.open;
      else help.hidden = !help.hidden;
      help.scrollIntoView({ block: "nearest" });
    } else if (key === "u") {
      const undo = document.querySelector(".done button");
      if (undo) undo.click();
    } else {
      const button = /^[a-z]$/.test(key) && items[at] &&
        items[at].querySelector(`[data-key="${key}"]`);
      if (!button) return;
      button.click();
      if (button.tagName === "SUMMARY" && button.parentElement.open)
        button.parentElement.querySelector("select, textarea").focus();
    }
    event.preventDefault();
  });
}
