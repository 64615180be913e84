// The other places: the course, the journal, the map, what the course is and keeps, and addresses that lead nowhere.
import assert from "node:assert/strict";
import { NARROW, PAIR, Person, serveCourse, suite, WAYS, WIDE } from "./site.mjs";
import { MET, upTo } from "./ways.mjs";

const { each, it } = suite();
const ONE = "leksjon/hvem-er-rune/";

each("the course page: ten lessons to go into or to come, and those of one level", WAYS, async (person) => {
  await person.goto();
  await person.at("Bruker i sentrum");
  await person.sees("For deg som møter mennesker med rusmiddelproblemer på jobben");
  await person.sees("Hver leksjon tar om lag 20 minutter alene");
  const plan = person.main.getByRole("list").filter({ hasText: "Hvem er Rune?" });
  const names = async () => (await plan.locator("> li").filter({ visible: true }).locator(".name").allInnerTexts()).map((name) => name.trim());
  const all = await names();
  assert.deepEqual([all.length, all[0], all[9]], [10, "Hvem er Rune?", "Stolen ved bordet"]);
  const written = (await plan.getByRole("link").allInnerTexts()).map((name) => name.replace(/^\d+\s+/, "").trim());
  assert.deepEqual(written, all.slice(0, written.length));
  assert.ok(written.length >= 9, "all but the last are written");
  await person.press(person.main.getByRole("radio", { name: "System" }));
  await person.until("only two left", () => [...document.querySelectorAll("main ol > li")].filter((li) => li.checkVisibility()).length === 2);
  assert.deepEqual(await names(), ["En dør som kan låses", "Stolen ved bordet"]);
  await person.press(person.main.getByRole("radio", { name: "Tjeneste" }));
  await person.until("other ones", () => [...document.querySelectorAll("main ol > li")].filter((li) => li.checkVisibility()).length === 6);
  await person.press(person.main.getByRole("radio", { name: "Alle" }));
  await person.until("all again", () => [...document.querySelectorAll("main ol > li")].filter((li) => li.checkVisibility()).length === 10);
});

/** Writes in two lessons and takes part in a poll. */
async function write(person) {
  await person.goto(`${ONE}#telefonen`);
  await person.type(person.main.getByRole("textbox", { name: "Svaret ditt" }), "Jeg venter litt.");
  await person.sees("Lagret i dagboka di.");
  await person.goto(`${ONE}#rune-sa-etterp%C3%A5`);
  await person.press(person.main.getByRole("radio", { name: "For Rune" }));
  await person.sees("Ville det vært lett å lese høyt");
  await person.goto("leksjon/fastlegen/#mansjetten");
  await person.type(person.main.getByRole("textbox", { name: "Svaret ditt" }), "Først sur, så skrev jeg.");
  await person.sees("Lagret i dagboka di.");
  await person.press(person.link("Dagbok", true));
  await person.at("Dagbok");
}

each("the journal: all that was written, by lesson, with what was asked; changed, deleted, copied and printed", PAIR, async (person) => {
  await person.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await person.page.addInitScript(() => (window.print = () => (window.printed = (window.printed ?? 0) + 1)));
  await person.goto("dagbok/");
  await person.sees("Her er det tomt ennå.");
  await write(person);

  await person.sees("Ikke skriv noe noen kan kjennes igjen på. Andre som bruker denne maskinen, kan lese det.");
  const lessons = (await person.main.getByRole("heading", { level: 2 }).allInnerTexts()).map((text) => text.replace(/\s+/g, " "));
  assert.deepEqual(lessons, ["1 Hvem er Rune?", "2 Et kvarter hos fastlegen"]);
  const first = (await person.main.innerText()).replace(/\s+/g, " ");
  assert.match(first, /Du så mobilen\. Rune så at du så den\. .*Jeg venter litt\. .*Hvem ble notatet mest skrevet for\? For Rune .*Du sitter alene, og klokka går\..* Først sur, så skrev jeg\./);

  await person.press(person.button("Endre").first());
  const field = person.main.getByRole("textbox");
  assert.equal(await field.inputValue(), "Jeg venter litt.");
  await field.press("End");
  await field.pressSequentially(" Ikke lenge.");
  await person.press(person.button("Lagre", true));
  await person.sees("Jeg venter litt. Ikke lenge.");

  await person.press(person.button("Kopier alt som tekst"));
  await person.sees("Kopiert.");
  const copied = await person.page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /1 Hvem er Rune\?[^]*Du så mobilen[^]*Jeg venter litt\. Ikke lenge\.[^]*For Rune[^]*2 Et kvarter hos fastlegen[^]*Først sur/);

  // Another day, and a word too many: what was mended is in no key any more.
  await person.reload();
  await person.press(person.button("Endre").first());
  await person.main.getByRole("textbox").fill("Jeg venter.");
  await person.press(person.button("Lagre", true));
  await person.sees("Jeg venter.");
  const kept = await person.page.evaluate(() => Object.values({ ...localStorage }).join());
  assert.ok(kept.includes("Jeg venter.") && !kept.includes("Ikke lenge") && !kept.includes("Jeg venter litt"), "the earlier words are gone");
  assert.match((await person.main.innerText()).replace(/\s+/g, " "), /Jeg venter\. .*For Rune/, "and the order is as it was");

  await person.press(person.button("Slett", true).first());
  await person.sees("Slette dette svaret? Det kan ikke angres.");
  await person.press(person.button("Nei, behold"));
  await person.sees("Jeg venter.");
  await person.press(person.button("Slett", true).first());
  await person.press(person.button("Ja, slett"));
  await person.until("it is gone", () => !document.body.innerText.includes("Jeg venter."));
  assert.doesNotMatch(JSON.stringify(await person.stored()), /Jeg venter\./, "its text is in no key");
  await person.reload();
  await person.sees("Først sur, så skrev jeg.");
  assert.equal(await person.page.getByText("Jeg venter.").count(), 0);

  await person.press(person.button("Skriv ut"));
  assert.equal(await person.page.evaluate(() => window.printed), 1);
  await person.page.emulateMedia({ media: "print" });
  await person.sees("Først sur, så skrev jeg.");
  assert.equal(await person.main.getByRole("button").filter({ visible: true }).count(), 0, "no buttons on paper");
  assert.equal(await person.page.getByRole("navigation").filter({ visible: true }).count(), 0, "nor ways on");
});

each("the map: where one has been, where one is, and into a choice not taken", PAIR, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Låsen"));
  await person.press(person.link("Kart", true));
  await person.at("Hvem er Rune?");
  const room = (name) => person.main.getByRole("listitem").filter({ has: person.page.getByRole("link", { name, exact: true }) }).last();
  const said = async (name) => (await room(name).innerText()).split("\n").join(" ");
  assert.match(await said("1.01 Hvem er Rune?"), /1\.01 Hvem er Rune\? +her har du vært/);
  assert.match(await said("1.04 Stolen"), /1\.04 Stolen +her har du vært/);
  assert.match(await said("1.05 Låsen"), /1\.05 Låsen +her er du/);
  assert.match(await said("1.02 Mappa"), /1\.02 Mappa +ikke gått/);
  const before = await person.events();
  await person.press(room("1.02 Mappa").getByRole("link").first());
  await person.isReadFrom("Mappa");
  const after = await person.events();
  assert.deepEqual(after.slice(0, before.length), before);
  assert.deepEqual(after.slice(before.length).map((event) => event.what).at(-1).match(/jumped|began/)?.length, 1, "a jump, without effects");
  await person.choose("Lukk mappa og hent Rune");
  await person.isReadFrom("Stolen");
  await person.goto();
  await person.sees("Begynt");
});

it("the drawn map leads where its rooms say, and marks them as the list does", { size: WIDE }, async (person) => {
  await person.goto(ONE);
  await person.walk(upTo(MET, "Låsen"));
  await person.goto("kart/#hvem-er-rune");
  const states = await person.page.evaluate(() => {
    const plan = document.getElementById("hvem-er-rune");
    const of = (within) => Object.fromEntries([...plan.querySelectorAll(`${within} [data-room]`)].map((room) => [room.dataset.room, room.dataset.state]));
    return [of("svg"), of("ul")];
  });
  assert.equal(states[0]["låsen"], "current");
  assert.equal(states[0]["stolen"], "visited");
  assert.equal(states[0]["mappa"], "open");
  assert.equal(states[0]["torsdag-ti-over-ti"], "hidden");
  assert.deepEqual(states[1], states[0]);
  await person.page.locator("#hvem-er-rune svg a").filter({ hasText: "Mappa" }).click();
  await person.at("Mappa");
});

each("the map shows the plan of each lesson", PAIR, async (person) => {
  await person.goto("kart/");
  await person.at("Hvem er Rune?");
  await person.press(person.main.getByRole("navigation", { name: "Plantegninger" }).getByRole("link", { name: /Timen på Nav/ }));
  await person.at("Timen på Nav");
  assert.equal(await person.heading("Hvem er Rune?").filter({ visible: true }).count(), 0, "one plan at a time");
  await person.back();
  await person.at("Hvem er Rune?");
});

each("about the course, and what is kept", PAIR, async (person) => {
  await person.goto();
  await person.press(person.link("Om kurset"));
  await person.isReadFrom("Om kurset");
  await person.sees("Kurset er ennå ikke lest av mennesker med egen erfaring.");
  await person.press(person.link("Personvern"));
  await person.isReadFrom("Personvern");
  await person.sees("Ingenting er lagret.");
  await person.back();
  await person.isReadFrom("Om kurset");
  await person.back();
  await person.isReadFrom("Bruker i sentrum");
  assert.deepEqual(await person.stored(), {}, "looking around writes nothing");
});

each("the way on: who to ask, and what to ask before saying yes; readable without the program and on paper", PAIR, async (person) => {
  await person.goto();
  await person.press(person.link("Veien videre", true));
  await person.isReadFrom("Vil du selv være med?");
  const asked = person.main.getByRole("listitem").filter({ has: person.page.locator("strong", { hasText: "?" }) });
  assert.deepEqual((await asked.locator("strong").allInnerTexts()).map((text) => text.trim()), [
    "Hvem representerer jeg?", "Hva får jeg betalt?", "Får jeg papirene i tide?", "Kan jeg si nei?",
  ]);
  assert.equal(await person.main.getByRole("link", { name: "RIO", exact: true }).getAttribute("href"), "https://rio.no");
  await person.page.emulateMedia({ media: "print" });
  assert.equal(await asked.last().isVisible(), true);
  assert.equal(await person.page.getByText("Fant du det du trengte?").isVisible(), false, "on paper there is nothing to press");
  assert.equal(await person.page.getByRole("navigation").filter({ visible: true }).count(), 0);
});

it("the way on is all there without JavaScript", { size: NARROW, javaScriptEnabled: false }, async (person) => {
  await person.page.goto(person.url("veien-videre/"));
  await person.sees("Får jeg papirene i tide?");
  await person.main.getByRole("link", { name: "Ivareta", exact: true }).waitFor();
  assert.equal(await person.page.getByText("Fant du det du trengte?").count(), 0, "what needs the program is not there");
});

/** Opens the form, and writes in it. */
async function tell(person, words) {
  await person.press(person.main.locator("summary").filter({ hasText: "Fant du det du trengte?" }).filter({ visible: true }));
  await person.sees("Ingen svarer deg på dette. Ikke skriv om deg selv eller andre.");
  await person.type(person.main.getByRole("textbox", { name: "Hva var nyttig, hva manglet, hva var feil?" }), words);
}

const WORDS = "Nummeret i boksen er feil & «gammelt».";

each("did you find what you needed: a text shown whole, with place and edition, copied and never sent or kept", PAIR, async (person) => {
  await person.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  for (const path of ["veien-videre/", "leksjon/fastlegen/#nummer-38"]) {
    await person.goto(path);
    const edition = await person.page.getByRole("contentinfo").getByText(/^Utgave /).innerText();
    assert.match(edition, /^Utgave [0-9a-f]{8}$/);
    const [before, asked] = [await person.stored(), []];
    person.page.on("request", (request) => asked.push(request.url()));
    await tell(person, WORDS);
    const text = `${WORDS}\n\n${path}\n${edition}`;
    assert.equal(await person.main.getByRole("blockquote").filter({ hasText: "Utgave" }).innerText(), text);
    await person.press(person.button("Kopier teksten"));
    await person.sees("Kopiert.");
    assert.equal((await person.page.evaluate(() => navigator.clipboard.readText())).replaceAll("\r\n", "\n"), text);
    assert.equal(await person.link("Send som e-post").count(), 0, "nobody has said where to");
    assert.deepEqual([await person.stored(), asked], [before, []], "nothing is kept, and nobody is told");
  }
});

it("where the course has an address, the text can be sent as mail by the reader's own program", { size: WIDE }, async ({ here }) => {
  const site = await serveCourse({
    "course.toml": 'id = "post"\ntitle = "Post"\nlanguages = ["nb"]\nlessons = ["a"]\nfeedback_mailto = "kurs@example.no"\n',
    "nb/01-a.md": "# Å begynne\n\nEn.\n\n- [Videre](#å-slutte)\n\n## Å slutte\n\nTo.\n",
  });
  const person = await Person.come(here, { site });
  try {
    await person.goto("leksjon/a/");
    await person.choose("Videre");
    await person.isReadFrom("Å slutte");
    assert.deepEqual(await person.doorNames(), ["Vil du selv være med?", "Til kurset"], "the last lesson leads on out of the course");
    await tell(person, WORDS);
    const mail = new URL(await person.link("Send som e-post").getAttribute("href"));
    assert.deepEqual([mail.protocol, mail.pathname], ["mailto:", "kurs@example.no"]);
    assert.equal(mail.searchParams.get("subject"), "Fant du det du trengte?");
    assert.match(mail.searchParams.get("body"), /^Nummeret i boksen er feil & «gammelt»\.\r\n\r\nleksjon\/a\/#å-slutte\r\nUtgave [0-9a-f]{8}$/);
    person.assertNothingWrong();
  } finally {
    await person.leave();
    await site.close();
  }
});

each("somebody to talk to is one press away in every place", PAIR, async (person) => {
  for (const path of ["", `${ONE}#notatet`, "dagbok/", "kart/", "personvern/", "om/", "veien-videre/"]) {
    await person.goto(path);
    await person.press(person.page.getByRole("banner").getByText("Noen å snakke med"));
    const phone = person.page.getByRole("banner").getByRole("link", { name: /Mental Helse/ }).first();
    await phone.waitFor();
    assert.equal(await phone.getAttribute("href"), "tel:116123", path);
  }
});

each("an address that leads nowhere says so, and where to go", PAIR, async (person) => {
  person.expect(/404.*(ingenting-her|dypt\/nede)/);
  for (const path of ["ingenting-her", "dypt/nede/"]) {
    const answer = await person.page.goto(person.url(path));
    assert.equal(answer.status(), 404);
    await person.live();
    await person.at("Fant ikke siden");
    await person.press(person.link("Bruker i sentrum", true));
    await person.at("Bruker i sentrum");
  }
});

it("an address with a lesson that is not there says so", { size: NARROW }, async (person) => {
  person.expect(/404.*leksjon/);
  await person.goto("leksjon/finnes-ikke/");
  await person.sees("Leksjonen i adressen finnes ikke i dette kurset.");
  await person.goto("leksjon/02-Fastlegen.md/");
  await person.at("Et kvarter hos fastlegen");
  assert.equal(person.page.url(), person.url("leksjon/fastlegen/"));
});

it("an address with a scene that is not there shows the beginning, and says so until one goes on", { size: WIDE }, async (person) => {
  await person.goto(`${ONE}#finnes-ikke`);
  await person.at("Hvem er Rune?");
  await person.sees("Scenen i adressen finnes ikke i leksjonen nå. Du er ved begynnelsen.");
  assert.deepEqual(await person.stored(), {});
  await person.choose("Les de siste sidene først");
  await person.isReadFrom("Les de siste sidene først");
  assert.equal(await person.page.getByText("Scenen i adressen finnes ikke").count(), 0);
  assert.deepEqual(await person.happened(), ["began", "chose"]);
});

it("an address in decomposed letters shows the same scene", { size: WIDE }, async (person) => {
  await person.goto(`${ONE}#${encodeURIComponent("låsen".normalize("NFD"))}`);
  await person.at("Låsen");
});
