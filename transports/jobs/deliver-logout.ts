import { z } from "zod";
import { deliverLogout } from "#domain/logout-deliveries/deliver.ts";

const data = z.object({ tenantId: z.guid(), deliveryId: z.guid() });

/** Tells one client that a session ended. */
export async function runDeliverLogout(raw: unknown): Promise<void> {
  await deliverLogout(data.parse(raw));
}
