import type { FlowDoor } from "../../component-host/flow-control.ts";
import type { HostFiles } from "../../component-host/types.ts";

/** What the engine needs for steps that pause, start other recipes, keep files or answer a request. */
export interface FlowServices {
  /** The address under which the outside reaches this installation, without a slash at the end. */
  publicUrl(): string;
  /** Starts a run of another recipe. @returns Its id. @throws When no such recipe runs here */
  startRecipe(name: string, event: unknown): Promise<number>;
  readonly files?: HostFiles | undefined;
}

/** `$.flow` of a step that is really run. */
export function flowDoor(services: FlowServices, refreshTimeout: () => void): FlowDoor {
  return {
    urls(token) {
      const base = services.publicUrl();
      return { resume_url: `${base}/resume/${token}`, cancel_url: `${base}/cancel/${token}` };
    },
    async trigger(recipe, payload) {
      return { id: await services.startRecipe(recipe, payload) };
    },
    refreshTimeout,
  };
}
