import { sign, verify } from "node:crypto";
import { promisify } from "node:util";
import type { JWTPayload } from "jose";
import { z } from "zod";
import { sha256 } from "#platform/hash.ts";
import { singleton } from "#platform/singleton.ts";
import { type KeyRing, type LoadedKey, loadSigningKeys } from "./load.ts";
import type { SigningAlgorithm } from "./schemas.ts";

const claims = z.looseObject({ iss: z.string(), sub: z.string(), jti: z.string() });

export type Claims = z.infer<typeof claims>;

const header = z.looseObject({ kid: z.string(), alg: z.string(), typ: z.string() });

/** In a thread of its own: an RSA signature takes most of a millisecond. */
const signApart = promisify(sign);

/** The payload as a JWT, signed by the key that signs now. In: its algorithm and its `typ`. */
export async function signToken(
  payload: JWTPayload,
  { algorithm, type }: { algorithm: SigningAlgorithm; type: string },
): Promise<string> {
  const { keys } = await loadSigningKeys();
  const key = keys.find((candidate) => candidate.algorithm === algorithm);
  if (!key) throw new Error(`There is no key for ${algorithm}`);
  const signed = `${encode({ alg: algorithm, typ: type, kid: key.id })}.${encode(payload)}`;
  // RFC 7518 section 3.4: the two numbers of an ECDSA signature stand side by side.
  const options = { key: key.privateKey, dsaEncoding: "ieee-p1363" } as const;
  const signature = await signApart("sha256", Buffer.from(signed), options);
  return `${signed}.${signature.toString("base64url")}`;
}

/**
 * The claims of a JWT that one of our published keys signed, or null. The key is found by `kid` in
 * our own set, and its algorithm is ours to say, never the token's (RFC 8725 section 3.1). Says
 * nothing about expiry.
 */
export async function verifyToken(token: string, type: string): Promise<Claims | null> {
  const ring = await loadSigningKeys();
  const known = verified(ring);
  const name = sha256(`${type} ${token}`).toString("base64url");
  const existing = known.get(name);
  if (existing) return existing;
  const found = readToken(token, type, ring.keys);
  if (!found) return null;
  if (known.size >= MOST_REMEMBERED) known.clear();
  known.set(name, found);
  return found;
}

const MOST_REMEMBERED = 10_000;

/**
 * What was verified with exactly these keys stays so: a service asks about one token many times. By the
 * hash of the token, which is itself not kept.
 */
function verified({ version }: KeyRing): Map<string, Claims> {
  const slot = singleton("verified-tokens", () => ({
    version: "",
    tokens: new Map<string, Claims>(),
  }));
  if (slot.version !== version) {
    slot.version = version;
    slot.tokens.clear();
  }
  return slot.tokens;
}

function readToken(token: string, type: string, keys: readonly LoadedKey[]): Claims | null {
  const [first = "", second = "", third = "", ...rest] = token.split(".");
  const { kid, alg, typ } = header.safeParse(decode(first)).data ?? {};
  const key = keys.find((candidate) => candidate.id === kid);
  if (!key || rest.length > 0 || key.algorithm !== alg || typ !== type) return null;
  const options = { key: key.publicKey, dsaEncoding: "ieee-p1363" } as const;
  const signature = Buffer.from(third, "base64url");
  // Another spelling of the same bytes is another token, which we never wrote.
  if (signature.toString("base64url") !== third) return null;
  if (!verify("sha256", Buffer.from(`${first}.${second}`), options, signature)) return null;
  return claims.safeParse(decode(second)).data ?? null;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decode(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}
