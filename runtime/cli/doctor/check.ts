/** One thing that the doctor looked at. */
export interface Check {
  readonly about: string;
  readonly ok: boolean;
  /** What was found; when it is not right, also what to do. */
  readonly found: string;
}

/** Runs a check that throws when something is not right; the error's message says what. */
export async function check(about: string, look: () => Promise<string>): Promise<Check> {
  try {
    return { about, ok: true, found: await look() };
  } catch (error) {
    return { about, ok: false, found: error instanceof Error ? error.message : String(error) };
  }
}
