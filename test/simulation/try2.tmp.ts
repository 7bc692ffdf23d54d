import { fileURLToPath } from "node:url";
import { installComponentResolver } from "../../runtime/component-host/component-resolver.ts";
installComponentResolver();
const { playScenario } = await import("./play-seed.ts");
const { prepareRecipes } = await import("./recipes.ts");
const { scenarioOf } = await import("./scenario.ts");
const recipes = await prepareRecipes(fileURLToPath(new URL("../..", import.meta.url)));
const run = async (name: string, n: number, without: Set<string>) => {
  let steps = 0,
    calls = 0;
  const c0 = process.cpuUsage().user;
  for (let s = 1; s <= n; s++) {
    const r = await playScenario(scenarioOf(s, without), { recipes });
    steps += r.steps;
    calls += r.calls;
  }
  console.log(
    name,
    ((process.cpuUsage().user - c0) / 1000 / n).toFixed(1),
    "cpu ms/seed",
    (steps / n).toFixed(0),
    (calls / n).toFixed(1),
  );
};
const hs = Array.from({ length: 20 }, (_, i) => `h${i}`);
await run("warm", 100, new Set());
await run("all", 300, new Set());
