/** Where to go after signing in: a path of the console, and nothing that leads out of it. */
export function placeToGo(to: string | undefined): string {
  return to !== undefined && /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") ? to : "/";
}
