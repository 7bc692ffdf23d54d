// What cannot wait for the program. A file of its own, since the page may run no inline script.
(() => {
  // Light or dark, before the first paint.
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("lastedit-color-scheme") ?? "auto";
  } catch {
    // Storage is blocked: the system's scheme.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");

  // Who is signed in: asked while the program is on its way. `src/api/first-answer.ts` takes the answer.
  if (location.pathname === "/sign-in") return;
  const address = "/api/v1/session";
  const answer = fetch(address, { headers: { accept: "application/json" }, credentials: "same-origin" });
  answer.catch(() => undefined);
  Object.assign(globalThis, { lastEditFirstAnswer: { address, answer } });
})();
