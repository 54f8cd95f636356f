import { and, arrayContains, desc, eq, isNotNull, ne, notExists, sql } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import type { Job } from "#db/queue.ts";
import { sessions } from "#db/schema/sessions.ts";
import { identities, users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { env } from "#platform/env.ts";

/** Two, so that one admin's lost account at the provider does not lock the tenant out. */
export const ADMINS_NEEDED = 2;
export const WITHIN_DAYS = 7;
const MOST_ADMINS = 50;

/** An admin, and whether the provider signed that admin in lately. */
export type AdminProof = {
  id: string;
  email: string;
  name: string;
  lastProviderSignInAt: string | null;
  proven: boolean;
};

/** The tenant's active admins, those whom a provider of the tenant's own signed in lately first. */
export async function readAdminProofs(db: Database | Tx, tenantId: string): Promise<AdminProof[]> {
  const lately = sql`now() - make_interval(days => ${WITHIN_DAYS}::int)`;
  const rows = await db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      lastProviderSignInAt: users.lastProviderSignInAt,
      proven: sql<boolean>`coalesce(${users.lastProviderSignInAt} > ${lately}, false)`,
    })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tenantId),
        eq(users.status, "active"),
        arrayContains(users.roles, ["admin"]),
      ),
    )
    .orderBy(desc(sql`coalesce(${users.lastProviderSignInAt}, '-infinity')`), users.email)
    .limit(MOST_ADMINS);
  return rows.map((row) => ({
    ...row,
    lastProviderSignInAt: row.lastProviderSignInAt?.toISOString() ?? null,
  }));
}

/** What enforcing changes: who has no provider account linked yet, and which sessions end. */
export async function readEnforcementEffects(db: Database | Tx, tenantId: string) {
  const linked = db
    .select({ one: sql`1` })
    .from(identities)
    .where(and(eq(identities.tenantId, users.tenantId), eq(identities.userId, users.id)));
  const [people] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(users)
    .where(
      and(
        eq(users.tenantId, tenantId),
        eq(users.status, "active"),
        isNotNull(users.passwordHash),
        notExists(linked),
      ),
    );
  const [ending] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(sessions)
    .where(and(passwordSessions(tenantId), sql`${sessions.expiresAt} > now()`));
  return { peopleWithoutProvider: people?.count ?? 0, passwordSessions: ending?.count ?? 0 };
}

/** The sessions that a password started; with `but`, without that one. */
export function passwordSessions(tenantId: string, but?: string) {
  return and(
    eq(sessions.tenantId, tenantId),
    eq(sessions.method, "password"),
    but === undefined ? undefined : ne(sessions.id, but),
  );
}

/** Tells the tenant's admins that SSO enforcement changed, by whom and why. */
export async function mailEnforcementChange(
  ctx: MutationContext,
  tenant: { slug: string; name: string; ssoEnforced: boolean },
  reason: string | null,
): Promise<Job[]> {
  const { actor } = ctx;
  const who =
    actor.kind === "user" ? actor.email : actor.kind === "credential" ? actor.name : "Gatehouse";
  const what = tenant.ssoEnforced
    ? "Passwords no longer sign anybody in: only your providers do."
    : "Passwords sign people in again, beside your providers.";
  return await mailAdmins(ctx, {
    subject: `Single sign-on is ${tenant.ssoEnforced ? "enforced" : "no longer enforced"}: ${tenant.slug}`,
    body: [
      `${what}`,
      `Changed by ${who}${reason === null ? "" : `, who gave this reason: ${reason}`}.`,
      `Look at it: ${env.baseUrl.origin}/t/${tenant.slug}/settings`,
    ].join("\n\n"),
  });
}
