import type { CodeStep } from "../../code-steps/code-step.ts";
import { builtCatalogue } from "../../component-host/index.ts";
import type { Catalogue, Component } from "../../component-host/types.ts";
import { joinCatalogues, packagesCatalogue } from "../../packages/packages-catalogue.ts";

/** A step with code cannot be followed into its process, so a dry run cannot hold what it does. */
class CodeNotRunError extends Error {
  readonly code = "dry-run-code";
  readonly retry = "never";
  readonly effect = "nothing-sent";

  constructor(namespace: string) {
    super(
      `The step "${namespace}" is code, which runs in a process of its own: a dry run does not start it. ` +
        "Test against a past run that has its result, and it is reused.",
    );
  }
}

/** The components as the engine has them; steps with code say that they are not run. */
export function dryCatalogue(components: string, packages: string): Catalogue {
  const code = ({ namespace, readOnly }: CodeStep): Promise<Component> =>
    Promise.resolve({
      type: "action",
      key: "code",
      version: "0.0.0",
      annotations: { readOnlyHint: readOnly },
      props: {},
      run: () => {
        throw new CodeNotRunError(namespace);
      },
    } satisfies Component);
  return joinCatalogues([builtCatalogue(components), packagesCatalogue(packages)], code);
}
