import { eq } from "drizzle-orm";
import type { Database, Tx } from "#db/client.ts";
import { builtInClients } from "#db/schema/built-in-clients.ts";
import { commandLineClient } from "./client.ts";

/** Whether it is on; nobody having switched it means that it is. */
export async function readEnabled(db: Database | Tx): Promise<boolean> {
  const [row] = await db
    .select({ enabled: builtInClients.enabled })
    .from(builtInClients)
    .where(eq(builtInClients.clientId, commandLineClient.clientId));
  return row?.enabled ?? true;
}
