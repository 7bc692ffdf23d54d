/** Keeps attending to what runs left for later, and says what failed. */
export interface FlowKeeper {
  stop(): Promise<void>;
}

export interface FlowKeeperOptions {
  /** Each is called again and again; one that rejects is called again all the same. */
  readonly duties: readonly (() => Promise<unknown>)[];
  /** @defaultValue 1000 */
  readonly everyMs?: number;
  onTrouble(message: string, cause: unknown): void;
}

export function startFlowKeeper({ duties, everyMs = 1_000, onTrouble }: FlowKeeperOptions): FlowKeeper {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let current: Promise<void> = Promise.resolve();

  async function round(): Promise<void> {
    for (const duty of duties) {
      if (stopped) return;
      try {
        await duty();
      } catch (error) {
        onTrouble("Paused runs or sends could not be attended to; it is tried again.", error);
      }
    }
    if (!stopped) plan();
  }

  function plan(): void {
    timer = setTimeout(() => {
      current = round();
    }, everyMs);
  }

  plan();
  return {
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await current;
    },
  };
}
