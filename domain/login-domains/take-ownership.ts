import { verifiedDomains } from "#db/schema/login-domains.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict } from "#domain/kernel/errors.ts";

/**
 * Makes the context's tenant the one verified owner of `domain`. The primary key decides between two
 * that try together. Throws `conflict` when another tenant owns it.
 */
export async function takeOwnership(ctx: MutationContext, domain: string): Promise<void> {
  const [owned] = await ctx.tx
    .insert(verifiedDomains)
    .values({ domain, tenantId: ctx.tenantId })
    .onConflictDoNothing()
    .returning({ domain: verifiedDomains.domain });
  if (owned) return;
  const message = `"${domain}" is verified for another tenant. An operator can tell which one.`;
  throw conflict(message, { domain: message });
}
