import { sql } from "drizzle-orm";
import type { Tx } from "#db/client.ts";
import { setupSteps } from "#db/schema/setup-steps.ts";
import type { AuditDraft } from "#domain/kernel/audit.ts";

type Row = typeof setupSteps.$inferInsert;

/**
 * Writes down how a step of the setup ended, over whatever was noted of it before. In: what it was
 * done for. Out: the event that tells of it.
 */
export async function noteStep(
  tx: Tx,
  step: Row["step"],
  outcome: Row["outcome"],
  value: string | null = null,
): Promise<AuditDraft> {
  const noted = { outcome, value, at: sql`now()` };
  await tx
    .insert(setupSteps)
    .values({ step, ...noted })
    .onConflictDoUpdate({ target: setupSteps.step, set: noted });
  return {
    action: "platform.set_up",
    target: { kind: "setup_step", id: step, name: step },
    after: { outcome, value },
  };
}
