/**
 * What components import as `@pipedream/types`: functions that help an editor and give back what they are given.
 *
 * @see https://pipedream.com/docs/components/contributing/typescript
 */
const same = <T>(given: T): T => given;

export const defineApp = same;
export const defineSource = same;
export const defineAction = same;
