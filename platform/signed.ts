import { createHmac } from "node:crypto";
import { type ZodType, z } from "zod";
import { sameBytes } from "./hash.ts";
import { deriveKey } from "./keys.ts";
import { drawRandom } from "./random.ts";

const maxPayloadBytes = 4096;
// Base64url grows by a third; the envelope and the signature take less than 200 characters.
const maxSignedCharacters = Math.ceil((maxPayloadBytes + 100) / 3) * 4 + 50;

const envelope = z.strictObject({
  payload: z.unknown(),
  issuedAt: z.int(),
  expiresAt: z.int(),
  nonce: z.string().min(1),
});

/**
 * A value that only this installation can make and that anyone can read: base64url JSON, a dot, and its
 * HMAC-SHA-256 under the purpose's own key. It expires after `ttlSeconds`. Throws when `payload` exceeds 4 KB.
 */
export function signPayload(purpose: string, payload: object, ttlSeconds: number): string {
  if (Buffer.byteLength(JSON.stringify(payload)) > maxPayloadBytes) {
    throw new RangeError(`A signed payload exceeds ${maxPayloadBytes} bytes`);
  }
  const issuedAt = Math.floor(Date.now() / 1000);
  const nonce = drawRandom(16).toString("base64url");
  const body = JSON.stringify({ payload, issuedAt, expiresAt: issuedAt + ttlSeconds, nonce });
  const encoded = Buffer.from(body).toString("base64url");
  return `${encoded}.${signature(purpose, encoded)}`;
}

/**
 * The payload of a value that `signPayload` made for the same purpose, as `schema` parses it; null for whatever
 * else: missing, truncated, altered, signed with another key, expired, of another purpose or shape.
 */
export function openPayload<T>(
  purpose: string,
  value: string | null | undefined,
  schema: ZodType<T>,
): T | null {
  if (!value || value.length > maxSignedCharacters) return null;
  const [encoded, given, ...rest] = value.split(".");
  if (!encoded || !given || rest.length > 0) return null;
  // Text is compared, not decoded bytes: base64 has several spellings of the same bytes.
  if (!sameBytes(given, signature(purpose, encoded))) return null;
  const opened = envelope.safeParse(parseJson(encoded));
  if (!opened.success || opened.data.expiresAt <= Date.now() / 1000) return null;
  return schema.safeParse(opened.data.payload).data ?? null;
}

function signature(purpose: string, encoded: string): string {
  return createHmac("sha256", deriveKey(`signed:${purpose}`))
    .update(encoded)
    .digest("base64url");
}

function parseJson(encoded: string): unknown {
  try {
    return JSON.parse(Buffer.from(encoded, "base64url").toString());
  } catch {
    return null;
  }
}
