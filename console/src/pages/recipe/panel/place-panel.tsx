import { Text } from "@mantine/core";
import type { ChainActs } from "../chain/use-chain-acts.ts";
import { useEditor } from "../document/editor.tsx";
import { placeText } from "../document/recipe-shape.ts";
import type { Place } from "../document/recipe-shape.ts";
import { RecipePanel } from "./recipe-panel.tsx";
import { StepPanel } from "./step-panel.tsx";
import { TriggerPanel } from "./trigger-panel.tsx";

/** What is selected in the chain, to be read and changed. */
export function PlacePanel({ place, acts }: { readonly place: Place; readonly acts: ChainActs }) {
  const { shape } = useEditor();
  if (place.what === "recipe") {
    if (shape !== null) return <RecipePanel shape={shape} />;
  } else if (place.what === "trigger") {
    const trigger = shape?.triggers[place.at];
    if (trigger !== undefined)
      return <TriggerPanel key={placeText(place)} trigger={trigger} at={place.at} acts={acts} />;
  } else {
    const step = shape?.steps.find(({ namespace }) => namespace === place.namespace);
    if (step !== undefined) return <StepPanel key={placeText(place)} step={step} acts={acts} />;
  }
  return <Text c="dimmed">It is not in the recipe any more.</Text>;
}
