import { and, eq, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { enqueue } from "#db/queue.ts";
import { loginDomains } from "#db/schema/login-domains.ts";
import { systemContext } from "#domain/kernel/context.ts";
import { GatehouseError } from "#domain/kernel/errors.ts";
import { checkChallenge } from "./check-challenge.ts";
import { nextCheckDelaySeconds } from "./check-schedule.ts";
import { verifyDomain } from "./verify.ts";

/**
 * One automatic check of a pending claim; a record that is found verifies it, otherwise the next
 * check is put into the queue, for 72 hours. A check without news is an observation and no event.
 */
export async function checkDomainAutomatically(input: {
  tenantId: string;
  domain: string;
  attempt: number;
}): Promise<void> {
  const claim = await readPending(input);
  if (!claim?.token || claim.expired) return;
  const check = await checkChallenge(input.domain, claim.token);
  if (check.outcome === "matched") {
    await verify(input);
    return;
  }
  const delay = nextCheckDelaySeconds(claim.ageSeconds);
  await database().transaction(async (tx) => {
    const [still] = await tx
      .update(loginDomains)
      .set({ lastCheck: check })
      .where(and(ofClaim(input), eq(loginDomains.challengeToken, claim.token ?? "")))
      .returning({ domain: loginDomains.domain });
    if (!still || delay === null) return;
    const data = { ...input, attempt: input.attempt + 1 };
    await enqueue(tx, [{ name: "check-domain", data, startAfterSeconds: delay }]);
  });
}

/** A claim that is gone, changed or lost to another tenant meanwhile needs no further check. */
async function verify(input: { tenantId: string; domain: string }): Promise<void> {
  try {
    await verifyDomain(systemContext("domain-check", input.tenantId), { domain: input.domain });
  } catch (error) {
    const over = error instanceof GatehouseError && ["not_found", "conflict"].includes(error.code);
    if (!over) throw error;
  }
}

async function readPending(input: { tenantId: string; domain: string }) {
  const [row] = await database()
    .select({
      token: loginDomains.challengeToken,
      expired: sql<boolean>`${loginDomains.challengeExpiresAt} < now()`,
      ageSeconds: sql<number>`extract(epoch from now() - ${loginDomains.createdAt})::int`,
    })
    .from(loginDomains)
    .where(ofClaim(input));
  return row;
}

function ofClaim(input: { tenantId: string; domain: string }) {
  return and(
    eq(loginDomains.tenantId, input.tenantId),
    eq(loginDomains.domain, input.domain),
    eq(loginDomains.status, "pending"),
  );
}
