import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { deriveKey } from "./keys.ts";

export function sha256(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}

/**
 * A name for a value that must not be stored or logged itself (an address, an email): HMAC-SHA-256 under a key of
 * its own for each purpose, cut to 128 bits, as base64url. Equal values of one purpose get equal names.
 */
export function keyedHash(purpose: string, value: string): string {
  const mac = createHmac("sha256", deriveKey(`hash:${purpose}`))
    .update(value)
    .digest();
  return mac.subarray(0, 16).toString("base64url");
}

/** Whether two values are equal, in a time that tells nothing but their lengths. */
export function sameBytes(a: string | Uint8Array, b: string | Uint8Array): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
