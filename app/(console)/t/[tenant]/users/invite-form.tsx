"use client";

import Link from "next/link";
import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton, TextField } from "#components/form/fields.tsx";
import { buttonClass } from "#components/ui/button.tsx";
import { inviteUserInput } from "#domain/users/schemas.ts";
import { inviteUserAction } from "./actions.ts";
import { rolesOf } from "./roles.tsx";

/** Somebody new: who they are, what they may do, and a mail that lets them in. */
export function InviteForm({ tenant, email = "" }: { tenant: string; email?: string | undefined }) {
  const roles = rolesOf(tenant);
  return (
    <ActionForm
      action={inviteUserAction}
      done="Invited. The mail is on its way."
      schema={inviteUserInput}
      tenant={tenant}
    >
      <TextField autoComplete="off" autoFocus label="Name" name="name" required />
      <TextField
        autoCapitalize="none"
        autoComplete="off"
        defaultValue={email}
        hint="They sign in with this address. It cannot be changed later."
        label="Work email"
        name="email"
        required
        spellCheck={false}
        type="email"
      />
      <ChoicesField
        defaultValue={[roles.at(-1)?.value ?? ""]}
        label="Roles"
        name="roles"
        options={roles}
      />
      <div className="mt-2 flex flex-wrap gap-2">
        <FormButton>Send invitation</FormButton>
        <Link className={buttonClass("secondary")} href={`/t/${tenant}/users`} prefetch={false}>
          Cancel
        </Link>
      </div>
    </ActionForm>
  );
}
