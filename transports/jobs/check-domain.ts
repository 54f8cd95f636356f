import { z } from "zod";
import { checkDomainAutomatically } from "#domain/login-domains/check-automatically.ts";

const data = z.object({ tenantId: z.guid(), domain: z.string(), attempt: z.number().int() });

/** Looks for a pending domain's TXT record. */
export async function runCheckDomain(raw: unknown): Promise<void> {
  await checkDomainAutomatically(data.parse(raw));
}
