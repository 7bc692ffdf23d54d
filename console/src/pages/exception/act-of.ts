import type { ExceptionAct } from "../../../../runtime/api/contract/exceptions.ts";
import type { ActWords } from "../../words/exception-acts.ts";

/** What a person said about an act before it is done. */
export interface ActGiven {
  readonly note: string;
  /** ISO 8601, of a snooze; empty while none is chosen. */
  readonly until: string;
  /** Whom to hand it to. */
  readonly person: string;
}

export const NOTHING_GIVEN: ActGiven = { note: "", until: "", person: "" };

/** Whether all that the act asks for was said. */
export function isComplete({ asks }: ActWords, { note, until, person }: ActGiven): boolean {
  if (asks === "needed-note") return note.trim() !== "";
  if (asks === "until") return until !== "";
  return asks !== "person" || person !== "";
}

/** The act as the API takes it. */
export function actOf({ act, takesOver = false }: ActWords, { note, until, person }: ActGiven): ExceptionAct {
  const noted = note.trim() === "" ? {} : { note: note.trim() };
  switch (act) {
    case "assign":
      return { act, to: person, ...noted };
    case "snooze":
      return { act, until, ...noted };
    case "note":
    case "resolve":
      return { act, note: note.trim() };
    case "take":
      return { act, ...noted, ...(takesOver ? { takeOver: true } : {}) };
    default:
      return { act, ...noted };
  }
}
