import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { consents } from "#db/schema/consents.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";

/** What the signed-in person agreed to, by the client's name. */
export const listOwnConsents = query({
  permission: "account.read",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    return await ctx.db
      .select({
        ssoClientId: consents.ssoClientId,
        name: ssoClients.name,
        scopes: consents.scopes,
        claims: consents.claims,
        resources: consents.resources,
        givenAt: consents.createdAt,
        changedAt: consents.updatedAt,
      })
      .from(consents)
      .innerJoin(
        ssoClients,
        and(eq(ssoClients.tenantId, consents.tenantId), eq(ssoClients.id, consents.ssoClientId)),
      )
      .where(and(eq(consents.tenantId, actor.tenantId), eq(consents.userId, actor.userId)))
      .orderBy(asc(ssoClients.name), asc(ssoClients.id));
  },
});
