import { randomBytes } from "node:crypto";
import { eq, isNull, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { z } from "zod";
import { database } from "#db/client.ts";
import { setupLinks } from "#db/schema/setup-links.ts";
import { PLATFORM_TENANT_ID, systemContext } from "#domain/kernel/context.ts";
import { translateDatabaseError } from "#domain/kernel/database-errors.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { lockTenant } from "#domain/tenants/lock.ts";
import { sha256 } from "#platform/hash.ts";
import { Secret } from "#platform/secret.ts";
import { operatorExists } from "./operator-exists.ts";

const issueLink = mutation({
  permission: "platform.set_up",
  input: z.object({}),
  run: async (ctx) => {
    await lockTenant(ctx.tx, PLATFORM_TENANT_ID);
    if (await operatorExists(ctx.tx)) throw conflict("Setup is over: an operator exists.");
    // Only the newest link counts.
    await ctx.tx.delete(setupLinks).where(isNull(setupLinks.consumedAt));
    const token = Secret.of(randomBytes(32).toString("base64url"));
    const id = uuidv7();
    await ctx.tx.insert(setupLinks).values({
      id,
      tokenHash: sha256(token.reveal()),
      expiresAt: sql`now() + interval '24 hours'`,
    });
    const target = { kind: "setup_link", id, name: "setup link" };
    return { result: token, audit: { action: "platform.set_up", target, reason: "link issued" } };
  },
});

/** A new one-time setup link's token, good for 24 hours, or null once an operator exists. */
export async function issueSetupLink(): Promise<{ token: Secret } | null> {
  if (await operatorExists()) return null;
  return { token: await issueLink(systemContext("setup", PLATFORM_TENANT_ID), {}) };
}

/** Whether `token` opens the setup page now: it is the newest link, unused and not expired. */
export async function setupTokenIsGood(token: string): Promise<boolean> {
  const [row] = await readLink(token);
  return row?.good === true && !(await operatorExists());
}

async function readLink(token: string) {
  try {
    return await database()
      .select({
        good: sql<boolean>`${setupLinks.consumedAt} is null and ${setupLinks.expiresAt} > now()`,
      })
      .from(setupLinks)
      .where(eq(setupLinks.tokenHash, sha256(token)));
  } catch (error) {
    throw translateDatabaseError(error);
  }
}
