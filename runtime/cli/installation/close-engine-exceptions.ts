import type { ExceptionStore } from "../../../components/lastedit/exception-store.ts";
import { EXCEPTION_KINDS } from "../../../domain/exceptions/exception-kinds.ts";
import type { ExceptionKind } from "../../../domain/exceptions/exception.ts";
import { exceptionId } from "../../../domain/exceptions/exception-ledger.ts";
import type { EngineSubject } from "../../engine/engine-exceptions.ts";

/** Closes what the engine raised about this subject, where it is open. */
export async function closeEngineExceptions(
  exceptions: ExceptionStore,
  subject: EngineSubject,
  because: string,
): Promise<void> {
  const found = await exceptions.get(exceptionId(subject));
  if (found?.status !== "open") return;
  const others = (Object.keys(EXCEPTION_KINDS) as ExceptionKind[]).filter((kind) => kind !== subject.kind);
  await exceptions.closeHealed(subject, because, others, ["engine"]);
}
