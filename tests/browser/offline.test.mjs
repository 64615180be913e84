// The site without a network, after one visit; and how a new edition comes: offered, never forced, never in the middle of a session.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { Leader, SESSION, agree } from "./leader.mjs";
import { copyOfDist, DIST, KURS, Person, serve, serveWith, suite } from "./site.mjs";

const { here } = suite();

const LESSONS = fileURLToPath(new URL("../../lessons/", import.meta.url));
const LESSON = "leksjon/hvem-er-rune/";
const OLD = "Les de siste sidene først";
const NEW = "Les mappa bakfra";
const YES = /^Ja\. Alt ligger på denne maskinen, \d+ MB\./;

/** A test with a site of its own that can be spoiled, closed and built anew, and someone whose browser has service workers. */
function it(name, body) {
  test(name, async () => {
    const copy = await copyOfDist();
    const site = new Site(copy.folder);
    await site.open();
    const person = await Person.come(here, { site, serviceWorkers: "allow" });
    try {
      await body(person, site);
      person.assertNothingWrong();
    } finally {
      await person.leave();
      await site.close();
      await copy.close();
    }
  });
}

/** A served folder that keeps its address when it is closed and opened again. */
class Site {
  constructor(folder) {
    this.folder = folder;
  }

  async open() {
    const { address, close } = await serve(this.folder, this.address ? new URL(this.address).port : 0);
    Object.assign(this, { address, close });
  }

  /** A new edition, as an author deploys it: other words in the first lesson, built with the same program. */
  async deploy(change = (text) => text.replace(OLD, NEW)) {
    const folder = await mkdtemp(join(tmpdir(), "edited-"));
    await cp(LESSONS, folder, { recursive: true });
    const lesson = join(folder, "nb/01-hvem-er-rune.md");
    await writeFile(lesson, change(await readFile(lesson, "utf8")));
    await promisify(execFile)(KURS, ["build", folder, "--template", join(this.folder, "index.html"), "--out", this.folder]);
    await rm(folder, { recursive: true });
  }
}

/** Waits until something that the page must itself wait for is so, whatever it loads meanwhile. */
async function eventually(person, what, holds) {
  for (const end = Date.now() + 15_000; !(await person.page.evaluate(holds).catch(() => false)); ) {
    if (Date.now() > end) throw new Error(`never so: ${what}`);
  }
}

/** Waits until a worker has taken its place. */
const kept = (person) =>
  eventually(person, "a worker in its place", async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated");

/** Waits until a new edition is there, and waits. */
const waits = (person) =>
  eventually(person, "a new edition", async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state === "installed");

/** Waits until no worker is registered. */
const isFree = (person) => eventually(person, "no worker", async () => !(await navigator.serviceWorker.getRegistration()));

/** There is no network, nor a server. */
async function cutOff(person, site) {
  await site.close();
  await person.context.setOffline(true);
}

async function connect(person, site) {
  await site.open();
  await person.context.setOffline(false);
}

/** She has been away, and comes back to the window. */
const looksAgain = (person) => person.page.evaluate(() => void window.dispatchEvent(new Event("focus")));

/** The line that offers a new edition. */
const offer = (person) => person.page.getByText("Det finnes en ny utgave av kurset.");

/** The names of the caches that a pattern fits. */
const caches = async (person, pattern) => (await person.page.evaluate(() => window.caches.keys())).filter((name) => pattern.test(name));

/** Takes addresses out of the cache, as nobody should. */
const spoil = (person, ...paths) =>
  person.page.evaluate(
    async ([root, paths]) => {
      for (const name of await caches.keys())
        for (const path of paths) await (await caches.open(name)).delete(root + path);
    },
    [person.site.address, paths],
  );

it("the first visit asks for no worker before the page is painted and the program is there", async (person) => {
  await person.page.addInitScript(() => {
    const register = ServiceWorkerContainer.prototype.register;
    ServiceWorkerContainer.prototype.register = function (...args) {
      const script = performance.getEntriesByType("resource").find(({ name }) => /\/offline-/.test(name));
      const paint = performance.getEntriesByName("first-contentful-paint")[0];
      window.registered = { live: "live" in document.documentElement.dataset, painted: paint?.startTime < script?.startTime };
      return register.apply(this, args);
    };
  });
  await person.goto(LESSON);
  await person.until("registered", () => window.registered);
  assert.deepEqual(await person.page.evaluate(() => window.registered), { live: true, painted: true });
  await kept(person);
});

it("after one visit everything works without a network: course, lesson, journal, map, guide, preview", async (person, site) => {
  await person.goto();
  await kept(person);
  await cutOff(person, site);
  // In the window of that visit, and in a new one.
  await person.press(person.main.getByRole("link", { name: /Hvem er Rune\?/ }));
  await person.at("Hvem er Rune?");
  await person.page.getByLabel("Svaret ditt").fill("Skrevet uten nett");
  await person.reload();
  for (let step = 0; step < 80 && !(await person.page.locator("[data-end]").filter({ visible: true }).count()); step++) {
    const url = person.page.url();
    await person.doors.first().click();
    await person.page.waitForURL((now) => now.href !== url);
  }
  await person.page.locator("[data-end]").filter({ visible: true }).waitFor();
  await person.goto("dagbok/");
  await person.sees("Skrevet uten nett");
  await person.goto("kart/?x=1#fastlegen");
  await person.at("Kart");
  await person.goto("leksjon/natten");
  assert.equal(person.page.url(), person.url("leksjon/natten/"));
  for (const path of ["veileder/", "veileder/fastlegen/index.html", "gruppe/notater/ida/"]) {
    await person.page.goto(person.url(path));
    assert.ok(await person.page.getByRole("heading", { level: 1 }).count(), path);
  }
  await person.goto("forhandsvis/");
  await person.page.locator("input[type=file]").setInputFiles(join(DIST, "lessons/nb/02-fastlegen.md"));
  await person.sees("Et kvarter hos fastlegen");
  // What is not of the course is no blank page.
  person.expect(/503|ERR_INTERNET_DISCONNECTED/);
  await person.page.goto(person.url("finnes/ikke/"));
  await person.sees("Siden er ikke på denne maskinen");
  await person.page.getByRole("link", { name: "Til kurset" }).click();
  await person.live();
});

it("a group is led without a network: the ready page says so truly, and both windows agree", async (person, site) => {
  await Leader.plan(person);
  await kept(person);
  await person.goto(`gruppe/?okt=${SESSION}`);
  await person.sees(YES);
  await person.assertAccessible("the ready page");
  await cutOff(person, site);
  await person.reload();
  await person.sees(YES);
  const leader = new Leader(person);
  await leader.open();
  const wall = await leader.openScreen();
  await leader.step(wall);
  await leader.step(wall);
  wall.assertNothingWrong();
});

it("a cache that is half filled says no, is no blank page, and is mended when there is a network", async (person, site) => {
  await Leader.plan(person);
  await kept(person);
  await cutOff(person, site);
  await spoil(person, "leksjon/natten/", "media/laas.svg", "leksjon/ida/");
  person.expect(/503|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  await person.goto(`gruppe/?okt=${SESSION}`);
  await person.sees("Ikke ennå. Dere trenger nett i rommet.");
  await person.page.goto(person.url("leksjon/natten/"));
  await person.sees("Siden er ikke på denne maskinen");
  await person.goto(`gruppe/?okt=${SESSION}`);
  await connect(person, site);
  await looksAgain(person);
  await person.sees(YES);
  await cutOff(person, site);
  await person.goto("leksjon/natten/");
  await person.heading().first().waitFor();
  // One address that is asked for mends itself too.
  await spoil(person, "leksjon/ida/");
  await connect(person, site);
  await person.goto("leksjon/ida/");
  await cutOff(person, site);
  await person.goto("leksjon/ida/");
});

it("a new edition waits while a group is in session, is then offered, and what another window shows stays as it was", async (person, site) => {
  await Leader.plan(person);
  await person.goto(LESSON);
  await kept(person);
  await person.page.evaluate(() => Promise.all(["annet-kurs / 123456789abc", "bruker-i-sentrum /annet/ 123456789abc"].map((name) => caches.open(name))));
  const before = await caches(person, /./);
  const other = await person.another();
  await other.goto(LESSON);
  const leader = new Leader(await person.another());
  await leader.open();
  const wall = await leader.openScreen();

  await site.deploy();
  await person.reload();
  await waits(person);
  await person.sees(OLD);
  await looksAgain(person);
  await leader.step(wall);
  // Nor does the worker, whoever asks it. A message that comes back has passed it.
  await person.page.evaluate(async () => {
    const { waiting } = await navigator.serviceWorker.getRegistration();
    waiting.postMessage("take");
    const { port1, port2 } = new MessageChannel();
    await new Promise((done) => ((port1.onmessage = done), waiting.postMessage("whole", [port2])));
  });
  assert.equal(await offer(person).isVisible(), false);
  await waits(person);
  await leader.person.reload();
  await agree(leader, wall);
  await person.press(person.link("Dagbok", true));
  await person.at("Dagbok");

  await wall.page.close();
  await leader.page.close();
  await offer(person).waitFor();
  await person.assertAccessible("an offer");
  await offer(other).waitFor();
  await Promise.all([person.page.waitForEvent("load"), person.press(person.button("Ta den i bruk"))]);
  await person.live();
  await person.goto(LESSON);
  await person.sees(NEW);
  assert.equal(await offer(person).isVisible(), false);

  // The other window goes on with what it had, the pages it comes to as well, until it is loaded anew.
  await offer(other).waitFor({ state: "hidden" });
  await other.sees(OLD);
  await other.press(other.link("Kart", true));
  await other.at("Kart");
  await other.press(other.link("Bruker i sentrum", true));
  await other.at("Bruker i sentrum");
  await other.press(other.main.getByRole("link", { name: /Hvem er Rune\?/ }));
  await other.sees(OLD);
  await other.reload();
  await other.sees(NEW);
  const now = await caches(person, /./);
  for (const name of before) assert.ok(now.includes(name), `${name} is still there: it is another's, or a window had it`);
  other.assertNothingWrong();

  // The next one removes what no window has.
  await site.deploy((text) => text.replace(OLD, "Les bare midten"));
  await person.reload();
  await offer(person).waitFor();
  await Promise.all([person.page.waitForEvent("load"), person.press(person.button("Ta den i bruk"))]);
  await person.sees("Les bare midten");
  assert.equal((await caches(person, /^bruker-i-sentrum \/ [0-9a-f]{12}$/)).length, 2, "its own, and that of the window that has not been loaded anew");
  assert.equal((await caches(person, /annet/)).length, 2);
});

it("an edition of which one file is wrong is not taken, and is once it has been mended", async (person, site) => {
  await person.goto(LESSON);
  await kept(person);
  await site.deploy();
  const wrong = join(site.folder, "leksjon/natten/index.html");
  const right = await readFile(wrong);
  await appendFile(wrong, "<!-- of another day -->");
  await person.page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    const failed = new Promise((done) => registration.addEventListener("updatefound", () => {
      const { installing } = registration;
      installing.addEventListener("statechange", () => installing.state === "redundant" && done());
    }));
    await registration.update().catch(() => {});
    await failed;
  });
  await person.reload();
  await person.sees(OLD);
  assert.equal(await offer(person).isVisible(), false);
  await writeFile(wrong, right);
  await person.reload();
  await offer(person).waitFor();
  await person.sees(OLD);
});

test("where no worker answers, a page made for another program is gone to by an ordinary load", async () => {
  const copy = await copyOfDist();
  const site = new Site(copy.folder);
  await site.open();
  const person = await Person.come(here, { site });
  try {
    await person.goto(LESSON);
    await person.page.evaluate(() => (window.stands = true));
    const page = join(copy.folder, "kart/index.html");
    const html = await readFile(page, "utf8");
    const [, app] = /data-app="\.\/([^"]+)"/.exec(html);
    await cp(join(copy.folder, app), join(copy.folder, "app-0123456789ab.js"));
    await writeFile(page, html.replace(app, "app-0123456789ab.js"));
    await person.press(person.link("Dagbok", true));
    await person.at("Dagbok");
    assert.equal(await person.page.evaluate(() => window.stands), true);
    await Promise.all([person.page.waitForEvent("load"), person.press(person.link("Kart", true))]);
    await person.at("Kart");
    await person.live();
    assert.equal(await person.page.evaluate(() => window.stands), undefined);
    person.assertNothingWrong();
  } finally {
    await person.leave();
    await site.close();
    await copy.close();
  }
});

it("an author who shows a course with kurs serve sees what she has written, whatever was kept at that address", async (person, site) => {
  await person.goto(LESSON);
  await kept(person);
  await site.close();
  const folder = await mkdtemp(join(tmpdir(), "author-"));
  await cp(LESSONS, folder, { recursive: true });
  const lesson = join(folder, "nb/01-hvem-er-rune.md");
  await writeFile(lesson, (await readFile(lesson, "utf8")).replace(OLD, NEW));
  const preview = await serveWith(folder, "--template", join(DIST, "index.html"), "--port", new URL(site.address).port);
  try {
    await person.page.goto(person.url(LESSON));
    await person.sees(NEW);
    await isFree(person);
    assert.deepEqual(await caches(person, /bruker-i-sentrum/), []);
    await person.reload();
    await person.sees(NEW);
    await person.page.evaluate(() => new Promise((done) => requestIdleCallback(done)));
    assert.equal(await person.page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0);
  } finally {
    await preview.close();
    await rm(folder, { recursive: true });
  }
});

it("kurs serve --no-worker shows a built folder likewise", async (person, site) => {
  await person.goto(LESSON);
  await kept(person);
  await site.close();
  await site.deploy();
  const plain = await serveWith("--dist", site.folder, "--no-worker", "--port", new URL(site.address).port);
  try {
    await person.page.goto(person.url(LESSON));
    await person.sees(NEW);
    await isFree(person);
    await person.reload();
    await person.sees(NEW);
  } finally {
    await plain.close();
  }
});
