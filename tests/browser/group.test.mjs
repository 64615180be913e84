// A group's session from its plan to its record: begun, resumed, led around one screen, taken away. What is kept is asked of storage.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { Person, suite } from "./site.mjs";

const { here, it } = suite();

/** Fills in the form and makes the session. */
async function plan(person, { seating, room = "Begge", own = [], alone = false, name = "Tirsdagsgruppa" }) {
  await person.goto("gruppe/");
  await person.page.getByRole("group", { name: "Hvordan sitter dere?" }).getByRole("radio", { name: seating }).check();
  await person.page.getByRole("group", { name: "Hvem er i rommet?" }).getByRole("radio", { name: room, exact: true }).check();
  if (own.length) {
    await person.page.getByRole("radio", { name: "Vi velger leksjoner selv" }).check();
    const boxes = person.page.getByRole("group", { name: "Leksjoner" }).getByRole("checkbox");
    for (const box of await boxes.all()) await box.setChecked(false);
    for (const title of own) await person.page.getByRole("checkbox", { name: title }).check();
  }
  if (alone) await person.page.getByRole("radio", { name: /^Nei\. Lerretet styres/ }).check();
  await person.page.getByLabel("Hva skal økten hete?").fill(name);
  await person.button("Lag økten").click();
  await person.page.waitForURL(/\?okt=/);
  await person.live();
  await person.at(name);
}

/** The session in storage: its first line and its events. */
async function kept(person) {
  const found = Object.entries(await person.stored()).filter(([key]) => /\/okt\/v\d+\/[^/]+$/.test(key));
  return found.map(([, text]) => text.split("\n").map((line) => JSON.parse(line)));
}

/** The scene that shows in the stage. */
const stage = (person) => person.page.locator("[data-stage] .scene[data-on]");

it("without how they sit no session is made", {}, async (person) => {
  await person.goto("gruppe/");
  await person.button("Lag økten").click();
  await person.sees("Si først hvordan dere sitter.");
  assert.deepEqual(await person.stored(), {});
});

it("a session is planned, listed, and taken away once it is not open", {}, async (person) => {
  await plan(person, { seating: /^I et rom med lerret/ });
  const [[head, planned]] = await kept(person);
  assert.equal(head.format, 1);
  assert.equal(planned.room, "mixed");
  await person.sees("Klar til å begynne?");
  await person.sees("Ikke ennå. Dere trenger nett i rommet.");
  await person.sees("Ikke åpent ennå.");
  await person.link("Alle økter").click();
  await person.live();
  await person.sees("Tirsdagsgruppa");
  await person.button("Slett", true).click();
  await person.sees("Økten og referatet blir borte for godt.");
  await person.button("Slett", true).click();
  await person.sees("Økten er slettet.");
  assert.deepEqual(await person.stored(), {});
});

it("a lesson around one screen, from the roles to the record, in a mixed room, with a reload on the way", {}, async (person) => {
  await plan(person, { seating: /^Rundt én skjerm/, own: [/Hvem er Rune/] });
  await person.sees("Den som passer på Rune:");
  await person.button("Begynn", true).click();
  await person.at("Før vi begynner");
  await person.sees("Vi snakker om Rune, ikke om noen vi kjenner.");
  await person.button("Begynn på leksjonen").click();
  await stage(person).waitFor();
  assert.equal(await person.page.locator("html").getAttribute("data-room"), "mixed");
  assert.equal(await stage(person).count(), 1);
  for (let step = 0, reloaded = false; step < 80; step++) {
    const id = await stage(person).getAttribute("id");
    if (step === 3 && !reloaded) {
      await person.reload();
      reloaded = true;
      await stage(person).waitFor();
      assert.equal(await stage(person).getAttribute("id"), id, "one stands where one stood");
    }
    if (await person.button("Til avslutningen").isVisible()) break;
    await stage(person).locator(".doors a[data-choice], .doors a[data-continue]").filter({ visible: true }).first().click();
    await person.until("another section", (id) => document.querySelector("[data-stage] .scene[data-on]")?.id !== id, id);
  }
  await person.button("Til avslutningen").click();
  await person.at("Til slutt");
  await person.page.getByLabel("Snakket vi om det dere kom for?").fill("Ja, om det meste.");
  await person.button("Avslutt økten").click();
  await person.at("Takk for i dag");
  await person.link("Referat").click();
  await person.sees("Referat: Tirsdagsgruppa");
  await person.sees("Ja, om det meste.");
  await person.sees("Dere valgte uten å stemme.");
  const coming = person.page.waitForEvent("download");
  await person.button("Last ned som tekst").click();
  const text = await readFile(await (await coming).path(), "utf8");
  assert.match(text, /^# Referat: Tirsdagsgruppa\n/);
});

it("where nothing may be stored the session works, says so, and lives through a reload of its window", {}, async (person) => {
  await person.page.addInitScript(() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } }));
  await plan(person, { seating: /^Rundt én skjerm/, own: [/Hvem er Rune/] });
  await person.button("Begynn", true).click();
  await person.sees("Nettleseren lar oss ikke lagre.");
  await person.button("Begynn på leksjonen").click();
  await stage(person).waitFor();
});

it("an address of a session that is not here, and one that cannot be read, say so", {}, async (person) => {
  await person.goto("gruppe/?okt=abcdefghijklmnop");
  await person.sees("Denne økten finnes ikke i denne nettleseren.");
  await person.page.evaluate(() => localStorage.setItem("bruker-i-sentrum/okt/v1/abcdefghijklmnop", "{\"format\":"));
  await person.reload();
  await person.sees("kan ikke leses");
  assert.equal((await person.stored())["bruker-i-sentrum/okt/v1/abcdefghijklmnop"], "{\"format\":", "what is damaged is left as it was");
});

it("notes for a second device are read without a program", { javaScriptEnabled: false }, async (person) => {
  await person.page.goto(person.url("gruppe/notater/fastlegen/"));
  await person.page.getByRole("link", { name: "Neste" }).first().click();
  assert.match(person.page.url(), /#/);
  assert.ok(await person.page.locator(".card .note").count());
});
