import { sentPeoplevoxRequests } from "../../../components/peoplevox/shared-warehouse.ts";
import { ensureConsole } from "../../build/build-console.ts";
import type { CommandContext } from "../command-context.ts";
import type { StartFlags } from "../commands/start.ts";
import { demoConfig, startDemoSandbox } from "../demo/demo-sandbox.ts";
import type { DemoSandbox } from "../demo/demo-sandbox.ts";
import { holdsDemo, openFreshDemoStore } from "../demo/fresh-demo-store.ts";
import { openStore } from "../installation/open-store.ts";
import type { Store } from "../installation/open-store.ts";
import { recipesBehind } from "../../recipes/versions/index.ts";
import { personHere } from "../exceptions/person-here.ts";
import { RefusedError } from "../local-api/backend.ts";
import { logFileIn, openLog } from "./log-file.ts";
import type { Logger } from "./log-file.ts";
import { logStrayRejections } from "./stray-rejections.ts";
import { progressLine, progressOf } from "./progress.ts";
import { serve } from "./serve.ts";
import type { Served } from "./serve.ts";
import { showProgress } from "./show-progress.ts";
import { untilToldToStop } from "./until-told-to-stop.ts";

/** Runs until it is told to stop. */
export async function start(context: CommandContext, flags: StartFlags): Promise<void> {
  const { places, env } = context;
  const log = openLog(places.home);
  logStrayRejections(log);
  const demo = flags.demo === true ? await startDemoSandbox(places) : null;
  try {
    const store = demo === null ? await openRealStore(context) : await openFreshDemoStore(places, env);
    const config = {
      ...(demo === null ? {} : demoConfig(demo.info)),
      ...(flags.port === undefined ? {} : { port: flags.port }),
    };
    try {
      const built = env["LASTEDIT_BUILD_CONSOLE"] === "never" ? Promise.resolve() : buildConsole(log);
      const served = await serve({ store, places, env, log, config, demo: demo !== null });
      await built;
      await demo?.begin();
      const link = await served.backend.signInLink(null, personHere() || "this machine");
      const signIn = served.consoleUrl + link.path;
      tellWhereToLook(context, flags, served, { demo, signIn, behind: await recipesBehind(places.recipes) });
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

/** Orders reach the warehouse without it too: a console that cannot be built is said and passed over. */
async function buildConsole(log: Logger): Promise<void> {
  try {
    if (await ensureConsole()) log.info("The console's sources had changed; it is built anew.");
  } catch (error) {
    log.error({ err: error }, "The console could not be built.");
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function openRealStore({ places, env }: CommandContext): Promise<Store> {
  if (env["DATABASE_URL"] === undefined && holdsDemo(places)) {
    throw new RefusedError(
      `The data folder ${places.home} holds a demo's data. Delete "database" and "demo" in it, or set LASTEDIT_HOME to another folder. Nothing was changed.`,
    );
  }
  return openStore(places, env);
}

async function currentLine({ backend }: Served): Promise<string> {
  return progressLine(progressOf(await backend.status(), sentPeoplevoxRequests()));
}

interface Found {
  readonly demo: DemoSandbox | null;
  /** Address that signs in once. */
  readonly signIn: string;
  /** Recipes of the merchant's that an upgrade has not been merged into. */
  readonly behind: readonly string[];
}

function tellWhereToLook(
  context: CommandContext,
  flags: StartFlags,
  served: Served,
  { demo, signIn, behind }: Found,
): void {
  const { installation, url } = served;
  const idle = [...installation.idle.keys()].join(", ");
  const lines = [
    demo === null
      ? "LastEdit is running."
      : "LastEdit is running, with a demo shop whose customers edit orders and a warehouse that picks.",
    `  Recipes: ${[...installation.recipes.keys()].join(", ") || "none"}`,
    ...(idle === "" ? [] : [`  Not running: ${idle} (why: lastedit recipe list)`]),
    ...behind.map((name) => `  Yours, and a newer one is shipped: ${name} (see: lastedit recipe diff ${name})`),
    `  Console: ${signIn}`,
    "    (signs you in once, within 15 minutes; another: npm run -s lastedit -- sign-in-link)",
    `  Webhooks: ${url}`,
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
    { url, console: signIn, sources: served.installation.sources().map(({ id }) => id), sandbox: demo?.info ?? null },
    lines.join("\n"),
    flags,
  );
}
