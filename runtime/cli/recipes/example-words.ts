import { differenceInWords } from "../../examples/difference-in-words.ts";
import type { PlayedExample } from "../../examples/play-examples.ts";
import { count, durationInWords, table } from "../story/words.ts";

const RESULT_WORDS = { passed: "passed", failed: "FAILED", "not-played": "NOT PLAYED" } as const;

/** A table per recipe, then the differences of what did not end as expected, then the counts. */
export function examplesInWords(played: readonly PlayedExample[]): string {
  const tables = [...Map.groupBy(played, ({ recipe }) => recipe)].map(([recipe, examples]) => {
    const rows = examples.map(({ result, durationMs, example, title }) => [
      `  ${RESULT_WORDS[result]}`,
      durationInWords(durationMs).padStart(7),
      example,
      title ?? "",
    ]);
    return `${recipe}\n${table(rows)}`;
  });
  const wrong = played.filter(({ result }) => result !== "passed").map(wrongInWords);
  return [...tables, ...wrong, totals(played)].join("\n\n");
}

function wrongInWords({ recipe, example, title, file, differences, error }: PlayedExample): string {
  const told = error === null ? differences.flatMap(differenceInWords) : error.split("\n");
  const heading = `${recipe}, ${example}${title === null ? "" : `: ${title}`}`;
  return [heading, ...(error?.includes(file) === true ? [] : [`  ${file}`]), ...told.map((line) => `  ${line}`)].join(
    "\n",
  );
}

function totals(played: readonly PlayedExample[]): string {
  const passed = played.filter(({ result }) => result === "passed").length;
  const tookMs = played.reduce((sum, { durationMs }) => sum + durationMs, 0);
  return `${passed} of ${count(played.length, "example")} passed in ${durationInWords(tookMs)}.`;
}
