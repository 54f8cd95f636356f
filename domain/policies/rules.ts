import { and, eq, inArray, or, sql } from "drizzle-orm";
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
 * The conditions as they are stored, people by their ids. Throws `invalid`, line by line, for a
 * network that is none and for a client or a person that the tenant does not have: a misspelt deny
 * rule would let everyone pass in silence.
 */
export async function readConditions<Given extends Conditions>(
  tx: Tx,
  tenantId: string,
  given: Given,
): Promise<Given> {
  const fields: Record<string, string> = {};
  for (const [at, text] of (given.networks ?? []).entries()) {
    if (!parseCidr(text)) {
      fields[`networks.${at}`] = "This is no network. Use CIDR, like 10.0.0.0/8 or 2001:db8::/32.";
    }
  }
  const clients = await findClients(tx, tenantId, given.clientIds ?? []);
  const people = await findPeople(tx, tenantId, given.userIds ?? []);
  for (const [at, id] of (given.clientIds ?? []).entries()) {
    if (!clients.has(id)) fields[`clientIds.${at}`] = "This tenant has no such SSO client.";
  }
  for (const [at, id] of (given.userIds ?? []).entries()) {
    if (!people.has(id.toLowerCase())) fields[`userIds.${at}`] = "This tenant has no such person.";
  }
  if (Object.keys(fields).length > 0) throw invalid(fields);
  if (!given.userIds) return given;
  const userIds = given.userIds.flatMap((named) => people.get(named.toLowerCase()) ?? []);
  return { ...given, userIds: [...new Set(userIds)] };
}

async function findClients(tx: Tx, tenantId: string, wanted: string[]) {
  if (wanted.length === 0) return new Set();
  const rows = await tx
    .select({ clientId: ssoClients.clientId })
    .from(ssoClients)
    .where(and(eq(ssoClients.tenantId, tenantId), inArray(ssoClients.clientId, wanted)));
  return new Set(rows.map(({ clientId }) => clientId));
}

/** Ids by whatever names a person: the id itself, or the email address. */
async function findPeople(tx: Tx, tenantId: string, named: readonly string[]) {
  const wanted = named.map((one) => one.toLowerCase());
  const rows =
    wanted.length === 0
      ? []
      : await tx
          .select({ id: users.id, email: users.email })
          .from(users)
          .where(
            and(
              eq(users.tenantId, tenantId),
              or(inArray(users.email, wanted), inArray(sql`${users.id}::text`, wanted)),
            ),
          );
  return new Map(rows.flatMap(({ id, email }) => [[id, id] as const, [email, id] as const]));
}

/** Two policies of one name could not be told apart in the audit log. */
export function nameTaken(): GatehouseError {
  return conflict("Another policy has this name.", { name: "Another policy has this name." });
}

function networkOf(text: string): Cidr {
  const network = parseCidr(text);
  if (!network) throw new Error(`A stored network cannot be read: ${text}`);
  return network;
}
