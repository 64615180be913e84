// Our first lesson page beside a hand-written page of the same text, on a slow line and a slow machine, in one run.
// Started by `cargo xtask bench-page`, which sets DIST, CHROMIUM, LESSON, KURS and LESSONS. Arguments: --rounds N (loads), --steps N (clicks).
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { tellIfBusy } from "./busy.mjs";
import { courses } from "./courses.mjs";
import { handWritten } from "./hand-written.mjs";
import { probe } from "./probe.mjs";
import { brotli, serve } from "./server.mjs";

const { chromium } = createRequire(new URL("../browser/package.json", import.meta.url))("playwright-core");
const { DIST, CHROMIUM, LESSON, KURS, LESSONS } = process.env;
const option = (name, usual) => (process.argv.includes(name) ? Number(process.argv[process.argv.indexOf(name) + 1]) : usual);
const ROUNDS = option("--rounds", 7);
const STEPS = option("--steps", 30);

const LINE = { offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8 };
const CPU = 4;
// As in tests: headless, also as root, and silent where there is no network.
const FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

const lesson = join(DIST, "leksjon", LESSON, "index.html");
const html = await readFile(lesson, "utf8").catch(() => fail(`no ${lesson}: build it first (cargo xtask dist)`));
tellIfBusy();
const browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS });
const hand = await handWritten(browser, html);
const site = await serve(DIST, { "/hand-written.html": hand });
const pages = [
  { name: "ours", url: `${site.address}/leksjon/${LESSON}/`, bytes: brotli(html).length },
  { name: "hand-written", url: `${site.address}/hand-written.html`, bytes: brotli(hand).length },
];

console.log(`  ${ROUNDS} rounds of first and repeat visits, ${STEPS} steps; 1.6 Mbit/s, 150 ms, CPU ${CPU}x slower`);
const loads = await measureLoads();
const steps = await measureSteps();
site.close();
print();
await measureCourses();
await browser.close();

/** First and repeat visits, ours and the other in turn, and in turn the first of the two. */
async function measureLoads() {
  const found = { ours: { first: [], repeat: [] }, "hand-written": { first: [], repeat: [] } };
  for (let round = 0; round < ROUNDS; round++) {
    for (const page of inTurn(round)) {
      const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
      for (const visit of ["first", "repeat"]) found[page.name][visit].push(await load(context, page, visit == "first"));
      await context.close();
    }
  }
  return found;
}

/** One visit in a tab of its own: when the first choice can be clicked, and when that click has been answered. `again`: another follows. */
async function load(context, { name, url }, again) {
  const tab = await slow(context);
  const session = tab.session;
  // The page itself says when it has answered: asking it would put scripts of ours between its own work while it loads.
  let clicked;
  await tab.exposeFunction("benchClick", (x, y) => (clicked = click(session, x, y)));
  const answered = new Promise((answered) => tab.exposeFunction("benchAnswered", answered));
  await tab.goto(url, { waitUntil: "commit" });
  await answered;
  await clicked;
  if (name == "ours") {
    await tab.waitForFunction(() => window.bench.live, null, { timeout: 60_000 }).catch(() => {});
    // So that the repeat visit is that of somebody who comes back, not of one who reloads while the site is still being kept.
    if (again) await tab.evaluate(() => document.querySelector("[data-offline]") && navigator.serviceWorker.ready.then(() => {}));
  }
  const times = await tab.evaluate(() => ({ ...window.bench.times() }));
  await tab.close();
  return times;
}

/** First visits to the same lesson in courses of several sizes, in turn. */
async function measureCourses() {
  const { built, close } = await courses(KURS, DIST, LESSONS);
  const open = await Promise.all(built.map(async (course) => ({ ...course, name: "ours", site: await serve(course.out, {}), times: [] })));
  for (let round = 0; round < ROUNDS; round++) {
    for (const course of round % 2 ? [...open].reverse() : open) {
      const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
      course.times.push(await load(context, { name: "ours", url: `${course.site.address}/${course.lesson}` }));
      await context.close();
    }
  }
  console.log(`\n  ${"opening a lesson in a course of".padEnd(40)}${open.map(({ size }) => `${size}`.padStart(12)).join("")}`);
  for (const [what, key] of [["first choice clickable", "clickable"], ["all controls work", "live"]]) {
    const of = ({ times }) => `${quantile(times.map((time) => time[key]), 0.5).toFixed(0)} ms`.padStart(12);
    console.log(`  ${what.padEnd(40)}${open.map(of).join("")}`);
  }
  const bytes = await Promise.all(open.map(async ({ out, lesson }) => brotli(await readFile(join(out, lesson, "index.html"))).length));
  console.log(`  ${"page, brotli".padEnd(40)}${bytes.map((n) => `${n} B`.padStart(12)).join("")}`);
  open.forEach(({ site }) => site.close());
  await close();
}

/** Walks through the lesson in turns, one page open at a time: two slowed pages at once would slow each other. */
async function measureSteps() {
  const found = { ours: [], "hand-written": [] };
  for (let round = 0; found.ours.length < STEPS; round++) {
    // Where conditions close a door only ours knows; so it is walked once unmeasured, and then both the same way.
    const way = [];
    await walk(pages[0], async (tab) => {
      const next = way.length < STEPS - found.ours.length && (await tab.evaluate((step) => window.bench.next(step), round + way.length));
      if (next) way.push(next);
      return next;
    });
    if (!way.length) fail("the lesson's first scene leads nowhere");
    for (const page of inTurn(round)) {
      const left = [...way];
      found[page.name].push(...(await walk(page, () => left.shift())));
    }
  }
  return found;
}

/** How long each step took, as far as `next` gives the id of another scene. */
async function walk(page, next) {
  const context = await browser.newContext({ viewport: { width: 412, height: 823 } });
  const tab = await slow(context, false);
  await start(tab, page);
  const took = [];
  for (let id = await next(tab); id; id = await next(tab)) {
    const at = await tab.evaluate((id) => window.bench.arm(id), id);
    if (!at) fail(`${page.name} has no way to #${id} here`);
    await click(tab.session, at.x, at.y);
    const step = await tab.waitForFunction(() => window.bench.step, null, { polling: 100, timeout: 30_000 });
    took.push(await step.jsonValue());
  }
  await context.close();
  return took;
}

/** Opens the page, and waits until nothing more is to come: the program of ours and the service worker, and what the browser does after loading. */
async function start(tab, { name, url }) {
  await tab.goto(url, { waitUntil: "load" });
  if (name == "ours") {
    // Without the program the page still works: then that is what is measured, and said.
    await tab.waitForFunction(() => "live" in document.documentElement.dataset, null, { timeout: 30_000 }).catch(() => {
      if (!start.told) console.log("  ! the program did not come: the static page is measured");
      start.told = true;
    });
  }
  await tab.evaluate(() => document.querySelector("[data-offline]") && navigator.serviceWorker.ready.then(() => {}));
  await tab.evaluate(() => new Promise((idle) => requestIdleCallback(() => requestIdleCallback(idle))));
}

async function slow(context, line = true) {
  const tab = await context.newPage();
  tab.session = await context.newCDPSession(tab);
  if (line) {
    await tab.session.send("Network.enable");
    await tab.session.send("Network.emulateNetworkConditions", LINE);
  }
  await tab.session.send("Emulation.setCPUThrottlingRate", { rate: CPU });
  await tab.addInitScript(probe);
  return tab;
}

async function click(session, x, y) {
  const mouse = { x, y, button: "left", clickCount: 1 };
  await session.send("Input.dispatchMouseEvent", { type: "mousePressed", ...mouse });
  await session.send("Input.dispatchMouseEvent", { type: "mouseReleased", ...mouse });
}

function inTurn(round) {
  return round % 2 ? [pages[1], pages[0]] : pages;
}

function quantile(values, q) {
  const sorted = values.filter((value) => value != null).sort((a, b) => a - b);
  return sorted.length ? sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] : NaN;
}

function print() {
  const row = (what, of, q = 0.5) => {
    const [ours, other] = pages.map(({ name }) => quantile(of(name), q));
    const ratio = Number.isNaN(other) ? "" : `${(ours / other).toFixed(2)}x`;
    const ms = (value) => (Number.isNaN(value) ? "–" : `${value.toFixed(0)} ms`);
    console.log(`  ${what.padEnd(52)}${ms(ours).padStart(10)}${ms(other).padStart(16)}${ratio.padStart(9)}`);
  };
  console.log(`\n  ${"median".padEnd(52)}${"ours".padStart(10)}${"hand-written".padStart(16)}${"ratio".padStart(9)}`);
  for (const visit of ["first", "repeat"]) {
    const of = (key) => (name) => loads[name][visit].map((times) => times[key]);
    row(`${visit} visit: first paint`, of("paint"));
    row(`${visit} visit: first choice clickable`, of("clickable"));
    row(`${visit} visit: ... and a click on it is kept`, of("kept"));
    row(`${visit} visit: a click made at once is answered`, of("answered"));
    row(`${visit} visit: all controls work`, of("live"));
  }
  row(`click to second frame of the next scene, median`, (name) => steps[name]);
  row(`click to second frame of the next scene, p95`, (name) => steps[name], 0.95);
  console.log(`  page, brotli: ours ${pages[0].bytes} bytes, hand-written ${pages[1].bytes} bytes`);
}

function fail(why) {
  console.error(`bench-page: ${why}`);
  process.exit(1);
}
