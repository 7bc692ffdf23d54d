import console from "node:console";

/** One line into the log of the step that runs: both hosts keep what a component prints. For work that takes minutes. */
export function logProgress(text: string): void {
  console.log(text);
}
