import { and, eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { policies, policyDefaults } from "#db/schema/policies.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { versionOf } from "#domain/kernel/version.ts";

export type PolicyRow = typeof policies.$inferSelect;

export const policyColumns = {
  tenantId: policies.tenantId,
  id: policies.id,
  name: policies.name,
  effect: policies.effect,
  enabled: policies.enabled,
  roles: policies.roles,
  teamIds: policies.teamIds,
  userIds: policies.userIds,
  clientIds: policies.clientIds,
  clientTags: policies.clientTags,
  aal: policies.aal,
  networks: policies.networks,
  networksMatch: policies.networksMatch,
  createdAt: policies.createdAt,
  updatedAt: policies.updatedAt,
};

/** What the outside sees of a policy. */
export function describePolicy({ tenantId: _, ...row }: PolicyRow) {
  return {
    ...row,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The same with the version that a change of it may start from. */
export function versioned(row: PolicyRow) {
  return { ...describePolicy(row), version: versionOf(editableOf(row)) };
}

/** What can be changed of a policy, by the names of the operation's input. */
export function editableOf(row: PolicyRow) {
  const { id, ...editable } = snapshotOf(row);
  return editable;
}

/** What an event of the audit log holds of a policy: what somebody chose, without the counters. */
export function snapshotOf(row: PolicyRow) {
  const { createdAt, updatedAt, ...chosen } = describePolicy(row);
  return chosen;
}

/** A policy of the tenant; with `lock`, held for the rest of the transaction. Throws `not_found`. */
export async function findPolicy(db: Database | Tx, tenantId: string, id: string, lock = false) {
  const statement = db
    .select(policyColumns)
    .from(policies)
    .where(and(eq(policies.tenantId, tenantId), eq(policies.id, id)));
  const [row] = await (lock ? statement.for("update") : statement);
  if (!row) throw notFound("policy");
  return row;
}

/** What holds in the tenant where no policy matches. */
export async function readPolicyDefault(db: Database | Tx, tenantId: string) {
  const [row] = await db
    .select({ effect: policyDefaults.effect })
    .from(policyDefaults)
    .where(eq(policyDefaults.tenantId, tenantId));
  return row?.effect ?? "allow";
}
