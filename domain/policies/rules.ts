import { and, eq, inArray } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { ssoClients } from "#db/schema/sso-clients.ts";
import { users } from "#db/schema/users.ts";
import { conflict, type GatehouseError, invalid } from "#domain/kernel/errors.ts";
import { type Cidr, parseCidr } from "#platform/env-values.ts";
import type { PolicyRule } from "./decide.ts";
import type { PolicyRow } from "./queries.ts";

type Conditions = {
  [K in "networks" | "clientIds" | "userIds"]?: PolicyRow[K] | undefined;
};

/** A stored policy as a decision reads it. */
export function ruleOf(row: PolicyRow): PolicyRule {
  return { ...row, networks: row.networks.map(networkOf) };
}

/**
 * Throws `invalid`, line by line, for a network that is none and for a client or a user that the
 * tenant does not have: a misspelt deny rule would let everyone pass in silence.
 */
export async function assertConditions(tx: Tx, tenantId: string, given: Conditions): Promise<void> {
  const fields: Record<string, string> = {};
  for (const [at, text] of (given.networks ?? []).entries()) {
    if (!parseCidr(text)) {
      fields[`networks.${at}`] = "This is no network. Use CIDR, like 10.0.0.0/8 or 2001:db8::/32.";
    }
  }
  const clients = await present(given.clientIds, (wanted) =>
    tx
      .select({ id: ssoClients.clientId })
      .from(ssoClients)
      .where(and(eq(ssoClients.tenantId, tenantId), inArray(ssoClients.clientId, wanted))),
  );
  const people = await present(given.userIds, (wanted) =>
    tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tenantId), inArray(users.id, wanted))),
  );
  for (const [at, id] of (given.clientIds ?? []).entries()) {
    if (!clients.has(id)) fields[`clientIds.${at}`] = "This tenant has no such SSO client.";
  }
  for (const [at, id] of (given.userIds ?? []).entries()) {
    if (!people.has(id.toLowerCase())) fields[`userIds.${at}`] = "This tenant has no such user.";
  }
  if (Object.keys(fields).length > 0) throw invalid(fields);
}

/** Two policies of one name could not be told apart in the audit log. */
export function nameTaken(): GatehouseError {
  return conflict("Another policy has this name.", { name: "Another policy has this name." });
}

async function present(
  wanted: string[] | undefined,
  find: (wanted: string[]) => Promise<{ id: string }[]>,
): Promise<ReadonlySet<string>> {
  if (!wanted?.length) return new Set();
  return new Set((await find(wanted)).map(({ id }) => id));
}

function networkOf(text: string): Cidr {
  const network = parseCidr(text);
  if (!network) throw new Error(`A stored network cannot be read: ${text}`);
  return network;
}
