"use client";

import { ActionForm } from "#components/form/action-form.tsx";
import { FormButton } from "#components/form/fields.tsx";
import { sendTestMailAction } from "./actions.ts";

/** Sends whoever presses it a mail. */
export function TestMailForm({ email }: { email: string }) {
  return (
    <ActionForm action={sendTestMailAction} done={`Queued a test mail to ${email}.`}>
      <div>
        <FormButton variant="secondary">Send a test mail</FormButton>
      </div>
    </ActionForm>
  );
}
