import { v7 as uuidv7 } from "uuid";
import { tenants } from "#db/schema/tenants.ts";
import { conflict } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { tenantColumns } from "./queries.ts";
import { createTenantInput } from "./schemas.ts";

/** Adds a tenant. Throws `conflict` when the slug is taken. */
export const createTenant = mutation({
  permission: "tenant.create",
  input: createTenantInput,
  run: async (ctx, input) => {
    const id = uuidv7();
    const [row] = await ctx.tx
      .insert(tenants)
      .values({ id, ...input })
      .onConflictDoNothing()
      .returning(tenantColumns);
    if (!row) {
      const message = `The slug "${input.slug}" is taken. Choose another one.`;
      throw conflict(message, { slug: message });
    }
    return {
      result: row,
      audit: {
        action: "tenant.create",
        tenantId: id,
        target: { kind: "tenant", id, name: row.slug },
        after: row,
      },
    };
  },
});
