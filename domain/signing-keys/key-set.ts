import type { PublicJwk } from "#db/schema/signing-keys.ts";
import { loadSigningKeys } from "./load.ts";

/** What services validate our tokens with: every published key, public halves only (RFC 7517). */
export async function publicKeySet(): Promise<{ keys: PublicJwk[] }> {
  const { keys } = await loadSigningKeys();
  return { keys: keys.map((key) => key.publicJwk) };
}
