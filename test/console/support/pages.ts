/** Every page of the console, for axe, screenshots and the check that nothing is wider than a phone. */
export const PAGES = [
  { name: "sign-in", path: "/sign-in", signedIn: false },
  { name: "runs", path: "/runs", signedIn: true },
  { name: "run", path: "/runs/58", signedIn: true },
  { name: "run-failed", path: "/runs/52", signedIn: true },
] as const;
