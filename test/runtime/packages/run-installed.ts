import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";

/** Runs an action of the packages that were added, in a process with Node's own loader. @returns What it returned */
export async function runInstalled(home: string, uses: string, props: object): Promise<unknown> {
  const script = `
    const { runAction } = await import(${JSON.stringify(resolve("runtime/component-host/index.ts"))});
    const { packagesCatalogue } = await import(${JSON.stringify(resolve("runtime/packages/packages-catalogue.ts"))});
    const component = await packagesCatalogue(${JSON.stringify(home)}).load(${JSON.stringify(uses)});
    const call = { component, props: ${JSON.stringify(props)}, steps: {}, context: {}, dataStore: () => null };
    console.log(JSON.stringify((await runAction(call)).returnValue));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "-e", script]);
  return JSON.parse(stdout) as unknown;
}
