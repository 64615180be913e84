import assert from "node:assert/strict";
import { suite, WAYS } from "./site.mjs";

const { each } = suite();

each("the course page lists ten lessons, and three of them can be gone into", WAYS, async (person) => {
  await person.goto();
  await person.at("Bruker i sentrum");
  const plan = person.main.getByRole("list").filter({ hasText: "Hvem er Rune?" });
  assert.equal(await plan.locator("> li").count(), 10);
  assert.equal(await plan.getByRole("link").count(), 3);
  await person.press(plan.getByRole("link", { name: /Et kvarter hos fastlegen/ }));
  await person.isReadFrom("Et kvarter hos fastlegen");
});
