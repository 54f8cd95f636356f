import type { Command } from "commander";
import { setUpFromCommandLine } from "#domain/setup/complete.ts";
import { issueSetupLink } from "#domain/setup/issue-link.ts";
import { env } from "#platform/env.ts";
import { type Answer, answers } from "./command.ts";
import { CommandError, UsageError } from "./failure.ts";
import { readSecret } from "./stdin.ts";

/** Runs work on the open, migrated database of this installation. */
export type WithDatabase = <T>(work: () => Promise<T>) => Promise<T>;

type SetupOptions = { link?: boolean; email?: string; name?: string; passwordStdin?: boolean };

/** `gatehouse setup`: its right is the access to the database itself. */
export function addSetupCommand(program: Command, withDatabase: WithDatabase): void {
  answers<SetupOptions>(
    program
      .command("setup")
      .description("create the first operator and the platform's API credential")
      .option("--email <email>", "the operator's address")
      .option("--name <name>", "the operator's name")
      .option("--password-stdin", "read the password from standard input")
      .option("--link", "print a new one-time setup link instead"),
    async (_, options) => (options.link ? newLink(withDatabase) : setUp(options, withDatabase)),
  );
}

async function setUp(options: SetupOptions, withDatabase: WithDatabase): Promise<Answer> {
  const { email, name, passwordStdin } = options;
  if (email === undefined || name === undefined || !passwordStdin) {
    throw new UsageError("Give --email, --name and --password-stdin, or --link.");
  }
  const password = await readSecret("password");
  const done = await withDatabase(() => setUpFromCommandLine({ email, name, password }));
  const credential = done.credential?.reveal() ?? null;
  return {
    value: { operator: done.operator, credential },
    text: [
      `${done.operator.email} is the first operator.`,
      "This API credential may do everything. It is shown this once:",
      `  ${credential}\n`,
    ].join("\n"),
  };
}

async function newLink(withDatabase: WithDatabase): Promise<Answer> {
  const link = await withDatabase(issueSetupLink);
  if (!link) throw new CommandError("Setup is over: an operator exists.");
  const url = `${env.BASE_URL}/setup?token=${link.token.reveal()}`;
  return { value: { url }, text: `${url}\n` };
}
