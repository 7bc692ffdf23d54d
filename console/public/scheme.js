// Sets light or dark before the first paint. A file of its own, since the page may run no inline script.
(() => {
  let chosen = "auto";
  try {
    chosen = localStorage.getItem("lastedit-color-scheme") ?? "auto";
  } catch {
    // Storage is blocked: the system's scheme.
  }
  const dark = chosen === "dark" || (chosen !== "light" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
