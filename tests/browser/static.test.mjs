// The page before the program, without it, and when it breaks: always readable, always clickable, and never a jump.
import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { readdirSync } from "node:fs";
import { DIST, NARROW, PAIR, suite, WIDE } from "./site.mjs";
import { KEPT, MET, upTo } from "./ways.mjs";

const { each, it } = suite();
const ONE = "leksjon/hvem-er-rune/";
const CALM = "Nye valg og svar blir ikke lagret her nå. Du kan lese og klikke deg videre som vanlig.";
const SILENT = PAIR.map((way) => ({ ...way, javaScriptEnabled: false }));

each("without JavaScript the course is read and clicked through", SILENT, async (person) => {
  await person.page.goto(person.url());
  assert.equal(await person.main.getByRole("listitem").filter({ hasText: /Kommer|min · / }).count(), 10);
  await person.press(person.link(/Hvem er Rune/));
  await person.at("Hvem er Rune?");
  for (const [door, then] of KEPT) {
    await person.choose(door);
    await person.at(then);
    assert.equal(await person.main.getByRole("heading", { level: 2 }).count(), 1, "one scene at a time");
  }
  await person.press(person.link("Neste leksjon: Et kvarter hos fastlegen"));
  await person.at("Et kvarter hos fastlegen");
});

each("without JavaScript every choice leads somewhere that shows", [SILENT[1]], async (person) => {
  for (const lesson of readdirSync(`${DIST}/leksjon`)) {
    await person.page.goto(person.url(`leksjon/${lesson}/`));
    const doors = await person.main.locator("a[data-choice], a[data-continue]").evaluateAll((all) => all.map((a) => a.getAttribute("href")));
    assert.ok(doors.length > 20, lesson);
    for (const href of new Set(doors)) {
      await person.page.goto(new URL(href, person.url(`leksjon/${lesson}/`)).href);
      const [shown, heading] = await person.main.evaluate((main) => {
        const shown = [...main.querySelectorAll(".scene")].filter((scene) => scene.checkVisibility());
        return [shown.map((scene) => scene.id), shown[0]?.querySelector("h1, h2")?.checkVisibility()];
      });
      assert.deepEqual([shown, heading], [[decodeURIComponent(href.slice(1))], true], lesson);
    }
  }
});

it("without JavaScript what needs it takes no room, and prompts, boxes and doors on some ways are readable", SILENT[0], async (person) => {
  await person.page.goto(person.url(`${ONE}#telefonen`));
  await person.sees("Du så mobilen. Rune så at du så den.");
  await person.press(person.main.getByText("Andre stemmer").filter({ visible: true }));
  await person.sees("«La meg få eie noe.»");
  await person.sees("«Hva er viktig for deg?» har hatt sin egen dag");
  assert.deepEqual((await person.doorNames()).map((name) => name.replace(/\s+/g, " ")), ["Fortsett: Punkt tre", "Fortsett: Tommelen"]);
  await person.sees("på noen veier");
  const slots = await person.page.locator("[data-slot]").evaluateAll((all) => all.filter((slot) => slot.offsetHeight > 0).length);
  assert.equal(slots, 0);
});

it("print gives the whole lesson in order", SILENT[1], async (person) => {
  await person.page.goto(person.url(ONE));
  await person.page.emulateMedia({ media: "print" });
  const scenes = await person.main.locator(".scene").evaluateAll((all) => all.map((scene) => [scene.checkVisibility(), scene.id]));
  assert.ok(scenes.length > 20);
  assert.deepEqual(scenes.filter(([shows]) => !shows), []);
  const order = ["Mappa", "Stolen", "Låsen", "Telefonen", "Punkt tre", "Tommelen", "Notatet", "Rune sa etterpå"];
  const headings = await person.main.getByRole("heading", { level: 2 }).allInnerTexts();
  assert.deepEqual(headings.filter((heading) => order.includes(heading)), order);
});

each("from a folder the course is read and clicked through, and says so calmly", PAIR, async (person) => {
  await person.page.goto(`${pathToFileURL(DIST)}/index.html`);
  await person.isStatic("file");
  await person.page.goto(`${pathToFileURL(DIST)}/leksjon/hvem-er-rune/index.html`);
  await person.sees(CALM);
  for (const [door, then] of upTo(MET, "Telefonen")) {
    await person.choose(door);
    await person.at(then);
  }
  await person.choose("Punkt tre");
  await person.at("Punkt tre");
});

const program = (person) => person.context.route(/app[-_][^/]*\.(js|wasm)/, (route) => route.abort());
const wasm = (person) => person.context.route(/app_bg[^/]*\.wasm/, (route) => route.abort());
const spoiled = (person) =>
  person.context.route(/app_bg[^/]*\.wasm/, (route) => route.fulfill({ contentType: "application/wasm", body: Buffer.from("\0asm nonsense") }));
for (const [name, spoil] of [["script", program], ["wasm", wasm], ["wasm that is damaged", spoiled]]) {
  each(`the program is blocked (${name}): the static page stays, with one calm sentence`, PAIR, async (person) => {
    person.expect(/ERR_FAILED.*app[-_]/);
    await spoil(person);
    await person.page.goto(person.url(ONE));
    await person.isStatic("blocked");
    await person.sees(CALM);
    for (const [door, then] of upTo(KEPT, "Telefonen")) {
      await person.choose(door);
      await person.at(then);
    }
    await person.page.reload();
    await person.at("Telefonen");
  });
}

it("the program panics as it starts: the static page stays", { size: NARROW }, async (person) => {
  person.expect(/panicked|failed|unreachable/);
  // A page without the place the program is mounted in.
  await person.context.route(`**/${ONE}`, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: (await response.text()).replace('<div id="program"></div>', "") });
  });
  await person.page.goto(person.url(ONE));
  await person.isStatic("failed");
  await person.sees(CALM);
  await person.choose("Les de siste sidene først");
  await person.at("Les de siste sidene først");
});

const PROGRAM = /app_bg[^/]*\.wasm/;
const BOOT_SCRIPT = /boot-[^/]*\.js/;

/** Holds the program back until it is asked for, or what starts it. */
async function held(person, file = PROGRAM) {
  let release;
  const go = new Promise((resolve) => (release = resolve));
  await person.context.route(file, async (route) => {
    await go;
    await route.continue();
  });
  return release;
}

for (const [what, file] of [["the program", PROGRAM], ["the boot script", BOOT_SCRIPT]])
  each(`choices made while ${what} loads count, and open what they open`, PAIR, async (person) => {
    const release = await held(person, file);
    await person.page.goto(person.url(ONE), { waitUntil: "domcontentloaded" });
    for (const [door, then] of upTo(MET, "Låsen")) {
      await person.choose(door);
      await person.at(then);
    }
    assert.deepEqual(await person.stored(), {});
    release();
    await person.live();
    await person.at("Låsen");
    assert.deepEqual(await person.happened(), ["began", "chose", "entered", "entered"]);
    await person.walk(MET.slice(3, 5));
    assert.deepEqual(await person.doorNames(), ["Fortsett: Punkt tre"], "the early choice moved the meters");
    const before = await person.events();
    // Back over what was clicked before the program came.
    for (let i = 0; i < 4; i++) await person.back();
    await person.at("Gå ut og hent ham med en gang");
    assert.deepEqual(await person.events(), before);
  });

it("a poll answered while the program loads counts", { size: NARROW }, async (person) => {
  const release = await held(person);
  await person.page.goto(person.url(`${ONE}#rune-sa-etterp%C3%A5`));
  await person.press(person.main.getByRole("radio", { name: "For Rune" }));
  release();
  await person.live();
  await person.until("the answer is saved", () => Object.values(localStorage).some((text) => text.includes('"rated"')));
});

/** The sum of all layout shifts so far, and what moved. */
const shifts = (page) =>
  page.evaluate(async () => {
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return window.shifts;
  });

for (const size of [NARROW, WIDE]) {
  for (const path of ["", ONE, `${ONE}#notatet`, `${ONE}#telefonen`, `${ONE}#torsdag-ti-over-ti`, `${ONE}#hvem-er-rune~mappa`, "dagbok/", "kart/", "personvern/"]) {
    it(`nothing moves between first paint and the program: /${path} (${size.width} px)`, { size }, async (person) => {
      const release = await held(person);
      await person.page.addInitScript(() => {
        window.shifts = [];
        // With a scene in the address the first is shown until the rest of the page has come: what moves then is not the program's.
        let from = location.hash ? Infinity : 0;
        addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => requestAnimationFrame((now) => (from = Math.min(from, now)))));
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries().filter((entry) => entry.startTime > from)) {
            const moved = entry.sources.map(({ node, previousRect: a, currentRect: b }) => `${node?.nodeName}.${node?.className}: ${a.y} to ${b.y}, ${a.height} to ${b.height}`);
            window.shifts.push([entry.value, ...moved]);
          }
        }).observe({ type: "layout-shift", buffered: true });
      });
      await person.page.goto(person.url(path));
      await person.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      release();
      await person.live();
      assert.deepEqual(await shifts(person.page), []);
    });
  }
}
