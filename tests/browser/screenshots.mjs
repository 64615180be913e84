// Pictures of every place at four widths and in both themes, to be looked at by people: node screenshots.mjs FOLDER
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { launch, Person, serve } from "./site.mjs";

const WIDTHS = [360, 768, 1280, 1920];
const THEMES = ["light", "dark"];

const folder = process.argv[2];
if (!folder) {
  console.error("node screenshots.mjs FOLDER");
  process.exit(2);
}
await mkdir(resolve(folder), { recursive: true });
const here = { site: await serve(), browser: await launch() };
let count = 0;
try {
  for (const width of WIDTHS) for (const colorScheme of THEMES) await all(width, colorScheme);
} finally {
  await here.browser.close();
  here.site.close();
}
console.log(`${count} pictures in ${folder}`);

async function all(width, colorScheme) {
  const size = { width, height: width < 700 ? 740 : 900 };
  const person = await Person.come(here, { size, colorScheme, reducedMotion: "reduce" });
  const take = async (name) => {
    await person.page.evaluate(async () => {
      await document.fonts.ready;
      // Pictures further down are fetched as one scrolls; here nobody scrolls.
      document.querySelectorAll("img[loading]").forEach((img) => img.removeAttribute("loading"));
      await Promise.all([...document.images].filter((img) => img.checkVisibility()).map((img) => img.decode().catch(() => {})));
    });
    await person.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    count += 1;
  };
  await person.goto();
  await take("kurs-nytt");
  for (const [name, path] of [["dagbok-tom", "dagbok/"], ["kart-nytt", "kart/"], ["forhandsvis", "forhandsvis/"], ["personvern", "personvern/"], ["om", "om/"], ["veien-videre", "veien-videre/"], ["404", "finnes/ikke/"]]) {
    await person.goto(path);
    await take(name);
  }
  await person.goto("leksjon/hvem-er-rune/");
  await take("aapning");
  await person.page.getByLabel("Svaret ditt").fill("At hun kom til å avlyse.\n\nDet gjorde hun ikke.");
  await person.sees("Andre stemmer");
  await take("svar");
  await person.choose("Les de siste sidene først");
  await person.at("Les de siste sidene først");
  await take("konsekvens");
  // On to the end by the first door that is open, with a stop where a prompt is.
  for (let step = 0; step < 60; step++) {
    const scene = person.page.url().split("#")[1];
    if (scene === "telefonen" || scene === "rune-sa-etterp%C3%A5" || scene === "samme-sak-tre-steder") {
      await take({ telefonen: "oppgave", "samme-sak-tre-steder": "forsett" }[scene] ?? "avstemning");
      const field = person.page.getByLabel("Svaret ditt");
      for (const one of await field.all()) if (await one.isVisible()) await one.fill("Lese notatet høyt for den det gjelder.");
      const poll = person.main.getByRole("radio").filter({ visible: true });
      if (await poll.count()) await poll.first().check();
    }
    if (await person.main.getByRole("heading", { name: "Det tjenesten gjorde" }).isVisible()) break;
    await person.press(person.doors.first());
    await person.page.waitForURL((url) => url.hash.slice(1) !== scene);
  }
  await take("slutt");
  for (const [name, path] of [["kurs-begynt", ""], ["dagbok", "dagbok/"], ["kart", "kart/"], ["aapning-neste", "leksjon/fastlegen/"], ["oppslag", "leksjon/fastlegen/#brevet"]]) {
    await person.goto(path);
    await take(name);
  }
  await person.goto("forhandsvis/");
  await person.page.getByLabel("Velg leksjonsfiler").setInputFiles({
    name: "01-prove.md", mimeType: "text/markdown", buffer: Buffer.from("# Prøve\n\nTekst.\n\n- [Videre](#b)\n- [Ingen steder](#c)\n\n## B {.ending}\n\nSlutt.\n"),
  });
  await person.press(person.button("Spill: Prøve"));
  await person.at("Prøve");
  await take("forhandsvis-spilt");
  await person.leave();
}
