// Pictures of every place at four widths and in both themes, to be looked at by people: node screenshots.mjs FOLDER
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { launch, Person, serve } from "./site.mjs";

const WIDTHS = [360, 768, 1280, 1920];
const THEMES = ["light", "dark"];

/** Places, as somebody sees them who comes for the first time. */
const NEW = [
  ["dagbok-tom", "dagbok/"],
  ["kart-nytt", "kart/"],
  ["forhandsvis", "forhandsvis/"],
  ["personvern", "personvern/"],
  ["om", "om/"],
  ["veien-videre", "veien-videre/"],
  ["404", "finnes/ikke/"],
  ["aapning-fem", "leksjon/sju-rundt-bordet/"],
];
const PAPER = [
  ["veileder", "veileder/"],
  ["veileder-fem", "veileder/sju-rundt-bordet/"],
  ["bordark-fem", "veileder/sju-rundt-bordet/bord/"],
];
/** Scenes passed on the way, so that Rune has something to remember, and the end of the course. */
const MEMORIES = ["leksjon/sju-rundt-bordet/#strimlene", "leksjon/doera/#rullatoren", "leksjon/hvem-er-rune/#side-61", "leksjon/stolen-ved-bordet/#turid"];
const LAST = "leksjon/stolen-ved-bordet/#nei";

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
  const take = async (name, fullPage = true) => {
    await person.page.evaluate(async () => {
      await document.fonts.ready;
      // Pictures further down are fetched as one scrolls; here nobody scrolls.
      document.querySelectorAll("img[loading]").forEach((img) => img.removeAttribute("loading"));
      await Promise.all([...document.images].filter((img) => img.checkVisibility()).map((img) => img.decode().catch(() => {})));
    });
    await person.page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage });
    count += 1;
  };
  await person.goto();
  await take("kurs-nytt");
  for (const [name, path] of NEW) {
    await person.goto(path);
    await take(name);
  }
  // Pages of paper: no program will come, and the guide to the whole course is as high as a house.
  for (const [name, path] of PAPER) {
    await person.page.goto(person.url(path));
    await take(name, false);
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
    if (await person.link(/^Neste leksjon/).isVisible()) break;
    await person.press(person.doors.first());
    await person.page.waitForURL((url) => url.hash.slice(1) !== scene);
  }
  await person.sees("Det tjenesten gjorde");
  await take("slutt");
  for (const [name, path] of [["kurs-begynt", ""], ["dagbok", "dagbok/"], ["kart", "kart/"], ["aapning-neste", "leksjon/fastlegen/"], ["oppslag", "leksjon/fastlegen/#brevet"]]) {
    await person.goto(path);
    await take(name);
  }
  for (const path of MEMORIES) await person.goto(path);
  await person.goto(LAST);
  await person.sees("Det Rune husker:");
  await take("slutten");
  await person.goto("forhandsvis/");
  await person.page.getByLabel("Velg leksjonsfiler").setInputFiles({
    name: "01-prove.md", mimeType: "text/markdown", buffer: Buffer.from("# Prøve\n\nTekst.\n\n- [Videre](#b)\n- [Ingen steder](#c)\n\n## B {.ending}\n\nSlutt.\n"),
  });
  await person.press(person.button("Spill: Prøve"));
  await person.at("Prøve");
  await take("forhandsvis-spilt");
  await person.page.goto(person.url("gruppe/notater/fastlegen/"));
  await take("notater");
  await person.goto("gruppe/");
  await take("gruppe");
  await person.page.getByRole("radio", { name: /^Rundt én skjerm/ }).check();
  await person.button("Lag økten").click();
  await person.page.waitForURL(/okt=/);
  await person.live();
  await person.sees("Klar til å begynne?");
  await take("gruppe-klar");
  await person.button("Begynn", true).click();
  await person.at("Før vi begynner");
  await take("gruppe-aapning");
  await person.button("Begynn på leksjonen").click();
  await person.page.locator("[data-stage] .scene[data-on]").waitFor();
  await take("gruppe-scene");
  await person.button("Stopp for i dag").click();
  await person.at("Til slutt");
  await take("gruppe-avslutning");
  await person.leave();
}
