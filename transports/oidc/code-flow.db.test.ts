import { decodeJwt, decodeProtectedHeader } from "jose";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { getSsoClient } from "#domain/sso-clients/get.ts";
import { asOperator, eventsOf } from "#domain/testing/contexts.ts";
import { env } from "#platform/env.ts";
import {
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

test("openid-client completes code with PKCE, userinfo, refresh and revocation", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(person.cookie);
  const { tokens, answer } = await signIn(party, browser);
  expect(answer.searchParams.get("iss")).toBe(env.BASE_URL);
  expect(tokens).toMatchObject({ token_type: "bearer", expires_in: 900 });
  expect(decodeProtectedHeader(tokens.access_token)).toMatchObject({ typ: "at+jwt", alg: "RS256" });
  expect(decodeJwt(tokens.access_token)).toMatchObject({
    iss: env.BASE_URL,
    aud: party.client.clientId,
    client_id: party.client.clientId,
    sub: person.user.id,
    email: person.user.email,
    name: "Test person",
    roles: ["member"],
    teams: [],
    permissions: [],
    tenant: person.tenant.slug,
    amr: ["pwd"],
    acr: "urn:gatehouse:aal:1",
    auth_time: expect.any(Number),
    sid: expect.any(String),
  });
  const { config } = party;
  expect(await oidc.fetchUserInfo(config, tokens.access_token, person.user.id)).toMatchObject({
    sub: person.user.id,
    email: person.user.email,
  });
  const again = await oidc.refreshTokenGrant(config, tokens.refresh_token ?? "");
  expect(again.refresh_token).not.toBe(tokens.refresh_token);
  expect(await oidc.tokenIntrospection(config, again.access_token)).toMatchObject({
    active: true,
    sub: person.user.id,
    scope: "openid profile email roles",
  });
  await oidc.tokenRevocation(config, again.refresh_token ?? "");
  for (const token of [tokens.access_token, again.access_token, again.refresh_token ?? ""]) {
    expect(await oidc.tokenIntrospection(config, token)).toEqual({ active: false });
  }
});

test("claims asked for by name are told, and a token for another person is no hint for this one", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const browser = newBrowser(person.cookie);
  const { tokens } = await signIn(party, browser, {
    scope: "openid",
    claims: JSON.stringify({ userinfo: { name: null }, id_token: { email: null } }),
  });
  expect(tokens.claims()).toMatchObject({ email: person.user.email, acr: "urn:gatehouse:aal:1" });
  const told = await oidc.fetchUserInfo(party.config, tokens.access_token, person.user.id);
  expect(told).toEqual({ sub: person.user.id, name: "Test person" });

  const hint = { id_token_hint: tokens.id_token ?? "", prompt: "none" };
  expect((await signIn(party, browser, hint)).tokens.claims()?.sub).toBe(person.user.id);
  const other = await newPerson(person.tenant);
  const request = await newRequest(party, hint);
  const { address } = await newBrowser(other.cookie).follow(request.address);
  expect(address?.searchParams.get("error")).toBe("login_required");
});

test("the log and the registry tell who went into an app, and no log has what was given out", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const { tokens, answer } = await signIn(party, newBrowser(person.cookie));
  const events = async () =>
    (await eventsOf(person.tenant.id)).filter((event) => event.action === "sign_in.sso_client");
  await expect
    .poll(events)
    .toMatchObject([{ actorId: person.user.id, targetId: party.client.id, outcome: "success" }]);
  const lastUsedBy = async () => {
    const key = { clientId: party.client.clientId };
    return (await getSsoClient(asOperator(person.tenant.id), key)).lastUsedBy;
  };
  await expect.poll(lastUsedBy).toBe(person.user.email);
  const all = JSON.stringify(await eventsOf(person.tenant.id));
  const { access_token, refresh_token, id_token } = tokens;
  for (const secret of [access_token, refresh_token, id_token, answer.searchParams.get("code")]) {
    expect(all).not.toContain(secret);
  }
});
