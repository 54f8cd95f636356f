import { eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { domainMoves } from "#db/schema/login-domains.ts";
import { withDatabase } from "#db/test-connection.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { parseDomainName } from "#domain/login-domains/email-address.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { routeDomainAfresh } from "#domain/routing/route.ts";
import { findSession } from "#domain/sessions/find.ts";
import { startSession } from "#domain/sessions/start.ts";
import {
  asRole,
  eventsOf,
  mailTo,
  newDomain,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { answerDomainMove, cancelDomainMove } from "./answer.ts";
import { moveDomain } from "./move.ts";
import { requestDomainMove } from "./request.ts";

withDatabase();

/** A domain of one tenant that another one has claimed. */
async function twoTenants() {
  const [owner, asker] = [await newTenant(), await newTenant()];
  const [theirAdmin, ourAdmin] = [
    await newUser(owner.id, { roles: ["admin"] }),
    await newUser(asker.id, { roles: ["admin"] }),
  ];
  const { domain } = owner;
  await newDomain(owner.id, { domain, wildcard: true });
  const [from, to] = [asRole("admin", owner.id), asRole("admin", asker.id)];
  await addDomain(to, { domain });
  const name = parseDomainName(domain);
  if (!name) throw new Error("not a domain");
  const ownerNow = async () => (await routeDomainAfresh(name)).claim?.tenant.id;
  return { owner, asker, theirAdmin, ourAdmin, domain, from, to, ownerNow };
}

/** Lets so many hours pass, and the job come by. */
async function later(domain: string, hours: number): Promise<void> {
  const [move] = await database()
    .update(domainMoves)
    .set({ movesAt: sql`${domainMoves.movesAt} - make_interval(hours => ${hours}::int)` })
    .where(eq(domainMoves.domain, domain))
    .returning({ id: domainMoves.id });
  await moveDomain({ moveId: move?.id ?? "" });
}

async function sessionThrough(tenantId: string, loginDomain: string | null): Promise<string> {
  const { id } = await newUser(tenantId);
  const started = await startSession(systemContext("sign-in", tenantId, testRequest()), {
    userId: id,
    method: "google",
    providerName: "Google",
    issuer: "https://accounts.google.com",
    loginDomain,
  });
  return started.token.reveal();
}

test("both sides agree, a day passes, the domain moves, and sessions that came through it end", async () => {
  const { owner, asker, theirAdmin, ourAdmin, domain, from, to, ownerNow } = await twoTenants();
  const gone = [
    await sessionThrough(owner.id, domain),
    await sessionThrough(owner.id, `a.${domain}`),
  ];
  const stay = [
    await sessionThrough(owner.id, null),
    await sessionThrough(owner.id, `not${domain}`),
  ];

  await requestDomainMove(to, { domain });
  expect((await mailTo(owner.id, theirAdmin.email)).at(-1)?.subject).toContain("asks for");
  expect(await getDomain(from, { domain })).toMatchObject({
    status: "verified",
    move: { direction: "outgoing", status: "requested", movesAt: null },
  });
  await answerDomainMove(from, { domain, agree: true });
  for (const ctx of [from, to]) {
    expect(await getDomain(ctx, { domain })).toMatchObject({ status: "moving" });
  }
  await expect(later(domain, 23)).rejects.toMatchObject({ code: "conflict" });
  expect(await ownerNow()).toBe(owner.id);

  await later(domain, 2);
  expect(await ownerNow()).toBe(asker.id);
  expect(await getDomain(to, { domain })).toMatchObject({
    status: "verified",
    verifiedBy: "move",
    move: null,
  });
  await expect(getDomain(from, { domain })).rejects.toMatchObject({ code: "not_found" });
  for (const token of gone) expect(await findSession(token)).toBeNull();
  for (const token of stay) expect(await findSession(token)).not.toBeNull();
  for (const [tenant, admin] of [
    [owner, theirAdmin],
    [asker, ourAdmin],
  ] as const) {
    expect((await mailTo(tenant.id, admin.email)).at(-1)?.subject).toBe(`${domain} has moved`);
    expect((await eventsOf(tenant.id)).at(-1)).toMatchObject({
      action: "login_domain.move",
      after: { status: "moved", ended: 2 },
    });
  }
});

test.each(["the owner", "the asker"])("%s can stop it in the cool-down", async (side) => {
  const { owner, domain, from, to, ownerNow } = await twoTenants();
  await requestDomainMove(to, { domain });
  await answerDomainMove(from, { domain, agree: true });
  await cancelDomainMove(side === "the owner" ? from : to, { domain });
  await later(domain, 25);
  expect(await ownerNow()).toBe(owner.id);
  expect(await getDomain(from, { domain })).toMatchObject({ status: "verified", move: null });
});

test("a request that is declined, or that nobody made, moves nothing", async () => {
  const { owner, domain, from, to, ownerNow } = await twoTenants();
  await expect(answerDomainMove(from, { domain, agree: true })).rejects.toMatchObject({
    code: "not_found",
  });
  await requestDomainMove(to, { domain });
  await expect(requestDomainMove(to, { domain })).rejects.toMatchObject({ code: "conflict" });
  await expect(answerDomainMove(to, { domain, agree: true })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(
    cancelDomainMove(asRole("admin", (await newTenant()).id), { domain }),
  ).rejects.toMatchObject({
    code: "not_found",
  });
  await answerDomainMove(from, { domain, agree: false });
  await later(domain, 25);
  expect(await ownerNow()).toBe(owner.id);
});

test("only a domain that another tenant owns can be asked for, by whoever claimed it", async () => {
  const { domain, from, to } = await twoTenants();
  const stranger = asRole("admin", (await newTenant()).id);
  await expect(requestDomainMove(stranger, { domain })).rejects.toMatchObject({
    code: "not_found",
  });
  await expect(requestDomainMove(from, { domain })).rejects.toMatchObject({ code: "conflict" });
  await addDomain(to, { domain: `free-${domain}` });
  await expect(requestDomainMove(to, { domain: `free-${domain}` })).rejects.toMatchObject({
    code: "conflict",
  });
});

test("a claim that is given up meanwhile ends the move", async () => {
  const { owner, domain, from, to, ownerNow } = await twoTenants();
  await requestDomainMove(to, { domain });
  await answerDomainMove(from, { domain, agree: true });
  await removeDomain(to, { domain });
  await later(domain, 25);
  expect(await ownerNow()).toBe(owner.id);
  expect(await getDomain(from, { domain })).toMatchObject({ status: "verified", move: null });
});
