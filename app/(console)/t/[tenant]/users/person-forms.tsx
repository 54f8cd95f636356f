"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { ChoicesField, FormButton, TextField } from "#components/form/fields.tsx";
import { updateUserInput } from "#domain/users/schemas.ts";
import {
  inviteAgainAction,
  restoreUserAction,
  sendPasswordResetAction,
  suspendUserAction,
  updateUserAction,
} from "./actions.ts";
import { rolesOf } from "./roles.tsx";

type Whose = { tenant: string; id: string; email: string };

/** A person's name and roles. */
export function EditPersonForm({
  tenant,
  id,
  name,
  roles,
  version,
}: {
  tenant: string;
  id: string;
  name: string;
  roles: readonly string[];
  version: string;
}) {
  return (
    <ActionForm
      action={updateUserAction}
      done={`Saved ${name}.`}
      schema={updateUserInput}
      tenant={tenant}
      undo={{
        action: updateUserAction,
        values: { id, name, roles: roles.join("\n") },
        done: `${name} is as before.`,
      }}
      version={version}
    >
      <input name="id" type="hidden" value={id} />
      <TextField
        autoComplete="off"
        defaultValue={name}
        dir="auto"
        label="Name"
        name="name"
        required
      />
      <ChoicesField
        defaultValue={roles}
        hint="A change holds from their very next request."
        label="Roles"
        name="roles"
        options={rolesOf(tenant)}
      />
      <div>
        <FormButton variant="secondary">Save changes</FormButton>
      </div>
    </ActionForm>
  );
}

/** Mails what lets a person in: a new invitation, or the link to a new password. */
export function MailForm({ tenant, id, email, kind }: Whose & { kind: "invitation" | "reset" }) {
  const invites = kind === "invitation";
  return (
    <ActionForm
      action={invites ? inviteAgainAction : sendPasswordResetAction}
      className="flex flex-col gap-4"
      done={invites ? `Sent a new invitation to ${email}.` : `Sent a reset link to ${email}.`}
      tenant={tenant}
    >
      <input name="id" type="hidden" value={id} />
      <p className="text-compact text-muted">
        {invites
          ? "Mails a new link, good for 7 days. The one before it stops working."
          : "Mails a link, good for one hour. The password stays until they choose another."}
      </p>
      <div>
        <FormButton variant="secondary">
          {invites ? "Send invitation again" : "Send password reset"}
        </FormButton>
      </div>
    </ActionForm>
  );
}

/** Keeps a person out, or lets them in again. Both can be undone. */
export function StatusForm({
  tenant,
  id,
  email,
  status,
}: Whose & { status: "active" | "suspended" }) {
  const suspends = status === "active";
  const [action, back] = suspends
    ? [suspendUserAction, restoreUserAction]
    : [restoreUserAction, suspendUserAction];
  return (
    <ActionForm
      action={action}
      className="flex flex-col gap-4"
      done={suspends ? `Suspended ${email}.` : `Restored ${email}.`}
      key={status}
      tenant={tenant}
      undo={{
        action: back,
        values: { id },
        done: suspends ? `Restored ${email}.` : `Suspended ${email} again.`,
      }}
    >
      <input name="id" type="hidden" value={id} />
      <p className="text-compact text-muted">
        {suspends
          ? "Signs them out everywhere at once, and lets them in no more until you restore them."
          : "They can sign in again, as before. Sessions that ended stay ended."}
      </p>
      <div>
        <FormButton variant="secondary">
          {suspends ? "Suspend person" : "Restore person"}
        </FormButton>
      </div>
    </ActionForm>
  );
}
