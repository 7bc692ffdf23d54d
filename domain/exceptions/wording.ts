import type { ExceptionKind } from "./exception.ts";
import { EXCEPTION_KINDS } from "./exception-kinds.ts";

/** What a kind is called and what a person should do about it, in one language. */
export type ExceptionWording = Readonly<Record<ExceptionKind, { readonly title: string; readonly whatToDo: string }>>;

/** One table per language. A translation is one more row here. */
const WORDINGS: ReadonlyMap<string, ExceptionWording> = new Map([["en", EXCEPTION_KINDS]]);

/**
 * The wording for a locale.
 *
 * @param locale - BCP 47, such as `en-GB`
 * @returns That of its language; English where there is none
 */
export function wordingFor(locale: string): ExceptionWording {
  const language = locale.toLowerCase().replace(/-.*$/, "");
  return WORDINGS.get(language) ?? EXCEPTION_KINDS;
}
