// From the facilitator's key to the room's picture: our two windows beside a pair written by hand, on a slow machine, in one run.
// Started by `cargo xtask bench-page --group`, which sets DIST, CHROMIUM and LESSON. Argument: --steps N (keys).
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { tellIfBusy } from "./busy.mjs";
import { handWritten, pair } from "./hand-written.mjs";
import { serve } from "./server.mjs";

const { chromium } = createRequire(new URL("../browser/package.json", import.meta.url))("playwright-core");
const { DIST, CHROMIUM, LESSON } = process.env;
const STEPS = process.argv.includes("--steps") ? Number(process.argv[process.argv.indexOf("--steps") + 1]) : 200;

const CPU = 4;
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];
const LAPTOP = { width: 1280, height: 720 };
const SCREEN = { width: 1920, height: 1080 };
const SESSION = "maaling";

tellIfBusy();
const html = await readFile(join(DIST, "leksjon", LESSON, "index.html"), "utf8").catch(() => fail("no lesson: build it first (cargo xtask dist)"));
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const byHand = pair(await handWritten(browser, html));
const site = await serve(DIST, { "/hand-leader.html": byHand.leader, "/hand-wall.html": byHand.wall });

console.log(`  ${STEPS} keys, windows of one browser, the screen's opened from the facilitator's; CPU ${CPU}x slower`);
// In turns of a quarter, so that whatever else the machine does falls on both.
const found = { ours: [], hand: [] };
const windows = { ours: await ours(), hand: await hand() };
for (let turn = 0; turn < 4; turn++) {
  for (const name of turn % 2 ? ["hand", "ours"] : ["ours", "hand"]) {
    await slow(windows[name], CPU);
    while (found[name].length < (STEPS * (turn + 1)) / 4) found[name].push(await step(windows[name]));
    await slow(windows[name], 1);
  }
}
print();
await browser.close();
site.close();

/** Our windows, in a session through the whole course, at its first scene. */
async function ours() {
  const context = await browser.newContext({ viewport: LAPTOP, locale: "nb-NO" });
  const leader = await context.newPage();
  await context.addInitScript(probe);
  await leader.goto(`${site.address}/gruppe/`);
  const course = await leader.evaluate((session) => {
    const { course, lessons } = JSON.parse(document.querySelector("script[data-course]").textContent);
    const at = Date.now();
    const plan = { name: session, plan: "", room: "mixed", seating: "hall", core: false, preset: "", meters: {}, people: 40, led: true };
    const planned = lessons.map(({ slug, title }) => ({ slug, title, minutes: 20 }));
    const events = [{ number: 1, at, what: "planned", session, lessons: planned, ...plan }];
    const head = { format: 1, course, session, events: events.length };
    localStorage.setItem(`${course}/okt/v1/${session}`, [head, ...events].map((line) => JSON.stringify(line)).join("\n"));
    return course;
  }, SESSION);
  if (!course) fail("no course in the page");
  await leader.goto(`${site.address}/gruppe/fasilitator/?okt=${SESSION}`);
  await leader.locator("html[data-live]").waitFor({ state: "attached" });
  const [wall] = await Promise.all([context.waitForEvent("page"), leader.keyboard.press("a")]);
  await wall.setViewportSize(SCREEN);
  await wall.locator("html[data-live]").waitFor({ state: "attached" });
  await wall.waitForFunction(() => document.documentElement.dataset.screen == "ready");
  let turns = 0;
  const key = async () => {
    const at = await leader.evaluate(() => {
      const [step, steps] = (/(\d+) av (\d+)$/.exec(document.querySelector(".shown")?.textContent) ?? [0, 1, 1]).slice(1).map(Number);
      const marks = step == steps ? [...document.querySelectorAll(".marks button")] : [];
      return { marks: marks.length, marked: marks.some((mark) => mark.getAttribute("aria-pressed") == "true") };
    });
    if (at.marked) return "Enter";
    if (at.marks) return String(1 + (turns % at.marks));
    turns += 1;
    // The same key twice at once would be a clicker's echo, also with others between.
    return turns % 2 ? "ArrowRight" : "PageDown";
  };
  return { leader, wall, key };
}

/** The pair written by hand. */
async function hand() {
  const context = await browser.newContext({ viewport: LAPTOP, locale: "nb-NO" });
  await context.addInitScript(probe);
  const leader = await context.newPage();
  await leader.goto(`${site.address}/hand-leader.html`);
  const [wall] = await Promise.all([context.waitForEvent("page"), leader.keyboard.press("a")]);
  await wall.setViewportSize(SCREEN);
  await wall.waitForFunction(() => "ready" in document.documentElement.dataset);
  return { leader, wall, key: async () => "ArrowRight" };
}

/** One key. What it led to, and from when it was pressed until a frame of the screen had been painted with the new picture. Unit: milliseconds. */
async function step({ leader, wall, key }) {
  const press = await key();
  await wall.evaluate(() => window.bench.arm());
  await leader.keyboard.press(press);
  const painted = await wall.waitForFunction(() => window.bench.painted, null, { polling: 20, timeout: 30_000 });
  const { at, kind } = await painted.jsonValue();
  return { kind, took: at - (await leader.evaluate(() => window.bench.pressed)) };
}

/** Slows both windows, or lets them be. */
async function slow({ leader, wall }, rate) {
  for (const page of [leader, wall]) {
    page.session ??= await page.context().newCDPSession(page);
    await page.session.send("Emulation.setCPUThrottlingRate", { rate });
  }
}

/** Runs in each window before anything of its own, and is the same for all. */
function probe() {
  const bench = (window.bench = {});
  // Of both windows' clocks, one.
  const since = (time) => performance.timeOrigin + time;
  addEventListener("keydown", (event) => (bench.pressed = since(event.timeStamp)), true);

  /** What the screen shows: which page or scene, which part of it, what is marked. */
  const picture = () => {
    const on = document.querySelector("[data-stage] [data-on]") ?? document.querySelector("section[id]:not([hidden])");
    const screen = document.documentElement.dataset.screen ?? "scene";
    const scene = screen == "scene" ? on?.id : screen;
    // A scene of ours stands when it has been cut for the screen.
    const stands = screen != "scene" || !on?.closest("[data-stage]") || on.hasAttribute("data-shown");
    const part = document.querySelector(".how-far")?.textContent ?? "";
    return { scene, part, marked: [...(on?.querySelectorAll("[data-marked]") ?? [])].map((mark) => mark.textContent).join(), stands };
  };

  bench.arm = () => {
    const before = picture();
    bench.painted = null;
    const look = () => {
      const now = picture();
      const kind = now.scene != before.scene ? "scene" : now.part != before.part ? "part" : now.marked != before.marked ? "mark" : "";
      // What stands when a frame begins has been painted when the next one does.
      if (kind && now.stands) requestAnimationFrame(() => (bench.painted = { at: since(performance.now()), kind }));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };
}

function quantile(values, q) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] : NaN;
}

function print() {
  const ms = (value) => (Number.isNaN(value) ? "–" : `${value.toFixed(0)} ms`).padStart(9);
  const row = (what, steps, others = []) => {
    const figures = (of) => [0.5, 0.95, 1].map((q) => ms(quantile(of.map(({ took }) => took), q))).join("");
    console.log(`  ${`${what} (${steps.length})`.padEnd(34)}${figures(steps)}   ${others.length ? figures(others) : ""}`);
  };
  console.log(`\n  ${"key to painted picture".padEnd(34)}${["median", "p95", "most", "   median", "p95", "most"].map((word) => word.padStart(9)).join("")}`);
  console.log(`  ${"".padEnd(34)}${"ours".padStart(27)}   ${"written by hand".padStart(27)}`);
  row("all keys", found.ours, found.hand);
  const names = { scene: "... another scene", part: "... the next part of a text", mark: "... a choice marked" };
  for (const [kind, name] of Object.entries(names)) row(name, found.ours.filter((step) => step.kind == kind));
}

function fail(why) {
  console.error(`bench-page: ${why}`);
  process.exit(1);
}
