import { createHash } from "node:crypto";
import type { PreparedSource, SourceKeeper } from "../../ingress/source-keeper.ts";
import { readReloadMark } from "../../store/reload-mark.ts";
import type { Database } from "../../store/database.ts";
import type { Installation } from "../installation/open-installation.ts";

const LOOK_MS = 2_000;

export interface RecipeWatch {
  /** Looks now instead of at the next time. */
  lookNow(): Promise<void>;
  stop(): Promise<void>;
}

export interface RecipeWatchOptions {
  readonly database: Database;
  readonly installation: Pick<Installation, "reload" | "sources">;
  /** Whose sources follow the recipes; none where this process keeps no sources. */
  readonly keeper?: SourceKeeper;
  onTrouble(message: string, cause: unknown): void;
}

/** Lets every process follow within seconds when somebody switches a recipe, or changes one or a connection. */
export async function watchRecipes(options: RecipeWatchOptions): Promise<RecipeWatch> {
  const { database, installation, keeper, onTrouble } = options;
  let mark = await readReloadMark(database);
  let looking: Promise<void> = Promise.resolve();

  async function look(): Promise<void> {
    const now = await readReloadMark(database);
    if (now === mark) return;
    await installation.reload();
    mark = now;
    if (keeper !== undefined) await followSources(keeper, installation.sources());
  }

  const lookNow = (): Promise<void> => {
    looking = looking
      .then(look)
      .catch((error: unknown) => onTrouble("Recipes could not be read again; those that run go on.", error));
    return looking;
  };
  const timer = setInterval(() => void lookNow(), LOOK_MS).unref();
  return {
    lookNow,
    async stop() {
      clearInterval(timer);
      await looking;
    },
  };
}

/** Takes down sources that are gone, reopens those that changed, and opens new ones. */
export async function followSources(keeper: SourceKeeper, wanted: readonly PreparedSource[]): Promise<void> {
  const before = new Map(keeper.sources().map((source) => [source.id, fingerprint(source)]));
  const after = new Map(wanted.map((source) => [source.id, source]));
  for (const id of before.keys()) if (!after.has(id)) await keeper.remove(id);
  for (const [id, source] of after) {
    if (before.get(id) === fingerprint(source)) continue;
    await keeper.remove(id, { stays: true });
    await keeper.add(source);
  }
}

function fingerprint({ recipe, component, props }: PreparedSource): string {
  const parts = [recipe.hash, component.key, component.version, props];
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
