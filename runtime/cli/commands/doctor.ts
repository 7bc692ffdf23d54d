import type { Command } from "commander";
import { addCommand } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";

export function addDoctorCommand(program: Command, context: CommandContext): void {
  addCommand(
    program,
    "doctor",
    "Checks the configuration, both systems and the recipes. Reads only, changes nothing.",
    ["doctor", "doctor --json"],
  ).action(async (flags: { readonly json?: boolean }) => {
    const { examine } = await import("../doctor/examine.ts");
    const checks = await examine(context);
    const words = checks.map(({ about, ok, found }) => `${ok ? "ok    " : "WRONG "} ${about}: ${found}`);
    context.print(checks, words.join("\n"), flags);
    if (checks.some(({ ok }) => !ok)) process.exitCode = 1;
  });
}
