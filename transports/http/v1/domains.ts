import { answerDomainMove, cancelDomainMove } from "#domain/domain-moves/answer.ts";
import { requestDomainMove } from "#domain/domain-moves/request.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { getDomain } from "#domain/login-domains/get.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import { recheckDomain } from "#domain/login-domains/recheck.ts";
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
    path: `${one}/recheck`,
    summary: "Look a verified domain's record up again",
    operation: recheckDomain,
    output: domainObject,
  }),
  route({
    method: "post",
    path: `${one}/move`,
    summary: "Ask the tenant that owns a domain for it",
    operation: requestDomainMove,
  }),
  route({
    method: "post",
    path: `${one}/move/agree`,
    summary: "Give a domain to the tenant that asked for it, after 24 hours",
    operation: answerDomainMove,
    fixed: { agree: true },
  }),
  route({
    method: "post",
    path: `${one}/move/decline`,
    summary: "Keep a domain that another tenant asked for",
    operation: answerDomainMove,
    fixed: { agree: false },
  }),
  route({
    method: "delete",
    path: `${one}/move`,
    summary: "Stop the move of a domain",
    operation: cancelDomainMove,
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
