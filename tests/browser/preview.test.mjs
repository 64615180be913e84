// /forhandsvis/: an author chooses or drops files and plays them at once. They stay on the machine, and so does the learner's own journey.
import assert from "node:assert/strict";
import { suite } from "./site.mjs";

const { it } = suite();

const MINE = `---
minutes: 3
---

# Min leksjon

Det regner.

> [!REFLECTION] regn
> Hva gjør du når det regner?
>
> - En nabo: «Går inn.»

- [Gå inn](#inne "tillit +1")

  Du tørker av deg på beina.

- [Bli ute](#ute)
- [Gå ingen steder](#ingensteds)

## Inne

Her er det tørt.

- [Vis hva du har](#lomma "if tillit >= 5")
- [Vent](#ute)

## Lomma

Et skrutrekkersett.

- [Ferdig](#ute)

## Ute {.ending}

Det regner fortsatt.
`;

const COURSE = `id = "mitt-kurs"
title = "Mitt kurs"
languages = ["nb"]
lessons = ["min-leksjon"]

[[meter]]
id = "tillit"
name = "Tillit"
min = 0
max = 5
start = 0
`;

const file = (name, text) => ({ name, mimeType: "text/markdown", buffer: Buffer.from(text) });
const choose = (person, ...files) => person.page.getByLabel("Velg leksjonsfiler").setInputFiles(files);
const said = (person, words) => person.main.getByRole("status").filter({ hasText: words }).waitFor();

/** Drops files on the field, as from a folder of the desktop. */
async function drop(person, ...files) {
  const carried = await person.page.evaluateHandle((files) => {
    const carried = new DataTransfer();
    for (const [name, bytes] of files) carried.items.add(new File([new Uint8Array(bytes)], name));
    return carried;
  }, files.map(({ name, buffer }) => [name, [...buffer]]));
  const field = person.page.getByText("Slipp filene her");
  for (const type of ["dragenter", "dragover", "drop"]) await field.dispatchEvent(type, { dataTransfer: carried });
}

it("a file that is chosen is played at once, with what is wrong beside it, and nothing leaves the machine", {}, async (person) => {
  const asked = [];
  person.page.on("request", (request) => {
    const { pathname, search } = new URL(request.url());
    asked.push([request.method(), pathname + search, request.postData()]);
  });
  await person.goto("forhandsvis/");
  await person.at("Prøv en leksjon");
  assert.ok(!asked.some(([, path]) => /parser|lessons/.test(path)), "the parser is fetched only when it is needed");
  asked.length = 0;
  await choose(person, file("01-min-leksjon.md", MINE));
  await said(person, "1 funn");
  const finding = person.main.getByRole("listitem").filter({ hasText: "unknown-scene" });
  await finding.getByText(/^Feil · unknown-scene/).waitFor();
  await finding.getByText("01-min-leksjon.md, linje 19, tegn 21").waitFor();
  assert.match(await finding.innerText(), /ingensteds/);

  await person.press(person.button("Spill: Min leksjon"));
  await person.at("Min leksjon");
  await person.sees("Du prøver en leksjon. Ingenting av det blir lagret.");
  await person.page.getByLabel("Svaret ditt").fill("Går inn");
  await person.sees("Går inn.»");
  await person.choose("Gå inn");
  await person.at("Gå inn");
  await person.sees("Du tørker av deg på beina.");
  await person.goOn();
  await person.at("Inne");
  assert.deepEqual(await person.doorNames(), ["Vis hva du har", "Vent"], "tillit begins at 4 in this site's course, and is 5 now");
  await person.choose("Vis hva du har");
  await person.at("Lomma");
  await person.press(person.link("Tilbake"));
  await person.at("Inne");
  await person.choose("Vent");
  await person.at("Ute");
  await person.sees("Det tjenesten gjorde");
  assert.deepEqual(await person.stored(), {}, "nothing is kept");
  for (const [method, path, body] of asked) {
    assert.match(path, /^\/(parser(_bg)?[^/]*\.(js|wasm)|lessons\/course\.json)$/);
    assert.deepEqual([method, body], ["GET", null]);
  }
  assert.equal(new Set(asked.map(([, path]) => path)).size, asked.length, "each once");
});

it("files that are dropped, with a course of their own: its meters, its conditions, and the same file again once it is mended", {}, async (person) => {
  await person.goto("forhandsvis/");
  await drop(person, file("01-min-leksjon.md", MINE), file("course.toml", COURSE));
  await person.press(person.button("Spill: Min leksjon"));
  await person.at("Min leksjon");
  await person.choose("Gå inn");
  await person.goOn();
  await person.at("Inne");
  assert.deepEqual(await person.doorNames(), ["Vent"], "tillit begins at 0 in the author's course, and is 1 now");

  const mended = MINE.replace("- [Gå ingen steder](#ingensteds)\n", "").replace("Det regner.", "Det snør.").replace(">= 5", ">= 1");
  await drop(person, file("01-min-leksjon.md", mended), file("course.toml", COURSE));
  await person.main.getByText("unknown-scene").waitFor({ state: "detached" });
  await person.press(person.button("Spill: Min leksjon"));
  await person.at("Min leksjon");
  await person.sees("Det snør.");
  await person.choose("Gå inn");
  await person.goOn();
  await person.at("Inne");
  assert.deepEqual(await person.doorNames(), ["Vis hva du har", "Vent"]);
});

it("a meter that is always shown stands in words over the choices, and a consequence can ask something too", {}, async (person) => {
  const always = `${COURSE}show = "always"\nwords = [[0, "ingen"], [1, "litt"]]\n`;
  const asking = MINE.replace("  Du tørker av deg på beina.\n", "  Du tørker av deg på beina.\n\n  > [!REFLECTION] matta\n  > Hva ser du først?\n  >\n  > - En nabo: «Matta.»\n");
  await person.goto("forhandsvis/");
  await drop(person, file("01-min-leksjon.md", asking), file("course.toml", always));
  await person.press(person.button("Spill: Min leksjon"));
  await person.at("Min leksjon");
  await person.sees("Tillit: ingen");
  await person.choose("Gå inn");
  await person.main.getByRole("textbox").last().fill("Skoene");
  await person.goOn();
  await person.at("Inne");
  await person.sees("Tillit: litt");
});

it("several lessons, each with its button; clean ones are said to be so", {}, async (person) => {
  await person.goto("forhandsvis/");
  const scene = "\n\nEn lang dag.\n\n- [Videre](#slutt)\n- [Hjem](#hjem)\n\n## Hjem {.ending}\n\nHjemme.\n\n## Slutt {.ending}\n\nSlutt.\n";
  await choose(person, file("01-en.md", `# En${scene}`), file("02-to.md", `# To${scene}`));
  await said(person, "Ingen funn.");
  await person.press(person.button("Spill: To"));
  await person.at("To");
  await person.press(person.button("Spill: En"));
  await person.at("En");
  await person.choose("Videre");
  await person.at("Slutt");
  await person.press(person.button("Spill: To"));
  await person.at("To");
});

it("files that are no lessons, or no text, are named; and hostile ones do nothing", {}, async (person) => {
  await person.goto("forhandsvis/");
  await choose(person, { name: "bilde.md", mimeType: "text/markdown", buffer: Buffer.from([0x23, 0x20, 0xff, 0xfe, 0x00]) });
  await said(person, "bilde.md er ikke ren tekst i UTF-8.");
  await choose(person, file("course.toml", COURSE));
  await said(person, "Ingen leksjonsfiler (.md) blant filene du valgte.");
  await choose(person, file("course.toml", "id = [[["), file("01-a.md", "# A\n\n## B {.ending}\n\nSlutt."));
  await person.main.getByText("course-file").first().waitFor();
  const evil = [
    "# Ond <script>window.pwned=1</script>",
    "<img src=x onerror='window.pwned=1'>",
    "[klikk](javascript:window.pwned=1) ![bilde](https://example.com/x.png)",
    "- [<b>Videre</b>](#slutt \"\"onmouseover=window.pwned=1\")",
    "## Slutt {#slutt\"onload=window.pwned=1 .ending}",
    "Slutt.",
    "> ".repeat(3000) + "dypt",
  ].join("\n\n");
  await choose(person, file("01-ond.md", evil));
  await person.main.getByText("raw-html").first().waitFor();
  await person.press(person.button(/^Spill: Ond/));
  await person.sees("klikk");
  assert.equal(await person.page.evaluate(() => window.pwned), undefined);
  assert.equal(await person.main.locator("script:not([type='application/json']), a[href^='javascript:']").count(), 0);
});

it("playing a preview leaves the learner's own journey as it was, and going on from there continues it", {}, async (person) => {
  await person.goto("leksjon/hvem-er-rune/");
  await person.choose("Les de siste sidene først");
  await person.at("Les de siste sidene først");
  await person.page.goto(person.url("forhandsvis/"));
  await person.live();
  const before = await person.events();
  // The same course and the same lesson's name: the likeliest to be mixed up.
  await choose(person, file("01-hvem-er-rune.md", MINE));
  await person.press(person.button("Spill: Min leksjon"));
  await person.at("Min leksjon");
  assert.equal(await person.page.getByRole("link", { name: "Fortsett der du slapp" }).count(), 0);
  await person.page.getByLabel("Svaret ditt").fill("Bare en prøve");
  await person.choose("Bli ute");
  await person.at("Ute");
  assert.deepEqual(await person.events(), before);
  assert.doesNotMatch(Object.values(await person.stored()).join(), /prøve/);

  await person.press(person.link("Bruker i sentrum", true));
  await person.at("Bruker i sentrum");
  await person.sees("Lagret på denne enheten");
  await person.press(person.link("Fortsett der du slapp"));
  await person.at("Les de siste sidene først");
  await person.goOn();
  await person.at("Mappa");
  const now = await person.events();
  assert.deepEqual(now.slice(0, before.length), before);
  assert.equal(now.at(-1).scene, "mappa");
  await person.press(person.link("Dagbok", true));
  await person.sees("Her er det tomt ennå.");
});
