import { createHash, randomBytes } from "node:crypto";
import { createRemoteJWKSet, customFetch, jwtVerify } from "jose";
import { describe, expect, test } from "vitest";
import { connection } from "#db/client.ts";
import { withDatabase } from "#db/test-connection.ts";
import { createPolicy } from "#domain/policies/create.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { asOperator, eventsOf } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { env } from "#platform/env.ts";
import {
  CALLBACK,
  type ClientInput,
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  withOpenIdProvider,
} from "#transports/oidc/test-relying-party.ts";

withDatabase();
withOpenIdProvider();

type Fields = Record<string, string>;

async function newPlace(more: Partial<ClientInput> = {}) {
  const person = await newPerson();
  const { client, secret } = await newClient(person.tenant.id, more);
  const verifier = randomBytes(32).toString("base64url");
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const asked = (extra: Fields = {}) =>
    `/sso/authorize?${new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: CALLBACK,
      state: "kept & returned",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...extra,
    })}`;
  return { person, client, secret, verifier, asked, browser: newBrowser(person.cookie) };
}

type Place = Awaited<ReturnType<typeof newPlace>>;

/** Goes from the service's link to its callback. Out: the code. */
async function codeOf(place: Place, extra: Fields = {}): Promise<string> {
  const first = await place.browser.visit(place.asked(extra));
  const next = first.headers.get("location") ?? "";
  expect(next).toMatch(/^\/sso\/continue\/[\w-]{43}$/);
  const last = await place.browser.visit(next);
  const address = new URL(last.headers.get("location") ?? "");
  expect(`${address.origin}${address.pathname}`).toBe(CALLBACK);
  expect(address.searchParams.get("state")).toBe("kept & returned");
  return address.searchParams.get("code") ?? "";
}

async function exchange(place: Place, fields: Fields) {
  const response = await fetchHere(`${env.BASE_URL}/v1/sso/token`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: "https://elsewhere.example" },
    body: JSON.stringify({
      client_id: place.client.clientId,
      redirect_uri: CALLBACK,
      code_verifier: place.verifier,
      ...(place.secret === undefined ? {} : { client_secret: place.secret }),
      ...fields,
    }),
  });
  const body: Record<string, unknown> = await response.json();
  return { status: response.status, body };
}

const refusal = (status: number, error: string) => ({ status, body: { error } });

describe("the plain flow", () => {
  test("gives a token that whoever validates our access tokens accepts", async () => {
    const place = await newPlace();
    const { status, body } = await exchange(place, { code: await codeOf(place) });
    expect({ status, type: body["token_type"] }).toEqual({ status: 200, type: "Bearer" });
    const keys = createRemoteJWKSet(new URL(`${env.BASE_URL}/.well-known/jwks.json`), {
      [customFetch]: fetchHere,
    });
    const { payload } = await jwtVerify(String(body["token"]), keys, {
      issuer: env.BASE_URL,
      audience: place.client.clientId,
      typ: "at+jwt",
      algorithms: ["RS256"],
    });
    const { person } = place;
    expect(payload).toMatchObject({
      sub: person.user.id,
      email: person.user.email,
      roles: ["member"],
      tenant: person.tenant.slug,
      amr: ["pwd"],
      acr: "urn:gatehouse:aal:1",
    });
    expect(Date.parse(String(body["expires_at"]))).toBe((payload.exp ?? 0) * 1000);
    const told = (await eventsOf(person.tenant.id)).filter(
      ({ action }) => action === "sign_in.sso_client",
    );
    expect(told).toMatchObject([{ actorName: person.user.email, after: { flow: "plain" } }]);
  });

  test("shows the browser a nonce alone, and takes it up again after the sign-in", async () => {
    const place = await newPlace();
    const stranger = newBrowser();
    const first = await stranger.visit(place.asked());
    const next = first.headers.get("location") ?? "";
    const second = await stranger.visit(next);
    expect(second.headers.get("location")).toBe(
      `/auth/msp/signin?${new URLSearchParams({ callbackUrl: next })}`,
    );
    // Signed in meanwhile, by however many steps.
    const last = await place.browser.visit(next);
    expect(last.headers.get("location")).toContain(`${CALLBACK}?code=`);
    const again = await place.browser.visit(next);
    expect(again.status).toBe(400);
  });

  test("answers a request with one code, however many tabs go on with it at once", async () => {
    const place = await newPlace();
    const first = await place.browser.visit(place.asked());
    const next = first.headers.get("location") ?? "";
    const answers = await Promise.all(Array.from({ length: 20 }, () => place.browser.visit(next)));
    expect(answers.filter(({ status }) => status === 302)).toHaveLength(1);
  });

  test("redirects nowhere before the redirect URI is known", async () => {
    const place = await newPlace();
    const bad = ["https://evil.example/", `${CALLBACK}/`, `${CALLBACK}?x=1`, "", "javascript:1"];
    for (const redirect_uri of bad) {
      const answer = await place.browser.visit(place.asked({ redirect_uri }));
      expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    }
    const unknown = await place.browser.visit(place.asked({ client_id: "gh_nobody" }));
    expect([unknown.status, unknown.headers.get("location")]).toEqual([400, null]);
    const twice = await place.browser.visit(`${place.asked()}&redirect_uri=https://evil.example`);
    expect([twice.status, twice.headers.get("location")]).toEqual([400, null]);
  });

  test("tells the service what is wrong with the rest of its request", async () => {
    const place = await newPlace({ type: "public" });
    const wrong: Fields[] = [
      { code_challenge_method: "plain" },
      { code_challenge: "short" },
      { state: "" },
    ];
    for (const extra of wrong) {
      const answer = await place.browser.visit(place.asked(extra));
      expect(answer.headers.get("location")).toContain(`${CALLBACK}?error=invalid_request`);
    }
    const { client } = place;
    const without = new URLSearchParams({
      client_id: client.clientId,
      redirect_uri: CALLBACK,
      state: "s",
    });
    const answer = await place.browser.visit(`/sso/authorize?${without}`);
    expect(answer.headers.get("location")).toContain("error=invalid_request");
  });
});

describe("a code", () => {
  test("is exchanged by exactly one of a hundred that try at once", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    const answers = await Promise.all(Array.from({ length: 100 }, () => exchange(place, { code })));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ body }) => body["error"]))).toEqual(
      new Set([undefined, "invalid_grant"]),
    );
  });

  test("that is shown twice ends what came of it, and the log says so", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    const { body } = await exchange(place, { code });
    const introspect = async () => {
      const basic = Buffer.from(`${place.client.clientId}:${place.secret}`).toString("base64");
      const response = await fetchHere(`${env.BASE_URL}/oauth2/introspect`, {
        method: "POST",
        headers: { authorization: `Basic ${basic}` },
        body: new URLSearchParams({ token: String(body["token"]) }),
      });
      const told: Record<string, unknown> = await response.json();
      return told["active"];
    };
    expect(await introspect()).toBe(true);
    expect(await exchange(place, { code })).toMatchObject(refusal(400, "invalid_grant"));
    expect(await introspect()).toBe(false);
    const told = await eventsOf(place.person.tenant.id);
    expect(told.filter(({ action }) => action === "sso_client.revoke_family")).toHaveLength(1);
  });

  test("is worth nothing to another client, elsewhere, or without its verifier", async () => {
    const place = await newPlace();
    const thief = { ...place, ...(await newClient(place.person.tenant.id)) };
    const code = await codeOf(place);
    expect(await exchange(thief, { code })).toMatchObject(refusal(400, "invalid_grant"));
    // Whoever else held it has not used it up.
    expect((await exchange(place, { code })).status).toBe(200);
    const wrong: Fields[] = [
      { code_verifier: randomBytes(32).toString("base64url") },
      { redirect_uri: `${CALLBACK}/` },
    ];
    for (const fields of wrong) {
      const another = await codeOf(place);
      expect(await exchange(place, { code: another, ...fields })).toMatchObject(
        refusal(400, "invalid_grant"),
      );
      expect((await exchange(place, { code: another })).status).toBe(400);
    }
  });

  test("ends after 60 seconds by the database's clock", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    const { tenant } = place.person;
    await connection().sql`
      update oidc_tokens set expires_at = expires_at - interval '60 seconds'
      where tenant_id = ${tenant.id} and kind = 'SsoCode'`;
    expect(await exchange(place, { code })).toMatchObject(refusal(400, "invalid_grant"));
  });

  test("needs the client's secret, and a client that is switched on", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    const wrong = { code, client_secret: "wrong" };
    expect(await exchange(place, wrong)).toMatchObject(refusal(401, "invalid_client"));
    const ctx = asOperator(place.person.tenant.id);
    await updateSsoClient(ctx, { clientId: place.client.clientId, enabled: false });
    expect(await exchange(place, { code })).toMatchObject(refusal(401, "invalid_client"));
    const answer = await place.browser.visit(place.asked());
    expect(answer.status).toBe(400);
  });

  test("is refused once its person is suspended", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    await suspendUser(asOperator(place.person.tenant.id), { id: place.person.user.id });
    expect(await exchange(place, { code })).toMatchObject(refusal(400, "invalid_grant"));
  });

  test("asks for JSON, and says so", async () => {
    const place = await newPlace();
    const response = await fetchHere(`${env.BASE_URL}/v1/sso/token`, {
      method: "POST",
      body: new URLSearchParams({ client_id: place.client.clientId }),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_grant" });
  });
});

describe("a policy", () => {
  test("keeps people out at the door, with a page and a way back", async () => {
    const place = await newPlace();
    const ctx = asOperator(place.person.tenant.id);
    await createPolicy(ctx, { name: "Nobody", effect: "deny", roles: ["member"] });
    const first = await place.browser.visit(place.asked());
    const page = await place.browser.visit(first.headers.get("location") ?? "");
    expect(page.status).toBe(403);
    const text = await page.text();
    expect(text).toContain("You may not use this app");
    expect(text).toContain("error=access_denied");
    expect(text).not.toContain("Nobody");
  });

  test("that came after the code keeps them out at the exchange", async () => {
    const place = await newPlace();
    const code = await codeOf(place);
    const ctx = asOperator(place.person.tenant.id);
    await createPolicy(ctx, { name: "Nobody", effect: "deny" });
    expect(await exchange(place, { code })).toMatchObject(refusal(403, "access_denied"));
  });

  test("of another tenant lets nobody in: an account from elsewhere is not known there", async () => {
    const [place, elsewhere] = [await newPlace(), await newPlace()];
    const first = await elsewhere.browser.visit(place.asked());
    const page = await elsewhere.browser.visit(first.headers.get("location") ?? "");
    expect(page.status).toBe(403);
    expect(await page.text()).toContain("This takes another account");
  });
});
