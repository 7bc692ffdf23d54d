import type { Played } from "./play-seed.ts";
import type { Player, PlayerOptions } from "./player.ts";
import { scenarioOf } from "./scenario.ts";

export interface Shrunk {
  readonly without: ReadonlySet<string>;
  readonly played: Played;
  readonly tries: number;
}

/** No more plays than this, so that even a long seed is shrunk within a minute. */
const MOST_TRIES = 400;

/**
 * Leaves out whatever the failure does not need: orders, happenings, troubles at calls, lines. Large pieces first, then
 * one by one, until nothing more can go.
 */
export async function shrink(play: Player, seed: number, options: PlayerOptions = {}): Promise<Shrunk> {
  let without = new Set(options.without);
  let played = await play(seed, { ...options, without });
  const rules = new Set(played.violations.map(({ rule }) => rule));
  let tries = 0;

  const goWithout = async (ids: readonly string[]): Promise<boolean> => {
    const fresh = ids.filter((id) => !without.has(id));
    if (fresh.length === 0 || tries >= MOST_TRIES) return false;
    tries += 1;
    const wider = new Set([...without, ...fresh]);
    const again = await play(seed, { ...options, without: wider });
    if (!again.violations.some(({ rule }) => rules.has(rule))) return false;
    without = wider;
    played = again;
    return true;
  };

  for (let before = -1; before !== without.size;) {
    before = without.size;
    for (const pieces of piecesOf(seed, played)) {
      for (const size of [pieces.length, Math.ceil(pieces.length / 2), Math.ceil(pieces.length / 4), 1]) {
        for (let start = 0; start < pieces.length && size > 0; start += size) {
          await goWithout(pieces.slice(start, start + size));
        }
      }
    }
  }
  return { without, played, tries };
}

function piecesOf(seed: number, { struck }: Played): readonly (readonly string[])[] {
  const { orders, happenings } = scenarioOf(seed);
  const lines = orders.flatMap(({ id, lines: own }) => own.slice(1).map((_, index) => `${id}.l${index + 1}`));
  return [orders.map(({ id }) => id), happenings.map(({ id }) => id), struck, lines];
}
