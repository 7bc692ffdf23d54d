import { Button, Group, Modal, Stack, Text, TextInput, UnstyledButton } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { MagnifyingGlassIcon } from "@radix-ui/react-icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import type { KeyboardEvent } from "react";
import { pagesQuery } from "../../../api/queries.ts";
import { EmptyState } from "../../../parts/empty-state.tsx";
import { ErrorState } from "../../../parts/error-state.tsx";
import { SideBadge } from "../chain/side-badge.tsx";
import { plainText } from "../form/prop-kinds.ts";
import classes from "./component-picker.module.css";

interface ComponentPickerProps {
  readonly type: "source" | "action";
  /** The component's key; `null` for a step with code of one's own. */
  readonly onPick: (key: string | null) => void;
  readonly onClose: () => void;
}

const SEARCH_AFTER_MS = 150;
const PAGE = 40;

/** The catalogue of sources or actions: searched by what they do, walked with the arrow keys. */
export function ComponentPicker({ type, onPick, onClose }: ComponentPickerProps) {
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text.trim(), SEARCH_AFTER_MS);
  const list = useInfiniteQuery(pagesQuery("/components", { type, text: asked, limit: PAGE }));
  const found = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const box = useRef<HTMLDivElement>(null);
  const walk = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [...(box.current?.querySelectorAll<HTMLElement>("input, [data-choice]") ?? [])];
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    stops[Math.max(0, Math.min(stops.length - 1, at + (event.key === "ArrowDown" ? 1 : -1)))]?.focus();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={type === "source" ? "What starts it?" : "What should the step do?"}
    >
      <div ref={box} onKeyDown={walk}>
        <Stack>
          <TextInput
            aria-label="Search the catalogue"
            placeholder={type === "source" ? "order edited, schedule, refund…" : "update sales order, slack, hold…"}
            leftSection={<MagnifyingGlassIcon aria-hidden />}
            data-autofocus
            value={text}
            onChange={({ currentTarget }) => setText(currentTarget.value)}
          />
          {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
          {list.data !== undefined && found.length === 0 && (
            <EmptyState
              title="Nothing fits"
              hint="Try other words. More components come with npm packages of Pipedream’s apps; the manual says how."
            />
          )}
          <ul className={classes.results} aria-label="Catalogue">
            {found.map((component) => (
              <li key={component.key}>
                <UnstyledButton className={classes.choice} data-choice onClick={() => onPick(component.key)}>
                  <Group gap="xs" justify="space-between">
                    <Text fw={600} size="sm">
                      {component.name}
                    </Text>
                    <SideBadge component={component} />
                  </Group>
                  <Text size="sm" c="dimmed" lineClamp={2}>
                    {plainText(component.description)}
                  </Text>
                </UnstyledButton>
              </li>
            ))}
            {type === "action" && (
              <li>
                <UnstyledButton className={classes.choice} data-choice onClick={() => onPick(null)}>
                  <Text fw={600} size="sm">
                    Code of your own
                  </Text>
                  <Text size="sm" c="dimmed">
                    A few lines of JavaScript, run in a process of their own.
                  </Text>
                </UnstyledButton>
              </li>
            )}
          </ul>
          {list.hasNextPage && (
            <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              Load more
            </Button>
          )}
        </Stack>
      </div>
    </Modal>
  );
}
