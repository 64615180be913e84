// A lesson as a learner takes it: choosing, what comes of it, going back, coming back, and what is written on the way.
import assert from "node:assert/strict";
import { NARROW, PAIR, Person, serveCourse, suite, WAYS, WIDE } from "./site.mjs";
import { KEPT, MET, NEITHER, upTo } from "./ways.mjs";

const { each, here, it } = suite();
const ONE = "leksjon/hvem-er-rune/";
const TWO = "leksjon/fastlegen/";
const METERS = /Hva Rune fikk bestemme|Avtaler som ble holdt|Hva Rune våger å si/;

each("a lesson from its opening to an ending, and on into the next", WAYS, async (person) => {
  await person.goto();
  // Kept for as long as the program is not loaded anew.
  await person.page.evaluate(() => (window.mark = "the same program"));
  await person.press(person.link(/Hvem er Rune/));
  await person.isReadFrom("Hvem er Rune?");
  for (const [door, then] of MET) {
    assert.doesNotMatch(await person.text(), METERS, "meters are not shown while choosing");
    await person.choose(door);
    await person.isReadFrom(then);
    await person.isTitled(`${then} – Hvem er Rune?`);
    assert.equal(await person.main.getByRole("heading", { level: 2 }).count(), 1, "one scene at a time");
  }

  await person.sees("Det tjenesten gjorde");
  const told = await person.main.innerText();
  assert.match(told, /Det tjenesten gjorde/);
  assert.match(told, /Hva Rune våger å si: det meste\. Før leksjonen: litt av hvert\./);
  assert.match(told, /«Rune sier: Låsen først\. Så kan vi snakke om resten\.» Notatet/);
  assert.match(told, /Du har vært gjennom leksjonen/);
  assert.doesNotMatch(told.match(/Det tjenesten gjorde[^]*?Kilder/)[0], /\d/, "words, never numbers");

  await person.press(person.link("Neste leksjon: Et kvarter hos fastlegen"));
  await person.isReadFrom("Et kvarter hos fastlegen");
  await person.isTitled("Et kvarter hos fastlegen");
  await person.goOn();
  await person.isReadFrom("Brevet");
  await person.sees("Rune sier: Låsen først. Så kan vi snakke om resten.");

  await person.press(person.link("Bruker i sentrum", true));
  await person.isReadFrom("Bruker i sentrum");
  assert.equal(await person.page.evaluate(() => window.mark), "the same program");
  const progress = async (lesson) => (await person.main.getByRole("listitem").filter({ hasText: lesson }).last().innerText()).match(/Gjort|Begynt/)?.[0];
  assert.equal(await progress("Hvem er Rune?"), "Gjort");
  assert.equal(await progress("Et kvarter hos fastlegen"), "Begynt");
  assert.equal(await progress("Timen på Nav"), undefined);
  await person.press(person.link("Fortsett der du slapp: Et kvarter hos fastlegen"));
  await person.isReadFrom("Brevet");
});

it("what was chosen opens one door and hides the other", { size: NARROW }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Telefonen"));
  assert.deepEqual(await person.doorNames(), ["Fortsett: Punkt tre"]);
  await person.goto(ONE);
  await person.walk(upTo(KEPT, "Telefonen"));
  assert.deepEqual(await person.doorNames(), ["Fortsett: Tommelen"]);
});

for (const [way, name] of [[KEPT, "kept agreements"], [NEITHER, "neither trust nor agreements"]]) {
  it(`an ending of its own: ${name}`, { size: WIDE }, async (person) => {
    await person.goto(ONE);
    await person.walk(way);
    await person.sees("Du har vært gjennom leksjonen.");
  });
}

each("the end leads back to where it happened, and to what was not chosen", PAIR, async (person) => {
  await person.goto(ONE);
  await person.walk(MET);
  const before = await person.events();
  await person.press(person.main.getByRole("listitem").filter({ hasText: "«La låsen vente litt" }).getByRole("link", { name: "Låsen" }).first());
  await person.isReadFrom("Låsen");
  assert.deepEqual(await person.events(), before, "looking back writes nothing");
  await person.choose("Ring kommunen nå");
  await person.isReadFrom("Ring kommunen nå, med høyttaleren på");
  await person.goOn();
  await person.isReadFrom("Telefonen");
  const after = await person.events();
  assert.deepEqual(after.slice(0, before.length), before, "the first run stays");
  assert.equal(after.filter((event) => event.what === "began").at(-1).from !== undefined, true, "the new way is a branch");
  await person.goto();
  await person.sees("Gjort");
});

each("Back and Forward write nothing, and another choice there is a branch", PAIR, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Stolen"));
  const before = await person.stored();
  await person.back();
  await person.isReadFrom("Gå ut og hent ham med en gang");
  await person.back();
  await person.isReadFrom("Hvem er Rune?");
  await person.isTitled("Hvem er Rune?");
  await person.forward();
  await person.isReadFrom("Gå ut og hent ham med en gang");
  await person.forward();
  await person.isReadFrom("Stolen");
  assert.deepEqual(await person.stored(), before);

  await person.press(person.link("Tilbake", true));
  await person.isReadFrom("Gå ut og hent ham med en gang");
  await person.press(person.link("Tilbake", true));
  await person.isReadFrom("Hvem er Rune?");
  assert.deepEqual(await person.stored(), before, "Tilbake is the browser's Back");
  await person.choose("Les de siste sidene først");
  await person.isReadFrom("Les de siste sidene først");
  await person.goOn();
  await person.isReadFrom("Mappa");
  const labels = (await person.events()).filter((event) => event.what === "chose").map((event) => event.label);
  assert.deepEqual(labels, ["Gå ut og hent ham med en gang", "Les de siste sidene først"]);
});

it("a lesson that is done stays done when another choice is made afterwards", { size: NARROW }, async (person) => {
  await person.goto(ONE);
  await person.walk(KEPT);
  for (let i = 0; i < 3; i++) await person.back();
  await person.at("Bruker fremstår blid, men holder avstand. Vil ha ny lås. Snakker ikke om rusmiddelbruken.");
  await person.back();
  await person.isReadFrom("Notatet");
  await person.choose("Rune sier: Låsen først");
  await person.isReadFrom("Rune sier: Låsen først. Så kan vi snakke om resten.");
  await person.press(person.link("Bruker i sentrum", true));
  await person.isReadFrom("Bruker i sentrum");
  await person.sees("Gjort");
});

it("reloading shows the same scene and writes nothing", { size: WIDE }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Telefonen"));
  const before = await person.events();
  await person.reload();
  await person.at("Telefonen");
  assert.deepEqual(await person.doorNames(), ["Fortsett: Punkt tre"]);
  assert.deepEqual(await person.events(), before);
  await person.back();
  await person.at("La låsen vente litt, og spør hva som er viktig for ham");
  assert.deepEqual(await person.events(), before);
  await person.forward();
  await person.at("Telefonen");
  await person.goOn();
  await person.isReadFrom("Punkt tre");
});

it("reloading in the very moment of a step finds the step again", { size: WIDE }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "La låsen vente litt, og spør hva som er viktig for ham"));
  const reloaded = person.page.waitForEvent("load");
  await person.doors.first().evaluate((door) => {
    door.click();
    location.reload();
  });
  await reloaded;
  await person.live();
  await person.at("Telefonen");
  assert.deepEqual(await person.doorNames(), ["Fortsett: Punkt tre"]);
  assert.equal((await person.events()).filter(({ what }) => what === "jumped").length, 0);
});

each("coming back tomorrow: the opening, with the place one left on offer", PAIR, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Telefonen"));
  await person.goto("om/");
  await person.goto(ONE);
  await person.at("Hvem er Rune?");
  const before = await person.events();
  await person.press(person.link("Fortsett der du slapp: Telefonen"));
  await person.isReadFrom("Telefonen");
  assert.deepEqual(await person.doorNames(), ["Fortsett: Punkt tre"], "with all that was chosen");
  assert.deepEqual(await person.events(), before, "going back to where one was is no event");
});

it("an address with a scene shows that scene, and the place one left stays on offer", { size: WIDE }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Telefonen"));
  await person.goto("om/");
  await person.goto(`${ONE}#mappa`);
  await person.at("Mappa");
  await person.goto(ONE);
  await person.link("Fortsett der du slapp: Telefonen").waitFor();
});

it("on a slow machine too, an address with a scene shows no other on the way there", { size: NARROW }, async (person) => {
  const session = await person.context.newCDPSession(person.page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 6 });
  await person.page.addInitScript(() => {
    window.seen = new Set();
    const look = () => {
      for (const room of document.querySelectorAll(".scene, .plan")) if (room.checkVisibility()) seen.add(room.id);
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  for (const [path, room] of [[`${ONE}#telefonen`, "telefonen"], ["kart/#fastlegen", "fastlegen"], [`${ONE}#finnes-ikke`, "hvem-er-rune"]]) {
    await person.goto(path);
    await person.until("it shows", (room) => window.seen.has(room), room);
    assert.deepEqual(await person.page.evaluate(() => [...seen]), [room], path);
  }
});

it("a copied address shows the same scene to somebody else", { size: NARROW }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Punkt tre"));
  const address = person.page.url();
  const other = await person.here.browser.newContext({ serviceWorkers: "block" });
  const page = await other.newPage();
  await page.goto(address);
  await page.getByRole("heading", { name: "Punkt tre" }).waitFor();
  await page.getByText("Hit kommer man bare på noen veier.").waitFor();
  await other.close();
});

each("a reflection: writing, thinking and passing over all open the other voices", PAIR, async (person) => {
  for (const [answer, said] of [["write", "Lagret i dagboka di."], ["Jeg har tenkt", "Du har tenkt på dette."], ["Hopp over", "Du hoppet over."]]) {
    await person.goto(ONE);
    await person.page.evaluate(() => localStorage.clear());
    await person.goto(ONE);
    const prompt = person.prompt("Tenk på en du skulle møte for første gang");
    await prompt.getByText("Ikke skriv noe noen kan kjennes igjen på. Andre som bruker denne maskinen, kan lese det.").waitFor();
    assert.equal(await prompt.getByText("Stemmene er oppdiktet.").isVisible(), false, "no voices before an answer");
    if (answer === "write") await person.type(prompt.getByRole("textbox"), "At han var sint. Æøå");
    else await person.press(prompt.getByRole("button", { name: answer }));
    await prompt.getByText(said).waitFor();
    await prompt.getByText("Stemmene er oppdiktet.").waitFor();
    await prompt.getByText("«At hun kom til å gå. Det sto på side to. Hun ble i tre år.»").waitFor();
    await person.reload();
    await person.prompt("Tenk på en du skulle møte for første gang").getByText(said).waitFor();
    if (answer === "write") assert.equal(await person.prompt("Tenk på en").getByRole("textbox").inputValue(), "At han var sint. Æøå");
  }
});

each("a poll is kept, shows what belongs to the answer, and can be changed", PAIR, async (person) => {
  await person.goto(`${ONE}#rune-sa-etterp%C3%A5`);
  const prompt = person.prompt("Hvem ble notatet mest skrevet for?");
  await person.press(prompt.getByRole("radio", { name: "For Rune" }));
  await prompt.getByText("Ville det vært lett å lese høyt").waitFor();
  assert.equal(await prompt.getByText("Står det hva som skal gjøres").isVisible(), false);
  await person.reload();
  assert.equal(await prompt.getByRole("radio", { name: "For Rune" }).isChecked(), true);
  await person.press(prompt.getByRole("radio", { name: "For den som har vakt i morgen" }));
  await prompt.getByText("Står det hva som skal gjøres").waitFor();
  await person.reload();
  assert.equal(await prompt.getByRole("radio", { name: "For den som har vakt i morgen" }).isChecked(), true);
  assert.equal(await prompt.getByRole("radio", { name: "For Rune" }).isChecked(), false);
});

it("the next lesson quotes the note one wrote, and its own words to who wrote none", { size: WIDE }, async (person) => {
  await person.goto(ONE);
  await person.walk(KEPT);
  await person.goto(`${TWO}#brevet`);
  await person.main.getByText("Bruker fremstår blid, men holder avstand.").waitFor();
  await person.page.evaluate(() => localStorage.clear());
  await person.goto(`${ONE}`);
  await person.goto(`${TWO}#brevet`);
  await person.main.getByText("«Rune sier: Låsen først. Så kan vi snakke om resten.»").waitFor();
});

for (const [size, hand, how] of [[NARROW, "mouse", "Gjorde det"], [WIDE, "keyboard", "Ble ikke aktuelt"], [WIDE, "mouse", "Ikke ennå"]]) {
  it(`what one meant to try is asked after from the fifth day: ${how}`, { size, hand }, async (person) => {
    const day = 24 * 60 * 60 * 1000;
    const first = Date.parse("2026-11-23T12:00:00Z");
    await person.page.clock.setFixedTime(first);
    await person.goto(`${ONE}#samme-sak-tre-steder`);
    await person.type(person.prompt("Ta med til jobben").getByRole("textbox"), "Lese ett notat høyt");
    await person.prompt("Ta med til jobben").getByText("Lagret i dagboka di.").waitFor();

    await person.page.clock.setFixedTime(first + 4.9 * day);
    await person.goto();
    await person.link(/Fortsett der du slapp/).waitFor();
    assert.equal(await person.page.getByText("For noen dager siden ville du prøve dette:").count(), 0, "not before");

    await person.page.clock.setFixedTime(first + 5 * day);
    await person.goto();
    await person.sees("For noen dager siden ville du prøve dette:");
    await person.sees("Lese ett notat høyt");
    await person.press(person.button(how));
    await person.until("the question is gone", () => !document.body.innerText.includes("For noen dager siden"));

    await person.page.clock.setFixedTime(first + 11 * day);
    await person.goto();
    await person.link(/Fortsett der du slapp/).waitFor();
    const asked = await person.page.getByText("For noen dager siden ville du prøve dette:").count();
    assert.equal(asked, how === "Ikke ennå" ? 1 : 0, "asked again only where it is still to be tried");
  });
}

const OTHER_COURSE = {
  "course.toml": `
id = "et-annet-kurs"
title = "Et annet kurs"
languages = ["nb"]
lessons = ["hva-du-tror"]

[[help_line]]
name = "Mental Helse"
phone = "116 123"
checked = 2026-11-22
`,
  "nb/01-hva-du-tror.md": `---
minutes: 5
---

# Hva du tror

> [!SCALE 0-4] trygg
> Hvor trygg er du?
>
> ikke trygg | helt trygg

> [!POLL many] hvem
> Hvem bør være med?
>
> - [ ] Rune
>
>   Han det gjelder.
>
> - [ ] Legen

> [!CARE]
> Nå kommer noe som kan være tungt.
>
> [Gå forbi](#slutten)

- [Les videre](#midten)
- [Les noe annet](#slutten)

## Midten

Det som er tungt.

## Slutten {.ending}

> [!MOMENTS 2]
> - [Du leste det tunge](#midten)
> - [Du begynte](#hva-du-tror)

Slutt.
`,
};

for (const [size, hand] of [[NARROW, "mouse"], [WIDE, "keyboard"]]) {
  it(`a scale and a poll of several are kept and stand there again, and what is heavy can be passed by (${size.width} px, ${hand})`, { size, hand }, async (_, t) => {
    const site = await serveCourse(OTHER_COURSE);
    const person = await Person.come(here, { size, hand, site });
    t.after(async () => {
      await person.leave();
      await site.close();
    });
    const scale = (n) => person.main.getByRole("group", { name: "Hvor trygg er du?" }).getByRole("radio", { name: n, exact: true });
    const poll = (name) => person.main.getByRole("group", { name: "Hvem bør være med?" }).getByRole("checkbox", { name });
    await person.goto("leksjon/hva-du-tror/");
    await person.press(scale("3"));
    await person.press(poll("Rune"));
    await person.press(poll("Legen"));
    await person.sees("Han det gjelder.");
    await person.press(poll("Legen"));
    await person.reload();
    assert.deepEqual([await scale("3").isChecked(), await poll("Rune").isChecked(), await poll("Legen").isChecked()], [true, true, false]);
    await person.goto("dagbok/");
    assert.match(await person.main.innerText(), /Hvor trygg er du\?\s+3\s[^]*Hvem bør være med\?\s+Rune\s/);
    await person.goto("leksjon/hva-du-tror/");
    await person.sees("Nå kommer noe som kan være tungt.");
    await person.main.getByRole("link", { name: /Mental Helse/ }).waitFor();
    await person.press(person.link("Gå forbi"));
    await person.isReadFrom("Slutten");
    await person.sees("Du har vært gjennom leksjonen.");
    assert.deepEqual(await person.main.getByRole("listitem").filter({ visible: true, hasText: /Du leste|Du begynte/ }).allInnerTexts(), ["Du begynte"]);
    person.assertNothingWrong();
  });
}
