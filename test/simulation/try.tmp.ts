import { fileURLToPath } from "node:url";
import { installComponentResolver } from "../../runtime/component-host/component-resolver.ts";
installComponentResolver();
const { playScenario } = await import("./play-seed.ts");
const { prepareRecipes } = await import("./recipes.ts");
const { scenarioOf } = await import("./scenario.ts");
const recipes = await prepareRecipes(fileURLToPath(new URL("../..", import.meta.url)));
const from = Number(process.argv[2] ?? 1),
  n = Number(process.argv[3] ?? 1),
  trace = process.argv[4] === "trace";
const t0 = performance.now();
let steps = 0,
  calls = 0;
const rules = new Map<string, number[]>();
for (let s = from; s < from + n; s++) {
  try {
    const r = await playScenario(scenarioOf(s), { recipes, keepTrace: trace });
    steps += r.steps;
    calls += r.calls;
    if (trace) console.log(r.trace.join("\n"));
    for (const v of r.violations) {
      const l = rules.get(v.rule) ?? [];
      l.push(s);
      rules.set(v.rule, l);
      if (n < 20) console.log(s, v.rule, v.words);
    }
  } catch (e) {
    console.log("seed", s, "threw", e);
    const l = rules.get("threw") ?? [];
    l.push(s);
    rules.set("threw", l);
    if (l.length > 3) break;
  }
}
const ms = performance.now() - t0;
console.log(
  `${n} seeds, ${(ms / n).toFixed(2)} ms each, ${((1000 * n) / ms).toFixed(0)}/s, steps ${(steps / n).toFixed(0)}, calls ${(calls / n).toFixed(1)}`,
);
for (const [rule, seeds] of rules) console.log(rule, seeds.length, [...new Set(seeds)].slice(0, 12).join(" "));
