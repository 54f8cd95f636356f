import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, customFetch, type JWTPayload, jwtVerify } from "jose";
import { z } from "zod";
import { env } from "#platform/env.ts";
import { fetchHere } from "./test-relying-party.ts";

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void;

const event = z.object({
  "http://schemas.openid.net/event/backchannel-logout": z.strictObject({}),
});

/**
 * A relying party's logout endpoint on loopback. By itself it takes what section 2.6 of OpenID Connect
 * Back-Channel Logout says is a logout token for it, each id once, and answers 400 to all else.
 */
export async function newLogoutReceiver(port = 0) {
  const state = {
    clientId: "",
    answer: null as Answer | null,
    requests: 0,
    bodies: [] as string[],
    taken: [] as (JWTPayload & { alg: string })[],
  };
  const seen = new Set<string>();
  const jwks = createRemoteJWKSet(new URL(`${env.BASE_URL}/.well-known/jwks.json`), {
    [customFetch]: fetchHere,
  });
  const take = async (body: string): Promise<void> => {
    const token = new URLSearchParams(body).get("logout_token") ?? "";
    const { payload, protectedHeader } = await jwtVerify(token, jwks, {
      issuer: env.BASE_URL,
      audience: state.clientId,
      typ: "logout+jwt",
      algorithms: ["RS256", "ES256"],
      requiredClaims: ["iat", "exp", "jti", "sub", "events"],
      maxTokenAge: 120,
    });
    event.parse(payload["events"]);
    if ("nonce" in payload || !payload.jti || seen.has(payload.jti)) throw new Error("refused");
    seen.add(payload.jti);
    state.taken.push({ ...payload, alg: protectedHeader.alg });
  };
  const server = createServer(async (request, response) => {
    state.requests += 1;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    state.bodies.push(body);
    if (state.answer) return state.answer(request, response, body);
    const refused = await take(body).then(
      () => false,
      () => true,
    );
    response.writeHead(refused ? 400 : 200, { "Content-Type": "application/json" });
    response.end(refused ? JSON.stringify({ error: "invalid_request" }) : "");
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address() as AddressInfo;
  return Object.assign(state, {
    port: address.port,
    uri: `http://127.0.0.1:${address.port}/backchannel`,
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

export type LogoutReceiver = Awaited<ReturnType<typeof newLogoutReceiver>>;
