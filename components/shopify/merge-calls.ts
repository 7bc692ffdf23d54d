/**
 * Merges calls for single keys that are made within a few milliseconds into one call for all of them.
 *
 * A call never gets an answer that was asked for before the call was made: what is asked later waits for the next
 * group, so "the current state" stays true.
 *
 * @param callAll - Gives an answer for each key; when it rejects, every call of the group does
 * @param options.maxKeys - A group that has this many keys is sent at once
 * @param options.lingerMs - How long a group stays open after its first key
 */
export function mergeCalls<Value>(
  callAll: (keys: readonly string[]) => Promise<ReadonlyMap<string, Value>>,
  options: { readonly maxKeys: number; readonly lingerMs: number },
): (key: string) => Promise<Value> {
  interface Group {
    readonly keys: Set<string>;
    readonly answers: Promise<ReadonlyMap<string, Value>>;
    readonly send: () => void;
  }
  let open: Group | null = null;

  function openGroup(): Group {
    const keys = new Set<string>();
    let send: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => {
      send = () => {
        if (open?.keys === keys) open = null;
        clearTimeout(timer);
        resolve();
      };
    });
    const timer = setTimeout(() => send(), options.lingerMs);
    return { keys, answers: closed.then(() => callAll([...keys])), send };
  }

  return async (key) => {
    const group = (open ??= openGroup());
    group.keys.add(key);
    if (group.keys.size >= options.maxKeys) group.send();
    const answers = await group.answers;
    if (!answers.has(key)) throw new Error(`The merged call gave no answer for "${key}".`);
    return answers.get(key) as Value;
  };
}
