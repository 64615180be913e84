// Loads the page anew once `kurs serve` has built something newer than it. Only there; a built course has no such script.
(() => {
  const { version } = document.currentScript.dataset;
  setInterval(async () => {
    try {
      const now = await (await fetch("/~kurs/version", { cache: "no-store" })).text();
      if (now !== version) location.reload();
    } catch {
      // The server has ended; it may come back.
    }
  }, 700);
})();
