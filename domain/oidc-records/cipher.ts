import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `text`, encrypted under the id that its holder has and we do not keep (AES-256-GCM, the key by HKDF
 * of the id, which is 256 random bits). `place` is bound to it: elsewhere it does not open.
 */
export function encryptUnder(id: string, place: string, text: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyOf(id, place), nonce);
  return Buffer.concat([nonce, cipher.update(text, "utf8"), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `encryptUnder` returned. Throws when it was altered, or is another's. */
export function decryptUnder(id: string, place: string, bytes: Buffer): string {
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv("aes-256-gcm", keyOf(id, place), nonce, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const content = bytes.subarray(NONCE_BYTES, -TAG_BYTES);
  return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
}

function keyOf(id: string, place: string): Buffer {
  return Buffer.from(hkdfSync("sha256", id, "", `gatehouse record ${place}`, 32));
}
