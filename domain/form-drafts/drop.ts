import { and, eq, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { database } from "#db/client.ts";
import { formDrafts } from "#db/schema/form-drafts.ts";
import type { Context } from "#domain/kernel/context.ts";

/** Forgets a draft of the actor's own once it was sent; whatever else `id` is, nothing happens. */
export async function dropFormDraft({ actor }: Context, id: unknown): Promise<void> {
  const parsed = z.uuid().safeParse(id);
  if (!parsed.success || actor.kind !== "user") return;
  await database()
    .delete(formDrafts)
    .where(
      and(
        eq(formDrafts.tenantId, actor.tenantId),
        eq(formDrafts.userId, actor.userId),
        eq(formDrafts.id, parsed.data),
      ),
    );
}

/** Deletes the drafts that nobody came back to; answers how many. */
export async function forgetOldFormDrafts(): Promise<number> {
  const gone = await database()
    .delete(formDrafts)
    .where(lt(formDrafts.expiresAt, sql`now()`))
    .returning({ id: formDrafts.id });
  return gone.length;
}
