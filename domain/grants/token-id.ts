import { newTenantToken } from "#domain/kernel/tenant-token.ts";
import { readGrantId } from "./grant-id.ts";

/** A signed token's id: which grant it is of, and 64 random hex characters that tell it apart. */
export function newSignedTokenId(tenantId: string, grantId: string | undefined): string {
  const random = newTenantToken(tenantId).reveal();
  return grantId === undefined ? random : `${grantId}~${random.slice(-43)}`;
}

/** The grant that a signed token's id names, or null. */
export function grantIdOfToken(tokenId: string): string | null {
  const grantId = tokenId.slice(0, tokenId.lastIndexOf("~"));
  return readGrantId(grantId) ? grantId : null;
}
