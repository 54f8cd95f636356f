import { and, eq } from "drizzle-orm";
import { database } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { users } from "#db/schema/users.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import type { GrantPerson } from "./live-grant.ts";
import { personColumns } from "./queries.ts";

/** The active person of an active tenant, as tokens tell of them, or null. Throws `unavailable`. */
export async function findPerson(tenantId: string, userId: string): Promise<GrantPerson | null> {
  try {
    const [row] = await database()
      .select(personColumns)
      .from(users)
      .innerJoin(tenants, eq(tenants.id, users.tenantId))
      .where(
        and(
          eq(users.tenantId, tenantId),
          eq(users.id, userId),
          eq(users.status, "active"),
          eq(tenants.status, "active"),
        ),
      );
    return row ?? null;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
