// Pages in Chromium, twice each: as they are, and with the Content-Security-
// Policy switched off. What ran, what asked for something, what came to stand
// in the document that is not ours: each is a fault.
import { launch } from './browser.mjs';

const SITE_FILES = /^\/(static\/|site\.webmanifest|favicon|\.error\/look\.css)/;

// Chromium gives XML a style of its own, which our policy stops.
const VIEWER = /^CSP: (style-src-elem inline|Applying inline style)/;

// What the finished document may consist of. (It runs in the page.)
function judge({ isMail, known }) {
  const faults = [], isPage = !isMail && document.contentType === 'text/html';
  const say = (element, what) => faults.push(
    `${what}: ${element.outerHTML.slice(0, 200)}`);
  const bad = new Set(['iframe', 'object', 'embed', 'base', 'style', 'frame',
    'template', 'marquee', 'video', 'audio', 'source', 'math', 'animate', 'set',
    'foreignobject', 'foreignObject', 'dialog', 'image', 'noscript', 'listing',
    'xmp', 'plaintext', 'mglyph', 'x', ...(isMail ? ['script', 'form', 'img',
      'svg', 'input', 'button'] : [])]);
  if (isMail) bad.delete('style');
  for (const element of document.querySelectorAll('*')) {
    const tag = element.localName;
    // How Chromium shows XML that has no style.
    if (!isPage && element.id === 'xml-viewer-style') continue;
    if (bad.has(tag)) say(element, 'element');
    if (tag === 'script' && element.type !== 'application/ld+json' &&
      !element.src.startsWith(`${location.origin}/static/`))
      say(element, 'script');
    if (tag === 'img' && !element.src.startsWith(`${location.origin}/static/`) &&
      !/^data:image\/svg\+xml|^data:image\/png/.test(element.src))
      say(element, 'image');
    if (/^(ns_hit|document|location|getElementById|zq)/.test(element.id) ||
      /^(ns_hit|getElementById)$/.test(element.getAttribute('name')))
      say(element, 'name');
    for (const { name, value } of element.attributes) {
      if (/^(on|srcdoc$|xlink:href$|popover|srcset$|ping$|background$)/.test(name))
        say(element, name);
      if (name === 'style' && isPage) say(element, name);
      if (/^(href|src|action|formaction|data|poster)$/.test(name) &&
        !/^(https?:|mailto:|tel:|[/?#]|data:image\/)/.test(value))
        say(element, name);
      if (name === 'href' && /^data:/.test(value)) say(element, name);
      if (/^(src|action|formaction)$/.test(name) ||
        (name === 'href' && tag === 'link' &&
          /stylesheet|preload|icon|manifest/.test(element.rel))) {
        const url = new URL(value, location);
        if ((!isMail && url.origin !== location.origin) ||
          url.pathname.startsWith('/canary')) say(element, name);
      }
      if (name === 'http-equiv' && (value.toLowerCase() !== 'refresh' ||
        /canary|script|data:/i.test(element.content)))
        say(element, name);
    }
  }
  for (const block of document.querySelectorAll('[type="application/ld+json"]'))
    try {
      JSON.parse(block.textContent);
    } catch (error) {
      faults.push(`JSON-LD: ${error}`);
    }
  if (isPage && !document.querySelector('body footer, body.error, main'))
    faults.push('the page is cut off');
  if (self.ns_hit !== undefined && !(self.ns_hit instanceof Element))
    faults.push(`it ran: ${self.ns_hit}`);
  for (const name of Object.keys(self))
    if (known && !known.includes(name) && name !== 'zqBroken')
      faults.push(`a new global: ${name}`);
  return [...faults, ...(self.zqBroken ?? [])];
}

class Sight {
  constructor(site, bypassCSP) {
    Object.assign(this, { site, bypassCSP, contexts: new Map(), faults: [] });
    this.seen = 0;
  }

  async pageOf(browser, person) {
    const key = person?.cookie ?? '';
    if (this.contexts.has(key)) return this.contexts.get(key);
    // What is small is drawn soon.
    const context = await browser.newContext({ bypassCSP: this.bypassCSP,
      viewport: { width: 320, height: 200 }, reducedMotion: 'reduce' });
    if (person)
      await context.addCookies(Object.entries(person.jar).map(([name, value]) =>
        ({ name, value, url: this.site.url })));
    await context.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', (event) =>
        (self.zqBroken ??= []).push(`CSP: ${event.violatedDirective} ` +
          `${event.blockedURI} ${event.sample}`)));
    // Editors ask before what was typed is left. (A page that was once shown
    // has no say in whether the next one is.)
    await context.addInitScript(() => self.addEventListener('beforeunload',
      (event) => event.stopImmediatePropagation(), true));
    const page = await context.newPage();
    page.setDefaultTimeout(120_000); // other things go on beside a smoke run
    page.on('dialog', async (dialog) => {
      if (dialog.type() === 'beforeunload')
        return dialog.accept().catch(() => {});
      this.faults.push(`dialog: ${dialog.message()}`);
      return dialog.dismiss().catch(() => {});
    });
    page.on('console', (message) => {
      if (/Content Security Policy/.test(message.text()))
        this.faults.push(`CSP: ${message.text()}`);
    });
    page.on('request', (request) => {
      const url = new URL(request.url());
      const isOurs = url.origin === this.site.url &&
        (SITE_FILES.test(url.pathname) || request.isNavigationRequest() &&
          request.frame() === page.mainFrame() &&
          !url.pathname.startsWith('/canary'));
      if (!isOurs) this.faults.push(`asked for ${request.url()}`);
    });
    page.known = await this.globals(page);
    this.contexts.set(key, page);
    return page;
  }

  async globals(page) {
    const names = new Set();
    for (const path of ['/about', '/sign-in']) {
      await page.goto(this.site.url + path);
      for (const name of await page.evaluate(() => Object.keys(self)))
        names.add(name);
    }
    return [...names];
  }

  // The faults of what the page shows now.
  async judged(page, isMail = false) {
    this.seen++;
    const own = await page.evaluate(judge,
      { isMail, known: isMail ? null : page.known });
    const faults = [...own, ...this.faults.splice(0)];
    const isXml = /xml/.test(await page.evaluate(() => document.contentType));
    return isXml ? faults.filter((fault) => !VIEWER.test(fault)) : faults;
  }
}

export class Look {
  static async open(site) {
    const look = new Look();
    look.browser = await launch();
    look.site = site;
    look.sights = [false, true].map((bypass) => new Sight(site, bypass));
    look.faults = [];
    return look;
  }

  get seen() {
    return this.sights.reduce((sum, { seen }) => sum + seen, 0);
  }

  close() {
    return this.browser.close();
  }

  async each(what, person, work) {
    await Promise.all(this.sights.map(async (sight) => {
      const page = await sight.pageOf(this.browser, person);
      const note = (fault) => this.faults.push(
        `${what}${sight.bypassCSP ? ' without CSP' : ''}: ${fault}`);
      try {
        (await work(sight, page)).forEach(note);
      } catch (error) {
        note(`${error.message.split('\n')[0]}`);
      }
    }));
  }

  // Open path as person does (null: a visitor).
  open(person, path) {
    return this.each(path, person, async (sight, page) => {
      await page.goto(this.site.url + path);
      return sight.judged(page);
    });
  }

  // Show an answer that somebody else got, as if it had come to this page.
  show(what, path, answer) {
    return this.each(what, null, async (sight, page) => {
      const url = `${this.site.url}${path}`;
      const { 'transfer-encoding': _, 'content-length': __, ...headers } =
        answer.headers;
      delete headers['set-cookie'];
      await page.route(url, (route) => route.request().isNavigationRequest() ?
        route.fulfill({ status: answer.status, headers, body: answer.text }) :
        route.continue());
      try {
        await page.goto(url);
        return await sight.judged(page);
      } finally {
        await page.unroute(url);
      }
    });
  }

  // A mail's HTML, in a window of its own; only without CSP: mail has none.
  async mail(html) {
    const [, sight] = this.sights;
    this.mailPage ??= await (await this.browser.newContext()).newPage();
    if (!this.mailPage.isWatched) {
      this.mailPage.isWatched = true;
      this.mailPage.on('dialog', async (dialog) => {
        this.faults.push(`mail: dialog ${dialog.message()}`);
        await dialog.dismiss().catch(() => {});
      });
      this.mailPage.on('request', (request) =>
        this.faults.push(`mail: asked for ${request.url()}`));
    }
    await this.mailPage.setContent(html);
    for (const fault of await sight.judged(this.mailPage, true))
      this.faults.push(`mail: ${fault}`);
  }
}
