import { and, eq, ne } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#db/client.ts";
import { tenants } from "#db/schema/tenants.ts";
import { identities, loginEmails, users } from "#db/schema/users.ts";
import { providerKinds } from "#domain/identity-providers/kinds.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import type { EmailAddress } from "#domain/login-domains/email-address.ts";

export type UpstreamPerson = {
  tenantId: string;
  userId: string;
  email: string;
  status: "active" | "suspended";
  tenant: {
    status: "active" | "suspended";
    ssoEnforced: boolean;
    appFallback: "allowed" | "denied";
  };
  /** Whether the upstream account is linked already. */
  linked: boolean;
};

const personColumns = {
  tenantId: users.tenantId,
  userId: users.id,
  email: users.email,
  status: users.status,
  tenant: {
    status: tenants.status,
    ssoEnforced: tenants.ssoEnforced,
    appFallback: tenants.appFallback,
  },
};

/**
 * The person whom issuer and subject stand for; at the first sign-in, the one of that address.
 * In: the provider's tenant, null for the platform's own provider, where the address decides.
 * `identity_mismatch`: the address belongs to somebody who comes from that issuer as another
 * subject, which is what a re-used mailbox looks like.
 */
export async function findPerson(
  db: Database,
  tenantId: string | null,
  claims: { issuer: string; subject: string },
  address: EmailAddress,
): Promise<UpstreamPerson | "identity_mismatch" | null> {
  const byEmail = await findByEmail(db, tenantId, address);
  const home = tenantId ?? byEmail?.tenantId;
  if (home === undefined) return null;
  const linked = await findLinked(db, home, claims);
  if (linked) return { ...linked, linked: true };
  if (!byEmail) return null;
  const [other] = await db
    .select({ subject: identities.subject })
    .from(identities)
    .where(
      and(
        eq(identities.tenantId, home),
        eq(identities.userId, byEmail.userId),
        eq(identities.issuer, claims.issuer),
        ne(identities.subject, claims.subject),
      ),
    )
    .limit(1);
  return other ? "identity_mismatch" : { ...byEmail, linked: false };
}

async function findByEmail(db: Database, tenantId: string | null, address: EmailAddress) {
  const [row] = await db
    .select(personColumns)
    .from(loginEmails)
    .innerJoin(
      users,
      and(eq(users.tenantId, loginEmails.tenantId), eq(users.id, loginEmails.userId)),
    )
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(
      and(
        eq(loginEmails.email, address),
        tenantId === null ? undefined : eq(loginEmails.tenantId, tenantId),
      ),
    );
  return row;
}

async function findLinked(
  db: Database,
  tenantId: string,
  claims: { issuer: string; subject: string },
) {
  const [row] = await db
    .select(personColumns)
    .from(identities)
    .innerJoin(users, and(eq(users.tenantId, identities.tenantId), eq(users.id, identities.userId)))
    .innerJoin(tenants, eq(tenants.id, users.tenantId))
    .where(
      and(
        eq(identities.tenantId, tenantId),
        eq(identities.issuer, claims.issuer),
        eq(identities.subject, claims.subject),
      ),
    );
  return row;
}

/** Links an upstream account to a person, by issuer and subject. Throws `conflict` when it is taken. */
export const linkIdentity = mutation({
  permission: "session.create",
  input: z.object({
    userId: z.uuid(),
    issuer: z.string(),
    subject: z.string(),
    kind: z.enum(providerKinds),
  }),
  run: async (ctx, input) => {
    const { userId, issuer, subject, kind } = input;
    const [row] = await ctx.tx
      .insert(identities)
      .values({ tenantId: ctx.tenantId, issuer, subject, userId, providerKind: kind })
      .onConflictDoNothing()
      .returning({ userId: identities.userId });
    if (!row) throw conflict("This upstream account is linked already.");
    return {
      result: row,
      audit: {
        action: "user.link_identity",
        target: { kind: "user", id: userId, name: `${issuer} ${subject}` },
        after: { issuer, subject, kind },
      },
    };
  },
});
