import { addDomain } from "#domain/login-domains/add.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { verifyDomain } from "#domain/login-domains/verify.ts";
import { domainObject, pageOf } from "./objects.ts";
import { type Route, route } from "./route.ts";

const many = "/v1/tenants/{slug}/domains";
const one = `${many}/{domain}`;

export const domainRoutes: readonly Route[] = [
  route({
    method: "get",
    path: many,
    summary: "List login domains",
    operation: listDomains,
    output: pageOf(domainObject),
  }),
  route({
    method: "post",
    path: many,
    summary: "Claim a login domain",
    operation: addDomain,
    output: domainObject,
    status: 201,
  }),
  route({
    method: "get",
    path: one,
    summary: "Get a login domain",
    operation: getDomain,
    output: domainObject,
  }),
  route({
    method: "patch",
    path: one,
    summary: "Change what a login domain covers and offers",
    operation: updateDomain,
    output: domainObject,
  }),
  route({
    method: "delete",
    path: one,
    summary: "Give a login domain up",
    operation: removeDomain,
  }),
  route({
    method: "post",
    path: `${one}/verify`,
    summary: "Look for the TXT record now",
    operation: verifyDomain,
    output: domainObject,
  }),
  route({
    method: "post",
    path: `${one}/activate`,
    summary: "Let a login domain route sign-ins",
    operation: updateDomain,
    output: domainObject,
    fixed: { active: true },
  }),
  route({
    method: "post",
    path: `${one}/deactivate`,
    summary: "Stop a login domain from routing sign-ins",
    operation: updateDomain,
    output: domainObject,
    fixed: { active: false },
  }),
];
