import type { RunDetail as StoredRun } from "../../store/runs/read-runs.ts";
import type { OrderDetail } from "../contract/orders.ts";
import { fields, stepViewOf } from "../views/run-view.ts";

type Happening = OrderDetail["shopify"][number];

/** What Shopify told of an order, from the events of its runs and from the order as they read it; oldest first. */
export function shopifyHappenings(runs: readonly StoredRun[]): Happening[] {
  const told = runs.flatMap(({ run, events }) =>
    events.map(({ emittedAt, summary }) => ({
      at: emittedAt.toISOString(),
      what: summary ?? "Run by hand",
      details: "",
      runId: run.id,
    })),
  );
  return inOrder([...told, ...milestonesOf(runs)]);
}

/** When the order was placed and when it was cancelled, as the latest reading says. */
function milestonesOf(runs: readonly StoredRun[]): Happening[] {
  const snapshot = runs.flatMap(({ steps }) => steps).map(({ output }) => fields(fields(output)["returnValue"]));
  const read = snapshot.findLast(
    (value) =>
      typeof value["createdAt"] === "string" && typeof value["updatedAt"] === "string" && Array.isArray(value["lines"]),
  );
  if (read === undefined) return [];
  const milestones: [string, unknown][] = [
    ["The order was placed", read["createdAt"]],
    ["The order was cancelled", read["cancelledAt"]],
  ];
  return milestones.flatMap(([what, at]) =>
    typeof at === "string" && !Number.isNaN(Date.parse(at))
      ? [{ at: new Date(at).toISOString(), what, details: "", runId: null }]
      : [],
  );
}

/** What LastEdit saw and did in Peoplevox; a status that was seen again is left out. */
export function peoplevoxHappenings(runs: readonly StoredRun[]): Happening[] {
  const all = runs.flatMap(({ run, steps }) =>
    steps
      .filter(({ status }) => status !== "skipped" && status !== "running")
      .flatMap((step, index) => happeningsOf(step, index, run.id)),
  );
  let lastSeen = "";
  return inOrder(all)
    .filter(({ what, details }) => {
      if (details !== "seen") return true;
      const again = what === lastSeen;
      lastSeen = what;
      return !again;
    })
    .map((each) => (each.details === "seen" ? { ...each, details: "" } : each));
}

function happeningsOf(step: StoredRun["steps"][number], index: number, runId: number): Happening[] {
  if (!step.uses.startsWith("peoplevox-")) return [];
  const at = (step.finishedAt ?? step.startedAt).toISOString();
  const { summary, decision, error } = stepViewOf(step, index);
  if (error !== null) return [{ at, what: error.message, details: "", runId }];
  if (step.writes) return [{ at, what: summary, details: (decision?.done ?? []).join("; "), runId }];
  return Array.isArray(fields(fields(step.output)["returnValue"])["salesOrders"])
    ? [{ at, what: summary, details: "seen", runId }]
    : [];
}

function inOrder(happenings: readonly Happening[]): Happening[] {
  return happenings.toSorted((a, b) => a.at.localeCompare(b.at));
}
