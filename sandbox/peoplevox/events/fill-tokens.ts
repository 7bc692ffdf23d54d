import { formatReportDate } from "../wall-clock.ts";
import { EVENT_FIELDS } from "./event-fields.ts";
import type { EventType } from "./event-types.ts";
import type { EventData } from "./subscriptions.ts";

/**
 * Puts an event's values in place of the `{Token}`s of a URL or body template.
 * Assumption: a token that is not known stays as it is.
 *
 * @param encode - Whether values are URL-encoded; without it a `&` in a value breaks the query, as in Peoplevox
 */
export function fillTokens(template: string, eventType: EventType, data: EventData, encode: boolean): string {
  return template.replace(/\{([^{}]+)\}/g, (token, name: string) => {
    const field = EVENT_FIELDS[eventType].find((candidate) => candidate.name === name);
    if (field === undefined) return token;
    const value = data[name] ?? "";
    const text = field.type === "date" && value !== "" ? formatReportDate(Number(value)) : String(value);
    return encode ? encodeURIComponent(text) : text;
  });
}
