import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { identityProviderSecrets } from "#db/schema/identity-providers.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { seal, unseal } from "#platform/seal.ts";
import { Secret } from "#platform/secret.ts";
import type { SecretRow } from "./queries.ts";

/** Adds a sealed client secret; it becomes the newest live one. */
export async function addSecret(
  ctx: MutationContext,
  providerId: string,
  plain: string,
  expiresAt: Date | null,
): Promise<void> {
  const id = uuidv7();
  await ctx.tx.insert(identityProviderSecrets).values({
    tenantId: ctx.tenantId,
    providerId,
    id,
    sealed: seal(Secret.of(plain), place(ctx.tenantId, id)),
    expiresAt,
  });
}

/** Forgets the given secrets for good. */
export async function removeSecrets(
  ctx: MutationContext,
  providerId: string,
  secrets: readonly SecretRow[],
): Promise<void> {
  if (secrets.length === 0) return;
  const { tenantId } = ctx;
  await ctx.tx.delete(identityProviderSecrets).where(
    and(
      eq(identityProviderSecrets.tenantId, tenantId),
      eq(identityProviderSecrets.providerId, providerId),
      inArray(
        identityProviderSecrets.id,
        secrets.map((secret) => secret.id),
      ),
    ),
  );
}

/** Corrects when a live secret ends; whoever was warned of its old end is warned anew. */
export async function setEnd(
  ctx: MutationContext,
  secret: SecretRow,
  expiresAt: Date | null,
): Promise<void> {
  if (secret.expiresAt?.getTime() === expiresAt?.getTime()) return;
  await ctx.tx
    .update(identityProviderSecrets)
    .set({ expiresAt, warnedDays: null })
    .where(
      and(
        eq(identityProviderSecrets.tenantId, secret.tenantId),
        eq(identityProviderSecrets.providerId, secret.providerId),
        eq(identityProviderSecrets.id, secret.id),
      ),
    );
}

/** Opens a stored secret. Throws `SealError`. */
export function openSecret(row: SecretRow): Secret {
  return unseal(row.sealed, place(row.tenantId, row.id));
}

/** Where the secret stands: sealed elsewhere it does not open here. */
function place(tenantId: string, rowId: string) {
  return { table: "identity_provider_secrets", tenantId, rowId, column: "sealed" };
}
