import { once } from "node:events";
import { createServer } from "node:http";
import * as oidc from "openid-client";
import { type Installation, record } from "./installation.ts";

/** An application that signs people in through the product, with a callback of its own on loopback. */
export type RelyingParty = {
  name: string;
  clientId: string;
  /** Null for a public client. */
  clientSecret: string | null;
  config: oidc.Configuration;
  callback: string;
  /** Where it comes back to after signing out. */
  farewell: string;
  /** The authorization request, and what its answer has to fit. */
  begin(more?: Record<string, string>): Promise<{ address: string; checks: Checks }>;
  stop(): void;
};

export type Checks = { pkceCodeVerifier: string; expectedState: string; expectedNonce: string };

/** Registers a client of `slug` over REST and listens where it is called back. */
export async function startRelyingParty(
  installation: Installation,
  slug: string,
  more: Readonly<Record<string, unknown>> = {},
): Promise<RelyingParty> {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!DOCTYPE html><title>The app</title><h1>Back in the app</h1>");
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("no port");
  const origin = `http://127.0.0.1:${address.port}`;
  const callback = `${origin}/callback`;
  const farewell = `${origin}/bye`;
  const client = record(
    await installation.rest(`/v1/tenants/${slug}/sso-clients`, {
      json: {
        name: "The app",
        redirectUris: [callback],
        postLogoutRedirectUris: [farewell],
        grantTypes: ["authorization_code", "refresh_token"],
        ...more,
      },
    }),
  );
  const { clientId, clientSecret, name } = client;
  const config = await oidc.discovery(
    new URL(installation.product.baseUrl),
    String(clientId),
    undefined,
    typeof clientSecret === "string" ? oidc.ClientSecretPost(clientSecret) : oidc.None(),
    { execute: [oidc.allowInsecureRequests] },
  );
  return {
    name: String(name),
    clientId: String(clientId),
    clientSecret: typeof clientSecret === "string" ? clientSecret : null,
    config,
    callback,
    farewell,
    begin: async (parameters = {}) => {
      const checks = {
        pkceCodeVerifier: oidc.randomPKCECodeVerifier(),
        expectedState: oidc.randomState(),
        expectedNonce: oidc.randomNonce(),
      };
      const built = oidc.buildAuthorizationUrl(config, {
        redirect_uri: callback,
        scope: "openid profile email",
        state: checks.expectedState,
        nonce: checks.expectedNonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(checks.pkceCodeVerifier),
        code_challenge_method: "S256",
        ...parameters,
      });
      return { address: built.href, checks };
    },
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
