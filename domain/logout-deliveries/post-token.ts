import { z } from "zod";
import { SafeFetchError, type SafeFetchReason, safeFetch } from "#platform/safe-fetch.ts";

/** For everything: whoever is slow to answer is tried again later. */
const TIMEOUT_SECONDS = 5;
const LIMITS = { timeoutMs: TIMEOUT_SECONDS * 1000, maxBytes: 16_384 };

const failures: Record<SafeFetchReason, string> = {
  invalid_url: "Its logout address cannot be used: it takes https.",
  forbidden_address: "Its logout address leads into a network that Gatehouse does not call.",
  redirect: "It answered with a redirect, which is not followed.",
  too_large: "Its answer was too large.",
  timeout: `It did not answer within ${TIMEOUT_SECONDS} seconds.`,
  dns: "The host of its logout address is not known.",
  tls: "Its certificate was not accepted.",
  network: "It could not be reached.",
};

const refusal = z.object({ error: z.string().regex(/^[a-z_]{1,50}$/) });

/**
 * Posts a logout token to a client (section 2.5). Out: null when the client took it, otherwise what
 * went wrong, in words for its admin. Follows no redirect.
 */
export async function postLogoutToken(address: string, token: string): Promise<string | null> {
  try {
    const response = await safeFetch(
      address,
      { method: "POST", body: new URLSearchParams({ logout_token: token }), redirect: "error" },
      LIMITS,
    );
    // Section 2.8: 200, and 204 from frameworks that make it of an empty answer.
    if (response.status === 200 || response.status === 204) return null;
    const said = await response.json().then(refusal.safeParse, () => null);
    const reason = said?.success ? ` (${said.data.error})` : "";
    return `It answered ${response.status}${reason}.`;
  } catch (error) {
    if (error instanceof SafeFetchError) return failures[error.reason];
    throw error;
  }
}
