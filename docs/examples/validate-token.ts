// Validates Gatehouse's access tokens. npm install jose
// Usage: node validate-token.ts configuration.json < tokens   (one a line)
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";

type Configuration = {
  issuer: string;
  audience: string;
  algorithm: "RS256" | "ES256";
  jwksUri: string;
  /** How soon after a fetch an unknown `kid` may cause the next one. */
  refetchAfterSeconds: number;
  scope?: string;
  tenant?: string;
  acr?: string;
};

const configuration: Configuration = JSON.parse(readFileSync(process.argv[2] ?? "", "utf8"));

// Keeps the key set for an hour, and fetches it again for a `kid` that it does not know.
const keys = createRemoteJWKSet(new URL(configuration.jwksUri), {
  cacheMaxAge: 3_600_000,
  cooldownDuration: configuration.refetchAfterSeconds * 1000,
});

/** The claims of a token that this service may trust. Throws for any other. */
async function validate(token: string): Promise<JWTPayload> {
  const { issuer, audience, algorithm, scope, tenant, acr } = configuration;
  const { payload } = await jwtVerify(token, keys, {
    issuer,
    audience,
    algorithms: [algorithm],
    typ: "at+jwt",
    requiredClaims: ["exp", "sub", "client_id"],
    clockTolerance: 30,
  });
  const scopes = String(payload["scope"] ?? "").split(" ");
  if (scope !== undefined && !scopes.includes(scope)) throw new Error(`it lacks scope ${scope}`);
  if (tenant !== undefined && payload["tenant"] !== tenant) throw new Error("another tenant");
  if (acr !== undefined && payload["acr"] !== acr) throw new Error("not signed in strongly enough");
  // Bound to a certificate or key that this program does not ask for: shown by whom?
  if (payload["cnf"] !== undefined) throw new Error("it is bound to its sender");
  return payload;
}

for await (const token of createInterface({ input: process.stdin })) {
  try {
    console.log(`accepted ${(await validate(token)).sub}`);
  } catch (error) {
    console.log(`refused: ${error instanceof Error ? error.message : error}`);
  }
}
