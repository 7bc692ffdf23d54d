/** What an entry of the audit log was about, and the page that shows it where there is one. */
export interface AuditSubject {
  readonly label: string;
  readonly place: AuditPlace | null;
}

export type AuditPlace =
  | { readonly to: "/exceptions/$exceptionId"; readonly params: { readonly exceptionId: string } }
  | { readonly to: "/recipes/$name"; readonly params: { readonly name: string } }
  | { readonly to: "/runs/$runId"; readonly params: { readonly runId: string } }
  | { readonly to: "/replays/$replayId"; readonly params: { readonly replayId: string } };

/** What is gone afterwards has no page. */
const GONE = ["recipes.delete"];

/**
 * @param what - Area and route
 * @param subject - As the log holds it: a name, `run 6`, or an exception's id such as `demo.example/#1004/unknown-sku`
 */
export function auditSubject(what: string, subject: string): AuditSubject {
  const area = what.split(".")[0];
  const number = /^(?:run|replay|time travel) (\d+)$/.exec(subject)?.[1] ?? (/^\d+$/.test(subject) ? subject : null);
  if (area === "exceptions") {
    const parts = subject.split("/");
    const label = parts.length < 3 ? subject : `${parts.at(-2) ?? ""}, ${(parts.at(-1) ?? "").replaceAll("-", " ")}`;
    return { label, place: { to: "/exceptions/$exceptionId", params: { exceptionId: subject } } };
  }
  if (area === "recipes" && subject !== "" && !GONE.includes(what))
    return { label: subject, place: { to: "/recipes/$name", params: { name: subject } } };
  if (number !== null && (area === "runs" || what === "replay.retry"))
    return { label: `run ${number}`, place: { to: "/runs/$runId", params: { runId: number } } };
  if (number !== null && area === "replay")
    return {
      label: subject === number ? `replay ${number}` : subject,
      place: { to: "/replays/$replayId", params: { replayId: number } },
    };
  return { label: subject, place: null };
}
