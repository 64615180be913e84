// Every place in both themes and both windows by axe, in the narrowest of windows, without motion, and without numbers.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { DIST, NARROW, suite, WIDE } from "./site.mjs";

const { it } = suite();
const LESSONS = readdirSync(`${DIST}/leksjon`);

/** Every place: its name, and how one comes to stand there. */
const PLACES = [
  ["the course", (person) => person.goto()],
  ["the course, help opened", async (person) => {
    await person.goto();
    await person.page.getByText("Noen å snakke med").click();
    await person.sees("Mental Helse");
  }],
  ...LESSONS.map((lesson) => [`${lesson}: opening`, (person) => person.goto(`leksjon/${lesson}/`)]),
  ...[["hvem-er-rune", "hvem-er-rune~mappa"], ["fastlegen", "brevet~skjemaet"], ["timen-paa-nav", "skranken~logg-inn"]].map(([lesson, step]) => [
    `${lesson}: a consequence`,
    (person) => person.goto(`leksjon/${lesson}/#${step}`),
  ]),
  ["a reflection answered, its voices open", async (person) => {
    await person.goto("leksjon/hvem-er-rune/#telefonen");
    await person.main.getByRole("textbox", { name: "Svaret ditt" }).fill("Jeg spør.");
    await person.sees("«La meg få eie noe.»");
  }],
  ["a poll answered", async (person) => {
    await person.goto("leksjon/hvem-er-rune/#rune-sa-etterp%C3%A5");
    await person.main.getByRole("radio", { name: "For Rune" }).check();
    await person.sees("Ville det vært lett å lese høyt");
  }],
  ["a poll in the second lesson", (person) => person.goto("leksjon/fastlegen/#henvisningen")],
  ["three places, and what to take along", (person) => person.goto("leksjon/timen-paa-nav/#samme-sak-tre-steder")],
  ["a closed scene", async (person) => {
    await person.goto("leksjon/hvem-er-rune/#punkt-tre");
    await person.sees("Hit kommer man bare på noen veier.");
  }],
  ...[["hvem-er-rune", "torsdag-ti-over-ti"], ["fastlegen", "nummer-38"], ["timen-paa-nav", "ledningen"]].map(([lesson, scene]) => [
    `${lesson}: an ending`,
    async (person) => {
      await person.goto(`leksjon/${lesson}/#${scene}`);
      await person.sees("Det tjenesten gjorde");
    },
  ]),
  ["the journal with entries", async (person) => {
    await person.goto("dagbok/");
    await person.sees("Jeg spør.");
  }],
  ["the journal, an entry being changed", (person) => person.button("Endre").first().click()],
  ["the journal, an entry about to be deleted", async (person) => {
    await person.button("Avbryt").click();
    await person.button("Slett", true).first().click();
    await person.sees("Slette dette svaret?");
  }],
  ["the map", (person) => person.goto("kart/")],
  ["the map of the third lesson", (person) => person.goto("kart/#timen-paa-nav")],
  ["a group's session, being planned", (person) => person.goto("gruppe/")],
  ["a group's session, getting ready", async (person) => {
    await person.page.getByRole("radio", { name: /^Rundt én skjerm/ }).check();
    await person.button("Lag økten").click();
    await person.page.waitForURL(/okt=/);
    await person.live();
    await person.sees("Klar til å begynne?");
  }],
  ["a group's session, the opening", async (person) => {
    await person.button("Begynn", true).click();
    await person.at("Før vi begynner");
  }],
  ["a group's session, the first scene", async (person) => {
    await person.button("Begynn på leksjonen").click();
    await person.page.locator("[data-stage] .scene[data-on]").waitFor();
  }],
  ["a group's session, the closing", async (person) => {
    await person.button("Stopp for i dag").click();
    await person.at("Til slutt");
  }],
  ["a group's record", async (person) => {
    await person.button("Avslutt økten").click();
    await person.link("Referat").click();
    await person.sees("Referat: ");
  }],
  ["trying out a lesson", (person) => person.goto("forhandsvis/")],
  ["privacy, about to erase all", async (person) => {
    await person.goto("personvern/");
    await person.button("Slett alt").click();
    await person.sees("Slette alt du har gjort og skrevet");
  }],
  ["about", (person) => person.goto("om/")],
  ["the way on, and what a reader has to say", async (person) => {
    await person.goto("veien-videre/");
    await person.main.locator("summary").filter({ hasText: "Fant du det du trengte?" }).click();
    await person.sees("Ingen svarer deg på dette.");
  }],
  ["an address that leads nowhere", async (person) => {
    person.expect(/404.*ingenting/);
    await person.goto("ingenting-her");
  }],
];

for (const size of [NARROW, WIDE]) {
  // One visit to all places, so that what was written in one is there in the others.
  it(`no violation of WCAG 2.2 A or AA in any place, light or dark (${size.width} px)`, { size }, async (person, t) => {
    for (const [name, come] of PLACES) {
      await t.test(name, async () => {
        await come(person);
        for (const colorScheme of ["light", "dark"]) {
          await person.page.emulateMedia({ colorScheme });
          await person.assertAccessible(`${name} (${colorScheme})`);
        }
      });
    }
  });
}

it("nothing sticks out of a window 320 px wide, nor of one of 360", { size: { width: 320, height: 640 } }, async (person, t) => {
  for (const [name, come] of PLACES) {
    await t.test(name, async () => {
      await come(person);
      await person.assertNoSideways(name);
      await person.page.setViewportSize(NARROW);
      await person.assertNoSideways(name);
      await person.page.setViewportSize({ width: 320, height: 640 });
    });
  }
});

it("who wants no motion gets none", { size: WIDE, reducedMotion: "reduce" }, async (person) => {
  await person.page.addInitScript(() => {
    window.moved = [];
    for (const name of ["transitionrun", "animationstart"]) addEventListener(name, (e) => window.moved.push(`${name} ${e.target.className}`), true);
  });
  await person.goto();
  await person.link(/Hvem er Rune/).hover();
  await person.link(/Hvem er Rune/).click();
  await person.isReadFrom("Hvem er Rune?");
  await person.doors.first().hover();
  await person.choose("Les de siste sidene først");
  await person.isReadFrom("Les de siste sidene først");
  await person.goOn();
  await person.isReadFrom("Mappa");
  assert.deepEqual(await person.page.evaluate(() => [window.moved, document.getAnimations().length]), [[], 0]);
});

it("no effect of a choice stands in any text, title or name for screen readers", { size: WIDE }, async (person) => {
  const EFFECT = /(^|[\s("])[+\u2212-]\s?[1-9]\b|\b(innflytelse|avtaler|tillit)\s*(>=|<=|[+=<>\u2212-])|\b(innflytelse|avtaler|tillit) [+-]?\d/i;
  for (const path of ["", "kart/", ...LESSONS.map((lesson) => `leksjon/${lesson}/`)]) {
    await person.goto(path);
    const said = await person.page.evaluate(() => {
      const all = [...document.querySelectorAll("#page, #page *")].filter((e) => !e.closest("script, style"));
      const names = ["title", "alt", "placeholder", "value", "content", "href", ...document.documentElement.getAttributeNames()];
      const attributes = all.flatMap((e) =>
        e.getAttributeNames().filter((name) => names.includes(name) || name.startsWith("aria-") || name.startsWith("data-")).map((name) => e.getAttribute(name)),
      );
      const texts = all.flatMap((e) => [...e.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data);
      return { attributes, texts: texts.filter((text) => text.trim()) };
    });
    assert.ok(said.texts.length > 50, path);
    const told = [...said.texts, ...said.attributes].filter((text) => EFFECT.test(text) && !/^(tel|https?):|^\d{4}-\d{2}-\d{2}/.test(text));
    assert.deepEqual(told, [], path);
    if (path.startsWith("leksjon/")) {
      const choices = await person.main.locator("a[data-choice]").evaluateAll((all) => all.filter((a) => a.title || a.ariaLabel || a.getAttribute("aria-description")).length);
      assert.equal(choices, 0, "a choice has its words and nothing else");
    }
  }
});
