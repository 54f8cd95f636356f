import { and, arrayContains, asc, eq, inArray, or } from "drizzle-orm";
import { z } from "zod";
import { loginDomains } from "#db/schema/login-domains.ts";
import { users } from "#db/schema/users.ts";
import type { QueryContext } from "#domain/kernel/context.ts";
import { query } from "#domain/kernel/operation.ts";
import { parseEmailAddress } from "./email-address.ts";
import { refusalOf, routeCandidates } from "./rules.ts";

/**
 * The domain that a tenant without any may want to claim first: that of its first admin's address.
 * Null when there is nothing to suggest: the tenant has a claim already, nobody is admin, the name
 * is a public one, or some claim of any tenant covers it. Which of these it is is never told, so
 * that nobody learns of another tenant's claims more than from typing the name.
 */
export const suggestDomain = query({
  permission: "login_domain.create",
  input: z.object({}),
  run: async (ctx): Promise<{ domain: string } | null> => {
    const admin = await firstAdmin(ctx);
    const domain = parseEmailAddress(admin?.email)?.domain;
    if (!domain || refusalOf(domain)) return null;
    const [, ...parents] = routeCandidates(domain);
    const covering = or(
      eq(loginDomains.domain, domain),
      and(inArray(loginDomains.domain, parents), eq(loginDomains.wildcard, true)),
    );
    const [claim] = await ctx.db
      .select({ domain: loginDomains.domain })
      .from(loginDomains)
      .where(or(eq(loginDomains.tenantId, ctx.tenantId), covering))
      .limit(1);
    return claim ? null : { domain };
  },
});

async function firstAdmin({ db, tenantId }: QueryContext) {
  const [row] = await db
    .select({ email: users.email })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tenantId),
        eq(users.status, "active"),
        arrayContains(users.roles, ["admin"]),
      ),
    )
    .orderBy(asc(users.createdAt), asc(users.id))
    .limit(1);
  return row;
}
