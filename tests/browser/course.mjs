// The course as its authors wrote it: read from the Markdown itself, and by none of the code under test.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { DIST } from "./site.mjs";

/**
 * Every lesson in order: slug, title and scenes. A scene has id, title, the condition of its own, whether the lesson ends there, its choices,
 * its prompts with their questions (those for any room), the choices it recalls, its moments and the way past its care notice.
 */
export async function written() {
  const folder = join(DIST, "lessons", "nb");
  const names = (await readdir(folder)).filter((name) => name.endsWith(".md")).sort();
  return Promise.all(names.map(async (name) => lesson(name, await readFile(join(folder, name), "utf8"))));
}

/** The meters as they stand at the start of the course. */
export const START = { innflytelse: 4, avtaler: 4, tillit: 4 };

/** The meters after a choice: each stays between 0 and 10. */
export function after(meters, effects) {
  const now = { ...meters };
  for (const [meter, by] of effects) now[meter] = Math.min(10, Math.max(0, now[meter] + by));
  return now;
}

/** Whether a condition such as `tillit>=6` holds. */
export function holds(condition, meters) {
  if (!condition) return true;
  const [, meter, how, value] = /^(\p{L}+)\s*(>=|<=|=|>|<)\s*(\d+)$/u.exec(condition);
  const [now, then] = [meters[meter], Number(value)];
  return { ">=": now >= then, "<=": now <= then, "=": now === then, ">": now > then, "<": now < then }[how];
}

function lesson(file, text) {
  const slug = file.replace(/^\d+-|\.md$/g, "");
  const parts = text.split(/^(?=##? )/m).filter((part) => part.startsWith("#"));
  const scenes = parts.map((part, number) => scene(part, slug, number === 0));
  return { slug, title: scenes[0].title, scenes };
}

function scene(text, lesson, opening) {
  const [, heading, attributes = ""] = /^##? (.*?)(?: \{(.*)\})?$/m.exec(text);
  return {
    id: opening ? lesson : (/#(\S+)/.exec(attributes)?.[1] ?? slugOf(heading)),
    lesson,
    title: heading,
    condition: /if=(\S+)/.exec(attributes)?.[1],
    ending: attributes.includes(".ending"),
    choices: choices(text),
    prompts: prompts(text),
    recalls: [...text.matchAll(/^> \[!RECALL\] (\S+)\n((?:> ?.*\n?)+)/gm)].map(([, of, own]) => ({ of, own: plain(own) })),
    moments: [...text.matchAll(/^> - \[([^\]]+)\]\((?:\d+-([\w-]+)\.md)?#(\S+)\)$/gm)].map(([, words, of = lesson, id]) => ({ words, lesson: of, id })),
    past: [...text.matchAll(/^> \[([^\]]+)\]\(#(\S+)\)$/gm)].map(([, words, to]) => ({ words, to }))[0],
  };
}

/** Each choice with what comes of it, where anything is told of that. */
function choices(text) {
  return [...text.matchAll(/^- \[(.+)\]\(#([^\s)]+)(?: "(.*)")?\)$((?:\n+ {2,}\S.*)*)/gm)].map(([, label, to, said = "", then]) => {
    const condition = /^if ([^:]+):/.exec(said)?.[1].replaceAll(" ", "");
    const effects = [...said.replace(/^if [^:]+:/, "").matchAll(/(\p{L}+) ([+-]\d+)/gu)].map(([, meter, by]) => [meter, Number(by)]);
    return { label: plain(label), to, condition, effects, consequence: then.trim() !== "" };
  });
}

function prompts(text) {
  const found = text.matchAll(/^> \[!(REFLECTION|INTENTION)( [.\w ]+)?\] (\S+)\n> (.*)$/gm);
  return [...found].filter(([, , words = ""]) => !/mixed|staff|users/.test(words)).map(([, kind, , id, question]) => ({ kind: KINDS[kind], id, question: plain(question) }));
}

const KINDS = { REFLECTION: "Tenk etter", INTENTION: "Ta med videre" };

/** As one reads it: without marks, and no line ends within a number or a reference. */
const plain = (text) => text.replace(/^> ?/gm, "").replace(/\*+/g, "").replace(/(?<=[\d§]) (?=\d)/g, "\u00a0").trim();
const slugOf = (title) => title.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}_ -]/gu, "").replaceAll(" ", "-");
