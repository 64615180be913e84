// The facilitator at her laptop, for the tests that lead: her keys, what her window and the screen show, and whether they agree.
import assert from "node:assert/strict";
import { Person } from "./site.mjs";

export const SESSION = "okt1";
export const KEY = `bruker-i-sentrum/okt/v1/${SESSION}`;
/** The lesson that is led. */
export const FIRST = { slug: "hvem-er-rune", title: "Hvem er Rune?", minutes: 30 };

/** A session as `/gruppe/` plans it. */
function planned(at, more, then) {
  const plan = {
    what: "planned", session: SESSION, name: "Tirsdagsgruppa", plan: "", room: "mixed", seating: "teams",
    lessons: [FIRST], core: false, preset: "", meters: {}, people: 20, led: true, ...more,
  };
  const events = [plan, { what: "resumed", epoch: 1 }, ...then].map((event, i) => ({ number: i + 1, at, ...event }));
  const head = { format: 1, course: "bruker-i-sentrum", session: SESSION, events: events.length };
  return [head, ...events].map((line) => JSON.stringify(line)).join("\n");
}

/** The facilitator at her laptop. */
export class Leader {
  /** Opens her window on a planned session. */
  static async come(person, more) {
    await Leader.plan(person, more);
    const leader = new Leader(person);
    await leader.open();
    return leader;
  }

  /** Plans a session without the form. `then`: what has happened in it since. */
  static async plan(person, more = {}, then = []) {
    await person.goto("gruppe/");
    await person.page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, planned(await person.page.evaluate(() => Date.now()), more, then)]);
  }

  constructor(person) {
    this.person = person;
    this.page = person.page;
  }

  async open() {
    await this.person.goto(`gruppe/fasilitator/?okt=${SESSION}`);
    await this.page.getByRole("button", { name: "Videre", exact: true }).waitFor();
  }

  /** Opens the screen's window by its key. */
  async openScreen() {
    const [page] = await Promise.all([this.page.context().waitForEvent("page"), this.page.keyboard.press("a")]);
    const wall = new Person(this.person.here, this.person.site, this.page.context(), page, "keyboard", false);
    await wall.live();
    return wall;
  }

  key(name) {
    return this.page.keyboard.press(name);
  }

  /** The key that goes on: another one each time, as the same twice at once would be a clicker's echo. */
  goOn() {
    this.turns = (this.turns ?? 0) + 1;
    return this.key(this.turns % 2 ? "ArrowRight" : "PageDown");
  }

  /** Goes one step on; then both windows agree. */
  async step(wall) {
    const before = JSON.stringify(await this.view());
    await this.goOn();
    await this.person.until("something else on the screen", differs, before);
    return agree(this, wall);
  }

  /** Types digits into the fields of the counting, from the one that has focus. */
  async count(...numbers) {
    for (const number of numbers) {
      await this.page.keyboard.type(String(number));
      await this.page.keyboard.press("Enter");
    }
  }

  /** Presses the key that goes on until this section stands on the screen. */
  async onTo(section) {
    for (let press = 0; press < 12; press++) {
      const before = await this.view();
      if (before.section === section) return;
      await this.goOn();
      await this.person.until("something else on the screen", differs, JSON.stringify(before));
    }
    throw new Error(`never came to ${section}: ${JSON.stringify(await this.view())}`);
  }

  /** Waits until this section stands on the screen. */
  async at(section) {
    await this.person.until(`at ${section}`, (id) => document.querySelector("[data-stage] [data-on]")?.id === id, section);
  }

  /** Waits until what followed from a choice stands on the screen. */
  async afterChoiceIn(scene) {
    await this.person.until(`after ${scene}`, (id) => document.querySelector("[data-stage] [data-on]")?.id.startsWith(id), `${scene}~`);
  }

  view() {
    return this.page.evaluate(look, false);
  }

  /** What the session holds, as it is saved. */
  async saved() {
    const text = await this.page.evaluate((key) => localStorage.getItem(key), KEY);
    return text.split("\n").slice(1).map((line) => JSON.parse(line));
  }

  async happened(what) {
    return (await this.saved()).filter((event) => event.what === what);
  }

  async pressed(name, is) {
    await this.page.locator(`button[aria-pressed="${is}"]`, { hasText: name }).first().waitFor();
  }

  async sees(words) {
    await this.person.sees(words);
  }
}

/** What a window shows, in words that both windows have. Runs in the page. */
function look(wall) {
  const html = document.documentElement;
  const on = document.querySelector("[data-stage] [data-on]");
  const pressed = (act) => document.querySelector(`[data-act="${act}"]`)?.getAttribute("aria-pressed") === "true";
  const marks = wall ? [...(on?.querySelectorAll(".doors li:not([hidden]):has([data-choice])") ?? [])] : [...document.querySelectorAll(".marks button")];
  return {
    screen: html.dataset.screen,
    room: html.dataset.room,
    section: html.dataset.screen === "scene" ? (on?.id ?? "") : "",
    hash: html.dataset.screen === "scene" ? decodeURIComponent(location.hash) : "",
    black: wall ? html.hasAttribute("data-black") : pressed("b"),
    marked: marks.findIndex((mark) => (wall ? mark.hasAttribute("data-marked") : mark.getAttribute("aria-pressed") === "true")),
    timer: !!document.querySelector(wall ? ".talk" : ".figures:not(:empty)"),
    step: (() => {
      const words = document.querySelector(wall ? ".how-far" : ".shown")?.textContent ?? "";
      return /\d+ av \d+/.exec(words)?.[0] ?? "";
    })(),
  };
}

/** Whether a window's view is another than this. Runs in the page. */
function differs(before) {
  const { section, screen, step } = JSON.parse(before);
  const now = document.documentElement.dataset.screen;
  const words = document.querySelector(".shown")?.textContent ?? "";
  const said = document.querySelector(".lead-said")?.textContent ?? "";
  const at = now === "scene" ? (document.querySelector("[data-stage] [data-on]")?.id ?? "") : "";
  return now !== screen || at !== section || (/\d+ av \d+/.exec(words)?.[0] ?? "") !== step || said.includes("velge først");
}

/** Waits until both windows show the same. */
export async function agree(leader, wall) {
  for (const end = Date.now() + 10_000; ; ) {
    const view = await leader.view();
    // Asked again from here: a text that the page itself would make a function of is what its policy forbids.
    const own = await wall.page.evaluate(look, true);
    if (JSON.stringify(own) === JSON.stringify(view)) return view;
    if (Date.now() > end) assert.deepEqual(own, view, "both windows show the same");
  }
}
