import { randomBytes } from "node:crypto";
import { z } from "zod";
import { consumeRecord, findRecord, saveRecord } from "#domain/oidc-records/records.ts";

const KIND = "SsoRequest";
/** Long enough for a password, a second factor and a search for the phone. */
const LIFETIME_SECONDS = 900;

const heldRequest = z.object({
  clientId: z.string(),
  redirectUri: z.string(),
  state: z.string(),
  codeChallenge: z.string().nullable(),
});

/** What a service asked for, validated against the registry. */
export type SsoRequest = z.infer<typeof heldRequest>;

/**
 * Keeps a request on the server while its person signs in. Out: the nonce that stands for it, the
 * only thing of it that the browser sees. Throws `unavailable`.
 */
export async function holdSsoRequest(request: SsoRequest): Promise<string> {
  const nonce = randomBytes(32).toString("base64url");
  await saveRecord(KIND, nonce, request, LIFETIME_SECONDS);
  return nonce;
}

/** The request that a nonce stands for, or null: unknown, expired, or answered already. */
export async function findSsoRequest(nonce: string): Promise<SsoRequest | null> {
  if (!/^[\w-]{43}$/.test(nonce)) return null;
  const found = await findRecord(KIND, nonce);
  return found && !found.consumed ? heldRequest.parse(found.payload) : null;
}

/** Out: whether this call may answer the request: of many at once exactly one may. */
export async function finishSsoRequest(nonce: string): Promise<boolean> {
  return await consumeRecord(KIND, nonce);
}
