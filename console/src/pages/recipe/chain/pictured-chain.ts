import type { RecipeDocument } from "../../../../../runtime/api/contract/recipe-parts.ts";
import type { Place, RecipeShape } from "../document/recipe-shape.ts";
import type { ChainEdgeData } from "./chain-edge.tsx";
import type { ChainNodeData } from "./chain-node.tsx";
import { conditionInWords, stepRemarks } from "./chain-words.ts";
import { chainLayout, NODE_HEIGHT, NODE_WIDTH } from "./graph-layout.ts";
import type { ChainActs } from "./use-chain-acts.ts";
import { nameOf } from "./use-component-names.ts";
import type { ComponentItem } from "./use-component-names.ts";

interface Pictured {
  readonly shape: RecipeShape;
  readonly found: RecipeDocument["found"];
  readonly selected: Place | null;
  readonly find: (uses: string) => ComponentItem | undefined;
  /** null: not allowed. */
  readonly acts: ChainActs | null;
}

/** Nodes and edges of a recipe's picture. */
export function picturedChain({ shape, found, selected, find, acts }: Pictured): {
  readonly nodes: readonly ChainNodeData[];
  readonly edges: readonly ChainEdgeData[];
} {
  const { triggers, steps } = shape;
  const parts = [
    ...triggers.map(({ uses }, at) => ({
      id: `trigger:${at}`,
      data: {
        kind: "trigger" as const,
        place: { what: "trigger" as const, at },
        title: nameOf(find(uses), uses),
        second: "Starts a run",
        component: find(uses),
        remarks: [],
        wrong: found.some(({ path }) => path.startsWith(`triggers[${at}]`)),
        off: false,
        chosen: selected?.what === "trigger" && selected.at === at,
      },
    })),
    ...steps.map((step, at) => ({
      id: `step:${step.namespace}`,
      data: {
        kind: "step" as const,
        place: { what: "step" as const, namespace: step.namespace },
        title: nameOf(find(step.uses), step.uses),
        second: `${at + 1}. ${step.namespace}`,
        component: find(step.uses),
        remarks: stepRemarks(step),
        wrong: found.some((problem) => problem.step === step.namespace),
        off: step.disabled,
        chosen: selected?.what === "step" && selected.namespace === step.namespace,
      },
    })),
  ];
  const first = steps[0];
  const pairs: (readonly [from: string, to: string])[] = [
    ...(first === undefined ? [] : triggers.map((_, at) => [`trigger:${at}`, `step:${first.namespace}`] as const)),
    ...steps.slice(1).map((step, at) => [`step:${steps[at]?.namespace ?? ""}`, `step:${step.namespace}`] as const),
  ];
  const spots = chainLayout(
    parts.map(({ id }) => id),
    pairs,
  );
  return {
    nodes: parts.map(({ id, data }) => ({
      id,
      type: "chain",
      data,
      position: spots.get(id) ?? { x: 0, y: 0 },
      width: NODE_WIDTH,
      height: NODE_HEIGHT,
      draggable: acts !== null && data.kind === "step",
      ariaLabel: `${data.kind === "trigger" ? "Trigger" : "Step"} ${data.second} ${data.title}`,
    })),
    edges: pairs.map(([source, target]) => {
      const at = steps.findIndex(({ namespace }) => `step:${namespace}` === target);
      const firstOfTarget = !source.startsWith("trigger:") || source === "trigger:0";
      const step = steps[at];
      return {
        id: `${source} ${target}`,
        type: "chain",
        source,
        target,
        data: {
          condition: firstOfTarget && step?.if !== undefined ? conditionInWords(step.if) : "",
          label: `Add a step before ${step?.namespace ?? ""}`,
          onAdd: acts === null || !firstOfTarget ? null : () => acts.startPicking({ what: "action", at }),
        },
      };
    }),
  };
}
