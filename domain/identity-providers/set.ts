import { and, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { identityProviders } from "#db/schema/identity-providers.ts";
import type { MutationContext } from "#domain/kernel/context.ts";
import { conflict, invalid, notFound } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { assertCurrent } from "#domain/kernel/version.ts";
import { assertIssuer } from "./issuer-rules.ts";
import {
  describeProvider,
  editableOf,
  type ProviderRow,
  providerColumns,
  secretsOf,
} from "./queries.ts";
import { setProviderInput } from "./schemas.ts";
import { addSecret, removeSecrets, setEnd } from "./secrets.ts";

type Input = z.output<typeof setProviderInput>;

const VENDOR_NAMES = {
  google: "Google",
  "azure-ad": "Microsoft",
  oidc: "Company sign-in",
} as const;

/**
 * Sets up a provider, or changes the one of that kind (custom ones: of that kind and name). Fields
 * left out keep their value. A given secret replaces the live ones at once; `rotateProviderSecret`
 * keeps both. An end without a secret corrects that of the newest live one. Throws `invalid` when
 * the client or issuer changes without its secret: the stored one must never be sent to an address
 * that somebody who cannot read it typed in. `conflict` when another one is set up at the same
 * moment, and for a stale version; `not_found` for a version of one that is gone.
 */
export const setProvider = mutation({
  permission: "identity_provider.update",
  input: setProviderInput,
  run: async (ctx, input) => {
    if (input.issuer) assertIssuer(input.issuer);
    if (input.kind === "oidc" && input.issuer === null) throw issuerMissing();
    const name =
      input.kind === "oidc" ? (input.name ?? VENDOR_NAMES.oidc) : VENDOR_NAMES[input.kind];
    const existing = await findSame(ctx, input.kind, name);
    await assertFresh(ctx, existing, input);
    if (!input.clientSecret && (!existing || movesSecret(existing, input))) {
      throw invalid({ clientSecret: "Enter the client secret." });
    }
    const before = existing && (await describe(ctx, existing));
    const row = existing ? await change(ctx, existing, input) : await add(ctx, name, input);
    await replaceSecret(ctx, row, input);
    const after = await describe(ctx, row);
    return {
      result: after,
      audit: {
        action: "identity_provider.update",
        target: { kind: "identity_provider", id: row.id, name: `${row.kind} ${row.name}` },
        ...(before ? { before } : {}),
        after: { ...after, secretChanged: input.clientSecret !== undefined },
      },
      stale: [`tenant:${ctx.tenantId}`],
    };
  },
});

async function assertFresh(ctx: MutationContext, existing: ProviderRow | null, input: Input) {
  if (input.version === undefined) return;
  if (!existing) throw notFound("identity_provider");
  const { secretExpiresAt: end, issuer, clientId, directoryIds, trustEmail, enabled } = input;
  const secretExpiresAt = end ? new Date(end).toISOString() : end;
  await assertCurrent(ctx, input.version, {
    now: editableOf(existing, await secretsOf(ctx.tx, ctx.tenantId, existing.id)),
    wants: { issuer, clientId, directoryIds, trustEmail, enabled, secretExpiresAt },
    target: { kind: "identity_provider", id: existing.id },
  });
}

async function findSame(ctx: MutationContext, kind: Input["kind"], name: string) {
  const [row] = await ctx.tx
    .select(providerColumns)
    .from(identityProviders)
    .where(
      and(
        eq(identityProviders.tenantId, ctx.tenantId),
        eq(identityProviders.kind, kind),
        eq(identityProviders.name, name),
      ),
    )
    .for("update");
  return row ?? null;
}

function movesSecret(existing: ProviderRow, input: Input): boolean {
  const issuerMoves = input.issuer !== undefined && input.issuer !== existing.issuer;
  return issuerMoves || input.clientId !== existing.clientId;
}

function keepsTest(row: ProviderRow, input: Input): boolean {
  if (input.clientSecret !== undefined || movesSecret(row, input)) return false;
  const { directoryIds = row.directoryIds } = input;
  return directoryIds.join() === row.directoryIds.join();
}

async function add(ctx: MutationContext, name: string, input: Input): Promise<ProviderRow> {
  if (input.kind === "oidc" && !input.issuer) throw issuerMissing();
  const [row] = await ctx.tx
    .insert(identityProviders)
    .values({
      tenantId: ctx.tenantId,
      id: uuidv7(),
      kind: input.kind,
      name,
      issuer: input.issuer ?? null,
      clientId: input.clientId,
      directoryIds: input.directoryIds ?? [],
      trustEmail: input.trustEmail ?? false,
      enabled: input.enabled ?? true,
    })
    .onConflictDoNothing()
    .returning(providerColumns);
  if (!row)
    throw conflict("Somebody else set this provider up just now. Look at it, then try again.");
  return row;
}

async function change(ctx: MutationContext, row: ProviderRow, input: Input): Promise<ProviderRow> {
  const [changed] = await ctx.tx
    .update(identityProviders)
    .set({
      issuer: input.issuer,
      clientId: input.clientId,
      directoryIds: input.directoryIds,
      trustEmail: input.trustEmail,
      enabled: input.enabled,
      // What was tested is not what stands here now, unless only a switch was thrown.
      lastTest: keepsTest(row, input) ? row.lastTest : null,
      updatedAt: sql`now()`,
    })
    .where(and(eq(identityProviders.tenantId, ctx.tenantId), eq(identityProviders.id, row.id)))
    .returning(providerColumns);
  if (!changed) throw new Error("UPDATE of a locked row returned none");
  return changed;
}

async function replaceSecret(ctx: MutationContext, row: ProviderRow, input: Input): Promise<void> {
  const live = await secretsOf(ctx.tx, ctx.tenantId, row.id);
  const expiresAt = input.secretExpiresAt ? new Date(input.secretExpiresAt) : null;
  if (input.clientSecret === undefined) {
    if (input.secretExpiresAt !== undefined && live[0]) await setEnd(ctx, live[0], expiresAt);
    return;
  }
  await removeSecrets(ctx, row.id, live);
  await addSecret(ctx, row.id, input.clientSecret, expiresAt);
}

async function describe(ctx: MutationContext, row: ProviderRow) {
  return describeProvider(row, await secretsOf(ctx.tx, ctx.tenantId, row.id));
}

function issuerMissing() {
  return invalid({
    issuer: "Enter the issuer: the address whose discovery document describes it.",
  });
}
