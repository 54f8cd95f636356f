import { and, eq } from "drizzle-orm";
import { consents } from "#db/schema/consents.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { endGrantsOfUser } from "#domain/grants/end.ts";
import { notFound, unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { withdrawConsentInput } from "./schemas.ts";

/**
 * The signed-in person takes back what they agreed to: the client asks again next time, and every
 * token that it has of them ends at once. Throws `not_found` when they never agreed to anything.
 */
export const withdrawOwnConsent = mutation({
  permission: "account.update",
  input: withdrawConsentInput,
  run: async (ctx, { ssoClientId }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const { tenantId, userId } = actor;
    const [gone] = await ctx.tx
      .delete(consents)
      .where(
        and(
          eq(consents.tenantId, tenantId),
          eq(consents.userId, userId),
          eq(consents.ssoClientId, ssoClientId),
        ),
      )
      .returning({
        scopes: consents.scopes,
        claims: consents.claims,
        resources: consents.resources,
      });
    if (!gone) throw notFound("consent");
    const [client] = await ctx.tx
      .select({ name: ssoClients.name })
      .from(ssoClients)
      .where(and(eq(ssoClients.tenantId, tenantId), eq(ssoClients.id, ssoClientId)));
    const { ended, jobs } = await endGrantsOfUser(ctx.tx, { tenantId, userId, ssoClientId });
    return {
      result: { endedGrants: ended },
      audit: {
        action: "consent.withdraw",
        target: { kind: "sso_client", id: ssoClientId, name: client?.name ?? ssoClientId },
        before: gone,
        after: { endedGrants: ended },
        tenantId,
      },
      jobs,
    };
  },
});
