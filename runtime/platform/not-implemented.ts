import { ConfigurationError } from "./configuration-error.ts";

/** A method that an app must bring itself. @returns A function that throws a `ConfigurationError` naming it */
export function notImplemented(name: string): (...args: unknown[]) => never {
  return () => {
    throw new ConfigurationError(`${name} not implemented`);
  };
}
