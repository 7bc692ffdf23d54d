import { isScalar, visit } from "yaml";
import type { Document } from "yaml";

/** Lets every expression that reads a step read it under its new name: `steps.old.…` and `steps["old"]`. */
export function renameInExpressions(document: Document, from: string, to: string): void {
  const dotted = new RegExp(`\\bsteps(\\?)?\\.${from}(?![A-Za-z0-9_$])`, "g");
  const quoted = new RegExp(`\\bsteps\\[(["'])${from}\\1\\]`, "g");
  visit(document, {
    Scalar(key, node) {
      if (key === "key" || !isScalar(node) || typeof node.value !== "string") return;
      const renamed = node.value
        .replaceAll(dotted, (_whole, optional: string | undefined) => `steps${optional ?? ""}.${to}`)
        .replaceAll(quoted, (_whole, quote: string) => `steps[${quote}${to}${quote}]`);
      if (renamed !== node.value) node.value = renamed;
    },
  });
}
