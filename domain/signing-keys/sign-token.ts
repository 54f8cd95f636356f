import { CompactSign, compactVerify, errors, type JWTPayload } from "jose";
import { z } from "zod";
import { loadSigningKeys } from "./load.ts";
import type { SigningAlgorithm } from "./schemas.ts";

const claims = z.looseObject({ iss: z.string(), sub: z.string(), jti: z.string() });

export type Claims = z.infer<typeof claims>;

/** The payload as a JWT, signed by the key that signs now. In: its algorithm and its `typ`. */
export async function signToken(
  payload: JWTPayload,
  { algorithm, type }: { algorithm: SigningAlgorithm; type: string },
): Promise<string> {
  const { keys } = await loadSigningKeys();
  const key = keys.find((candidate) => candidate.algorithm === algorithm);
  if (!key) throw new Error(`There is no key for ${algorithm}`);
  return await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: algorithm, typ: type, kid: key.id })
    .sign(key.privateKey);
}

/**
 * The claims of a JWT that one of our published keys signed, or null. The key is found by `kid` in
 * our own set, and its algorithm is ours to say, never the token's (RFC 8725 section 3.1). Says
 * nothing about expiry.
 */
export async function verifyToken(token: string, type: string): Promise<Claims | null> {
  const { keys } = await loadSigningKeys();
  try {
    const { payload } = await compactVerify(token, ({ kid, alg, typ }) => {
      const key = keys.find((candidate) => candidate.id === kid);
      if (key?.algorithm !== alg || typ !== type) throw new errors.JWKSNoMatchingKey();
      return key.publicKey;
    });
    return claims.safeParse(JSON.parse(new TextDecoder().decode(payload))).data ?? null;
  } catch (error) {
    if (error instanceof errors.JOSEError || error instanceof SyntaxError) return null;
    throw error;
  }
}
