import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { userLinks } from "#db/schema/user-links.ts";
import { users } from "#db/schema/users.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { invalid } from "#domain/kernel/errors.ts";
import { newTenantToken, readTenantToken } from "#domain/kernel/tenant-token.ts";
import { env } from "#platform/env.ts";
import { sha256 } from "#platform/hash.ts";
import { Secret } from "#platform/secret.ts";

export type LinkPurpose = "invitation" | "password_reset";

/** How long a link is good, in hours, and the page that it opens. */
export const linkKinds = {
  invitation: { hours: 7 * 24, path: "/auth/msp/invitation" },
  password_reset: { hours: 1, path: "/auth/msp/password-reset" },
} as const satisfies Record<LinkPurpose, { hours: number; path: string }>;

/** Whose link it is, for the page that it opens. */
export type OpenLink = {
  tenantId: string;
  userId: string;
  email: string;
  name: string;
  tenantName: string;
};

/** Makes a one-time address for a person of the context's tenant; an older one of its kind dies. */
export async function issueUserLink(
  ctx: MutationContext,
  userId: string,
  purpose: LinkPurpose,
): Promise<Secret> {
  const { hours, path } = linkKinds[purpose];
  const { tenantId } = ctx;
  await ctx.tx
    .delete(userLinks)
    .where(
      and(
        eq(userLinks.tenantId, tenantId),
        eq(userLinks.userId, userId),
        eq(userLinks.purpose, purpose),
      ),
    );
  const token = newTenantToken(tenantId);
  await ctx.tx.insert(userLinks).values({
    tenantId,
    id: uuidv7(),
    userId,
    purpose,
    tokenHash: sha256(token.reveal()),
    expiresAt: sql`now() + make_interval(hours => ${hours}::int)`,
  });
  return Secret.of(`${env.baseUrl.origin}${path}?token=${token.reveal()}`);
}

/** Whose link `token` opens now, or null: unknown, used, expired, or of somebody suspended. */
export async function findUserLink(token: string, purpose: LinkPurpose): Promise<OpenLink | null> {
  const key = readTenantToken(token);
  if (!key) return null;
  try {
    const [row] = await database()
      .select({
        tenantId: userLinks.tenantId,
        userId: userLinks.userId,
        email: users.email,
        name: users.name,
        tenantName: tenants.name,
      })
      .from(userLinks)
      .innerJoin(users, and(eq(users.tenantId, userLinks.tenantId), eq(users.id, userLinks.userId)))
      .innerJoin(tenants, eq(tenants.id, userLinks.tenantId))
      .where(and(isOpen(key, purpose), eq(users.status, "active"), eq(tenants.status, "active")));
    return row ?? null;
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** Uses a link up: of a hundred that try together, one goes on. Throws `invalid` for the others. */
export async function consumeUserLink(
  ctx: MutationContext,
  token: string,
  purpose: LinkPurpose,
): Promise<string> {
  const key = readTenantToken(token);
  if (!key || key.tenantId !== ctx.tenantId) throw linkIsOver();
  const [consumed] = await ctx.tx
    .update(userLinks)
    .set({ consumedAt: sql`now()` })
    .where(isOpen(key, purpose))
    .returning({ userId: userLinks.userId });
  if (!consumed) throw linkIsOver();
  return consumed.userId;
}

/** Says nothing about why: whoever holds a dead link learns nothing from it. */
export function linkIsOver() {
  return invalid({ token: "This link is not valid any more. Ask for a new one." });
}

function isOpen(key: { tenantId: string; tokenHash: Buffer }, purpose: LinkPurpose) {
  return and(
    eq(userLinks.tenantId, key.tenantId),
    eq(userLinks.tokenHash, key.tokenHash),
    eq(userLinks.purpose, purpose),
    isNull(userLinks.consumedAt),
    gt(userLinks.expiresAt, sql`now()`),
  );
}
