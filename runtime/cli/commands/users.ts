import type { Command } from "commander";
import { Option } from "commander";
import { addCommand, withBackend } from "../command-context.ts";
import type { CommandContext } from "../command-context.ts";
import { personHere } from "../exceptions/person-here.ts";
import { consoleAddress } from "../serving/console-address.ts";
import { table, timeInWords } from "../story/words.ts";

interface Flags {
  readonly json?: boolean;
}

const role = (): Option =>
  new Option("--role <role>", "operator sees all and works exceptions; editor changes recipes too; admin all").choices([
    "operator",
    "editor",
    "admin",
  ]);

/** Who may use the console. */
export function addUsersCommand(program: Command, context: CommandContext): void {
  const by = personHere() || "this machine";
  const users = program
    .command("users")
    .description("Who may use the console, and as what.")
    .addHelpText(
      "after",
      "\nExamples:\n  lastedit users list\n  lastedit users add anna@example.com --name Anna --role operator",
    );

  addCommand(users, "list", "Lists them.", ["users list"]).action(async (flags: Flags) => {
    const found = await withBackend(context, (backend) => backend.users());
    const rows = found.map((user) => [
      user.name,
      user.email ?? "–",
      user.role,
      user.disabled ? "disabled" : user.oidc ? "identity provider" : user.hasPassword ? "password" : "link only",
      user.lastSeenAt === null ? "never" : timeInWords(user.lastSeenAt),
    ]);
    const words =
      found.length === 0 ? "There is none yet." : table([["name", "e-mail", "role", "signs in by", "seen"], ...rows]);
    context.print(found, words, flags);
  });

  addCommand(users, "add <email>", "Adds one and prints a link by which they sign in once and set a password.", [
    "users add anna@example.com --name Anna --role operator",
  ])
    .requiredOption("--name <name>", "how exceptions and the audit log call them")
    .addOption(role().default("operator"))
    .action(
      async (
        email: string,
        flags: Flags & { readonly name: string; readonly role: "operator" | "editor" | "admin" },
      ) => {
        const { user, link } = await withBackend(context, async (backend) => ({
          user: await backend.addUser({ name: flags.name, email: email.toLowerCase(), role: flags.role }, by),
          link: await backend.signInLink(email.toLowerCase(), by),
        }));
        const url = (await consoleAddress(context)) + link.path;
        context.print(
          { user, url, expiresAt: link.expiresAt },
          `${user.name} is ${user.role}. ${linkWords(url, link.expiresAt)}`,
          flags,
        );
      },
    );

  addCommand(users, "change <user>", "Changes a user's role, or disables them.", [
    "users change anna@example.com --role editor",
    "users change anna@example.com --disable",
  ])
    .addOption(role())
    .option("--disable", "ends their sessions and refuses new ones")
    .option("--enable", "lets them sign in again")
    .action(
      async (
        named: string,
        flags: Flags & {
          readonly role?: "operator" | "editor" | "admin";
          readonly disable?: boolean;
          readonly enable?: boolean;
        },
      ) => {
        const change = {
          ...(flags.role === undefined ? {} : { role: flags.role }),
          ...(flags.disable === true ? { disabled: true } : flags.enable === true ? { disabled: false } : {}),
        };
        const user = await withBackend(context, (backend) => backend.changeUser(named, change, by));
        context.print(user, `${user.name} is ${user.disabled ? "disabled" : user.role}.`, flags);
      },
    );

  addCommand(users, "remove <user>", "Removes a user. What they did stays in the audit log.", [
    "users remove anna@example.com",
  ]).action(async (named: string, flags: Flags) => {
    await withBackend(context, (backend) => backend.removeUser(named, by));
    context.print({ removed: named }, `Removed ${named}.`, flags);
  });

  addCommand(program, "sign-in-link", "Prints a link by which somebody signs in to the console once.", [
    "sign-in-link",
    "sign-in-link --user anna@example.com",
  ])
    .option("--user <user>", "e-mail, name or id; without it the administrator of this machine")
    .action(async (flags: Flags & { readonly user?: string }) => {
      const link = await withBackend(context, (backend) => backend.signInLink(flags.user ?? null, by));
      const url = (await consoleAddress(context)) + link.path;
      context.print({ ...link, url }, `For ${link.user}: ${linkWords(url, link.expiresAt)}`, flags);
    });
}

function linkWords(url: string, expiresAt: string): string {
  return `Sign in once, until ${timeInWords(expiresAt)}:\n${url}`;
}
