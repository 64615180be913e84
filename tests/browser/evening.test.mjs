// What happens to a session on a real evening: windows that are blocked, a second screen, a window or a whole browser that dies.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { chromium } from "playwright-core";
import { FIRST, Leader, SESSION, agree } from "./leader.mjs";
import { CHROMIUM, FLAGS, Person, launch, suite } from "./site.mjs";

const { here, it } = suite();

const LAPTOP = { width: 1280, height: 720 };
const WALL = `gruppe/lerret/?okt=${SESSION}`;

/** What a browser does that blocks pop-ups. */
const blocked = () => (window.open = () => null);

it("where the browser blocks the screen's window, a link opens it", { size: LAPTOP }, async (person) => {
  await person.page.addInitScript(blocked);
  const leader = await Leader.come(person);
  await leader.key("a");
  await leader.sees("Nettleseren stoppet vinduet.");
  await person.assertAccessibleInBothThemes("a blocked window");
  const [page] = await Promise.all([person.context.waitForEvent("page"), person.link("Åpne lerretet i ny fane").click()]);
  const wall = new Person(here, person.site, person.context, page, "keyboard", false);
  await wall.live();
  await leader.sees("Lerretet er åpent.");
  await person.until("nothing of it is said any more", () => !document.body.innerText.includes("stoppet vinduet"));
  await leader.goOn();
  await agree(leader, wall);
  wall.assertNothingWrong();
});

it("where the browser blocks it on the ready page, a link opens it there too", { size: LAPTOP }, async (person) => {
  await person.page.addInitScript(blocked);
  await Leader.plan(person);
  await person.goto(`gruppe/?okt=${SESSION}`);
  await person.button("Åpne lerretet").click();
  await person.sees("Nettleseren stoppet vinduet.");
  const [page] = await Promise.all([person.context.waitForEvent("page"), person.link("Åpne lerretet i ny fane").click()]);
  await page.locator("html[data-live]").waitFor({ state: "attached" });
  await person.page.bringToFront();
  await person.until("it is open", () => /Åpent/.test(document.querySelector("[data-check=screen] .state").textContent));
});

test("the screen's window fills the other screen, where there is one", async () => {
  const browser = await launch(["--screen-info={0,0 1280x800}{1280,0 1920x1080}"]);
  try {
    const person = await Person.come({ ...here, browser }, { viewport: null });
    await mayPlaceWindows(browser, person);
    const leader = await Leader.come(person);
    assert.equal(await person.page.evaluate(() => screen.isExtended), true, "there are two screens");
    const wall = await leader.openScreen();
    await leader.sees("Lerretet er åpnet på den andre skjermen.");
    await wall.until("it fills it", () => screenX >= 1280 && outerWidth === 1920 && outerHeight === 1080);
    await agree(leader, wall);
    wall.assertNothingWrong();
    person.assertNothingWrong();
  } finally {
    await browser.close();
  }
});

it("the facilitator's window crashes, the screen stays as it is, and she goes on where she was", { size: LAPTOP }, async (person) => {
  const leader = await Leader.come(person);
  const wall = await person.another();
  await wall.goto(WALL);
  await leader.goOn();
  await leader.goOn();
  await leader.at("hvem-er-rune");
  await leader.key("2");
  await leader.key("m");
  const before = await agree(leader, wall);
  const session = await person.context.newCDPSession(person.page);
  const crashed = person.page.waitForEvent("crash");
  session.send("Page.crash").catch(() => {});
  await crashed;
  const left = () => document.querySelector(".left")?.textContent;
  const was = await wall.page.evaluate(left);
  await wall.until("the timer goes on", (was) => document.querySelector(".left")?.textContent !== was, was);
  assert.equal(await wall.page.evaluate(() => document.querySelector("[data-stage] [data-on]").id), before.section);
  const after = new Leader(await wall.another());
  await after.open();
  await after.at("hvem-er-rune");
  assert.deepEqual(await agree(after, wall), before, "as if nothing had been");
  await after.key("Enter");
  await after.at("hvem-er-rune~stolen");
  await agree(after, wall);
  wall.assertNothingWrong();
});

test("the whole browser is killed, and the session stands when it is there again", { timeout: 120_000 }, async () => {
  const profile = await mkdtemp(join(tmpdir(), "profile-"));
  const site = here.site;
  try {
    const first = await Killable.start(profile);
    const person = await Person.come({ site, browser: null }, { context: first.context });
    const leader = await Leader.come(person);
    await leader.openScreen();
    await leader.goOn();
    await leader.goOn();
    await leader.at("hvem-er-rune");
    await leader.key("2");
    await leader.key("Enter");
    await leader.at("hvem-er-rune~stolen");
    const events = (await leader.saved()).length;
    // A browser writes to its disk when it likes.
    while (!(await isOnDisk(profile, '"what":"chose"'))) await person.page.evaluate(() => new Promise(requestAnimationFrame));
    first.kill();

    const second = await Killable.start(profile);
    const again = await Person.come({ site, browser: null }, { context: second.context });
    await again.goto("gruppe/");
    await again.sees("Tirsdagsgruppa");
    await again.sees(/Sist valgte dere «Gå ut og hent ham/);
    const after = new Leader(again);
    await after.open();
    await after.at("hvem-er-rune~stolen");
    assert.equal((await after.saved()).length, events + 1, "all that was done, and that it goes on");
    await agree(after, await after.openScreen());
    second.kill();
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
});

it("a scene that is gone when the group comes back leads to one that is there, and it is said", { size: LAPTOP }, async (person) => {
  await Leader.plan(person, {}, [
    { what: "began", lesson: "hvem-er-rune", scene: "hvem-er-rune", title: "Hvem er Rune?", ending: false, meters: {} },
    { what: "entered", scene: "venterommet", title: "Venterommet", ending: false },
  ]);
  const leader = new Leader(person);
  await leader.open();
  await leader.at("hvem-er-rune");
  await leader.sees("«Venterommet» er ikke lenger i leksjonen.");
  await leader.key("b");
  await person.until("it is said once", () => !document.body.innerText.includes("ikke lenger i leksjonen"));
});

it("what the group chose in another lesson is quoted on the screen", { size: LAPTOP }, async (person) => {
  const label = "Skriv det han sa";
  await Leader.plan(person, { lessons: [FIRST, { slug: "sju-rundt-bordet", title: "Sju rundt bordet", minutes: 20 }] }, [
    { what: "began", lesson: "hvem-er-rune", scene: "notatet", title: "Notatet", ending: false, meters: {} },
    { what: "chose", choice: "valget", label, meters: {}, consequence: false, by: "together" },
    { what: "began", lesson: "sju-rundt-bordet", scene: "journalen", title: "Journalen", ending: false, meters: {} },
  ]);
  const leader = new Leader(person);
  await leader.open();
  const wall = await leader.openScreen();
  await leader.at("journalen");
  for (const window of [leader.person, wall]) {
    await window.until("their own words", (label) => document.querySelector("[data-on] [data-quoted]")?.textContent === label, label);
  }
});

it("the screen alone can be frozen: no key moves it until it is let go", {}, async (person) => {
  await Leader.plan(person, { led: false });
  await person.goto(WALL);
  await person.page.keyboard.press("s");
  await person.sees("Skjermen står stille.");
  await person.page.keyboard.press("PageDown");
  await person.page.keyboard.press("t");
  assert.equal(await person.page.locator("html").getAttribute("data-screen"), "ready");
  await person.page.keyboard.press("S");
  await person.until("it moves again", () => !document.body.innerText.includes("står stille"));
  await person.page.keyboard.press("ArrowRight");
  await person.sees("Før vi begynner");
});

it("five hundred in the hall, nobody who raises a hand, and more hands than people", { size: LAPTOP }, async (person) => {
  const leader = await Leader.come(person, { people: 500, seating: "hall" });
  await leader.goOn();
  await leader.goOn();
  await leader.at("hvem-er-rune");
  await leader.key("h");
  await leader.count(0, 0, 0);
  await leader.sees("Ingen stemte.");
  await leader.key("Escape");
  await leader.key("Enter");
  assert.equal((await leader.happened("chose")).length, 0, "nobody has decided");
  await leader.key("h");
  await leader.count(301, 250, 9999);
  await leader.sees(/flere hender enn de 500/);
});

it("an evening over midnight and into winter time: the clock on the wall is right, and so is the timer", { size: LAPTOP }, async (person) => {
  // Saturday night, when two o'clock comes twice.
  await person.context.clock.install({ time: new Date("2026-10-24T21:50:00Z") });
  const leader = await Leader.come(person);
  await leader.goOn();
  await person.page.getByLabel("Dere må være ferdige klokka").fill("01:30");
  await leader.key("Escape");
  await leader.goOn();
  await leader.at("hvem-er-rune");
  const [ends] = (await leader.happened("ends_at")).map(({ when }) => new Date(when).toISOString());
  assert.equal(ends, "2026-10-24T23:30:00.000Z", "half past one is tomorrow's");
  await leader.key("m");
  await person.context.clock.fastForward("02:00");
  await leader.sees("3:0");
  await person.context.clock.fastForward("04:00:00");
  await person.until("three o'clock has been two", () => document.querySelector(".clock").textContent === "02:52");
  await leader.sees("Tiden er ute");
});

it("at 150 % the facilitator reaches everything", { size: { width: 853, height: 480 } }, async (person) => {
  const leader = await Leader.come(person);
  await leader.goOn();
  await leader.goOn();
  await leader.at("hvem-er-rune");
  await person.assertNoSideways("150 %");
  for (const name of ["Videre", "Svart", "Velg denne veien", "Kart"]) {
    const button = person.button(name, true);
    await button.scrollIntoViewIfNeeded();
    const box = await button.boundingBox();
    assert.ok(box.y >= 0 && box.y + box.height <= 480, `${name}: ${JSON.stringify(box)}`);
  }
});

it("where storage is denied she is told that the session cannot be resumed, and leads all the same", { size: LAPTOP }, async (person) => {
  await person.page.addInitScript(() => {
    if (location.pathname.includes("/gruppe/")) Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });
  });
  await person.goto("gruppe/");
  await person.page.getByRole("radio", { name: /lerret/ }).first().check();
  await person.button("Lag økten").click();
  await person.page.waitForURL(/\?okt=/);
  await person.live();
  await person.sees("Nettleseren lar oss ikke lagre.");
});

/** The facilitator has said yes to the browser's question. */
async function mayPlaceWindows(browser, person) {
  const { targetInfo } = await (await person.context.newCDPSession(person.page)).send("Target.getTargetInfo");
  const grant = { permissions: ["windowManagement"], browserContextId: targetInfo.browserContextId };
  await (await browser.newBrowserCDPSession()).send("Browser.grantPermissions", grant);
}

/** A browser of its own process group, with a profile on the disk. */
class Killable {
  static async start(profile) {
    const port = await freePort();
    const flags = [...FLAGS, "--headless", "--no-first-run", "--disable-popup-blocking", `--user-data-dir=${profile}`, `--remote-debugging-port=${port}`];
    const child = spawn(CHROMIUM, [...flags, "about:blank"], { detached: true, stdio: "ignore" });
    const started = Date.now();
    for (;;) {
      const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch((error) => {
        if (Date.now() - started > 30_000) throw error;
      });
      if (browser) return Object.assign(new Killable(), { child, context: browser.contexts()[0] });
    }
  }

  /** At once, with all its processes: nobody is asked to save anything. */
  kill() {
    process.kill(-this.child.pid, "SIGKILL");
  }
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

/** Whether a text stands in what the profile has of the site's storage. */
async function isOnDisk(profile, text) {
  const folder = join(profile, "Default", "Local Storage", "leveldb");
  const names = await readdir(folder).catch(() => []);
  const files = await Promise.all(names.map((name) => readFile(join(folder, name)).catch(() => Buffer.alloc(0))));
  return files.some((bytes) => bytes.includes(text) || bytes.includes(Buffer.from(text, "utf16le")));
}
