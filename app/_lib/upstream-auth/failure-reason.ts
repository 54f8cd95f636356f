import { ProviderProblem } from "#domain/identity-providers/provider-problem.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { SafeFetchError } from "#platform/safe-fetch.ts";
import { SignInFailure } from "./attempt.ts";

const MOST_CHARACTERS = 400;

/** The true reason of a failure as a sentence for the audit log, from whatever was thrown. */
export function failureReason(error: unknown): string {
  const chain = causesOf(error);
  const said = chain.find(isOurs);
  if (said) return clean(said.message);
  const deepest = chain.at(-1);
  return clean(deepest ? `${deepest.name}: ${deepest.message}` : "An unknown failure.");
}

/** Whether the audit log has the failure already. */
export function isAudited(error: unknown): boolean {
  return causesOf(error).some((cause) => cause instanceof SignInFailure && cause.isAudited);
}

/** Errors whose messages are written to be read. */
function isOurs(error: Error): boolean {
  return [ProviderProblem, SignInFailure, SafeFetchError, GatehouseError].some(
    (known) => error instanceof known,
  );
}

/** The error and what caused it. Auth.js keeps what it caught in `cause.err`. */
function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const { cause } = error;
  const isWrapped = typeof cause === "object" && cause !== null && "err" in cause;
  return [error, ...causesOf(isWrapped ? cause.err : cause)];
}

function clean(text: string): string {
  // Auth.js appends a link to its own documentation.
  const [sentence = ""] = text.split(/\.? ?Read more at /);
  return sentence.replace(/[\p{Cc}\s]+/gu, " ").slice(0, MOST_CHARACTERS);
}
