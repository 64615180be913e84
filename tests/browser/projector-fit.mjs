// Every scene of all lessons on screens of several sizes: nothing sticks out, the smallest type is large enough, and the choices stand together.
//   node projector-fit.mjs [--all] [--pictures FOLDER]     --all: odd screens too
// Prints the five worst of each screen as a table; fails when a rule is broken.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { launch, serve } from "./site.mjs";
import { walk, wall } from "./wall.mjs";

const USUAL = [
  { width: 800, height: 600 },
  { width: 1024, height: 768 },
  { width: 1920, height: 1080 },
];
// Zoom of 150 % is a smaller window with more pixels to each.
const ODD = [
  { width: 3840, height: 2160 },
  { width: 683, height: 512, deviceScaleFactor: 1.5 },
  { width: 1080, height: 1920 },
  { width: 400, height: 300 },
];

const all = process.argv.includes("--all");
const at = process.argv.indexOf("--pictures");
const pictures = at > 0 ? process.argv[at + 1] : "";
if (pictures) await mkdir(pictures, { recursive: true });
const here = { site: await serve(), browser: await launch() };
let broken = 0;
try {
  for (const { deviceScaleFactor, ...size } of all ? [...USUAL, ...ODD] : USUAL) {
    for (const seating of ["screen", "hall"]) broken += await screen(size, deviceScaleFactor, seating);
  }
} finally {
  await here.browser.close();
  here.site.close();
}
process.exitCode = broken ? 1 : 0;

async function screen(size, deviceScaleFactor, seating) {
  const person = await wall(here, { size, deviceScaleFactor });
  const found = [];
  const lessons = await person.page.evaluate(() => JSON.parse(document.querySelector("script[data-course]").textContent).lessons.map((lesson) => lesson.slug));
  for (const slug of lessons) {
    for await (const { section, step, steps, stood, ...seen } of walk(person, slug, seating)) {
      const hidden = step === steps - 1 && seen.choices && stood !== seen.doors;
      found.push({ ...seen, where: `${slug}#${section}`, step: `${step + 1}/${steps}`, hidden });
      if (pictures && seen.tight) await person.page.screenshot({ path: join(pictures, `${size.width}-${seating}-${slug}-${section}-${step}.png`) });
    }
  }
  const usual = USUAL.some((usual) => usual.width === size.width && usual.height === size.height);
  const least = seating === "hall" ? 1 / 18 : 1 / 28;
  const wrong = found.filter((one) => one.over > 1 || one.scrolls || one.hidden || (usual && one.least < least - 1e-6));
  const worst = [...found].sort((a, b) => Number(wrong.includes(b)) - Number(wrong.includes(a)) || a.least - b.least || b.full - a.full).slice(0, 5);
  console.log(`\n${size.width}x${size.height} ${seating}: ${found.length} steps of ${new Set(found.map((one) => one.where)).size} scenes, ${wrong.length} wrong, ${found.filter((one) => one.tight).length} set smaller`);
  console.table(
    worst.map((one) => ({ where: one.where, step: one.step, "sticks out, px": one.over, "smallest type": `1/${(1 / one.least).toFixed(1)}`, "that is": one.what, filled: `${Math.round(one.full * 100)} %`, choices: one.hidden ? "hidden" : one.stands || "", smaller: one.tight || "" })),
  );
  person.assertNothingWrong();
  await person.leave();
  return wrong.length;
}
