import { Command, CommanderError } from "commander";
import packageJson from "#package.json" with { type: "json" };
import { addAuditCommands } from "./audit.ts";
import { answers } from "./command.ts";
import { addCompletionCommand } from "./completion.ts";
import { addDoctorCommand } from "./doctor.ts";
import { addDomainCommands } from "./domains.ts";
import { exitCodeOf, problemOf } from "./failure.ts";
import { addKeyCommands } from "./keys.ts";
import { addLoginCommands } from "./login.ts";
import { failure, json } from "./output.ts";
import { addProviderCommands } from "./providers.ts";
import { addSetupCommand, type WithDatabase } from "./setup.ts";
import { addSsoCommands } from "./sso.ts";
import { addTenantCommands } from "./tenants.ts";
import { addUserCommands } from "./users.ts";

export type CliParts = {
  withDatabase: WithDatabase;
  /** Brings the database to this release. */
  migrate: () => Promise<void>;
  writeOut: (text: string) => void;
  writeError: (text: string) => void;
};

/**
 * Runs the command line. In: the words after the program's name. Out: the exit code; 0 done,
 * 1 failed, 2 usage, 78 configuration.
 */
export async function runCommandLine(words: readonly string[], parts: CliParts): Promise<number> {
  const program = buildProgram(parts);
  try {
    await program.parseAsync([...words], { from: "user" });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    // Commander has said itself what is wrong with the words.
    if (!(error instanceof CommanderError)) {
      const problem = problemOf(error);
      parts.writeError(words.includes("--json") ? json(problem) : failure(problem));
    }
    return exitCodeOf(error);
  }
}

function buildProgram({ withDatabase, migrate, writeOut, writeError }: CliParts): Command {
  // Set before any command is added: each one inherits them.
  const program = new Command("gatehouse")
    .description("Self-hosted single sign-on for managed service providers")
    .configureOutput({ writeOut, writeErr: writeError })
    .exitOverride()
    .showHelpAfterError("(add --help for how it is used)");
  addLoginCommands(program, writeError);
  addTenantCommands(program);
  addDomainCommands(program);
  addProviderCommands(program);
  addSsoCommands(program);
  addUserCommands(program);
  addAuditCommands(program);
  addKeyCommands(program);
  addSetupCommand(program, withDatabase);
  answers(
    program.command("migrate").description("bring the database to this release"),
    async () => {
      await migrate();
      return { value: { migrated: true }, text: "The database is of this release.\n" };
    },
  );
  addDoctorCommand(program, withDatabase);
  answers(program.command("version").description("print the version"), async () => {
    const { version } = packageJson;
    return { value: { version, node: process.version }, text: `${version}\n` };
  });
  addCompletionCommand(program);
  return program;
}
