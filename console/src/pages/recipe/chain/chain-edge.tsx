import { ActionIcon, Tooltip } from "@mantine/core";
import { PlusIcon } from "@radix-ui/react-icons";
import { BaseEdge, EdgeLabelRenderer, getSmoothStepPath } from "@xyflow/react";
import type { Edge, EdgeProps } from "@xyflow/react";
import classes from "./chain-graph.module.css";

export type ChainEdgeData = Edge<
  {
    /** The condition of the step that it leads to; empty without one. */
    readonly condition: string;
    /** Adds a step here; null where that is not possible, or is offered by another edge. */
    readonly onAdd: (() => void) | null;
    readonly label: string;
  },
  "chain"
>;

/** From one step to the next: the condition of the next, and a place for one in between. */
export function ChainEdge(props: EdgeProps<ChainEdgeData>) {
  const { sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition, data } = props;
  const [path] = getSmoothStepPath({ sourceX, sourceY, targetX, targetY, sourcePosition, targetPosition });
  const { condition = "", onAdd = null, label = "" } = data ?? {};
  return (
    <>
      <BaseEdge path={path} />
      <EdgeLabelRenderer>
        <div
          className={`${classes.edge ?? ""} nodrag nopan`}
          style={{ transform: `translate(-50%, -50%) translate(${targetX}px, ${targetY - 28}px)` }}
        >
          {condition !== "" && (
            <span className={classes.condition} title={condition}>
              if {condition}
            </span>
          )}
          {onAdd !== null && (
            <Tooltip label={label}>
              <ActionIcon size="sm" radius="xl" variant="default" aria-label={label} onClick={onAdd}>
                <PlusIcon aria-hidden />
              </ActionIcon>
            </Tooltip>
          )}
        </div>
      </EdgeLabelRenderer>
    </>
  );
}
