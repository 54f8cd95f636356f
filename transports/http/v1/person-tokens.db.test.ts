import { eq } from "drizzle-orm";
import { calculateJwkThumbprint, decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { withOwnDatabase } from "#db/test-connection.ts";
import { apiResource } from "#domain/command-line/client.ts";
import { updateCommandLine } from "#domain/command-line/update.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { asOperator, asRole, eventsOf } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { env } from "#platform/env.ts";
import { askAsCommandLine, statusOf, withServer } from "#transports/cli/login/test-server.ts";
import {
  askToken,
  CALLBACK,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  signIn,
  withOpenIdProvider,
} from "#transports/oidc/test-relying-party.ts";

await withServer();
withOwnDatabase();
withOpenIdProvider();

afterEach(() => updateCommandLine(asOperator(), { enabled: true }));

test("the command line's token acts as its person, with the roles of now", async () => {
  const { tenant, user, cookie } = await newPerson();
  const { token } = await askAsCommandLine(newBrowser(cookie));
  const path = `/v1/tenants/${tenant.slug}/users`;
  expect(await statusOf(token, path)).toBe(403);
  await database()
    .update(users)
    .set({ roles: ["admin"] })
    .where(eq(users.id, user.id));
  expect(await statusOf(token, path)).toBe(200);
  expect(await statusOf(token, "/v1/tenants/elsewhere/users")).toBe(404);
  const denied = (await eventsOf(tenant.id)).find(({ outcome }) => outcome === "denied");
  expect(denied).toMatchObject({ action: "user.read", actorName: user.email });
});

test("a token of any other client is refused, also one that was made for this API", async () => {
  const { tenant, cookie } = await newPerson();
  const resource = apiResource();
  const party = await newClient(tenant.id, {
    resources: [resource],
    scopes: ["openid", "offline_access", "api"],
  });
  const plain = await signIn(party, newBrowser(cookie), { scope: "openid" });
  expect(await statusOf(plain.tokens.access_token)).toBe(401);
  const scope = "openid api";
  const { address, verifier } = await newRequest(party, { scope, resource });
  const back = (await newBrowser(cookie).follow(address)).address;
  const { body } = await askToken(party, {
    grant_type: "authorization_code",
    code: back?.searchParams.get("code") ?? "",
    redirect_uri: CALLBACK,
    code_verifier: verifier,
    resource,
  });
  const token = String(body["access_token"]);
  expect(decodeJwt(token)).toMatchObject({ aud: resource, scope: "api" });
  expect(await statusOf(token)).toBe(401);
});

test("a token of the command line that is for nothing in particular is not for this API", async () => {
  const { cookie } = await newPerson();
  const { status, token } = await askAsCommandLine(newBrowser(cookie), { resource: null });
  expect([status, await statusOf(token)]).toEqual([200, 401]);
});

test("a token that is bound to a key is no bearer token", async () => {
  const { cookie } = await newPerson();
  const { publicKey, privateKey } = await generateKeyPair("ES256");
  const jwk = await exportJWK(publicKey);
  const dpop = await new SignJWT({ htm: "POST", htu: `${env.BASE_URL}/oauth2/token` })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk })
    .setIssuedAt()
    .setJti(await calculateJwkThumbprint(jwk))
    .sign(privateKey);
  const { body, token } = await askAsCommandLine(newBrowser(cookie), { headers: { dpop } });
  expect(body).toMatchObject({ token_type: "DPoP" });
  expect(await statusOf(token)).toBe(401);
});

test.each([
  [
    "suspending the person",
    (tenantId: string, id: string) => suspendUser(asOperator(tenantId), { id }),
  ],
  [
    "ending their sessions",
    (tenantId: string, id: string) => endSessionsOfUser(asOperator(tenantId), { id }),
  ],
  ["switching the command line off", () => updateCommandLine(asOperator(), { enabled: false })],
])("%s ends the token within a second", async (_, end) => {
  const { tenant, user, cookie } = await newPerson();
  const { token } = await askAsCommandLine(newBrowser(cookie));
  expect(await statusOf(token)).toBe(200);
  await end(tenant.id, user.id);
  const endedAt = performance.now();
  expect(await statusOf(token)).toBe(401);
  expect(performance.now() - endedAt).toBeLessThan(1_000);
});

test("switched off, the command line is nobody at the OpenID Provider, and old logins stay ended", async () => {
  const { cookie } = await newPerson();
  const { token } = await askAsCommandLine(newBrowser(cookie));
  await updateCommandLine(asOperator(), { enabled: false });
  await expect(askAsCommandLine(newBrowser(cookie))).rejects.toThrow("invalid_client");
  await updateCommandLine(asOperator(), { enabled: true });
  expect(await statusOf(token)).toBe(401);
  expect((await askAsCommandLine(newBrowser(cookie))).status).toBe(200);
});

test("nobody of a tenant switches it", async () => {
  const { tenant } = await newPerson();
  const change = updateCommandLine(asRole("admin", tenant.id), { enabled: false });
  await expect(change).rejects.toMatchObject({ code: "forbidden" });
});
