type Given<T> = { [Key in keyof T]?: Exclude<T[Key], undefined> };

/** Only the fields that are there: a filter that is not given is none. */
export function given<T extends object>(values: T): Given<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
}
