import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

/** One fence: which folders a folder may not import, and what to do instead. */
const fence = (message, ...group) => ({
  "no-restricted-imports": ["error", { patterns: [{ group, message }] }],
});

export default tseslint.config(
  { ignores: ["dist/", ".cache/", ".lastedit/", "node_modules/", "coverage/", "components/shopify/generated/"] },
  {
    files: ["**/*.ts", "**/*.tsx"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { project: ["./tsconfig.json", "./console/tsconfig.json"], tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", ignoreRestSiblings: true }],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/no-unnecessary-condition": [
        "error",
        { allowConstantLoopConditions: "only-allowed-literals" },
      ],
      // A component's `this` is its props, typed at the top of run(); methods are bound by the host.
      "@typescript-eslint/unbound-method": "off",
      "no-console": "error",
    },
  },
  { files: ["runtime/cli/**", "bench/**", "sandbox/cli/**"], rules: { "no-console": "off" } },
  { files: ["test/**"], rules: { "@typescript-eslint/no-non-null-assertion": "off" } },
  {
    files: ["domain/**"],
    rules: fence(
      "domain/ holds rules only: pass time, ids and data in.",
      "node:*",
      "**/components/**",
      "**/sources/**",
      "**/actions/**",
      "**/runtime/**",
      "**/sandbox/**",
      "**/console/**",
    ),
  },
  {
    files: ["components/**"],
    rules: fence(
      "components/ talks to one system each: it may use domain/ and libraries only.",
      "**/sources/**",
      "**/actions/**",
      "**/runtime/**",
      "**/sandbox/**",
      "**/console/**",
    ),
  },
  {
    files: ["sources/**", "actions/**"],
    rules: fence(
      "A source or action never asks where it runs: use components/ and domain/.",
      "**/runtime/**",
      "**/sandbox/**",
      "**/console/**",
    ),
  },
  {
    files: ["runtime/api/contract/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(?!zod$|\\./)",
              message: "The contract is what both sides know: it imports nothing but zod and its own files.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["console/src/**"],
    extends: [reactHooks.configs.flat["recommended-latest"]],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex:
                "^node:|/(domain|components|sources|actions|sandbox)/|^(?:\\.\\./){3,}recipes/|/runtime/(?!api/contract/)",
              message: "The console talks to the runtime over HTTP only.",
            },
            {
              regex: "/runtime/api/contract/",
              allowTypeImports: true,
              message: "The console takes types only from the contract: import type.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["sandbox/**"],
    rules: fence(
      "The sandbox must not share the client's mistakes: import none of our other code.",
      "**/domain/**",
      "**/components/**",
      "**/sources/**",
      "**/actions/**",
      "**/runtime/**",
      "**/console/**",
    ),
  },
);
