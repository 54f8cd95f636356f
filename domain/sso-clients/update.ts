import { isDeepStrictEqual } from "node:util";
import { and, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { ssoClientSecrets, ssoClients } from "#db/schema/sso-clients.ts";
import { endGrantsOfClient } from "#domain/grants/end.ts";
import { conflict, type GatehouseError } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { env } from "#platform/env.ts";
import {
  describeSsoClient,
  findSsoClient,
  type SsoClientRow,
  snapshotOf,
  ssoClientColumns,
} from "./queries.ts";
import { updateSsoClientInput } from "./schemas.ts";
import { assertSettings } from "./settings-rules.ts";

type Changes = Omit<z.output<typeof updateSsoClientInput>, "clientId" | "version">;

/**
 * Changes an SSO client; fields left out keep their value. With `version`, only when nobody changed
 * it since: otherwise it throws `conflict`, which names the fields that read differently now, and
 * nothing is saved. A client that stops using a secret loses its secrets.
 */
export const updateSsoClient = mutation({
  permission: "sso_client.update",
  input: updateSsoClientInput,
  run: async (ctx, { clientId, version, ...changes }) => {
    const before = await findSsoClient(ctx.tx, ctx.tenantId, clientId, true);
    if (version !== undefined && version !== before.version) throw changedSince(before, changes);
    assertSettings(merged(before, changes), env.PRIVATE_UPSTREAMS);
    const here = and(eq(ssoClients.tenantId, ctx.tenantId), eq(ssoClients.id, before.id));
    const [row] = await ctx.tx
      .update(ssoClients)
      .set({ ...changes, version: before.version + 1, updatedAt: sql`now()` })
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
      result: describeSsoClient(row),
      audit: {
        action: "sso_client.update",
        target: { kind: "sso_client", id: row.id, name: row.name },
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

/** Each field that would have been saved over what somebody else wrote, with what stands there now. */
function changedSince(row: SsoClientRow, changes: Changes): GatehouseError {
  const now: Readonly<Record<string, unknown>> = row;
  const fields: Record<string, string> = {};
  for (const [field, wanted] of Object.entries(changes)) {
    if (wanted === undefined || isDeepStrictEqual(wanted, now[field])) continue;
    fields[field] = `Now it is ${shown(now[field])}.`;
  }
  return conflict(
    "Somebody else changed this client after you opened it. Look at what it is now, then save again.",
    fields,
  );
}

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "empty" : value.join(", ");
  if (value === null) return "empty";
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
