import { readFile } from "node:fs/promises";
import type { Command } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { RefusedError } from "../local-api/backend.ts";
import { count } from "../story/words.ts";

interface Flags {
  readonly json?: boolean;
}

/** Shopify's three privacy topics, by hand: a merchant's own app gets them by e-mail, not by webhook. */
export function addPrivacyCommand(program: Command, context: CommandContext): void {
  const privacy = program
    .command("privacy")
    .description("Answers Shopify's privacy requests: customers/data_request, customers/redact and shop/redact.")
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit privacy export request.json > jane.json\n  lastedit privacy redact request.json\n" +
        "\nA request file is the JSON that Shopify sends:\n  " +
        '{ "shop_domain": "demo.myshopify.com", "customer": { "id": 191167, "email": "jane@example.com" }, "orders_to_redact": [5001] }',
    );

  addCommand(privacy, "export <request-file>", "Prints, as JSON, all that is kept about one customer.", [
    "privacy export request.json > jane.json",
  ]).action(async (file: string) => {
    const request = await readRequest(file);
    const data = await withBackend(context, (backend) => backend.customerData(request, personHere()));
    context.print(data, "", { json: true });
  });

  addCommand(privacy, "redact <request-file>", "Takes one customer's personal data out of history and exceptions.", [
    "privacy redact request.json",
  ]).action(async (file: string, flags: Flags) => {
    const request = await readRequest(file);
    const redaction = await withBackend(context, (backend) => backend.redactCustomer(request, personHere()));
    const open =
      redaction.openRuns.length === 0
        ? ""
        : ` Not ended yet, so their event is still kept in full: run ${redaction.openRuns.join(", ")}. Redact again once they have.`;
    const words = `Redacted ${count(redaction.runs, "run")} and ${count(redaction.records, "record")}. Backups still hold the data.${open}`;
    context.print(redaction, words, flags);
  });

  addCommand(privacy, "redact-shop <shop>", "Removes all runs and exceptions of one shop.", [
    "privacy redact-shop demo.myshopify.com --yes",
  ])
    .option("--yes", "really remove them")
    .action(async (shop: string, flags: Flags & { readonly yes?: boolean }) => {
      if (flags.yes !== true)
        throw new RefusedError(
          `This removes all history of ${shop} for good. Nothing was removed; add --yes to do so.`,
        );
      const redaction = await withBackend(context, (backend) => backend.redactShop(shop, personHere()));
      const running = redaction.runningRuns === 0 ? "" : ` ${count(redaction.runningRuns, "run")} at work stayed.`;
      const words = `Removed ${count(redaction.runs, "run")} and ${count(redaction.exceptions, "exception")} of ${shop}.${running} Its connection stays: lastedit connections remove.`;
      context.print(redaction, words, flags);
    });
}

async function readRequest(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as unknown;
  } catch (cause) {
    throw new RefusedError(`${file} cannot be read as JSON. Nothing was changed.`, { cause });
  }
}
