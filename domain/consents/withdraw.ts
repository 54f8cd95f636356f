import { unauthenticated } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { takeBack } from "./queries.ts";
import { withdrawConsentInput } from "./schemas.ts";

/**
 * The signed-in person takes back what they agreed to: the client asks again next time, every token
 * that it has of them ends at once, and it is told. Throws `not_found` when they never agreed to
 * anything.
 */
export const withdrawOwnConsent = mutation({
  permission: "account.update",
  input: withdrawConsentInput,
  run: async (ctx, { ssoClientId }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const { tenantId, userId } = actor;
    const { before, clientName, endedGrants, jobs } = await takeBack(ctx.tx, {
      tenantId,
      userId,
      ssoClientId,
    });
    return {
      result: { endedGrants },
      audit: {
        action: "consent.withdraw",
        target: { kind: "sso_client", id: ssoClientId, name: clientName },
        before,
        after: { endedGrants },
        tenantId,
      },
      jobs,
    };
  },
});
