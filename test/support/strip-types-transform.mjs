// Jest meets TypeScript the way Node does: types are blanked out in place, so that line and column
// numbers in errors and in coverage are those of the source file.
import { stripTypeScriptTypes } from "node:module";

export default {
  process(source) {
    return { code: stripTypeScriptTypes(source, { mode: "strip" }) };
  },
};
