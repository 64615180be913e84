// Loads the page anew once `kurs serve` has built something newer. Only there; a built course has no such script.
(() => {
  let seen;
  setInterval(async () => {
    try {
      const now = await (await fetch("/~kurs/version", { cache: "no-store" })).text();
      if (seen && now !== seen) location.reload();
      seen = now;
    } catch {
      // The server has ended; it may come back.
    }
  }, 700);
})();
