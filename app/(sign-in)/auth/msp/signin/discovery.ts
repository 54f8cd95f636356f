import type { Failure } from "#components/ui/failure.tsx";
import { PROVIDER_BUTTONS, type ProviderId } from "./providers.ts";

const RESOLVE_FAILED = "We couldn't start that sign-in. Check your email and try again.";

type Resolution = { kind: "started"; url: string } | { kind: "failed"; failure: Failure };

/** Good enough to ask the server about; the server alone decides what an address is. */
export function looksLikeEmail(value: string): boolean {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);
}

/** The providers that `email`'s domain allows. Throws when aborted or offline. */
export async function discover(email: string, signal: AbortSignal): Promise<ProviderId[]> {
  const response = await post("/api/auth/msp/sso/discover", { email }, signal);
  const answer: { providers: readonly string[] } = await response.json();
  return PROVIDER_BUTTONS.map(({ id }) => id).filter((id) => answer.providers.includes(id));
}

/** Asks for the address that starts `provider`'s flow; every failure, the network's included, reads the same. */
export async function resolve(input: {
  provider: ProviderId;
  email: string;
  callbackUrl: string;
}): Promise<Resolution> {
  let requestId: string | null = null;
  try {
    const response = await post("/api/auth/msp/sso/resolve", input);
    requestId = response.headers.get("x-request-id");
    const answer: { ok: boolean; url?: string } = await response.json();
    if (answer.ok && answer.url) return { kind: "started", url: answer.url };
  } catch {
    // Offline, or not JSON: the neutral failure below.
  }
  return { kind: "failed", failure: { message: RESOLVE_FAILED, requestId } };
}

function post(path: string, body: object, signal?: AbortSignal): Promise<Response> {
  return fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: signal ?? null,
  });
}
