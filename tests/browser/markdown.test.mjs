// A lesson without a prerendered page is played from its Markdown, and it is the same page.
import assert from "node:assert/strict";
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { after, before } from "node:test";
import { copyOfDist, DIST, Person, serve, suite } from "./site.mjs";

const { here, it } = suite();

/** Console messages for the missing page, which is missing on purpose. */
const MISSING = /404 \(Not Found\).*\/leksjon\//;

let bare, copy;
before(async () => {
  copy = await copyOfDist(async (folder) => {
    const lessons = join(folder, "leksjon");
    for (const slug of await readdir(lessons))
      for (const file of await readdir(join(lessons, slug))) await rm(join(lessons, slug, file));
  });
  bare = await serve(copy.folder);
});
after(async () => {
  bare?.close();
  await copy?.close();
});

/** On the site without lesson pages. */
const onBare = (name, body) =>
  it(name, {}, async () => {
    const person = await Person.come(here, { site: bare });
    person.expect(MISSING);
    await body(person);
    person.assertNothingWrong();
    await person.leave();
  });

it("the parser makes the very page that kurs build made, for every lesson", {}, async (person) => {
  const slugs = await readdir(join(DIST, "leksjon"));
  assert.ok(slugs.length >= 3);
  await person.goto();
  for (const slug of slugs) {
    const [built, made, graphs] = await person.page.evaluate(async (slug) => {
      const root = new URL("./", location).href;
      const text = async (path) => {
        const response = await fetch(root + path);
        if (!response.ok) throw new Error(`${path}: ${response.status}`);
        return response.text();
      };
      const parser = await window.load(`${root}parser.js`);
      await parser.default({ module_or_path: `${root}parser_bg.wasm` });
      const sheet = await text("lessons/course.json");
      const file = parser.file_of(sheet, slug);
      const played = JSON.parse(parser.lesson(sheet, file, await text(`lessons/${file}`)));
      const page = (html) => new DOMParser().parseFromString(html, "text/html");
      const prerendered = page(await text(`leksjon/${slug}/`));
      return [
        prerendered.querySelector("main > article").outerHTML,
        page(played.html).querySelector("article").outerHTML,
        [JSON.parse(prerendered.querySelector("script[data-graph]").textContent), played.graph],
      ];
    }, slug);
    assert.equal(made, built, slug);
    assert.deepEqual(graphs[1], graphs[0], slug);
  }
});

/** The lesson as it stands once the program has adopted it. */
const adopted = (person) => person.page.evaluate(() => document.querySelector("main > article").outerHTML);

onBare("opened by its address it is adopted like the prerendered one, and played", async (person) => {
  const built = await Person.come(here);
  for (const slug of await readdir(join(DIST, "leksjon"))) {
    await person.goto(`leksjon/${slug}/`);
    await person.until("a lesson", () => document.documentElement.dataset.place === "lesson");
    const title = await person.main.getByRole("heading", { level: 1 }).innerText();
    await person.until("the doors are adopted", () => document.querySelector("main textarea"));
    await built.goto(`leksjon/${slug}/`);
    await built.at(title);
    await built.until("the doors are adopted", () => document.querySelector("main textarea"));
    assert.equal(await adopted(person), await adopted(built), slug);
    assert.equal(await person.page.title(), await built.page.title(), slug);
  }
  await person.goto("leksjon/fastlegen/");
  // The page for unknown addresses, which stands there till then, has a door too.
  await person.until("a lesson", () => document.documentElement.dataset.place === "lesson");
  await person.press(person.doors.first());
  await person.until("it is saved", () => Object.keys(localStorage).length === 1);
  await built.leave();
});

onBare("reached by a link from the course page it is played, with saving, Back and the way on to the next", async (person) => {
  await person.goto();
  await person.press(person.main.getByRole("link", { name: /Hvem er Rune\?/ }));
  await person.at("Hvem er Rune?");
  await person.isReadFrom("Hvem er Rune?");
  await person.choose("Les de siste sidene først");
  await person.at("Les de siste sidene først");
  await person.goOn();
  await person.at("Mappa");
  assert.deepEqual(await person.happened(), ["began", "chose", "entered"]);
  assert.equal(person.page.url(), `${bare.address}leksjon/hvem-er-rune/#mappa`);
  await person.back();
  await person.at("Les de siste sidene først");
  await person.back();
  await person.at("Hvem er Rune?");
  await person.back();
  await person.at("Bruker i sentrum");
  await person.press(person.link("Fortsett der du slapp"));
  await person.at("Mappa");
  await person.press(person.link("Dagbok", true));
  await person.at("Dagbok");
  await person.back();
  await person.at("Mappa");
  // A deep link, by address.
  await person.goto("leksjon/hvem-er-rune/#stolen");
  await person.at("Stolen");
  await person.press(person.doors.first());
  await person.until("one has gone on", () => !location.hash.endsWith("#stolen"));
  // Pictures beside the Markdown are found.
  await person.goto("leksjon/fastlegen/");
  await person.at("Et kvarter hos fastlegen");
  await person.until("its picture is there", () => document.querySelector("main img")?.naturalWidth > 0);
});

onBare("an address of no lesson says so, and leads to the course", async (person) => {
  await person.goto("leksjon/finnes-ikke/");
  await person.sees("Leksjonen i adressen finnes ikke i dette kurset.");
  await person.at("Fant ikke siden");
  await person.press(person.link("Bruker i sentrum", true));
  await person.at("Bruker i sentrum");
});

it("the parser is fetched only where Markdown is loaded", {}, async (person) => {
  const asked = [];
  person.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await person.goto();
  await person.press(person.main.getByRole("link", { name: /Hvem er Rune\?/ }));
  await person.at("Hvem er Rune?");
  await person.goto("leksjon/fastlegen/");
  await person.goto("forhandsvis/");
  assert.deepEqual(asked.filter((path) => /parser|\.md|course\.json/.test(path)), []);
});
