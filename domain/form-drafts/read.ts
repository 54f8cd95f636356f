import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { formDrafts } from "#db/schema/form-drafts.ts";
import { notFound, unauthenticated } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { unseal } from "#platform/seal.ts";
import { draftPlace, formDraft } from "./draft.ts";

/** A draft of the signed-in person's own. Throws `not_found` for anybody else's, and an expired one. */
export const readFormDraft = query({
  permission: "account.read",
  input: z.object({ id: z.uuid("This is not the id of a draft.") }),
  run: async (ctx, { id }) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    const [row] = await ctx.db
      .select({ sealed: formDrafts.sealed })
      .from(formDrafts)
      .where(
        and(
          eq(formDrafts.tenantId, actor.tenantId),
          eq(formDrafts.userId, actor.userId),
          eq(formDrafts.id, id),
          sql`${formDrafts.expiresAt} > now()`,
        ),
      );
    if (!row) throw notFound("draft");
    const text = unseal(row.sealed, draftPlace(actor.tenantId, id)).reveal();
    return { id, ...formDraft.parse(JSON.parse(text)) };
  },
});
