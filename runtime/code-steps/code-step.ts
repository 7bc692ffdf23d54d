/** A step of a recipe that is Node code, ready to be made a component. */
export interface CodeStep {
  readonly namespace: string;
  /** An ES module with a component as its default export, as in Pipedream's code steps. */
  readonly code: string;
  /** All that `process.env` will hold. */
  readonly env: Readonly<Record<string, string>>;
  readonly limits: CodeLimits;
  /** It only reads and computes, so running it twice does no harm. */
  readonly readOnly: boolean;
}

export interface CodeLimits {
  /** @defaultValue 60; at most 300 */
  readonly seconds: number;
  /** Heap of the step's own process; buffers are not counted. @defaultValue 256 */
  readonly memoryMb: number;
}

export const DEFAULT_LIMITS: CodeLimits = { seconds: 60, memoryMb: 256 };
