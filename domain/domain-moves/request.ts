import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { domainMoves, loginDomains, verifiedDomains } from "#db/schema/login-domains.ts";
import { inTenant, type MutationContext } from "#domain/kernel/context.ts";
import { conflict, notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { parseClaim } from "#domain/login-domains/parse-claim.ts";
import { domainInput } from "#domain/login-domains/schemas.ts";
import { mailAdmins } from "#domain/mail-messages/mail-admins.ts";
import { nameOf } from "./tenant-name.ts";

/**
 * Asks the tenant that owns a domain to give it to the context's tenant, which must have claimed it.
 * Throws `not_found` without a claim, `conflict` when nobody else owns it or a move is under way.
 */
export const requestDomainMove = mutation({
  permission: "login_domain.move",
  input: domainInput,
  run: async (ctx, input) => {
    const { domain } = parseClaim(input.domain);
    const fromTenantId = await ownerOf(ctx, domain);
    const [move] = await ctx.tx
      .insert(domainMoves)
      .values({
        id: uuidv7(),
        domain,
        fromTenantId,
        toTenantId: ctx.tenantId,
        status: "requested",
      })
      .onConflictDoNothing()
      .returning({ id: domainMoves.id });
    if (!move) throw conflict(`A move of "${domain}" is under way already.`);
    const asking = await nameOf(ctx.tx, ctx.tenantId);
    return {
      result: { domain, status: "requested" as const },
      audit: {
        action: "login_domain.move",
        target: { kind: "login_domain", id: domain, name: domain },
        after: { status: "requested" },
      },
      jobs: await mailAdmins(inTenant(ctx, fromTenantId), {
        subject: `${asking} asks for ${domain}`,
        body: `${asking} asks to take over the login domain ${domain}, which is yours now.\n\nNothing changes unless an admin of yours agrees, at the domain's page. After that it takes 24 hours, in which either side can still stop it.`,
      }),
    };
  },
});

/** The tenant that gives: it owns the domain, and the context's tenant has claimed it. */
async function ownerOf(ctx: MutationContext, domain: string): Promise<string> {
  const [claim] = await ctx.tx
    .select({ status: loginDomains.status })
    .from(loginDomains)
    .where(and(eq(loginDomains.tenantId, ctx.tenantId), eq(loginDomains.domain, domain)))
    .for("update");
  if (!claim) throw notFound("login_domain");
  const [owner] = await ctx.tx
    .select({ tenantId: verifiedDomains.tenantId })
    .from(verifiedDomains)
    .where(eq(verifiedDomains.domain, domain));
  if (owner && claim.status === "pending") return owner.tenantId;
  throw conflict(
    claim.status === "pending"
      ? `Nobody owns "${domain}". Prove it by its DNS record.`
      : `"${domain}" is yours already.`,
  );
}
