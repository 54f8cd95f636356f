import type { z } from "zod";
import type { Context } from "#domain/kernel/context.ts";
import { conflict, GatehouseError } from "#domain/kernel/errors.ts";
import { admit, parse } from "#domain/kernel/operation.ts";
import { manyUsersInput } from "./schemas.ts";
import { restoreUser, suspendUser } from "./set-status.ts";

type OfOne = typeof suspendUser;

/**
 * Suspends people, each in a transaction of their own, so that the last admin among them holds
 * nobody else back. Out: how many, and why not the others. Throws `conflict` when it was nobody.
 */
export const suspendUsers = ofMany(suspendUser);

/** Restores people. As `suspendUsers`. */
export const restoreUsers = ofMany(restoreUser);

function ofMany(ofOne: OfOne) {
  const operate = async (ctx: Context, rawInput: z.input<typeof manyUsersInput>) => {
    await admit(ctx, ofOne.permission);
    const { ids } = parse(manyUsersInput, rawInput);
    const refused: string[] = [];
    for (const id of new Set(ids)) {
      const refusal = await refusalOf(ofOne(ctx, { id }));
      if (refusal !== null) refused.push(refusal);
    }
    const done = new Set(ids).size - refused.length;
    if (done === 0) throw conflict([...new Set(refused)].join(" "));
    return { done, refused };
  };
  return Object.assign(operate, { permission: ofOne.permission, input: manyUsersInput });
}

/** Why this one was not done, or null. */
async function refusalOf(doing: Promise<unknown>): Promise<string | null> {
  try {
    await doing;
    return null;
  } catch (error) {
    const expected =
      error instanceof GatehouseError && ["conflict", "not_found"].includes(error.code);
    if (!expected) throw error;
    return error.message;
  }
}
