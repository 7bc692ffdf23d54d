import { durationInWords } from "../words/durations.ts";

/** @param ms - Null while it goes on, or when it never began */
export function DurationText({ ms }: { readonly ms: number | null }) {
  return (
    <span data-figures style={{ whiteSpace: "nowrap" }}>
      {ms === null ? "–" : durationInWords(ms)}
    </span>
  );
}
