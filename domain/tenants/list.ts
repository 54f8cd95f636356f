import { and, eq, ilike, ne, or, sql } from "drizzle-orm";
import { identityProviders } from "#db/schema/identity-providers.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { wantsTotal } from "#domain/kernel/list.ts";
import { cappedTotal, containing, listPage } from "#domain/kernel/list-page.ts";
import { query } from "#domain/kernel/operation.ts";
import { readChecklists } from "./checklist.ts";
import { tenantColumns } from "./queries.ts";
import { tenantList } from "./schemas.ts";

/** Every tenant of the platform, each with what an operator compares them by. */
export const listTenants = query({
  permission: "tenant.list",
  input: tenantList.input,
  run: async (ctx, input) => {
    const at = listPage(
      input,
      {
        slug: { by: tenants.slug, kind: "text" },
        name: { by: tenants.name, kind: "text" },
        domains: { by: domainCount, kind: "number" },
        providers: { by: providerCount, kind: "number" },
        lastSignInAt: { by: sql`coalesce(${lastSignIn}, '-infinity')`, kind: "instant" },
        createdAt: { by: tenants.createdAt, kind: "instant" },
      },
      { by: tenants.id, kind: "uuid" },
    );
    const wanted = input.search === undefined ? undefined : containing(input.search);
    const matching = and(
      ne(tenants.id, PLATFORM_TENANT_ID),
      wanted ? or(ilike(tenants.slug, wanted), ilike(tenants.name, wanted)) : undefined,
      input.status ? eq(tenants.status, input.status) : undefined,
    );
    const found = await ctx.db
      .select({
        ...tenantColumns,
        id: tenants.id,
        domains: domainCount,
        providers: providerCount,
        lastSignInAt: sql<string | null>`${lastSignIn}`,
        createdAt: tenants.createdAt,
        ...at.key,
      })
      .from(tenants)
      .where(and(matching, at.where))
      .orderBy(...at.orderBy)
      .limit(at.limit);
    const { rows, ...cursors } = at.cut(found);
    const checklists = await readChecklists(
      ctx.db,
      rows.map((row) => row.id),
    );
    return {
      items: rows.map(({ sortKey: _, tieKey: __, id, lastSignInAt, createdAt, ...row }) => ({
        ...row,
        lastSignInAt: lastSignInAt === null ? null : new Date(lastSignInAt).toISOString(),
        createdAt: createdAt.toISOString(),
        stepsDone: checklists.get(id)?.stepsDone ?? 0,
      })),
      ...cursors,
      total: wantsTotal(input)
        ? await cappedTotal(ctx.db, sql`select from ${tenants} where ${matching}`)
        : null,
    };
  },
});

const domainCount = sql<number>`(select count(*)::int from ${loginDomains}
  where ${eq(loginDomains.tenantId, tenants.id)})`;
const providerCount = sql<number>`(select count(*)::int from ${identityProviders}
  where ${eq(identityProviders.tenantId, tenants.id)})`;
/** By the index that users are sorted by: one look-up a tenant. */
const lastSignIn = sql`(select nullif(coalesce(${users.lastSignInAt}, '-infinity'), '-infinity')
  from ${users} where ${eq(users.tenantId, tenants.id)}
  order by coalesce(${users.lastSignInAt}, '-infinity'::timestamptz) desc limit 1)`;
