import { eq } from "drizzle-orm";
import { database, type Tx } from "#db/client.ts";
import { users } from "#db/schema/users.ts";
import { PLATFORM_TENANT_ID } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { singleton } from "#platform/singleton.ts";

const memory = singleton("setup-state", () => ({ done: false }));

/** Whether setup is over. It never opens again, so a yes is remembered. */
export async function operatorExists(tx?: Tx): Promise<boolean> {
  if (memory.done && !tx) return true;
  try {
    const [row] = await (tx ?? database())
      .select({ id: users.id })
      .from(users)
      .where(eq(users.tenantId, PLATFORM_TENANT_ID))
      .limit(1);
    if (row && !tx) memory.done = true;
    return row !== undefined;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
