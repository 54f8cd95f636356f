import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import { calculateJwkThumbprint, type JWK } from "jose";
import type { PublicJwk } from "#db/schema/signing-keys.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { seal, unseal } from "#platform/seal.ts";
import { Secret } from "#platform/secret.ts";
import type { SigningAlgorithm } from "./schemas.ts";

export type NewKey = {
  id: string;
  algorithm: SigningAlgorithm;
  publicJwk: PublicJwk;
  sealed: string;
};

const generate = promisify(generateKeyPair);

/** A new key pair: the public half to publish, the private one sealed for its row. */
export async function makeKey(algorithm: SigningAlgorithm): Promise<NewKey> {
  const { publicKey, privateKey } =
    algorithm === "RS256"
      ? await generate("rsa", { modulusLength: 2048 })
      : await generate("ec", { namedCurve: "P-256" });
  const bare = publicKey.export({ format: "jwk" }) as JWK;
  const id = await calculateJwkThumbprint(bare);
  const publicJwk = { ...textual(bare), kid: id, alg: algorithm, use: "sig" };
  const secret = Secret.of(JSON.stringify(privateKey.export({ format: "jwk" })));
  return { id, algorithm, publicJwk, sealed: seal(secret, place(id)) };
}

/** The private half of a stored key, as a JWK. Throws `SealError`. */
export function openKey(id: string, sealed: string): Secret {
  return unseal(sealed, place(id));
}

/** Where the private half stands: sealed for another row it does not open. */
function place(rowId: string) {
  return { table: "signing_keys", tenantId: PLATFORM_TENANT_ID, rowId, column: "sealed" };
}

/** Node exports text parameters only; the type of a JWK allows more. */
function textual(jwk: JWK): Record<string, string> {
  return Object.fromEntries(
    Object.entries(jwk).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value]] : [],
    ),
  );
}
