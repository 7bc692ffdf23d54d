import type { IntegrationError } from "../../../components/integration-error.ts";
import type { ReturnPlan } from "../../../domain/returns/plan-returns.ts";
import type { RmaOutcome } from "../../../domain/returns/rma-plan.rules.ts";
import { findingOf, returnsExceptions, titleOf } from "./returns-exceptions.ts";
import type { Finding } from "./returns-exceptions.ts";
import { ReturnsInterruptedError } from "./returns-report.ts";
import type { ReturnsReport } from "./returns-report.ts";
import { readReturnsSituation } from "./returns-situation.ts";
import type { ReturnsDoors, ReturnsRequest, ReturnsSituation } from "./returns-situation.ts";

/** Outcomes that write to Peoplevox. */
export type WrittenOutcome = Extract<RmaOutcome, "create" | "correct" | "void">;

/** Peoplevox's own refusals: trying again gives the same answer, so a person is told. */
const REFUSALS = ["peoplevox-rows-refused", "peoplevox-request-refused"];

/**
 * Makes the returns bench await exactly what comes back with an order's refunds and Returns: read, write, read back.
 *
 * Safe to run again at any moment, also after a crash part-way: each document has a number made from the id of its
 * refund or Return, and only the difference to what is there is written.
 *
 * @param carriedOut - Which outcomes are written; the others are only reported
 * @throws {ReturnsInterruptedError} When a call failed without an answer
 */
export async function bringReturnsIntoStep(
  request: ReturnsRequest,
  doors: ReturnsDoors,
  carriedOut: readonly WrittenOutcome[],
): Promise<ReturnsReport> {
  const done: string[] = [];
  try {
    const before = await readReturnsSituation(request, doors);
    const due = before.plans.filter(({ outcome }) => (carriedOut as readonly RmaOutcome[]).includes(outcome));
    const refusals = await writeAll(due, doors, done);
    const after = due.length === 0 ? before : await readReturnsSituation(request, doors);
    return reportOf({ request, doors, before, after, due, refusals, done });
  } catch (error) {
    if (!isIntegrationError(error)) throw error;
    throw new ReturnsInterruptedError(request.history.order.name, done, error);
  }
}

type Refusals = ReadonlyMap<string, string>;

/** Documents are written side by side, so that they share requests; of one document, the header comes first. */
async function writeAll(plans: readonly ReturnPlan[], doors: ReturnsDoors, done: string[]): Promise<Refusals> {
  const refusals = new Map<string, string>();
  const outcomes = await Promise.allSettled(plans.map((plan) => writeOne(plan, doors, done, refusals)));
  const failure = outcomes.find((outcome) => outcome.status === "rejected");
  if (failure !== undefined) throw failure.reason;
  return refusals;
}

async function writeOne(
  plan: ReturnPlan,
  { desk }: ReturnsDoors,
  done: string[],
  refusals: Map<string, string>,
): Promise<void> {
  let saved = 0;
  try {
    for (const write of plan.writes) {
      await desk.save(write);
      saved += 1;
    }
    done.push(doneInWords(plan));
  } catch (error) {
    if (!isIntegrationError(error)) throw error;
    if (saved > 0 || error.effect === "partly-applied") done.push(`${nameOf(plan)} written in part`);
    if (!REFUSALS.includes(error.code)) throw error;
    refusals.set(plan.number, error.message);
  }
}

const DONE = { create: "created", correct: "corrected", void: "cancelled" } as const;

const nameOf = ({ number, facts }: ReturnPlan): string =>
  `${facts.capability === "purchase-order" ? "returns purchase order" : "RMA"} ${number}`;

function doneInWords(plan: ReturnPlan): string {
  const { outcome, inbound, writes } = plan;
  const written = writes.flatMap(({ rows }) => rows).filter((row) => row["ItemCode"] !== undefined);
  const units = written.map((row) => `${row["Quantity"] ?? ""} × ${row["ItemCode"] ?? ""}`).join(", ");
  return `${nameOf(plan)} ${DONE[outcome as WrittenOutcome]} for ${inbound.title}${units === "" ? "" : ` (${units})`}`;
}

interface Carried {
  readonly request: ReturnsRequest;
  readonly doors: ReturnsDoors;
  readonly before: ReturnsSituation;
  readonly after: ReturnsSituation;
  readonly due: readonly ReturnPlan[];
  readonly refusals: Refusals;
  readonly done: readonly string[];
}

function reportOf({ request, doors, before, after, due, refusals, done }: Carried): ReturnsReport {
  const { order } = request.history;
  const now = new Map(after.plans.map((plan) => [plan.number, plan]));
  const unfinished = due.flatMap((plan) => stillDue(plan, now.get(plan.number), refusals));
  const findings = [...after.plans.flatMap(findingOf), ...unfinished];
  const context = { order, profile: doors.profile, documents: after.documents, done };
  const exceptions = returnsExceptions(findings, context);
  const open = after.plans.filter(({ outcome }) => ["create", "correct", "void"].includes(outcome));
  return {
    orderName: order.name,
    shop: order.shop,
    inStep: exceptions.length === 0 && open.length === 0,
    returns: before.plans.map((plan) => ({
      about: plan.inbound.source.type,
      id: plan.inbound.source.id,
      title: plan.inbound.title,
      number: plan.number,
      outcome: plan.outcome,
      because: plan.because,
      units: plan.inbound.lines.reduce((sum, { units }) => sum + units, 0),
      document: now.get(plan.number)?.facts.document ?? plan.facts.document,
    })),
    done,
    toCancel: open.filter(({ outcome }) => outcome === "void").length,
    exceptions,
    stillOpen: exceptions.map(({ kind }) => kind),
  };
}

/** What was to be written and is not there when it is read back. */
function stillDue(plan: ReturnPlan, now: ReturnPlan | undefined, refusals: Refusals): Finding[] {
  if (now?.writes.length === 0) return [];
  const why = refusals.get(plan.number) ?? "Peoplevox took the change, but shows something else when it is read back.";
  return [{ kind: "rma-failed", plan, whatHappened: `${titleOf(plan)}: ${why}` }];
}

/** Tells the family by its shape: another component's copy of a class is not `instanceof` ours. */
function isIntegrationError(error: unknown): error is IntegrationError & { readonly code: string } {
  return error instanceof Error && "retry" in error && "effect" in error && "code" in error;
}
