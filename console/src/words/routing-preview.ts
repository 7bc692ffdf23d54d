import type { Answer } from "../api/client.ts";
import { OWNER_WORDS, SEVERITY_WORDS } from "./exceptions.ts";

type Preview = NonNullable<Answer<"POST", "/routing/preview">["answer"]>;

/** What becomes of an exception, sentence by sentence. */
export function routingInWords(answer: Preview): readonly string[] {
  const { owner, severity, channels, takeWithinMinutes, escalateTo, warnBeforeMinutes, quietNow } = answer;
  return [
    `It goes to ${OWNER_WORDS[owner]}, with severity ${SEVERITY_WORDS[severity].toLowerCase()}.`,
    channels.length === 0
      ? "Nobody is told, since there is no channel; it waits in the queue."
      : `Told at once: ${listed(channels)}.`,
    takeWithinMinutes === null
      ? "It may wait until somebody takes it."
      : `When nobody takes it within ${minutes(takeWithinMinutes)}: ${escalateTo.length === 0 ? "nobody is told" : listed(escalateTo)}.`,
    ...(warnBeforeMinutes === null ? [] : [`Told again ${minutes(warnBeforeMinutes)} before its deadline.`]),
    ...(quietNow.length === 0 ? [] : [`Quiet now: ${listed(quietNow)}. There it comes later, with a summary.`]),
  ];
}

function listed(names: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(names);
}

function minutes(count: number): string {
  return count === 1 ? "1 minute" : `${count} minutes`;
}
