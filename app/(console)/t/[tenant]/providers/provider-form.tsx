"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import { CheckboxField, FormButton, TextAreaField, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import {
  providerKeyInput,
  rotateSecretInput,
  setProviderInput,
} from "#domain/identity-providers/schemas.ts";
import { connectProviderAction, rotateSecretAction, testProviderAction } from "./actions.ts";
import { type Kind, type ProviderFacts, readSecretEnd } from "./provider-facts.ts";

const exact = { autoCapitalize: "none", autoComplete: "off", mono: true, spellCheck: false };

/**
 * A provider's own settings, new or `saved` ones, tested as soon as they are saved. The secret goes
 * one way: what is stored is replaced, and never shown.
 */
export function ProviderForm({
  tenant,
  kind,
  saved,
  closeHref,
}: {
  tenant: string;
  kind: Kind;
  saved: (ProviderFacts & { version: string }) | null;
  closeHref: string;
}) {
  return (
    <ActionForm
      action={connectProviderAction}
      done={savedSentence}
      read={readSecretEnd}
      schema={setProviderInput}
      tenant={tenant}
      {...(saved && { version: saved.version })}
    >
      <input name="kind" type="hidden" value={kind} />
      {saved === null && <input name="isNew" type="hidden" value="true" />}
      {kind === "oidc" && saved && <input name="name" type="hidden" value={saved.name} />}
      {kind === "oidc" && !saved && (
        <TextField
          autoComplete="off"
          hint="What it is called here and in the audit log. It cannot be changed later."
          label="Name"
          name="name"
          required
        />
      )}
      {kind === "oidc" && (
        <TextField
          {...exact}
          defaultValue={saved?.issuer}
          hint="Such as https://login.company.com/realms/main."
          inputMode="url"
          label="Issuer"
          name="issuer"
          required
        />
      )}
      <TextField
        {...exact}
        defaultValue={saved?.clientId}
        label={kind === "azure-ad" ? "Application (client) ID" : "Client id"}
        name="clientId"
        required
      />
      {kind === "azure-ad" && (
        <TextAreaField
          {...exact}
          defaultValue={saved?.directoryIds.join("\n")}
          hint="Directory (tenant) IDs, one a line. Only people of these directories can sign in."
          label="Allowed directories"
          name="directoryIds"
          required
          rows={3}
        />
      )}
      <SecretFields
        hint={
          saved && saved.liveSecrets > 0
            ? `Leave it empty to keep the stored one, which nobody can see. A new client id${kind === "oidc" ? " or issuer" : ""} needs its secret too. A new secret replaces the stored one at once.`
            : "It is sealed when you save, and never shown again."
        }
        required={saved === null || saved.liveSecrets === 0}
        until={saved?.secretExpiresAt ?? null}
      />
      {kind === "oidc" && (
        <CheckboxField
          defaultChecked={saved?.trustEmail ?? false}
          hint="For providers that leave email_verified out, or false. Only where the provider hands out addresses of its own people alone."
          label="Trust every email address that it states"
          name="trustEmail"
        />
      )}
      {saved === null && (
        <CheckboxField
          defaultChecked
          hint="Otherwise it is saved switched off: test it first, and switch it on later."
          label="Show its button at sign-in as soon as it is ready"
          name="enabled"
        />
      )}
      <div className="mt-2 flex flex-wrap gap-2">
        <FormButton>Save and test connection</FormButton>
        <Link className={buttonClass("secondary")} href={closeHref} prefetch={false}>
          Cancel
        </Link>
      </div>
    </ActionForm>
  );
}

/** Asks the provider now. */
export function TestForm({ tenant, provider }: { tenant: string; provider: string }) {
  return (
    <ActionForm
      action={testProviderAction}
      className="flex flex-col items-start gap-3"
      done={(data) => (data?.works ? "The test passed." : null)}
      schema={providerKeyInput}
      tenant={tenant}
    >
      <input name="provider" type="hidden" value={provider} />
      <FormButton variant="secondary">Test connection</FormButton>
    </ActionForm>
  );
}

/** A second secret beside the one in use. */
export function RotateSecretForm({
  tenant,
  provider,
  closeHref,
}: {
  tenant: string;
  provider: string;
  closeHref: string;
}) {
  return (
    <ActionForm
      action={rotateSecretAction}
      done="Added the new secret. The old one stays live."
      read={readSecretEnd}
      schema={rotateSecretInput}
      tenant={tenant}
    >
      <p className="text-muted">
        Create a second secret at the provider and enter it here. Sign-ins try the new one first and
        go on with the old one where it is refused, until you retire the old one.
      </p>
      <input name="provider" type="hidden" value={provider} />
      <SecretFields hint="It is sealed when you save, and never shown again." required />
      <div className="mt-2 flex flex-wrap justify-end gap-2 max-card:flex-col-reverse">
        <Link className={buttonClass("secondary")} href={closeHref} scroll={false}>
          Cancel
        </Link>
        <FormButton>Add secret</FormButton>
      </div>
    </ActionForm>
  );
}

/** What went well. Where the test failed, the page that follows says so. */
function savedSentence(data: { works: boolean | null } | null): string | null {
  if (data?.works === false) return null;
  return data?.works === true ? "Saved it, and the test passed." : "Saved it.";
}

function SecretFields({
  hint,
  required,
  until = null,
}: {
  hint: string;
  required: boolean;
  until?: string | null;
}) {
  return (
    <>
      <TextField
        {...exact}
        autoComplete="new-password"
        hint={hint}
        label="Client secret"
        name="clientSecret"
        required={required}
        type="password"
      />
      <TextField
        defaultValue={until?.slice(0, 10)}
        hint="The day on which the provider ends it. Leave it empty where it has none."
        label="Secret ends on"
        name="secretExpiresAt"
        type="date"
      />
    </>
  );
}
