import { z } from "zod";
import { unauthenticated } from "#domain/kernel/errors.ts";
import { query } from "#domain/kernel/operation.ts";
import { consentsOf } from "./queries.ts";

/** What the signed-in person agreed to, by the client's name. */
export const listOwnConsents = query({
  permission: "account.read",
  input: z.object({}),
  run: async (ctx) => {
    const { actor } = ctx;
    if (actor.kind !== "user") throw unauthenticated();
    return await consentsOf(ctx.db, actor);
  },
});
