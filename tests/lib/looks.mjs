// What a script inside a page can say about its looks: window.looks. Each
// function gives faults as sentences, or the numbers that a test judges.
export function inPage() {
  const describe = (e) => e.outerHTML.slice(0, 110);

  // "rgb(1, 2, 3)" or "rgba(…, .5)" as numbers.
  const channels = (color) => color.match(/[\d.]+/g).map(Number);
  const luminance = (rgb) => rgb.slice(0, 3)
    .map((v) => v / 255)
    .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };

  // The nearest background that hides what is below it.
  function groundOf(element) {
    for (let e = element; e; e = e.parentElement) {
      const color = channels(getComputedStyle(e).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  }

  // The element, or the layer over its card, that carries the ring.
  function ringOf(element) {
    const style = getComputedStyle(element);
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
      ? style : null;
  }

  // How many sides of the ring no scrolling or clipping ancestor cuts off.
  function openSides(element, grow) {
    const box = element.getClientRects()[0];
    const open = { left: true, top: true, right: true, bottom: true };
    for (let e = element.parentElement; e; e = e.parentElement) {
      const { overflowX } = getComputedStyle(e);
      if (overflowX === 'visible' || e === document.body) continue;
      const around = e.getBoundingClientRect();
      if (box.left - grow < around.left) open.left = false;
      if (box.top - grow < around.top) open.top = false;
      if (box.right + grow > around.right) open.right = false;
      if (box.bottom + grow > around.bottom) open.bottom = false;
    }
    return Object.values(open).filter(Boolean).length;
  }

  function isCovered(element) {
    const box = [...element.getClientRects()]
      .find(({ width, height }) => width > 0 && height > 0);
    if (!box) return true;
    // The middle of what is in sight: a tall field may reach out of it.
    const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
    const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
    if (x < box.left || y < box.top || x > box.right || y > box.bottom)
      return true;
    const top = document.elementFromPoint(x, y);
    return !(top && (element.contains(top) || top.contains(element) ||
      top.closest('label')?.contains(element)));
  }

  function focusFault() {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement)
      return 'end';
    const ring = ringOf(e);
    if (!ring) return `no ring: ${describe(e)}`;
    const grow = parseFloat(ring.outlineOffset) + parseFloat(ring.outlineWidth);
    const ground = grow > 0 ? groundOf(e.parentElement) : groundOf(e);
    const seen = contrast(channels(ring.outlineColor), ground);
    if (seen < 3) return `ring of ${seen.toFixed(1)} to 1: ${describe(e)}`;
    if (grow > 0 && openSides(e, grow) < 3)
      return `ring cut off: ${describe(e)}`;
    return isCovered(e) ? `covered: ${describe(e)}` : null;
  }

  // Inside a sentence a link is as high as its line.
  function isInSentence(element) {
    if (getComputedStyle(element).display !== 'inline') return false;
    const block = element.closest('p, li, dd, dt, td, th, caption, label, div');
    return block.textContent.replace(/\s/g, '').length >
      element.textContent.replace(/\s/g, '').length;
  }

  const isShown = (e) => e.checkVisibility({ visibilityProperty: true }) &&
    !e.closest('.vh, .skip, svg');

  function smallTargets() {
    const main = '.btn:not(.small), .finder input, .pages a, .field input, textarea, select';
    return [...document.querySelectorAll(
      'a[href], button, summary, select, textarea, input:not([type=hidden])')]
      .filter((e) => isShown(e) && !isInSentence(e))
      .map((e) => {
        const target =
          /checkbox|radio/.test(e.type) ? e.closest('label') ?? e : e;
        const { width, height } = target.getBoundingClientRect();
        const least = e.matches(main) && target === e ? 44 : 24;
        return Math.round(Math.min(width, height)) < least
          ? `${Math.round(width)} × ${Math.round(height)}: ${describe(e)}`
          : null;
      }).filter(Boolean).slice(0, 12);
  }

  // Each line of text in root: where it stands, and its color.
  function textLines(root) {
    const lines = [];
    for (const element of [root, ...root.querySelectorAll('*')]) {
      if (!isShown(element)) continue;
      const { color } = getComputedStyle(element);
      for (const node of element.childNodes) {
        if (node.nodeType !== Node.TEXT_NODE || !node.data.trim()) continue;
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const { x, y, width, height } of range.getClientRects())
          lines.push({ x, y, width, height, color });
      }
    }
    return lines;
  }

  // What hides a part of its text, or makes the page scroll sideways.
  function cutOff() {
    const faults = [...document.body.querySelectorAll('*')].filter((e) => {
      const { overflowX } = getComputedStyle(e);
      if (!/hidden|clip/.test(overflowX) || !isShown(e)) return false;
      const box = e.getBoundingClientRect();
      return textLines(e).some(({ x, y, width, height }) => x < box.x - 1 ||
        y < box.y - 1 || x + width > box.right + 1 ||
        y + height > box.bottom + 1);
    }).map(describe);
    if (document.documentElement.scrollWidth > innerWidth)
      faults.push('the page scrolls sideways');
    return faults;
  }

  const nameOf = (e) => e.getAttribute('aria-label') ??
    e.getAttribute('aria-labelledby')?.split(' ')
      .map((id) => document.getElementById(id)?.textContent).join(' ') ?? '';

  function outlineFaults() {
    const faults = [];
    const count = (selector) => document.querySelectorAll(selector).length;
    for (const one of ['h1', 'main', 'body > header', 'body > footer'])
      if (count(one) !== 1) faults.push(`${count(one)} ${one}`);
    let last = 0;
    for (const heading of document.querySelectorAll('h1, h2, h3, h4, h5, h6')) {
      const level = Number(heading.tagName[1]);
      if (level > last + 1) faults.push(`h${last}, then ${describe(heading)}`);
      if (!heading.textContent.trim()) faults.push('an empty heading');
      last = level;
    }
    for (const kind of ['nav', 'aside']) {
      const names = [...document.querySelectorAll(kind)].map(nameOf);
      if (names.some((name) => !name.trim())) faults.push(`a ${kind} without name`);
      if (new Set(names).size < names.length)
        faults.push(`two ${kind} of one name: ${names}`);
    }
    return faults;
  }

  // Text of this color against the picture: all but the worst 2 % of points.
  async function contrastOnPicture(url, color) {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const text = channels(color), all = [];
    for (let i = 0; i < data.length; i += 4)
      all.push(contrast(text, data.subarray(i, i + 3)));
    return all.sort((a, b) => a - b)[Math.floor(all.length * 0.02)];
  }

  window.looks = { focusFault, smallTargets, cutOff, outlineFaults, textLines,
    contrastOnPicture };
}
