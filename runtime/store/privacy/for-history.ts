import { maskSecrets } from "../../component-host/secrets.ts";
import { maskPersonalData } from "./personal-data.ts";

/** What one value of the history may take up, as JSON text. A larger one keeps its beginning, and says so. */
const LONGEST_JSON = 256 * 1024;

export interface HistoryRules {
  /** Values of secret props and of connection secrets. */
  readonly secrets: Iterable<string>;
  /** `false` keeps personal data readable, for a tenant that asks for it. */
  readonly maskPersonal: boolean;
}

/**
 * Makes the function that every value passes on its way into run history.
 *
 * @returns `(value, alsoFrom)` → JSON text without secrets, and without personal data unless it is to be kept
 */
export function historyWriter(rules: HistoryRules): (value: unknown, alsoFrom?: readonly unknown[]) => string {
  // The longest first: a secret that contains another one is masked whole.
  const secrets = [...new Set(rules.secrets)].sort((a, b) => b.length - a.length);
  return (value, alsoFrom = []) => {
    const plain = toJson(value);
    const masked = rules.maskPersonal ? maskPersonalData(plain, alsoFrom) : plain;
    const text = JSON.stringify(maskSecrets(masked, secrets));
    // PostgreSQL's jsonb refuses the NUL character.
    const storable = text.replaceAll("\\u0000", "");
    return storable.length <= LONGEST_JSON
      ? storable
      : JSON.stringify({ tooLongForHistory: true, characters: storable.length, beginning: storable.slice(0, 4096) });
  };
}

/** Through JSON and back, so that dates, getters and class instances are masked as what they will be stored as. */
function toJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? null : JSON.parse(text);
}
