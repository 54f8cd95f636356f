import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { endGrantsOfClient } from "#domain/grants/end.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent } from "#domain/kernel/version.ts";
import { env } from "#platform/env.ts";
import {
  editableOf,
  findSsoClient,
  type SsoClientRow,
  snapshotOf,
  ssoClientColumns,
  versioned,
} from "./queries.ts";
import { updateSsoClientInput } from "./schemas.ts";
import { assertSettings } from "./settings-rules.ts";

type Changes = Omit<z.output<typeof updateSsoClientInput>, "clientId" | "version">;

/**
 * Changes an SSO client; fields left out keep their value. With `version`, only when nobody
 * else changed these fields since: otherwise it throws `conflict` with what they saved, and nothing
 * is saved. A client that stops using a secret loses its secrets.
 */
export const updateSsoClient = mutation({
  permission: "sso_client.update",
  input: updateSsoClientInput,
  run: async (ctx, { clientId, version, ...changes }) => {
    const before = await findSsoClient(ctx.tx, ctx.tenantId, clientId, true);
    const target = { kind: "sso_client", id: before.id };
    await assertCurrent(ctx, version, { now: editableOf(before), wants: changes, target });
    assertSettings(merged(before, changes), env.PRIVATE_UPSTREAMS);
    const here = and(eq(ssoClients.tenantId, ctx.tenantId), eq(ssoClients.id, before.id));
    const [row] = await ctx.tx
      .update(ssoClients)
      .set({ ...changes, updatedAt: sql`now()` })
      .where(here)
      .returning(ssoClientColumns);
    if (!row) throw new Error("UPDATE of a locked row returned none");
    // Switched on again, it does not get back what it had.
    if (!row.enabled) {
      await endGrantsOfClient(ctx.tx, { tenantId: ctx.tenantId, ssoClientId: row.id });
    }
    if (row.authMethod !== "client_secret_basic") {
      await ctx.tx
        .delete(ssoClientSecrets)
        .where(
          and(
            eq(ssoClientSecrets.tenantId, ctx.tenantId),
            eq(ssoClientSecrets.ssoClientId, row.id),
          ),
        );
    }
    return {
      result: versioned(row),
      audit: {
        action: "sso_client.update",
        target: { ...target, name: row.name },
        before: snapshotOf(before),
        after: snapshotOf(row),
      },
      stale: [`sso_client:${row.id}`],
    };
  },
});

function merged(row: SsoClientRow, changes: Changes): SsoClientRow {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return Object.assign({ ...row }, Object.fromEntries(given));
}
