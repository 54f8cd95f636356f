"use client";

import Link from "next/link";
import { useRef } from "react";
import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { createTenantInput, updateTenantInput } from "#domain/tenants/schemas.ts";
import { createTenantAction, updateTenantAction } from "./actions.ts";

/** A new tenant. The slug follows the name until somebody types their own. */
export function CreateTenantForm() {
  const own = useRef(false);
  return (
    <ActionForm action={createTenantAction} done="Created the tenant." schema={createTenantInput}>
      <TextField
        autoComplete="off"
        autoFocus
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
      <div className="mt-2 flex gap-2">
        <FormButton>Create tenant</FormButton>
        <Link className={buttonClass("secondary")} href="/platform/tenants" prefetch={false}>
          Cancel
        </Link>
      </div>
    </ActionForm>
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
