import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { database } from "#db/client.ts";
import { auditEvents } from "#db/schema/audit-events.ts";
import { withDatabase } from "#db/test-connection.ts";
import { asOperator, asRole, newTenant } from "#domain/testing/contexts.ts";
import { listAuditEvents } from "./list.ts";

withDatabase();

let tenantId: string;

beforeAll(async () => {
  tenantId = (await newTenant()).id;
  const now = new Date();
  const rows = Array.from({ length: 23 }, (_, nth) => ({
    tenantId,
    // Seven events share each instant, as those of one transaction do.
    at: new Date(now.getTime() + Math.floor(nth / 7)),
    id: randomUUID(),
    action: nth % 2 ? "user.create" : "user.delete",
    actorKind: "user" as const,
    actorId: `actor-${nth % 3}`,
    actorName: `actor-${nth % 3}@test.example`,
    targetKind: "user",
    targetId: `target-${nth}`,
    targetName: `Target ${nth % 5}`,
    outcome: nth === 3 ? ("denied" as const) : ("success" as const),
    requestId: "",
    address: "",
    userAgent: "",
  }));
  await database().insert(auditEvents).values(rows);
});

type Input = Parameters<typeof listAuditEvents>[1];
const list = (input: Input) => listAuditEvents(asRole("auditor", tenantId), input);
const targets = async (input: Input) => (await list(input)).items.map((event) => event.target.id);

describe("the audit log", () => {
  test("is read in pages that miss and repeat nothing, although instants are shared", async () => {
    const seen: string[] = [];
    const times: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ limit: 4, cursor, target: undefined });
      seen.push(...page.items.map((event) => event.id));
      times.push(...page.items.map((event) => event.at));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(24);
    expect(new Set(seen).size).toBe(24);
    expect(times).toEqual(times.toSorted().reverse());
  });

  test.each<[string, Input, number]>([
    ["an action", { action: "user.create" }, 11],
    ["an actor's id", { actor: "actor-0" }, 8],
    ["an actor's name", { actor: "actor-1@test.example" }, 8],
    ["a target's id", { target: "target-7" }, 1],
    ["a target's name", { target: "Target 4" }, 4],
    ["an outcome", { outcome: "denied" }, 1],
    ["two of them at once", { action: "user.create", actor: "actor-0" }, 4],
    ["one that nothing has", { action: "no.such" }, 0],
  ])("is filtered by %s", async (_, input, expected) => {
    expect(await targets(input)).toHaveLength(expected);
  });

  test("is filtered by time: from the first instant on, before the second", async () => {
    const all = (await list({ limit: 100 })).items;
    const instants = [...new Set(all.map((event) => event.at))].sort();
    const [since, until] = [instants.at(-3) ?? "", instants.at(-1) ?? ""];
    const between = (await list({ since, until })).items.map((event) => event.at);
    expect([...new Set(between)].sort()).toEqual(instants.slice(-3, -1));
    expect((await list({ since: "2000-01-01", limit: 100 })).items).toHaveLength(all.length);
  });

  test("shows a tenant's events to that tenant alone", async () => {
    const other = await newTenant();
    const seen = (await listAuditEvents(asRole("admin", other.id), {})).items;
    expect(seen.map((event) => event.action)).toEqual(["tenant.create"]);
    await expect(listAuditEvents(asRole("admin", other.id, tenantId), {})).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listAuditEvents(asOperator(tenantId), { limit: 100 })).items).toHaveLength(24);
  });

  test.each<[string, Input, string]>([
    ["a cursor of another list", { cursor: Buffer.from('["a"]').toString("base64url") }, "cursor"],
    ["a cursor that is none", { cursor: "%%%" }, "cursor"],
    ["no time", { since: "yesterday" }, "since"],
    ["too long a page", { limit: 101 }, "limit"],
    ["a year that no calendar has", { since: "0000-01-01T00:00:00Z" }, "input"],
    ["a character that no text has", { action: "\u0000" }, "input"],
  ])("answers %s as invalid", async (_, input, field) => {
    await expect(list(input)).rejects.toMatchObject({
      code: "invalid",
      fields: { [field]: expect.any(String) },
    });
  });
});
