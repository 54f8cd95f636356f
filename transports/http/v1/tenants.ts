import { z } from "zod";
import { createTenant } from "#domain/tenants/create.ts";
import { deleteTenant } from "#domain/tenants/delete.ts";
import { breakGlass, enforceSso, getSsoEnforcement } from "#domain/tenants/enforce-sso.ts";
import { getTenant } from "#domain/tenants/get.ts";
import { listTenants } from "#domain/tenants/list.ts";
import { updateTenant } from "#domain/tenants/update.ts";
import { listedTenantObject, pageOf, ssoEnforcementObject, tenantObject } from "./objects.ts";
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
    method: "get",
    path: `${one}/sso-enforcement`,
    summary: "Whether SSO may be enforced, and what that changes",
    operation: getSsoEnforcement,
    output: ssoEnforcementObject,
  }),
  route({
    method: "post",
    path: `${one}/sso-enforcement`,
    summary: "Enforce SSO, once two admins have signed in through a provider",
    operation: enforceSso,
    output: tenantObject.extend({ endedSessions: z.number() }),
  }),
  route({
    method: "post",
    path: `${one}/break-glass`,
    summary: "Let passwords sign people in again, with a reason",
    operation: breakGlass,
    output: tenantObject,
  }),
  route({
    method: "delete",
    path: one,
    summary: "Delete a tenant with all that belongs to it",
    operation: deleteTenant,
  }),
];
