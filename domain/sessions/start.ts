import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { sessions } from "#db/schema/sessions.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { keepGrants } from "#domain/grants/keep.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { newTenantToken, readTenantToken } from "#domain/kernel/tenant-token.ts";

import { sha256 } from "#platform/hash.ts";
import type { Secret } from "#platform/secret.ts";
import { endSessions } from "./end.ts";

export const startSessionInput = z.object({
  userId: z.uuid(),
  method: z.enum(["password", "google", "azure-ad", "oidc"]),
  providerName: z.string().nullable(),
  issuer: z.string().nullable(),
  loginDomain: z.string().nullable(),
  /** Whether a provider of the tenant's own signed the person in: what enforcing SSO rests on. */
  ofTenant: z.boolean().default(false),
  /** The token of the browser's previous session, which ends: a new sign-in is a new id. */
  replaces: z.string().optional(),
});

export type StartedSession = { token: Secret; maxAgeSeconds: number };

/**
 * Signs a person in. The session lasts as the tenant says. Throws `conflict` when the person or the
 * tenant is not active (any more).
 */
export const startSession = mutation({
  permission: "session.create",
  input: startSessionInput,
  run: async (ctx, input) => {
    const { tenantId } = ctx;
    const [person] = await ctx.tx
      .update(users)
      .set({
        lastSignInAt: sql`now()`,
        ...(input.ofTenant ? { lastProviderSignInAt: sql`now()` } : {}),
      })
      .from(tenants)
      .where(
        and(
          eq(users.tenantId, tenantId),
          eq(users.id, input.userId),
          eq(users.status, "active"),
          eq(tenants.id, users.tenantId),
          eq(tenants.status, "active"),
        ),
      )
      .returning({ email: users.email, lifetimeHours: tenants.sessionLifetimeHours })
      .prepare("session_person")
      .execute();
    if (!person) throw conflict("This person cannot sign in.");
    const token = newTenantToken(tenantId);
    const id = uuidv7();
    const insert = ctx.tx.insert(sessions).values({
      tenantId,
      id,
      userId: input.userId,
      tokenHash: sha256(token.reveal()),
      // No tenant asks for a second factor yet, so the first one completes the session.
      state: "active",
      aal: 1,
      method: input.method,
      providerName: input.providerName,
      issuer: input.issuer,
      loginDomain: input.loginDomain,
      address: ctx.request.address,
      userAgent: ctx.request.userAgent.slice(0, 500),
      expiresAt: sql`now() + make_interval(hours => ${person.lifetimeHours}::int)`,
    });
    await insert.prepare("session").execute();
    const replaced = input.replaces === undefined ? null : readTenantToken(input.replaces);
    if (replaced) {
      await keepGrants(ctx.tx, replaced, { tenantId, sessionId: id, userId: input.userId });
    }
    // What is still there now was somebody else's, whose apps are told.
    const { ids: ended, jobs } = replaced
      ? await endSessions(ctx.tx, ofToken(replaced))
      : { ids: [], jobs: [] };
    const started: StartedSession = { token, maxAgeSeconds: person.lifetimeHours * 3600 };
    return {
      result: started,
      audit: {
        action: input.method === "password" ? "sign_in.password" : "sign_in.provider",
        target: { kind: "user", id: input.userId, name: person.email },
        after: {
          sessionId: id,
          method: input.method,
          providerName: input.providerName,
          issuer: input.issuer,
          loginDomain: input.loginDomain,
        },
      },
      jobs,
      stale: ended.map((old) => `session:${old}` as const),
    };
  },
});

function ofToken({ tenantId, tokenHash }: { tenantId: string; tokenHash: Buffer }) {
  return and(eq(sessions.tenantId, tenantId), eq(sessions.tokenHash, tokenHash));
}
