import { Button, Drawer, Group, Paper, SegmentedControl, Stack, Text } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { lazy, Suspense, useState } from "react";
import { PagePending } from "../../app/page-pending.tsx";
import { EmptyState } from "../../parts/empty-state.tsx";
import { ChainList } from "./chain/chain-list.tsx";
import { useChainActs } from "./chain/use-chain-acts.ts";
import { ComponentPicker } from "./catalogue/component-picker.tsx";
import { useEditor } from "./document/editor.tsx";
import { PlacePanel } from "./panel/place-panel.tsx";
import { pictureCode, ROOM_FOR_PICTURE } from "./views.ts";
import classes from "./build-view.module.css";

const ChainGraph = lazy(pictureCode);

/** The chain, as a picture or as a list, and beside it what is selected in it. */
export default function BuildView() {
  const { shape, selected, select } = useEditor();
  const wide = useMediaQuery(ROOM_FOR_PICTURE, undefined, { getInitialValueInEffect: false });
  const [chosen, setChosen] = useState<"graph" | "list" | null>(null);
  const acts = useChainActs();
  if (shape === null) {
    return (
      <Paper>
        <EmptyState title="The text is no recipe yet" hint="Put it right under Text; then the chain is shown here." />
      </Paper>
    );
  }
  const shown = chosen ?? (wide ? "graph" : "list");
  return (
    <>
      <div className={classes.columns}>
        <Stack gap="sm">
          <Group justify="space-between" gap="xs">
            <SegmentedControl
              aria-label="How the chain is shown"
              value={shown}
              onChange={(value) => setChosen(value === "graph" ? "graph" : "list")}
              data={[
                { value: "graph", label: "Chain" },
                { value: "list", label: "List" },
              ]}
            />
            <Button variant="default" onClick={() => select({ what: "recipe" })}>
              Title and settings
            </Button>
          </Group>
          {shown === "graph" ? (
            <Suspense fallback={<PagePending />}>
              <ChainGraph shape={shape} acts={acts} />
            </Suspense>
          ) : (
            <ChainList shape={shape} acts={acts} />
          )}
        </Stack>
        {wide && (
          <Paper className={classes.panel} p="lg" component="section" aria-label="What is selected">
            {selected === null ? (
              <Text c="dimmed">Choose a trigger or a step to see what it does and to change it.</Text>
            ) : (
              <PlacePanel place={selected} acts={acts} />
            )}
          </Paper>
        )}
      </div>
      {!wide && (
        <Drawer
          opened={selected !== null}
          onClose={() => select(null)}
          position="right"
          size="min(100%, 30rem)"
          title="What is selected"
          withCloseButton={false}
        >
          {selected !== null && <PlacePanel place={selected} acts={acts} />}
        </Drawer>
      )}
      {acts.picking !== null && (
        <ComponentPicker type={acts.picking.what} onPick={acts.pick} onClose={acts.stopPicking} />
      )}
    </>
  );
}
