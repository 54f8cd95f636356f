import { and, eq, sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { database } from "#db/client.ts";
import { formDrafts } from "#db/schema/form-drafts.ts";
import { withDatabase } from "#db/test-connection.ts";
import type { Context } from "#domain/kernel/context.ts";
import { findSession } from "#domain/sessions/find.ts";
import { newSession, newTenant, newUser, testRequest } from "#domain/testing/contexts.ts";
import { dropFormDraft, forgetOldFormDrafts } from "./drop.ts";
import { readFormDraft } from "./read.ts";
import { saveFormDraft } from "./save.ts";

withDatabase();

const draft = { form: "_R_1_", path: "/t/acme/settings", values: { name: ["canary-typed-text"] } };

async function somebody(of?: string) {
  const tenantId = of ?? (await newTenant()).id;
  const user = await newUser(tenantId);
  const found = await findSession(await newSession(tenantId, user.id));
  if (!found) throw new Error("not signed in");
  const ctx: Context = { actor: found.actor, tenantId, request: testRequest() };
  return { owner: { tenantId, userId: user.id }, ctx };
}

async function saved(owner: { tenantId: string; userId: string }) {
  const id = await saveFormDraft(owner, draft);
  if (id === null) throw new Error("the draft was not kept");
  return id;
}

test("a draft comes back to the person whose it is, and to nobody else", async () => {
  const [me, other] = [await somebody(), await somebody()];
  const id = await saved(me.owner);
  expect(await readFormDraft(me.ctx, { id })).toEqual({ id, ...draft });
  await expect(readFormDraft(other.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  const colleague = await somebody(me.owner.tenantId);
  await expect(readFormDraft(colleague.ctx, { id })).rejects.toMatchObject({ code: "not_found" });
  await dropFormDraft(colleague.ctx, id);
  await dropFormDraft(other.ctx, id);
  expect(await readFormDraft(me.ctx, { id })).toMatchObject({ id });
});

test("what was typed stands sealed in the database", async () => {
  const { owner } = await somebody();
  const id = await saved(owner);
  const [row] = await database().select().from(formDrafts).where(eq(formDrafts.id, id));
  expect(JSON.stringify(row)).not.toContain("canary");
});

test("a draft is gone after an hour, and once it was sent", async () => {
  const { owner, ctx } = await somebody();
  const [late, used] = [await saved(owner), await saved(owner)];
  await dropFormDraft(ctx, used);
  await expect(readFormDraft(ctx, { id: used })).rejects.toMatchObject({ code: "not_found" });
  await database()
    .update(formDrafts)
    .set({ expiresAt: sql`now()` })
    .where(and(eq(formDrafts.tenantId, owner.tenantId), eq(formDrafts.id, late)));
  await expect(readFormDraft(ctx, { id: late })).rejects.toMatchObject({ code: "not_found" });
  expect(await forgetOldFormDrafts()).toBeGreaterThan(0);
});

test("a person has ten drafts at most, however many arrive at once, and none that is huge", async () => {
  const { owner } = await somebody();
  await Promise.all(Array.from({ length: 25 }, () => saved(owner)));
  const kept = () =>
    database()
      .select({ id: formDrafts.id })
      .from(formDrafts)
      .where(eq(formDrafts.userId, owner.userId));
  expect(await kept()).toHaveLength(10);
  const last = await saved(owner);
  expect(await kept()).toHaveLength(10);
  expect((await kept()).map(({ id }) => id)).toContain(last);
  const huge = { ...draft, values: { name: ["x".repeat(100_000)] } };
  expect(await saveFormDraft(owner, huge)).toBeNull();
  const nobody = { ...owner, userId: "00000000-0000-7000-8000-000000000000" };
  expect(await saveFormDraft(nobody, draft)).toBeNull();
});
