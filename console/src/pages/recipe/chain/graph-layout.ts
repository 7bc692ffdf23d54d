import { graphlib, layout } from "@dagrejs/dagre";

export const NODE_WIDTH = 300;
export const NODE_HEIGHT = 90;
const GAP = 56;

export interface Spot {
  readonly x: number;
  readonly y: number;
}

/** Where each node of the chain stands, by its id: triggers side by side on top, steps below one another. */
export function chainLayout(
  ids: readonly string[],
  edges: readonly (readonly [from: string, to: string])[],
): ReadonlyMap<string, Spot> {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir: "TB", nodesep: 28, ranksep: GAP });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of ids) graph.setNode(id, { width: NODE_WIDTH, height: NODE_HEIGHT });
  for (const [from, to] of edges) graph.setEdge(from, to);
  layout(graph);
  return new Map(
    ids.map((id) => {
      const { x = 0, y = 0 } = graph.node(id) as Partial<Spot>;
      return [id, { x: x - NODE_WIDTH / 2, y: y - NODE_HEIGHT / 2 }];
    }),
  );
}

/** Where a step goes that was dragged: behind the steps whose middle is above it. */
export function positionOfDrop(y: number, others: readonly number[]): number {
  return others.filter((other) => other < y).length;
}
