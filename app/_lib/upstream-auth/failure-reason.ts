import { AuthError } from "next-auth";
import { ProviderProblem } from "#domain/identity-providers/provider-problem.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { SafeFetchError } from "#platform/safe-fetch.ts";
import { SignInFailure } from "./attempt.ts";

const MOST_CHARACTERS = 400;

/** The true reason of a failure as a sentence for the audit log, from whatever was thrown. */
export function failureReason(error: unknown): string {
  const said = providerError(error);
  if (said) return clean(`The provider answered with an error: ${said}`);
  const chain = causesOf(error);
  const ours = chain.find(isOurs);
  if (ours) return clean(ours.message);
  const deepest = chain.at(-1);
  return clean(deepest ? `${deepest.name}: ${deepest.message}` : "An unknown failure.");
}

/** Whether the audit log has the failure already. */
export function isAudited(error: unknown): boolean {
  return causesOf(error).some((cause) => cause instanceof SignInFailure && cause.isAudited);
}

/** Whether the provider itself ended the sign-in, in answer to this very request. */
export function isProviderError(error: unknown): boolean {
  return error instanceof AuthError && error.type === "OAuthCallbackError";
}

function isOurs(error: Error): boolean {
  return [ProviderProblem, SignInFailure, SafeFetchError, GatehouseError].some(
    (known) => error instanceof known,
  );
}

function providerError(error: unknown): string | null {
  if (!(error instanceof AuthError) || error.type !== "OAuthCallbackError") return null;
  const { error: code, error_description: description } = { ...error.cause };
  return [code, description].filter((part) => typeof part === "string").join(" ");
}

/** Auth.js keeps what it caught in `cause.err`. */
function causesOf(error: unknown): Error[] {
  if (!(error instanceof Error)) return [];
  const inner = error instanceof AuthError ? error.cause?.err : error.cause;
  return [error, ...causesOf(inner)];
}

function clean(text: string): string {
  // Auth.js appends a link to its own documentation.
  const [sentence = ""] = text.split(/\.? ?Read more at /);
  return sentence.replace(/[\p{Cc}\s]+/gu, " ").slice(0, MOST_CHARACTERS);
}
