import { and, eq, sql } from "drizzle-orm";
import { consents } from "#db/schema/consents.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { notFound, unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { giveConsentInput } from "./schemas.ts";

/**
 * The signed-in person agrees that a client of their tenant may have this, beside what they agreed to
 * before. Throws `not_found` for a client of another tenant.
 */
export const giveConsent = mutation({
  permission: "account.update",
  input: giveConsentInput,
  run: async (ctx, { ssoClientId, scopes, claims, resources }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const { tenantId, userId } = actor;
    const [client] = await ctx.tx
      .select({ name: ssoClients.name })
      .from(ssoClients)
      .where(and(eq(ssoClients.tenantId, tenantId), eq(ssoClients.id, ssoClientId)));
    if (!client) throw notFound("sso_client");
    const here = and(
      eq(consents.tenantId, tenantId),
      eq(consents.userId, userId),
      eq(consents.ssoClientId, ssoClientId),
    );
    const [before] = await ctx.tx
      .select({ scopes: consents.scopes, claims: consents.claims, resources: consents.resources })
      .from(consents)
      .where(here)
      .for("update");
    const after = {
      scopes: union(before?.scopes, scopes),
      claims: union(before?.claims, claims),
      resources: { ...before?.resources },
    };
    for (const [resource, added] of Object.entries(resources)) {
      after.resources[resource] = union(after.resources[resource], added);
    }
    await ctx.tx
      .insert(consents)
      .values({ tenantId, userId, ssoClientId, ...after })
      .onConflictDoUpdate({
        target: [consents.tenantId, consents.userId, consents.ssoClientId],
        set: { ...after, updatedAt: sql`now()` },
      });
    return {
      result: after,
      audit: {
        action: "consent.give",
        target: { kind: "sso_client", id: ssoClientId, name: client.name },
        ...(before && { before }),
        after,
        tenantId,
      },
    };
  },
});

function union(before: readonly string[] = [], added: readonly string[]): string[] {
  return [...new Set([...before, ...added])];
}
