import type { FlowDoor } from "../../runtime/component-host/flow-control.ts";

/** Addresses as the runtime gives them out; what is triggered is only remembered. */
export function recordingFlow(): FlowDoor & { readonly triggered: { id: string; payload: unknown }[] } {
  const triggered: { id: string; payload: unknown }[] = [];
  return {
    triggered,
    urls: (token) => ({
      resume_url: `https://runtime.example/resume/${token}`,
      cancel_url: `https://runtime.example/cancel/${token}`,
    }),
    trigger(id, payload) {
      triggered.push({ id, payload });
      return Promise.resolve({ id: "run-1" });
    },
    refreshTimeout: () => undefined,
  };
}
