// Things that go wrong around the course: no network, a wrong clock, lessons that were edited, addresses that lead nowhere, odd hosts.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { copyOfDist, DIST, Person, serve, suite } from "./site.mjs";

const { here, it } = suite();

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const KURS = process.env.KURS ?? resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target", "release", "kurs");
const LESSON = "leksjon/hvem-er-rune/";
const READ = "Les de siste sidene først";

it("without a network the lesson goes on, and a page that cannot be fetched says so and leaves one where one is", {}, async (person) => {
  person.expect(/ERR_INTERNET_DISCONNECTED/);
  await person.goto(LESSON);
  await person.context.setOffline(true);
  await person.page.getByLabel("Svaret ditt").fill("Uten nett");
  await person.choose(READ);
  await person.at(READ);
  await person.goOn();
  await person.at("Mappa");
  await person.press(person.link("Dagbok", true));
  const notice = person.page.getByRole("status").filter({ hasText: "Siden lot seg ikke hente. Du kan fortsette her, og prøve igjen når du har nett." });
  await notice.waitFor();
  assert.equal(person.page.url(), `${person.site.address}${LESSON}#mappa`);
  await person.choose("Lukk mappa og hent Rune");
  await person.at("Stolen");
  await notice.waitFor({ state: "detached" });
  await person.back();
  await person.at("Mappa");
  await person.forward();
  await person.at("Stolen");
  assert.ok((await person.happened()).length >= 5);
  await person.context.setOffline(false);
  await person.press(person.link("Dagbok", true));
  await person.at("Dagbok");
  await person.sees("Uten nett");
});

it("Back to a page that cannot be fetched leaves one where one is, and Forward goes on", {}, async (person) => {
  person.expect(/ERR_INTERNET_DISCONNECTED/);
  await person.goto();
  await person.press(person.main.getByRole("link", { name: /Hvem er Rune\?/ }));
  await person.at("Hvem er Rune?");
  await person.context.setOffline(true);
  // Back in the moment of the step, before what the step leaves for after the paint.
  await person.page.evaluate(() => addEventListener("hashchange", () => history.go(-2), { once: true }));
  await person.choose(READ);
  await person.sees("Siden lot seg ikke hente.");
  await person.page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(() => requestIdleCallback(painted))))));
  await person.sees("Siden lot seg ikke hente.");
  await person.heading().first().waitFor();
  await person.page.evaluate(() => history.go(2));
  await person.at(READ);
  await person.goOn();
  await person.at("Mappa");
  assert.deepEqual(await person.happened(), ["began", "chose", "entered"]);
});

for (const year of [1970, 2099])
  it(`a clock that stands in ${year} loses nothing, and the newest is still the newest`, {}, async (person) => {
    await person.goto(LESSON);
    await person.page.getByLabel("Svaret ditt").fill("Skrevet med rett klokke");
    await person.choose(READ);
    await person.at(READ);
    await person.page.clock.setFixedTime(new Date(Date.UTC(year, 0, 1)));
    await person.reload();
    await person.goOn();
    await person.at("Mappa");
    await person.goto(LESSON);
    await person.page.getByLabel("Svaret ditt").fill("Skrevet med gal klokke");
    await person.reload();
    assert.equal(await person.page.getByLabel("Svaret ditt").inputValue(), "Skrevet med gal klokke");
    await person.page.clock.setFixedTime(new Date(Date.UTC(2026, 10, 30)));
    await person.reload();
    assert.equal(await person.page.getByLabel("Svaret ditt").inputValue(), "Skrevet med gal klokke");
    await person.press(person.link("Fortsett der du slapp"));
    await person.at("Mappa");
    const what = await person.happened();
    for (const kind of ["began", "chose", "entered", "wrote"]) assert.ok(what.includes(kind), kind);
    await person.press(person.link("Dagbok", true));
    await person.sees("Skrevet med gal klokke");
    assert.equal(await person.page.getByText("Skrevet med rett klokke").count(), 0);
  });

test("a lesson edited between two visits: what was written stays, and a scene that is gone leads to the nearest place", async () => {
  const folder = await mkdtemp(join(tmpdir(), "edited-"));
  const copy = await copyOfDist();
  const site = await serve(copy.folder);
  const person = await Person.come(here, { site });
  try {
    await person.goto(LESSON);
    await person.page.getByLabel("Svaret ditt").fill("Skrevet før den ble endret");
    await person.choose(READ);
    await person.goOn();
    await person.at("Mappa");
    const before = await person.events();

    // The author renames the scene, its first choice and the prompt's question, and takes the prompt's place away from the next visit.
    await cp(join(DIST, "lessons"), join(folder, "lessons"), { recursive: true });
    const lesson = join(folder, "lessons/nb/01-hvem-er-rune.md");
    const text = (await readFile(lesson, "utf8"))
      .replace("## Mappa\n", "## Hele mappa\n")
      .replaceAll("(#mappa", "(#hele-mappa")
      .replace(READ, "Les mappa bakfra")
      .replace("Tenk på en du skulle møte for første gang", "Tenk på noen du skulle møte");
    await writeFile(lesson, text);
    await cp(join(ROOT, "lessons"), join(folder, "whole"), { recursive: true });
    await writeFile(join(folder, "whole/nb/01-hvem-er-rune.md"), text);
    await promisify(execFile)(KURS, ["build", join(folder, "whole"), "--template", join(copy.folder, "index.html"), "--out", copy.folder]);

    await person.reload();
    await person.sees("Scenen i adressen finnes ikke i leksjonen nå. Du er ved begynnelsen.");
    await person.at("Hvem er Rune?");
    assert.equal(await person.page.getByLabel("Svaret ditt").inputValue(), "Skrevet før den ble endret");
    await person.goto();
    await person.press(person.link("Fortsett der du slapp"));
    await person.at("Hvem er Rune?");
    await person.sees("Scenen i adressen finnes ikke i leksjonen nå.");
    await person.press(person.link("Dagbok", true));
    await person.sees("Skrevet før den ble endret");
    await person.sees("Tenk på en du skulle møte for første gang");
    await person.goto("kart/");
    await person.at("Hvem er Rune?");
    await person.goto(LESSON);
    await person.choose("Les mappa bakfra");
    await person.at("Les mappa bakfra");
    await person.goOn();
    await person.at("Hele mappa");
    assert.deepEqual((await person.events()).slice(0, before.length), before, "nothing of what was done is changed");
    person.assertNothingWrong();
  } finally {
    await person.leave();
    site.close();
    await copy.close();
    await rm(folder, { recursive: true, force: true });
  }
});

test("the same files under a sub-path: the program lives, links lead, and what is done is kept", async () => {
  const copy = await copyOfDist();
  const host = await mkdtemp(join(tmpdir(), "host-"));
  await mkdir(join(host, "sub"));
  await rename(copy.folder, join(host, "sub/kurs"));
  const root = await serve(host);
  const site = { ...root, address: `${root.address}sub/kurs/` };
  const person = await Person.come(here, { site });
  try {
    await person.goto();
    await person.press(person.main.getByRole("link", { name: /Hvem er Rune\?/ }));
    await person.at("Hvem er Rune?");
    assert.equal(person.page.url(), `${site.address}${LESSON}`);
    await person.choose(READ);
    await person.at(READ);
    await person.reload();
    await person.goOn();
    await person.at("Mappa");
    for (const [link, heading] of [["Kart", "Kart"], ["Dagbok", "Dagbok"], ["Personvern", "Personvern"], ["Om kurset", "Om kurset"]]) {
      await person.press(person.link(link, true));
      await person.heading(heading).first().waitFor();
      assert.ok(person.page.url().startsWith(site.address), link);
    }
    await person.press(person.link("Bruker i sentrum", true));
    await person.press(person.link("Fortsett der du slapp"));
    await person.at("Mappa");
    assert.ok((await person.happened()).includes("entered"));
    // A lesson without its page, from the Markdown beside the pages.
    person.expect(/404/);
    await rm(join(host, "sub/kurs/leksjon/fastlegen"), { recursive: true });
    await person.press(person.link("Bruker i sentrum", true));
    await person.press(person.main.getByRole("link", { name: /fastlegen/ }));
    await person.at("Et kvarter hos fastlegen");
    await person.press(person.doors.first());
    await person.press(person.link("Dagbok", true));
    await person.at("Dagbok");
    assert.equal(person.page.url(), `${site.address}dagbok/`);
    person.assertNothingWrong();
  } finally {
    await person.leave();
    root.close();
    await rm(host, { recursive: true, force: true });
  }
});

it("addresses of scenes and lessons that are not there lead to the nearest place, and say so", {}, async (person) => {
  person.expect(/404 \(Not Found\)/);
  for (const hash of ["finnes-ikke", "%E0%A4%A", "mappa~finnes-ikke", "<script>"]) {
    await person.goto(`${LESSON}#${hash}`);
    await person.sees("Scenen i adressen finnes ikke i leksjonen nå. Du er ved begynnelsen.");
    await person.at("Hvem er Rune?");
    await person.goto();
  }
  assert.deepEqual(await person.stored(), {}, "an address that leads nowhere is no step");
  await person.goto("leksjon/Hvem-Er-Rune/#mappa");
  await person.at("Mappa");
  assert.equal(person.page.url(), `${person.site.address}${LESSON}#mappa`);
  await person.goto("leksjon/01-hvem-er-rune.md/");
  await person.at("Hvem er Rune?");
  for (const path of ["finnes/ikke/", "leksjon/finnes-ikke/", "leksjon/a/b/c/", "dagbok/x/"]) {
    await person.goto(path);
    await person.at("Fant ikke siden");
    await person.press(person.link("Bruker i sentrum", true));
    await person.at("Bruker i sentrum");
    assert.equal(person.page.url(), person.site.address);
  }
});

it("a panic leaves the static page, and clicking on works", {}, async (person) => {
  // A damaged graph block: the program has nothing to stand on.
  await person.page.route("**/leksjon/hvem-er-rune/", async (route) => {
    const answer = await route.fetch();
    const body = (await answer.text()).replace(/(<script type="application\/json" data-graph>)[^<]*/, "$1{");
    await route.fulfill({ response: answer, body });
  });
  await person.page.goto(person.url(LESSON));
  await person.isStatic("failed");
  await person.sees("Nye valg og svar blir ikke lagret her nå. Du kan lese og klikke deg videre som vanlig.");
  await person.choose(READ);
  await person.at(READ);
  await person.goOn();
  await person.at("Mappa");
  assert.deepEqual(await person.stored(), {});
});
