import { readFile } from "node:fs/promises";
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";

const port = (text: string): number => wholeNumber(text, 65_535);
const anyWhole = (text: string): number => wholeNumber(text, Number.MAX_SAFE_INTEGER);

function wholeNumber(text: string, most: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= most) return value;
  throw new InvalidArgumentError(`'${text}' is not a whole number from 0 to ${most}.`);
}

interface Flags {
  readonly peoplevoxPort: number;
  readonly shopifyPort: number;
  readonly controlPort: number;
  readonly seed: number;
  readonly profile?: string;
  readonly rateLimit: "on" | "off";
  readonly shopifyPlan: "standard" | "plus";
  readonly clock: "real" | "manual";
  readonly importer: "on" | "off";
  readonly importDelayMs: number;
  readonly importContent: "at-import" | "at-creation";
  readonly warehouse: "manual" | "automatic";
  readonly customers: "on" | "off";
}

const program = new Command("sandbox")
  .description(
    "Starts a Shopify and a Peoplevox with a warehouse on this machine, and prints one line of JSON when they are ready.",
  )
  .option("--peoplevox-port <port>", "0 is any free port", port, 0)
  .option("--shopify-port <port>", "0 is any free port", port, 0)
  .option("--control-port <port>", "0 is any free port", port, 0)
  .option("--seed <n>", "the same seed plays the same way", anyWhole, 1)
  .option("--profile <file>", "the Peoplevox tenant, a JSON file; sandbox/README.md lists its fields")
  .addOption(onOff("--rate-limit <on|off>", "Peoplevox's request budget and Shopify's throttle"))
  .addOption(choice("--shopify-plan <plan>", "plus has ten times the points of GraphQL", "standard", "plus"))
  .addOption(choice("--clock <kind>", "a manual clock moves by POST /clock/advance", "real", "manual"))
  .addOption(onOff("--importer <on|off>", "another integration brings new orders into Peoplevox"))
  .option("--import-delay-ms <n>", "from an order's creation to its import", anyWhole, 5_000)
  .addOption(choice("--import-content <kind>", "which version of an order is imported", "at-import", "at-creation"))
  .addOption(choice("--warehouse <kind>", "whether the warehouse works by itself", "manual", "automatic"))
  .addOption(choice("--customers <off|on>", "people who place orders and change their minds", "off", "on"))
  .addHelpText("after", "\nExample:\n  node sandbox/cli/main.ts --seed 7 --warehouse automatic --customers on")
  .showHelpAfterError("(--help lists the options)")
  .exitOverride()
  .action(async (flags: Flags) => run(flags));

/** The first value is the default. */
function choice(flag: string, description: string, ...values: [string, ...string[]]): Option {
  return new Option(flag, description).choices(values).default(values[0]);
}

function onOff(flag: string, description: string): Option {
  return choice(flag, description, "on", "off");
}

async function run(flags: Flags): Promise<void> {
  const { profile, rateLimit, importer, importDelayMs, importContent, warehouse, customers, ...rest } = flags;
  // Loaded here, so that --help and a wrong flag are answered at once.
  const { startSandbox } = await import("../server.ts");
  const sandbox = await startSandbox({
    ...rest,
    profile: profile === undefined ? {} : await readJson(profile),
    rateLimit: rateLimit === "on",
    importer: { on: importer === "on", delayMs: importDelayMs, content: importContent },
    warehouse: warehouse === "automatic" ? {} : null,
    customers: customers === "on" ? {} : null,
  });
  console.log(JSON.stringify(sandbox.info));
  await new Promise<void>((resolve) => {
    process.once("SIGTERM", resolve);
    process.once("SIGINT", resolve);
    // Started with a channel to its parent, the sandbox ends when the parent does, even if that was killed.
    process.once("disconnect", resolve);
  });
  await sandbox.stop();
  // An open channel would keep this process alive.
  if (process.connected) process.disconnect();
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`The profile ${file} cannot be read; nothing was started. ${reason}`, { cause: error });
  }
}

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : 2;
  } else {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
