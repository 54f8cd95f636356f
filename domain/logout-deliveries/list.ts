import { and, desc, eq } from "drizzle-orm";
import { logoutDeliveries } from "#db/schema/logout-deliveries.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { query } from "#domain/kernel/operation.ts";
import { listLogoutDeliveriesInput } from "./schemas.ts";

const MOST_SHOWN = 50;

/**
 * Which clients were told of the end of a person's sessions, or of which sessions' ends a client was
 * told, and how that went: the latest 50 of the last 30 days.
 */
export const listLogoutDeliveries = query({
  permission: "session.read",
  input: listLogoutDeliveriesInput,
  run: async (ctx, which) => {
    const rows = await ctx.db
      .select({
        id: logoutDeliveries.id,
        clientId: ssoClients.clientId,
        clientName: ssoClients.name,
        userId: logoutDeliveries.userId,
        email: logoutDeliveries.email,
        sessionId: logoutDeliveries.sessionId,
        state: logoutDeliveries.state,
        tries: logoutDeliveries.tries,
        lastError: logoutDeliveries.lastError,
        createdAt: logoutDeliveries.createdAt,
        triedAt: logoutDeliveries.triedAt,
        nextTryAt: logoutDeliveries.nextTryAt,
      })
      .from(logoutDeliveries)
      .innerJoin(
        ssoClients,
        and(
          eq(ssoClients.tenantId, logoutDeliveries.tenantId),
          eq(ssoClients.id, logoutDeliveries.ssoClientId),
        ),
      )
      .where(
        and(
          eq(logoutDeliveries.tenantId, ctx.tenantId),
          "userId" in which
            ? eq(logoutDeliveries.userId, which.userId)
            : eq(logoutDeliveries.ssoClientId, which.ssoClientId),
        ),
      )
      .orderBy(desc(logoutDeliveries.createdAt), desc(logoutDeliveries.id))
      .limit(MOST_SHOWN);
    return {
      items: rows.map(({ createdAt, triedAt, nextTryAt, ...row }) => ({
        ...row,
        createdAt: createdAt.toISOString(),
        triedAt: triedAt?.toISOString() ?? null,
        nextTryAt: nextTryAt?.toISOString() ?? null,
      })),
    };
  },
});
