import { createHash, randomBytes } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from "jose";
import { type Installation, record } from "./installation.ts";

export type RelyingApp = {
  name: string;
  clientId: string;
  ssoClientId: string;
  /** Where a browser begins to sign in to it. */
  address: string;
  /** What the logout tokens say that it was sent and found good. */
  logouts: JWTPayload[];
  /** How often a browser loaded its page for signing out. */
  frames: string[];
  stop(): Promise<void>;
};

/**
 * An app on loopback that is registered with a tenant and is not its own: people are asked. It wants to
 * be told of sign-outs; with `frontchannel`, by a page of its own as well.
 */
export async function startRelyingApp(
  installation: Installation,
  { tenant, name, frontchannel = false }: { tenant: string; name: string; frontchannel?: boolean },
): Promise<RelyingApp> {
  const issuer = installation.product.baseUrl;
  const jwks = createRemoteJWKSet(new URL("/.well-known/jwks.json", issuer));
  const logouts: JWTPayload[] = [];
  const frames: string[] = [];
  let clientId = "";
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, search } = new URL(request.url ?? "/", "http://app");
    if (pathname === "/frame") frames.push(search);
    if (pathname !== "/logout") {
      response.setHeader("Content-Type", "text/html");
      return response.end(`<!DOCTYPE html><title>${name}</title><h1>Signed in to ${name}</h1>`);
    }
    const token = new URLSearchParams(Buffer.concat(chunks).toString()).get("logout_token") ?? "";
    const options = { issuer, audience: clientId, typ: "logout+jwt", algorithms: ["RS256"] };
    const verified = await jwtVerify(token, jwks, options).catch(() => null);
    if (verified) logouts.push(verified.payload);
    return response.writeHead(verified ? 200 : 400).end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const own = `http://127.0.0.1:${port}`;
  const client = record(
    await installation.rest(`/v1/tenants/${tenant}/sso-clients`, {
      json: {
        name,
        firstParty: false,
        redirectUris: [`${own}/callback`],
        backchannelLogoutUri: `${own}/logout`,
        ...(frontchannel && { frontchannelLogoutUri: `${own}/frame` }),
        scopes: ["openid", "profile", "email"],
      },
    }),
  );
  clientId = String(client["clientId"]);
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: `${own}/callback`,
    response_type: "code",
    scope: "openid profile email",
    code_challenge: createHash("sha256").update(randomBytes(32)).digest("base64url"),
    code_challenge_method: "S256",
  });
  return {
    name,
    clientId,
    ssoClientId: String(client["id"]),
    address: `${issuer}/oauth2/auth?${query}`,
    logouts,
    frames,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
