import type { Published } from "./local-registry.ts";

const MIT = { license: "MIT" };

const counter = (version: string, exclaim: string): Published => ({
  name: "counter",
  version,
  manifest: MIT,
  files: { "index.js": `module.exports = (text) => text.length + ${JSON.stringify(exclaim)};` },
});

const action = (version: string): string => `
  import { axios } from "@pipedream/platform";
  import counter from "counter";
  import older from "counter@1.0.0";
  import app from "../../parcels.app.mjs";
  export default {
    type: "action", key: "parcels-count-letters", name: "Count Letters", version: ${JSON.stringify(version)},
    annotations: { readOnlyHint: true },
    props: { app, text: { type: "string" } },
    run({ $ }) {
      $.export("$summary", "Counted");
      return [counter(this.text), older(this.text), typeof axios, this.app.key(), axios === app.axios];
    },
  };`;

const BROKEN = {
  "actions/broken/broken.mjs":
    'import x from "nobody-published-this"; export default { type: "action", key: "parcels-broken", version: "0.0.1", run: () => x };',
};

const OLD_STYLE = `
  const { axios } = require("@pipedream/platform");
  module.exports = { type: "action", key: "parcels-old-style", name: "Old", version: "0.0.1", run: () => typeof axios };`;

const SOURCE = `
  export default { key: "parcels-new-parcel", name: "New Parcel", version: "0.0.3", type: "source", dedupe: "unique",
    props: { http: "$.interface.http" }, run(event) { this.$emit(event.body, { id: event.body.id }); } };`;

/** Packages with everything that can be strange about Pipedream's: an undeclared import, a pinned one, CommonJS. */
export const PUBLISHED: readonly Published[] = [
  counter("1.0.0", "!"),
  counter("2.0.0", "?"),
  ...["0.1.0", "0.2.0"].map((version): Published => ({
    name: "@shop/parcels",
    version,
    manifest: {
      license: "SEE LICENSE IN LICENSE",
      description: "Parcels",
      // Would leave a file behind if it ever ran.
      scripts: { preinstall: "node ran.js", install: "node ran.js", postinstall: "node ran.js" },
    },
    files: {
      LICENSE: "Pipedream Source Available License Version 1.0",
      "ran.js": 'require("node:fs").writeFileSync("ran.txt", "a script of the package ran");',
      "parcels.app.mjs": `
        import { axios } from "@pipedream/platform";
        export default { type: "app", app: "parcels", axios, methods: { key() { return this.$auth.api_key; } } };`,
      "actions/count-letters/count-letters.mjs": action(version),
      "actions/common/shared.mjs": "export default { name: 'no component' };",
      ...(version === "0.1.0" ? BROKEN : { "actions/old-style/old-style.cjs": OLD_STYLE }),
      "sources/new-parcel/new-parcel.mjs": SOURCE,
    },
  })),
  { name: "just-code", version: "1.0.0", manifest: MIT, files: { "index.js": "module.exports = 1;" } },
  {
    name: "ends-the-process",
    version: "1.0.0",
    manifest: MIT,
    files: {
      "actions/a/a.mjs": 'process.exit(7); export default { type: "action", key: "a-a", version: "1.0.0", run() {} };',
    },
  },
];
