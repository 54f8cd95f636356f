import { CommanderError } from "commander";
import { GatehouseError } from "#domain/kernel/errors.ts";

/** What the server answered when it refused, RFC 9457. */
export type ProblemDocument = {
  type: string;
  title: string;
  code: string;
  detail: string;
  errors: Record<string, string>;
};

/** The server refused, and said why. */
export class RefusedError extends Error {
  override readonly name = "RefusedError";
  readonly problem: ProblemDocument;

  constructor(problem: ProblemDocument) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** The command cannot even be tried: exit 78. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/** The command line does not say enough: exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** It was tried and came to nothing: exit 1. */
export class CommandError extends Error {
  override readonly name = "CommandError";
}

/** 0 done, 1 failed, 2 usage, 78 configuration. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError) return 78;
  if (error instanceof UsageError) return 2;
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  return 1;
}

/** The failure as a problem document. */
export function problemOf(error: unknown): ProblemDocument {
  if (error instanceof RefusedError) return error.problem;
  if (error instanceof GatehouseError) {
    return local(error.code, error.message, { ...error.fields });
  }
  return local(error instanceof ConfigurationError ? "configuration" : "failed", describe(error));
}

function local(code: string, detail: string, errors: Record<string, string> = {}) {
  return { type: "about:blank", title: "The command failed", code, detail, errors };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
