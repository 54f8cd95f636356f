import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import type { Context } from "#domain/kernel/context.ts";
import { endOtherOwnSessions } from "#domain/sessions/end-others.ts";
import { findSession } from "#domain/sessions/find.ts";
import {
  asOperator,
  asRole,
  eventsOfRequest,
  newSession,
  newTenant,
  newUser,
  testRequest,
} from "#domain/testing/contexts.ts";
import { getOwnAccount } from "./own-account.ts";

withDatabase();

async function signedIn(tenantId: string, userId: string): Promise<Context & { token: string }> {
  const token = await newSession(tenantId, userId);
  const actor = (await findSession(token))?.actor;
  if (!actor) throw new Error("not signed in");
  return { actor, tenantId, request: testRequest(), token };
}

describe("a person's own account", () => {
  test("says whether there is a password, to a member too, and nothing to who is no person", async () => {
    const tenant = await newTenant();
    const { id, email } = await newUser(tenant.id, { name: "Ada" });
    const me = await signedIn(tenant.id, id);
    expect(await getOwnAccount(me, {})).toEqual({
      version: expect.any(String),
      name: "Ada",
      email,
      hasPassword: true,
      ssoEnforced: false,
    });
    const unauthenticated = { code: "unauthenticated" };
    await expect(getOwnAccount(asOperator(tenant.id), {})).rejects.toMatchObject(unauthenticated);
    const gone = asRole("member", tenant.id);
    await expect(getOwnAccount(gone, {})).rejects.toMatchObject(unauthenticated);
  });

  test("signs its other sessions out, and neither this one nor anybody else's", async () => {
    const tenant = await newTenant();
    const [mine, theirs] = [await newUser(tenant.id), await newUser(tenant.id)];
    const me = await signedIn(tenant.id, mine.id);
    const others = [await newSession(tenant.id, mine.id), await newSession(tenant.id, mine.id)];
    const colleague = await newSession(tenant.id, theirs.id);
    expect(await endOtherOwnSessions(me, {})).toEqual({ ended: 2 });
    expect(await findSession(me.token)).not.toBeNull();
    expect(await findSession(colleague)).not.toBeNull();
    for (const token of others) expect(await findSession(token)).toBeNull();
    expect(await eventsOfRequest(me.request.requestId)).toMatchObject([
      { action: "sign_in.sign_out", targetId: mine.id, after: { sessions: 2 } },
    ]);
    const credential = asOperator(tenant.id);
    await expect(endOtherOwnSessions(credential, {})).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });
});
