// The page that ours is measured against: the same text in one plain file, as one would write it by hand.

const STYLE = `body{margin:0 auto;max-width:38rem;padding:1rem;font:1.125rem/1.6 system-ui,sans-serif;color:#222;background:#fdfcfa}
h1,h2{line-height:1.2}blockquote,details{margin:1rem 0;padding:0 1rem;border-left:3px solid #bbb}
button{display:block;width:100%;margin:.5rem 0;padding:.75rem 1rem;font:inherit;text-align:left;color:inherit;background:#fff;border:1px solid #999;border-radius:.5rem;cursor:pointer}
button:hover,button:focus-visible{border-color:#06c}header,footer{font-size:.9rem;color:#666}
@media(prefers-color-scheme:dark){body{color:#eee;background:#1c1c1c}button{background:#2a2a2a}}`;

const SCRIPT = `let shown=document.querySelector("section");
addEventListener("click",event=>{const button=event.target.closest("[data-go]");if(!button)return;
const next=document.getElementById(button.dataset.go);shown.hidden=true;next.hidden=false;shown=next;
scrollTo(0,0);next.querySelector("h1,h2").focus({preventScroll:true});});
document.documentElement.dataset.ready="";`;

// The same page as a pair of windows: one leads by its keys, the other shows. Where they are is kept, as one would for a reload.
const LEADER = `const all=[...document.querySelectorAll("section")];let at=0;const channel=new BroadcastChannel("hand");
addEventListener("keydown",event=>{if(event.key=="a")open("hand-wall.html","wall","popup");if(event.key!="ArrowRight")return;
all[at].hidden=true;at=(at+1)%all.length;all[at].hidden=false;localStorage.setItem("hand",at);channel.postMessage(at);});
document.documentElement.dataset.ready="";`;
const WALL = `const all=[...document.querySelectorAll("section")];let at=0;
new BroadcastChannel("hand").onmessage=event=>{all[at].hidden=true;at=event.data;all[at].hidden=false;};
document.documentElement.dataset.ready="";`;

/** The hand-written page as two windows of a group. */
export function pair(html) {
  return { leader: html.replace(SCRIPT, LEADER), wall: html.replace(SCRIPT, WALL) };
}

/** Takes the text out of one of our lesson pages, in a browser, and lays it out anew. */
export async function handWritten(browser, html) {
  const tab = await browser.newPage();
  const body = await tab.evaluate(textOf, html);
  await tab.close();
  return `<!doctype html>
<html lang="nb" data-page="hand-written"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>Leksjon</title><style>${STYLE}</style></head><body>
${body}
<script>${SCRIPT}</script></body></html>
`;
}

/** Runs in the browser. Scenes keep their ids, choices become buttons, of all else only text and its plainest tags are left. */
function textOf(html) {
  const KEPT = new Set("H1 H2 H3 H4 P UL OL LI BLOCKQUOTE DETAILS SUMMARY TABLE THEAD TBODY TR TH TD EM STRONG BR SUP".split(" "));
  const page = new DOMParser().parseFromString(html, "text/html");
  const escape = (text) => text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
  const plain = (node) => {
    if (node.nodeType == Node.TEXT_NODE) return escape(node.data.replace(/\s+/g, " "));
    if (node.nodeType != Node.ELEMENT_NODE || node.matches("svg, script, style, img, input, [data-slot]")) return "";
    if (node.matches("a[data-choice], a[data-continue]")) {
      const id = decodeURIComponent(node.hash.slice(1));
      return page.getElementById(id) ? `<button data-go="${escape(id)}">${escape(node.textContent.trim())}</button>` : escape(node.textContent);
    }
    const inside = [...node.childNodes].map(plain).join("");
    if (!KEPT.has(node.tagName)) return inside;
    const name = node.tagName.toLowerCase();
    const focus = /^H[12]$/.test(node.tagName) ? ' tabindex="-1"' : "";
    return `<${name}${focus}>${inside}</${name}>`;
  };
  const part = (name) => {
    const element = page.querySelector(name);
    return element ? `<${name}>${plain(element)}</${name}>` : "";
  };
  const sections = [...page.querySelectorAll("section.scene")];
  const scenes = sections.map((scene, n) => `<section id="${escape(scene.id)}"${n ? " hidden" : ""}>${plain(scene)}</section>`);
  return [part("header"), ...scenes, part("footer")].join("\n");
}
