"use client";

import Link from "next/link";
import { useRef } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { firstTenantInput } from "#domain/setup/schemas.ts";
import { createTenantInput, updateTenantInput } from "#domain/tenants/schemas.ts";
import { createFirstTenantAction, createTenantAction, updateTenantAction } from "./actions.ts";

/** A new tenant. */
export function CreateTenantForm() {
  return (
    <ActionForm action={createTenantAction} done="Created the tenant." schema={createTenantInput}>
      <NameAndSlug autoFocus />
      <div className="mt-2 flex gap-2">
        <FormButton>Create tenant</FormButton>
        <Link className={buttonClass("secondary")} href="/platform/tenants" prefetch={false}>
          Cancel
        </Link>
      </div>
    </ActionForm>
  );
}

/** The first tenant, and who sets it up; the fields of its admin follow the choice, by style alone. */
export function FirstTenantForm({ mailGoesOut }: { mailGoesOut: boolean }) {
  return (
    <ActionForm
      action={createFirstTenantAction}
      done="Created the tenant."
      schema={firstTenantInput}
    >
      <NameAndSlug />
      <div className="group flex flex-col gap-4">
        <ChoicesField
          defaultValue={["invite"]}
          label="Who sets it up?"
          name="admin"
          options={[
            {
              value: "invite",
              label: "Its own admin, whom I invite",
              hint: mailGoesOut
                ? "They get a mail with a link, good for 7 days."
                : "Their link stands in the outbox, for you to hand on.",
            },
            {
              value: "self",
              label: "I do, for now",
              hint: "As an operator you can do all that its admins can.",
            },
          ]}
          type="radio"
        />
        <div className="hidden flex-col gap-4 group-has-[input[value=invite]:checked]:flex">
          <TextField autoComplete="off" label="Admin's name" name="adminName" />
          <TextField
            autoCapitalize="none"
            autoComplete="off"
            hint="They sign in with this address. Its domain is suggested as the first login domain."
            label="Admin's work email"
            name="adminEmail"
            spellCheck={false}
            type="email"
          />
        </div>
      </div>
      <div className="mt-2">
        <FormButton>Create tenant</FormButton>
      </div>
    </ActionForm>
  );
}

/** The slug follows the name until somebody types their own. */
function NameAndSlug({ autoFocus = false }: { autoFocus?: boolean }) {
  const own = useRef(false);
  return (
    <>
      <TextField
        autoComplete="off"
        autoFocus={autoFocus}
        label="Name"
        name="name"
        onInput={(event) => {
          const field = event.currentTarget.form?.elements.namedItem("slug");
          if (own.current || !(field instanceof HTMLInputElement)) return;
          field.value = slugOf(event.currentTarget.value);
        }}
        required
      />
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        hint="Its short name in addresses, as in /t/contoso. It cannot be changed later."
        label="Slug"
        mono
        name="slug"
        onInput={() => {
          own.current = true;
        }}
        required
        spellCheck={false}
      />
    </>
  );
}

/** A tenant's name. */
export function RenameTenantForm({
  tenant,
  name,
  version,
}: {
  tenant: string;
  name: string;
  version: string;
}) {
  return (
    <ActionForm
      action={updateTenantAction}
      done="Renamed the tenant."
      schema={updateTenantInput}
      tenant={tenant}
      undo={{ action: updateTenantAction, values: { name }, done: `It is ${name} again.` }}
      version={version}
    >
      <TextField autoComplete="off" defaultValue={name} label="Name" name="name" required />
      <div>
        <FormButton variant="secondary">Rename tenant</FormButton>
      </div>
    </ActionForm>
  );
}

/** Lower-case letters, digits and hyphens of a name: `Café Contoso` becomes `cafe-contoso`. */
function slugOf(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 63);
}
