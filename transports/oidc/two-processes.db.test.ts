import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { endSessionsOfUser } from "#domain/sessions/end-of-user.ts";
import { updateSsoClient } from "#domain/sso-clients/update.ts";
import { asOperator } from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { env } from "#platform/env.ts";
import {
  CALLBACK,
  fetchHere,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  type Person,
  type RelyingParty,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

let other: ChildProcess;
let port = 0;
beforeAll(async () => {
  const program = new URL("./test-other-process.ts", import.meta.url);
  other = fork(program, [inject("databaseUrl")], { stdio: "ignore" });
  const [message] = await once(other, "message", { signal: AbortSignal.timeout(30_000) });
  port = Number(message);
});
afterAll(() => other.kill("SIGKILL"));

const fetchThere: typeof fetch = (input, init) =>
  fetch(String(input).replace(env.BASE_URL, `http://127.0.0.1:${port}`), {
    ...init,
    redirect: "manual",
  });

async function post(
  ask: typeof fetch,
  path: string,
  party: RelyingParty,
  fields: Record<string, string>,
) {
  const basic = Buffer.from(`${party.client.clientId}:${party.secret}`).toString("base64");
  const response = await ask(`${env.BASE_URL}${path}`, {
    method: "POST",
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams(fields),
  });
  const body: Record<string, unknown> = await response.json();
  return { status: response.status, body };
}

/** A code of somebody who is signed in, unused. */
async function newCode(person: Person, party: RelyingParty) {
  const request = await newRequest(party);
  const { address } = await newBrowser(person.cookie).follow(request.address);
  return {
    grant_type: "authorization_code",
    code: address?.searchParams.get("code") ?? "",
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  };
}

test("of a hundred exchanges of one code on two processes exactly one gets a token", async () => {
  const person = await newPerson();
  const party = await newClient(person.tenant.id);
  const code = await newCode(person, party);
  const answers = await Promise.all(
    Array.from({ length: 100 }, (_, at) =>
      post(at % 2 === 0 ? fetchHere : fetchThere, "/oauth2/token", party, code),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(new Set(answers.map(({ body }) => body["error"]))).toEqual(
    new Set([undefined, "invalid_grant"]),
  );
});

const ends: [string, (person: Person, party: RelyingParty) => Promise<unknown>][] = [
  [
    "disabling the client",
    ({ tenant }, { client }) =>
      updateSsoClient(asOperator(tenant.id), { clientId: client.clientId, enabled: false }),
  ],
  [
    "suspending the person",
    ({ tenant, user }) => suspendUser(asOperator(tenant.id), { id: user.id }),
  ],
  [
    "ending the session",
    ({ tenant, user }) => endSessionsOfUser(asOperator(tenant.id), { id: user.id }),
  ],
];

describe.each(ends)("%s here", (_, end) => {
  test("is known to authorize, token, refresh and introspection there within a second", async () => {
    const person = await newPerson();
    const party = await newClient(person.tenant.id);
    const watcher = await newClient(person.tenant.id);
    const { tokens } = await signIn(party, newBrowser(person.cookie));
    const code = await newCode(person, party);
    const { address } = await newRequest(party);
    const authorize = () =>
      fetchThere(address, { headers: { cookie: `gatehouse_session=${person.cookie}` } });
    const introspect = () =>
      post(fetchThere, "/oauth2/introspect", watcher, { token: tokens.access_token });
    // The other process has all of it in whatever caches it keeps.
    expect((await introspect()).body).toMatchObject({ active: true });
    expect((await authorize()).headers.get("location")).toContain("code=");

    await end(person, party);
    const endedAt = performance.now();
    while ((await authorize()).headers.get("location")?.includes("code=")) {
      expect(performance.now() - endedAt).toBeLessThan(1_000);
    }
    expect((await introspect()).body).toEqual({ active: false });
    const refresh = { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" };
    for (const fields of [code, refresh]) {
      const { body } = await post(fetchThere, "/oauth2/token", party, fields);
      expect(["invalid_grant", "invalid_client"]).toContain(body["error"]);
    }
    expect(performance.now() - endedAt).toBeLessThan(1_000);
  });
});
