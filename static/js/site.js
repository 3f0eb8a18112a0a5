// Comforts only: every page works without this file.
"use strict";

// A comment that is not sent yet survives a reload and the way back, in this
// tab only.
for (const box of document.querySelectorAll("textarea[data-keep]")) {
  const key = "draft " + location.pathname + " " + box.dataset.keep;
  try {
    if (!box.value)
      box.value = sessionStorage.getItem(key) || "";
    box.addEventListener("input", () =>
      sessionStorage.setItem(key, box.value));
    box.form.addEventListener("submit", () =>
      sessionStorage.removeItem(key));
  } catch {
    // Storage is switched off.
  }
}

// <button hidden data-copy="Link copied">Copy link</button>
for (const button of document.querySelectorAll("button[data-copy]")) {
  if (!navigator.clipboard)
    break;
  const words = button.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const link = document.querySelector("link[rel=canonical]");
    await navigator.clipboard.writeText(
      link ? link.href : location.href);
    button.textContent = button.dataset.copy;
    setTimeout(() => (button.textContent = words), 4000);
  });
  button.setAttribute("aria-live", "polite");
}
