import type { Command } from "commander";
import { sentPeoplevoxRequests } from "../../../components/peoplevox/shared-warehouse.ts";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { demoConfig, startDemoSandbox } from "../demo/demo-sandbox.ts";
import type { DemoSandbox } from "../demo/demo-sandbox.ts";
import { isDemoStore, openFreshDemoStore } from "../demo/fresh-demo-store.ts";
import { openStore } from "../installation/open-store.ts";
import type { Store } from "../installation/open-store.ts";
import { RefusedError } from "../local-api/backend.ts";
import { logFileIn, openLog } from "../serving/log-file.ts";
import { progressLine, progressOf } from "../serving/progress.ts";
import { serve } from "../serving/serve.ts";
import type { Served } from "../serving/serve.ts";
import { showProgress } from "../serving/show-progress.ts";
import { untilToldToStop } from "../serving/until-told-to-stop.ts";

interface Flags {
  readonly demo?: boolean;
  readonly port?: number;
  readonly grace: number;
  readonly json?: boolean;
}

export function addStartCommand(program: Command, context: CommandContext): void {
  addCommand(program, "start", "Takes webhooks, runs recipes, and keeps running.", [
    "start",
    "start --demo",
    "start --port 8080",
  ])
    .option("--demo", "with a sandbox shop whose customers edit orders and a sandbox warehouse that picks")
    .option("--port <n>", "port that webhooks are taken on, instead of the configured one", Number)
    .option("--grace <seconds>", "time for running steps to finish when it is stopped", Number, 10)
    .action((flags: Flags) => start(context, flags));
}

async function start(context: CommandContext, flags: Flags): Promise<void> {
  const { places, env } = context;
  const log = openLog(places.home);
  const demo = flags.demo === true ? await startDemoSandbox(places) : null;
  try {
    const store = demo === null ? await openRealStore(context) : await openFreshDemoStore(places, env);
    const config = {
      ...(demo === null ? {} : demoConfig(demo.info)),
      ...(flags.port === undefined ? {} : { port: flags.port }),
    };
    try {
      const served = await serve({ store, places, env, log, config });
      await demo?.begin();
      tellWhereToLook(context, flags, served, demo);
      const over = new AbortController();
      const shown =
        flags.json === true ? Promise.resolve() : showProgress(() => currentLine(served), process.stdout, over.signal);
      await untilToldToStop();
      over.abort();
      await shown;
      await served.stop(flags.grace * 1000);
    } finally {
      await store.close();
    }
  } finally {
    await demo?.stop();
  }
}

async function openRealStore({ places, env }: CommandContext): Promise<Store> {
  const store = await openStore(places, env);
  if (!(await isDemoStore(store))) return store;
  await store.close();
  throw new RefusedError(
    `The data folder ${places.home} holds a demo's data. Delete the folder, or set LASTEDIT_HOME to another one. Nothing was changed.`,
  );
}

async function currentLine({ backend }: Served): Promise<string> {
  return progressLine(progressOf(await backend.status(), sentPeoplevoxRequests()));
}

function tellWhereToLook(context: CommandContext, flags: Flags, served: Served, demo: DemoSandbox | null): void {
  const { installation, url } = served;
  const idle = [...installation.idle].map(([name, reason]) => `  ${name} does not run. ${reason}`);
  const lines = [
    demo === null
      ? "LastEdit is running."
      : "LastEdit is running, with a demo shop whose customers edit orders and a warehouse that picks.",
    `  Recipes: ${[...installation.recipes.keys()].join(", ") || "none"}`,
    ...idle,
    `  Webhooks and status: ${url}`,
    ...(demo === null ? [] : [`  Sandbox control: ${demo.info.control.url} (sandbox/README.md)`]),
    `  Log: ${logFileIn(context.places.home)}`,
    "  In a second terminal:",
    "    npm run -s lastedit -- runs                    the latest runs",
    "    npm run -s lastedit -- runs --order '#1004'    one order's story",
    "    npm run -s lastedit -- exceptions              what a person must look at",
    "  Stop with Ctrl-C.",
    "",
  ];
  context.print(
    { url, sources: served.installation.sources.map(({ id }) => id), sandbox: demo?.info ?? null },
    lines.join("\n"),
    flags,
  );
}
