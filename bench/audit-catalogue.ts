/**
 * The catalogue audit at full size: `node bench/audit-catalogue.ts [SKUs, default 100000] [on|off]`.
 *
 * Three processes: this one seeds, one is the sandbox, one is the audit, so that the memory measured is the audit's
 * alone: Node, the code and the data. Its heap is limited as on a host of 256 MB, since Node otherwise takes what the
 * machine has before it cleans up (270 to 340 MB here), and the figure would say more about the machine. Both systems' limits are on unless told otherwise. Ends with exit code 1 when the audit found anything but what
 * was planted, or needed more than it may.
 */
import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { SandboxInfo } from "../sandbox/server.ts";
import { plantedCatalogue } from "./planted-catalogue.ts";
import type { AuditMeasurement } from "./audit-catalogue-process.ts";

interface RequestCounts {
  readonly byOperation: Readonly<Record<string, number>>;
  /** Requests that Peoplevox would not take, since too many came. */
  readonly overBudget: number;
}

const MOST_MEMORY_MB = 300;
const ROWS_PER_POST = 20_000;
const HEAP_LIMITS = ["--max-old-space-size=128", "--max-semi-space-size=8"];

const skus = Number(process.argv[2] ?? 100_000);
const limits = process.argv[3] ?? "on";

const sandbox = fork(
  join(import.meta.dirname, "../sandbox/cli/main.ts"),
  ["--rate-limit", limits, "--importer", "off"],
  {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
  },
);
try {
  const info = await readInfo(sandbox);
  const { products, items, removedItems, expected } = plantedCatalogue(skus);
  for (const some of chunks(products, ROWS_PER_POST / 100))
    await control(info, "POST", "/shopify/products", { products: some });
  for (const some of chunks(items, ROWS_PER_POST)) await control(info, "POST", "/peoplevox/items", { items: some });
  const rows = removedItems.map((ItemCode) => ({ ItemCode }));
  await control(info, "POST", "/peoplevox/rows", { template: "Item types", rows, action: 2 });
  await control(info, "DELETE", "/peoplevox/requests");

  const measured = await measure(info);
  const peoplevox = (await control(info, "GET", "/peoplevox/requests")) as RequestCounts;
  const shopify = await control(info, "GET", "/shopify/requests");
  console.log(
    JSON.stringify(
      {
        skus,
        limits,
        node: process.version,
        heapLimits: HEAP_LIMITS.join(" "),
        platform: `${process.platform} ${process.arch}`,
        seconds: Math.round(measured.elapsedMs / 100) / 10,
        peakMemoryMb: measured.peakMemoryMb,
        idleMemoryMb: measured.idleMemoryMb,
        peoplevoxRequests: peoplevox.byOperation,
        peoplevoxRefusals: peoplevox.overBudget,
        shopifyRequests: shopify,
        summary: measured.summary,
      },
      null,
      2,
    ),
  );
  const found = JSON.stringify(measured.counts);
  if (found !== JSON.stringify(expected)) fail(`found ${found}, planted ${JSON.stringify(expected)}`);
  if (measured.peakMemoryMb > MOST_MEMORY_MB) fail(`needed ${measured.peakMemoryMb} MB, may need ${MOST_MEMORY_MB}`);
} finally {
  sandbox.kill("SIGTERM");
}

function fail(why: string): void {
  console.error(`The audit ${why}.`);
  process.exitCode = 1;
}

async function readInfo({ stdout }: ChildProcess): Promise<SandboxInfo> {
  if (stdout === null) throw new Error("The sandbox has no output to read its addresses from.");
  const [line] = (await once(createInterface(stdout), "line")) as [string];
  return JSON.parse(line) as SandboxInfo;
}

async function measure(info: SandboxInfo): Promise<AuditMeasurement> {
  const audit = fork(join(import.meta.dirname, "audit-catalogue-process.ts"), {
    stdio: "inherit",
    execArgv: HEAP_LIMITS,
  });
  audit.send(info);
  const answer = await Promise.race([
    once(audit, "message"),
    once(audit, "exit").then(([code]) =>
      Promise.reject(new Error(`The audit ended early, exit code ${String(code)}.`)),
    ),
  ]);
  return answer[0] as AuditMeasurement;
}

async function control(
  { control: { url } }: SandboxInfo,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(url + path, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${path} was refused: ${await response.text()}`);
  return response.json();
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}
