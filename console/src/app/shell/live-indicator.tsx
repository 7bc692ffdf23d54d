import { Tooltip, UnstyledButton } from "@mantine/core";
import { useLive } from "../../api/live/live-provider.tsx";
import type { LiveState } from "../../api/live/live-connection.ts";
import classes from "./live-indicator.module.css";

const WORDS = {
  connecting: { label: "Connecting", hint: "Live updates are about to begin." },
  live: { label: "Live", hint: "What you see stays current. Press to pause." },
  waiting: { label: "Reconnecting", hint: "The connection was lost and is tried again. What you see may be old." },
  paused: { label: "Paused", hint: "What you see stands still. Press to go on." },
} as const satisfies Record<LiveState, { readonly label: string; readonly hint: string }>;

/** Whether what is shown stays current; pressed, it pauses that or goes on. */
export function LiveIndicator({ short = false }: { readonly short?: boolean }) {
  const { state, pause, resume } = useLive();
  const { label, hint } = WORDS[state];
  return (
    <Tooltip label={hint} position={short ? "bottom" : "right"}>
      <UnstyledButton
        className={classes.indicator}
        data-state={state}
        data-short={short || undefined}
        onClick={state === "paused" ? resume : pause}
        aria-label={`Live updates: ${label}. ${state === "paused" ? "Go on" : "Pause"}`}
      >
        <span className={classes.dot} />
        {!short && <span>{label}</span>}
      </UnstyledButton>
    </Tooltip>
  );
}
