// What all files of the suite stand on: the site as `kurs serve` gives it, a real browser, and a person who reads, clicks and types there.
// Whatever she does, the console stays silent, nothing is asked of another site, and no rule of the page's own policy is broken.
import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "playwright-core";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
/** The release build. */
export const DIST = resolve(process.env.DIST ?? join(ROOT, "dist"));
/** The author's tool. */
export const KURS = process.env.KURS ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "release", "kurs");
/** The browser, and how it is started: silent where there is no network, also as root. */
export const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";
export const FLAGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** Long enough for a busy machine; nothing waits this long when all is well. */
const PATIENCE = Number(process.env.PATIENCE ?? 15_000);

/** The two windows that everything is tried in. */
export const NARROW = { width: 360, height: 740 };
export const WIDE = { width: 1280, height: 800 };
/** Both windows, each with its way of pressing things: so every journey is walked by finger and by keyboard alone. */
export const WAYS = [
  { size: NARROW, hand: "mouse" },
  { size: WIDE, hand: "mouse" },
  { size: NARROW, hand: "keyboard" },
  { size: WIDE, hand: "keyboard" },
];

/** The two that differ most, for what does not need all four. */
export const PAIR = [WAYS[0], WAYS[3]];

/** Starts `kurs serve` on a folder. Gives the site's address, ending with a slash, and `close`. */
export async function serve(folder = DIST, port = 0) {
  return { ...(await serveWith("--dist", folder, "--port", port)), folder };
}

/** Starts `kurs serve` with arguments of one's own. */
export async function serveWith(...args) {
  const server = spawn(KURS, ["serve", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    server.once("error", failed);
    server.once("exit", (code) => failed(new Error(`kurs serve ended with ${code}`)));
    createInterface(server.stdout).on("line", (line) => {
      const said = /http:\/\/[^ ]+/.exec(line);
      if (said) found(said[0]);
    });
  });
  const ended = new Promise((done) => server.once("exit", done));
  const close = () => {
    server.kill();
    return ended;
  };
  return { address, close };
}

/** A copy of the build that a test may spoil. `change` gets the folder. Remove it by `close`. */
export async function copyOfDist(change = async () => {}) {
  const folder = await mkdtemp(join(tmpdir(), "course-"));
  await cp(DIST, folder, { recursive: true, preserveTimestamps: true });
  await change(folder);
  return { folder, close: () => rm(folder, { recursive: true, force: true }) };
}

/** A course of its own, built with the same program and served. `files` are names and texts. Close by `close`. */
export async function serveCourse(files) {
  const folder = await mkdtemp(join(tmpdir(), "course-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(folder, "lessons", dirname(name)), { recursive: true });
    await writeFile(join(folder, "lessons", name), text);
  }
  const args = ["build", join(folder, "lessons"), "--template", join(DIST, "index.html"), "--out", join(folder, "site")];
  await promisify(execFile)(KURS, args);
  const site = await serve(join(folder, "site"));
  const close = async () => {
    site.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...site, close };
}

/** A browser and the served build for all tests of a file. */
export function suite() {
  const here = { site: null, browser: null };
  before(async () => {
    here.site = await serve();
    here.browser = await launch();
  });
  after(async () => {
    await here.browser?.close();
    here.site?.close();
  });
  /** A test by one person in a fresh browser profile. Options are `Person.come`'s. */
  const it = (name, options, body) =>
    test(name, async (t) => {
      const person = await Person.come(here, options);
      try {
        await body(person, t);
        person.assertNothingWrong();
      } finally {
        await person.leave();
      }
    });
  return {
    here,
    it,
    /** The same test in several ways: `WAYS`, or others. */
    each(name, ways, body) {
      for (const way of ways) it(`${name} (${way.size.width} px, ${way.hand ?? "mouse"})`, way, body);
    },
  };
}

/** Starts the browser; `more` are flags of its own. */
export function launch(more = []) {
  return chromium.launch({ executablePath: CHROMIUM, args: [...FLAGS, ...more] });
}

/** Someone with one window of the course. */
export class Person {
  /**
   * @param here what `suite` gives
   * @param options size, hand ("mouse" or "keyboard"), site (another served folder), context (to share a profile with another person),
   *   and all that Playwright's newContext knows: javaScriptEnabled, colorScheme, reducedMotion, offline ...
   */
  static async come(here, { size = WIDE, hand = "mouse", site = here.site, context, ...profile } = {}) {
    const own = !context;
    // Without a service worker, but where it is what is tried: it would answer in place of the server, and of what a test routes.
    context ??= await here.browser.newContext({ viewport: size, locale: "nb-NO", timezoneId: "Europe/Oslo", serviceWorkers: "block", ...profile });
    context.setDefaultTimeout(PATIENCE);
    const person = new Person(here, site, context, await context.newPage(), hand, own);
    if (profile.javaScriptEnabled !== false) {
      await person.page.addInitScript(() => {
        addEventListener("securitypolicyviolation", (e) => console.error(`content security policy: ${e.violatedDirective} ${e.blockedURI}`));
      });
    }
    return person;
  }

  constructor(here, site, context, page, hand, own) {
    Object.assign(this, { here, site, context, page, hand, own, wrong: [], allowed: [/Service Worker registration blocked by Playwright/] });
    const note = (what) => this.wrong.push(what);
    page.on("console", (message) => {
      const of = message.location()?.url ?? "";
      if (["error", "warning"].includes(message.type())) note(`${message.type()}: ${message.text()} (${of})`);
    });
    page.on("pageerror", (error) => note(`thrown: ${error.message}`));
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(site.address) && !/^(data|blob|file|about):/.test(url)) note(`asked of another site: ${url}`);
    });
  }

  /** Says that something on the console is meant to be there, such as the 404 of an address that is missing on purpose. */
  expect(pattern) {
    this.allowed.push(pattern);
  }

  /** Console, policy and network were as they should be. */
  assertNothingWrong() {
    assert.deepEqual(this.wrong.filter((what) => !this.allowed.some((pattern) => pattern.test(what))), []);
  }

  async leave() {
    await (this.own ? this.context.close() : this.page.close());
  }

  /** A second window of the same profile. */
  async another() {
    const size = this.page.viewportSize() ?? WIDE;
    return Person.come(this.here, { size, hand: this.hand, site: this.site, context: this.context });
  }

  // Going somewhere.

  /** The address of a path below the root. */
  url(path = "") {
    return this.site.address + path;
  }

  /** Types an address, and waits until the program has taken the page over. */
  async goto(path = "") {
    await this.page.goto(this.url(path));
    await this.live();
  }

  /** Reloads, and waits likewise. */
  async reload() {
    await this.page.reload();
    await this.live();
  }

  /** The program has taken the page over. */
  live() {
    return this.page.locator("html[data-live]").waitFor({ state: "attached" });
  }

  /** The page says that it stays static: "file", "blocked" or "failed". */
  isStatic(why) {
    return this.page.locator(`html[data-static="${why}"]`).waitFor({ state: "attached" });
  }

  async back() {
    await this.page.evaluate(() => history.back());
  }

  async forward() {
    await this.page.evaluate(() => history.forward());
  }

  // Looking.

  get main() {
    return this.page.getByRole("main");
  }

  /** The heading of what shows: a scene's, a step's or a place's. */
  heading(name) {
    const of = (level) => this.main.getByRole("heading", { level, ...(name && { name, exact: true }) });
    return of(1).or(of(2));
  }

  /** Waits until one stands in the scene, step or place with this heading. */
  async at(name) {
    await this.heading(name).first().waitFor();
  }

  /** Waits until the heading of what has just been shown has focus, as it has after every step the program notes. */
  async isReadFrom(name) {
    await this.until(`focus on «${name}»`, (name) => document.activeElement?.matches("h1, h2") && document.activeElement.innerText === name, name);
  }

  /** Waits until the window has this title, which it gets once the scene has been painted. */
  async isTitled(title) {
    await this.until(`the title «${title}»`, (title) => document.title === title, title);
  }

  /** What leads on from the scene: the choices, or *Fortsett*. */
  get doors() {
    return this.main.getByRole("navigation").getByRole("link");
  }

  /** The words of what leads on, in order. */
  async doorNames() {
    return (await this.doors.allInnerTexts()).map((text) => text.trim());
  }

  link(name, exact = false) {
    return this.page.getByRole("link", { name, exact });
  }

  button(name, exact = false) {
    return this.page.getByRole("button", { name, exact });
  }

  /** All text that shows. */
  text() {
    return this.page.locator("body").innerText();
  }

  /** Waits for a text to show. */
  async sees(text) {
    await this.page.getByText(text).filter({ visible: true }).first().waitFor();
  }

  /** The element that has focus, in its own words. */
  focused() {
    return this.page.evaluate(() => (document.activeElement === document.body ? "" : (document.activeElement?.textContent.trim() ?? "")));
  }

  /** Waits until something holds in the page; `what` is told when it never does. */
  async until(what, holds, argument) {
    await this.page.waitForFunction(holds, argument, { timeout: PATIENCE }).catch((cause) => {
      throw new Error(`never so: ${what}`, { cause });
    });
  }

  // Doing.

  /** Presses a link, button, radio or anything else: by pointer, or by walking there with Tab and pressing Enter or the space bar. */
  async press(target) {
    if (this.hand === "mouse") return target.click();
    await this.walkTo(target);
    const kind = await target.evaluate((e) => (e.matches("input") ? e.type : e.localName));
    await this.page.keyboard.press(["a", "summary"].includes(kind) ? "Enter" : "Space");
  }

  /** Walks with the Tab key until the element has focus; radio buttons are reached by the arrows, as browsers do it. */
  async walkTo(target) {
    await target.waitFor({ state: "attached" });
    const group = await target.evaluate((e) => (e.matches("input[type=radio]") ? e.name : ""));
    const there = () =>
      target.evaluate((e, group) => {
        const now = document.activeElement;
        if (now === e) return "there";
        return group && now?.matches("input[type=radio]") && now.name === group ? "group" : "";
      }, group);
    for (let step = 0; step < 150; step++) {
      const where = await there();
      if (where === "there") return;
      await this.page.keyboard.press(where === "group" ? "ArrowDown" : "Tab");
    }
    throw new Error(`the Tab key never reached ${target}`);
  }

  /** Makes a choice, or goes on, by its words. */
  async choose(name) {
    await this.press(this.doors.filter({ hasText: name }).first());
  }

  /** *Fortsett*. */
  async goOn() {
    await this.press(this.main.getByRole("navigation", { name: "Videre" }).getByRole("link", { name: /^Fortsett/ }).first());
  }

  /**
   * Walks a way: each entry is a door's words, or `[door, heading that must show then]`. "Fortsett" goes on.
   */
  async walk(way) {
    for (const entry of way) {
      const [door, then] = Array.isArray(entry) ? entry : [entry];
      const before = this.page.url();
      await this.choose(door);
      if (then) await this.at(then);
      else await this.page.waitForURL((url) => url.href !== before);
    }
  }

  /** Types into a field, as a person does: key by key. */
  async type(field, text) {
    if (this.hand === "mouse") await field.click();
    else await this.walkTo(field);
    await this.page.keyboard.type(text);
  }

  /** A prompt of the scene that shows, by its question. */
  prompt(question) {
    return this.main.locator(".prompt").filter({ hasText: question }).filter({ visible: true });
  }

  // Saving.

  /** All that lies in the site's storage: keys and texts. */
  stored() {
    return this.page.evaluate(() => Object.fromEntries(Object.keys(localStorage).map((key) => [key, localStorage.getItem(key)])));
  }

  /** Every event that is saved, of all windows, in the order it happened. */
  async events() {
    const texts = Object.entries(await this.stored()).filter(([key]) => /\/v\d+\/[^/]+$/.test(key));
    return texts
      .flatMap(([, text]) => JSON.parse(text).events)
      .sort((a, b) => a.lamport - b.lamport || (a.name < b.name ? -1 : 1));
  }

  /** The names of what happened, such as `began`, `chose`. */
  async happened() {
    return (await this.events()).map((event) => event.what);
  }

  // Measuring.

  /** Zero violations of WCAG 2.2 A and AA in what shows now. */
  async assertAccessible(where) {
    if (!(await this.page.evaluate(() => "axe" in window))) await this.page.evaluate(await axe());
    // Colours on their way from one theme to the other are those of neither.
    await this.page.evaluate(() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished)));
    const found = await this.page.evaluate(
      (values) => window.axe.run(document, { runOnly: { type: "tag", values }, resultTypes: ["violations"] }),
      WCAG,
    );
    const told = found.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${where}: ${id}: ${help}\n  ${node.target.join(" ")}\n  ${node.html.slice(0, 200)}\n  ${node.failureSummary}`),
    );
    assert.deepEqual(told, []);
  }

  /** The same by day and by night. */
  async assertAccessibleInBothThemes(where) {
    for (const colorScheme of ["dark", "light"]) {
      await this.page.emulateMedia({ colorScheme });
      await this.assertAccessible(`${where} (${colorScheme})`);
    }
  }

  /** Nothing sticks out to the side. */
  async assertNoSideways(where) {
    const [wide, window] = await this.page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= window, `${where}: ${wide} px wide in a window of ${window}`);
  }
}

let source;
function axe() {
  source ??= readFile(AXE, "utf8").then((text) => `${text};0`);
  return source;
}
