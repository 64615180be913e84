// Registers the service worker, and offers a new edition when one is there and nobody is in a session. boot.js loads this module after the program.
// kurs build strips comments and indentation: keep statements whole lines. The markup is in docs/page.md.
const { dataset } = document.documentElement;
const region = document.querySelector(".offer");
// Windows that a room looks at have none.
const offer = region.querySelector("p");
const sessions = `${region.dataset.course}/okt/`;
const inGroup = ["group", "facilitator", "projector"].includes(dataset.place);
let registration;

/** Says how much of the course is here: "filling", "no", or bytes. */
function say(kept) {
  dataset.kept = kept;
  dispatchEvent(new Event("kept"));
}

/** Asks the worker, which fetches what is gone from its cache. */
function ask() {
  const { active, installing, waiting } = registration;
  if (!active) return say(installing ?? waiting ? "filling" : "no");
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => say(data);
  active.postMessage("whole", [port2]);
}

let ending;

/** Whether no window of this course is in a session; where that cannot be known, it is as if one were. */
async function nobodyInSession() {
  if (!navigator.locks) return false;
  const { held } = await navigator.locks.query();
  const session = held.find(({ name }) => name.startsWith(sessions));
  // Its lock is had, and let go of at once, when its window closes.
  const again = () => ((ending = null), look());
  if (session) ending ??= navigator.locks.request(session.name, { mode: "shared" }, () => {}).then(again, again);
  return !session;
}

/** What can have changed: a new edition, a session in another window, the network. */
async function look() {
  if (inGroup) ask();
  if (!offer) return;
  offer.hidden = !(registration.waiting && registration.active && (await nobodyInSession()));
  // So that what is scrolled to does not come to lie below the line.
  document.documentElement.toggleAttribute("data-offer", !offer.hidden);
}

function follow(worker) {
  worker?.addEventListener("statechange", look);
}

async function take() {
  const { waiting } = registration;
  if (!waiting || !(await nobodyInSession())) return look();
  // This window alone: others go on as they are.
  waiting.addEventListener("statechange", () => waiting.state == "activated" && location.reload());
  waiting.postMessage("take");
}

async function start() {
  registration = await navigator.serviceWorker.register(new URL("worker.js", import.meta.url), { updateViaCache: "none" });
  follow(registration.installing);
  follow(registration.waiting);
  registration.addEventListener("updatefound", () => follow(registration.installing));
  offer?.querySelector("button").addEventListener("click", take);
  for (const seen of ["focus", "online", "visibilitychange"]) addEventListener(seen, look);
  look();
}

// Not before the page has been painted and the program is at rest. Where the browser has no workers, or denies them, the site does without.
(window.requestIdleCallback ?? setTimeout)(() => {
  if ("live" in dataset && (inGroup || !navigator.connection?.saveData)) start().catch(() => inGroup && say("no"));
});
