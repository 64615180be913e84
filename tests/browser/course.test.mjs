// The whole course, from the start page to each of its three endings: by three who want different things for Rune, and choose thereafter.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { after, holds, START, written } from "./course.mjs";
import { NARROW, suite, WIDE } from "./site.mjs";

const { it } = suite();
const course = await written();
const DONE = "Du har vært gjennom leksjonen.";
const NOTE = "hvem-er-rune#notatet";

/**
 * Who plays: the meters she chooses for, first things first; which choice she takes where none of them moves; the notices she goes past; her
 * hand. Who plays by "key" presses Enter where she is: getting there by Tab alone is tried elsewhere.
 */
const PLAYS = [
  { wants: ["tillit", "innflytelse", "avtaler"], or: 0, ends: "ja-på-tre-vilkår", past: [], size: WIDE, hand: "key" },
  { wants: ["avtaler", "tillit", "innflytelse"], or: 1, ends: "nei", past: ["ida#ida", "natten#natten"], size: NARROW, hand: "mouse", colorScheme: "dark" },
  { wants: ["innflytelse", "avtaler", "tillit"], or: 2, ends: "ikke-svart", past: ["natten#ved-senga"], size: NARROW, hand: "key" },
];
/** What each play came to. */
const played = new Map();

// At the same time, each in a profile of her own: most of a play is waiting for the next frame.
describe("the whole course", { concurrency: PLAYS.length }, () => {
  for (const play of PLAYS) {
    it(`to «${play.ends}»`, { size: play.size, colorScheme: play.colorScheme ?? "light" }, async (person) => {
      const learner = new Learner(person, play);
      await learner.takesAll();
      await learner.looksBack();
      await learner.seesAllDone();
      await learner.findsWhatSheWrote();
      played.set(play.ends, learner);
    });
  }
});

test("the three went ways of their own", (t) => {
  if (played.size < PLAYS.length) return t.skip("not all of them came to the end");
  const all = [...played.values()];
  assert.equal(new Set(all.map((learner) => learner.chosen.get(NOTE))).size, 3, "three notes");
  const choices = course.flatMap((lesson) => lesson.scenes.flatMap((scene) => scene.choices)).length;
  const taken = new Set(all.flatMap((learner) => learner.taken)).size;
  assert.ok(taken > choices * 0.6, `of ${choices} choices only ${taken} were taken by somebody`);
});

/** Somebody who plays, and what must be true of her way: worked out from the Markdown and her own choices alone. */
class Learner {
  meters = START;
  visited = new Set();
  /** Scene, as `lesson#scene`, and the words of what was chosen there last. */
  chosen = new Map();
  /** Every choice made. */
  taken = [];
  /** Lesson, question and answer, in the order of the journal. */
  wrote = [];

  constructor(person, play) {
    Object.assign(this, { person, play });
  }

  /** Every lesson, from the start page on, each by the last one's way on. */
  async takesAll() {
    const { person } = this;
    await person.goto();
    await person.press(person.link(`1 ${course[0].title}`));
    for (const [number, lesson] of course.entries()) {
      await this.takes(lesson);
      await person.sees(DONE);
      const next = course[number + 1];
      if (next) await this.takesDoor(person.link(`Neste leksjon: ${next.title}`, true));
    }
    assert.equal(this.last.id, this.play.ends);
  }

  /** One lesson from its opening to an ending. */
  async takes(lesson) {
    let scene = lesson.scenes[0];
    for (;;) {
      const { recalled, doors } = await this.reads(scene.title);
      this.visited.add(`${lesson.slug}#${scene.id}`);
      const words = scene.recalls.map(({ of, own }) => this.chosen.get(of) ?? own);
      assert.deepEqual(recalled, words, `${lesson.slug}#${scene.id} recalls the very words that were chosen, or its own where nothing was`);
      await this.writes(lesson, scene);
      if (scene.ending) break;
      scene = await this.goesOn(lesson, scene, doors);
    }
    this.last = scene;
  }

  /** Waits for a scene or step to be read from its heading. Gives what shows the moment it is: the words recalled, and those of the doors. */
  async reads(title) {
    const look = (title) => {
      const heading = document.activeElement;
      if (!heading?.matches("h1, h2") || heading.innerText !== title) return false;
      const words = (selector) => [...heading.closest("section, main").querySelectorAll(selector)].filter((e) => e.checkVisibility()).map((e) => e.innerText.trim());
      return { recalled: words("blockquote.recall"), doors: words("nav a") };
    };
    const seen = await this.person.page.waitForFunction(look, title).catch((cause) => assert.fail(`never read from «${title}»: ${cause}`));
    return seen.jsonValue();
  }

  /** One reflection and what she means to try, in each lesson. */
  async writes(lesson, scene) {
    const heading = `${course.indexOf(lesson) + 1} ${lesson.title}`;
    for (const { kind, question } of scene.prompts) {
      if (this.wrote.some((entry) => entry.lesson === heading && entry.kind === kind)) continue;
      const text = `${kind} i leksjon ${heading}, på vei til «${this.play.ends}»`;
      const prompt = this.person.prompt(question);
      await prompt.getByRole("textbox").fill(text);
      await prompt.getByText("Lagret i dagboka di.").waitFor();
      this.wrote.push({ lesson: heading, kind, question, text });
    }
  }

  /** Sees the doors that are open to her, and takes one. Gives the scene behind it. */
  async goesOn(lesson, scene, doors) {
    const { person, play } = this;
    const at = `${lesson.slug}#${scene.id}`;
    const behind = (id) => lesson.scenes.find((other) => other.id === id) ?? assert.fail(`${at} leads to ${id}, which is no scene`);
    if (play.past.includes(at)) {
      await this.takesDoor(person.link(scene.past.words));
      return behind(scene.past.to);
    }
    const open = scene.choices.filter((choice) => holds(choice.condition, this.meters));
    if (!scene.choices.length) {
      const { next, words } = this.following(lesson, scene);
      assert.deepEqual(doors, [words], at);
      await this.takesDoor(this.onward());
      return next;
    }
    assert.deepEqual(doors, open.map((choice) => choice.label), at);
    const choice = this.wanted(open);
    this.chosen.set(at, choice.label);
    this.taken.push(`${at}: ${choice.label}`);
    this.meters = after(this.meters, choice.effects);
    await this.takesDoor(person.doors.nth(open.indexOf(choice)));
    if (choice.consequence) {
      await this.reads(choice.label);
      await this.takesDoor(this.onward());
    }
    return behind(choice.to);
  }

  takesDoor(link) {
    return this.play.hand === "key" ? link.press("Enter") : link.click();
  }

  onward() {
    return this.person.main.getByRole("navigation", { name: "Videre" }).getByRole("link", { name: /^Fortsett/ });
  }

  /** What *Fortsett* leads to: the first of the scenes after this one whose condition holds. Its name is told where it might be another. */
  following(lesson, scene) {
    const rest = lesson.scenes.slice(lesson.scenes.indexOf(scene) + 1);
    const next = rest.find((other) => holds(other.condition, this.meters));
    return { next, words: rest[0].condition ? `Fortsett: ${next.title}` : "Fortsett" };
  }

  wanted(open) {
    const last = course.at(-1).scenes;
    const end = open.find((choice) => choice.to === this.play.ends && last.some((scene) => scene.id === choice.to));
    const raises = (meter) => open.find(({ effects }) => effects.some(([of, by]) => of === meter && by > 0));
    return end ?? this.play.wants.map(raises).find(Boolean) ?? open[this.play.or % open.length];
  }

  /** At the end Rune remembers three things she was there for. Each leads back to where it was, and Back to the end. */
  async looksBack() {
    const { person, last } = this;
    const met = last.moments.filter(({ lesson, id }) => this.visited.has(`${lesson}#${id}`)).slice(0, 3);
    assert.equal(met.length, 3);
    const all = new Set(last.moments.map((moment) => moment.words));
    const shown = async () => (await person.main.getByRole("link").allInnerTexts()).filter((words) => all.has(words));
    const words = met.map((moment) => moment.words);
    const before = (await person.events()).map((event) => event.name);
    for (const moment of met) {
      assert.deepEqual(await shown(), words, "what Rune remembers");
      await person.press(person.link(moment.words, true));
      const scene = course.find(({ slug }) => slug === moment.lesson).scenes.find(({ id }) => id === moment.id);
      await person.isReadFrom(scene.title);
      if (scene.ending) await person.sees(DONE);
      await person.back();
      await person.isReadFrom(last.title);
    }
    assert.deepEqual(await shown(), words, "what Rune remembers");
    assert.deepEqual((await person.events()).map((event) => event.name), before, "looking back writes nothing");
  }

  /** The course page says of every lesson that it is done. */
  async seesAllDone() {
    const { person } = this;
    await this.takesDoor(person.link("Til kurset", true));
    await person.isReadFrom("Bruker i sentrum");
    const floors = person.main.getByRole("listitem").filter({ hasText: /Gjort|Begynt/ });
    await floors.nth(course.length - 1).waitFor();
    assert.deepEqual((await floors.allInnerTexts()).map((text) => text.match(/Gjort|Begynt/)[0]), course.map(() => "Gjort"));
  }

  /** The journal holds everything she wrote, by lesson, with its question, and nothing else. */
  async findsWhatSheWrote() {
    const { person } = this;
    await person.press(person.link("Dagbok", true));
    await person.isReadFrom("Dagbok");
    const entries = await person.main.evaluate((main) =>
      [...main.querySelectorAll("section")].flatMap((section) =>
        [...section.querySelectorAll("[data-entry]")].map((entry) => ({
          lesson: section.querySelector("h2").innerText.replace(/\s+/g, " "),
          kind: entry.querySelector(".facts").innerText.split(",")[0],
          question: entry.querySelector(".ask").innerText,
          text: entry.querySelector(".wrote").innerText,
        })),
      ),
    );
    assert.deepEqual(entries, this.wrote);
  }
}
