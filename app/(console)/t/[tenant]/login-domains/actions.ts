"use server";

import { defineAction } from "#app/_lib/define-action.ts";
import { defineBulkAction } from "#app/_lib/define-bulk-action.ts";
import { answerDomainMove, cancelDomainMove } from "#domain/domain-moves/answer.ts";
import { requestDomainMove } from "#domain/domain-moves/request.ts";
import { addDomain } from "#domain/login-domains/add.ts";
import { listDomains } from "#domain/login-domains/list.ts";
import { removeDomain } from "#domain/login-domains/remove.ts";
import { domainList } from "#domain/login-domains/schemas.ts";
import { updateDomain } from "#domain/login-domains/update.ts";
import { verifyDomain } from "#domain/login-domains/verify.ts";

const pageOf = (tenant: string, domain: string) =>
  `/t/${tenant}/login-domains/${encodeURIComponent(domain)}`;

const everyDomain = {
  list: listDomains,
  fromUrl: domainList.fromUrl,
  idOf: ({ domain }: { domain: string }) => domain,
  nameOf: ({ domain }: { domain: string }) => domain,
};

export const activateDomainsAction = defineBulkAction(
  updateDomain,
  (domain) => ({ input: { domain, active: true } }),
  everyDomain,
);
export const deactivateDomainsAction = defineBulkAction(
  updateDomain,
  (domain) => ({ input: { domain, active: false } }),
  everyDomain,
);
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
  toForm: ({ providers }) => {
    if (providers === undefined) return {};
    return Array.isArray(providers)
      ? { offers: ["some"], providers: providers.map(String) }
      : { offers: ["all"], providers: [] };
  },
});
