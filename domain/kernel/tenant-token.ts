import { randomBytes } from "node:crypto";
import { parse as parseUuid, stringify as stringifyUuid, validate } from "uuid";
import { sha256 } from "#platform/hash.ts";
import { Secret } from "#platform/secret.ts";

const TENANT_BYTES = 16;
const SECRET_BYTES = 32;
const SHAPE = /^[A-Za-z0-9_-]{64}$/;

/** A new token: the tenant as a hint, so that one shard is looked in, then 256 random bits. */
export function newTenantToken(tenantId: string): Secret {
  const bytes = Buffer.concat([parseUuid(tenantId), randomBytes(SECRET_BYTES)]);
  return Secret.of(bytes.toString("base64url"));
}

/** Where to look a token up, or null for anything that is none. */
export function readTenantToken(token: string): { tenantId: string; tokenHash: Buffer } | null {
  if (!SHAPE.test(token)) return null;
  const tenantId = stringifyHint(Buffer.from(token, "base64url").subarray(0, TENANT_BYTES));
  return tenantId === null ? null : { tenantId, tokenHash: sha256(token) };
}

function stringifyHint(bytes: Uint8Array): string | null {
  try {
    const text = stringifyUuid(bytes);
    return validate(text) ? text : null;
  } catch {
    return null;
  }
}
