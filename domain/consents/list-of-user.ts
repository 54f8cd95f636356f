import { query } from "#domain/kernel/operation.ts";
import { userIdInput } from "#domain/users/schemas.ts";
import { consentsOf } from "./queries.ts";

/** What somebody of the context's tenant agreed to, by the client's name. */
export const listConsentsOfUser = query({
  permission: "session.read",
  input: userIdInput,
  run: async (ctx, { id }) => await consentsOf(ctx.db, { tenantId: ctx.tenantId, userId: id }),
});
