// Runs in each page before anything of its own, and is the same for both. A way on is a link to a scene or a button that shows one.

/** Sets window.bench: times of the load, and one step at a time afterwards. */
export function probe() {
  if (window.top !== window || location.protocol == "about:") return;
  const bench = (window.bench = { step: 0 });
  const now = () => performance.now();

  const target = (way) => way.dataset.go ?? decodeURIComponent(way.hash.slice(1));
  const ways = () =>
    [...document.querySelectorAll("section a[data-choice], section a[data-continue], section button[data-go]")].filter(
      (way) => way.checkVisibility() && document.getElementById(target(way)),
    );
  const place = (way) => {
    way.scrollIntoView({ block: "center", behavior: "instant" });
    const { x, y, width, height } = way.getBoundingClientRect();
    return { x: x + width / 2, y: y + height / 2 };
  };

  /** Calls back in the second frame after the scene with this id stands. */
  const stands = (id, done) => {
    const look = () => {
      if (document.getElementById(id)?.checkVisibility()) requestAnimationFrame(() => requestAnimationFrame(done));
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  };

  // The hand-written page's buttons do nothing before its script has run; our links are followed by the browser itself,
  // but a click is kept only once the boot script is there.
  const isHandWritten = () => document.documentElement?.dataset.page == "hand-written";
  const scripted = () => (isHandWritten() ? "ready" in document.documentElement.dataset : "early" in window);

  const look = () => {
    const way = document.body && ways()[0];
    if (way && (!isHandWritten() || scripted())) {
      bench.clickable ??= now();
      const id = target(way);
      requestAnimationFrame(() => {
        const { x, y } = place(way);
        window.benchClick(x, y);
        stands(id, () => {
          bench.answered = now();
          window.benchAnswered();
        });
      });
    } else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  const watch = (key, holds) => {
    const look = () => (holds() ? (bench[key] = now()) : requestAnimationFrame(look));
    requestAnimationFrame(look);
  };
  watch("kept", () => bench.clickable && scripted());
  watch("live", () => isHandWritten() || "live" in (document.documentElement?.dataset ?? {}));

  bench.times = () => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0]?.startTime,
    clickable: bench.clickable,
    kept: bench.kept,
    answered: bench.answered,
    live: isHandWritten() ? undefined : bench.live,
  });

  /** Id of a scene that one can go to from here; another one each time. */
  bench.next = (step) => {
    const open = ways();
    return open.length ? target(open[step % open.length]) : null;
  };

  /** Makes ready for a click on the way to this scene, and says where to click. `bench.step` is then how long it took. */
  bench.arm = (id) => {
    const way = ways().find((way) => target(way) == id);
    if (!way) return null;
    bench.step = 0;
    addEventListener("click", (event) => stands(id, () => (bench.step = now() - event.timeStamp)), { capture: true, once: true });
    return place(way);
  };
}
