import { Badge } from "@mantine/core";
import type { ComponentItem } from "./use-component-names.ts";

const SYSTEMS: Readonly<Record<string, string>> = {
  shopify: "Shopify",
  peoplevox: "Peoplevox",
  lastedit: "LastEdit",
};

/** What a component does to the other side: "reads Shopify", "writes Peoplevox". */
export function SideBadge({ component }: { readonly component: ComponentItem }) {
  const { readOnly, system, type } = component;
  const name = SYSTEMS[system] ?? system.charAt(0).toUpperCase() + system.slice(1).replaceAll("_", " ");
  const does = type === "source" ? "listens to" : readOnly ? "reads" : "writes";
  return (
    <Badge
      size="sm"
      radius="sm"
      variant="light"
      color={does === "writes" ? "amber" : "gray"}
      styles={{ label: { textTransform: "none", fontWeight: 560 } }}
    >
      {does} {name}
    </Badge>
  );
}
