// Starts the program after first paint. Classic, so that it runs where modules may not.
// kurs build strips comments and indentation; keep statements whole lines, and the result under 1 kB.
(() => {
  const { dataset, src } = document.currentScript;
  const state = document.documentElement.dataset;
  // From a folder modules don't load: the static page is all there is.
  if (!/^http/.test(location.protocol)) return (state.static = "file");
  // The program asks for the parser through this: only a script of the page may import.
  window.load = (url) => import(url);
  const at = (name) => new URL(dataset[name], src);
  const start = () => requestAnimationFrame(() => setTimeout(() => {
    // Both at once: the wasm must not wait for the script that will ask for it.
    Promise.all([load(at("app")), fetch(at("wasm"))]).then(([app, wasm]) => app.default({ module_or_path: wasm }))
      .then(() => dataset.offline && load(at("offline")))
      // The panic hook has said "failed" already if the program began; else it never came. Without offline.js the rest goes on.
      .catch(() => "live" in state || (state.static ||= "blocked"));
  }));
  document.readyState == "loading" ? addEventListener("DOMContentLoaded", start) : start();
})();
