import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { database } from "#db/client.ts";
import { formDrafts } from "#db/schema/form-drafts.ts";
import { users } from "#db/schema/users.ts";
import { seal } from "#platform/seal.ts";
import { Secret } from "#platform/secret.ts";
import { draftPlace, type FormDraft, formDraft } from "./draft.ts";

const MINUTES_KEPT = 60;
const MOST_OF_A_PERSON = 10;
const MOST_CHARACTERS = 100_000;

/**
 * Keeps what somebody typed for an hour, sealed, and answers its id; null for what is too long, or of
 * somebody who is no more. No operation: nobody is signed in, and nothing changes that anybody else
 * sees. `owner` comes out of a value that we signed for a page of theirs, so that nobody else fills
 * the table, and a person has ten drafts at most.
 */
export async function saveFormDraft(
  owner: { tenantId: string; userId: string },
  draft: FormDraft,
): Promise<string | null> {
  const parsed = formDraft.safeParse(draft);
  const text = JSON.stringify(parsed.data ?? null);
  if (!parsed.success || text.length > MOST_CHARACTERS) return null;
  const { tenantId, userId } = owner;
  const id = uuidv7();
  return await database().transaction(async (tx) => {
    // Held, so that many posts at once do not count past the limit together.
    const [person] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.tenantId, tenantId), eq(users.id, userId)))
      .for("update");
    if (!person) return null;
    const ofPerson = and(eq(formDrafts.tenantId, tenantId), eq(formDrafts.userId, userId));
    const tooMany = tx
      .select({ id: formDrafts.id })
      .from(formDrafts)
      .where(ofPerson)
      .orderBy(desc(formDrafts.createdAt), desc(formDrafts.id))
      .offset(MOST_OF_A_PERSON - 1);
    await tx.delete(formDrafts).where(and(ofPerson, inArray(formDrafts.id, tooMany)));
    await tx.insert(formDrafts).values({
      tenantId,
      id,
      userId,
      sealed: seal(Secret.of(text), draftPlace(tenantId, id)),
      expiresAt: sql`now() + make_interval(mins => ${MINUTES_KEPT})`,
    });
    return id;
  });
}
