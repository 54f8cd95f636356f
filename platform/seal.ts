import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import { encryptionKeys } from "./keys.ts";
import { Secret } from "./secret.ts";

/** The place of a sealed value; it opens at this place only, so rows cannot be swapped in the database. */
export type SealContext = { table: string; tenantId: string; rowId: string; column: string };

/** A sealed value that does not open. The reason never says anything about the content. */
export class SealError extends Error {
  readonly reason: "malformed" | "unknown_key" | "mismatch";

  constructor(reason: SealError["reason"]) {
    super(`A sealed secret does not open: ${reason}`);
    this.name = "SealError";
    this.reason = reason;
  }
}

const version = "s1";
const nonceBytes = 12;
const tagBytes = 16;

/**
 * The text of `secret`, sealed for `context`: `s1.<key id>.<wrapped data key>.<content>`. A fresh AES-256-GCM data
 * key encrypts the content, the first ENCRYPTION_KEY wraps that key; both bind the context as associated data.
 */
export function seal(secret: Secret, context: SealContext): string {
  const [sealingKey] = encryptionKeys();
  if (!sealingKey) throw new SealError("unknown_key");
  const keyId = keyIdOf(sealingKey);
  const dataKey = randomBytes(32);
  const wrapped = encrypt(sealingKey, dataKey, associated("key", keyId, context));
  const content = encrypt(
    dataKey,
    Buffer.from(secret.reveal()),
    associated("content", keyId, context),
  );
  return [version, keyId, wrapped.toString("base64url"), content.toString("base64url")].join(".");
}

/**
 * Opens what `seal` returned, with whichever of the listed ENCRYPTION_KEYs sealed it. Throws `SealError`:
 * `malformed`, `unknown_key` (that key is listed no more), `mismatch` (altered, or another place).
 */
export function unseal(sealed: string, context: SealContext): Secret {
  const [prefix, keyId, wrapped, content, ...rest] = sealed.split(".");
  if (prefix !== version || !keyId || !wrapped || !content || rest.length > 0) {
    throw new SealError("malformed");
  }
  const key = encryptionKeys().find((candidate) => keyIdOf(candidate) === keyId);
  if (!key) throw new SealError("unknown_key");
  const dataKey = decrypt(key, wrapped, associated("key", keyId, context));
  return Secret.of(decrypt(dataKey, content, associated("content", keyId, context)).toString());
}

/** Whether the key that sealed this value is still listed, without opening it. */
export function opensWithOurKeys(sealed: string): boolean {
  const keyId = sealed.split(".", 2)[1];
  return encryptionKeys().some((key) => keyIdOf(key) === keyId);
}

/** Tells the keys apart without telling anything about them. */
function keyIdOf(key: Buffer): string {
  const digest = createHash("sha256").update("gatehouse key id\0").update(key).digest();
  return digest.subarray(0, 8).toString("base64url");
}

/** JSON, because joined text would let `("ab", "c")` pass for `("a", "bc")`. */
function associated(part: "key" | "content", keyId: string, c: SealContext): Buffer {
  return Buffer.from(
    JSON.stringify([version, part, keyId, c.table, c.tenantId, c.rowId, c.column]),
  );
}

function encrypt(key: Buffer, plain: Buffer, aad: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(aad);
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

function decrypt(key: Buffer, text: string, aad: Buffer): Buffer {
  const bytes = Buffer.from(text, "base64url");
  if (bytes.length < nonceBytes + tagBytes || bytes.toString("base64url") !== text) {
    throw new SealError("malformed");
  }
  const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(aad);
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]);
  } catch {
    throw new SealError("mismatch");
  }
}
