import { openDatabase } from "#db/client.ts";
import { findSession } from "#domain/sessions/find.ts";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import { findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import { issueSsoCode } from "#domain/sso-requests/issue-code.ts";
import { asOperator, newSession, newTenant, newUser } from "#domain/testing/contexts.ts";
import type { BenchClient, CodeRequest } from "./sso-fixture.ts";

// Makes a tenant, a person and clients by the product's own operations, and then as many codes as each
// message asks for. A process of its own, with the installation's DATA_DIR: its keys are in there.
// Usage: sso-codes.ts APP_URL
const LANES = 8;
const redirectUri = "https://app.example.com/callback";

await openDatabase({ url: process.argv[2] ?? "", maxConnections: LANES });
const tenant = await newTenant("bench");
const user = await newUser(tenant.id);
const signedIn = await findSession(await newSession(tenant.id, user.id));
const clients = {
  plain: await newClient({ redirectUris: [redirectUri] }),
  machine: await newClient({ redirectUris: [], grantTypes: ["client_credentials"], scopes: [] }),
};

async function newClient(more: object): Promise<BenchClient> {
  const made = await createSsoClient(asOperator(tenant.id), { name: "Benchmark", ...more });
  const secret = made.clientSecret?.reveal() ?? "";
  return { clientId: made.client.clientId, secret, redirectUri };
}

async function newCode(): Promise<string> {
  const client = await findByClientId(clients.plain.clientId);
  if (!client || !signedIn) throw new Error("the benchmark's client or session is gone");
  const { clientId } = client;
  const request = { clientId, redirectUri, state: "bench", codeChallenge: null };
  const assurance = { acr: "urn:gatehouse:aal:1", amr: ["pwd"], authTime: 1_800_000_000 };
  return await issueSsoCode(request, client, { signedIn, address: "127.0.0.1", assurance });
}

process.on("message", async ({ count }: CodeRequest) => {
  const codes: string[] = [];
  let left = count;
  const lane = async () => {
    while (left-- > 0) codes.push(await newCode());
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  process.send?.({ codes });
});
process.once("disconnect", () => process.exit());
process.send?.({ clients });
