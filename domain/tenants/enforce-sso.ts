import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { tenants } from "#db/schema/tenants.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { conflict, invalid, notFound } from "#domain/kernel/errors.ts";
import { mutation, query } from "#domain/kernel/operation.ts";
import { endSessions } from "#domain/sessions/end.ts";
import { lockTenant } from "./lock.ts";
import { readTenant, tenantColumns } from "./queries.ts";
import { reasonInput } from "./schemas.ts";
import {
  ADMINS_NEEDED,
  mailEnforcementChange,
  passwordSessions,
  readAdminProofs,
  readEnforcementEffects,
  WITHIN_DAYS,
} from "./sso-enforcement.ts";

/** Whether SSO is enforced, whether it may be, by whose sign-ins, and what enforcing it changes. */
export const getSsoEnforcement = query({
  permission: "tenant.read",
  input: z.object({}),
  run: async (ctx) => {
    const { ssoEnforced } = await readTenant(ctx.db, ctx.tenantId);
    const admins = await readAdminProofs(ctx.db, ctx.tenantId);
    const adminsProven = admins.filter((admin) => admin.proven).length;
    return {
      enforced: ssoEnforced,
      mayEnforce: adminsProven >= ADMINS_NEEDED,
      adminsNeeded: ADMINS_NEEDED,
      adminsProven,
      withinDays: WITHIN_DAYS,
      admins,
      effects: await readEnforcementEffects(ctx.db, ctx.tenantId),
    };
  },
});

/**
 * Lets only the tenant's own providers sign people in, and ends the sessions that a password
 * started, but for the actor's own. Throws `conflict` until two admins came through a provider of the
 * tenant within 7 days: so many have shown that the way in works.
 */
export const enforceSso = mutation({
  permission: "tenant.enforce_sso",
  input: z.object({}),
  run: async (ctx) => {
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    if (before.ssoEnforced) throw conflict("Single sign-on is enforced already.");
    const proven = (await readAdminProofs(ctx.tx, ctx.tenantId)).filter((admin) => admin.proven);
    if (proven.length < ADMINS_NEEDED) {
      throw conflict(
        `Two admins must have signed in through one of your providers within ${WITHIN_DAYS} days, so that nobody is locked out. So far ${proven.length} did.`,
      );
    }
    const after = await setEnforced(ctx.tx, ctx.tenantId, true);
    const own = ctx.actor.kind === "user" ? ctx.actor.sessionId : undefined;
    const { ids: ended, jobs } = await endSessions(ctx.tx, passwordSessions(ctx.tenantId, own));
    return {
      result: { ...after, endedSessions: ended.length },
      audit: {
        action: "tenant.enforce_sso",
        target: { kind: "tenant", id: ctx.tenantId, name: after.slug },
        before: { ssoEnforced: false },
        after: {
          ssoEnforced: true,
          endedSessions: ended.length,
          provenBy: proven.map((admin) => admin.email),
        },
      },
      jobs: [...jobs, ...(await mailEnforcementChange(ctx, after, null))],
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

/**
 * Lets passwords sign people in again, where the tenant's providers do not work any more. An
 * operator's, with a reason, which the tenant's admins get by mail.
 */
export const breakGlass = mutation({
  permission: "tenant.break_glass",
  input: z.object({ reason: reasonInput }),
  run: async (ctx, { reason }) => {
    const before = await lockTenant(ctx.tx, ctx.tenantId);
    if (!before.ssoEnforced) throw conflict("Single sign-on is not enforced.");
    const after = await setEnforced(ctx.tx, ctx.tenantId, false);
    return {
      result: after,
      audit: {
        action: "tenant.break_glass",
        target: { kind: "tenant", id: ctx.tenantId, name: after.slug },
        before: { ssoEnforced: true },
        after: { ssoEnforced: false },
        reason,
      },
      jobs: await mailEnforcementChange(ctx, after, reason),
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

async function setEnforced(
  tx: Parameters<typeof lockTenant>[0],
  tenantId: string,
  ssoEnforced: boolean,
) {
  if (tenantId === PLATFORM_TENANT_ID) {
    throw invalid({ slug: "The platform itself cannot be changed like a tenant." });
  }
  const [after] = await tx
    .update(tenants)
    .set({ ssoEnforced, updatedAt: sql`now()` })
    .where(eq(tenants.id, tenantId))
    .returning(tenantColumns);
  if (!after) throw notFound("tenant");
  return after;
}
