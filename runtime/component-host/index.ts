export { builtCatalogue, moduleCatalogue } from "./catalogue.ts";
export type { ManifestEntry } from "./catalogue.ts";
export { describeComponent, describeProps } from "./describe.ts";
export { actionTrace } from "./errors.ts";
export { openSource } from "./open-source.ts";
export { listOptions } from "./options.ts";
export { runAction } from "./run-action.ts";
export { maskSecrets, maskText, secretValues } from "./secrets.ts";
export type * from "./types.ts";
