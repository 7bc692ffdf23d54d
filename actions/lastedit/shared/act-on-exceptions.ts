import type { ActResult, ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import type { PersonMove } from "../../../domain/exceptions/person-move.ts";

/** Does the same with each exception. */
export async function actOnExceptions(
  exceptions: ExceptionStore,
  ids: string | readonly string[],
  move: PersonMove,
  done: string,
): Promise<{ readonly results: ActResult[]; readonly summary: string }> {
  const results = await exceptions.act(ids, move);
  return { results, summary: inWords(results, done) };
}

/** Such as `2 taken; not taken: #1002 (It is resolved by Anna since …)`. */
function inWords(results: readonly ActResult[], done: string): string {
  const refused = results.flatMap((result) => (result.ok ? [] : [`${result.id} (${result.because})`]));
  const count = results.length - refused.length;
  return [
    ...(count === 0 ? [] : [`${count} ${done}`]),
    ...(refused.length === 0 ? [] : [`not ${done}: ${refused.join("; ")}`]),
  ].join("; ");
}
