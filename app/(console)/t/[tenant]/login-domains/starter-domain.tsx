"use client";

import { Sparkles } from "lucide-react";
import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { claimDomainAction } from "./actions.ts";

/** Claims one domain, with one press. */
export function ClaimStarterForm({ tenant, domain }: { tenant: string; domain: string }) {
  return (
    <ActionForm
      action={claimDomainAction}
      className="flex min-w-0 max-w-full flex-col gap-4 [&_button]:h-auto [&_button]:min-h-9 [&_button]:max-w-full [&_button]:shrink [&_button]:py-1.5 pointer-coarse:[&_button]:min-h-11"
      done={`Claimed ${domain}.`}
      tenant={tenant}
    >
      <input name="domain" type="hidden" value={domain} />
      <FormButton>
        <span className="[overflow-wrap:anywhere]">Claim {domain}</span>
      </FormButton>
    </ActionForm>
  );
}

/** What a tenant without a domain is offered over its empty list: the one of its first admin. */
export function StarterDomain({ tenant, domain }: { tenant: string; domain: string }) {
  return (
    <section
      aria-labelledby="starter-domain"
      className="mx-4 mb-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-4 rounded-card border border-hairline bg-surface p-4 md:mx-6 md:p-6"
    >
      <div className="flex min-w-0 max-w-160 grow basis-80 gap-3">
        <Sparkles aria-hidden="true" className="mt-0.5 size-5 shrink-0 text-accent" />
        <div className="min-w-0">
          <h2 className="font-semibold [overflow-wrap:anywhere]" id="starter-domain">
            Start with {domain}
          </h2>
          <p className="mt-1 text-muted">
            The first admin's address ends in it. Claiming it shows you the DNS record that proves
            that it is yours; until then it routes nobody.
          </p>
        </div>
      </div>
      <ClaimStarterForm domain={domain} tenant={tenant} />
    </section>
  );
}
