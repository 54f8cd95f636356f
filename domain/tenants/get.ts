import { z } from "zod";
import { query } from "#domain/kernel/operation.ts";
import { readTenant } from "./queries.ts";

/** The context's tenant. */
export const getTenant = query({
  permission: "tenant.read",
  input: z.object({}),
  run: (ctx) => readTenant(ctx.db, ctx.tenantId),
});
