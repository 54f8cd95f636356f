import { eq } from "drizzle-orm";
import * as oidc from "openid-client";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { sessions } from "#db/schema/sessions.ts";
import { withDatabase } from "#db/test-connection.ts";
import { listConsentsOfUser } from "#domain/consents/list-of-user.ts";
import { listOwnConsents } from "#domain/consents/list-own.ts";
import { withdrawOwnConsent } from "#domain/consents/withdraw.ts";
import { withdrawConsentOfUser } from "#domain/consents/withdraw-of-user.ts";
import type { Context } from "#domain/kernel/context.ts";
import { findSession } from "#domain/sessions/find.ts";
import { asOperator, asRole, eventsOf, newTenant, testRequest } from "#domain/testing/contexts.ts";
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

/** Somebody who let an app of others in, on its own page. */
async function allowed() {
  const person = await newPerson();
  const party = await newClient(person.tenant.id, { firstParty: false });
  const browser = newBrowser(person.cookie);
  const asked = await browser.follow((await newRequest(party)).address);
  const action = /action="(\/oauth2\/interaction\/[^"]+)"/.exec(asked.text)?.[1] ?? "";
  expect(asked.text).toContain("See your roles and teams");
  await browser.post(action, { answer: "allow" });
  const { tokens } = await signIn(party, browser);
  const signedIn = await findSession(person.cookie);
  if (!signedIn) throw new Error("not signed in");
  const ctx: Context = {
    actor: signedIn.actor,
    tenantId: signedIn.actor.tenantId,
    request: testRequest(),
  };
  return { person, party, browser, tokens, ctx, ssoClientId: party.client.id };
}

test("a person sees what they allowed, since when and when it was last used", async () => {
  const { ctx, party, person } = await allowed();
  const [consent, ...more] = await listOwnConsents(ctx, {});
  expect(more).toEqual([]);
  expect(consent).toMatchObject({
    name: party.client.name,
    scopes: ["openid", "profile", "email", "roles"],
  });
  for (const at of [consent?.givenAt, consent?.lastUsedAt]) {
    expect(Math.abs(Date.now() - (at?.getTime() ?? 0))).toBeLessThan(30_000);
  }
  await database().delete(sessions).where(eq(sessions.tenantId, person.tenant.id));
  await expect
    .poll(async () => (await listOwnConsents(ctx, {}))[0]?.lastUsedAt, { timeout: 5_000 })
    .toBeInstanceOf(Date);
  const stranger = await newPerson(person.tenant);
  const [theirs] = await Promise.all([findSession(stranger.cookie)]);
  if (!theirs) throw new Error("not signed in");
  expect(await listOwnConsents({ ...ctx, actor: theirs.actor }, {})).toEqual([]);
});

const ways = [
  [
    "the person",
    async ({ ctx, ssoClientId }: Awaited<ReturnType<typeof allowed>>) =>
      await withdrawOwnConsent(ctx, { ssoClientId }),
  ],
  [
    "an admin",
    async ({ person, ssoClientId }: Awaited<ReturnType<typeof allowed>>) =>
      await withdrawConsentOfUser(asRole("admin", person.tenant.id), {
        id: person.user.id,
        ssoClientId,
      }),
  ],
] as const;

test.each(ways)(
  "what %s withdraws ends at once, is asked for again, and stands in the log",
  async (_, withdraw) => {
    const all = await allowed();
    const { party, tokens, browser, person } = all;
    expect(await withdraw(all)).toMatchObject({ endedGrants: 2 });
    for (const token of [tokens.access_token, tokens.refresh_token ?? ""]) {
      expect(await oidc.tokenIntrospection(party.config, token)).toEqual({ active: false });
    }
    const again = await browser.follow((await newRequest(party)).address);
    expect(again.text).toContain("See your roles and teams");
    expect(await findSession(person.cookie), "the session itself goes on").not.toBeNull();
    await expect(withdraw(all)).rejects.toMatchObject({ code: "not_found" });
    const events = await eventsOf(person.tenant.id);
    expect(events.filter((event) => event.action === "consent.withdraw")).toMatchObject([
      { targetId: party.client.id, before: { scopes: expect.arrayContaining(["roles"]) } },
    ]);
  },
);

test("an admin sees and withdraws for the people of their tenant alone", async () => {
  const { person, ssoClientId } = await allowed();
  const id = person.user.id;
  const here = asRole("auditor", person.tenant.id);
  expect(await listConsentsOfUser(here, { id })).toHaveLength(1);
  await expect(withdrawConsentOfUser(here, { id, ssoClientId })).rejects.toMatchObject({
    code: "forbidden",
  });
  const elsewhere = asOperator((await newTenant()).id);
  expect(await listConsentsOfUser(elsewhere, { id })).toEqual([]);
  await expect(withdrawConsentOfUser(elsewhere, { id, ssoClientId })).rejects.toMatchObject({
    code: "not_found",
  });
  expect(await listConsentsOfUser(here, { id })).toHaveLength(1);
});
