"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton, TextAreaField, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { createSsoClientInput, updateSsoClientInput } from "#domain/sso-clients/schemas.ts";
import { createClientAction, updateClientAction } from "./actions.ts";
import { AdvancedFields } from "./advanced-fields.tsx";
import { type ClientFacts, grantNames, readClientForm } from "./client-facts.ts";
import { NewSecret } from "./new-secret.tsx";
import { UriLines } from "./uri-lines.tsx";

/** What a client starts from: a template's, or what is stored. */
export type ClientStart = Omit<
  ClientFacts,
  "id" | "clientId" | "enabled" | "lastUsedAt" | "lastUsedBy" | "createdAt" | "updatedAt"
>;

/** A new client. Its secret stands in the form's place once it is registered. */
export function NewClientForm({
  tenant,
  start,
  closeHref,
}: {
  tenant: string;
  start: ClientStart;
  closeHref: string;
}) {
  return (
    <ActionForm
      action={createClientAction}
      answer={(made) => <NewSecret href={`/t/${tenant}/sso-clients/${made.id}`} made={made} />}
      done="Registered it."
      read={readClientForm}
      schema={createSsoClientInput}
      tenant={tenant}
    >
      <input name="type" type="hidden" value={start.type} />
      <input name="applicationType" type="hidden" value={start.applicationType} />
      {start.template !== null && <input name="template" type="hidden" value={start.template} />}
      <ClientFields closeHref={closeHref} start={start} submit="Register client" />
    </ActionForm>
  );
}

/** A stored client's settings, with the version that was read. */
export function EditClientForm({
  tenant,
  client,
  closeHref,
}: {
  tenant: string;
  client: ClientFacts & { version: string };
  closeHref: string;
}) {
  return (
    <ActionForm
      action={updateClientAction}
      done={`Saved ${client.name}.`}
      read={readClientForm}
      schema={updateSsoClientInput}
      tenant={tenant}
      version={client.version}
    >
      <input name="clientId" type="hidden" value={client.clientId} />
      <ClientFields closeHref={closeHref} start={client} submit="Save changes" />
    </ActionForm>
  );
}

function ClientFields({
  start,
  submit,
  closeHref,
}: {
  start: ClientStart;
  submit: string;
  closeHref: string;
}) {
  const signsIn = start.grantTypes.includes("authorization_code");
  return (
    <>
      <TextField
        autoComplete="off"
        defaultValue={start.name}
        hint="What people read when they sign in to it."
        label="Name"
        name="name"
        required
      />
      <UriLines
        defaultValue={start.redirectUris}
        hint="One a line, exactly as the software sends them. https, or http on loopback."
        label="Redirect URIs"
        name="redirectUris"
        required={signsIn}
      />
      <TextAreaField
        autoComplete="off"
        defaultValue={start.tags.join("\n")}
        hint="Words to find it by, and for rules about who may use it. One a line."
        label="Tags"
        name="tags"
        rows={2}
      />
      <ChoicesField
        defaultValue={start.grantTypes}
        label="What it may do"
        name="grantTypes"
        options={Object.entries(grantNames)
          .filter(([value]) => start.type === "confidential" || value !== "client_credentials")
          .map(([value, label]) => ({ value, label }))}
      />
      <ChoicesField
        defaultValue={[String(start.requiredAal)]}
        label="Sign-in asks for"
        name="requiredAal"
        options={[
          { value: "1", label: "One factor" },
          { value: "2", label: "A second factor, or a passkey" },
        ]}
        type="radio"
      />
      <AdvancedFields start={start} />
      <div className="mt-2 flex flex-wrap gap-2">
        <FormButton>{submit}</FormButton>
        <Link className={buttonClass("secondary")} href={closeHref} prefetch={false}>
          Cancel
        </Link>
      </div>
    </>
  );
}
