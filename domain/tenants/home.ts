import { z } from "zod";
import { query } from "#domain/kernel/operation.ts";
import { readSignInDays } from "#domain/sign-in/sign-in-days.ts";
import { readChecklists } from "./checklist.ts";
import { readTenant } from "./queries.ts";

/** What a tenant's home page tells: the way to single sign-on, and the sign-ins of 30 days. */
export const tenantHome = query({
  permission: "tenant.read",
  input: z.object({}),
  run: async (ctx) => {
    const tenant = await readTenant(ctx.db, ctx.tenantId);
    const checklists = await readChecklists(ctx.db, [ctx.tenantId]);
    return {
      tenant,
      checklist: checklists.get(ctx.tenantId) ?? { steps: [], stepsDone: 0 },
      days: await readSignInDays(ctx.db, ctx.tenantId),
    };
  },
});
