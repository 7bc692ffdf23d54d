import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ComponentDetail } from "../../../../../runtime/api/contract/editing.ts";
import type { RecipeOperation } from "../../../../../runtime/api/contract/recipe-parts.ts";
import { answerQuery } from "../../../api/queries.ts";
import { showDone, showProblem } from "../../../parts/notices.tsx";
import { useEditor } from "../document/editor.tsx";
import { unusedNamespace } from "../document/unused-namespace.ts";
import { neededConnections, startingProps } from "./starting-props.ts";

/** What the catalogue is open for: a source, or an action at a position. */
type Picking = { readonly what: "source" } | { readonly what: "action"; readonly at: number };

export interface ChainActs {
  readonly picking: Picking | null;
  readonly startPicking: (picking: Picking) => void;
  readonly stopPicking: () => void;
  /** Adds what was picked; `null` adds a step with code of one's own. */
  readonly pick: (key: string | null) => void;
  readonly move: (namespace: string, to: number) => void;
  readonly remove: (namespace: string) => void;
  readonly removeTrigger: (at: number) => void;
  readonly setDisabled: (namespace: string, disabled: boolean) => void;
}

const OWN_CODE = `export default defineComponent({
  async run({ steps, $ }) {
    $.export("$summary", "Nothing done yet");
  },
});
`;

/** What changes the chain as a whole. */
export function useChainActs(): ChainActs {
  const { save, select, shape } = useEditor();
  const client = useQueryClient();
  const [picking, setPicking] = useState<Picking | null>(null);
  const names = shape?.steps.map(({ namespace }) => namespace) ?? [];

  const addStep = async (at: number, component: ComponentDetail | null): Promise<void> => {
    const namespace = unusedNamespace(component?.key ?? "own-code", names);
    const what =
      component === null ? { code: OWN_CODE } : { uses: component.key, props: startingProps(component, shape) };
    const operations: RecipeOperation[] = [{ op: "add-step", at, step: { namespace, ...what } }];
    if (await save({ operations: [...operations, ...(await connectionsFor(component))] }))
      select({ what: "step", namespace });
  };
  const addTrigger = async (component: ComponentDetail): Promise<void> => {
    const at = shape?.triggers.length ?? 0;
    const props = startingProps(component, shape);
    const add: RecipeOperation = { op: "add-trigger", uses: component.key, props };
    if (await save({ operations: [add, ...(await connectionsFor(component))] })) select({ what: "trigger", at });
  };
  const connectionsFor = async (component: ComponentDetail | null): Promise<RecipeOperation[]> => {
    if (component === null || shape === null) return [];
    const { items } = await client.query(answerQuery("/connections"));
    return neededConnections(component, shape, items);
  };

  return {
    picking,
    startPicking: setPicking,
    stopPicking: () => setPicking(null),
    pick(key) {
      const asked = picking;
      setPicking(null);
      if (asked === null) return;
      const add = async (): Promise<void> => {
        const component =
          key === null ? null : await client.query(answerQuery("/components/:key", { params: { key } }));
        if (asked.what === "action") await addStep(asked.at, component);
        else if (component !== null) await addTrigger(component);
      };
      void add().catch(showProblem);
    },
    move: (namespace, to) => void save({ operations: [{ op: "move-step", namespace, to }] }),
    remove(namespace) {
      void save({ operations: [{ op: "remove-step", namespace }] }).then((saved) => {
        if (saved === null) return;
        select(null);
        showDone(`Step ${namespace} is removed. Undo in the head of the page brings it back.`);
      });
    },
    removeTrigger(at) {
      void save({ operations: [{ op: "remove-trigger", at }] }).then((saved) => {
        if (saved !== null) select(null);
      });
    },
    setDisabled: (namespace, disabled) =>
      void save({ operations: [{ op: "set-step", namespace, field: "disabled", value: disabled }] }),
  };
}
