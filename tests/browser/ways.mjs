// Ways through the lessons, as a person goes them: a door's words, and the heading that must stand there then.

const ON = "Fortsett";

/** The first lesson: Rune is met, and shows point three. */
export const MET = [
  ["Gå ut og hent ham med en gang", "Gå ut og hent ham med en gang"],
  [ON, "Stolen"],
  [ON, "Låsen"],
  ["La låsen vente litt", "La låsen vente litt, og spør hva som er viktig for ham"],
  [ON, "Telefonen"],
  ["Fortsett: Punkt tre", "Punkt tre"],
  ["Spør hvem I er", "Spør hvem I er"],
  [ON, "Notatet"],
  ["Rune sier: Låsen først", "Rune sier: Låsen først. Så kan vi snakke om resten."],
  [ON, "Rune sa etterpå"],
  [ON, "Samme sak, tre steder"],
  ["Fortsett: Torsdag, kvart på ti", "Torsdag, kvart på ti"],
];

/** The first lesson: agreements are kept, and the thumb stays where it is. */
export const KEPT = [
  ["Les de siste sidene først", "Les de siste sidene først"],
  [ON, "Mappa"],
  ["Lukk mappa og hent Rune", "Stolen"],
  [ON, "Låsen"],
  ["Ring kommunen nå", "Ring kommunen nå, med høyttaleren på"],
  [ON, "Telefonen"],
  ["Fortsett: Tommelen", "Tommelen"],
  ["La tommelen ligge", "La tommelen ligge, og skriv opp neste time"],
  [ON, "Notatet"],
  ["Bruker fremstår blid", "Bruker fremstår blid, men holder avstand. Vil ha ny lås. Snakker ikke om rusmiddelbruken."],
  [ON, "Rune sa etterpå"],
  [ON, "Samme sak, tre steder"],
  ["Fortsett: Torsdag, to over ti", "Torsdag, to over ti"],
];

/** The first lesson: neither. */
export const NEITHER = [
  ["Ta med mappa ut", "Ta med mappa ut og spør hva du burde ha lest"],
  [ON, "Side 61"],
  ["Bli med ham inn", "Stolen"],
  [ON, "Låsen"],
  ["Skyv telefonen over bordet", "Skyv telefonen over bordet, så han kan ringe selv"],
  [ON, "Telefonen"],
  ["Fortsett: Tommelen", "Tommelen"],
  ["Spør hva som står under tommelen", "Spør hva som står under tommelen"],
  [ON, "Notatet"],
  ["Rune sier: Låsen først", "Rune sier: Låsen først. Så kan vi snakke om resten."],
  [ON, "Rune sa etterpå"],
  [ON, "Samme sak, tre steder"],
  ["Fortsett: Torsdag, ti over ti", "Torsdag, ti over ti"],
];

/** The part of a way up to the first time this heading stands there. */
export function upTo(way, heading) {
  return way.slice(0, way.findIndex(([, then]) => then === heading) + 1);
}
