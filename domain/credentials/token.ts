import { randomBytes } from "node:crypto";
import { crc32 } from "node:zlib";
import { parse as parseUuid, stringify as stringifyUuid } from "uuid";
import { sha256 } from "#platform/hash.ts";
import { Secret } from "#platform/secret.ts";

const TENANT_BYTES = 16;
const SECRET_BYTES = 32;
const CHECKSUM_BYTES = 4;
const SHAPE = /^svc_[A-Za-z0-9_-]{70}$/;

/**
 * A new service token: the tenant as a hint for the look-up, 256 random bits, and a CRC-32 by which
 * a secret scanner, or we, recognise one offline.
 */
export function newServiceToken(tenantId: string): Secret {
  const body = Buffer.concat([parseUuid(tenantId), randomBytes(SECRET_BYTES)]);
  return Secret.of(`svc_${Buffer.concat([body, checksum(body)]).toString("base64url")}`);
}

/** Where to look a token up, or null for anything that is none. */
export function readServiceToken(token: string): { tenantId: string; secretHash: Buffer } | null {
  if (!SHAPE.test(token)) return null;
  const bytes = Buffer.from(token.slice(4), "base64url");
  const body = bytes.subarray(0, TENANT_BYTES + SECRET_BYTES);
  if (!bytes.subarray(-CHECKSUM_BYTES).equals(checksum(body))) return null;
  try {
    const tenantId = stringifyUuid(body.subarray(0, TENANT_BYTES));
    return { tenantId, secretHash: sha256(token) };
  } catch {
    return null;
  }
}

function checksum(body: Buffer): Buffer {
  const bytes = Buffer.alloc(CHECKSUM_BYTES);
  bytes.writeUInt32BE(crc32(body));
  return bytes;
}
