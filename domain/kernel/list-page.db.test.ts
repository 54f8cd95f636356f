import { describe, expect, test } from "vitest";
import { withDatabase } from "#db/test-connection.ts";
import { listAuditEvents } from "#domain/audit-events/list.ts";
import { listProviders } from "#domain/identity-providers/list.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import { listTenants } from "#domain/tenants/list.ts";
import {
  asOperator,
  asRole,
  newDomain,
  newProvider,
  newSession,
  newTenant,
  newUser,
} from "#domain/testing/contexts.ts";
import { listUsers } from "#domain/users/list.ts";
import { encodeCursor, type Page } from "./list.ts";

withDatabase();

type Read = (cursor?: string) => Promise<Page<Record<string, unknown>>>;

/** Every page forwards, and from the last one back again. */
async function walk(read: Read, of: string) {
  const forwards: unknown[][] = [];
  let page = await read();
  expect(page.previousCursor).toBeNull();
  forwards.push(page.items.map((item) => item[of]));
  while (page.nextCursor) {
    page = await read(page.nextCursor);
    forwards.push(page.items.map((item) => item[of]));
  }
  const backwards = [page.items.map((item) => item[of])];
  while (page.previousCursor) {
    page = await read(page.previousCursor);
    backwards.unshift(page.items.map((item) => item[of]));
  }
  return { forwards, backwards };
}

async function crowd() {
  const tenant = await newTenant();
  const names = ["Ada Byron", "Grace Hopper", "ada lovelace", "Zoë Ångström", "%_\\", "Ada Byron"];
  const people = [];
  for (const [index, name] of names.entries()) {
    const email = `${"gfedcba"[index]}%_${tenant.slug}@people.example`;
    people.push(await newUser(tenant.id, { email, name }));
  }
  return { tenant, people };
}

describe("pages", () => {
  test("of users follow each other without gap or overlap, and back, by every column", async () => {
    const { tenant, people } = await crowd();
    for (const person of people.slice(0, 2)) await newSession(tenant.id, person.id);
    const ctx = asRole("auditor", tenant.id);
    for (const column of ["email", "name", "lastSignInAt", "createdAt"] as const) {
      for (const sort of [column, `-${column}`] as const) {
        const read: Read = (cursor) =>
          listUsers(ctx, { sort, limit: 4, ...(cursor && { cursor }) });
        const { forwards, backwards } = await walk(read, "id");
        expect(forwards.map((page) => page.length)).toEqual([4, 2]);
        expect(new Set(forwards.flat())).toEqual(new Set(people.map((one) => one.id)));
        expect(backwards).toEqual(forwards);
      }
    }
    const down = await listUsers(ctx, { sort: "-lastSignInAt" });
    expect(down.items.slice(0, 2).map((one) => one.lastSignInAt)).not.toContain(null);
    expect(down.items.slice(2).map((one) => one.lastSignInAt)).toEqual(Array(4).fill(null));
  });

  test("of tenants, by every column, show each of them once", async () => {
    const word = crypto.randomUUID().slice(0, 13);
    const made = [await newTenant(word), await newTenant(word), await newTenant(word)];
    await newDomain(made[1]?.id ?? "", { domain: made[1]?.domain ?? "" });
    await newProvider(made[2]?.id ?? "", "google");
    await newSession(made[0]?.id ?? "", (await newUser(made[0]?.id ?? "")).id);
    for (const column of ["slug", "name", "domains", "providers", "lastSignInAt"] as const) {
      const read: Read = (cursor) =>
        listTenants(asOperator(), {
          sort: `-${column}`,
          limit: 2,
          search: word.toUpperCase(),
          ...(cursor && { cursor }),
        });
      const { forwards, backwards } = await walk(read, "slug");
      expect(forwards.flat().toSorted()).toEqual(made.map((one) => one.slug).toSorted());
      expect(backwards).toEqual(forwards);
    }
    const byDomains = await listTenants(asOperator(), { sort: "-domains", search: word });
    expect(byDomains.items[0]).toMatchObject({ slug: made[1]?.slug, domains: 1, providers: 0 });
  });

  test("of domains, providers and audit events go both ways", async () => {
    const tenant = await newTenant();
    for (const label of ["a", "b", "c"]) {
      await newDomain(tenant.id, { domain: `${label}.${tenant.domain}` });
      await newProvider(tenant.id, "oidc", `Provider ${label}`);
    }
    const ctx = asRole("admin", tenant.id);
    const lists: [Read, string][] = [
      [
        (cursor) => listDomains(ctx, { limit: 2, sort: "-status", ...(cursor && { cursor }) }),
        "domain",
      ],
      [
        (cursor) => listProviders(ctx, { limit: 2, sort: "-name", ...(cursor && { cursor }) }),
        "id",
      ],
      [(cursor) => listAuditEvents(ctx, { limit: 3, ...(cursor && { cursor }) }), "id"],
    ];
    for (const [read, key] of lists) {
      const { forwards, backwards } = await walk(read, key);
      expect(forwards.length).toBeGreaterThan(1);
      expect(new Set(forwards.flat()).size).toBe(forwards.flat().length);
      expect(backwards).toEqual(forwards);
    }
  });

  test("a cursor of another order or of another kind of value is refused", async () => {
    const { tenant } = await crowd();
    const ctx = asRole("auditor", tenant.id);
    const { nextCursor } = await listUsers(ctx, { limit: 1 });
    for (const [sort, cursor] of [
      ["-email", nextCursor ?? ""],
      ["email", "made-up"],
      ["createdAt", encodeCursor({ sort: "createdAt", towards: "next", key: "x", tie: "y" })],
    ] as const) {
      await expect(listUsers(ctx, { sort, cursor })).rejects.toMatchObject({
        code: "invalid",
        fields: { cursor: expect.any(String) },
      });
    }
  });

  test("the total is counted when asked for, and only then", async () => {
    const { tenant } = await crowd();
    const ctx = asRole("auditor", tenant.id);
    expect((await listUsers(ctx, { limit: 1 })).total).toBeNull();
    expect(await listUsers(ctx, { limit: 1, count: "true", search: "ada" })).toMatchObject({
      total: { value: 3, capped: false },
    });
  });
});

describe("searching users", () => {
  test.each([
    ["the start of an email", (t: string) => `g%_${t}`, ["Ada Byron"]],
    ["a word's start in any part of a name", () => "lovel", ["ada lovelace"]],
    ["several words, in any case", () => "ADA by", ["Ada Byron", "Ada Byron"]],
    ["letters beyond ASCII", () => "ångs", ["Zoë Ångström"]],
    ["pattern characters, as themselves", () => "%", []],
    ["no word at all", () => "'|&!():*", []],
  ])("finds by %s", async (_, search, expected) => {
    const { tenant } = await crowd();
    const found = await listUsers(asRole("auditor", tenant.id), { search: search(tenant.slug) });
    expect(found.items.map((one) => one.name)).toEqual(expected);
  });

  test("finds by the start of an id, status and role, in this tenant only", async () => {
    const [{ tenant, people }, other] = [await crowd(), await crowd()];
    const ctx = asRole("auditor", tenant.id);
    const id = people[3]?.id ?? "";
    const byId = await listUsers(ctx, {
      search: id.slice(0, 35),
      status: "active",
      role: "member",
    });
    expect(byId.items.map((one) => one.id)).toContain(id);
    expect((await listUsers(ctx, { search: other.people[3]?.id ?? "" })).items).toEqual([]);
    expect((await listUsers(ctx, { role: "admin" })).items).toEqual([]);
    expect((await listUsers(ctx, { status: "suspended" })).items).toEqual([]);
  });
});
