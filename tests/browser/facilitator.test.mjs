// A facilitator leads a lesson from her laptop while the room looks at the big screen: two windows, which agree after every step.
import assert from "node:assert/strict";
import { KEY, Leader, SESSION, agree } from "./leader.mjs";
import { suite } from "./site.mjs";

const { it } = suite();

const LAPTOP = { width: 1280, height: 720 };

it("leads a lesson from the ready page to the record, and both windows agree", { size: LAPTOP }, leads);

it("leads it likewise without a network, after one visit", { size: LAPTOP, serviceWorkers: "allow" }, async (person) => {
  await person.goto("gruppe/");
  await person.until("the whole course here", () => Number(document.documentElement.dataset.kept) > 0);
  await person.context.setOffline(true);
  await leads(person);
});

async function leads(person) {
  await Leader.plan(person);
  await person.goto(`gruppe/?okt=${SESSION}`);
  await person.sees("Klar til å begynne?");
  await person.page.getByText("Åpne lederens vindu").click();
  await person.page.waitForURL(/fasilitator/);
  await person.live();
  const leader = new Leader(person);
  await leader.sees("Prøvelinja");
  await leader.sees("Lerretet er ikke åpnet.");
  const wall = await leader.openScreen();
  await leader.sees("Lerretet er åpent.");
  await agree(leader, wall);
  await person.assertAccessibleInBothThemes("before the first lesson");
  await wall.assertAccessibleInBothThemes("the test line");

  await leader.goOn();
  await leader.sees("Lerretet viser åpningen.");
  await agree(leader, wall);
  await leader.goOn();
  await leader.at("hvem-er-rune");
  await leader.sees("Rommet deler seg ofte i to");
  assert.equal((await agree(leader, wall)).room, "mixed");
  assert.ok(!(await wall.text()).includes("Rommet deler seg ofte i to"), "the notes are hers alone");
  await leader.sees(/^Ferdig \d\d:\d\d,/);

  // The usual order, a key each. Hands in the room and on Teams by digits, Enter between.
  await leader.key("t");
  await leader.pressed("Tenk", true);
  await leader.key("h");
  await leader.count(3, 9, 2, 4, 1, 1);
  await leader.sees("2 leder.");
  await agree(leader, wall);
  await leader.key("Enter");
  await leader.pressed("Vis stemmer", true);
  await wall.until("the counts", () => /10/.test(document.querySelector("[data-stage] [data-on] .doors").textContent));
  await person.assertAccessibleInBothThemes("at a vote");
  await wall.assertAccessibleInBothThemes("the counts");
  await leader.key("Escape");
  await leader.key("s");
  await leader.pressed("Snakk", true);

  // Hands again is another round. The first is kept.
  await leader.key("i");
  await leader.count(6, 6, 0, 0, 0, 0);
  await leader.sees("Runde 1: 1: 7, 2: 10, 3: 3");
  await leader.sees("Likt mellom 1, 2. Du avgjør, og referatet sier det.");
  await leader.key("Escape");
  await leader.key("2");
  assert.equal((await agree(leader, wall)).marked, 1);
  await leader.key("z");
  await leader.key("Enter");
  await leader.at("hvem-er-rune~stolen");
  await agree(leader, wall);
  await leader.sees("Kan angres i ti sekunder.");
  await leader.key("z");
  await leader.at("hvem-er-rune");
  await agree(leader, wall);
  await leader.key("2");
  await leader.key("Enter");
  await leader.at("hvem-er-rune~stolen");
  assert.equal((await leader.happened("chose")).at(-1).by, "tie", "the record will say that she decided");
  assert.deepEqual((await leader.happened("reran")).length, 1);

  // Black, frozen, a break.
  await leader.onTo("stolen");
  await leader.key(".");
  assert.equal((await agree(leader, wall)).black, true);
  await leader.key("b");
  assert.equal((await agree(leader, wall)).black, false);
  await leader.key("f");
  await leader.sees("Lerretet er fryst");
  await leader.key("k");
  await person.button(/^Telefonen/).click();
  await person.until("she is there", () => document.querySelector(".notes-of")?.textContent.includes("Telefonen"));
  assert.equal((await leader.view()).section, "stolen", "the screen is not");
  await agree(leader, wall);
  await leader.key("f");
  await leader.at("telefonen");
  await agree(leader, wall);
  await leader.key("p");
  await leader.pressed("Pause", true);
  await agree(leader, wall);
  await leader.key("p");
  await leader.pressed("Pause", false);

  // "Hva om": another way at what was decided, and back.
  await leader.key("o");
  await person.button(/^Hvem er Rune\?: noe annet enn/).press("Enter");
  await leader.at("hvem-er-rune");
  await leader.sees("Dere er i «hva om»");
  await agree(leader, wall);
  await leader.key("1");
  await leader.key("Enter");
  await leader.at("hvem-er-rune~mappa");
  await agree(leader, wall);
  await leader.key("r");
  await leader.at("telefonen");
  await agree(leader, wall);

  // Each window is reloaded in turn; then hers is gone, and there is another.
  await wall.reload();
  await agree(leader, wall);
  await person.reload();
  await leader.at("telefonen");
  await agree(leader, wall);
  await person.page.goto("about:blank");
  await leader.open();
  await leader.at("telefonen");
  await agree(leader, wall);

  // Tables, a choice and a sentence each.
  await leader.onTo("punkt-tre");
  await person.page.getByRole("radio", { name: "Bord", exact: true }).check();
  await person.page.getByLabel("Hvor mange bord?").fill("3");
  await leader.sees("Rapport: bord 1 av 3");
  for (const [table, choice, sentence] of [[1, /^1/, "Vi ville vite"], [2, /^2/, "La ham være"], [3, /^1/, "Spør"]]) {
    await leader.sees(`Rapport: bord ${table} av 3`);
    await person.page.getByRole("radio", { name: choice }).check();
    await person.page.getByLabel("En setning fra bordet").pressSequentially(sentence);
    await person.button("Neste bord").click();
  }
  await leader.sees("1 leder.");
  await leader.sees("Bord 2: 2. La ham være");
  await person.assertAccessibleInBothThemes("tables");
  await leader.key("Escape");
  await leader.key("v");
  await leader.key("Enter");
  await leader.afterChoiceIn("punkt-tre");
  await agree(leader, wall);
  assert.equal((await leader.happened("chose")).at(-1).by, "votes");

  // A discussion: its timer in its steps, held, longer, shorter, on.
  await leader.onTo("notatet");
  await leader.sees("2 + 7 + 4 min, når du starter");
  await leader.key("m");
  await leader.sees("Tenk alene");
  assert.equal((await agree(leader, wall)).timer, true);
  await leader.key("m");
  await leader.sees("Tenk alene, holdt");
  await leader.key("+");
  await leader.key("-");
  await leader.key("d");
  await leader.sees("Snakk sammen, holdt");
  await agree(leader, wall);
  await leader.key("0");
  assert.equal((await agree(leader, wall)).timer, false);

  // A note to a prompt, saved as it is typed; and an estimate.
  await leader.key("n");
  await person.page.keyboard.type("De fleste ville ringt. b f");
  assert.equal((await leader.happened("noted")).at(-1).text, "De fleste ville ringt. b f");
  assert.equal((await leader.view()).black, false, "in a field letters are letters");
  await leader.key("Escape");
  await person.page.getByRole("radio", { name: "Anslag", exact: true }).check();
  await person.button("Flest for 2").click();
  await leader.sees("2 leder.");
  await person.button("Delt").click();
  await leader.sees("Rommet er delt.");
  await person.button("Flest for 2").click();
  await leader.key("Escape");
  await leader.key("Enter");
  await leader.afterChoiceIn("notatet");
  await agree(leader, wall);

  // To the end, the closing, and what was said there.
  for (let press = 0; press < 30 && (await leader.view()).screen === "scene"; press++) {
    await leader.step(wall);
  }
  assert.equal((await leader.view()).screen, "closing");
  await person.page.getByLabel("Hva tar dere med dere?").pressSequentially("Saksliste");
  await person.assertAccessibleInBothThemes("the closing");
  await wall.assertAccessibleInBothThemes("the closing on the screen");
  await leader.key("Escape");
  await leader.goOn();
  await leader.sees("Økta er slutt.");
  await agree(leader, wall);
  assert.equal((await leader.happened("answered")).at(-1).text, "Saksliste");
  const chosen = (await leader.happened("chose")).map((event) => event.by);
  assert.deepEqual(chosen.slice(-2), ["votes", "votes"], "tables and an estimate decided");

  await person.goto(`gruppe/?okt=${SESSION}#referat`);
  await person.sees("Referat: Tirsdagsgruppa");
  const record = await person.main.innerText();
  for (const what of [/Runde 1: 7 for «/, /Runde 2: /, /Hva om: et sidespor/, /Valgt: «/, /Saksliste/]) assert.match(record, what);
  wall.assertNothingWrong();
}

it("says who leads when there are two windows, and the newer does", { size: LAPTOP }, async (person) => {
  const leader = await Leader.come(person);
  const other = new Leader(await person.another());
  await other.open();
  await leader.sees("Et annet vindu har overtatt.");
  await other.goOn();
  await leader.sees("Åpningen");
  await leader.goOn();
  await leader.goOn();
  await other.goOn();
  await leader.at("hvem-er-rune");
  assert.equal((await other.happened("began")).length, 1, "the older one's keys do nothing");
  await person.assertAccessibleInBothThemes("a window that follows");
  await person.button("Led herfra").click();
  await other.sees("Et annet vindu har overtatt.");
  await leader.key("b");
  await other.pressed("Svart", true);
  other.person.assertNothingWrong();
});

it("shows what she needs without scrolling, and is a page like others where there is no room", { size: LAPTOP }, async (person) => {
  const leader = await Leader.come(person);
  await leader.goOn();
  await leader.goOn();
  await leader.at("hvem-er-rune");
  await leader.key("h");
  await leader.count(3, 9, 2);
  await leader.key("Escape");
  for (const size of [LAPTOP, { width: 1366, height: 768 }, { width: 1920, height: 1080 }]) {
    await person.page.setViewportSize(size);
    for (const name of ["Videre", "Tilbake", "Svart", "Frys", "Vis stemmer", "Velg denne veien", "Tenk", "Hender igjen"]) {
      const box = await person.button(name, true).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= size.height, `${name} at ${size.width} x ${size.height}: ${JSON.stringify(box)}`);
    }
    await person.assertNoSideways(`${size.width} px`);
  }
  for (const size of [{ width: 320, height: 640 }, { width: 800, height: 600 }]) {
    await person.page.setViewportSize(size);
    await person.assertNoSideways(`${size.width} px`);
    await person.assertAccessibleInBothThemes(`${size.width} px`);
  }
});

it("knows its keys, and can turn them off", { size: LAPTOP, colorScheme: "dark" }, async (person) => {
  const leader = await Leader.come(person);
  await leader.key("?");
  await leader.sees("Hurtigtaster er på");
  await person.assertAccessibleInBothThemes("the keys");
  await person.page.getByLabel("Hurtigtaster er på").uncheck();
  await leader.key("Escape");
  await leader.key("b");
  await person.button("Svart").click();
  await leader.pressed("Svart", true);
  assert.equal((await leader.happened("black")).length, 1, "only the button did");
});

it("says plainly what is wrong with a session that is none", { size: LAPTOP }, async (person) => {
  await person.goto("gruppe/fasilitator/");
  await person.sees("Adressen sier ikke hvilken økt det gjelder.");
  await person.goto("gruppe/fasilitator/?okt=finnesikke");
  await person.sees("Denne økta finnes ikke i denne nettleseren.");
  await person.assertAccessibleInBothThemes("no session");
  await person.page.evaluate((key) => localStorage.setItem(key, "{"), KEY);
  await person.goto(`gruppe/fasilitator/?okt=${SESSION}`);
  await person.sees("lar seg ikke lese");
  assert.equal(await person.page.evaluate((key) => localStorage.getItem(key), KEY), "{", "and it is left as it was");
});
