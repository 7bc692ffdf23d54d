/** @type {import("jest").Config} */
export default {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  extensionsToTreatAsEsm: [".ts"],
  transform: { "\\.ts$": "<rootDir>/test/support/strip-types-transform.mjs" },
  collectCoverageFrom: ["domain/**/*.ts"],
  coverageProvider: "v8",
  coverageDirectory: ".cache/coverage",
  coverageThreshold: { "./domain/": { lines: 100, branches: 100, functions: 100, statements: 100 } },
  testSequencer: "<rootDir>/test/support/longest-first.mjs",
  cacheDirectory: ".cache/jest",
  testTimeout: 30_000,
  maxWorkers: 3,
  // On a busy machine the end of a process with some hundred modules takes longer than Jest's 500 ms, and is no leak.
  workerGracefulExitTimeout: 10_000,
};
