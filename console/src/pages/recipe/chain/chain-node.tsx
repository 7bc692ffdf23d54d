import { Handle, Position } from "@xyflow/react";
import type { Node, NodeProps } from "@xyflow/react";
import type { Place } from "../document/recipe-shape.ts";
import { SideBadge } from "./side-badge.tsx";
import type { ComponentItem } from "./use-component-names.ts";
import classes from "./chain-graph.module.css";

export type ChainNodeData = Node<
  {
    readonly kind: "trigger" | "step";
    readonly place: Place;
    readonly title: string;
    readonly second: string;
    readonly component: ComponentItem | undefined;
    readonly remarks: readonly string[];
    readonly wrong: boolean;
    readonly off: boolean;
    readonly chosen: boolean;
  },
  "chain"
>;

/** A trigger or a step in the picture. */
export function ChainNode({ data }: NodeProps<ChainNodeData>) {
  const { kind, title, second, component, remarks, wrong, off, chosen } = data;
  return (
    <div
      className={classes.node}
      data-kind={kind}
      data-wrong={wrong || undefined}
      data-off={off || undefined}
      data-selected={chosen || undefined}
    >
      {kind === "step" && <Handle className={classes.handle} type="target" position={Position.Top} />}
      <span className={classes.name}>{title}</span>
      <span className={classes.second}>
        {second}
        {component !== undefined && <SideBadge component={component} />}
      </span>
      {(remarks.length > 0 || wrong) && (
        <span className={classes.remarks}>
          {[wrong ? "something is wrong here" : "", ...remarks].filter(Boolean).join("; ")}
        </span>
      )}
      <Handle className={classes.handle} type="source" position={Position.Bottom} />
    </div>
  );
}
