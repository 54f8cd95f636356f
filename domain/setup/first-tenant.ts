import { GatehouseError, invalid } from "#domain/kernel/errors.ts";
import { mutation } from "#domain/kernel/operation.ts";
import { createTenant } from "#domain/tenants/create.ts";
import { enterTenant } from "#domain/tenants/enter.ts";
import { inviteUser } from "#domain/user-links/invite-user.ts";
import { noteStep } from "./note-step.ts";
import { firstTenantInput } from "./schemas.ts";

/**
 * Makes a tenant and invites its first admin, both or neither; with `admin: "self"` the operator
 * sets it up alone. Throws as creating and inviting do, each message beside its own field.
 */
export const createFirstTenant = mutation({
  permission: "tenant.create",
  input: firstTenantInput,
  run: async (ctx, { slug, name, admin, adminName = "", adminEmail = "" }) => {
    const tenant = await createTenant(ctx, { slug, name });
    if (admin === "invite") {
      const inside = await enterTenant(ctx, slug);
      await inviteUser(inside, { name: adminName, email: adminEmail, roles: ["admin"] }).catch(
        namingItsFields,
      );
    }
    return { result: tenant, audit: await noteStep(ctx.tx, "tenant", "done", tenant.slug) };
  },
});

/** What is wrong with the person is said beside the fields that this form has for them. */
function namingItsFields(error: unknown): never {
  const fields = error instanceof GatehouseError ? error.fields : {};
  if (fields["email"] !== undefined) throw invalid({ adminEmail: fields["email"] });
  if (fields["name"] !== undefined) throw invalid({ adminName: fields["name"] });
  throw error;
}
