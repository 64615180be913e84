// By keyboard alone: every stop can be seen and named, and focus is never lost when what had it goes away.
// The journeys of the other files are walked by keyboard too.
import assert from "node:assert/strict";
import { NARROW, suite, WIDE } from "./site.mjs";

const { it } = suite();
const ONE = "leksjon/hvem-er-rune/";

for (const size of [NARROW, WIDE]) {
  it(`every stop of the Tab key can be seen, is not covered and has a name (${size.width} px)`, { size, hand: "keyboard" }, async (person) => {
    for (const path of ["", ONE, `${ONE}#telefonen`, `${ONE}#rune-sa-etterp%C3%A5`, "dagbok/", "kart/", "personvern/", "om/", "veien-videre/", "forhandsvis/"]) {
      // Each page anew: from scene to scene the heading gets focus, and whether before the first Tab nobody knows.
      await person.page.goto("about:blank");
      await person.goto(path);
      const stops = [];
      for (let i = 0; i < 120; i++) {
        await person.page.keyboard.press("Tab");
        const stop = await person.page.evaluate(() => {
          const at = document.activeElement;
          if (!at || at === document.body) return null;
          const shown = at.matches("input") ? (at.closest("label") ?? at) : at;
          const box = shown.getBoundingClientRect();
          const x = Math.min(Math.max(box.x + box.width / 2, 1), innerWidth - 2);
          const y = Math.min(Math.max(box.y + box.height / 2, 1), innerHeight - 2);
          const top = document.elementFromPoint(x, y);
          const rings = [at, shown, at.nextElementSibling].filter(Boolean).map((e) => getComputedStyle(e)).concat(getComputedStyle(at, "::after"));
          return {
            what: `${at.localName} ${(at.innerText || at.ariaLabel || at.labels?.[0]?.innerText || "").trim().slice(0, 40)}`,
            named: Boolean((at.innerText || at.ariaLabel || at.labels?.[0]?.innerText || at.getAttribute("aria-labelledby") || "").trim()),
            seen: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
            bare: top === shown || shown.contains(top) || top?.contains(shown),
            ring: rings.some((style) => (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 1.5) || style.boxShadow !== "none"),
          };
        });
        if (!stop) break;
        stops.push(stop);
      }
      assert.ok(stops.length > 3, path);
      assert.deepEqual(stops.filter((stop) => !(stop.named && stop.seen && stop.bare && stop.ring)), [], path);
    }
  });
}

/** Focus stands on something, and not on the page as a whole. */
async function assertFocus(person, what) {
  // What is shown after an act comes within a frame or two.
  await person.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.notEqual(await person.page.evaluate(() => document.activeElement?.localName), "body", `focus was lost: ${what}`);
}

it("focus is never lost in a lesson's fields", { size: WIDE, hand: "keyboard" }, async (person) => {
  await person.goto(`${ONE}#telefonen`);
  await person.press(person.button("Jeg har tenkt"));
  await person.sees("Du har tenkt på dette.");
  await assertFocus(person, "Jeg har tenkt");
  await person.press(person.button("Hopp over"));
  await person.sees("Du hoppet over.");
  await assertFocus(person, "Hopp over");
  await person.type(person.main.getByRole("textbox"), "Nå");
  await person.sees("Lagret i dagboka di.");
  await assertFocus(person, "writing");
});

it("focus is never lost in the journal", { size: NARROW, hand: "keyboard" }, async (person) => {
  await person.goto(`${ONE}#telefonen`);
  await person.type(person.main.getByRole("textbox"), "En ting");
  await person.sees("Lagret i dagboka di.");
  await person.goto(`${ONE}#samme-sak-tre-steder`);
  await person.type(person.main.getByRole("textbox").first(), "En til");
  await person.prompt("Hvilket av de tre stedene").getByText("Lagret i dagboka di.").waitFor();
  await person.goto("dagbok/");
  for (const [press, then] of [["Endre", "Avbryt"], ["Avbryt", "Endre"], ["Endre", "Lagre"], ["Lagre", "Endre"], ["Slett", "Nei, behold"], ["Nei, behold", "Slett"], ["Slett", "Ja, slett"]]) {
    await person.press(person.button(press, true).first());
    await person.button(then, true).first().waitFor();
    await assertFocus(person, press);
  }
  await person.press(person.button("Ja, slett"));
  await person.until("one is gone", () => !document.body.innerText.includes("En ting"));
  await assertFocus(person, "Ja, slett");
});

it("focus is never lost when all is erased, or nothing after all", { size: WIDE, hand: "keyboard" }, async (person) => {
  await person.goto("personvern/");
  for (const answer of ["Nei, behold", "Ja, slett"]) {
    await person.press(person.button("Slett alt"));
    await person.button(answer).waitFor();
    await assertFocus(person, "Slett alt");
    await person.press(person.button(answer));
    await person.until("the question is gone", () => !document.body.innerText.includes("Slette alt du har gjort"));
    await assertFocus(person, answer);
  }
});
