import { and, eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { credentials } from "#db/schema/credentials.ts";
import { type MutationContext, PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { forbidden } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { sha256 } from "#platform/hash.ts";
import type { Secret } from "#platform/secret.ts";
import { newServiceToken } from "./token.ts";

const NAME = "operator";

/**
 * Makes the platform's one service token, which may do everything over the API, and revokes the one
 * before it. Out: the token, told this once.
 */
export const createPlatformCredential = mutation({
  permission: "credential.create",
  input: z.object({}),
  run: async (ctx) => {
    if (ctx.tenantId !== PLATFORM_TENANT_ID) throw forbidden("credential.create");
    const { id, secret, revoked } = await replacePlatformCredential(ctx);
    return {
      result: { secret },
      audit: {
        action: "credential.create",
        target: { kind: "credential", id, name: NAME },
        after: { type: "svc", name: NAME, revoked },
      },
      stale: revoked.map((old) => `credential:${old}` as const),
    };
  },
});

/** The write itself, which setup shares. */
export async function replacePlatformCredential(
  ctx: MutationContext,
): Promise<{ id: string; secret: Secret; revoked: string[] }> {
  const revoked = await ctx.tx
    .update(credentials)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(credentials.tenantId, PLATFORM_TENANT_ID), isNull(credentials.revokedAt)))
    .returning({ id: credentials.id });
  const id = uuidv7();
  const secret = newServiceToken(PLATFORM_TENANT_ID);
  await ctx.tx.insert(credentials).values({
    tenantId: PLATFORM_TENANT_ID,
    id,
    type: "svc",
    name: NAME,
    secretHash: sha256(secret.reveal()),
    createdBy: ctx.actor.kind === "user" ? ctx.actor.userId : null,
  });
  return { id, secret, revoked: revoked.map((row) => row.id) };
}
