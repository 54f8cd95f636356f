import { max, sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { signingKeys } from "#db/schema/signing-keys.ts";
import { PLATFORM_TENANT_ID, systemContext } from "#domain/kernel/context.ts";
import { deleteExpiredKeys } from "./queries.ts";
import { rotateSigningKeys } from "./rotate.ts";

/** How long a key signs before the next one is made. */
const ROTATION_DAYS = 90;

/**
 * Makes new keys when the newest ones are old, and forgets those that nothing rests on any more. An
 * installation that signed nothing yet has no keys, and gets none here. Out: what was done.
 */
export async function rotateDueKeys(): Promise<{ rotated: boolean; forgotten: number }> {
  const [row] = await database()
    .select({
      due: sql<
        boolean | null
      >`${max(signingKeys.createdAt)} < now() - make_interval(days => ${ROTATION_DAYS}::int)`,
    })
    .from(signingKeys);
  const rotated = row?.due === true;
  if (rotated) await rotateSigningKeys(systemContext("key-rotation", PLATFORM_TENANT_ID), {});
  return { rotated, forgotten: await deleteExpiredKeys(database()) };
}
