// Two windows of one browser: both work, neither overwrites the other, and what was deleted in one is gone from both.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { suite } from "./site.mjs";

const { it } = suite();

const LESSON = "leksjon/hvem-er-rune/";
const READ = "Les de siste sidene først";
const FETCH = "Gå ut og hent ham med en gang";

const answer = (person) => person.page.getByLabel("Svaret ditt");
const others = (person) => person.main.getByText("En annen versjon, skrevet i et annet vindu:");

/** Waits until the window shows this in its answer's field. */
const shows = (person, text) =>
  person.until(`«${text}» in the field`, (text) => document.querySelector("textarea")?.value === text, text);

/** Keys of the course and what stands under them, all windows'. */
const texts = async (person) => Object.values(await person.stored()).join("\n");

/** Holds back the browser's word that another window has written, as when both write in the same moment. Gives what lets it through. */
async function deaf(person) {
  await person.page.addInitScript(() => {
    window.held = [];
    window.deaf = true;
    addEventListener("storage", (event) => {
      if (!window.deaf) return;
      event.stopImmediatePropagation();
      window.held.push(event);
    }, true);
  });
  return () =>
    person.page.evaluate(() => {
      window.deaf = false;
      window.held.forEach((event) => dispatchEvent(new StorageEvent("storage", event)));
    });
}

it("both windows work, each in its own key, and each shows what the other did", {}, async (one) => {
  const two = await one.another();
  await two.goto();
  await one.goto(LESSON);
  await one.choose(READ);
  await one.at(READ);
  await two.sees("Fortsett der du slapp");
  await two.main.getByRole("listitem").filter({ hasText: "Hvem er Rune?" }).getByText("Begynt").waitFor();

  // The other window goes on from where the first one stands.
  await two.press(two.link("Fortsett der du slapp"));
  await two.at(READ);
  await two.goOn();
  await two.at("Mappa");
  const keys = Object.keys(await one.stored());
  assert.equal(keys.length, 2);
  const events = await one.events();
  const chose = events.find((event) => event.what === "chose");
  const [began, entered] = events.filter((event) => event.name.split(".")[0] !== chose.name.split(".")[0]);
  assert.deepEqual([began.what, began.from, entered.what, entered.scene], ["began", chose.name, "entered", "mappa"]);
  assert.deepEqual(began.meters, chose.meters, "with the values it had come to");

  // And the first goes on from its own, undisturbed.
  await one.goOn();
  await one.at("Mappa");
  await one.choose("Lukk mappa og hent Rune");
  await one.at("Stolen");
  await two.choose("Lukk mappa og hent Rune");
  await two.at("Stolen");
  assert.equal(Object.keys(await one.stored()).length, 2);
  await two.goto();
  await two.press(two.link("Fortsett der du slapp"));
  await two.at("Stolen");
  two.assertNothingWrong();
});

it("what is written in one window stands in the other's field at once", {}, async (one) => {
  const two = await one.another();
  await one.goto(LESSON);
  await two.goto(LESSON);
  await one.type(answer(one), "Fra den ene");
  await shows(two, "Fra den ene");
  // The other goes on where the first stopped, and the first, still in the field, after that: the last word stands, in all windows.
  await two.type(answer(two), ", og den andre");
  await shows(one, "Fra den ene, og den andre");
  await one.page.keyboard.press("Control+End");
  await one.page.keyboard.type(", og den ene igjen");
  await shows(two, "Fra den ene, og den andre, og den ene igjen");
  await one.reload();
  assert.equal(await answer(one).inputValue(), "Fra den ene, og den andre, og den ene igjen");
  assert.equal(await others(one).count(), 0);
  two.assertNothingWrong();
});

it("of two answers in the same moment the newest shows and the other is offered", {}, async (one) => {
  const two = await one.another();
  const [hearOne, hearTwo] = [await deaf(one), await deaf(two)];
  await one.goto(LESSON);
  await two.goto(LESSON);
  await one.type(answer(one), "Svar i vindu en");
  await two.type(answer(two), "Et svar i vindu to");
  await hearOne();
  await hearTwo();
  const newest = "Et svar i vindu to";
  for (const person of [one, two]) {
    await shows(person, newest);
    await others(person).waitFor();
    await person.sees("Svar i vindu en");
  }
  await one.press(one.link("Dagbok", true));
  await one.at("Dagbok");
  await one.sees(newest);
  await others(one).waitFor();
  await one.sees("Svar i vindu en");
  // Answering again, having seen both, settles it.
  await two.page.keyboard.press("Control+End");
  await two.page.keyboard.type(". Og nå har jeg sett begge");
  await others(one).waitFor({ state: "detached" });
  await one.sees("Og nå har jeg sett begge");
  two.assertNothingWrong();
});

it("a deleted answer is gone from every key, and comes back from no window and no older file", {}, async (one) => {
  const two = await one.another();
  await one.goto(LESSON);
  await two.goto(LESSON);
  await one.type(answer(one), "Dette angrer jeg");
  await shows(two, "Dette angrer jeg");
  await two.type(answer(two), " litt");
  await shows(one, "Dette angrer jeg litt");
  await one.goto("personvern/");
  const [file] = await Promise.all([one.page.waitForEvent("download"), one.press(one.button("Last ned framgangen"))]);
  const old = await readFile(await file.path());
  assert.match(String(old), /Dette angrer jeg/);

  await one.press(one.link("Dagbok", true));
  await one.press(one.button("Slett", true));
  await one.press(one.button("Nei, behold"));
  assert.match(await texts(one), /Dette angrer jeg/);
  await one.press(one.button("Slett", true));
  await one.press(one.button("Ja, slett"));
  await one.sees("Her er det tomt ennå.");
  assert.doesNotMatch(await texts(one), /angrer/);

  // The other window drops it, and what it saves from now on does not hold it.
  await shows(two, "");
  await two.choose(READ);
  await two.at(READ);
  assert.doesNotMatch(await texts(two), /angrer/);
  await one.goto("personvern/");
  await one.page.getByLabel("Hent fra fil").setInputFiles({ name: "gammel.json", mimeType: "application/json", buffer: old });
  await one.sees(/Framgangen fra fila er lagt til|Fila er eldre/);
  if (await one.button("Ja, legg til").count()) await one.press(one.button("Ja, legg til"));
  await one.sees("Framgangen fra fila er lagt til.");
  await two.goOn();
  await two.at("Mappa");
  for (const person of [one, two]) {
    await person.goto("dagbok/");
    await person.sees("Her er det tomt ennå.");
    assert.doesNotMatch(await texts(person), /angrer/);
  }
  // What is typed anew to the same prompt is kept as usual.
  await two.goto(LESSON);
  await two.type(answer(two), "Et nytt svar");
  await one.sees("Et nytt svar");
  two.assertNothingWrong();
});

for (const room of ["room enough", "no room left"])
  it(`«Slett alt» in one window empties the other's memory too, with ${room}`, {}, async (one) => {
    const two = await one.another();
    await two.goto(LESSON);
    await two.type(answer(two), "Det gamle");
    await two.choose(READ);
    await two.at(READ);
    if (room === "no room left") {
      await two.page.evaluate(() => {
        for (let size = 1 << 22; size >= 1; size >>= 1)
          try {
            for (;;) localStorage.setItem("noe-stort", (localStorage.getItem("noe-stort") ?? "") + "x".repeat(size));
          } catch {}
      });
      await two.goOn();
      await two.at("Mappa");
      await two.sees("Ikke lagret: det er ikke plass");
    }
    await one.goto("personvern/");
    await one.press(one.button("Slett alt"));
    await one.press(one.button("Ja, slett"));
    await one.sees("Alt er slettet.");
    await one.page.evaluate(() => localStorage.removeItem("noe-stort"));
    assert.deepEqual(await one.stored(), {});
    // The other stands where it stood, and knows nothing of how it came there.
    await two.until("no way back is offered", () => !document.querySelector("main a.back"));
    await two.press(two.doors.first());
    await two.until("something is saved", () => Object.keys(localStorage).length > 0);
    assert.doesNotMatch(await texts(two), /Det gamle|siste sidene/);
    await two.press(two.link("Dagbok", true));
    await two.sees("Her er det tomt ennå.");
    two.assertNothingWrong();
  });

it("another course's keys concern nobody here", {}, async (one) => {
  const two = await one.another();
  await one.goto(LESSON);
  await one.type(answer(one), "Mitt svar");
  const before = await one.stored();
  two.expect(/favicon\.ico/);
  await two.page.goto(two.url("lessons/course.json"));
  await two.page.evaluate(() => {
    localStorage.setItem("et-annet-kurs/v1/a", "{");
    localStorage.setItem("bruker-i-sentrum-2/v1/a", "{");
    localStorage.removeItem("et-annet-kurs/v1/a");
  });
  await one.choose(READ);
  await one.at(READ);
  const now = await one.stored();
  assert.equal(now["bruker-i-sentrum-2/v1/a"], "{");
  assert.deepEqual(Object.keys(now).sort(), [...Object.keys(before), "bruker-i-sentrum-2/v1/a"].sort());
  assert.equal(await one.page.getByText("lot seg ikke lese").count(), 0);
});
