import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { sessions } from "#db/schema/sessions.ts";
import { userLinks } from "#db/schema/user-links.ts";
import { identities, users } from "#db/schema/users.ts";
import { recentEventsOf } from "#domain/audit-events/recent.ts";
import type { QueryContext } from "#domain/kernel/context.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import type { Permission } from "#domain/kernel/permissions.ts";
import { describeUser, listedUserColumns, userVersion } from "./queries.ts";
import { userIdInput } from "./schemas.ts";

const MOST_SHOWN = 50;

/**
 * All that one page tells of a person. A part that the actor may not read is null: whoever may see
 * people need not see their sessions or the audit log.
 */
export const getPerson = query({
  permission: "user.read",
  input: userIdInput,
  run: async (ctx, { id }) => {
    const [row] = await ctx.db
      .select({
        ...listedUserColumns,
        hasPassword: sql<boolean>`${users.passwordHash} is not null`,
        lastProviderSignInAt: users.lastProviderSignInAt,
      })
      .from(users)
      .where(and(eq(users.tenantId, ctx.tenantId), eq(users.id, id)));
    if (!row) throw notFound("user");
    return {
      ...describeUser(row),
      version: userVersion(row),
      hasPassword: row.hasPassword,
      lastProviderSignInAt: row.lastProviderSignInAt?.toISOString() ?? null,
      invitation: await openInvitation(ctx, id),
      identities: await identitiesOf(ctx, id),
      sessions: may(ctx, "session.read") ? await sessionsOf(ctx, id) : null,
      events: may(ctx, "audit_event.read") ? await recentEventsOf(ctx.db, ctx.tenantId, id) : null,
    };
  },
});

function may(ctx: QueryContext, permission: Permission): boolean {
  return ctx.actor.kind !== "system" && ctx.actor.permissions.has(permission);
}

/** The invitation that was not taken up yet; it may have expired. */
async function openInvitation(ctx: QueryContext, userId: string) {
  const [row] = await ctx.db
    .select({
      sentAt: userLinks.createdAt,
      expiresAt: userLinks.expiresAt,
      expired: sql<boolean>`${userLinks.expiresAt} <= now()`,
    })
    .from(userLinks)
    .where(
      and(
        eq(userLinks.tenantId, ctx.tenantId),
        eq(userLinks.userId, userId),
        eq(userLinks.purpose, "invitation"),
        isNull(userLinks.consumedAt),
      ),
    );
  if (!row) return null;
  return {
    sentAt: row.sentAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    expired: row.expired,
  };
}

async function identitiesOf(ctx: QueryContext, userId: string) {
  const rows = await ctx.db
    .select({
      kind: identities.providerKind,
      issuer: identities.issuer,
      subject: identities.subject,
      createdAt: identities.createdAt,
      lastUsedAt: identities.lastUsedAt,
    })
    .from(identities)
    .where(and(eq(identities.tenantId, ctx.tenantId), eq(identities.userId, userId)))
    .orderBy(desc(identities.lastUsedAt))
    .limit(MOST_SHOWN);
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastUsedAt: row.lastUsedAt.toISOString(),
  }));
}

async function sessionsOf(ctx: QueryContext, userId: string) {
  const rows = await ctx.db
    .select({
      id: sessions.id,
      method: sessions.method,
      providerName: sessions.providerName,
      address: sessions.address,
      userAgent: sessions.userAgent,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
    })
    .from(sessions)
    .where(
      and(
        eq(sessions.tenantId, ctx.tenantId),
        eq(sessions.userId, userId),
        eq(sessions.state, "active"),
        sql`${sessions.expiresAt} > now()`,
      ),
    )
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id))
    .limit(MOST_SHOWN);
  const { actor } = ctx;
  return rows.map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    current: actor.kind === "user" && actor.sessionId === row.id,
  }));
}
