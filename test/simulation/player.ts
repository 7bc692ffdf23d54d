import { fileURLToPath } from "node:url";
import { installComponentResolver } from "../../runtime/component-host/component-resolver.ts";
import type { Mutation } from "./mutations.ts";
import type { Played } from "./play-seed.ts";

export interface PlayerOptions {
  readonly mutation?: Mutation | undefined;
  readonly without?: ReadonlySet<string>;
  readonly keepTrace?: boolean;
}

/** Plays seeds in this thread. */
export type Player = (seed: number, options?: PlayerOptions) => Promise<Played>;

/** Loads what is simulated. Components are imported as a host does it, so the resolver comes first. */
export async function openPlayer(): Promise<Player> {
  installComponentResolver();
  const { playScenario } = await import("./play-seed.ts");
  const { prepareRecipes } = await import("./recipes.ts");
  const { scenarioOf } = await import("./scenario.ts");
  const recipes = await prepareRecipes(fileURLToPath(new URL("../..", import.meta.url)));
  return (seed, { mutation, without, keepTrace = false } = {}) =>
    playScenario(scenarioOf(seed, without), {
      recipes,
      keepTrace,
      ...(mutation === undefined ? {} : { overrides: mutation.overrides() }),
    });
}
