"use server";

import { defineAction, defineBulkAction } from "#app/_lib/define-action.ts";
import { createTenant } from "#domain/tenants/create.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { updateTenant } from "#domain/tenants/update.ts";

export const createTenantAction = defineAction(createTenant, {
  goTo: ({ slug }) => `/t/${slug}`,
});
export const updateTenantAction = defineAction(updateTenant);
export const suspendTenantAction = defineAction(updateTenant, { goTo: () => "/platform/tenants" });
export const suspendTenantsAction = defineBulkAction(updateTenant, (slug) => ({
  tenant: slug,
  input: { status: "suspended" },
}));
export const restoreTenantsAction = defineBulkAction(updateTenant, (slug) => ({
  tenant: slug,
  input: { status: "active" },
}));
export const deleteTenantAction = defineAction(deleteTenant, { goTo: () => "/platform/tenants" });
