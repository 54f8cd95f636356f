import { and, asc, eq, or, sql } from "drizzle-orm";
import { policies } from "#db/schema/policies.ts";
import { users } from "#db/schema/users.ts";
import type { QueryContext } from "#domain/kernel/context.ts";
import { notFound } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { getSsoClient } from "#domain/sso-clients/get.ts";
import { decideAccess, type Mismatch } from "./decide.ts";
import { policyColumns, readPolicyDefault } from "./queries.ts";
import { ruleOf } from "./rules.ts";
import { explainAccessInput } from "./schemas.ts";

export type ExplainedPolicy = {
  id: string;
  name: string;
  effect: "allow" | "deny";
  /** The first thing that kept it from matching; null: it matches. */
  mismatch: Mismatch | null;
  decided: boolean;
};

/**
 * Whether somebody of the tenant could use a client, and which policy decides: the very decision of
 * the sign-in, over the rules as they are now. A person or client that is switched off is told as
 * such, since no rule is asked about them. Throws `not_found` for an unknown person or client.
 */
export const explainAccess = query({
  permission: "policy.read",
  input: explainAccessInput,
  run: async (ctx, input) => {
    const user = await findPerson(ctx, input.user);
    const client = await getSsoClient(ctx, { clientId: input.clientId });
    const rows = await ctx.db
      .select(policyColumns)
      .from(policies)
      .where(eq(policies.tenantId, ctx.tenantId))
      .orderBy(asc(policies.createdAt), asc(policies.id));
    const defaultEffect = await readPolicyDefault(ctx.db, ctx.tenantId);
    const { aal = 1, address = "" } = input;
    const decision = decideAccess(
      { rules: rows.map(ruleOf), defaultEffect },
      { user: { ...user, teamIds: [] }, client, aal, address },
    );
    const blockers = [
      ...(user.status === "active" ? [] : ["The person is suspended."]),
      ...(client.enabled ? [] : ["The client is switched off."]),
      ...(client.requiredAal > aal ? ["The client asks for two factors."] : []),
    ];
    return {
      user: { id: user.id, email: user.email, name: user.name },
      client: { clientId: client.clientId, name: client.name },
      allowed: decision.allowed && blockers.length === 0,
      blockers,
      decidedBy: decision.decidedBy?.name ?? null,
      defaultEffect,
      allowedAtAal2: decision.allowedAtAal2,
      policies: decision.verdicts.map(
        ({ rule, mismatch }): ExplainedPolicy => ({
          id: rule.id,
          name: rule.name,
          effect: rule.effect,
          mismatch,
          decided: rule.id === decision.decidedBy?.id,
        }),
      ),
    };
  },
});

async function findPerson(ctx: QueryContext, named: string) {
  const [row] = await ctx.db
    .select({
      id: users.id,
      email: users.email,
      name: users.name,
      roles: users.roles,
      status: users.status,
    })
    .from(users)
    .where(
      and(
        eq(users.tenantId, ctx.tenantId),
        or(eq(users.email, named.toLowerCase()), sql`${users.id}::text = ${named.toLowerCase()}`),
      ),
    );
  if (!row) throw notFound("user");
  return row;
}
