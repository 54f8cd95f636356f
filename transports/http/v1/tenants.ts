import { createTenant } from "#domain/tenants/create.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { listedTenantObject, pageOf, tenantObject } from "./objects.ts";
import { type Route, route } from "./route.ts";

const many = "/v1/tenants";
const one = "/v1/tenants/{slug}";

export const tenantRoutes: readonly Route[] = [
  route({
    method: "get",
    path: many,
    summary: "List tenants",
    operation: listTenants,
    output: pageOf(listedTenantObject),
  }),
  route({
    method: "post",
    path: many,
    summary: "Create a tenant",
    operation: createTenant,
    output: tenantObject,
    status: 201,
  }),
  route({
    method: "get",
    path: one,
    summary: "Get a tenant",
    operation: getTenant,
    output: tenantObject,
  }),
  route({
    method: "patch",
    path: one,
    summary: "Rename, suspend or restore a tenant, or change its policy",
    operation: updateTenant,
    output: tenantObject,
  }),
  route({
    method: "delete",
    path: one,
    summary: "Delete a tenant with all that belongs to it",
    operation: deleteTenant,
  }),
];
