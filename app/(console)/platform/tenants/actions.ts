"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { defineBulkAction } from "#app/_lib/define-bulk-action.ts";
import { createFirstTenant } from "#domain/setup/first-tenant.ts";
import { createTenant } from "#domain/tenants/create.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { tenantList } from "#domain/tenants/schemas.ts";
import { updateTenant } from "#domain/tenants/update.ts";

const everyTenant = {
  list: listTenants,
  fromUrl: tenantList.fromUrl,
  idOf: ({ slug }: { slug: string }) => slug,
  nameOf: ({ slug }: { slug: string }) => slug,
};

export const createTenantAction = defineAction(createTenant, {
  goTo: ({ slug }) => `/t/${slug}`,
});
export const createFirstTenantAction = defineAction(createFirstTenant, {
  goTo: () => "/platform/setup?step=summary",
});
export const updateTenantAction = defineAction(updateTenant);
export const suspendTenantAction = defineAction(updateTenant, { goTo: () => "/platform/tenants" });
export const suspendTenantsAction = defineBulkAction(
  updateTenant,
  (slug) => ({ tenant: slug, input: { status: "suspended" } }),
  everyTenant,
);
export const restoreTenantsAction = defineBulkAction(
  updateTenant,
  (slug) => ({ tenant: slug, input: { status: "active" } }),
  everyTenant,
);
export const deleteTenantAction = defineAction(deleteTenant, { goTo: () => "/platform/tenants" });
