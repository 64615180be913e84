// What is done is kept at once and never lost: nothing here depends on a window being closed in an orderly way, on room, or on the browser
// letting us keep anything at all. And what was kept is left alone by everything but the learner.
import assert from "node:assert/strict";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { NARROW, Person, suite } from "./site.mjs";

const { here, it } = suite();

const COURSE = "bruker-i-sentrum";
const LESSON = "leksjon/hvem-er-rune/";
const READ = "Les de siste sidene først";
const CLOSE_IT = "Lukk mappa og hent Rune";
const KEPT = "Lagret på denne enheten";
const FULL = "Ikke lagret: det er ikke plass til mer i nettleseren.";
const DENIED = "Ikke lagret: nettleseren lar ikke siden lagre noe her.";
const DAMAGED = "Noe av det som var lagret, lot seg ikke lese.";
const NEWER = "Noe av det som er lagret her, er skrevet av en nyere utgave av kurset.";

/** A saved text as a window writes it: one began, and wrote a reflection. */
function saved(writer, text, change = {}) {
  const events = [
    { name: `${writer}.1`, lamport: 1, at: 1_795_000_000_000, what: "began", lesson: "fastlegen", scene: "fastlegen", meters: {} },
    { name: `${writer}.2`, lamport: 2, at: 1_795_000_000_000, what: "entered", scene: "skjemaet" },
    {
      name: `${writer}.3`, lamport: 3, at: 1_795_000_000_000, what: "wrote", lesson: "fastlegen", prompt: "forventning", kind: "reflection",
      question: "Hva tror du Rune kom for?", text,
    },
  ];
  return JSON.stringify({ format: 1, course: COURSE, writer, events, ...change });
}

const status = (person, words) => person.page.getByRole("status").filter({ hasText: words });

/** Goes where no program of ours is, on the same site. */
async function withoutProgram(person) {
  person.expect(/favicon\.ico/);
  await person.page.goto(person.url("lessons/course.json"));
}

/** Puts entries into the site's storage before the program sees them. */
async function put(person, entries) {
  await withoutProgram(person);
  // As JSON, which carries even what is no Unicode.
  await person.page.evaluate((all) => JSON.parse(all).forEach(([key, text]) => localStorage.setItem(key, text)), JSON.stringify(Object.entries(entries)));
}

/** Fills the site's storage to the last character. */
async function fill(person) {
  await person.page.evaluate(() => {
    const has = () => localStorage.getItem("noe-stort") ?? "";
    for (let size = 1 << 22; size >= 1; size >>= 1) {
      try {
        for (;;) localStorage.setItem("noe-stort", has() + "x".repeat(size));
      } catch {}
    }
  });
}

async function download(person, button) {
  const [file] = await Promise.all([person.page.waitForEvent("download"), person.press(button)]);
  return { name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8") };
}

it("every act is in storage before the click is over", {}, async (person) => {
  await person.goto(LESSON);
  const chosen = await person.doors.filter({ hasText: READ }).evaluate((link) => {
    link.click();
    return Object.values(localStorage).join();
  });
  assert.match(chosen, /"what":"began".*"what":"chose".*"choice":"mappa"/);
  const gone = await person.page.getByRole("link", { name: "Fortsett" }).filter({ visible: true }).evaluate((link) => {
    link.click();
    return Object.values(localStorage).join();
  });
  assert.match(gone, /"what":"entered","scene":"mappa"/);
  await person.goto(LESSON);
  const typed = await person.page.getByLabel("Svaret ditt").evaluate((field) => {
    field.focus();
    document.execCommand("insertText", false, "Å, jøss 🕒");
    return Object.values(localStorage).join();
  });
  assert.match(typed, /"what":"wrote".*"text":"Å, jøss 🕒"/);
  const thought = await person.button("Jeg har tenkt").evaluate((button) => {
    button.click();
    return Object.values(localStorage).join();
  });
  assert.match(thought, /"what":"thought"/);
  const skipped = await person.button("Hopp over").evaluate((button) => {
    button.click();
    return Object.values(localStorage).join();
  });
  assert.match(skipped, /"what":"skipped"/);
  await person.goto(`${LESSON}#rune-sa-etterpå`);
  const picked = await person.page.getByRole("radio", { name: "For Rune" }).evaluate((radio) => {
    radio.click();
    return Object.values(localStorage).join();
  });
  assert.match(picked, /"what":"rated".*"for-rune"/);
});

it("keys carry the course's id and the version of their form, and each visit has its own", {}, async (person) => {
  await person.goto(LESSON);
  assert.deepEqual(await person.stored(), {}, "looking writes nothing");
  await person.choose(READ);
  await person.reload();
  await person.goOn();
  await person.at("Mappa");
  const all = Object.entries(await person.stored());
  assert.equal(all.length, 2);
  for (const [key, text] of all) {
    assert.match(key, /^bruker-i-sentrum\/v1\/[a-z2-7]{16}$/);
    const { format, course, writer } = JSON.parse(text);
    assert.deepEqual({ format, course, key }, { format: 1, course: COURSE, key: `${COURSE}/v1/${writer}` });
  }
});

for (const [how, end] of [
  ["closed", (page) => page.close()],
  [
    "crashed",
    async (page) => {
      const tools = await page.context().newCDPSession(page);
      const crashed = page.waitForEvent("crash");
      tools.send("Page.crash").catch(() => {});
      await crashed;
    },
  ],
]) {
  it(`a tab ${how} right after a choice and a sentence has lost neither`, {}, async (person) => {
    const other = await person.another();
    await other.goto(LESSON);
    await other.page.getByLabel("Svaret ditt").fill("At døra gikk opp");
    await other.doors.filter({ hasText: READ }).evaluate((link) => link.click());
    await end(other.page);
    await person.goto(LESSON);
    assert.equal(await person.page.getByLabel("Svaret ditt").inputValue(), "At døra gikk opp");
    await person.press(person.link("Fortsett der du slapp"));
    await person.at(READ);
    assert.deepEqual(await person.happened(), ["wrote", "began", "chose"]);
  });
}

it("storage denied: one notice, and the course goes on in memory", {}, async (person) => {
  await person.context.addInitScript(() => {
    Object.defineProperty(window, "localStorage", {
      get() {
        throw new DOMException("Access is denied for this document.", "SecurityError");
      },
    });
    window.said = new Set();
    new MutationObserver(() => document.querySelectorAll("[role=status]").forEach((line) => window.said.add(line.innerText))).observe(document, {
      subtree: true, childList: true, characterData: true,
    });
  });
  await person.goto(LESSON);
  await status(person, DENIED).waitFor();
  await person.page.getByLabel("Svaret ditt").fill("Bare for nå");
  await person.choose(READ);
  await person.at(READ);
  await person.goOn();
  await person.at("Mappa");
  await person.choose(CLOSE_IT);
  await person.at("Stolen");
  await person.press(person.link("Dagbok", true));
  await person.at("Dagbok");
  await person.sees("Bare for nå");
  assert.equal(await status(person, DENIED).count(), 1);
  await person.press(person.link("Personvern", true));
  await person.at("Personvern");
  const file = await download(person, person.button("Last ned framgangen"));
  assert.match(file.text, /Bare for nå/);
  assert.doesNotMatch(await person.main.innerText(), /er lagret på denne enheten/);
  const said = await person.page.evaluate(() => [...window.said].filter((words) => /^Lagret/.test(words)));
  assert.deepEqual(said, [], "nothing is said to be kept");
});

it("storage full: a notice, nothing kept is harmed, and all is kept once there is room", {}, async (person) => {
  await person.goto(LESSON);
  await person.page.getByLabel("Svaret ditt").fill("Fra før det ble fullt");
  await person.choose(READ);
  await person.at(READ);
  await status(person, KEPT).waitFor();
  await fill(person);
  const before = await person.stored();
  await person.goOn();
  await person.at("Mappa");
  await status(person, FULL).waitFor();
  assert.deepEqual(await person.stored(), before);
  await person.choose(CLOSE_IT);
  await person.at("Stolen");
  assert.equal(await status(person, FULL).count(), 1);
  await person.page.goBack();
  await person.at("Mappa");
  await person.page.goForward();
  await person.at("Stolen");
  await person.page.evaluate(() => localStorage.removeItem("noe-stort"));
  await person.press(person.doors.first());
  await status(person, KEPT).waitFor();
  assert.equal(await status(person, FULL).count(), 0);
  const scenes = (await person.events()).filter((e) => e.what === "entered").map((e) => e.scene);
  assert.deepEqual(scenes.slice(0, 2), ["mappa", "stolen"]);
});

it("what is said of trouble runs across a narrow page, and its link is seen to be one", { size: NARROW }, async (person) => {
  await put(person, { [`${COURSE}/v1/torn`]: "{" });
  await person.goto(LESSON);
  const line = status(person, DAMAGED);
  const width = await line.getByText(DAMAGED).evaluate((said) => {
    const words = document.createRange();
    words.selectNode([...said.childNodes].find((node) => node.nodeType === Node.TEXT_NODE));
    return words.getBoundingClientRect().width;
  });
  assert.ok(width > NARROW.width * 0.75, `its words take ${width} px of ${NARROW.width}`);
  const link = line.getByRole("link", { name: "Se hva som er lagret" });
  assert.match(await link.evaluate((link) => getComputedStyle(link).textDecorationLine), /underline/);
});

it("full from the start, with a damaged entry: it stays where it is until there is room to set it aside", {}, async (person) => {
  const torn = saved("torn", "Et halvt").slice(0, -9);
  await put(person, { [`${COURSE}/v1/torn`]: torn, [`${COURSE}/v1/hel`]: saved("hel", "Et helt") });
  await fill(person);
  const before = await person.stored();
  await person.goto(LESSON);
  await status(person, DAMAGED).waitFor();
  await person.choose(READ);
  await status(person, FULL).waitFor();
  assert.deepEqual(await person.stored(), before);
  await person.press(person.link("Personvern", true));
  await person.at("Personvern");
  assert.equal((await download(person, person.button("Last ned den skadde delen"))).text, torn);
  await person.page.evaluate(() => localStorage.removeItem("noe-stort"));
  await person.reload();
  const now = await person.stored();
  assert.equal(now[`${COURSE}/v1/torn/skadet/1`], torn);
  assert.equal(now[`${COURSE}/v1/torn`], undefined);
  assert.equal(now[`${COURSE}/v1/hel`], before[`${COURSE}/v1/hel`]);
});

it("damaged entries are set aside byte for byte, offered as files, and harm nothing else", {}, async (person) => {
  const damaged = {
    avkuttet: saved("avkuttet", "Et halvt svar").slice(0, 200),
    feil: '{"format":1,"course":"bruker-i-sentrum","writer":"feil","events":{"a":1}}',
    tall: "5",
    tom: "",
    annen: saved("annen", "Av et annet kurs", { course: "noe-annet" }),
    bin: "\u0000\u0001\ud800x\udfff\ufeff\uffff\u007f{",
  };
  const entries = Object.fromEntries(Object.entries(damaged).map(([writer, text]) => [`${COURSE}/v1/${writer}`, text]));
  await put(person, { ...entries, [`${COURSE}/v1/tall/skadet/1`]: "fra en annen gang", [`${COURSE}/v1/hel`]: saved("hel", "Et helt svar") });
  await person.goto();
  await status(person, DAMAGED).waitFor();
  assert.equal(await status(person, DAMAGED).count(), 1);
  for (const [writer, text] of Object.entries(damaged)) {
    assert.equal((await person.stored())[`${COURSE}/v1/${writer}`], undefined, writer);
    const aside = `${COURSE}/v1/${writer}/skadet/${writer === "tall" ? 2 : 1}`;
    // Compared in the page: what is no Unicode would not come through unharmed.
    const same = await person.page.evaluate(([key, text]) => localStorage.getItem(key) === JSON.parse(text), [aside, JSON.stringify(text)]);
    assert.ok(same, `${writer}, byte for byte`);
  }
  assert.equal((await person.stored())[`${COURSE}/v1/tall/skadet/1`], "fra en annen gang");
  await person.press(person.link("Dagbok", true));
  await person.sees("Et helt svar");
  await person.goto("personvern/");
  assert.equal(await status(person, DAMAGED).count(), 0, "said once, not at every visit");
  await person.sees("7 lagrede deler var skadet og er lagt til side.");
  const offers = person.button("Last ned den skadde delen");
  assert.equal(await offers.count(), 7);
  const files = [];
  for (let i = 0; i < 7; i++) files.push((await download(person, offers.nth(i))).text);
  assert.ok(files.includes(damaged.avkuttet) && files.includes(damaged.feil) && files.includes(damaged.annen));
});

it("what a newer program wrote is never written to, and offered as a file", {}, async (person) => {
  const newer = {
    [`${COURSE}/v2/ny`]: '{"format":2,"course":"bruker-i-sentrum","journey":["noe vi ikke kjenner"]}',
    [`${COURSE}/v1/ny`]: '{"format":2,"course":"bruker-i-sentrum","author":{"name":"ny"},"journey":[]}',
    [`${COURSE}/v1/hendelse`]: JSON.stringify({
      format: 1, course: COURSE, writer: "hendelse", events: [{ name: "hendelse.1", lamport: 1, at: 1, what: "sung", song: "Å" }],
    }),
  };
  await put(person, newer);
  await person.goto(LESSON);
  await status(person, NEWER).waitFor();
  await person.page.getByLabel("Svaret ditt").fill("Nytt svar");
  await person.choose(READ);
  await person.at(READ);
  await person.press(person.link("Dagbok", true));
  await person.press(person.button("Slett", true));
  await person.press(person.button("Ja, slett"));
  await person.sees("Her er det tomt ennå.");
  await person.goto("personvern/");
  const now = await person.stored();
  for (const [key, text] of Object.entries(newer)) assert.equal(now[key], text, key);
  const offers = person.button("Last ned det en nyere utgave har lagret");
  assert.equal(await offers.count(), 3);
  assert.ok(Object.values(newer).includes((await download(person, offers.first())).text));
});

it("«Slett alt» leaves no key of the course, and none of another's is touched", {}, async (person) => {
  const others = {
    "et-annet-kurs/v1/a": saved("a", "Et annet kurs", { course: "et-annet-kurs" }),
    "bruker-i-sentrum-2/v1/a": "{",
    "bruker-i-sentrum": "bare navnet",
    "noe/bruker-i-sentrum/v1/a": "{",
    theme: "dark",
  };
  const ours = {
    [`${COURSE}/v1/hel`]: saved("hel", "Et svar"),
    [`${COURSE}/v1/torn`]: "{",
    [`${COURSE}/v1/old/skadet/1`]: "gammelt",
    [`${COURSE}/v2/ny`]: "{}",
    [`${COURSE}/noe/vi/ikke/kjenner`]: "x",
  };
  await put(person, { ...others, ...ours });
  await person.goto(LESSON);
  await person.choose(READ);
  await person.at(READ);
  await person.goto("personvern/");
  const before = await person.stored();
  await person.press(person.button("Slett alt"));
  await person.press(person.button("Nei, behold"));
  assert.deepEqual(await person.stored(), before, "a changed mind changes nothing");
  await person.press(person.button("Slett alt"));
  await person.press(person.button("Ja, slett"));
  await person.sees("Alt er slettet.");
  assert.deepEqual(await person.stored(), others);
  await person.sees("Ingenting er lagret.");
  await person.press(person.link("Dagbok", true));
  await person.sees("Her er det tomt ennå.");
  assert.deepEqual(await person.stored(), others);
  await person.goto(LESSON);
  assert.equal(await person.link("Fortsett der du slapp").count(), 0);
});

it("keys of windows that are closed are folded into one, and nothing is lost by it", {}, async (person) => {
  const closed = async () => {
    await withoutProgram(person);
    await person.until("all locks let go of", async () => (await navigator.locks.query()).held.length === 0);
  };
  for (const door of [READ, "Gå ut og hent ham med en gang", "Ta med mappa ut og spør hva du burde ha lest"]) {
    await person.goto(LESSON);
    await person.choose(door);
    await person.at(door);
    await closed();
  }
  const keys = () => Object.keys(localStorage).filter((key) => /^bruker-i-sentrum\/v1\/[^/]+$/.test(key));
  const before = await person.events();
  assert.equal(before.filter((e) => e.what === "chose").length, 3);
  await person.goto();
  await person.until("one key", () => Object.keys(localStorage).length === 1);
  assert.deepEqual(await person.events(), before);
  assert.equal((await person.page.evaluate(keys)).length, 1);
  // The key of a window that is open is not taken from it.
  const other = await person.another();
  await person.goto(LESSON);
  await person.choose(READ);
  await person.at(READ);
  const open = await person.stored();
  await other.goto();
  await other.goto("kart/");
  assert.deepEqual(await other.stored(), open);
});

it("the journey is taken along as a file, and brought back in another browser", {}, async (person) => {
  await person.goto(LESSON);
  await person.page.getByLabel("Svaret ditt").fill("«Å» \u{1f552}\n\tog <b>nye</b> linjer");
  await person.choose(READ);
  await person.at(READ);
  await person.goto("personvern/");
  const file = await download(person, person.button("Last ned framgangen"));
  assert.match(file.name, /^bruker-i-sentrum-framgang-.*\.json$/);
  assert.deepEqual(JSON.parse(file.text).events.length, 3);
  const elsewhere = await Person.come(here);
  await elsewhere.goto("personvern/");
  await read(elsewhere, file.text);
  await elsewhere.sees("Framgangen fra fila er lagt til.");
  assert.deepEqual(await elsewhere.events(), JSON.parse(file.text).events);
  await elsewhere.press(elsewhere.link("Dagbok", true));
  await elsewhere.sees("og <b>nye</b> linjer");
  await elsewhere.goto(LESSON);
  await elsewhere.press(elsewhere.link("Fortsett der du slapp"));
  await elsewhere.at(READ);
  // The same file once more adds nothing.
  const before = await elsewhere.stored();
  await elsewhere.goto("personvern/");
  await read(elsewhere, file.text);
  await elsewhere.sees("Framgangen fra fila er lagt til.");
  assert.deepEqual(await elsewhere.stored(), before);
  elsewhere.assertNothingWrong();
  await elsewhere.leave();
});

/** Chooses a file with this text, or these bytes. */
async function read(person, content) {
  const folder = await mkdtemp(join(tmpdir(), "file-"));
  try {
    const path = join(folder, "framgang.json");
    await writeFile(path, content);
    await person.page.getByLabel("Hent fra fil").setInputFiles(path);
  } finally {
    // The browser may still be reading it: it goes when all is over.
    after(() => rm(folder, { recursive: true, force: true }));
  }
}

it("an older file asks first, and takes nothing away", {}, async (person) => {
  await person.goto(LESSON);
  await person.page.getByLabel("Svaret ditt").fill("Det nyeste");
  await person.goto("personvern/");
  const before = await person.stored();
  const old = saved("gammel", "Fra i fjor").replaceAll("1795000000000", "1700000000000");
  await read(person, old);
  await person.sees("Fila er eldre enn det du har her.");
  assert.deepEqual(await person.stored(), before);
  await person.press(person.button("Nei, la være"));
  assert.deepEqual(await person.stored(), before);
  await person.press(person.link("Dagbok", true));
  await person.sees("Det nyeste");
  assert.equal(await person.page.getByText("Fra i fjor").count(), 0);
  await person.goto("personvern/");
  await read(person, old);
  await person.press(person.button("Ja, legg til"));
  await person.sees("Framgangen fra fila er lagt til.");
  await person.press(person.link("Dagbok", true));
  await person.sees("Det nyeste");
  await person.sees("Fra i fjor");
});

it("files that are broken, newer, another course's or hostile change nothing and say so", {}, async (person) => {
  await person.goto(LESSON);
  await person.page.getByLabel("Svaret ditt").fill("Det jeg har");
  await person.choose(READ);
  await person.at(READ);
  await person.goto("personvern/");
  const before = await person.stored();
  const whole = saved("fil", "Fra fila");
  const [newer, other, broken] = ["Fila er laget med en nyere utgave", "Fila er fra et annet kurs.", "Fila lot seg ikke lese"];
  const evil = (event) => saved("fil", "x", { events: [{ name: "fil.1", lamport: 1, at: 1, ...event }] });
  const answer = { what: "wrote", lesson: "fastlegen", prompt: "forventning", kind: "reflection", question: "?", text: "x" };
  const files = {
    empty: ["", broken],
    "not JSON": ["<!doctype html><script>window.pwned = 1</script>", broken],
    truncated: [whole.slice(0, -20), broken],
    "not UTF-8": [Buffer.from([0xff, 0xfe, 0x00, 0x7b]), broken],
    "another form": ['[{"events":[]}]', broken],
    newer: [saved("fil", "x", { format: 2 }), newer],
    "much newer": [saved("fil", "x", { format: 9007199254740993 }), newer],
    "an event of tomorrow": [evil({ what: "sung" }), newer],
    "another course's": [saved("fil", "x", { course: "et-annet-kurs" }), other],
    "a course with a script for a name": [saved("fil", "x", { course: "<img src=x onerror='window.pwned=1'>" }), other],
    "a count too high": [evil({ ...answer, lamport: 4294967295 }), broken],
    "a number beyond all": [whole.replace('"lamport":1', '"lamport":1e400'), broken],
    "a negative number": [whole.replace('"lamport":1', '"lamport":-1'), broken],
    "a writer that is a path": [saved("../../x", "x"), broken],
    nested: [`{"format":1,"course":"${COURSE}","writer":"a","events":${"[".repeat(200_000)}${"]".repeat(200_000)}}`, broken],
    "10 MB of one text": [evil({ ...answer, text: "å".repeat(5 << 20) }), broken],
    "40 MB": [`"${"x".repeat(40 << 20)}"`, broken],
  };
  for (const [what, [text, says]] of Object.entries(files)) {
    await read(person, text);
    await status(person, says).waitFor().catch(() => assert.fail(`${what}: nobody says «${says}»`));
    assert.deepEqual(await person.stored(), before, what);
    // A changed mind clears the line, so that the next file's is its own.
    await person.press(person.button("Slett alt"));
    await person.press(person.button("Nei, behold"));
    await status(person, says).waitFor({ state: "detached" });
  }
  assert.equal(await person.page.evaluate(() => window.pwned), undefined);
  await person.press(person.link("Dagbok", true));
  await person.sees("Det jeg har");
});

it("a file with more than there is room for is not half taken in", {}, async (person) => {
  await person.goto(LESSON);
  await person.choose(READ);
  await person.at(READ);
  await person.goto("personvern/");
  await fill(person);
  const before = await person.stored();
  await read(person, saved("fil", "Fra en annen maskin").replaceAll("1795000000000", "4000000000000"));
  await person.sees("Det er ikke plass til fila i nettleseren.");
  assert.deepEqual(await person.stored(), before);
  await person.press(person.link("Dagbok", true));
  await person.sees("Her er det tomt ennå.");
});

it("texts with scripts in a file are words, wherever they are shown", {}, async (person) => {
  await person.goto("personvern/");
  const script = "<script>window.pwned = 1</script><img src=x onerror='window.pwned = 1'><a href=\"javascript:window.pwned=1\">klikk</a>";
  const events = [
    { name: "fil.1", lamport: 1, at: 1, what: "began", lesson: "hvem-er-rune", scene: "hvem-er-rune", meters: {} },
    { name: "fil.2", lamport: 2, at: 1, what: "chose", scene: "notatet", choice: "rune-sa-etterpå", label: script, meters: { innflytelse: 10 ** 15 } },
    { name: "fil.3", lamport: 3, at: 1, what: "wrote", lesson: "hvem-er-rune", prompt: "forventning", kind: "reflection", question: script, text: script },
    { name: "fil.4", lamport: 4, at: 1, what: "wrote", lesson: "hvem-er-rune", prompt: "ta-med", kind: "intention", question: script, text: script },
    { name: "fil.5", lamport: 5, at: 1, what: "wrote", lesson: script, prompt: script, kind: "reflection", question: script, text: script },
    { name: "fil.6", lamport: 6, at: 9e15, what: "wrote", lesson: "hvem-er-rune", prompt: "pling", kind: "reflection", question: "?", text: "fra år 287 000" },
  ];
  await read(person, saved("fil", "", { events }));
  await person.sees("Framgangen fra fila er lagt til.");
  for (const place of ["dagbok/", "kart/", "", LESSON, `${LESSON}#rune-sa-etterpå`, "leksjon/fastlegen/#brevet"]) {
    await person.goto(place);
    assert.equal(await person.page.evaluate(() => window.pwned), undefined, place);
    assert.equal(await person.page.locator("main script:not([type='application/json'])").count(), 0, place);
  }
  await person.goto("dagbok/");
  await person.sees(script);
  assert.doesNotMatch(await person.text(), /NaN/);
});
