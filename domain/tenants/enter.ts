import { eq } from "drizzle-orm";
import { tenants } from "#db/schema/tenants.ts";
import { type Context, inTenant, isOfPlatform, readHandle } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { notFound } from "#domain/kernel/errors.ts";

/**
 * The actor's context in the tenant that an address names.
 * In: the context, a slug. Throws `not_found` for no such tenant and for a foreign one alike.
 */
export async function enterTenant(ctx: Context, slug: string): Promise<Context> {
  const row = await findTenantId(ctx, slug);
  if (!row) throw notFound("tenant");
  const { actor } = ctx;
  const mayEnter = actor.kind !== "system" && (isOfPlatform(actor) || actor.tenantId === row.id);
  if (!mayEnter) throw notFound("tenant");
  return inTenant(ctx, row.id);
}

async function findTenantId(ctx: Context, slug: string): Promise<{ id: string } | undefined> {
  try {
    const [row] = await readHandle(ctx)
      .select({ id: tenants.id })
      .from(tenants)
      .where(eq(tenants.slug, slug.replaceAll("\u0000", "")));
    return row;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
