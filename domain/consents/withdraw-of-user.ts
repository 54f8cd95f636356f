import { mutation } from "#domain/kernel/operation.ts";
import { getUser } from "#domain/users/get.ts";
import { takeBack } from "./queries.ts";
import { withdrawConsentOfUserInput } from "./schemas.ts";

/**
 * Takes back what somebody of the context's tenant agreed to, as they could themselves. Throws
 * `not_found` for somebody of another tenant, and when they never agreed to anything.
 */
export const withdrawConsentOfUser = mutation({
  permission: "session.revoke",
  input: withdrawConsentOfUserInput,
  run: async (ctx, { id, ssoClientId }) => {
    const { email } = await getUser(ctx, { id });
    const { before, clientName, endedGrants, jobs } = await takeBack(ctx.tx, {
      tenantId: ctx.tenantId,
      userId: id,
      ssoClientId,
    });
    return {
      result: { endedGrants },
      audit: {
        action: "consent.withdraw",
        target: { kind: "sso_client", id: ssoClientId, name: clientName },
        before: { ...before, user: id, email },
        after: { endedGrants },
      },
      jobs,
    };
  },
});
