import { z } from "zod";
import { query } from "#domain/kernel/operation.ts";
import { readTenant, versioned } from "./queries.ts";

/** The context's tenant, with its version. */
export const getTenant = query({
  permission: "tenant.read",
  input: z.object({}),
  run: async (ctx) => versioned(await readTenant(ctx.db, ctx.tenantId)),
});
