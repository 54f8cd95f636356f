import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { createSsoClient } from "#domain/sso-clients/create.ts";
import { findByClientId } from "#domain/sso-clients/find-by-client-id.ts";
import {
  asOperator,
  asRole,
  eventsOfRequest,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { suspendUser } from "#domain/users/set-status.ts";
import { createPolicy } from "./create.ts";
import { decideClientUse } from "./decide-client-use.ts";
import { getPolicyDefault, setPolicyDefault } from "./default.ts";
import { deletePolicy } from "./delete.ts";
import { explainAccess } from "./explain.ts";
import { getPolicy } from "./get.ts";
import { listPolicies } from "./list.ts";
import { updatePolicy } from "./update.ts";

withDatabase();

async function newPlace() {
  const { id: tenantId } = await newTenant();
  const ctx = asRole("admin", tenantId);
  const person = await newUser(tenantId, { roles: ["member"] });
  const { client } = await createSsoClient(ctx, {
    name: "Wiki",
    redirectUris: ["https://wiki.example/callback"],
    tags: ["internal"],
  });
  const registered = await findByClientId(client.clientId);
  if (!registered) throw new Error("the client was not written");
  const user = {
    tenantId,
    id: person.id,
    roles: person.roles,
    teamIds: [],
    aal: 1 as const,
    address: "192.0.2.7",
  };
  return { ctx, tenantId, person, client, user, use: () => decideClientUse(user, registered) };
}

const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => "succeeded",
    (error: { code: string; fields: object }) => ({ code: error.code, ...error.fields }),
  );

describe("using a client", () => {
  test("is allowed in a tenant that said nothing, and follows each change at once", async () => {
    const { ctx, use } = await newPlace();
    expect(await use()).toMatchObject({ allowed: true, decidedBy: null });
    await setPolicyDefault(ctx, { effect: "deny" });
    expect((await use()).allowed).toBe(false);
    const made = await createPolicy(ctx, {
      name: "Staff",
      effect: "allow",
      roles: ["member"],
      clientTags: ["internal"],
    });
    expect(await use()).toMatchObject({ allowed: true, decidedBy: { name: "Staff" } });
    await updatePolicy(ctx, { id: made.id, effect: "deny" });
    expect((await use()).allowed).toBe(false);
    await deletePolicy(ctx, { id: made.id });
    await setPolicyDefault(ctx, { effect: "allow" });
    expect((await use()).allowed).toBe(true);
  });

  test("is nobody's of another tenant, whatever the policies say", async () => {
    const [here, there] = [await newPlace(), await newPlace()];
    await createPolicy(here.ctx, { name: "Everyone", effect: "allow" });
    const client = await findByClientId(here.client.clientId);
    if (!client) throw new Error("the client was not written");
    expect((await decideClientUse(there.user, client)).allowed).toBe(false);
  });

  test("is not touched by another tenant's policies", async () => {
    const [here, there] = [await newPlace(), await newPlace()];
    await createPolicy(there.ctx, { name: "Nobody", effect: "deny" });
    expect((await here.use()).allowed).toBe(true);
    expect((await there.use()).allowed).toBe(false);
  });
});

describe("writing a policy", () => {
  test("leaves an event with old and new values", async () => {
    const { ctx } = await newPlace();
    const made = await createPolicy(ctx, {
      name: "Office",
      effect: "deny",
      networks: ["10.0.0.1"],
    });
    await updatePolicy(ctx, { id: made.id, networks: ["10.0.0.0/8"], networksMatch: "outside" });
    await deletePolicy(ctx, { id: made.id });
    const events = await eventsOfRequest(ctx.request.requestId);
    const told = events.filter((event) => event.action.startsWith("policy."));
    expect(told.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
      "policy.create success",
      "policy.update success",
      "policy.delete success",
    ]);
    expect(told[1]?.before).toMatchObject({ networks: ["10.0.0.1"], networksMatch: "inside" });
    expect(told[1]?.after).toMatchObject({ networks: ["10.0.0.0/8"], networksMatch: "outside" });
  });

  test("names each line that means nothing, and saves none of it", async () => {
    const [{ ctx, person }, foreign] = [await newPlace(), await newPlace()];
    const wrong = createPolicy(ctx, {
      name: "Typos",
      effect: "deny",
      networks: ["10.0.0.0/8", "10.0.0.0/33", "office"],
      clientIds: [foreign.client.clientId],
      userIds: [person.id, foreign.person.id, randomUUID()],
    });
    expect(await fieldsOf(wrong)).toEqual({
      code: "invalid",
      "networks.1": "This is no network. Use CIDR, like 10.0.0.0/8 or 2001:db8::/32.",
      "networks.2": "This is no network. Use CIDR, like 10.0.0.0/8 or 2001:db8::/32.",
      "clientIds.0": "This tenant has no such SSO client.",
      "userIds.1": "This tenant has no such person.",
      "userIds.2": "This tenant has no such person.",
    });
    expect((await listPolicies(ctx, {})).items).toEqual([]);
  });

  test("refuses a name that another policy has, also when renaming", async () => {
    const { ctx } = await newPlace();
    await createPolicy(ctx, { name: "One", effect: "allow" });
    const two = await createPolicy(ctx, { name: "Two", effect: "allow" });
    const taken = { code: "conflict", name: "Another policy has this name." };
    expect(await fieldsOf(createPolicy(ctx, { name: "One", effect: "deny" }))).toEqual(taken);
    expect(await fieldsOf(updatePolicy(ctx, { id: two.id, name: "One" }))).toEqual(taken);
    expect((await getPolicy(ctx, { id: two.id })).name).toBe("Two");
  });

  test("is refused when somebody else changed the same since it was read", async () => {
    const { ctx } = await newPlace();
    const { id } = await createPolicy(ctx, { name: "Night", effect: "deny", clientTags: ["a"] });
    const { version } = await getPolicy(ctx, { id });
    await updatePolicy(ctx, { id, version, clientTags: ["b"] });
    expect(await fieldsOf(updatePolicy(ctx, { id, version, clientTags: ["c"] }))).toEqual({
      code: "conflict",
      clientTags: "Somebody else changed this meanwhile.",
    });
    expect((await updatePolicy(ctx, { id, version, networks: ["10.0.0.0/8"] })).clientTags).toEqual(
      ["b"],
    );
  });

  test("finds no policy of another tenant", async () => {
    const [here, there] = [await newPlace(), await newPlace()];
    const { id } = await createPolicy(there.ctx, { name: "Theirs", effect: "deny" });
    for (const work of [
      () => getPolicy(here.ctx, { id }),
      () => updatePolicy(here.ctx, { id, effect: "allow" }),
      () => deletePolicy(here.ctx, { id }),
    ]) {
      expect(await fieldsOf(work())).toEqual({ code: "not_found" });
    }
    expect((await getPolicy(asOperator(there.tenantId), { id })).effect).toBe("deny");
  });
});

describe("explaining", () => {
  test("tells which policy decides and what kept the others out", async () => {
    const { ctx, person, client } = await newPlace();
    await setPolicyDefault(ctx, { effect: "deny" });
    expect(await getPolicyDefault(ctx, {})).toEqual({ effect: "deny" });
    await createPolicy(ctx, { name: "Admins", effect: "allow", roles: ["admin"] });
    await createPolicy(ctx, { name: "Two factors", effect: "allow", aal: 2 });
    await createPolicy(ctx, { name: "Off", effect: "deny", enabled: false });
    const ask = { user: person.email.toUpperCase(), clientId: client.clientId };
    expect(await explainAccess(ctx, ask)).toMatchObject({
      allowed: false,
      decidedBy: null,
      defaultEffect: "deny",
      allowedAtAal2: true,
      policies: [
        { name: "Admins", mismatch: "user", decided: false },
        { name: "Two factors", mismatch: "aal", decided: false },
        { name: "Off", mismatch: "disabled", decided: false },
      ],
    });
    expect(await explainAccess(ctx, { ...ask, aal: 2 })).toMatchObject({
      allowed: true,
      decidedBy: "Two factors",
    });
  });

  test("says what stands in the way before any policy is asked", async () => {
    const { ctx, person, client, tenantId } = await newPlace();
    await suspendUser(asOperator(tenantId), { id: person.id });
    const told = await explainAccess(ctx, { user: person.id, clientId: client.clientId });
    expect(told).toMatchObject({ allowed: false, blockers: ["The person is suspended."] });
  });
});
