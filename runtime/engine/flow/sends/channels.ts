/** Listeners of this process by channel name, for `$.send.sse` and `$.send.emit`. Nothing is kept for late ones. */
export interface Channels {
  /** @returns How many listeners got it */
  publish(channel: string, payload: unknown): number;
  /** @returns Takes the listener away */
  listen(channel: string, listener: (payload: unknown) => void): () => void;
}

export function createChannels(): Channels {
  const listeners = new Map<string, Set<(payload: unknown) => void>>();
  return {
    publish(channel, payload) {
      const all = listeners.get(channel) ?? new Set();
      for (const listener of all) listener(payload);
      return all.size;
    },
    listen(channel, listener) {
      const all = listeners.get(channel) ?? new Set();
      listeners.set(channel, all.add(listener));
      return () => {
        all.delete(listener);
        if (all.size === 0) listeners.delete(channel);
      };
    },
  };
}

/** Channel of what a recipe emits with `$.send.emit`. */
export function recipeChannel(recipe: string): string {
  return `recipe:${recipe}`;
}
