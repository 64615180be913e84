// The big screen as a window that follows: pictures are sent to it as the window that leads would send them, and what stands on it is measured.
import { Person } from "./site.mjs";

const SESSION = "aaaabbbbccccdddd";
export const WALL = `gruppe/lerret/?okt=${SESSION}`;

/** A window of the projector that follows, and a way to send it pictures. Options are `Person.come`'s. */
export async function wall(here, options) {
  const person = await Person.come(here, { reducedMotion: "reduce", ...options });
  await person.goto(WALL);
  let number = 0;
  /** Sends a picture, and waits until it stands. */
  person.shows = async (picture) => {
    number += 1;
    const message = { snapshot: 1, session: SESSION, epoch: 1, number, screen: "scene", seating: "screen", step: 0, doors: [], stage: "none", ...picture };
    await person.page.evaluate(
      async ([message, session]) => {
        const course = JSON.parse(document.querySelector("script[data-course]").textContent).course;
        const channel = new BroadcastChannel(`${course}/okt/v1/${session}`);
        channel.postMessage(JSON.stringify(message));
        channel.close();
      },
      [message, SESSION],
    );
    if (message.screen === "scene") {
      await person.until(
        `${message.section} stands`,
        (id) => document.querySelector("[data-stage] [data-on]")?.id === id && document.querySelector("[data-stage] [data-on]").hasAttribute("data-shown"),
        message.section,
      );
      // The choices and the step of this picture, after the flush.
      await person.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    } else await person.until(message.screen, (screen) => document.documentElement.dataset.screen === screen, message.screen);
  };
  /** How many steps the text that shows is cut into. */
  person.steps = async () => {
    const text = await person.page.locator(".how-far").allInnerTexts();
    return text.length ? Number(text[0].split(" ").at(-1)) : 1;
  };
  return person;
}

/** Every section of a lesson, with its doors as they are when all are open: read from its page. */
export async function sections(person, slug) {
  return person.page.evaluate(async (slug) => {
    const text = await (await fetch(new URL(`../../leksjon/${slug}/`, location.href))).text();
    const page = new DOMParser().parseFromString(text, "text/html");
    return [...page.querySelectorAll(".lesson > .scene")].map((section) => ({
      lesson: slug,
      section: section.id,
      doors: [...section.querySelectorAll(".doors a:is([data-choice], [data-continue])")].map((a) => ({ name: a.dataset.choice ?? a.dataset.continue, open: true })),
    }));
  }, slug);
}

/** Shows every step of every section of a lesson in turn, measured: which section and step it is, and how many choices have stood by then. */
export async function* walk(person, slug, seating) {
  for (const scene of await sections(person, slug)) {
    await person.shows({ ...scene, seating });
    const steps = await person.steps();
    let stood = 0;
    for (let step = 0; step < steps; step++) {
      if (step) await person.shows({ ...scene, seating, step });
      const seen = await measure(person);
      stood += seen.stands;
      yield { ...seen, section: scene.section, step, steps, stood };
    }
  }
}

/** What stands on the wall, measured: what sticks out or is cut off, the smallest type, and whether the choices show. */
function measure(person) {
  return person.page.evaluate(() => {
    const wall = document.querySelector(".wall");
    const section = document.querySelector("[data-stage] [data-on]");
    const room = section.getBoundingClientRect();
    const shown = (element) => element.checkVisibility({ visibilityProperty: true });
    let smallest = Infinity;
    let what = "";
    let over = 0;
    const walker = document.createTreeWalker(wall, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let text = walker.nextNode(); text; text = walker.nextNode()) {
      const of = text.parentElement;
      if (!text.data.trim() || !shown(of) || of.closest(".unseen")) continue;
      const size = parseFloat(getComputedStyle(of).fontSize);
      if (size < smallest) [smallest, what] = [size, text.data.trim().slice(0, 30)];
      range.selectNodeContents(text);
      const inside = section.contains(of);
      const floor = inside ? room.bottom - parseFloat(getComputedStyle(section).borderBottomWidth) : innerHeight;
      for (const box of range.getClientRects()) over = Math.max(over, box.bottom - floor, box.right - innerWidth, -box.top, -box.left);
    }
    const doors = [...section.querySelectorAll(".doors li")].filter((item) => !item.hidden);
    const stands = doors.filter(shown);
    const scrolls = document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth;
    const last = [...section.querySelectorAll("p, li, img, nav")].filter(shown).reduce((low, element) => Math.max(low, element.getBoundingClientRect().bottom), 0);
    return {
      over: Math.round(over), smallest, what, scrolls, least: smallest / innerHeight, tight: Number(section.dataset.tight ?? 0),
      full: (last - room.top) / room.height, doors: doors.length, choices: section.querySelectorAll("a[data-choice]").length > 0, stands: stands.length,
      words: section.innerText.split(/\s+/).length,
    };
  });
}
