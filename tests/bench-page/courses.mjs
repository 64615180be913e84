// The same lesson as a page of a course of 10, 100 and 1,000 lessons, for measuring what opening it costs.
import { execFileSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SIZES = [10, 100, 1000];
const LESSON = "nb/01-hvem-er-rune.md";

/** Folders of built courses, with the program of `dist`; `close` removes them. */
export async function courses(kurs, dist, lessons) {
  const folder = await mkdtemp(join(tmpdir(), "kurs-"));
  const text = await readFile(join(lessons, LESSON), "utf8");
  // What leads to another lesson finds none here.
  const alone = text.replaceAll(/\[!RECALL\].*/g, "[!NOTE]");
  const built = [];
  for (const size of SIZES) {
    const from = join(folder, `lessons-${size}`);
    await mkdir(join(from, "nb"), { recursive: true });
    await cp(join(lessons, "media"), join(from, "media"), { recursive: true });
    const slugs = Array.from({ length: size }, (_, n) => `leksjon-${n}`);
    for (const [n, slug] of slugs.entries()) await writeFile(join(from, "nb", `${String(n).padStart(4, "0")}-${slug}.md`), alone);
    const meters = ["innflytelse", "avtaler", "tillit"].map((id) => `[[meter]]\nid = "${id}"\nname = "${id}"\nmin = 0\nmax = 10\nstart = 4\n`);
    await writeFile(join(from, "course.toml"),
      `id = "mange-${size}"\ntitle = "Mange"\nlanguages = ["nb"]\nlessons = ${JSON.stringify(slugs)}\n${meters.join("")}`);
    const out = join(folder, `site-${size}`);
    execFileSync(kurs, ["build", from, "--out", out, "--template", join(dist, "index.html")], { stdio: "ignore" });
    built.push({ size, out, lesson: `leksjon/${slugs[0]}/` });
  }
  return { built, close: () => rm(folder, { recursive: true, force: true }) };
}
