import type { ConnectionTest } from "#db/schema/identity-providers.ts";
import { SafeFetchError, type SafeFetchReason } from "#platform/safe-fetch.ts";

/**
 * Why a provider cannot be used, and at which stage that showed. `message` says what, why and what
 * next; it is for admins and the audit log, and never holds a secret.
 */
export class ProviderProblem extends Error {
  override readonly name = "ProviderProblem";
  readonly stage: ConnectionTest["stage"];

  constructor(stage: ConnectionTest["stage"], message: string, cause?: unknown) {
    super(message, { cause });
    this.stage = stage;
  }
}

const sentences: Record<SafeFetchReason, string> = {
  invalid_url: "the address is not an https address. Correct it.",
  forbidden_address:
    "it leads to a private address, which this installation does not allow. Use a public address, or have an operator set PRIVATE_UPSTREAMS.",
  redirect: "it redirects to another place. Enter the address that it redirects to.",
  too_large: "the answer is far too large for what it should be. Check the address.",
  timeout: "no answer came in time. Check that the provider is up and reachable from here.",
  dns: "its name does not resolve. Check the spelling.",
  tls: "its certificate is not valid. Have the provider's operator renew or complete it.",
  network: "the connection failed. Check that the provider is up and reachable from here.",
};

/** Reasons for which nothing was reached that could have answered. */
const unreached: ReadonlySet<SafeFetchReason> = new Set([
  "invalid_url",
  "forbidden_address",
  "timeout",
  "dns",
  "tls",
  "network",
]);

/**
 * A failed request as a problem. `what` starts the sentence: "The token endpoint". A first request
 * that reached nothing shows a bad address rather than a bad answer.
 */
export function requestProblem(
  stage: ConnectionTest["stage"],
  what: string,
  error: unknown,
): ProviderProblem {
  if (error instanceof ProviderProblem) return error;
  const reason = reasonOf(error);
  if (!reason) return new ProviderProblem(stage, `${what} could not be read. Try again.`, error);
  const isAddress = stage === "discovery" && unreached.has(reason);
  const message = `${what} could not be read: ${sentences[reason]}`;
  return new ProviderProblem(isAddress ? "address" : stage, message, error);
}

function reasonOf(error: unknown): SafeFetchReason | null {
  if (error instanceof SafeFetchError) return error.reason;
  // What a signal of AbortSignal.timeout() throws.
  return error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : null;
}
