// The big screen: what it shows fits, keys alone lead a lesson, a window that follows shows what it is sent, and nothing else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { suite } from "./site.mjs";
import { sections, walk, wall, WALL } from "./wall.mjs";

const { here, it } = suite();
const SIZE = { width: 1024, height: 768 };
const LESSON = "hvem-er-rune";

/** A test on a window that follows. */
const follows = (name, options, body) =>
  test(name, async () => {
    const person = await wall(here, options);
    try {
      await body(person);
      person.assertNothingWrong();
    } finally {
      await person.leave();
    }
  });

/** Opens the screen of a session that nobody leads, which this window therefore writes. `at` goes on where a reload left off. */
async function alone(person, plan = {}) {
  await person.page.clock.install({ time: new Date("2026-11-24T18:00:00+01:00") });
  await person.page.goto(person.url("personvern/"));
  const at = new Date("2026-11-24T18:00:00+01:00").getTime();
  const planned = {
    number: 1, at, what: "planned", session: "aaaabbbbccccdddd", name: "Tirsdag", plan: "", seating: "screen", core: false, meters: {}, led: false,
    lessons: [{ slug: LESSON, title: "Hvem er Rune?", minutes: 30 }], preset: "", ...plan,
  };
  const lines = [{ format: 1, course: "bruker-i-sentrum", session: planned.session, events: 2 }, planned, { number: 2, at, what: "resumed", epoch: 1 }];
  await person.page.evaluate((text) => localStorage.setItem("bruker-i-sentrum/okt/v1/aaaabbbbccccdddd", text), lines.map((line) => JSON.stringify(line)).join("\n") + "\n");
  await person.goto(WALL);
  /** Presses a key, later than any echo of the one before. */
  person.key = async (key) => {
    await person.page.clock.runFor(400);
    await person.page.keyboard.press(key);
    await person.page.clock.runFor(50);
  };
  /** What shows: the section, the step, what is marked. */
  person.stands = () =>
    person.page.evaluate(() => {
      const on = document.querySelector("[data-stage] [data-on]");
      const scene = document.documentElement.dataset.screen === "scene";
      return [document.documentElement.dataset.screen, scene ? on?.id : "", document.querySelector(".how-far")?.innerText ?? "", on?.querySelector("[data-marked] .number")?.innerText ?? ""].join("|");
    });
  /** Presses a key and waits until the picture is another. */
  person.moves = async (key) => {
    const before = await person.stands();
    await person.key(key);
    for (let i = 0; i < 200; i++) {
      const now = await person.stands();
      if (now !== before) return now;
      await person.page.clock.runFor(50);
    }
    throw new Error(`${key} moved nothing: ${before}`);
  };
}

for (const [size, seating] of [[{ width: 800, height: 600 }, "hall"], [SIZE, "screen"], [{ width: 768, height: 1366 }, "screen"]]) {
  follows(`the first lesson fits a screen of ${size.width}x${size.height} (${seating})`, { size }, async (person) => {
    for await (const seen of walk(person, LESSON, seating)) {
      const where = `${seen.section} ${seen.step + 1}/${seen.steps}`;
      assert.ok(seen.over <= 1 && !seen.scrolls, `${where} sticks out: ${JSON.stringify(seen)}`);
      if (size.width > size.height) assert.ok(seen.least >= (seating === "hall" ? 1 / 18 : 1 / 28), `${where}: ${seen.what} is small`);
      if (seen.step === seen.steps - 1) assert.equal(seen.stood, seen.choices ? seen.doors : 0, `${where}: every choice stands once`);
    }
  });
}

follows("choices are numbered, marked and counted; closed ones are away", { size: SIZE }, async (person) => {
  const [scene] = await sections(person, LESSON);
  const doors = scene.doors.map((door, i) => ({ ...door, open: i !== 1, marked: i === 2, ...(i !== 1 && { count: i * 3 + 4 }) }));
  await person.shows({ ...scene, doors, step: 99, outcome: [doors[2].name], stage: "hands" });
  const numbers = await person.page.locator(".doors li:not([hidden]) .number").allInnerTexts();
  assert.deepEqual(numbers, ["1", "2"]);
  assert.deepEqual(await person.page.locator(".doors li:not([hidden]) .count").allInnerTexts(), ["4", "10"]);
  assert.equal(await person.page.locator(".doors li[data-marked] .number").innerText(), "2");
  await person.sees("Flest for 2");
  assert.equal(await person.page.locator(".keys button:visible").count(), 0, "a window that follows has no buttons");
  await person.assertAccessibleInBothThemes("choices");
});

follows("black, a break, a notice, another wording for another room", { size: SIZE }, async (person) => {
  const all = await sections(person, "sju-rundt-bordet");
  const scene = all.find((one) => one.section === "stille");
  await person.shows({ ...scene, black: true });
  await person.until("black", () => getComputedStyle(document.documentElement).backgroundColor === "rgb(0, 0, 0)" && !document.querySelector(".sign")?.checkVisibility({ visibilityProperty: true }));
  await person.shows({ ...scene, paused: true });
  await person.sees("Pause");
  await person.shows({ ...scene, notice: "Vi begynner igjen kvart over" });
  await person.sees("Vi begynner igjen kvart over");
  const talk = all.find((one) => one.section === "samme-sak-tre-steder");
  const said = async (room) => {
    let text = "";
    for (let step = 0; step < 9; step++) {
      await person.shows({ ...talk, room, step });
      text += await person.page.locator("[data-on]").innerText();
    }
    return text;
  };
  assert.match(await said("mixed"), /Ingen her skal være Rune/);
  assert.doesNotMatch(await said("staff"), /Ingen her skal være Rune/);
});

follows("the timer is read from the clock: covered or asleep, it is right when it is seen again", { size: SIZE }, async (person) => {
  const all = await sections(person, "sju-rundt-bordet");
  const talk = all.find((one) => one.section === "samme-sak-tre-steder");
  const now = await person.page.evaluate(() => Date.now());
  await person.page.clock.setFixedTime(now);
  const minute = 60_000;
  const timer = { began: now, parts: [["alone", now + 2 * minute], ["together", now + 9 * minute], ["plenary", now + 13 * minute]] };
  await person.shows({ ...talk, timer });
  await person.page.locator(".talk [aria-current]").getByText("Tenk alene").waitFor();
  assert.equal(await person.page.locator(".left").innerText(), "2:00");
  await person.page.clock.setFixedTime(now + 2 * minute + 30_000);
  await person.page.locator(".talk [aria-current]").getByText("Snakk sammen").waitFor();
  await person.page.locator(".left").getByText("6:30").waitFor();
  await person.page.clock.setFixedTime(now + 20 * minute);
  await person.sees("Tida er ute");
});

follows("what is no message of this session changes nothing", { size: SIZE }, async (person) => {
  const [scene, next] = await sections(person, LESSON);
  await person.shows(scene);
  const before = await person.page.locator("[data-on]").innerText();
  await person.page.evaluate(() => {
    const channel = new BroadcastChannel("bruker-i-sentrum/okt/v1/aaaabbbbccccdddd");
    for (const text of ["", "{}", "[1]", "null", '{"snapshot":2}', '{"snapshot":1,"session":"x"}', "x".repeat(100_000), { not: "text" }]) channel.postMessage(text);
    channel.close();
  });
  await person.shows(next);
  await person.shows(scene);
  assert.equal(await person.page.locator("[data-on]").innerText(), before);
});

it("a lesson is taken by keys alone, to its end; a decision can be undone for ten seconds", { size: SIZE }, async (person) => {
  await alone(person);
  await person.sees("Kan du lese dette fra bakerste rad?");
  let at = await person.moves("PageDown");
  while (!at.startsWith("scene")) at = await person.moves("ArrowRight");
  let decisions = 0;
  for (let i = 0; i < 200 && at.startsWith("scene"); i++) {
    const choices = await person.page.locator(".keys [data-key=forward]").isHidden();
    if (!choices) {
      at = await person.moves("PageDown");
      continue;
    }
    const digit = (await person.page.locator(".keys [data-key='2']").isVisible()) ? "2" : "1";
    const before = await person.moves(digit);
    assert.ok(before.endsWith(`|${digit}`), before);
    at = await person.moves("Enter");
    if (decisions++ === 0) {
      assert.equal(await person.moves("u"), before.slice(0, -1), "undone: one stands where one was");
      await person.moves("PageDown");
      // The start key of clickers, which have no Enter.
      at = await person.moves("F5");
      await person.page.clock.runFor(11_000);
      await person.page.locator(".keys [data-key=undo]").waitFor({ state: "hidden" });
    }
  }
  assert.ok(decisions > 3);
  assert.match(at, /^closing/);
  assert.match(await person.moves("PageDown"), /^ended/);
});

it("a clicker that sends keys twice goes one step; black covers all, and any key lights it again", { size: SIZE }, async (person) => {
  await alone(person);
  await person.moves("PageDown");
  await person.page.clock.runFor(400);
  const steps = async () => (await person.stands()).split("|")[0];
  assert.equal(await steps(), "opening");
  await person.key("b");
  await person.until("black", () => "black" in document.documentElement.dataset);
  await person.key(".");
  await person.until("lit", () => !("black" in document.documentElement.dataset));
  let at = await person.stands();
  while (!at.startsWith("scene|hvem-er-rune|1")) at = await person.moves("PageDown");
  await person.page.clock.runFor(400);
  await person.page.keyboard.press("PageDown");
  await person.page.keyboard.press("PageDown");
  await person.page.clock.runFor(400);
  assert.match(await person.stands(), /^scene\|hvem-er-rune\|2/);
});

it("boards are touched in the lower middle: targets of 64 px, none at an edge, and the text is none", { size: { width: 1920, height: 1080 } }, async (person) => {
  await alone(person);
  const forward = person.button("Videre", true);
  const choices = person.page.locator(".keys [data-key='1']");
  for (let i = 0; i < 40 && !(await choices.isVisible()); i++) {
    const before = await person.stands();
    await person.page.clock.runFor(400);
    await forward.click();
    await person.page.clock.runFor(100);
    await person.until("the next", ([screen, section]) => document.documentElement.dataset.screen !== screen || document.querySelector("[data-on]")?.id !== section || true, before.split("|"));
  }
  for (const button of await person.page.locator(".keys button:visible").all()) {
    const box = await button.boundingBox();
    assert.ok(box.width >= 64 && box.height >= 64, await button.innerText());
    assert.ok(box.x > 200 && box.x + box.width < 1720 && box.y > 540 && box.y + box.height < 1060, `${await button.innerText()} ${JSON.stringify(box)}`);
  }
  const before = await person.stands();
  await person.page.mouse.click(960, 300);
  await person.page.clock.runFor(400);
  assert.equal(await person.stands(), before, "a tap on the text does nothing");
  await choices.click();
  await person.page.locator("[data-marked]").waitFor({ state: "attached" });
  await person.assertAccessibleInBothThemes("buttons");
});

it("the keys are explained, and the explanation goes away", { size: SIZE }, async (person) => {
  await alone(person);
  await person.key("?");
  await person.page.getByRole("dialog", { name: "Taster og klikker" }).waitFor();
  await person.assertAccessibleInBothThemes("help");
  await person.key("Escape");
  await person.page.getByRole("dialog").waitFor({ state: "detached" });
});
