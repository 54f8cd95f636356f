"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton, TextField } from "#components/form/fields.tsx";
import { changePasswordInput, updateProfileInput } from "#domain/users/schemas.ts";
import {
  changePasswordAction,
  endOtherSessionsAction,
  endSessionAction,
  updateProfileAction,
  withdrawConsentAction,
} from "./actions.ts";

/** A person's own name. */
export function ProfileForm({ name, version }: { name: string; version: string }) {
  return (
    <ActionForm
      action={updateProfileAction}
      done="Saved your name."
      schema={updateProfileInput}
      undo={{ action: updateProfileAction, values: { name }, done: "Your name is as before." }}
      version={version}
    >
      <TextField
        autoComplete="name"
        defaultValue={name}
        dir="auto"
        hint="How you appear to the admins of your tenant, and to the services you sign in to."
        label="Name"
        name="name"
        required
      />
      <div>
        <FormButton variant="secondary">Save name</FormButton>
      </div>
    </ActionForm>
  );
}

/** A person's own password; whoever knew the old one is signed out. */
export function PasswordForm({ email }: { email: string }) {
  return (
    <ActionForm
      action={changePasswordAction}
      done={(result) => `Changed your password.${others(result?.endedSessions ?? 0)}`}
      resetOnDone
      schema={changePasswordInput}
    >
      <input autoComplete="username" className="hidden" defaultValue={email} readOnly type="text" />
      <TextField
        autoComplete="current-password"
        label="Current password"
        name="currentPassword"
        required
        type="password"
      />
      <TextField
        autoComplete="new-password"
        hint="At least 12 characters. A few unrelated words make a good one."
        label="New password"
        name="newPassword"
        required
        type="password"
      />
      <p className="text-compact text-muted">
        Signs you out everywhere but here, and mails you that it happened.
      </p>
      <div>
        <FormButton variant="secondary">Change password</FormButton>
      </div>
    </ActionForm>
  );
}

/** Signs out one other browser. */
export function EndSessionForm({ sessionId, browser }: { sessionId: string; browser: string }) {
  return (
    <ActionForm
      action={endSessionAction}
      className="flex flex-col items-end gap-4"
      done={`Signed out ${browser}.`}
    >
      <input name="sessionId" type="hidden" value={sessionId} />
      <FormButton variant="secondary">
        Sign out<span className="sr-only"> {browser}</span>
      </FormButton>
    </ActionForm>
  );
}

/** Takes back what an app was allowed. */
export function WithdrawForm({ ssoClientId, name }: { ssoClientId: string; name: string }) {
  return (
    <ActionForm
      action={withdrawConsentAction}
      className="flex flex-col items-end gap-4"
      done={`Withdrew what ${name} was allowed.`}
    >
      <input name="ssoClientId" type="hidden" value={ssoClientId} />
      <FormButton variant="secondary">
        Withdraw<span className="sr-only"> what {name} may</span>
      </FormButton>
    </ActionForm>
  );
}

/** Signs out every browser but this one. */
export function EndOthersForm() {
  return (
    <ActionForm
      action={endOtherSessionsAction}
      className="flex flex-col gap-4"
      done={(result) => others(result?.ended ?? 0).trim() || "There was no other session."}
    >
      <FormButton variant="secondary">Sign out others</FormButton>
    </ActionForm>
  );
}

function others(ended: number): string {
  if (ended === 0) return "";
  return ended === 1 ? " Signed out 1 other session." : ` Signed out ${ended} other sessions.`;
}
