import { generateKeyPairSync, randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from "jose";
import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { expect, onTestFinished, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { newTenant } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import {
  askToken,
  CALLBACK,
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

// The library's types know no `undefined` body; at run time it is fetch's own shape.
const customFetch = (url: string, init: object) => fetchHere(url, init);
const here = { [oauth.customFetch]: customFetch, [oauth.allowInsecureRequests]: true } as const;

const DEVICE = "urn:ietf:params:oauth:grant-type:device_code";

test("oauth4webapi completes code with PKCE, pushed and bound to a DPoP key", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { dpopBound: true, requirePar: true });
  const issuer = new URL(env.BASE_URL);
  const as = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...here }),
  );
  const client: oauth.Client = { client_id: party.client.clientId };
  const auth = oauth.ClientSecretPost(party.secret ?? "");
  const DPoP = oauth.DPoP(client, await oauth.generateKeyPair("ES256"));
  const verifier = oauth.generateRandomCodeVerifier();
  const parameters = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    response_type: "code",
    scope: "openid email",
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const pushed = await oauth.processPushedAuthorizationResponse(
    as,
    client,
    await oauth.pushedAuthorizationRequest(as, client, auth, parameters, { DPoP, ...here }),
  );
  const address = new URL(as.authorization_endpoint ?? "");
  address.searchParams.set("client_id", client.client_id);
  address.searchParams.set("request_uri", pushed.request_uri);
  const browser = newBrowser(person.cookie);
  const landed = await browser.follow(address);
  const answer = oauth.validateAuthResponse(as, client, landed.address ?? new URL("about:blank"));
  const tokens = await oauth.processAuthorizationCodeResponse(
    as,
    client,
    await oauth.authorizationCodeGrantRequest(as, client, auth, answer, CALLBACK, verifier, {
      DPoP,
      ...here,
    }),
  );
  expect(tokens.token_type).toBe("dpop");
  expect(decodeJwt(tokens.access_token)["cnf"]).toEqual({ jkt: expect.any(String) });
  const info = await oauth.userInfoRequest(as, client, tokens.access_token, { DPoP, ...here });
  expect(await oauth.processUserInfoResponse(as, client, person.user.id, info)).toMatchObject({
    email: person.user.email,
  });
  const stolen = await fetchHere(`${env.BASE_URL}/oauth2/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(stolen.status).toBe(401);
  // The pushed request is used up, and one that was not pushed is none for this client.
  const again = await browser.follow(address);
  expect(again.address?.searchParams.get("error") ?? again.text).toMatch(/invalid_request_uri/);
  const plain = await browser.follow((await newRequest(party)).address);
  expect(plain.address?.searchParams.get("error")).toBe("invalid_request");
});

test("of many who show one pushed request at once exactly one gets a code", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const verifier = oidc.randomPKCECodeVerifier();
  const address = await oidc.buildAuthorizationUrlWithPAR(party.config, {
    redirect_uri: CALLBACK,
    scope: "openid",
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const browser = newBrowser(person.cookie);
  const answers = await Promise.all(Array.from({ length: 20 }, () => browser.follow(address)));
  const codes = answers.flatMap((answer) => answer.address?.searchParams.get("code") ?? []);
  expect(codes).toHaveLength(1);
});

test("a proof of possession counts once, also when it is shown twice at the same time", async () => {
  const { id } = await newTenant();
  const party = await newClient(id, { grantTypes: ["client_credentials"], dpopBound: true });
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const proof = await new SignJWT({
    htm: "POST",
    htu: `${env.BASE_URL}/oauth2/token`,
    jti: randomUUID(),
  })
    .setProtectedHeader({ alg: "ES256", typ: "dpop+jwt", jwk: await exportJWK(publicKey) })
    .setIssuedAt()
    .sign(privateKey);
  const basic = Buffer.from(`${party.client.clientId}:${party.secret}`).toString("base64");
  const ask = () =>
    fetchHere(`${env.BASE_URL}/oauth2/token`, {
      method: "POST",
      headers: { authorization: `Basic ${basic}`, dpop: proof },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
  const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await ask()).status));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

test("a client gets a token for itself, for its own scopes, which it can have ended", async () => {
  const { id, slug } = await newTenant();
  const party = await newClient(id, {
    grantTypes: ["client_credentials"],
    scopes: ["reports:read"],
    tokenFormat: "ES256",
    redirectUris: [],
  });
  const tokens = await oidc.clientCredentialsGrant(party.config, { scope: "reports:read" });
  const { clientId } = party.client;
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    sub: clientId,
    aud: clientId,
    scope: "reports:read",
    tenant: slug,
  });
  expect(tokens.refresh_token).toBeUndefined();
  expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toMatchObject({
    active: true,
    client_id: clientId,
  });
  await oidc.tokenRevocation(party.config, tokens.access_token);
  expect(await oidc.tokenIntrospection(party.config, tokens.access_token)).toEqual({
    active: false,
  });
});

test("a token for a resource is for that resource alone, and for registered ones only", async () => {
  const person = await newPerson();
  const resource = "https://api.example.com/";
  const party = await newClient(person.tenant.id, {
    resources: [resource],
    scopes: ["openid", "reports:read"],
  });
  const scope = "openid reports:read";
  const { tokens } = await signIn(party, newBrowser(person.cookie), { resource, scope });
  const again = await oidc.refreshTokenGrant(party.config, tokens.refresh_token ?? "", {
    resource,
  });
  expect(decodeJwt(again.access_token)).toMatchObject({ aud: resource, scope: "reports:read" });
  const userinfo = await fetchHere(`${env.BASE_URL}/oauth2/userinfo`, {
    headers: { authorization: `Bearer ${again.access_token}` },
  });
  expect(userinfo.status).toBe(403);
  const foreign = await newRequest(party, { resource: "https://other.example.com/", scope });
  const { address } = await newBrowser(person.cookie).follow(foreign.address);
  expect(address?.searchParams.get("error")).toBe("invalid_target");
});

test("a client proves itself with its key, once a proof", async () => {
  const { id } = await newTenant();
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const jwk = { ...publicKey.export({ format: "jwk" }), kid: "one", alg: "ES256", use: "sig" };
  const party = await newClient(id, {
    grantTypes: ["client_credentials"],
    authMethod: "private_key_jwt",
    jwks: { keys: [jwk] },
  });
  const { clientId } = party.client;
  const assertion = await new SignJWT({})
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(env.BASE_URL)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(privateKey);
  const fields = {
    grant_type: "client_credentials",
    client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    client_assertion: assertion,
  };
  const answers = await Promise.all([
    askToken(party, fields, null),
    askToken(party, fields, null),
    askToken(party, fields, null),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401]);
  expect(await askToken(party, { grant_type: "client_credentials" }, null)).toMatchObject({
    status: 401,
  });
});

test("a client's keys are fetched from where it publishes them", async () => {
  const first = await generateKeyPair("ES256");
  const second = await generateKeyPair("ES256");
  const published = [{ ...(await exportJWK(first.publicKey)), kid: "1", alg: "ES256" }];
  const server = createServer((_, response) => {
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify({ keys: published }));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const party = await newClient((await newTenant()).id, {
    grantTypes: ["client_credentials"],
    authMethod: "private_key_jwt",
    jwksUri: `http://127.0.0.1:${port}/jwks.json`,
  });
  const ask = async (key: CryptoKey, kid: string) => {
    const { clientId } = party.client;
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: "ES256", kid })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(env.BASE_URL)
      .setJti(randomUUID())
      .setIssuedAt()
      .setExpirationTime("1m")
      .sign(key);
    const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
    const fields = { client_assertion_type: type, client_assertion: assertion };
    return (await askToken(party, { grant_type: "client_credentials", ...fields }, null)).status;
  };
  expect(await ask(first.privateKey, "1")).toBe(200);
  expect(await ask(second.privateKey, "1")).toBe(401);
});

test("a device is connected by a person who confirms its code, once", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, {
    type: "public",
    authMethod: "none",
    grantTypes: [DEVICE, "refresh_token"],
    redirectUris: [],
  });
  const started = await oidc.initiateDeviceAuthorization(party.config, { scope: "openid profile" });
  expect(started.verification_uri).toBe(`${env.BASE_URL}/oauth2/device`);
  const poll = () =>
    askToken(party, { grant_type: DEVICE, device_code: started.device_code }, null);
  expect((await poll()).body).toMatchObject({ error: "authorization_pending" });

  const browser = newBrowser(person.cookie);
  const page = await browser.follow(started.verification_uri_complete ?? "");
  expect(page.text).toContain(`value="${started.user_code}"`);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const verify = "/oauth2/device/verify";
  const wrong = await browser.post(verify, { xsrf, user_code: "BBBB-BBBB" });
  expect(wrong.text).toContain("There is no such code");
  const xsrf2 = /name="xsrf" value="([^"]+)"/.exec(wrong.text)?.[1] ?? "";
  const code = { xsrf: xsrf2, user_code: started.user_code };
  const asked = await browser.post(verify, code);
  expect(asked.text).toContain(party.client.name);
  expect(asked.text).toContain(started.user_code);
  const done = await browser.post(verify, { ...code, confirm: "yes" });
  expect(done.text).toContain("Your device is connected");

  const answers = await Promise.all(Array.from({ length: 100 }, poll));
  const good = answers.filter(({ status }) => status === 200);
  expect(good).toHaveLength(1);
  expect(decodeJwt(String(good[0]?.body["access_token"]))).toMatchObject({
    sub: person.user.id,
  });
});

test("a person who refuses gives the device nothing", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, {
    type: "public",
    authMethod: "none",
    grantTypes: [DEVICE],
    redirectUris: [],
  });
  const started = await oidc.initiateDeviceAuthorization(party.config, { scope: "openid" });
  const browser = newBrowser(person.cookie);
  const page = await browser.follow(started.verification_uri);
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page.text)?.[1] ?? "";
  const refused = await browser.post("/oauth2/device/verify", {
    xsrf,
    user_code: started.user_code,
    abort: "yes",
  });
  expect(refused.text).toContain("You refused");
  expect(
    await askToken(party, { grant_type: DEVICE, device_code: started.device_code }, null),
  ).toMatchObject({ status: 400, body: { error: "access_denied" } });
});
