"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { answerDomainMove, cancelDomainMove } from "#domain/domain-moves/answer.ts";
import { requestDomainMove } from "#domain/domain-moves/request.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { verifyDomain } from "#domain/login-domains/verify.ts";

const pageOf = (tenant: string, domain: string) =>
  `/t/${tenant}/login-domains/${encodeURIComponent(domain)}`;

export const claimDomainAction = defineAction(addDomain, {
  goTo: ({ domain }, tenant) => pageOf(tenant, domain),
});
export const checkDomainAction = defineAction(verifyDomain, { data: ({ status }) => ({ status }) });
export const switchDomainAction = defineAction(updateDomain, {
  goTo: ({ domain }, tenant) => pageOf(tenant, domain),
});
export const removeDomainAction = defineAction(removeDomain, {
  goTo: (_, tenant) => `/t/${tenant}/login-domains`,
});
export const requestMoveAction = defineAction(requestDomainMove);
export const answerMoveAction = defineAction(answerDomainMove);
export const cancelMoveAction = defineAction(cancelDomainMove);
/** `offers` says whether the listed providers count: a domain may offer whatever the tenant has. */
export const updateDomainAction = defineAction(updateDomain, {
  read: (form) => (form.get("offers") === "all" ? { providers: null } : {}),
});
