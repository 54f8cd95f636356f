import { expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { createPolicy } from "#domain/policies/create.ts";
import { deletePolicy } from "#domain/policies/delete.ts";
import { asOperator } from "#domain/testing/contexts.ts";
import {
  askToken,
  CALLBACK,
  newBrowser,
  newClient,
  newPerson,
  newRequest,
  signIn,
  withOpenIdProvider,
} from "./test-relying-party.ts";

withDatabase();
withOpenIdProvider();

async function newPlace() {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { tags: ["money"] });
  const ctx = asOperator(person.tenant.id);
  const deny = (more: { aal?: 1 | 2 } = {}) =>
    createPolicy(ctx, { name: "Money", effect: "deny", clientTags: ["money"], ...more });
  return { person, party, ctx, deny, browser: newBrowser(person.cookie) };
}

test("a policy keeps a person out at the door, with a page that names none and a way back", async () => {
  const { party, browser, deny } = await newPlace();
  await deny();
  const { text, response } = await browser.follow((await newRequest(party)).address);
  expect(response.status).toBe(403);
  expect(text).toContain("You may not use this app");
  expect(text).not.toContain(">Money<");
  const [, action = ""] = /action="([^"]+)"/.exec(text) ?? [];
  const back = await browser.follow(action, {
    method: "POST",
    body: new URLSearchParams({ answer: "cancel" }),
  });
  expect(back.address?.searchParams.get("error")).toBe("access_denied");
});

test("prompt=none tells the client that a policy refuses", async () => {
  const { party, browser, deny } = await newPlace();
  await deny();
  const { address } = await browser.follow((await newRequest(party, { prompt: "none" })).address);
  expect(address?.searchParams.get("error")).toBe("access_denied");
});

test("where a second factor would let them in, they are asked for that", async () => {
  const { party, browser, deny } = await newPlace();
  await deny({ aal: 1 });
  const { text } = await browser.follow((await newRequest(party)).address);
  expect(text).toContain("This takes a second factor");
});

test("a policy made since refuses the code and the refresh token, and frees them when it goes", async () => {
  const { party, browser, deny, ctx } = await newPlace();
  const { tokens } = await signIn(party, browser);
  const request = await newRequest(party);
  const { address } = await browser.follow(request.address);
  const policy = await deny();
  const exchanged = await askToken(party, {
    grant_type: "authorization_code",
    code: address?.searchParams.get("code") ?? "",
    redirect_uri: CALLBACK,
    code_verifier: request.verifier,
  });
  expect(exchanged).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  const refreshing = () =>
    askToken(party, { grant_type: "refresh_token", refresh_token: tokens.refresh_token ?? "" });
  expect(await refreshing()).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  await deletePolicy(ctx, { id: policy.id });
  expect((await refreshing()).status).toBe(200);
});
