import type { ReactFlowInstance } from "@xyflow/react";
import type { ChainEdgeData } from "./chain-edge.tsx";
import type { ChainNodeData } from "./chain-node.tsx";

const SMALLEST_THAT_READS_WELL = 0.85;
const MARGIN_PX = 20;

/** Shows the whole chain where that can be read, else its beginning. */
export async function showFrom(
  flow: ReactFlowInstance<ChainNodeData, ChainEdgeData>,
  frame: HTMLElement | null,
): Promise<void> {
  if (frame === null) return;
  const { x, y, width, height } = flow.getNodesBounds(flow.getNodes());
  const fits = Math.min(
    1,
    (frame.clientHeight - 2 * MARGIN_PX) / Math.max(height, 1),
    (frame.clientWidth - 2 * MARGIN_PX) / Math.max(width, 1),
  );
  const zoom = Math.max(fits, Math.min(SMALLEST_THAT_READS_WELL, (frame.clientWidth - 2 * MARGIN_PX) / 300));
  await flow.setViewport({
    x: frame.clientWidth / 2 - (x + width / 2) * zoom,
    y: MARGIN_PX - y * zoom,
    zoom,
  });
}
