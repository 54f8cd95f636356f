"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import { CheckboxField, ChoicesField, FormButton, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { addDomainInput, updateDomainInput } from "#domain/login-domains/schemas.ts";
import { checkDomainAction, claimDomainAction, updateDomainAction } from "./actions.ts";

/** A new claim: the name, and whether it covers what is below it. */
export function ClaimDomainForm({ tenant }: { tenant: string }) {
  return (
    <ActionForm
      action={claimDomainAction}
      done="Claimed the domain."
      schema={addDomainInput}
      tenant={tenant}
    >
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        autoFocus
        hint="Such as company.com, without @ or https://."
        inputMode="url"
        label="Domain"
        mono
        name="domain"
        required
        spellCheck={false}
      />
      <CheckboxField
        hint="Also addresses at north.company.com and the like. A claim of their own outranks this one."
        label="Cover every subdomain too"
        name="wildcard"
      />
      <div className="mt-2 flex gap-2">
        <FormButton>Claim domain</FormButton>
        <Link
          className={buttonClass("secondary")}
          href={`/t/${tenant}/login-domains`}
          prefetch={false}
        >
          Cancel
        </Link>
      </div>
    </ActionForm>
  );
}

/** Looks at DNS now. */
export function CheckNowForm({ tenant, domain }: { tenant: string; domain: string }) {
  return (
    <ActionForm
      action={checkDomainAction}
      className="flex flex-col items-start gap-4"
      done={(data) => (data?.status === "verified" ? `${domain} is verified.` : null)}
      tenant={tenant}
    >
      <input name="domain" type="hidden" value={domain} />
      <FormButton variant="secondary">Retry now</FormButton>
    </ActionForm>
  );
}

/** What a claim covers, and which of the tenant's providers it offers. */
export function DomainSettingsForm({
  tenant,
  domain,
  version,
  wildcard,
  allProviders,
  chosen,
  providers,
}: {
  tenant: string;
  domain: string;
  version: string;
  wildcard: boolean;
  allProviders: boolean;
  chosen: readonly string[];
  providers: readonly { value: string; label: string; hint?: string }[];
}) {
  return (
    <ActionForm
      action={updateDomainAction}
      className="group/offers flex flex-col gap-4"
      done={`Saved ${domain}.`}
      read={(form) => (form.get("offers") === "all" ? { providers: null } : {})}
      schema={updateDomainInput}
      tenant={tenant}
      version={version}
    >
      <input name="domain" type="hidden" value={domain} />
      <CheckboxField
        defaultChecked={wildcard}
        hint={`Also addresses at anything.${domain}.`}
        label="Cover every subdomain too"
        name="wildcard"
      />
      <ChoicesField
        defaultValue={[allProviders ? "all" : "some"]}
        label="Sign-in buttons"
        name="offers"
        options={[
          { value: "all", label: "Every provider of the tenant, later ones too" },
          { value: "some", label: "Just these" },
        ]}
        type="radio"
      />
      <div className="pl-6 group-has-[input[value=all]:checked]/offers:hidden">
        {providers.length === 0 ? (
          <p className="text-muted">The tenant has no provider yet.</p>
        ) : (
          <ChoicesField
            defaultValue={chosen}
            label="Providers of this domain"
            name="providers"
            options={providers}
          />
        )}
      </div>
      <div>
        <FormButton variant="secondary">Save changes</FormButton>
      </div>
    </ActionForm>
  );
}
