import { Button, Group, Text, useComputedColorScheme } from "@mantine/core";
import { PlusIcon } from "@radix-ui/react-icons";
import { Background, Controls, ReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import { useRef, useState } from "react";
import { useEditor } from "../document/editor.tsx";
import type { RecipeShape } from "../document/recipe-shape.ts";
import { ChainEdge } from "./chain-edge.tsx";
import { ChainNode } from "./chain-node.tsx";
import { NODE_HEIGHT, positionOfDrop } from "./graph-layout.ts";
import { showFrom } from "./show-from.ts";
import { picturedChain } from "./pictured-chain.ts";
import type { ChainActs } from "./use-chain-acts.ts";
import { useComponents } from "./use-component-names.ts";
import classes from "./chain-graph.module.css";

interface ChainGraphProps {
  readonly shape: RecipeShape;
  readonly acts: ChainActs;
}

interface Dragged {
  readonly id: string;
  readonly x: number;
  readonly y: number;
  /** The recipe in which it was dragged: once that has changed, the step stands where it belongs. */
  readonly stamp: string;
}

const NODE_TYPES = { chain: ChainNode };
const EDGE_TYPES = { chain: ChainEdge };

/** The chain as a picture: triggers on top, steps below. A step that is dragged takes its new place. */
export default function ChainGraph({ shape, acts }: ChainGraphProps) {
  const { recipe, selected, select, mayEdit } = useEditor();
  const frame = useRef<HTMLDivElement>(null);
  const scheme = useComputedColorScheme("light");
  const find = useComponents();
  const { nodes, edges } = picturedChain({ shape, found: recipe.found, selected, find, acts: mayEdit ? acts : null });
  const stamp = JSON.stringify(shape);
  /** The step that is being dragged, and where it is now. */
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const drawn = nodes.map((node) =>
    node.id === dragged?.id && dragged.stamp === stamp ? { ...node, position: dragged } : node,
  );

  const drop = (id: string, y: number): void => {
    const others = nodes.filter(({ id: other, data }) => data.kind === "step" && other !== id);
    const to = positionOfDrop(
      y,
      others.map(({ position }) => position.y),
    );
    const from = shape.steps.findIndex(({ namespace }) => `step:${namespace}` === id);
    if (from === -1 || from === to) setDragged(null);
    else acts.move(id.slice("step:".length), to);
  };
  return (
    <>
      <div ref={frame} className={classes.frame}>
        <ReactFlow
          key={nodes.length === 0 ? "empty" : "chain"}
          aria-label="The chain"
          nodes={drawn}
          edges={[...edges]}
          nodeTypes={NODE_TYPES}
          edgeTypes={EDGE_TYPES}
          colorMode={scheme}
          onInit={(flow) => void showFrom(flow, frame.current)}
          minZoom={0.25}
          maxZoom={1.5}
          nodesConnectable={false}
          nodesDraggable={mayEdit}
          edgesFocusable={false}
          deleteKeyCode={null}
          zoomOnScroll={false}
          panOnScroll
          onNodeClick={(_, { data }) => select(data.place)}
          onNodesChange={(changes) => {
            for (const change of changes) {
              if (change.type === "position" && change.dragging === true && change.position !== undefined)
                setDragged({ id: change.id, stamp, ...change.position });
              if (change.type === "select" && change.selected) {
                const place = nodes.find(({ id }) => id === change.id)?.data.place;
                if (place !== undefined) select(place);
              }
            }
          }}
          onNodeDragStop={(_, { id, position }) => drop(id, position.y + (position.y > 0 ? NODE_HEIGHT / 4 : 0))}
        >
          <Background gap={22} />
          <Controls showInteractive={false} position="bottom-left" />
        </ReactFlow>
      </div>
      {mayEdit && (
        <Group gap="xs">
          <Button
            variant="light"
            size="compact-md"
            leftSection={<PlusIcon aria-hidden />}
            onClick={() => acts.startPicking({ what: "source" })}
          >
            Add a trigger
          </Button>
          <Button
            variant="light"
            size="compact-md"
            leftSection={<PlusIcon aria-hidden />}
            onClick={() => acts.startPicking({ what: "action", at: shape.steps.length })}
          >
            Add a step
          </Button>
          <Text size="sm" c="dimmed">
            Drag a step to reorder it, or use the list.
          </Text>
        </Group>
      )}
    </>
  );
}
