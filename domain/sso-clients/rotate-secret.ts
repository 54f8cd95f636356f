import { and, eq, notInArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { ssoClientSecrets } from "#db/schema/sso-clients.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { Secret } from "#platform/secret.ts";
import { findSsoClient, liveSecretsOf, versioned } from "./queries.ts";
import { rotateSsoClientSecretInput } from "./schemas.ts";

/**
 * Gives a client a second secret beside the old one, which goes on working for `overlapHours`, or
 * until somebody retires it. Out: the client and the new secret, only now. Throws `conflict` while
 * two are live already, and for a client that uses none.
 */
export const rotateSsoClientSecret = mutation({
  permission: "sso_client.update",
  input: rotateSsoClientSecretInput,
  run: async (ctx, { clientId, overlapHours }) => {
    const row = await findSsoClient(ctx.tx, ctx.tenantId, clientId, true);
    if (row.authMethod !== "client_secret_basic") {
      throw conflict(`This client has no secret: it authenticates by ${row.authMethod}.`);
    }
    const live = await liveSecretsOf(ctx.tx, ctx.tenantId, row.id);
    if (live.length > 1) {
      throw conflict("Two secrets are live already. Retire the old one before you add another.");
    }
    await forgetRetired(ctx, row.id, overlapHours === 0 ? [] : live);
    if (overlapHours !== undefined && overlapHours > 0) await setEnd(ctx, row.id, overlapHours);
    const clientSecret = Secret.generate();
    await ctx.tx.insert(ssoClientSecrets).values({
      tenantId: ctx.tenantId,
      ssoClientId: row.id,
      id: uuidv7(),
      hash: clientSecret.hash(),
    });
    const after = await liveSecretsOf(ctx.tx, ctx.tenantId, row.id);
    return {
      result: { client: versioned(row), clientSecret },
      audit: {
        action: "sso_client.rotate_secret",
        target: { kind: "sso_client", id: row.id, name: row.name },
        before: { liveSecrets: live.length },
        after: {
          liveSecrets: after.length,
          oldSecretRetiresAt: after[1]?.retiresAt?.toISOString() ?? null,
        },
      },
      stale: [`sso_client:${row.id}`],
    };
  },
});

/** Removes every secret of the client but those to keep: the retired ones, and those that end now. */
async function forgetRetired(
  ctx: MutationContext,
  ssoClientId: string,
  keep: readonly { id: string }[],
): Promise<void> {
  const ids = keep.map((secret) => secret.id);
  await ctx.tx
    .delete(ssoClientSecrets)
    .where(
      and(
        ofClient(ctx, ssoClientId),
        ids.length > 0 ? notInArray(ssoClientSecrets.id, ids) : undefined,
      ),
    );
}

async function setEnd(ctx: MutationContext, ssoClientId: string, hours: number): Promise<void> {
  await ctx.tx
    .update(ssoClientSecrets)
    .set({ retiresAt: sql`now() + make_interval(hours => ${hours}::int)` })
    .where(ofClient(ctx, ssoClientId));
}

function ofClient(ctx: MutationContext, ssoClientId: string) {
  return and(
    eq(ssoClientSecrets.tenantId, ctx.tenantId),
    eq(ssoClientSecrets.ssoClientId, ssoClientId),
  );
}
